/* SPDX-License-Identifier: Apache-2.0
 *
 * review/source.h - the message that a traveller stands in, reduced to what
 * concerns him or her. Private to review/.
 *
 * Shown are the envelope, the flight, the traveller's own segments and those of
 * the booking. Of segments that speak of companions in the booking only the tag
 * is left; of anyone else nothing.
 */
#ifndef REVIEW_SOURCE_H
#define REVIEW_SOURCE_H

#include "model/view.h"
#include "store/flight_pages.h"

/* What the record says, as JSON objects (docs/decode.md). */
struct source_detail {
	struct slice traveller, booking; /* booking: absent in API messages */
};

/* `index`: of the traveller in the message. RC_CORRUPT when the stored message
 * can not be read again or does not have that traveller. Memory from `a`. */
enum rc source_build(const struct message_source *stored, unsigned index, struct arena *a,
		     struct source_view *out, struct source_detail *detail,
		     struct err *e) MUST_CHECK;

#endif
