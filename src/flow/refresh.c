/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/refresh.h"

#include "base/map.h"
#include "decode/decode.h"
#include "flow/flight_rows.h"
#include "store/message.h"

struct work {
	struct refresh *r;
	struct arena *a;
	int64_t flight_id;
	const struct truth *truth;
	known_rows known;
	struct map by_key, by_other_key; /* to struct known_row */
};

/* ---- reading ---- */

static enum rc read_again(const struct message_body *body, struct arena *a,
			  struct truth_message *out, struct err *e)
{
	struct decode_options options = {.today = date_of_instant(body->received_at)};
	struct decoder *d = decoder_new(body->body, &options);
	struct message *m = NULL;
	enum rc rc = d ? decoder_next(d, a, &m, e)
		       : err_set(e, RC_NOMEM, "no memory to read a message");
	decoder_free(d);
	if (rc == RC_END || (rc == RC_OK && m->unreadable))
		rc = err_set(e, RC_CORRUPT, "stored message %lld can not be read again",
			     (long long)body->id);
	if (rc == RC_OK)
		*out = (struct truth_message){
			.message = m, .id = body->id, .hash = body->content_hash};
	return rc;
}

static enum rc read_messages(struct db *db, int64_t flight_id, struct arena *a,
			     struct truth_message **out, unsigned *count, struct err *e)
{
	message_bodies bodies = {0};
	enum rc rc = message_bodies_read(db, flight_id, a, &bodies, e);
	*count = 0;
	*out = arena_alloc(a, (bodies.count + 1) * sizeof **out);
	if (rc == RC_OK && !*out)
		rc = err_set(e, RC_NOMEM, "a flight has more messages than fit in memory");
	LIST_EACH(const struct message_body, body, &bodies)
	{
		if (rc != RC_OK)
			break;
		rc = read_again(body, a, &(*out)[(*count)++], e);
	}
	return rc;
}

/* ---- comparing ---- */

static void index_known(struct work *w)
{
	map_init(&w->by_key, w->a);
	map_init(&w->by_other_key, w->a);
	LIST_EACH(struct known_row, k, &w->known)
	{
		if (slice_present(k->key))
			map_put(&w->by_key, k->key, k);
		if (slice_present(k->other_key))
			map_put(&w->by_other_key, k->other_key, k);
	}
}

/* The row known by a key that no other truth has claimed. */
static struct known_row *unclaimed(const struct map *m, struct slice key)
{
	struct known_row *k = slice_present(key) ? map_find(m, key) : NULL;
	return k && !k->kept ? k : NULL;
}

static bool unchanged(const struct known_row *k, struct slice content_hash)
{
	return k && slice_eq(k->content_hash, content_hash);
}

/* ---- bookings ---- */

static enum rc put_booking(struct work *w, struct truth_booking *b, struct err *e)
{
	struct booking_row row;
	struct known_row *k = unclaimed(&w->by_key, b->natural_key);
	booking_row_fill(b, w->flight_id, w->a, &row);
	row.id = k ? k->id : 0;
	if (k)
		k->kept = true;
	b->row_id = row.id;
	if (unchanged(k, row.content_hash))
		return RC_OK;
	w->r->written++;
	if (w->r->dry)
		return RC_OK;
	if (!k)
		b->row_id = row.id = store_new_id(unit_store(w->r->unit));
	return booking_put(w->r->db, &row, e);
}

static enum rc put_bookings(struct work *w, struct err *e)
{
	w->known = (known_rows){0};
	enum rc rc = bookings_known(w->r->db, w->flight_id, w->a, &w->known, e);
	index_known(w);
	LIST_EACH(struct truth_booking, b, &w->truth->bookings)
	{
		if (rc != RC_OK)
			return rc;
		rc = put_booking(w, b, e);
	}
	LIST_EACH(const struct known_row, k, &w->known)
	{
		if (rc != RC_OK || k->kept)
			continue;
		w->r->written++;
		if (!w->r->dry)
			rc = booking_delete(w->r->db, k->id, e);
	}
	return rc;
}

/* ---- travellers ---- */

struct pair { /* one traveller of the truth and the row that stands for it */
	const struct truth_traveller *truth;
	struct traveller_row row;
	struct known_row *known, *absorbed; /* absorbed: what was a row of its own until now */
};

static void claim(struct work *w, struct pair *p)
{
	struct known_row *x = unclaimed(&w->by_key, p->row.api_key);
	struct known_row *y = unclaimed(&w->by_other_key, p->row.pnr_key);
	p->known = x ? x : y;
	p->absorbed = x && y && x != y ? y : NULL;
	if (p->known)
		p->known->kept = true;
	if (p->absorbed)
		p->absorbed->kept = true;
	p->row.id = p->known ? p->known->id : 0;
}

static bool is_settled(const struct pair *p)
{
	return !p->absorbed && unchanged(p->known, p->row.content_hash);
}

