/* SPDX-License-Identifier: Apache-2.0
 *
 * review/hit_rules.h - what stands between a hit and a decision. Private to review/.
 */
#ifndef REVIEW_HIT_RULES_H
#define REVIEW_HIT_RULES_H

#include "base/err.h"
#include "model/actor.h"

struct unit;
struct hit_ties;

/* RC_CONFLICT "already-decided", "hit-withdrawn". */
enum rc hit_refuse_settled(const struct hit_ties *hit, struct err *e) MUST_CHECK;

/* Whether to confirm this hit takes two reviewers: where the profile names second
 * reviewers, hits of high severity do. */
bool second_review(struct unit *u, const struct hit_ties *hit);
bool second_reviewer_may(struct unit *u, enum actor_role role);

#endif
