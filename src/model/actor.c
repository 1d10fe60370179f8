/* SPDX-License-Identifier: Apache-2.0 */
#include "model/actor.h"

static const struct {
	const char *name, *duty;
} roles[ACTOR_ROLE_COUNT] = {
	[ACTOR_ADMINISTRATOR] = {"administrator", "administration"},
	[ACTOR_CARRIER_LIAISON] = {"carrier-liaison", "casework"},
	[ACTOR_ANALYST] = {"analyst", "casework"},
	[ACTOR_TARGETER] = {"targeter", "targeting"},
	[ACTOR_SUPERVISOR] = {"supervisor", "casework"},
	[ACTOR_REQUESTS_DESK] = {"requests-desk", "casework"},
	[ACTOR_DPO] = {"dpo", "data-protection"},
	[ACTOR_APPROVING_AUTHORITY] = {"approving-authority", "independent"},
	[ACTOR_REQUESTING_AUTHORITY] = {"requesting-authority", "outside"},
	[ACTOR_FRONTLINE_OFFICER] = {"frontline-officer", "outside"},
	[ACTOR_SUPERVISORY_AUTHORITY] = {"supervisory-authority", "supervision"},
	[ACTOR_AUDITOR] = {"auditor", "supervision"},
	[ACTOR_REMOTE_SUPPORT] = {"remote-support", "outside"},
	[ACTOR_SYSTEM] = {"system", "system"},
};

const char *actor_role_name(enum actor_role r)
{
	return roles[r].name;
}

const char *actor_role_duty(enum actor_role r)
{
	return roles[r].duty;
}

bool actor_role_for_a_time(enum actor_role r)
{
	return r == ACTOR_SUPERVISORY_AUTHORITY || r == ACTOR_AUDITOR ||
	       r == ACTOR_REMOTE_SUPPORT;
}

bool actor_role_parse(struct slice name, enum actor_role *out)
{
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		if (r == ACTOR_SYSTEM || !slice_is(name, roles[r].name))
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
