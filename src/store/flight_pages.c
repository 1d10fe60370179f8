/* SPDX-License-Identifier: Apache-2.0 */
#include "store/flight_pages.h"

#include "store/columns.h"

/* ---- flights ---- */

#define FLIGHT_COLUMNS \
	"f.id, f.carrier, f.flight_number, f.suffix, f.origin, f.destination, f.departs, f.arrives, " \
	"f.departs_at, f.arrives_at, f.direction, f.deadline_at, f.status, f.travellers, f.crew, " \
	"f.bookings, f.messages, f.has_api, f.has_pnr, " \
	"(SELECT count(*) FROM hit h WHERE h.flight_id = f.id AND h.state = 'open'), " \
	"(SELECT count(*) FROM hit h WHERE h.flight_id = f.id AND h.state <> 'withdrawn')"

static void flight_columns(const struct query *q, struct arena *a, struct flight_view *out)
{
	out->id = db_i64(q, 0);
	out->carrier = column_text(q, 1, a);
	out->number = column_text(q, 2, a);
	out->suffix = column_text(q, 3, a);
	out->from = column_text(q, 4, a);
	out->to = column_text(q, 5, a);
	out->departs = column_text(q, 6, a);
	out->arrives = column_text(q, 7, a);
	out->departs_at = db_i64(q, 8);
	out->arrives_at = db_i64(q, 9);
	out->direction = column_text(q, 10, a);
	out->deadline_at = db_i64(q, 11);
	out->status = column_text(q, 12, a);
	out->travellers = db_i64(q, 13);
	out->crew = db_i64(q, 14);
	out->bookings = db_i64(q, 15);
	out->messages = db_i64(q, 16);
	out->has_api = db_i64(q, 17) != 0;
	out->has_pnr = db_i64(q, 18) != 0;
	out->hits_known = true;
	out->hits_open = db_i64(q, 19);
	out->hits = db_i64(q, 20);
}

/* A port is known by its IATA code too where the carrier sent a UN/LOCODE ("PTLIS"). */
enum rc flight_page_read(struct db *db, const struct flight_range *range, struct arena *a,
			 flight_views *out, bool *more, struct err *e)
{
	struct query *q = db_query(
		db,
		"SELECT " FLIGHT_COLUMNS " FROM flight f WHERE f.deadline_at >= $1 AND "
		"f.deadline_at <= $2 AND (f.deadline_at > $3 OR (f.deadline_at = $3 AND f.id > $4)) "
		"AND (CAST($5 AS TEXT) IS NULL OR f.direction = $5) "
		"AND (CAST($6 AS TEXT) IS NULL OR f.origin = $6 OR f.destination = $6 "
		"OR f.origin LIKE '__' || $6 OR f.destination LIKE '__' || $6 "
		"OR f.carrier || f.flight_number || coalesce(f.suffix, '') LIKE '%' || $6 || '%') "
		"ORDER BY f.deadline_at, f.id LIMIT $7");
	db_bind_i64(q, 1, range->from_at);
	db_bind_i64(q, 2, range->to_at);
	db_bind_i64(q, 3, range->after_at);
	db_bind_i64(q, 4, range->after_id);
	db_bind_text(q, 5, range->direction);
	db_bind_text(q, 6, range->q);
	db_bind_i64(q, 7, (int64_t)range->limit + 1);
	*more = false;
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		*more = out->count == range->limit;
		if (*more)
			break;
		struct flight_view *f = LIST_ADD(out, a, struct flight_view);
		if (!f)
			break;
		flight_columns(q, a, f);
	}
	return rows_end(q, rc, a, e);
}

