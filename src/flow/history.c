/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/history.h"

#include "base/map.h"
#include "flow/api_records.h"
#include "flow/flight_rows.h"
#include "flow/refresh.h"
#include "flow/screening.h"
#include "flow/unit_parts.h"

#include <pthread.h>
#include <stdlib.h>

#define QUEUE_MEMORY ((size_t)1 << 30)
#define WORK_MEMORY ((size_t)4 << 30)
/* Whoever puts more than this waits for a search, rather than to use more memory. */
#define WAITING_BYTES_MAX ((size_t)16 << 20)

struct waiting { /* a put that was not done yet; count 0: taken out meanwhile */
	int64_t id;
	struct screen_traveller *names;
	unsigned count;
	struct waiting *next;
};

struct history_holder {
	pthread_mutex_t lock; /* of `history` */
	struct screen_history *history;
	bool failed; /* out of memory once: somebody is missing */
	/* Guarded by the lock below, which is held shortly, and taken after the other. */
	pthread_mutex_t queue_lock;
	struct arena *queue; /* NULL: the history is not kept */
	LIST(struct waiting) waiting;
	int64_t *gone; /* taken out since the loader began to read a flight */
	size_t gone_count, gone_room;
	int64_t flights, flights_read;
	bool whole;
	unsigned doubts; /* how often all had to be read anew */
};

struct history_holder *history_holder_new(void)
{
	struct history_holder *h = calloc(1, sizeof *h);
	if (!h)
		return NULL;
	pthread_mutex_init(&h->lock, NULL);
	pthread_mutex_init(&h->queue_lock, NULL);
	return h;
}

void history_holder_free(struct history_holder *h)
{
	if (!h)
		return;
	screen_history_free(h->history);
	arena_free(h->queue);
	free(h->gone);
	pthread_mutex_destroy(&h->lock);
	pthread_mutex_destroy(&h->queue_lock);
	free(h);
}

enum rc history_begin(struct unit *u, struct err *e)
{
	struct history_holder *h = unit_history(u);
	struct screen_history *history = screen_history_new();
	struct arena *queue = arena_new(QUEUE_MEMORY);
	if (!history || !queue) {
		screen_history_free(history);
		arena_free(queue);
		return err_set(e, RC_NOMEM, "no memory to keep stored travellers for screening");
	}
	pthread_mutex_lock(&h->lock);
	pthread_mutex_lock(&h->queue_lock);
	struct screen_history *last = h->history; /* where it was begun and ended before */
	struct arena *last_queue = h->queue;
	h->history = history;
	h->queue = queue;
	pthread_mutex_unlock(&h->queue_lock);
	pthread_mutex_unlock(&h->lock);
	screen_history_free(last);
	arena_free(last_queue);
	return RC_OK;
}

static bool is_kept(struct history_holder *h)
{
	pthread_mutex_lock(&h->queue_lock);
	bool kept = h->queue != NULL;
	pthread_mutex_unlock(&h->queue_lock);
	return kept;
}

/* ---- puts that wait ---- */

static void copy_text(struct arena *a, struct slice *s)
{
	if (slice_present(*s))
		*s = arena_copy(a, *s);
}

static void copy_traveller(struct arena *a, const struct screen_traveller *from,
			   struct screen_traveller *to)
{
	*to = *from;
	copy_text(a, &to->family);
	copy_text(a, &to->given);
	copy_text(a, &to->middle);
	copy_text(a, &to->sex);
	copy_text(a, &to->nationality);
	copy_text(a, &to->place_of_birth);
	struct screen_document *d = arena_alloc(a, (from->document_count + 1) * sizeof *d);
	for (unsigned i = 0; d && i < from->document_count; i++) {
		d[i] = from->documents[i];
		copy_text(a, &d[i].type);
		copy_text(a, &d[i].number);
		copy_text(a, &d[i].issuer);
	}
	to->documents = d;
	to->document_count = d ? from->document_count : 0;
}

/* Bytes that wait. */
static size_t put_waiting(struct history_holder *h, int64_t id,
			  const struct screen_traveller *names, unsigned count)
{
	pthread_mutex_lock(&h->queue_lock);
	struct arena *a = h->queue;
	struct waiting *w = a ? LIST_ADD(&h->waiting, a, struct waiting) : NULL;
	struct screen_traveller *copy = w ? arena_alloc(a, count * sizeof *copy) : NULL;
	for (unsigned i = 0; copy && i < count; i++)
		copy_traveller(a, &names[i], &copy[i]);
	if (copy) {
		w->id = id;
		w->names = copy;
		w->count = count;
	}
	h->failed |= a && (!copy || arena_failed(a));
	size_t bytes = a ? arena_used(a) : 0;
	pthread_mutex_unlock(&h->queue_lock);
	return bytes;
}

