/* SPDX-License-Identifier: Apache-2.0
 *
 * Selection rates: of a group how many in a thousand are hit, beside all others. Counts stand
 * beside each, because a ratio of few people says little.
 */
#include "flow/rule_figures.h"

#include <stdio.h>
#include <stdlib.h>

const char *rule_dimension_name(enum rule_dimension d)
{
	static const char *const names[] = {"nationality", "sex", "age", "route"};
	return names[d];
}

void figures_begin(struct figures *f, struct rule_run *out, struct arena *a)
{
	*f = (struct figures){.arena = a, .out = out};
	for (int d = 0; d < RULE_DIMENSIONS; d++)
		map_init(&f->groups[d], a);
}

/* ---- groups ---- */

static struct slice field(const char *name, const struct rule_subject *s, struct arena *a)
{
	return rule_field_text(rule_field_find(slice_of(name)), s, a);
}

static struct slice age_band(const struct rule_subject *s, struct arena *a)
{
	static const struct {
		uint64_t most;
		const char *name;
	} bands[] = {{17, "0-17"}, {29, "18-29"}, {44, "30-44"}, {59, "45-59"}};
	uint64_t age;
	if (!slice_u64(field("traveller.age", s, a), &age))
		return (struct slice){0};
	for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
		if (age <= bands[i].most)
			return slice_of(bands[i].name);
	}
	return SLICE("60-");
}

static struct slice group_of(enum rule_dimension d, const struct rule_subject *s, struct arena *a)
{
	switch (d) {
	case BY_NATIONALITY:
		return field("traveller.nationality", s, a);
	case BY_SEX:
		return field("traveller.sex", s, a);
	case BY_AGE:
		return age_band(s, a);
	case BY_ROUTE:
		return arena_printf(a, "%.*s-%.*s", SLICE_ARG(s->border->from),
				    SLICE_ARG(s->border->to));
	case RULE_DIMENSIONS:
		break;
	}
	return (struct slice){0};
}

static struct rule_share *share_of(struct figures *f, enum rule_dimension d, struct slice group)
{
	struct rule_share *share = map_find(&f->groups[d], group);
	if (share)
		return share;
	share = LIST_ADD(&f->out->shares[d], f->arena, struct rule_share);
	if (!share)
		return NULL;
	share->group = arena_copy(f->arena, group);
	map_put(&f->groups[d], share->group, share);
	return share;
}

void figures_add(struct figures *f, const struct rule_subject *subject, bool hit,
		 struct arena *work)
{
	f->out->travellers++;
	f->out->hits += hit;
	for (int d = 0; d < RULE_DIMENSIONS; d++) {
		struct slice group = group_of((enum rule_dimension)d, subject, work);
		struct rule_share *share =
			share_of(f, (enum rule_dimension)d,
				 slice_present(group) ? group : SLICE("not-known"));
		if (!share)
			return; /* the arena is full, which its owner tells */
		share->travellers++;
		share->hits += hit;
	}
}

/* ---- comparing ---- */

static int by_group(const void *x, const void *y)
{
	const struct rule_share *const *a = x;
	const struct rule_share *const *b = y;
	return slice_cmp((*a)->group, (*b)->group);
}

static void sort(rule_shares *shares, struct arena *a)
{
	struct rule_share **all =
		arena_alloc(a, (shares->count + (size_t)1) * sizeof(struct rule_share *));
	size_t n = 0;
	if (!all || !shares->first)
		return;
	LIST_EACH(struct rule_share, s, shares)
	{
		all[n++] = s;
	}
	qsort(all, n, sizeof(struct rule_share *), by_group);
	for (size_t i = 0; i < n; i++)
		all[i]->next = i + 1 < n ? all[i + 1] : NULL;
	shares->first = all[0];
	shares->last = all[n - 1];
}

/* hits / travellers of the group, by that of all others: one fraction, so that nothing is
 * rounded but the result. */
static int64_t ratio_permille(const struct rule_run *r, const struct rule_share *s)
{
	int64_t others = r->travellers - s->travellers, other_hits = r->hits - s->hits;
	int64_t below = s->travellers * other_hits;
	if (others == 0 || other_hits == 0)
		return -1;
	return (s->hits * others * 1000 + below / 2) / below;
}

void figures_end(struct figures *f)
{
	for (int d = 0; d < RULE_DIMENSIONS; d++) {
		sort(&f->out->shares[d], f->arena);
		LIST_EACH(struct rule_share, s, &f->out->shares[d])
		{
			s->ratio_permille = ratio_permille(f->out, s);
			s->few = s->travellers < RULE_RUN_FEW;
		}
	}
}

/* ---- writing ---- */

static void write_share(const struct rule_share *s, struct json *j)
{
	json_object(j);
	json_put(j, "group", s->group);
	json_put_i64(j, "travellers", s->travellers);
	json_put_i64(j, "hits", s->hits);
	if (s->ratio_permille >= 0) {
		char text[32];
		int n = snprintf(text, sizeof text, "%lld.%03d",
				 (long long)(s->ratio_permille / 1000),
				 (int)(s->ratio_permille % 1000));
		json_key(j, "ratio");
		json_raw(j, (struct slice){text, (size_t)n});
	}
	json_put_bool(j, "few", s->few);
	json_object_end(j);
}

void rule_run_write(const struct rule_run *r, struct json *j)
{
	json_object(j);
	json_put_i64(j, "flights", r->flights);
	json_put_i64(j, "travellers", r->travellers);
	json_put_i64(j, "hits", r->hits);
	json_put_bool(j, "cut", r->cut);
	json_key(j, "shares");
	json_object(j);
	for (int d = 0; d < RULE_DIMENSIONS; d++) {
		json_key(j, rule_dimension_name((enum rule_dimension)d));
		json_array(j);
		LIST_EACH(const struct rule_share, s, &r->shares[d])
		{
			write_share(s, j);
		}
		json_array_end(j);
	}
	json_object_end(j);
	json_object_end(j);
}
