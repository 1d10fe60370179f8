/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "decode/decode.h"
#include "flow/truth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGES_MAX 12
#define TEXT_SIZE 4096

/* A flight's messages as carriers send them, each prepared a minute after the one before. */
struct fixture {
	struct arena *arena;
	struct truth_message messages[MESSAGES_MAX];
	char texts[MESSAGES_MAX][TEXT_SIZE];
	unsigned count;
	struct truth truth;
	struct err e;
};

static int make(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_non_null(f);
	f->arena = arena_new((size_t)64 << 20);
	assert_non_null(f->arena);
	*state = f;
	return 0;
}

static int unmake(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	free(f);
	return 0;
}

static void add(struct fixture *f, const char *head, const char *body)
{
	struct decode_options options = {.today = {2031, 3, 1}};
	struct message *m = NULL;
	char *text = f->texts[f->count];
	int n = snprintf(text, TEXT_SIZE,
			 "UNB+UNOA:4+Z9+UTPIU+310228:10%02u+REF%u'%s%sUNT+9+1'UNZ+1+REF%u'",
			 f->count, f->count, head, body, f->count);
	assert_in_range(n, 1, TEXT_SIZE - 1);
	struct decoder *d = decoder_new((struct slice){text, (size_t)n}, &options);
	assert_non_null(d);
	assert_int_equal(decoder_next(d, f->arena, &m, &f->e), RC_OK);
	assert_false(m->unreadable);
	decoder_free(d);
	f->messages[f->count] = (struct truth_message){.message = m, .id = f->count + 1};
	f->count++;
}

#define FLIGHT \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:3103010555:201'LOC+87+LIS'DTM+232:3103011320:201'"

static void add_api(struct fixture *f, const char *bgm, const char *people)
{
	char head[512];
	snprintf(head, sizeof head, "UNH+1+PAXLST:D:12B:UN:IATA'BGM+%s'" FLIGHT, bgm);
	add(f, head, people);
}

static void add_pnr(struct fixture *f, const char *msg, unsigned bookings, const char *body)
{
	char head[512];
	snprintf(
		head, sizeof head,
		"UNH+1+PNRGOV:13:1:IA'MSG+:%s'ORG+Z9:NBO'TVL+010331:0555:010331:1320+NBO+LIS+Z9+418'EQN+%u'",
		msg, bookings);
	add(f, head, body);
}

static void build(struct fixture *f)
{
	assert_int_equal(truth_build(f->messages, f->count, f->arena, &f->truth, &f->e), RC_OK);
}

static const struct truth_traveller *named(const struct fixture *f, const char *given)
{
	LIST_EACH(const struct truth_traveller, t, &f->truth.travellers)
	{
		if (slice_is((t->api ? t->api : t->pnr)->given, given))
			return t;
	}
	return NULL;
}

static const struct truth_booking *booked(const struct fixture *f, const char *locator)
{
	LIST_EACH(const struct truth_booking, b, &f->truth.bookings)
	{
		if (slice_is(b->booking->locator, locator))
			return b;
	}
	return NULL;
}

static enum truth_status status_of(const struct fixture *f, const char *given)
{
	const struct truth_traveller *t = named(f, given);
	if (!t) {
		fail_msg("nobody is called %s", given);
		abort();
	}
	return t->status;
}

static enum booking_state state_of(const struct fixture *f, const char *locator)
{
	const struct truth_booking *b = booked(f, locator);
	if (!b) {
		fail_msg("there is no booking %s", locator);
		abort();
	}
	return b->state;
}

#define ZELDA_API \
	"NAD+FL+++QUIBBLE:ZELDA'ATT+2++F'DTM+329:870614'NAT+2+UTO'RFF+AVF:AAAAAA'RFF+ABO:Z1'" \
	"DOC+P+ZQ1234567'LOC+91+UTO'"
#define ZOD_API "NAD+FL+++QUELPIM:ZOD'ATT+2++M'DTM+329:700102'NAT+2+UTO'RFF+AVF:BBBBBB'RFF+ABO:Z2'"
#define BOOKING(locator, family, given) \
	"SRC'RCI+Z9:" locator "::280231:1000'ORG+Z9:NBO'TIF+" family "+" given ":A:1'" \
	"TVL+010331:0555:010331:1320+NBO+LIS+Z9+418:Y'RPI+1+HK'"

