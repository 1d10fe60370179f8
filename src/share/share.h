/* SPDX-License-Identifier: Apache-2.0
 *
 * share/share.h - what leaves the unit: disclosures of confirmed hits and answers to reasoned
 * requests, as packages for one officer of one competent authority; and recalls.
 *
 * As review/review.h: every function asks first whether `who` may; what is done is recorded in
 * the audit trail in the same transaction, and reading before anything is given out. Every
 * refusal names its rule. Memory from `a`.
 */
#ifndef SHARE_SHARE_H
#define SHARE_SHARE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "model/actor.h"
#include "model/law.h"
#include "model/view_share.h"

struct unit;

#define CAVEAT_MAX 400
#define FEEDBACK_NOTE_MAX 2000
#define EXPIRY_MONTHS_MAX 60             /* where the profile deletes never */
#define UNMASKED_PACKAGE_US (7 * DAY_US) /* of an unmasked record: to be fetched by then */

/* ---- what a package can hold ---- */

struct share_field {
	const char *name;
	unsigned heading; /* of Annex I */
	bool usual;       /* chosen unless somebody chooses */
};
/* `*count` of them. */
const struct share_field *share_fields(unsigned *count);

/* Who may be sent something, and what: officers of the authorities of the profile.
 * MAY_DISCLOSURES_MAKE or MAY_REQUESTS_FILE. */
enum rc share_recipients(struct unit *u, const struct actor *who, struct arena *a,
			 recipient_views *out, struct err *e) MUST_CHECK;

/* ---- spontaneous disclosure (R-090) ---- */

struct disclosure_question {
	struct slice officer;  /* login; of an answer: left out, it is the request's */
	struct slice fields;   /* words of share_fields, with blanks between */
	struct slice caveat;   /* how it is to be handled */
	struct slice language; /* of the paper: en, ar */
	struct slice feedback_on, expires_on; /* days to come, YYYY-MM-DD */
	/* A recipient that passes it to another State; absent = stays in the State. */
	struct slice transfer_state, transfer_basis; /* alpha-3; the agreement */
	struct slice transfer_checks; /* words: agreement or essential-urgent, onward-authorised,
				       * comparable-protection, no-death-penalty, no-torture,
				       * no-persecution */
};

/* From a hit that was confirmed; sent at once, or waiting for a second reviewer where
 * confirming the hit took one. MAY_DISCLOSURES_MAKE, MAY_HITS_READ; audited
 * "disclosure.made", "disclosure.sent". RC_CONFLICT "not-confirmed",
 * "bureau-answer-missing", "second-reviewer-needed", "delisted";
 * RC_DENIED "masked", "restricted", "transfer-refused" (R-134; kept, and
 * told to the data protection officer); RC_INVALID "bad-recipient", "bad-fields",
 * "heading-not-permitted", "no-caveat", "bad-date", "bad-language", "bad-transfer". */
enum rc share_disclose(struct unit *u, const struct actor *who, int64_t hit_id,
		       const struct disclosure_question *ask, struct arena *a,
		       struct disclosure_view *out, struct err *e) MUST_CHECK;

/* The second reviewer sends it, or drops it. Audited "disclosure.sent", "disclosure.dropped".
 * RC_DENIED "own-disclosure", "second-reviewer-role"; RC_CONFLICT "not-waiting". */
enum rc share_release(struct unit *u, const struct actor *who, int64_t id, bool send,
		      struct arena *a, struct disclosure_view *out, struct err *e) MUST_CHECK;

/* Calls a sent package back. MAY_DISCLOSURES_MAKE; audited "disclosure.recalled".
 * RC_CONFLICT "not-sent"; RC_INVALID "reason-too-short". */
enum rc share_recall(struct unit *u, const struct actor *who, int64_t id, struct slice note,
		     struct arena *a, struct disclosure_view *out, struct err *e) MUST_CHECK;

struct disclosures_page {
	disclosure_views disclosures;
	int64_t waiting, unseen_recalls, overdue; /* counts; overdue: feedback or recall */
	int64_t now_at;
};
/* MAY_DISCLOSURES_READ: all; MAY_PACKAGES_RECEIVE: those sent to one's own authority. */
enum rc share_disclosures(struct unit *u, const struct actor *who, struct arena *a,
			  struct disclosures_page *out, struct err *e) MUST_CHECK;

/* ---- the recipient ---- */

/* The package's bytes, "json" or "pdf". The named officer alone; audited "package.fetched".
 * RC_NOT_FOUND for what is somebody else's, "package-gone"; RC_CONFLICT "recalled". */
enum rc share_fetch(struct unit *u, const struct actor *who, int64_t id, struct slice format,
		    struct buf *out, struct err *e) MUST_CHECK;
/* Audited "package.acknowledged", "package.feedback", "recall.acknowledged". RC_CONFLICT
 * "not-fetched", "acknowledged", "recalled", "not-recalled"; RC_INVALID "bad-feedback". */
enum rc share_acknowledge(struct unit *u, const struct actor *who, int64_t id,
			  struct err *e) MUST_CHECK;
enum rc share_feedback(struct unit *u, const struct actor *who, int64_t id, struct slice word,
		       struct slice note, struct err *e) MUST_CHECK;
enum rc share_recall_seen(struct unit *u, const struct actor *who, int64_t id,
			  struct err *e) MUST_CHECK;

/* ---- the register and third countries (R-133) ---- */

struct share_register {
	request_views requests; /* without whom they asked for */
	disclosure_views disclosures;
	third_country_views third_countries;
	int64_t now_at;
};
/* MAY_AUDIT_READ; audited "register.read". */
enum rc share_register_read(struct unit *u, const struct actor *who, struct arena *a,
			    struct share_register *out, struct err *e) MUST_CHECK;
/* The same as CSV (RFC 4180), one line for each request, disclosure and transfer; audited
 * "register.exported". */
enum rc share_register_export(struct unit *u, const struct actor *who, struct arena *a,
			      struct buf *out, struct err *e) MUST_CHECK;
/* The officer has seen a transfer to a third country. MAY_RIGHTS_MANAGE; audited
 * "transfer.seen". RC_NOT_FOUND; RC_INVALID "reason-too-short". */
enum rc share_transfer_seen(struct unit *u, const struct actor *who, int64_t id, struct slice note,
			    struct err *e) MUST_CHECK;

#endif
