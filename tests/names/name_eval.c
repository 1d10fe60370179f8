/* SPDX-License-Identifier: Apache-2.0
 *
 * What the matching of names is worth: precision, recall and F1 on labelled pairs of
 * names, in a half that may be tuned on and a half that may not (by a hash of the pair).
 *
 *   name_eval [--floor F1] FILE...
 *
 * FILE is CSV with a header: same (1, 0; "?" = not used), traveller, listed, kind; names as
 * piu compare takes them. With --floor the exit status is 1 when a half is below it.
 */
#include "screen/names/compare.h"
#include "screen/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 1000
#define SCORES 1001
#define HARDEST 10

struct pair {
	char *line; /* owns the texts */
	struct slice traveller, listed, kind;
	bool same, test;
	unsigned score;
};

struct pairs {
	struct pair *list;
	size_t count, room;
};

struct half {
	unsigned same[SCORES], other[SCORES]; /* pairs with this score */
	unsigned best;                        /* the threshold with the best F1 */
};

static unsigned score_of(const struct pair *p)
{
	struct screen_traveller t = {0};
	struct name mine, theirs;
	struct name_score s;
	screen_whole_name(p->traveller, &t);
	name_read_traveller(t.family, t.given, t.middle, &mine);
	name_read(p->listed, &theirs);
	struct name_view x = name_view(&mine), y = name_view(&theirs);
	name_view_compare(&x, &y, &s);
	return s.permille;
}

/* FNV-1a over both names: pairs stay in their half whatever else is in the file. */
static bool in_test_half(const struct pair *p)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	const struct slice texts[] = {p->traveller, p->listed};
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < texts[i].n; k++)
			h = (h ^ (unsigned char)texts[i].p[k]) * UINT64_C(0x100000001b3);
	return h >> 40 & 1;
}

static void add_line(struct pairs *all, const char *text)
{
	if (all->count == all->room) {
		all->room = all->room ? 2 * all->room : 1024;
		all->list = realloc(all->list, all->room * sizeof all->list[0]);
		if (!all->list)
			abort();
	}
	struct pair *p = &all->list[all->count];
	*p = (struct pair){.line = strdup(text)};
	struct slice rest = slice_trim(slice_of(p->line)), same;
	if (!slice_cut(&rest, ',', &same) || !slice_cut(&rest, ',', &p->traveller) ||
	    !slice_cut(&rest, ',', &p->listed) || !(slice_is(same, "1") || slice_is(same, "0"))) {
		free(p->line);
		return;
	}
	p->kind = rest;
	p->same = slice_is(same, "1");
	p->test = in_test_half(p);
	p->score = score_of(p);
	all->count++;
}

static bool read_pairs(const char *name, struct pairs *all)
{
	char line[LINE_BYTES];
	FILE *f = fopen(name, "r");
	if (!f) {
		perror(name);
		return false;
	}
	while (fgets(line, sizeof line, f))
		add_line(all, line);
	fclose(f);
	return true;
}

struct figures {
	double precision, recall, f1;
};

static struct figures figures_at(const struct half *h, unsigned threshold)
{
	unsigned right = 0, wrong = 0, all = 0;
	for (unsigned s = 0; s < SCORES; s++) {
		all += h->same[s];
		right += s >= threshold ? h->same[s] : 0;
		wrong += s >= threshold ? h->other[s] : 0;
	}
	struct figures f = {0};
	f.precision = right + wrong ? (double)right / (right + wrong) : 1;
	f.recall = all ? (double)right / all : 1;
	f.f1 = right ? 2 * f.precision * f.recall / (f.precision + f.recall) : 0;
	return f;
}

static void count_half(const struct pairs *all, bool test, struct half *h)
{
	*h = (struct half){0};
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].test == test)
			(all->list[i].same ? h->same : h->other)[all->list[i].score]++;
	for (unsigned t = 1; t < SCORES; t++)
		if (figures_at(h, t).f1 > figures_at(h, h->best).f1)
			h->best = t;
}

static void tell(const char *what, const struct half *h, unsigned threshold)
{
	struct figures f = figures_at(h, threshold);
	printf("%-22s %9.3f %9.3f %9.3f %9.3f\n", what, threshold / 1000.0, f.precision, f.recall,
	       f.f1);
}

/* How far a pair is on the wrong side of the threshold. */
static int wrong_by(const struct pair *p, unsigned threshold)
{
	int by = p->same ? (int)threshold - (int)p->score : (int)p->score - (int)threshold + 1;
	return p->test && by > 0 ? by : 0;
}

static void tell_hardest(const struct pairs *all, unsigned threshold)
{
	char *told = calloc(all->count + 1, 1);
	printf("\nthe hardest of the test half that are wrong at %.3f:\n", threshold / 1000.0);
	for (unsigned n = 0; told && n < HARDEST; n++) {
		size_t worst = all->count;
		for (size_t i = 0; i < all->count; i++)
			if (!told[i] && wrong_by(&all->list[i], threshold) &&
			    (worst == all->count || wrong_by(&all->list[i], threshold) >
							    wrong_by(&all->list[worst], threshold)))
				worst = i;
		if (worst == all->count)
			break;
		told[worst] = 1;
		const struct pair *p = &all->list[worst];
		printf("  %s %.3f  %.*s | %.*s  %.*s\n", p->same ? "missed" : "met   ",
		       p->score / 1000.0, SLICE_ARG(p->traveller), SLICE_ARG(p->listed),
		       SLICE_ARG(p->kind));
	}
	free(told);
}

/* Whether both halves reach `floor` with the threshold that the tuning half is best with. */
static bool evaluate(const struct pairs *all, double floor)
{
	struct half tuning, test;
	count_half(all, false, &tuning);
	count_half(all, true, &test);
	printf("%zu pairs\n\n%-22s %9s %9s %9s %9s\n", all->count, "", "threshold", "precision",
	       "recall", "F1");
	tell("tuning half, best", &tuning, tuning.best);
	tell("test half, the same", &test, tuning.best);
	tell("test half, its best", &test, test.best);
	static const unsigned levels[] = {650, 750, 880}; /* loose, near, strong (evidence.h) */
	for (size_t i = 0; i < 3; i++)
		tell("test half", &test, levels[i]);
	tell("test half, all pairs", &test, 0);
	tell_hardest(all, tuning.best);
	return figures_at(&tuning, tuning.best).f1 >= floor &&
	       figures_at(&test, tuning.best).f1 >= floor;
}

int main(int argc, char **argv)
{
	struct pairs all = {0};
	double floor = 0;
	int first = 1;
	if (argc > 2 && strcmp(argv[1], "--floor") == 0) {
		floor = strtod(argv[2], NULL);
		first = 3;
	}
	bool good = argc > first;
	for (int i = first; good && i < argc; i++)
		good = read_pairs(argv[i], &all);
	if (argc <= first)
		fprintf(stderr, "usage: name_eval [--floor F1] FILE...\n");
	good = good && all.count > 0 && evaluate(&all, floor);
	for (size_t i = 0; i < all.count; i++)
		free(all.list[i].line);
	free(all.list);
	return good ? 0 : 1;
}
