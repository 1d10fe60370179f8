/* SPDX-License-Identifier: Apache-2.0 */
#include "model/law.h"

#include "base/buf.h"

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

const char *law_heading_name(unsigned heading)
{
	static const char *const names[LAW_HEADINGS + 1] = {
		NULL,
		"PNR record locator",
		"Date of reservation and of issue of the ticket",
		"Dates of intended travel",
		"Names",
		"Address and contact information",
		"Payment and billing information",
		"Complete itinerary",
		"Frequent flyer information",
		"Travel agency",
		"Travel status: confirmation, check-in, no-show, go-show",
		"Split or divided PNR information",
		"General remarks on unaccompanied minors",
		"Ticketing field information",
		"Seat number and other seat information",
		"Code share information",
		"Baggage information",
		"Number and names of other travellers of the PNR",
		"Advance passenger information, where it was collected",
		"History of changes of headings 1 to 18",
	};
	return names[heading];
}

/* ---- formats ---- */

/* "13:1", "13.1". */
static bool version_read(struct slice text, unsigned *major, unsigned *minor)
{
	size_t i = 0;
	unsigned high = 0, low = 0;
	for (; i < text.n && ascii_digit(text.p[i]) && high < 1000; i++)
		high = high * 10 + (unsigned)(text.p[i] - '0');
	if (i == 0)
		return false;
	for (i++; i < text.n && ascii_digit(text.p[i]) && low < 1000; i++)
		low = low * 10 + (unsigned)(text.p[i] - '0');
	*major = high;
	*minor = low;
	return true;
}

enum law_format_fault law_format_judge(const struct law_collection *c, struct slice format,
				       struct slice version)
{
	unsigned major = 0, minor = 0;
	LIST_EACH(const struct law_format, f, &c->formats)
	{
		if (!slice_eq(f->name, format))
			continue;
		if (f->major == 0)
			return LAW_FORMAT_GOOD;
		if (!version_read(version, &major, &minor))
			return LAW_FORMAT_OLD;
		return major > f->major || (major == f->major && minor >= f->minor)
			       ? LAW_FORMAT_GOOD
			       : LAW_FORMAT_OLD;
	}
	return LAW_FORMAT_UNLISTED;
}

void law_formats_write(const struct law_collection *c, struct buf *out)
{
	LIST_EACH(const struct law_format, f, &c->formats)
	{
		buf_printf(out, "%s%.*s", f == c->formats.first ? "" : ", ", SLICE_ARG(f->name));
		if (f->major)
			buf_printf(out, " from %u.%u", f->major, f->minor);
	}
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
