/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/csv.h"

#include "screen/country.h"
#include "screen/lists/values.h"

#include <string.h>

enum column {
	COLUMN_ID,
	COLUMN_NAME,
	COLUMN_FAMILY,
	COLUMN_GIVEN,
	COLUMN_ALIASES,
	COLUMN_LOW_ALIASES,
	COLUMN_BIRTH_DATE,
	COLUMN_SEX,
	COLUMN_NATIONALITY,
	COLUMN_NUMBER,
	COLUMN_TYPE,
	COLUMN_ISSUER,
	COLUMN_STATUS,
	COLUMN_PLACE_OF_BIRTH,
	COLUMN_MEASURE,
	COLUMN_HANDLING,
	COLUMN_REASON,
	COLUMN_LISTED_ON,
	COLUMN_EXPIRES,
	COLUMN_COUNT,
};

/* Names of columns by kind of list; NULL = not a column of such a list. */
static const char *const column_names[COLUMN_COUNT][2] = {
	[COLUMN_ID] = {"id", NULL},
	[COLUMN_NAME] = {"name", NULL},
	[COLUMN_FAMILY] = {"family", NULL},
	[COLUMN_GIVEN] = {"given", NULL},
	[COLUMN_ALIASES] = {"aliases", NULL},
	[COLUMN_LOW_ALIASES] = {"low_aliases", NULL},
	[COLUMN_BIRTH_DATE] = {"birth_date", NULL},
	[COLUMN_SEX] = {"sex", NULL},
	[COLUMN_NATIONALITY] = {"nationality", NULL},
	[COLUMN_NUMBER] = {"document_number", "number"},
	[COLUMN_TYPE] = {"document_type", "type"},
	[COLUMN_ISSUER] = {"document_issuer", "issuer"},
	[COLUMN_STATUS] = {NULL, "status"},
	[COLUMN_PLACE_OF_BIRTH] = {"place_of_birth", NULL},
	[COLUMN_MEASURE] = {"measure", NULL},
	[COLUMN_HANDLING] = {"handling", NULL},
	[COLUMN_REASON] = {"reason", "reason"},
	[COLUMN_LISTED_ON] = {"listed_on", "listed_on"},
	[COLUMN_EXPIRES] = {"expires", "expires"},
};

#define NO_COLUMN (-1)

struct csv_list {
	struct list_import im;
	enum list_kind kind;
	int place[COLUMN_COUNT]; /* index of the column in a row, or NO_COLUMN */
	unsigned width;          /* fields of the header */
	const struct csv_row *row;
};

static struct slice cell(const struct csv_list *l, enum column c)
{
	int place = l->place[c];
	if (place == NO_COLUMN || (unsigned)place >= l->row->count)
		return (struct slice){0};
	struct slice s = slice_trim(l->row->cells[place]);
	return value_is_nothing(s) ? (struct slice){0} : s;
}

static void note(struct csv_list *l, enum severity severity, const char *code, const char *text)
{
	finding_add(l->im.findings, l->im.arena, severity, code, l->row->line, 0, "%s", text);
}

static struct slice kept(struct csv_list *l, enum column c)
{
	return value_one_line(l->im.arena, cell(l, c));
}

static struct date date_cell(struct csv_list *l, enum column c)
{
	struct date d = {0};
	struct slice s = cell(l, c);
	if (slice_present(s) && !date_parse(s, &d)) {
		finding_add(l->im.findings, l->im.arena, SEVERITY_ERROR, "list-date", l->row->line,
			    0,
			    "%s is not a date of the form YYYY-MM-DD; the entry is kept without it",
			    column_names[c][l->kind]);
		return (struct date){0};
	}
	return d;
}

/* An issuer or nationality as alpha-3 where it is known. */
static struct slice country_value(struct csv_list *l, struct slice s)
{
	s = slice_trim(s);
	if (value_is_nothing(s))
		return (struct slice){0};
	struct slice code = country_code(s);
	if (slice_present(code))
		return code;
	note(l, SEVERITY_WARNING, "list-country",
	     "a State is given that is neither an ISO 3166 code nor an English name of a State; "
	     "it is kept as it stands");
	return value_one_line(l->im.arena, s);
}

