/* SPDX-License-Identifier: Apache-2.0
 *
 * share/parts.h - what the files of this room share. Private to share/.
 */
#ifndef SHARE_PARTS_H
#define SHARE_PARTS_H

#include "flow/laws.h"
#include "flow/recalls.h"
#include "flow/retention.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/checks.h"
#include "review/review.h"
#include "share/requests.h"
#include "share/share.h"
#include "store/account.h"
#include "store/disclosure.h"
#include "protect/protect.h"
#include "protect/task.h"
#include "store/request.h"

/* One act, in one transaction with its record. */
struct share_work {
	struct unit *u;
	const struct actor *who;
	struct arena *a;
	struct db *db;
	int64_t now_at;
};

/* Begins to write; RC_OK: end it with share_end. */
enum rc share_begin(struct share_work *w, struct err *e) MUST_CHECK;
/* Commits when `rc` is RC_OK, and tells live pages. */
enum rc share_end(struct share_work *w, enum rc rc, struct err *e) MUST_CHECK;
enum rc share_record(struct share_work *w, const char *act, const char *kind, int64_t id,
		     struct slice detail, struct err *e) MUST_CHECK;

/* ---- fields.c ---- */

/* RC_INVALID "bad-fields", "heading-not-permitted". */
enum rc share_fields_check(const struct law *law, struct slice words, struct err *e) MUST_CHECK;
bool share_fields_have(struct slice fields, struct slice name);
bool share_fields_within(struct slice fields, struct slice wider);

/* The officer who is sent something: an active account of an authority that the profile in
 * force names. Notes the authority. RC_INVALID "bad-recipient". */
enum rc share_officer(struct share_work *w, struct slice login, struct account_row *out,
		      struct err *e) MUST_CHECK;
/* The authority that `who` works for: RC_DENIED "no-authority". */
enum rc share_own_authority(struct unit *u, const struct actor *who, struct err *e) MUST_CHECK;

/* The instant at which a day to come is over. RC_INVALID "bad-date". */
enum rc share_day_end(struct slice day, int64_t now_at, int64_t *at, struct err *e) MUST_CHECK;
/* "D-2026-0001". */
struct slice share_number(const char *prefix, int64_t count, int64_t now_at, struct arena *a);
/* The first instant of the year of `at`. */
int64_t share_year_at(int64_t at);

/* ---- disclose.c: one disclosure under way ---- */

struct traveller_page;
struct hit_page;
struct disclosing {
	struct share_work w;
	const struct disclosure_question *ask;
	struct disclosure_row row;
	const struct traveller_page *person;
	const struct hit_page *hit;         /* NULL: answer to a request */
	const struct request_view *request; /* NULL: spontaneous */
	struct slice list_source;
	struct slice record_json; /* of a masked traveller who was unmasked */
	struct account_row officer;
	bool needs_second;
};
/* Everything of the question but the recipient; fills row.view. */
enum rc disclosing_check(struct disclosing *d, struct err *e) MUST_CHECK;
/* Inside the transaction: row, package and records; sends unless a second one must agree. */
enum rc disclosing_put(struct disclosing *d, struct err *e) MUST_CHECK;
/* Keeps that a transfer was refused, when that is what `rc` and `e` say. */
enum rc disclosing_refused(struct disclosing *d, enum rc rc, struct err *e) MUST_CHECK;

/* ---- package.c ---- */

/* Makes both forms, once, and keeps them under the key of this month; `hash`: of the JSON. */
enum rc package_make(struct disclosing *d, unsigned char hash[HASH_BYTES],
		     struct err *e) MUST_CHECK;
/* The bytes of one form. */
enum rc package_open(struct unit *u, const struct disclosure_view *v, const struct package_row *row,
		     bool pdf, struct buf *out, struct err *e) MUST_CHECK;

#endif
