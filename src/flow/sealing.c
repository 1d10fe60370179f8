/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/history.h"
#include "flow/sealing.h"

#include "base/map.h"
#include "flow/flight_rows.h"
#include "flow/refresh.h"
#include "flow/retention.h"
#include "protect/audit.h"

struct job { /* one flight while it is masked */
	struct sealing *s;
	struct arena *a;
	int64_t flight_id;
	const struct aged_message *due;
	unsigned due_count;
	struct truth truth;
	tied_travellers ties;
	struct map by_api_key, by_pnr_key; /* to struct known_row */
	unsigned masked, deleted;
};

static const struct aged_message *due_message(const struct job *w, int64_t id)
{
	const struct aged_message *m = w->due;
	for (unsigned i = 0; id && i < w->due_count; i++, m = m->next)
		if (m->id == id)
			return m;
	return NULL;
}

static const struct tied_traveller *tie_of(const struct job *w, int64_t id)
{
	LIST_EACH(const struct tied_traveller, t, &w->ties)
	{
		if (t->id == id)
			return t;
	}
	return NULL;
}

/* ---- one traveller ---- */

static enum rc put_record(struct job *w, const struct truth_traveller *t,
			  const struct traveller_row *row, int64_t transferred_at, struct err *e)
{
	struct sealing_subject x = {.row = row, .truth = t, .transferred_at = transferred_at};
	if (t->booking)
		x.booking_json = booking_detail(t->booking->booking, w->a);
	enum rc rc = hit_explanations_read(w->s->db, row->id, w->a, &x.hits_json, e);
	return rc == RC_OK ? sealing_put_record(w->s, &x, w->a, e) : rc;
}

/* Nothing that a person recorded links the traveller with a risk. */
static bool goes_for_good(const struct job *w, const struct tied_traveller *tie,
			  int64_t transferred_at)
{
	const struct retention_ages *ages = unit_ages(w->s->unit);
	return ages->delete_unlinked_months > 0 && !tie->evidence && !tie->held &&
	       retention_is_due(transferred_at, ages->delete_unlinked_months, w->s->now_at);
}

static enum rc mask_traveller(struct job *w, const struct truth_traveller *t,
			      const struct traveller_row *row, struct err *e)
{
	const struct tied_traveller *tie = tie_of(w, row->id);
	const struct aged_message *api = due_message(w, row->api_message_id);
	const struct aged_message *pnr = due_message(w, row->pnr_message_id);
	if (!tie || (!api && !pnr))
		return RC_OK;
	bool whole = (api || !row->api_message_id) && (pnr || !row->pnr_message_id);
	int64_t at = api ? api->received_at : 0;
	if (pnr && pnr->received_at > at)
		at = pnr->received_at;
	if (whole)
		history_remove(w->s->unit, row->id);
	if (goes_for_good(w, tie, at)) {
		w->deleted += whole;
		return whole ? traveller_erase(w->s->db, row->id, e) : RC_OK;
	}
	enum rc rc = put_record(w, t, row, at, e);
	if (rc != RC_OK || !whole)
		return rc;
	w->masked++;
	return traveller_mask_row(w->s->db, row->id, sealing_pseudonym(w->s->unit, row, w->a),
				  w->s->now_at, e);
}

/* ---- the flight ---- */

static enum rc read_flight(struct job *w, struct err *e)
{
	const struct message *last;
	unsigned count;
	known_rows known = {0};
	enum rc rc = refresh_truth(w->s->unit, w->s->db, w->flight_id, w->a, &w->truth, &last,
				   &count, e);
	if (rc == RC_OK)
		rc = travellers_known(w->s->db, w->flight_id, w->a, &known, e);
	if (rc == RC_OK)
		rc = tied_travellers_read(w->s->db, w->flight_id, w->s->now_at, w->a, &w->ties, e);
	map_init(&w->by_api_key, w->a);
	map_init(&w->by_pnr_key, w->a);
	LIST_EACH(struct known_row, k, &known)
	{
		if (slice_present(k->key))
			map_put(&w->by_api_key, k->key, k);
		if (slice_present(k->other_key))
			map_put(&w->by_pnr_key, k->other_key, k);
	}
	return rc;
}