static void read_names(struct csv_list *l, struct list_entry *entry)
{
	struct arena *a = l->im.arena;
	struct slice family = cell(l, COLUMN_FAMILY);
	struct slice given = cell(l, COLUMN_GIVEN);
	entry_add_name(entry, a, cell(l, COLUMN_NAME), NAME_PRIMARY, false);
	if (slice_present(family) || slice_present(given))
		entry_add_name(entry, a,
			       arena_printf(a, "%.*s %.*s", SLICE_ARG(given), SLICE_ARG(family)),
			       entry->names.count ? NAME_GOOD : NAME_PRIMARY, false);
	static const struct {
		enum column column;
		enum name_quality quality;
	} columns[] = {{COLUMN_ALIASES, NAME_GOOD}, {COLUMN_LOW_ALIASES, NAME_LOW}};
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		struct slice rest = cell(l, columns[i].column);
		struct slice part;
		while (slice_cut(&rest, ';', &part))
			entry_add_name(entry, a, part, columns[i].quality, false);
	}
}

static void read_birth_dates(struct csv_list *l, struct list_entry *entry)
{
	struct slice rest = cell(l, COLUMN_BIRTH_DATE);
	struct slice part;
	while (slice_cut(&rest, ';', &part)) {
		struct list_birth_date b;
		if (value_is_nothing(part))
			continue;
		if (value_birth_date(part, &b))
			entry_add_birth_date(entry, l->im.arena, &b);
		else
			note(l, SEVERITY_ERROR, "list-birth-date",
			     "a birth date is not of the form YYYY-MM-DD, YYYY-MM, YYYY, FROM..TO or "
			     "~YYYY; the entry is kept without it");
	}
}

static void read_documents(struct csv_list *l, struct list_entry *entry)
{
	struct arena *a = l->im.arena;
	struct slice rest = cell(l, COLUMN_NUMBER);
	struct slice number;
	for (unsigned n = 0; slice_cut(&rest, ';', &number); n++) {
		struct list_document d = {
			.number = value_one_line(a, number),
			.type = value_one_line(a, value_nth(cell(l, COLUMN_TYPE), n)),
			.issuer = country_value(l, value_nth(cell(l, COLUMN_ISSUER), n)),
			.status = kept(l, COLUMN_STATUS),
		};
		entry_add_document(entry, a, &d);
	}
}

static void read_person(struct csv_list *l, struct list_entry *entry)
{
	read_names(l, entry);
	read_birth_dates(l, entry);
	struct slice rest = cell(l, COLUMN_NATIONALITY);
	struct slice part;
	while (slice_cut(&rest, ';', &part))
		entry_add_nationality(entry, l->im.arena, country_value(l, part));
	rest = cell(l, COLUMN_PLACE_OF_BIRTH);
	while (slice_cut(&rest, ';', &part))
		entry_add_place(entry, l->im.arena, part);
	entry->sex = value_sex(cell(l, COLUMN_SEX));
	if (slice_present(cell(l, COLUMN_SEX)) && !slice_present(entry->sex))
		note(l, SEVERITY_WARNING, "list-sex", "sex is not M, F or X; it is left out");
	entry->measure = kept(l, COLUMN_MEASURE);
	entry->handling = kept(l, COLUMN_HANDLING);
}

static enum rc add_person(struct csv_list *l, struct list_entry *entry, struct err *e)
{
	entry->id = kept(l, COLUMN_ID);
	if (!slice_present(entry->id)) {
		note(l, SEVERITY_ERROR, "list-no-id", "the row has no id and is left out");
		return RC_OK;
	}
	if (!entry->names.count && !entry->documents.count) {
		note(l, SEVERITY_ERROR, "list-nothing-to-match",
		     "the row has neither a name nor a document number and is left out");
		return RC_OK;
	}
	return import_add(&l->im, entry, l->row->line, e);
}

/* A document is its own id: issuer, type and number. */
static enum rc add_document(struct csv_list *l, struct list_entry *entry, struct err *e)
{
	const struct list_document *d = entry->documents.first;
	if (!d || entry->documents.count > 1) {
		note(l, SEVERITY_ERROR, "list-no-number",
		     "the row does not have exactly one document number and is left out");
		return RC_OK;
	}
	entry->id = arena_printf(l->im.arena, "%.*s%s%.*s%s%.*s", SLICE_ARG(d->issuer),
				 d->issuer.n ? "-" : "", SLICE_ARG(d->type), d->type.n ? "-" : "",
				 SLICE_ARG(d->number));
	return import_add(&l->im, entry, l->row->line, e);
}