static void records_of_one_locator_and_name_are_one_traveller(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 1, BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS"));
	add_api(f, "745", ZELDA_API);
	build(f);
	assert_int_equal(f->truth.travellers.count, 1);
	assert_string_equal(f->truth.travellers.first->join_reason, "same record locator and name");
	assert_true(f->truth.has_api && f->truth.has_pnr);
}

static void a_name_alone_joins_nobody(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 1, BOOKING("CCCCCC", "QUIBBLE", "ZELDAMRS"));
	add_api(f, "745", ZELDA_API);
	build(f);
	assert_int_equal(f->truth.travellers.count, 2);
}

static void two_of_one_name_in_one_booking_are_not_joined_by_it(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 1,
		"SRC'RCI+Z9:AAAAAA'ORG+Z9:NBO'TIF+QUIBBLE+ZELDAMRS:A:1'TIF+QUIBBLE+ZELDAMRS:A:2'"
		"TVL+010331:0555:010331:1320+NBO+LIS+Z9+418:Y'RPI+2+HK'");
	add_api(f, "745", ZELDA_API);
	build(f);
	assert_int_equal(f->truth.travellers.count, 3);
}

static void a_full_push_withdraws_what_it_no_longer_holds(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 2,
		BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS") BOOKING("BBBBBB", "QUELPIM", "ZODMR"));
	add_pnr(f, "22", 1, BOOKING("BBBBBB", "QUELPIM", "ZODMR"));
	build(f);
	assert_int_equal(state_of(f, "AAAAAA"), BOOKING_WITHDRAWN);
	assert_int_equal(state_of(f, "BBBBBB"), BOOKING_ACTIVE);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_WITHDRAWN);
}

static void an_incomplete_full_push_withdraws_nothing(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 2,
		BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS") BOOKING("BBBBBB", "QUELPIM", "ZODMR"));
	add_pnr(f, "22", 2, BOOKING("BBBBBB", "QUELPIM", "ZODMR"));
	build(f);
	assert_int_equal(state_of(f, "AAAAAA"), BOOKING_ACTIVE);
}

static void an_update_touches_only_what_it_holds(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 2,
		BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS") BOOKING("BBBBBB", "QUELPIM", "ZODMR"));
	add_pnr(f, "141", 1, BOOKING("BBBBBB", "QUELPIM", "ZODIACMR"));
	build(f);
	assert_int_equal(state_of(f, "AAAAAA"), BOOKING_ACTIVE);
	assert_null(named(f, "ZOD"));
	assert_non_null(named(f, "ZODIAC"));
}

static void a_cancelled_booking_is_kept_as_cancelled(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 1, BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS"));
	add_pnr(f, "141", 1, "SRC'RCI+Z9:AAAAAA'ORG'");
	build(f);
	assert_int_equal(state_of(f, "AAAAAA"), BOOKING_CANCELLED);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_WITHDRAWN);
}

static void a_close_out_says_who_is_on_board(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", ZELDA_API ZOD_API);
	add_api(f, "266+CLOB", "NAD+ZZZ'RFF+AVF:AAAAAA'RFF+ABO:Z1'CNT+42:1'");
	build(f);
	assert_true(f->truth.closed);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_BOARDED);
	assert_int_equal(status_of(f, "ZOD"), STATUS_NOT_ON_BOARD);
}

static void a_close_out_of_those_left_behind_says_the_same(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", ZELDA_API ZOD_API);
	add_api(f, "266+CLNB", "NAD+ZZZ'RFF+AVF:BBBBBB'RFF+ABO:Z2'CNT+42:1'");
	build(f);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_BOARDED);
	assert_int_equal(status_of(f, "ZOD"), STATUS_NOT_ON_BOARD);
}

static void a_cancelled_reservation_withdraws_its_traveller(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", ZELDA_API ZOD_API);
	add_api(f, "745+XR", "NAD+ZZZ'RFF+AVF:AAAAAA'RFF+ABO:Z1'");
	build(f);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_WITHDRAWN);
	assert_int_equal(status_of(f, "ZOD"), STATUS_LISTED);
}

