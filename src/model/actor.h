/* SPDX-License-Identifier: Apache-2.0
 *
 * model/actor.h - who acts: a signed-in person, or the system itself.
 */
#ifndef MODEL_ACTOR_H
#define MODEL_ACTOR_H

#include "base/slice.h"

/* A person has exactly one role, so that duties that must be kept apart can not
 * be combined in one account (docs/roles.md). */
enum actor_role {
	ACTOR_ADMINISTRATOR,
	ACTOR_CARRIER_LIAISON,
	ACTOR_ANALYST,
	ACTOR_TARGETER,
	ACTOR_SUPERVISOR,
	ACTOR_REQUESTS_DESK,
	ACTOR_DPO,
	ACTOR_APPROVING_AUTHORITY,   /* court or independent body: approves, reads no data */
	ACTOR_REQUESTING_AUTHORITY,  /* police, customs ...: own requests */
	ACTOR_FRONTLINE_OFFICER,     /* at the gate */
	ACTOR_SUPERVISORY_AUTHORITY, /* for a time, reads only */
	ACTOR_AUDITOR,               /* for a time, reads only, no passenger data */
	ACTOR_REMOTE_SUPPORT,        /* from outside, let in for a time, blind to data: R-173 */
	ACTOR_SYSTEM, /* the program, or its operator at the terminal; never an account */
	ACTOR_ROLE_COUNT,
};

/* What the actor is working on: asked once, it stands in the record of each act. */
struct task {
	int64_t id;                    /* 0 = none */
	struct slice purpose, offence; /* names of the legal profile; offence may be absent */
	struct slice justification, case_reference;
	int64_t ends_at;
};

struct actor {
	int64_t account_id; /* 0 = system */
	struct slice login, name;
	enum actor_role role;
	struct slice desk; /* where the account works; absent = no desk of its own */
	struct task task;
};

const char *actor_role_name(enum actor_role r); /* "administrator", "carrier-liaison" ... "system" */
/* False for an unknown name and for "system", which no account can have. */
bool actor_role_parse(struct slice name, enum actor_role *out);

/* What the role serves: "casework", "targeting", "administration", "data-protection",
 * "supervision", "independent", "outside"; "system" of ACTOR_SYSTEM. Nobody serves two. */
const char *actor_role_duty(enum actor_role r);
/* Inspections and support from outside: accounts of these roles have an end. */
bool actor_role_for_a_time(enum actor_role r);

/* Login and name "system". */
struct actor actor_system(void);

#endif
