/* SPDX-License-Identifier: Apache-2.0 */
#include "minimise/view.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FILLER 'X'

bool view_init(struct view *v, char *bytes)
{
	*v = (struct view){.bytes = bytes};
	v->text = malloc(VIEW_MAX);
	v->at = malloc((VIEW_MAX + 1) * sizeof *v->at);
	return v->text && v->at;
}

void view_release(struct view *v)
{
	if (v->text)
		explicit_bzero(v->text, v->most);
	free(v->text);
	free(v->at);
}

/* Line breaks and other control characters are left out. */
static char stands_for(const struct view *v, char c, bool keep_breaks)
{
	const struct edi_syntax *s = &v->syntax;
	if (c == s->element)
		return VIEW_ELEMENT;
	if (c == s->component || (v->repeats && c == s->repetition))
		return VIEW_COMPONENT;
	if (c == s->terminator)
		return VIEW_END;
	if ((unsigned char)c >= ' ')
		return c;
	return keep_breaks ? ' ' : 0;
}

void view_prepare(struct view *v)
{
	for (int c = 0; c < 256; c++) {
		v->seen[false][c] = stands_for(v, (char)c, false);
		v->seen[true][c] = stands_for(v, (char)c, true);
	}
}

static char seen(const struct view *v, char c)
{
	return v->seen[v->keep_breaks][(unsigned char)c];
}

static bool is_release(const struct view *v, char c)
{
	return c == v->syntax.release && c != ' ';
}

/* The byte that the release at `i` makes text; `i` itself where there is none. */
static size_t released_at(const struct view *v, size_t i, size_t to)
{
	size_t at = i + 1;
	while (at < to && (unsigned char)v->bytes[at] < ' ' && !seen(v, v->bytes[at]))
		at++;
	return at < to ? at : i;
}

static bool is_separator(char c)
{
	return c == VIEW_ELEMENT || c == VIEW_COMPONENT;
}

void view_build(struct view *v, size_t from, size_t to)
{
	assert(to >= from && to - from <= VIEW_MAX);
	v->base = from;
	v->n = 0;
	v->straight = false;
	size_t part = 0;
	for (size_t i = from; i < to; i++) {
		size_t start = i;
		char c = seen(v, v->bytes[i]);
		if (is_release(v, v->bytes[i])) {
			i = released_at(v, i, to);
			c = (unsigned char)v->bytes[i] < ' ' ? ' ' : v->bytes[i];
		}
		bool full = is_separator(c) && part >= VIEW_PART_FULL;
		part = is_separator(c) ? 0 : part + (c != 0);
		if (!c || full)
			continue;
		v->at[v->n] = (uint32_t)(start - from);
		v->text[v->n++] = c;
	}
	v->at[v->n] = (uint32_t)(to - from);
	v->most = v->n > v->most ? v->n : v->most;
}

void view_build_plain(struct view *v, size_t from, size_t to)
{
	assert(to >= from && to - from <= VIEW_MAX);
	const char *table = v->seen[v->keep_breaks];
	const char *bytes = v->bytes + from;
	char *text = v->text;
	v->base = from;
	v->n = to - from;
	v->straight = true;
	for (size_t i = 0; i < v->n; i++)
		text[i] = table[(unsigned char)bytes[i]];
	v->most = v->n > v->most ? v->n : v->most;
}

struct slice view_slice(const struct view *v, size_t from, size_t to)
{
	return (struct slice){v->text + from, to - from};
}

size_t view_find(const struct view *v, char c, size_t from, size_t to)
{
	const char *p = from < to ? memchr(v->text + from, c, to - from) : NULL;
	return p ? (size_t)(p - v->text) : to;
}

size_t view_offset(const struct view *v, size_t i)
{
	return v->base + (v->straight ? i : v->at[i]);
}

/* The ampersand, and what belongs to it where it begins a reference. */
static void erase_reference(struct view *v, size_t at, size_t to)
{
	const char *end = memchr(v->bytes + at, ';', to - at);
	if (end)
		memset(v->bytes + at, FILLER, (size_t)(end - v->bytes) - at + 1);
}

/* The bytes of one character: its release too. Line breaks and separators that
 * the view leaves out stay. */
static void erase_one(struct view *v, size_t i)
{
	size_t at = view_offset(v, i);
	if (is_release(v, v->bytes[at])) {
		size_t released = released_at(v, at, view_offset(v, i + 1));
		v->bytes[at] = FILLER;
		at = released;
	}
	if (v->references && v->bytes[at] == '&')
		erase_reference(v, at, view_offset(v, i + 1));
	v->bytes[at] = FILLER;
	v->text[i] = FILLER;
}

static bool is_structure(char c)
{
	return is_separator(c) || c == VIEW_END;
}

void view_erase(struct view *v, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (!is_structure(v->text[i]))
			erase_one(v, i);
	}
}

static bool is_wordlike(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || (unsigned char)c >= 0x80;
}

void view_erase_words(struct view *v, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (is_wordlike(v->text[i]))
			erase_one(v, i);
	}
}

bool view_word(const struct view *v, size_t *at, size_t to, size_t *from)
{
	for (size_t i = *at; i < to;) {
		if (!ascii_alpha(v->text[i])) {
			i++;
			continue;
		}
		size_t start = i;
		while (i < to && ascii_alpha(v->text[i]))
			i++;
		bool foreign = (start > 0 && (unsigned char)v->text[start - 1] >= 0x80) ||
			       (i < to && (unsigned char)v->text[i] >= 0x80);
		if (foreign)
			continue;
		*from = start;
		*at = i;
		return true;
	}
	return false;
}
