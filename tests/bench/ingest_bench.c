/* SPDX-License-Identifier: Apache-2.0
 *
 * How fast messages are taken in, from their bytes in memory to committed and
 * screened: ingest_bench [FLIGHTS [INPUTS [NAMES]]].
 *
 *   walk      calls with INPUTS inputs each (flow/ingest)
 *   rows      the rows that are then in the database, written into an empty one
 *             of the same schema by prepared statements, in as many transactions
 *   writes    the same, each row as often as the walk writes it: a first walk, that
 *             is not measured, counts
 *
 * Messages are simulated (seed 7), in the order in which carriers send them.
 * NAMES persons are on an invented list beside those that the simulation needs.
 * Syncs are counted and timed by standing in front of fdatasync(2) and fsync(2).
 */
#include "base/crypto.h"
#include "base/file.h"
#include "bare_rows.h"
#include "flow/ingest.h"
#include "flow/lists.h"
#include "flow/test_lists.h"
#include "flow/unit.h"
#include "screen_world.h"
#include "simulate/simulate.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MEMORY_MAX ((size_t)64 << 30)
#define FROM (INT64_C(1930089600) * SECOND_US) /* 2031-03-01 */
#define INPUTS_MAX 1000000

/* ---- syncs ---- */

#define VISIBLE __attribute__((visibility("default"))) /* to the library that calls it */

static atomic_ullong syncs;
static atomic_llong sync_ns;

static int64_t ns_of(clockid_t clock)
{
	struct timespec t;
	if (clock_gettime(clock, &t) != 0)
		abort();
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int timed_sync(long call, int fd)
{
	int64_t from = ns_of(CLOCK_MONOTONIC);
	int result = (int)syscall(call, fd);
	atomic_fetch_add(&syncs, 1);
	atomic_fetch_add(&sync_ns, ns_of(CLOCK_MONOTONIC) - from);
	return result;
}

VISIBLE int fdatasync(int fd)
{
	return timed_sync(SYS_fdatasync, fd);
}

VISIBLE int fsync(int fd)
{
	return timed_sync(SYS_fsync, fd);
}

/* ---- what is taken in ---- */

struct bench {
	char folder[PATH_MAX];
	struct unit *unit;
	struct arena *memory; /* of the inputs */
	struct ingest_item *items;
	size_t count, group, bytes;
	uint64_t travellers;
	unsigned commits;
	unsigned flights;
	uint32_t names;
};

struct meter {
	int64_t wall, processor, synced;
	unsigned long long syncs;
};

static struct meter meter_read(void)
{
	return (struct meter){ns_of(CLOCK_MONOTONIC), ns_of(CLOCK_PROCESS_CPUTIME_ID),
			      atomic_load(&sync_ns), atomic_load(&syncs)};
}

static struct meter meter_since(const struct meter *from)
{
	struct meter now = meter_read();
	return (struct meter){now.wall - from->wall, now.processor - from->processor,
			      now.synced - from->synced, now.syncs - from->syncs};
}

static void must(enum rc rc, const struct err *e)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "ingest_bench: %s\n", e->text);
	exit(1);
}

static void import(struct unit *u, const char *name, enum list_kind kind, struct slice csv)
{
	struct list_imported result;
	struct actor by = actor_system();
	struct err e = {0};
	struct arena *a = arena_new(MEMORY_MAX);
	struct list_import ask = {.name = slice_of(name),
				  .source = SLICE("invented"),
				  .severity = LIST_HIGH,
				  .kind = kind,
				  .basis = test_list_basis(unit_now(u), kind),
				  .bytes = csv};
	if (!a)
		abort();
	must(lists_import(u, &by, &ask, a, &result, &e), &e);
	arena_free(a);
}

static void write_entry(struct buf *out, const struct list_entry *entry)
{
	char born[BIRTH_DATE_TEXT] = "";
	if (entry->birth_dates.first)
		list_birth_date_write(entry->birth_dates.first, born);
	buf_printf(out, "%.*s;%.*s;%s;", SLICE_ARG(entry->id), SLICE_ARG(entry->names.first->name),
		   born);
	for (const struct list_name *n = entry->names.first->next; n; n = n->next)
		buf_printf(out, "%s%.*s", n == entry->names.first->next ? "" : "|",
			   SLICE_ARG(n->name));
	buf_char(out, '\n');
}