enum rc flight_view_read(struct db *db, int64_t id, struct arena *a, struct flight_view *out,
			 struct err *e)
{
	struct query *q = db_query(db, "SELECT " FLIGHT_COLUMNS " FROM flight f WHERE f.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct flight_view){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		flight_columns(q, a, out);
	else if (rc == RC_END)
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such flight");
	return row_end(q, rc, a, e);
}

enum rc leg_views_read(struct db *db, int64_t flight_id, struct arena *a, struct flight_page *out,
		       struct err *e)
{
	struct query *q = db_query(db, "SELECT origin, destination, departs, arrives FROM leg "
				       "WHERE flight_id = $1 ORDER BY ordinal");
	db_bind_i64(q, 1, flight_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct leg_view *leg = LIST_ADD(&out->legs, a, struct leg_view);
		if (!leg)
			break;
		leg->from = column_text(q, 0, a);
		leg->to = column_text(q, 1, a);
		leg->departs = column_text(q, 2, a);
		leg->arrives = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

/* ---- messages ---- */

#define MESSAGE_COLUMNS \
	"m.id, m.state, m.type, m.function, m.sender, m.interchange_ref, m.message_ref, " \
	"m.prepared_at, m.received_at, m.carrier, m.travellers, m.finding_count, m.removed_count"

static struct slice reference_of(const struct query *q, struct arena *a)
{
	struct slice interchange = db_text(q, 5), message = db_text(q, 6);
	if (!slice_present(interchange) && !slice_present(message))
		return (struct slice){0};
	return arena_printf(a, "%.*s/%.*s", SLICE_ARG(interchange), SLICE_ARG(message));
}

static void message_columns(const struct query *q, struct arena *a, struct message_view *out)
{
	out->id = db_i64(q, 0);
	out->state = column_text(q, 1, a);
	out->type = column_text(q, 2, a);
	out->function = column_text(q, 3, a);
	out->sender = column_text(q, 4, a);
	out->reference = reference_of(q, a);
	out->prepared_at = column_text(q, 7, a);
	out->received_at = db_i64(q, 8);
	out->carrier = column_text(q, 9, a);
	out->travellers = db_i64(q, 10);
	out->findings = db_i64(q, 11);
	out->removed = db_i64(q, 12);
}

static enum rc read_messages(struct query *q, struct arena *a, message_views *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct message_view *m = LIST_ADD(out, a, struct message_view);
		if (!m)
			break;
		message_columns(q, a, m);
	}
	return rows_end(q, rc, a, e);
}

enum rc message_views_of_flight(struct db *db, int64_t flight_id, struct arena *a,
				message_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " MESSAGE_COLUMNS " FROM message m "
				       "WHERE m.flight_id = $1 ORDER BY m.order_key");
	db_bind_i64(q, 1, flight_id);
	return read_messages(q, a, out, e);
}

enum rc message_views_read(struct db *db, struct slice state, unsigned limit, struct arena *a,
			   message_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " MESSAGE_COLUMNS " FROM message m "
				       "WHERE CAST($1 AS TEXT) IS NULL OR m.state = $1 "
				       "ORDER BY m.received_at DESC, m.id DESC LIMIT $2");
	db_bind_text(q, 1, state);
	db_bind_i64(q, 2, limit);
	return read_messages(q, a, out, e);
}

