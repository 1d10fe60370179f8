/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/refresh.h"

#include "base/map.h"
#include "base/parallel.h"
#include "decode/decode.h"
#include "flow/flight_rows.h"
#include "flow/person_changes.h"
#include "store/message.h"
#include "store/statistic.h"

#include <stdatomic.h>
#include <stdlib.h>

/* So many flights are worked on at a time, or so many bytes of messages: what is in
 * memory at once. */
#define TOGETHER_FLIGHTS 64
#define TOGETHER_BYTES ((size_t)4 << 20)
#define WORK_MEMORY ((size_t)4 << 30) /* upper limit; memory is taken as needed */

struct booking_pair { /* a booking of the truth and the row that stands for it */
	struct truth_booking *truth;
	struct booking_row row;
	struct known_row *known;
};

struct pair { /* one traveller of the truth and the row that stands for it */
	const struct truth_traveller *truth;
	struct traveller_row row;
	struct known_row *known, *absorbed; /* absorbed: what was a row of its own until now */
	screen_matches matches;
	rule_results rules;
};

struct work { /* one flight */
	struct refresh *r;
	const struct flight_refresh *flight;
	/* What is stored. */
	message_bodies bodies;
	known_rows known_bookings, known_travellers;
	hit_ids with_rule_hits; /* travellers with open hits on rules */
	struct known_flight known;
	struct person_changes changes;
	/* What follows from it. */
	struct arena *a;
	struct truth truth;
	const struct message *last;
	struct flight_row row;
	int64_t now_at;
	struct booking_pair *bookings;
	struct pair *pairs;
	unsigned made;                   /* travellers that were not there before */
	struct map by_key, by_other_key; /* to struct known_row */
	enum rc rc;
	struct err err;
};

static bool has_rules(const struct work *w)
{
	const struct screening *s = w->r->lists;
	return s && !w->r->dry && rule_set_count(s->rules->set) > 0;
}

/* ---- what is stored ---- */

static enum rc gather(struct work *w, struct arena *a, struct err *e)
{
	struct db *db = w->r->db;
	enum rc rc = message_bodies_read(db, w->flight->id, a, &w->bodies, e);
	if (rc == RC_OK)
		rc = flight_known(db, w->flight->id, a, &w->known, e);
	if (rc == RC_OK)
		rc = bookings_known(db, w->flight->id, a, &w->known_bookings, e);
	if (rc == RC_OK)
		rc = person_changes_read(w->r->unit, db, w->flight->id, a, &w->changes, e);
	if (rc == RC_OK && has_rules(w))
		rc = travellers_with_hits(db, w->flight->id, RULE_METHOD, a, &w->with_rule_hits, e);
	return rc == RC_OK ? travellers_known(db, w->flight->id, a, &w->known_travellers, e) : rc;
}

static size_t gathered_bytes(const struct work *w)
{
	size_t sum = 0;
	LIST_EACH(const struct message_body, body, &w->bodies)
	{
		sum += body->body.n;
	}
	return sum;
}

/* ---- the truth ---- */

static const struct message *in_memory(const struct flight_refresh *flight, int64_t id)
{
	if (!flight)
		return NULL;
	LIST_EACH(const struct fresh_message, m, &flight->fresh)
	{
		if (m->id == id)
			return m->message;
	}
	return NULL;
}

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
	out->message = m;
	return rc;
}

/* `flight` may be NULL. */
static enum rc read_messages(const message_bodies *bodies, const struct flight_refresh *flight,
			     struct arena *a, struct truth_message **out, struct err *e)
{
	enum rc rc = RC_OK;
	struct truth_message *m = arena_alloc(a, (bodies->count + 1) * sizeof *m);
	*out = m;
	if (!m)
		return err_set(e, RC_NOMEM, "a flight has more messages than fit in memory");
	LIST_EACH(const struct message_body, body, bodies)
	{
		*m = (struct truth_message){.message = in_memory(flight, body->id),
					    .id = body->id,
					    .hash = body->content_hash};
		if (!m->message)
			rc = read_again(body, a, m, e);
		if (rc != RC_OK)
			return rc;
		m++;
	}
	return RC_OK;
}