static void import_many(struct unit *u, uint32_t names)
{
	struct screen_world world;
	list_entries entries = {0};
	struct arena *a = arena_new(MEMORY_MAX);
	struct buf csv;
	if (!a)
		abort();
	buf_init(&csv, MEMORY_MAX);
	screen_world_init(&world, 7, a);
	screen_world_list(&world, names, a, &entries);
	buf_text(&csv, "id;name;birth_date;aliases\n");
	LIST_EACH(const struct list_entry, entry, &entries)
	{
		write_entry(&csv, entry);
	}
	import(u, "Many", LIST_PERSONS, buf_slice(&csv));
	buf_release(&csv);
	arena_free(a);
}

static void make_lists(struct unit *u, const struct simulate_plan *plan, uint32_t names)
{
	struct buf persons;
	struct buf documents;
	struct err e = {0};
	buf_init(&persons, MEMORY_MAX);
	buf_init(&documents, MEMORY_MAX);
	must(simulate_lists(plan, &persons, &documents, &e), &e);
	import(u, "Persons", LIST_PERSONS, buf_slice(&persons));
	import(u, "Documents", LIST_DOCUMENTS, buf_slice(&documents));
	if (names)
		import_many(u, names);
	buf_release(&persons);
	buf_release(&documents);
}

static void make_unit(struct bench *b, const struct simulate_plan *plan, bool counting)
{
	char path[PATH_MAX + 16];
	const struct unit_plan utopia = {.name = "Unit of Utopia",
					 .state = "Utopia",
					 .country = "UTO",
					 .airports = simulate_home_airports,
					 .profile = "eu-strict",
					 .legal_basis = "Act of Utopia 1",
					 .fictitious = true};
	const struct clock now = {.fixed_at = FROM};
	struct err e = {0};
	const char *where = getenv("TMPDIR");
	snprintf(b->folder, sizeof b->folder, "%s/piu-bench-XXXXXX", where ? where : "/tmp");
	if (!mkdtemp(b->folder))
		abort();
	must(unit_create(b->folder, &utopia, &e), &e);
	snprintf(path, sizeof path, "%s/piu.db", b->folder);
	if (counting)
		must(bare_rows_begin_counting(path, &e), &e);
	must(unit_open(b->folder, UNIT_SERVE, &now, &b->unit, &e), &e);
	make_lists(b->unit, plan, b->names);
}

static void make_inputs(struct bench *b, const struct simulate_plan *plan)
{
	static const struct ingest_source from = {.channel = "file"};
	struct simulation *s = NULL;
	struct simulate_message m;
	struct err e = {0};
	must(simulate_begin(plan, &s, &e), &e);
	while (b->count < INPUTS_MAX && simulate_next(s, &m, &e) == RC_OK) {
		struct slice copy = arena_copy(b->memory, m.bytes);
		b->items[b->count++] = (struct ingest_item){
			.from = &from, .bytes = (char *)(uintptr_t)copy.p, .n = copy.n};
		b->bytes += copy.n;
	}
	simulate_end(s);
}

/* ---- measuring ---- */

static void take_group(struct bench *b, size_t from, size_t to, struct arena *a)
{
	arena_reset(a);
	for (size_t i = from; i < to; i++)
		b->items[i].arena = a;
	ingest_items(b->unit, b->items + from, (unsigned)(to - from));
	for (size_t i = from; i < to; i++) {
		must(b->items[i].rc, &b->items[i].err);
		b->travellers += b->items[i].result.travellers;
	}
}

static void count_commit(void *context)
{
	struct bench *b = context;
	b->commits++;
}

static struct meter take_all(struct bench *b)
{
	b->commits = 0;
	unit_listen(b->unit, count_commit, b);
	struct arena *a = arena_new(MEMORY_MAX);
	if (!a)
		abort();
	struct meter from = meter_read();
	for (size_t i = 0; i < b->count; i += b->group)
		take_group(b, i, i + b->group < b->count ? i + b->group : b->count, a);
	arena_free(a);
	return meter_since(&from);
}

