/* SPDX-License-Identifier: Apache-2.0 */
#include "store/message.h"

#include "store/columns.h"

enum rc message_find(struct db *db, struct slice content_hash, int64_t *id, struct arena *a,
		     struct slice *state, struct err *e)
{
	struct query *q = db_query(db, "SELECT id, state FROM message WHERE content_hash = $1");
	db_lend_blob(q, 1, content_hash);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		*id = db_i64(q, 0);
		if (state)
			*state = column_text(q, 1, a);
	}
	db_reset(q);
	return rc == RC_END ? RC_NOT_FOUND : rc;
}

enum rc message_reference_used(struct db *db, const struct message *m, bool *used, struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT 1 FROM message WHERE sender = $1 AND recipient = $2 AND "
				   "interchange_ref = $3 AND message_ref = $4 AND state = 'stored' "
				   "AND part = $5 LIMIT 1");
	db_lend_text(q, 1, m->sender);
	db_lend_text(q, 2, m->recipient);
	db_lend_text(q, 3, m->interchange_ref);
	db_lend_text(q, 4, m->message_ref);
	db_bind_i64(q, 5, m->part); /* parts of one list may share the references */
	enum rc rc = db_step(q, e);
	*used = rc == RC_OK;
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc insert_finding(struct db *db, int64_t id, int64_t ordinal, const struct finding *f,
			      struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO finding (message_id, ordinal, severity, "
				       "code, segment, byte_offset, sentence) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, ordinal);
	db_lend_text(q, 3, slice_of(severity_name(f->severity)));
	db_lend_text(q, 4, slice_of(f->code));
	db_bind_i64(q, 5, f->segment);
	db_bind_i64(q, 6, (int64_t)f->offset);
	db_lend_text(q, 7, f->text.p ? f->text : SLICE(""));
	return db_run(q, e);
}

static enum rc insert_findings(struct db *db, int64_t id, const finding_list *findings,
			       struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct finding, f, findings)
	{
		if (rc == RC_OK)
			rc = insert_finding(db, id, ordinal++, f, e);
	}
	return rc;
}

enum rc message_finding_add(struct db *db, int64_t id, const struct finding *f, struct err *e)
{
	struct query *q = db_query(db,
				   "UPDATE message SET finding_count = finding_count + 1 WHERE "
				   "id = $1 AND NOT EXISTS (SELECT 1 FROM finding WHERE "
				   "message_id = $1 AND code = $2) RETURNING finding_count - 1");
	db_bind_i64(q, 1, id);
	db_lend_text(q, 2, slice_of(f->code));
	enum rc rc = db_step(q, e);
	int64_t ordinal = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	if (rc == RC_END)
		return RC_OK;
	return rc == RC_OK ? insert_finding(db, id, ordinal, f, e) : rc;
}

static int64_t removed_count(const struct message *m)
{
	int64_t count = 0;
	LIST_EACH(const struct removed, r, &m->removed)
	{
		count += r->count;
	}
	return count;
}

static void bind_message(struct query *q, const struct message *m)
{
	db_lend_text(q, 4, slice_of(message_type_name(m->type)));
	db_lend_text(q, 5, m->version);
	db_lend_text(q, 6, slice_of(message_function_name(m->function)));
	db_lend_text(q, 7, m->sender);
	db_lend_text(q, 8, m->recipient);
	db_lend_text(q, 9, m->interchange_ref);
	db_lend_text(q, 10, m->message_ref);
	db_lend_text(q, 11, m->business_ref);
	db_bind_i64(q, 12, m->part);
	bind_local_time(q, 13, m->prepared_at);
	db_bind_i64(q, 19, m->travellers.count);
	db_bind_i64(q, 20, m->bookings.count);
	db_bind_i64(q, 22, removed_count(m));
	db_bind_i64(q, 23, m->findings.count);
}

enum rc message_insert(struct db *db, const struct message_row *row, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO message (id, content_hash, state, type, version, function, sender, "
		"recipient, interchange_ref, message_ref, business_ref, part, prepared_at, "
		"received_at, channel, carrier, flight_id, order_key, travellers, bookings, removed, "
		"removed_count, finding_count, body) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,"
		"$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24)");
	db_bind_i64(q, 1, row->id);
	db_lend_blob(q, 2, row->content_hash);
	db_lend_text(q, 3, row->state);
	bind_message(q, row->message);
	db_bind_i64(q, 14, row->received_at);
	db_lend_text(q, 15, row->channel);
	db_lend_text(q, 16, row->carrier);
	if (row->flight_id)
		db_bind_i64(q, 17, row->flight_id);
	db_lend_text(q, 18, row->order_key);
	db_lend_text(q, 21, row->removed);
	db_lend_blob(q, 24, row->body);
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? insert_findings(db, row->id, &row->message->findings, e) : rc;
}

static enum rc read_bodies(struct query *q, struct arena *a, message_bodies *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct message_body *m = LIST_ADD(out, a, struct message_body);
		if (!m)
			break;
		m->id = db_i64(q, 0);
		m->content_hash = column_text(q, 1, a);
		m->received_at = db_i64(q, 2);
		m->body = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc quarantine_bodies_read(struct db *db, struct arena *a, message_bodies *out, struct err *e)
{
	return read_bodies(db_query(db, "SELECT id, content_hash, received_at, body FROM message "
					"WHERE state = 'quarantined' ORDER BY id"),
			   a, out, e);
}

enum rc message_body_replace(struct db *db, int64_t id, struct slice body, struct err *e)
{
	struct query *q = db_query(db, "UPDATE message SET body = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_lend_blob(q, 2, body);
	return db_run(q, e);
}

enum rc message_bodies_read(struct db *db, int64_t flight_id, struct arena *a, message_bodies *out,
			    struct err *e)
{
	struct query *q =
		db_query(db, "SELECT id, content_hash, received_at, body FROM message "
			     "WHERE flight_id = $1 AND state = 'stored' AND masked_at IS NULL "
			     "ORDER BY order_key");
	db_bind_i64(q, 1, flight_id);
	return read_bodies(q, a, out, e);
}

struct query *message_check_query(struct db *db)
{
	return db_query(db,
			"SELECT id, content_hash, body FROM message WHERE state <> 'quarantined' "
			"AND masked_at IS NULL");
}

enum rc message_check_next(struct query *q, struct message_check *out, struct err *e)
{
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = (struct message_check){db_i64(q, 0), db_text(q, 1), db_text(q, 2)};
	return rc;
}

enum rc messages_quarantined_count(struct db *db, int64_t *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM message WHERE state = 'quarantined'");
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = db_i64(q, 0);
	db_reset(q);
	return rc;
}