/* `flight` may be NULL. */
static enum rc build_truth(const message_bodies *bodies, const struct flight_refresh *flight,
			   const struct person_changes *changes, struct arena *a, struct truth *out,
			   const struct message **last, struct err *e)
{
	struct truth_message *messages;
	*out = (struct truth){0};
	*last = NULL;
	enum rc rc = read_messages(bodies, flight, a, &messages, e);
	if (rc != RC_OK || bodies->count == 0)
		return rc;
	*last = messages[bodies->count - 1].message;
	rc = truth_build(messages, bodies->count, a, out, e);
	return rc == RC_OK ? person_changes_put(changes, out, a, e) : rc;
}

enum rc refresh_truth(struct unit *u, struct db *db, int64_t flight_id, struct arena *a,
		      struct truth *out, const struct message **last, unsigned *count,
		      struct err *e)
{
	struct person_changes changes;
	message_bodies bodies = {0};
	*out = (struct truth){0};
	*last = NULL;
	enum rc rc = message_bodies_read(db, flight_id, a, &bodies, e);
	*count = bodies.count;
	if (rc == RC_OK)
		rc = person_changes_read(u, db, flight_id, a, &changes, e);
	return rc == RC_OK ? build_truth(&bodies, NULL, &changes, a, out, last, e) : rc;
}

/* ---- comparing ---- */

static void index_known(struct work *w, const known_rows *known)
{
	map_init(&w->by_key, w->a);
	map_init(&w->by_other_key, w->a);
	LIST_EACH(struct known_row, k, known)
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

/* Travellers of flights to come met the lists when they came and at each change of the
 * lists (flow/lists.h): what was compared then need not be compared again. */
static bool met_the_lists(const struct work *w, const struct pair *p)
{
	bool was_to_come = w->known.deadline_at >= w->now_at;
	return w->r->lists->current && was_to_come && p->known && !p->absorbed &&
	       row_same_links(p->known->content_hash, p->row.content_hash);
}

static bool is_screened(const struct work *w, const struct pair *p)
{
	if (!w->r->lists || w->r->dry)
		return false;
	bool comes_back = w->known.deadline_at < w->now_at && w->row.deadline_at >= w->now_at;
	if (w->r->rescreen || comes_back)
		return true;
	return !is_settled(p) && !met_the_lists(w, p);
}

/* Rules are for the time before the flight comes or leaves (Directive (EU) 2016/681, article
 * 6(2)(a)). All of its travellers meet them: who travels with whom may have changed. */
static bool meets_rules(const struct work *w)
{
	return has_rules(w) && w->row.deadline_at >= w->now_at;
}

static bool run_rules(struct work *w, struct pair *p)
{
	struct rule_subject subject;
	return !rule_subject_of(&w->truth, &w->row, p->truth, &subject) ||
	       rule_set_run(w->r->lists->rules->set, &subject, w->a, &p->rules);
}

static bool has_rule_hits(const struct work *w, const struct pair *p)
{
	LIST_EACH(const struct hit_id, h, &w->with_rule_hits)
	{
		if (h->id == p->row.id || (p->absorbed && h->id == p->absorbed->id))
			return true;
	}
	return false;
}

static void fill_bookings(struct work *w)
{
	struct booking_pair *p = w->bookings;
	index_known(w, &w->known_bookings);
	LIST_EACH(struct truth_booking, b, &w->truth.bookings)
	{
		p->truth = b;
		booking_row_fill(b, w->flight->id, w->a, &p->row);
		p->known = unclaimed(&w->by_key, b->natural_key);
		if (p->known)
			p->known->kept = true;
		p->row.id = p->known ? p->known->id : 0;
		p++;
	}
}

static void fill_travellers(struct work *w)
{
	struct pair *p = w->pairs;
	index_known(w, &w->known_travellers);
	LIST_EACH(const struct truth_traveller, t, &w->truth.travellers)
	{
		p->truth = t;
		traveller_row_fill(t, w->flight->id, w->a, &p->row);
		claim(w, p);
		if (is_screened(w, p))
			screening_match(w->r->lists, &p->row, t, w->a, &p->matches);
		if (meets_rules(w) && !run_rules(w, p))
			return; /* the arena is full, which is told below */
		p++;
	}
}

/* Everything that needs no database: any thread may do it. */
static enum rc work_out(struct work *w, struct err *e)
{
	unsigned messages = w->bodies.count;
	enum rc rc = build_truth(&w->bodies, w->flight, &w->changes, w->a, &w->truth, &w->last, e);
	if (rc != RC_OK || messages == 0) /* all is masked: its rows stay as they are */
		return rc;
	w->now_at = unit_now(w->r->unit);
	w->row = (struct flight_row){.id = w->flight->id, .natural_key = w->flight->natural_key};
	flight_row_total(w->r->unit, &w->truth, w->last, messages, w->a, &w->row);
	w->bookings = arena_alloc(w->a, (w->truth.bookings.count + 1) * sizeof *w->bookings);
	w->pairs = arena_alloc(w->a, (w->truth.travellers.count + 1) * sizeof *w->pairs);
	if (w->bookings && w->pairs) {
		fill_bookings(w);
		fill_travellers(w);
	}
	if (arena_failed(w->a))
		rc = err_set(e, RC_NOMEM, "a flight is larger than fits in memory");
	return rc;
}

/* ---- writing ---- */

static enum rc put_flight(struct work *w, struct err *e)
{
	if (slice_eq(w->known.content_hash, w->row.content_hash))
		return RC_OK;
	w->r->written++;
	if (w->r->dry)
		return RC_OK;
	enum rc rc = flight_put(w->r->db, &w->row, e);
	return rc == RC_OK && w->truth.flight
		       ? legs_put(w->r->db, w->flight->id, w->truth.flight, e)
		       : rc;
}

static enum rc put_booking(struct work *w, struct booking_pair *p, struct err *e)
{
	p->truth->row_id = p->row.id;
	if (unchanged(p->known, p->row.content_hash))
		return RC_OK;
	w->r->written++;
	if (w->r->dry)
		return RC_OK;
	if (p->known)
		return booking_update(w->r->db, &p->row, p->known, e);
	p->truth->row_id = p->row.id = store_new_id(unit_store(w->r->unit));
	return booking_insert(w->r->db, &p->row, e);
}

static enum rc put_bookings(struct work *w, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < w->truth.bookings.count; i++)
		rc = put_booking(w, &w->bookings[i], e);
	LIST_EACH(const struct known_row, k, &w->known_bookings)
	{
		if (rc != RC_OK || k->kept)
			continue;
		w->r->written++;
		if (!w->r->dry)
			rc = booking_delete(w->r->db, k->id, e);
	}
	return rc;
}

