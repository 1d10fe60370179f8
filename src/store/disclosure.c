/* SPDX-License-Identifier: Apache-2.0 */
#include "store/disclosure.h"

#include "base/buf.h"
#include "store/columns.h"

#define PART_MAX ((size_t)64 << 10)

static void bind_id(struct query *q, int n, int64_t id)
{
	if (id)
		db_bind_i64(q, n, id);
	else
		db_bind_null(q, n);
}

enum rc disclosure_insert(struct db *db, const struct disclosure_row *row, struct err *e)
{
	const struct disclosure_view *v = &row->view;
	struct query *q = db_query(
		db, "INSERT INTO disclosure (id, number, request_id, hit_id, decision_id, list_id, "
		    "entry_mark, traveller_id, authority, officer_id, fields, caveat, language, "
		    "purpose, offence, case_reference, transfer_state, transfer_basis, made_by, "
		    "made_at, feedback_due_at, expires_at, erase_at, before_review, state) VALUES "
		    "($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,"
		    "$22,$23,$24,'waiting')");
	const struct slice texts[] = {v->fields,         v->caveat,        v->language,
				      v->purpose,        v->offence,       v->case_reference,
				      v->transfer_state, v->transfer_basis};
	db_bind_i64(q, 1, v->id);
	db_bind_text(q, 2, v->number);
	bind_id(q, 3, v->request_id);
	bind_id(q, 4, v->hit_id);
	bind_id(q, 5, v->decision_id);
	bind_id(q, 6, row->list_id);
	db_bind_blob(q, 7, row->entry_mark);
	db_bind_i64(q, 8, v->traveller_id);
	db_bind_text(q, 9, v->authority);
	db_bind_i64(q, 10, v->officer_id);
	for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
		db_bind_text(q, 11 + i, texts[i]);
	db_bind_i64(q, 19, v->made_by_id);
	db_bind_i64(q, 20, v->made_at);
	db_bind_i64(q, 21, v->feedback_due_at);
	db_bind_i64(q, 22, v->expires_at);
	db_bind_i64(q, 23, v->erase_at);
	db_bind_i64(q, 24, v->before_review);
	return db_run(q, e);
}

/* ---- reading ---- */

#define DISCLOSURE_COLUMNS \
	"SELECT x.id, x.number, x.request_id, x.hit_id, x.decision_id, x.traveller_id, r.number, " \
	"x.authority, c.title, x.officer_id, o.name, x.fields, x.caveat, x.language, x.purpose, " \
	"x.offence, x.case_reference, x.transfer_state, x.transfer_basis, x.made_by, m.name, " \
	"x.made_at, x.state, l.name, x.sent_at, x.before_review, x.feedback_due_at, x.expires_at, " \
	"x.erase_at, lower(hex(x.content_hash)), EXISTS (SELECT 1 FROM package p " \
	"WHERE p.disclosure_id = x.id), x.fetched_at, x.acknowledged_at, x.feedback, " \
	"x.feedback_note, x.feedback_at, x.recall_cause, x.recall_note, b.name, s.name, " \
	"x.recalled_at, x.recall_due_at, x.recall_seen_at " \
	"FROM disclosure x JOIN competent_authority c ON c.name = x.authority " \
	"JOIN account o ON o.id = x.officer_id JOIN account m ON m.id = x.made_by " \
	"LEFT JOIN authority_request r ON r.id = x.request_id " \
	"LEFT JOIN account l ON l.id = x.released_by LEFT JOIN account b ON b.id = x.recalled_by " \
	"LEFT JOIN account s ON s.id = x.recall_seen_by "

static void made_columns(const struct query *q, struct arena *a, struct disclosure_view *out)
{
	out->id = db_i64(q, 0);
	out->number = column_text(q, 1, a);
	out->request_id = db_i64(q, 2);
	out->hit_id = db_i64(q, 3);
	out->decision_id = db_i64(q, 4);
	out->traveller_id = db_i64(q, 5);
	out->request_number = column_text(q, 6, a);
	out->authority = column_text(q, 7, a);
	out->authority_title = column_text(q, 8, a);
	out->officer_id = db_i64(q, 9);
	out->officer = column_text(q, 10, a);
	out->fields = column_text(q, 11, a);
	out->caveat = column_text(q, 12, a);
	out->language = column_text(q, 13, a);
	out->purpose = column_text(q, 14, a);
	out->offence = column_text(q, 15, a);
	out->case_reference = column_text(q, 16, a);
	out->transfer_state = column_text(q, 17, a);
	out->transfer_basis = column_text(q, 18, a);
	out->made_by_id = db_i64(q, 19);
	out->made_by = column_text(q, 20, a);
	out->made_at = db_i64(q, 21);
}

