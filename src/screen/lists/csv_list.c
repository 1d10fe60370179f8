/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/csv.h"
#include "screen/lists/csv_mapping.h"
#include "screen/lists/importers.h"

#include <string.h>

#define NO_COLUMN (-1)

struct csv_list {
	struct list_import *im;
	enum list_kind kind;
	const struct csv_mapping *map;
	int filter;              /* index of the column that tells which rows count */
	int place[COLUMN_COUNT]; /* index of the column in a row, or NO_COLUMN */
	unsigned width;          /* fields of the header */
	const struct csv_row *row;
};

static struct slice cell(const struct csv_list *l, enum column c)
{
	int place = l->place[c];
	if (place == NO_COLUMN || (unsigned)place >= l->row->count)
		return l->map->columns[c].constant;
	struct slice s = slice_trim(l->row->cells[place]);
	return value_is_nothing(s) ? l->map->columns[c].constant : s;
}

/* The next of several values of a field. */
static bool cut_value(const struct csv_list *l, struct slice *rest, struct slice *part)
{
	return slice_cut(rest, l->map->values, part);
}

static void note(struct csv_list *l, enum severity severity, const char *code, const char *text)
{
	finding_add(l->im->findings, l->im->arena, severity, code, l->row->line, 0, "%s", text);
}

static struct slice kept(struct csv_list *l, enum column c)
{
	return value_one_line(l->im->arena, cell(l, c));
}

static struct date date_cell(struct csv_list *l, enum column c)
{
	struct date d = {0};
	struct slice s = cell(l, c);
	if (slice_present(s) && !value_day(s, l->map->forms, &d)) {
		finding_add(l->im->findings, l->im->arena, SEVERITY_ERROR, "list-date",
			    l->row->line, 0,
			    "%s is not a day in the form of the list (YYYY-MM-DD, unless a mapping "
			    "says another); the entry is kept without it",
			    csv_column_name(c, l->kind));
		return (struct date){0};
	}
	return d;
}

static void read_names(struct csv_list *l, struct list_entry *entry)
{
	struct arena *a = l->im->arena;
	const struct name_parts parts = {.given = cell(l, COLUMN_GIVEN),
					 .patronymic = cell(l, COLUMN_PATRONYMIC),
					 .family = cell(l, COLUMN_FAMILY)};
	entry_add_name(entry, a, cell(l, COLUMN_NAME), NAME_PRIMARY);
	if (slice_present(parts.family) || slice_present(parts.given))
		entry_add_parts(entry, a, &parts, entry->names.count ? NAME_GOOD : NAME_PRIMARY);
	static const struct {
		enum column column;
		enum name_quality quality;
	} columns[] = {{COLUMN_ALIASES, NAME_GOOD},
		       {COLUMN_FORMER_NAMES, NAME_FORMER},
		       {COLUMN_LOW_ALIASES, NAME_LOW}};
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		struct slice rest = cell(l, columns[i].column);
		struct slice part;
		while (cut_value(l, &rest, &part))
			entry_add_name(entry, a, part, columns[i].quality);
	}
}

static void read_birth_dates(struct csv_list *l, struct list_entry *entry)
{
	struct slice rest = cell(l, COLUMN_BIRTH_DATE);
	struct slice part;
	while (cut_value(l, &rest, &part)) {
		struct list_birth_date b;
		if (value_is_nothing(part))
			continue;
		if (value_date_by_forms(part, l->map->forms, &b))
			entry_add_birth_date(entry, l->im->arena, &b);
		else
			note(l, SEVERITY_ERROR, "list-birth-date",
			     "a birth date is not of the form YYYY-MM-DD, YYYY-MM, YYYY, FROM..TO or "
			     "~YYYY, nor as the mapping says; the entry is kept without it");
	}
}

/* The n-th of the values of a field, or its only one. */
static struct slice nth(const struct csv_list *l, enum column c, unsigned n)
{
	struct slice s = cell(l, c);
	struct slice part;
	struct slice first = {0};
	unsigned count = 0;
	for (; cut_value(l, &s, &part); count++) {
		if (count == 0)
			first = part;
		if (count == n)
			return part;
	}
	return count == 1 ? first : (struct slice){0};
}

