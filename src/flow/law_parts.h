/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/law_parts.h - the legal profile in force, as the unit holds it. Private to flow/.
 */
#ifndef FLOW_LAW_PARTS_H
#define FLOW_LAW_PARTS_H

#include "base/arena.h"
#include "flow/unit.h"
#include "minimise/law.h"

struct db;
struct law_in_force;

/* RC_INVALID "bad-profile" for a text with faults. Freed with law_in_force_free. */
enum rc law_in_force_new(struct slice text, struct law_in_force **out, struct err *e) MUST_CHECK;
/* The name that the profile gives itself; lives as long as `l`. */
struct slice law_in_force_name(const struct law_in_force *l);
/* With those before it; NULL is fine. */
void law_in_force_free(struct law_in_force *l);
/* `before` is kept behind `next`: somebody may still read it. */
void law_in_force_after(struct law_in_force *next, struct law_in_force *before);

/* Version 1 of a new unit. */
enum rc law_put_first(struct db *db, struct slice name, struct slice text, int64_t now_at,
		      struct err *e) MUST_CHECK;
/* The text in force. RC_NOT_FOUND in a unit that was made before profiles had versions. */
enum rc law_read_in_force(struct db *db, struct arena *a, struct slice *text,
			  struct err *e) MUST_CHECK;

/* What the law in force erases; lives as long as the unit. Any thread. */
const struct minimise_profile *unit_minimise(struct unit *u);

/* The one in force; never NULL after unit_open. Any thread. */
const struct law_in_force *law_holder_of(const struct unit *u);
void law_holder_put(struct unit *u, struct law_in_force *next);

#endif
