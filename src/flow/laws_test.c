/* SPDX-License-Identifier: Apache-2.0
 *
 * The law of a unit: recorded before anything begins, changed by two offices,
 * deciding which flights are taken in.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/crypto.h"
#include "flow/ingest.h"
#include "flow/laws.h"
#include "flow/unit.h"
#include "minimise/law.h"
#include "protect/account.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REASON SLICE("The test asks for it.")

struct lawful {
	char folder[64];
	struct unit *u;
	struct arena *a;
	struct actor supervisor, judge;
	struct err e;
};

static const struct clock now = {.fixed_at = 1774000000 * SECOND_US}; /* 2026-03-20 */

static struct actor account(struct lawful *x, const char *login, enum actor_role role)
{
	struct actor system = actor_system();
	struct actor who = {.login = slice_of(login), .name = slice_of(login), .role = role};
	const struct new_account new = {.login = who.login,
					.name = who.name,
					.role = role,
					.password = SLICE("invented words for a test")};
	assert_int_equal(account_create(unit_store(x->u), &system, &new, now.fixed_at,
					&who.account_id, &x->e),
			 RC_OK);
	return who;
}

/* A unit of Portugal, so that flights to France are within the Union. */
static int make(void **state)
{
	static const struct unit_plan plan = {.name = "Unit of a test",
					      .state = "Portugal, in a test",
					      .country = "PRT",
					      .profile = "eu-strict",
					      .legal_basis = "Invented Act, article 1",
					      .fictitious = true};
	struct lawful *x = calloc(1, sizeof *x);
	assert_non_null(x);
	crypto_start();
	strcpy(x->folder, "/tmp/piu-law-XXXXXX");
	assert_non_null(mkdtemp(x->folder));
	x->a = arena_new((size_t)64 << 20);
	assert_int_equal(unit_create(x->folder, &plan, &x->e), RC_OK);
	assert_int_equal(unit_open(x->folder, UNIT_SERVE, &now, &x->u, &x->e), RC_OK);
	x->supervisor = account(x, "sue", ACTOR_SUPERVISOR);
	x->judge = account(x, "judge", ACTOR_APPROVING_AUTHORITY);
	*state = x;
	return 0;
}

static int drop(void **state)
{
	struct lawful *x = *state;
	char command[128];
	unit_close(x->u);
	arena_free(x->a);
	snprintf(command, sizeof command, "rm -rf %s", x->folder);
	int failed = system(command);
	free(x);
	return failed;
}

static int64_t ask(struct lawful *x, const char *sql)
{
	struct db *db = NULL;
	assert_int_equal(store_read(unit_store(x->u), &db, &x->e), RC_OK);
	struct query *q = db_query(db, sql);
	assert_int_equal(db_step(q, &x->e), RC_OK);
	int64_t n = db_i64(q, 0);
	db_reset(q);
	store_done(unit_store(x->u), db);
	return n;
}

/* eu-strict with `old` replaced. */
static struct slice changed(struct lawful *x, const char *old, const char *new)
{
	struct slice text = law_built_in(SLICE("eu-strict"));
	const char *at = memmem(text.p, text.n, old, strlen(old));
	if (!at)
		fail_msg("the profile does not hold \"%s\"", old);
	size_t before = (size_t)(at - text.p);
	struct slice rest = slice_range(text, before + strlen(old), text.n);
	return arena_printf(x->a, "%.*s%s%.*s", (int)before, text.p, new, SLICE_ARG(rest));
}

static enum rc propose(struct lawful *x, const struct actor *who, struct slice text,
		       int64_t *version)
{
	law_faults faults;
	return law_propose(x->u, who, text, REASON, x->a, &faults, version, &x->e);
}

static void a_new_unit_has_its_law_as_version_one(void **state)
{
	struct lawful *x = *state;
	struct profile_view v;
	assert_int_equal(unit_law(x->u)->mask_months, 6);
	assert_int_equal(law_show(x->u, &x->judge, 1, x->a, &v, &x->e), RC_OK);
	assert_true(slice_is(v.state, "in-force"));
	assert_true(slice_eq(v.content, law_built_in(SLICE("eu-strict"))));
}

