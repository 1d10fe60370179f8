/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/unit_parts.h"

#include "base/arena.h"
#include "screen/screen.h"
#include "store/watchlist.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#define LISTS_MEMORY ((size_t)4 << 30)
#define LISTS_MAX 1000

struct index_ref {
	struct screen_index *index;
	unsigned users; /* guarded by the holder's lock; the holder itself counts as one */
};

struct index_holder {
	pthread_mutex_t lock;
	struct index_ref *current;
};

struct index_holder *index_holder_new(void)
{
	struct index_holder *h = calloc(1, sizeof *h);
	if (h)
		pthread_mutex_init(&h->lock, NULL);
	return h;
}

static void drop_locked(struct index_ref *ref)
{
	if (!ref || --ref->users > 0)
		return;
	screen_index_free(ref->index);
	free(ref);
}

void index_holder_free(struct index_holder *h)
{
	if (!h)
		return;
	drop_locked(h->current);
	pthread_mutex_destroy(&h->lock);
	free(h);
}

struct index_ref *index_use(struct unit *u)
{
	struct index_holder *h = unit_index_holder(u);
	pthread_mutex_lock(&h->lock);
	struct index_ref *ref = h->current;
	assert(ref);
	ref->users++;
	pthread_mutex_unlock(&h->lock);
	return ref;
}

const struct screen_index *index_of(const struct index_ref *ref)
{
	return ref->index;
}

void index_done(struct unit *u, struct index_ref *ref)
{
	struct index_holder *h = unit_index_holder(u);
	pthread_mutex_lock(&h->lock);
	drop_locked(ref);
	pthread_mutex_unlock(&h->lock);
}

static enum rc read_lists(struct db *db, int64_t now_at, struct arena *a, struct screen_list *out,
			  unsigned *count, struct err *e)
{
	watchlists lists = {0};
	enum rc rc = watchlists_read(db, a, &lists, e);
	struct date today = date_of_instant(now_at);
	LIST_EACH(const struct watchlist, w, &lists)
	{
		if (rc != RC_OK)
			break;
		if (*count == LISTS_MAX)
			return err_set(e, RC_LIMIT, "more than %d watchlists", LISTS_MAX);
		list_entries *entries = arena_alloc(a, sizeof *entries);
		if (!entries)
			return err_set(e, RC_NOMEM,
				       "the watchlists need more memory than there is");
		rc = entries_read_valid(db, w->id, today, a, entries, e);
		out[(*count)++] = (struct screen_list){
			.id = w->id, .version = w->version, .kind = w->kind, .entries = entries};
	}
	return rc;
}

static enum rc swap_in(struct unit *u, struct screen_index *x, struct err *e)
{
	struct index_holder *h = unit_index_holder(u);
	struct index_ref *ref = calloc(1, sizeof *ref);
	if (!ref || !x) {
		screen_index_free(x);
		free(ref);
		return err_set(e, RC_NOMEM, "the screening index needs more memory than there is");
	}
	*ref = (struct index_ref){.index = x, .users = 1};
	pthread_mutex_lock(&h->lock);
	drop_locked(h->current);
	h->current = ref;
	pthread_mutex_unlock(&h->lock);
	return RC_OK;
}

enum rc index_load(struct unit *u, struct db *db, struct err *e)
{
	unsigned count = 0;
	struct arena *a = arena_new(LISTS_MEMORY);
	struct screen_list *lists = a ? arena_alloc(a, LISTS_MAX * sizeof *lists) : NULL;
	if (!lists) {
		arena_free(a);
		return err_set(e, RC_NOMEM, "no memory for the watchlists");
	}
	enum rc rc = read_lists(db, unit_now(u), a, lists, &count, e);
	if (rc == RC_OK)
		rc = swap_in(u, screen_index_new(lists, count), e);
	arena_free(a);
	return rc;
}

bool index_change(struct unit *u, const struct screen_change *c)
{
	struct err e;
	struct index_ref *ref = index_use(u);
	struct screen_index *x = screen_index_changed(index_of(ref), c);
	index_done(u, ref);
	return x && swap_in(u, x, &e) == RC_OK;
}

void index_restore(struct unit *u, struct index_ref *before)
{
	struct index_holder *h = unit_index_holder(u);
	pthread_mutex_lock(&h->lock);
	drop_locked(h->current);
	h->current = before;
	pthread_mutex_unlock(&h->lock);
}

enum rc index_reload(struct unit *u, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = index_load(u, db, e);
	store_done(unit_store(u), db);
	return rc;
}
