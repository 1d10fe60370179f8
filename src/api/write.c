/* SPDX-License-Identifier: Apache-2.0 */
#include "api/write.h"

#include <stdio.h>

void write_id(struct json *j, const char *key, int64_t id)
{
	char text[24];
	snprintf(text, sizeof text, "%" PRId64, id);
	json_put_str(j, key, text);
}

void write_at(struct json *j, const char *key, int64_t at)
{
	char text[INSTANT_TEXT];
	instant_write(at, text);
	json_put_str(j, key, text);
}

void write_at_opt(struct json *j, const char *key, int64_t at)
{
	if (at != 0)
		write_at(j, key, at);
}

void write_day_opt(struct json *j, const char *key, struct date day)
{
	char text[DATE_TEXT];
	if (!date_present(day))
		return;
	date_write(day, text);
	json_put_str(j, key, text);
}

void write_raw_opt(struct json *j, const char *key, struct slice raw)
{
	if (!slice_present(raw))
		return;
	json_key(j, key);
	json_raw(j, raw);
}

static void write_sources(struct json *j, bool api, bool pnr)
{
	json_key(j, "sources");
	json_array(j);
	if (api)
		json_text(j, SLICE("api"));
	if (pnr)
		json_text(j, SLICE("pnr"));
	json_array_end(j);
}

/* ---- flights and messages ---- */

void write_flight(struct json *j, const struct flight_view *f)
{
	json_object(j);
	write_id(j, "id", f->id);
	json_put(j, "carrier", f->carrier);
	json_put(j, "number", f->number);
	json_put_opt(j, "suffix", f->suffix);
	json_put(j, "from", f->from);
	json_put(j, "to", f->to);
	json_put_opt(j, "departs", f->departs);
	json_put_opt(j, "arrives", f->arrives);
	write_at_opt(j, "departs_at", f->departs_at);
	write_at_opt(j, "arrives_at", f->arrives_at);
	json_put(j, "direction", f->direction);
	write_at_opt(j, "deadline_at", f->deadline_at);
	json_put(j, "status", f->status);
	json_put_i64(j, "travellers", f->travellers);
	json_put_i64(j, "crew", f->crew);
	json_put_i64(j, "bookings", f->bookings);
	json_put_i64(j, "messages", f->messages);
	if (f->hits_known) {
		json_put_i64(j, "hits_open", f->hits_open);
		json_put_i64(j, "hits", f->hits);
	}
	write_sources(j, f->has_api, f->has_pnr);
	json_object_end(j);
}

void write_leg(struct json *j, const struct leg_view *l)
{
	json_object(j);
	json_put(j, "from", l->from);
	json_put(j, "to", l->to);
	json_put_opt(j, "departs", l->departs);
	json_put_opt(j, "arrives", l->arrives);
	json_object_end(j);
}

void write_message(struct json *j, const struct message_view *m)
{
	json_object(j);
	write_id(j, "id", m->id);
	json_put(j, "state", m->state);
	json_put(j, "type", m->type);
	json_put_opt(j, "function", m->function);
	json_put_opt(j, "sender", m->sender);
	json_put_opt(j, "reference", m->reference);
	json_put_opt(j, "prepared_at", m->prepared_at);
	write_at(j, "received_at", m->received_at);
	json_put_opt(j, "carrier", m->carrier);
	json_put_i64(j, "travellers", m->travellers);
	json_put_i64(j, "findings", m->findings);
	json_put_i64(j, "removed", m->removed);
	json_object_end(j);
}

/* ---- travellers ---- */

static void write_document(struct json *j, const struct document_view *d)
{
	json_object(j);
	json_put_opt(j, "type", d->type);
	json_put(j, "number", d->number);
	json_put_opt(j, "issuer", d->issuer);
	json_put_opt(j, "expires", d->expires);
	json_object_end(j);
}

static void write_person(struct json *j, const struct traveller_view *t)
{
	json_put(j, "kind", t->kind);
	json_put_opt(j, "role", t->role);
	if (!t->masked_at)
		json_put(j, "family", t->family);
	json_put_opt(j, "given", t->given);
	json_put_opt(j, "middle", t->middle);
	json_put_opt(j, "title", t->title);
	json_put_opt(j, "sex", t->sex);
	json_put_opt(j, "birth_date", t->birth_date);
	json_put_opt(j, "nationality", t->nationality);
	json_put_opt(j, "residence", t->residence);
	json_put_opt(j, "embark", t->embark);
	json_put_opt(j, "disembark", t->disembark);
	json_put_opt(j, "locator", t->locator);
	json_put_opt(j, "seat", t->seat);
}

void write_traveller(struct json *j, const struct traveller_view *t)
{
	json_object(j);
	write_id(j, "id", t->id);
	write_person(j, t);
	WRITE_LIST(j, "documents", struct document_view, &t->documents, write_document);
	write_sources(j, t->has_api, t->has_pnr);
	json_put(j, "status", t->status);
	if (t->hits_known) {
		json_put_i64(j, "hits_open", t->hits_open);
		json_put_i64(j, "hits", t->hits);
	}
	write_at_opt(j, "masked_at", t->masked_at);
	json_put_opt(j, "pseudonym", t->pseudonym);
	write_raw_opt(j, "detail", t->detail_json);
	write_raw_opt(j, "pnr_detail", t->pnr_detail_json);
	json_object_end(j);
}

