/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rule.h"

#include "store/columns.h"
#include "store/hit.h"

#include <string.h>

static enum rc no_rule(enum rc rc, struct err *e)
{
	if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such rule");
	return rc;
}

/* ---- what a version says ---- */

static void indicator_columns(const struct query *q, struct arena *a, struct indicator_view *i)
{
	i->number = db_i64(q, 0);
	i->exonerates = db_i64(q, 1) != 0;
	i->title = column_text(q, 2, a);
	i->expression = column_text(q, 3, a);
	i->evidence = column_text(q, 4, a);
	i->source = column_text(q, 5, a);
	i->evidence_on = column_date(q, 6);
}

static enum rc read_indicators(struct db *db, int64_t id, int64_t version, struct arena *a,
			       indicator_views *out, struct err *e)
{
	struct query *q =
		db_query(db, "SELECT ordinal, exonerates, title, expression, evidence, source, "
			     "evidence_on FROM rule_indicator WHERE rule_id = $1 AND version = $2 "
			     "ORDER BY ordinal");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, version);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct indicator_view *i = LIST_ADD(out, a, struct indicator_view);
		if (!i)
			break;
		indicator_columns(q, a, i);
	}
	return rows_end(q, rc, a, e);
}

#define VERSION_COLUMNS \
	"v.rule_id, v.version, v.title, v.purpose, v.offence, v.necessity, v.authorities, v.needs, " \
	"v.severity, v.starts_on, v.ends_on, v.review_on, v.false_percent, v.least_reviews, " \
	"v.state, v.written_by, w.name, v.written_at, d.name, v.decision_reason, v.decided_at, " \
	"v.decided_run"
#define VERSION_TABLES \
	" FROM rule_version v JOIN account w ON w.id = v.written_by " \
	"LEFT JOIN account d ON d.id = v.decided_by "
#define VERSION_COLUMN_COUNT 22

static void version_columns(const struct query *q, struct arena *a, struct rule_version_view *v)
{
	v->rule_id = db_i64(q, 0);
	v->version = db_i64(q, 1);
	v->content = (struct rule_content){
		.title = column_text(q, 2, a),
		.purpose = column_text(q, 3, a),
		.offence = column_text(q, 4, a),
		.necessity = column_text(q, 5, a),
		.authorities = column_text(q, 6, a),
		.needs = db_i64(q, 7),
		.severity = column_text(q, 8, a),
		.starts_on = column_date(q, 9),
		.ends_on = column_date(q, 10),
		.review_on = column_date(q, 11),
		.false_percent = db_i64(q, 12),
		.least_reviews = db_i64(q, 13),
	};
	v->state = column_text(q, 14, a);
	v->written_by_id = db_i64(q, 15);
	v->written_by = column_text(q, 16, a);
	v->written_at = db_i64(q, 17);
	v->decided_by = column_text(q, 18, a);
	v->decision_reason = column_text(q, 19, a);
	v->decided_at = db_i64(q, 20);
	v->decided_run = db_i64(q, 21);
}

static enum rc complete(struct db *db, struct arena *a, struct rule_version_view *v, struct err *e)
{
	enum rc rc = read_indicators(db, v->rule_id, v->version, a, &v->content.indicators, e);
	return rc == RC_OK ? rule_reviews_read(db, v->rule_id, v->version, &v->reviews, e) : rc;
}

static enum rc one_version(struct db *db, struct query *q, struct arena *a,
			   struct rule_version_view *out, struct err *e)
{
	*out = (struct rule_version_view){0};
	enum rc rc = no_rule(db_step(q, e), e);
	if (rc == RC_OK)
		version_columns(q, a, out);
	rc = row_end(q, rc, a, e);
	return rc == RC_OK ? complete(db, a, out, e) : rc;
}

enum rc rule_version_read(struct db *db, int64_t id, int64_t version, struct arena *a,
			  struct rule_version_view *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " VERSION_COLUMNS VERSION_TABLES
				       "WHERE v.rule_id = $1 AND v.version = $2");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, version);
	return one_version(db, q, a, out, e);
}

enum rc rule_version_of_entry(struct db *db, int64_t entry_id, struct arena *a,
			      struct rule_version_view *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " VERSION_COLUMNS VERSION_TABLES
				       "JOIN entry n ON n.list_id = v.rule_id AND "
				       "n.added_version = v.version WHERE n.id = $1");
	db_bind_i64(q, 1, entry_id);
	return one_version(db, q, a, out, e);
}

enum rc rule_versions_read(struct db *db, int64_t id, struct arena *a, rule_version_views *out,
			   struct err *e)
{
	struct query *q = db_query(db, "SELECT " VERSION_COLUMNS VERSION_TABLES
				       "WHERE v.rule_id = $1 ORDER BY v.version DESC");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rule_version_view *v = LIST_ADD(out, a, struct rule_version_view);
		if (!v)
			break;
		version_columns(q, a, v);
	}
	rc = rows_end(q, rc, a, e);
	LIST_EACH(struct rule_version_view, v, out)
	{
		if (rc == RC_OK)
			rc = complete(db, a, v, e);
	}
	return rc;
}