/* Rows that get other keys let go of theirs first: two of them may swap. */
static enum rc release_keys(struct work *w, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < w->truth.travellers.count; i++) {
		const struct pair *p = &w->pairs[i];
		const struct known_row *k = p->known;
		if (k &&
		    !(slice_eq(k->key, p->row.api_key) && slice_eq(k->other_key, p->row.pnr_key)))
			rc = traveller_unkey(w->r->db, k->id, e);
		if (rc == RC_OK && p->absorbed)
			rc = traveller_unkey(w->r->db, p->absorbed->id, e);
	}
	return rc;
}

static enum rc delete_vanished(struct work *w, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct known_row, k, &w->known_travellers)
	{
		if (rc != RC_OK || k->kept)
			continue;
		w->r->written++;
		if (!w->r->dry)
			rc = traveller_delete(w->r->db, k->id, e);
	}
	return rc;
}

static enum rc put_row(struct work *w, struct pair *p, struct err *e)
{
	const struct truth_booking *b = p->truth->booking;
	p->row.booking_id = b ? b->row_id : 0;
	if (!p->known) {
		w->made++;
		p->row.id = store_new_id(unit_store(w->r->unit));
		return traveller_insert(w->r->db, &p->row, e);
	}
	enum rc rc = traveller_update(w->r->db, &p->row, p->known, e);
	return rc == RC_OK && p->absorbed ? traveller_merge(w->r->db, p->absorbed->id, p->row.id, e)
					  : rc;
}

static enum rc put_pair(struct work *w, struct pair *p, struct err *e)
{
	enum rc rc = is_settled(p) ? RC_OK : put_row(w, p, e);
	struct met met = {.is_new = !p->known, .lists = is_screened(w, p) ? &p->matches : NULL};
	if (meets_rules(w) && (met.lists || p->rules.count || has_rule_hits(w, p)))
		met.rules = &p->rules;
	if (rc == RC_OK && (met.lists || met.rules))
		rc = screening_put(w->r->lists, &p->row, &met, w->a, e);
	return rc;
}

static enum rc put_travellers(struct work *w, struct err *e)
{
	unsigned count = w->truth.travellers.count;
	for (unsigned i = 0; i < count; i++)
		w->r->written += !is_settled(&w->pairs[i]);
	enum rc rc = delete_vanished(w, e);
	if (w->r->dry || rc != RC_OK)
		return rc;
	rc = release_keys(w, e);
	for (unsigned i = 0; rc == RC_OK && i < count; i++)
		rc = put_pair(w, &w->pairs[i], e);
	return rc;
}