/* Does the puts that wait. Both locks are held. */
static void put_all(struct history_holder *h)
{
	LIST_EACH(const struct waiting, w, &h->waiting)
	{
		if (w->count && !screen_history_put(h->history, w->id, w->names, w->count))
			h->failed = true;
	}
	h->waiting.first = h->waiting.last = NULL;
	h->waiting.count = 0;
	if (h->queue)
		arena_reset(h->queue);
}

static void take_in(struct history_holder *h)
{
	pthread_mutex_lock(&h->queue_lock);
	put_all(h);
	pthread_mutex_unlock(&h->queue_lock);
}

void history_put(struct unit *u, const struct traveller_row *row, const struct truth_traveller *t)
{
	struct history_holder *h = unit_history(u);
	struct screen_traveller names[HISTORY_NAMES_MAX];
	struct arena *a = is_kept(h) ? arena_new(WORK_MEMORY) : NULL;
	if (!a)
		return;
	unsigned count = screening_names(row, t, a, names);
	size_t bytes = put_waiting(h, row->id, names, count);
	arena_free(a);
	bool must = bytes > WAITING_BYTES_MAX;
	if (must ? pthread_mutex_lock(&h->lock) : pthread_mutex_trylock(&h->lock))
		return;
	take_in(h);
	pthread_mutex_unlock(&h->lock);
}

/* Not to be put back by the loader, which may have read the flight before. */
static void note_gone(struct history_holder *h, int64_t id)
{
	if (h->whole)
		return;
	if (h->gone_count == h->gone_room) {
		size_t room = h->gone_room ? 2 * h->gone_room : 64;
		int64_t *gone = realloc(h->gone, room * sizeof *gone);
		if (!gone) {
			h->failed = true;
			return;
		}
		h->gone = gone;
		h->gone_room = room;
	}
	h->gone[h->gone_count++] = id;
}

void history_remove(struct unit *u, int64_t id)
{
	struct history_holder *h = unit_history(u);
	if (!is_kept(h))
		return;
	pthread_mutex_lock(&h->lock);
	take_in(h);
	screen_history_remove(h->history, id);
	pthread_mutex_lock(&h->queue_lock);
	note_gone(h, id);
	pthread_mutex_unlock(&h->queue_lock);
	pthread_mutex_unlock(&h->lock);
}

void history_doubt(struct unit *u)
{
	struct history_holder *h = unit_history(u);
	if (!is_kept(h))
		return;
	struct screen_history *fresh = screen_history_new();
	pthread_mutex_lock(&h->lock);
	take_in(h);
	h->failed = !fresh;
	if (fresh) {
		screen_history_free(h->history);
		h->history = fresh;
	}
	pthread_mutex_unlock(&h->lock);
	pthread_mutex_lock(&h->queue_lock);
	h->doubts++;
	h->whole = false;
	pthread_mutex_unlock(&h->queue_lock);
}

/* ---- loading ---- */

struct loading {
	struct unit *u;
	struct history_holder *h;
	struct arena *a; /* of one flight */
	struct map by_api_key, by_pnr_key;
};

static int64_t row_of(const struct loading *l, const struct traveller_row *row)
{
	const struct known_row *k =
		slice_present(row->api_key) ? map_find(&l->by_api_key, row->api_key) : NULL;
	if (!k && slice_present(row->pnr_key))
		k = map_find(&l->by_pnr_key, row->pnr_key);
	return k ? k->id : 0;
}

static void load_traveller(struct loading *l, const struct traveller_row *row,
			   const struct truth_traveller *t)
{
	struct history_holder *h = l->h;
	struct screen_traveller names[HISTORY_NAMES_MAX];
	unsigned count = screening_names(row, t, l->a, names);
	pthread_mutex_lock(&h->lock);
	take_in(h);
	bool known = screen_history_has(h->history, row->id);
	for (size_t i = 0; !known && i < h->gone_count; i++)
		known = h->gone[i] == row->id;
	if (!known && !screen_history_put(h->history, row->id, names, count))
		h->failed = true;
	pthread_mutex_unlock(&h->lock);
}

static void index_rows(struct loading *l, const known_rows *known)
{
	map_init(&l->by_api_key, l->a);
	map_init(&l->by_pnr_key, l->a);
	LIST_EACH(struct known_row, k, known)
	{
		if (slice_present(k->key))
			map_put(&l->by_api_key, k->key, k);
		if (slice_present(k->other_key))
			map_put(&l->by_pnr_key, k->other_key, k);
	}
}

