/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/flight_rows.h"

#include "base/crypto.h"
#include "base/zone.h"
#include "decode/decode.h"
#include "flow/api_records.h"
#include "model/airport.h"

#include <assert.h>
#include <string.h>

#define DETAIL_MAX ((size_t)16 << 20)
#define DOCUMENTS_MAX \
	32 /* of one traveller, API and PNR together; what is beyond stands in the detail */

/* ---- the flight ---- */

struct slice flight_key(struct arena *a, const struct message *m, struct slice content_hash)
{
	const struct flight *f = NULL;
	const struct leg *leg = message_border_leg(m, &f);
	char day[DATE_TEXT];
	if (!leg || !slice_present(f->number) || !date_present(leg->departs.date)) {
		char hex[HEX_TEXT(HASH_BYTES)];
		hex_write((const unsigned char *)content_hash.p, HASH_BYTES, hex);
		return arena_printf(a, "?|%s", hex);
	}
	date_write(leg->departs.date, day);
	return arena_printf(a, "%.*s|%.*s%.*s|%.*s|%.*s|%s", SLICE_ARG(f->carrier),
			    SLICE_ARG(f->number), SLICE_ARG(f->suffix), SLICE_ARG(leg->from),
			    SLICE_ARG(leg->to), day);
}

/* A port without a known zone counts as UTC in `deadline_at`; the instant itself stays unknown. */
static int64_t instant_at(struct slice port, struct local_time t, int64_t *deadline)
{
	const char *zone = airport_zone(port);
	int64_t at = 0;
	*deadline = local_time_present(t) ? local_time_as_utc(t) : 0;
	if (!zone || !local_time_present(t) || t.hour < 0 || zone_instant(zone, t, &at) != RC_OK)
		return 0;
	*deadline = at;
	return at;
}

static const char *direction_of(const struct unit *u, struct slice from, struct slice to)
{
	bool leaves = unit_home_port(u, from), comes = unit_home_port(u, to);
	if (leaves && comes)
		return "domestic";
	if (leaves)
		return "outbound";
	return comes ? "inbound" : "unknown";
}

static struct slice text_or_empty(struct slice s)
{
	return s.p ? s : SLICE("");
}

static void times_fill(struct flight_row *out)
{
	int64_t leaving = 0, landing = 0;
	out->departs_at = instant_at(out->origin, out->departs, &leaving);
	out->arrives_at = instant_at(out->destination, out->arrives, &landing);
	bool inbound = slice_is(slice_of(out->direction), "inbound");
	out->deadline_at = inbound && landing ? landing : leaving;
}

void flight_row_fill(struct unit *u, const struct message *m, const struct flight *flight,
		     const struct leg *leg, struct flight_row *out)
{
	const struct traveller *t = m->travellers.first;
	out->carrier = text_or_empty(flight ? flight->carrier : slice_range(m->sender, 0, 2));
	out->number = text_or_empty(flight ? flight->number : (struct slice){0});
	out->suffix = flight ? flight->suffix : (struct slice){0};
	out->origin = text_or_empty(leg ? leg->from : t ? t->embark : (struct slice){0});
	out->destination = text_or_empty(leg ? leg->to : t ? t->disembark : (struct slice){0});
	out->departs = leg && local_time_present(leg->departs) ? leg->departs : m->prepared_at;
	if (!local_time_present(out->departs))
		out->departs =
			(struct local_time){{1, 1, 1}, -1, 0}; /* the column may not be empty */
	out->arrives = leg ? leg->arrives : (struct local_time){0};
	out->direction = direction_of(u, out->origin, out->destination);
	out->status = "scheduled";
	times_fill(out);
}

static void count_travellers(const struct truth *truth, struct flight_row *out)
{
	LIST_EACH(const struct truth_traveller, t, &truth->travellers)
	{
		const struct traveller *one = t->api ? t->api : t->pnr;
		if (t->status == STATUS_WITHDRAWN || t->status == STATUS_NOT_ON_BOARD)
			continue;
		if (one->kind == KIND_CREW || one->kind == KIND_TRANSIT_CREW)
			out->crew++;
		else
			out->travellers++;
	}
	LIST_EACH(const struct truth_booking, b, &truth->bookings)
	{
		out->bookings += b->state == BOOKING_ACTIVE;
	}
}

static void hash_text(struct hash_state *h, const char *text)
{
	hash_piece(h, slice_of(text));
}

static void hash_local(struct hash_state *h, struct local_time t)
{
	char text[LOCAL_TIME_TEXT] = "";
	if (local_time_present(t))
		local_time_write(t, text);
	hash_text(h, text);
}

static struct slice hash_done(struct hash_state *h, struct arena *a)
{
	unsigned char hash[HASH_BYTES];
	hash_end(h, hash);
	return arena_copy(a, (struct slice){(const char *)hash, sizeof hash});
}

