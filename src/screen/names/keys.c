/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/names/name.h"

#include "screen/names/article.h"
#include "screen/names/keys.h"
#include "screen/names/tables.h"

#include <stdlib.h>
#include <string.h>

static bool is_vowel(char c)
{
	return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U';
}

static bool place_fits(enum rule_place place, struct slice s, size_t at, size_t length)
{
	char next = at + length < s.n ? s.p[at + length] : 0;
	switch (place) {
	case ANYWHERE:
		return true;
	case AT_START:
		return at == 0;
	case AT_END:
		return !next && at > 0;
	case BEFORE_VOWEL:
		return is_vowel(next);
	case BEFORE_SOFT:
		return next == 'E' || next == 'I' || next == 'Y';
	}
	return false;
}

static const struct rewrite_row *rule_at(const struct rewrite_row *table, size_t count,
					 struct slice s, size_t at)
{
	for (size_t i = 0; i < count; i++) {
		if (table[i].from[0] != s.p[at])
			continue;
		size_t n = strlen(table[i].from);
		if (n <= s.n - at && memcmp(table[i].from, s.p + at, n) == 0 &&
		    place_fits(table[i].place, s, at, n))
			return &table[i];
	}
	return NULL;
}

/* Rewrites from left to right; a letter that follows itself is written once,
 * unless something that is not written stands between. */
static uint8_t rewrite(const struct rewrite_row *table, size_t count, struct slice s, char *out)
{
	uint8_t n = 0;
	char last = 0;
	for (size_t at = 0; at < s.n;) {
		const struct rewrite_row *r = rule_at(table, count, s, at);
		const char single[2] = {s.p[at], 0};
		const char *to = r ? r->to : single;
		if (!*to)
			last = 0;
		for (; *to && n < WORD_LETTERS_MAX; to++) {
			if (*to != last)
				out[n++] = *to;
			last = *to;
		}
		at += r ? strlen(r->from) : 1;
	}
	out[n] = 0;
	return n;
}

static int by_sound(const void *key, const void *row)
{
	return strcmp(key, ((const struct variant_row *)row)->sound);
}

static const struct variant_row *variants_of(const char *sound)
{
	return bsearch(sound, variant_table, variant_table_count, sizeof(struct variant_row),
		       by_sound);
}

const uint16_t *name_families(const struct name_unit *u)
{
	static const uint16_t none[VARIANT_FAMILIES] = {0};
	const struct variant_row *row = variants_of(u->sound);
	return row ? row->families : none;
}

/* The key of a word with an article: its name as the first of all its spellings, so that
 * ABDELKADER and ABDUL QADIR are one. */
static uint8_t article_sound(const struct article *w, char out[WORD_LETTERS_MAX + 1])
{
	char name[WORD_LETTERS_MAX + 1];
	rewrite(sound_table, sound_table_count, w->name, name);
	const struct variant_row *row = variants_of(name);
	bool known = row && row->families[0] < VARIANT_OTHER_FORM;
	const char *const parts[] = {
		w->before, known ? variant_heads[row->families[0] - VARIANT_SPELLING] : name,
		w->after};
	uint8_t n = 0;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		for (const char *p = parts[i]; *p && n < WORD_LETTERS_MAX; p++)
			out[n++] = *p;
	out[n] = 0;
	return n;
}

static uint8_t article_consonants(const struct article *w, char out[WORD_LETTERS_MAX + 1])
{
	char room[WORD_LETTERS_MAX + 4];
	size_t before = strlen(w->before);
	size_t after = strlen(w->after);
	memcpy(room, w->before, before);
	memcpy(room + before, w->name.p, w->name.n);
	memcpy(room + before + w->name.n, w->after, after);
	return rewrite(consonant_table, consonant_table_count,
		       (struct slice){room, before + w->name.n + after}, out);
}

void name_keys(struct slice text, bool consonants_only, struct name_unit *out)
{
	struct article w;
	*out = (struct name_unit){.sig.consonants_only = consonants_only};
	memcpy(out->text, text.p, text.n);
	out->sig.text_length = (uint8_t)text.n;
	out->sig.first = out->text[0];
	if (name_find_article(text, &w)) {
		out->sig.sound_length = article_sound(&w, out->sound);
		out->sig.consonant_length = article_consonants(&w, out->consonants);
	} else {
		out->sig.sound_length = rewrite(sound_table, sound_table_count, text, out->sound);
		out->sig.consonant_length =
			rewrite(consonant_table, consonant_table_count, text, out->consonants);
	}
	for (unsigned i = 0; i < out->sig.sound_length; i++)
		out->sig.letters |= UINT32_C(1) << (out->sound[i] - 'A');
	out->sig.family = name_families(out)[0];
}

bool name_is_mrz_arabic(struct slice text)
{
	if (text.n < 4)
		return false;
	unsigned vowels = 0;
	bool found = false;
	for (size_t i = 0; i < text.n; i++) {
		vowels += is_vowel(text.p[i]);
		if (text.p[i] == 'X')
			found |= rule_at(mrz_arabic_table, mrz_arabic_table_count, text, i) != NULL;
	}
	return found && vowels <= 1;
}

struct slice name_from_mrz_arabic(struct slice text, char room[WORD_LETTERS_MAX + 1])
{
	size_t n = rewrite(mrz_arabic_table, mrz_arabic_table_count, text, room);
	return (struct slice){room, n};
}
