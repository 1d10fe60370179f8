/* SPDX-License-Identifier: Apache-2.0
 *
 * The clock of retention, driven: sealed and deleted at the age and not a second before,
 * and nothing of it left in the files.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "flow/check.h"
#include "flow/trail.h"
#include "flow/retention.h"
#include "protect/audit.h"
#include "review/test_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_LIMIT ((size_t)256 << 20)

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"QUIBBLE", "ZELDA", "900101", "ZQ7654321"},
					    {0}};

static struct retention_report run(struct test_unit *t)
{
	struct actor system = actor_system();
	struct retention_report r;
	if (retention_run(t->u, &system, false, &r, &t->e) != RC_OK)
		fail_msg("%s", t->e.text);
	return r;
}

/* Everything that lies in the unit's folder, keys and all. */
static bool lies_anywhere(struct test_unit *t, const char *what)
{
	static const char *const names[] = {"piu.db", "piu.db-wal", "piu.db-shm", "piu.db.lock"};
	bool found = false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[128];
		struct buf b;
		struct err e;
		buf_init(&b, FILE_LIMIT);
		snprintf(path, sizeof path, "%s/%s", t->folder, names[i]);
		if (file_exists(path)) {
			assert_int_equal(file_read(path, &b, &e), RC_OK);
			found = found || memmem(b.p ? b.p : "", b.n, what, strlen(what));
		}
		buf_release(&b);
	}
	return found;
}

static void nothing_is_wrong(struct test_unit *t)
{
	struct check_report report;
	assert_int_equal(check_unit(t->u, &report, &t->e), RC_OK);
	if (report.faults)
		fail_msg("%s", report.fault[0]);
}

/* A unit under ICAO's law: masked at six months, deleted at five years. */
static void under_icao(struct test_unit *t)
{
	test_unit_law(t, "icao-base");
	test_unit_at(t, TEST_NOW);
}

static void ages_are_calendar_months(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} cases[] = {{"2026-03-11T04:00:00Z", 6, "2026-09-11T04:00:00Z"},
		     {"2026-08-31T10:00:00Z", 6, "2027-02-28T10:00:00Z"},
		     {"2027-08-31T10:00:00Z", 6, "2028-02-29T10:00:00Z"},
		     {"2026-03-11T04:00:00Z", 60, "2031-03-11T04:00:00Z"},
		     {"2026-03-31T04:00:00Z", -1, "2026-02-28T04:00:00Z"},
		     {"2026-01-31T04:00:00Z", -2, "2025-11-30T04:00:00Z"}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t from_at = 0, to_at = 0;
		assert_true(instant_parse(slice_of(cases[i].from), &from_at));
		assert_true(instant_parse(slice_of(cases[i].to), &to_at));
		assert_int_equal(retention_age_at(from_at, cases[i].months), to_at);
	}
}

static void at_six_months_and_not_a_second_before_all_is_masked(void **state)
{
	struct test_unit *t = *state;
	under_icao(t);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_at(t, "2026-09-11T03:59:59Z");
	struct retention_report r = run(t);
	assert_int_equal(r.travellers_masked, 0);
	assert_true(lies_anywhere(t, "ZZTESTER"));
	test_unit_at(t, "2026-09-11T04:00:00Z");
	r = run(t);
	assert_int_equal(r.messages_masked, 1);
	assert_int_equal(r.travellers_masked, 2);
	assert_int_equal(r.travellers_deleted, 0);
	assert_true(r.purged);
	assert_true(r.scrubbed);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM sealed"), 3);
	nothing_is_wrong(t);
	r = run(t); /* once is enough */
	assert_int_equal(r.messages_masked, 0);
}

/* The files alone, keys on the disc included, do not give a name back. */
static void no_file_holds_a_name_any_more(void **state)
{
	struct test_unit *t = *state;
	static const char *const told[] = {"ZZTESTER",  "ANNA",      "QUIBBLE", "ZELDA",
					   "ZQ1234567", "ZQ7654321", "850314",  "1985-03-14"};
	under_icao(t);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		assert_true(lies_anywhere(t, told[i]));
	test_unit_at(t, "2026-09-11T04:00:00Z");
	(void)run(t);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (lies_anywhere(t, told[i]))
			fail_msg("%s lies in a file", told[i]);
}

