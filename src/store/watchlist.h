/* SPDX-License-Identifier: Apache-2.0
 *
 * store/watchlist.h - watchlists and the published states of their entries.
 */
#ifndef STORE_WATCHLIST_H
#define STORE_WATCHLIST_H

#include "model/list_basis.h"
#include "model/watchlist.h"
#include "store/store.h"

struct watchlist {
	int64_t id;
	struct slice name, source;
	enum list_kind kind;
	enum list_severity severity;
	int64_t version;
	int64_t entries;
	int64_t threshold; /* the least score of a hit, in thousandths */
	int64_t updated_at;
	struct list_basis basis;
	int64_t excluded_at; /* since when it is out of the comparison; 0 = it is in */
	struct watchlist *next;
};

typedef LIST(struct watchlist) watchlists;

/* All lists by name. Memory from `a`, as in every function here. */
enum rc watchlists_read(struct db *db, struct arena *a, watchlists *out, struct err *e) MUST_CHECK;
enum rc watchlist_find(struct db *db, struct slice name, struct arena *a, struct watchlist *out,
		       struct err *e) MUST_CHECK; /* RC_NOT_FOUND */
enum rc watchlist_put(struct db *db, const struct watchlist *w, struct err *e) MUST_CHECK;
enum rc watchlist_set_excluded(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;

/* Live entries of one list, by reference. */
enum rc entries_read(struct db *db, int64_t list_id, struct arena *a, list_entries *out,
		     struct err *e) MUST_CHECK;
/* The same without those that expired before `today` or begin after it: what screening
 * uses. */
enum rc entries_read_valid(struct db *db, int64_t list_id, struct date today, struct arena *a,
			   list_entries *out, struct err *e) MUST_CHECK;
/* One live entry; `*entry_id` may be NULL. RC_NOT_FOUND. */
enum rc entry_find(struct db *db, int64_t list_id, struct slice reference, struct arena *a,
		   struct list_entry *out, int64_t *entry_id, struct err *e) MUST_CHECK;
/* One published state, live or not, by its id; for showing what a hit matched. */
enum rc entry_read(struct db *db, int64_t entry_id, struct arena *a, struct list_entry *out,
		   struct err *e) MUST_CHECK;

/* Live entries that came with a version after `version`, or with it and a reference behind
 * `after`; by version, then reference; at most `limit`. */
struct entry_name {
	int64_t version;
	struct slice reference;
	struct entry_name *next;
};
typedef LIST(struct entry_name) entry_names;
enum rc entries_since(struct db *db, int64_t list_id, int64_t version, struct slice after,
		      unsigned limit, struct arena *a, entry_names *out, struct err *e) MUST_CHECK;
/* Lists with a version that has not been compared with the sealed records yet
 * (flow/sealed_match.h); none where nothing is sealed. */
#define WATCHLIST_MATCHED "~end" /* behind the version of a list that was compared whole */
enum rc watchlists_unmatched(struct db *db, struct arena *a, watchlists *out,
			     struct err *e) MUST_CHECK;

enum rc entry_add(struct store *s, struct db *db, int64_t list_id, int64_t version,
		  const struct list_entry *entry, struct err *e) MUST_CHECK;
/* Ends the live state of an entry with `version`. */
enum rc entry_remove(struct db *db, int64_t list_id, struct slice reference, int64_t version,
		     struct err *e) MUST_CHECK;

/* Where a version of a list came from: the file, whose hash tells it from all others. */
struct watchlist_version {
	int64_t version;
	struct slice file_name;      /* absent = not told */
	unsigned char file_hash[32]; /* BLAKE2b-256 */
	int64_t file_bytes;
	struct slice format;
	struct date generated_on; /* what the file says of itself; or absent */
	struct slice imported_by;
	int64_t imported_at;
	int64_t added, changed, removed, findings;
	struct watchlist_version *next;
};

typedef LIST(struct watchlist_version) watchlist_versions;

enum rc watchlist_version_add(struct db *db, int64_t list_id, const struct watchlist_version *v,
			      struct err *e) MUST_CHECK;
/* Newest first. */
enum rc watchlist_versions_read(struct db *db, int64_t list_id, struct arena *a,
				watchlist_versions *out, struct err *e) MUST_CHECK;

#endif
