/* SPDX-License-Identifier: Apache-2.0
 *
 * The model as JSON, in the order and under the names of docs/decode.md.
 * What is absent is left out.
 */
#include "decode/decode.h"

#include "decode/answer/answer.h"

static void put_date(struct json *j, const char *key, struct date d)
{
	if (!date_present(d))
		return;
	char text[DATE_TEXT];
	date_write(d, text);
	json_put_str(j, key, text);
}

static void put_local(struct json *j, const char *key, struct local_time t)
{
	if (!local_time_present(t))
		return;
	char text[LOCAL_TIME_TEXT];
	local_time_write(t, text);
	json_put_str(j, key, text);
}

static void put_index(struct json *j, const char *key, int index)
{
	if (index >= 0)
		json_put_i64(j, key, index);
}

static void put_count(struct json *j, const char *key, int64_t count)
{
	if (count >= 0)
		json_put_i64(j, key, count);
}

static void put_tristate(struct json *j, const char *key, enum tristate t)
{
	if (t != UNKNOWN)
		json_put_bool(j, key, t == YES);
}

static void open_list(struct json *j, const char *key)
{
	json_key(j, key);
	json_array(j);
}

/* ---- What travellers and bookings share ---- */

static void write_address(struct json *j, const struct address *a)
{
	json_object(j);
	json_put_opt(j, "use", a->use);
	json_put_opt(j, "street", a->street);
	json_put_opt(j, "city", a->city);
	json_put_opt(j, "region", a->region);
	json_put_opt(j, "postcode", a->postcode);
	json_put_opt(j, "country", a->country);
	put_index(j, "traveller", a->traveller);
	json_object_end(j);
}

static void write_addresses(struct json *j, const struct address *first)
{
	if (!first)
		return;
	open_list(j, "addresses");
	for (const struct address *a = first; a; a = a->next)
		write_address(j, a);
	json_array_end(j);
}

static void write_contacts(struct json *j, const struct contact *first)
{
	if (!first)
		return;
	open_list(j, "contacts");
	for (const struct contact *c = first; c; c = c->next) {
		json_object(j);
		json_put_opt(j, "type", c->type);
		json_put_opt(j, "value", c->value);
		put_index(j, "traveller", c->traveller);
		json_object_end(j);
	}
	json_array_end(j);
}

/* ---- Travellers ---- */

static void write_birth_place(struct json *j, const struct traveller *t)
{
	if (!slice_present(t->birth_country) && !slice_present(t->birth_city) &&
	    !slice_present(t->birth_region))
		return;
	json_key(j, "birth_place");
	json_object(j);
	json_put_opt(j, "country", t->birth_country);
	json_put_opt(j, "city", t->birth_city);
	json_put_opt(j, "region", t->birth_region);
	json_object_end(j);
}

