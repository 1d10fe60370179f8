/* SPDX-License-Identifier: Apache-2.0 */
#include "validate/report.h"

static const char *verdict_name(bool conforms)
{
	return conforms ? "conforms" : "does-not-conform";
}

static void put_counts(struct json *j, const struct severity_counts *counts)
{
	json_put_i64(j, "errors", (int64_t)counts->of[SEVERITY_ERROR]);
	json_put_i64(j, "warnings", (int64_t)counts->of[SEVERITY_WARNING]);
	json_put_i64(j, "infos", (int64_t)counts->of[SEVERITY_INFO]);
}

static void put_finding(struct json *j, const struct reported *x, const struct reported_finding *rf)
{
	const struct finding *f = rf->f;
	const struct finding_row *row = finding_row_find(f->code);
	struct spot spot = spot_find(x->in, x->m, f, x->a);
	json_object(j);
	json_put_str(j, "severity", severity_name(f->severity));
	json_put_str(j, "code", f->code);
	json_put(j, "text", f->text);
	if (f->element)
		json_put_str(j, "element", f->element);
	if (f->segment)
		json_put_i64(j, "segment", f->segment);
	json_put_opt(j, "tag", slice_of(spot.tag));
	json_put_i64(j, "offset", (int64_t)f->offset);
	json_put_i64(j, "line", (int64_t)rf->line);
	json_put_i64(j, "column", (int64_t)rf->column);
	if (slice_present(spot.text)) {
		json_key(j, "source");
		json_object(j);
		json_put(j, "text", spot.text);
		json_put_i64(j, "from", (int64_t)spot.from);
		json_put_i64(j, "to", (int64_t)spot.to);
		json_object_end(j);
	}
	json_put_str(j, "wrong", row->wrong);
	json_put_str(j, "expected", row->expected);
	json_put_str(j, "remedy", row->remedy);
	json_put_str(j, "clause", row->clause);
	json_object_end(j);
}

static void put_identity(struct json *j, const struct message *m)
{
	char prepared[LOCAL_TIME_TEXT];
	json_put_str(j, "type", message_type_name(m->type));
	json_put_opt(j, "version", m->version);
	json_put_opt(j, "function", slice_of(message_function_name(m->function)));
	json_put_opt(j, "sender", m->sender);
	json_put_opt(j, "recipient", m->recipient);
	if (local_time_present(m->prepared_at)) {
		local_time_write(m->prepared_at, prepared);
		json_put_str(j, "prepared_at", prepared);
	}
	json_put_opt(j, "interchange_ref", m->interchange_ref);
	json_put_opt(j, "message_ref", m->message_ref);
}

void json_message(struct validate_report *r, struct reported *x)
{
	struct json j;
	json_init(&j, r->out);
	json_object(&j);
	json_put_str(&j, "file", x->in->name);
	json_put_i64(&j, "message", x->in->messages);
	put_identity(&j, x->m);
	json_put_i64(&j, "flights", x->m->flights.count);
	json_put_i64(&j, "bookings", x->m->bookings.count);
	json_put_i64(&j, "travellers", x->m->travellers.count);
	json_put_str(&j, "verdict", verdict_name(x->conforms));
	put_counts(&j, &x->counts);
	json_key(&j, "findings");
	json_array(&j);
	for (size_t i = 0; i < x->count; i++)
		put_finding(&j, x, &x->findings[i]);
	json_array_end(&j);
	json_object_end(&j);
	buf_char(r->out, '\n');
}

static void put_codes(struct json *j, const struct validate_report *r)
{
	json_key(j, "codes");
	json_array(j);
	for (int s = SEVERITY_ERROR; s >= SEVERITY_INFO; s--) {
		for (size_t i = 0; i < finding_table_count; i++) {
			if (r->codes[i].of[s] == 0)
				continue;
			json_object(j);
			json_put_str(j, "severity", severity_name((enum severity)s));
			json_put_str(j, "code", finding_table[i].code);
			json_put_i64(j, "count", (int64_t)r->codes[i].of[s]);
			json_object_end(j);
		}
	}
	json_array_end(j);
}

void json_summary(struct validate_report *r)
{
	struct json j;
	json_init(&j, r->out);
	json_object(&j);
	json_key(&j, "summary");
	json_object(&j);
	json_put_str(&j, "profile", r->p->name);
	json_put_str(&j, "fails_at", severity_name(r->p->fails_at));
	json_put_str(&j, "verdict", verdict_name(validate_report_conforms(r)));
	json_put_i64(&j, "messages", (int64_t)r->messages);
	json_put_i64(&j, "conforming", (int64_t)r->conforming);
	put_counts(&j, &r->total);
	put_codes(&j, r);
	json_object_end(&j);
	json_object_end(&j);
	buf_char(r->out, '\n');
}
