/* SPDX-License-Identifier: Apache-2.0
 *
 * store/request.h - rows of the reasoned requests of authorities, and of the
 * authorities themselves. Memory from `a`. Who may is share's to say.
 */
#ifndef STORE_REQUEST_H
#define STORE_REQUEST_H

#include "model/view_share.h"
#include "store/store.h"

/* Notes an authority that the profile in force names; nothing where it is noted. */
enum rc authority_note(struct db *db, struct slice name, struct slice title,
		       struct err *e) MUST_CHECK;

/* A new request in the state filed; the ids of `r` count, its names do not. RC_CONFLICT where
 * the database refuses the authority. */
enum rc request_insert(struct db *db, const struct request_view *r, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND with code "not-found". */
enum rc request_read(struct db *db, int64_t id, struct arena *a, struct request_view *out,
		     struct err *e) MUST_CHECK;
/* The open ones first, by deadline, then the newest. `authority` absent = of all; `approval`:
 * only those with a text on circumstances. */
enum rc requests_read(struct db *db, struct slice authority, bool approval, unsigned limit,
		      struct arena *a, request_views *out, struct err *e) MUST_CHECK;
enum rc requests_since(struct db *db, int64_t from_at, int64_t *count, struct err *e) MUST_CHECK;

struct request_decision {
	int64_t id, by, at;
	const char *state;                   /* "accepted", "refused" */
	struct slice reason, cut;            /* cut absent = nothing */
	struct slice from_on, to_on, fields; /* as they are now */
};
enum rc request_decide(struct db *db, const struct request_decision *d, struct err *e) MUST_CHECK;
/* Answered at `at`; `answer` says why where no package went out. */
enum rc request_set_answered(struct db *db, int64_t id, struct slice answer, int64_t at,
			     struct err *e) MUST_CHECK;
/* The independent review. */
enum rc request_set_approval(struct db *db, int64_t id, const char *approval, int64_t by,
			     struct slice reason, int64_t at, struct err *e) MUST_CHECK;
/* Used before the review, which is due at `due_at`. */
enum rc request_set_review_due(struct db *db, int64_t id, int64_t due_at, struct err *e) MUST_CHECK;
/* Takes who was asked for out of requests filed until `until_at`; `*count` of them. */
enum rc requests_erase(struct db *db, int64_t until_at, int64_t *count, struct err *e) MUST_CHECK;

/* Travellers in the clear who answer to a request, on flights that depart within its days. */
enum rc request_find_all(struct db *db, const struct request_view *r, int64_t now_at,
			 unsigned limit, struct arena *a, request_finds *out,
			 struct err *e) MUST_CHECK;

#endif
