/* SPDX-License-Identifier: Apache-2.0 */
#include "store/columns.h"
#include "store/rule.h"
#include "store/watchlist.h"

#include <string.h>

static void bind_id(struct query *q, int n, int64_t id)
{
	if (id)
		db_bind_i64(q, n, id);
	else
		db_bind_null(q, n);
}

/* ---- a rule and its versions ---- */

enum rc rule_insert(struct db *db, const struct rule_row *row, struct arena *a, struct err *e)
{
	const struct watchlist source = {
		.id = row->id,
		.name = arena_printf(a, RULE_LIST_PREFIX "%.*s", SLICE_ARG(row->name)),
		.source = SLICE("criteria"),
		.kind = LIST_PERSONS,
		.severity = LIST_LOW,
		.updated_at = row->created_at};
	struct err taken;
	enum rc rc = watchlist_put(db, &source, &taken);
	if (rc == RC_CONFLICT)
		return err_refuse(e, rc, "rule-name-taken", NULL,
				  "there is a rule of that name: write a new version of it");
	if (rc != RC_OK) {
		*e = taken;
		return rc;
	}
	struct query *q = db_query(
		db, "INSERT INTO rule (id, name, owner_id, created_at) VALUES ($1,$2,$3,$4)");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, row->name);
	db_bind_i64(q, 3, row->owner_id);
	db_bind_i64(q, 4, row->created_at);
	return db_run(q, e);
}

