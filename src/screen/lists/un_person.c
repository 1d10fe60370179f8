/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/un.h"

#include "base/utf8.h"
#include "screen/country.h"

#include <string.h>

static void note(struct list_import *im, enum severity severity, const char *code, unsigned line,
		 const char *text)
{
	finding_add(im->findings, im->arena, severity, code, line, 0, "%s", text);
}

static size_t find_nocase(struct slice s, const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; i + n <= s.n; i++)
		if (slice_is_nocase(slice_range(s, i, i + n), text))
			return i;
	return SIZE_MAX;
}

/* ---- names ---- */

/* Whether a text is in another script than Latin: its first letter outside ASCII
 * punctuation is Greek or later in Unicode's order. */
static bool is_other_script(struct slice s)
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

static void add_plain_name(struct list_import *im, struct un_person *p, struct slice s,
			   enum name_quality quality)
{
	entry_add_name(&p->entry, im->arena, s, quality, is_other_script(s));
}

/* A name with a remark in brackets: the name without it. In brackets there may be
 * the name in its own script, which is kept as a name. */
static void add_name(struct list_import *im, struct un_person *p, struct slice s,
		     enum name_quality quality, unsigned line)
{
	size_t open = slice_find(s, '(', 0);
	if (open == SIZE_MAX) {
		add_plain_name(im, p, s, quality);
		return;
	}
	size_t close = slice_find(s, ')', open);
	size_t end = close == SIZE_MAX ? s.n : close;
	struct slice inside = slice_range(s, open + 1, end);
	struct slice after = slice_range(s, end + 1, s.n);
	add_plain_name(im, p,
		       arena_printf(im->arena, "%.*s %.*s", (int)open, s.p, SLICE_ARG(after)),
		       quality);
	if (is_other_script(inside))
		add_plain_name(im, p, inside, quality);
	else
		note(im, SEVERITY_INFO, "un-name-remark", line,
		     "a remark in brackets beside a name is not part of the name");
}

/* "a) ", "b) ": the start of another name in one text, or SIZE_MAX. */
static size_t find_letter_mark(struct slice s)
{
	for (size_t i = 0; i + 2 < s.n; i++)
		if (ascii_lower(s.p[i]) && s.p[i + 1] == ')' && s.p[i + 2] == ' ' &&
		    (i == 0 || s.p[i - 1] == ' '))
			return i;
	return SIZE_MAX;
}

static void add_marked_names(struct list_import *im, struct un_person *p, struct slice s,
			     enum name_quality quality, unsigned line)
{
	for (size_t mark; (mark = find_letter_mark(s)) != SIZE_MAX;) {
		if (mark > 0)
			add_name(im, p, slice_range(s, 0, mark), quality, line);
		s = slice_range(s, mark + 3, s.n);
	}
	if (slice_present(s))
		add_name(im, p, s, quality, line);
}

static void add_names(struct list_import *im, struct un_person *p, struct slice s,
		      enum name_quality quality, unsigned line)
{
	struct slice part;
	while (slice_cut(&s, ';', &part)) {
		if (find_nocase(part, "no longer listed") != SIZE_MAX) {
			note(im, SEVERITY_INFO, "un-cross-reference", line,
			     "a reference to somebody no longer listed is not a name of this person");
			continue;
		}
		size_t born = find_nocase(part, ", born ");
		if (born != SIZE_MAX) {
			note(im, SEVERITY_INFO, "un-name-remark", line,
			     "a remark on birth beside a name is not part of the name");
			part = slice_range(part, 0, born);
		}
		add_marked_names(im, p, part, quality, line);
	}
}

