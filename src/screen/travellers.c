/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/travellers.h"

#include "screen/country.h"
#include "screen/lists/csv.h"
#include "screen/lists/values.h"

#include <stdlib.h>

/* A row without a problem is not longer. */
#define ROW_MAX ((size_t)LISTS_COLUMNS_MAX * (LISTS_FIELD_MAX + 4))
#define WINDOW_BYTES (4 * ROW_MAX)

enum column {
	COLUMN_ID,
	COLUMN_FAMILY,
	COLUMN_GIVEN,
	COLUMN_NAME,
	COLUMN_BIRTH_DATE,
	COLUMN_SEX,
	COLUMN_NATIONALITY,
	COLUMN_TYPE,
	COLUMN_NUMBER,
	COLUMN_ISSUER,
	COLUMN_PLACE,
	COLUMN_COUNT,
};

#define NO_COLUMN (-1)

static const char *const column_names[COLUMN_COUNT] = {
	"id",
	"family",
	"given",
	"name",
	"birth_date",
	"sex",
	"nationality",
	"document_type",
	"document_number",
	"document_issuer",
	"place_of_birth",
};

struct travellers {
	struct travellers_input in;
	char *window;
	struct csv csv; /* over what is in the window */
	bool ended;     /* nothing comes after the window */
	int place[COLUMN_COUNT];
	unsigned width; /* fields of the header */
	uint64_t rows;  /* below it */
};

/* One row under way. */
struct reading {
	struct travellers *t;
	const struct csv_row *cells;
	struct arena *arena;
	finding_list *findings;
	struct screen_row *out;
};

/* ---- bytes ---- */

static size_t left(const struct travellers *t)
{
	return t->csv.text.n - t->csv.at;
}

static char here(const struct travellers *t)
{
	return t->csv.text.p[t->csv.at];
}

static bool at_line_end(const struct travellers *t)
{
	return here(t) == '\n' || here(t) == '\r';
}

/* Moves what is left to the front, and fills the window behind it. */
static void refill(struct travellers *t)
{
	size_t n = left(t);
	memmove(t->window, t->window + t->csv.at, n);
	while (n < WINDOW_BYTES && !t->ended) {
		size_t got = t->in.read(t->in.context, t->window + n, WINDOW_BYTES - n);
		t->ended = got == 0;
		n += got;
	}
	t->csv.text = (struct slice){t->window, n};
	t->csv.at = 0;
}

/* Whether there is another row; all of it is in the window then. */
static bool find_row(struct travellers *t)
{
	for (;;) {
		if (!t->ended && left(t) < ROW_MAX)
			refill(t);
		if (!left(t))
			return false;
		if (!at_line_end(t))
			return true;
		bool crlf = left(t) > 1 && here(t) == '\r' && t->csv.text.p[t->csv.at + 1] == '\n';
		t->csv.at += crlf ? 2 : 1;
		t->csv.line++;
	}
}

/* After a row with a problem: to the end of its line, which may be long. */
static void pass_over_line(struct travellers *t)
{
	while (!left(t) && !t->ended) {
		refill(t);
		while (left(t) && !at_line_end(t))
			t->csv.at++;
	}
}

static bool next_cells(struct travellers *t, struct arena *a, struct csv_row *row)
{
	if (!find_row(t) || !csv_next(&t->csv, a, row))
		return false;
	if (row->problem)
		pass_over_line(t);
	return true;
}

/* ---- the first row ---- */

static int column_of(struct slice name)
{
	for (int c = 0; c < COLUMN_COUNT; c++)
		if (slice_is_nocase(name, column_names[c]))
			return c;
	return NO_COLUMN;
}

static enum rc place_columns(struct travellers *t, const struct csv_row *row, struct arena *a,
			     finding_list *findings, struct err *e)
{
	t->width = row->count;
	for (unsigned i = 0; i < row->count; i++) {
		int c = column_of(slice_trim(row->cells[i]));
		if (c == NO_COLUMN) {
			finding_add(findings, a, SEVERITY_WARNING, "traveller-column-unknown",
				    row->line, 0,
				    "column %u has a name that is not known; it is not read",
				    i + 1);
			continue;
		}
		if (t->place[c] != NO_COLUMN)
			return err_set(e, RC_INVALID, "two columns are named \"%s\"; keep one",
				       column_names[c]);
		t->place[c] = (int)i;
	}
	static const enum column needed[] = {COLUMN_FAMILY, COLUMN_GIVEN, COLUMN_NAME,
					     COLUMN_NUMBER};
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (t->place[needed[i]] != NO_COLUMN)
			return RC_OK;
	return err_set(
		e, RC_INVALID,
		"the first row must name the columns; one of \"name\", \"family\", \"given\" "
		"and \"document_number\" is needed");
}

