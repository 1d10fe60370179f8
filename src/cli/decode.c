/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/decode.h"

#include "base/file.h"
#include "cli/commands.h"
#include "minimise/minimise.h"

#include <stdio.h>
#include <string.h>

#define MEGABYTES 1024     /* of the largest file, where nothing else is said */
#define MEGABYTES_MAX 4095 /* places are numbers of 32 bits */
#define OBJECT_MAX ((size_t)4 << 30)
#define MEMORY_MAX ((size_t)16 << 30)

struct totals {
	uint64_t messages, bookings, travellers, findings, bytes;
	int64_t time_us; /* reading only: not files, not printing */
	bool unreadable;
};

struct decode_work {
	const struct minimise_profile *profile;
	bool quiet;
	size_t file_max;       /* bytes */
	struct arena *arena;   /* of one file: what was erased */
	struct arena *message; /* of one message */
	struct buf object;
	struct totals totals;
};

static void count(struct totals *t, const struct message *m)
{
	t->messages++;
	t->bookings += m->bookings.count;
	t->travellers += m->travellers.count;
	t->findings += m->findings.count;
	t->unreadable |= m->unreadable;
}

static enum rc print(struct decode_work *w, const struct message *m, struct err *e)
{
	buf_clear(&w->object);
	decode_write_json(m, &w->object);
	buf_char(&w->object, '\n');
	if (buf_failed(&w->object))
		return err_set(e, RC_NOMEM, "no memory to print a message");
	if (fwrite(w->object.p, 1, w->object.n, stdout) != w->object.n)
		return err_set(e, RC_IO, "cannot write to standard output");
	return RC_OK;
}

static enum rc read_all(struct decode_work *w, struct slice input, const struct typeb *frames,
			const erasures *erased, struct err *e)
{
	struct decode_options options = {.today = date_of_instant(clock_now(&(struct clock){0})),
					 .frames = frames};
	struct decoder *d = decoder_new(input, &options);
	enum rc rc = d ? RC_OK : err_set(e, RC_NOMEM, "no memory to read a message");
	while (rc == RC_OK) {
		struct message *m;
		int64_t from = clock_monotonic();
		arena_reset(w->message);
		rc = decoder_next(d, w->message, &m, e);
		w->totals.time_us += clock_monotonic() - from;
		if (rc != RC_OK)
			break;
		minimise_attach(m, erased, w->message);
		count(&w->totals, m);
		if (!w->quiet)
			rc = print(w, m, e);
	}
	decoder_free(d);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc decode_bytes(struct decode_work *w, struct buf *file, struct err *e)
{
	erasures erased = {0};
	struct typeb frames;
	arena_reset(w->arena);
	int64_t from = clock_monotonic();
	enum rc rc = typeb_unwrap(file->p, file->n, w->arena, &frames, e);
	if (rc == RC_OK)
		rc = minimise_input(file->p, file->n, w->profile, w->arena, &erased, e);
	w->totals.time_us += clock_monotonic() - from;
	w->totals.bytes += file->n;
	return rc == RC_OK ? read_all(w, buf_slice(file), &frames, &erased, e) : rc;
}

/* EXIT_USAGE for a file that can not be opened: the others are read all the same. */
static int decode_file(struct decode_work *w, const char *path)
{
	struct buf file;
	struct err e;
	buf_init(&file, w->file_max);
	enum rc rc = file_read(path, &file, &e);
	int status = rc == RC_OK ? EXIT_DONE : EXIT_USAGE;
	if (rc == RC_OK && file.n == 0)
		fprintf(stderr, "piu: %s is empty\n", path);
	else if (rc == RC_OK && decode_bytes(w, &file, &e) != RC_OK)
		status = EXIT_REFUSED;
	if (status != EXIT_DONE)
		say_failure(&e);
	buf_release(&file);
	return status;
}

static void print_totals(const struct totals *t)
{
	double seconds = (double)t->time_us / (double)SECOND_US;
	fprintf(stderr,
		"%llu messages, %llu bookings, %llu travellers, %llu findings, %llu bytes, %.3f s, "
		"%.1f MB/s\n",
		(unsigned long long)t->messages, (unsigned long long)t->bookings,
		(unsigned long long)t->travellers, (unsigned long long)t->findings,
		(unsigned long long)t->bytes, seconds,
		seconds > 0 ? (double)t->bytes / 1e6 / seconds : 0.0);
}

static int decode_files(struct decode_work *w, int count, char **paths)
{
	int worst = EXIT_DONE;
	for (int i = 0; i < count; i++) {
		int status = decode_file(w, paths[i]);
		if (status > worst)
			worst = status;
	}
	if (w->quiet)
		print_totals(&w->totals);
	if (fflush(stdout) != 0)
		return EXIT_REFUSED;
	return worst == EXIT_DONE && w->totals.unreadable ? EXIT_REFUSED : worst;
}

int command_decode(const struct command *c, int argc, char **argv)
{
	const char *profile = NULL, *file_max = NULL;
	uint64_t megabytes = MEGABYTES;
	struct decode_work w = {0};
	struct common common = {0};
	const struct option_row options[] = {
		{"profile", "NAME", &profile, NULL,
		 "legal profile: icao-base (default), eu-strict"},
		{"file-max", "MEGABYTES", &file_max, NULL, "largest file (default 1024)"},
		{"quiet", NULL, NULL, &w.quiet, "print only a summary, on standard error"},
		{0}};
	int count, status;
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count == 0)
		return usage_error(c, "which file? (- is standard input)");
	if (!option_number(file_max, 1, MEGABYTES_MAX, &megabytes))
		return usage_error(c, "--file-max is a number of megabytes from 1 to %d",
				   MEGABYTES_MAX);
	w.file_max = (size_t)megabytes << 20;
	w.profile = minimise_profile_find(profile ? profile : "icao-base");
	if (!w.profile)
		return usage_error(c, "there is no legal profile \"%.40s\"", profile);
	w.arena = arena_new(MEMORY_MAX);
	w.message = arena_new(MEMORY_MAX);
	buf_init(&w.object, OBJECT_MAX);
	status = EXIT_REFUSED;
	if (w.arena && w.message)
		status = decode_files(&w, count, argv);
	buf_release(&w.object);
	arena_free(w.arena);
	arena_free(w.message);
	return status;
}
