/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/simulate.h"

#include "base/file.h"
#include "cli/commands.h"
#include "cli/progress.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define LIST_BYTES ((size_t)64 << 20)

struct simulate_work {
	struct simulate_plan plan;
	const char *folder; /* NULL: everything on standard output */
	struct progress progress;
	uint64_t messages, travellers, bytes;
};

static enum rc write_file(const struct simulate_work *w, const char *name, struct slice content,
			  struct err *e)
{
	char path[PATH_MAX];
	int n = snprintf(path, sizeof path, "%s/%s", w->folder, name);
	if (n < 0 || n >= (int)sizeof path)
		return err_set(e, RC_INVALID, "the path of the folder is too long");
	return file_write_quick(path, content, 0644, e);
}

static enum rc put(struct simulate_work *w, const struct simulate_message *m, struct err *e)
{
	w->messages++;
	w->travellers += m->travellers;
	w->bytes += m->bytes.n;
	if (w->folder)
		return write_file(w, m->name, m->bytes, e);
	if (fwrite(m->bytes.p, 1, m->bytes.n, stdout) != m->bytes.n)
		return err_set(e, RC_IO, "cannot write to standard output");
	return RC_OK;
}

static enum rc write_lists(const struct simulate_work *w, struct err *e)
{
	struct buf persons, documents;
	buf_init(&persons, LIST_BYTES);
	buf_init(&documents, LIST_BYTES);
	enum rc rc = simulate_lists(&w->plan, &persons, &documents, e);
	if (rc == RC_OK)
		rc = write_file(w, "persons.csv", buf_slice(&persons), e);
	if (rc == RC_OK)
		rc = write_file(w, "documents.csv", buf_slice(&documents), e);
	buf_release(&persons);
	buf_release(&documents);
	return rc;
}

static enum rc write_messages(struct simulate_work *w, struct err *e)
{
	struct simulation *s = NULL;
	struct simulate_message m;
	enum rc rc = simulate_begin(&w->plan, &s, e);
	while (rc == RC_OK && (rc = simulate_next(s, &m, e)) == RC_OK) {
		rc = put(w, &m, e);
		progress_show(&w->progress, 0, 0, w->messages, "messages");
	}
	simulate_end(s);
	return rc == RC_END ? RC_OK : rc;
}

static int run(struct simulate_work *w)
{
	struct err e;
	enum rc rc = w->folder ? folder_make(w->folder, &e) : RC_OK;
	progress_start(&w->progress);
	if (rc == RC_OK && w->folder)
		rc = write_lists(w, &e);
	if (rc == RC_OK)
		rc = write_messages(w, &e);
	progress_end(&w->progress);
	if (rc == RC_OK && fflush(stdout) != 0)
		rc = err_set(&e, RC_IO, "cannot write to standard output");
	if (rc != RC_OK)
		return say_failure(&e);
	fprintf(stderr, "%llu messages, %llu travellers in them, %llu bytes, %.1f s\n",
		(unsigned long long)w->messages, (unsigned long long)w->travellers,
		(unsigned long long)w->bytes, progress_seconds(&w->progress));
	return EXIT_DONE;
}

int command_simulate(const struct command *c, int argc, char **argv)
{
	const char *seed = NULL, *flights = NULL, *from = NULL;
	struct simulate_work w = {0};
	struct common common = {0};
	struct date day;
	uint64_t seed_number, flight_count;
	int count, status;
	const struct option_row options[] = {
		{"seed", "N", &seed, NULL, "the same seed gives the same messages"},
		{"flights", "N", &flights, NULL, "how many flights, some 200 a day"},
		{"from", "DATE", &from, NULL, "YYYY-MM-DD: departures begin with this day (UTC)"},
		{"out", "DIR", &w.folder, NULL,
		 "a file for each message, and the lists (default: messages on standard output)"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 0 || !seed || !flights || !from)
		return usage_error(c, "--seed, --flights and --from are needed, and nothing else");
	if (!slice_u64(slice_of(seed), &seed_number) ||
	    !slice_u64(slice_of(flights), &flight_count) || flight_count == 0 ||
	    flight_count > SIMULATE_FLIGHTS_MAX)
		return usage_error(c, "--seed is a number, --flights one from 1 to %d",
				   SIMULATE_FLIGHTS_MAX);
	if (!date_parse(slice_of(from), &day))
		return usage_error(c, "--from is a day, such as 2031-03-01");
	w.plan =
		simulate_plan_default(seed_number, (unsigned)flight_count, date_days(day) * DAY_US);
	return run(&w);
}
