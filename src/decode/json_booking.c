/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/json_values.h"

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
		json_put_opt(j, "state", slice_of(hold_state_name(s->state)));
		if (s->seats > 0)
			json_put_i64(j, "seats", s->seats);
		json_put_opt(j, "operating_carrier", s->operating_carrier);
		json_put_opt(j, "operating_number", s->operating_number);
		json_put_opt(j, "operating_class", s->operating_class);
		json_put_opt(j, "aircraft", s->aircraft);
		json_put_opt(j, "stops", s->stops);
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
		json_put_opt(j, "approval", p->approval);
		json_put_opt(j, "details", p->details);
		put_true(j, "original", p->original);
		json_put_opt(j, "ticket", p->ticket);
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
		json_put_opt(j, "kind", f->kind);
		json_put_opt(j, "amount", f->amount);
		json_put_opt(j, "currency", f->currency);
		json_put_opt(j, "base_amount", f->base_amount);
		json_put_opt(j, "base_currency", f->base_currency);
		json_put_opt(j, "word", f->word);
		json_put_opt(j, "ticket", f->ticket);
		put_index(j, "traveller", f->traveller);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_taxes(struct json *j, const struct booking *b)
{
	if (!b->taxes.first)
		return;
	open_list(j, "taxes");
	LIST_EACH(const struct tax, t, &b->taxes)
	{
		json_object(j);
		json_put_opt(j, "amount", t->amount);
		json_put_opt(j, "currency", t->currency);
		json_put_opt(j, "country", t->country);
		json_put_opt(j, "code", t->code);
		json_put_opt(j, "ticket", t->ticket);
		put_index(j, "traveller", t->traveller);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_excess_bags(struct json *j, const struct booking *b)
{
	if (!b->excess_bags.first)
		return;
	open_list(j, "excess_bags");
	LIST_EACH(const struct excess_bags, e, &b->excess_bags)
	{
		json_object(j);
		json_put_opt(j, "rate", e->rate);
		json_put_opt(j, "currency", e->currency);
		if (e->pieces > 0)
			json_put_i64(j, "pieces", e->pieces);
		if (e->weight_tenths >= 0) {
			json_key(j, "weight_kg");
			json_decimal1(j, e->weight_tenths);
		}
		json_put_opt(j, "to", e->to);
		put_index(j, "traveller", e->traveller);
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
		json_put_opt(j, "state", slice_of(hold_state_name(s->state)));
		json_put_opt(j, "quantity", s->quantity);
		json_put_opt(j, "characteristics", s->characteristics);
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
		write_agency(j, "by", &h->by);
		json_object_end(j);
	}
	json_array_end(j);
}

void decode_write_booking(const struct booking *b, struct json *j)
{
	json_object(j);
	json_put_opt(j, "locator", b->locator);
	json_put_opt(j, "carrier", b->carrier);
	json_put_opt(j, "locator_type", b->locator_type);
	write_other_locators(j, b);
	json_put_opt(j, "created_at", b->created_at);
	json_put_opt(j, "changed_at", b->changed_at);
	json_put_opt(j, "ticketed_at", b->ticketed_at);
	json_put_bool(j, "cancelled", b->cancelled);
	write_split(j, "split_from", b->split_from.first);
	write_split(j, "split_to", b->split_to.first);
	if (b->split_travellers > 0)
		json_put_i64(j, "split_travellers", b->split_travellers);
	put_count(j, "party_size", b->party_size);
	write_agency(j, "agency", &b->agency);
	write_segments(j, b);
	write_payments(j, b);
	write_fares(j, b);
	write_taxes(j, b);
	write_excess_bags(j, b);
	write_addresses(j, b->addresses.first);
	write_contacts(j, b->contacts.first);
	write_service_requests(j, b);
	write_remarks(j, b);
	write_history(j, b);
	json_object_end(j);
}