static void disclosure_columns(const struct query *q, struct arena *a, struct disclosure_view *out)
{
	made_columns(q, a, out);
	out->state = column_text(q, 22, a);
	out->released_by = column_text(q, 23, a);
	out->sent_at = db_i64(q, 24);
	out->before_review = db_i64(q, 25) != 0;
	out->feedback_due_at = db_i64(q, 26);
	out->expires_at = db_i64(q, 27);
	out->erase_at = db_i64(q, 28);
	out->content_hash = column_text(q, 29, a);
	out->has_package = db_i64(q, 30) != 0;
	out->fetched_at = db_i64(q, 31);
	out->acknowledged_at = db_i64(q, 32);
	out->feedback = column_text(q, 33, a);
	out->feedback_note = column_text(q, 34, a);
	out->feedback_at = db_i64(q, 35);
	out->recall_cause = column_text(q, 36, a);
	out->recall_note = column_text(q, 37, a);
	out->recalled_by = column_text(q, 38, a);
	out->recall_seen_by = column_text(q, 39, a);
	out->recalled_at = db_i64(q, 40);
	out->recall_due_at = db_i64(q, 41);
	out->recall_seen_at = db_i64(q, 42);
}

enum rc disclosure_read(struct db *db, int64_t id, struct arena *a, struct disclosure_view *out,
			struct err *e)
{
	struct query *q = db_query(db, DISCLOSURE_COLUMNS "WHERE x.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct disclosure_view){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		disclosure_columns(q, a, out);
	else if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such disclosure");
	return row_end(q, rc, a, e);
}

enum rc disclosures_read(struct db *db, struct slice authority, unsigned limit, struct arena *a,
			 disclosure_views *out, struct err *e)
{
	struct query *q = db_query(
		db, DISCLOSURE_COLUMNS
		"WHERE (CAST($1 AS TEXT) IS NULL OR (x.authority = $1 AND x.sent_at IS NOT NULL)) "
		"ORDER BY CASE WHEN x.state = 'waiting' OR (x.state = 'recalled' AND "
		"x.recall_seen_at IS NULL) THEN 0 ELSE 1 END, x.id DESC LIMIT $2");
	db_bind_text(q, 1, authority);
	db_bind_i64(q, 2, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct disclosure_view *v = LIST_ADD(out, a, struct disclosure_view);
		if (!v)
			break;
		disclosure_columns(q, a, v);
	}
	return rows_end(q, rc, a, e);
}

static enum rc count_of(struct query *q, int64_t *count, struct err *e)
{
	enum rc rc = db_step(q, e);
	*count = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc disclosures_since(struct db *db, int64_t from_at, int64_t *count, struct err *e)
{
	struct query *q = db_query(db, "SELECT count(*) FROM disclosure WHERE made_at >= $1");
	db_bind_i64(q, 1, from_at);
	return count_of(q, count, e);
}

/* ---- packages ---- */

enum rc package_insert(struct db *db, int64_t id, struct slice month, struct slice json,
		       struct slice pdf, struct slice hash, struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO package (disclosure_id, month, json, pdf) "
				       "VALUES ($1,$2,$3,$4)");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, month);
	db_bind_blob(q, 3, json);
	db_bind_blob(q, 4, pdf);
	enum rc rc = db_run(q, e);
	if (rc != RC_OK)
		return rc;
	q = db_query(db, "UPDATE disclosure SET content_hash = $2 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_blob(q, 2, hash);
	return db_run(q, e);
}

enum rc package_read(struct db *db, int64_t id, struct arena *a, struct package_row *out,
		     struct err *e)
{
	struct query *q =
		db_query(db, "SELECT month, json, pdf FROM package WHERE disclosure_id = $1");
	db_bind_i64(q, 1, id);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		out->month = column_text(q, 0, a);
		out->json = column_text(q, 1, a);
		out->pdf = column_text(q, 2, a);
	} else if (rc == RC_END) {
		(void)err_refuse(e, RC_NOT_FOUND, "package-gone", "R-093",
				 "the package is not here any more: its time is over, or it was "
				 "withdrawn; the record of the disclosure stays");
	}
	return row_end(q, rc, a, e);
}

static enum rc run_with_id(struct db *db, const char *sql, int64_t id, struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_i64(q, 1, id);
	return db_run(q, e);
}

enum rc package_delete(struct db *db, int64_t id, struct err *e)
{
	return run_with_id(db, "DELETE FROM package WHERE disclosure_id = $1", id, e);
}

enum rc packages_erase(struct db *db, int64_t now_at, int64_t *count, struct err *e)
{
	enum rc rc = run_with_id(db,
				 "DELETE FROM package WHERE disclosure_id IN "
				 "(SELECT id FROM disclosure WHERE erase_at <= $1)",
				 now_at, e);
	*count = rc == RC_OK ? db_changes(db) : 0;
	return rc == RC_OK ? run_with_id(db,
					 "UPDATE disclosure SET state = 'dropped' WHERE "
					 "state = 'waiting' AND erase_at <= $1",
					 now_at, e)
			   : rc;
}

