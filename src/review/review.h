/* SPDX-License-Identifier: Apache-2.0
 *
 * review/review.h - what people read and decide.
 *
 * Every function asks first whether `who` may do it: RC_DENIED, code
 * "not-permitted". Reading personal data is recorded in the audit trail before
 * anything is given out: if the record can not be written, nothing is
 * shown. Memory from `a` for everything in `out`; RC_NOMEM when it is full.
 * RC_NOT_FOUND (code "not-found") where an id leads nowhere.
 *
 * Accounts and setting up a unit are in protect/account.h.
 */
#ifndef REVIEW_REVIEW_H
#define REVIEW_REVIEW_H

#include "base/arena.h"
#include "model/checkpoint.h"
#include "model/view.h"

struct unit;
struct buf;

#define PAGE_DEFAULT 100
#define PAGE_MAX 500
#define REASON_MIN 10   /* characters that are not blank */
#define REASON_MAX 4000 /* bytes */

/* Anyone. */
enum rc review_unit(struct unit *u, struct unit_view *out, struct err *e) MUST_CHECK;

/* ---- flights and travellers ---- */

struct flights_question {
	struct slice direction; /* inbound, outbound, domestic, unknown; absent = all */
	struct slice q;         /* part of "Z9418", a port ("LIS"); absent = all */
	int64_t from_at, to_at; /* of deadline_at; 0 = six hours before now, 72 hours after now */
	unsigned limit;         /* 0 = PAGE_DEFAULT; at most PAGE_MAX */
	struct slice cursor;    /* flights_page.next, with the same question */
};

/* MAY_FLIGHTS_READ. RC_INVALID "bad-cursor", "bad-direction". */
enum rc review_flights(struct unit *u, const struct actor *who, const struct flights_question *ask,
		       struct arena *a, struct flights_page *out, struct err *e) MUST_CHECK;

/* MAY_FLIGHTS_READ. */
enum rc review_flight(struct unit *u, const struct actor *who, int64_t flight_id, struct arena *a,
		      struct flight_page *out, struct err *e) MUST_CHECK;

/* MAY_TRAVELLERS_READ; audited "flight.travellers-read". */
enum rc review_travellers(struct unit *u, const struct actor *who, int64_t flight_id,
			  struct arena *a, struct travellers_page *out, struct err *e) MUST_CHECK;

/* MAY_TRAVELLERS_READ; audited "traveller.read". Hits only for who has MAY_HITS_READ. */
enum rc review_traveller(struct unit *u, const struct actor *who, int64_t traveller_id,
			 struct arena *a, struct traveller_page *out, struct err *e) MUST_CHECK;

/* ---- hits ---- */

struct hits_question {
	struct slice state;  /* open, decided, withdrawn; absent = open */
	unsigned limit;      /* as above */
	struct slice cursor; /* hits_page.next, with the same state */
};

/* MAY_HITS_READ; audited "hits.read". Open hits: deadlines to come first (the
 * soonest at the top), then those that passed (the latest at the top); among
 * equals by severity, then score. Others: the latest decision first. RC_INVALID
 * "bad-cursor", "bad-state". */
enum rc review_hits(struct unit *u, const struct actor *who, const struct hits_question *ask,
		    struct arena *a, struct hits_page *out, struct err *e) MUST_CHECK;

/* MAY_HITS_READ; audited "hit.read". */
enum rc review_hit(struct unit *u, const struct actor *who, int64_t hit_id, struct arena *a,
		   struct hit_page *out, struct err *e) MUST_CHECK;

struct decide_question {
	struct slice outcome;       /* confirmed, rejected, undetermined */
	struct slice reason;        /* REASON_MIN characters that are not blank, or more */
	struct checklist checklist; /* every criterion answered */
	/* A hit that was confirmed turns out not to be: decided anew, "rejected" or "undetermined",
	 * with every hit that the decision was carried over to. What was sent is recalled. */
	bool overturn;
};

