/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/names/name.h"

#include "base/utf8.h"
#include "screen/names/keys.h"
#include "screen/names/tables.h"

#include <stdlib.h>
#include <string.h>

/* The shortest limit for a part of a name in airline systems and web forms: a
 * name of fewer letters is not cut, and words written together are cut there. */
#define CUT_LETTERS_MIN 20

#define ARABIC_ALEF 0x0627
#define ARABIC_ALEF_WASLA 0x0671
#define ARABIC_LAM 0x0644

struct word {
	char first[WORD_LETTERS_MAX + 1];
	char second[WORD_LETTERS_MAX + 1]; /* other forms of its letters */
	uint8_t first_length, second_length;
	bool arabic;
	bool last; /* of a part of the traveller's name */
	enum word_kind kind;
};

struct words {
	struct word list[NAME_WORDS_MAX + 1]; /* the last one is a scratch word */
	unsigned count;
};

unsigned name_words(uint16_t mask)
{
	return (unsigned)__builtin_popcount(mask);
}

/* ---- letters ---- */

static int by_code(const void *key, const void *row)
{
	uint32_t code = *(const uint32_t *)key;
	uint32_t other = ((const struct fold_row *)row)->code;
	return code < other ? -1 : code > other;
}

static const struct fold_row *fold_row(uint32_t c)
{
	return bsearch(&c, fold_table, fold_table_count, sizeof(struct fold_row), by_code);
}

/* Marks and apostrophes: they neither stand for a letter nor end a word. */
static bool is_joining(uint32_t c)
{
	return c == '\'' || c == '`' || c == 0xB4 || c == 0xAD || (c >= 0x02B0 && c <= 0x036F) ||
	       c == 0x0640 || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
	       (c >= 0x200B && c <= 0x200F) || c == 0x2018 || c == 0x2019 || c == 0xFEFF;
}

static void append(char *text, uint8_t *length, const char *more)
{
	for (; *more && *length < WORD_LETTERS_MAX; more++)
		text[(*length)++] = *more;
}

static void add_letter(struct word *w, const char *first, const char *second)
{
	append(w->first, &w->first_length, first);
	append(w->second, &w->second_length, second ? second : first);
}

/* ---- words ---- */

static int by_word(const void *key, const void *row)
{
	return strcmp(key, ((const struct word_row *)row)->word);
}

static bool repeats(const struct words *ws, const struct word *w)
{
	for (unsigned i = 0; i < ws->count; i++)
		if (strcmp(ws->list[i].first, w->first) == 0)
			return true;
	return false;
}

/* Keeps the word that was gathered in the scratch place and starts another. A
 * word that a name repeats (SUHARTINI/SUHARTINI) counts once. */
static void end_word(struct words *ws)
{
	struct word *w = &ws->list[ws->count];
	const struct word_row *row =
		bsearch(w->first, word_table, word_table_count, sizeof *row, by_word);
	w->kind = row ? row->kind : WORD_ORDINARY;
	bool keep = w->first_length > 0 && ws->count < NAME_WORDS_MAX &&
		    w->kind != WORD_PLACEHOLDER && !repeats(ws, w);
	if (keep)
		ws->count++;
	ws->list[ws->count] = (struct word){0};
}

static bool is_arabic_letter(struct slice rest)
{
	size_t width;
	if (!rest.n)
		return false;
	const struct fold_row *row = fold_row(utf8_read(rest, &width));
	return row && row->arabic;
}

/* Whether the article AL stands before at least two more letters. */
static bool arabic_article(uint32_t c, struct slice after)
{
	size_t width;
	if ((c != ARABIC_ALEF && c != ARABIC_ALEF_WASLA) || !after.n ||
	    utf8_read(after, &width) != ARABIC_LAM)
		return false;
	after = slice_range(after, width, after.n);
	if (!is_arabic_letter(after))
		return false;
	utf8_read(after, &width);
	return is_arabic_letter(slice_range(after, width, after.n));
}

static void add_code(struct words *ws, uint32_t c)
{
	struct word *w = &ws->list[ws->count];
	const struct fold_row *row = NULL;
	if (c < 0x80 && ascii_alpha((char)c)) {
		const char letter[2] = {ascii_to_upper((char)c), 0};
		add_letter(w, letter, NULL);
	} else if (c >= 0x80 && (row = fold_row(c))) {
		add_letter(w, row->first, row->second);
		w->arabic |= row->arabic;
	} else if (!is_joining(c)) {
		end_word(ws);
	}
}

/* The words of one part of a name. */
static void read_words(struct words *ws, struct slice s)
{
	size_t width;
	for (size_t at = 0; at < s.n; at += width) {
		uint32_t c = utf8_read(slice_range(s, at, s.n), &width);
		struct slice after = slice_range(s, at + width, s.n);
		if (ws->list[ws->count].first_length == 0 && arabic_article(c, after)) {
			add_letter(&ws->list[ws->count], "AL", NULL);
			ws->list[ws->count].arabic = true;
			end_word(ws);
			width *= 2; /* alef and lam are of one width */
			continue;
		}
		add_code(ws, c);
	}
	end_word(ws);
}

/* ---- units ---- */

