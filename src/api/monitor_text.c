/* SPDX-License-Identifier: Apache-2.0 */
#include "api/monitor_text.h"

#include "base/clock.h"
#include "base/file.h"
#include "flow/counters.h"
#include "flow/unit.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

static void family(struct buf *b, const char *name, const char *type, const char *help)
{
	buf_printf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void counter(struct buf *b, const char *name, const char *help, uint64_t v)
{
	family(b, name, "counter", help);
	buf_printf(b, "%s %llu\n", name, (unsigned long long)v);
}

static void gauge(struct buf *b, const char *name, const char *help, int64_t v)
{
	family(b, name, "gauge", help);
	buf_printf(b, "%s %lld\n", name, (long long)v);
}

static void seconds(struct buf *b, const char *name, const char *type, const char *help, int64_t us)
{
	family(b, name, type, help);
	buf_printf(b, "%s %lld.%06lld\n", name, (long long)(us / SECOND_US),
		   (long long)(us % SECOND_US));
}

static void histogram(struct buf *b, const char *name, const char *help, const struct histogram *h)
{
	uint64_t sum = h->sum_us, count = 0;
	family(b, name, "histogram", help);
	for (unsigned i = 0; i < HISTOGRAM_BOUNDS; i++) {
		int64_t bound = histogram_bound_us(i);
		count += h->count[i];
		buf_printf(b, "%s_bucket{le=\"%lld.%03lld\"} %llu\n", name,
			   (long long)(bound / SECOND_US), (long long)(bound % SECOND_US / 1000),
			   (unsigned long long)count);
	}
	count += h->count[HISTOGRAM_BOUNDS];
	buf_printf(b, "%s_bucket{le=\"+Inf\"} %llu\n%s_sum %llu.%06llu\n%s_count %llu\n", name,
		   (unsigned long long)count, name, (unsigned long long)(sum / 1000000),
		   (unsigned long long)(sum % 1000000), name, (unsigned long long)count);
}

/* ---- families ---- */

static void write_messages(struct buf *b, const struct counters *c)
{
	const struct {
		const char *outcome;
		uint64_t count;
	} rows[] = {{"new", c->fresh},
		    {"repeated", c->repeated},
		    {"quarantined", c->quarantined},
		    {"test", c->tests}};
	family(b, "piu_messages_total", "counter", "Messages taken in and committed, by outcome.");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		buf_printf(b, "piu_messages_total{outcome=\"%s\"} %llu\n", rows[i].outcome,
			   (unsigned long long)rows[i].count);
	counter(b, "piu_inputs_refused_total",
		"Inputs of which nothing was kept: their sender has no receipt.", c->refused);
	counter(b, "piu_message_travellers_total", "Travellers in new messages.", c->travellers);
	counter(b, "piu_hits_raised_total", "Hits that new messages led to.", c->hits);
	histogram(b, "piu_ingest_seconds",
		  "From an input in memory to its commit, screening included.", &c->ingest);
	seconds(b, "piu_timers_last_run_timestamp_seconds", "gauge",
		"When retention, lists and reminders were last gone through.", c->timers_at);
}

static void write_http(struct buf *b, struct http_server *server)
{
	static const char *const classes[] = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};
	struct http_stats s;
	http_server_stats(server, &s);
	family(b, "piu_http_answers_total", "counter",
	       "Answers of the interface and the web application, by status.");
	for (unsigned i = 0; i < 6; i++)
		buf_printf(b, "piu_http_answers_total{status=\"%s\"} %llu\n", classes[i],
			   (unsigned long long)s.answers[i]);
	histogram(b, "piu_http_answer_seconds",
		  "From the head of a request to its answer, live streams aside.", s.seconds);
	gauge(b, "piu_http_connections", "Open connections.", (int64_t)s.connections);
	gauge(b, "piu_http_streams", "Open live streams: about one for each page that is open.",
	      (int64_t)s.streams);
	gauge(b, "piu_http_requests_in_flight", "Requests that are not over.",
	      (int64_t)s.in_flight);
}

static int64_t open_files(void)
{
	int64_t n = 0;
	DIR *d = opendir("/proc/self/fd");
	for (; d && readdir(d);)
		n++;
	if (d)
		closedir(d);
	return n > 3 ? n - 3 : 0; /* ".", ".." and the folder itself */
}

/* The second number of /proc/self/statm, in pages. */
static int64_t resident_bytes(void)
{
	struct buf b;
	struct err ignored;
	struct slice rest, part = {0};
	uint64_t pages = 0;
	buf_init(&b, 4096);
	if (file_read("/proc/self/statm", &b, &ignored) == RC_OK) {
		rest = buf_slice(&b);
		slice_cut(&rest, ' ', &part);
		slice_cut(&rest, ' ', &part);
		if (!slice_u64(part, &pages))
			pages = 0;
	}
	buf_release(&b);
	return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

static void write_process(struct buf *b, const struct api *api)
{
	struct rusage u = {0};
	getrusage(RUSAGE_SELF, &u);
	seconds(b, "process_cpu_seconds_total", "counter", "Time of processors used.",
		(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * SECOND_US + u.ru_utime.tv_usec +
			u.ru_stime.tv_usec);
	gauge(b, "process_resident_memory_bytes", "Memory in use.", resident_bytes());
	gauge(b, "process_open_fds", "Open files and sockets.", open_files());
	seconds(b, "process_start_time_seconds", "gauge", "When the unit began to be served.",
		api->started_at);
	family(b, "piu_build_info", "gauge", "The program's version; always 1.");
	buf_printf(b, "piu_build_info{version=\"" PIU_VERSION "\"} 1\n");
}

static void write_gauges(struct buf *b, const struct unit_gauges *g)
{
	gauge(b, "piu_hits_open", "Hits that wait for a person.", g->hits_open);
	gauge(b, "piu_messages_quarantined", "Messages that could not be read and are kept sealed.",
	      g->messages_quarantined);
	gauge(b, "piu_database_bytes", "Size of piu.db.", g->database_bytes);
	gauge(b, "piu_journal_bytes", "Size of piu.db-wal.", g->journal_bytes);
	gauge(b, "piu_disc_free_bytes", "Room on the disc of the data folder.", g->disc_free_bytes);
	gauge(b, "piu_index_bytes", "Memory of the screening index.", g->index_bytes);
	seconds(b, "piu_last_copy_timestamp_seconds", "gauge",
		"When `piu backup` last began; 0: never.", g->copied_at);
}

enum rc monitor_text(struct api *api, struct buf *out, struct err *e)
{
	struct unit_gauges g;
	write_messages(out, unit_counters(api->unit));
	write_http(out, api->door.server);
	write_process(out, api);
	enum rc rc = unit_gauges_read(api->unit, &g, e);
	if (rc == RC_OK)
		write_gauges(out, &g);
	gauge(out, "piu_database_readable", "1 when the database answers.", rc == RC_OK);
	return rc;
}