static void read_documents(struct csv_list *l, struct list_entry *entry)
{
	struct slice rest = cell(l, COLUMN_NUMBER);
	struct slice number;
	for (unsigned n = 0; cut_value(l, &rest, &number); n++) {
		const struct list_document d = {
			.number = number,
			.type = nth(l, COLUMN_TYPE, n),
			.issuer = nth(l, COLUMN_ISSUER, n),
			.status = cell(l, COLUMN_STATUS),
		};
		import_document(l->im, entry, &d, l->row->line);
	}
}

static void read_person(struct csv_list *l, struct list_entry *entry)
{
	struct list_import *im = l->im;
	struct slice part;
	read_names(l, entry);
	read_birth_dates(l, entry);
	struct slice rest = cell(l, COLUMN_NATIONALITY);
	while (cut_value(l, &rest, &part))
		entry_add_nationality(entry, im->arena, import_country(im, part, l->row->line));
	rest = cell(l, COLUMN_PLACE_OF_BIRTH);
	while (cut_value(l, &rest, &part))
		entry_add_place(entry, im->arena, part);
	rest = cell(l, COLUMN_ADDRESS);
	while (cut_value(l, &rest, &part))
		entry_add_address(entry, im->arena, part);
	import_sex(im, entry, cell(l, COLUMN_SEX), l->row->line);
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
	return import_add(l->im, entry, l->row->line, e);
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
	struct slice issuer = slice_present(d->issuer) ? d->issuer : cell(l, COLUMN_ISSUER);
	entry->id = arena_printf(l->im->arena, "%.*s%s%.*s%s%.*s", SLICE_ARG(issuer),
				 issuer.n ? "-" : "", SLICE_ARG(d->type), d->type.n ? "-" : "",
				 SLICE_ARG(d->number));
	return import_add(l->im, entry, l->row->line, e);
}

static enum rc read_row(struct csv_list *l, struct err *e)
{
	if (l->row->problem) {
		note(l, SEVERITY_ERROR, "list-row", l->row->problem);
		return RC_OK;
	}
	if (l->row->count != l->width) {
		finding_add(l->im->findings, l->im->arena, SEVERITY_ERROR, "list-columns",
			    l->row->line, 0,
			    "the row has %u fields, the header %u; the row is left out",
			    l->row->count, l->width);
		return RC_OK;
	}
	if (l->filter != NO_COLUMN &&
	    !slice_is_nocase(slice_trim(l->row->cells[l->filter]), l->map->filter_value)) {
		import_other(l->im);
		return RC_OK;
	}
	struct list_entry entry = {
		.reason = kept(l, COLUMN_REASON),
		.valid_from = date_cell(l, COLUMN_VALID_FROM),
		.listed_on = date_cell(l, COLUMN_LISTED_ON),
		.expires = date_cell(l, COLUMN_EXPIRES),
	};
	read_documents(l, &entry);
	if (l->kind == LIST_DOCUMENTS)
		return add_document(l, &entry, e);
	read_person(l, &entry);
	return add_person(l, &entry, e);
}

static bool is_there(const struct csv_list *l, enum column c)
{
	return l->place[c] != NO_COLUMN || slice_present(l->map->columns[c].constant);
}

static enum rc check_columns(const struct csv_list *l, struct err *e)
{
	if (l->kind == LIST_DOCUMENTS) {
		if (!is_there(l, COLUMN_NUMBER))
			return err_set(e, RC_INVALID,
				       "the first row must name the columns, "
				       "and one of them \"number\"");
		return RC_OK;
	}
	if (!is_there(l, COLUMN_ID) || (!is_there(l, COLUMN_NAME) && !is_there(l, COLUMN_FAMILY)))
		return err_set(
			e, RC_INVALID,
			"the first row must name the columns; \"id\" and one of \"name\" and "
			"\"family\" are needed");
	return RC_OK;
}

/* The columns by the names that this program has for them. */
static enum rc place_by_name(struct csv_list *l, struct err *e)
{
	for (unsigned i = 0; i < l->row->count; i++) {
		int c = csv_column_of(slice_trim(l->row->cells[i]), l->kind);
		if (c < 0) {
			finding_add(l->im->findings, l->im->arena, SEVERITY_WARNING,
				    "list-column-unknown", l->row->line, 0,
				    "column %u has a name that is not known; it is not read",
				    i + 1);
			continue;
		}
		if (l->place[c] != NO_COLUMN)
			return err_set(e, RC_INVALID, "two columns are named \"%s\"; keep one",
				       csv_column_name((enum column)c, l->kind));
		l->place[c] = (int)i;
	}
	return RC_OK;
}

