/* SPDX-License-Identifier: Apache-2.0
 *
 * review/rights_parts.h - what the files of individuals' rights share. Private to review/.
 */
#ifndef REVIEW_RIGHTS_PARTS_H
#define REVIEW_RIGHTS_PARTS_H

#include "protect/audit.h"
#include "review/page.h"
#include "review/rights.h"
#include "store/rights.h"

/* One change of a request, in one transaction with its record. */
struct rights_work {
	struct unit *u;
	struct db *db;
	const struct actor *who;
	struct arena *a; /* of the work */
	struct rights_request_view request;
};

/* Asks for the permission, begins, reads the request; RC_OK: end it with rights_end. */
enum rc rights_begin(struct rights_work *w, struct unit *u, const struct actor *who, int64_t id,
		     struct err *e) MUST_CHECK;
/* Writes the record of the act when `rc` is RC_OK, then commits; else rolls back. */
enum rc rights_end(struct rights_work *w, enum rc rc, const char *act, struct slice detail,
		   struct err *e) MUST_CHECK;
enum rc rights_put_record(struct rights_work *w, const char *act, struct slice object,
			  struct slice detail, struct err *e) MUST_CHECK;

/* RC_CONFLICT "identity-not-checked"; "rights-decided". */
enum rc rights_need_identity(const struct rights_request_view *r, struct err *e) MUST_CHECK;
enum rc rights_need_open(const struct rights_request_view *r, struct err *e) MUST_CHECK;
/* RC_INVALID "reason-too-short", "reason-too-long". */
enum rc rights_need_reason(struct slice reason, struct err *e) MUST_CHECK;

#endif