static void a_change_replaces_what_was_said_of_the_traveller(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", ZELDA_API ZOD_API);
	add_api(f, "745+CP",
		"NAD+FL+++QUIBBLE:ZELDA'ATT+2++F'DTM+329:870615'RFF+AVF:AAAAAA'RFF+ABO:Z1'");
	build(f);
	assert_int_equal(f->truth.travellers.count, 2);
	const struct truth_traveller *t = f->truth.travellers.first;
	assert_true(t && t->api && slice_is(t->api->given, "ZELDA"));
	assert_int_equal(t->api->birth_date.day, 15);
}

static void a_cancelled_flight_carries_nobody(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", ZELDA_API);
	add_api(f, "266+XF", "");
	build(f);
	assert_true(f->truth.cancelled);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_NOT_ON_BOARD);
}

#define NAMELESS_KEYS "NAD+FL+++QUIBBLE:ZELDA'ATT+2++F'RFF+AVF:AAAAAA'"

static void two_of_one_name_in_one_list_stay_two(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", NAMELESS_KEYS NAMELESS_KEYS);
	add_api(f, "745", NAMELESS_KEYS NAMELESS_KEYS);
	build(f);
	assert_int_equal(f->truth.travellers.count, 2);
}

static void a_reference_used_for_two_people_is_two_people(void **state)
{
	struct fixture *f = *state;
	static const char zelda[] = "NAD+FL+++QUIBBLE:ZELDA'RFF+ABO:Z1'";
	static const char zod[] = "NAD+FL+++QUELPIM:ZOD'RFF+ABO:Z1'";
	add_api(f, "745", zelda);
	add_api(f, "745", zod);
	add_api(f, "745", zelda);
	build(f);
	assert_int_equal(f->truth.travellers.count, 2);
	assert_false(
		slice_eq(f->truth.travellers.first->api_key, f->truth.travellers.last->api_key));
}

static void add_part(struct fixture *f, const char *part, unsigned bookings, const char *body)
{
	char head[512];
	snprintf(head, sizeof head,
		 "UNH+1+PNRGOV:13:1:IA+Z9418+%s'MSG+:22'ORG+Z9:NBO'"
		 "TVL+010331:0555:010331:1320+NBO+LIS+Z9+418'EQN+%u'",
		 part, bookings);
	add(f, head, body);
}

static void trap_19_parts_out_of_order_are_one_push(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 1, BOOKING("OLDOLD", "QUARREL", "ZIGMR"));
	add_part(f, "02:F", 2, BOOKING("BBBBBB", "QUELPIM", "ZODMR"));
	add_part(f, "01:C", 2, BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS"));
	build(f);
	assert_int_equal(state_of(f, "AAAAAA"), BOOKING_ACTIVE);
	assert_int_equal(state_of(f, "BBBBBB"), BOOKING_ACTIVE);
	assert_int_equal(state_of(f, "OLDOLD"), BOOKING_WITHDRAWN);
}

static void trap_19_a_push_without_one_of_its_parts_withdraws_nothing(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 1, BOOKING("OLDOLD", "QUARREL", "ZIGMR"));
	add_part(f, "03:F", 3, BOOKING("BBBBBB", "QUELPIM", "ZODMR"));
	add_part(f, "01:C", 3, BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS"));
	build(f);
	assert_int_equal(state_of(f, "OLDOLD"), BOOKING_ACTIVE);
	assert_int_equal(f->truth.bookings.count, 3);
	add_part(f, "01:F", 1, BOOKING("AAAAAA", "QUIBBLE", "ZELDAMRS")); /* the next push */
	build(f);
	assert_int_equal(state_of(f, "AAAAAA"), BOOKING_ACTIVE);
	assert_int_equal(state_of(f, "BBBBBB"), BOOKING_WITHDRAWN);
}

static void trap_19_parts_of_a_close_out_name_those_on_board_together(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", ZELDA_API ZOD_API);
	add(f, "UNH+1+PAXLST:D:12B:UN:IATA+C1+02:F'BGM+266+CLOB'" FLIGHT,
	    "NAD+ZZZ'RFF+AVF:BBBBBB'RFF+ABO:Z2'");
	add(f, "UNH+1+PAXLST:D:12B:UN:IATA+C1+01:C'BGM+266+CLOB'" FLIGHT,
	    "NAD+ZZZ'RFF+AVF:AAAAAA'RFF+ABO:Z1'");
	build(f);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_BOARDED);
	assert_int_equal(status_of(f, "ZOD"), STATUS_BOARDED);
}