static enum rc read_header(struct travellers *t, struct arena *a, finding_list *findings,
			   struct err *e)
{
	struct csv_row row;
	refill(t);
	struct slice text = t->csv.text;
	if (slice_starts(text, "\xFF\xFE") || slice_starts(text, "\xFE\xFF"))
		return err_set(e, RC_INVALID,
			       "the travellers are in UTF-16; save them as CSV in "
			       "UTF-8");
	t->csv.at = slice_starts(text, "\xEF\xBB\xBF") ? 3 : 0;
	char separator = csv_separator(slice_trim(slice_range(text, t->csv.at, text.n)));
	t->csv.separator = separator ? separator : ',';
	if (!next_cells(t, a, &row))
		return err_set(e, RC_INVALID,
			       "the file is empty; its first row must name the columns");
	if (row.problem)
		return err_set(e, RC_INVALID, "line %u: %s; save the travellers as CSV in UTF-8",
			       row.line, row.problem);
	return place_columns(t, &row, a, findings, e);
}

enum rc travellers_open(struct travellers_input in, struct arena *a, finding_list *findings,
			struct travellers **out, struct err *e)
{
	struct travellers *t = calloc(1, sizeof *t);
	*out = t;
	if (t)
		t->window = malloc(WINDOW_BYTES);
	if (!t || !t->window)
		return err_set(e, RC_NOMEM, "no memory to read travellers");
	t->in = in;
	csv_init(&t->csv, (struct slice){t->window, 0}, ',');
	for (int c = 0; c < COLUMN_COUNT; c++)
		t->place[c] = NO_COLUMN;
	return read_header(t, a, findings, e);
}

void travellers_free(struct travellers *t)
{
	if (t && t->window) {
		explicit_bzero(t->window, WINDOW_BYTES); /* it holds personal data */
		free(t->window);
	}
	free(t);
}

/* ---- the other rows ---- */

static void note(struct reading *r, enum severity severity, const char *code, const char *text)
{
	finding_add(r->findings, r->arena, severity, code, r->cells->line, 0, "%s", text);
}

/* A copy: the window moves on. */
static struct slice cell(struct reading *r, enum column c)
{
	int place = r->t->place[c];
	if (place == NO_COLUMN)
		return (struct slice){0};
	struct slice s = slice_trim(r->cells->cells[place]);
	return value_is_nothing(s) ? (struct slice){0} : value_one_line(r->arena, s);
}

/* The whole text: NA and None are names, and may be a row's id. */
static struct slice whole_cell(struct reading *r, enum column c)
{
	int place = r->t->place[c];
	return place == NO_COLUMN ? (struct slice){0}
				  : value_one_line(r->arena, r->cells->cells[place]);
}

static void read_birth_date(struct reading *r, struct screen_traveller *t)
{
	struct slice s = cell(r, COLUMN_BIRTH_DATE);
	if (!slice_present(s))
		return;
	enum birth_reading reading = traveller_birth_date(s, &t->birth_date, &t->birth_date_last);
	if (reading == BIRTH_UNREADABLE)
		note(r, SEVERITY_ERROR, "traveller-birth-date",
		     "the birth date is not a day such as YYYY-MM-DD, YYYY-MM or YYYY; the row is "
		     "screened without it");
	else if (reading == BIRTH_EITHER_WAY)
		note(r, SEVERITY_WARNING, "traveller-birth-date-ambiguous",
		     "day and month of the birth date can not be told apart: write YYYY-MM-DD; only "
		     "its year is used");
}

static struct slice state(struct reading *r, struct slice s)
{
	if (!slice_present(s))
		return s;
	struct slice code = country_code(s);
	if (slice_present(code))
		return code;
	note(r, SEVERITY_WARNING, "traveller-country",
	     "a State is given that is neither an ISO 3166 code nor an English name of a State; it "
	     "is kept as it stands");
	return s;
}

static void read_sex(struct reading *r, struct screen_traveller *t)
{
	struct slice s = cell(r, COLUMN_SEX);
	t->sex = value_sex(s);
	if (slice_present(s) && !slice_present(t->sex))
		note(r, SEVERITY_WARNING, "traveller-sex", "sex is not M, F or X; it is left out");
}