static enum rc findings_read(struct db *db, int64_t message_id, struct arena *a, finding_views *out,
			     struct err *e)
{
	struct query *q = db_query(db, "SELECT severity, code, segment, sentence FROM finding "
				       "WHERE message_id = $1 ORDER BY ordinal");
	db_bind_i64(q, 1, message_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct finding_view *f = LIST_ADD(out, a, struct finding_view);
		if (!f)
			break;
		f->severity = column_text(q, 0, a);
		f->code = column_text(q, 1, a);
		f->segment = db_i64(q, 2);
		f->text = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

enum rc message_source_read(struct db *db, int64_t id, struct arena *a, struct message_source *out,
			    struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT " MESSAGE_COLUMNS ", m.body, m.removed FROM message m "
				   "WHERE m.id = $1 AND m.state = 'stored'");
	db_bind_i64(q, 1, id);
	*out = (struct message_source){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		message_columns(q, a, &out->message);
		out->body = column_text(q, 13, a);
		out->removed = column_text(q, 14, a);
	} else if (rc == RC_END) {
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such message");
	}
	rc = row_end(q, rc, a, e);
	return rc == RC_OK ? findings_read(db, id, a, &out->findings, e) : rc;
}

/* ---- travellers ---- */

#define TRAVELLER_COLUMNS \
	"t.id, t.kind, t.role, t.family, t.given, t.middle, t.title, t.sex, t.birth_date, " \
	"t.nationality, t.residence, t.embark, t.disembark, t.locator, t.seat, t.status, " \
	"t.api_message_id, t.pnr_message_id, " \
	"(SELECT count(*) FROM hit h WHERE h.traveller_id = t.id AND h.state = 'open'), " \
	"(SELECT count(*) FROM hit h WHERE h.traveller_id = t.id AND h.state <> 'withdrawn'), " \
	"t.masked_at, t.pseudonym"

static void traveller_columns(const struct query *q, struct arena *a, struct traveller_view *out)
{
	out->id = db_i64(q, 0);
	out->kind = column_text(q, 1, a);
	out->role = column_text(q, 2, a);
	out->family = column_text(q, 3, a);
	out->given = column_text(q, 4, a);
	out->middle = column_text(q, 5, a);
	out->title = column_text(q, 6, a);
	out->sex = column_text(q, 7, a);
	out->birth_date = column_text(q, 8, a);
	out->nationality = column_text(q, 9, a);
	out->residence = column_text(q, 10, a);
	out->embark = column_text(q, 11, a);
	out->disembark = column_text(q, 12, a);
	out->locator = column_text(q, 13, a);
	out->seat = column_text(q, 14, a);
	out->status = column_text(q, 15, a);
	out->has_api = !db_is_null(q, 16);
	out->has_pnr = !db_is_null(q, 17);
	out->hits_known = true;
	out->hits_open = db_i64(q, 18);
	out->hits = db_i64(q, 19);
	out->masked_at = db_i64(q, 20);
	out->pseudonym = column_text(q, 21, a);
}

static enum rc documents_read(struct db *db, struct arena *a, struct traveller_view *t,
			      struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT type, document_number, issuer, expires FROM document "
				   "WHERE traveller_id = $1 ORDER BY ordinal");
	db_bind_i64(q, 1, t->id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct document_view *d = LIST_ADD(&t->documents, a, struct document_view);
		if (!d)
			break;
		d->type = column_text(q, 0, a);
		d->number = column_text(q, 1, a);
		d->issuer = column_text(q, 2, a);
		d->expires = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_travellers(struct db *db, struct query *q, struct arena *a,
			       traveller_views *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct traveller_view *t = LIST_ADD(out, a, struct traveller_view);
		if (!t)
			break;
		traveller_columns(q, a, t);
		rc = documents_read(db, a, t, e);
		if (rc != RC_OK)
			break;
	}
	return rows_end(q, rc, a, e);
}

enum rc traveller_views_of_flight(struct db *db, int64_t flight_id, struct arena *a,
				  traveller_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " TRAVELLER_COLUMNS " FROM traveller t "
				       "WHERE t.flight_id = $1 ORDER BY t.family, t.given, t.id");
	db_bind_i64(q, 1, flight_id);
	return read_travellers(db, q, a, out, e);
}

enum rc traveller_views_of_booking(struct db *db, int64_t booking_id, int64_t but_id,
				   struct arena *a, traveller_views *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " TRAVELLER_COLUMNS " FROM traveller t "
				       "WHERE t.booking_id = $1 AND t.id <> $2 "
				       "ORDER BY t.family, t.given, t.id");
	db_bind_i64(q, 1, booking_id);
	db_bind_i64(q, 2, but_id);
	return read_travellers(db, q, a, out, e);
}

static void ties_columns(const struct query *q, int first, struct arena *a,
			 struct traveller_ties *out)
{
	out->flight_id = db_i64(q, first);
	out->booking_id = db_i64(q, first + 1);
	out->join_reason = column_text(q, first + 2, a);
	out->api_message_id = db_i64(q, first + 3);
	out->pnr_message_id = db_i64(q, first + 4);
	out->api_index = (unsigned)db_i64(q, first + 5);
	out->pnr_index = (unsigned)db_i64(q, first + 6);
}

enum rc traveller_view_read(struct db *db, int64_t id, struct arena *a, struct traveller_view *out,
			    struct traveller_ties *ties, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT " TRAVELLER_COLUMNS ", t.flight_id, "
		    "t.booking_id, t.join_reason, t.api_message_id, t.pnr_message_id, t.api_index, "
		    "t.pnr_index FROM traveller t WHERE t.id = $1");
	db_bind_i64(q, 1, id);
	*out = (struct traveller_view){0};
	enum rc rc = db_step(q, e);
	if (rc == RC_OK) {
		traveller_columns(q, a, out);
		if (ties)
			ties_columns(q, 22, a, ties);
	} else if (rc == RC_END) {
		(void)err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such traveller");
	}
	rc = row_end(q, rc, a, e);
	return rc == RC_OK ? documents_read(db, a, out, e) : rc;
}