static void without_evidence_the_strict_law_deletes_at_six_months(void **state)
{
	struct test_unit *t = *state;
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_tamper(t, "INSERT INTO evidence SELECT 1, t.id, 'an inquiry that names her', "
			    "'C-1', (SELECT min(id) FROM account), 0 FROM traveller t "
			    "WHERE t.family = 'ZZTESTER'");
	test_unit_at(t, "2026-09-11T03:59:59Z");
	assert_int_equal(run(t).travellers_deleted, 0);
	test_unit_at(t, "2026-09-11T04:00:00Z");
	struct retention_report r = run(t);
	assert_int_equal(r.travellers_deleted, 1);
	assert_int_equal(r.travellers_masked, 1);
	assert_true(r.certificate_id > 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM traveller"), 1);
	assert_false(lies_anywhere(t, "QUIBBLE"));
	assert_false(lies_anywhere(t, "ZZTESTER"));
	nothing_is_wrong(t);
}

/* Rows, what they are found by, and the key without which copies are closed; and a
 * certificate of it. */
static void at_five_years_the_rest_and_its_key_go(void **state)
{
	struct test_unit *t = *state;
	char path[128];
	under_icao(t);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_at(t, "2026-09-11T04:00:00Z");
	(void)run(t);
	snprintf(path, sizeof path, "%s/keys/months/2026-03.key", t->folder);
	assert_true(file_exists(path));
	test_unit_at(t, "2031-03-11T03:59:59Z");
	assert_int_equal(run(t).records_deleted, 0);
	assert_true(file_exists(path));
	test_unit_at(t, "2031-03-11T04:00:00Z");
	struct retention_report r = run(t);
	assert_int_equal(r.travellers_deleted, 2);
	assert_int_equal(r.flights_deleted, 1);
	assert_int_equal(r.keys_destroyed, 1);
	assert_false(file_exists(path));
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM sealed"), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM sealed_sign"), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM message"), 0);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM erasure_certificate"), 1);
	nothing_is_wrong(t);
}

/* A hold stops deletion, not masking, and ends. */
static void a_hold_keeps_until_it_ends(void **state)
{
	struct test_unit *t = *state;
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_tamper(t, "INSERT INTO hold SELECT 1, t.id, 'Invented Court', 'C-2', "
			    "(SELECT min(id) FROM account), 0, 1798761600000000 " /* 2027-01-01 */
			    "FROM traveller t WHERE t.family = 'QUIBBLE'");
	test_unit_at(t, "2026-09-11T04:00:00Z");
	struct retention_report r = run(t);
	assert_int_equal(r.travellers_masked, 1);
	assert_int_equal(r.travellers_deleted, 1);
	test_unit_at(t, "2026-12-31T23:59:59Z");
	assert_int_equal(run(t).travellers_deleted, 0);
	test_unit_at(t, "2027-01-01T00:00:00Z");
	assert_int_equal(run(t).travellers_deleted, 1);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM traveller"), 0);
	nothing_is_wrong(t);
}

/* Another message prolongs nothing; what it says itself has a clock of its own. */
static void a_later_message_does_not_prolong_an_earlier_one(void **state)
{
	struct test_unit *t = *state;
	static const struct test_person later[] = {{"QUIBBLE", "ZELDA", "900101", "ZQ7654321"},
						   {"OKELLO", "SAMUEL", "700101", "ZQ5555555"},
						   {0}};
	under_icao(t);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_at(t, "2026-03-11T05:00:00Z");
	test_unit_api(t, "418", "2603110555", "2603111320", later);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM traveller"), 3);
	test_unit_at(t, "2026-09-11T04:30:00Z");
	struct retention_report r = run(t);
	assert_int_equal(r.messages_masked, 1);
	assert_false(lies_anywhere(t, "ZZTESTER"));
	assert_true(lies_anywhere(t, "QUIBBLE")); /* of the later message */
	nothing_is_wrong(t);
	test_unit_at(t, "2026-09-11T05:00:00Z");
	(void)run(t);
	assert_false(lies_anywhere(t, "QUIBBLE"));
	assert_false(lies_anywhere(t, "OKELLO"));
	nothing_is_wrong(t);
}

