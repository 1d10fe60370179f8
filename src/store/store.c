/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "store/migrate.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCRUB_PAGES 4096 /* in one turn: 16 MB */
#define READERS_MAX 16
/* Ids: milliseconds since 2024-01-01, and 14 bits within one. */
#define ID_EPOCH_MS INT64_C(1704067200000)
#define ID_SHIFT 14

struct store {
	char path[PATH_MAX];
	enum store_mode mode;
	int lock_fd;
	struct db *writer;
	pthread_mutex_t turn_lock;
	pthread_cond_t turn_came;
	uint64_t turns, turn; /* given out; whose it is. Guarded by turn_lock */
	int64_t last_id;      /* guarded by the turn */
	pthread_mutex_t readers_lock;
	pthread_cond_t reader_free;
	struct db *readers[READERS_MAX]; /* idle ones */
	unsigned idle, lent;
};

static int64_t system_now(void)
{
	return clock_now(&(struct clock){0});
}

enum rc store_create(const char *path, struct err *e)
{
	if (file_exists(path))
		return err_set(e, RC_CONFLICT, "%s exists already", path);
	struct db *db = NULL;
	mode_t old = umask(0077);
	enum rc rc = db_open(path, DB_WRITER, &db, e);
	umask(old);
	if (rc == RC_OK)
		rc = migrate_run(db, system_now(), e);
	db_close(db);
	return rc;
}

