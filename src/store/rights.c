/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rights.h"

#include "store/columns.h"

#include <string.h>

#define REQUEST_COLUMNS \
	"SELECT r.id, r.number, r.kind, r.channel, r.family, r.given, r.birth_date, r.address, " \
	"r.wish, r.received_at, r.due_at, r.state, r.identity_how, i.name, r.identity_at, " \
	"r.extended_why, r.decision, r.reason, d.name, r.decided_at FROM rights_request r " \
	"LEFT JOIN account i ON i.id = r.identity_by LEFT JOIN account d ON d.id = r.decided_by "

/* ---- requests ---- */

static enum rc put_documents(struct db *db, const struct rights_request_view *r, struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct rights_document_view, d, &r->documents)
	{
		struct query *q = db_query(db, "INSERT INTO rights_document (request_id, ordinal, "
					       "type, document_number, issuer) "
					       "VALUES ($1,$2,$3,$4,$5)");
		db_bind_i64(q, 1, r->id);
		db_bind_i64(q, 2, ordinal++);
		db_bind_text(q, 3, d->type);
		db_bind_text(q, 4, d->number);
		db_bind_text(q, 5, d->issuer);
		rc = db_run(q, e);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

enum rc rights_request_insert(struct db *db, const struct rights_request_view *r, struct err *e)
{
	struct query *q = db_query(
		db, "INSERT INTO rights_request (id, number, kind, channel, family, given, "
		    "birth_date, address, wish, received_at, due_at, state) "
		    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,'identity')");
	db_bind_i64(q, 1, r->id);
	db_bind_text(q, 2, r->number);
	db_bind_text(q, 3, r->kind);
	db_bind_text(q, 4, r->channel);
	db_bind_text(q, 5, r->family);
	db_bind_text(q, 6, r->given);
	db_bind_text(q, 7, r->birth_date);
	db_bind_text(q, 8, r->address);
	db_bind_text(q, 9, r->wish);
	db_bind_i64(q, 10, r->received_at);
	db_bind_i64(q, 11, r->due_at);
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? put_documents(db, r, e) : rc;
}

static void take(const struct query *q, struct arena *a, struct rights_request_view *r)
{
	r->id = db_i64(q, 0);
	r->number = column_text(q, 1, a);
	r->kind = column_text(q, 2, a);
	r->channel = column_text(q, 3, a);
	r->family = column_text(q, 4, a);
	r->given = column_text(q, 5, a);
	r->birth_date = column_text(q, 6, a);
	r->address = column_text(q, 7, a);
	r->wish = column_text(q, 8, a);
	r->received_at = db_i64(q, 9);
	r->due_at = db_i64(q, 10);
	r->state = column_text(q, 11, a);
	r->identity_how = column_text(q, 12, a);
	r->identity_by = column_text(q, 13, a);
	r->identity_at = db_i64(q, 14);
	r->extended_why = column_text(q, 15, a);
	r->decision = column_text(q, 16, a);
	r->reason = column_text(q, 17, a);
	r->decided_by = column_text(q, 18, a);
	r->decided_at = db_i64(q, 19);
}

static enum rc read_documents(struct db *db, struct arena *a, struct rights_request_view *out,
			      struct err *e)
{
	struct query *q = db_query(db, "SELECT type, document_number, issuer FROM rights_document "
				       "WHERE request_id = $1 ORDER BY ordinal");
	db_bind_i64(q, 1, out->id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rights_document_view *d =
			LIST_ADD(&out->documents, a, struct rights_document_view);
		if (!d)
			break;
		d->type = column_text(q, 0, a);
		d->number = column_text(q, 1, a);
		d->issuer = column_text(q, 2, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc rights_request_read(struct db *db, int64_t id, struct arena *a,
			    struct rights_request_view *out, struct err *e)
{
	struct query *q = db_query(db, REQUEST_COLUMNS "WHERE r.id = $1");
	*out = (struct rights_request_view){0};
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_END)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such request");
	if (rc == RC_OK)
		take(q, a, out);
	rc = row_end(q, rc, a, e);
	return rc == RC_OK ? read_documents(db, a, out, e) : rc;
}

enum rc rights_requests_read(struct db *db, struct arena *a, rights_request_views *out,
			     struct err *e)
{
	struct query *q = db_query(db, REQUEST_COLUMNS
				   "ORDER BY CASE r.state WHEN 'decided' THEN 1 ELSE 0 END, "
				   "CASE r.state WHEN 'decided' THEN -r.decided_at ELSE r.due_at "
				   "END, r.id LIMIT 500");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rights_request_view *r = LIST_ADD(out, a, struct rights_request_view);
		if (!r)
			break;
		take(q, a, r);
	}
	return rows_end(q, rc, a, e);
}

enum rc rights_requests_since(struct db *db, int64_t from_at, int64_t *count, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT count(*) FROM rights_request WHERE received_at >= $1");
	db_bind_i64(q, 1, from_at);
	enum rc rc = db_step(q, e);
	*count = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc rights_identity_put(struct db *db, int64_t id, struct slice how, int64_t account_id,
			    int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE rights_request SET state = 'open', "
				       "identity_how = $2, identity_by = $3, identity_at = $4 "
				       "WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, how);
	db_bind_i64(q, 3, account_id);
	db_bind_i64(q, 4, at);
	return db_run(q, e);
}

enum rc rights_extension_put(struct db *db, int64_t id, struct slice why, int64_t due_at,
			     struct err *e)
{
	struct query *q = db_query(db, "UPDATE rights_request SET extended_why = $2, due_at = $3 "
				       "WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, why);
	db_bind_i64(q, 3, due_at);
	return db_run(q, e);
}

enum rc rights_decision_put(struct db *db, int64_t id, struct slice decision, struct slice reason,
			    int64_t account_id, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE rights_request SET state = 'decided', "
				       "decision = $2, reason = $3, decided_by = $4, "
				       "decided_at = $5 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, decision);
	db_bind_text(q, 3, reason);
	db_bind_i64(q, 4, account_id);
	db_bind_i64(q, 5, at);
	return db_run(q, e);
}

/* ---- whom a search found ---- */

enum rc rights_found_put(struct db *db, int64_t request_id, int64_t traveller_id, int64_t score,
			 const char *method, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO rights_found (request_id, traveller_id, score, "
				       "method, state) SELECT $1,$2,$3,$4,'found' "
				       "WHERE EXISTS (SELECT 1 FROM traveller WHERE id = $2) "
				       "ON CONFLICT (request_id, traveller_id) DO UPDATE SET "
				       "score = excluded.score, method = excluded.method");
	db_bind_i64(q, 1, request_id);
	db_bind_i64(q, 2, traveller_id);
	db_bind_i64(q, 3, score);
	db_bind_text(q, 4, slice_of(method));
	return db_run(q, e);
}

enum rc rights_found_mark(struct db *db, int64_t request_id, int64_t traveller_id,
			  struct slice state, struct err *e)
{
	struct query *q = db_query(db, "UPDATE rights_found SET state = $3 "
				       "WHERE request_id = $1 AND traveller_id = $2");
	db_bind_i64(q, 1, request_id);
	db_bind_i64(q, 2, traveller_id);
	db_bind_text(q, 3, state);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
				"the search of this request did not find this traveller");
	return rc;
}

enum rc rights_found_read(struct db *db, int64_t request_id, struct arena *a,
			  rights_found_views *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT t.id, t.family, t.given, t.middle, t.birth_date, t.nationality, t.sex, "
		    "f.id, f.carrier, f.flight_number, f.origin, f.destination, f.departs, "
		    "x.score, x.method, x.state FROM rights_found x "
		    "JOIN traveller t ON t.id = x.traveller_id JOIN flight f ON f.id = t.flight_id "
		    "WHERE x.request_id = $1 ORDER BY x.score DESC, t.id");
	db_bind_i64(q, 1, request_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rights_found_view *v = LIST_ADD(out, a, struct rights_found_view);
		if (!v)
			break;
		v->traveller.id = db_i64(q, 0);
		v->traveller.family = column_text(q, 1, a);
		v->traveller.given = column_text(q, 2, a);
		v->traveller.middle = column_text(q, 3, a);
		v->traveller.birth_date = column_text(q, 4, a);
		v->traveller.nationality = column_text(q, 5, a);
		v->traveller.sex = column_text(q, 6, a);
		v->flight_id = db_i64(q, 7);
		v->carrier = column_text(q, 8, a);
		v->flight_number = column_text(q, 9, a);
		v->from = column_text(q, 10, a);
		v->to = column_text(q, 11, a);
		v->departs = column_text(q, 12, a);
		v->score_permille = db_i64(q, 13);
		v->method = column_text(q, 14, a);
		v->state = column_text(q, 15, a);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_names(struct db *db, int64_t after, unsigned limit, struct arena *a,
			  traveller_names *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT id, family, given, middle, birth_date, sex, "
		    "nationality FROM traveller WHERE id > $1 AND masked_at IS NULL ORDER BY id "
		    "LIMIT $2");
	db_bind_i64(q, 1, after);
	db_bind_i64(q, 2, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct traveller_name *t = LIST_ADD(out, a, struct traveller_name);
		if (!t)
			break;
		t->id = db_i64(q, 0);
		t->family = column_text(q, 1, a);
		t->given = column_text(q, 2, a);
		t->middle = column_text(q, 3, a);
		t->birth_date = column_text(q, 4, a);
		t->sex = column_text(q, 5, a);
		t->nationality = column_text(q, 6, a);
	}
	return rows_end(q, rc, a, e);
}

/* Both walk by id, so one pass over the documents is enough. */
static enum rc read_their_documents(struct db *db, int64_t after, struct arena *a,
				    traveller_names *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT traveller_id, type, document_number, issuer "
				       "FROM document WHERE traveller_id > $1 AND "
				       "traveller_id <= $2 ORDER BY traveller_id, ordinal");
	struct traveller_name *t = out->first;
	db_bind_i64(q, 1, after);
	db_bind_i64(q, 2, out->last ? out->last->id : after);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		while (t && t->id < db_i64(q, 0))
			t = t->next;
		if (!t || t->id != db_i64(q, 0))
			continue;
		struct rights_document_view *d =
			LIST_ADD(&t->documents, a, struct rights_document_view);
		if (!d)
			break;
		d->type = column_text(q, 1, a);
		d->number = column_text(q, 2, a);
		d->issuer = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc traveller_names_read(struct db *db, int64_t after, unsigned limit, struct arena *a,
			     traveller_names *out, struct err *e)
{
	*out = (traveller_names){0};
	enum rc rc = read_names(db, after, limit, a, out, e);
	return rc == RC_OK ? read_their_documents(db, after, a, out, e) : rc;
}

/* ---- what is to be held otherwise ---- */

enum rc rights_change_insert(struct db *db, const struct rights_change *c, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO rights_change (id, request_id, flight_id, "
				       "identity_hash, field, content, at) "
				       "VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, c->id);
	db_bind_i64(q, 2, c->request_id);
	db_bind_i64(q, 3, c->flight_id);
	db_bind_blob(q, 4, (struct slice){(const char *)c->identity_hash, 32});
	db_bind_text(q, 5, c->field);
	db_bind_text(q, 6, c->content);
	db_bind_i64(q, 7, c->at);
	return db_run(q, e);
}

enum rc rights_changes_read(struct db *db, int64_t flight_id, struct arena *a, rights_changes *out,
			    struct err *e)
{
	struct query *q = db_query(db, "SELECT id, request_id, identity_hash, field, content, at "
				       "FROM rights_change WHERE flight_id = $1 ORDER BY id");
	db_bind_i64(q, 1, flight_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rights_change *c = LIST_ADD(out, a, struct rights_change);
		if (!c)
			break;
		struct slice hash = db_text(q, 2);
		c->id = db_i64(q, 0);
		c->request_id = db_i64(q, 1);
		c->flight_id = flight_id;
		if (hash.n == sizeof c->identity_hash)
			memcpy(c->identity_hash, hash.p, hash.n);
		c->field = column_text(q, 3, a);
		c->content = column_text(q, 4, a);
		c->at = db_i64(q, 5);
	}
	return rows_end(q, rc, a, e);
}

enum rc traveller_flight(struct db *db, int64_t traveller_id, struct arena *a, int64_t *flight_id,
			 struct slice *natural_key, struct err *e)
{
	struct query *q = db_query(db, "SELECT f.id, f.natural_key FROM traveller t "
				       "JOIN flight f ON f.id = t.flight_id WHERE t.id = $1");
	db_bind_i64(q, 1, traveller_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		*flight_id = db_i64(q, 0);
		*natural_key = column_text(q, 1, a);
	}
	return row_end(q, rc, a, e);
}
