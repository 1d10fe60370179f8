/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/ssr/ssr.h"
#include "decode/write/booking.h"

bool placing_init(struct placing *p, const struct message *m, const struct booking *b,
		  bool osi_apart, struct arena *a)
{
	*p = (struct placing){.m = m, .b = b, .osi_apart = osi_apart};
	p->people = arena_alloc(a, (m->travellers.count + 1) * sizeof p->people[0]);
	p->written = arena_alloc(a, (b->service_requests.count + 1) * sizeof p->written[0]);
	if (!p->people || !p->written)
		return false;
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (t->booking == (int)b->index)
			p->people[p->count++] = t;
	}
	return true;
}

/* ---- References ---- */

struct slice placing_reference(const struct placing *p, const struct traveller *t)
{
	for (unsigned i = 0; i < p->count; i++) {
		if (slice_present(t->reference) && slice_eq(p->people[i]->reference, t->reference))
			return p->people[i] == t ? t->reference : (struct slice){NULL, 0};
	}
	return (struct slice){NULL, 0};
}

static const struct traveller *traveller_of(const struct placing *p,
					    const struct service_request *r)
{
	for (unsigned i = 0; i < p->count; i++) {
		if (r->traveller == (int)p->people[i]->index)
			return p->people[i];
	}
	return NULL;
}

struct slice placing_request_reference(const struct placing *p, const struct service_request *r)
{
	const struct traveller *t = traveller_of(p, r);
	return t ? placing_reference(p, t) : (struct slice){NULL, 0};
}

/* It must stand with its traveller, as nothing else says whose it is. */
static bool is_bound(const struct placing *p, const struct service_request *r)
{
	const struct traveller *t = traveller_of(p, r);
	if (!t)
		return false;
	if (p->osi_apart && slice_is(r->code, "OSI"))
		return true;
	return p->count > 1 && !slice_present(placing_reference(p, t));
}

/* ---- Segments ---- */

static const struct segment *segment_between(const struct placing *p, struct slice from,
					     struct slice to)
{
	if (!slice_present(from) && !slice_present(to))
		return NULL;
	LIST_EACH(const struct segment, s, &p->b->segments)
	{
		if (slice_eq(s->from, from) && slice_eq(s->to, to))
			return s;
	}
	return NULL;
}

const struct segment *placing_segment_of_seat(const struct placing *p, const struct seat *s)
{
	return segment_between(p, s->from, s->to);
}

const struct segment *placing_segment_of_checkin(const struct placing *p, const struct check_in *c)
{
	return segment_between(p, c->from, c->to);
}

static bool is_booked(const struct seat *s)
{
	return slice_is(slice_of(s->source), "booked");
}

static bool is_seat_request(const struct service_request *r)
{
	static const char *const codes[] = {"SEAT", "NSST", "NSSA", "NSSW", "NSSB", "RQST"};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (slice_is(r->code, codes[i]))
			return true;
	}
	return false;
}

/* Earlier requests that say the same: each has a seat of its own. */
static unsigned same_before(const struct placing *p, const struct service_request *r)
{
	unsigned n = 0;
	for (const struct service_request *i = p->b->service_requests.first; i != r; i = i->next)
		n += slice_eq(i->code, r->code) && slice_eq(i->text, r->text) &&
		     i->traveller == r->traveller;
	return n;
}

/* A seat without ports is one of the flight at which its request stands. */
static const struct segment *segment_of_text(const struct placing *p,
					     const struct service_request *r)
{
	struct slice text = r->text;
	struct slice seat;
	if (!is_seat_request(r) || !ssr_seat_cut(&text, &seat))
		return NULL;
	unsigned skip = same_before(p, r);
	for (unsigned i = 0; i < p->count; i++) {
		if (r->traveller >= 0 && r->traveller != (int)p->people[i]->index)
			continue;
		LIST_EACH(const struct seat, s, &p->people[i]->seats)
		{
			if (is_booked(s) && slice_eq(s->seat, seat_plain(seat)) && skip-- == 0)
				return placing_segment_of_seat(p, s);
		}
	}
	return NULL;
}

/* Where the request belongs; NULL: anywhere. */
static const struct segment *segment_of(const struct placing *p, const struct service_request *r)
{
	if (slice_present(r->from) || slice_present(r->to))
		return segment_between(p, r->from, r->to);
	return segment_of_text(p, r);
}

static bool is_before(const struct segment *a, const struct segment *b)
{
	for (const struct segment *s = a->next; s; s = s->next) {
		if (s == b)
			return true;
	}
	return false;
}

/* ---- Taking one ---- */

static const struct service_request *take(struct placing *p, const struct service_request *r,
					  unsigned index)
{
	p->written[index] = true;
	return r;
}

/* An OSI of the booking behind it must not come behind the contacts that ADD says. */
static bool is_before_osi(const struct placing *p, const struct service_request *r)
{
	for (r = r->next; r && p->osi_apart; r = r->next) {
		if (slice_is(r->code, "OSI") && r->traveller < 0)
			return true;
	}
	return false;
}