/* ---- steps ---- */

static enum rc set_at(struct db *db, const char *sql, int64_t id, int64_t at, struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	return db_run(q, e);
}

enum rc disclosure_set_sent(struct db *db, int64_t id, int64_t released_by, int64_t at,
			    struct err *e)
{
	struct query *q = db_query(db, "UPDATE disclosure SET state = 'sent', sent_at = $2, "
				       "released_by = $3 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, at);
	bind_id(q, 3, released_by);
	return db_run(q, e);
}

enum rc disclosure_set_dropped(struct db *db, int64_t id, struct err *e)
{
	return run_with_id(db, "UPDATE disclosure SET state = 'dropped' WHERE id = $1", id, e);
}

enum rc disclosure_set_fetched(struct db *db, int64_t id, int64_t at, struct err *e)
{
	return set_at(db,
		      "UPDATE disclosure SET fetched_at = $2 WHERE id = $1 AND fetched_at IS NULL",
		      id, at, e);
}

enum rc disclosure_set_acknowledged(struct db *db, int64_t id, int64_t at, struct err *e)
{
	return set_at(db, "UPDATE disclosure SET acknowledged_at = $2 WHERE id = $1", id, at, e);
}

enum rc disclosure_set_feedback(struct db *db, int64_t id, struct slice feedback, struct slice note,
				int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE disclosure SET feedback = $2, feedback_note = $3, "
				       "feedback_at = $4 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, feedback);
	db_bind_text(q, 3, note);
	db_bind_i64(q, 4, at);
	return db_run(q, e);
}

enum rc disclosure_set_recall_seen(struct db *db, int64_t id, int64_t by, int64_t at, struct err *e)
{
	struct query *q = db_query(db, "UPDATE disclosure SET recall_seen_by = $2, "
				       "recall_seen_at = $3 WHERE id = $1");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, by);
	db_bind_i64(q, 3, at);
	return db_run(q, e);
}

enum rc disclosure_set_recalled(struct db *db, const struct recall_row *row, struct err *e)
{
	struct query *q = db_query(
		db, "UPDATE disclosure SET state = 'recalled', recall_cause = $2, "
		    "recall_note = $3, recalled_by = $4, recalled_at = $5, recall_due_at = $6 "
		    "WHERE id = $1");
	db_bind_i64(q, 1, row->id);
	db_bind_text(q, 2, slice_of(row->cause));
	db_bind_text(q, 3, row->note);
	bind_id(q, 4, row->by);
	db_bind_i64(q, 5, row->at);
	db_bind_i64(q, 6, row->due_at);
	return db_run(q, e);
}

#define TIED(where) \
	"SELECT id, state = 'sent' FROM disclosure WHERE state IN ('waiting','sent') AND " where \
	" ORDER BY id"

enum rc disclosures_tied(struct db *db, enum disclosure_tie tie, int64_t id, struct slice mark,
			 struct arena *a, disclosure_ids *out, struct err *e)
{
	static const char *const asked[] = {
		[TIE_ITSELF] = TIED("id = $1"),
		[TIE_DECISION] = TIED("decision_id = $1"),
		[TIE_TRAVELLER] = TIED("traveller_id = $1"),
		[TIE_REQUEST] = TIED("request_id = $1"),
		[TIE_ENTRY] = TIED("list_id = $1 AND entry_mark = $2"),
	};
	struct query *q = db_query(db, asked[tie]);
	db_bind_i64(q, 1, id);
	if (tie == TIE_ENTRY)
		db_bind_blob(q, 2, mark);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct disclosure_id *d = LIST_ADD(out, a, struct disclosure_id);
		if (!d)
			break;
		d->id = db_i64(q, 0);
		d->sent = db_i64(q, 1) != 0;
	}
	return rows_end(q, rc, a, e);
}

/* ---- what goes into a package ---- */

enum rc traveller_received(struct db *db, int64_t traveller_id, int64_t *at, struct err *e)
{
	struct query *q = db_query(db, "SELECT min(m.received_at) FROM traveller t JOIN message m "
				       "ON m.id IN (t.api_message_id, t.pnr_message_id) "
				       "WHERE t.id = $1");
	db_bind_i64(q, 1, traveller_id);
	return count_of(q, at, e);
}

