/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/check.h"

#include "flow/content_hash.h"
#include "flow/refresh.h"
#include "flow/sealing.h"
#include "protect/data_key.h"
#include "store/content.h"
#include "store/message.h"

#include <stdarg.h>
#include <stdio.h>

#define RECORD_MAX ((size_t)512 << 20)
#define WORK_MEMORY ((size_t)4 << 30)

static void fault(struct check_report *out, const char *fmt, ...) PRINTF(2, 3);

void check_fault(struct check_report *out, const char *sentence)
{
	fault(out, "%s", sentence);
}

static void fault(struct check_report *out, const char *fmt, ...)
{
	va_list args;
	if (out->faults++ >= CHECK_FAULTS_MAX)
		return;
	va_start(args, fmt);
	vsnprintf(out->fault[out->faults - 1], sizeof out->fault[0], fmt, args);
	va_end(args);
}

static void contradiction(void *context, const char *what, int64_t id)
{
	fault(context, "%s (id %lld)", what, (long long)id);
}

static enum rc check_chain(struct db *db, struct check_report *out, struct err *e)
{
	enum rc rc = audit_verify(db, &out->audit, e);
	if (rc == RC_OK && out->audit.broken_seq)
		fault(out, "audit record %lld: %s", (long long)out->audit.broken_seq,
		      out->audit.reason);
	return rc;
}

static enum rc check_messages(struct db *db, struct check_report *out, struct err *e)
{
	struct message_check m;
	struct query *q = message_check_query(db);
	enum rc rc;
	while ((rc = message_check_next(q, &m, e)) == RC_OK) {
		unsigned char hash[HASH_BYTES];
		content_hash(m.body, hash);
		if (!slice_eq(m.content_hash, (struct slice){(const char *)hash, sizeof hash}))
			fault(out, "message %lld is not as it was received", (long long)m.id);
	}
	return rc == RC_END ? RC_OK : rc;
}

/* Each sealed record opens under its month's key where it stands: neither changed nor moved.
 * What is in it only two offices' shares show. */
static enum rc check_record(struct unit *u, const struct sealed_row *row, struct check_report *out,
			    struct err *e)
{
	unsigned char key[DATA_KEY_BYTES];
	char about[SEALED_ABOUT_TEXT];
	struct buf box;
	struct err found;
	enum rc rc = data_key_read(unit_folder(u), row->month, false, key, &found);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return err_set(e, rc, "%s", found.text);
	buf_init(&box, RECORD_MAX);
	if (rc == RC_OK)
		rc = data_open(row->content, sealed_about(row, about), key, &box, &found);
	if (rc != RC_OK)
		fault(out, "sealed record %lld: %.120s", (long long)row->id, found.text);
	buf_release(&box);
	wipe_secret(key, sizeof key);
	return RC_OK;
}

static enum rc check_sealed(struct unit *u, struct db *db, struct check_report *out, struct err *e)
{
	struct sealed_row row;
	struct query *q = sealed_query(db);
	enum rc rc;
	while ((rc = sealed_next(q, &row, e)) == RC_OK) {
		rc = check_record(u, &row, out, e);
		if (rc != RC_OK)
			break;
	}
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

/* Rebuilds each flight from its messages and counts the rows that differ. */
static enum rc check_flights(struct unit *u, struct db *db, struct check_report *out, struct err *e)
{
	struct arena *names = arena_new(WORK_MEMORY), *work = arena_new(WORK_MEMORY);
	flight_names flights = {0};
	enum rc rc = names && work ? flight_names_read(db, INT64_MIN, names, &flights, e)
				   : err_set(e, RC_NOMEM, "no memory to check the flights");
	LIST_EACH(const struct flight_name, f, &flights)
	{
		struct refresh r = {.unit = u, .db = db, .dry = true};
		if (rc != RC_OK)
			break;
		arena_reset(work);
		rc = refresh_flight(&r, f->id, f->natural_key, work, e);
		if (rc == RC_OK && r.written > 0)
			fault(out,
			      "%u rows of a flight differ from what its messages say (id %lld)",
			      r.written, (long long)f->id);
	}
	arena_free(names);
	arena_free(work);
	return rc;
}

enum rc check_unit(struct unit *u, struct check_report *out, struct err *e)
{
	struct db *db = NULL;
	struct err damage;
	*out = (struct check_report){0};
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK && db_verify(db, &damage) != RC_OK)
		fault(out, "%.180s", damage.text);
	if (rc == RC_OK)
		rc = check_chain(db, out, e);
	if (rc == RC_OK)
		rc = content_verify(db, contradiction, out, e);
	if (rc == RC_OK)
		rc = check_messages(db, out, e);
	if (rc == RC_OK)
		rc = check_sealed(u, db, out, e);
	if (rc == RC_OK)
		rc = check_flights(u, db, out, e);
	if (rc == RC_OK)
		rc = content_read(db, &out->content, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc check_audit(struct unit *u, struct audit_report *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = audit_verify(db, out, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc check_audit_file(const char *path, struct audit_report *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = db_open(path, DB_READER, &db, e);
	if (rc == RC_OK)
		rc = audit_verify(db, out, e);
	db_close(db);
	return rc;
}
