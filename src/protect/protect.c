/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/protect.h"

static const struct {
	const char *name, *to_do;
} permissions[PERMISSION_COUNT] = {
	[MAY_FLIGHTS_READ] = {"flights.read", "read flights"},
	[MAY_TRAVELLERS_READ] = {"travellers.read", "read travellers"},
	[MAY_HITS_READ] = {"hits.read", "read hits"},
	[MAY_HITS_DECIDE] = {"hits.decide", "decide hits"},
	[MAY_LISTS_READ] = {"lists.read", "see the watchlists"},
	[MAY_LISTS_WRITE] = {"lists.write", "change the watchlists"},
	[MAY_MESSAGES_READ] = {"messages.read", "see the received messages"},
	[MAY_AUDIT_READ] = {"audit.read", "read the audit trail"},
	[MAY_USERS_MANAGE] = {"users.manage", "manage accounts"},
	[MAY_KEYS_MANAGE] = {"keys.manage", "manage carriers' keys"},
	[MAY_UNMASK_ASK] = {"unmask.ask", "ask for masked records"},
	[MAY_UNMASK_DECIDE] = {"unmask.decide", "approve the unmasking of records"},
	[MAY_UNMASK_REVIEW] = {"unmask.review", "review unmaskings"},
	[MAY_RETENTION_READ] = {"retention.read", "see how long what is kept"},
};

/* docs/roles.md shows this table; a test compares the two. */
static const bool may[ACTOR_ROLE_COUNT][PERMISSION_COUNT] = {
	[ACTOR_ADMINISTRATOR] = {[MAY_MESSAGES_READ] = true,
				 [MAY_USERS_MANAGE] = true,
				 [MAY_KEYS_MANAGE] = true,
				 [MAY_RETENTION_READ] = true},
	[ACTOR_CARRIER_LIAISON] =
		{[MAY_FLIGHTS_READ] = true, [MAY_MESSAGES_READ] = true, [MAY_RETENTION_READ] = true},
	[ACTOR_ANALYST] = {[MAY_FLIGHTS_READ] = true,
			   [MAY_TRAVELLERS_READ] = true,
			   [MAY_HITS_READ] = true,
			   [MAY_HITS_DECIDE] = true,
			   [MAY_LISTS_READ] = true,
			   [MAY_UNMASK_ASK] = true},
	[ACTOR_TARGETER] =
		{[MAY_FLIGHTS_READ] = true, [MAY_LISTS_READ] = true, [MAY_LISTS_WRITE] = true},
	[ACTOR_SUPERVISOR] = {[MAY_FLIGHTS_READ] = true,
			      [MAY_TRAVELLERS_READ] = true,
			      [MAY_HITS_READ] = true,
			      [MAY_HITS_DECIDE] = true,
			      [MAY_LISTS_READ] = true,
			      [MAY_MESSAGES_READ] = true,
			      [MAY_UNMASK_ASK] = true,
			      [MAY_UNMASK_DECIDE] = true,
			      [MAY_RETENTION_READ] = true},
	[ACTOR_REQUESTS_DESK] =
		{[MAY_FLIGHTS_READ] = true, [MAY_TRAVELLERS_READ] = true, [MAY_UNMASK_ASK] = true},
	[ACTOR_DPO] = {[MAY_FLIGHTS_READ] = true,
		       [MAY_TRAVELLERS_READ] = true,
		       [MAY_HITS_READ] = true,
		       [MAY_LISTS_READ] = true,
		       [MAY_MESSAGES_READ] = true,
		       [MAY_AUDIT_READ] = true,
		       [MAY_UNMASK_REVIEW] = true,
		       [MAY_RETENTION_READ] = true},
	[ACTOR_SYSTEM] = {[MAY_LISTS_READ] = true,
			  [MAY_LISTS_WRITE] = true,
			  [MAY_MESSAGES_READ] = true,
			  [MAY_USERS_MANAGE] = true,
			  [MAY_KEYS_MANAGE] = true},
};

/* Directive (EU) 2016/681 arts. 6(2), 6(7) and 13(6) name these uses, and no others. */
static const char *const purposes[ACTOR_ROLE_COUNT] = {
	[ACTOR_ADMINISTRATOR] = "operation of the unit",
	[ACTOR_CARRIER_LIAISON] = "quality of carriers' transfers",
	[ACTOR_ANALYST] = "assessment before travel: terrorist offences and serious crime",
	[ACTOR_TARGETER] = "lists and criteria: terrorist offences and serious crime",
	[ACTOR_SUPERVISOR] = "assessment before travel: terrorist offences and serious crime",
	[ACTOR_REQUESTS_DESK] = "requests of authorities: terrorist offences and serious crime",
	[ACTOR_DPO] = "verification that processing is lawful",
	[ACTOR_SYSTEM] = "operation of the unit",
};

const char *permission_name(enum permission p)
{
	return permissions[p].name;
}

bool protect_may(enum actor_role role, enum permission p)
{
	return may[role][p];
}

enum rc protect_require(const struct actor *who, enum permission p, struct err *e)
{
	if (protect_may(who->role, p))
		return RC_OK;
	return err_refuse(e, RC_DENIED, "not-permitted", "R-172",
			  "the role %s may not %s: that needs the permission %s",
			  actor_role_name(who->role), permissions[p].to_do, permissions[p].name);
}

struct slice protect_purpose(enum actor_role role)
{
	return slice_of(purposes[role]);
}
