/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/values.h"

#include "screen/country.h"
#include "screen/names/name.h"

#include <string.h>

void import_init(struct list_import *im, struct arena *a, list_entries *out, finding_list *findings)
{
	*im = (struct list_import){.arena = a, .out = out, .findings = findings};
	map_init(&im->ids, a);
}

static bool can_be_compared(const struct list_entry *entry)
{
	struct name n;
	LIST_EACH(const struct list_name, name, &entry->names)
	{
		name_read(name->name, &n);
		if (n.unit_count)
			return true;
	}
	return false;
}

enum rc import_add(struct list_import *im, struct list_entry *entry, unsigned line, struct err *e)
{
	if (map_find(&im->ids, entry->id)) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-id-twice", line, 0,
			    "this entry has the id of an earlier one and is left out");
		return RC_OK;
	}
	if (im->out->count == LISTS_ENTRIES_MAX)
		return err_set(e, RC_LIMIT, "the list has more than %d entries; split it",
			       LISTS_ENTRIES_MAX);
	if (entry->names.count && !can_be_compared(entry))
		finding_add(im->findings, im->arena, SEVERITY_WARNING, "list-name-script", line, 0,
			    "no name of this entry is in a script that can be compared: "
			    "add a spelling in Latin letters");
	struct list_entry *kept = LIST_ADD(im->out, im->arena, struct list_entry);
	if (!kept)
		return import_end(im, RC_OK, e);
	*kept = *entry;
	kept->next = NULL;
	list_entry_seal(kept);
	map_put(&im->ids, kept->id, kept);
	return RC_OK;
}

enum rc import_end(const struct list_import *im, enum rc rc, struct err *e)
{
	if (rc == RC_OK && arena_failed(im->arena))
		return err_set(e, RC_NOMEM, "the list does not fit into the memory allowed for it");
	return rc;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

struct slice value_one_line(struct arena *a, struct slice s)
{
	char *text = arena_alloc(a, s.n + 1);
	if (!text)
		return (struct slice){0};
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		bool nbsp = i + 1 < s.n && s.p[i] == '\xC2' && s.p[i + 1] == '\xA0';
		if (!is_blank(s.p[i]) && !nbsp)
			text[n++] = s.p[i];
		else if (n > 0 && text[n - 1] != ' ')
			text[n++] = ' ';
		i += nbsp;
	}
	if (n > 0 && text[n - 1] == ' ')
		n--;
	text[n] = 0;
	return n ? (struct slice){text, n} : (struct slice){0};
}

bool value_is_nothing(struct slice s)
{
	static const char *const nothing[] = {"na", "n/a", "none", "-", "--", "unknown", "nil"};
	s = slice_trim(s);
	if (!s.n)
		return true;
	for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
		if (slice_is_nocase(s, nothing[i]))
			return true;
	return false;
}

struct slice value_nth(struct slice s, unsigned n)
{
	struct slice part;
	struct slice first = {0};
	unsigned count = 0;
	for (; slice_cut(&s, ';', &part); count++) {
		if (count == 0)
			first = part;
		if (count == n)
			return part;
	}
	return count == 1 ? first : (struct slice){0};
}