static enum rc write_out(struct work *w, struct err *e)
{
	unsigned before = w->r->lists ? w->r->lists->hits_new : 0;
	if (w->bodies.count == 0)
		return RC_OK;
	enum rc rc = put_flight(w, e);
	if (rc == RC_OK)
		rc = put_bookings(w, e);
	if (rc == RC_OK)
		rc = put_travellers(w, e);
	if (rc == RC_OK)
		rc = statistic_add(w->r->db, "travellers", w->made, unit_now(w->r->unit), e);
	if (rc == RC_OK && arena_failed(w->a))
		rc = err_set(e, RC_NOMEM, "a flight is larger than fits in memory");
	if (w->r->lists && w->flight->hits)
		*w->flight->hits += w->r->lists->hits_new - before;
	return rc;
}

enum rc refresh_flight(struct refresh *r, int64_t flight_id, struct slice natural_key,
		       struct arena *a, struct err *e)
{
	const struct flight_refresh flight = {.id = flight_id, .natural_key = natural_key};
	struct work w = {.r = r, .flight = &flight, .a = a};
	enum rc rc = gather(&w, a, e);
	if (rc == RC_OK)
		rc = work_out(&w, e);
	return rc == RC_OK ? write_out(&w, e) : rc;
}

/* ---- several ---- */

struct together {
	struct refresh *r;
	struct arena *gathered, *worked[PARALLEL_MAX];
	unsigned cores;
	struct work works[TOGETHER_FLIGHTS];
	unsigned count;
	atomic_uint next;
};

static void work_on(void *context, unsigned part)
{
	struct together *t = context;
	unsigned i;
	while ((i = atomic_fetch_add(&t->next, 1)) < t->count) {
		struct work *w = &t->works[i];
		w->a = t->worked[part];
		w->rc = work_out(w, &w->err);
	}
}

/* From `*next` on, as many as are to be in memory at once. */
static enum rc gather_some(struct together *t, const struct flight_refresh **next, struct err *e)
{
	size_t bytes = 0;
	enum rc rc = RC_OK;
	t->count = 0;
	arena_reset(t->gathered);
	while (rc == RC_OK && *next && t->count < TOGETHER_FLIGHTS && bytes < TOGETHER_BYTES) {
		struct work *w = &t->works[t->count++];
		*w = (struct work){.r = t->r, .flight = *next};
		rc = gather(w, t->gathered, e);
		bytes += gathered_bytes(w);
		*next = (*next)->next;
	}
	return rc;
}

static enum rc refresh_some(struct together *t, struct err *e)
{
	unsigned parts = t->count < t->cores ? t->count : t->cores;
	enum rc rc = RC_OK;
	for (unsigned i = 0; i < t->cores; i++)
		arena_reset(t->worked[i]);
	atomic_store(&t->next, 0);
	parallel_run(parts, work_on, t);
	for (unsigned i = 0; rc == RC_OK && i < t->count; i++) {
		struct work *w = &t->works[i];
		rc = w->rc;
		if (rc == RC_OK)
			rc = write_out(w, e);
		else
			*e = w->err;
	}
	return rc;
}

static void together_free(struct together *t)
{
	if (!t)
		return;
	arena_free(t->gathered);
	for (unsigned i = 0; i < t->cores; i++)
		arena_free(t->worked[i]);
	free(t);
}

static struct together *together_new(struct refresh *r)
{
	struct together *t = calloc(1, sizeof *t);
	bool all = t != NULL;
	if (!t)
		return NULL;
	t->r = r;
	t->cores = parallel_cores();
	t->gathered = arena_new(WORK_MEMORY);
	for (unsigned i = 0; i < t->cores; i++) {
		t->worked[i] = arena_new(WORK_MEMORY);
		all = all && t->worked[i];
	}
	if (all && t->gathered)
		return t;
	together_free(t);
	return NULL;
}

enum rc refresh_flights(struct refresh *r, const flight_refreshes *flights, struct err *e)
{
	const struct flight_refresh *next = flights->first;
	struct together *t = together_new(r);
	enum rc rc = t ? RC_OK : err_set(e, RC_NOMEM, "no memory to screen flights");
	while (rc == RC_OK && next) {
		rc = gather_some(t, &next, e);
		if (rc == RC_OK)
			rc = refresh_some(t, e);
	}
	together_free(t);
	return rc;
}
