/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/json_values.h"

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
		json_put_opt(j, "cabin", s->cabin);
		json_put_opt(j, "characteristics", s->characteristics);
		json_put_opt(j, "source", slice_of(s->source));
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_bag_entries(struct json *j, const struct traveller *t)
{
	if (!t->bag_entries.first)
		return;
	open_list(j, "entries");
	LIST_EACH(const struct bag_entry, b, &t->bag_entries)
	{
		json_object(j);
		json_put_opt(j, "carrier", b->carrier);
		json_put_opt(j, "tag", b->tag);
		json_put_i64(j, "count", b->count);
		json_put_opt(j, "to", b->to);
		json_put_opt(j, "carrier_number", b->carrier_number);
		json_put_opt(j, "indicator", b->indicator);
		json_put_opt(j, "characteristic", b->characteristic);
		json_put_opt(j, "request", b->request);
		json_put_opt(j, "measure", b->measure);
		json_put_opt(j, "unit", b->unit);
		json_put_opt(j, "text", b->text);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_bags(struct json *j, const struct traveller *t)
{
	if (t->bag_count < 0 && t->bag_weight_tenths < 0 && !t->bag_tags.first &&
	    !slice_present(t->bag_pool))
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
	write_bag_entries(j, t);
	json_put_opt(j, "pool", t->bag_pool);
	json_put_opt(j, "pool_ticket", t->bag_pool_ticket);
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
		json_put_opt(j, "coupon", k->coupon);
		json_put_opt(j, "issued_at", k->issued_at);
		json_put_opt(j, "restriction", k->restriction);
		json_put_opt(j, "deadline", k->deadline);
		json_put_opt(j, "carrier", k->carrier);
		json_put_opt(j, "carrier_number", k->carrier_number);
		json_put_opt(j, "sold_in", k->sold_in);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_fare_basis(struct json *j, const struct fare_info *f)
{
	if (!f->basis.first)
		return;
	open_list(j, "basis");
	LIST_EACH(const struct fare_basis, b, &f->basis)
	json_text(j, b->code);
	json_array_end(j);
}

static void write_fare_info(struct json *j, const struct traveller *t)
{
	if (!t->fare_info.first)
		return;
	open_list(j, "fare_info");
	LIST_EACH(const struct fare_info, f, &t->fare_info)
	{
		json_object(j);
		json_put_opt(j, "type", f->type);
		json_put_opt(j, "age", f->age);
		write_fare_basis(j, f);
		json_put_opt(j, "discount_type", f->discount_type);
		json_put_opt(j, "discount_percent", f->discount_percent);
		json_put_opt(j, "discount_class", f->discount_class);
		json_put_opt(j, "country", f->country);
		json_put_opt(j, "designator", f->designator);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_check_ins(struct json *j, const struct traveller *t)
{
	if (!t->check_ins.first)
		return;
	open_list(j, "check_ins");
	LIST_EACH(const struct check_in, c, &t->check_ins)
	{
		json_object(j);
		json_put_opt(j, "at", c->at);
		json_put_opt(j, "number", c->number);
		json_put_opt(j, "from", c->from);
		json_put_opt(j, "to", c->to);
		json_put_opt(j, "text", c->text);
		write_agency(j, "by", &c->by);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_references(struct json *j, const struct traveller *t)
{
	if (!t->references.first)
		return;
	open_list(j, "references");
	LIST_EACH(const struct reference, r, &t->references)
	{
		json_object(j);
		json_put_opt(j, "type", r->type);
		json_put_opt(j, "value", r->value);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_others(struct json *j, const struct traveller *t)
{
	if (!t->others.first)
		return;
	open_list(j, "others");
	LIST_EACH(const struct other_value, o, &t->others)
	{
		json_object(j);
		json_put_opt(j, "segment", o->segment);
		json_put_opt(j, "code", o->code);
		json_put_opt(j, "value", o->value);
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
	json_put_opt(j, "rank", t->rank);
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
	write_fare_info(j, t);
	write_check_ins(j, t);
	write_references(j, t);
	write_others(j, t);
	put_index(j, "infant_of", t->infant_of);
	put_index(j, "booking", t->booking);
	json_object_end(j);
}
