/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/test_lists.h - on what an invented list rests, for tests of flow/ and below it.
 */
#ifndef FLOW_TEST_LISTS_H
#define FLOW_TEST_LISTS_H

#include "model/list_basis.h"
#include "model/watchlist.h"

/* Of today, and good for as long as the law permits. */
struct list_basis test_list_basis(int64_t now_at, enum list_kind kind);

#endif
