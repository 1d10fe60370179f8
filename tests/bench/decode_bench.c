/* SPDX-License-Identifier: Apache-2.0
 *
 * How fast messages are read, against a bare tokenizer that only finds
 * separators, in the same run on one core: decode_bench [MEGABYTES [RUNS]].
 *
 *   bare      separators found and their places written down
 *   count     separators counted only
 *   tokens    decode/edifact alone: segments, elements, components
 *   minimise  what the profile forbids is found and erased
 *   decode    to the model
 *   both      minimise and decode, as each message is read
 *
 * The input is simulated; "one" is a single message of that size, "many" are
 * messages as carriers send them, each an input of its own as on arrival. The
 * best of several runs counts.
 */
#include "bare.h"
#include "decode/decode.h"
#include "decode/edifact/edi.h"
#include "minimise/minimise.h"
#include "simulate/simulate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MEMORY_MAX ((size_t)16 << 30)
#define FROM (INT64_C(1930089600) * SECOND_US) /* 2031-02-28 */
#define TODAY \
	{ \
		2031, 3, 1 \
	}

struct bench {
	struct slice input;
	const size_t *ends; /* of the inputs in it */
	size_t inputs;
	char *copy; /* of the input, to be erased in */
	uint32_t *at;
	struct arena *arena, *erased;
	struct edi_reader *reader;
	const struct minimise_profile *profile;
	unsigned runs;
	size_t memory; /* that the messages took, together */
	uint64_t sink;
};

/* ---- What is measured ---- */

static void run_bare(struct bench *b)
{
	b->sink += bare_tokens(b->input, b->at);
}

static void run_count(struct bench *b)
{
	b->sink += bare_count(b->input);
}

static void run_tokens(struct bench *b)
{
	finding_list findings = {0};
	arena_reset(b->arena);
	edi_init(b->reader, b->input, b->arena, &findings);
	while (edi_next(b->reader) == RC_OK)
		b->sink += b->reader->segment.elements;
}

static void minimise(struct bench *b, size_t from, size_t to)
{
	struct err e;
	erasures out = {0};
	arena_reset(b->erased);
	if (minimise_input(b->copy + from, to - from, b->profile, b->erased, &out, &e) != RC_OK)
		abort();
	b->sink += out.count;
}

static void run_minimise(struct bench *b)
{
	for (size_t i = 0, from = 0; i < b->inputs; from = b->ends[i++])
		minimise(b, from, b->ends[i]);
}

static void decode(struct bench *b, struct slice input)
{
	const struct decode_options options = {.today = TODAY};
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	struct err e;
	enum rc rc = RC_OK;
	size_t used = 0;
	while (d && rc == RC_OK) {
		arena_reset(b->arena);
		rc = decoder_next(d, b->arena, &m, &e);
		if (rc == RC_OK)
			b->sink += m->travellers.count + m->findings.count;
		used += rc == RC_OK ? arena_used(b->arena) : 0;
	}
	if (rc != RC_END)
		abort();
	b->memory += used;
	decoder_free(d);
}

static void run_decode(struct bench *b)
{
	for (size_t i = 0, from = 0; i < b->inputs; from = b->ends[i++])
		decode(b, slice_range(b->input, from, b->ends[i]));
}

static void run_both(struct bench *b)
{
	struct slice copy = {b->copy, b->input.n};
	for (size_t i = 0, from = 0; i < b->inputs; from = b->ends[i++]) {
		minimise(b, from, b->ends[i]);
		decode(b, slice_range(copy, from, b->ends[i]));
	}
}

struct measure {
	const char *name;
	void (*run)(struct bench *);
};

static const struct measure measures[] = {
	{"bare", run_bare},         {"count", run_count},   {"tokens", run_tokens},
	{"minimise", run_minimise}, {"decode", run_decode}, {"both", run_both},
};
#define MEASURES (sizeof measures / sizeof measures[0])

/* Nanoseconds that this program had a processor: others on the machine count for nothing. */
static int64_t processor_time(void)
{
	struct timespec t;
	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0)
		abort();
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Megabytes a second, the best of the runs. */
static double rate_of(struct bench *b, void (*run)(struct bench *))
{
	int64_t best = INT64_MAX;
	for (unsigned i = 0; i < b->runs; i++) {
		memcpy(b->copy, b->input.p, b->input.n);
		b->memory = 0;
		int64_t from = processor_time();
		run(b);
		int64_t took = processor_time() - from;
		best = took < best ? took : best;
	}
	return (double)b->input.n * 1e3 / (double)(best > 0 ? best : 1);
}

static void measure_all(struct bench *b, const char *name, const char *only)
{
	double bare = 0;
	printf("%-12s %6.1f MB", name, (double)b->input.n / 1e6);
	for (size_t i = 0; i < MEASURES; i++) {
		if (only && strcmp(only, measures[i].name) != 0)
			continue;
		double rate = rate_of(b, measures[i].run);
		bare = i == 0 ? rate : bare;
		printf("  %s %.0f", measures[i].name, rate);
		if (i > 1 && bare > 0)
			printf(" (%.3f)", rate / bare);
	}
	printf("  memory %.1f x\n", (double)b->memory / (double)b->input.n);
	fflush(stdout);
}

