/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/csv_mapping.h"

#include "screen/lists/values.h"

#define LINE_MARK "#:" /* of a mapping that stands before the rows */

/* Names of columns by kind of list; NULL = not a column of such a list. */
static const char *const column_names[COLUMN_COUNT][2] = {
	[COLUMN_ID] = {"id", NULL},
	[COLUMN_NAME] = {"name", NULL},
	[COLUMN_FAMILY] = {"family", NULL},
	[COLUMN_GIVEN] = {"given", NULL},
	[COLUMN_PATRONYMIC] = {"patronymic", NULL},
	[COLUMN_ALIASES] = {"aliases", NULL},
	[COLUMN_FORMER_NAMES] = {"former_names", NULL},
	[COLUMN_LOW_ALIASES] = {"low_aliases", NULL},
	[COLUMN_BIRTH_DATE] = {"birth_date", NULL},
	[COLUMN_SEX] = {"sex", NULL},
	[COLUMN_NATIONALITY] = {"nationality", NULL},
	[COLUMN_NUMBER] = {"document_number", "number"},
	[COLUMN_TYPE] = {"document_type", "type"},
	[COLUMN_ISSUER] = {"document_issuer", "issuer"},
	[COLUMN_STATUS] = {NULL, "status"},
	[COLUMN_PLACE_OF_BIRTH] = {"place_of_birth", NULL},
	[COLUMN_ADDRESS] = {"address", NULL},
	[COLUMN_MEASURE] = {"measure", NULL},
	[COLUMN_HANDLING] = {"handling", NULL},
	[COLUMN_REASON] = {"reason", "reason"},
	[COLUMN_LISTED_ON] = {"listed_on", "listed_on"},
	[COLUMN_VALID_FROM] = {"valid_from", "valid_from"},
	[COLUMN_EXPIRES] = {"expires", "expires"},
};

const char *csv_column_name(enum column c, enum list_kind kind)
{
	return column_names[c][kind];
}

int csv_column_of(struct slice name, enum list_kind kind)
{
	for (int c = 0; c < COLUMN_COUNT; c++)
		if (column_names[c][kind] && slice_is_nocase(name, column_names[c][kind]))
			return c;
	return -1;
}

/* A statement under way. */
struct statement {
	struct csv_mapping *map;
	enum list_kind kind;
	struct arena *arena;
	struct slice about, value; /* column ABOUT = VALUE */
};

static bool set_separator(struct statement *s)
{
	if (slice_is(s->value, "tab"))
		s->map->separator = '\t';
	else if (s->value.n == 1)
		s->map->separator = s->value.p[0];
	return s->map->separator != 0 && s->map->separator != '"';
}

static bool set_values(struct statement *s)
{
	if (s->value.n != 1)
		return false;
	s->map->values = s->value.p[0];
	return true;
}

static bool set_header(struct statement *s)
{
	s->map->header = slice_is(s->value, "yes");
	return s->map->header || slice_is(s->value, "no");
}

static bool set_dates(struct statement *s)
{
	struct slice rest = s->value;
	struct slice form;
	unsigned n = 0;
	while (slice_cut(&rest, '|', &form)) {
		if (n == CSV_FORMS_MAX || !slice_present(slice_trim(form)))
			return false;
		s->map->forms[n++] = arena_cstr(s->arena, slice_trim(form));
	}
	s->map->forms[n] = NULL;
	return n > 0;
}

static bool set_column(struct statement *s)
{
	int c = csv_column_of(s->about, s->kind);
	if (c < 0)
		return false;
	s->map->columns[c].from = arena_copy(s->arena, s->value);
	return true;
}

static bool set_constant(struct statement *s)
{
	int c = csv_column_of(s->about, s->kind);
	if (c < 0)
		return false;
	s->map->columns[c].constant = arena_copy(s->arena, s->value);
	return true;
}

static bool set_only(struct statement *s)
{
	s->map->filter = arena_copy(s->arena, s->about);
	s->map->filter_value = arena_cstr(s->arena, s->value);
	return slice_present(s->about);
}

static const struct {
	const char *word;
	bool (*set)(struct statement *s);
	const char *expected;
} statements[] = {
	{"separator", set_separator, "separator = one character, or tab"},
	{"values", set_values, "values = the character between several values of a field"},
	{"header", set_header, "header = yes or no"},
	{"dates", set_dates, "dates = up to 8 forms such as DD.MM.YYYY, separated by |"},
	{"column", set_column,
	 "column NAME = the file's column, by name or number, where NAME is "
	 "one of those in docs/watchlists.md"},
	{"constant", set_constant,
	 "constant NAME = VALUE, where NAME is a column of "
	 "docs/watchlists.md"},
	{"only", set_only, "only COLUMN = VALUE, where COLUMN is one of the file's"},
};

static enum rc read_statement(struct statement *s, struct slice line, unsigned number,
			      struct err *e)
{
	size_t equals = slice_find(line, '=', 0);
	struct slice left = slice_trim(slice_range(line, 0, equals));
	struct slice word = slice_range(left, 0, slice_find(left, ' ', 0));
	s->about = slice_trim(slice_range(left, word.n, left.n));
	s->value = equals == SIZE_MAX ? (struct slice){0}
				      : slice_trim(slice_range(line, equals + 1, line.n));
	for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
		if (!slice_is(word, statements[i].word))
			continue;
		if (slice_present(s->value) && statements[i].set(s))
			return RC_OK;
		return err_set(e, RC_INVALID, "line %u of the mapping: write %s", number,
			       statements[i].expected);
	}
	return err_set(e, RC_INVALID,
		       "line %u of the mapping does not begin with separator, values, header, "
		       "dates, column, constant or only",
		       number);
}

static void init(struct csv_mapping *out)
{
	*out = (struct csv_mapping){.header = true, .values = ';'};
	for (unsigned i = 0; value_iso_forms[i]; i++)
		out->forms[i] = value_iso_forms[i];
}

static enum rc read_line(struct statement *s, struct slice line, unsigned number, struct err *e)
{
	line = slice_trim(line);
	if (!slice_present(line) || slice_starts(line, "#"))
		return RC_OK;
	s->map->given |= slice_starts(line, "column");
	return read_statement(s, line, number, e);
}

enum rc csv_mapping_read(struct slice text, enum list_kind kind, struct arena *a,
			 struct csv_mapping *out, struct err *e)
{
	struct statement s = {.map = out, .kind = kind, .arena = a};
	struct slice line;
	enum rc rc = RC_OK;
	init(out);
	for (unsigned n = 1; rc == RC_OK && slice_cut(&text, '\n', &line); n++)
		rc = read_line(&s, line, n, e);
	return rc;
}

enum rc csv_mapping_cut(struct slice *bytes, enum list_kind kind, struct arena *a,
			struct csv_mapping *out, struct err *e)
{
	struct statement s = {.map = out, .kind = kind, .arena = a};
	struct slice line;
	enum rc rc = RC_OK;
	init(out);
	for (unsigned n = 1; rc == RC_OK && slice_starts(*bytes, LINE_MARK); n++) {
		slice_cut(bytes, '\n', &line);
		rc = read_line(&s, slice_range(line, sizeof LINE_MARK - 1, line.n), n, e);
	}
	if (slice_starts(*bytes, "\xEF\xBB\xBF")) /* of the file behind the mapping */
		*bytes = slice_range(*bytes, 3, bytes->n);
	return rc;
}
