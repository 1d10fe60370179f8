/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/csv.h"

#include "base/utf8.h"

#include <string.h>

void csv_init(struct csv *c, struct slice text, char separator)
{
	*c = (struct csv){.text = text, .line = 1, .separator = separator};
}

char csv_separator(struct slice text)
{
	unsigned commas = 0;
	unsigned semicolons = 0;
	bool quoted = false;
	for (size_t i = 0; i < text.n && (quoted || (text.p[i] != '\n' && text.p[i] != '\r'));
	     i++) {
		quoted ^= text.p[i] == '"';
		commas += !quoted && text.p[i] == ',';
		semicolons += !quoted && text.p[i] == ';';
	}
	if (!commas && !semicolons)
		return 0;
	return semicolons > commas ? ';' : ',';
}

static char peek(const struct csv *c)
{
	return c->at < c->text.n ? c->text.p[c->at] : 0;
}

static bool at_line_end(const struct csv *c)
{
	return c->at >= c->text.n || peek(c) == '\n' || peek(c) == '\r';
}

static void skip_line_end(struct csv *c)
{
	if (c->at >= c->text.n)
		return;
	bool crlf = peek(c) == '\r' && c->at + 1 < c->text.n && c->text.p[c->at + 1] == '\n';
	c->at += crlf ? 2 : 1;
	c->line++;
}

static struct slice undouble(struct arena *a, struct slice s)
{
	char *text = arena_alloc(a, s.n + 1);
	if (!text)
		return (struct slice){0};
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		text[n++] = s.p[i];
		if (s.p[i] == '"')
			i++;
	}
	return (struct slice){text, n};
}

/* The field after an opening quote. NULL, or what is wrong. */
static const char *quoted_cell(struct csv *c, struct arena *a, struct slice *out)
{
	size_t from = ++c->at;
	bool doubled = false;
	for (; c->at < c->text.n; c->at++) {
		if (c->at - from > LISTS_FIELD_MAX)
			return "a quoted field is too long or its closing quote is missing";
		if (peek(c) == '\n')
			c->line++;
		if (peek(c) != '"')
			continue;
		if (c->at + 1 < c->text.n && c->text.p[c->at + 1] == '"') {
			doubled = true;
			c->at++;
			continue;
		}
		struct slice s = slice_range(c->text, from, c->at);
		*out = doubled ? undouble(a, s) : s;
		c->at++;
		if (!at_line_end(c) && peek(c) != c->separator)
			return "there is text after the closing quote of a field";
		return NULL;
	}
	return "the closing quote of a field is missing";
}

static const char *plain_cell(struct csv *c, struct slice *out)
{
	size_t from = c->at;
	while (!at_line_end(c) && peek(c) != c->separator)
		c->at++;
	*out = slice_range(c->text, from, c->at);
	if (out->n > LISTS_FIELD_MAX)
		return "a field is too long";
	if (slice_find(*out, '"', 0) != SIZE_MAX)
		return "a quote stands inside a field that does not begin with one";
	return NULL;
}

static const char *read_cells(struct csv *c, struct arena *a, struct csv_row *row)
{
	for (;;) {
		if (row->count == LISTS_COLUMNS_MAX)
			return "the row has too many fields";
		struct slice *cell = &row->cells[row->count++];
		*cell = (struct slice){0};
		const char *problem = peek(c) == '"' ? quoted_cell(c, a, cell)
						     : plain_cell(c, cell);
		if (problem)
			return problem;
		if (!utf8_valid(*cell))
			return "a field is not in UTF-8";
		if (slice_find(*cell, '\0', 0) != SIZE_MAX)
			return "a field holds a NUL byte";
		if (at_line_end(c))
			return NULL;
		c->at++; /* the separator */
	}
}

bool csv_next(struct csv *c, struct arena *a, struct csv_row *row)
{
	while (c->at < c->text.n && at_line_end(c))
		skip_line_end(c);
	if (c->at >= c->text.n)
		return false;
	row->count = 0;
	row->line = c->line;
	size_t start = c->at;
	row->problem = read_cells(c, a, row);
	if (row->problem) {
		c->at = start;
		c->line = row->line;
		while (!at_line_end(c))
			c->at++;
	}
	skip_line_end(c);
	return true;
}