enum rc rule_version_has_hash(struct db *db, const struct rule_version_view *v,
			      const unsigned char hash[HASH_BYTES], bool *has, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT count(*) FROM rule_version v WHERE v.rule_id = $1 AND v.version = $2 "
		    "AND v.entry_hash = $3 AND NOT EXISTS (SELECT 1 FROM entry n WHERE "
		    "n.list_id = $1 AND n.added_version = $2 AND n.content_hash <> $3)");
	db_bind_i64(q, 1, v->rule_id);
	db_bind_i64(q, 2, v->version);
	db_bind_blob(q, 3, (struct slice){(const char *)hash, HASH_BYTES});
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*has = db_i64(q, 0) > 0;
	db_reset(q);
	return rc;
}

/* Decisions are known by the hash of the version, which no other version has. */
enum rc rule_reviews_read(struct db *db, int64_t id, int64_t version, struct rule_reviews *out,
			  struct err *e)
{
	struct query *q = db_query(
		db, "SELECT (SELECT count(*) FROM hit h WHERE h.list_id = v.rule_id AND "
		    "h.list_version = v.version AND h.state = 'open'), "
		    "coalesce(sum(CASE d.outcome WHEN 'confirmed' THEN 1 ELSE 0 END), 0), "
		    "coalesce(sum(CASE d.outcome WHEN 'rejected' THEN 1 ELSE 0 END), 0), "
		    "coalesce(sum(CASE d.outcome WHEN 'undetermined' THEN 1 ELSE 0 END), 0) "
		    "FROM rule_version v LEFT JOIN decision d ON d.list_id = v.rule_id AND "
		    "d.entry_hash = v.entry_hash WHERE v.rule_id = $1 AND v.version = $2 "
		    "GROUP BY v.rule_id, v.version");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, version);
	enum rc rc = no_rule(db_step(q, e), e);
	if (rc == RC_OK)
		*out = (struct rule_reviews){db_i64(q, 0), db_i64(q, 1), db_i64(q, 2),
					     db_i64(q, 3)};
	db_reset(q);
	return rc == RC_END ? RC_NOT_FOUND : rc;
}

/* ---- rules ---- */

#define RULE_COLUMNS \
	"SELECT " VERSION_COLUMNS ", r.id, r.name, o.name, r.created_at, " \
	"coalesce((SELECT max(x.version) FROM rule_version x WHERE x.rule_id = r.id AND " \
	"x.state = 'active'), 0)" VERSION_TABLES \
	"JOIN rule r ON r.id = v.rule_id JOIN account o ON o.id = r.owner_id " \
	"WHERE v.version = (SELECT max(x.version) FROM rule_version x WHERE x.rule_id = r.id) "

static void rule_columns(const struct query *q, struct arena *a, struct rule_view *r)
{
	version_columns(q, a, &r->latest);
	r->id = db_i64(q, VERSION_COLUMN_COUNT);
	r->name = column_text(q, VERSION_COLUMN_COUNT + 1, a);
	r->owner = column_text(q, VERSION_COLUMN_COUNT + 2, a);
	r->created_at = db_i64(q, VERSION_COLUMN_COUNT + 3);
	r->version_in_force = db_i64(q, VERSION_COLUMN_COUNT + 4);
}

enum rc rule_id_find(struct db *db, struct slice name, int64_t *id, struct err *e)
{
	struct query *q = db_query(db, "SELECT id FROM rule WHERE name = $1");
	db_bind_text(q, 1, name);
	enum rc rc = no_rule(db_step(q, e), e);
	if (rc == RC_OK)
		*id = db_i64(q, 0);
	db_reset(q);
	return rc == RC_END ? RC_NOT_FOUND : rc;
}

enum rc rule_views_read(struct db *db, struct arena *a, rule_views *out, struct err *e)
{
	struct query *q = db_query(db, RULE_COLUMNS "ORDER BY r.name");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rule_view *r = LIST_ADD(out, a, struct rule_view);
		if (!r)
			break;
		rule_columns(q, a, r);
	}
	rc = rows_end(q, rc, a, e);
	LIST_EACH(struct rule_view, r, out)
	{
		if (rc == RC_OK)
			rc = rule_reviews_read(db, r->id, r->latest.version, &r->latest.reviews, e);
	}
	return rc;
}

