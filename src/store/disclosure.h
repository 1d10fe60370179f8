/* SPDX-License-Identifier: Apache-2.0
 *
 * store/disclosure.h - rows of what was sent to authorities: disclosures, their packages and
 * recalls, and what the data protection officer is told of third countries. Memory from `a`.
 */
#ifndef STORE_DISCLOSURE_H
#define STORE_DISCLOSURE_H

#include "model/view_share.h"
#include "store/store.h"

struct disclosure_row {
	struct disclosure_view view; /* ids, texts and instants count; names do not */
	int64_t list_id;             /* 0 = of no list */
	struct slice entry_mark;     /* keyed hash of the entry (flow/recalls.h) */
};
/* In the state waiting. RC_CONFLICT where the database refuses the authority. */
enum rc disclosure_insert(struct db *db, const struct disclosure_row *row,
			  struct err *e) MUST_CHECK;

/* RC_NOT_FOUND with code "not-found". */
enum rc disclosure_read(struct db *db, int64_t id, struct arena *a, struct disclosure_view *out,
			struct err *e) MUST_CHECK;
/* What asks for an act first, then the newest. `authority` absent = all, else what was sent to it. */
enum rc disclosures_read(struct db *db, struct slice authority, unsigned limit, struct arena *a,
			 disclosure_views *out, struct err *e) MUST_CHECK;
enum rc disclosures_since(struct db *db, int64_t from_at, int64_t *count, struct err *e) MUST_CHECK;

/* The package, made once; `hash` covers the JSON. */
enum rc package_insert(struct db *db, int64_t id, struct slice month, struct slice json,
		       struct slice pdf, struct slice hash, struct err *e) MUST_CHECK;
struct package_row {
	struct slice month, json, pdf; /* under the month's key */
};
/* RC_NOT_FOUND "package-gone". */
enum rc package_read(struct db *db, int64_t id, struct arena *a, struct package_row *out,
		     struct err *e) MUST_CHECK;
enum rc package_delete(struct db *db, int64_t id, struct err *e) MUST_CHECK;
/* Packages whose time is over; `*count` of them. Disclosures that nobody released are dropped. */
enum rc packages_erase(struct db *db, int64_t now_at, int64_t *count, struct err *e) MUST_CHECK;

/* Steps. `released_by` 0 = nobody had to. */
enum rc disclosure_set_sent(struct db *db, int64_t id, int64_t released_by, int64_t at,
			    struct err *e) MUST_CHECK;
enum rc disclosure_set_dropped(struct db *db, int64_t id, struct err *e) MUST_CHECK;
enum rc disclosure_set_fetched(struct db *db, int64_t id, int64_t at, struct err *e) MUST_CHECK;
enum rc disclosure_set_acknowledged(struct db *db, int64_t id, int64_t at,
				    struct err *e) MUST_CHECK;
enum rc disclosure_set_feedback(struct db *db, int64_t id, struct slice feedback, struct slice note,
				int64_t at, struct err *e) MUST_CHECK;
enum rc disclosure_set_recall_seen(struct db *db, int64_t id, int64_t by, int64_t at,
				   struct err *e) MUST_CHECK;

struct recall_row {
	int64_t id, by, at, due_at; /* by 0 = the program */
	const char *cause;
	struct slice note;
};
enum rc disclosure_set_recalled(struct db *db, const struct recall_row *row,
				struct err *e) MUST_CHECK;

/* Disclosures that are waiting or sent, by what they rest on. */
struct disclosure_id {
	int64_t id;
	bool sent;
	struct disclosure_id *next;
};
typedef LIST(struct disclosure_id) disclosure_ids;
/* `id` of the tie; of an entry: of its list, with `mark`. */
enum rc disclosures_tied(struct db *db, enum disclosure_tie tie, int64_t id, struct slice mark,
			 struct arena *a, disclosure_ids *out, struct err *e) MUST_CHECK;

/* When the first message about a traveller was received (0 = none is kept): the age of what is
 * disclosed. */
enum rc traveller_received(struct db *db, int64_t traveller_id, int64_t *at,
			   struct err *e) MUST_CHECK;

/* Of the booking of a traveller, "type content" or the like, one a line; absent = nothing. */
enum booking_part { BOOKING_CONTACTS, BOOKING_PAYMENTS, BOOKING_ITINERARY };
enum rc booking_part_read(struct db *db, enum booking_part part, int64_t traveller_id,
			  struct arena *a, struct slice *out, struct err *e) MUST_CHECK;

/* The officers of an authority who can sign in. */
enum rc recipients_read(struct db *db, int64_t now_at, struct arena *a, recipient_views *out,
			struct err *e) MUST_CHECK;

/* ---- third countries (R-133, R-134) ---- */

struct third_country_row {
	int64_t id, disclosure_id, by, at; /* disclosure 0 = refused */
	struct slice country, authority, checklist_json;
};
enum rc third_country_insert(struct db *db, const struct third_country_row *row,
			     struct err *e) MUST_CHECK;
/* Not seen first, then the newest. */
enum rc third_countries_read(struct db *db, unsigned limit, struct arena *a,
			     third_country_views *out, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND: there is none, or it was seen. */
enum rc third_country_seen(struct db *db, int64_t id, int64_t by, struct slice note, int64_t at,
			   struct err *e) MUST_CHECK;

#endif
