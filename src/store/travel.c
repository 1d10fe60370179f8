/* SPDX-License-Identifier: Apache-2.0 */
#include "store/travel.h"

#include "store/columns.h"

static enum rc run_with_id(struct db *db, const char *sql, int64_t id, struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_i64(q, 1, id);
	return db_run(q, e);
}

static void bind_id(struct query *q, int n, int64_t id)
{
	if (id)
		db_bind_i64(q, n, id);
	else
		db_bind_null(q, n);
}

enum rc flight_find(struct db *db, struct slice natural_key, int64_t *id, struct err *e)
{
	struct query *q = db_query(db, "SELECT id FROM flight WHERE natural_key = $1");
	db_lend_text(q, 1, natural_key);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*id = db_i64(q, 0);
	db_reset(q);
	return rc == RC_END ? RC_NOT_FOUND : rc;
}

enum rc flight_known(struct db *db, int64_t id, struct arena *a, struct known_flight *out,
		     struct err *e)
{
	struct query *q =
		db_query(db, "SELECT content_hash, deadline_at FROM flight WHERE id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->content_hash = column_text(q, 0, a);
		out->deadline_at = db_i64(q, 1);
	}
	return row_end(q, rc, a, e);
}

enum rc flight_key_read(struct db *db, int64_t id, struct arena *a, struct slice *out,
			struct err *e)
{
	struct query *q = db_query(db, "SELECT natural_key FROM flight WHERE id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = column_text(q, 0, a);
	return row_end(q, rc, a, e);
}

static enum rc read_flight_names(struct query *q, struct arena *a, flight_names *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct flight_name *f = LIST_ADD(out, a, struct flight_name);
		if (!f)
			break;
		f->id = db_i64(q, 0);
		f->natural_key = column_text(q, 1, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc flight_names_read(struct db *db, int64_t from_at, struct arena *a, flight_names *out,
			  struct err *e)
{
	struct query *q = db_query(db, "SELECT id, natural_key FROM flight WHERE deadline_at >= $1 "
				       "ORDER BY natural_key");
	db_bind_i64(q, 1, from_at);
	return read_flight_names(q, a, out, e);
}

enum rc flight_names_latest(struct db *db, struct arena *a, flight_names *out, struct err *e)
{
	return read_flight_names(db_query(db, "SELECT id, natural_key FROM flight "
					      "ORDER BY deadline_at DESC, natural_key"),
				 a, out, e);
}

enum rc flight_put(struct db *db, const struct flight_row *f, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO flight (id, natural_key, carrier, flight_number, suffix, origin, "
		"destination, departs, arrives, departs_at, arrives_at, direction, deadline_at, "
		"status, travellers, crew, bookings, messages, has_api, has_pnr, content_hash) "
		"VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21) "
		"ON CONFLICT (id) DO UPDATE SET departs = excluded.departs, "
		"arrives = excluded.arrives, departs_at = excluded.departs_at, "
		"arrives_at = excluded.arrives_at, direction = excluded.direction, "
		"deadline_at = excluded.deadline_at, status = excluded.status, "
		"travellers = excluded.travellers, crew = excluded.crew, "
		"bookings = excluded.bookings, messages = excluded.messages, "
		"has_api = excluded.has_api, has_pnr = excluded.has_pnr, "
		"content_hash = excluded.content_hash");
	db_bind_i64(q, 1, f->id);
	db_lend_text(q, 2, f->natural_key);
	db_lend_text(q, 3, f->carrier);
	db_lend_text(q, 4, f->number);
	db_lend_text(q, 5, f->suffix);
	db_lend_text(q, 6, f->origin);
	db_lend_text(q, 7, f->destination);
	bind_local_time(q, 8, f->departs);
	bind_local_time(q, 9, f->arrives);
	bind_id(q, 10, f->departs_at);
	bind_id(q, 11, f->arrives_at);
	db_lend_text(q, 12, slice_of(f->direction));
	db_bind_i64(q, 13, f->deadline_at);
	db_lend_text(q, 14, slice_of(f->status));
	db_bind_i64(q, 15, f->travellers);
	db_bind_i64(q, 16, f->crew);
	db_bind_i64(q, 17, f->bookings);
	db_bind_i64(q, 18, f->messages);
	db_bind_i64(q, 19, f->has_api);
	db_bind_i64(q, 20, f->has_pnr);
	db_lend_blob(q, 21, f->content_hash);
	return db_run(q, e);
}

enum rc legs_put(struct db *db, int64_t flight_id, const struct flight *flight, struct err *e)
{
	int64_t ordinal = 0;
	enum rc rc = run_with_id(db, "DELETE FROM leg WHERE flight_id = $1", flight_id, e);
	LIST_EACH(const struct leg, leg, &flight->legs)
	{
		if (rc != RC_OK)
			break;
		struct query *q = db_query(db, "INSERT INTO leg (flight_id, ordinal, origin, "
					       "destination, departs, arrives) "
					       "VALUES ($1,$2,$3,$4,$5,$6)");
		db_bind_i64(q, 1, flight_id);
		db_bind_i64(q, 2, ordinal++);
		db_lend_text(q, 3, leg->from);
		db_lend_text(q, 4, leg->to);
		bind_local_time(q, 5, leg->departs);
		bind_local_time(q, 6, leg->arrives);
		rc = db_run(q, e);
	}
	return rc;
}

static enum rc read_known(struct query *q, struct arena *a, known_rows *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct known_row *row = LIST_ADD(out, a, struct known_row);
		if (!row)
			break;
		row->id = db_i64(q, 0);
		row->key = column_text(q, 1, a);
		row->other_key = column_text(q, 2, a);
		row->content_hash = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc bookings_known(struct db *db, int64_t flight_id, struct arena *a, known_rows *out,
		       struct err *e)
{
	struct query *q = db_query(db, "SELECT id, natural_key, NULL, content_hash FROM booking "
				       "WHERE flight_id = $1 AND masked_at IS NULL ORDER BY id");
	db_bind_i64(q, 1, flight_id);
	return read_known(q, a, out, e);
}

enum rc travellers_known(struct db *db, int64_t flight_id, struct arena *a, known_rows *out,
			 struct err *e)
{
	struct query *q = db_query(db, "SELECT id, api_key, pnr_key, content_hash FROM traveller "
				       "WHERE flight_id = $1 AND masked_at IS NULL ORDER BY id");
	db_bind_i64(q, 1, flight_id);
	return read_known(q, a, out, e);
}

static struct slice links_of(struct slice content_hash)
{
	return slice_range(content_hash, ROW_HASH_LINKS, content_hash.n);
}

bool row_same_links(struct slice content_hash, struct slice other)
{
	return slice_eq(links_of(content_hash), links_of(other));
}

static enum rc delete_booking_children(struct db *db, int64_t id, struct err *e)
{
	enum rc rc = run_with_id(db, "DELETE FROM booking_segment WHERE booking_id = $1", id, e);
	if (rc == RC_OK)
		rc = run_with_id(db, "DELETE FROM booking_contact WHERE booking_id = $1", id, e);
	if (rc == RC_OK)
		rc = run_with_id(db, "DELETE FROM booking_payment WHERE booking_id = $1", id, e);
	return rc;
}

static enum rc put_segments(struct db *db, const struct booking_row *b, struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct segment, s, &b->booking->segments)
	{
		struct query *q = db_query(db,
					   "INSERT INTO booking_segment (booking_id, ordinal, "
					   "carrier, flight_number, origin, destination, departs, "
					   "status) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
		db_bind_i64(q, 1, b->id);
		db_bind_i64(q, 2, ordinal++);
		db_lend_text(q, 3, s->carrier);
		db_lend_text(q, 4, s->number);
		db_lend_text(q, 5, s->from);
		db_lend_text(q, 6, s->to);
		bind_local_time(q, 7, s->departs);
		db_lend_text(q, 8, s->status);
		rc = db_run(q, e);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

static enum rc put_contacts(struct db *db, const struct booking_row *b, struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct contact, c, &b->booking->contacts)
	{
		if (!slice_present(c->type) || !slice_present(c->value))
			continue;
		struct query *q =
			db_query(db, "INSERT INTO booking_contact (booking_id, ordinal, type, "
				     "content) VALUES ($1,$2,$3,$4)");
		db_bind_i64(q, 1, b->id);
		db_bind_i64(q, 2, ordinal++);
		db_lend_text(q, 3, c->type);
		db_lend_text(q, 4, c->value);
		rc = db_run(q, e);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

static enum rc put_payments(struct db *db, const struct booking_row *b, struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct payment, p, &b->booking->payments)
	{
		struct query *q =
			db_query(db, "INSERT INTO booking_payment (booking_id, ordinal, form, "
				     "card, amount, currency) VALUES ($1,$2,$3,$4,$5,$6)");
		db_bind_i64(q, 1, b->id);
		db_bind_i64(q, 2, ordinal++);
		db_lend_text(q, 3, p->form);
		db_lend_text(q, 4, p->card);
		db_lend_text(q, 5, p->amount);
		db_lend_text(q, 6, p->currency);
		rc = db_run(q, e);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

static void bind_booking(struct query *q, const struct booking_row *b)
{
	db_bind_i64(q, 1, b->id);
	db_lend_text(q, 5, b->booking->carrier);
	db_lend_text(q, 6, b->booking->created_at);
	db_lend_text(q, 7, slice_of(b->state));
	if (b->booking->party_size >= 0)
		db_bind_i64(q, 8, b->booking->party_size);
	db_lend_text(q, 9, b->booking->agency.iata);
	db_bind_i64(q, 10, b->message_id);
	db_lend_blob(q, 11, b->content_hash);
}

static enum rc put_children(struct db *db, const struct booking_row *b, struct err *e)
{
	enum rc rc = put_segments(db, b, e);
	if (rc == RC_OK)
		rc = put_contacts(db, b, e);
	return rc == RC_OK ? put_payments(db, b, e) : rc;
}

enum rc booking_insert(struct db *db, const struct booking_row *b, struct err *e)
{
	struct query *q =
		db_query(db, "INSERT INTO booking (id, flight_id, natural_key, locator, carrier, "
			     "created, state, party_size, agency, message_id, content_hash) "
			     "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)");
	bind_booking(q, b);
	db_bind_i64(q, 2, b->flight_id);
	db_lend_text(q, 3, b->natural_key);
	db_lend_text(q, 4, b->booking->locator);
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? put_children(db, b, e) : rc;
}

static enum rc replace_children(struct db *db, const struct booking_row *b, struct err *e)
{
	struct query *q = db_query(db, "UPDATE booking SET locator = $2 WHERE id = $1");
	db_bind_i64(q, 1, b->id);
	db_lend_text(q, 2, b->booking->locator);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK)
		rc = delete_booking_children(db, b->id, e);
	return rc == RC_OK ? put_children(db, b, e) : rc;
}

/* No column of an index: the engine would write the index too, though nothing changes. */
enum rc booking_update(struct db *db, const struct booking_row *b, const struct known_row *known,
		       struct err *e)
{
	struct query *q = db_query(db, "UPDATE booking SET carrier = $5, created = $6, state = $7, "
				       "party_size = $8, agency = $9, message_id = $10, "
				       "content_hash = $11 WHERE id = $1");
	bind_booking(q, b);
	enum rc rc = db_run(q, e);
	return rc == RC_OK && !row_same_links(known->content_hash, b->content_hash)
		       ? replace_children(db, b, e)
		       : rc;
}

enum rc booking_delete(struct db *db, int64_t id, struct err *e)
{
	enum rc rc = delete_booking_children(db, id, e);
	if (rc == RC_OK)
		rc = run_with_id(db, "UPDATE traveller SET booking_id = NULL WHERE booking_id = $1",
				 id, e);
	return rc == RC_OK ? run_with_id(db, "DELETE FROM booking WHERE id = $1", id, e) : rc;
}

static enum rc put_documents(struct db *db, const struct traveller_row *t, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < t->document_count; i++) {
		const struct document *d = t->documents[i];
		struct query *q = db_query(db, "INSERT INTO document (traveller_id, ordinal, type, "
					       "document_number, issuer, expires) "
					       "VALUES ($1,$2,$3,$4,$5,$6)");
		db_bind_i64(q, 1, t->id);
		db_bind_i64(q, 2, i);
		db_lend_text(q, 3, d->type);
		db_lend_text(q, 4, d->number);
		db_lend_text(q, 5, d->issuer);
		bind_date(q, 6, d->expires);
		rc = db_run(q, e);
	}
	return rc;
}

static void bind_person(struct query *q, const struct traveller_row *t)
{
	db_lend_text(q, 6, slice_of(t->kind));
	db_lend_text(q, 7, slice_of(t->role));
	db_lend_text(q, 9, t->given);
	db_lend_text(q, 10, t->middle);
	db_lend_text(q, 11, t->title);
	db_lend_text(q, 12, t->sex);
	db_lend_text(q, 14, t->nationality);
	db_lend_text(q, 15, t->residence);
	db_lend_text(q, 16, t->embark);
	db_lend_text(q, 17, t->disembark);
	db_lend_text(q, 18, t->locator);
	db_lend_text(q, 19, t->seat);
}

static void bind_records(struct query *q, const struct traveller_row *t)
{
	db_lend_text(q, 20, slice_of(t->status));
	db_lend_text(q, 21, slice_of(t->join_reason));
	bind_id(q, 22, t->api_message_id);
	db_bind_i64(q, 23, t->api_index);
	bind_id(q, 24, t->pnr_message_id);
	db_bind_i64(q, 25, t->pnr_index);
	db_lend_blob(q, 26, t->content_hash);
}

static void bind_links(struct query *q, const struct traveller_row *t)
{
	db_bind_i64(q, 1, t->id);
	bind_id(q, 3, t->booking_id);
	db_lend_text(q, 4, t->api_key);
	db_lend_text(q, 5, t->pnr_key);
	db_lend_text(q, 8, t->family);
	bind_date(q, 13, t->birth_date);
}

enum rc traveller_insert(struct db *db, const struct traveller_row *t, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO traveller (id, flight_id, booking_id, api_key, pnr_key, kind, role, "
		"family, given, middle, title, sex, birth_date, nationality, residence, embark, "
		"disembark, locator, seat, status, join_reason, "
		"api_message_id, api_index, pnr_message_id, pnr_index, content_hash) "
		"VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,"
		"$22,$23,$24,$25,$26)");
	bind_links(q, t);
	db_bind_i64(q, 2, t->flight_id);
	bind_person(q, t);
	bind_records(q, t);
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? put_documents(db, t, e) : rc;
}

static enum rc replace_links(struct db *db, const struct traveller_row *t, struct err *e)
{
	struct query *q = db_query(db, "UPDATE traveller SET booking_id = $3, api_key = $4, "
				       "pnr_key = $5, family = $8, birth_date = $13 WHERE id = $1");
	bind_links(q, t);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK)
		rc = run_with_id(db, "DELETE FROM document WHERE traveller_id = $1", t->id, e);
	return rc == RC_OK ? put_documents(db, t, e) : rc;
}

/* No column of an index: the engine would write the index too, though nothing changes. */
enum rc traveller_update(struct db *db, const struct traveller_row *t,
			 const struct known_row *known, struct err *e)
{
	struct query *q = db_query(
		db, "UPDATE traveller SET kind = $6, role = $7, given = $9, middle = $10, "
		    "title = $11, sex = $12, nationality = $14, residence = $15, embark = $16, "
		    "disembark = $17, locator = $18, seat = $19, status = $20, join_reason = $21, "
		    "api_message_id = $22, api_index = $23, "
		    "pnr_message_id = $24, pnr_index = $25, content_hash = $26 WHERE id = $1");
	db_bind_i64(q, 1, t->id);
	bind_person(q, t);
	bind_records(q, t);
	enum rc rc = db_run(q, e);
	return rc == RC_OK && !row_same_links(known->content_hash, t->content_hash)
		       ? replace_links(db, t, e)
		       : rc;
}

enum rc traveller_unkey(struct db *db, int64_t id, struct err *e)
{
	return run_with_id(db, "UPDATE traveller SET api_key = NULL, pnr_key = NULL WHERE id = $1",
			   id, e);
}

enum rc traveller_delete(struct db *db, int64_t id, struct err *e)
{
	enum rc rc = run_with_id(db, "DELETE FROM hit WHERE traveller_id = $1", id, e);
	if (rc == RC_OK)
		rc = run_with_id(db, "DELETE FROM document WHERE traveller_id = $1", id, e);
	return rc == RC_OK ? run_with_id(db, "DELETE FROM traveller WHERE id = $1", id, e) : rc;
}

enum rc traveller_merge(struct db *db, int64_t from, int64_t to, struct err *e)
{
	struct query *q = db_query(
		db, "UPDATE hit SET traveller_id = $2 WHERE traveller_id = $1 AND NOT EXISTS ("
		    "SELECT 1 FROM hit other WHERE other.traveller_id = $2 "
		    "AND other.list_id = hit.list_id AND other.reference = hit.reference)");
	db_bind_i64(q, 1, from);
	db_bind_i64(q, 2, to);
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? traveller_delete(db, from, e) : rc;
}
