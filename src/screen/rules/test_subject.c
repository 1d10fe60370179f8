/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/rules/test_subject.h"

#include <assert.h>

#define NEW(list, type) LIST_ADD((list), a, type)

static struct local_time at(int month, int day, int hour)
{
	return (struct local_time){{2026, (int8_t)month, (int8_t)day}, (int8_t)hour, 55};
}

static void fly(struct booking *b, struct arena *a, const char *from, const char *to, int day)
{
	struct segment *s = NEW(&b->segments, struct segment);
	assert(s);
	s->carrier = SLICE("Z9");
	s->number = SLICE("418");
	s->from = slice_of(from);
	s->to = slice_of(to);
	s->departs = at(3, day, 5);
	s->state = HOLD_CONFIRMED;
}

static void fill_booking(struct booking *b, struct arena *a)
{
	fly(b, a, "NBO", "LIS", 11);
	fly(b, a, "LIS", "OPO", 11);
	fly(b, a, "OPO", "NBO", 15);
	b->carrier = SLICE("Z9");
	b->created_at = SLICE("2026-03-10T22:30Z");
	b->party_size = 1;
	b->agency.iata = SLICE("00000001");
	struct payment *p = NEW(&b->payments, struct payment);
	struct contact *phone = NEW(&b->contacts, struct contact);
	struct contact *mail = NEW(&b->contacts, struct contact);
	assert(p && phone && mail);
	p->form = SLICE("CA");
	p->amount = SLICE("731.50");
	*phone = (struct contact){.type = SLICE("telephone"),
				  .value = SLICE("+254700000001"),
				  .traveller = -1,
				  .next = phone->next};
	*mail = (struct contact){
		.type = SLICE("email"), .value = SLICE("r.roe@Mail.Example"), .traveller = -1};
}

struct rule_subject *test_subject(struct arena *a)
{
	struct rule_subject *s = ARENA_NEW(a, struct rule_subject);
	struct flight *f = ARENA_NEW(a, struct flight);
	struct traveller *t = ARENA_NEW(a, struct traveller);
	struct booking *b = ARENA_NEW(a, struct booking);
	struct leg *leg = f ? NEW(&f->legs, struct leg) : NULL;
	struct document *d = t ? NEW(&t->documents, struct document) : NULL;
	assert(s && f && t && b && leg && d);
	f->carrier = SLICE("Z9");
	f->number = SLICE("418");
	*leg = (struct leg){.from = SLICE("NBO"),
			    .to = SLICE("LIS"),
			    .departs = at(3, 11, 5),
			    .arrives = at(3, 11, 13),
			    .border = true};
	t->family = SLICE("ROE");
	t->given = SLICE("RICHARD");
	t->sex = SLICE("M");
	t->birth_date = (struct date){1991, 6, 1};
	t->nationality = SLICE("UTO");
	t->bag_count = 2;
	t->bag_weight_tenths = 355;
	d->type = SLICE("P");
	d->issuer = SLICE("UTO");
	d->expires = (struct date){2026, 4, 10};
	fill_booking(b, a);
	*s = (struct rule_subject){.flight = f,
				   .border = leg,
				   .direction = "inbound",
				   .pnr = t,
				   .departs_at = local_time_as_utc(at(3, 11, 2)),
				   .booking = b,
				   .booking_travellers = 1};
	return s;
}

const char *test_outcome(const char *expression, const struct rule_subject *subject,
			 struct arena *a)
{
	struct rule_checked checked;
	rule_faults faults = {0};
	struct run r;
	struct node *n = rule_parse(slice_of(expression), a, &faults);
	if (!n || !rule_bind(n, a, &checked, &faults)) {
		assert(faults.count > 0);
		return arena_cstr(a, arena_printf(a, "fault: %s", faults.first->code));
	}
	bool begun = run_begin(&r, subject, a);
	assert(begun);
	struct value v = rule_eval(&r, n);
	if (v.kind == KIND_ERROR)
		return arena_cstr(a, arena_printf(a, "unknown: %s", v.error.why));
	assert(v.kind == KIND_BOOL);
	return v.b ? "true" : "false";
}
