/* SPDX-License-Identifier: Apache-2.0
 *
 * Answering a request within its bounds, and after the assessment before travel only
 * with the independent review, or shortly before it where it is urgent.
 */
#include "review/unmask.h"
#include "share/parts.h"

static enum rc need_accepted(const struct request_view *r, struct err *e)
{
	if (slice_is(r->state, "accepted") || slice_is(r->state, "answered"))
		return RC_OK;
	return err_refuse(e, RC_CONFLICT, "request-not-accepted", "R-091",
			  "only an accepted request is answered; this one is %.*s",
			  SLICE_ARG(r->state));
}

/* Reading for the answer: the request, then whom it finds. */
static enum rc read_bounds(struct unit *u, int64_t id, struct arena *a, struct request_view *r,
			   request_finds *found, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = request_read(db, id, a, r, e);
	if (rc == RC_OK)
		rc = need_accepted(r, e);
	if (rc == RC_OK)
		rc = request_find_all(db, r, unit_now(u), REQUEST_FOUND_MAX, a, found, e);
	store_done(unit_store(u), db);
	return rc;
}

static enum rc may_answer(const struct actor *who, struct err *e)
{
	enum rc rc = protect_require(who, MAY_DISCLOSURES_MAKE, e);
	if (rc == RC_OK)
		rc = protect_require(who, MAY_REQUESTS_READ, e);
	return rc == RC_OK ? protect_require(who, MAY_TRAVELLERS_READ, e) : rc;
}

enum rc requests_search(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
			request_finds *out, struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = a};
	struct request_view r;
	request_finds found = {0};
	*out = found;
	enum rc rc = may_answer(who, e);
	if (rc == RC_OK)
		rc = read_bounds(u, id, a, &r, &found, e);
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	if (rc != RC_OK)
		return rc;
	rc = share_record(&w, "request.searched", "authority-request", id,
			  arena_printf(a, "{\"found\":%u}", found.count), e);
	rc = share_end(&w, rc, e);
	if (rc == RC_OK)
		*out = found;
	return rc;
}

/* ---- bounds ---- */

static bool is_found(const request_finds *found, int64_t traveller_id)
{
	LIST_EACH(const struct request_find, f, found)
	{
		if (f->traveller_id == traveller_id)
			return true;
	}
	return false;
}

static bool in_days(const struct request_view *r, struct slice departs)
{
	struct slice day = slice_range(departs, 0, DATE_TEXT - 1);
	return slice_cmp(r->from_on, day) <= 0 && slice_cmp(day, r->to_on) <= 0;
}

static enum rc check_bounds(const struct disclosing *d, const request_finds *found, struct err *e)
{
	const struct request_view *r = d->request;
	const struct traveller_page *p = d->person;
	bool inside = p->traveller.masked_at ? in_days(r, p->flight.departs)
					     : is_found(found, p->traveller.id);
	if (!inside || !share_fields_within(d->ask->fields, r->fields))
		return err_refuse(
			e, RC_DENIED, "outside-the-request", "R-091",
			"the request, as it was accepted, does not cover this person, these "
			"days or these fields: the authority files another one");
	if (!slice_eq(d->w.who->task.offence, r->offence))
		return err_refuse(
			e, RC_DENIED, "other-offence", "R-002",
			"your task serves another offence than the request: open a task for "
			"%.*s",
			SLICE_ARG(r->offence));
	return RC_OK;
}

/* Urgent use may come before the review, which must follow in LATER_USE_REVIEW_US. */
static enum rc check_later_use(struct disclosing *d, struct err *e)
{
	const struct request_view *r = d->request;
	int64_t now_at = unit_now(d->w.u);
	if (d->person->flight.deadline_at > now_at || !unit_law(d->w.u)->approvers[LAW_LATER_USE] ||
	    slice_is(r->approval, "approved"))
		return RC_OK;
	d->row.view.before_review = slice_is(r->urgency, "urgent") &&
				    slice_is(r->approval, "asked") &&
				    (!r->approval_due_at || now_at < r->approval_due_at);
	if (d->row.view.before_review)
		return RC_OK;
	return err_refuse(
		e, RC_DENIED, "later-use-not-approved", "R-092",
		"the assessment before this journey is over: its data are used on new "
		"circumstances and objective evidence only, after the review of a court or "
		"an independent body");
}

