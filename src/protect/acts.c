/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/acts.h"

#include <stdlib.h>
#include <string.h>

/* Sorted. docs/audit.md describes each; a test compares the two. */
static const struct act acts[] = {
	{"account.created", ACT_ADMINISTRATION},
	{"account.desk-set", ACT_ADMINISTRATION},
	{"account.ended", ACT_ADMINISTRATION},
	{"account.restored", ACT_ADMINISTRATION},
	{"audit.exported", ACT_TRAIL_USE},
	{"audit.read", ACT_TRAIL_USE},
	{"audit.signed", ACT_TRAIL_USE},
	{"audit.trimmed", ACT_ERASURE},
	{"breach.assessed", ACT_OVERSIGHT},
	{"breach.authority-told", ACT_DISCLOSURE},
	{"breach.closed", ACT_OVERSIGHT},
	{"breach.measure-taken", ACT_OVERSIGHT},
	{"breach.people-told", ACT_DISCLOSURE},
	{"breach.read", ACT_OVERSIGHT},
	{"breach.recorded", ACT_OVERSIGHT},
	{"carrier-key.created", ACT_ADMINISTRATION},
	{"carrier-key.revoked", ACT_ADMINISTRATION},
	{"compliance.made", ACT_TRAIL_USE},
	{"duty.set", ACT_ADMINISTRATION},
	{"evidence.recorded", ACT_DECISION},
	{"flight.travellers-read", ACT_CONSULTATION},
	{"hit.bureau-answered", ACT_DECISION},
	{"hit.bureau-asked", ACT_DISCLOSURE},
	{"hit.carried-over", ACT_DECISION},
	{"hit.decided", ACT_DECISION},
	{"hit.first-opinion", ACT_DECISION},
	{"hit.raised", ACT_MATCHING},
	{"hit.read", ACT_CONSULTATION},
	{"hit.reopened", ACT_MATCHING},
	{"hit.withdrawn", ACT_MATCHING},
	{"hits.read", ACT_CONSULTATION},
	{"hold.begun", ACT_DECISION},
	{"hold.ended", ACT_DECISION},
	{"keeping.read", ACT_CONSULTATION},
	{"lookup.settled", ACT_OVERSIGHT},
	{"message.parts-missing", ACT_COLLECTION},
	{"message.received", ACT_COLLECTION},
	{"message.turned-away", ACT_COLLECTION},
	{"notice.settled", ACT_DISCLOSURE},
	{"oversight.read", ACT_TRAIL_USE},
	{"place.confirmed", ACT_ADMINISTRATION},
	{"place.declared", ACT_ADMINISTRATION},
	{"place.ended", ACT_ADMINISTRATION},
	{"profile.approved", ACT_ADMINISTRATION},
	{"profile.proposed", ACT_ADMINISTRATION},
	{"profile.refused", ACT_ADMINISTRATION},
	{"redress.ended", ACT_OVERSIGHT},
	{"redress.made", ACT_OVERSIGHT},
	{"register.exported", ACT_TRAIL_USE},
	{"register.read", ACT_TRAIL_USE},
	{"retention.masked", ACT_ERASURE},
	{"retention.run", ACT_ERASURE},
	{"rights.answered", ACT_DISCLOSURE},
	{"rights.applied", ACT_ERASURE},
	{"rights.court-file-made", ACT_DISCLOSURE},
	{"rights.decided", ACT_OVERSIGHT},
	{"rights.extended", ACT_OVERSIGHT},
	{"rights.found-marked", ACT_OVERSIGHT},
	{"rights.identity-checked", ACT_OVERSIGHT},
	{"rights.read", ACT_CONSULTATION},
	{"rights.received", ACT_OVERSIGHT},
	{"rights.searched", ACT_CONSULTATION},
	{"sample.drawn", ACT_OVERSIGHT},
	{"sample.settled", ACT_OVERSIGHT},
	{"sealed.searched", ACT_CONSULTATION},
	{"second-factor.recovered", ACT_ADMINISTRATION},
	{"second-factor.reset", ACT_ADMINISTRATION},
	{"second-factor.set", ACT_ADMINISTRATION},
	{"session.closed", ACT_ADMINISTRATION},
	{"session.opened", ACT_ADMINISTRATION},
	{"session.refused", ACT_ADMINISTRATION},
	{"session.revoked", ACT_ADMINISTRATION},
	{"support.agreed", ACT_ADMINISTRATION},
	{"support.asked", ACT_ADMINISTRATION},
	{"support.ended", ACT_ADMINISTRATION},
	{"support.read", ACT_ADMINISTRATION},
	{"task.closed", ACT_ADMINISTRATION},
	{"task.opened", ACT_ADMINISTRATION},
	{"traveller.read", ACT_CONSULTATION},
	{"unit.copied", ACT_DISCLOSURE},
	{"unit.created", ACT_ADMINISTRATION},
	{"unit.legal-basis-set", ACT_ADMINISTRATION},
	{"unit.restored", ACT_COLLECTION},
	{"unmask.approved", ACT_DECISION},
	{"unmask.asked", ACT_DECISION},
	{"unmask.opened", ACT_CONSULTATION},
	{"unmask.read", ACT_CONSULTATION},
	{"unmask.refused", ACT_DECISION},
	{"unmask.reviewed", ACT_OVERSIGHT},
	{"vault.shared", ACT_ADMINISTRATION},
	{"watchlist.desks-set", ACT_ADMINISTRATION},
	{"watchlist.imported", ACT_COLLECTION},
	{"watchlist.threshold-set", ACT_ADMINISTRATION},
};

#define ACTS (sizeof acts / sizeof *acts)

static int by_name(const void *name, const void *act)
{
	return strcmp(name, ((const struct act *)act)->name);
}

const struct act *act_find(const char *name)
{
	return bsearch(name, acts, ACTS, sizeof *acts, by_name);
}

const struct act *act_at(unsigned i)
{
	return i < ACTS ? &acts[i] : NULL;
}

const char *act_kind_name(enum act_kind kind)
{
	static const char *const names[] = {
		[ACT_COLLECTION] = "collection",
		[ACT_CONSULTATION] = "consultation",
		[ACT_DISCLOSURE] = "disclosure",
		[ACT_ERASURE] = "erasure",
		[ACT_MATCHING] = "matching",
		[ACT_DECISION] = "decision",
		[ACT_OVERSIGHT] = "oversight",
		[ACT_TRAIL_USE] = "use of the trail",
		[ACT_ADMINISTRATION] = "administration",
	};
	return names[kind];
}
