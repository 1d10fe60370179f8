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