static enum rc check_masked(struct disclosing *d, int64_t unmask_id, struct err *e)
{
	struct unmask_record record = {0};
	const struct traveller_view *t = &d->person->traveller;
	if (!t->masked_at)
		return RC_OK;
	if (!unmask_id)
		return err_refuse(
			e, RC_DENIED, "masked", "R-112",
			"this record is sealed: ask for unmasking, and answer while it is "
			"open");
	enum rc rc = review_unmask_read(d->w.u, d->w.who, unmask_id, d->w.a, &record, e);
	if (rc == RC_OK && record.request.traveller_id != t->id)
		rc = err_refuse(e, RC_DENIED, "masked", "R-113",
				"that unmasking is of another record");
	d->record_json = record.record_json;
	return rc;
}

/* ---- the answer ---- */

static enum rc put_answer(struct disclosing *d, struct err *e)
{
	struct request_view now;
	struct share_work *w = &d->w;
	const struct request_view *r = d->request;
	enum rc rc = request_read(w->db, r->id, w->a, &now, e);
	if (rc == RC_OK)
		rc = need_accepted(&now, e);
	if (rc == RC_OK && !slice_eq(now.approval, r->approval))
		rc = err_refuse(e, RC_CONFLICT, "already-decided", "R-092",
				"the review was decided meanwhile: read the request again");
	if (rc == RC_OK)
		rc = account_row_find(w->db, r->officer_id, w->a, &d->officer, e);
	if (rc == RC_OK)
		rc = share_officer(w, d->officer.login, &d->officer, e);
	if (rc == RC_OK)
		rc = disclosing_put(d, e);
	if (rc == RC_OK)
		rc = request_set_answered(w->db, r->id, (struct slice){0}, w->now_at, e);
	if (rc != RC_OK || !d->row.view.before_review)
		return rc;
	rc = r->approval_due_at
		     ? RC_OK
		     : request_set_review_due(w->db, r->id, w->now_at + LATER_USE_REVIEW_US, e);
	return rc == RC_OK ? share_record(w, "later-use.before-review", "authority-request", r->id,
					  (struct slice){0}, e)
			   : rc;
}

enum rc requests_answer(struct unit *u, const struct actor *who, int64_t id, int64_t traveller_id,
			int64_t unmask_id, const struct disclosure_question *ask, struct arena *a,
			struct disclosure_view *out, struct err *e)
{
	struct request_view r = {0};
	struct traveller_page person = {0};
	request_finds found = {0};
	struct disclosing d = {
		.w = {.u = u, .who = who, .a = a}, .ask = ask, .request = &r, .person = &person};
	*out = (struct disclosure_view){0};
	enum rc rc = may_answer(who, e);
	if (rc == RC_OK)
		rc = read_bounds(u, id, a, &r, &found, e);
	if (rc == RC_OK)
		rc = review_traveller(u, who, traveller_id, a, &person, e);
	if (rc == RC_OK)
		rc = check_bounds(&d, &found, e);
	if (rc == RC_OK)
		rc = check_later_use(&d, e);
	if (rc == RC_OK)
		rc = check_masked(&d, unmask_id, e);
	if (rc == RC_OK)
		rc = disclosing_check(&d, e);
	d.row.view.request_id = id;
	d.row.view.offence = r.offence;
	d.row.view.case_reference = r.case_reference;
	if (rc == RC_OK)
		rc = share_begin(&d.w, e);
	if (rc != RC_OK)
		return rc;
	rc = put_answer(&d, e);
	if (rc == RC_OK)
		rc = disclosure_read(d.w.db, d.row.view.id, a, out, e);
	return share_end(&d.w, rc, e);
}

enum rc requests_close(struct unit *u, const struct actor *who, int64_t id, struct slice answer,
		       struct arena *a, struct request_view *out, struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = a};
	*out = (struct request_view){0};
	enum rc rc = protect_require(who, MAY_DISCLOSURES_MAKE, e);
	if (rc == RC_OK)
		rc = protect_require(who, MAY_REQUESTS_READ, e);
	if (rc == RC_OK)
		rc = masked_check_reason(answer, "R-091", e);
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	if (rc != RC_OK)
		return rc;
	rc = request_read(w.db, id, a, out, e);
	if (rc == RC_OK && !slice_is(out->state, "accepted"))
		rc = need_accepted(&(struct request_view){.state = out->state}, e) == RC_OK
			     ? err_refuse(e, RC_CONFLICT, "request-decided", "R-091",
					  "this request was answered already")
			     : RC_CONFLICT;
	if (rc == RC_OK)
		rc = request_set_answered(w.db, id, slice_trim(answer), w.now_at, e);
	if (rc == RC_OK)
		rc = share_record(&w, "request.closed", "authority-request", id, (struct slice){0},
				  e);
	if (rc == RC_OK)
		rc = request_read(w.db, id, a, out, e);
	return share_end(&w, rc, e);
}
