/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/laws.h - the unit's legal profile: which version is in force, and how it
 * is changed. One office proposes, another one approves or refuses; every version
 * stays on record (docs/profiles.md).
 */
#ifndef FLOW_LAWS_H
#define FLOW_LAWS_H

#include "model/law.h"
#include "model/view.h"

struct unit;

#define LAW_REASON_MIN 10   /* characters that are not blank */
#define LAW_REASON_MAX 2000 /* bytes */

/* The profile in force; it lives as long as the unit. Any thread. */
const struct law *unit_law(struct unit *u);

/* MAY_PROFILE_READ. All versions, the latest first, without their text. */
enum rc laws_read(struct unit *u, const struct actor *who, struct arena *a, profile_views *out,
		  struct err *e) MUST_CHECK;
/* MAY_PROFILE_READ. One version with its text. RC_NOT_FOUND. */
enum rc law_show(struct unit *u, const struct actor *who, int64_t version, struct arena *a,
		 struct profile_view *out, struct err *e) MUST_CHECK;

/* MAY_PROFILE_PROPOSE; audited "profile.proposed". RC_INVALID "bad-profile" with what is
 * wrong in `faults`, "reason-too-short". */
enum rc law_propose(struct unit *u, const struct actor *who, struct slice text, struct slice reason,
		    struct arena *a, law_faults *faults, int64_t *version,
		    struct err *e) MUST_CHECK;

/* MAY_PROFILE_APPROVE, and not by who proposed it; audited "profile.approved" or
 * "profile.refused". What is approved is in force at once, and ends every task, whose
 * purpose may be none any more. RC_NOT_FOUND; RC_CONFLICT "profile-decided"; RC_DENIED
 * "own-proposal"; RC_INVALID "bad-profile" (the program has become stricter), "reason-too-short". */
enum rc law_decide(struct unit *u, const struct actor *who, int64_t version, bool approve,
		   struct slice reason, struct err *e) MUST_CHECK;

#endif
