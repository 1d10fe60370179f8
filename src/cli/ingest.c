/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/ingest.h"

#include "api/operator.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define RESULT_MEMORY ((size_t)2 << 30)
/* One commit for so many files or bytes, whichever comes first. */
#define BATCH_FILES 256
#define BATCH_BYTES ((size_t)32 << 20)

struct totals {
	uint64_t messages, fresh, repeated, quarantined, tests, outside, travellers, hits;
};

struct ingest_work {
	struct unit *unit;
	struct arena *arena; /* results of one batch */
	struct totals totals;
	struct progress progress;
	uint64_t bytes_done, bytes_all;
};

static const struct ingest_source from_file = {.channel = "file"};

static void add_result(struct totals *t, const struct ingest_result *r)
{
	t->messages += r->messages.count;
	t->fresh += r->fresh;
	t->repeated += r->repeated;
	t->quarantined += r->quarantined;
	t->tests += r->tests;
	t->outside += r->outside;
	t->travellers += r->travellers;
}

static void show(struct ingest_work *w)
{
	progress_show(&w->progress, w->bytes_done, w->bytes_all, w->totals.travellers,
		      "travellers");
}

/* ---- a batch with one commit ---- */

struct batch {
	struct ingest *in;
	struct totals totals;
	size_t files, bytes;
};

static enum rc add_file(struct ingest_work *w, struct batch *b, const char *path, struct err *e)
{
	struct buf file;
	struct ingest_result result = {0};
	buf_init(&file, INGEST_INPUT_MAX);
	enum rc rc = file_read(path, &file, e);
	if (rc == RC_OK)
		rc = ingest_add(b->in, &from_file, file.p, file.n, w->arena, &result, e);
	if (rc == RC_OK) {
		add_result(&b->totals, &result);
		b->files++;
		b->bytes += file.n;
	}
	buf_release(&file);
	return rc;
}

static void add_totals(struct ingest_work *w, const struct batch *b, unsigned hits)
{
	const struct totals *from = &b->totals;
	struct totals *to = &w->totals;
	to->messages += from->messages;
	to->fresh += from->fresh;
	to->repeated += from->repeated;
	to->quarantined += from->quarantined;
	to->tests += from->tests;
	to->outside += from->outside;
	to->travellers += from->travellers;
	to->hits += hits;
	w->bytes_done += b->bytes;
}

/* Takes files from paths[0] on until the batch is full; *taken says how many.
 * On failure nothing of the batch is kept and *taken is the file that failed. */
static enum rc take_batch(struct ingest_work *w, char **paths, int count, int *taken, struct err *e)
{
	struct batch b = {0};
	unsigned hits = 0;
	arena_reset(w->arena);
	*taken = 0;
	enum rc rc = ingest_begin(w->unit, &b.in, e);
	if (rc != RC_OK)
		return rc;
	while (*taken < count && b.files < BATCH_FILES && b.bytes < BATCH_BYTES) {
		rc = add_file(w, &b, paths[*taken], e);
		if (rc != RC_OK) {
			ingest_abandon(b.in);
			return rc;
		}
		++*taken;
	}
	rc = ingest_commit(b.in, &hits, e);
	if (rc == RC_OK)
		add_totals(w, &b, hits);
	return rc;
}

static bool stops_everything(enum rc rc)
{
	return rc == RC_DENIED || rc == RC_IO || rc == RC_CORRUPT;
}

/* A file that can not be taken is named and passed over; those before it in its batch
 * are taken again without it. */
static int take_all(struct ingest_work *w, char **paths, int count)
{
	int status = EXIT_DONE;
	while (count > 0) {
		struct err e = {0};
		int taken, again;
		enum rc rc = take_batch(w, paths, count, &taken, &e);
		if (rc != RC_OK) {
			progress_end(&w->progress);
			status = say_failure(&e);
			if (stops_everything(rc))
				return status;
			if (taken > 0 && take_batch(w, paths, taken, &again, &e) != RC_OK)
				return say_failure(&e);
			taken++;
		}
		paths += taken;
		count -= taken;
		show(w);
	}
	return status;
}