static void write_documents(struct json *j, const struct traveller *t)
{
	if (!t->documents.first)
		return;
	open_list(j, "documents");
	LIST_EACH(const struct document, d, &t->documents)
	{
		json_object(j);
		json_put_opt(j, "type", d->type);
		json_put_opt(j, "number", d->number);
		json_put_opt(j, "issuer", d->issuer);
		put_date(j, "expires", d->expires);
		put_date(j, "issued", d->issued);
		json_put_opt(j, "issued_at", d->issued_at);
		json_put_opt(j, "holder_family", d->holder_family);
		json_put_opt(j, "holder_given", d->holder_given);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_seats(struct json *j, const struct traveller *t)
{
	if (!t->seats.first)
		return;
	open_list(j, "seats");
	LIST_EACH(const struct seat, s, &t->seats)
	{
		json_object(j);
		json_put_opt(j, "seat", s->seat);
		json_put_opt(j, "from", s->from);
		json_put_opt(j, "to", s->to);
		json_put_opt(j, "source", slice_of(s->source));
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_bags(struct json *j, const struct traveller *t)
{
	if (t->bag_count < 0 && t->bag_weight_tenths < 0 && !t->bag_tags.first)
		return;
	json_key(j, "bags");
	json_object(j);
	put_count(j, "count", t->bag_count);
	if (t->bag_weight_tenths >= 0) {
		json_key(j, "weight_kg");
		json_decimal1(j, t->bag_weight_tenths);
	}
	if (t->bag_tags.first) {
		open_list(j, "tags");
		LIST_EACH(const struct bag_tag, b, &t->bag_tags)
		json_text(j, b->tag);
		json_array_end(j);
	}
	json_object_end(j);
}

static void write_frequent_flyer(struct json *j, const struct traveller *t)
{
	if (!t->frequent_flyer.first)
		return;
	open_list(j, "frequent_flyer");
	LIST_EACH(const struct frequent_flyer, f, &t->frequent_flyer)
	{
		json_object(j);
		json_put_opt(j, "carrier", f->carrier);
		json_put_opt(j, "number", f->number);
		json_put_opt(j, "tier", f->tier);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_tickets(struct json *j, const struct traveller *t)
{
	if (!t->tickets.first)
		return;
	open_list(j, "tickets");
	LIST_EACH(const struct ticket, k, &t->tickets)
	{
		json_object(j);
		json_put_opt(j, "number", k->number);
		json_put_opt(j, "type", k->type);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_person(struct json *j, const struct traveller *t)
{
	json_put_str(j, "kind", traveller_kind_name(t->kind));
	json_put_opt(j, "role", slice_of(traveller_role_name(t->role)));
	json_put_opt(j, "family", t->family);
	json_put_opt(j, "given", t->given);
	json_put_opt(j, "middle", t->middle);
	json_put_opt(j, "title", t->title);
	json_put_opt(j, "sex", t->sex);
	put_date(j, "birth_date", t->birth_date);
	write_birth_place(j, t);
	json_put_opt(j, "nationality", t->nationality);
	json_put_opt(j, "residence", t->residence);
	json_put_opt(j, "embark", t->embark);
	json_put_opt(j, "disembark", t->disembark);
	json_put_opt(j, "first_port", t->first_port);
	json_put_opt(j, "reference", t->reference);
	json_put_opt(j, "locator", t->locator);
	json_put_opt(j, "crew_status", t->crew_status);
	put_tristate(j, "verified", t->verified);
	put_tristate(j, "boarded", t->boarded);
}

void decode_write_traveller(const struct traveller *t, struct json *j)
{
	json_object(j);
	write_person(j, t);
	write_addresses(j, t->addresses.first);
	write_contacts(j, t->contacts.first);
	write_documents(j, t);
	write_seats(j, t);
	write_bags(j, t);
	write_frequent_flyer(j, t);
	write_tickets(j, t);
	put_index(j, "infant_of", t->infant_of);
	put_index(j, "booking", t->booking);
	json_object_end(j);
}

/* ---- Bookings ---- */

static void write_other_locators(struct json *j, const struct booking *b)
{
	if (!b->other_locators.first)
		return;
	open_list(j, "other_locators");
	LIST_EACH(const struct locator, l, &b->other_locators)
	{
		json_object(j);
		json_put_opt(j, "carrier", l->carrier);
		json_put_opt(j, "locator", l->locator);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_split(struct json *j, const char *key, const struct locator *first)
{
	if (!first)
		return;
	open_list(j, key);
	for (const struct locator *l = first; l; l = l->next)
		json_text(j, l->locator);
	json_array_end(j);
}

static void write_agency(struct json *j, const struct agency *a)
{
	if (!slice_present(a->name) && !slice_present(a->iata) && !slice_present(a->city) &&
	    !slice_present(a->country) && !slice_present(a->agent) && !slice_present(a->system) &&
	    !slice_present(a->sign))
		return;
	json_key(j, "agency");
	json_object(j);
	json_put_opt(j, "name", a->name);
	json_put_opt(j, "iata", a->iata);
	json_put_opt(j, "city", a->city);
	json_put_opt(j, "country", a->country);
	json_put_opt(j, "agent", a->agent);
	json_put_opt(j, "system", a->system);
	json_put_opt(j, "sign", a->sign);
	json_object_end(j);
}

static void write_segments(struct json *j, const struct booking *b)
{
	if (!b->segments.first)
		return;
	open_list(j, "segments");
	LIST_EACH(const struct segment, s, &b->segments)
	{
		json_object(j);
		json_put_opt(j, "kind", s->kind);
		json_put_opt(j, "name", s->name);
		json_put_opt(j, "carrier", s->carrier);
		json_put_opt(j, "number", s->number);
		json_put_opt(j, "suffix", s->suffix);
		json_put_opt(j, "from", s->from);
		json_put_opt(j, "to", s->to);
		put_local(j, "departs", s->departs);
		put_local(j, "arrives", s->arrives);
		json_put_opt(j, "class", s->booking_class);
		json_put_opt(j, "status", s->status);
		json_put_opt(j, "operating_carrier", s->operating_carrier);
		json_put_opt(j, "operating_number", s->operating_number);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_payments(struct json *j, const struct booking *b)
{
	if (!b->payments.first)
		return;
	open_list(j, "payments");
	LIST_EACH(const struct payment, p, &b->payments)
	{
		json_object(j);
		json_put_opt(j, "form", p->form);
		json_put_opt(j, "amount", p->amount);
		json_put_opt(j, "currency", p->currency);
		json_put_opt(j, "card_vendor", p->card_vendor);
		json_put_opt(j, "card", p->card);
		json_put_opt(j, "expires", p->expires);
		json_put_opt(j, "payer", p->payer);
		put_index(j, "traveller", p->traveller);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_fares(struct json *j, const struct booking *b)
{
	if (!b->fares.first)
		return;
	open_list(j, "fares");
	LIST_EACH(const struct fare, f, &b->fares)
	{
		json_object(j);
		json_put_opt(j, "amount", f->amount);
		json_put_opt(j, "currency", f->currency);
		put_index(j, "traveller", f->traveller);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_service_requests(struct json *j, const struct booking *b)
{
	if (!b->service_requests.first)
		return;
	open_list(j, "service_requests");
	LIST_EACH(const struct service_request, s, &b->service_requests)
	{
		json_object(j);
		json_put_opt(j, "code", s->code);
		json_put_opt(j, "text", s->text);
		json_put_opt(j, "carrier", s->carrier);
		json_put_opt(j, "status", s->status);
		json_put_opt(j, "from", s->from);
		json_put_opt(j, "to", s->to);
		put_index(j, "traveller", s->traveller);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_remarks(struct json *j, const struct booking *b)
{
	if (!b->remarks.first)
		return;
	open_list(j, "remarks");
	LIST_EACH(const struct remark, r, &b->remarks)
	json_text(j, r->text);
	json_array_end(j);
}

static void write_history(struct json *j, const struct booking *b)
{
	if (!b->history.first)
		return;
	open_list(j, "history");
	LIST_EACH(const struct history, h, &b->history)
	{
		json_object(j);
		json_put_opt(j, "at", h->at);
		json_put_opt(j, "action", h->action);
		json_put_opt(j, "segment", h->segment);
		json_put_opt(j, "text", h->text);
		json_object_end(j);
	}
	json_array_end(j);
}

void decode_write_booking(const struct booking *b, struct json *j)
{
	json_object(j);
	json_put_opt(j, "locator", b->locator);
	json_put_opt(j, "carrier", b->carrier);
	write_other_locators(j, b);
	json_put_opt(j, "created_at", b->created_at);
	json_put_opt(j, "changed_at", b->changed_at);
	json_put_opt(j, "ticketed_at", b->ticketed_at);
	json_put_bool(j, "cancelled", b->cancelled);
	write_split(j, "split_from", b->split_from.first);
	write_split(j, "split_to", b->split_to.first);
	put_count(j, "party_size", b->party_size);
	write_agency(j, &b->agency);
	write_segments(j, b);
	write_payments(j, b);
	write_fares(j, b);
	write_addresses(j, b->addresses.first);
	write_contacts(j, b->contacts.first);
	write_service_requests(j, b);
	write_remarks(j, b);
	write_history(j, b);
	json_object_end(j);
}

/* ---- The message ---- */

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
	if (m->function == FUNCTION_OTHER)
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
	write_reporter(j, &m->reporter);
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

static void write_answer(struct json *j, const struct message *m)
{
	if (!m->answer)
		return;
	json_key(j, "answer");
	answer_write_json(m->answer, m->type, j);
}

void decode_write_json(const struct message *m, struct buf *out)
{
	struct json j;
	json_init(&j, out);
	json_object(&j);
	write_head(&j, m);
	write_flights(&j, m);
	write_people(&j, m);
	write_answer(&j, m);
	write_declared(&j, &m->declared);
	write_removed(&j, m);
	write_findings(&j, m);
	json_object_end(&j);
}
