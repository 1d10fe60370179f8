/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/test_lists.h"

struct list_basis test_list_basis(int64_t now_at, enum list_kind kind)
{
	struct date today = date_of_instant(now_at);
	return (struct list_basis){.legal_basis = SLICE("Invented Act, article 7"),
				   .owner = SLICE("Invented Ministry"),
				   .purposes = SLICE("pre-travel-assessment"),
				   .subject = kind == LIST_DOCUMENTS ? SLICE("objects-sought")
								     : SLICE("persons-sought"),
				   .quality = SLICE("A"),
				   .dated_on = today,
				   .ends_on = date_from_days(date_days(today) + 360)};
}
