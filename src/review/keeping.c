/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/retention.h"
#include "flow/sealed_match.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/masked.h"
#include "review/unmask.h"
#include "store/flight_pages.h"
#include "store/minimised.h"
#include "store/sealed.h"
#include "store/unmask.h"

/* ---- evidence and holds ---- */

static enum rc record(struct unit *u, struct db *db, const struct actor *who, const char *act,
		      const char *kind, int64_t id, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(db, who, act, audit_object(object, kind, id), SLICE("{}"),
			       unit_now(u), e);
}

/* Begins a write for a traveller that is there. */
static enum rc begin(struct unit *u, int64_t traveller_id, struct arena *a, struct db **db,
		     struct err *e)
{
	int64_t masked_at;
	struct slice pseudonym;
	enum rc rc = store_write(unit_store(u), db, e);
	if (rc != RC_OK)
		return rc;
	rc = traveller_masked_read(*db, traveller_id, a, &masked_at, &pseudonym, e);
	if (rc != RC_OK)
		store_rollback(unit_store(u));
	return rc;
}

enum rc review_evidence(struct unit *u, const struct actor *who, int64_t traveller_id,
			struct slice grounds, struct slice reference, struct err *e)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct db *db = NULL;
	enum rc rc = protect_require(who, MAY_HITS_DECIDE, e);
	if (rc == RC_OK)
		rc = masked_check_reason(grounds, "R-115", e);
	if (rc == RC_OK)
		rc = masked_check_reference(reference, e);
	if (rc == RC_OK)
		rc = a ? begin(u, traveller_id, a, &db, e)
		       : err_set(e, RC_NOMEM, "no memory to record evidence");
	if (rc == RC_OK) {
		const struct evidence_row row = {.id = store_new_id(unit_store(u)),
						 .traveller_id = traveller_id,
						 .account_id = who->account_id,
						 .recorded_at = unit_now(u),
						 .grounds = slice_trim(grounds),
						 .reference = slice_trim(reference)};
		rc = evidence_insert(db, &row, e);
		if (rc == RC_OK)
			rc = record(u, db, who, "evidence.recorded", "traveller", traveller_id, e);
		rc = store_end(unit_store(u), rc, e);
	}
	arena_free(a);
	return rc;
}

static enum rc check_hold(struct unit *u, const struct hold_question *ask, struct err *e)
{
	int64_t now_at = unit_now(u);
	enum rc rc = masked_check_reference(ask->reference, e);
	if (rc == RC_OK && (text_not_blank(ask->owner) == 0 || ask->owner.n > REFERENCE_MAX))
		rc = err_refuse(e, RC_INVALID, "no-owner", "R-117",
				"a hold has an owner: name the authority that has the case");
	if (rc == RC_OK && (ask->ends_at <= now_at ||
			    ask->ends_at > retention_age_at(now_at, 12 * HOLD_YEARS_MAX)))
		rc = err_refuse(e, RC_INVALID, "bad-end", "R-117",
				"a hold has an end: a day to come, at most %d years from now",
				HOLD_YEARS_MAX);
	return rc;
}

enum rc review_hold(struct unit *u, const struct actor *who, int64_t traveller_id,
		    const struct hold_question *ask, int64_t *id, struct err *e)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct db *db = NULL;
	enum rc rc = protect_require(who, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = check_hold(u, ask, e);
	if (rc == RC_OK)
		rc = a ? begin(u, traveller_id, a, &db, e)
		       : err_set(e, RC_NOMEM, "no memory for a hold");
	if (rc == RC_OK) {
		const struct hold_row row = {.id = store_new_id(unit_store(u)),
					     .traveller_id = traveller_id,
					     .account_id = who->account_id,
					     .begun_at = unit_now(u),
					     .ends_at = ask->ends_at,
					     .owner = slice_trim(ask->owner),
					     .reference = slice_trim(ask->reference)};
		*id = row.id;
		rc = hold_insert(db, &row, e);
		if (rc == RC_OK)
			rc = record(u, db, who, "hold.begun", "hold", row.id, e);
		rc = store_end(unit_store(u), rc, e);
	}
	arena_free(a);
	return rc;
}