static bool number(struct slice s, size_t from, size_t to, int *out)
{
	uint64_t v;
	if (s.n < to || !slice_u64(slice_range(s, from, to), &v))
		return false;
	*out = (int)v;
	return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD: the days that it covers. */
static bool span(struct slice s, struct date *from, struct date *to)
{
	int year = 0;
	int month = 1;
	int day = 1;
	bool shape = s.n == 4 || (s.n == 7 && s.p[4] == '-') ||
		     (s.n == 10 && s.p[4] == '-' && s.p[7] == '-');
	if (!shape || !number(s, 0, 4, &year) || (s.n > 4 && !number(s, 5, 7, &month)) ||
	    (s.n > 7 && !number(s, 8, 10, &day)) || !date_valid(year, month, day))
		return false;
	*from = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
	*to = *from;
	if (s.n == 4)
		*to = (struct date){(int16_t)year, 12, 31};
	if (s.n == 7) {
		int32_t next = date_days(*from) + 31;
		*to = date_from_days(next - date_from_days(next).day);
	}
	return true;
}

bool value_birth_date(struct slice s, struct list_birth_date *out)
{
	*out = (struct list_birth_date){0};
	s = slice_trim(s);
	if (slice_starts(s, "~")) {
		out->approximate = true;
		s = slice_trim(slice_range(s, 1, s.n));
	}
	size_t dots = slice_find(s, '.', 0);
	if (dots == SIZE_MAX)
		return span(s, &out->from, &out->to);
	struct date unused;
	return dots + 1 < s.n && s.p[dots + 1] == '.' &&
	       span(slice_trim(slice_range(s, 0, dots)), &out->from, &unused) &&
	       span(slice_trim(slice_range(s, dots + 2, s.n)), &unused, &out->to) &&
	       date_cmp(out->from, out->to) <= 0;
}

struct slice value_sex(struct slice s)
{
	s = slice_trim(s);
	if (slice_is_nocase(s, "m") || slice_is_nocase(s, "male"))
		return SLICE("M");
	if (slice_is_nocase(s, "f") || slice_is_nocase(s, "female"))
		return SLICE("F");
	if (slice_is_nocase(s, "x") || slice_is_nocase(s, "unspecified"))
		return SLICE("X");
	return (struct slice){0};
}

void entry_add_name(struct list_entry *entry, struct arena *a, struct slice name,
		    enum name_quality quality, bool original_script)
{
	struct slice text = value_one_line(a, name);
	if (value_is_nothing(text) || entry->names.count == LISTS_VALUES_MAX)
		return;
	LIST_EACH(struct list_name, n, &entry->names)
	{
		if (!slice_eq(n->name, text))
			continue;
		if (quality < n->quality) /* the better one counts */
			n->quality = quality;
		return;
	}
	struct list_name *n = LIST_ADD(&entry->names, a, struct list_name);
	if (!n)
		return;
	n->name = text;
	n->quality = quality;
	n->original_script = original_script;
}

void entry_add_birth_date(struct list_entry *entry, struct arena *a,
			  const struct list_birth_date *b)
{
	LIST_EACH(const struct list_birth_date, other, &entry->birth_dates)
	{
		if (date_cmp(b->from, other->from) == 0 && date_cmp(b->to, other->to) == 0 &&
		    b->approximate == other->approximate)
			return;
	}
	if (entry->birth_dates.count == LISTS_VALUES_MAX)
		return;
	struct list_birth_date *kept = LIST_ADD(&entry->birth_dates, a, struct list_birth_date);
	if (!kept)
		return;
	kept->from = b->from;
	kept->to = b->to;
	kept->approximate = b->approximate;
}

void entry_add_nationality(struct list_entry *entry, struct arena *a, struct slice value)
{
	struct slice text = value_one_line(a, value);
	if (value_is_nothing(text) || entry->nationalities.count == LISTS_VALUES_MAX)
		return;
	LIST_EACH(const struct list_value, v, &entry->nationalities)
	{
		if (slice_eq(v->value, text))
			return;
	}
	struct list_value *v = LIST_ADD(&entry->nationalities, a, struct list_value);
	if (v)
		v->value = text;
}

void entry_add_place(struct list_entry *entry, struct arena *a, struct slice value)
{
	struct slice text = value_one_line(a, value);
	if (value_is_nothing(text) || entry->places_of_birth.count == LISTS_VALUES_MAX)
		return;
	LIST_EACH(const struct list_value, v, &entry->places_of_birth)
	{
		if (slice_eq(v->value, text))
			return;
	}
	struct list_value *v = LIST_ADD(&entry->places_of_birth, a, struct list_value);
	if (v)
		v->value = text;
}

void entry_add_document(struct list_entry *entry, struct arena *a, const struct list_document *d)
{
	if (!slice_present(d->number) || entry->documents.count == LISTS_VALUES_MAX)
		return;
	LIST_EACH(const struct list_document, other, &entry->documents)
	{
		if (slice_eq(d->number, other->number) && slice_eq(d->type, other->type) &&
		    slice_eq(d->issuer, other->issuer) && slice_eq(d->status, other->status))
			return;
	}
	struct list_document *kept = LIST_ADD(&entry->documents, a, struct list_document);
	if (!kept)
		return;
	*kept = *d;
	kept->next = NULL;
}
