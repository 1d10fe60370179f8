/* SPDX-License-Identifier: Apache-2.0 */
#include "store/profile.h"

#include "base/crypto.h"
#include "store/columns.h"

#define CONTENT_MAX ((size_t)1 << 20) /* digits */

#define PROFILE_COLUMNS \
	"SELECT v.version, v.state, v.name, v.content, v.content_hash, v.reason, v.proposed_by, " \
	"a.name, v.proposed_at, v.decided_by, b.name, v.decision_reason, v.decided_at " \
	"FROM profile_version v LEFT JOIN account a ON a.id = v.proposed_by " \
	"LEFT JOIN account b ON b.id = v.decided_by "

/* The text of its hexadecimal digits; absent where they are none. */
static struct slice text_of(struct slice hex, struct arena *a)
{
	unsigned char *bytes = arena_alloc(a, hex.n / 2 + 1);
	return bytes && hex_read(hex, bytes, hex.n / 2)
		       ? (struct slice){(const char *)bytes, hex.n / 2}
		       : (struct slice){0};
}

static struct slice hex_of(struct slice text, struct buf *out)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < text.n; i++) {
		buf_char(out, digits[(unsigned char)text.p[i] >> 4]);
		buf_char(out, digits[(unsigned char)text.p[i] & 15]);
	}
	return buf_slice(out);
}

static void profile_columns(const struct query *q, struct arena *a, struct profile_row *out)
{
	out->version = db_i64(q, 0);
	out->state = column_text(q, 1, a);
	out->name = column_text(q, 2, a);
	out->content = text_of(db_text(q, 3), a);
	out->content_hash = column_text(q, 4, a);
	out->reason = column_text(q, 5, a);
	out->proposed_by = db_i64(q, 6);
	out->proposed_by_name = column_text(q, 7, a);
	out->proposed_at = db_i64(q, 8);
	out->decided_by = db_i64(q, 9);
	out->decided_by_name = column_text(q, 10, a);
	out->decision_reason = column_text(q, 11, a);
	out->decided_at = db_i64(q, 12);
}

static enum rc one_profile(struct query *q, struct arena *a, struct profile_row *out, struct err *e)
{
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		profile_columns(q, a, out);
	else if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
				 "there is no such version of the legal profile");
	return row_end(q, rc, a, e);
}

enum rc profile_row_find(struct db *db, int64_t version, struct arena *a, struct profile_row *out,
			 struct err *e)
{
	struct query *q = db_query(db, PROFILE_COLUMNS "WHERE v.version = $1");
	db_bind_i64(q, 1, version);
	return one_profile(q, a, out, e);
}

enum rc profile_row_in_force(struct db *db, struct arena *a, struct profile_row *out, struct err *e)
{
	return one_profile(db_query(db, PROFILE_COLUMNS "WHERE v.state = 'in-force'"), a, out, e);
}

enum rc profile_rows_read(struct db *db, struct arena *a, profile_rows *out, struct err *e)
{
	struct query *q = db_query(db, PROFILE_COLUMNS "ORDER BY v.version DESC");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct profile_row *row = LIST_ADD(out, a, struct profile_row);
		if (!row)
			break;
		profile_columns(q, a, row);
	}
	return rows_end(q, rc, a, e);
}

enum rc profile_row_last(struct db *db, int64_t *version, struct err *e)
{
	struct query *q = db_query(db, "SELECT max(version) FROM profile_version");
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*version = db_i64(q, 0);
	db_reset(q);
	return rc;
}

static void bind_id(struct query *q, int n, int64_t id)
{
	if (id)
		db_bind_i64(q, n, id);
	else
		db_bind_null(q, n);
}

enum rc profile_row_insert(struct db *db, const struct profile_row *row, struct err *e)
{
	struct buf hex;
	buf_init(&hex, CONTENT_MAX);
	struct query *q = db_query(
		db, "INSERT INTO profile_version (version, state, name, content, content_hash, "
		    "reason, proposed_by, proposed_at, decided_by, decision_reason, decided_at) "
		    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)");
	db_bind_i64(q, 1, row->version);
	db_bind_text(q, 2, row->state);
	db_bind_text(q, 3, row->name);
	db_bind_text(q, 4, hex_of(row->content, &hex));
	db_bind_blob(q, 5, row->content_hash);
	db_bind_text(q, 6, row->reason);
	bind_id(q, 7, row->proposed_by);
	db_bind_i64(q, 8, row->proposed_at);
	bind_id(q, 9, row->decided_by);
	db_bind_text(q, 10, row->decision_reason);
	bind_id(q, 11, row->decided_at);
	enum rc rc = buf_failed(&hex) ? err_set(e, RC_NOMEM, "no memory for the legal profile")
				      : db_run(q, e);
	if (buf_failed(&hex))
		db_reset(q);
	buf_release(&hex);
	return rc;
}

enum rc profile_row_decide(struct db *db, const struct profile_row *row, struct err *e)
{
	struct query *q = db_query(db, "UPDATE profile_version SET state = $2, decided_by = $3, "
				       "decision_reason = $4, decided_at = $5 WHERE version = $1");
	db_bind_i64(q, 1, row->version);
	db_bind_text(q, 2, row->state);
	bind_id(q, 3, row->decided_by);
	db_bind_text(q, 4, row->decision_reason);
	bind_id(q, 5, row->decided_at);
	return db_run(q, e);
}

enum rc profile_row_replace(struct db *db, struct err *e)
{
	return db_run(db_query(db, "UPDATE profile_version SET state = 'replaced' "
				   "WHERE state = 'in-force'"),
		      e);
}
