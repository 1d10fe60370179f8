/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/law.h - legal profiles: read from their text, compared with what
 * every State keeps, explained in sentences (docs/profiles.md). Pure.
 */
#ifndef MINIMISE_LAW_H
#define MINIMISE_LAW_H

#include "base/buf.h"
#include "minimise/minimise.h"
#include "model/law.h"

#define LAW_TEXT_MAX ((size_t)256 << 10) /* bytes of a profile */

/* Reads a profile. All that is wrong is in `faults`; where there is anything,
 * `out` must not be used. A profile that is weaker than icao-base has a fault for
 * each point without a filed difference. RC_NOMEM. */
enum rc law_read(struct slice text, struct arena *a, struct law *out, law_faults *faults,
		 struct err *e) MUST_CHECK;

/* The text of a profile that is built in ("eu-strict", "icao-base", "national");
 * absent for another name. Static. */
struct slice law_built_in(struct slice name);

/* The names of those that are built in, one after the other from 0; NULL at the end. */
const char *law_built_in_name(unsigned i);

/* What the profile erases, for minimise_input. NULL: no memory. */
const struct minimise_profile *law_minimise(const struct law *law, struct arena *a);

/* What the profile permits: one sentence a line, each with the requirement it follows. */
void law_explain(const struct law *law, struct date today, struct buf *out);

/* What is asked of carriers, as the text that each of them is given. */
void law_carrier_sheet(const struct law *law, struct buf *out);

#endif
