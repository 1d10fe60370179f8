/* SPDX-License-Identifier: Apache-2.0
 *
 * The model as JSON, in the order and under the names of docs/decode.md.
 * What is absent is left out.
 */
#include "decode/json_values.h"

static void write_reporter(struct json *j, const struct reporter *r)
{
	if (!slice_present(r->name) && !slice_present(r->telephone) && !slice_present(r->fax) &&
	    !slice_present(r->email))
		return;
	json_key(j, "reporter");
	json_object(j);
	json_put_opt(j, "name", r->name);
	json_put_opt(j, "telephone", r->telephone);
	json_put_opt(j, "fax", r->fax);
	json_put_opt(j, "email", r->email);
	json_object_end(j);
}

static void write_legs(struct json *j, const struct flight *f)
{
	if (!f->legs.first)
		return;
	open_list(j, "legs");
	LIST_EACH(const struct leg, l, &f->legs)
	{
		json_object(j);
		json_put_opt(j, "from", l->from);
		json_put_opt(j, "to", l->to);
		put_local(j, "departs", l->departs);
		put_local(j, "arrives", l->arrives);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_flights(struct json *j, const struct message *m)
{
	if (!m->flights.first)
		return;
	open_list(j, "flights");
	LIST_EACH(const struct flight, f, &m->flights)
	{
		json_object(j);
		json_put_opt(j, "carrier", f->carrier);
		json_put_opt(j, "number", f->number);
		json_put_opt(j, "suffix", f->suffix);
		json_put_opt(j, "operating_carrier", f->operating_carrier);
		json_put_opt(j, "operating_number", f->operating_number);
		json_put_opt(j, "vessel", f->vessel);
		json_put_opt(j, "vessel_number", f->vessel_number);
		json_put_opt(j, "vessel_flag", f->vessel_flag);
		json_put_opt(j, "mode", f->mode);
		put_true(j, "overflight", f->overflight);
		write_legs(j, f);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_declared(struct json *j, const struct declared *d)
{
	if (d->passengers < 0 && d->crew < 0 && d->bookings < 0 && d->segments < 0)
		return;
	json_key(j, "declared");
	json_object(j);
	put_count(j, "passengers", d->passengers);
	put_count(j, "crew", d->crew);
	put_count(j, "bookings", d->bookings);
	put_count(j, "segments", d->segments);
	json_object_end(j);
}

static void write_removed(struct json *j, const struct message *m)
{
	if (!m->removed.first)
		return;
	open_list(j, "removed");
	LIST_EACH(const struct removed, r, &m->removed)
	{
		json_object(j);
		json_put(j, "code", r->code);
		json_put_i64(j, "count", r->count);
		json_put_str(j, "why", r->why);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_findings(struct json *j, const struct message *m)
{
	if (!m->findings.first)
		return;
	open_list(j, "findings");
	LIST_EACH(const struct finding, f, &m->findings)
	{
		json_object(j);
		json_put_str(j, "severity", severity_name(f->severity));
		json_put_str(j, "code", f->code);
		if (f->segment > 0)
			json_put_i64(j, "segment", f->segment);
		json_put_i64(j, "offset", (int64_t)f->offset);
		json_put(j, "text", f->text);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_head(struct json *j, const struct message *m)
{
	json_put_str(j, "type", message_type_name(m->type));
	json_put_opt(j, "version", m->version);
	json_put_opt(j, "function", slice_of(message_function_name(m->function)));
	/* A sub-code says more than the function's name: "250+B". */
	if (m->function == FUNCTION_OTHER || slice_find(m->function_code, '+', 0) != SIZE_MAX)
		json_put_opt(j, "function_code", m->function_code);
	json_put_opt(j, "sender", m->sender);
	json_put_opt(j, "recipient", m->recipient);
	put_local(j, "prepared_at", m->prepared_at);
	json_put_opt(j, "interchange_ref", m->interchange_ref);
	json_put_opt(j, "message_ref", m->message_ref);
	json_put_opt(j, "business_ref", m->business_ref);
	if (m->test)
		json_put_bool(j, "test", true);
	if (m->part > 0) {
		json_put_i64(j, "part", m->part);
		json_put_bool(j, "last_part", m->last_part);
	}
	put_local(j, "filed_at", m->filed_at);
	json_put_opt(j, "filing_port", m->filing_port);
	write_reporter(j, &m->reporter);
	write_agency(j, "originator", &m->originator);
}

static void write_people(struct json *j, const struct message *m)
{
	if (m->travellers.first) {
		open_list(j, "travellers");
		LIST_EACH(const struct traveller, t, &m->travellers)
		decode_write_traveller(t, j);
		json_array_end(j);
	}
	if (m->bookings.first) {
		open_list(j, "bookings");
		LIST_EACH(const struct booking, b, &m->bookings)
		decode_write_booking(b, j);
		json_array_end(j);
	}
}

void decode_write_json(const struct message *m, struct buf *out)
{
	struct json j;
	json_init(&j, out);
	json_object(&j);
	write_head(&j, m);
	write_flights(&j, m);
	write_people(&j, m);
	write_declared(&j, &m->declared);
	write_removed(&j, m);
	write_findings(&j, m);
	json_object_end(&j);
}
