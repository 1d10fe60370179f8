/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/names/name.h"

#include "screen/names/article.h"
#include "screen/names/keys.h"
#include "screen/names/tables.h"

#include <assert.h>
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

/* 0 for none, else from 1. */
static unsigned letter_number(char c)
{
	return c ? (unsigned)(c - 'A' + 1) : 0;
}

void rules_init(struct rules *r, const struct rewrite_row *table, size_t count)
{
	assert(count <= RULES_MAX);
	memset(r, 0, sizeof *r);
	memset(r->first, RULES_MAX, sizeof r->first);
	for (size_t row = count; row-- > 0;) {
		struct rule *rule = &r->rows[row];
		size_t from = strlen(table[row].from);
		size_t to = strlen(table[row].to);
		assert(from < sizeof rule->from && to < sizeof rule->to);
		memcpy(rule->from, table[row].from, from);
		memcpy(rule->to, table[row].to, to);
		rule->length = (uint8_t)from;
		rule->place = (uint8_t)table[row].place;
		unsigned letter = (unsigned)(rule->from[0] - 'A');
		if (!r->end[letter])
			r->end[letter] = (uint8_t)(row + 1);
		if (from > 1)
			r->first[letter][letter_number(rule->from[1])] = (uint8_t)row;
		else
			memset(r->first[letter], (int)row, sizeof r->first[letter]);
	}
}

static bool rule_fits(const struct rule *r, struct slice s, size_t at)
{
	if (at + r->length > s.n)
		return false;
	for (size_t i = 1; i < r->length; i++)
		if (r->from[i] != s.p[at + i])
			return false;
	return place_fits((enum rule_place)r->place, s, at, r->length);
}

/* The first rule that fits. */
static inline const struct rule *rule_at(const struct rules *r, struct slice s, size_t at)
{
	unsigned letter = (unsigned)(s.p[at] - 'A');
	unsigned next = letter_number(at + 1 < s.n ? s.p[at + 1] : 0);
	for (unsigned i = r->first[letter][next]; i < r->end[letter]; i++)
		if (rule_fits(&r->rows[i], s, at))
			return &r->rows[i];
	return NULL;
}

/* Rewrites from left to right; a letter that follows itself is written once,
 * unless something that is not written stands between. */
static uint8_t rewrite(const struct rules *rules, struct slice s, char *out)
{
	uint8_t n = 0;
	char last = 0;
	for (size_t at = 0; at < s.n;) {
		const struct rule *r = rule_at(rules, s, at);
		if (!r) {
			char c = s.p[at++];
			if (c != last && n < WORD_LETTERS_MAX)
				out[n++] = c;
			last = c;
			continue;
		}
		if (!r->to[0])
			last = 0;
		for (const char *to = r->to; *to && n < WORD_LETTERS_MAX; to++) {
			if (*to != last)
				out[n++] = *to;
			last = *to;
		}
		at += r->length;
	}
	out[n] = 0;
	return n;
}

static const struct variant_row *variants_of(const char *sound)
{
	uint32_t at = variant_slot(sound);
	for (; variant_slots[at]; at = (at + 1) % (1 << VARIANT_SLOT_BITS)) {
		const struct variant_row *row = &variant_table[variant_slots[at] - 1];
		if (strcmp(sound, row->sound) == 0)
			return row;
	}
	return NULL;
}

const uint16_t *name_families(const struct name_unit *u)
{
	static const uint16_t none[VARIANT_FAMILIES] = {0};
	const struct variant_row *row = variants_of(u->sound);
	return row ? row->families : none;
}

uint16_t name_spelling_family(const struct name_unit *u)
{
	uint16_t family = name_families(u)[0];
	return family < VARIANT_OTHER_FORM ? family : 0;
}

static int by_family(const void *key, const void *row)
{
	uint16_t x = *(const uint16_t *)key, y = ((const struct variant_class *)row)->family;
	return (x > y) - (x < y);
}

const char *name_family_name(uint16_t family)
{
	const struct variant_class *row =
		bsearch(&family, variant_classes, variant_class_count, sizeof *row, by_family);
	return row ? row->name : "=";
}

/* The key of a word with an article: its name as the first of all its spellings, so that
 * ABDELKADER and ABDUL QADIR are one. */
static uint8_t article_sound(const struct key_rules *rules, const struct article *w,
			     char out[WORD_LETTERS_MAX + 1])
{
	char name[WORD_LETTERS_MAX + 1];
	rewrite(&rules->sound, w->name, name);
	const struct variant_row *row = variants_of(name);
	bool known = row && row->families[0] < VARIANT_OTHER_FORM;
	const char *const parts[] = {
		w->before, known ? name_family_name(row->families[0]) + 1 : name, w->after};
	uint8_t n = 0;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		for (const char *p = parts[i]; *p && *p != ' ' && n < WORD_LETTERS_MAX; p++)
			out[n++] = *p;
	out[n] = 0;
	return n;
}

static uint8_t article_consonants(const struct key_rules *rules, const struct article *w,
				  char out[WORD_LETTERS_MAX + 1])
{
	char room[WORD_LETTERS_MAX + 4];
	size_t before = strlen(w->before);
	size_t after = strlen(w->after);
	memcpy(room, w->before, before);
	memcpy(room + before, w->name.p, w->name.n);
	memcpy(room + before + w->name.n, w->after, after);
	return rewrite(&rules->consonants, (struct slice){room, before + w->name.n + after}, out);
}

void key_rules_init(struct key_rules *r)
{
	rules_init(&r->sound, sound_table, sound_table_count);
	rules_init(&r->consonants, consonant_table, consonant_table_count);
}

void name_keys(struct slice text, bool consonants_only, struct name_unit *out)
{
	struct key_rules rules;
	key_rules_init(&rules);
	name_keys_by(&rules, text, consonants_only, out);
	out->sig.family = name_families(out)[0];
}

void name_keys_by(const struct key_rules *rules, struct slice text, bool consonants_only,
		  struct name_unit *out)
{
	struct article w;
	*out = (struct name_unit){.sig.consonants_only = consonants_only};
	memcpy(out->text, text.p, text.n);
	out->sig.text_length = (uint8_t)text.n;
	out->sig.first = out->text[0];
	if (name_find_article(text, &w)) {
		out->sig.sound_length = article_sound(rules, &w, out->sound);
		out->sig.consonant_length = article_consonants(rules, &w, out->consonants);
	} else {
		out->sig.sound_length = rewrite(&rules->sound, text, out->sound);
		out->sig.consonant_length = rewrite(&rules->consonants, text, out->consonants);
	}
	for (unsigned i = 0; i < out->sig.sound_length; i++)
		out->sig.letters |= UINT32_C(1) << (out->sound[i] - 'A');
}

bool name_is_mrz_arabic(struct slice text)
{
	if (text.n < 4)
		return false;
	unsigned vowels = 0;
	bool found = false;
	if (!memchr(text.p, 'X', text.n))
		return false;
	struct rules rules;
	rules_init(&rules, mrz_arabic_table, mrz_arabic_table_count);
	for (size_t i = 0; i < text.n; i++) {
		vowels += is_vowel(text.p[i]);
		if (text.p[i] == 'X')
			found |= rule_at(&rules, text, i) != NULL;
	}
	return found && vowels <= 1;
}

struct slice name_from_mrz_arabic(struct slice text, char room[WORD_LETTERS_MAX + 1])
{
	struct rules rules;
	rules_init(&rules, mrz_arabic_table, mrz_arabic_table_count);
	size_t n = rewrite(&rules, text, room);
	return (struct slice){room, n};
}
