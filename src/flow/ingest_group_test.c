/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/crypto.h"
#include "flow/check.h"
#include "flow/ingest.h"
#include "flow/lists.h"
#include "flow/test_lists.h"
#include "flow/unit.h"
#include "simulate/simulate.h"
#include "store/store.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW (INT64_C(1930003200) * SECOND_US) /* 2031-02-28 */
#define THREADS 6
#define INPUTS_MAX 1000

struct fixture {
	char folder[64];
	struct unit *unit;
	struct arena *arena;
	struct err e;
};

static const struct ingest_source from_test = {.channel = "test"};

static int make(void **state)
{
	const struct unit_plan utopia = {.name = "Unit of Utopia",
					 .state = "Utopia",
					 .country = "UTO",
					 .airports = simulate_home_airports,
					 .profile = "eu-strict",
					 .legal_basis = "Act of Utopia 1",
					 .fictitious = true};
	struct fixture *f = calloc(1, sizeof *f);
	const struct clock now = {.fixed_at = NOW};
	assert_non_null(f);
	crypto_start();
	strcpy(f->folder, "/tmp/piu-group-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->arena = arena_new((size_t)256 << 20);
	assert_non_null(f->arena);
	assert_int_equal(unit_create(f->folder, &utopia, &f->e), RC_OK);
	assert_int_equal(unit_open(f->folder, UNIT_SERVE, &now, &f->unit, &f->e), RC_OK);
	*state = f;
	return 0;
}

static int unmake(void **state)
{
	struct fixture *f = *state;
	char command[128];
	unit_close(f->unit);
	arena_free(f->arena);
	snprintf(command, sizeof command, "rm -rf %s", f->folder);
	int failed = system(command);
	free(f);
	return failed;
}

/* ---- inputs ---- */

struct inputs {
	struct arena *arena;
	struct ingest_item items[INPUTS_MAX];
	unsigned count;
};

static struct ingest_item item_of(struct arena *a, struct slice bytes)
{
	struct slice copy = arena_copy(a, bytes);
	assert_non_null(copy.p);
	return (struct ingest_item){
		.from = &from_test, .bytes = (char *)(uintptr_t)copy.p, .n = copy.n, .arena = a};
}

static struct simulate_plan plan_of(unsigned flights)
{
	struct simulate_plan plan = simulate_plan_default(11, flights, NOW + 2 * DAY_US);
	plan.rates.repeated = 50;
	plan.rates.damaged = 50;
	return plan;
}

static struct inputs *simulated(unsigned flights)
{
	struct inputs *in = calloc(1, sizeof *in);
	struct simulate_plan plan = plan_of(flights);
	struct simulation *s = NULL;
	struct simulate_message m;
	struct err e;
	assert_non_null(in);
	in->arena = arena_new((size_t)256 << 20);
	assert_non_null(in->arena);
	assert_int_equal(simulate_begin(&plan, &s, &e), RC_OK);
	while (in->count < INPUTS_MAX && simulate_next(s, &m, &e) == RC_OK)
		in->items[in->count++] = item_of(in->arena, m.bytes);
	simulate_end(s);
	assert_in_range(in->count, 20, INPUTS_MAX - 1);
	return in;
}

static void inputs_free(struct inputs *in)
{
	arena_free(in->arena);
	free(in);
}

static void import_list(struct fixture *f, struct slice csv)
{
	struct list_imported out;
	struct actor by = actor_system();
	const struct list_import ask = {.name = SLICE("Sought"),
					.severity = LIST_HIGH,
					.basis = test_list_basis(unit_now(f->unit), LIST_PERSONS),
					.bytes = csv};
	assert_int_equal(lists_import(f->unit, &by, &ask, f->arena, &out, &f->e), RC_OK);
}

static void import_simulated(struct fixture *f, unsigned flights)
{
	struct simulate_plan plan = plan_of(flights);
	struct buf persons;
	struct buf documents;
	buf_init(&persons, (size_t)1 << 20);
	buf_init(&documents, (size_t)1 << 20);
	assert_int_equal(simulate_lists(&plan, &persons, &documents, &f->e), RC_OK);
	import_list(f, buf_slice(&persons));
	buf_release(&persons);
	buf_release(&documents);
}

/* ---- what became of them ---- */

static int64_t ask(struct fixture *f, const char *sql)
{
	struct db *db;
	assert_int_equal(store_read(unit_store(f->unit), &db, &f->e), RC_OK);
	struct query *q = db_query(db, sql);
	assert_int_equal(db_step(q, &f->e), RC_OK);
	int64_t answer = db_i64(q, 0);
	db_reset(q);
	store_done(unit_store(f->unit), db);
	return answer;
}

static void assert_sound(struct fixture *f)
{
	struct check_report report;
	assert_int_equal(check_unit(f->unit, &report, &f->e), RC_OK);
	assert_string_equal(report.faults ? report.fault[0] : "", "");
}

static void add_rows(struct db *db, const char *sql, struct hash_state *h)
{
	struct err e;
	struct query *q = db_query(db, sql);
	while (db_step(q, &e) == RC_OK) {
		for (int i = 0; i < db_columns(q); i++)
			hash_piece(h, db_text(q, i));
	}
	db_reset(q);
}

/* The truth and its hits, without ids. A hit that only the middle of a push would have
 * made, and the end of it withdrawn, need not be there. */
static void content_of(struct fixture *f, unsigned char out[HASH_BYTES])
{
	struct db *db;
	struct hash_state h;
	hash_begin(&h, NULL);
	assert_int_equal(store_read(unit_store(f->unit), &db, &f->e), RC_OK);
	add_rows(db, "SELECT content_hash, state FROM message ORDER BY content_hash", &h);
	add_rows(db, "SELECT natural_key, content_hash FROM flight ORDER BY natural_key", &h);
	add_rows(db, "SELECT natural_key, content_hash, locator FROM booking ORDER BY 1, 2", &h);
	add_rows(db,
		 "SELECT content_hash, api_key, pnr_key, family, birth_date FROM traveller "
		 "ORDER BY content_hash, api_key, pnr_key",
		 &h);
	add_rows(
		db,
		"SELECT t.content_hash, d.document_number, d.issuer FROM document d JOIN traveller t "
		"ON t.id = d.traveller_id ORDER BY t.content_hash, d.ordinal",
		&h);
	add_rows(
		db,
		"SELECT t.content_hash, h.reference, h.outcome, h.state, h.explanation FROM hit h "
		"JOIN traveller t ON t.id = h.traveller_id WHERE h.state <> 'withdrawn' ORDER BY 1, 2",
		&h);
	store_done(unit_store(f->unit), db);
	hash_end(&h, out);
}

static void take_items(struct fixture *f, struct ingest_item *items, unsigned count)
{
	ingest_items(f->unit, items, count);
	for (unsigned i = 0; i < count; i++)
		assert_int_equal(items[i].rc, RC_OK);
}

static unsigned sum_of_hits(const struct inputs *in)
{
	unsigned sum = 0;
	for (unsigned i = 0; i < in->count; i++)
		sum += in->items[i].result.hits;
	return sum;
}

/* ---- tests ---- */

#define FLIGHTS 12

static void many_inputs_make_the_same_unit_as_one_after_the_other(void **state)
{
	struct fixture *f = *state;
	void *other_state = NULL;
	unsigned char one_by_one[HASH_BYTES];
	unsigned char together[HASH_BYTES];
	struct inputs *in = simulated(FLIGHTS);
	import_simulated(f, FLIGHTS);
	for (unsigned i = 0; i < in->count; i++)
		take_items(f, &in->items[i], 1);
	content_of(f, one_by_one);
	assert_sound(f);
	assert_true(ask(f, "SELECT count(*) FROM hit") > 0);
	inputs_free(in);

	assert_int_equal(make(&other_state), 0);
	struct fixture *other = other_state;
	in = simulated(FLIGHTS);
	import_simulated(other, FLIGHTS);
	take_items(other, in->items, in->count);
	content_of(other, together);
	assert_sound(other);
	assert_memory_equal(one_by_one, together, HASH_BYTES);
	assert_int_equal(sum_of_hits(in), ask(other, "SELECT count(*) FROM audit WHERE act = "
						     "'hit.raised'"));
	assert_int_equal(unmake(&other_state), 0);
	inputs_free(in);
}

static void turn_around(struct inputs *in)
{
	for (unsigned i = 0; i < in->count / 2; i++) {
		struct ingest_item kept = in->items[i];
		in->items[i] = in->items[in->count - 1 - i];
		in->items[in->count - 1 - i] = kept;
	}
}

static void the_order_of_a_group_does_not_matter(void **state)
{
	struct fixture *f = *state;
	void *other_state = NULL;
	unsigned char forwards[HASH_BYTES];
	unsigned char backwards[HASH_BYTES];
	struct inputs *in = simulated(FLIGHTS);
	take_items(f, in->items, in->count);
	content_of(f, forwards);
	inputs_free(in);

	assert_int_equal(make(&other_state), 0);
	in = simulated(FLIGHTS);
	turn_around(in);
	take_items(other_state, in->items, in->count);
	content_of(other_state, backwards);
	assert_sound(other_state);
	assert_memory_equal(forwards, backwards, HASH_BYTES);
	assert_int_equal(unmake(&other_state), 0);
	inputs_free(in);
}

struct sender {
	struct fixture *f;
	struct inputs *in;
	unsigned first;
	pthread_t thread;
};

/* As a worker of the HTTP server does: one input, and its answer. */
static void *send_each(void *context)
{
	struct sender *s = context;
	for (unsigned i = s->first; i < s->in->count; i += THREADS) {
		struct ingest_item *item = &s->in->items[i];
		item->arena = arena_new((size_t)16 << 20);
		item->rc = ingest_input(s->f->unit, &from_test, item->bytes, item->n, item->arena,
					&item->result, &item->err);
	}
	return NULL;
}

static void each_input_of_many_threads_is_there_once_when_it_is_acknowledged(void **state)
{
	struct fixture *f = *state;
	struct inputs *in = simulated(FLIGHTS);
	struct sender senders[THREADS];
	int64_t fresh = 0;
	import_simulated(f, FLIGHTS);
	for (unsigned i = 0; i < THREADS; i++) {
		senders[i] = (struct sender){.f = f, .in = in, .first = i};
		assert_int_equal(pthread_create(&senders[i].thread, NULL, send_each, &senders[i]),
				 0);
	}
	for (unsigned i = 0; i < THREADS; i++)
		pthread_join(senders[i].thread, NULL);
	for (unsigned i = 0; i < in->count; i++) {
		const struct ingest_result *r = &in->items[i].result;
		assert_int_equal(in->items[i].rc, RC_OK);
		assert_int_equal(r->messages.count, 1);
		fresh += r->fresh + r->quarantined + r->tests;
		arena_free(in->items[i].arena);
	}
	assert_int_equal(ask(f, "SELECT count(*) FROM message"), fresh);
	assert_int_equal(ask(f, "SELECT count(*) FROM audit WHERE act = 'message.received'"),
			 fresh);
	assert_sound(f);
	inputs_free(in);
}

static void what_is_wrong_with_one_touches_no_other(void **state)
{
	struct fixture *f = *state;
	struct inputs *in = simulated(FLIGHTS);
	struct arena *small = arena_new(64);
	const unsigned no_memory = 3;
	const unsigned too_large = 5;
	size_t right = in->items[too_large].n;
	assert_non_null(small);
	in->items[no_memory].arena = small; /* its result has no room, inside the transaction */
	in->items[too_large].n = INGEST_INPUT_MAX + 1;
	ingest_items(f->unit, in->items, in->count);
	for (unsigned i = 0; i < in->count; i++)
		assert_int_equal(in->items[i].rc, i == no_memory   ? RC_NOMEM
						  : i == too_large ? RC_LIMIT
								   : RC_OK);
	assert_sound(f);
	int64_t before = ask(f, "SELECT count(*) FROM message");
	in->items[no_memory].arena = in->arena;
	in->items[too_large].n = right;
	take_items(f, &in->items[no_memory], 1);
	take_items(f, &in->items[too_large], 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM message"), before + 2);
	assert_sound(f);
	arena_free(small);
	inputs_free(in);
}

static void findings_are_said_once_though_a_group_is_taken_twice(void **state)
{
	struct fixture *f = *state;
	struct inputs *in = simulated(FLIGHTS);
	struct arena *small = arena_new(64);
	in->items[in->count - 1].arena = small;
	ingest_items(f->unit, in->items, in->count);
	for (unsigned i = 0; i + 1 < in->count; i++) {
		const struct ingest_message *m = in->items[i].result.messages.first;
		assert_int_equal(in->items[i].rc, RC_OK);
		assert_int_equal(in->items[i].result.messages.count, 1);
		unsigned reused = 0;
		LIST_EACH(const struct finding, finding, &m->findings)
		{
			reused += strcmp(finding->code, "control-reference-reused") == 0;
		}
		assert_true(reused <= 1);
	}
	assert_sound(f);
	arena_free(small);
	inputs_free(in);
}

/* ---- who met the lists ---- */

#define ZELDA "NAD+FL+++QUIBBLE:ZELDA:MAY'ATT+2++F'DTM+329:870614'"
#define OSWIN "NAD+FL+++FROSTWOOD:OSWIN'ATT+2++M'DTM+329:660302'"
#define MESSAGE(ref, minute, arrives, person) \
	"UNB+UNOA:4+Z9+UTPIU+310227:00" minute "+" ref "'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'" \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:3102260555:201'LOC+87+RAI'DTM+232:" arrives \
	":201'" person "UNT+9+1'UNZ+1+" ref "'"
#define ZELDA_LISTED "id;name;birth_date\nUTO-1;Zelda May Quibble;1987-06-14\n"

static void a_flight_that_comes_back_meets_the_lists_that_it_missed(void **state)
{
	struct fixture *f = *state;
	struct ingest_item first =
		item_of(f->arena, SLICE(MESSAGE("R1", "01", "3102261320", ZELDA)));
	struct ingest_item late =
		item_of(f->arena, SLICE(MESSAGE("R2", "02", "3102281320", OSWIN)));
	take_items(f, &first, 1);
	import_list(f, SLICE(ZELDA_LISTED));
	assert_int_equal(ask(f, "SELECT count(*) FROM hit"), 0); /* it has landed */
	take_items(f, &late, 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM hit WHERE state = 'open'"), 1);
	assert_int_equal(late.result.hits, 1);
	assert_sound(f);
}

static void on_another_day_than_the_lists_everybody_meets_them(void **state)
{
	struct fixture *f = *state;
	struct date day;
	struct ingest_item first =
		item_of(f->arena, SLICE(MESSAGE("R1", "01", "3103021320", ZELDA)));
	struct ingest_item next =
		item_of(f->arena, SLICE(MESSAGE("R2", "02", "3103021320", ZELDA)));
	take_items(f, &first, 1);
	import_list(f, SLICE("id;name;birth_date;valid_from\n"
			     "UTO-1;Zelda May Quibble;1987-06-14;2031-03-01\n"));
	assert_int_equal(lists_day(f->unit, &day, &f->e), RC_OK);
	assert_int_equal(date_days(day), NOW / DAY_US);
	assert_int_equal(ask(f, "SELECT count(*) FROM hit"), 0);
	unit_set_now(f->unit, NOW + DAY_US);
	unit_close(f->unit);
	const struct clock tomorrow = {.fixed_at = NOW + DAY_US};
	assert_int_equal(unit_open(f->folder, UNIT_SERVE, &tomorrow, &f->unit, &f->e), RC_OK);
	take_items(f, &next, 1); /* before lists_new_day */
	assert_int_equal(ask(f, "SELECT count(*) FROM hit WHERE state = 'open'"), 1);
}

static void change(struct fixture *f, const char *sql)
{
	struct db *db;
	assert_int_equal(store_write(unit_store(f->unit), &db, &f->e), RC_OK);
	assert_int_equal(db_run(db_query(db, sql), &f->e), RC_OK);
	assert_int_equal(store_commit(unit_store(f->unit), &f->e), RC_OK);
}

static void rows_of_an_older_program_are_made_anew_when_the_unit_is_opened(void **state)
{
	struct fixture *f = *state;
	unsigned char before[HASH_BYTES];
	unsigned char after[HASH_BYTES];
	struct inputs *in = simulated(FLIGHTS);
	const struct clock now = {.fixed_at = NOW};
	take_items(f, in->items, in->count);
	content_of(f, before);
	change(f, "UPDATE traveller SET content_hash = x'00', family = 'OLD'");
	change(f, "UPDATE booking SET content_hash = x'00', locator = 'OLD'");
	change(f, "UPDATE setting SET content = '1' WHERE name = 'rows.made_by'");
	unit_close(f->unit);
	assert_int_equal(unit_open(f->folder, UNIT_SERVE, &now, &f->unit, &f->e), RC_OK);
	content_of(f, after);
	assert_memory_equal(before, after, HASH_BYTES);
	assert_sound(f);
	inputs_free(in);
}

#define GROUP_TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void)
{
	const struct CMUnitTest tests[] = {
		GROUP_TEST(many_inputs_make_the_same_unit_as_one_after_the_other),
		GROUP_TEST(the_order_of_a_group_does_not_matter),
		GROUP_TEST(each_input_of_many_threads_is_there_once_when_it_is_acknowledged),
		GROUP_TEST(what_is_wrong_with_one_touches_no_other),
		GROUP_TEST(findings_are_said_once_though_a_group_is_taken_twice),
		GROUP_TEST(a_flight_that_comes_back_meets_the_lists_that_it_missed),
		GROUP_TEST(rows_of_an_older_program_are_made_anew_when_the_unit_is_opened),
		GROUP_TEST(on_another_day_than_the_lists_everybody_meets_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
