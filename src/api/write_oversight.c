/* SPDX-License-Identifier: Apache-2.0 */
#include "api/write_oversight.h"

void write_checklist(struct json *j, const char *key, const struct checklist *c)
{
	json_key(j, key);
	json_object(j);
	for (unsigned i = 0; i < CRITERION_COUNT; i++) {
		if (c->answers[i] != ANSWER_NONE)
			json_put_str(j, criterion_name((enum criterion)i),
				     criterion_answer_name(c->answers[i]));
	}
	json_object_end(j);
}

void write_opinion(struct json *j, const char *key, const struct opinion_view *o)
{
	json_key(j, key);
	json_object(j);
	json_put(j, "by", o->by);
	json_put(j, "outcome", o->outcome);
	json_put(j, "reason", o->reason);
	write_at(j, "at", o->at);
	write_checklist(j, "checklist", &o->checklist);
	json_object_end(j);
}

void write_bureau(struct json *j, const char *key, const struct bureau_view *b)
{
	json_key(j, key);
	json_object(j);
	write_at_opt(j, "asked_at", b->asked_at);
	write_at_opt(j, "due_at", b->due_at);
	json_put_opt(j, "asked_by", b->asked_by);
	json_put_opt(j, "reference", b->reference);
	json_put_opt(j, "answer", b->answer);
	write_at_opt(j, "answered_at", b->answered_at);
	json_put_opt(j, "answered_by", b->answered_by);
	json_put_opt(j, "answer_reference", b->answer_reference);
	json_object_end(j);
}

void write_redress(struct json *j, const struct redress_view *r)
{
	json_object(j);
	write_id(j, "id", r->id);
	json_put(j, "number", r->number);
	json_put(j, "note", r->note);
	write_at(j, "made_at", r->made_at);
	write_at_opt(j, "ended_at", r->ended_at);
	json_object_end(j);
}

void write_odd_lookup(struct json *j, const struct odd_lookup_view *o)
{
	json_object(j);
	write_id(j, "id", o->id);
	json_put_i64(j, "record", o->audit_seq);
	json_put(j, "sign", o->sign);
	json_put(j, "actor", o->actor);
	json_put(j, "object", o->object);
	write_at(j, "at", o->at);
	json_put_i64(j, "count", o->count);
	json_put_opt(j, "result", o->result);
	json_put_opt(j, "note", o->note);
	write_at_opt(j, "looked_at", o->looked_at);
	json_object_end(j);
}

static void write_sample_item(struct json *j, const struct sample_item_view *i)
{
	json_object(j);
	json_put_i64(j, "ordinal", i->ordinal);
	write_id(j, "decision", i->decision_id);
	if (i->hit_id)
		write_id(j, "hit", i->hit_id);
	json_put_opt(j, "outcome", i->outcome);
	json_put_opt(j, "reason", i->reason);
	json_put_opt(j, "by", i->by);
	write_at_opt(j, "decided_at", i->decided_at);
	write_checklist(j, "checklist", &i->checklist);
	json_put_opt(j, "result", i->result);
	json_put_opt(j, "note", i->note);
	json_object_end(j);
}

void write_sample(struct json *j, const struct sample_view *s)
{
	json_object(j);
	write_id(j, "id", s->id);
	write_at(j, "drawn_at", s->drawn_at);
	json_put(j, "drawn_by", s->drawn_by);
	write_at(j, "from_at", s->from_at);
	write_at(j, "to_at", s->to_at);
	json_put(j, "seed", s->seed);
	json_put_i64(j, "population", s->population);
	WRITE_LIST(j, "items", struct sample_item_view, &s->items, write_sample_item);
	json_object_end(j);
}

void write_use_notice(struct json *j, const struct use_notice_view *n)
{
	json_object(j);
	write_id(j, "decision", n->decision_id);
	write_id(j, "hit", n->hit_id);
	write_at(j, "opened_at", n->opened_at);
	write_at(j, "review_at", n->review_at);
	json_put(j, "state", n->state);
	json_put_opt(j, "reason", n->reason);
	json_put_opt(j, "by", n->by);
	write_at_opt(j, "settled_at", n->settled_at);
	json_object_end(j);
}

void write_statistic(struct json *j, const struct statistic_view *s)
{
	json_object(j);
	json_put_i64(j, "year", s->year);
	json_put(j, "name", s->name);
	json_put_i64(j, "amount", s->amount);
	json_object_end(j);
}
