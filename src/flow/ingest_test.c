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
#include "store/store.h"
#include "store/watchlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 6144

struct fixture {
	char folder[64];
	struct unit *unit;
	struct arena *arena;
	unsigned sent; /* messages so far: each is prepared a minute after the one before */
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

static int make_with(void **state, const char *legal_basis)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct unit_plan plan = utopia;
	const struct clock now = {.fixed_at = 1930003200 * SECOND_US}; /* 2031-02-27 */
	assert_non_null(f);
	crypto_start();
	strcpy(f->folder, "/tmp/piu-flow-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	plan.legal_basis = legal_basis;
	f->arena = arena_new((size_t)256 << 20);
	assert_non_null(f->arena);
	assert_int_equal(unit_create(f->folder, &plan, &f->e), RC_OK);
	assert_int_equal(unit_open(f->folder, UNIT_SERVE, &now, &f->unit, &f->e), RC_OK);
	*state = f;
	return 0;
}

static int make(void **state)
{
	return make_with(state, utopia.legal_basis);
}

static int make_lawless(void **state)
{
	return make_with(state, "");
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

static enum rc send_bytes(struct fixture *f, const char *text)
{
	static const struct ingest_source from = {.channel = "test"};
	char copy[TEXT_SIZE];
	int n = snprintf(copy, sizeof copy, "%s", text);
	assert_in_range(n, 0, TEXT_SIZE - 1);
	arena_reset(f->arena);
	return ingest_input(f->unit, &from, copy, (size_t)n, f->arena, &f->result, &f->e);
}

/* One message in an interchange of its own. */
static void send(struct fixture *f, const char *unh_to_unt)
{
	char text[TEXT_SIZE];
	snprintf(text, sizeof text, "UNB+UNOA:4+Z9+UTPIU+310226:10%02u+REF%u'%sUNZ+1+REF%u'",
		 f->sent, f->sent, unh_to_unt, f->sent);
	f->sent++;
	assert_int_equal(send_bytes(f, text), RC_OK);
}

#define FLIGHT \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:3103010555:201'LOC+87+LIS'DTM+232:3103011320:201'"
#define API(people) "UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'" FLIGHT people "UNT+9+1'"
#define PNR(people) \
	"UNH+1+PNRGOV:13:1:IA'MSG+:22'ORG+Z9:NBO'TVL+010331:0555:010331:1320+NBO+LIS+Z9+418'" \
	"EQN+1'SRC'RCI+Z9:AAAAAA'" people \
	"TVL+010331:0555:010331:1320+NBO+LIS+Z9+418:Y'RPI+1+HK'UNT+9+1'"
#define BOOKED PNR("TIF+QUIBBLE+ZELDAMAYMRS:A:1'")
#define ON_BOARD(born) "NAD+FL+++QUIBBLE:ZELDA:MAY'ATT+2++F'DTM+329:" born "'RFF+AVF:AAAAAA'"

static void import(struct fixture *f, const char *rows)
{
	char file[TEXT_SIZE];
	struct list_imported out;
	struct actor by = actor_system();
	snprintf(file, sizeof file,
		 "id;name;birth_date;document_number;document_type;document_issuer\n%s", rows);
	const struct list_import ask = {.name = SLICE("Sought"),
					.severity = LIST_HIGH,
					.basis = test_list_basis(unit_now(f->unit), LIST_PERSONS),
					.bytes = slice_of(file)};
	arena_reset(f->arena);
	assert_int_equal(lists_import(f->unit, &by, &ask, f->arena, &out, &f->e), RC_OK);
}

#define ZELDA_LISTED "UTO-1;Zelda May Quibble;1987-06-14;ZQ1234567;P;UTO\n"

/* The number that `sql` gives. */
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

static int64_t hits(struct fixture *f, const char *state)
{
	static const char open[] = "SELECT count(*) FROM hit WHERE state = 'open'";
	static const char withdrawn[] = "SELECT count(*) FROM hit WHERE state = 'withdrawn'";
	static const char decided[] = "SELECT count(*) FROM hit WHERE state = 'decided'";
	return ask(f, strcmp(state, "open") == 0      ? open
		      : strcmp(state, "decided") == 0 ? decided
						      : withdrawn);
}

static int64_t outcome_is(struct fixture *f, bool match)
{
	static const char is_match[] =
		"SELECT count(*) FROM hit WHERE outcome = 'match' AND state = 'open'";
	static const char is_undetermined[] =
		"SELECT count(*) FROM hit WHERE outcome = 'undetermined' AND state = 'open'";
	return ask(f, match ? is_match : is_undetermined);
}

/* A person's decision, as review/ writes it. */
static void decide(struct fixture *f, const char *outcome)
{
	struct db *db;
	assert_int_equal(store_write(unit_store(f->unit), &db, &f->e), RC_OK);
	assert_int_equal(
		db_run(db_query(
			       db,
			       "INSERT INTO account (id, login, name, password_hash, active, "
			       "created_at) VALUES (1, 'anna', 'Anna', 'x', 1, 0) ON CONFLICT (id) DO NOTHING"),
		       &f->e),
		RC_OK);
	struct query *q = db_query(
		db, "INSERT INTO decision (id, hit_id, list_id, reference, entry_hash, "
		    "outcome, reason, account_id, decided_at) "
		    "SELECT 7, h.id, h.list_id, h.reference, n.content_hash, $1, "
		    "'as the test says', 1, 0 FROM hit h JOIN entry n ON n.id = h.entry_id");
	db_bind_text(q, 1, slice_of(outcome));
	assert_int_equal(db_run(q, &f->e), RC_OK);
	assert_int_equal(
		db_run(db_query(db, "UPDATE hit SET state = 'decided', decision_id = 7"), &f->e),
		RC_OK);
	assert_int_equal(store_commit(unit_store(f->unit), &f->e), RC_OK);
}

static void assert_sound(struct fixture *f)
{
	struct check_report report;
	assert_int_equal(check_unit(f->unit, &report, &f->e), RC_OK);
	assert_string_equal(report.faults ? report.fault[0] : "", "");
}

static void a_name_alone_is_undetermined(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f, BOOKED);
	assert_int_equal(outcome_is(f, false), 1);
	assert_int_equal(f->result.hits, 1);
	assert_sound(f);
}

static void another_birth_date_withdraws_it(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f, BOOKED);
	send(f, API(ON_BOARD("910203")));
	assert_int_equal(hits(f, "open"), 0);
	assert_int_equal(hits(f, "withdrawn"), 1);
	assert_sound(f);
}