static enum name_quality quality_of(struct list_import *im, struct slice s, unsigned line)
{
	if (slice_is_nocase(s, "low"))
		return NAME_LOW;
	static const char *const good[] = {"good",  "a.k.a.", "f.k.a.", "a.k.a",
					   "f.k.a", "aka",    "fka"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		if (slice_is_nocase(s, good[i]))
			return NAME_GOOD;
	if (slice_present(s))
		note(im, SEVERITY_WARNING, "un-quality", line,
		     "the quality of an alias is neither Good nor Low; it counts as good");
	return NAME_GOOD;
}

/* ---- dates ---- */

static bool year_span(struct slice from, struct slice to, struct list_birth_date *out)
{
	struct list_birth_date last;
	if (!value_birth_date(slice_present(from) ? from : to, out) ||
	    !value_birth_date(slice_present(to) ? to : from, &last))
		return false;
	if (date_cmp(last.from, out->from) < 0) {
		struct list_birth_date first = last;
		last = *out;
		*out = first;
	}
	out->to = last.to;
	return true;
}

static void add_birth_date(struct list_import *im, struct un_person *p, unsigned line)
{
	const struct slice *t = p->part;
	struct list_birth_date b;
	struct slice date = slice_range(t[UN_DATE], 0, 10); /* a zone may follow */
	bool any = slice_present(date) || slice_present(t[UN_YEAR]) ||
		   slice_present(t[UN_FROM_YEAR]) || slice_present(t[UN_TO_YEAR]);
	bool read = value_birth_date(date, &b) || value_birth_date(t[UN_YEAR], &b) ||
		    year_span(t[UN_FROM_YEAR], t[UN_TO_YEAR], &b);
	if (!read) {
		if (any || slice_present(t[UN_NOTE]))
			note(im, any ? SEVERITY_ERROR : SEVERITY_INFO, "un-birth-date", line,
			     "a date of birth has no day, year or years that can be read; "
			     "it is left out");
		return;
	}
	b.approximate = slice_is_nocase(t[UN_TYPE_OF_DATE], "approximately") ||
			slice_is_nocase(slice_trim(t[UN_NOTE]), "approximately");
	entry_add_birth_date(&p->entry, im->arena, &b);
}

static void add_alias(struct list_import *im, struct un_person *p, unsigned line)
{
	const struct slice *t = p->part;
	struct list_birth_date b;
	if (!slice_present(t[UN_ALIAS_NAME]))
		return;
	add_names(im, p, t[UN_ALIAS_NAME], quality_of(im, t[UN_QUALITY], line), line);
	if (value_birth_date(slice_range(t[UN_DATE_OF_BIRTH], 0, 10), &b))
		entry_add_birth_date(&p->entry, im->arena, &b);
}

static void add_place(struct list_import *im, struct un_person *p)
{
	struct slice place = {0};
	const enum un_element order[] = {UN_CITY, UN_STATE_PROVINCE, UN_COUNTRY};
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		struct slice s = p->part[order[i]];
		if (value_is_nothing(s))
			continue;
		place = place.n ? arena_printf(im->arena, "%.*s, %.*s", SLICE_ARG(place),
					       SLICE_ARG(s))
				: s;
	}
	entry_add_place(&p->entry, im->arena, place);
}

/* ---- documents ---- */

static struct slice country(struct list_import *im, struct slice s, unsigned line)
{
	if (value_is_nothing(s))
		return (struct slice){0};
	struct slice code = country_code(s);
	if (slice_present(code))
		return code;
	note(im, SEVERITY_WARNING, "list-country", line,
	     "the name of a State is not known; it is kept as it stands");
	return s;
}

static bool is_plain_number(struct slice s)
{
	bool digit = false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		digit |= ascii_digit(c);
		if (!ascii_upper(c) && !ascii_digit(c) && c != ' ' && c != '-' && c != '/' &&
		    c != '.')
			return false;
	}
	return digit && s.n <= 32;
}

static bool is_number_byte(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '/' || c == '-' || c == '.';
}

static unsigned count_digits(struct slice s)
{
	unsigned n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ascii_digit(s.p[i]);
	return n;
}