static void write_segment(struct json *j, const struct segment_view *s)
{
	json_object(j);
	json_put_i64(j, "number", s->number);
	json_put_i64(j, "start", (int64_t)s->start);
	json_put_i64(j, "end", (int64_t)s->end);
	json_put(j, "tag", s->tag);
	json_put_bool(j, "mine", s->mine);
	json_object_end(j);
}

static void write_source_field(struct json *j, const struct source_field *f)
{
	json_object(j);
	json_put(j, "path", f->path);
	json_put_i64(j, "segment", f->segment);
	json_object_end(j);
}

static void write_finding_view(struct json *j, const struct finding_view *f)
{
	json_object(j);
	json_put(j, "severity", f->severity);
	json_put(j, "code", f->code);
	if (f->segment > 0)
		json_put_i64(j, "segment", f->segment);
	json_put(j, "text", f->text);
	json_object_end(j);
}

void write_source(struct json *j, const struct source_view *s)
{
	json_object(j);
	json_key(j, "message");
	write_message(j, &s->message);
	json_put_str(j, "source", s->source);
	json_put(j, "text", s->text);
	WRITE_LIST(j, "segments", struct segment_view, &s->segments, write_segment);
	WRITE_LIST(j, "fields", struct source_field, &s->fields, write_source_field);
	write_raw_opt(j, "removed", s->removed_json);
	WRITE_LIST(j, "findings", struct finding_view, &s->findings, write_finding_view);
	json_object_end(j);
}

void write_join(struct json *j, const struct join_view *v)
{
	json_object(j);
	json_put_str(j, "with", v->with);
	json_put(j, "reason", v->reason);
	json_object_end(j);
}

/* ---- hits ---- */

void write_decision(struct json *j, const struct decision_view *d)
{
	json_object(j);
	json_put(j, "outcome", d->outcome);
	json_put(j, "reason", d->reason);
	json_put(j, "by", d->by);
	write_at(j, "at", d->at);
	json_put_bool(j, "carried_over", d->carried_over);
	json_object_end(j);
}

static void write_hit_list(struct json *j, const struct hit_view *h)
{
	json_key(j, "list");
	json_object(j);
	write_id(j, "id", h->list.id);
	json_put(j, "name", h->list.name);
	json_put_i64(j, "version", h->list.version);
	json_put_str(j, "age", list_age_name(h->list.age));
	write_day_opt(j, "dated_on", h->list.dated_on);
	json_object_end(j);
	json_key(j, "entry");
	json_object(j);
	json_put(j, "id", h->entry.id);
	json_put_opt(j, "name", h->entry.name);
	json_object_end(j);
}

static void write_hit_traveller(struct json *j, const struct hit_view *h)
{
	json_key(j, "traveller");
	json_object(j);
	write_id(j, "id", h->traveller.id);
	if (!h->traveller.masked_at)
		json_put(j, "family", h->traveller.family);
	json_put_opt(j, "given", h->traveller.given);
	json_put_opt(j, "birth_date", h->traveller.birth_date);
	write_at_opt(j, "masked_at", h->traveller.masked_at);
	json_put_opt(j, "pseudonym", h->traveller.pseudonym);
	json_object_end(j);
	json_key(j, "flight");
	json_object(j);
	write_id(j, "id", h->flight.id);
	json_put(j, "carrier", h->flight.carrier);
	json_put(j, "number", h->flight.number);
	json_put(j, "from", h->flight.from);
	json_put(j, "to", h->flight.to);
	json_put(j, "direction", h->flight.direction);
	write_at_opt(j, "deadline_at", h->flight.deadline_at);
	json_object_end(j);
}

void write_hit(struct json *j, const struct hit_view *h)
{
	json_object(j);
	write_id(j, "id", h->id);
	json_put(j, "state", h->state);
	json_put_str(j, "severity", h->severity);
	json_put(j, "outcome", h->outcome);
	json_put_i64(j, "score", h->score_permille);
	json_put(j, "method", h->method);
	write_hit_list(j, h);
	write_hit_traveller(j, h);
	write_at(j, "created_at", h->created_at);
	json_put(j, "cause", h->cause);
	if (h->decided) {
		json_key(j, "decision");
		write_decision(j, &h->decision);
	}
	json_object_end(j);
}

/* ---- lists, the trail, people ---- */

void write_rescreening(struct json *j, const struct rescreening_view *r)
{
	json_object(j);
	if (slice_present(r->cause)) {
		json_put(j, "cause", r->cause);
		json_put(j, "state", r->state);
		json_put(j, "of", r->of);
		json_put_i64(j, "total", r->total);
		json_put_i64(j, "done", r->done);
		json_put_i64(j, "hits", r->hits);
		write_at(j, "started_at", r->started_at);
		write_at_opt(j, "ended_at", r->ended_at);
	}
	json_object_end(j);
}