static void report(const char *name, const struct meter *m, uint64_t travellers)
{
	printf("%-6s %8.0f travellers/s by the clock, %8.0f per second of processor; "
	       "%llu syncs, %.2f s of %.2f s in them\n",
	       name, (double)travellers * 1e9 / (double)m->wall,
	       (double)travellers * 1e9 / (double)m->processor, m->syncs, (double)m->synced / 1e9,
	       (double)m->wall / 1e9);
}

static off_t size_of(const char *folder, const char *name)
{
	char path[PATH_MAX + 16];
	struct stat st;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return stat(path, &st) == 0 ? st.st_size : 0;
}

static void measure_bare(struct bench *b, struct bare_rows *rows, const struct meter *walk,
			 bool again)
{
	struct err e = {0};
	char path[PATH_MAX + 16];
	snprintf(path, sizeof path, "%s/bare-%d.db", b->folder, again);
	must(bare_rows_open(rows, path, &e), &e);
	struct meter from = meter_read();
	must(bare_rows_write(rows, b->commits, again, &e), &e);
	struct meter bare = meter_since(&from);
	report(again ? "writes" : "rows", &bare, b->travellers);
	printf("       %zu of them; the walk does %.3f of that by the clock, %.3f of processor time\n",
	       again ? bare_rows_written(rows) : bare_rows_count(rows, NULL),
	       (double)bare.wall / (double)walk->wall,
	       (double)bare.processor / (double)walk->processor);
}

static void compare(struct bench *b, const char *counted, const struct meter *walk)
{
	struct err e = {0};
	struct bare_rows *rows = NULL;
	char path[PATH_MAX + 16];
	snprintf(path, sizeof path, "%s/piu.db", b->folder);
	must(bare_rows_read(path, &rows, &e), &e);
	double stored = (double)bare_rows_count(rows, "traveller");
	printf("       %u commits; %.0f travellers stored, %.0f bytes each (%.1f MB of messages became "
	       "%.1f MB)\n",
	       b->commits, stored, (double)size_of(b->folder, "piu.db") / stored,
	       (double)b->bytes / 1e6, (double)size_of(b->folder, "piu.db") / 1e6);
	snprintf(path, sizeof path, "%s/piu.db", counted);
	must(bare_rows_read_counts(rows, path, &e), &e);
	measure_bare(b, rows, walk, false);
	measure_bare(b, rows, walk, true);
	bare_rows_free(rows);
}

static void remove_folder(const char *folder)
{
	char command[PATH_MAX + 16];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	if (system(command) != 0)
		abort();
}

static uint64_t number(int argc, char **argv, int i, uint64_t otherwise)
{
	uint64_t v = otherwise;
	if (argc > i && (!slice_u64(slice_of(argv[i]), &v) || v > UINT32_MAX))
		exit(2);
	return v;
}

/* A walk that is not measured: it counts what is written. */
static void count_writes(struct bench *b, const struct simulate_plan *plan, char counted[PATH_MAX])
{
	make_unit(b, plan, true);
	(void)take_all(b);
	unit_close(b->unit);
	memcpy(counted, b->folder, PATH_MAX);
	b->travellers = 0;
}

int main(int argc, char **argv)
{
	char counted[PATH_MAX];
	struct bench b = {.flights = (unsigned)number(argc, argv, 1, 200),
			  .group = (size_t)number(argc, argv, 2, 1000),
			  .names = (uint32_t)number(argc, argv, 3, 0),
			  .memory = arena_new(MEMORY_MAX),
			  .items = calloc(INPUTS_MAX, sizeof(struct ingest_item))};
	struct simulate_plan plan = simulate_plan_default(7, b.flights ? b.flights : 1, FROM);
	crypto_start();
	if (!b.memory || !b.items || b.group == 0)
		return 2;
	make_inputs(&b, &plan);
	count_writes(&b, &plan, counted);
	make_unit(&b, &plan, false);
	struct meter walk = take_all(&b);
	printf("%zu messages of %u flights, %llu travellers in them, %u names listed\n", b.count,
	       b.flights, (unsigned long long)b.travellers, b.names);
	report("walk", &walk, b.travellers);
	unit_close(b.unit);
	compare(&b, counted, &walk);
	remove_folder(counted);
	remove_folder(b.folder);
	arena_free(b.memory);
	free(b.items);
	return 0;
}
