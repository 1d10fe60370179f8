/* SPDX-License-Identifier: Apache-2.0 */
#include "store/hit.h"

#include "store/columns.h"

static void hit_columns(struct query *q, struct arena *a, struct hit_row *h)
{
	h->id = db_i64(q, 0);
	h->traveller_id = db_i64(q, 1);
	h->flight_id = db_i64(q, 2);
	h->list_id = db_i64(q, 3);
	h->entry_id = db_i64(q, 4);
	h->list_version = db_i64(q, 5);
	h->reference = column_text(q, 6, a);
	h->outcome = column_text(q, 7, a);
	h->method = column_text(q, 8, a);
	h->score = db_i64(q, 9);
	h->severity = db_i64(q, 10);
	h->explanation = column_text(q, 11, a);
	h->state = column_text(q, 12, a);
	h->decision_id = db_i64(q, 13);
	h->created_at = db_i64(q, 14);
	h->decided_outcome = column_text(q, 15, a);
}

enum rc hits_of_traveller(struct db *db, int64_t traveller_id, struct arena *a, hit_rows *out,
			  struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT h.id, h.traveller_id, h.flight_id, h.list_id, h.entry_id, h.list_version, "
		"h.reference, h.outcome, h.method, h.score, h.severity, h.explanation, h.state, "
		"h.decision_id, h.created_at, d.outcome FROM hit h "
		"LEFT JOIN decision d ON d.id = h.decision_id "
		"WHERE h.traveller_id = $1 ORDER BY h.id");
	db_bind_i64(q, 1, traveller_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct hit_row *h = LIST_ADD(out, a, struct hit_row);
		if (!h)
			break;
		hit_columns(q, a, h);
	}
	return rows_end(q, rc, a, e);
}

enum rc hit_put(struct db *db, const struct hit_row *h, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO hit (id, traveller_id, flight_id, list_id, entry_id, list_version, "
		"reference, outcome, method, score, severity, explanation, state, decision_id, "
		"created_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) "
		"ON CONFLICT (id) DO UPDATE SET entry_id = excluded.entry_id, "
		"list_version = excluded.list_version, outcome = excluded.outcome, "
		"method = excluded.method, score = excluded.score, severity = excluded.severity, "
		"explanation = excluded.explanation, state = excluded.state, "
		"decision_id = excluded.decision_id");
	db_bind_i64(q, 1, h->id);
	db_bind_i64(q, 2, h->traveller_id);
	db_bind_i64(q, 3, h->flight_id);
	db_bind_i64(q, 4, h->list_id);
	db_bind_i64(q, 5, h->entry_id);
	db_bind_i64(q, 6, h->list_version);
	db_bind_text(q, 7, h->reference);
	db_bind_text(q, 8, h->outcome);
	db_bind_text(q, 9, h->method);
	db_bind_i64(q, 10, h->score);
	db_bind_i64(q, 11, h->severity);
	db_bind_text(q, 12, h->explanation);
	db_bind_text(q, 13, h->state);
	if (h->decision_id)
		db_bind_i64(q, 14, h->decision_id);
	db_bind_i64(q, 15, h->created_at);
	return db_run(q, e);
}

enum rc hit_set_state(struct db *db, int64_t id, const char *state, struct err *e)
{
	struct query *q = db_query(db, "UPDATE hit SET state = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, slice_of(state));
	return db_run(q, e);
}

enum rc hits_of_gone_entries(struct db *db, int64_t list_id, struct arena *a, hit_ids *out,
			     struct err *e)
{
	struct query *q = db_query(
		db, "SELECT h.id FROM hit h JOIN traveller t ON t.id = h.traveller_id JOIN entry n "
		    "ON n.id = h.entry_id WHERE h.list_id = $1 AND h.state = 'open' AND "
		    "t.masked_at IS NOT NULL AND n.removed_version IS NOT NULL ORDER BY h.id");
	db_bind_i64(q, 1, list_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct hit_id *h = LIST_ADD(out, a, struct hit_id);
		if (!h)
			break;
		h->id = db_i64(q, 0);
	}
	return rows_end(q, rc, a, e);
}

enum rc travellers_with_hits(struct db *db, int64_t flight_id, const char *method, struct arena *a,
			     hit_ids *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT DISTINCT traveller_id FROM hit WHERE flight_id = $1 "
				       "AND method = $2 AND state = 'open' ORDER BY traveller_id");
	db_bind_i64(q, 1, flight_id);
	db_bind_text(q, 2, slice_of(method));
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct hit_id *h = LIST_ADD(out, a, struct hit_id);
		if (!h)
			break;
		h->id = db_i64(q, 0);
	}
	return rows_end(q, rc, a, e);
}

static void take_newer(struct query *q, struct arena *a, struct decision_found *out)
{
	if (db_i64(q, 0) <= out->id)
		return;
	out->id = db_i64(q, 0);
	out->outcome = column_text(q, 1, a);
	out->hit_outcome = column_text(q, 2, a);
}

enum rc decision_find(struct db *db, const struct hit_row *hit, struct slice entry_hash,
		      const unsigned char (*identities)[32], unsigned count, struct arena *a,
		      struct decision_found *out, struct err *e)
{
	*out = (struct decision_found){0};
	for (unsigned i = 0; i < count; i++) {
		struct query *q = db_query(
			db, "SELECT d.id, d.outcome, h.outcome FROM decision_identity n "
			    "JOIN decision d ON d.id = n.decision_id "
			    "LEFT JOIN hit h ON h.id = d.hit_id "
			    "WHERE n.identity_hash = $1 AND d.list_id = $2 AND d.reference = $3 "
			    "AND d.entry_hash = $4 ORDER BY d.id DESC LIMIT 1");
		db_bind_blob(q, 1, (struct slice){(const char *)identities[i], 32});
		db_bind_i64(q, 2, hit->list_id);
		db_bind_text(q, 3, hit->reference);
		db_bind_blob(q, 4, entry_hash);
		enum rc rc = db_step(q, e);
		if (rc == RC_OK)
			take_newer(q, a, out);
		db_reset(q);
		if (rc != RC_OK && rc != RC_END)
			return rc;
	}
	return out->id ? RC_OK : RC_NOT_FOUND;
}

enum rc hits_open_count(struct db *db, int64_t *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM hit WHERE state = 'open'");
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = db_i64(q, 0);
	db_reset(q);
	return rc;
}