/* MAY_HITS_DECIDE; audited "hit.decided", or "hit.overturned". One person decides one hit; the
 * decision is carried over to other open hits of the same person on the same state
 * of the same entry. Where the profile wants two reviewers, the first one's
 * "confirmed" is kept as an opinion, audited "hit.first-opinion", and the hit stays open
 * until somebody else decides.
 * RC_CONFLICT "already-decided", "hit-withdrawn", "second-reviewer-needed", "not-confirmed";
 * "bureau-answer-missing", "bureau-not-confirmed"; RC_DENIED
 * "second-reviewer-role"; RC_INVALID "reason-too-short", "reason-too-long", "bad-outcome",
 * "checklist-incomplete", "name-only". */
enum rc review_decide(struct unit *u, const struct actor *who, int64_t hit_id,
		      const struct decide_question *ask, struct arena *a, struct hit_view *out,
		      struct err *e) MUST_CHECK;

#define BUREAU_ANSWER_US (60 * INT64_C(60000000)) /* the bureau's time to answer */
#define BUREAU_REFERENCE_MAX 120                  /* bytes */

/* Record that the national central bureau was asked to verify a match with INTERPOL data
 * with its source, and what it answered: "confirmed", "not-confirmed". MAY_HITS_DECIDE;
 * audited "hit.bureau-asked", "hit.bureau-answered". `reference` is the bureau's own.
 * RC_CONFLICT "bureau-not-needed", "bureau-asked", "bureau-not-asked", "bureau-answered",
 * "already-decided", "hit-withdrawn"; RC_INVALID "bad-reference", "bad-answer". */
enum rc review_bureau_ask(struct unit *u, const struct actor *who, int64_t hit_id,
			  struct slice reference, struct err *e) MUST_CHECK;
enum rc review_bureau_answer(struct unit *u, const struct actor *who, int64_t hit_id,
			     struct slice word, struct slice reference, struct err *e) MUST_CHECK;

/* ---- lists, messages, the trail ---- */

/* MAY_LISTS_READ. */
enum rc review_watchlists(struct unit *u, const struct actor *who, struct arena *a,
			  struct watchlists_page *out, struct err *e) MUST_CHECK;
/* Where each version of a list came from. RC_NOT_FOUND. */
enum rc review_watchlist_versions(struct unit *u, const struct actor *who, struct slice name,
				  struct arena *a, struct watchlist_versions_page *out,
				  struct err *e) MUST_CHECK;

/* What other thresholds of a list would have saved and lost in the last 365 days, by
 * people's decisions. MAY_LISTS_READ; numbers only. RC_NOT_FOUND. */
enum rc review_thresholds(struct unit *u, const struct actor *who, struct slice name,
			  struct arena *a, struct thresholds_page *out, struct err *e) MUST_CHECK;

struct messages_question {
	struct slice state; /* stored, quarantined, test; absent = all */
	unsigned limit;
};

/* MAY_MESSAGES_READ; newest first, structure only. RC_INVALID "bad-state". */
enum rc review_messages(struct unit *u, const struct actor *who,
			const struct messages_question *ask, struct arena *a,
			struct messages_page *out, struct err *e) MUST_CHECK;

/* MAY_AUDIT_READ; records with seq below `before` (0 = from the newest), at most
 * `limit` (0 = PAGE_DEFAULT). The reading itself is audited first, "audit.read". */
enum rc review_audit(struct unit *u, const struct actor *who, int64_t before, unsigned limit,
		     struct arena *a, struct audit_page *out, struct err *e) MUST_CHECK;

/* MAY_AUDIT_READ; signs the trail now, audited "audit.signed"; or the whole of it with its proof,
 * signed now, audited "audit.exported". RC_LIMIT "export-too-large". */
enum rc review_audit_sign(struct unit *u, const struct actor *who, struct checkpoint_row *out,
			  struct err *e) MUST_CHECK;
enum rc review_audit_export(struct unit *u, const struct actor *who, struct buf *out,
			    struct err *e) MUST_CHECK;

#endif
