/* SPDX-License-Identifier: Apache-2.0 */
#include "model/law.h"

const struct law_purpose *law_purpose_find(const struct law *law, struct slice name)
{
	LIST_EACH(const struct law_purpose, p, &law->purposes)
	{
		if (slice_eq(p->name, name))
			return p;
	}
	return NULL;
}

const struct law_item *law_item_find(const law_items *items, struct slice name)
{
	LIST_EACH(const struct law_item, i, items)
	{
		if (slice_eq(i->name, name))
			return i;
	}
	return NULL;
}

bool law_words_have(const law_words *words, struct slice text)
{
	LIST_EACH(const struct law_word, w, words)
	{
		if (slice_eq(w->text, text))
			return true;
	}
	return false;
}

const char *law_act_name(enum law_act act)
{
	static const char *const names[LAW_ACT_COUNT] = {
		[LAW_UNMASK] = "unmask",
		[LAW_LATER_USE] = "later-use",
		[LAW_PROFILE_CHANGE] = "profile-change",
		[LAW_SECOND_REVIEW] = "second-review",
		[LAW_RULE_ACTIVATION] = "rule-activation",
		[LAW_EXTRA_TRANSFER] = "extra-transfer",
	};
	return names[act];
}

bool law_may_approve(const struct law *law, enum law_act act, enum actor_role role)
{
	return (law->approvers[act] & 1u << role) != 0;
}

static bool route_is(struct slice word, struct slice from, struct slice to)
{
	return word.n == from.n + 1 + to.n && word.p[from.n] == '-' &&
	       slice_eq(slice_range(word, 0, from.n), from) &&
	       slice_eq(slice_range(word, from.n + 1, word.n), to);
}

static bool selected(const struct law_flights *f, const struct law_route *r)
{
	LIST_EACH(const struct law_word, w, &f->selected)
	{
		if (slice_eq(w->text, r->from) || slice_eq(w->text, r->to) ||
		    route_is(w->text, r->from, r->to) || route_is(w->text, r->to, r->from))
			return true;
	}
	return false;
}

bool law_takes_flight(const struct law *law, const struct law_route *r, struct date today)
{
	const struct law_flights *f = &law->flights;
	bool within = slice_present(r->from_state) && slice_present(r->to_state) &&
		      law_words_have(&f->territory, r->from_state) &&
		      law_words_have(&f->territory, r->to_state);
	if (!within)
		return true;
	switch (f->within) {
	case LAW_WITHIN_ALL:
		return date_cmp(today, f->threat_until) <= 0;
	case LAW_WITHIN_SELECTED:
		return date_cmp(today, f->review_by) <= 0 && selected(f, r);
	case LAW_WITHIN_NONE:
	default:
		return false;
	}
}