/* Rows that will change let go of their keys first: two of them may swap. */
static enum rc release_keys(struct work *w, const struct pair *pairs, unsigned count, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < count; i++) {
		if (is_settled(&pairs[i]))
			continue;
		if (pairs[i].known)
			rc = traveller_unkey(w->r->db, pairs[i].known->id, e);
		if (rc == RC_OK && pairs[i].absorbed)
			rc = traveller_unkey(w->r->db, pairs[i].absorbed->id, e);
	}
	return rc;
}

static enum rc delete_vanished(struct work *w, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct known_row, k, &w->known)
	{
		if (rc != RC_OK || k->kept)
			continue;
		w->r->written++;
		if (!w->r->dry)
			rc = traveller_delete(w->r->db, k->id, e);
	}
	return rc;
}

static enum rc put_pair(struct work *w, struct pair *p, struct err *e)
{
	enum rc rc = RC_OK;
	bool settled = is_settled(p);
	if (!settled) {
		if (!p->known)
			p->row.id = store_new_id(unit_store(w->r->unit));
		rc = traveller_put(w->r->db, &p->row, e);
		if (rc == RC_OK && p->absorbed)
			rc = traveller_merge(w->r->db, p->absorbed->id, p->row.id, e);
	}
	if (rc == RC_OK && w->r->lists && (!settled || w->r->rescreen))
		rc = screening_traveller(w->r->lists, &p->row, p->truth, w->a, e);
	return rc;
}

static unsigned fill_pairs(struct work *w, struct pair *pairs)
{
	unsigned n = 0;
	LIST_EACH(const struct truth_traveller, t, &w->truth->travellers)
	{
		struct pair *p = &pairs[n++];
		p->truth = t;
		traveller_row_fill(t, w->flight_id, w->a, &p->row);
		claim(w, p);
		w->r->written += !is_settled(p);
	}
	return n;
}

static enum rc put_travellers(struct work *w, struct err *e)
{
	w->known = (known_rows){0};
	enum rc rc = travellers_known(w->r->db, w->flight_id, w->a, &w->known, e);
	struct pair *pairs = arena_alloc(w->a, (w->truth->travellers.count + 1) * sizeof *pairs);
	if (rc != RC_OK || !pairs)
		return rc != RC_OK ? rc
				   : err_set(e, RC_NOMEM,
					     "a flight has more travellers than fit in memory");
	index_known(w);
	unsigned count = fill_pairs(w, pairs);
	rc = delete_vanished(w, e);
	if (w->r->dry || rc != RC_OK)
		return rc;
	rc = release_keys(w, pairs, count, e);
	for (unsigned i = 0; rc == RC_OK && i < count; i++)
		rc = put_pair(w, &pairs[i], e);
	return rc;
}

/* ---- the flight ---- */

static enum rc put_flight(struct work *w, struct slice natural_key, const struct message *last,
			  unsigned messages, struct err *e)
{
	struct flight_row row = {.id = w->flight_id, .natural_key = natural_key};
	struct slice known = {0};
	flight_row_total(w->r->unit, w->truth, last, messages, w->a, &row);
	enum rc rc = flight_hash_read(w->r->db, w->flight_id, w->a, &known, e);
	if (rc != RC_OK || slice_eq(known, row.content_hash))
		return rc;
	w->r->written++;
	if (w->r->dry)
		return RC_OK;
	rc = flight_put(w->r->db, &row, e);
	return rc == RC_OK && w->truth->flight
		       ? legs_put(w->r->db, w->flight_id, w->truth->flight, e)
		       : rc;
}

enum rc refresh_truth(struct db *db, int64_t flight_id, struct arena *a, struct truth *out,
		      const struct message **last, unsigned *count, struct err *e)
{
	struct truth_message *messages;
	*out = (struct truth){0};
	*last = NULL;
	enum rc rc = read_messages(db, flight_id, a, &messages, count, e);
	if (rc != RC_OK || *count == 0)
		return rc;
	*last = messages[*count - 1].message;
	return truth_build(messages, *count, a, out, e);
}

enum rc refresh_flight(struct refresh *r, int64_t flight_id, struct slice natural_key,
		       struct arena *a, struct err *e)
{
	struct truth truth;
	const struct message *last;
	unsigned count;
	struct work w = {.r = r, .a = a, .flight_id = flight_id, .truth = &truth};
	enum rc rc = refresh_truth(r->db, flight_id, a, &truth, &last, &count, e);
	if (rc != RC_OK || count == 0) /* all of the flight is masked: its rows stay as they are */
		return rc;
	rc = put_flight(&w, natural_key, last, count, e);
	if (rc == RC_OK)
		rc = put_bookings(&w, e);
	if (rc == RC_OK)
		rc = put_travellers(&w, e);
	if (rc == RC_OK && arena_failed(a))
		rc = err_set(e, RC_NOMEM, "a flight is larger than fits in memory");
	return rc;
}