enum rc booking_part_read(struct db *db, enum booking_part part, int64_t traveller_id,
			  struct arena *a, struct slice *out, struct err *e)
{
	static const char *const asked[] = {
		[BOOKING_CONTACTS] = "SELECT x.type, x.content, NULL, NULL FROM booking_contact x "
				     "JOIN traveller t ON t.booking_id = x.booking_id "
				     "WHERE t.id = $1 ORDER BY x.ordinal",
		[BOOKING_PAYMENTS] = "SELECT x.form, x.card, x.amount, x.currency "
				     "FROM booking_payment x "
				     "JOIN traveller t ON t.booking_id = x.booking_id "
				     "WHERE t.id = $1 ORDER BY x.ordinal",
		[BOOKING_ITINERARY] = "SELECT x.carrier || x.flight_number, x.origin, "
				      "x.destination, x.departs FROM booking_segment x "
				      "JOIN traveller t ON t.booking_id = x.booking_id "
				      "WHERE t.id = $1 ORDER BY x.ordinal",
	};
	struct query *q = db_query(db, asked[part]);
	struct buf b;
	buf_init(&b, PART_MAX);
	db_bind_i64(q, 1, traveller_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		if (b.n)
			buf_char(&b, '\n');
		for (int i = 0; i < 4; i++) {
			if (db_is_null(q, i))
				continue;
			if (i)
				buf_char(&b, ' ');
			buf_add(&b, db_text(q, i));
		}
	}
	*out = b.n ? arena_copy(a, buf_slice(&b)) : (struct slice){0};
	if (rc == RC_END && buf_failed(&b))
		rc = err_set(e, RC_LIMIT, "a booking is larger than a package holds");
	buf_release(&b);
	return rows_end(q, rc, a, e);
}

enum rc recipients_read(struct db *db, int64_t now_at, struct arena *a, recipient_views *out,
			struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT u.login, u.name, p.desk FROM account u JOIN post p ON p.account_id = u.id "
		"WHERE u.active = 1 AND p.duty = 'outside' AND p.desk IS NOT NULL "
		"AND (p.ends_at IS NULL OR p.ends_at > $1) ORDER BY p.desk, u.login");
	db_bind_i64(q, 1, now_at);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct recipient_view *v = LIST_ADD(out, a, struct recipient_view);
		if (!v)
			break;
		v->login = column_text(q, 0, a);
		v->name = column_text(q, 1, a);
		v->authority = column_text(q, 2, a);
	}
	return rows_end(q, rc, a, e);
}

/* ---- third countries ---- */

enum rc third_country_insert(struct db *db, const struct third_country_row *row, struct err *e)
{
	struct query *q = db_query(db,
				   "INSERT INTO third_country_notice (id, disclosure_id, country, "
				   "authority, result, checklist, by_account, at) "
				   "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
	db_bind_i64(q, 1, row->id);
	bind_id(q, 2, row->disclosure_id);
	db_bind_text(q, 3, row->country);
	db_bind_text(q, 4, row->authority);
	db_bind_text(q, 5, row->disclosure_id ? SLICE("transferred") : SLICE("refused"));
	db_bind_text(q, 6, row->checklist_json);
	db_bind_i64(q, 7, row->by);
	db_bind_i64(q, 8, row->at);
	return db_run(q, e);
}

enum rc third_countries_read(struct db *db, unsigned limit, struct arena *a,
			     third_country_views *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT x.id, x.disclosure_id, d.number, x.country, x.authority, x.result, "
		    "x.checklist, u.name, x.at, x.seen_at, s.name, x.note "
		    "FROM third_country_notice x JOIN account u ON u.id = x.by_account "
		    "LEFT JOIN disclosure d ON d.id = x.disclosure_id "
		    "LEFT JOIN account s ON s.id = x.seen_by "
		    "ORDER BY CASE WHEN x.seen_at IS NULL THEN 0 ELSE 1 END, x.id DESC LIMIT $1");
	db_bind_i64(q, 1, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct third_country_view *v = LIST_ADD(out, a, struct third_country_view);
		if (!v)
			break;
		v->id = db_i64(q, 0);
		v->disclosure_id = db_i64(q, 1);
		v->number = column_text(q, 2, a);
		v->country = column_text(q, 3, a);
		v->authority = column_text(q, 4, a);
		v->result = column_text(q, 5, a);
		v->checklist_json = column_text(q, 6, a);
		v->by = column_text(q, 7, a);
		v->at = db_i64(q, 8);
		v->seen_at = db_i64(q, 9);
		v->seen_by = column_text(q, 10, a);
		v->note = column_text(q, 11, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc third_country_seen(struct db *db, int64_t id, int64_t by, struct slice note, int64_t at,
			   struct err *e)
{
	struct query *q = db_query(db, "UPDATE third_country_notice SET seen_by = $2, note = $3, "
				       "seen_at = $4 WHERE id = $1 AND seen_at IS NULL");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, by);
	db_bind_text(q, 3, note);
	db_bind_i64(q, 4, at);
	enum rc rc = db_run(q, e);
	if (rc == RC_OK && db_changes(db) == 0)
		return err_refuse(e, RC_NOT_FOUND, "not-found", NULL,
				  "there is no such notice, or it was seen already");
	return rc;
}
