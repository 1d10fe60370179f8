/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/unit.h"
#include "protect/protect.h"
#include "protect/scope.h"
#include "review/page.h"
#include "store/hit_pages.h"
#include "store/watchlist.h"

#define YEAR ((int64_t)365 * 24 * 3600 * 1000000)

static void count_steps(const decision_scores *decided, const decision_scores *open,
			struct thresholds_page *out)
{
	LIST_EACH(const struct decision_score, s, decided)
	{
		out->reviews += s->count;
		out->confirmed += s->confirmed;
	}
	for (unsigned i = 0; i < THRESHOLD_STEPS; i++) {
		struct threshold_step *step = &out->steps[i];
		step->threshold = (int64_t)(i + 1) * 1000 / THRESHOLD_STEPS;
		LIST_EACH(const struct decision_score, s, decided)
		{
			if (s->score_permille >= step->threshold)
				break;
			step->saves += s->count;
			step->loses += s->confirmed;
		}
		LIST_EACH(const struct decision_score, s, open)
		{
			if (s->score_permille < step->threshold)
				step->open += s->count;
		}
	}
}

enum rc review_thresholds(struct unit *u, const struct actor *who, struct slice name,
			  struct arena *a, struct thresholds_page *out, struct err *e)
{
	struct watchlist list;
	decision_scores decided = {0}, open = {0};
	struct db *db = NULL;
	*out = (struct thresholds_page){.since_at = unit_now(u) - YEAR};
	enum rc rc = protect_require(who, MAY_LISTS_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = watchlist_find(db, name, a, &list, e);
	if (rc == RC_OK)
		rc = scope_require_list(db, who, list.id, e);
	if (rc == RC_OK)
		rc = decision_scores_read(db, list.id, out->since_at, a, &decided, e);
	if (rc == RC_OK)
		rc = open_scores_read(db, list.id, a, &open, e);
	store_done(unit_store(u), db);
	if (rc != RC_OK)
		return rc;
	out->list = list.name;
	out->threshold = list.threshold;
	count_steps(&decided, &open, out);
	return RC_OK;
}