static struct slice flight_hash(const struct flight_row *f, struct arena *a)
{
	struct hash_state h;
	hash_begin(&h, NULL);
	const struct slice texts[] = {f->natural_key, f->carrier, f->number,
				      f->suffix,      f->origin,  f->destination};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		hash_piece(&h, texts[i]);
	hash_local(&h, f->departs);
	hash_local(&h, f->arrives);
	hash_text(&h, f->direction);
	hash_text(&h, f->status);
	const int64_t numbers[] = {f->departs_at, f->arrives_at, f->deadline_at,
				   f->travellers, f->crew,       f->bookings,
				   f->messages,   f->has_api,    f->has_pnr};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		hash_i64(&h, numbers[i]);
	return hash_done(&h, a);
}

void flight_row_total(struct unit *u, const struct truth *truth, const struct message *m,
		      unsigned count, struct arena *a, struct flight_row *out)
{
	flight_row_fill(u, m, truth->flight, truth->border, out);
	out->status = truth->cancelled ? "cancelled" : truth->closed ? "closed" : "scheduled";
	out->messages = count;
	out->has_api = truth->has_api;
	out->has_pnr = truth->has_pnr;
	count_travellers(truth, out);
	out->content_hash = flight_hash(out, a);
}

/* ---- bookings ---- */

/* What is larger than DETAIL_MAX is not shown; the message itself is kept. */
static struct slice written(struct buf *b, struct arena *a)
{
	return buf_keep(b, "{}", a);
}

struct slice booking_detail(const struct booking *booking, struct arena *a)
{
	struct buf b;
	struct json j;
	buf_init(&b, DETAIL_MAX);
	json_init(&j, &b);
	decode_write_booking(booking, &j);
	return written(&b, a);
}

struct slice traveller_detail(const struct traveller *t, struct arena *a)
{
	struct buf b;
	struct json j;
	if (!t)
		return (struct slice){0};
	buf_init(&b, DETAIL_MAX);
	json_init(&j, &b);
	decode_write_traveller(t, &j);
	return written(&b, a);
}

/* Two halves: over all that the row says, and over what else has to be written where it
 * changes (store/travel.h). */
static struct slice two_hashes(struct hash_state *all, struct hash_state *links, struct arena *a)
{
	unsigned char both[HASH_BYTES], hash[HASH_BYTES];
	hash_end(all, hash);
	memcpy(both, hash, ROW_HASH_LINKS);
	hash_end(links, hash);
	memcpy(both + ROW_HASH_LINKS, hash, sizeof both - ROW_HASH_LINKS);
	return arena_copy(a, (struct slice){(const char *)both, sizeof both});
}

static void hash_children(struct hash_state *h, const struct booking *b)
{
	hash_piece(h, b->locator);
	hash_i64(h, b->segments.count);
	LIST_EACH(const struct segment, s, &b->segments)
	{
		hash_piece(h, s->carrier);
		hash_piece(h, s->number);
		hash_piece(h, s->from);
		hash_piece(h, s->to);
		hash_local(h, s->departs);
		hash_piece(h, s->status);
	}
	hash_i64(h, b->contacts.count);
	LIST_EACH(const struct contact, c, &b->contacts)
	{
		hash_piece(h, c->type);
		hash_piece(h, c->value);
	}
	LIST_EACH(const struct payment, p, &b->payments)
	{
		hash_piece(h, p->form);
		hash_piece(h, p->card);
		hash_piece(h, p->amount);
		hash_piece(h, p->currency);
	}
}

void booking_row_fill(const struct truth_booking *b, int64_t flight_id, struct arena *a,
		      struct booking_row *out)
{
	struct hash_state h, links;
	*out = (struct booking_row){.flight_id = flight_id,
				    .message_id = b->from->id,
				    .natural_key = b->natural_key,
				    .booking = b->booking,
				    .state = booking_state_name(b->state)};
	hash_begin(&h, NULL);
	hash_piece(&h, out->natural_key);
	hash_text(&h, out->state);
	hash_piece(&h, b->from->hash);
	hash_i64(&h, b->booking->index);
	hash_begin(&links, NULL);
	hash_children(&links, b->booking);
	out->content_hash = two_hashes(&h, &links, a);
}

/* ---- travellers ---- */

static struct slice first_of(struct slice a, struct slice b)
{
	return slice_present(a) ? a : b;
}

/* API is what a document was read for; PNR is what somebody typed. */
static void person_fill(const struct traveller *x, const struct traveller *y,
			struct traveller_row *out)
{
	out->kind = traveller_kind_name(x->kind);
	out->role = traveller_role_name(x->role != ROLE_NONE ? x->role : y->role);
	bool named = slice_present(x->family) || slice_present(x->given);
	const struct traveller *name = named ? x : y;
	out->family = name->family;
	out->given = name->given;
	out->middle = name->middle;
	out->title = first_of(x->title, y->title);
	out->sex = first_of(x->sex, y->sex);
	out->birth_date = date_present(x->birth_date) ? x->birth_date : y->birth_date;
	out->nationality = first_of(x->nationality, y->nationality);
	out->residence = first_of(x->residence, y->residence);
	out->embark = first_of(x->embark, y->embark);
	out->disembark = first_of(x->disembark, y->disembark);
}

