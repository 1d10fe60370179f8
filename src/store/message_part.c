/* SPDX-License-Identifier: Apache-2.0 */
#include "store/message_part.h"

#include "base/buf.h"
#include "store/columns.h"

#include <stdio.h>

#define FLIGHT_KEY_TEXT 64

static void list_key(int64_t flight_id, const struct message *m, struct buf *out)
{
	char head[FLIGHT_KEY_TEXT], day[DATE_TEXT] = "";
	if (date_present(m->prepared_at.date))
		date_write(m->prepared_at.date, day);
	snprintf(head, sizeof head, "%lld|%s|%s|", (long long)flight_id, message_type_name(m->type),
		 day);
	buf_text(out, head);
	buf_add(out, m->sender);
	buf_char(out, '|');
	buf_add(out, m->business_ref);
}

enum rc message_part_put(struct db *db, int64_t id, int64_t flight_id, const struct message *m,
			 int64_t received_at, struct err *e)
{
	struct buf key;
	if (m->part == 0 || (m->part == 1 && m->last_part))
		return RC_OK;
	buf_init(&key, FLIGHT_KEY_TEXT + DATE_TEXT + m->sender.n + m->business_ref.n);
	list_key(flight_id, m, &key);
	struct query *q = db_query(db,
				   "INSERT INTO message_part (message_id, list_key, part, is_last, "
				   "byte_offset, received_at, told) VALUES ($1,$2,$3,$4,$5,$6,0)");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, buf_slice(&key));
	db_bind_i64(q, 3, m->part);
	db_bind_i64(q, 4, m->last_part);
	db_bind_i64(q, 5, (int64_t)m->place.offset);
	db_bind_i64(q, 6, received_at);
	enum rc rc = buf_failed(&key) ? err_set(e, RC_NOMEM, "no memory to note a part of a list")
				      : db_run(q, e);
	buf_release(&key);
	return rc;
}

enum rc message_parts_waiting(struct db *db, int64_t until, struct arena *a, part_list_keys *out,
			      struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT DISTINCT list_key FROM message_part WHERE told = 0 AND "
				   "received_at <= $1 ORDER BY list_key");
	db_bind_i64(q, 1, until);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct part_list_key *k = LIST_ADD(out, a, struct part_list_key);
		if (!k)
			break;
		k->key = column_text(q, 0, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc message_parts_read(struct db *db, struct slice list_key, struct message_parts *out,
			   struct err *e)
{
	struct query *q =
		db_query(db, "SELECT message_id, part, is_last, received_at, byte_offset "
			     "FROM message_part WHERE list_key = $1 ORDER BY part, received_at");
	enum rc rc;
	unsigned before = 0;
	*out = (struct message_parts){0};
	db_bind_text(q, 1, list_key);
	while ((rc = db_step(q, e)) == RC_OK) {
		unsigned part = (unsigned)db_i64(q, 1);
		out->count += part != before && !out->last;
		before = part;
		out->highest = part;
		out->highest_id = db_i64(q, 0);
		out->highest_at = (size_t)db_i64(q, 4);
		if (db_i64(q, 2) && !out->last)
			out->last = part;
		if (db_i64(q, 3) > out->newest_at)
			out->newest_at = db_i64(q, 3);
	}
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc of_list(struct db *db, const char *sql, struct slice list_key, struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_text(q, 1, list_key);
	return db_run(q, e);
}

enum rc message_parts_done(struct db *db, struct slice list_key, struct err *e)
{
	return of_list(db, "DELETE FROM message_part WHERE list_key = $1", list_key, e);
}

enum rc message_parts_told(struct db *db, struct slice list_key, struct err *e)
{
	return of_list(db, "UPDATE message_part SET told = 1 WHERE list_key = $1", list_key, e);
}