/* ---- beside a serving process ---- */

static enum rc hand_over(struct ingest_work *w, const char *folder, const char *path, struct err *e)
{
	struct buf file;
	struct operator_counts c;
	buf_init(&file, INGEST_INPUT_MAX);
	enum rc rc = file_read(path, &file, e);
	if (rc == RC_OK)
		rc = operator_ingest(folder, buf_slice(&file), &c, e);
	if (rc == RC_OK) {
		w->totals.messages += c.messages;
		w->totals.fresh += c.fresh;
		w->totals.repeated += c.repeated;
		w->totals.quarantined += c.quarantined;
		w->totals.tests += c.tests;
		w->totals.outside += c.outside;
		w->totals.travellers += c.travellers;
	}
	w->bytes_done += file.n;
	buf_release(&file);
	return rc;
}

static int hand_over_all(struct ingest_work *w, const char *folder, char **paths, int count)
{
	int status = EXIT_DONE;
	for (int i = 0; i < count; i++) {
		struct err e = {0};
		enum rc rc = hand_over(w, folder, paths[i], &e);
		if (rc != RC_OK) {
			progress_end(&w->progress);
			status = say_failure(&e);
		}
		if (rc != RC_OK && stops_everything(rc))
			return status;
		show(w);
	}
	fprintf(stderr, "handed to the process that serves this unit; hits show there\n");
	return status;
}

static uint64_t size_of_all(char **paths, int count)
{
	uint64_t sum = 0;
	struct stat st;
	for (int i = 0; i < count; i++) {
		if (strcmp(paths[i], "-") != 0 && stat(paths[i], &st) == 0)
			sum += (uint64_t)st.st_size;
	}
	return sum;
}

static void print_totals(const struct ingest_work *w)
{
	const struct totals *t = &w->totals;
	double seconds = progress_seconds(&w->progress);
	if (t->tests)
		fprintf(stderr, "%llu messages are marked as tests by their senders: kept apart\n",
			(unsigned long long)t->tests);
	if (t->outside)
		fprintf(stderr,
			"%llu messages are of flights that may not be taken in (R-019): nothing was kept\n",
			(unsigned long long)t->outside);
	fprintf(stderr,
		"%llu messages, %llu new, %llu repeated, %llu quarantined, %llu travellers, %llu hits, "
		"%.3f s, %.0f travellers/s\n",
		(unsigned long long)t->messages, (unsigned long long)t->fresh,
		(unsigned long long)t->repeated, (unsigned long long)t->quarantined,
		(unsigned long long)t->travellers, (unsigned long long)t->hits, seconds,
		seconds > 0 ? (double)t->travellers / seconds : 0.0);
}

static int take_into(struct ingest_work *w, const struct common *common, char **paths, int count)
{
	if (!open_unit(common, UNIT_SERVE, &w->unit))
		return EXIT_REFUSED;
	w->arena = arena_new(RESULT_MEMORY);
	int status = w->arena ? take_all(w, paths, count) : EXIT_REFUSED;
	arena_free(w->arena);
	unit_close(w->unit);
	return status;
}

int command_ingest(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct ingest_work w = {0};
	int count, status;
	if (!options_read(c, NULL, &common, argc, argv, &count, &status))
		return status;
	if (count == 0)
		return usage_error(c, "which file? (- is standard input)");
	w.bytes_all = size_of_all(argv, count);
	progress_start(&w.progress);
	if (operator_is_served(options_data(&common)))
		status = hand_over_all(&w, options_data(&common), argv, count);
	else
		status = take_into(&w, &common, argv, count);
	progress_end(&w.progress);
	print_totals(&w);
	return status;
}
