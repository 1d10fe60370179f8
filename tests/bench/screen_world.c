/* SPDX-License-Identifier: Apache-2.0 */
#include "screen_world.h"

#include <math.h>

#define RANKS 420000
#define GUIDES 65536

static uint64_t mix(uint64_t x)
{
	x ^= x >> 30;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 27;
	x *= UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

uint32_t screen_world_draw(struct screen_world *w, uint32_t below)
{
	w->seed += UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)((mix(w->seed) >> 32) * below >> 32);
}

/* Zipf and Mandelbrot: the commonest word is about 7 % of all. */
void screen_world_init(struct screen_world *w, uint64_t seed, struct arena *a)
{
	*w = (struct screen_world){.seed = seed, .words = RANKS};
	w->shares = arena_alloc(a, RANKS * sizeof *w->shares);
	w->guides = arena_alloc(a, (GUIDES + 1) * sizeof *w->guides);
	if (!w->shares || !w->guides)
		return;
	double sum = 0;
	for (uint32_t i = 0; i < RANKS; i++)
		w->shares[i] = sum += pow(i + 1.2, -1.02);
	uint32_t rank = 0;
	for (uint32_t g = 0; g <= GUIDES; g++) {
		while (rank + 1 < RANKS && w->shares[rank] < sum * (double)g / GUIDES)
			rank++;
		w->guides[g] = rank;
	}
}

static uint32_t draw_rank(struct screen_world *w)
{
	uint32_t g = screen_world_draw(w, GUIDES);
	double at = w->shares[w->words - 1] *
		    ((double)g + (double)screen_world_draw(w, 1 << 20) / (double)(1 << 20)) /
		    GUIDES;
	uint32_t from = w->guides[g];
	uint32_t to = w->guides[g + 1];
	while (from < to) {
		uint32_t half = from + (to - from) / 2;
		if (w->shares[half] < at)
			from = half + 1;
		else
			to = half;
	}
	return from;
}

/* The word of a rank: two syllables or, more often among rare words, three. As many words
 * differ by a letter or two as in lists of real names: docs/bench.md. */
static struct slice word_of(uint32_t rank, struct arena *a)
{
	static const char *const onsets[] = {"Z", "Q", "B", "M", "H",  "KH", "V",  "R",  "S",
					     "D", "L", "P", "T", "F",  "N",  "G",  "SH", "BR",
					     "K", "Y", "W", "J", "CH", "GR", "ST", "",   "TR"};
	static const char *const vowels[] = {"A", "E", "I", "O", "U", "A", "I", "AI", "OU"};
	static const char *const codas[] = {"",  "",  "",  "",  "N", "R",  "L", "S",
					    "M", "D", "K", "T", "B", "RD", "NT"};
	uint64_t h = mix(rank + UINT64_C(77));
	unsigned count = 2U + (h % 16 < (rank > 300 ? 7U : 2U) ? 1U : 0U);
	char text[32];
	size_t n = 0;
	for (; count > 0; count--) {
		h = mix(h);
		const char *const parts[] = {onsets[h % 27], vowels[h / 32 % 9],
					     codas[h / 512 % 15]};
		for (size_t i = 0; i < 3; i++)
			for (const char *p = parts[i]; *p; p++)
				text[n++] = *p;
	}
	return arena_copy(a, (struct slice){text, n});
}

static struct slice add_word(struct slice s, struct slice word, struct arena *a)
{
	return s.n ? arena_printf(a, "%.*s %.*s", SLICE_ARG(s), SLICE_ARG(word)) : word;
}

static struct slice name_of(struct screen_world *w, struct arena *a)
{
	static const unsigned counts[] = {2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5};
	unsigned count = counts[screen_world_draw(w, sizeof counts / sizeof counts[0])];
	struct slice s = {0};
	for (; count > 0; count--) {
		if (count == 1 && screen_world_draw(w, 12) == 0)
			s = add_word(s, screen_world_draw(w, 2) ? SLICE("AL") : SLICE("BIN"), a);
		s = add_word(s, word_of(draw_rank(w), a), a);
	}
	return s;
}

static struct date birth_of(struct screen_world *w)
{
	struct date d = date_from_days((int32_t)screen_world_draw(w, 60 * 365) - 15 * 365);
	if (screen_world_draw(w, 40) == 0)
		d.month = d.day = 1;
	return d;
}

static void add_birth_dates(struct screen_world *w, struct arena *a, struct list_entry *e)
{
	uint32_t kind = screen_world_draw(w, 100);
	uint32_t count = kind < 7 ? 0 : kind > 95 ? 2 : 1;
	for (; count > 0; count--) {
		struct list_birth_date *b = LIST_ADD(&e->birth_dates, a, struct list_birth_date);
		if (!b)
			return;
		b->from = b->to = birth_of(w);
		if (kind < 18) {
			b->from.month = b->from.day = 1;
			b->to.month = 12;
			b->to.day = 31;
			b->approximate = kind < 12;
		}
	}
}