void write_watchlist(struct json *j, const struct watchlist_view *w)
{
	json_object(j);
	write_id(j, "id", w->id);
	json_put(j, "name", w->name);
	json_put(j, "kind", w->kind);
	json_put_opt(j, "source", w->source);
	json_put_i64(j, "version", w->version);
	json_put_i64(j, "entries", w->entries);
	write_at_opt(j, "updated_at", w->updated_at);
	json_put(j, "severity", w->severity);
	json_put_opt(j, "desks", w->desks);
	json_put_i64(j, "threshold", w->threshold);
	json_put_opt(j, "legal_basis", w->basis.legal_basis);
	json_put_opt(j, "owner", w->basis.owner);
	json_put_opt(j, "purposes", w->basis.purposes);
	json_put_opt(j, "subject", w->basis.subject);
	json_put_opt(j, "quality", w->basis.quality);
	write_day_opt(j, "dated_on", w->basis.dated_on);
	write_day_opt(j, "ends_on", w->basis.ends_on);
	json_put_i64(j, "fresh_days", w->basis.fresh_days);
	json_put_i64(j, "used_days", w->basis.used_days);
	json_put_str(j, "age", list_age_name(w->age));
	write_at_opt(j, "excluded_at", w->excluded_at);
	if (slice_present(w->rescreening.cause)) {
		json_key(j, "rescreening");
		write_rescreening(j, &w->rescreening);
	}
	json_object_end(j);
}

void write_thresholds(struct json *j, const struct thresholds_page *page)
{
	json_put(j, "list", page->list);
	json_put_i64(j, "threshold", page->threshold);
	write_at(j, "since", page->since_at);
	json_put_i64(j, "reviews", page->reviews);
	json_put_i64(j, "confirmed", page->confirmed);
	json_key(j, "steps");
	json_array(j);
	for (unsigned i = 0; i < THRESHOLD_STEPS; i++) {
		json_object(j);
		json_put_i64(j, "threshold", page->steps[i].threshold);
		json_put_i64(j, "saves", page->steps[i].saves);
		json_put_i64(j, "loses", page->steps[i].loses);
		json_put_i64(j, "open", page->steps[i].open);
		json_object_end(j);
	}
	json_array_end(j);
}

void write_watchlist_version(struct json *j, const struct watchlist_version_view *v)
{
	json_object(j);
	json_put_i64(j, "version", v->version);
	json_put_opt(j, "file", v->file_name);
	json_put(j, "hash", v->file_hash);
	json_put_i64(j, "bytes", v->file_bytes);
	json_put(j, "format", v->format);
	json_put_opt(j, "generated_on", v->generated_on);
	json_put(j, "imported_by", v->imported_by);
	write_at(j, "imported_at", v->imported_at);
	json_put_i64(j, "added", v->added);
	json_put_i64(j, "changed", v->changed);
	json_put_i64(j, "removed", v->removed);
	json_put_i64(j, "findings", v->findings);
	json_object_end(j);
}

void write_audit(struct json *j, const struct audit_view *a)
{
	json_object(j);
	json_put_i64(j, "seq", a->seq);
	write_at(j, "at", a->at);
	json_put(j, "actor", a->actor);
	json_put_opt(j, "role", a->role);
	json_put(j, "act", a->act);
	json_put_opt(j, "object", a->object);
	json_put_opt(j, "purpose", a->purpose);
	write_raw_opt(j, "detail", a->detail_json);
	json_object_end(j);
}

void write_account(struct json *j, const struct account_view *a)
{
	json_object(j);
	write_id(j, "id", a->id);
	json_put(j, "user", a->login);
	json_put(j, "name", a->name);
	json_put_str(j, "role", actor_role_name(a->role));
	json_put_bool(j, "active", a->active);
	write_at_opt(j, "last_sign_in_at", a->last_sign_in_at);
	json_put(j, "person", a->person);
	json_put_opt(j, "desk", a->desk);
	write_at_opt(j, "ends_at", a->ends_at);
	json_put_bool(j, "second_factor", a->second_factor);
	json_object_end(j);
}

void write_session_row(struct json *j, const struct session_view *s)
{
	json_object(j);
	write_id(j, "id", s->id);
	json_put_opt(j, "from", s->peer);
	write_at(j, "created_at", s->created_at);
	write_at(j, "last_seen_at", s->last_seen_at);
	write_at(j, "expires_at", s->expires_at);
	json_put_bool(j, "current", s->current);
	json_object_end(j);
}

void write_carrier_key(struct json *j, const struct carrier_key_view *k)
{
	json_object(j);
	write_id(j, "id", k->id);
	json_put(j, "carrier", k->carrier);
	write_at(j, "created_at", k->created_at);
	write_at_opt(j, "revoked_at", k->revoked_at);
	json_object_end(j);
}

void write_finding(struct json *j, const struct finding *f, const char *place)
{
	json_object(j);
	json_put_str(j, "severity", severity_name(f->severity));
	json_put_str(j, "code", f->code);
	if (f->segment > 0)
		json_put_i64(j, place, f->segment);
	json_put(j, "text", f->text);
	json_object_end(j);
}