static enum rc take_lock(struct store *s, struct err *e)
{
	char path[PATH_MAX + 8];
	snprintf(path, sizeof path, "%s.lock", s->path);
	s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lock_fd < 0)
		return err_set(e, RC_IO, "cannot open %s: %s", path, strerror(errno));
	if (flock(s->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return RC_OK;
	return err_refuse(e, RC_CONFLICT, "unit-in-use", NULL,
			  "another process is writing in this unit: stop it first");
}

static enum rc open_writer(struct store *s, struct err *e)
{
	enum rc rc = take_lock(s, e);
	if (rc == RC_OK)
		rc = db_open(s->path, DB_WRITER, &s->writer, e);
	return rc == RC_OK ? migrate_run(s->writer, system_now(), e) : rc;
}

static enum rc check_reader(struct store *s, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = migrate_check(db, e);
	store_done(s, db);
	return rc;
}

enum rc store_open(const char *path, enum store_mode mode, struct store **out, struct err *e)
{
	if (!file_exists(path))
		return err_set(e, RC_NOT_FOUND, "there is no database %s", path);
	struct store *s = calloc(1, sizeof *s);
	if (!s)
		return err_set(e, RC_NOMEM, "no memory to open the database");
	s->mode = mode;
	s->lock_fd = -1;
	snprintf(s->path, sizeof s->path, "%s", path);
	pthread_mutex_init(&s->turn_lock, NULL);
	pthread_cond_init(&s->turn_came, NULL);
	pthread_mutex_init(&s->readers_lock, NULL);
	pthread_cond_init(&s->reader_free, NULL);
	enum rc rc = mode == STORE_SERVE ? open_writer(s, e) : check_reader(s, e);
	if (rc != RC_OK) {
		store_close(s);
		return rc;
	}
	*out = s;
	return RC_OK;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	assert(s->lent == 0);
	while (s->idle > 0)
		db_close(s->readers[--s->idle]);
	db_close(s->writer);
	if (s->lock_fd >= 0)
		close(s->lock_fd);
	pthread_cond_destroy(&s->reader_free);
	pthread_mutex_destroy(&s->readers_lock);
	pthread_cond_destroy(&s->turn_came);
	pthread_mutex_destroy(&s->turn_lock);
	free(s);
}

/* First come, first served: while messages come without end, a page that writes its audit
 * record waits for one transaction, not for a gap between two. */
static void wait_for_turn(struct store *s)
{
	pthread_mutex_lock(&s->turn_lock);
	uint64_t mine = s->turns++;
	while (s->turn != mine)
		pthread_cond_wait(&s->turn_came, &s->turn_lock);
	pthread_mutex_unlock(&s->turn_lock);
}

static void end_turn(struct store *s)
{
	pthread_mutex_lock(&s->turn_lock);
	s->turn++;
	pthread_cond_broadcast(&s->turn_came);
	pthread_mutex_unlock(&s->turn_lock);
}

enum rc store_write(struct store *s, struct db **db, struct err *e)
{
	assert(s->mode == STORE_SERVE);
	wait_for_turn(s);
	enum rc rc = db_begin(s->writer, e);
	if (rc != RC_OK) {
		end_turn(s);
		return rc;
	}
	*db = s->writer;
	return RC_OK;
}

enum rc store_commit(struct store *s, struct err *e)
{
	enum rc rc = db_commit(s->writer, e);
	end_turn(s);
	return rc;
}

void store_rollback(struct store *s)
{
	assert(db_in_transaction(s->writer));
	db_rollback(s->writer);
	end_turn(s);
}

enum rc store_end(struct store *s, enum rc rc, struct err *e)
{
	if (rc == RC_OK)
		return store_commit(s, e);
	store_rollback(s);
	return rc;
}

enum rc store_purge(struct store *s, struct err *e)
{
	assert(s->mode == STORE_SERVE);
	wait_for_turn(s);
	enum rc rc = db_purge(s->writer, e);
	end_turn(s);
	return rc;
}

enum rc store_scrub(struct store *s, int64_t *page, struct err *e)
{
	assert(s->mode == STORE_SERVE);
	wait_for_turn(s);
	enum rc rc = db_scrub(s->writer, page, SCRUB_PAGES, e);
	end_turn(s);
	return rc;
}

static struct db *idle_reader(struct store *s, bool *open_new)
{
	struct db *db = NULL;
	pthread_mutex_lock(&s->readers_lock);
	while (s->idle == 0 && s->lent >= READERS_MAX)
		pthread_cond_wait(&s->reader_free, &s->readers_lock);
	if (s->idle > 0)
		db = s->readers[--s->idle];
	s->lent++;
	pthread_mutex_unlock(&s->readers_lock);
	*open_new = !db;
	return db;
}

static void give_back(struct store *s, struct db *db)
{
	pthread_mutex_lock(&s->readers_lock);
	s->lent--;
	if (db)
		s->readers[s->idle++] = db;
	pthread_cond_signal(&s->reader_free);
	pthread_mutex_unlock(&s->readers_lock);
}

enum rc store_read(struct store *s, struct db **out, struct err *e)
{
	bool open_new;
	enum rc rc = RC_OK;
	struct db *db = idle_reader(s, &open_new);
	if (open_new)
		rc = db_open(s->path, DB_READER, &db, e);
	if (rc == RC_OK)
		rc = db_begin(db, e);
	if (rc != RC_OK) {
		db_close(db);
		give_back(s, NULL);
		return rc;
	}
	*out = db;
	return RC_OK;
}

void store_done(struct store *s, struct db *db)
{
	if (!db)
		return;
	db_rollback(db);
	/* One that can not let go of what it saw would keep the journal from being emptied. */
	if (db_in_transaction(db)) {
		db_close(db);
		db = NULL;
	}
	give_back(s, db);
}

enum rc store_has(struct db *db, const char *migration, bool *has, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM migration WHERE name = $1");
	db_bind_text(q, 1, slice_of(migration));
	enum rc rc = db_step(q, e);
	*has = rc == RC_OK && db_i64(q, 0) > 0;
	db_reset(q);
	return rc;
}

int64_t store_new_id(struct store *s)
{
	assert(db_in_transaction(s->writer));
	int64_t id = (system_now() / 1000 - ID_EPOCH_MS) << ID_SHIFT;
	if (id <= s->last_id)
		id = s->last_id + 1;
	s->last_id = id;
	return id;
}

enum rc store_setting_get(struct db *db, const char *name, struct arena *a, struct slice *out,
			  struct err *e)
{
	struct query *q = db_query(db, "SELECT content FROM setting WHERE name = $1");
	db_bind_text(q, 1, slice_of(name));
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = arena_copy(a, db_text(q, 0));
	else if (rc == RC_END)
		rc = err_set(e, RC_NOT_FOUND, "the setting %s is not there", name);
	db_reset(q);
	return rc;
}

enum rc store_setting_put(struct db *db, const char *name, struct slice content, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO setting (name, content) VALUES ($1, $2) "
				   "ON CONFLICT (name) DO UPDATE SET content = excluded.content");
	db_bind_text(q, 1, slice_of(name));
	db_bind_text(q, 2, content);
	return db_run(q, e);
}
