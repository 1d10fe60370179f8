/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/ingest.h"

#include "api/operator.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RESULT_MEMORY ((size_t)2 << 30)
/* In memory at once: so many files or bytes, whichever comes first. */
#define BATCH_FILES 1024
#define BATCH_BYTES ((size_t)16 << 20)

struct totals {
	uint64_t messages, fresh, repeated, quarantined, tests, outside, refused, travellers, hits;
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
	t->refused += r->refused;
	t->travellers += r->travellers;
	t->hits += r->hits;
}

static void show(struct ingest_work *w)
{
	progress_show(&w->progress, w->bytes_done, w->bytes_all, w->totals.travellers,
		      "travellers");
}

/* ---- a batch ---- */

struct batch {
	struct ingest_item items[BATCH_FILES];
	struct buf files[BATCH_FILES];
	unsigned count;
	size_t bytes;
};

static bool stops_everything(enum rc rc)
{
	return rc == RC_DENIED || rc == RC_IO || rc == RC_CORRUPT;
}

/* Reads files from paths[0] on until the batch is full; gives how many it read. What
 * follows them in `*rc` could not be read. */
static int read_batch(struct ingest_work *w, struct batch *b, char **paths, int count, enum rc *rc,
		      struct err *e)
{
	int read = 0;
	b->count = 0;
	b->bytes = 0;
	*rc = RC_OK;
	while (read < count && b->count < BATCH_FILES && b->bytes < BATCH_BYTES) {
		struct buf *file = &b->files[b->count];
		buf_init(file, INGEST_INPUT_MAX);
		*rc = file_read(paths[read], file, e);
		if (*rc != RC_OK) {
			buf_release(file);
			return read;
		}
		b->items[b->count++] = (struct ingest_item){
			.from = &from_file, .bytes = file->p, .n = file->n, .arena = w->arena};
		b->bytes += file->n;
		read++;
	}
	return read;
}

static int fail(struct ingest_work *w, const struct err *e)
{
	progress_end(&w->progress);
	return say_failure(e);
}

/* A file that can not be taken is named and passed over. */
static enum rc take_batch(struct ingest_work *w, struct batch *b, int *status)
{
	enum rc worst = RC_OK;
	arena_reset(w->arena);
	ingest_items(w->unit, b->items, b->count);
	for (unsigned i = 0; i < b->count; i++) {
		const struct ingest_item *item = &b->items[i];
		buf_release(&b->files[i]);
		if (item->rc == RC_OK)
			add_result(&w->totals, &item->result);
		else if (!stops_everything(worst)) /* then all say the same */
			*status = fail(w, &item->err);
		if (item->rc != RC_OK && !stops_everything(worst))
			worst = item->rc;
	}
	w->bytes_done += b->bytes;
	show(w);
	return worst;
}

static int take_all(struct ingest_work *w, struct batch *b, char **paths, int count)
{
	int status = EXIT_DONE;
	while (count > 0) {
		struct err e = {0};
		enum rc unread;
		int read = read_batch(w, b, paths, count, &unread, &e);
		if (stops_everything(take_batch(w, b, &status)))
			return status;
		if (unread != RC_OK) {
			status = fail(w, &e);
			read++;
		}
		if (stops_everything(unread))
			return status;
		paths += read;
		count -= read;
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
		w->totals.refused += c.refused;
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
	if (t->refused)
		fprintf(stderr,
			"%llu messages came in a format that the law does not list (R-011): nothing was kept\n",
			(unsigned long long)t->refused);
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
	struct batch *b = calloc(1, sizeof *b);
	w->arena = arena_new(RESULT_MEMORY);
	int status = w->arena && b ? take_all(w, b, paths, count) : EXIT_REFUSED;
	arena_free(w->arena);
	free(b);
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
