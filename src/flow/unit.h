/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/unit.h - one Passenger Information Unit: its data folder, opened.
 *
 *   DIR/piu.db          the database           DIR/keys/unit.key     keyed hashes
 *   DIR/drop/           drop folder            DIR/keys/months/      data keys of months
 *                                              DIR/keys/vault.*      until the ceremony (vault.h)
 *   DIR/checkpoints     of the audit trail      DIR/keys/audit.*      sign the audit trail
 *   DIR/screening.image of the lists; made again when it is not there
 *   DIR/piu.sock        the operator's socket while the unit is served (api/)
 *
 * A unit may be used by many threads.
 */
#ifndef FLOW_UNIT_H
#define FLOW_UNIT_H

#include "base/clock.h"
#include "base/err.h"
#include "base/slice.h"
#include "model/actor.h"

#include <stdint.h>

struct unit;
struct store;
struct screen_index;

struct unit_plan {
	const char *name;     /* "Utopia Passenger Information Unit" */
	const char *state;    /* "Utopia" */
	const char *country;  /* alpha-3 */
	const char *airports; /* IATA codes separated by blanks: ports of the State where
			       * they are not (only) those that lie in `country`; may be "" */
	const char *profile;  /* the legal profile that it begins with: "eu-strict", "icao-base" */
	const char *profile_text;    /* that profile's text; NULL: the built-in one of that name */
	const char *legal_basis;     /* law and article under which the unit works */
	const char *place, *address; /* where it is; NULL: the unit's name, not said */
	bool fictitious;
};

/* Creates a unit in `folder` (made if missing). RC_CONFLICT when there is one; RC_INVALID
 * "bad-profile" when the profile can not be used (flow/laws.h). */
enum rc unit_create(const char *folder, const struct unit_plan *plan, struct err *e) MUST_CHECK;

/* UNIT_PLACE: as UNIT_SERVE, wherever the machine is: for declaring a place (flow/place.h). */
enum unit_mode { UNIT_SERVE, UNIT_LOOK, UNIT_PLACE };

/* `now` may be NULL: the system's clock. RC_NOT_FOUND: no unit there;
 * RC_CONFLICT: another process works in it; RC_DENIED "place-not-declared" on a machine that
 * is no declared place of the unit. */
enum rc unit_open(const char *folder, enum unit_mode mode, const struct clock *now,
		  struct unit **out, struct err *e) MUST_CHECK;
void unit_close(struct unit *u);

/* What it was opened with; both pointers live as long as the unit. */
struct store *unit_store(struct unit *u);
int64_t unit_now(const struct unit *u);
/* For tests that drive the clock: what unit_now says from now on. */
void unit_set_now(struct unit *u, int64_t now_at);
const char *unit_folder(const struct unit *u);

/* The unit will be closed soon: what is long and begun by the clock (retention, the day's
 * lists) ends between two of its steps, and is gone on with by the next start. Any thread. */
void unit_stop_soon(struct unit *u);
bool unit_is_stopping(const struct unit *u);

/* As planned; strings live as long as the unit. */
const struct unit_plan *unit_about(const struct unit *u);

/* The ages of the unit's law (flow/retention.h). */
struct retention_ages;
const struct retention_ages *unit_ages(const struct unit *u);

/* Whether the unit's law lets the role approve an unmasking. */
bool unit_may_approve_unmask(const struct unit *u, enum actor_role role);

/* Whether a port (IATA, or UN/LOCODE) lies in the unit's State. */
bool unit_home_port(const struct unit *u, struct slice port);

/* Records the legal basis of a unit that was made without one, audited.
 * RC_CONFLICT when there is one: the law of a unit is not changed in passing. Takes
 * effect when the unit is opened again. */
enum rc unit_set_legal_basis(struct unit *u, struct slice text, struct err *e) MUST_CHECK;

/* Key for hashes that must not be guessed by who has only the database (HASH_BYTES). */
const unsigned char *unit_key(const struct unit *u);

/* Counters that grow with each committed change, for live pages. Any thread. */
struct unit_changes {
	uint64_t flights, hits, lists;
};
struct unit_changes unit_changes(struct unit *u);
/* Adds to the counters and calls the listener, if any, in the caller's thread. After a commit only. */
void unit_changed(struct unit *u, struct unit_changes more);
/* One listener (NULL: none). It must not block and not ask for the counters itself; once
 * unit_listen returns, the one before it is not running and will not be called. */
void unit_listen(struct unit *u, void (*changed)(void *context), void *context);

#endif
