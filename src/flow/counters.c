/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/counters.h"

#include "base/arena.h"
#include "flow/backup.h"
#include "flow/ingest.h"
#include "flow/unit_parts.h"
#include "screen/screen.h"
#include "store/hit.h"
#include "store/message.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define SETTING_MEMORY ((size_t)64 << 10)

static void add(_Atomic uint64_t *to, uint64_t n)
{
	atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

void counters_ingested(struct counters *c, const struct ingest_result *r, int64_t took_us)
{
	if (!r) {
		add(&c->refused, 1);
		return;
	}
	add(&c->fresh, r->fresh);
	add(&c->repeated, r->repeated);
	add(&c->quarantined, r->quarantined);
	add(&c->tests, r->tests);
	add(&c->travellers, r->travellers);
	add(&c->hits, r->hits);
	histogram_add(&c->ingest, took_us);
}

/* 0 where there is no such file: a journal comes and goes. */
static int64_t size_of(struct unit *u, const char *name)
{
	char path[PATH_MAX];
	struct stat st;
	struct err ignored;
	if (unit_path(unit_folder(u), name, path, &ignored) != RC_OK || stat(path, &st) != 0)
		return 0;
	return st.st_size;
}

static enum rc read_disc(struct unit *u, struct unit_gauges *out, struct err *e)
{
	struct statvfs disc;
	if (statvfs(unit_folder(u), &disc) != 0)
		return err_set(e, RC_IO, "cannot look at the disc of %s: %s", unit_folder(u),
			       strerror(errno));
	out->disc_free_bytes = (int64_t)(disc.f_bavail * disc.f_frsize);
	out->database_bytes = size_of(u, "piu.db");
	out->journal_bytes = size_of(u, "piu.db-wal");
	return RC_OK;
}

static enum rc read_copied(struct db *db, int64_t *copied_at, struct err *e)
{
	struct slice at = {0};
	struct err none;
	struct arena *a = arena_new(SETTING_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to read a setting");
	enum rc rc = store_setting_get(db, BACKUP_SETTING, a, &at, &none);
	if (rc == RC_OK && !instant_parse(at, copied_at))
		rc = err_set(e, RC_CORRUPT, "the setting " BACKUP_SETTING " is no instant");
	else if (rc != RC_OK && rc != RC_NOT_FOUND)
		rc = err_set(e, rc, "%s", none.text);
	arena_free(a);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static int64_t index_bytes(struct unit *u)
{
	struct index_ref *ref = index_use(u);
	int64_t bytes = (int64_t)screen_index_bytes(index_of(ref));
	index_done(u, ref);
	return bytes;
}

enum rc unit_gauges_read(struct unit *u, struct unit_gauges *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct unit_gauges){.index_bytes = index_bytes(u)};
	enum rc rc = read_disc(u, out, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = hits_open_count(db, &out->hits_open, e);
	if (rc == RC_OK)
		rc = messages_quarantined_count(db, &out->messages_quarantined, e);
	if (rc == RC_OK)
		rc = read_copied(db, &out->copied_at, e);
	store_done(unit_store(u), db);
	return rc;
}
