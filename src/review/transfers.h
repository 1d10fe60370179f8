/* SPDX-License-Identifier: Apache-2.0
 *
 * review/transfers.h - carriers' transfers as people and carriers deal with them: threat
 * decisions, notices and contacts, outages and penalties.
 * As review/review.h: permissions first, memory from `a`.
 */
#ifndef REVIEW_TRANSFERS_H
#define REVIEW_TRANSFERS_H

#include "base/clock.h"
#include "base/err.h"
#include "model/actor.h"
#include "model/view_transfers.h"

struct unit;

#define THREAT_MIN 20               /* characters that say what is specific and actual */
#define THREAT_MAX_US (14 * DAY_US) /* from its beginning to its end */

/* MAY_TRANSFERS_READ. */
enum rc review_transfers(struct unit *u, const struct actor *who, struct arena *a,
			 struct transfers_page *out, struct err *e) MUST_CHECK;

/* What of a threat_view is asked: flight (carrier and number) or route or both, from, until,
 * threat, reference. MAY_THREATS_PROPOSE; audited "threat.proposed". Where the law wants
 * nobody else, it is approved at once. RC_INVALID "bad-flight", "bad-span",
 * "reason-too-short", "bad-reference". */
enum rc review_threat_propose(struct unit *u, const struct actor *who,
			      const struct threat_view *ask, int64_t *id, struct err *e) MUST_CHECK;
/* MAY_THREATS_DECIDE, by a role that the law names (LAW_EXTRA_TRANSFER), and not by who
 * proposed it; audited "threat.approved", "threat.refused". RC_DENIED "own-proposal",
 * "not-approver"; RC_CONFLICT "threat-decided"; RC_NOT_FOUND; RC_INVALID. */
enum rc review_threat_decide(struct unit *u, const struct actor *who, int64_t id, bool approve,
			     struct slice reason, struct arena *a, struct err *e) MUST_CHECK;

/* MAY_TRANSFERS_MANAGE; audited "carrier.contact-set". RC_INVALID "bad-contact". */
enum rc review_contact_set(struct unit *u, const struct actor *who, const struct contact_view *ask,
			   struct err *e) MUST_CHECK;

/* Enters an outage: the carrier's, or without a carrier the unit's own. Penalty proposals for
 * what falls in it are withdrawn. MAY_TRANSFERS_MANAGE; audited "outage.recorded".
 * RC_INVALID "bad-span", "evidence-missing". */
enum rc review_outage_record(struct unit *u, const struct actor *who, const struct outage_view *ask,
			     int64_t *id, struct err *e) MUST_CHECK;
/* Its end, where it was not known. Audited "outage.ended". RC_NOT_FOUND, RC_INVALID "bad-span". */
enum rc review_outage_end(struct unit *u, const struct actor *who, int64_t id, int64_t until_at,
			  struct err *e) MUST_CHECK;

/* A person proposes a penalty for what a notice tells; nothing else ever does.
 * MAY_TRANSFERS_MANAGE; audited "penalty.proposed". RC_CONFLICT "outage" (what was missing falls
 * in one), "penalty-proposed"; RC_NOT_FOUND; RC_INVALID "reason-too-short". */
enum rc review_penalty_propose(struct unit *u, const struct actor *who, int64_t notice_id,
			       struct slice reason, struct arena *a, struct err *e) MUST_CHECK;

/* The notices of the carrier whose key was used, noted as fetched. */
enum rc review_notices_fetch(struct unit *u, struct slice carrier, struct arena *a,
			     notice_views *out, struct err *e) MUST_CHECK;

#endif
