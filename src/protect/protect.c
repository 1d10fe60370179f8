/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/protect.h"

static const struct {
	const char *name, *to_do;
	bool needs_task;
} permissions[PERMISSION_COUNT] = {
	[MAY_FLIGHTS_READ] = {"flights.read", "read flights", false},
	[MAY_TRAVELLERS_READ] = {"travellers.read", "read travellers", true},
	[MAY_HITS_READ] = {"hits.read", "read hits", true},
	[MAY_HITS_DECIDE] = {"hits.decide", "decide hits", true},
	[MAY_LISTS_READ] = {"lists.read", "see the watchlists", false},
	[MAY_LISTS_WRITE] = {"lists.write", "change the watchlists", true},
	[MAY_LISTS_ASSIGN] = {"lists.assign", "give watchlists to desks", true},
	[MAY_MESSAGES_READ] = {"messages.read", "see the received messages", false},
	[MAY_AUDIT_READ] = {"audit.read", "read the audit trail", false},
	[MAY_USERS_MANAGE] = {"users.manage", "manage accounts", false},
	[MAY_KEYS_MANAGE] = {"keys.manage", "manage carriers' keys", false},
	[MAY_RIGHTS_MANAGE] = {"rights.manage", "answer the people concerned", false},
	[MAY_PROFILE_READ] = {"profile.read", "read the legal profile", false},
	[MAY_PROFILE_PROPOSE] = {"profile.propose", "propose a legal profile", false},
	[MAY_PROFILE_APPROVE] = {"profile.approve", "approve a legal profile", false},
	[MAY_UNMASK_ASK] = {"unmask.ask", "ask for masked records", true},
	[MAY_UNMASK_DECIDE] = {"unmask.decide", "approve the unmasking of records", false},
	[MAY_UNMASK_REVIEW] = {"unmask.review", "review unmaskings", false},
	[MAY_RETENTION_READ] = {"retention.read", "see how long what is kept", false},
	[MAY_SUPPORT_CONSENT] = {"support.consent", "let support from outside in", false},
	[MAY_SUPPORT_READ] = {"support.read", "see the health of the system", false},
};

#define YES(p) [p] = true