static void the_same_birth_date_makes_it_a_match(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f, BOOKED);
	send(f, API(ON_BOARD("870614")));
	assert_int_equal(outcome_is(f, true), 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM traveller"), 1);
	assert_sound(f);
}

static void a_rejected_hit_stays_decided_in_later_pushes(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f, API(ON_BOARD("870614")));
	decide(f, "rejected");
	send(f, API(ON_BOARD("870614")));
	assert_int_equal(hits(f, "open"), 0);
	assert_int_equal(hits(f, "decided"), 1);
}

static void stronger_evidence_opens_an_undetermined_hit_again(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f, BOOKED);
	decide(f, "undetermined");
	send(f, API(ON_BOARD("870614")));
	assert_int_equal(hits(f, "open"), 1);
}

static void a_confirmed_hit_stays_confirmed(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f, BOOKED);
	decide(f, "confirmed");
	send(f, API(ON_BOARD("870614")));
	assert_int_equal(hits(f, "decided"), 1);
}

static void a_new_list_meets_those_who_are_there_already(void **state)
{
	struct fixture *f = *state;
	send(f, API(ON_BOARD("870614")));
	assert_int_equal(hits(f, "open"), 0);
	import(f, ZELDA_LISTED);
	assert_int_equal(hits(f, "open"), 1);
	import(f, "UTO-2;Somebody Else;;;;\n");
	assert_int_equal(hits(f, "open"), 0);
	assert_int_equal(hits(f, "withdrawn"), 1);
	assert_sound(f);
}

/* Opens the unit on another day. */
static void on_day(struct fixture *f, int64_t days_later)
{
	const struct clock now = {.fixed_at = 1930003200 * SECOND_US + days_later * DAY_US};
	unit_close(f->unit);
	assert_int_equal(unit_open(f->folder, UNIT_SERVE, &now, &f->unit, &f->e), RC_OK);
	assert_int_equal(lists_new_day(f->unit, &f->e), RC_OK);
}

static struct list_imported import_file(struct fixture *f, const char *file, bool preview)
{
	struct list_imported out;
	struct actor by = actor_system();
	const struct list_import ask = {.name = SLICE("Sought"),
					.file_name = SLICE("sought.csv"),
					.severity = LIST_HIGH,
					.preview = preview,
					.basis = test_list_basis(unit_now(f->unit), LIST_PERSONS),
					.bytes = slice_of(file)};
	assert_int_equal(lists_import(f->unit, &by, &ask, f->arena, &out, &f->e), RC_OK);
	return out;
}