static int64_t row_of(const struct job *w, const struct traveller_row *row)
{
	const struct known_row *k =
		slice_present(row->api_key) ? map_find(&w->by_api_key, row->api_key) : NULL;
	if (!k && slice_present(row->pnr_key))
		k = map_find(&w->by_pnr_key, row->pnr_key);
	return k ? k->id : 0;
}

static enum rc mask_travellers(struct job *w, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct truth_traveller, t, &w->truth.travellers)
	{
		struct traveller_row row;
		if (rc != RC_OK)
			return rc;
		traveller_row_fill(t, w->flight_id, w->a, &row);
		row.id = row_of(w, &row);
		if (row.id)
			rc = mask_traveller(w, t, &row, e);
	}
	return rc;
}

/* Source bytes hold everybody who stands in the message: where the law deletes those whom
 * nothing links with a risk, they go; what was kept of the others is in their records. */
static enum rc mask_message(struct job *w, const struct aged_message *m, struct err *e)
{
	const struct retention_ages *ages = unit_ages(w->s->unit);
	unsigned char keyed[HASH_BYTES];
	struct slice body = {0};
	enum rc rc = bookings_mask(w->s->db, m->id, w->s->now_at, e);
	if (rc == RC_OK && !ages->delete_unlinked_months) {
		rc = message_body_read(w->s->db, m->id, w->a, &body, e);
		if (rc == RC_OK)
			rc = sealing_put_source(w->s, m, body, e);
	}
	hash_bytes(m->content_hash, unit_key(w->s->unit), keyed);
	if (rc == RC_OK)
		rc = message_mask(w->s->db, m->id,
				  (struct slice){(const char *)keyed, sizeof keyed}, w->s->now_at,
				  e);
	return rc;
}

static enum rc refresh_rest(struct job *w, struct err *e)
{
	struct refresh r = {.unit = w->s->unit, .db = w->s->db};
	struct slice key = {0};
	enum rc rc = flight_key_read(w->s->db, w->flight_id, w->a, &key, e);
	return rc == RC_OK ? refresh_flight(&r, w->flight_id, key, w->a, e) : rc;
}

static enum rc audit_flight(struct job *w, struct err *e)
{
	struct actor system = actor_system();
	char object[AUDIT_OBJECT_TEXT];
	struct slice detail = arena_printf(
		w->a, "{\"rule\":\"R-110\",\"messages\":%u,\"masked\":%u,\"deleted\":%u}",
		w->due_count, w->masked, w->deleted);
	return audit_append_by(w->s->db, &system, "retention.masked",
			       audit_object(object, "flight", w->flight_id), detail, w->s->now_at,
			       e);
}

enum rc sealing_flight(struct sealing *s, int64_t flight_id, const struct aged_message *due,
		       unsigned count, struct arena *a, struct err *e)
{
	struct job w = {.s = s, .a = a, .flight_id = flight_id, .due = due, .due_count = count};
	enum rc rc = read_flight(&w, e);
	if (rc == RC_OK)
		rc = mask_travellers(&w, e);
	for (unsigned i = 0; rc == RC_OK && i < count; i++, due = due->next)
		rc = mask_message(&w, due, e);
	if (rc == RC_OK)
		rc = refresh_rest(&w, e);
	if (rc == RC_OK)
		rc = audit_flight(&w, e);
	if (rc == RC_OK && arena_failed(a))
		rc = err_set(e, RC_NOMEM, "a flight is larger than fits in memory");
	s->messages += count;
	s->masked += w.masked;
	s->deleted += w.deleted;
	return rc;
}
