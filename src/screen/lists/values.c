/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/values.h"

#include "base/utf8.h"
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

void import_other(struct list_import *im)
{
	im->others++;
}

void import_finish(struct list_import *im)
{
	if (im->others)
		finding_add(im->findings, im->arena, SEVERITY_INFO, "list-others", 0, 0,
			    "%u records that are not persons (groups, undertakings, ships, ...) "
			    "are not imported: they do not travel",
			    im->others);
}

struct slice import_text(struct list_import *im, struct slice s)
{
	return value_is_nothing(s) ? (struct slice){0} : value_one_line(im->arena, s);
}

struct slice import_join(struct list_import *im, struct slice text, const char *between,
			 struct slice more)
{
	if (value_is_nothing(more) || text.n + more.n > LISTS_FIELD_MAX)
		return text;
	return text.n ? arena_printf(im->arena, "%.*s%s%.*s", SLICE_ARG(text), between,
				     SLICE_ARG(more))
		      : arena_copy(im->arena, more);
}

struct slice import_country(struct list_import *im, struct slice s, unsigned line)
{
	if (value_is_nothing(s))
		return (struct slice){0};
	struct slice code = country_code(s);
	if (slice_present(code))
		return code;
	finding_add(im->findings, im->arena, SEVERITY_WARNING, "list-country", line, 0,
		    "a State is given that is neither an ISO 3166 code nor an English name of a "
		    "State; it is kept as it stands, and not compared");
	return value_one_line(im->arena, s);
}

void import_sex(struct list_import *im, struct list_entry *entry, struct slice s, unsigned line)
{
	if (value_is_nothing(s))
		return;
	entry->sex = value_sex(s);
	if (!slice_present(entry->sex))
		finding_add(im->findings, im->arena, SEVERITY_WARNING, "list-sex", line, 0,
			    "sex is not M, F or X, nor a word for it; it is left out");
}

void import_document(struct list_import *im, struct list_entry *entry,
		     const struct list_document *d, unsigned line)
{
	struct list_document kept = {
		.type = import_text(im, d->type),
		.number = import_text(im, d->number),
		.issuer = import_country(im, d->issuer, line),
		.status = import_text(im, d->status),
	};
	if (slice_present(kept.issuer) && !slice_present(country_code(kept.issuer))) {
		kept.status = import_join(
			im, kept.status, "; ",
			arena_printf(im->arena, "issuer: %.*s", SLICE_ARG(kept.issuer)));
		kept.issuer = (struct slice){0};
	}
	entry_add_document(entry, im->arena, &kept);
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

/* In the languages of the United Nations. */
static const struct {
	const char *sex, *words;
} sex_words[] = {
	{"M", "m|male|masculin|masculino|homme|hombre|varón|муж|мужской|мужчина|ذكر|男|男性"},
	{"F", "f|female|féminin|femenino|femme|mujer|жен|женский|женщина|أنثى|انثى|女|女性"},
	{"X", "x|unspecified|other"},
};

/* The next character of `s` in lower case, and what follows it. */
static uint32_t next_folded(struct slice *s)
{
	size_t width;
	uint32_t c = utf8_read(*s, &width);
	uint32_t folded = utf8_fold_word(c);
	*s = slice_range(*s, width, s->n);
	return folded ? folded : c;
}

static bool starts_folded(struct slice s, struct slice word)
{
	while (word.n && s.n)
		if (next_folded(&s) != next_folded(&word))
			return false;
	return word.n == 0;
}

bool value_has_word(struct slice s, const char *word)
{
	for (size_t i = 0; i < s.n; i++)
		if (starts_folded(slice_range(s, i, s.n), slice_of(word)))
			return true;
	return false;
}

struct slice value_sex(struct slice s)
{
	s = slice_trim(s);
	for (size_t i = 0; i < sizeof sex_words / sizeof sex_words[0]; i++) {
		struct slice rest = slice_of(sex_words[i].words);
		struct slice word;
		while (slice_cut(&rest, '|', &word))
			if (s.n && word.n == s.n && starts_folded(s, word))
				return slice_of(sex_words[i].sex);
	}
	return (struct slice){0};
}

bool value_is_other_script(struct slice s)
{
	size_t width;
	for (size_t at = 0; at < s.n; at += width) {
		uint32_t c = utf8_read(slice_range(s, at, s.n), &width);
		if (c < 0x250 && (c >= 0xC0 || ascii_alpha((char)c)))
			return false;
		if (c >= 0x370 && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x1E00 && c <= 0x1EFF))
			return true;
	}
	return false;
}

/* Which of two qualities of one name counts: the better. */
static bool is_better(enum name_quality a, enum name_quality b)
{
	static const int rank[] = {
		[NAME_PRIMARY] = 3, [NAME_GOOD] = 2, [NAME_FORMER] = 1, [NAME_LOW] = 0};
	return rank[a] > rank[b];
}

/* The name of that text, added where it is new; NULL where nothing can be. */
static struct list_name *name_of(struct list_entry *entry, struct arena *a, struct slice text,
				 enum name_quality quality)
{
	if (value_is_nothing(text))
		return NULL;
	LIST_EACH(struct list_name, n, &entry->names)
	{
		if (!slice_eq(n->name, text))
			continue;
		if (is_better(quality, n->quality))
			n->quality = quality;
		return n;
	}
	if (entry->names.count == LISTS_VALUES_MAX)
		return NULL;
	struct list_name *n = LIST_ADD(&entry->names, a, struct list_name);
	if (n) {
		n->name = text;
		n->quality = quality;
		n->original_script = value_is_other_script(text);
	}
	return n;
}

void entry_add_name(struct list_entry *entry, struct arena *a, struct slice name,
		    enum name_quality quality)
{
	name_of(entry, a, value_one_line(a, name), quality);
}

static struct slice part_of(struct arena *a, struct slice s)
{
	return value_is_nothing(s) ? (struct slice){0} : value_one_line(a, s);
}

void entry_add_parts(struct list_entry *entry, struct arena *a, const struct name_parts *parts,
		     enum name_quality quality)
{
	struct name_parts p = {.given = part_of(a, parts->given),
			       .patronymic = part_of(a, parts->patronymic),
			       .family = part_of(a, parts->family)};
	struct slice whole = arena_printf(a, "%.*s %.*s %.*s", SLICE_ARG(p.given),
					  SLICE_ARG(p.patronymic), SLICE_ARG(p.family));
	struct list_name *n = name_of(entry, a, value_one_line(a, whole), quality);
	if (!n)
		return;
	n->given = p.given;
	n->patronymic = p.patronymic;
	n->family = p.family;
}

static void add_value(struct list_entry *entry, struct arena *a, bool address, struct slice value)
{
	struct slice text = value_one_line(a, value);
	const struct list_value *first = address ? entry->addresses.first
						 : entry->places_of_birth.first;
	unsigned count = address ? entry->addresses.count : entry->places_of_birth.count;
	if (value_is_nothing(text) || count == LISTS_VALUES_MAX)
		return;
	for (; first; first = first->next)
		if (slice_eq(first->value, text))
			return;
	struct list_value *v = address ? LIST_ADD(&entry->addresses, a, struct list_value)
				       : LIST_ADD(&entry->places_of_birth, a, struct list_value);
	if (v)
		v->value = text;
}

void entry_add_place(struct list_entry *entry, struct arena *a, struct slice value)
{
	add_value(entry, a, false, value);
}

void entry_add_address(struct list_entry *entry, struct arena *a, struct slice value)
{
	add_value(entry, a, true, value);
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