static void trap_20_a_close_out_of_somebody_unknown_makes_a_record(void **state)
{
	struct fixture *f = *state;
	add_api(f, "745", ZELDA_API);
	add_api(f, "266+CLOB", "NAD+ZZZ'RFF+AVF:CCCCCC'RFF+ABO:Z9'");
	build(f);
	assert_int_equal(f->truth.travellers.count, 2);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_NOT_ON_BOARD);
	assert_int_equal(f->truth.travellers.last->status, STATUS_BOARDED);
	assert_true(slice_is(f->truth.travellers.last->api->reference, "Z9"));
}

static void a_booking_whose_segment_is_cancelled_is_not_booked(void **state)
{
	struct fixture *f = *state;
	add_pnr(f, "22", 2,
		"SRC'RCI+Z9:AAAAAA::280231:1000'ORG+Z9:NBO'TIF+QUIBBLE+ZELDAMRS:A:1'"
		"TVL+010331:0555:010331:1320+NBO+LIS+Z9+418:Y'RPI+1+HX'"
		"TVL+020331:0555:020331:0700+LIS+OPO+Z9+91:Y'RPI+1+HK'" BOOKING("BBBBBB", "QUELPIM",
										"ZODMR"));
	build(f);
	assert_int_equal(state_of(f, "AAAAAA"), BOOKING_CANCELLED);
	assert_int_equal(status_of(f, "ZELDA"), STATUS_WITHDRAWN);
	assert_int_equal(status_of(f, "ZOD"), STATUS_LISTED);
}

static void every_natural_key_is_used_once(void **state)
{
	struct fixture *f = *state;
	static const char nobody[] = "NAD+FL+++QUIBBLE:ZELDA'NAD+FL'NAD+FL+++QUIBBLE:ZELDA'";
	add_api(f, "745", nobody);
	add_api(f, "745", nobody);
	add_api(f, "745+CP", "NAD+FL+++QUIBBLE:ZELDA'DTM+329:870614'");
	build(f);
	LIST_EACH(const struct truth_traveller, x, &f->truth.travellers)
	{
		LIST_EACH(const struct truth_traveller, y, &f->truth.travellers)
		{
			assert_true(x == y || !slice_eq(x->api_key, y->api_key));
		}
	}
}

#define TRUTH_TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TRUTH_TEST(records_of_one_locator_and_name_are_one_traveller),
		TRUTH_TEST(a_name_alone_joins_nobody),
		TRUTH_TEST(two_of_one_name_in_one_booking_are_not_joined_by_it),
		TRUTH_TEST(a_full_push_withdraws_what_it_no_longer_holds),
		TRUTH_TEST(an_incomplete_full_push_withdraws_nothing),
		TRUTH_TEST(an_update_touches_only_what_it_holds),
		TRUTH_TEST(a_cancelled_booking_is_kept_as_cancelled),
		TRUTH_TEST(a_close_out_says_who_is_on_board),
		TRUTH_TEST(a_close_out_of_those_left_behind_says_the_same),
		TRUTH_TEST(a_cancelled_reservation_withdraws_its_traveller),
		TRUTH_TEST(a_change_replaces_what_was_said_of_the_traveller),
		TRUTH_TEST(a_cancelled_flight_carries_nobody),
		TRUTH_TEST(two_of_one_name_in_one_list_stay_two),
		TRUTH_TEST(a_reference_used_for_two_people_is_two_people),
		TRUTH_TEST(trap_19_parts_out_of_order_are_one_push),
		TRUTH_TEST(trap_19_a_push_without_one_of_its_parts_withdraws_nothing),
		TRUTH_TEST(trap_19_parts_of_a_close_out_name_those_on_board_together),
		TRUTH_TEST(trap_20_a_close_out_of_somebody_unknown_makes_a_record),
		TRUTH_TEST(a_booking_whose_segment_is_cancelled_is_not_booked),
		TRUTH_TEST(every_natural_key_is_used_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
