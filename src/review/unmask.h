/* SPDX-License-Identifier: Apache-2.0
 *
 * review/unmask.h - what people do with masked records: find that there are some, ask to see
 * one, approve, open, review; record evidence; put on hold.
 *
 * As review/review.h: every function asks first whether `who` may; what is done is recorded
 * in the audit trail in the same transaction. Every refusal names its rule.
 */
#ifndef REVIEW_UNMASK_H
#define REVIEW_UNMASK_H

#include "model/masked_view.h"
#include "model/retention.h"
#include "review/review.h"

#define UNMASK_HOURS 24 /* an approved request ends so long after the approval */
#define REFERENCE_MAX 200
#define HOLD_YEARS_MAX 10

struct unmask_question {
	int64_t traveller_id;
	struct slice fields;      /* of identity, api, pnr, booking, hits, with blanks between */
	struct slice legal_basis; /* law and article */
	struct slice reference;   /* of the case */
	struct slice reason;
};

/* MAY_UNMASK_ASK; audited "unmask.asked". RC_CONFLICT "not-masked"; RC_INVALID "bad-fields",
 * "reason-too-short", "reason-too-long", "no-case", "no-legal-basis-given". */
enum rc review_unmask_ask(struct unit *u, const struct actor *who,
			  const struct unmask_question *ask, struct arena *a,
			  struct unmask_view *out, struct err *e) MUST_CHECK;

struct unmask_answer {
	bool approve;
	struct slice reason;
	struct slice share; /* of the approving office; may be absent */
};

/* MAY_UNMASK_DECIDE; audited "unmask.approved" or "unmask.refused". RC_DENIED "own-request",
 * "approver-is-piu"; RC_CONFLICT "already-decided"; RC_INVALID "reason-too-short",
 * "bad-share". */
enum rc review_unmask_decide(struct unit *u, const struct actor *who, int64_t id,
			     const struct unmask_answer *answer, struct arena *a,
			     struct unmask_view *out, struct err *e) MUST_CHECK;

/* The requester opens an approved record with the shares of two offices (the second may have
 * come with the approval); audited "unmask.opened". RC_DENIED "not-yours", "not-approved";
 * RC_CONFLICT "unmask-ended"; and as opened_open (flow/opened.h). */
enum rc review_unmask_open(struct unit *u, const struct actor *who, int64_t id, struct slice share,
			   struct slice second_share, struct arena *a, struct unmask_view *out,
			   struct err *e) MUST_CHECK;

struct unmask_record {
	struct unmask_view request;
	struct slice record_json;
};
/* The requester alone, while it is open; audited "unmask.read" each time. RC_NOT_FOUND
 * "sealed-again". */
enum rc review_unmask_read(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
			   struct unmask_record *out, struct err *e) MUST_CHECK;

struct unmask_page {
	unmask_views requests;
	int64_t to_review; /* approved ones that the data protection officer has not reviewed */
	int64_t now_at;
};
/* Who may decide or review sees all, who may ask only his or her own. `state`: asked,
 * approved, refused, review; absent = all. RC_INVALID "bad-state". */
enum rc review_unmasks(struct unit *u, const struct actor *who, struct slice state, struct arena *a,
		       struct unmask_page *out, struct err *e) MUST_CHECK;

/* MAY_UNMASK_REVIEW; audited "unmask.reviewed". `result`: lawful, unlawful. RC_INVALID
 * "bad-result", "reason-too-short"; RC_CONFLICT "not-approved", "already-reviewed". */
enum rc review_unmask_review(struct unit *u, const struct actor *who, int64_t id,
			     struct slice result, struct slice note, struct arena *a,
			     struct unmask_view *out, struct err *e) MUST_CHECK;

/* ---- evidence and holds ---- */

/* MAY_HITS_DECIDE; audited "evidence.recorded". RC_INVALID "reason-too-short", "no-case". */
enum rc review_evidence(struct unit *u, const struct actor *who, int64_t traveller_id,
			struct slice grounds, struct slice reference, struct err *e) MUST_CHECK;

struct hold_question {
	struct slice owner;     /* the authority that has the case */
	struct slice reference; /* its case */
	int64_t ends_at;        /* at most HOLD_YEARS_MAX from now */
};
/* MAY_UNMASK_ASK; audited "hold.begun". RC_INVALID "no-case", "no-owner", "bad-end". */
enum rc review_hold(struct unit *u, const struct actor *who, int64_t traveller_id,
		    const struct hold_question *ask, int64_t *id, struct err *e) MUST_CHECK;
/* Audited "hold.ended". RC_NOT_FOUND. */
enum rc review_hold_end(struct unit *u, const struct actor *who, int64_t hold_id,
			struct err *e) MUST_CHECK;

struct keeping_page {
	evidence_views evidence;
	hold_views holds;
};
/* MAY_TRAVELLERS_READ: why a traveller's record is kept. */
enum rc review_keeping(struct unit *u, const struct actor *who, int64_t traveller_id,
		       struct arena *a, struct keeping_page *out, struct err *e) MUST_CHECK;

/* ---- searching by process, retention, minimisation ---- */

struct sealed_question {
	struct slice name;       /* whole, in any order; or absent */
	struct slice birth_date; /* YYYY-MM-DD; or absent */
	struct slice document, issuer;
	struct slice reference; /* the case */
	struct slice reason;
};
struct sealed_page {
	int64_t count;
	sealed_views found; /* pseudonyms */
};
/* MAY_UNMASK_ASK or MAY_UNMASK_REVIEW; audited "sealed.searched", without what was
 * searched for. Counts and pseudonyms only. RC_INVALID "nothing-to-search", "no-case",
 * "bad-date", "reason-too-short". */
enum rc review_sealed_search(struct unit *u, const struct actor *who,
			     const struct sealed_question *ask, struct arena *a,
			     struct sealed_page *out, struct err *e) MUST_CHECK;

struct retention_page {
	struct retention_state state;
	certificate_views certificates; /* the newest first */
	int64_t now_at;
};
/* MAY_RETENTION_READ. */
enum rc review_retention(struct unit *u, const struct actor *who, struct arena *a,
			 struct retention_page *out, struct err *e) MUST_CHECK;

struct minimised_page {
	struct slice from, to; /* days */
	minimised_views rows;
	int64_t total;
};
/* MAY_RETENTION_READ: what was erased before anything was stored, over days; absent = today.
 * RC_INVALID "bad-date". */
enum rc review_minimised(struct unit *u, const struct actor *who, struct slice from,
			 struct slice to, struct arena *a, struct minimised_page *out,
			 struct err *e) MUST_CHECK;

#endif
