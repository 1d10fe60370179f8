/* SPDX-License-Identifier: Apache-2.0
 *
 * review/rights.h - the rights of the people concerned: requests, the
 * search for a person, decisions and what follows from them.
 *
 * All of it is the data protection officer's, who is the single contact of the people
 * concerned: every function needs MAY_RIGHTS_MANAGE. Nothing in the audit
 * trail says who asked, or whom a search found.
 */
#ifndef REVIEW_RIGHTS_H
#define REVIEW_RIGHTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/view_rights.h"

struct unit;

#define RIGHTS_ANSWER_US (30 * INT64_C(86400000000)) /* to decide, from receipt */
#define RIGHTS_EXTENSION_US (60 * INT64_C(86400000000))
#define RIGHTS_TEXT_MAX 4000

struct rights_intake {
	struct slice kind;    /* access, rectification, erasure, restriction, redress */
	struct slice channel; /* letter, e-mail, portal, in-person */
	struct slice family, given, birth_date, address, wish;
	struct slice document_type, document_number, document_issuer; /* may be absent */
	struct slice received_on;                                     /* YYYY-MM-DD */
};

/* Audited "rights.received". RC_INVALID "bad-kind", "bad-channel", "bad-name", "bad-date",
 * "bad-address". The clock runs from the day of receipt. */
enum rc rights_receive(struct unit *u, const struct actor *who, const struct rights_intake *in,
		       struct arena *a, struct rights_request_view *out, struct err *e) MUST_CHECK;

/* All requests and redress identities; one with whom its search found. Audited
 * "rights.read". RC_NOT_FOUND. */
enum rc rights_list(struct unit *u, const struct actor *who, struct arena *a,
		    struct rights_page *out, struct err *e) MUST_CHECK;
enum rc rights_read(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
		    struct rights_request_page *out, struct err *e) MUST_CHECK;

/* How it was made sure that the applicant is who he or she says; before that nothing else
 * is possible. Audited "rights.identity-checked". RC_CONFLICT "identity-checked". */
enum rc rights_identify(struct unit *u, const struct actor *who, int64_t id, struct slice how,
			struct err *e) MUST_CHECK;

/* More time, once, with the reason. Audited "rights.extended". RC_CONFLICT "extended". */
enum rc rights_extend(struct unit *u, const struct actor *who, int64_t id, struct slice why,
		      struct err *e) MUST_CHECK;

/* Looks for the applicant among all travellers: by document, and by name in other
 * spellings. Audited "rights.searched" with the count. RC_CONFLICT
 * "identity-not-checked". */
enum rc rights_search(struct unit *u, const struct actor *who, int64_t id, unsigned *found,
		      struct err *e) MUST_CHECK;

/* Whether somebody found is the applicant: "same", "other". Audited "rights.found-marked". */
enum rc rights_mark(struct unit *u, const struct actor *who, int64_t id, int64_t traveller_id,
		    struct slice state, struct err *e) MUST_CHECK;

struct rights_decision {
	struct slice decision;       /* granted, partly, refused */
	struct slice reason;         /* REASON_MIN characters or more */
	struct slice field, content; /* of a rectification */
};
/* Decides and does what was decided to everybody marked "same", in one transaction: erases,
 * restricts, puts right, or makes a redress identity. Audited "rights.decided" and, for each
 * flight, "rights.applied"; "redress.made". RC_CONFLICT "identity-not-checked",
 * "rights-decided", "found-not-marked", "identity-too-weak"; RC_INVALID "bad-decision",
 * "reason-too-short", "bad-field". */
enum rc rights_decide(struct unit *u, const struct actor *who, int64_t id,
		      const struct rights_decision *d, struct err *e) MUST_CHECK;

/* A redress identity is no longer in force. Audited "redress.ended". RC_NOT_FOUND. */
enum rc rights_end_redress(struct unit *u, const struct actor *who, int64_t id,
			   struct err *e) MUST_CHECK;

/* The answer as PDF: "person" says what is held and how it came about; "court" adds every
 * ground, entry and record. `language` en or ar. Audited "rights.answered".
 * RC_INVALID "bad-version", "bad-language"; RC_CONFLICT "identity-not-checked". */
enum rc rights_answer(struct unit *u, const struct actor *who, int64_t id, struct slice version,
		      struct slice language, struct arena *a, struct buf *out,
		      struct err *e) MUST_CHECK;

/* The notice to a person whose data were used: "sent", "not-owed", or "waiting" until
 * another day. Audited "notice.settled". RC_INVALID "bad-state", "bad-date",
 * "reason-too-short"; RC_NOT_FOUND. */
enum rc rights_settle_notice(struct unit *u, const struct actor *who, int64_t decision_id,
			     struct slice state, struct slice review_on, struct slice reason,
			     struct err *e) MUST_CHECK;

#endif