enum rc rule_set_owner(struct db *db, int64_t id, int64_t owner_id, struct err *e)
{
	struct query *q = db_query(db, "UPDATE rule SET owner_id = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, owner_id);
	return db_run(q, e);
}

static void bind_content(struct query *q, const struct rule_content *c)
{
	db_bind_text(q, 3, c->title);
	db_bind_text(q, 4, c->purpose);
	db_bind_text(q, 5, c->offence);
	db_bind_text(q, 6, c->necessity);
	db_bind_text(q, 7, c->authorities);
	db_bind_i64(q, 8, c->needs);
	db_bind_text(q, 9, c->severity);
	bind_date(q, 10, c->starts_on);
	bind_date(q, 11, c->ends_on);
	bind_date(q, 12, c->review_on);
	db_bind_i64(q, 13, c->false_percent);
	db_bind_i64(q, 14, c->least_reviews);
}

static enum rc put_indicator(struct db *db, const struct rule_version_view *v,
			     const struct indicator_view *i, struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO rule_indicator (rule_id, version, ordinal, exonerates, title, "
		"expression, evidence, source, evidence_on) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)");
	db_bind_i64(q, 1, v->rule_id);
	db_bind_i64(q, 2, v->version);
	db_bind_i64(q, 3, i->number);
	db_bind_i64(q, 4, i->exonerates);
	db_bind_text(q, 5, i->title);
	db_bind_text(q, 6, i->expression);
	db_bind_text(q, 7, i->evidence);
	db_bind_text(q, 8, i->source);
	bind_date(q, 9, i->evidence_on);
	return db_run(q, e);
}

static void hash_day(struct hash_state *h, struct date d)
{
	hash_i64(h, date_present(d) ? date_days(d) : INT64_MIN);
}

static void hash_indicator(struct hash_state *h, const struct indicator_view *i)
{
	hash_i64(h, i->exonerates);
	hash_piece(h, i->title);
	hash_piece(h, i->expression);
	hash_piece(h, i->evidence);
	hash_piece(h, i->source);
	hash_day(h, i->evidence_on);
}

void rule_version_hash(const struct rule_version_view *v, unsigned char out[HASH_BYTES])
{
	const struct rule_content *c = &v->content;
	const struct slice texts[] = {c->title,     c->purpose,     c->offence,
				      c->necessity, c->authorities, c->severity};
	const int64_t numbers[] = {v->rule_id, v->version, c->needs, c->false_percent,
				   c->least_reviews};
	struct hash_state h;
	hash_begin(&h, NULL);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		hash_i64(&h, numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		hash_piece(&h, texts[i]);
	hash_day(&h, c->starts_on);
	hash_day(&h, c->ends_on);
	hash_day(&h, c->review_on);
	LIST_EACH(const struct indicator_view, i, &c->indicators)
	hash_indicator(&h, i);
	hash_end(&h, out);
}

enum rc rule_version_insert(struct db *db, const struct rule_version_view *v, struct err *e)
{
	unsigned char hash[HASH_BYTES];
	rule_version_hash(v, hash);
	struct query *q = db_query(
		db,
		"INSERT INTO rule_version (rule_id, version, title, purpose, offence, necessity, "
		"authorities, needs, severity, starts_on, ends_on, review_on, false_percent, "
		"least_reviews, entry_hash, written_by, written_at, state) VALUES "
		"($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,'draft')");
	db_bind_i64(q, 1, v->rule_id);
	db_bind_i64(q, 2, v->version);
	bind_content(q, &v->content);
	db_bind_blob(q, 15, (struct slice){(const char *)hash, HASH_BYTES});
	db_bind_i64(q, 16, v->written_by_id);
	db_bind_i64(q, 17, v->written_at);
	enum rc rc = db_run(q, e);
	LIST_EACH(const struct indicator_view, i, &v->content.indicators)
	{
		if (rc == RC_OK)
			rc = put_indicator(db, v, i, e);
	}
	return rc;
}

/* ---- states ---- */

enum rc rule_event_put(struct db *db, const struct rule_change *c, struct err *e)
{
	struct query *q =
		db_query(db, "INSERT INTO rule_event (id, rule_id, version, state, account_id, "
			     "reason, at) VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, c->event_id);
	db_bind_i64(q, 2, c->rule_id);
	db_bind_i64(q, 3, c->version);
	db_bind_text(q, 4, slice_of(c->state));
	bind_id(q, 5, c->account_id);
	db_bind_text(q, 6, c->reason);
	db_bind_i64(q, 7, c->at);
	return db_run(q, e);
}

enum rc rule_state_put(struct db *db, const struct rule_change *c, struct err *e)
{
	struct query *q = db_query(db, "UPDATE rule_version SET state = $3 WHERE rule_id = $1 AND "
				       "version = $2");
	db_bind_i64(q, 1, c->rule_id);
	db_bind_i64(q, 2, c->version);
	db_bind_text(q, 3, slice_of(c->state));
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? rule_event_put(db, c, e) : rc;
}

enum rc rule_decision_put(struct db *db, const struct rule_change *c, int64_t run_id, struct err *e)
{
	struct query *q = db_query(db, "UPDATE rule_version SET state = $3, decided_by = $4, "
				       "decided_run = $5, decision_reason = $6, decided_at = $7 "
				       "WHERE rule_id = $1 AND version = $2");
	db_bind_i64(q, 1, c->rule_id);
	db_bind_i64(q, 2, c->version);
	db_bind_text(q, 3, slice_of(c->state));
	bind_id(q, 4, c->account_id);
	bind_id(q, 5, run_id);
	db_bind_text(q, 6, c->reason);
	db_bind_i64(q, 7, c->at);
	enum rc rc = db_run(q, e);
	return rc == RC_OK ? rule_event_put(db, c, e) : rc;
}

/* ---- the entry that hits point at ---- */

static enum rc read_hash(struct db *db, const struct rule_version_view *v,
			 unsigned char out[HASH_BYTES], struct err *e)
{
	struct query *q = db_query(db, "SELECT entry_hash FROM rule_version WHERE rule_id = $1 AND "
				       "version = $2");
	db_bind_i64(q, 1, v->rule_id);
	db_bind_i64(q, 2, v->version);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK && db_text(q, 0).n != HASH_BYTES)
		rc = err_set(e, RC_CORRUPT, "the hash of a rule's version is none");
	if (rc == RC_OK)
		memcpy(out, db_text(q, 0).p, HASH_BYTES);
	db_reset(q);
	return rc;
}

static enum rc add_entry(struct store *s, struct db *db, struct slice name,
			 const struct rule_version_view *v, struct err *e)
{
	struct list_name title = {.name = v->content.title};
	struct list_entry entry = {.id = name,
				   .names = {.first = &title, .last = &title, .count = 1}};
	enum rc rc = read_hash(db, v, entry.hash, e);
	return rc == RC_OK ? entry_add(s, db, v->rule_id, v->version, &entry, e) : rc;
}

static enum rc set_source(struct db *db, const struct rule_version_view *v, bool in_force,
			  int64_t now_at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE watchlist SET severity = $2, version = $3, "
				       "entries = $4, updated_at = $5 WHERE id = $1");
	db_bind_i64(q, 1, v->rule_id);
	db_bind_text(q, 2, v->content.severity);
	db_bind_i64(q, 3, v->version);
	db_bind_i64(q, 4, in_force);
	db_bind_i64(q, 5, now_at);
	return db_run(q, e);
}

enum rc rule_publish(struct store *s, struct db *db, struct slice name,
		     const struct rule_version_view *v, bool in_force, int64_t now_at,
		     struct err *e)
{
	enum rc rc = entry_remove(db, v->rule_id, name, v->version, e);
	if (rc == RC_OK && in_force)
		rc = add_entry(s, db, name, v, e);
	return rc == RC_OK ? set_source(db, v, in_force, now_at, e) : rc;
}

/* ---- dry runs ---- */

enum rc rule_run_insert(struct db *db, const struct rule_run_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO rule_run (id, rule_id, version, run_by, run_at, "
				   "travellers, hits, figures) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
	db_bind_i64(q, 1, row->id);
	db_bind_i64(q, 2, row->rule_id);
	db_bind_i64(q, 3, row->version);
	db_bind_i64(q, 4, row->run_by);
	db_bind_i64(q, 5, row->run_at);
	db_bind_i64(q, 6, row->travellers);
	db_bind_i64(q, 7, row->hits);
	db_bind_text(q, 8, row->figures_json);
	return db_run(q, e);
}
