/* SPDX-License-Identifier: Apache-2.0 */
#include "api/write_transfers.h"

void write_threat(struct json *j, const struct threat_view *t)
{
	json_object(j);
	write_id(j, "id", t->id);
	json_put_opt(j, "carrier", t->carrier);
	json_put_opt(j, "number", t->number);
	json_put_opt(j, "origin", t->from);
	json_put_opt(j, "destination", t->to);
	write_at(j, "from", t->from_at);
	write_at(j, "until", t->until_at);
	json_put(j, "threat", t->threat);
	json_put(j, "reference", t->reference);
	json_put(j, "state", t->state);
	json_put(j, "proposed_by", t->proposed_by);
	write_at(j, "proposed_at", t->proposed_at);
	json_put_opt(j, "decided_by", t->decided_by);
	write_at_opt(j, "decided_at", t->decided_at);
	json_put_opt(j, "decision_reason", t->decision_reason);
	json_object_end(j);
}

static void write_notice_parts(struct json *j, const struct notice_view *n)
{
	write_id(j, "id", n->id);
	json_put(j, "carrier", n->carrier);
	json_put(j, "kind", n->kind);
	json_put_opt(j, "number", n->number);
	json_put_opt(j, "origin", n->from);
	json_put_opt(j, "destination", n->to);
	json_put_opt(j, "departs", n->departs);
	json_put(j, "cause", n->cause);
	write_at(j, "deadline", n->deadline_at);
	write_at(j, "made_at", n->made_at);
	json_put_bool(j, "outage", n->outage_id != 0);
}

void write_notice_for_carrier(struct json *j, const struct notice_view *n)
{
	json_object(j);
	write_notice_parts(j, n);
	json_object_end(j);
}

void write_carrier_notice(struct json *j, const struct notice_view *n)
{
	json_object(j);
	write_notice_parts(j, n);
	if (n->flight_id)
		write_id(j, "flight", n->flight_id);
	write_at_opt(j, "fetched_at", n->fetched_at);
	json_put_opt(j, "contact", n->contact);
	if (n->outage_id)
		write_id(j, "outage_id", n->outage_id);
	json_put_opt(j, "penalty_by", n->penalty_by);
	json_put_opt(j, "penalty_reason", n->penalty_reason);
	write_at_opt(j, "penalty_at", n->penalty_at);
	write_at_opt(j, "withdrawn_at", n->withdrawn_at);
	json_object_end(j);
}

void write_outage(struct json *j, const struct outage_view *o)
{
	json_object(j);
	write_id(j, "id", o->id);
	json_put_opt(j, "carrier", o->carrier);
	write_at(j, "from", o->from_at);
	write_at_opt(j, "until", o->until_at);
	json_put(j, "evidence", o->evidence);
	json_put(j, "recorded_by", o->recorded_by);
	write_at(j, "recorded_at", o->recorded_at);
	json_object_end(j);
}

void write_contact(struct json *j, const struct contact_view *c)
{
	json_object(j);
	json_put(j, "carrier", c->carrier);
	json_put(j, "name", c->name);
	json_put_opt(j, "telephone", c->telephone);
	json_put_opt(j, "email", c->email);
	json_object_end(j);
}

void write_push_count(struct json *j, const struct push_count *p)
{
	json_object(j);
	json_put(j, "carrier", p->carrier);
	json_put(j, "push", p->push);
	json_put_i64(j, "count", p->count);
	json_object_end(j);
}