/* */
static void no_unit_is_made_under_a_profile_with_faults(void **state)
{
	struct lawful *x = *state;
	char folder[80];
	struct unit_plan plan = {.name = "U", .state = "U", .country = "UTO", .legal_basis = "A"};
	snprintf(folder, sizeof folder, "%s/other", x->folder);
	plan.profile = "national"; /* the template, not filled in */
	assert_int_equal(unit_create(folder, &plan, &x->e), RC_INVALID);
	assert_string_equal(x->e.code, "bad-profile");
	plan.profile = "nothing";
	assert_int_equal(unit_create(folder, &plan, &x->e), RC_INVALID);
	plan.profile_text = changed(x, "delete-after = 60", "delete-after = 600").p;
	assert_int_equal(unit_create(folder, &plan, &x->e), RC_INVALID);
	assert_non_null(strstr(x->e.text, "weaker than icao-base"));
	plan.profile_text = changed(x, "delete-after = 60", "delete-after = 48").p;
	assert_int_equal(unit_create(folder, &plan, &x->e), RC_OK);
}

/* four eyes, of two offices. */
static void one_office_proposes_and_another_approves(void **state)
{
	struct lawful *x = *state;
	int64_t version = 0;
	struct slice text = changed(x, "mask-after = 6 months", "mask-after = 5 months");
	assert_int_equal(propose(x, &x->judge, text, &version), RC_DENIED);
	assert_int_equal(propose(x, &x->supervisor, text, &version), RC_OK);
	assert_int_equal(version, 2);
	assert_int_equal(unit_law(x->u)->mask_months, 6);
	assert_int_equal(law_decide(x->u, &x->supervisor, 2, true, REASON, &x->e), RC_DENIED);
	assert_int_equal(law_decide(x->u, &x->judge, 2, true, SLICE("yes"), &x->e), RC_INVALID);
	assert_int_equal(law_decide(x->u, &x->judge, 3, true, REASON, &x->e), RC_NOT_FOUND);
	assert_int_equal(law_decide(x->u, &x->judge, 2, true, REASON, &x->e), RC_OK);
	assert_int_equal(unit_law(x->u)->mask_months, 5);
	assert_int_equal(law_decide(x->u, &x->judge, 2, false, REASON, &x->e), RC_CONFLICT);
	assert_int_equal(ask(x, "SELECT count(*) FROM profile_version WHERE state = 'in-force'"),
			 1);
	assert_int_equal(ask(x, "SELECT count(*) FROM audit WHERE act IN ('profile.proposed', "
				"'profile.approved') AND object = 'profile:2'"),
			 2);
	unit_close(x->u);
	assert_int_equal(unit_open(x->folder, UNIT_SERVE, &now, &x->u, &x->e), RC_OK);
	assert_int_equal(unit_law(x->u)->mask_months, 5);
}

static void what_is_refused_changes_nothing(void **state)
{
	struct lawful *x = *state;
	int64_t version = 0;
	struct slice text = changed(x, "mask-after = 6 months", "mask-after = 5 months");
	assert_int_equal(propose(x, &x->supervisor, text, &version), RC_OK);
	assert_int_equal(law_decide(x->u, &x->judge, version, false, REASON, &x->e), RC_OK);
	assert_int_equal(unit_law(x->u)->mask_months, 6);
	assert_int_equal(law_decide(x->u, &x->judge, version, true, REASON, &x->e), RC_CONFLICT);
}

static void a_profile_with_faults_is_no_proposal(void **state)
{
	struct lawful *x = *state;
	int64_t version = 0;
	struct slice text = changed(x, "mask-after = 6 months", "mask-after = 30 months");
	assert_int_equal(propose(x, &x->supervisor, text, &version), RC_INVALID);
	assert_string_equal(x->e.code, "bad-profile");
	assert_string_equal(x->e.rule, "R-110");
	assert_int_equal(ask(x, "SELECT count(*) FROM profile_version"), 1);
}

