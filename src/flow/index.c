/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/lists.h"
#include "flow/unit_parts.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "base/file.h"
#include "screen/screen.h"
#include "store/watchlist.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define LISTS_MEMORY ((size_t)4 << 30)
#define LISTS_MAX 1000
#define ABOUT_MEMORY ((size_t)4 << 20)

/* A file that indexes are made of. */
struct image {
	struct slice bytes;
	unsigned users; /* indexes; guarded by the holder's lock */
};

/* Of what lists, in what state, an index is. */
struct about {
	unsigned char hash[HASH_BYTES]; /* of all */
	struct date turned;             /* when entries began or ceased to count last */
};

struct index_ref {
	struct screen_index *index;
	struct about about;
	struct image *image; /* or NULL */
	unsigned users;      /* guarded by the holder's lock; the holder itself counts as one */
};

struct index_holder {
	pthread_mutex_t lock;
	struct index_ref *current;
	bool stale;                      /* it may be of what was never committed */
	unsigned char image[HASH_BYTES]; /* the hash of what the file is of; of one thread */
};

struct index_holder *index_holder_new(void)
{
	struct index_holder *h = calloc(1, sizeof *h);
	if (h)
		pthread_mutex_init(&h->lock, NULL);
	return h;
}

static void drop_image(struct image *image)
{
	if (!image || --image->users > 0)
		return;
	file_unmap(image->bytes);
	free(image);
}

