/* SPDX-License-Identifier: Apache-2.0
 *
 * Sealed names against the matcher in the clear: what it finds, marks find.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen/sealed.h"

#include "base/crypto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY ((size_t)256 << 20)

struct kept { /* a mark with its text */
	struct sealed_mark mark;
	char text[64];
	struct kept *next;
};
typedef LIST(struct kept) kept_marks;

struct keeping {
	struct arena *a;
	kept_marks *out;
};

static void keep(void *context, const struct sealed_mark *m)
{
	struct keeping *k = context;
	struct kept *x = LIST_ADD(k->out, k->a, struct kept);
	assert_non_null(x);
	assert_true(m->text.n < sizeof x->text);
	x->mark = *m;
	memcpy(x->text, m->text.p, m->text.n);
	x->mark.text = (struct slice){x->text, m->text.n};
}

/* What an attentive store does: joins marks of equal kind and text. */
static bool meets(const struct screen_traveller *t, const struct list_entry *entry,
		  bool born_agrees, struct arena *a, struct sealed_verdict *out)
{
	unsigned char shape[SEALED_SHAPE_MAX];
	kept_marks mine = {0}, theirs = {0};
	struct keeping k = {a, &mine};
	struct sealed_subject s = {.shape_count = 1};
	s.shapes[0] = (struct slice){(const char *)shape, 0};
	s.shapes[0].n = sealed_name_marks(t, 0, keep, &k, shape);
	sealed_document_marks(t->documents, t->document_count, keep, &k);
	k.out = &theirs;
	sealed_entry_marks(entry, keep, &k);
	s.born = date_present(t->birth_date);
	s.birth_worth = born_agrees ? 4 : 0;
	LIST_EACH(const struct kept, x, &mine)
	LIST_EACH(const struct kept, y, &theirs)
	{
		if (x->mark.kind != y->mark.kind || !slice_eq(x->mark.text, y->mark.text))
			continue;
		struct sealed_meeting *m = LIST_ADD(&s.meetings, a, struct sealed_meeting);
		assert_non_null(m);
		m->mine = sealed_mark_unpack(sealed_mark_pack(&x->mark));
		m->theirs = y->mark;
	}
	return sealed_weigh(entry, &s, out);
}

static struct list_entry *entry_of(struct arena *a, const char *name, struct date born)
{
	struct list_entry *entry = ARENA_NEW(a, struct list_entry);
	struct list_name *n = LIST_ADD(&entry->names, a, struct list_name);
	n->name = arena_copy(a, slice_of(name));
	n->quality = NAME_PRIMARY;
	entry->id = SLICE("W1");
	if (date_present(born)) {
		struct list_birth_date *b =
			LIST_ADD(&entry->birth_dates, a, struct list_birth_date);
		b->from = b->to = born;
	}
	return entry;
}

static bool matches_in_the_clear(const struct screen_traveller *t, const struct list_entry *entry,
				 struct arena *a, struct screen_match *out)
{
	list_entries entries = {0};
	struct list_entry *copy = LIST_ADD(&entries, a, struct list_entry);
	*copy = *entry;
	copy->next = NULL;
	const struct screen_list list = {.id = 1, .version = 1, .entries = &entries};
	struct screen_index *x = screen_index_new(&list, 1);
	screen_matches found = {0};
	assert_non_null(x);
	screen_traveller(x, t, a, &found);
	if (found.first) {
		*out = *found.first;
		out->fields.first = NULL; /* its words are of the index */
	}
	screen_index_free(x);
	return found.first != NULL;
}

/* ---- invented names, and what people make of them ---- */

static const char *const words[] = {"ANNA",   "ZZTESTER",  "MOHAMMED",  "RAHMAN",    "QUIBBLE",
				    "ABDEL",  "YUSUF",     "KHOROSHEV", "DMITRI",    "OUALID",
				    "LI",     "WEI",       "GONZALEZ",  "SCHROEDER", "HUSSEIN",
				    "FATIMA", "TREVANION", "OKELLO",    "SAMUEL",    "ALEXANDRA"};
#define WORDS (sizeof words / sizeof *words)

static unsigned draw(uint64_t *state, unsigned below)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((*state >> 33) % below);
}

/* One slip: a letter left out, put in, replaced, or exchanged with the next. */
static void slip(char *word, uint64_t *state)
{
	size_t n = strlen(word), at = draw(state, (unsigned)n);
	switch (draw(state, 4)) {
	case 0:
		memmove(word + at, word + at + 1, n - at);
		break;
	case 1:
		memmove(word + at + 1, word + at, n - at + 1);
		word[at] = (char)('A' + draw(state, 26));
		break;
	case 2:
		word[at] = (char)('A' + draw(state, 26));
		break;
	default:
		if (at + 1 < n) {
			char c = word[at];
			word[at] = word[at + 1];
			word[at + 1] = c;
		}
	}
}

static void draw_word(char out[32], uint64_t *state, unsigned slips)
{
	strcpy(out, words[draw(state, WORDS)]);
	for (unsigned i = 0; i < slips && strlen(out) > 3; i++)
		slip(out, state);
}

