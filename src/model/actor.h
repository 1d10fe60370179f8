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
	ACTOR_SYSTEM, /* the program, or its operator at the terminal; never an account */
	ACTOR_ROLE_COUNT,
};

struct actor {
	int64_t account_id; /* 0 = system */
	struct slice login, name;
	enum actor_role role;
};

const char *actor_role_name(enum actor_role r); /* "administrator", "carrier-liaison" ... "system" */
/* False for an unknown name and for "system", which no account can have. */
bool actor_role_parse(struct slice name, enum actor_role *out);

/* Login and name "system". */
struct actor actor_system(void);

#endif