/* what counts no more alerts no more (28 February is the day of the tests). */
static void an_entry_counts_from_its_first_day_to_its_last(void **state)
{
	struct fixture *f = *state;
	on_day(f, -3);
	send(f, API(ON_BOARD("870614")));
	import_file(f,
		    "id,name,birth_date,valid_from,expires\n"
		    "UTO-1,Zelda May Quibble,1987-06-14,2031-02-26,2031-02-27\n",
		    false);
	assert_int_equal(hits(f, "open"), 0);
	on_day(f, -2);
	assert_int_equal(hits(f, "open"), 1);
	on_day(f, -1);
	assert_int_equal(hits(f, "open"), 1);
	on_day(f, 0);
	assert_int_equal(hits(f, "open"), 0);
	assert_int_equal(hits(f, "withdrawn"), 1);
	assert_sound(f);
}

static void a_removed_entry_withdraws_its_hits_and_no_other(void **state)
{
	struct fixture *f = *state;
	send(f, API(ON_BOARD("870614")));
	import_file(f,
		    "id,name,birth_date\nUTO-1,Zelda May Quibble,1987-06-14\n"
		    "UTO-2,Zelda Quibble,1987-06-14\n",
		    false);
	assert_int_equal(hits(f, "open"), 2);
	struct list_imported out =
		import_file(f, "id,name,birth_date\nUTO-2,Zelda Quibble,1987-06-14\n", false);
	assert_int_equal(out.changes.removed, 1);
	assert_int_equal(out.hits_withdrawn, 1);
	assert_int_equal(hits(f, "open"), 1);
	assert_int_equal(hits(f, "withdrawn"), 1);
	assert_sound(f);
}

static void a_preview_tells_all_and_changes_nothing(void **state)
{
	struct fixture *f = *state;
	send(f, API(ON_BOARD("870614")));
	import_file(f, "id,name,address\nUTO-1,Zelda May Quibble,1 Utopia Square\nUTO-2,Zed,\n",
		    false);
	struct list_imported out =
		import_file(f,
			    "id,name,address\nUTO-1,Zelda May Quibble,2 Utopia Square\nUTO-3,Zora\n"
			    "UTO-4,Zora Frost,\n",
			    true);
	assert_int_equal(out.version, 2);
	assert_int_equal(out.changes.added, 1);
	assert_int_equal(out.changes.changed, 1);
	assert_int_equal(out.changes.list.first->fields, 1U << LIST_FIELD_ADDRESSES);
	assert_int_equal(out.changes.removed, 1);
	assert_int_equal(out.findings.count, 1);
	assert_int_equal(out.findings.first->segment, 3);
	assert_int_equal(ask(f, "SELECT version FROM watchlist"), 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM entry"), 2);
	assert_int_equal(ask(f, "SELECT count(*) FROM watchlist_version"), 1);
	assert_int_equal(hits(f, "open"), 1);
}

static void each_version_tells_where_it_came_from(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	struct watchlist list;
	watchlist_versions versions = {0};
	static const char first[] = "id,name\nUTO-1,Zelda Quibble\n";
	static const char second[] =
		"<CONSOLIDATED_LIST dateGenerated=\"2031-02-26T00:00:01Z\"><INDIVIDUALS><INDIVIDUAL>"
		"<REFERENCE_NUMBER>UTO-1</REFERENCE_NUMBER><FIRST_NAME>Zora</FIRST_NAME>"
		"</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";
	import_file(f, first, false);
	import_file(f, first, false); /* the same again: no version */
	import_file(f, second, false);
	assert_int_equal(store_read(unit_store(f->unit), &db, &f->e), RC_OK);
	assert_int_equal(watchlist_find(db, SLICE("Sought"), f->arena, &list, &f->e), RC_OK);
	assert_int_equal(watchlist_versions_read(db, list.id, f->arena, &versions, &f->e), RC_OK);
	store_done(unit_store(f->unit), db);
	assert_int_equal(versions.count, 2);
	const struct watchlist_version *v = versions.first;
	unsigned char hash[HASH_BYTES];
	hash_bytes(SLICE(second), NULL, hash);
	assert_memory_equal(v->file_hash, hash, sizeof hash);
	assert_int_equal(v->version, 2);
	assert_int_equal(v->file_bytes, sizeof second - 1);
	assert_int_equal(v->changed, 1);
	assert_true(slice_is(v->format, "un-xml"));
	assert_true(slice_is(v->file_name, "sought.csv"));
	assert_int_equal(v->generated_on.day, 26);
	assert_true(v->imported_by.n > 0);
	assert_int_equal(v->imported_at, 1930003200 * SECOND_US);
	assert_true(slice_is(v->next->format, "csv"));
	assert_false(date_present(v->next->generated_on));
}

static void a_bad_file_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct actor by = actor_system();
	static const char *const files[] = {"", "id,name\n", "<CONSOLIDATED_LIST>", "{\"a\":1}",
					    "[{\"entity_id\":"};
	send(f, API(ON_BOARD("870614")));
	import(f, ZELDA_LISTED);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct list_imported out;
		const struct list_import bad = {
			.name = SLICE("Sought"),
			.basis = test_list_basis(unit_now(f->unit), LIST_PERSONS),
			.bytes = slice_of(files[i])};
		assert_int_equal(lists_import(f->unit, &by, &bad, f->arena, &out, &f->e),
				 RC_INVALID);
	}
	assert_int_equal(hits(f, "open"), 1);
	assert_int_equal(ask(f, "SELECT version FROM watchlist"), 1);
	assert_sound(f);
}