static enum rc read_flight(struct loading *l, int64_t id, struct truth *truth, struct err *e)
{
	struct db *db = NULL;
	const struct message *last;
	known_rows known = {0};
	unsigned count;
	/* From now on, before the flight is read. */
	pthread_mutex_lock(&l->h->lock);
	l->h->gone_count = 0;
	pthread_mutex_unlock(&l->h->lock);
	enum rc rc = store_read(unit_store(l->u), &db, e);
	if (rc == RC_OK)
		rc = refresh_truth(l->u, db, id, l->a, truth, &last, &count, e);
	if (rc == RC_OK)
		rc = travellers_known(db, id, l->a, &known, e);
	store_done(unit_store(l->u), db);
	index_rows(l, &known);
	return rc;
}

static enum rc load_flight(struct loading *l, int64_t id, struct err *e)
{
	struct truth truth;
	enum rc rc = read_flight(l, id, &truth, e);
	if (rc != RC_OK)
		return rc;
	LIST_EACH(const struct truth_traveller, t, &truth.travellers)
	{
		struct traveller_row row;
		traveller_row_fill(t, id, l->a, &row);
		row.id = row_of(l, &row);
		if (row.id)
			load_traveller(l, &row, t);
	}
	return arena_failed(l->a) ? err_set(e, RC_NOMEM, "a flight is larger than fits in memory")
				  : RC_OK;
}

static enum rc read_flights(struct unit *u, struct arena *a, flight_names *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = flight_names_latest(db, a, out, e);
	store_done(unit_store(u), db);
	return rc;
}

/* How far it is; `whole` counts only when nothing had to be read anew since. */
static void loaded(struct history_holder *h, int64_t flights, int64_t read, unsigned doubts)
{
	pthread_mutex_lock(&h->queue_lock);
	h->flights = flights;
	h->flights_read = read;
	h->whole = read == flights && h->doubts == doubts;
	pthread_mutex_unlock(&h->queue_lock);
}

static unsigned doubts_of(struct history_holder *h)
{
	pthread_mutex_lock(&h->queue_lock);
	unsigned doubts = h->doubts;
	pthread_mutex_unlock(&h->queue_lock);
	return doubts;
}

enum rc history_load(struct unit *u, const atomic_bool *stop, struct err *e)
{
	struct loading l = {.u = u, .h = unit_history(u), .a = arena_new(WORK_MEMORY)};
	struct arena *a = arena_new(WORK_MEMORY);
	flight_names flights = {0};
	int64_t read = 0;
	unsigned doubts = doubts_of(l.h);
	enum rc rc = a && l.a ? read_flights(u, a, &flights, e)
			      : err_set(e, RC_NOMEM, "no memory to read stored travellers");
	LIST_EACH(const struct flight_name, f, &flights)
	{
		if (rc != RC_OK || atomic_load(stop))
			break;
		arena_reset(l.a);
		rc = load_flight(&l, f->id, e);
		read += rc == RC_OK;
		loaded(l.h, flights.count, read, doubts);
	}
	if (rc == RC_OK && !flights.count)
		loaded(l.h, 0, 0, doubts);
	arena_free(l.a);
	arena_free(a);
	return rc;
}

/* ---- asking ---- */

struct history_state history_state(struct unit *u)
{
	struct history_holder *h = unit_history(u);
	struct history_state s = {.kept = is_kept(h)};
	if (!s.kept)
		return s;
	pthread_mutex_lock(&h->lock);
	take_in(h);
	s.names = screen_history_count(h->history);
	s.bytes = screen_history_bytes(h->history);
	s.whole = h->whole;
	s.flights = h->flights;
	s.flights_read = h->flights_read;
	pthread_mutex_unlock(&h->lock);
	return s;
}

enum rc history_find(struct unit *u, enum list_kind kind, const struct list_entry *entry,
		     struct arena *a, history_matches *out, struct err *e)
{
	struct history_holder *h = unit_history(u);
	struct index_ref *ref = index_use(u);
	pthread_mutex_lock(&h->lock);
	take_in(h);
	bool done = screen_history_find(h->history, index_of(ref), kind, entry, a, out) &&
		    !h->failed;
	pthread_mutex_unlock(&h->lock);
	index_done(u, ref);
	return done ? RC_OK : err_set(e, RC_NOMEM, "no memory to search stored travellers");
}
