/* SPDX-License-Identifier: Apache-2.0 */
#include "api/write_share.h"

static void write_authority(struct json *j, struct slice name, struct slice title)
{
	json_key(j, "authority");
	json_object(j);
	json_put(j, "name", name);
	json_put(j, "title", title);
	json_object_end(j);
}

static void write_subject(struct json *j, const struct request_view *r)
{
	json_put_opt(j, "family", r->family);
	json_put_opt(j, "given", r->given);
	json_put_opt(j, "birth_date", r->birth_date);
	json_put_opt(j, "document", r->document_number);
	json_put_opt(j, "flight", r->flight);
}

void write_request(struct json *j, const struct request_view *r)
{
	json_object(j);
	write_id(j, "id", r->id);
	json_put(j, "number", r->number);
	write_authority(j, r->authority, r->authority_title);
	json_put(j, "officer", r->officer);
	json_put(j, "offence", r->offence);
	json_put(j, "case", r->case_reference);
	json_put(j, "grounds", r->grounds);
	json_put(j, "urgency", r->urgency);
	json_put(j, "from", r->from_on);
	json_put(j, "to", r->to_on);
	write_subject(j, r);
	json_put(j, "fields", r->fields);
	json_put_opt(j, "circumstances", r->circumstances);
	json_put_opt(j, "evidence", r->evidence);
	json_put(j, "filed_by", r->filed_by);
	write_at(j, "filed_at", r->filed_at);
	write_at(j, "due_at", r->due_at);
	json_put(j, "state", r->state);
	json_put_opt(j, "cut", r->cut);
	json_put_opt(j, "decided_by", r->decided_by);
	json_put_opt(j, "reason", r->reason);
	write_at_opt(j, "decided_at", r->decided_at);
	write_at_opt(j, "answered_at", r->answered_at);
	json_put_opt(j, "answer", r->answer);
	json_put_opt(j, "approval", r->approval);
	json_put_opt(j, "approval_by", r->approval_by);
	json_put_opt(j, "approval_reason", r->approval_reason);
	write_at_opt(j, "approval_at", r->approval_at);
	write_at_opt(j, "approval_due_at", r->approval_due_at);
	json_object_end(j);
}

void write_request_find(struct json *j, const struct request_find *f)
{
	json_object(j);
	write_id(j, "traveller", f->traveller_id);
	json_put_opt(j, "family", f->family);
	json_put_opt(j, "given", f->given);
	json_put_opt(j, "birth_date", f->birth_date);
	write_id(j, "flight", f->flight_id);
	json_put(j, "carrier", f->carrier);
	json_put(j, "number", f->flight_number);
	json_put(j, "from", f->from);
	json_put(j, "to", f->to);
	json_put(j, "departs", f->departs);
	json_put_bool(j, "later", f->later);
	json_object_end(j);
}

static void write_recall(struct json *j, const struct disclosure_view *v)
{
	if (!v->recalled_at)
		return;
	json_key(j, "recall");
	json_object(j);
	json_put(j, "cause", v->recall_cause);
	json_put_opt(j, "note", v->recall_note);
	json_put_opt(j, "by", v->recalled_by);
	write_at(j, "at", v->recalled_at);
	write_at(j, "due_at", v->recall_due_at);
	json_put_opt(j, "seen_by", v->recall_seen_by);
	write_at_opt(j, "seen_at", v->recall_seen_at);
	json_object_end(j);
}

static void write_feedback(struct json *j, const struct disclosure_view *v)
{
	write_at(j, "feedback_due_at", v->feedback_due_at);
	json_put_opt(j, "feedback", v->feedback);
	json_put_opt(j, "feedback_note", v->feedback_note);
	write_at_opt(j, "feedback_at", v->feedback_at);
}

void write_disclosure(struct json *j, const struct disclosure_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	json_put(j, "number", v->number);
	if (v->request_id)
		write_id(j, "request", v->request_id);
	json_put_opt(j, "request_number", v->request_number);
	if (v->hit_id)
		write_id(j, "hit", v->hit_id);
	write_authority(j, v->authority, v->authority_title);
	json_put(j, "officer", v->officer);
	json_put(j, "fields", v->fields);
	json_put(j, "caveat", v->caveat);
	json_put(j, "language", v->language);
	json_put(j, "purpose", v->purpose);
	json_put_opt(j, "offence", v->offence);
	json_put(j, "case", v->case_reference);
	json_put_opt(j, "transfer_state", v->transfer_state);
	json_put_opt(j, "transfer_basis", v->transfer_basis);
	json_put(j, "made_by", v->made_by);
	write_at(j, "made_at", v->made_at);
	json_put(j, "state", v->state);
	json_put_opt(j, "released_by", v->released_by);
	write_at_opt(j, "sent_at", v->sent_at);
	json_put_bool(j, "before_review", v->before_review);
	write_at(j, "expires_at", v->expires_at);
	json_put_opt(j, "content_hash", v->content_hash);
	json_put_bool(j, "package", v->has_package);
	write_at_opt(j, "fetched_at", v->fetched_at);
	write_at_opt(j, "acknowledged_at", v->acknowledged_at);
	write_feedback(j, v);
	write_recall(j, v);
	json_object_end(j);
}

void write_third_country(struct json *j, const struct third_country_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	json_put_opt(j, "number", v->number);
	json_put(j, "country", v->country);
	json_put(j, "authority", v->authority);
	json_put(j, "result", v->result);
	write_raw_opt(j, "checklist", v->checklist_json);
	json_put(j, "by", v->by);
	write_at(j, "at", v->at);
	write_at_opt(j, "seen_at", v->seen_at);
	json_put_opt(j, "seen_by", v->seen_by);
	json_put_opt(j, "note", v->note);
	json_object_end(j);
}

void write_recipient(struct json *j, const struct recipient_view *v)
{
	json_object(j);
	json_put(j, "user", v->login);
	json_put(j, "name", v->name);
	json_put(j, "authority", v->authority);
	json_object_end(j);
}