/* Where a column of the mapping stands in the file: by number, or by name. */
static enum rc find_place(const struct csv_list *l, struct slice from, int *place, struct err *e)
{
	uint64_t number;
	for (unsigned i = 0; l->map->header && i < l->row->count; i++) {
		if (slice_nocase_eq(slice_trim(l->row->cells[i]), from)) {
			*place = (int)i;
			return RC_OK;
		}
	}
	if (!slice_u64(from, &number) || number == 0 || number > l->row->count)
		return err_set(
			e, RC_INVALID,
			"the mapping names the column \"%.*s\", which the first row does not "
			"have",
			SLICE_ARG(from));
	*place = (int)number - 1;
	return RC_OK;
}

static enum rc place_by_mapping(struct csv_list *l, struct err *e)
{
	enum rc rc = RC_OK;
	for (int c = 0; rc == RC_OK && c < COLUMN_COUNT; c++)
		if (slice_present(l->map->columns[c].from))
			rc = find_place(l, l->map->columns[c].from, &l->place[c], e);
	if (rc == RC_OK && slice_present(l->map->filter))
		rc = find_place(l, l->map->filter, &l->filter, e);
	return rc;
}

static enum rc read_header(struct csv_list *l, struct err *e)
{
	if (l->row->problem)
		return err_set(e, RC_INVALID, "line %u: %s; save the list as CSV in UTF-8",
			       l->row->line, l->row->problem);
	for (int c = 0; c < COLUMN_COUNT; c++)
		l->place[c] = NO_COLUMN;
	l->filter = NO_COLUMN;
	l->width = l->row->count;
	enum rc rc = l->map->given ? place_by_mapping(l, e) : place_by_name(l, e);
	return rc == RC_OK ? check_columns(l, e) : rc;
}

/* All rows, each in `row`. */
static enum rc read_each(struct csv_list *l, struct csv *c, struct csv_row *row, struct err *e)
{
	if (!csv_next(c, l->im->arena, row))
		return err_set(e, RC_INVALID,
			       "the list is empty; its first row must name the columns");
	enum rc rc = read_header(l, e);
	if (rc == RC_OK && !l->map->header)
		rc = read_row(l, e);
	while (rc == RC_OK && !arena_failed(l->im->arena) && csv_next(c, l->im->arena, row))
		rc = read_row(l, e);
	return rc;
}

/* Rows by a mapping; `bytes` without what stands before the first row. */
static enum rc read_rows(struct csv_list *l, struct slice bytes, struct err *e)
{
	char separator = l->map->separator ? l->map->separator : csv_separator(slice_trim(bytes));
	struct csv c;
	struct csv_row row;
	csv_init(&c, bytes, separator ? separator : ',');
	l->row = &row;
	enum rc rc = read_each(l, &c, &row, e);
	l->row = NULL;
	return rc;
}

enum rc import_csv(struct list_import *im, enum list_kind kind, struct slice bytes, struct err *e)
{
	struct csv_mapping map;
	enum rc rc = csv_mapping_cut(&bytes, kind, im->arena, &map, e);
	if (rc != RC_OK)
		return rc;
	struct csv_list l = {.im = im, .kind = kind, .map = &map};
	return read_rows(&l, bytes, e);
}

enum rc import_opensanctions_csv(struct list_import *im, struct slice bytes, struct err *e)
{
	static const char columns[] = "column id = id\n"
				      "column name = name\n"
				      "column aliases = aliases\n"
				      "column birth_date = birth_date\n"
				      "column nationality = countries\n"
				      "column address = addresses\n"
				      "column document_number = identifiers\n"
				      "column reason = sanctions\n"
				      "column listed_on = first_seen\n"
				      "only schema = Person\n";
	struct csv_mapping map;
	enum rc rc = csv_mapping_read(SLICE(columns), LIST_PERSONS, im->arena, &map, e);
	if (rc != RC_OK)
		return rc;
	struct csv_list l = {.im = im, .kind = LIST_PERSONS, .map = &map};
	return read_rows(&l, bytes, e);
}
