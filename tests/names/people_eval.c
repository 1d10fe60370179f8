/* SPDX-License-Identifier: Apache-2.0
 *
 * What screening is worth: a list, its persons as tickets have them, and people who are on
 * no list.
 *
 *   people_eval [--floor RECALL] [--travellers N] [LIST]
 *
 * LIST is any list that lists_read() reads; without it one is invented. Persons of the list
 * and travellers are split into a half to tune on and a half to test on. With --floor the exit
 * status is 1 when fewer of the persons are found in either half. Names that are read are
 * never printed.
 */
#include "people.h"

#include "base/crypto.h"
#include "base/file.h"
#include "screen/lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES 3000
#define TRAVELLERS 20000
#define BANDS 20 /* of the score */
#define ARENA_BYTES ((size_t)1 << 30)

struct counts {
	unsigned people, found, first; /* first: their entry is the best match */
	unsigned bands[BANDS + 1];     /* by the best score; of the listed: of their entry */
	unsigned outcomes[3];          /* of the uninvolved: alerts */
};

struct world {
	struct arena *arena;
	const struct screen_index *index;
	list_entries entries;
	unsigned travellers;
};

struct result {
	struct counts listed[2], others[2]; /* tuning half, test half */
	struct counts altered[ALTERATIONS];
};

static unsigned band(int permille)
{
	return (unsigned)permille * BANDS / 1000;
}

static bool half_of(struct slice id)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < id.n; i++)
		h = (h ^ (unsigned char)id.p[i]) * UINT64_C(0x100000001b3);
	return h >> 40 & 1;
}

static void count_listed(const struct world *w, const struct list_entry *entry,
			 const struct screen_traveller *t, struct counts *one, struct counts *two)
{
	struct arena *a = arena_new(ARENA_BYTES);
	screen_matches matches = {0};
	screen_traveller(w->index, t, a, &matches);
	struct counts *const both[] = {one, two};
	for (unsigned i = 0; i < 2; i++) {
		both[i]->people++;
		LIST_EACH(const struct screen_match, m, &matches)
		{
			if (!slice_eq(m->entry_id, entry->id))
				continue;
			both[i]->found++;
			both[i]->first += m == matches.first;
			both[i]->bands[band(m->score_permille)]++;
		}
	}
	arena_free(a);
}

static void count_other(const struct world *w, const struct screen_traveller *t, struct counts *c)
{
	struct arena *a = arena_new(ARENA_BYTES);
	screen_matches matches = {0};
	screen_traveller(w->index, t, a, &matches);
	c->people++;
	if (matches.first) {
		c->found++;
		c->outcomes[matches.first->outcome]++;
		c->bands[band(matches.first->score_permille)]++;
	}
	arena_free(a);
}

static void screen_all(const struct world *w, bool with_dates, struct result *r)
{
	struct dice d = {.state = 2026};
	*r = (struct result){0};
	LIST_EACH(const struct list_entry, entry, &w->entries)
	{
		struct screen_traveller t;
		enum alteration what;
		if (!people_altered(&d, entry, w->arena, &t, &what))
			continue;
		if (!with_dates)
			t.birth_date = (struct date){0};
		count_listed(w, entry, &t, &r->listed[half_of(entry->id)], &r->altered[what]);
	}
	for (unsigned i = 0; i < w->travellers; i++) {
		struct screen_traveller t;
		people_traveller(&d, w->arena, &t);
		if (!with_dates)
			t.birth_date = (struct date){0};
		count_other(w, &t, &r->others[i % 2]);
	}
}

static double share(unsigned part, unsigned whole)
{
	return whole ? (double)part / whole : 0;
}

static void tell_half(const char *name, const struct counts *listed, const struct counts *others)
{
	printf("%-12s %7u %8.4f %8.4f %9u %8.2f %8.2f %8.2f %8.2f\n", name, listed->people,
	       share(listed->found, listed->people), share(listed->first, listed->people),
	       others->people, 1000 * share(others->found, others->people),
	       1000 * share(others->outcomes[OUTCOME_MATCH], others->people),
	       1000 * share(others->outcomes[OUTCOME_POSSIBLE], others->people),
	       1000 * share(others->outcomes[OUTCOME_UNDETERMINED], others->people));
}