/* A series such as "AB" that stands before the number. */
static bool is_prefix(struct slice s)
{
	if (s.n < 1 || s.n > 3 || slice_is(s, "NO") || slice_is(s, "SSN"))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_upper(s.p[i]))
			return false;
	return true;
}

/* The next run of letters, digits and joining signs, without such signs at its ends. */
static bool next_word(struct slice text, size_t *at, struct slice *word)
{
	while (*at < text.n && !is_number_byte(text.p[*at]))
		(*at)++;
	size_t from = *at;
	while (*at < text.n && is_number_byte(text.p[*at]))
		(*at)++;
	size_t to = *at;
	while (from < to && !ascii_alpha(text.p[from]) && !ascii_digit(text.p[from]))
		from++;
	while (to > from && !ascii_alpha(text.p[to - 1]) && !ascii_digit(text.p[to - 1]))
		to--;
	if (to - from > 2 && slice_is_nocase(slice_range(text, from, from + 2), "no") &&
	    ascii_digit(text.p[from + 2]))
		from += 2; /* "No123" */
	*word = slice_range(text, from, to);
	return from < text.n;
}

struct slice un_document_number(struct slice text, unsigned digits)
{
	struct slice best = {0};
	struct slice before = {0};
	struct slice word;
	struct date date;
	unsigned most = digits - 1;
	for (size_t at = 0; next_word(text, &at, &word); before = word) {
		unsigned n = count_digits(word);
		if (n <= most || date_parse(word, &date))
			continue;
		most = n;
		best = word;
		bool adjacent = before.n && before.p + before.n + 1 == word.p && word.p[-1] == ' ';
		if (adjacent && is_prefix(before))
			best = slice_range(text, (size_t)(before.p - text.p),
					   (size_t)(word.p - text.p) + word.n);
	}
	return best;
}

static void append_status(struct list_import *im, struct list_document *d, struct slice s)
{
	if (!slice_present(s))
		return;
	d->status = d->status.n ? arena_printf(im->arena, "%.*s; %.*s", SLICE_ARG(d->status),
					       SLICE_ARG(s))
				: s;
}

static void add_document(struct list_import *im, struct un_person *p, unsigned line)
{
	const struct slice *t = p->part;
	struct slice number = t[UN_NUMBER];
	if (value_is_nothing(number) && !slice_present(t[UN_NOTE]) &&
	    !slice_present(t[UN_TYPE_OF_DOCUMENT2]))
		return; /* an empty block */
	struct list_document d = {.type = t[UN_TYPE_OF_DOCUMENT]};
	if (!slice_present(d.type))
		d.type = t[UN_TYPE_OF_DOCUMENT2];
	else
		append_status(im, &d, t[UN_TYPE_OF_DOCUMENT2]);
	if (!value_is_nothing(number)) {
		d.number = is_plain_number(number) ? number : un_document_number(number, 3);
		if (!slice_eq(d.number, number))
			append_status(im, &d, number);
	} else { /* in a text: only what can not be a year or a day */
		d.number = un_document_number(t[UN_TYPE_OF_DOCUMENT2], 5);
		if (!slice_present(d.number))
			d.number = un_document_number(t[UN_NOTE], 5);
	}
	append_status(im, &d, t[UN_NOTE]);
	struct slice issuer = t[UN_ISSUING_COUNTRY];
	d.issuer = country(im, slice_present(issuer) ? issuer : t[UN_COUNTRY_OF_ISSUE], line);
	if (!slice_present(d.number)) {
		note(im, SEVERITY_WARNING, "un-document-number", line,
		     "no number can be made out in a document; it is left out");
		return;
	}
	entry_add_document(&p->entry, im->arena, &d);
}

/* ---- the whole ---- */

void un_block(struct list_import *im, struct un_person *p, enum un_element block, unsigned line)
{
	if (block == UN_INDIVIDUAL_ALIAS)
		add_alias(im, p, line);
	else if (block == UN_INDIVIDUAL_DATE_OF_BIRTH)
		add_birth_date(im, p, line);
	else if (block == UN_INDIVIDUAL_PLACE_OF_BIRTH)
		add_place(im, p);
	else if (block == UN_INDIVIDUAL_DOCUMENT)
		add_document(im, p, line);
}

