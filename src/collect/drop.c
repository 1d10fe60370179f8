/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/drop.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/map.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOOK_EVERY_MS 1000
#define PATIENCE_US (60 * SECOND_US) /* for a file that does not end like a message */
#define TAIL_BYTES 256
#define TOGETHER_FILES 256 /* are taken with one call, or so many bytes */
#define TOGETHER_BYTES ((size_t)8 << 20)
#define RECEIPT_MAX ((size_t)1 << 20)
#define NAMES_MEMORY ((size_t)64 << 20) /* some 200,000 files at a time; the rest wait */

/* A file as it was at the last look. */
struct seen {
	off_t size;
	struct timespec changed;
	int64_t since; /* monotonic: unchanged from then on */
};

/* Files that are ready, until they are taken. */
struct in_hand {
	struct drop_file files[TOGETHER_FILES];
	struct stat states[TOGETHER_FILES];
	unsigned count;
	size_t bytes;
};

struct drop {
	struct drop_plan plan;
	struct in_hand hand;
	char folder[PATH_MAX];
	struct arena *names[2]; /* of this look and of the one before, in turn */
	struct map last;
	unsigned turn;
	pthread_t thread;
	bool running;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping; /* guarded by lock */
};

static bool on_its_way(const char *name)
{
	struct slice s = slice_of(name);
	return name[0] == '.' || slice_ends(s, ".part") || slice_ends(s, ".tmp") ||
	       slice_ends(s, ".filepart");
}

static enum rc path_of(const struct drop *d, const char *sub, const char *name, const char *end,
		       char out[PATH_MAX], struct err *e)
{
	int n = snprintf(out, PATH_MAX, "%s/%s%s%s", d->folder, sub, name, end);
	return n > 0 && n < PATH_MAX
		       ? RC_OK
		       : err_set(e, RC_INVALID, "a path in the drop folder is too long");
}

/* ---- is it complete? ---- */

/* A lease on reading is given only while nobody has the file open for writing. Where
 * this program may not ask (another's file), being unchanged must do. */
static bool is_being_written(int fd)
{
	if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0) {
		fcntl(fd, F_SETLEASE, F_UNLCK);
		return false;
	}
	return errno == EAGAIN;
}

static bool ends_like_a_message(int fd, off_t size)
{
	char tail[TAIL_BYTES];
	off_t from = size > (off_t)sizeof tail ? size - (off_t)sizeof tail : 0;
	ssize_t n = pread(fd, tail, sizeof tail, from);
	struct slice s = slice_trim((struct slice){tail, n > 0 ? (size_t)n : 0});
	return memmem(s.p, s.n, "UNZ", 3) || slice_ends(s, ">");
}

static bool same_state(const struct seen *a, const struct stat *st)
{
	return a && a->size == st->st_size && a->changed.tv_sec == st->st_mtim.tv_sec &&
	       a->changed.tv_nsec == st->st_mtim.tv_nsec;
}

/* Remembers the file for the next look; gives how it was at the last one, or NULL. */
static const struct seen *remember(struct drop *d, struct map *now, const char *name,
				   const struct stat *st)
{
	struct arena *a = d->names[d->turn];
	struct slice key = arena_copy(a, slice_of(name));
	const struct seen *before = map_find(&d->last, key);
	bool same = same_state(before, st);
	struct seen *s = ARENA_NEW(a, struct seen);
	if (!s || !key.p)
		return NULL;
	*s = (struct seen){st->st_size, st->st_mtim, same ? before->since : clock_monotonic()};
	map_put(now, key, s);
	return same ? s : NULL;
}

static bool is_complete(int fd, const struct stat *st, const struct seen *unchanged)
{
	if (!unchanged || is_being_written(fd))
		return false;
	return ends_like_a_message(fd, st->st_size) ||
	       clock_monotonic() - unchanged->since >= PATIENCE_US;
}

/* ---- taking ---- */

static enum rc remove_taken(const char *path, const struct stat *taken, struct err *e)
{
	struct stat now;
	if (lstat(path, &now) != 0)
		return RC_OK; /* its sender took it away */
	bool same = now.st_ino == taken->st_ino && now.st_size == taken->st_size &&
		    now.st_mtim.tv_sec == taken->st_mtim.tv_sec &&
		    now.st_mtim.tv_nsec == taken->st_mtim.tv_nsec;
	if (!same)
		return RC_OK; /* grew meanwhile: the next look takes it again, which repeats harmlessly */
	if (unlink(path) != 0)
		return err_set(e, RC_IO, "cannot remove %s: %s", path, strerror(errno));
	return RC_OK;
}

