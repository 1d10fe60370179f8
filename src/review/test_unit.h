/* SPDX-License-Identifier: Apache-2.0
 *
 * review/test_unit.h - for tests: a unit with invented messages, lists and
 * people in a folder that goes away. Private to review/.
 */
#ifndef REVIEW_TEST_UNIT_H
#define REVIEW_TEST_UNIT_H

#include "flow/unit.h"
#include "model/watchlist.h"
#include "review/review.h"

#define TEST_NOW "2026-03-11T04:00:00Z"

struct test_unit {
	char folder[64];
	struct unit *u;
	struct arena *a;
	struct err e;
	int64_t now_at;
	struct actor analyst, supervisor; /* with accounts */
};

int test_unit_make(void **state); /* a unit with the accounts, no data */
int test_unit_remove(void **state);
/* The same unit at another time: "2026-03-11T09:00:00Z". */
void test_unit_at(struct test_unit *t, const char *instant);
/* The unit under another built-in legal profile, as two offices put it in force. */
void test_unit_law(struct test_unit *t, const char *profile);

/* Somebody with a role, on a task, and no account; enough for everything but deciding. */
struct actor test_actor(enum actor_role role);

struct test_person {
	const char *family, *given, *birth, *document; /* birth YYMMDD; document of UTO */
};
/* An API message of flight Z9<number> from NBO to LIS. `departs` and `arrives` are
 * YYMMDDHHMM; a family name of NULL ends the people. */
void test_unit_api(struct test_unit *t, const char *number, const char *departs,
		   const char *arrives, const struct test_person *people);
void test_unit_ingest(struct test_unit *t, const char *message);
/* A list of persons in CSV: "id,name,birth_date,document_number,document_issuer" rows. */
void test_unit_list(struct test_unit *t, const char *name, enum list_severity severity,
		    const char *rows);

/* Runs SQL as someone would who has the database file and no program. */
void test_unit_tamper(struct test_unit *t, const char *sql);
/* First column of the first row as a number; -1 where there is none. */
int64_t test_unit_number(struct test_unit *t, const char *sql);

/* Every criterion answered, and all agree. */
struct checklist test_checklist(void);
/* The same of a hit on a rule. */
struct checklist test_rule_checklist(void);

/* Somebody with a role and an account. */
struct actor test_account(struct test_unit *t, enum actor_role role, const char *login,
			  const char *name);

/* The open hit of a traveller by family name on a flight; fails where there is none. */
int64_t test_unit_hit(struct test_unit *t, const char *family, const char *number);

#endif