void un_value(struct list_import *im, struct un_person *p, enum un_element parent,
	      struct slice text, unsigned line)
{
	if (!slice_present(text))
		return;
	if (parent == UN_NATIONALITY || parent == UN_NATIONALITY2)
		entry_add_nationality(&p->entry, im->arena, country(im, text, line));
	else if (parent == UN_DESIGNATION && p->designations.n < LISTS_FIELD_MAX)
		p->designations = p->designations.n ? arena_printf(im->arena, "%.*s; %.*s",
								   SLICE_ARG(p->designations),
								   SLICE_ARG(text))
						    : text;
}

/* The primary name first, then the name in its own script, then the aliases. */
static void order_names(struct list_import *im, struct un_person *p)
{
	const struct slice *t = p->texts;
	struct list_entry aliases = p->entry;
	memset(&p->entry.names, 0, sizeof p->entry.names);
	struct slice whole = arena_printf(im->arena, "%.*s %.*s %.*s %.*s",
					  SLICE_ARG(t[UN_FIRST_NAME]), SLICE_ARG(t[UN_SECOND_NAME]),
					  SLICE_ARG(t[UN_THIRD_NAME]),
					  SLICE_ARG(t[UN_FOURTH_NAME]));
	add_name(im, p, slice_trim(whole), NAME_PRIMARY, p->line);
	struct slice original = t[UN_NAME_ORIGINAL_SCRIPT];
	struct slice part;
	while (slice_cut(&original, ';', &part))
		entry_add_name(&p->entry, im->arena, part, NAME_GOOD, true);
	LIST_EACH(const struct list_name, n, &aliases.names)
	entry_add_name(&p->entry, im->arena, n->name, n->quality, n->original_script);
}

static struct slice reason_of(struct list_import *im, const struct un_person *p)
{
	struct slice out = p->texts[UN_UN_LIST_TYPE];
	const struct slice more[] = {p->designations, p->texts[UN_COMMENTS1]};
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		if (slice_present(more[i]))
			out = arena_printf(im->arena, "%.*s%s%.*s", SLICE_ARG(out),
					   out.n ? ": " : "", SLICE_ARG(more[i]));
	return out;
}

static bool is_delisted(const struct un_person *p)
{
	return slice_present(p->texts[UN_DELISTED_ON]);
}

enum rc un_person_end(struct list_import *im, struct un_person *p, struct err *e)
{
	struct list_entry *entry = &p->entry;
	const struct slice *t = p->texts;
	entry->id = t[UN_REFERENCE_NUMBER];
	if (!slice_present(entry->id)) {
		note(im, SEVERITY_ERROR, "un-no-reference", p->line,
		     "an individual has no reference number and is left out");
		return RC_OK;
	}
	if (is_delisted(p)) {
		note(im, SEVERITY_INFO, "un-delisted", p->line,
		     "an individual has a date of delisting and is left out");
		return RC_OK;
	}
	order_names(im, p);
	if (!entry->names.count)
		note(im, SEVERITY_WARNING, "un-no-name", p->line, "an individual has no name");
	entry->sex = value_sex(t[UN_GENDER]);
	if (slice_present(t[UN_GENDER]) && !slice_present(entry->sex))
		note(im, SEVERITY_WARNING, "list-sex", p->line,
		     "the gender is not in English; it is left out");
	entry->reason = reason_of(im, p);
	if (slice_present(t[UN_LISTED_ON]) &&
	    !date_parse(slice_range(t[UN_LISTED_ON], 0, 10), &entry->listed_on))
		note(im, SEVERITY_WARNING, "list-date", p->line,
		     "the date of listing can not be read; it is left out");
	return import_add(im, entry, p->line, e);
}