static enum rc refuse(const struct drop *d, const char *name, const char *path, struct err *e)
{
	char target[PATH_MAX];
	enum rc rc = path_of(d, "refused/", name, "", target, e);
	if (rc == RC_OK && rename(path, target) != 0)
		rc = err_set(e, RC_IO, "cannot move a file to %s: %s", target, strerror(errno));
	return rc;
}

static bool never(enum rc rc)
{
	return rc == RC_INVALID || rc == RC_LIMIT;
}

static void fail(struct drop *d, const struct drop_file *f, struct drop_look *out)
{
	char path[PATH_MAX];
	struct err e;
	log_event(LOG_ERROR, "drop-file-failed", LF_ERR(&f->err));
	if (!never(f->rc)) {
		out->waiting++;
		return;
	}
	out->refused++;
	if (path_of(d, "", f->name, "", path, &e) != RC_OK || refuse(d, f->name, path, &e) != RC_OK)
		log_event(LOG_ERROR, "drop-refuse-failed", LF_ERR(&e));
}

static enum rc write_receipt(const struct drop *d, struct drop_file *f)
{
	char path[PATH_MAX];
	enum rc rc = path_of(d, "done/", f->name, ".json", path, &f->err);
	return rc == RC_OK ? file_write_quick(path, buf_slice(&f->receipt), 0600, &f->err) : rc;
}

/* All receipts, then one wait for the disc, before any file goes. */
static void write_receipts(struct drop *d)
{
	char done[PATH_MAX];
	struct err e;
	enum rc rc = path_of(d, "done", "", "", done, &e);
	for (unsigned i = 0; i < d->hand.count; i++) {
		struct drop_file *f = &d->hand.files[i];
		if (f->rc == RC_OK)
			f->rc = write_receipt(d, f);
	}
	if (rc == RC_OK)
		rc = file_sync_all(done, &e);
	for (unsigned i = 0; rc != RC_OK && i < d->hand.count; i++) {
		if (d->hand.files[i].rc != RC_OK)
			continue;
		d->hand.files[i].rc = rc;
		d->hand.files[i].err = e;
	}
}

static void remove_file(struct drop *d, unsigned i, struct drop_look *out)
{
	char path[PATH_MAX];
	struct drop_file *f = &d->hand.files[i];
	if (f->rc == RC_OK)
		f->rc = path_of(d, "", f->name, "", path, &f->err);
	if (f->rc == RC_OK)
		f->rc = remove_taken(path, &d->hand.states[i], &f->err);
	if (f->rc == RC_OK)
		out->taken++;
	else
		fail(d, f, out);
}

static void take_in_hand(struct drop *d, struct drop_look *out)
{
	struct in_hand *h = &d->hand;
	if (h->count == 0)
		return;
	d->plan.take(d->plan.context, h->files, h->count);
	write_receipts(d);
	for (unsigned i = 0; i < h->count; i++) {
		remove_file(d, i, out);
		buf_release(&h->files[i].content);
		buf_release(&h->files[i].receipt);
	}
	h->count = 0;
	h->bytes = 0;
}

static void get_in_hand(struct drop *d, const char *name, const char *path, const struct stat *st,
			struct drop_look *out)
{
	struct in_hand *h = &d->hand;
	struct drop_file *f = &h->files[h->count];
	*f = (struct drop_file){.name = arena_cstr(d->names[d->turn], slice_of(name))};
	buf_init(&f->content, d->plan.file_max);
	buf_init(&f->receipt, RECEIPT_MAX);
	f->rc = file_read(path, &f->content, &f->err);
	if (f->rc != RC_OK) {
		fail(d, f, out);
		buf_release(&f->content);
		return;
	}
	h->states[h->count++] = *st;
	h->bytes += f->content.n;
	if (h->count == TOGETHER_FILES || h->bytes >= TOGETHER_BYTES)
		take_in_hand(d, out);
}