/* ---- Input ---- */

enum kind_of_set { PAXLST_MANY, PAXLST_ONE, PNRGOV_MANY, PNRGOV_ONE, SETS };
static const char *const set_names[] = {"PAXLST many", "PAXLST one", "PNRGOV many", "PNRGOV one"};

static bool holds(struct slice s, const char *text, size_t *at)
{
	const char *p = memmem(s.p, s.n, text, strlen(text));
	*at = p ? (size_t)(p - s.p) : s.n;
	return p != NULL;
}

/* The travellers or bookings of a message go into one that is never ended
 * before the last. */
static void add_to_one(struct buf *one, struct slice m, const char *first, const char *end)
{
	size_t from;
	size_t to;
	if (!holds(m, first, &from) || !holds(m, end, &to) || to < from)
		return;
	if (one->n == 0)
		buf_add(one, slice_range(m, 0, from));
	buf_add(one, slice_range(m, from, to));
}

#define INPUTS_MAX 1000000

struct set {
	struct buf bytes;
	size_t *ends;
	size_t inputs;
};

static void add_to_many(struct set *many, struct slice m)
{
	if (many->inputs == INPUTS_MAX)
		return;
	buf_add(&many->bytes, m);
	many->ends[many->inputs++] = many->bytes.n;
}

static void add(struct set *sets, const struct simulate_message *m, size_t most)
{
	size_t at;
	bool pnr = holds(slice_range(m->bytes, 0, 200), "+PNRGOV:", &at);
	struct set *many = &sets[pnr ? PNRGOV_MANY : PAXLST_MANY];
	struct buf *one = &sets[pnr ? PNRGOV_ONE : PAXLST_ONE].bytes;
	if (many->bytes.n < most)
		add_to_many(many, m->bytes);
	if (one->n < most && pnr && holds(slice_range(m->bytes, 0, 300), "'MSG+:22'", &at))
		add_to_one(one, m->bytes, "'SRC'", "'UNT+");
	else if (one->n < most && !pnr)
		add_to_one(one, m->bytes, "'NAD+FL", "'CNT+");
}

static bool fill(struct set *sets, size_t most)
{
	struct simulate_plan plan = simulate_plan_default(7, 100000, FROM);
	struct simulation *s = NULL;
	struct simulate_message m;
	struct err e;
	size_t least = 0;
	if (simulate_begin(&plan, &s, &e) != RC_OK)
		return false;
	while (least < most && simulate_next(s, &m, &e) == RC_OK) {
		add(sets, &m, most);
		least = most;
		for (int i = 0; i < SETS; i++)
			least = sets[i].bytes.n < least ? sets[i].bytes.n : least;
	}
	simulate_end(s);
	for (int i = PAXLST_ONE; i < SETS; i += PNRGOV_ONE - PAXLST_ONE) {
		buf_text(&sets[i].bytes, "'UNT+1+1'UNZ+1+1'");
		sets[i].ends[0] = sets[i].bytes.n;
		sets[i].inputs = 1;
	}
	return least >= most;
}

static void measure_set(struct bench *b, const struct set *set, const char *name, const char *only)
{
	b->input = buf_slice(&set->bytes);
	b->ends = set->ends;
	b->inputs = set->inputs;
	b->copy = malloc(b->input.n);
	b->at = malloc(b->input.n * sizeof *b->at);
	if (!b->copy || !b->at)
		abort();
	measure_all(b, name, only);
	free(b->copy);
	free(b->at);
}

int main(int argc, char **argv)
{
	uint64_t megabytes = 8;
	uint64_t runs = 5;
	struct set sets[SETS] = {0};
	if (argc > 1 && !slice_u64(slice_of(argv[1]), &megabytes))
		return 2;
	if (argc > 2 && !slice_u64(slice_of(argv[2]), &runs))
		return 2;
	const char *only_set = argc > 3 ? argv[3] : NULL;
	const char *only = argc > 4 ? argv[4] : NULL;
	for (int i = 0; i < SETS; i++) {
		buf_init(&sets[i].bytes, MEMORY_MAX);
		sets[i].ends = malloc(INPUTS_MAX * sizeof *sets[i].ends);
		if (!sets[i].ends)
			return 1;
	}
	struct bench b = {.arena = arena_new(MEMORY_MAX),
			  .erased = arena_new(MEMORY_MAX),
			  .reader = malloc(sizeof *b.reader),
			  .profile = minimise_profile_find("eu-strict"),
			  .runs = (unsigned)runs};
	if (!b.arena || !b.erased || !b.reader || !fill(sets, megabytes * 1000000))
		return 1;
	printf("MB/s, best of %u; in brackets the share of the bare %s tokenizer\n", b.runs,
	       bare_name());
	for (int i = 0; i < SETS; i++) {
		if (!only_set || strcmp(only_set, set_names[i]) == 0)
			measure_set(&b, &sets[i], set_names[i], only);
		buf_release(&sets[i].bytes);
		free(sets[i].ends);
	}
	arena_free(b.arena);
	arena_free(b.erased);
	free(b.reader);
	return b.sink == 0;
}