enum rc review_hold_end(struct unit *u, const struct actor *who, int64_t hold_id, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = protect_require(who, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = hold_end(db, hold_id, unit_now(u), e);
	if (rc == RC_OK)
		rc = record(u, db, who, "hold.ended", "hold", hold_id, e);
	return store_end(unit_store(u), rc, e);
}

enum rc review_keeping(struct unit *u, const struct actor *who, int64_t traveller_id,
		       struct arena *a, struct keeping_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct keeping_page){0};
	enum rc rc = protect_require(who, MAY_TRAVELLERS_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "keeping.read", "traveller", traveller_id, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = evidence_views_of(db, traveller_id, a, &out->evidence, e);
	if (rc == RC_OK)
		rc = hold_views_of(db, traveller_id, a, &out->holds, e);
	store_done(unit_store(u), db);
	return rc;
}

/* ---- searching by process ---- */

/* The question as if somebody were listed. */
static enum rc as_entry(const struct sealed_question *ask, struct arena *a,
			struct list_entry *entry, struct err *e)
{
	struct date born = {0};
	if (slice_present(ask->birth_date) && !date_parse(ask->birth_date, &born))
		return err_refuse(e, RC_INVALID, "bad-date", NULL,
				  "a birth date is written YYYY-MM-DD");
	if (!slice_present(ask->name) && !slice_present(ask->document))
		return err_refuse(e, RC_INVALID, "nothing-to-search", NULL,
				  "give a name or the number of a document");
	struct list_name *n =
		slice_present(ask->name) ? LIST_ADD(&entry->names, a, struct list_name) : NULL;
	if (n)
		*n = (struct list_name){.name = ask->name, .quality = NAME_PRIMARY};
	struct list_birth_date *b =
		date_present(born) ? LIST_ADD(&entry->birth_dates, a, struct list_birth_date)
				   : NULL;
	if (b)
		b->from = b->to = born;
	struct list_document *d = slice_present(ask->document)
					  ? LIST_ADD(&entry->documents, a, struct list_document)
					  : NULL;
	if (d)
		*d = (struct list_document){.number = ask->document, .issuer = ask->issuer};
	return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory to search") : RC_OK;
}

static enum rc show_found(struct db *db, const struct sealed_match *m, struct arena *a,
			  struct sealed_page *out, struct err *e)
{
	struct sealed_view *v = LIST_ADD(&out->found, a, struct sealed_view);
	struct flight_view flight;
	if (!v)
		return err_set(e, RC_NOMEM, "more was found than can be shown");
	v->traveller_id = m->traveller_id;
	v->outcome = screen_outcome_name(m->verdict.outcome);
	v->method = m->verdict.method;
	v->score_permille = m->verdict.score_permille;
	enum rc rc = traveller_masked_read(db, m->traveller_id, a, &v->masked_at, &v->pseudonym, e);
	if (rc == RC_OK)
		rc = flight_view_read(db, m->flight_id, a, &flight, e);
	if (rc != RC_OK)
		return rc;
	v->flight_id = flight.id;
	v->carrier = flight.carrier;
	v->number = flight.number;
	v->from = flight.from;
	v->to = flight.to;
	v->departs = flight.departs;
	return RC_OK;
}

static enum rc search(struct unit *u, const struct list_entry *entry, struct arena *a,
		      struct sealed_page *out, struct err *e)
{
	struct db *db = NULL;
	sealed_matches found = {0};
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = sealed_match_entry(u, db, entry, a, &found, e);
	LIST_EACH(const struct sealed_match, m, &found)
	{
		out->count++;
		if (rc == RC_OK && out->found.count < PAGE_MAX)
			rc = show_found(db, m, a, out, e);
	}
	store_done(unit_store(u), db);
	return rc;
}

enum rc review_sealed_search(struct unit *u, const struct actor *who,
			     const struct sealed_question *ask, struct arena *a,
			     struct sealed_page *out, struct err *e)
{
	struct list_entry entry = {0};
	*out = (struct sealed_page){0};
	enum rc rc = protect_may(who->role, MAY_UNMASK_REVIEW)
			     ? RC_OK
			     : protect_require(who, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = masked_check_reason(ask->reason, "R-004", e);
	if (rc == RC_OK)
		rc = masked_check_reference(ask->reference, e);
	if (rc == RC_OK)
		rc = as_entry(ask, a, &entry, e);
	if (rc == RC_OK)
		rc = search(u, &entry, a, out, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "sealed.searched", "sealed", 0, e);
	if (rc != RC_OK)
		*out = (struct sealed_page){0};
	return rc;
}

/* ---- retention, minimisation ---- */

enum rc review_retention(struct unit *u, const struct actor *who, struct arena *a,
			 struct retention_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct retention_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_RETENTION_READ, e);
	if (rc == RC_OK)
		rc = retention_status(u, &out->state, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = certificate_views_read(db, PAGE_DEFAULT, a, &out->certificates, e);
	store_done(unit_store(u), db);
	return rc;
}

static enum rc check_day(struct slice *day, struct slice today, struct err *e)
{
	struct date ignored;
	if (!slice_present(*day))
		*day = today;
	return date_parse(*day, &ignored)
		       ? RC_OK
		       : err_refuse(e, RC_INVALID, "bad-date", NULL, "a day is written YYYY-MM-DD");
}

enum rc review_minimised(struct unit *u, const struct actor *who, struct slice from,
			 struct slice to, struct arena *a, struct minimised_page *out,
			 struct err *e)
{
	struct db *db = NULL;
	char day[DATE_TEXT];
	date_write(date_of_instant(unit_now(u)), day);
	struct slice today = arena_copy(a, slice_of(day));
	*out = (struct minimised_page){.from = from, .to = to};
	enum rc rc = protect_require(who, MAY_RETENTION_READ, e);
	if (rc == RC_OK)
		rc = check_day(&out->from, today, e);
	if (rc == RC_OK)
		rc = check_day(&out->to, today, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = minimised_views_read(db, out->from, out->to, a, &out->rows, e);
	store_done(unit_store(u), db);
	LIST_EACH(const struct minimised_view, v, &out->rows)
	{
		out->total += v->count;
	}
	return rc;
}
