/* SPDX-License-Identifier: Apache-2.0
 *
 * review/masked.h - what the acts on masked records share. Private to review/.
 */
#ifndef REVIEW_MASKED_H
#define REVIEW_MASKED_H

#include "review/page.h"

/* The reference of a case: RC_INVALID "no-case". */
enum rc masked_check_reference(struct slice reference, struct err *e) MUST_CHECK;

/* RC_DENIED "masked" with the day since when, unless the traveller is in the clear, or
 * `who` has an unmasked record of him or her open. */
enum rc masked_require_open(struct unit *u, const struct actor *who, int64_t traveller_id,
			    int64_t masked_at, struct err *e) MUST_CHECK;

#endif