static void a_message_that_is_sealed_is_known_again(void **state)
{
	struct test_unit *t = *state;
	under_icao(t);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_at(t, "2026-09-11T04:00:00Z");
	(void)run(t);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	assert_int_equal(test_unit_number(t, "SELECT count(*) FROM message"), 1);
	assert_false(lies_anywhere(t, "ZZTESTER"));
}

static void each_run_is_recorded_and_the_chain_holds(void **state)
{
	struct test_unit *t = *state;
	struct audit_report audit;
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_at(t, "2026-09-11T04:00:00Z");
	(void)run(t);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE act = 'retention.run'"), 1);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM audit WHERE act = 'retention.masked'"),
		1);
	assert_int_equal(trail_verify(t->u, &audit, &t->e), RC_OK);
	assert_int_equal(audit.broken_seq, 0);
}

static void check_sees_a_sealed_record_that_was_changed_or_moved(void **state)
{
	struct test_unit *t = *state;
	struct check_report report;
	under_icao(t);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_at(t, "2026-09-11T04:00:00Z");
	(void)run(t);
	nothing_is_wrong(t);
	test_unit_tamper(t, "UPDATE sealed SET content = (SELECT o.content FROM sealed o WHERE "
			    "o.kind = 'traveller' ORDER BY o.id DESC LIMIT 1) WHERE id = (SELECT "
			    "min(o.id) FROM sealed o WHERE o.kind = 'traveller')");
	assert_int_equal(check_unit(t->u, &report, &t->e), RC_OK);
	assert_int_equal(report.faults, 1);
	assert_non_null(strstr(report.fault[0], "moved"));
	test_unit_tamper(t, "UPDATE traveller SET family = 'ZZTESTER'");
	assert_int_equal(check_unit(t->u, &report, &t->e), RC_OK);
	assert_int_equal(report.faults, 3);
}

/* what may not be kept is in no file from the start, quarantine included. */
static void what_is_erased_on_receipt_lies_nowhere(void **state)
{
	struct test_unit *t = *state;
	static const char message[] =
		"UNA:+.? 'UNB+IATA:1+Z9+UTPIU+260311:0312+77'UNH+1+PNRGOV:11:1:IA+77'MSG+:22'"
		"ORG+Z9:NBO+++++:::NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+1'SRC'"
		"RCI+Z9:QX7M2P::110226:1000'SSR+KSML:HK:1:Z9:::::STRICTLY KOSHER XQZV1'"
		"SSR+WCHR:HK:1:Z9:::::XQZV2 LEFT LEG'IFT+4:28+REQUESTS HALAL XQZV3'"
		"TIF+ZZTESTER+ANNA:A:1'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'UNT+12+1'UNZ+1+77'";
	static const char damaged[] = "QQ?'SSR MOML XQZV4 NO PORK <<<";
	static const char *const erased[] = {"XQZV1", "XQZV2", "XQZV3", "XQZV4", "KOSHER", "HALAL"};
	test_unit_ingest(t, message);
	test_unit_ingest(t, damaged);
	assert_int_equal(
		test_unit_number(t, "SELECT count(*) FROM message WHERE state = 'quarantined'"), 1);
	assert_true(lies_anywhere(t, "ZZTESTER")); /* the search would find it */
	for (size_t i = 0; i < sizeof erased / sizeof *erased; i++)
		if (lies_anywhere(t, erased[i]))
			fail_msg("%s lies in a file", erased[i]);
}

int main(void)
{
#define WITH_UNIT(test) cmocka_unit_test_setup_teardown(test, test_unit_make, test_unit_remove)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ages_are_calendar_months),
		WITH_UNIT(at_six_months_and_not_a_second_before_all_is_masked),
		WITH_UNIT(no_file_holds_a_name_any_more),
		WITH_UNIT(without_evidence_the_strict_law_deletes_at_six_months),
		WITH_UNIT(at_five_years_the_rest_and_its_key_go),
		WITH_UNIT(a_hold_keeps_until_it_ends),
		WITH_UNIT(a_later_message_does_not_prolong_an_earlier_one),
		WITH_UNIT(a_message_that_is_sealed_is_known_again),
		WITH_UNIT(check_sees_a_sealed_record_that_was_changed_or_moved),
		WITH_UNIT(what_is_erased_on_receipt_lies_nowhere),
		WITH_UNIT(each_run_is_recorded_and_the_chain_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
