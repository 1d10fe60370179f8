/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/unit.h"
#include "protect/scope.h"
#include "review/page.h"
#include "store/flight_pages.h"

#define LOOK_BACK_US (6 * HOUR_US)
#define LOOK_AHEAD_US (72 * HOUR_US)
#define Q_MAX 16 /* longest "AB1234X", or a port */

static const char *const directions[] = {"inbound", "outbound", "domestic", "unknown", NULL};

/* "z9 418" asks for Z9418. False where nothing can be of that name. */
static bool read_q(struct slice q, char out[Q_MAX + 1], struct slice *text)
{
	size_t n = 0;
	for (size_t i = 0; i < q.n; i++) {
		char c = ascii_to_upper(q.p[i]);
		if (c == ' ' || c == '-')
			continue;
		if (n == Q_MAX || !(ascii_upper(c) || ascii_digit(c)))
			return false;
		out[n++] = c;
	}
	*text = n ? (struct slice){out, n} : (struct slice){0};
	return true;
}

static enum rc read_page(struct unit *u, const struct actor *who, const struct flight_range *range,
			 struct arena *a, struct flights_page *out, bool *more, struct err *e)
{
	struct db *db = NULL;
	struct scope scope = {0};
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = flight_page_read(db, range, a, &out->flights, more, e);
	if (rc == RC_OK)
		rc = scope_read(db, who, &scope, e);
	LIST_EACH(struct flight_view, f, &out->flights)
	{
		if (rc == RC_OK)
			rc = scope_flight(db, &scope, f, e);
	}
	store_done(unit_store(u), db);
	return rc;
}

enum rc review_flights(struct unit *u, const struct actor *who, const struct flights_question *ask,
		       struct arena *a, struct flights_page *out, struct err *e)
{
	char q[Q_MAX + 1];
	bool more = false;
	const struct cursor_question asked = {"flights", ask->direction, ask->q, ask->from_at,
					      ask->to_at};
	struct cursor c = {.values = {INT64_MIN, 0}, .count = 2};
	*out = (struct flights_page){.now_at = unit_now(u)};
	struct flight_range range = {
		.direction = ask->direction,
		.from_at = ask->from_at ? ask->from_at : out->now_at - LOOK_BACK_US,
		.to_at = ask->to_at ? ask->to_at : out->now_at + LOOK_AHEAD_US,
		.limit = page_limit(ask->limit),
	};
	enum rc rc = protect_require(who, MAY_FLIGHTS_READ, e);
	if (rc == RC_OK)
		rc = page_word(ask->direction, directions, "bad-direction", e);
	if (rc == RC_OK && slice_present(ask->cursor))
		rc = cursor_read(ask->cursor, &asked, &c, e);
	if (rc != RC_OK || !read_q(ask->q, q, &range.q))
		return rc;
	range.after_at = c.values[0];
	range.after_id = c.values[1];
	rc = read_page(u, who, &range, a, out, &more, e);
	LIST_EACH(struct flight_view, f, &out->flights)
	{
		flight_mask(who, f);
		c.values[0] = f->deadline_at;
		c.values[1] = f->id;
	}
	if (rc == RC_OK && more)
		out->next = cursor_write(&c, &asked, a);
	return rc;
}

enum rc review_flight(struct unit *u, const struct actor *who, int64_t flight_id, struct arena *a,
		      struct flight_page *out, struct err *e)
{
	struct db *db = NULL;
	struct scope scope;
	*out = (struct flight_page){0};
	enum rc rc = protect_require(who, MAY_FLIGHTS_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = flight_view_read(db, flight_id, a, &out->flight, e);
	if (rc == RC_OK)
		rc = leg_views_read(db, flight_id, a, out, e);
	if (rc == RC_OK)
		rc = message_views_of_flight(db, flight_id, a, &out->messages, e);
	if (rc == RC_OK)
		rc = scope_read(db, who, &scope, e);
	if (rc == RC_OK)
		rc = scope_flight(db, &scope, &out->flight, e);
	store_done(unit_store(u), db);
	flight_mask(who, &out->flight);
	return rc;
}

static enum rc read_travellers(struct unit *u, const struct actor *who, int64_t flight_id,
			       struct arena *a, struct travellers_page *out, struct err *e)
{
	struct db *db = NULL;
	struct scope scope = {0};
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = flight_view_read(db, flight_id, a, &out->flight, e);
	if (rc == RC_OK)
		rc = traveller_views_of_flight(db, flight_id, a, &out->travellers, e);
	if (rc == RC_OK)
		rc = scope_read(db, who, &scope, e);
	if (rc == RC_OK)
		rc = scope_flight(db, &scope, &out->flight, e);
	LIST_EACH(struct traveller_view, t, &out->travellers)
	{
		if (rc == RC_OK)
			rc = scope_traveller(db, &scope, t, e);
	}
	store_done(unit_store(u), db);
	return rc;
}

enum rc review_travellers(struct unit *u, const struct actor *who, int64_t flight_id,
			  struct arena *a, struct travellers_page *out, struct err *e)
{
	*out = (struct travellers_page){0};
	enum rc rc = protect_require(who, MAY_TRAVELLERS_READ, e);
	if (rc == RC_OK)
		rc = read_travellers(u, who, flight_id, a, out, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "flight.travellers-read", "flight", flight_id, e);
	if (rc != RC_OK) {
		*out = (struct travellers_page){0};
		return rc;
	}
	flight_mask(who, &out->flight);
	LIST_EACH(struct traveller_view, t, &out->travellers)
	{
		traveller_mask(who, t);
	}
	return RC_OK;
}