/* docs/roles.md shows this table; a test compares the two. */
static const bool may[ACTOR_ROLE_COUNT][PERMISSION_COUNT] = {
	[ACTOR_ADMINISTRATOR] = {YES(MAY_RETENTION_READ), YES(MAY_MESSAGES_READ),
				 YES(MAY_USERS_MANAGE), YES(MAY_KEYS_MANAGE),
				 YES(MAY_PROFILE_READ), YES(MAY_SUPPORT_CONSENT),
				 YES(MAY_SUPPORT_READ)},
	[ACTOR_REMOTE_SUPPORT] = {YES(MAY_PROFILE_READ), YES(MAY_SUPPORT_READ)},
	[ACTOR_CARRIER_LIAISON] = {YES(MAY_RETENTION_READ), YES(MAY_FLIGHTS_READ),
				   YES(MAY_MESSAGES_READ), YES(MAY_PROFILE_READ)},
	[ACTOR_ANALYST] = {YES(MAY_UNMASK_ASK), YES(MAY_FLIGHTS_READ), YES(MAY_TRAVELLERS_READ),
			   YES(MAY_HITS_READ), YES(MAY_HITS_DECIDE), YES(MAY_LISTS_READ),
			   YES(MAY_PROFILE_READ)},
	[ACTOR_TARGETER] = {YES(MAY_FLIGHTS_READ), YES(MAY_LISTS_READ), YES(MAY_LISTS_WRITE),
			    YES(MAY_PROFILE_READ)},
	[ACTOR_SUPERVISOR] = {YES(MAY_UNMASK_ASK), YES(MAY_UNMASK_DECIDE), YES(MAY_RETENTION_READ),
			      YES(MAY_FLIGHTS_READ), YES(MAY_TRAVELLERS_READ), YES(MAY_HITS_READ),
			      YES(MAY_HITS_DECIDE), YES(MAY_LISTS_READ), YES(MAY_MESSAGES_READ),
			      YES(MAY_PROFILE_READ), YES(MAY_LISTS_ASSIGN),
			      YES(MAY_PROFILE_PROPOSE), YES(MAY_SUPPORT_CONSENT)},
	[ACTOR_REQUESTS_DESK] = {YES(MAY_UNMASK_ASK), YES(MAY_FLIGHTS_READ),
				 YES(MAY_TRAVELLERS_READ), YES(MAY_PROFILE_READ)},
	[ACTOR_DPO] = {YES(MAY_UNMASK_REVIEW), YES(MAY_RETENTION_READ), YES(MAY_FLIGHTS_READ),
		       YES(MAY_TRAVELLERS_READ), YES(MAY_HITS_READ), YES(MAY_LISTS_READ),
		       YES(MAY_MESSAGES_READ), YES(MAY_AUDIT_READ), YES(MAY_PROFILE_READ),
		       YES(MAY_RIGHTS_MANAGE), YES(MAY_SUPPORT_READ)},
	[ACTOR_APPROVING_AUTHORITY] = {YES(MAY_UNMASK_DECIDE), YES(MAY_PROFILE_READ),
				       YES(MAY_PROFILE_APPROVE)},
	[ACTOR_REQUESTING_AUTHORITY] = {YES(MAY_PROFILE_READ)},
	[ACTOR_FRONTLINE_OFFICER] = {YES(MAY_PROFILE_READ)},
	[ACTOR_SUPERVISORY_AUTHORITY] = {YES(MAY_RETENTION_READ), YES(MAY_FLIGHTS_READ),
					 YES(MAY_TRAVELLERS_READ), YES(MAY_HITS_READ),
					 YES(MAY_LISTS_READ), YES(MAY_MESSAGES_READ),
					 YES(MAY_AUDIT_READ), YES(MAY_PROFILE_READ)},
	[ACTOR_AUDITOR] = {YES(MAY_RETENTION_READ), YES(MAY_FLIGHTS_READ), YES(MAY_LISTS_READ),
			   YES(MAY_MESSAGES_READ), YES(MAY_AUDIT_READ), YES(MAY_PROFILE_READ)},
	[ACTOR_SYSTEM] = {YES(MAY_LISTS_READ), YES(MAY_LISTS_ASSIGN), YES(MAY_LISTS_WRITE),
			  YES(MAY_MESSAGES_READ), YES(MAY_USERS_MANAGE), YES(MAY_KEYS_MANAGE),
			  YES(MAY_PROFILE_READ), YES(MAY_PROFILE_PROPOSE)},
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
	[ACTOR_APPROVING_AUTHORITY] = "independent approval",
	[ACTOR_REQUESTING_AUTHORITY] = "own requests: terrorist offences and serious crime",
	[ACTOR_FRONTLINE_OFFICER] =
		"encounters at the border: terrorist offences and serious crime",
	[ACTOR_SUPERVISORY_AUTHORITY] = "supervision: verification that processing is lawful",
	[ACTOR_AUDITOR] = "audit: verification that processing is lawful",
	[ACTOR_REMOTE_SUPPORT] = "support of the system from outside, without data",
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

bool protect_needs_task(enum permission p)
{
	return permissions[p].needs_task;
}

enum rc protect_require(const struct actor *who, enum permission p, struct err *e)
{
	if (!protect_may(who->role, p))
		return err_refuse(e, RC_DENIED, "not-permitted", "R-172",
				  "the role %s may not %s: that needs the permission %s",
				  actor_role_name(who->role), permissions[p].to_do,
				  permissions[p].name);
	if (permissions[p].needs_task && who->role != ACTOR_SYSTEM && !who->task.id)
		return err_refuse(
			e, RC_DENIED, "no-task", "R-004",
			"to %s, first say for which purpose, why, and in which case: open "
			"a task",
			permissions[p].to_do);
	return RC_OK;
}

struct slice protect_purpose(enum actor_role role)
{
	return slice_of(purposes[role]);
}
