/* SPDX-License-Identifier: Apache-2.0
 *
 * The part "answer" of a message's JSON (docs/decode.md).
 */
#include "decode/answer/answer.h"

static void put_name(struct json *j, const char *key, const char *name)
{
	json_put_opt(j, key, slice_of(name));
}

static void put_position(struct json *j, const char *key, unsigned n)
{
	if (n > 0)
		json_put_i64(j, key, n);
}

/* An instant in UTC, or only its date. */
static void put_instant(struct json *j, const char *key, struct local_time t)
{
	char text[LOCAL_TIME_TEXT + 1];
	if (!local_time_present(t))
		return;
	local_time_write(t, text);
	size_t n = strlen(text);
	if (t.hour >= 0)
		memcpy(text + n, "Z", 2);
	json_put_str(j, key, text);
}

static void open_list(struct json *j, const char *key)
{
	json_key(j, key);
	json_array(j);
}

static void write_references(struct json *j, const struct answer_reference *first)
{
	if (!first)
		return;
	open_list(j, "references");
	for (const struct answer_reference *r = first; r; r = r->next) {
		json_object(j);
		json_put_opt(j, "kind", r->kind);
		json_put_opt(j, "value", r->value);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_texts(struct json *j, const struct answer_text *first)
{
	if (!first)
		return;
	open_list(j, "texts");
	for (const struct answer_text *t = first; t; t = t->next) {
		json_object(j);
		json_put_opt(j, "subject", t->subject);
		json_put_opt(j, "code", t->code);
		json_put_opt(j, "text", t->text);
		json_object_end(j);
	}
	json_array_end(j);
}

/* ---- CUSRES, ACKRES: points ---- */

static void write_code(struct json *j, const struct answer_code *c, enum message_type type)
{
	json_object(j);
	json_put_opt(j, "code", c->code);
	put_name(j, "meaning",
		 type == MESSAGE_CUSRES ? response_status_name(c->status)
					: application_error_name(c->code));
	json_put_opt(j, "list", c->list);
	json_put_opt(j, "agency", c->agency);
	json_put_opt(j, "authorisation_code", c->authorisation);
	if (slice_is_nocase(c->authorisation, "Z"))
		json_put_str(j, "authorisation", "inapplicable");
	json_object_end(j);
}

static void write_codes(struct json *j, const struct answer_point *p, enum message_type type)
{
	if (!p->codes.first)
		return;
	open_list(j, "codes");
	LIST_EACH(const struct answer_code, c, &p->codes)
	write_code(j, c, type);
	json_array_end(j);
}

static void write_points(struct json *j, const struct answer *a, enum message_type type)
{
	if (!a->points.first)
		return;
	open_list(j, type == MESSAGE_CUSRES ? "responses" : "errors");
	LIST_EACH(const struct answer_point, p, &a->points)
	{
		json_object(j);
		if (type == MESSAGE_CUSRES) {
			put_name(j, "scope", answer_scope_name(p->scope));
			put_name(j, "status", response_status_name(p->status));
		}
		if (p->scope == SCOPE_UNKNOWN)
			json_put_opt(j, "scope_code", p->scope_code);
		json_put_opt(j, "locator", p->locator);
		json_put_opt(j, "reference", p->reference);
		json_put_opt(j, "family", p->family);
		json_put_opt(j, "given", p->given);
		write_references(j, p->references.first);
		write_codes(j, p, type);
		write_texts(j, p->texts.first);
		json_object_end(j);
	}
	json_array_end(j);
}

/* ---- CONTRL ---- */

static void write_party(struct json *j, const char *key, const struct syntax_party *p)
{
	if (!slice_present(p->id) && !slice_present(p->qualifier))
		return;
	json_key(j, key);
	json_object(j);
	json_put_opt(j, "id", p->id);
	json_put_opt(j, "qualifier", p->qualifier);
	json_object_end(j);
}

static void write_report(struct json *j, const struct syntax_report *t)
{
	json_object(j);
	put_name(j, "level", syntax_level_name(t->level));
	json_put_opt(j, "reference", t->reference);
	write_party(j, "sender", &t->sender);
	write_party(j, "recipient", &t->recipient);
	json_put_opt(j, "type", t->type);
	json_put_opt(j, "version", t->version);
	put_name(j, "action", syntax_action_name(t->action));
	json_put_opt(j, "action_code", t->action_code);
	put_name(j, "error", syntax_error_name(t->error_code));
	json_put_opt(j, "error_code", t->error_code);
	json_put_opt(j, "service_segment", t->service_segment);
	put_position(j, "segment", t->segment);
	put_position(j, "element", t->element);
	put_position(j, "component", t->component);
	put_position(j, "repetition", t->repetition);
	json_object_end(j);
}

static void write_reports(struct json *j, const struct answer *a)
{
	if (!a->reports.first)
		return;
	open_list(j, "reports");
	LIST_EACH(const struct syntax_report, t, &a->reports)
	write_report(j, t);
	json_array_end(j);
}

/* ---- GOVREQ ---- */

static void write_locators(struct json *j, const struct answer *a)
{
	if (!a->locators.first)
		return;
	open_list(j, "locators");
	LIST_EACH(const struct asked_locator, l, &a->locators)
	{
		json_object(j);
		json_put_opt(j, "carrier", l->carrier);
		json_put_opt(j, "locator", l->locator);
		json_put_opt(j, "kind", l->kind);
		put_instant(j, "created_at", l->created);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_times(struct json *j, const struct answer *a)
{
	if (!a->times.first)
		return;
	open_list(j, "times");
	LIST_EACH(const struct asked_time, t, &a->times)
	{
		json_object(j);
		json_put_opt(j, "kind", t->kind);
		put_instant(j, "at", t->at);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_persons(struct json *j, const struct answer *a)
{
	if (!a->persons.first)
		return;
	open_list(j, "persons");
	LIST_EACH(const struct asked_person, p, &a->persons)
	{
		json_object(j);
		json_put_opt(j, "family", p->family);
		json_put_opt(j, "given", p->given);
		json_object_end(j);
	}
	json_array_end(j);
}

void answer_write_json(const struct answer *a, enum message_type type, struct json *j)
{
	json_object(j);
	json_put_opt(j, "transaction_ref", a->transaction_ref);
	json_put_opt(j, "access_ref", a->access_ref);
	json_put_opt(j, "document_number", a->document_number);
	json_put_opt(j, "purpose_code", a->purpose_code);
	put_name(j, "status", answer_status_name(a->status));
	json_put_opt(j, "status_code", a->status_code);
	json_put_opt(j, "originator", a->originator);
	write_references(j, a->references.first);
	write_texts(j, a->texts.first);
	write_points(j, a, type);
	write_reports(j, a);
	write_locators(j, a);
	write_times(j, a);
	write_persons(j, a);
	json_object_end(j);
}