enum rc rule_view_read(struct db *db, int64_t id, struct arena *a, struct rule_view *out,
		       struct err *e)
{
	struct query *q = db_query(db, RULE_COLUMNS "AND r.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct rule_view){0};
	enum rc rc = no_rule(db_step(q, e), e);
	if (rc == RC_OK)
		rule_columns(q, a, out);
	rc = row_end(q, rc, a, e);
	return rc == RC_OK ? complete(db, a, &out->latest, e) : rc;
}

enum rc rule_events_read(struct db *db, int64_t id, struct arena *a, struct rule_page *out,
			 struct err *e)
{
	struct query *q = db_query(db, "SELECT v.version, v.at, v.state, v.reason, a.name FROM "
				       "rule_event v LEFT JOIN account a ON a.id = v.account_id "
				       "WHERE v.rule_id = $1 ORDER BY v.id");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rule_event_view *v = LIST_ADD(&out->events, a, struct rule_event_view);
		if (!v)
			break;
		v->version = db_i64(q, 0);
		v->at = db_i64(q, 1);
		v->state = column_text(q, 2, a);
		v->reason = column_text(q, 3, a);
		v->by = column_text(q, 4, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc rule_runs_read(struct db *db, int64_t id, struct arena *a, rule_run_views *out,
		       struct err *e)
{
	struct query *q = db_query(db, "SELECT x.id, x.version, x.run_at, x.travellers, x.hits, "
				       "a.name, x.figures FROM rule_run x JOIN account a ON "
				       "a.id = x.run_by WHERE x.rule_id = $1 ORDER BY x.id DESC");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rule_run_view *v = LIST_ADD(out, a, struct rule_run_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->version = db_i64(q, 1);
		v->run_at = db_i64(q, 2);
		v->travellers = db_i64(q, 3);
		v->hits = db_i64(q, 4);
		v->run_by = column_text(q, 5, a);
		v->figures_json = column_text(q, 6, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc rule_is_by(struct db *db, int64_t id, int64_t account_id, bool *is, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT count(*) FROM rule_version v JOIN post p ON p.account_id = v.written_by "
		"JOIN post me ON me.person_id = p.person_id WHERE v.rule_id = $1 AND "
		"me.account_id = $2");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, account_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*is = db_i64(q, 0) > 0;
	db_reset(q);
	return rc;
}

/* ---- in force ---- */

enum rc rules_stamp_read(struct db *db, int64_t *stamp, struct err *e)
{
	struct query *q = db_query(db, "SELECT max(id) FROM rule_event");
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*stamp = db_i64(q, 0);
	db_reset(q);
	return rc;
}

static int64_t severity_rank(struct slice word)
{
	if (slice_is(word, "high"))
		return 3;
	return slice_is(word, "medium") ? 2 : 1;
}

static enum rc read_active(struct db *db, struct date today, struct arena *a,
			   struct active_rules *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT r.id, v.version, n.id, v.entry_hash, r.name, v.severity, v.needs "
		    "FROM rule_version v JOIN rule r ON r.id = v.rule_id "
		    "JOIN entry n ON n.list_id = r.id AND n.added_version = v.version "
		    "WHERE v.state = 'active' AND v.starts_on <= $1 AND v.ends_on >= $1 "
		    "AND v.review_on >= $1 ORDER BY r.id");
	bind_date(q, 1, today);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct active_rule *r = LIST_ADD(out, a, struct active_rule);
		if (!r)
			break;
		r->id = db_i64(q, 0);
		r->version = db_i64(q, 1);
		r->entry_id = db_i64(q, 2);
		r->entry_hash = column_text(q, 3, a);
		r->name = column_text(q, 4, a);
		r->severity = severity_rank(db_text(q, 5));
		r->needs = db_i64(q, 6);
	}
	return rows_end(q, rc, a, e);
}

enum rc rules_active_read(struct db *db, struct date today, struct arena *a,
			  struct active_rules *out, struct err *e)
{
	*out = (struct active_rules){0};
	enum rc rc = rules_stamp_read(db, &out->stamp, e);
	if (rc == RC_OK)
		rc = read_active(db, today, a, out, e);
	LIST_EACH(struct active_rule, r, out)
	{
		if (rc == RC_OK)
			rc = read_indicators(db, r->id, r->version, a, &r->indicators, e);
	}
	return rc;
}

enum rc rules_ended_read(struct db *db, struct date today, struct arena *a, rules_ended *out,
			 struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT rule_id, version, ends_on >= $1 FROM rule_version "
				   "WHERE state = 'active' AND (ends_on < $1 OR review_on < $1) "
				   "ORDER BY rule_id");
	bind_date(q, 1, today);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct rule_ended *r = LIST_ADD(out, a, struct rule_ended);
		if (!r)
			break;
		r->rule_id = db_i64(q, 0);
		r->version = db_i64(q, 1);
		r->by_review = db_i64(q, 2) != 0;
	}
	return rows_end(q, rc, a, e);
}

enum rc rule_hits_open(struct db *db, int64_t rule_id, struct arena *a, hit_ids *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT id FROM hit WHERE list_id = $1 AND state = 'open' "
				       "ORDER BY id");
	db_bind_i64(q, 1, rule_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct hit_id *h = LIST_ADD(out, a, struct hit_id);
		if (!h)
			break;
		h->id = db_i64(q, 0);
	}
	return rows_end(q, rc, a, e);
}