/* Some words of `name`, each with slips. */
static void alter(const char *name, char out[128], uint64_t *state)
{
	struct slice rest = slice_of(name), word;
	out[0] = '\0';
	while (slice_cut(&rest, ' ', &word)) {
		char copy[40];
		snprintf(copy, sizeof copy, "%.*s", SLICE_ARG(word));
		for (unsigned slips = draw(state, 3); slips > 0 && strlen(copy) > 3; slips--)
			slip(copy, state);
		size_t n = strlen(out);
		snprintf(out + n, 128 - n, "%s%s", n ? " " : "", copy);
	}
}

static void what_is_found_in_the_clear_is_found_sealed(void **state)
{
	uint64_t random = 20260311;
	unsigned found = 0;
	const struct date born = {1985, 3, 14};
	(void)state;
	crypto_start();
	struct arena *a = arena_new(MEMORY);
	for (unsigned i = 0; i < 3000; i++) {
		char listed[128] = "", one[32], altered[128];
		for (unsigned n = 0, count = 2 + draw(&random, 2); n < count; n++) {
			draw_word(one, &random, 0);
			size_t at = strlen(listed);
			snprintf(listed + at, sizeof listed - at, "%s%s", at ? " " : "", one);
		}
		alter(listed, altered, &random);
		arena_reset(a);
		const bool dated = draw(&random, 2);
		struct list_entry *entry = entry_of(a, listed, dated ? born : (struct date){0});
		struct screen_traveller t = {.birth_date = born};
		struct screen_match clear = {0};
		struct sealed_verdict sealed = {.method = ""};
		screen_whole_name(slice_of(altered), &t);
		if (!matches_in_the_clear(&t, entry, a, &clear))
			continue;
		found++;
		if (!meets(&t, entry, dated, a, &sealed) ||
		    sealed.score_permille < clear.score_permille || sealed.outcome > clear.outcome)
			fail_msg("%s / %s: %d %d in the clear, %d %d sealed", listed, altered,
				 (int)clear.outcome, clear.score_permille, (int)sealed.outcome,
				 sealed.score_permille);
	}
	arena_free(a);
	assert_true(found > 1000); /* else the test shows little */
}

static void others_do_not_meet(void **state)
{
	struct arena *a = arena_new(MEMORY);
	const struct date born = {1985, 3, 14};
	struct sealed_verdict v = {0};
	struct screen_traveller t = {
		.family = SLICE("QUIBBLE"), .given = SLICE("ZELDA"), .birth_date = born};
	(void)state;
	assert_false(meets(&t, entry_of(a, "ANNA ZZTESTER", born), true, a, &v));
	/* The same name, another birth date. */
	assert_false(meets(&t, entry_of(a, "ZELDA QUIBBLE", born), false, a, &v));
	assert_true(meets(&t, entry_of(a, "ZELDA QUIBBLE", born), true, a, &v));
	assert_int_equal(v.outcome, OUTCOME_MATCH);
	/* No birth date on the list: nobody can tell. */
	assert_true(meets(&t, entry_of(a, "ZELDA QUIBBLE", (struct date){0}), false, a, &v));
	assert_int_equal(v.outcome, OUTCOME_UNDETERMINED);
	arena_free(a);
}

static void documents_meet_by_their_numbers(void **state)
{
	struct arena *a = arena_new(MEMORY);
	struct sealed_verdict v = {0};
	struct screen_document shown = {SLICE("P"), SLICE("ZQ1234567"), SLICE("UTO")};
	struct screen_traveller t = {.documents = &shown, .document_count = 1};
	struct list_entry *entry = entry_of(a, "SOMEBODY ELSE", (struct date){0});
	struct list_document *d = LIST_ADD(&entry->documents, a, struct list_document);
	(void)state;
	*d = (struct list_document){
		.type = SLICE("P"), .number = SLICE("ZQ 123-4567"), .issuer = SLICE("UTO")};
	assert_true(meets(&t, entry, false, a, &v));
	assert_string_equal(v.method, "document");
	assert_int_equal(v.outcome, OUTCOME_MATCH);
	d->issuer = SLICE("ATL"); /* another State's document */
	assert_false(meets(&t, entry, false, a, &v));
	d->issuer = (struct slice){0};
	assert_true(meets(&t, entry, false, a, &v));
	assert_int_equal(v.outcome, OUTCOME_POSSIBLE);
	d->number = SLICE("ZQ7654321");
	assert_false(meets(&t, entry, false, a, &v));
	arena_free(a);
}

static void births(void *context, const struct sealed_birth *b)
{
	char *out = context;
	size_t n = strlen(out);
	snprintf(out + n, 200 - n, "%s:%d ", b->text, b->worth);
}

static void birth_dates_are_offered_as_days_and_years(void **state)
{
	struct arena *a = arena_new(MEMORY);
	char out[200] = "";
	(void)state;
	sealed_entry_births(entry_of(a, "X Y", (struct date){1985, 3, 4}), births, out);
	assert_string_equal(out, "1985-03-04:4 1985-04-03:2 ");
	struct list_entry *span = entry_of(a, "X Y", (struct date){1970, 1, 1});
	span->birth_dates.first->to = (struct date){1971, 12, 31};
	out[0] = '\0';
	sealed_entry_births(span, births, out);
	assert_string_equal(out, "1970:3 1971:3 ");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_found_in_the_clear_is_found_sealed),
		cmocka_unit_test(others_do_not_meet),
		cmocka_unit_test(documents_meet_by_their_numbers),
		cmocka_unit_test(birth_dates_are_offered_as_days_and_years),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
