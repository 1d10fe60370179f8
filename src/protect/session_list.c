/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/account.h"
#include "protect/audit.h"
#include "protect/protect.h"
#include "protect/session.h"
#include "store/session.h"
#include "store/store.h"

/* One's own sessions are one's own affair. */
static enum rc require_own(const struct actor *by, int64_t account_id, struct err *e)
{
	return by->account_id == account_id && account_id
		       ? RC_OK
		       : protect_require(by, MAY_USERS_MANAGE, e);
}

static int64_t ends_at(const struct session_row *row)
{
	int64_t idle_at = row->last_seen_at + SESSION_IDLE_US;
	return idle_at < row->expires_at ? idle_at : row->expires_at;
}

static enum rc show(const session_rows *rows, int64_t current, int64_t now_at, struct arena *a,
		    session_views *out, struct err *e)
{
	LIST_EACH(const struct session_row, row, rows)
	{
		if (now_at >= ends_at(row))
			continue;
		struct session_view *v = LIST_ADD(out, a, struct session_view);
		if (!v)
			return err_set(e, RC_NOMEM, "no memory for the list of sessions");
		v->id = row->id;
		v->peer = row->peer;
		v->created_at = row->created_at;
		v->last_seen_at = row->last_seen_at;
		v->expires_at = ends_at(row);
		v->current = row->id == current;
	}
	return RC_OK;
}

enum rc sessions_read(struct store *s, const struct actor *by, int64_t account_id, int64_t current,
		      int64_t now_at, struct arena *a, session_views *out, struct err *e)
{
	session_rows rows = {0};
	struct db *db = NULL;
	enum rc rc = require_own(by, account_id, e);
	if (rc == RC_OK)
		rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = session_rows_read(db, account_id, a, &rows, e);
	store_done(s, db);
	return rc == RC_OK ? show(&rows, current, now_at, a, out, e) : rc;
}

static enum rc revoke(struct db *db, const struct actor *by, int64_t account_id, int64_t session_id,
		      int64_t now_at, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	enum rc rc = session_id ? session_row_delete_id(db, account_id, session_id, e)
				: session_rows_delete_of(db, account_id, e);
	if (rc == RC_OK && db_changes(db) == 0)
		return session_id ? err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
					       "there is no such session any more")
				  : RC_OK;
	return rc == RC_OK ? audit_append_by(db, by, "session.revoked",
					     audit_object(object, "account", account_id),
					     (struct slice){0}, now_at, e)
			   : rc;
}

enum rc session_revoke(struct store *s, const struct actor *by, int64_t account_id,
		       int64_t session_id, int64_t now_at, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = require_own(by, account_id, e);
	if (rc == RC_OK)
		rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	return store_end(s, revoke(db, by, account_id, session_id, now_at, e), e);
}
