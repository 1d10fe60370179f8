/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/place.h - the declared places where a unit's data are stored, processed and analysed
 * (R-170; Directive (EU) 2016/681, article 6(8)).
 *
 * A place is bound to a machine by what the machine calls itself in /etc/machine-id (of
 * systemd; the same after a restart), of which only a hash is kept, keyed with the unit's key. A
 * unit that is opened on another machine than a declared one is refused, until a second
 * person has confirmed the new place. A machine without such a name can be no place of its own:
 * the unit is bound to none then. A unit in which nobody is real is not bound either.
 */
#ifndef FLOW_PLACE_H
#define FLOW_PLACE_H

#include "base/crypto.h"
#include "base/err.h"

struct unit;
struct db;

struct place_plan {
	struct slice name, address;
	struct slice machine; /* what `piu place identity` printed there; absent: this machine */
	struct slice reason;
};

#define PLACE_IDENTITY_TEXT HEX_TEXT(HASH_BYTES)

/* What this machine is told apart by, as hexadecimal digits; false where it has no name. */
bool place_identity(char out[PLACE_IDENTITY_TEXT]);
/* The same as it is kept in this unit: bytes in `out`; absent where the machine has no name. */
struct slice place_machine(const struct unit *u, unsigned char out[HASH_BYTES]);

/* RC_DENIED "place-not-declared". A unit of before gets its first place now where it may
 * write. */
enum rc place_check(struct unit *u, bool may_write, struct err *e) MUST_CHECK;

/* The place where the unit is made: in force at once. Inside its first transaction. */
enum rc place_declare_first(struct db *db, const unsigned char *unit_key, struct slice name,
			    struct slice address, struct slice state, int64_t id, int64_t now_at,
			    struct err *e) MUST_CHECK;
/* Another place, which waits for a second person; inside a write transaction. RC_INVALID
 * "bad-place", "bad-machine". */
enum rc place_declare(struct unit *u, struct db *db, const struct place_plan *plan, int64_t by,
		      int64_t *id, struct err *e) MUST_CHECK;

#endif