static bool is_for_booking(const struct placing *p, const struct service_request *r)
{
	bool ports = slice_present(r->from) || slice_present(r->to);
	return !is_bound(p, r) && (!segment_of(p, r) || (ports && is_before_osi(p, r)));
}

const struct service_request *placing_at_booking(struct placing *p)
{
	const struct service_request *r = p->b->service_requests.first;
	bool nowhere_else = p->b->segments.count == 0;
	for (unsigned i = 0; r; r = r->next, i++) {
		if (p->written[i])
			continue;
		if (is_for_booking(p, r))
			return take(p, r, i);
		if (!nowhere_else)
			return NULL;
	}
	return NULL;
}

/* Some request behind this one must stand with a traveller. */
static bool is_before_bound(const struct placing *p, const struct service_request *r)
{
	for (r = r->next; r; r = r->next) {
		if (is_bound(p, r))
			return true;
	}
	return false;
}

const struct service_request *placing_at_traveller(struct placing *p, const struct traveller *t)
{
	const struct service_request *r = p->b->service_requests.first;
	for (unsigned i = 0; r; r = r->next, i++) {
		if (p->written[i])
			continue;
		bool bound = is_bound(p, r);
		if (bound && r->traveller == (int)t->index)
			return take(p, r, i);
		bool by_reference = !bound && slice_present(placing_request_reference(p, r));
		if (by_reference && is_before_bound(p, r))
			return take(p, r, i);
	}
	return NULL;
}

const struct service_request *placing_at_segment(struct placing *p, const struct segment *s)
{
	const struct service_request *r = p->b->service_requests.first;
	for (unsigned i = 0; r; r = r->next, i++) {
		if (p->written[i])
			continue;
		const struct segment *where = segment_of(p, r);
		if (where && s->next && is_before(s, where))
			return NULL;
		return take(p, r, i);
	}
	return NULL;
}

/* ---- What service requests say ---- */

static bool is_contact_request(const struct placing *p, const struct service_request *r)
{
	return slice_is(r->code, "CTCM") || slice_is(r->code, "CTCE") ||
	       slice_is(r->code, "PCTC") || (p->osi_apart && slice_is(r->code, "OSI"));
}

bool placing_says_contact(const struct placing *p, struct arena *a, const struct contact *c)
{
	LIST_EACH(const struct service_request, r, &p->b->service_requests)
	{
		char kind;
		struct slice text = r->text;
		struct ssr_contact read;
		if (!is_contact_request(p, r) || r->traveller != c->traveller)
			continue;
		if (slice_is(r->code, "OSI") && !ssr_osi_contact(text, &kind, &text))
			continue;
		if (ssr_contact_read(text, &read) &&
		    (slice_eq(c->value, read.value) ||
		     slice_eq(c->value, ssr_telephone(read.value)) ||
		     slice_eq(c->value, email_from_ssr(a, read.value))))
			return true;
	}
	return false;
}

bool placing_says_address(const struct placing *p, const struct traveller *t,
			  const struct address *a)
{
	LIST_EACH(const struct service_request, r, &p->b->service_requests)
	{
		struct ssr_doca read;
		if (slice_is(r->code, "DOCA") && r->traveller == (int)t->index &&
		    ssr_doca_read(r->text, &read) && slice_eq(read.street, a->street) &&
		    slice_eq(read.city, a->city) && slice_eq(read.region, a->region) &&
		    slice_eq(read.postcode, a->postcode))
			return true;
	}
	return false;
}

/* OSI CTCA. */
bool placing_osi_says_address(const struct placing *p, const struct address *a)
{
	LIST_EACH(const struct service_request, r, &p->b->service_requests)
	{
		char kind;
		struct slice value;
		if (slice_is(r->code, "OSI") && ssr_osi_contact(r->text, &kind, &value) &&
		    kind == 'A' && slice_eq(value, a->street))
			return true;
	}
	return false;
}

/* ---- Travellers ---- */

const struct segment *placing_checkin(const struct placing *p, const struct traveller *t)
{
	if (t->boarded != YES)
		return NULL;
	LIST_EACH(const struct seat, s, &t->seats)
	{
		const struct segment *where = is_booked(s) ? NULL : placing_segment_of_seat(p, s);
		if (where)
			return where;
	}
	LIST_EACH(const struct check_in, c, &t->check_ins)
	{
		const struct segment *where = placing_segment_of_checkin(p, c);
		if (where)
			return where;
	}
	LIST_EACH(const struct segment, s, &p->b->segments)
	{
		if (!slice_present(s->kind))
			return s;
	}
	return p->b->segments.first;
}

bool placing_has_infant(const struct placing *p, const struct traveller *t)
{
	for (unsigned i = 0; i < p->count; i++) {
		if (p->people[i]->infant_of == (int)t->index)
			return true;
	}
	return false;
}
