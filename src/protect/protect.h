/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/protect.h - who may do what (docs/roles.md).
 *
 * One table, role by permission, with duties that must be kept apart in
 * different roles: who runs the system reads no passenger data, who writes
 * lists does not decide hits, and the data protection officer reads everything
 * and changes nothing.
 *
 * Accounts are in protect/account.h, sessions in protect/session.h, second factors
 * in protect/second_factor.h, tasks in protect/task.h, carriers' keys in
 * protect/carrier_key.h, desks in protect/scope.h, the legal profile in protect/profile.h, the trail in
 * protect/audit.h.
 */
#ifndef PROTECT_PROTECT_H
#define PROTECT_PROTECT_H

#include "base/err.h"
#include "model/actor.h"

enum permission {
	MAY_FLIGHTS_READ,
	MAY_TRAVELLERS_READ,
	MAY_HITS_READ,
	MAY_HITS_DECIDE,
	MAY_LISTS_READ,
	MAY_LISTS_WRITE,
	MAY_LISTS_ASSIGN,  /* to desks */
	MAY_MESSAGES_READ, /* their structure, no personal data */
	MAY_AUDIT_READ,
	MAY_USERS_MANAGE,
	MAY_KEYS_MANAGE,   /* carriers' keys */
	MAY_RIGHTS_MANAGE, /* requests of the people concerned, the officer's own register */
	MAY_PROFILE_READ,  /* the law of the unit */
	MAY_PROFILE_PROPOSE,
	MAY_PROFILE_APPROVE, /* another office than proposes */
	MAY_UNMASK_ASK,      /* to see a masked record; holds, searches by process */
	MAY_UNMASK_DECIDE,   /* where the law lets the role approve: R-112 */
	MAY_UNMASK_REVIEW,   /* afterwards */
	MAY_RETENTION_READ,  /* how long what is kept, and what never was */
	MAY_SUPPORT_CONSENT, /* to let somebody from outside in, for a time: R-173 */
	MAY_SUPPORT_READ,    /* health and counters, nobody's data */
	PERMISSION_COUNT,
};

const char *permission_name(enum permission p); /* "flights.read" ... */

/* Whether the role has the permission (docs/roles.md). */
bool protect_may(enum actor_role role, enum permission p);

/* Whether who does this must be on a task: purpose, justification and case. */
bool protect_needs_task(enum permission p);

/* RC_DENIED, code "not-permitted", with a sentence that names what is needed; code "no-task"
 * where a person who may do it has not said for what. The system needs no task. */
enum rc protect_require(const struct actor *who, enum permission p, struct err *e) MUST_CHECK;

/* The standing purpose of a role; it stands in the audit record of what is done without a
 * task. */
struct slice protect_purpose(enum actor_role role);

#endif