static enum rc read_row(struct csv_list *l, struct err *e)
{
	if (l->row->problem) {
		note(l, SEVERITY_ERROR, "list-row", l->row->problem);
		return RC_OK;
	}
	if (l->row->count != l->width) {
		finding_add(l->im.findings, l->im.arena, SEVERITY_ERROR, "list-columns",
			    l->row->line, 0,
			    "the row has %u fields, the header %u; the row is left out",
			    l->row->count, l->width);
		return RC_OK;
	}
	struct list_entry entry = {
		.reason = kept(l, COLUMN_REASON),
		.listed_on = date_cell(l, COLUMN_LISTED_ON),
		.expires = date_cell(l, COLUMN_EXPIRES),
	};
	read_documents(l, &entry);
	if (l->kind == LIST_DOCUMENTS)
		return add_document(l, &entry, e);
	read_person(l, &entry);
	return add_person(l, &entry, e);
}

static int column_of(enum list_kind kind, struct slice name)
{
	for (int c = 0; c < COLUMN_COUNT; c++)
		if (column_names[c][kind] && slice_is_nocase(name, column_names[c][kind]))
			return c;
	return NO_COLUMN;
}

static enum rc check_header(const struct csv_list *l, struct err *e)
{
	if (l->kind == LIST_DOCUMENTS) {
		if (l->place[COLUMN_NUMBER] == NO_COLUMN)
			return err_set(e, RC_INVALID,
				       "the first row must name the columns, "
				       "and one of them \"number\"");
		return RC_OK;
	}
	bool name = l->place[COLUMN_NAME] != NO_COLUMN || l->place[COLUMN_FAMILY] != NO_COLUMN;
	if (l->place[COLUMN_ID] == NO_COLUMN || !name)
		return err_set(
			e, RC_INVALID,
			"the first row must name the columns; \"id\" and one of \"name\" and "
			"\"family\" are needed");
	return RC_OK;
}

static enum rc read_header(struct csv_list *l, struct err *e)
{
	if (l->row->problem)
		return err_set(e, RC_INVALID, "line %u: %s; save the list as CSV in UTF-8",
			       l->row->line, l->row->problem);
	for (int c = 0; c < COLUMN_COUNT; c++)
		l->place[c] = NO_COLUMN;
	l->width = l->row->count;
	for (unsigned i = 0; i < l->row->count; i++) {
		int c = column_of(l->kind, slice_trim(l->row->cells[i]));
		if (c == NO_COLUMN) {
			finding_add(l->im.findings, l->im.arena, SEVERITY_WARNING,
				    "list-column-unknown", l->row->line, 0,
				    "column %u has a name that is not known; it is not read",
				    i + 1);
			continue;
		}
		if (l->place[c] != NO_COLUMN)
			return err_set(e, RC_INVALID, "two columns are named \"%s\"; keep one",
				       column_names[c][l->kind]);
		l->place[c] = (int)i;
	}
	return check_header(l, e);
}

static enum rc check_text(struct slice *bytes, struct err *e)
{
	if (bytes->n > LISTS_BYTES_MAX)
		return err_set(e, RC_LIMIT, "the list is larger than %zu MiB; split it",
			       LISTS_BYTES_MAX >> 20);
	if (slice_starts(*bytes, "\xFF\xFE") || slice_starts(*bytes, "\xFE\xFF"))
		return err_set(e, RC_INVALID, "the list is in UTF-16; save it as CSV in UTF-8");
	if (slice_starts(*bytes, "\xEF\xBB\xBF"))
		*bytes = slice_range(*bytes, 3, bytes->n);
	return RC_OK;
}

enum rc lists_read_csv(struct slice bytes, enum list_kind kind, struct arena *a, list_entries *out,
		       finding_list *findings, struct err *e)
{
	enum rc rc = check_text(&bytes, e);
	if (rc != RC_OK)
		return rc;
	struct csv_list l = {.kind = kind};
	import_init(&l.im, a, out, findings);
	char separator = csv_separator(slice_trim(bytes));
	struct csv c;
	csv_init(&c, bytes, separator ? separator : ',');
	struct csv_row row;
	l.row = &row;
	if (!csv_next(&c, a, &row))
		return err_set(e, RC_INVALID,
			       "the list is empty; its first row must name the columns");
	rc = read_header(&l, e);
	while (rc == RC_OK && !arena_failed(a) && csv_next(&c, a, &row))
		rc = read_row(&l, e);
	return import_end(&l.im, rc, e);
}
