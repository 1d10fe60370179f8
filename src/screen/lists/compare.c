/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists.h"

#include "base/map.h"

#include <string.h>

const char *list_change_name(enum list_change_kind k)
{
	static const char *const names[] = {"added", "changed", "removed"};
	return names[k];
}

const char *list_field_name(enum list_field f)
{
	static const char *const names[LIST_FIELD_COUNT] = {
		"names",     "birth_dates", "documents", "nationalities", "places_of_birth",
		"addresses", "sex",         "measure",   "handling",      "reason",
		"listed_on", "valid_from",  "expires"};
	return names[f];
}

/* Runs over two lists of an entry at once; `equal` speaks of elements x and y. */
#define LISTS_EQUAL(type, member, equal) \
	do { \
		const struct type *x = a->member.first; \
		const struct type *y = b->member.first; \
		for (; x && y; x = x->next, y = y->next) \
			if (!(equal)) \
				return false; \
		return !x && !y; \
	} while (0)

static bool names_equal(const struct list_entry *a, const struct list_entry *b)
{
	LISTS_EQUAL(list_name, names,
		    slice_eq(x->name, y->name) && slice_eq(x->family, y->family) &&
			    slice_eq(x->given, y->given) &&
			    slice_eq(x->patronymic, y->patronymic) && x->quality == y->quality &&
			    x->original_script == y->original_script);
}

static bool birth_dates_equal(const struct list_entry *a, const struct list_entry *b)
{
	LISTS_EQUAL(list_birth_date, birth_dates,
		    date_cmp(x->from, y->from) == 0 && date_cmp(x->to, y->to) == 0 &&
			    x->approximate == y->approximate);
}

static bool documents_equal(const struct list_entry *a, const struct list_entry *b)
{
	LISTS_EQUAL(list_document, documents,
		    slice_eq(x->type, y->type) && slice_eq(x->number, y->number) &&
			    slice_eq(x->issuer, y->issuer) && slice_eq(x->status, y->status));
}

static bool nationalities_equal(const struct list_entry *a, const struct list_entry *b)
{
	LISTS_EQUAL(list_value, nationalities, slice_eq(x->value, y->value));
}

static bool places_equal(const struct list_entry *a, const struct list_entry *b)
{
	LISTS_EQUAL(list_value, places_of_birth, slice_eq(x->value, y->value));
}

static bool addresses_equal(const struct list_entry *a, const struct list_entry *b)
{
	LISTS_EQUAL(list_value, addresses, slice_eq(x->value, y->value));
}

static unsigned changed_fields(const struct list_entry *a, const struct list_entry *b)
{
	const bool same[LIST_FIELD_COUNT] = {
		[LIST_FIELD_NAMES] = names_equal(a, b),
		[LIST_FIELD_BIRTH_DATES] = birth_dates_equal(a, b),
		[LIST_FIELD_DOCUMENTS] = documents_equal(a, b),
		[LIST_FIELD_NATIONALITIES] = nationalities_equal(a, b),
		[LIST_FIELD_PLACES_OF_BIRTH] = places_equal(a, b),
		[LIST_FIELD_ADDRESSES] = addresses_equal(a, b),
		[LIST_FIELD_SEX] = slice_eq(a->sex, b->sex),
		[LIST_FIELD_MEASURE] = slice_eq(a->measure, b->measure),
		[LIST_FIELD_HANDLING] = slice_eq(a->handling, b->handling),
		[LIST_FIELD_REASON] = slice_eq(a->reason, b->reason),
		[LIST_FIELD_LISTED_ON] = date_cmp(a->listed_on, b->listed_on) == 0,
		[LIST_FIELD_VALID_FROM] = date_cmp(a->valid_from, b->valid_from) == 0,
		[LIST_FIELD_EXPIRES] = date_cmp(a->expires, b->expires) == 0,
	};
	unsigned fields = 0;
	for (unsigned f = 0; f < LIST_FIELD_COUNT; f++)
		if (!same[f])
			fields |= 1U << f;
	return fields;
}

static void add(struct list_changes *out, struct arena *a, struct list_change change)
{
	struct list_change *c = LIST_ADD(&out->list, a, struct list_change);
	if (c)
		*c = change;
}

void lists_compare(const list_entries *before, const list_entries *after, struct arena *a,
		   struct list_changes *out)
{
	*out = (struct list_changes){0};
	struct map old;
	struct map new;
	map_init(&old, a);
	map_init(&new, a);
	LIST_EACH(struct list_entry, entry, before)
	map_put(&old, entry->id, entry);
	LIST_EACH(struct list_entry, entry, after)
	{
		map_put(&new, entry->id, entry);
		const struct list_entry *was = map_find(&old, entry->id);
		if (!was) {
			out->added++;
			add(out, a, (struct list_change){.kind = LIST_ADDED, .after = entry});
		} else if (memcmp(was->hash, entry->hash, sizeof was->hash) == 0) {
			out->unchanged++;
		} else {
			out->changed++;
			add(out, a,
			    (struct list_change){.kind = LIST_CHANGED,
						 .before = was,
						 .after = entry,
						 .fields = changed_fields(was, entry)});
		}
	}
	LIST_EACH(const struct list_entry, entry, before)
	{
		if (map_find(&new, entry->id))
			continue;
		out->removed++;
		add(out, a, (struct list_change){.kind = LIST_REMOVED, .before = entry});
	}
}
