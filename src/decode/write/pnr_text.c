/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/ssr/ssr.h"
#include "decode/write/pnr.h"

#define PART_MAX 70  /* characters of one part of a free text (an..70) */
#define PART_FULL 69 /* from here on a reader goes on without a blank */

/* ---- Free texts ---- */

static bool is_blank_at(struct slice s, size_t at)
{
	return at >= s.n || s.p[at] == ' ';
}

/* Where a text may be cut so that its parts are joined without a blank. */
static bool cuts_word(struct slice s, size_t at)
{
	return at > 0 && !is_blank_at(s, at - 1) && !is_blank_at(s, at);
}

/* The byte behind `count` characters. */
static size_t behind_characters(struct slice s, size_t count)
{
	size_t at = 0;
	for (; at < s.n; at++) {
		bool begins = ((unsigned char)s.p[at] & 0xc0) != 0x80;
		if (begins && count-- == 0)
			break;
	}
	return at;
}

/* How much of `s` is its first part; `*next` is where the second one begins. */
static size_t part_end(struct slice s, size_t *next)
{
	size_t most = behind_characters(s, PART_MAX);
	size_t full = behind_characters(s, PART_FULL);
	*next = most;
	if (most >= s.n || cuts_word(s, most))
		return most;
	*next = full;
	if (cuts_word(s, full))
		return full;
	for (size_t at = full - 1; at > 0; at--) {
		*next = at + 1;
		if (s.p[at] == ' ' && !is_blank_at(s, at - 1) && !is_blank_at(s, at + 1))
			return at;
	}
	*next = most;
	return most;
}

void pnr_put_parts(struct writer *w, struct slice text,
		   void (*first)(struct emit *w, struct slice text))
{
	size_t next;
	for (bool begun = false; !begun || slice_present(text); begun = true) {
		struct slice part = slice_range(text, 0, part_end(text, &next));
		if (begun)
			emit_component(&w->w, part);
		else
			first(&w->w, part);
		text = slice_range(text, next, text.n);
	}
}

/* ---- Times and flights ---- */

/* 2026-01-14T10:12:05Z, to any precision. */
struct pnr_moment pnr_moment_of(struct writer *w, struct slice instant)
{
	struct pnr_moment at = {{NULL, 0}, {NULL, 0}};
	struct date d;
	if (!date_parse(slice_range(instant, 0, 10), &d))
		return at;
	at.date = put_dmy(w, d);
	if (instant.n < 17)
		return at;
	struct slice second = instant.n >= 20 ? slice_range(instant, 17, 19)
					      : (struct slice){NULL, 0};
	at.time = arena_printf(w->a, "%.2s%.2s%.*s", instant.p + 11, instant.p + 14,
			       SLICE_ARG(second));
	return at;
}

/* ARNK and OPEN stand in the place of the flight's number. */
static struct slice number_of(struct writer *w, const struct segment *s)
{
	if (slice_is(s->kind, "surface"))
		return SLICE("ARNK");
	if (slice_is(s->kind, "open"))
		return SLICE("OPEN");
	return put_flight_number(w, s->carrier, s->number, s->suffix);
}

void pnr_put_tvl(struct writer *w, const struct segment *s)
{
	bool departs = local_time_present(s->departs);
	bool arrives = local_time_present(s->arrives);
	struct slice none = {NULL, 0};
	PUT(w, "TVL+%:%:%:%+%:%+%+%:%+%:%", departs ? put_dmy(w, s->departs.date) : none,
	    put_hhmm(w, s->departs), arrives ? put_dmy(w, s->arrives.date) : none,
	    put_hhmm(w, s->arrives), s->from, s->name, s->to, s->carrier, s->operating_carrier,
	    number_of(w, s), s->booking_class);
}

/* ---- Service requests ---- */

static void put_osi(struct writer *w, const struct service_request *r)
{
	PUT(w, "IFT+4:28::%", r->carrier);
	pnr_put_parts(w, r->text, emit_element);
}

/* The whole text is one seat: it has an element of its own (C332 9960). */
static bool is_one_seat(const struct service_request *r)
{
	struct slice rest = r->text;
	struct slice seat;
	return slice_is(r->code, "SEAT") && ssr_seat_cut(&rest, &seat) && slice_eq(seat, r->text);
}

void pnr_put_request(struct pnr_writer *p, const struct service_request *r)
{
	struct writer *w = p->w;
	struct slice reference = placing_request_reference(&p->placing, r);
	if (slice_is(r->code, "OSI")) {
		put_osi(w, r);
		return;
	}
	bool seat = slice_present(reference) && is_one_seat(r);
	PUT(w, "SSR+%:%:%:%:::%:%", r->code, r->status, r->quantity, r->carrier, r->from, r->to);
	pnr_put_parts(w, seat ? (struct slice){NULL, 0} : r->text, emit_component);
	emit_element(&w->w, seat ? r->text : (struct slice){NULL, 0});
	emit_component(&w->w, (struct slice){NULL, 0});
	emit_component(&w->w, reference);
	struct slice rest = r->characteristics, one;
	while (slice_cut(&rest, ' ', &one))
		emit_component(&w->w, one);
}

/* ---- Agencies, contacts and addresses ---- */

static bool is_letters(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_alpha(s.p[i]))
			return false;
	}
	return true;
}

bool pnr_says_agency(const struct agency *a)
{
	return slice_present(a->system) || slice_present(a->iata) || slice_present(a->city) ||
	       slice_present(a->agent) || slice_present(a->country) || slice_present(a->sign) ||
	       slice_present(a->name) || slice_present(a->office) || slice_present(a->currency) ||
	       slice_present(a->language);
}

void pnr_put_agency(struct writer *w, const struct agency *a)
{
	bool code = a->city.n == 3 && is_letters(a->city);
	struct slice none = {NULL, 0};
	PUT(w, "ORG+%:%+%:%+%++%+%:%:%+%++%", a->system, code ? none : a->city, a->iata, a->office,
	    code ? a->city : none, a->agent, a->country, a->currency, a->language, a->sign,
	    a->name);
}

/* Whether a reader that is given the value as a text finds it again. */
static bool is_found(struct writer *w, const struct contact *c)
{
	bool at = slice_find(c->value, '@', 0) != SIZE_MAX;
	if (slice_is(c->type, "email"))
		return at && slice_eq(email_from_ssr(w->a, c->value), c->value);
	return slice_is(c->type, "telephone") && !at && slice_eq(ssr_telephone(c->value), c->value);
}

void pnr_put_contact(struct writer *w, const struct contact *c)
{
	if (is_found(w, c))
		PUT(w, "ADD++700:::::::%", c->value);
}

void pnr_put_address(struct writer *w, const char *purpose, const struct address *a)
{
	bool code = a->region.n <= 3; /* 3229 is a code, 3228 a name */
	struct slice none = {NULL, 0};
	PUT(w, "ADD++%:%:%:%:%:%:%", slice_of(purpose), a->street, a->city, code ? none : a->region,
	    code ? a->region : none, a->country, a->postcode);
}
