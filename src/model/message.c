/* SPDX-License-Identifier: Apache-2.0 */
#include "model/message.h"

#include <string.h>

const char *message_type_name(enum message_type t)
{
	static const char *const names[] = {"unknown", "PAXLST", "CUSRES", "PNRGOV",
					    "ACKRES",  "GOVREQ", "CONTRL", "PNRGOV-XML"};
	return names[t];
}

const char *message_function_name(enum message_function f)
{
	static const char *const names[] = {
		[FUNCTION_NONE] = NULL,
		[FUNCTION_PASSENGERS] = "passengers",
		[FUNCTION_CREW] = "crew",
		[FUNCTION_CHANGE] = "change",
		[FUNCTION_CANCEL] = "cancel",
		[FUNCTION_REDUCE] = "reduce",
		[FUNCTION_CLOSE] = "close",
		[FUNCTION_CLOSE_NOT_ON_BOARD] = "close-not-on-board",
		[FUNCTION_CLOSE_ON_BOARD] = "close-on-board",
		[FUNCTION_CANCEL_FLIGHT] = "cancel-flight",
		[FUNCTION_CHANGE_FLIGHT] = "change-flight",
		[FUNCTION_CREW_CHANGE] = "crew-change",
		[FUNCTION_MASTER_CREW] = "master-crew",
		[FUNCTION_GATE_PASS] = "gate-pass",
		[FUNCTION_FULL] = "full",
		[FUNCTION_UPDATE] = "update",
		[FUNCTION_RESPONSE] = "response",
		[FUNCTION_UNSOLICITED] = "unsolicited",
		[FUNCTION_ACKNOWLEDGEMENT] = "acknowledgement",
		[FUNCTION_OTHER] = "other",
	};
	return names[f];
}

const char *traveller_kind_name(enum traveller_kind k)
{
	static const char *const names[] = {"passenger",    "crew",         "transit",
					    "transit-crew", "not-on-board", "other"};
	return names[k];
}

const char *traveller_role_name(enum traveller_role r)
{
	static const char *const names[] = {NULL, "adult", "child", "infant",
					    "unaccompanied-minor"};
	return names[r];
}

const struct leg *message_border_leg(const struct message *m, const struct flight **flight)
{
	LIST_EACH(const struct flight, f, &m->flights){
		LIST_EACH(const struct leg, leg, &f->legs){if (leg->border){ *flight = f;
	return leg;
}
}
}
*flight = m->flights.first;
return *flight ? (*flight)->legs.first : NULL;
}

void message_removed(struct message *m, struct arena *a, struct slice code, const char *why)
{
	LIST_EACH(struct removed, r, &m->removed)
	{
		if (slice_eq(r->code, code) && strcmp(r->why, why) == 0) {
			r->count++;
			return;
		}
	}
	struct removed *r = LIST_ADD(&m->removed, a, struct removed);
	if (r)
		*r = (struct removed){.code = code, .count = 1, .why = why};
}
