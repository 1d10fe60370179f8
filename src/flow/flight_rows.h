/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/flight_rows.h - the truth of a flight as rows, each with a hash over its
 * content that holds no ids and no times of receipt: rows that say the same
 * have the same hash in every unit. Private to flow/.
 */
#ifndef FLOW_FLIGHT_ROWS_H
#define FLOW_FLIGHT_ROWS_H

#include "flow/truth.h"
#include "flow/unit.h"
#include "store/travel.h"

/* The natural key of the flight that a message speaks of: carrier, number,
 * ports and local date of departure of the leg that crosses the border. A
 * message that names no flight is one of its own, by `content_hash`. */
struct slice flight_key(struct arena *a, const struct message *m, struct slice content_hash);

/* All but id and counts. `flight` and `leg` may be NULL; then `m` says what it can. */
void flight_row_fill(struct unit *u, const struct message *m, const struct flight *flight,
		     const struct leg *leg, struct flight_row *out);

/* What the whole flight says; `count` messages, the last one `m`. */
void flight_row_total(struct unit *u, const struct truth *truth, const struct message *m,
		      unsigned count, struct arena *a, struct flight_row *out);

/* Row of a booking without its id. Memory from `a`. */
void booking_row_fill(const struct truth_booking *b, int64_t flight_id, struct arena *a,
		      struct booking_row *out);
/* Row of a traveller without its id. `t->booking->row_id` is known. */
void traveller_row_fill(const struct truth_traveller *t, int64_t flight_id, struct arena *a,
			struct traveller_row *out);

/* What else a record says, as a JSON object (docs/decode.md): not stored, as its message
 * is. Memory from `a`. `t` may be NULL: absent. */
struct slice booking_detail(const struct booking *booking, struct arena *a);
struct slice traveller_detail(const struct traveller *t, struct arena *a);

#endif