static struct slice seat_of(const struct traveller *t)
{
	struct slice found = {0};
	if (!t)
		return found;
	LIST_EACH(const struct seat, s, &t->seats)
	{
		if (!slice_present(found) || slice_is(slice_of(s->source), "boarded"))
			found = s->seat;
	}
	return found;
}

static bool has_document(const struct document **kept, unsigned count, const struct document *d,
			 struct arena *a)
{
	struct slice key = travel_document_key(a, d);
	for (unsigned i = 0; i < count; i++) {
		bool same = slice_present(key) ? slice_eq(travel_document_key(a, kept[i]), key)
					       : slice_eq(kept[i]->number, d->number);
		if (same && slice_eq(kept[i]->type, d->type))
			return true;
	}
	return false;
}

static void documents_fill(const struct truth_traveller *t, struct arena *a,
			   struct traveller_row *out)
{
	const struct document **kept =
		arena_alloc(a, DOCUMENTS_MAX * sizeof(const struct document *));
	const struct traveller *const records[] = {t->api, t->pnr};
	if (!kept)
		return;
	out->documents = kept;
	for (size_t i = 0; i < 2; i++) {
		if (!records[i])
			continue;
		LIST_EACH(const struct document, d, &records[i]->documents)
		{
			if (out->document_count == DOCUMENTS_MAX)
				return;
			if (slice_present(d->number) &&
			    !has_document(kept, out->document_count, d, a))
				kept[out->document_count++] = d;
		}
	}
}

static void hash_documents(struct hash_state *h, const struct traveller_row *t)
{
	for (unsigned i = 0; i < t->document_count; i++) {
		const struct document *d = t->documents[i];
		hash_piece(h, d->type);
		hash_piece(h, d->number);
		hash_piece(h, d->issuer);
		hash_i64(h, date_days(d->expires));
	}
}

static struct slice traveller_hash(const struct truth_traveller *t, const struct traveller_row *r,
				   struct arena *a)
{
	struct hash_state h, links;
	hash_begin(&h, NULL);
	const struct slice texts[] = {r->api_key, r->pnr_key,   r->family,     r->given,
				      r->middle,  r->sex,       r->locator,    r->seat,
				      r->embark,  r->disembark, r->nationality};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		hash_piece(&h, texts[i]);
	hash_piece(&h, r->title);
	hash_piece(&h, r->residence);
	hash_i64(&h, date_days(r->birth_date));
	hash_text(&h, r->kind);
	hash_text(&h, r->role);
	hash_text(&h, r->status);
	hash_text(&h, r->join_reason);
	hash_piece(&h, t->api ? t->api_from->hash : (struct slice){0});
	hash_piece(&h, t->pnr ? t->pnr_from->hash : (struct slice){0});
	hash_piece(&h, t->booking ? t->booking->natural_key : (struct slice){0});
	hash_i64(&h, r->api_index);
	hash_i64(&h, r->pnr_index);
	hash_documents(&h, r);
	hash_begin(&links, NULL);
	hash_piece(&links, r->api_key);
	hash_piece(&links, r->pnr_key);
	hash_i64(&links, date_days(r->birth_date));
	const struct slice screened[] = {r->family, r->given, r->middle, r->sex, r->nationality};
	for (size_t i = 0; i < sizeof screened / sizeof *screened; i++)
		hash_piece(&links, screened[i]);
	const struct traveller *booked = t->api && t->pnr ? t->pnr : NULL;
	hash_piece(&links, booked ? booked->family : (struct slice){0});
	hash_piece(&links, booked ? booked->given : (struct slice){0});
	hash_piece(&links, booked ? booked->middle : (struct slice){0});
	hash_piece(&links, t->booking ? t->booking->natural_key : (struct slice){0});
	hash_documents(&links, r);
	return two_hashes(&h, &links, a);
}

static void records_fill(const struct truth_traveller *t, struct traveller_row *out)
{
	out->api_key = t->api_key;
	out->pnr_key = t->pnr_key;
	out->api_message_id = t->api ? t->api_from->id : 0;
	out->pnr_message_id = t->pnr ? t->pnr_from->id : 0;
	out->api_index = t->api ? t->api->index : 0;
	out->pnr_index = t->pnr ? t->pnr->index : 0;
}

void traveller_row_fill(const struct truth_traveller *t, int64_t flight_id, struct arena *a,
			struct traveller_row *out)
{
	assert(t->api || t->pnr);
	const struct traveller *x = t->api ? t->api : t->pnr, *y = t->pnr ? t->pnr : t->api;
	*out = (struct traveller_row){.flight_id = flight_id,
				      .booking_id = t->booking ? t->booking->row_id : 0,
				      .status = truth_status_name(t->status),
				      .join_reason = t->join_reason};
	person_fill(x, y, out);
	out->seat = first_of(seat_of(t->api), seat_of(t->pnr));
	out->locator = t->booking ? t->booking->booking->locator : x->locator;
	records_fill(t, out);
	documents_fill(t, a, out);
	out->content_hash = traveller_hash(t, out, a);
}