static struct slice number_of(struct screen_world *w, struct arena *a)
{
	return arena_printf(a, "%c%08u", 'A' + (char)screen_world_draw(w, 26),
			    screen_world_draw(w, 100000000));
}

void screen_world_list(struct screen_world *w, uint32_t names, struct arena *a, list_entries *out)
{
	static const char *const states[] = {"UTO", "FRA", "KEN", "IND", "BRA", "EGY", "IDN"};
	for (uint32_t n = 0; n < names;) {
		struct list_entry *e = LIST_ADD(out, a, struct list_entry);
		if (!e)
			return;
		e->id = arena_printf(a, "W%u", out->count);
		for (uint32_t more = screen_world_draw(w, 4) ? 1 : 2; more > 0 && n < names;
		     more--, n++) {
			struct list_name *name = LIST_ADD(&e->names, a, struct list_name);
			if (!name)
				return;
			name->name = name_of(w, a);
			name->quality = more > 1                        ? NAME_PRIMARY
					: screen_world_draw(w, 10) == 0 ? NAME_LOW
									: NAME_GOOD;
		}
		add_birth_dates(w, a, e);
		e->sex = slice_of(screen_world_draw(w, 10) < 7 ? "M" : "F");
		struct list_value *v = LIST_ADD(&e->nationalities, a, struct list_value);
		if (v)
			v->value = slice_of(states[screen_world_draw(w, 7)]);
		struct list_document *d = screen_world_draw(w, 3) == 0
						  ? LIST_ADD(&e->documents, a, struct list_document)
						  : NULL;
		if (d)
			*d = (struct list_document){.type = SLICE("P"),
						    .number = number_of(w, a),
						    .issuer = slice_of(states[n % 7])};
	}
}

static struct slice cut(struct screen_world *w, struct slice s, struct arena *a)
{
	size_t blank = slice_find(s, ' ', 0);
	size_t at = screen_world_draw(w, (uint32_t)s.n);
	char letter = (char)('A' + screen_world_draw(w, 26));
	struct slice before = slice_range(s, 0, at);
	struct slice after = slice_range(s, at + 1, s.n);
	switch (screen_world_draw(w, 8)) {
	case 0: /* two words written together */
		return arena_printf(a, "%.*s%.*s", (int)blank, s.p,
				    SLICE_ARG(slice_range(s, blank + 1, s.n)));
	case 1: /* the first one an initial */
		return arena_printf(a, "%c%.*s", s.p[0], SLICE_ARG(slice_range(s, blank, s.n)));
	case 2: /* the first one missing */
		return slice_range(s, blank + 1, s.n);
	case 3: /* swapped */
		return arena_printf(a, "%.*s %.*s", SLICE_ARG(slice_range(s, blank + 1, s.n)),
				    (int)blank, s.p);
	case 4: /* a letter left out */
		return arena_printf(a, "%.*s%.*s", SLICE_ARG(before), SLICE_ARG(after));
	case 5: /* the end cut off */
		return slice_range(s, 0, s.n > 20 ? s.n - 3 : s.n);
	default: /* a letter replaced */
		return arena_printf(a, "%.*s%c%.*s", SLICE_ARG(before), letter, SLICE_ARG(after));
	}
}

static void alter(struct screen_world *w, const struct list_entry *e, struct screen_traveller *t,
		  struct arena *a)
{
	struct slice s = cut(w, e->names.first->name, a);
	size_t blank = slice_find(s, ' ', 0);
	t->given = slice_range(s, 0, blank);
	t->family = blank == SIZE_MAX ? (struct slice){0} : slice_range(s, blank + 1, s.n);
	if (e->birth_dates.first && screen_world_draw(w, 10) < 8)
		t->birth_date = e->birth_dates.first->from;
}

struct screen_traveller *screen_world_travellers(struct screen_world *w,
						 const list_entries *entries, uint32_t count,
						 uint32_t altered_percent, struct arena *a)
{
	struct screen_traveller *all = arena_alloc(a, count * sizeof *all + 1);
	const struct list_entry *e = entries->first;
	for (uint32_t i = 0; all && i < count; i++) {
		struct slice s = name_of(w, a);
		size_t blank = slice_find(s, ' ', 0);
		struct screen_document *d = ARENA_NEW(a, struct screen_document);
		if (!d)
			return NULL;
		*d = (struct screen_document){SLICE("P"), number_of(w, a), SLICE("UTO")};
		all[i] = (struct screen_traveller){.given = slice_range(s, 0, blank),
						   .family = slice_range(s, blank + 1, s.n),
						   .birth_date = birth_of(w),
						   .sex = SLICE("M"),
						   .nationality = SLICE("UTO"),
						   .documents = d,
						   .document_count = 1};
		for (uint32_t skip = screen_world_draw(w, 16); skip > 0; skip--)
			e = e->next ? e->next : entries->first;
		if (screen_world_draw(w, 100) < altered_percent)
			alter(w, e, &all[i], a);
	}
	return all;
}