static void drop_locked(struct index_ref *ref)
{
	if (!ref || --ref->users > 0)
		return;
	screen_index_free(ref->index);
	drop_image(ref->image);
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
		if (list_basis_age(&w->basis, now_at) == LIST_OVER)
			continue; /* too old to be compared with */
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

/* ---- what an index is of ---- */

/* The same for two states of the lists when an index of one can serve for the other. */
static enum rc read_about(struct unit *u, struct db *db, struct about *out, struct err *e)
{
	struct arena *a = arena_new(ABOUT_MEMORY);
	watchlists lists = {0};
	struct hash_state h;
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to read the watchlists");
	enum rc rc = watchlists_read(db, a, &lists, e);
	if (rc == RC_OK)
		rc = entries_turned_on(db, date_of_instant(unit_now(u)), &out->turned, e);
	hash_begin(&h, NULL);
	LIST_EACH(const struct watchlist, w, &lists)
	{
		if (list_basis_age(&w->basis, unit_now(u)) == LIST_OVER)
			continue;
		hash_i64(&h, w->id);
		hash_i64(&h, w->version);
		hash_i64(&h, (int64_t)w->kind);
	}
	if (rc == RC_OK)
		hash_i64(&h, date_present(out->turned) ? date_days(out->turned) : INT32_MIN);
	hash_end(&h, out->hash);
	arena_free(a);
	return rc;
}

static bool is_of(const struct index_holder *h, const struct about *about)
{
	return h->current && !h->stale &&
	       memcmp(h->current->about.hash, about->hash, HASH_BYTES) == 0;
}

static bool is_current(struct index_holder *h, const struct about *about)
{
	pthread_mutex_lock(&h->lock);
	bool is = is_of(h, about);
	pthread_mutex_unlock(&h->lock);
	return is;
}

/* ---- taking into use ---- */

/* Takes `x` over. Where `only_same`, the one in force must be of the same. `image` may be
 * NULL. */
static enum rc swap_in(struct unit *u, struct screen_index *x, const struct about *about,
		       struct image *image, bool only_same, struct err *e)
{
	struct index_holder *h = unit_index_holder(u);
	struct index_ref *ref = calloc(1, sizeof *ref);
	if (!ref || !x) {
		screen_index_free(x);
		free(ref);
		return err_set(e, RC_NOMEM, "the screening index needs more memory than there is");
	}
	*ref = (struct index_ref){.index = x, .about = *about, .users = 1};
	pthread_mutex_lock(&h->lock);
	if (image)
		image->users++;
	ref->image = image;
	bool other = only_same && !is_of(h, about);
	if (!other)
		h->stale = false;
	drop_locked(other ? ref : h->current);
	h->current = other ? h->current : ref;
	pthread_mutex_unlock(&h->lock);
	return other ? err_set(e, RC_CONFLICT, "the lists changed meanwhile") : RC_OK;
}

static enum rc build(struct unit *u, struct db *db, struct screen_index **out, struct err *e)
{
	unsigned count = 0;
	struct arena *a = arena_new(LISTS_MEMORY);
	struct screen_list *lists = a ? arena_alloc(a, LISTS_MAX * sizeof *lists) : NULL;
	*out = NULL;
	if (!lists) {
		arena_free(a);
		return err_set(e, RC_NOMEM, "no memory for the watchlists");
	}
	enum rc rc = read_lists(db, unit_now(u), a, lists, &count, e);
	if (rc == RC_OK)
		*out = screen_index_new(lists, count);
	arena_free(a);
	return rc;
}

/* ---- the image: an index as a file ---- */

static void image_key(const struct unit *u, unsigned char out[HASH_BYTES])
{
	hash_bytes(SLICE("screening image"), unit_key(u), out);
}

/* Takes the image into use, if it is of the state `about`; false: there is none that is good. */
static bool load_image(struct unit *u, const struct about *about)
{
	char path[PATH_MAX];
	struct err e;
	unsigned char key[HASH_BYTES];
	struct image *image = calloc(1, sizeof *image);
	bool done = image && unit_path(unit_folder(u), INDEX_IMAGE, path, &e) == RC_OK &&
		    file_map(path, &image->bytes, &e) == RC_OK;
	image_key(u, key);
	struct screen_index *x =
		done ? screen_index_image_load(
			       image->bytes, (struct slice){(const char *)about->hash, HASH_BYTES},
			       key)
		     : NULL;
	done = x && swap_in(u, x, about, image, false, &e) == RC_OK;
	wipe_secret(key, sizeof key);
	if (done) {
		memcpy(unit_index_holder(u)->image, about->hash, HASH_BYTES);
	} else if (image) {
		file_unmap(image->bytes);
		free(image);
	}
	return done;
}

static enum rc write_image(struct unit *u, const struct screen_index *x, const struct about *about,
			   struct err *e)
{
	char path[PATH_MAX];
	unsigned char key[HASH_BYTES];
	size_t size = screen_index_image_bytes(x);
	unsigned char *bytes = aligned_alloc(64, size);
	if (!bytes)
		return err_set(e, RC_NOMEM, "no memory for the image of the screening index");
	image_key(u, key);
	screen_index_image_write(x, (struct slice){(const char *)about->hash, HASH_BYTES}, key,
				 bytes);
	wipe_secret(key, sizeof key);
	enum rc rc = unit_path(unit_folder(u), INDEX_IMAGE, path, e);
	if (rc == RC_OK)
		rc = file_write_quick(path, (struct slice){(const char *)bytes, size}, 0600, e);
	free(bytes);
	return rc;
}

/* Builds the index whole in place of one that was changed: only such a one has an image. */
static enum rc make_whole(struct unit *u, struct err *e)
{
	struct db *db = NULL;
	struct about about;
	struct screen_index *x = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = read_about(u, db, &about, e);
	if (rc == RC_OK && !is_current(unit_index_holder(u), &about))
		rc = err_set(e, RC_CONFLICT, "the lists are changing");
	if (rc == RC_OK)
		rc = build(u, db, &x, e);
	store_done(unit_store(u), db);
	return rc == RC_OK ? swap_in(u, x, &about, NULL, true, e) : rc;
}

enum rc index_keep_image(struct unit *u, struct err *e)
{
	struct index_holder *h = unit_index_holder(u);
	struct index_ref *ref = index_use(u);
	enum rc rc = RC_OK;
	bool is_kept = memcmp(h->image, ref->about.hash, HASH_BYTES) == 0;
	if (!is_kept && !screen_index_image_bytes(ref->index)) {
		index_done(u, ref);
		rc = make_whole(u, e);
		ref = index_use(u);
	}
	if (!is_kept && rc == RC_OK && screen_index_image_bytes(ref->index)) {
		rc = write_image(u, ref->index, &ref->about, e);
		if (rc == RC_OK)
			memcpy(h->image, ref->about.hash, HASH_BYTES);
	}
	index_done(u, ref);
	return rc == RC_CONFLICT ? RC_OK : rc; /* the next call has it */
}

bool index_is_of_image(struct unit *u)
{
	struct index_ref *ref = index_use(u);
	bool is = ref->image != NULL;
	index_done(u, ref);
	return is;
}

/* ---- all ---- */

enum rc index_load(struct unit *u, struct db *db, struct err *e)
{
	struct index_holder *h = unit_index_holder(u);
	struct about about;
	struct screen_index *x = NULL;
	enum rc rc = read_about(u, db, &about, e);
	if (rc != RC_OK || is_current(h, &about))
		return rc;
	if (!h->current && load_image(u, &about))
		return RC_OK;
	rc = build(u, db, &x, e);
	return rc == RC_OK ? swap_in(u, x, &about, NULL, false, e) : rc;
}

/* Not on the first change of a day on which other entries begin or expire. */
static struct screen_index *changed(struct index_holder *h, const struct index_ref *ref,
				    const struct about *about, const struct screen_change *c)
{
	bool fits = !h->stale && date_cmp(ref->about.turned, about->turned) == 0;
	return fits ? screen_index_changed(ref->index, c) : NULL;
}

bool index_change(struct unit *u, struct db *db, const struct screen_change *c)
{
	struct err e;
	struct about about;
	struct index_ref *ref = index_use(u);
	bool done = read_about(u, db, &about, &e) == RC_OK;
	struct screen_index *x = done ? changed(unit_index_holder(u), ref, &about, c) : NULL;
	done = x && swap_in(u, x, &about, ref->image, false, &e) == RC_OK;
	index_done(u, ref);
	return done;
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
	struct index_holder *h = unit_index_holder(u);
	pthread_mutex_lock(&h->lock);
	h->stale = h->current != NULL;
	pthread_mutex_unlock(&h->lock);
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = index_load(u, db, e);
	store_done(unit_store(u), db);
	return rc;
}
