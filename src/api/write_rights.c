/* SPDX-License-Identifier: Apache-2.0 */
#include "api/write_rights.h"

static void write_document(struct json *j, const struct rights_document_view *d)
{
	json_object(j);
	json_put_opt(j, "type", d->type);
	json_put(j, "number", d->number);
	json_put_opt(j, "issuer", d->issuer);
	json_object_end(j);
}

void write_rights_request(struct json *j, const struct rights_request_view *r)
{
	json_object(j);
	write_id(j, "id", r->id);
	json_put(j, "number", r->number);
	json_put(j, "kind", r->kind);
	json_put(j, "channel", r->channel);
	json_put(j, "family", r->family);
	json_put_opt(j, "given", r->given);
	json_put_opt(j, "birth_date", r->birth_date);
	json_put(j, "address", r->address);
	json_put_opt(j, "wish", r->wish);
	WRITE_LIST(j, "documents", struct rights_document_view, &r->documents, write_document);
	write_at(j, "received_at", r->received_at);
	write_at(j, "due_at", r->due_at);
	json_put(j, "state", r->state);
	json_put_opt(j, "identity_how", r->identity_how);
	json_put_opt(j, "identity_by", r->identity_by);
	write_at_opt(j, "identity_at", r->identity_at);
	json_put_opt(j, "extended_why", r->extended_why);
	json_put_opt(j, "decision", r->decision);
	json_put_opt(j, "reason", r->reason);
	json_put_opt(j, "decided_by", r->decided_by);
	write_at_opt(j, "decided_at", r->decided_at);
	json_object_end(j);
}

void write_rights_found(struct json *j, const struct rights_found_view *f)
{
	json_object(j);
	write_id(j, "traveller", f->traveller.id);
	json_put_opt(j, "family", f->traveller.family);
	json_put_opt(j, "given", f->traveller.given);
	json_put_opt(j, "middle", f->traveller.middle);
	json_put_opt(j, "birth_date", f->traveller.birth_date);
	json_put_opt(j, "nationality", f->traveller.nationality);
	write_id(j, "flight", f->flight_id);
	json_put(j, "carrier", f->carrier);
	json_put(j, "number", f->flight_number);
	json_put(j, "from", f->from);
	json_put(j, "to", f->to);
	json_put_opt(j, "departs", f->departs);
	json_put_i64(j, "score", f->score_permille);
	json_put(j, "method", f->method);
	json_put(j, "state", f->state);
	json_object_end(j);
}
