/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/ingest_group.h"

#include "base/parallel.h"
#include "flow/counters.h"
#include "flow/ingest_parts.h"
#include "flow/unit_parts.h"

#include <pthread.h>
#include <stdlib.h>

#define WORK_MEMORY ((size_t)4 << 30) /* upper limit; memory is taken as needed */
/* Of one transaction, and of what one thread reads ahead: others that want to write wait
 * no longer than it takes, and memory is bounded whatever waits outside. */
#define GROUP_INPUTS 256
#define GROUP_BYTES ((size_t)1 << 20)

struct waiting { /* an input that is read */
	struct ingest_item *item;
	struct reading reading;
	bool done; /* guarded by the queue's lock */
	struct waiting *next;
};

struct ingest_queue {
	pthread_mutex_t lock;
	pthread_cond_t written;
	struct waiting *first, **end; /* guarded by lock, as is what follows */
	bool writing;                 /* one of those that wait writes */
};

struct ingest_queue *ingest_queue_new(void)
{
	struct ingest_queue *q = calloc(1, sizeof *q);
	if (!q)
		return NULL;
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->written, NULL);
	q->end = &q->first;
	return q;
}

void ingest_queue_free(struct ingest_queue *q)
{
	if (!q)
		return;
	pthread_cond_destroy(&q->written);
	pthread_mutex_destroy(&q->lock);
	free(q);
}

/* ---- one transaction ---- */

static void ingest_release(struct ingest *in)
{
	arena_free(in->work);
	arena_free(in->input);
}

static enum rc ingest_open(struct unit *u, struct ingest *in, struct err *e)
{
	*in = (struct ingest){.unit = u};
	in->work = arena_new(WORK_MEMORY);
	in->input = arena_new(WORK_MEMORY);
	enum rc rc = in->work && in->input ? store_write(unit_store(u), &in->db, e)
					   : err_set(e, RC_NOMEM, "no memory to take in messages");
	if (rc == RC_OK)
		map_init(&in->by_flight, in->work);
	else
		ingest_release(in);
	return rc;
}

static enum rc refresh_all(struct ingest *in, struct unit_changes *changes, struct err *e)
{
	struct screening lists;
	struct refresh r = {.unit = in->unit, .db = in->db, .lists = &lists};
	enum rc rc = screening_init(&lists, in->unit, in->db, in->work, e);
	if (rc == RC_OK)
		rc = refresh_flights(&r, &in->flights, e);
	screening_release(&lists);
	*changes = (struct unit_changes){.flights = in->flights.count > 0,
					 .hits = lists.hits_changed > 0};
	return rc;
}

/* Takes from `group` to its end, or `most` of it, with one commit. */
static enum rc write_together(struct unit *u, struct waiting *group, unsigned most, struct err *e)
{
	struct ingest in;
	struct unit_changes changes = {0};
	unsigned count = 0;
	enum rc rc = ingest_open(u, &in, e);
	if (rc != RC_OK)
		return rc;
	for (struct waiting *w = group; rc == RC_OK && w && count < most; w = w->next, count++)
		rc = ingest_take(&in, w->item, &w->reading, e);
	if (rc == RC_OK)
		rc = refresh_all(&in, &changes, e);
	rc = store_end(unit_store(u), rc, e);
	ingest_release(&in);
	if (rc == RC_OK)
		unit_changed(u, changes);
	return rc;
}

/* What one input does wrong is its own: then each has a transaction for itself. A database
 * that fails does so for all. */
static void write_group(struct unit *u, struct waiting *group)
{
	struct err e = {0};
	enum rc rc = write_together(u, group, GROUP_INPUTS, &e);
	bool alone = rc != RC_OK && rc != RC_IO && group->next;
	for (struct waiting *w = group; w; w = w->next) {
		if (alone)
			rc = write_together(u, w, 1, &e);
		w->item->rc = rc;
		w->item->err = e;
	}
}

/* ---- those that wait ---- */

/* The lock is held. */
static void put(struct ingest_queue *q, struct waiting *w)
{
	w->next = NULL;
	*q->end = w;
	q->end = &w->next;
}

/* As many as make one transaction, in the order in which they came. The lock is held. */
static struct waiting *take_group(struct ingest_queue *q)
{
	struct waiting *group = q->first;
	struct waiting *last = group;
	size_t bytes = last->item->n;
	unsigned count = 1;
	while (last->next && count < GROUP_INPUTS && bytes + last->next->item->n <= GROUP_BYTES) {
		last = last->next;
		bytes += last->item->n;
		count++;
	}
	q->first = last->next;
	if (!q->first)
		q->end = &q->first;
	last->next = NULL;
	return group;
}

/* The lock is held, and given up while writing. */
static void write_for_all(struct ingest_queue *q, struct unit *u)
{
	struct waiting *group = take_group(q);
	q->writing = true;
	pthread_mutex_unlock(&q->lock);
	write_group(u, group);
	pthread_mutex_lock(&q->lock);
	q->writing = false;
	for (struct waiting *w = group, *next; w; w = next) {
		next = w->next; /* once done, it is its owner's again */
		w->done = true;
	}
	pthread_cond_broadcast(&q->written);
}