/* What a score is worth when one traveller in a thousand stands on the list. */
static void tell_scores(const struct counts *listed, const struct counts *others)
{
	printf("\nscore from  listed found  uninvolved per 1,000  precision at 1 in 1,000\n");
	for (unsigned b = BANDS + 1; b-- > 0;) {
		unsigned right = 0, wrong = 0;
		for (unsigned i = b; i <= BANDS; i++) {
			right += listed->bands[i];
			wrong += others->bands[i];
		}
		double found = share(right, listed->people);
		double stopped = share(wrong, others->people);
		if (listed->bands[b] || others->bands[b])
			printf("  %.2f  %14.4f %20.3f %20.3f\n", (double)b / BANDS, found,
			       1000 * stopped, found / (found + 999 * stopped));
	}
}

static void tell(const char *title, const struct result *r)
{
	printf("\n== %s\n\n%-12s %7s %8s %8s %9s %8s %8s %8s %8s\n", title, "", "listed", "recall",
	       "rank 1", "others", "/1,000", "match", "possible", "undeterm");
	tell_half("tuning half", &r->listed[0], &r->others[0]);
	tell_half("test half", &r->listed[1], &r->others[1]);
	printf("\n%-36s %7s %8s\n", "what was altered", "people", "recall");
	for (unsigned i = 0; i < ALTERATIONS; i++)
		printf("%-36s %7u %8.4f\n", alteration_name((enum alteration)i),
		       r->altered[i].people, share(r->altered[i].found, r->altered[i].people));
	tell_scores(&r->listed[1], &r->others[1]);
}

static bool read_list(struct world *w, const char *path)
{
	struct buf bytes;
	struct list_reading reading;
	struct err e;
	buf_init(&bytes, LISTS_BYTES_MAX);
	enum rc rc = file_read(path, &bytes, &e);
	if (rc == RC_OK) {
		const struct list_file file = {.bytes = buf_slice(&bytes)};
		rc = lists_read(&file, w->arena, &reading, &e);
	}
	buf_release(&bytes);
	if (rc != RC_OK) {
		fprintf(stderr, "%s: %s\n", path, e.text);
		return false;
	}
	w->entries = reading.entries;
	return true;
}

static void invent_list(struct world *w)
{
	struct dice d = {.state = 7};
	for (unsigned i = 0; i < ENTRIES; i++) {
		struct list_entry *entry = people_entry(&d, i, w->arena);
		if (!entry)
			abort();
		if (!w->entries.first)
			w->entries.first = entry;
		else
			w->entries.last->next = entry;
		w->entries.last = entry;
		w->entries.count++;
	}
}

static bool good_enough(const struct result *r, double floor)
{
	for (unsigned i = 0; i < 2; i++)
		if (share(r->listed[i].found, r->listed[i].people) < floor)
			return false;
	return true;
}

int main(int argc, char **argv)
{
	struct world w = {.travellers = TRAVELLERS};
	double floor = 0;
	int i = 1;
	for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
		if (strcmp(argv[i], "--floor") == 0)
			floor = strtod(argv[i + 1], NULL);
		else if (strcmp(argv[i], "--travellers") == 0)
			w.travellers = (unsigned)strtoul(argv[i + 1], NULL, 10);
	}
	crypto_start();
	w.arena = arena_new(ARENA_BYTES);
	if (i < argc && !read_list(&w, argv[i]))
		return 2;
	if (i >= argc)
		invent_list(&w);
	const struct screen_list list = {
		.id = 1, .version = 1, .kind = LIST_PERSONS, .entries = &w.entries};
	struct screen_index *index = screen_index_new(&list, 1);
	w.index = index;
	if (!index)
		return 2;
	struct result with_dates, without;
	screen_all(&w, true, &with_dates);
	screen_all(&w, false, &without);
	tell("with birth dates", &with_dates);
	tell("without birth dates", &without);
	screen_index_free(index);
	arena_free(w.arena);
	return good_enough(&with_dates, floor) ? 0 : 1;
}
