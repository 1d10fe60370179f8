/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "flow/check.h"
#include "flow/ingest.h"
#include "flow/parts.h"
#include "flow/unit.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 4096
#define NOON (INT64_C(1930003200) * SECOND_US) /* 2031-02-27 */
#define WAIT (30 * MINUTE_US)

struct fixture {
	char folder[64];
	struct unit *unit;
	struct arena *arena;
	int64_t now_at;
	struct ingest_result result;
	struct err e;
};

static const struct unit_plan utopia = {.name = "Unit of Utopia",
					.state = "Utopia",
					.country = "UTO",
					.airports = "LIS",
					.profile = "eu-strict",
					.legal_basis = "Act of Utopia 1",
					.fictitious = true};

/* The unit is closed and opened again: all that waits is in its folder. */
static void minutes_pass(struct fixture *f, int64_t minutes)
{
	f->now_at += minutes * MINUTE_US;
	const struct clock now = {.fixed_at = f->now_at};
	unit_close(f->unit);
	assert_int_equal(unit_open(f->folder, UNIT_SERVE, &now, &f->unit, &f->e), RC_OK);
}

static int make(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	crypto_start();
	strcpy(f->folder, "/tmp/piu-parts-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->arena = arena_new((size_t)64 << 20);
	assert_non_null(f->arena);
	assert_int_equal(unit_create(f->folder, &utopia, &f->e), RC_OK);
	f->now_at = NOON;
	minutes_pass(f, 0);
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

static void send(struct fixture *f, const char *text)
{
	static const struct ingest_source from = {.channel = "test"};
	char copy[TEXT_SIZE];
	int n = snprintf(copy, sizeof copy, "%s", text);
	assert_in_range(n, 0, TEXT_SIZE - 1);
	arena_reset(f->arena);
	assert_int_equal(ingest_input(f->unit, &from, copy, (size_t)n, f->arena, &f->result, &f->e),
			 RC_OK);
	assert_int_equal(f->result.fresh, 1);
}

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

static int64_t travellers(struct fixture *f)
{
	return ask(f, "SELECT count(*) FROM traveller WHERE status <> 'withdrawn'");
}

static int64_t waiting(struct fixture *f)
{
	return ask(f, "SELECT count(*) FROM message_part WHERE told = 0");
}

/* Lists of which a gap is told now. */
static unsigned told(struct fixture *f)
{
	unsigned count;
	assert_int_equal(parts_overdue(f->unit, WAIT, &count, &f->e), RC_OK);
	return count;
}

static bool says(struct fixture *f, const char *words)
{
	char sql[256];
	snprintf(sql, sizeof sql,
		 "SELECT count(*) FROM finding WHERE code = 'part-missing' AND "
		 "instr(sentence, '%s') > 0",
		 words);
	return ask(f, sql) == 1;
}

static int64_t findings(struct fixture *f)
{
	return ask(f, "SELECT count(*) FROM finding WHERE code = 'part-missing'");
}

static void assert_sound(struct fixture *f)
{
	struct check_report report;
	assert_int_equal(check_unit(f->unit, &report, &f->e), RC_OK);
	assert_string_equal(report.faults ? report.fault[0] : "", "");
}

#define FLIGHT \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:3103010555:201'LOC+87+LIS'DTM+232:3103011320:201'"
#define API(number, people) \
	"UNB+UNOA:4+Z9+UTPIU+310227:1000+REF'UNH+1+PAXLST:D:12B:UN:IATA+C1+" number \
	"'BGM+745'" FLIGHT people "UNT+9+1'UNZ+1+REF'"
#define PNR(number, body) \
	"UNB+UNOA:4+Z9+UTPIU+310227:1000+REF'UNH+1+PNRGOV:13:1:IA+Z9418+" number \
	"'MSG+:22'ORG+Z9:NBO'TVL+010331:0555:010331:1320+NBO+LIS+Z9+418'EQN+3'" body \
	"UNT+9+1'UNZ+1+REF'"
#define BOOKING(locator, family) \
	"SRC'RCI+Z9:" locator "'TIF+" family "+ZELDAMRS:A:1'" \
	"TVL+010331:0555:010331:1320+NBO+LIS+Z9+418:Y'RPI+1+HK'"
#define ZELDA "NAD+FL+++QUIBBLE:ZELDA'"
#define ZIG "NAD+FL+++QUARREL:ZIG'"
#define ZOD "NAD+FL+++QUELPIM:ZOD'"

static void trap_19_a_last_api_part_that_never_comes_is_told_after_the_wait(void **state)
{
	struct fixture *f = *state;
	send(f, API("01:C", ZELDA));
	send(f, API("02", ZIG));
	assert_int_equal(travellers(f), 2); /* used at once */
	minutes_pass(f, 29);
	assert_int_equal(told(f), 0);
	minutes_pass(f, 1);
	assert_int_equal(told(f), 1);
	assert_true(says(f, "the last part of this list (F) has not come within 30 minutes"));
	assert_true(says(f, "2 parts up to number 2 are here"));
	assert_int_equal(ask(f, "SELECT part FROM message m JOIN finding f ON f.message_id = m.id "
				"WHERE f.code = 'part-missing'"),
			 2);
	assert_sound(f);
}

static void a_gap_is_told_once(void **state)
{
	struct fixture *f = *state;
	send(f, API("01:C", ZELDA));
	minutes_pass(f, 30);
	assert_int_equal(told(f), 1);
	assert_int_equal(told(f), 0);
	minutes_pass(f, 600);
	assert_int_equal(told(f), 0);
	assert_int_equal(findings(f), 1);
}

static void trap_19_a_part_missing_in_the_middle_is_told_after_the_wait(void **state)
{
	struct fixture *f = *state;
	send(f, API("03:F", ZOD));
	send(f, API("01:C", ZELDA));
	assert_int_equal(findings(f), 0); /* it may be on its way */
	minutes_pass(f, 30);
	assert_int_equal(told(f), 1);
	assert_true(says(f, "of the 3 parts of this list, 1 has not come"));
	assert_sound(f);
}

static void trap_19_parts_in_any_order_that_are_whole_say_nothing(void **state)
{
	struct fixture *f = *state;
	send(f, API("02", ZIG));
	send(f, API("03:F", ZOD));
	send(f, API("01:C", ZELDA));
	assert_int_equal(travellers(f), 3);
	minutes_pass(f, 30);
	assert_int_equal(told(f), 0);
	assert_int_equal(findings(f), 0);
	assert_int_equal(ask(f, "SELECT count(*) FROM message_part"), 0);
	assert_sound(f);
}

static void each_part_begins_the_wait_again(void **state)
{
	struct fixture *f = *state;
	send(f, API("01:C", ZELDA));
	minutes_pass(f, 29);
	send(f, API("02", ZIG));
	minutes_pass(f, 29);
	assert_int_equal(told(f), 0);
	minutes_pass(f, 1);
	assert_int_equal(told(f), 1);
}

static void a_part_that_comes_after_all_makes_the_list_whole(void **state)
{
	struct fixture *f = *state;
	send(f, API("01:C", ZELDA));
	minutes_pass(f, 30);
	assert_int_equal(told(f), 1);
	send(f, API("02:F", ZIG));
	assert_int_equal(travellers(f), 2);
	minutes_pass(f, 30);
	assert_int_equal(told(f), 0);
	assert_int_equal(ask(f, "SELECT count(*) FROM message_part"), 0);
	assert_sound(f);
}

static void a_repeated_part_begins_no_wait(void **state)
{
	struct fixture *f = *state;
	static const struct ingest_source from = {.channel = "test"};
	char again[] = API("01:C", ZELDA);
	send(f, API("01:C", ZELDA));
	minutes_pass(f, 30);
	assert_int_equal(told(f), 1);
	assert_int_equal(
		ingest_input(f->unit, &from, again, sizeof again - 1, f->arena, &f->result, &f->e),
		RC_OK);
	assert_int_equal(f->result.repeated, 1);
	assert_int_equal(waiting(f), 0);
}

static void a_whole_list_waits_for_nothing(void **state)
{
	struct fixture *f = *state;
	send(f, API("01:F", ZELDA));
	send(f,
	     "UNB+UNOA:4+Z9+UTPIU+310227:1001+REF2'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'" FLIGHT ZIG
	     "UNT+9+1'UNZ+1+REF2'");
	assert_int_equal(waiting(f), 0);
}

static void trap_19_a_last_pnr_part_that_never_comes_is_told_after_the_wait(void **state)
{
	struct fixture *f = *state;
	send(f, PNR("01:C", BOOKING("AAAAAA", "QUIBBLE")));
	send(f, PNR("02", BOOKING("BBBBBB", "QUARREL")));
	assert_int_equal(travellers(f), 2);
	minutes_pass(f, 30);
	assert_int_equal(told(f), 1);
	assert_true(says(f, "the last part of this list (F) has not come"));
	send(f, PNR("03:F", BOOKING("CCCCCC", "QUELPIM")));
	minutes_pass(f, 30);
	assert_int_equal(told(f), 0);
	assert_int_equal(travellers(f), 3);
	assert_sound(f);
}

static void lists_of_two_flights_wait_each_for_itself(void **state)
{
	struct fixture *f = *state;
	send(f, API("01:C", ZELDA));
	send(f, "UNB+UNOA:4+Z9+UTPIU+310227:1000+REG'UNH+1+PAXLST:D:12B:UN:IATA+C1+02:F'BGM+745'"
		"TDT+20+Z9420+++Z9'LOC+125+NBO'DTM+189:3103010655:201'LOC+87+LIS'"
		"DTM+232:3103011420:201'" ZIG "UNT+9+1'UNZ+1+REG'");
	minutes_pass(f, 30);
	assert_int_equal(told(f), 2);
}

/* The parts of one list, each in a Type B message of its own. */
static void trap_19_a_type_b_part_that_never_comes_is_told_after_the_wait(void **state)
{
	struct fixture *f = *state;
	send(f, "QU LISPIZ9\r\n.NBOAPZ9 271000\r\n" API("01:C", ZELDA) "\r\n");
	send(f, "QU LISPIZ9\r\n.NBOAPZ9 271001\r\n" API("02", ZIG) "\r\n");
	assert_int_equal(travellers(f), 2);
	minutes_pass(f, 30);
	assert_int_equal(told(f), 1);
	assert_true(says(f, "the last part of this list (F) has not come"));
	assert_sound(f);
}

#define PARTS_TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PARTS_TEST(trap_19_a_last_api_part_that_never_comes_is_told_after_the_wait),
		PARTS_TEST(a_gap_is_told_once),
		PARTS_TEST(trap_19_a_part_missing_in_the_middle_is_told_after_the_wait),
		PARTS_TEST(trap_19_parts_in_any_order_that_are_whole_say_nothing),
		PARTS_TEST(each_part_begins_the_wait_again),
		PARTS_TEST(a_part_that_comes_after_all_makes_the_list_whole),
		PARTS_TEST(a_repeated_part_begins_no_wait),
		PARTS_TEST(a_whole_list_waits_for_nothing),
		PARTS_TEST(trap_19_a_last_pnr_part_that_never_comes_is_told_after_the_wait),
		PARTS_TEST(lists_of_two_flights_wait_each_for_itself),
		PARTS_TEST(trap_19_a_type_b_part_that_never_comes_is_told_after_the_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