static void look_at(struct drop *d, struct map *now, const char *name, struct drop_look *out)
{
	char path[PATH_MAX];
	struct stat st;
	struct err e;
	if (on_its_way(name) || path_of(d, "", name, "", path, &e) != RC_OK)
		return;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	bool regular = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	bool ready = regular && is_complete(fd, &st, remember(d, now, name, &st));
	close(fd);
	if (ready)
		get_in_hand(d, name, path, &st, out);
	else if (regular)
		out->waiting++;
}

static bool is_stopping(struct drop *d)
{
	pthread_mutex_lock(&d->lock);
	bool stopping = d->stopping;
	pthread_mutex_unlock(&d->lock);
	return stopping;
}

enum rc drop_look(struct drop *d, struct drop_look *out, struct err *e)
{
	struct map now;
	struct dirent *entry;
	*out = (struct drop_look){0};
	DIR *folder = opendir(d->folder);
	if (!folder)
		return err_set(e, errno == ENOENT ? RC_NOT_FOUND : RC_IO,
			       "cannot read the drop folder %s: %s", d->folder, strerror(errno));
	d->turn = !d->turn;
	arena_reset(d->names[d->turn]);
	map_init(&now, d->names[d->turn]);
	while (!is_stopping(d) && (entry = readdir(folder)))
		look_at(d, &now, entry->d_name, out);
	take_in_hand(d, out);
	closedir(folder);
	d->last = now;
	return RC_OK;
}

/* ---- the thread ---- */

static bool wait_for_stop(struct drop *d)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LOOK_EVERY_MS / 1000;
	pthread_mutex_lock(&d->lock);
	if (!d->stopping)
		pthread_cond_timedwait(&d->wake, &d->lock, &until);
	bool stopping = d->stopping;
	pthread_mutex_unlock(&d->lock);
	return stopping;
}

static void *run(void *context)
{
	struct drop *d = context;
	struct drop_look look;
	struct err e;
	while (!wait_for_stop(d)) {
		if (drop_look(d, &look, &e) != RC_OK)
			log_event(LOG_ERROR, "drop-folder-failed", LF_ERR(&e));
		else if (look.taken + look.refused > 0)
			log_event(LOG_INFO, "drop-folder-read", LF_I64("taken", look.taken),
				  LF_I64("refused", look.refused), LF_I64("waiting", look.waiting));
	}
	return NULL;
}

enum rc drop_new(const struct drop_plan *plan, struct drop **out, struct err *e)
{
	struct drop *d = calloc(1, sizeof *d);
	if (!d)
		return err_set(e, RC_NOMEM, "no memory to watch the drop folder");
	d->plan = *plan;
	snprintf(d->folder, sizeof d->folder, "%s", plan->folder);
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->wake, NULL);
	d->names[0] = arena_new(NAMES_MEMORY);
	d->names[1] = arena_new(NAMES_MEMORY);
	if (!d->names[0] || !d->names[1]) {
		drop_stop(d);
		return err_set(e, RC_NOMEM, "no memory to watch the drop folder");
	}
	map_init(&d->last, d->names[0]);
	*out = d;
	return RC_OK;
}

enum rc drop_start(const struct drop_plan *plan, struct drop **out, struct err *e)
{
	struct drop *d = NULL;
	enum rc rc = drop_new(plan, &d, e);
	if (rc != RC_OK)
		return rc;
	if (access(d->folder, R_OK | W_OK | X_OK) != 0)
		rc = err_set(e, RC_NOT_FOUND, "cannot use the drop folder %s: %s", d->folder,
			     strerror(errno));
	else if (pthread_create(&d->thread, NULL, run, d) != 0)
		rc = err_set(e, RC_IO, "cannot start a thread for the drop folder");
	if (rc != RC_OK) {
		drop_stop(d);
		return rc;
	}
	d->running = true;
	*out = d;
	return RC_OK;
}

void drop_stopping(struct drop *d)
{
	if (!d)
		return;
	pthread_mutex_lock(&d->lock);
	d->stopping = true;
	pthread_cond_signal(&d->wake);
	pthread_mutex_unlock(&d->lock);
}

void drop_stop(struct drop *d)
{
	if (!d)
		return;
	drop_stopping(d);
	if (d->running)
		pthread_join(d->thread, NULL);
	arena_free(d->names[0]);
	arena_free(d->names[1]);
	pthread_cond_destroy(&d->wake);
	pthread_mutex_destroy(&d->lock);
	free(d);
}
