/* SPDX-License-Identifier: Apache-2.0 */
#include "store/collection.h"

#include "store/columns.h"

#define DAYS_BACK 3 /* for flights that left longer ago nothing is told */

/* ---- pushes ---- */

enum rc pushes_seen_read(struct db *db, int64_t flight_id, struct pushes_seen *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT EXISTS (SELECT 1 FROM message WHERE flight_id = $1 "
				       "AND push IN ('first','late-first')), EXISTS (SELECT 1 FROM "
				       "message WHERE flight_id = $1 AND push IN "
				       "('closing','late-closing'))");
	db_bind_i64(q, 1, flight_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		*out = (struct pushes_seen){db_i64(q, 0) != 0, db_i64(q, 1) != 0};
	db_reset(q);
	return rc;
}

enum rc push_of_parts(struct db *db, int64_t flight_id, const struct message *m, int64_t since_at,
		      struct arena *a, struct slice *push, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT push FROM message WHERE flight_id = $1 AND push IS NOT NULL AND type = $2 "
		"AND part > 0 AND part <> $3 AND received_at >= $4 AND function IS $5 AND sender "
		"IS $6 AND business_ref IS $7 ORDER BY received_at DESC LIMIT 1");
	db_bind_i64(q, 1, flight_id);
	db_lend_text(q, 2, slice_of(message_type_name(m->type)));
	db_bind_i64(q, 3, m->part);
	db_bind_i64(q, 4, since_at);
	db_lend_text(q, 5, slice_of(message_function_name(m->function)));
	db_lend_text(q, 6, m->sender);
	db_lend_text(q, 7, m->business_ref);
	enum rc rc = db_step(q, e);
	*push = rc == RC_OK ? column_text(q, 0, a) : (struct slice){0};
	db_reset(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc message_set_push(struct db *db, int64_t message_id, const char *push, struct err *e)
{
	struct query *q = db_query(db, "UPDATE message SET push = $2 WHERE id = $1");
	db_bind_i64(q, 1, message_id);
	db_lend_text(q, 2, slice_of(push));
	return db_run(q, e);
}

#define FLIGHT_COLUMNS "carrier, flight_number, origin, destination, departs, departs_at"

static void flight_times_row(const struct query *q, int first, struct arena *a,
			     struct flight_times *out)
{
	out->carrier = column_text(q, first, a);
	out->number = column_text(q, first + 1, a);
	out->origin = column_text(q, first + 2, a);
	out->destination = column_text(q, first + 3, a);
	out->departs = column_text(q, first + 4, a);
	out->departs_at = db_i64(q, first + 5);
}

enum rc flight_times_read(struct db *db, int64_t flight_id, struct arena *a,
			  struct flight_times *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " FLIGHT_COLUMNS " FROM flight WHERE id = $1");
	db_bind_i64(q, 1, flight_id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		flight_times_row(q, 0, a, out);
	return row_end(q, rc, a, e);
}

/* ---- threat decisions ---- */

enum rc threat_insert(struct db *db, const struct threat_view *t, struct err *e)
{
	struct query *q = db_query(
		db, "INSERT INTO threat_decision (id, carrier, flight_number, origin, destination, "
		    "from_at, until_at, threat, reference, state, proposed_by, proposed_at) VALUES "
		    "($1,$2,$3,$4,$5,$6,$7,$8,$9,'proposed',$10,$11)");
	const struct slice texts[] = {t->carrier, t->number, t->from, t->to};
	db_bind_i64(q, 1, t->id);
	for (int i = 0; i < 4; i++)
		db_bind_text(q, 2 + i, texts[i]);
	db_bind_i64(q, 6, t->from_at);
	db_bind_i64(q, 7, t->until_at);
	db_bind_text(q, 8, t->threat);
	db_bind_text(q, 9, t->reference);
	db_bind_i64(q, 10, t->proposed_by_id);
	db_bind_i64(q, 11, t->proposed_at);
	return db_run(q, e);
}

#define THREAT_SELECT \
	"SELECT t.id, t.carrier, t.flight_number, t.origin, t.destination, t.from_at, t.until_at, " \
	"t.threat, t.reference, t.state, t.proposed_by, p.name, t.proposed_at, d.name, " \
	"t.decided_at, t.decision_reason FROM threat_decision t JOIN account p ON p.id = " \
	"t.proposed_by LEFT JOIN account d ON d.id = t.decided_by "

static void threat_row(const struct query *q, struct arena *a, struct threat_view *t)
{
	t->id = db_i64(q, 0);
	t->carrier = column_text(q, 1, a);
	t->number = column_text(q, 2, a);
	t->from = column_text(q, 3, a);
	t->to = column_text(q, 4, a);
	t->from_at = db_i64(q, 5);
	t->until_at = db_i64(q, 6);
	t->threat = column_text(q, 7, a);
	t->reference = column_text(q, 8, a);
	t->state = column_text(q, 9, a);
	t->proposed_by_id = db_i64(q, 10);
	t->proposed_by = column_text(q, 11, a);
	t->proposed_at = db_i64(q, 12);
	t->decided_by = column_text(q, 13, a);
	t->decided_at = db_i64(q, 14);
	t->decision_reason = column_text(q, 15, a);
}

enum rc threat_read(struct db *db, int64_t id, struct arena *a, struct threat_view *out,
		    struct err *e)
{
	struct query *q = db_query(db, THREAT_SELECT "WHERE t.id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		threat_row(q, a, out);
	return row_end(q, rc, a, e);
}

enum rc threat_decide(struct db *db, int64_t id, const char *state, int64_t by, int64_t at,
		      struct slice reason, struct err *e)
{
	struct query *q = db_query(db, "UPDATE threat_decision SET state = $2, decided_by = $3, "
				       "decided_at = $4, decision_reason = $5 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, slice_of(state));
	db_bind_i64(q, 3, by);
	db_bind_i64(q, 4, at);
	db_bind_text(q, 5, reason);
	return db_run(q, e);
}

enum rc threat_covers(struct db *db, const struct flight_times *f, int64_t at, bool *yes,
		      struct err *e)
{
	struct query *q = db_query(
		db, "SELECT EXISTS (SELECT 1 FROM threat_decision WHERE state = 'approved' AND "
		    "from_at <= $1 AND until_at > $1 AND (carrier IS NULL OR (carrier = $2 AND "
		    "flight_number = $3)) AND (origin IS NULL OR (origin = $4 AND destination = "
		    "$5)))");
	db_bind_i64(q, 1, at);
	db_lend_text(q, 2, f->carrier);
	db_lend_text(q, 3, f->number);
	db_lend_text(q, 4, f->origin);
	db_lend_text(q, 5, f->destination);
	enum rc rc = db_step(q, e);
	*yes = rc == RC_OK && db_i64(q, 0) != 0;
	db_reset(q);
	return rc;
}

/* ---- notices ---- */

enum rc notice_insert(struct db *db, const struct notice_view *n, struct slice subject, bool *added,
		      struct err *e)
{
	struct query *q = db_query(
		db, "INSERT INTO carrier_notice (id, carrier, kind, subject, flight_id, "
		    "flight_number, origin, destination, departs, cause, begins_at, deadline_at, "
		    "made_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) ON CONFLICT DO "
		    "NOTHING");
	const struct slice texts[] = {n->number, n->from, n->to, n->departs, n->cause};
	db_bind_i64(q, 1, n->id);
	db_bind_text(q, 2, n->carrier);
	db_bind_text(q, 3, n->kind);
	db_bind_text(q, 4, subject);
	if (n->flight_id)
		db_bind_i64(q, 5, n->flight_id);
	else
		db_bind_null(q, 5);
	for (int i = 0; i < 5; i++)
		db_bind_text(q, 6 + i, texts[i]);
	db_bind_i64(q, 11, n->begins_at);
	db_bind_i64(q, 12, n->deadline_at);
	db_bind_i64(q, 13, n->made_at);
	enum rc rc = db_run(q, e);
	*added = rc == RC_OK && db_changes(db) > 0;
	return rc;
}

/* Whether an outage o falls on the time at which what a notice n is about was due. */
#define FALLS_IN \
	"(o.carrier IS NULL OR o.carrier = n.carrier) AND o.from_at <= n.deadline_at AND " \
	"(o.until_at IS NULL OR o.until_at > n.begins_at)"

#define NOTICE_SELECT \
	"SELECT n.id, n.carrier, n.kind, n.flight_id, n.flight_number, n.origin, n.destination, " \
	"n.departs, n.cause, n.begins_at, n.deadline_at, n.made_at, n.fetched_at, c.name || " \
	"coalesce(', ' || c.telephone, '') || coalesce(', ' || c.email, ''), (SELECT min(o.id) FROM " \
	"outage o WHERE " FALLS_IN "), a.name, p.reason, p.proposed_at, p.withdrawn_at FROM " \
	"carrier_notice n LEFT JOIN carrier_contact c ON c.carrier = n.carrier LEFT JOIN " \
	"penalty_proposal p ON p.notice_id = n.id LEFT JOIN account a ON a.id = p.proposed_by "

static void notice_row(const struct query *q, struct arena *a, struct notice_view *n)
{
	n->id = db_i64(q, 0);
	n->carrier = column_text(q, 1, a);
	n->kind = column_text(q, 2, a);
	n->flight_id = db_i64(q, 3);
	n->number = column_text(q, 4, a);
	n->from = column_text(q, 5, a);
	n->to = column_text(q, 6, a);
	n->departs = column_text(q, 7, a);
	n->cause = column_text(q, 8, a);
	n->begins_at = db_i64(q, 9);
	n->deadline_at = db_i64(q, 10);
	n->made_at = db_i64(q, 11);
	n->fetched_at = db_i64(q, 12);
	n->contact = column_text(q, 13, a);
	n->outage_id = db_i64(q, 14);
	n->penalty_by = column_text(q, 15, a);
	n->penalty_reason = column_text(q, 16, a);
	n->penalty_at = db_i64(q, 17);
	n->withdrawn_at = db_i64(q, 18);
}

enum rc notices_read(struct db *db, struct slice carrier, unsigned limit, struct arena *a,
		     notice_views *out, struct err *e)
{
	struct query *q = db_query(db, NOTICE_SELECT "WHERE $1 IS NULL OR n.carrier = $1 "
						     "ORDER BY n.made_at DESC, n.id DESC LIMIT $2");
	db_bind_text(q, 1, carrier);
	db_bind_i64(q, 2, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct notice_view *n = LIST_ADD(out, a, struct notice_view);
		if (!n)
			break;
		notice_row(q, a, n);
	}
	return rows_end(q, rc, a, e);
}

enum rc notice_read(struct db *db, int64_t id, struct arena *a, struct notice_view *out,
		    struct err *e)
{
	struct query *q = db_query(db, NOTICE_SELECT "WHERE n.id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		notice_row(q, a, out);
	return row_end(q, rc, a, e);
}

enum rc notices_set_fetched(struct db *db, struct slice carrier, int64_t at, struct err *e)
{
	struct query *q = db_query(db,
				   "UPDATE carrier_notice SET fetched_at = $2 WHERE carrier = $1 "
				   "AND fetched_at IS NULL");
	db_bind_text(q, 1, carrier);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}

static enum rc missing_of(struct query *q, bool closing, struct arena *a, missing_pushes *out,
			  struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct missing_push *m = LIST_ADD(out, a, struct missing_push);
		if (!m)
			break;
		flight_times_row(q, 0, a, &m->flight);
		m->flight_id = db_i64(q, 6);
		m->closing = closing;
	}
	return rows_end(q, rc, a, e);
}

/* Of flights that a message named before the push was due: nobody is told what the unit could
 * not know of. `due` is the deadline. */
#define MISSING(kind, pushes, due) \
	"SELECT " FLIGHT_COLUMNS \
	", id FROM flight f WHERE departs_at > $1 AND departs_at <= $2 AND " \
	"status <> 'cancelled' AND EXISTS (SELECT 1 FROM flight g WHERE g.carrier = f.carrier AND " \
	"g.has_pnr) AND EXISTS (SELECT 1 FROM message k WHERE k.flight_id = f.id AND k.received_at <= " due \
	") AND NOT EXISTS (SELECT 1 FROM message m WHERE m.flight_id = f.id AND m.push IN " pushes \
	") AND NOT EXISTS (SELECT 1 FROM carrier_notice n WHERE n.kind = '" kind \
	"' AND n.subject = 'flight:' || f.id) ORDER BY departs_at, id"

enum rc missing_pushes_read(struct db *db, const struct push_due *due, int64_t now_at,
			    struct arena *a, missing_pushes *out, struct err *e)
{
	struct query *q = db_query(
		db, MISSING("first-missing", "('first','late-first')", "f.departs_at - $3"));
	db_bind_i64(q, 1, now_at - DAYS_BACK * DAY_US);
	db_bind_i64(q, 2, now_at + due->first_us - due->wait_us);
	db_bind_i64(q, 3, due->first_us);
	enum rc rc = missing_of(q, false, a, out, e);
	if (rc != RC_OK)
		return rc;
	q = db_query(db,
		     MISSING("closing-missing", "('closing','late-closing')", "f.departs_at + $3"));
	db_bind_i64(q, 1, now_at - DAYS_BACK * DAY_US);
	db_bind_i64(q, 2, now_at - due->closing_us - due->wait_us);
	db_bind_i64(q, 3, due->closing_us);
	return missing_of(q, true, a, out, e);
}

/* ---- outages, penalties, contacts ---- */

static void bind_at(struct query *q, int n, int64_t at)
{
	if (at)
		db_bind_i64(q, n, at);
	else
		db_bind_null(q, n);
}

enum rc outage_insert(struct db *db, const struct outage_view *o, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO outage (id, carrier, from_at, until_at, evidence, "
				   "recorded_by, recorded_at) VALUES ($1,$2,$3,$4,$5,$6,$7)");
	db_bind_i64(q, 1, o->id);
	db_bind_text(q, 2, o->carrier);
	db_bind_i64(q, 3, o->from_at);
	bind_at(q, 4, o->until_at);
	db_bind_text(q, 5, o->evidence);
	db_bind_text(q, 6, o->recorded_by);
	db_bind_i64(q, 7, o->recorded_at);
	return db_run(q, e);
}

enum rc outage_end(struct db *db, int64_t id, int64_t until_at, struct err *e)
{
	struct query *q = db_query(db,
				   "UPDATE outage SET until_at = $2 WHERE id = $1 AND until_at IS "
				   "NULL AND from_at < $2");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, until_at);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		return err_set(e, RC_NOT_FOUND, "there is no outage of that number that goes on");
	return rc;
}

enum rc penalties_withdraw(struct db *db, int64_t outage_id, int64_t at, struct err *e)
{
	struct query *q = db_query(
		db,
		"UPDATE penalty_proposal SET withdrawn_at = $2, outage_id = $1 WHERE withdrawn_at "
		"IS NULL AND notice_id IN (SELECT n.id FROM carrier_notice n JOIN outage o ON "
		"o.id = $1 AND " FALLS_IN ")");
	db_bind_i64(q, 1, outage_id);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}

enum rc penalty_insert(struct db *db, int64_t notice_id, struct slice reason, int64_t by,
		       int64_t at, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO penalty_proposal (notice_id, reason, proposed_by, "
				   "proposed_at) VALUES ($1,$2,$3,$4)");
	db_bind_i64(q, 1, notice_id);
	db_bind_text(q, 2, reason);
	db_bind_i64(q, 3, by);
	db_bind_i64(q, 4, at);
	return db_run(q, e);
}

enum rc contact_put(struct db *db, const struct contact_view *c, struct slice by, int64_t at,
		    struct err *e)
{
	struct query *q = db_query(
		db,
		"INSERT INTO carrier_contact (carrier, name, telephone, email, changed_by, "
		"changed_at) VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (carrier) DO UPDATE SET name = "
		"excluded.name, telephone = excluded.telephone, email = excluded.email, "
		"changed_by = excluded.changed_by, changed_at = excluded.changed_at");
	db_bind_text(q, 1, c->carrier);
	db_bind_text(q, 2, c->name);
	db_bind_text(q, 3, c->telephone);
	db_bind_text(q, 4, c->email);
	db_bind_text(q, 5, by);
	db_bind_i64(q, 6, at);
	return db_run(q, e);
}

/* ---- the page ---- */

static enum rc read_threats(struct db *db, unsigned limit, struct arena *a, threat_views *out,
			    struct err *e)
{
	struct query *q = db_query(db, THREAT_SELECT "ORDER BY t.state = 'proposed' DESC, "
						     "t.until_at DESC, t.id DESC LIMIT $1");
	db_bind_i64(q, 1, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct threat_view *t = LIST_ADD(out, a, struct threat_view);
		if (!t)
			break;
		threat_row(q, a, t);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_outages(struct db *db, unsigned limit, struct arena *a,
			    struct transfers_page *out, struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT id, carrier, from_at, until_at, evidence, recorded_by, "
				   "recorded_at FROM outage ORDER BY from_at DESC, id DESC LIMIT "
				   "$1");
	db_bind_i64(q, 1, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct outage_view *o = LIST_ADD(&out->outages, a, struct outage_view);
		if (!o)
			break;
		o->id = db_i64(q, 0);
		o->carrier = column_text(q, 1, a);
		o->from_at = db_i64(q, 2);
		o->until_at = db_i64(q, 3);
		o->evidence = column_text(q, 4, a);
		o->recorded_by = column_text(q, 5, a);
		o->recorded_at = db_i64(q, 6);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_contacts(struct db *db, struct arena *a, struct transfers_page *out,
			     struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT carrier, name, telephone, email FROM carrier_contact "
				   "ORDER BY carrier");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct contact_view *c = LIST_ADD(&out->contacts, a, struct contact_view);
		if (!c)
			break;
		c->carrier = column_text(q, 0, a);
		c->name = column_text(q, 1, a);
		c->telephone = column_text(q, 2, a);
		c->email = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_pushes(struct db *db, struct arena *a, struct transfers_page *out,
			   struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT f.carrier, m.push, count(*) FROM message m JOIN flight "
				   "f ON f.id = m.flight_id WHERE m.push IS NOT NULL GROUP BY "
				   "f.carrier, m.push ORDER BY f.carrier, m.push");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct push_count *c = LIST_ADD(&out->pushes, a, struct push_count);
		if (!c)
			break;
		c->carrier = column_text(q, 0, a);
		c->push = column_text(q, 1, a);
		c->count = db_i64(q, 2);
	}
	return rows_end(q, rc, a, e);
}

enum rc transfers_read(struct db *db, unsigned limit, struct arena *a, struct transfers_page *out,
		       struct err *e)
{
	enum rc rc = read_threats(db, limit, a, &out->threats, e);
	if (rc == RC_OK)
		rc = notices_read(db, (struct slice){0}, limit, a, &out->notices, e);
	if (rc == RC_OK)
		rc = read_outages(db, limit, a, out, e);
	if (rc == RC_OK)
		rc = read_contacts(db, a, out, e);
	return rc == RC_OK ? read_pushes(db, a, out, e) : rc;
}
