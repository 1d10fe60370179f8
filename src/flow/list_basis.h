/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/list_basis.h - no list is compared with that does not rest on law, and none
 * that is too old. Private to flow/.
 */
#ifndef FLOW_LIST_BASIS_H
#define FLOW_LIST_BASIS_H

#include "flow/unit.h"
#include "model/list_basis.h"
#include "model/watchlist.h"

/* Completes what an import tells with what is known of the list, the file's own date and the
 * law's limits, and checks it. `known` is empty for a list that is new. Values borrow from
 * both. RC_INVALID "list-basis-missing", "list-date". */
enum rc list_basis_settle(struct unit *u, const struct list_basis *ask,
			  const struct list_basis *known, struct date generated_on,
			  enum list_kind kind, struct list_basis *out, struct err *e) MUST_CHECK;

#endif
