/* SPDX-License-Identifier: Apache-2.0
 *
 * store/oversight.h - rows of the data protection officer's workbench: look-ups to ask
 * about, hours of duty, samples of decisions.
 */
#ifndef STORE_OVERSIGHT_H
#define STORE_OVERSIGHT_H

#include "model/view_watch.h"
#include "store/store.h"

/* ---- look-ups ---- */

/* A record of the trail by which somebody read about a traveller. */
struct lookup_row {
	int64_t seq, at, account_id;
	struct slice actor, actor_name, object;
	struct slice detail;            /* JSON */
	struct slice family, given;     /* of the traveller; absent where he or she is gone */
	int64_t from_minute, to_minute; /* hours of duty; both -1 where there are none */
	struct lookup_row *next;
};
typedef LIST(struct lookup_row) lookup_rows;

/* Look-ups of travellers and hits by people, above `after`, by number, at most `limit`; `*last`
 * is the newest record of the trail looked at. Memory from `a`. */
enum rc lookups_read(struct db *db, int64_t after, unsigned limit, struct arena *a,
		     lookup_rows *out, int64_t *last, struct err *e) MUST_CHECK;
/* How many such look-ups the actor made from `from_at` up to record `seq`, among the 20,000
 * records before it. */
enum rc lookups_count(struct db *db, struct slice actor, int64_t from_at, int64_t seq,
		      int64_t *count, struct err *e) MUST_CHECK;

/* Nothing where the same record has the same sign already. */
enum rc odd_lookup_insert(struct db *db, const struct odd_lookup_view *o, int64_t found_at,
			  struct err *e) MUST_CHECK;
/* Whether the actor has that sign since `from_at`. */
enum rc odd_lookup_known(struct db *db, struct slice actor, const char *sign, int64_t from_at,
			 bool *known, struct err *e) MUST_CHECK;
enum rc odd_lookups_read(struct db *db, struct arena *a, odd_lookup_views *out,
			 struct err *e) MUST_CHECK;
/* RC_NOT_FOUND. */
enum rc odd_lookup_settle(struct db *db, int64_t id, struct slice result, struct slice note,
			  int64_t at, struct err *e) MUST_CHECK;

/* Minutes of the day in UTC; from -1: none. */
enum rc duty_hours_put(struct db *db, int64_t account_id, int64_t from_minute, int64_t to_minute,
		       struct err *e) MUST_CHECK;

/* Names of all accounts. */
struct name_row {
	int64_t account_id;
	struct slice name;
	struct name_row *next;
};
typedef LIST(struct name_row) name_rows;
enum rc account_names_read(struct db *db, struct arena *a, name_rows *out,
			   struct err *e) MUST_CHECK;

/* ---- counts for the compliance pack (R-158) ---- */

struct count_row {
	const char *part, *name; /* of a fixed table */
	int64_t amount;
	struct count_row *next;
};
typedef LIST(struct count_row) count_rows;
/* Everything counted, by part. Memory from `a`. */
enum rc compliance_counts(struct db *db, int64_t now_at, struct arena *a, count_rows *out,
			  struct err *e) MUST_CHECK;

/* ---- samples ---- */

/* Ids of decisions taken from `from_at` until before `to_at`, ascending. */
struct id_row {
	int64_t id;
	struct id_row *next;
};
typedef LIST(struct id_row) id_rows;
enum rc decisions_between(struct db *db, int64_t from_at, int64_t to_at, struct arena *a,
			  id_rows *out, struct err *e) MUST_CHECK;

enum rc sample_insert(struct db *db, const struct sample_view *s, int64_t account_id,
		      struct err *e) MUST_CHECK; /* with its items' ordinals and decisions */
/* The latest; RC_NOT_FOUND. A decision that is gone stands without outcome. Memory from `a`. */
enum rc sample_latest(struct db *db, struct arena *a, struct sample_view *out,
		      struct err *e) MUST_CHECK;
/* RC_NOT_FOUND. */
enum rc sample_item_settle(struct db *db, int64_t sample_id, int64_t decision_id,
			   struct slice result, struct slice note, struct err *e) MUST_CHECK;

#endif
