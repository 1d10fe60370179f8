/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/rule_run.h"

#include "flow/flight_rows.h"
#include "flow/person_changes.h"
#include "flow/refresh.h"
#include "flow/retention.h"
#include "flow/rule_figures.h"
#include "store/sealed.h"

#define WORK_MEMORY ((size_t)4 << 30) /* upper limit; memory is taken as needed */
#define RULE_ID 1                     /* of the only rule of the set */
#define CLAMPED_US (4 * DAY_US)       /* more than a shorter month cuts off */

struct dry_run {
	struct unit *u;
	struct db *db;
	const struct rule_set *set;
	struct arena *a, *work; /* what lives for the run, and for one flight */
	struct map due;         /* ids of flights that are left out */
	struct figures figures;
	struct rule_run *out;
	bool full; /* enough travellers */
};

/* ---- what may be read ---- */

static struct slice id_key(const int64_t *id)
{
	return (struct slice){(const char *)id, sizeof *id};
}

/* Flights of which a message should be sealed or deleted by now. */
static enum rc note_due(struct dry_run *r, unsigned months, struct err *e)
{
	int64_t now_at = unit_now(r->u);
	aged_messages aged = {0};
	if (months == 0)
		return RC_OK;
	enum rc rc = aged_messages_read(r->db, AGED_CLEAR,
					retention_age_at(now_at, -(int)months) + CLAMPED_US, r->a,
					&aged, e);
	LIST_EACH(struct aged_message, m, &aged)
	{
		if (rc == RC_OK && retention_is_due(m->received_at, months, now_at))
			map_put(&r->due, id_key(&m->flight_id), m);
	}
	return rc;
}

/* ---- one flight ---- */

struct flight_run {
	const struct flight_name *name;
	struct truth truth;
	struct flight_row row;
	struct person_changes changes;
	struct traveller_row *hits; /* keys of those hit */
	unsigned hit_count, travellers;
};

static enum rc read_flight(struct dry_run *r, struct flight_run *f, struct err *e)
{
	const struct message *last = NULL;
	unsigned count = 0;
	enum rc rc = refresh_truth(r->u, r->db, f->name->id, r->work, &f->truth, &last, &count, e);
	if (rc == RC_OK)
		rc = person_changes_read(r->u, r->db, f->name->id, r->work, &f->changes, e);
	if (rc != RC_OK || count == 0)
		return rc;
	f->row = (struct flight_row){.id = f->name->id, .natural_key = f->name->natural_key};
	flight_row_total(r->u, &f->truth, last, count, r->work, &f->row);
	f->hits = arena_alloc(r->work, (f->truth.travellers.count + 1) * sizeof *f->hits);
	return f->hits ? RC_OK : err_set(e, RC_NOMEM, "a flight is larger than fits in memory");
}

static enum rc try_traveller(struct dry_run *r, struct flight_run *f,
			     const struct truth_traveller *t, struct err *e)
{
	struct rule_subject subject;
	struct rule_result result;
	struct traveller_row *row = &f->hits[f->hit_count];
	traveller_row_fill(t, f->name->id, r->work, row);
	if (!rule_subject_of(&f->truth, &f->row, t, &subject) ||
	    person_changes_restrict(&f->changes, row))
		return RC_OK;
	if (!rule_set_explain(r->set, RULE_ID, &subject, r->work, &result))
		return err_set(e, RC_NOMEM, "no memory to try a rule");
	figures_add(&r->figures, &subject, result.hits, r->work);
	f->hit_count += result.hits;
	f->travellers++;
	return RC_OK;
}

/* The rows of those hit, by their keys. */
static enum rc add_ids(struct dry_run *r, const struct flight_run *f, struct err *e)
{
	known_rows known = {0};
	struct rule_run *out = r->out;
	if (f->hit_count == 0 || out->id_count == RULE_RUN_IDS_MAX)
		return RC_OK;
	enum rc rc = travellers_known(r->db, f->name->id, r->work, &known, e);
	for (unsigned i = 0; rc == RC_OK && i < f->hit_count; i++) {
		const struct traveller_row *row = &f->hits[i];
		LIST_EACH(const struct known_row, k, &known)
		{
			bool same = slice_present(row->api_key)
					    ? slice_eq(k->key, row->api_key)
					    : slice_eq(k->other_key, row->pnr_key);
			if (same && out->id_count < RULE_RUN_IDS_MAX)
				out->ids[out->id_count++] = k->id;
		}
	}
	return rc;
}

static enum rc run_flight(struct dry_run *r, const struct flight_name *name, struct err *e)
{
	struct flight_run f = {.name = name};
	arena_reset(r->work);
	if (map_find(&r->due, id_key(&name->id)))
		return RC_OK;
	enum rc rc = read_flight(r, &f, e);
	if (rc != RC_OK || !f.hits)
		return rc;
	r->full = r->out->travellers + f.truth.travellers.count > RULE_RUN_TRAVELLERS_MAX;
	if (r->full)
		return RC_OK;
	LIST_EACH(const struct truth_traveller, t, &f.truth.travellers)
	{
		if (rc == RC_OK)
			rc = try_traveller(r, &f, t, e);
	}
	r->out->flights += f.travellers > 0;
	return rc == RC_OK ? add_ids(r, &f, e) : rc;
}

/* ---- all ---- */

static enum rc run_flights(struct dry_run *r, struct err *e)
{
	flight_names names = {0};
	enum rc rc = flight_names_latest(r->db, r->a, &names, e);
	LIST_EACH(const struct flight_name, f, &names)
	{
		if (rc != RC_OK || r->full)
			break;
		rc = run_flight(r, f, e);
	}
	r->out->cut = r->full;
	figures_end(&r->figures);
	if (rc == RC_OK && arena_failed(r->a))
		rc = err_set(e, RC_NOMEM, "no memory for the figures of a rule");
	return rc;
}

static enum rc run_set(struct dry_run *r, struct err *e)
{
	const struct retention_ages *ages = unit_ages(r->u);
	map_init(&r->due, r->a);
	figures_begin(&r->figures, r->out, r->a);
	enum rc rc = store_read(unit_store(r->u), &r->db, e);
	if (rc == RC_OK)
		rc = note_due(r, ages->mask_months, e);
	if (rc == RC_OK)
		rc = note_due(r, ages->delete_months, e);
	if (rc == RC_OK)
		rc = run_flights(r, e);
	store_done(unit_store(r->u), r->db);
	return rc;
}

enum rc rule_dry_run(struct unit *u, const struct rule_text *rule, struct arena *a,
		     struct rule_run *out, rule_faults *faults, struct err *e)
{
	struct rule_text only = *rule;
	only.id = RULE_ID;
	*out = (struct rule_run){0};
	enum rc rc = rule_check(rule, a, faults, e);
	if (rc != RC_OK)
		return rc;
	struct rule_set *set = rule_set_new(&only, 1, NULL);
	struct dry_run r = {.u = u, .set = set, .a = a, .work = arena_new(WORK_MEMORY), .out = out};
	rc = set && r.work ? run_set(&r, e) : err_set(e, RC_NOMEM, "no memory to try a rule");
	arena_free(r.work);
	rule_set_free(set);
	return rc;
}
