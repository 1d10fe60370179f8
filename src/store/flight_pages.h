/* SPDX-License-Identifier: Apache-2.0
 *
 * store/flight_pages.h - flights, their messages and their travellers as they
 * are shown (model/view.h). Who may see them is review's to say. Memory from `a`.
 */
#ifndef STORE_FLIGHT_PAGES_H
#define STORE_FLIGHT_PAGES_H

#include "model/view.h"
#include "store/db.h"

struct flight_range {
	struct slice direction; /* absent = all */
	struct slice
		q; /* A-Z and 0-9 only: part of carrier, number and suffix, or a port; absent = all */
	int64_t from_at, to_at;     /* of deadline_at, both included */
	int64_t after_at, after_id; /* only flights behind this one; INT64_MIN = from the first */
	unsigned limit;
};

/* By deadline; `*more` says that the limit cut some off. */
enum rc flight_page_read(struct db *db, const struct flight_range *range, struct arena *a,
			 flight_views *out, bool *more, struct err *e) MUST_CHECK;
/* RC_NOT_FOUND with code "not-found". */
enum rc flight_view_read(struct db *db, int64_t id, struct arena *a, struct flight_view *out,
			 struct err *e) MUST_CHECK;
enum rc leg_views_read(struct db *db, int64_t flight_id, struct arena *a, struct flight_page *out,
		       struct err *e) MUST_CHECK;

/* Messages of a flight in the order in which they were prepared. */
enum rc message_views_of_flight(struct db *db, int64_t flight_id, struct arena *a,
				message_views *out, struct err *e) MUST_CHECK;
/* The newest first; `state` absent = all. */
enum rc message_views_read(struct db *db, struct slice state, unsigned limit, struct arena *a,
			   message_views *out, struct err *e) MUST_CHECK;
/* One message with what is shown beside a traveller; RC_NOT_FOUND. */
struct message_source {
	struct message_view message;
	struct slice body;    /* as stored: redacted */
	struct slice removed; /* JSON array */
	finding_views findings;
};
enum rc message_source_read(struct db *db, int64_t id, struct arena *a, struct message_source *out,
			    struct err *e) MUST_CHECK;

/* What leads from a traveller's row to the rest of a page. */
struct traveller_ties {
	int64_t flight_id, booking_id; /* booking 0 = none */
	struct slice join_reason;
	int64_t api_message_id, pnr_message_id; /* 0 = none */
	unsigned api_index, pnr_index;
};

/* With detail; `ties` may be NULL. RC_NOT_FOUND with code "not-found". */
enum rc traveller_view_read(struct db *db, int64_t id, struct arena *a, struct traveller_view *out,
			    struct traveller_ties *ties, struct err *e) MUST_CHECK;
/* Without detail, by name. */
enum rc traveller_views_of_flight(struct db *db, int64_t flight_id, struct arena *a,
				  traveller_views *out, struct err *e) MUST_CHECK;
enum rc traveller_views_of_booking(struct db *db, int64_t booking_id, int64_t but_id,
				   struct arena *a, traveller_views *out, struct err *e) MUST_CHECK;

#endif
