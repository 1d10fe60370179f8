/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "review/review.h"

enum rc get_flights(struct call *c, struct err *e)
{
	struct flights_question ask = {.direction = http_query(c->http, "direction"),
				       .q = http_query(c->http, "q"),
				       .cursor = http_query(c->http, "cursor")};
	struct flights_page page = {0};
	struct json j;
	enum rc rc = query_number(c, "limit", PAGE_MAX, &ask.limit, e);
	if (rc == RC_OK)
		rc = query_instant(c, "from", &ask.from_at, e);
	if (rc == RC_OK)
		rc = query_instant(c, "to", &ask.to_at, e);
	if (rc == RC_OK)
		rc = review_flights(c->api->unit, &c->session.actor, &ask, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "flights", struct flight_view, &page.flights, write_flight);
	json_put_opt(&j, "next", page.next);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_flight(struct call *c, struct err *e)
{
	struct flight_page page = {0};
	struct json j;
	enum rc rc = review_flight(c->api->unit, &c->session.actor, c->id, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "flight");
	write_flight(&j, &page.flight);
	WRITE_LIST(&j, "legs", struct leg_view, &page.legs, write_leg);
	WRITE_LIST(&j, "messages", struct message_view, &page.messages, write_message);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_flight_travellers(struct call *c, struct err *e)
{
	struct travellers_page page = {0};
	struct json j;
	enum rc rc = review_travellers(c->api->unit, &c->session.actor, c->id, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "flight");
	write_flight(&j, &page.flight);
	WRITE_LIST(&j, "travellers", struct traveller_view, &page.travellers, write_traveller);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_traveller(struct call *c, struct err *e)
{
	struct traveller_page page = {0};
	struct json j;
	enum rc rc = review_traveller(c->api->unit, &c->session.actor, c->id, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_key(&j, "traveller");
	write_traveller(&j, &page.traveller);
	json_key(&j, "flight");
	write_flight(&j, &page.flight);
	write_raw_opt(&j, "booking", page.booking_json);
	WRITE_LIST(&j, "companions", struct traveller_view, &page.companions, write_traveller);
	WRITE_LIST(&j, "joins", struct join_view, &page.joins, write_join);
	WRITE_LIST(&j, "sources", struct source_view, &page.sources, write_source);
	WRITE_LIST(&j, "hits", struct hit_view, &page.hits, write_hit);
	json_object_end(&j);
	return RC_OK;
}