static void add_unit(struct name *out, struct slice text, const struct word *w, unsigned word)
{
	if (out->unit_count == NAME_UNITS_MAX || !text.n)
		return;
	struct name_unit *u = &out->units[out->unit_count++];
	name_keys(text, w->arabic, u);
	u->words = (uint16_t)(1U << word);
	u->sig.may_be_cut = w->last;
}

/* Titles that airline systems write at the end of a given name (ALBERTMR). Both
 * readings are kept, because SAMIR and AMR are names; the title never leaves
 * fewer than two letters. */
static size_t without_title(struct slice s)
{
	static const char *const titles[] = {"MISS", "MSTR", "MRS", "CHD", "INF", "MR", "MS", "DR"};
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (slice_ends(s, titles[i]) && s.n >= strlen(titles[i]) + 2)
			return s.n - strlen(titles[i]);
	return s.n;
}

/* A reading of a word; once more for each further class of variants that it is in. */
static void add_reading(struct name *out, struct slice text, const struct word *w, unsigned word)
{
	unsigned at = out->unit_count;
	add_unit(out, text, w, word);
	if (out->unit_count == at)
		return;
	const uint16_t *families = name_families(&out->units[at]);
	for (unsigned i = 1;
	     i < VARIANT_FAMILIES && families[i] && out->unit_count < NAME_UNITS_MAX; i++) {
		out->units[out->unit_count] = out->units[at];
		out->units[out->unit_count++].sig.family = families[i];
	}
}

static void add_word_units(struct name *out, const struct words *ws, unsigned i)
{
	const struct word *w = &ws->list[i];
	struct slice first = {w->first, w->first_length};
	struct slice second = {w->second, w->second_length};
	add_reading(out, first, w, i);
	if (!slice_eq(first, second))
		add_reading(out, second, w, i);
	size_t bare = w->last ? without_title(first) : first.n;
	if (bare < first.n)
		add_reading(out, slice_range(first, 0, bare), w, i);
}

/* `letters` of words written together; `cut` when there were more. */
static void add_glue(struct name *out, const struct word *glue, size_t letters, uint16_t mask,
		     bool cut)
{
	unsigned before = out->unit_count;
	add_unit(out, (struct slice){glue->first, letters}, glue, 0);
	if (out->unit_count == before)
		return;
	struct name_unit *u = &out->units[before];
	u->words = mask;
	u->sig.glued = true;
	u->sig.family = 0;
	u->sig.may_be_cut = cut;
}

static void add_glued(struct name *out, const struct words *ws, unsigned from, unsigned count)
{
	struct word glue = {.arabic = ws->list[from].arabic};
	uint16_t mask = 0;
	size_t letters = 0;
	for (unsigned i = from; i < from + count; i++) {
		append(glue.first, &glue.first_length, ws->list[i].first);
		letters += ws->list[i].first_length;
		mask |= (uint16_t)(1U << i);
	}
	if (!(mask & out->ordinary))
		return;
	if (letters <= WORD_LETTERS_MAX)
		add_glue(out, &glue, letters, mask, false);
	if (letters > CUT_LETTERS_MIN)
		add_glue(out, &glue, CUT_LETTERS_MIN, mask, true);
}

static void rewrite_mrz_arabic(struct words *ws)
{
	bool any = false;
	for (unsigned i = 0; i < ws->count; i++) {
		struct word *w = &ws->list[i];
		if (w->arabic || !name_is_mrz_arabic((struct slice){w->first, w->first_length}))
			continue;
		char room[WORD_LETTERS_MAX + 1];
		struct slice s =
			name_from_mrz_arabic((struct slice){w->first, w->first_length}, room);
		*w = (struct word){.last = w->last};
		add_letter(w, s.p, NULL);
		any = true;
	}
	for (unsigned i = 0; any && i < ws->count; i++)
		ws->list[i].arabic = true;
}

static void build(struct words *ws, struct name *out)
{
	rewrite_mrz_arabic(ws);
	*out = (struct name){.word_count = ws->count};
	for (unsigned i = 0; i < ws->count; i++)
		if (ws->list[i].kind == WORD_ORDINARY)
			out->ordinary |= (uint16_t)(1U << i);
	if (!out->ordinary) /* a name made of particles alone is still a name */
		out->ordinary = (uint16_t)((1U << ws->count) - 1);
	out->ordinary_count = name_words(out->ordinary);
	for (unsigned i = 0; i < ws->count; i++)
		if (out->ordinary & (1U << i))
			add_word_units(out, ws, i);
	for (unsigned count = 2; count <= 3; count++)
		for (unsigned i = 0; i + count <= ws->count; i++)
			add_glued(out, ws, i, count);
}

void name_read(struct slice published, struct name *out)
{
	struct words ws = {.count = 0};
	read_words(&ws, published);
	build(&ws, out);
}

void name_read_traveller(struct slice family, struct slice given, struct slice middle,
			 struct name *out)
{
	struct words ws = {.count = 0};
	const struct slice parts[] = {family, given, middle};
	bool long_enough = family.n + given.n + middle.n >= CUT_LETTERS_MIN;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		unsigned before = ws.count;
		read_words(&ws, parts[i]);
		if (ws.count > before)
			ws.list[ws.count - 1].last = true;
	}
	build(&ws, out);
	for (unsigned i = 0; i < out->unit_count; i++)
		if (!out->units[i].sig.glued)
			out->units[i].sig.may_be_cut &= long_enough;
}