static void read_documents(struct reading *r, struct screen_traveller *t)
{
	struct slice numbers = cell(r, COLUMN_NUMBER);
	struct slice types = cell(r, COLUMN_TYPE);
	struct slice issuers = cell(r, COLUMN_ISSUER);
	struct slice number;
	t->documents = r->out->documents;
	for (unsigned n = 0; slice_cut(&numbers, ';', &number); n++) {
		struct slice type = value_nth(types, n);
		struct slice issuer = slice_trim(value_nth(issuers, n));
		if (value_is_nothing(number))
			continue;
		if (t->document_count == TRAVELLER_DOCUMENTS_MAX) {
			note(r, SEVERITY_ERROR, "traveller-documents",
			     "the row has too many documents; the first 8 are screened");
			return;
		}
		r->out->documents[t->document_count++] = (struct screen_document){
			slice_trim(type), slice_trim(number), state(r, issuer)};
	}
}

/* The person by each of the names that the row has. */
static void read_names(struct reading *r, const struct screen_traveller *person)
{
	struct slice family = whole_cell(r, COLUMN_FAMILY);
	struct slice given = whole_cell(r, COLUMN_GIVEN);
	struct slice name = whole_cell(r, COLUMN_NAME);
	struct screen_row *row = r->out;
	bool can_compare = false;
	if (slice_present(family) || slice_present(given)) {
		struct screen_traveller *t = &row->forms[row->form_count++];
		*t = *person;
		t->family = family;
		t->given = given;
		can_compare = screen_can_compare(family) || screen_can_compare(given);
	}
	if (slice_present(name)) {
		struct screen_traveller *t = &row->forms[row->form_count++];
		*t = *person;
		screen_whole_name(name, t);
		can_compare |= screen_can_compare(name);
	}
	if (row->form_count && !can_compare)
		note(r, SEVERITY_ERROR, "traveller-name-script",
		     "the name has no word that can be compared: a spelling in Latin, Cyrillic or "
		     "Arabic letters is needed");
	if (!row->form_count)
		row->forms[row->form_count++] = *person;
}

static void read_id(struct reading *r)
{
	r->out->id = whole_cell(r, COLUMN_ID);
	if (slice_present(r->out->id))
		return;
	r->out->id = arena_printf(r->arena, "%llu", (unsigned long long)r->t->rows);
	if (r->t->place[COLUMN_ID] != NO_COLUMN)
		note(r, SEVERITY_WARNING, "traveller-no-id",
		     "the row has no id; its number stands in for it");
}

/* False after a finding, when the row can not be screened. */
static bool check_cells(struct reading *r)
{
	if (r->cells->problem) {
		note(r, SEVERITY_ERROR, "traveller-row", r->cells->problem);
		return false;
	}
	if (r->cells->count == r->t->width)
		return true;
	finding_add(r->findings, r->arena, SEVERITY_ERROR, "traveller-columns", r->cells->line, 0,
		    "the row has %u fields, the header %u; the traveller is not screened",
		    r->cells->count, r->t->width);
	return false;
}

static bool anything_to_match(struct reading *r)
{
	static const enum column columns[] = {COLUMN_FAMILY, COLUMN_GIVEN, COLUMN_NAME};
	bool any = slice_present(cell(r, COLUMN_NUMBER));
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		any |= slice_present(whole_cell(r, columns[i]));
	if (!any)
		note(r, SEVERITY_ERROR, "traveller-nothing-to-match",
		     "the row has neither a name nor a document number; the traveller is not "
		     "screened");
	return any;
}

static void read_row(struct reading *r)
{
	struct screen_traveller person = {0};
	r->out->line = r->cells->line;
	read_id(r);
	read_birth_date(r, &person);
	read_sex(r, &person);
	person.nationality = state(r, cell(r, COLUMN_NATIONALITY));
	person.place_of_birth = cell(r, COLUMN_PLACE);
	read_documents(r, &person);
	read_names(r, &person);
}

enum rc travellers_next(struct travellers *t, struct arena *a, screen_rows *rows,
			finding_list *findings, struct err *e)
{
	struct csv_row cells;
	struct reading r = {.t = t, .cells = &cells, .arena = a, .findings = findings};
	do {
		if (!next_cells(t, a, &cells))
			return RC_END;
		t->rows++;
	} while (!(check_cells(&r) && anything_to_match(&r)) && !arena_failed(a));
	r.out = arena_failed(a) ? NULL : LIST_ADD(rows, a, struct screen_row);
	if (r.out)
		read_row(&r);
	return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory for a row of travellers") : RC_OK;
}
