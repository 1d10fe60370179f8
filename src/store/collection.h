/* SPDX-License-Identifier: Apache-2.0
 *
 * store/collection.h - pushes of a flight by the clock, threat decisions, notices to
 * carriers, outages, penalty proposals. Memory from `a`.
 */
#ifndef STORE_COLLECTION_H
#define STORE_COLLECTION_H

#include "model/message.h"
#include "model/view_transfers.h"
#include "store/store.h"

/* What came of a flight so far. */
struct pushes_seen {
	bool first, closing; /* also where they were late */
};
enum rc pushes_seen_read(struct db *db, int64_t flight_id, struct pushes_seen *out,
			 struct err *e) MUST_CHECK;
/* What another part of the same push was taken for, `since_at` or later; absent where there
 * is none. */
enum rc push_of_parts(struct db *db, int64_t flight_id, const struct message *m, int64_t since_at,
		      struct arena *a, struct slice *push, struct err *e) MUST_CHECK;
enum rc message_set_push(struct db *db, int64_t message_id, const char *push,
			 struct err *e) MUST_CHECK;
/* The scheduled departure; 0 where it is not known. RC_NOT_FOUND. */
struct flight_times {
	struct slice carrier, number, origin, destination, departs;
	int64_t departs_at;
};
enum rc flight_times_read(struct db *db, int64_t flight_id, struct arena *a,
			  struct flight_times *out, struct err *e) MUST_CHECK;

/* ---- threat decisions ---- */
enum rc threat_insert(struct db *db, const struct threat_view *t, struct err *e) MUST_CHECK;
enum rc threat_read(struct db *db, int64_t id, struct arena *a, struct threat_view *out,
		    struct err *e) MUST_CHECK; /* RC_NOT_FOUND */
enum rc threat_decide(struct db *db, int64_t id, const char *state, int64_t by, int64_t at,
		      struct slice reason, struct err *e) MUST_CHECK;
/* Whether an approved one covers the flight at that instant. */
enum rc threat_covers(struct db *db, const struct flight_times *f, int64_t at, bool *yes,
		      struct err *e) MUST_CHECK;

/* ---- notices ---- */
/* `subject` tells one notice of a kind from the next ("flight:7", "message:9"); where there
 * is one already nothing is added, and `*added` is false. */
enum rc notice_insert(struct db *db, const struct notice_view *n, struct slice subject, bool *added,
		      struct err *e) MUST_CHECK;
/* Of one carrier, or of all where `carrier` is absent; the latest first. */
enum rc notices_read(struct db *db, struct slice carrier, unsigned limit, struct arena *a,
		     notice_views *out, struct err *e) MUST_CHECK;
enum rc notice_read(struct db *db, int64_t id, struct arena *a, struct notice_view *out,
		    struct err *e) MUST_CHECK; /* RC_NOT_FOUND */
enum rc notices_set_fetched(struct db *db, struct slice carrier, int64_t at,
			    struct err *e) MUST_CHECK;

/* Flights whose push is missing: at `now_at`, by the ages in `due`. */
struct push_due {
	int64_t first_us;   /* before departure, at the latest */
	int64_t closing_us; /* after it, at the latest */
	int64_t wait_us;    /* what is missing is told so long after */
};
struct missing_push {
	int64_t flight_id;
	struct flight_times flight;
	bool closing; /* else the first */
	struct missing_push *next;
};
typedef LIST(struct missing_push) missing_pushes;
/* Of carriers that push PNR at all; flights that left up to three days ago. */
enum rc missing_pushes_read(struct db *db, const struct push_due *due, int64_t now_at,
			    struct arena *a, missing_pushes *out, struct err *e) MUST_CHECK;

/* ---- outages, penalties, contacts, counts ---- */
enum rc outage_insert(struct db *db, const struct outage_view *o, struct err *e) MUST_CHECK;
enum rc outage_end(struct db *db, int64_t id, int64_t until_at, struct err *e) MUST_CHECK;
/* Withdraws the penalty proposals for what falls in an outage. */
enum rc penalties_withdraw(struct db *db, int64_t outage_id, int64_t at, struct err *e) MUST_CHECK;
enum rc penalty_insert(struct db *db, int64_t notice_id, struct slice reason, int64_t by,
		       int64_t at, struct err *e) MUST_CHECK;
enum rc contact_put(struct db *db, const struct contact_view *c, struct slice by, int64_t at,
		    struct err *e) MUST_CHECK;
/* All but `now_at`. */
enum rc transfers_read(struct db *db, unsigned limit, struct arena *a, struct transfers_page *out,
		       struct err *e) MUST_CHECK;

#endif