static void the_same_list_again_is_no_new_version(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	import(f, ZELDA_LISTED);
	assert_int_equal(ask(f, "SELECT version FROM watchlist"), 1);
	import(f, "UTO-2;Somebody Else;;;;\n");
	assert_int_equal(ask(f, "SELECT version FROM watchlist"), 2);
	assert_sound(f);
}

static void the_document_of_the_booking_counts_too(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f,
	     PNR("TIF+OTHERNAME+ZORAMRS:A:1'SSR+DOCS:HK:1:Z9:::::/P/UTO/ZQ1234567/UTO/14JUN87/F/30DEC33/"
		 "OTHERNAME/ZORA+::1'"));
	assert_int_equal(outcome_is(f, true), 1);
}

static void trap_09_equal_content_is_repeated(void **state)
{
	struct fixture *f = *state;
	static const char text[] =
		"UNB+UNOA:4+Z9+UTPIU+310226:1000+REF'" API(ON_BOARD("870614")) "UNZ+1+REF'";
	static const char wrapped[] = "UNB+UNOA:4+Z9+UTPIU+310226:1000+REF'\r\n" API(
		ON_BOARD("870614")) "\r\nUNZ+1+REF'\r\n";
	assert_int_equal(send_bytes(f, text), RC_OK);
	assert_int_equal(f->result.fresh, 1);
	assert_int_equal(send_bytes(f, text), RC_OK);
	assert_int_equal(f->result.repeated, 1);
	assert_int_equal(send_bytes(f, wrapped), RC_OK);
	assert_int_equal(f->result.repeated, 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM message"), 1);
}

static bool said(const struct fixture *f, const char *code)
{
	bool found = false;
	LIST_EACH(const struct finding, finding, &f->result.messages.first->findings)
	{
		found |= strcmp(finding->code, code) == 0;
	}
	return found;
}

static void trap_09_other_content_under_the_same_references_is_kept_and_said(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(send_bytes(f, "UNB+UNOA:4+Z9+UTPIU+310226:1000+REF'" API(
					       ON_BOARD("870614")) "UNZ+1+REF'"),
			 RC_OK);
	assert_int_equal(send_bytes(f, "UNB+UNOA:4+Z9+UTPIU+310226:1000+REF'" API(
					       ON_BOARD("870615")) "UNZ+1+REF'"),
			 RC_OK);
	assert_int_equal(f->result.fresh, 1);
	assert_true(said(f, "control-reference-reused"));
}

static void rubbish_is_quarantined_sealed_and_stops_nothing(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(send_bytes(f, "QUIBBLE ZELDA, no message at all"), RC_OK);
	assert_int_equal(f->result.quarantined, 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM message WHERE instr(body, 'QUIBBLE') > 0"),
			 0);
	send(f, API(ON_BOARD("870614")));
	assert_int_equal(f->result.fresh, 1);
	assert_sound(f);
}

static void a_test_message_is_kept_apart(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	assert_int_equal(send_bytes(f, "UNB+UNOA:4+Z9+UTPIU+310226:1000+REF++APIS++++1'" API(
					       ON_BOARD("870614")) "UNZ+1+REF'"),
			 RC_OK);
	assert_int_equal(f->result.tests, 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM traveller"), 0);
}

static void a_message_without_a_flight_still_has_its_travellers_screened(void **state)
{
	struct fixture *f = *state;
	import(f, ZELDA_LISTED);
	send(f, "UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'" ON_BOARD("870614") "UNT+9+1'");
	assert_int_equal(outcome_is(f, true), 1);
	assert_sound(f);
}

static void several_messages_of_one_input_are_walked_each(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(send_bytes(f, "UNB+UNOA:4+Z9+UTPIU+310226:1000+REF'" API(
					       ON_BOARD("870614")) BOOKED "UNZ+2+REF'rubbish"),
			 RC_OK);
	assert_int_equal(f->result.fresh, 2);
	assert_int_equal(ask(f, "SELECT count(*) FROM flight"), 1);
}

static void nothing_is_taken_in_without_a_legal_basis(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(send_bytes(f, "UNB+UNOA:4+Z9+UTPIU+310226:1000+REF'"), RC_DENIED);
	assert_string_equal(f->e.rule, "R-001");
	assert_int_equal(ask(f, "SELECT count(*) FROM message"), 0);
}

static void answers_of_other_systems_are_stored_and_make_no_flight(void **state)
{
	struct fixture *f = *state;
	send(f, "UNH+1+CUSRES:D:12B:UN:IATA'BGM+312'RFF+TN:UT7'RFF+AF:Z9418'"
		"DTM+189:3103010555:201'LOC+125+NBO'LOC+87+LIS'ERP+2'RFF+ABO:117'ERC+1Z'UNT+11+1'");
	assert_int_equal(f->result.fresh, 1);
	assert_string_equal(f->result.messages.first->function, "acknowledgement");
	assert_int_equal(f->result.messages.first->findings.count, 0);
	send(f, "UNH+1+ACKRES:13:1:IA+Z9418'MSG+:23+7'ERC+114'UNT+4+1'");
	send(f, "UNH+1+GOVREQ:13:1:IA'MSG+:22'TVL+010331:0555+NBO+LIS+Z9+418'UNT+4+1'");
	send(f, "UNH+1+CONTRL:4:1:UN'UCI+REF1+Z9+UTPIU+4+12'UNT+3+1'");
	assert_int_equal(f->result.fresh, 1);
	assert_int_equal(ask(f, "SELECT count(*) FROM message WHERE state = 'stored'"), 4);
	assert_int_equal(ask(f, "SELECT count(*) FROM flight"), 0);
	assert_int_equal(ask(f, "SELECT count(*) FROM traveller"), 0);
}

#define FLOW_TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FLOW_TEST(a_name_alone_is_undetermined),
		FLOW_TEST(another_birth_date_withdraws_it),
		FLOW_TEST(the_same_birth_date_makes_it_a_match),
		FLOW_TEST(a_rejected_hit_stays_decided_in_later_pushes),
		FLOW_TEST(stronger_evidence_opens_an_undetermined_hit_again),
		FLOW_TEST(a_confirmed_hit_stays_confirmed),
		FLOW_TEST(a_new_list_meets_those_who_are_there_already),
		FLOW_TEST(an_entry_counts_from_its_first_day_to_its_last),
		FLOW_TEST(a_removed_entry_withdraws_its_hits_and_no_other),
		FLOW_TEST(a_preview_tells_all_and_changes_nothing),
		FLOW_TEST(each_version_tells_where_it_came_from),
		FLOW_TEST(a_bad_file_changes_nothing),
		FLOW_TEST(the_same_list_again_is_no_new_version),
		FLOW_TEST(the_document_of_the_booking_counts_too),
		FLOW_TEST(trap_09_equal_content_is_repeated),
		FLOW_TEST(trap_09_other_content_under_the_same_references_is_kept_and_said),
		FLOW_TEST(rubbish_is_quarantined_sealed_and_stops_nothing),
		FLOW_TEST(a_test_message_is_kept_apart),
		FLOW_TEST(a_message_without_a_flight_still_has_its_travellers_screened),
		FLOW_TEST(answers_of_other_systems_are_stored_and_make_no_flight),
		FLOW_TEST(several_messages_of_one_input_are_walked_each),
		cmocka_unit_test_setup_teardown(nothing_is_taken_in_without_a_legal_basis,
						make_lawless, unmake),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