/* Even by hand in the database nobody decides what he or she proposed. */
static void the_database_holds_no_decision_of_the_proposer(void **state)
{
	struct lawful *x = *state;
	int64_t version = 0;
	struct db *db;
	assert_int_equal(propose(x, &x->supervisor, law_built_in(SLICE("eu-strict")), &version),
			 RC_OK);
	assert_int_equal(store_write(unit_store(x->u), &db, &x->e), RC_OK);
	assert_int_not_equal(
		db_script(db,
			  SLICE("UPDATE profile_version SET state = 'in-force', decided_at = 1, "
				"decided_by = proposed_by WHERE version = 2"),
			  &x->e),
		RC_OK);
	store_rollback(unit_store(x->u));
}

/* ---- flights: R-019 ---- */

#define FLIGHT(from, to) \
	"UNB+UNOA:4+Z9+UTPIU+260320:1000+REF" from to "'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'" \
	"TDT+20+Z9418+++Z9'LOC+125+" from "'DTM+189:2603210955:201'LOC+87+" to \
	"'DTM+232:2603211720:201'NAD+FL+++ZZTESTER:ANNA'ATT+2++F'DTM+329:700102'" \
	"LOC+178+" from "'LOC+179+" to "'NAT+2+UTO'CNT+42:1'UNT+14+1'UNZ+1+REF" from to "'"

static enum ingest_outcome send(struct lawful *x, const char *message)
{
	const struct ingest_source from = {.channel = "file"};
	struct ingest_result result;
	char *bytes = strdup(message);
	assert_int_equal(ingest_input(x->u, &from, bytes, strlen(bytes), x->a, &result, &x->e),
			 RC_OK);
	free(bytes);
	assert_int_equal(result.messages.count, 1);
	if (result.messages.first->outcome == INGEST_OUTSIDE)
		assert_string_equal(result.messages.first->findings.last->code,
				    "flight-outside-selection");
	return result.messages.first->outcome;
}

static void approve(struct lawful *x, struct slice text)
{
	int64_t version = 0;
	assert_int_equal(propose(x, &x->supervisor, text, &version), RC_OK);
	assert_int_equal(law_decide(x->u, &x->judge, version, true, REASON, &x->e), RC_OK);
}

static void a_flight_within_the_union_is_turned_away_and_nothing_of_it_is_kept(void **state)
{
	struct lawful *x = *state;
	assert_int_equal(send(x, FLIGHT("CDG", "LIS")), INGEST_OUTSIDE);
	assert_int_equal(send(x, FLIGHT("CDG", "LIS")), INGEST_OUTSIDE); /* the same again */
	assert_int_equal(ask(x, "SELECT count(*) FROM message"), 0);
	assert_int_equal(ask(x, "SELECT count(*) FROM flight"), 0);
	assert_int_equal(ask(x, "SELECT count(*) FROM traveller"), 0);
	assert_int_equal(ask(x, "SELECT count(*) FROM audit WHERE act = 'message.turned-away' "
				"AND detail NOT LIKE '%ZZTESTER%'"),
			 2);
	assert_int_equal(send(x, FLIGHT("NBO", "LIS")), INGEST_NEW);
	assert_int_equal(ask(x, "SELECT count(*) FROM traveller"), 1);
}

static void selected_routes_are_taken_in_until_their_review(void **state)
{
	struct lawful *x = *state;
	approve(x, changed(x, "\nwithin = none",
			   "\nwithin = selected\nselected = CDG-LIS\nassessment = A 1\n"
			   "review-by = 2026-03-20"));
	assert_int_equal(send(x, FLIGHT("CDG", "LIS")), INGEST_NEW);
	assert_int_equal(send(x, FLIGHT("FRA", "LIS")), INGEST_OUTSIDE);
	const struct clock next_day = {.fixed_at = now.fixed_at + DAY_US};
	unit_close(x->u);
	assert_int_equal(unit_open(x->folder, UNIT_SERVE, &next_day, &x->u, &x->e), RC_OK);
	assert_int_equal(send(x, FLIGHT("LIS", "CDG")), INGEST_OUTSIDE);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_new_unit_has_its_law_as_version_one),
		T(no_unit_is_made_under_a_profile_with_faults),
		T(one_office_proposes_and_another_approves),
		T(what_is_refused_changes_nothing),
		T(a_profile_with_faults_is_no_proposal),
		T(the_database_holds_no_decision_of_the_proposer),
		T(a_flight_within_the_union_is_turned_away_and_nothing_of_it_is_kept),
		T(selected_routes_are_taken_in_until_their_review),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
