/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_lists.h - what people are shown of watchlists, their versions and their
 * thresholds. As model/view.h, which includes this.
 */
#ifndef MODEL_VIEW_LISTS_H
#define MODEL_VIEW_LISTS_H

#include "base/slice.h"
#include "model/list_basis.h"
#include "model/list.h"

struct watchlist_view {
	int64_t id;
	struct slice name, kind, source, severity;
	int64_t version, entries, updated_at;
	struct slice desks; /* that see it, separated by blanks; absent: every desk */
	int64_t threshold;  /* the least score of a hit, in thousandths */
	struct list_basis basis;
	enum list_age age;
	int64_t excluded_at; /* 0 = it is compared with */
	struct watchlist_view *next;
};

/* How many hits of a score people decided, and how many of these they confirmed. */
struct decision_score {
	int64_t score_permille, count, confirmed;
	struct decision_score *next;
};

typedef LIST(struct decision_score) decision_scores;

#define THRESHOLD_STEPS 20 /* of 50 thousandths each, up to 1000 */

/* If this had been the threshold since then. */
struct threshold_step {
	int64_t threshold;
	int64_t saves; /* reviews of hits with a lower score */
	int64_t loses; /* of these, confirmed ones */
	int64_t open;  /* open hits with a lower score: they would be withdrawn */
};

/* Where a version of a list came from. */
struct watchlist_version_view {
	int64_t version;
	struct slice file_name; /* absent = not told */
	struct slice file_hash; /* BLAKE2b-256 in hexadecimal digits */
	int64_t file_bytes;
	struct slice format, generated_on; /* the latter YYYY-MM-DD, or absent */
	struct slice imported_by;
	int64_t imported_at;
	int64_t added, changed, removed, findings;
	struct watchlist_version_view *next;
};

struct watchlists_page {
	LIST(struct watchlist_view) lists;
};

struct thresholds_page {
	struct slice list;
	int64_t threshold; /* as it is */
	int64_t since_at;  /* decisions from then on are counted */
	int64_t reviews, confirmed;
	struct threshold_step steps[THRESHOLD_STEPS];
};

struct watchlist_versions_page {
	LIST(struct watchlist_version_view) versions; /* newest first */
};

#endif
