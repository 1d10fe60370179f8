/* SPDX-License-Identifier: Apache-2.0 */
#include "model/list_basis.h"

static int64_t day_at(struct date d, int64_t days)
{
	return (date_days(d) + days) * DAY_US;
}

enum list_age list_basis_age(const struct list_basis *b, int64_t now_at)
{
	if (date_present(b->ends_on) && now_at >= day_at(b->ends_on, 0))
		return LIST_OVER;
	if (!date_present(b->dated_on))
		return LIST_UNKNOWN;
	if (b->used_days && now_at >= day_at(b->dated_on, b->used_days))
		return LIST_OVER;
	return b->fresh_days && now_at >= day_at(b->dated_on, b->fresh_days) ? LIST_STALE
									     : LIST_FRESH;
}

const char *list_age_name(enum list_age a)
{
	static const char *const names[] = {"fresh", "stale", "over", "unknown"};
	return names[a];
}