static void wait_until_written(struct ingest_queue *q, struct unit *u, struct waiting *w)
{
	while (!w->done) {
		if (q->writing)
			pthread_cond_wait(&q->written, &q->lock);
		else
			write_for_all(q, u);
	}
}

/* ---- reading ahead ---- */

/* Several inputs of one caller: while one thread writes, the others read on. */
struct lanes {
	struct unit *unit;
	struct ingest_item *items;
	unsigned count;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	unsigned taken, queued; /* items; guarded by lock */
};

/* The next items for one lane: from `*from` on, none at the end. */
static unsigned take_next(struct lanes *l, unsigned *from)
{
	size_t bytes = 0;
	unsigned n = 0;
	pthread_mutex_lock(&l->lock);
	*from = l->taken;
	while (l->taken < l->count && n < GROUP_INPUTS &&
	       (n == 0 || bytes + l->items[l->taken].n <= GROUP_BYTES)) {
		bytes += l->items[l->taken++].n;
		n++;
	}
	pthread_mutex_unlock(&l->lock);
	return n;
}

static void read_one(struct unit *u, struct ingest_item *item, struct waiting *w)
{
	struct arena *a = arena_new(WORK_MEMORY);
	*w = (struct waiting){.item = item};
	item->rc = a ? reading_make(u, item->bytes, item->n, a, &w->reading, &item->err)
		     : err_set(&item->err, RC_NOMEM, "no memory to take in messages");
	w->reading.arena = a;
	w->done = item->rc != RC_OK; /* there is nothing to write */
}

/* In the order of the items, whoever read them first. */
static void put_in_order(struct lanes *l, unsigned from, struct waiting *all, unsigned n)
{
	struct ingest_queue *q = unit_ingest_queue(l->unit);
	pthread_mutex_lock(&l->lock);
	while (l->queued != from)
		pthread_cond_wait(&l->moved, &l->lock);
	pthread_mutex_lock(&q->lock);
	for (unsigned i = 0; i < n; i++) {
		if (!all[i].done)
			put(q, &all[i]);
	}
	pthread_mutex_unlock(&q->lock);
	l->queued = from + n;
	pthread_cond_broadcast(&l->moved);
	pthread_mutex_unlock(&l->lock);
}

static void wait_for_all(struct unit *u, struct waiting *all, unsigned n)
{
	struct ingest_queue *q = unit_ingest_queue(u);
	pthread_mutex_lock(&q->lock);
	for (unsigned i = 0; i < n; i++)
		wait_until_written(q, u, &all[i]);
	pthread_mutex_unlock(&q->lock);
}

static void run_lane(void *context, unsigned part)
{
	struct lanes *l = context;
	struct waiting *all = calloc(GROUP_INPUTS, sizeof *all);
	unsigned from = 0;
	unsigned n;
	(void)part;
	while (all && (n = take_next(l, &from)) > 0) {
		for (unsigned i = 0; i < n; i++)
			read_one(l->unit, &l->items[from + i], &all[i]);
		put_in_order(l, from, all, n);
		wait_for_all(l->unit, all, n);
		for (unsigned i = 0; i < n; i++)
			arena_free(all[i].reading.arena);
	}
	free(all);
}

static void run_lanes(struct unit *u, struct ingest_item *items, unsigned count)
{
	struct lanes l = {.unit = u, .items = items, .count = count};
	unsigned cores = parallel_cores();
	pthread_mutex_init(&l.lock, NULL);
	pthread_cond_init(&l.moved, NULL);
	parallel_run(count < cores ? count : cores, run_lane, &l);
	pthread_cond_destroy(&l.moved);
	pthread_mutex_destroy(&l.lock);
}

static enum rc require_legal_basis(const struct unit *u, struct err *e)
{
	if (unit_about(u)->legal_basis[0])
		return RC_OK;
	return err_refuse(e, RC_DENIED, "no-legal-basis", "R-001",
			  "this unit has no legal basis yet and may not process passenger data: "
			  "give it one with 'piu init --legal-basis TEXT'");
}

static void count_items(struct unit *u, const struct ingest_item *items, unsigned count,
			int64_t took_us)
{
	for (unsigned i = 0; i < count; i++)
		counters_ingested(unit_counters(u), items[i].rc == RC_OK ? &items[i].result : NULL,
				  took_us);
}

void ingest_items(struct unit *u, struct ingest_item *items, unsigned count)
{
	struct err e = {0};
	int64_t began = clock_monotonic();
	enum rc rc = require_legal_basis(u, &e);
	if (rc == RC_OK) /* until it is read */
		(void)err_set(&e, RC_NOMEM, "no memory to take in messages");
	for (unsigned i = 0; i < count; i++) {
		items[i].rc = rc == RC_OK ? RC_NOMEM : rc;
		items[i].err = e;
		items[i].result = (struct ingest_result){0};
	}
	if (rc == RC_OK)
		run_lanes(u, items, count);
	count_items(u, items, count, clock_monotonic() - began);
}

enum rc ingest_input(struct unit *u, const struct ingest_source *from, char *bytes, size_t n,
		     struct arena *a, struct ingest_result *out, struct err *e)
{
	struct ingest_item item = {.from = from, .bytes = bytes, .n = n, .arena = a};
	ingest_items(u, &item, 1);
	*out = item.result;
	if (item.rc != RC_OK)
		*e = item.err;
	return item.rc;
}
