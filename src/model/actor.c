/* SPDX-License-Identifier: Apache-2.0 */
#include "model/actor.h"

static const char *const role_names[ACTOR_ROLE_COUNT] = {
	[ACTOR_ADMINISTRATOR] = "administrator",
	[ACTOR_CARRIER_LIAISON] = "carrier-liaison",
	[ACTOR_ANALYST] = "analyst",
	[ACTOR_TARGETER] = "targeter",
	[ACTOR_SUPERVISOR] = "supervisor",
	[ACTOR_REQUESTS_DESK] = "requests-desk",
	[ACTOR_DPO] = "dpo",
	[ACTOR_SYSTEM] = "system",
};

const char *actor_role_name(enum actor_role r)
{
	return role_names[r];
}

bool actor_role_parse(struct slice name, enum actor_role *out)
{
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		if (r == ACTOR_SYSTEM || !slice_is(name, role_names[r]))
			continue;
		*out = (enum actor_role)r;
		return true;
	}
	return false;
}

struct actor actor_system(void)
{
	return (struct actor){
		.login = SLICE("system"), .name = SLICE("system"), .role = ACTOR_SYSTEM};
}
