/* SPDX-License-Identifier: Apache-2.0 */
#include "review/unmask.h"

#include "base/buf.h"
#include "flow/opened.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/masked.h"
#include "store/unmask.h"

#include <string.h>

#define DETAIL_MAX ((size_t)16 << 10)

struct work { /* one act on a request */
	struct unit *u;
	struct db *db;
	const struct actor *who;
	struct arena *a;
	int64_t now_at;
	struct unmask_view *view;
};

static enum rc begin(struct work *w, enum permission needed, struct err *e)
{
	*w->view = (struct unmask_view){0};
	w->now_at = unit_now(w->u);
	enum rc rc = protect_require(w->who, needed, e);
	return rc == RC_OK ? store_write(unit_store(w->u), &w->db, e) : rc;
}

static enum rc end(struct work *w, enum rc rc, struct err *e)
{
	int64_t id = w->view->id;
	rc = store_end(unit_store(w->u), rc, e);
	if (rc != RC_OK) {
		*w->view = (struct unmask_view){0};
		return rc;
	}
	w->view->is_open = opened_request_is_open(w->u, id);
	unit_changed(w->u, (struct unit_changes){.hits = 1});
	return RC_OK;
}

/* The log keeps what R-113 names; the requester and the time are the record's own. */
static enum rc record(struct work *w, const char *act, struct err *e)
{
	const struct unmask_view *v = w->view;
	char object[AUDIT_OBJECT_TEXT], traveller[AUDIT_OBJECT_TEXT];
	struct buf b;
	struct json j;
	buf_init(&b, DETAIL_MAX);
	json_init(&j, &b);
	json_object(&j);
	json_put(&j, "record", audit_object(traveller, "traveller", v->traveller_id));
	json_put(&j, "fields", v->fields);
	json_put(&j, "requester", v->requested_by);
	json_put_opt(&j, "approver", v->decided_by);
	json_put(&j, "legal_basis", v->legal_basis);
	json_put(&j, "case", v->reference);
	json_put_opt(&j, "review", v->review_result);
	json_object_end(&j);
	enum rc rc = buf_failed(&b) ? err_set(e, RC_NOMEM, "no memory to record an unmasking")
				    : audit_append_by(w->db, w->who, act,
						      audit_object(object, "unmask", v->id),
						      buf_slice(&b), w->now_at, e);
	buf_release(&b);
	return rc;
}

/* Reads the request as it is now and records the act. */
static enum rc settle(struct work *w, int64_t id, const char *act, struct err *e)
{
	enum rc rc = unmask_view_read(w->db, id, w->a, w->view, e);
	return rc == RC_OK ? record(w, act, e) : rc;
}

/* ---- asking ---- */

static const char *const field_names[] = {"identity", "api", "pnr", "booking", "hits", NULL};

static enum rc check_fields(struct slice fields, struct err *e)
{
	struct slice one;
	bool any = false, good = true;
	while (slice_cut(&fields, ' ', &one)) {
		any = true;
		good = good && page_word(one, field_names, "bad-fields", e) == RC_OK &&
		       slice_present(one);
	}
	if (any && good)
		return RC_OK;
	return err_refuse(
		e, RC_INVALID, "bad-fields", "R-113",
		"say which fields are needed: identity, api, pnr, booking, hits, with blanks "
		"between");
}

static enum rc check_ask(const struct unmask_question *ask, struct err *e)
{
	enum rc rc = check_fields(ask->fields, e);
	if (rc == RC_OK)
		rc = masked_check_reason(ask->reason, "R-112", e);
	if (rc == RC_OK)
		rc = masked_check_reference(ask->reference, e);
	if (rc == RC_OK &&
	    (slice_trim(ask->legal_basis).n == 0 || ask->legal_basis.n > REFERENCE_MAX))
		rc = err_refuse(e, RC_INVALID, "no-legal-basis-given", "R-112",
				"name the law and article under which the record is needed, in at "
				"most %d bytes",
				REFERENCE_MAX);
	return rc;
}

static enum rc ask_row(struct work *w, const struct unmask_question *ask, struct err *e)
{
	struct unmask_row row = {.id = store_new_id(unit_store(w->u)),
				 .traveller_id = ask->traveller_id,
				 .fields = ask->fields,
				 .legal_basis = slice_trim(ask->legal_basis),
				 .reference = slice_trim(ask->reference),
				 .reason = slice_trim(ask->reason),
				 .requested_by = w->who->account_id,
				 .requested_at = w->now_at};
	int64_t masked_at = 0;
	enum rc rc = traveller_masked_read(w->db, ask->traveller_id, w->a, &masked_at,
					   &row.pseudonym, e);
	if (rc == RC_OK && !masked_at)
		rc = err_refuse(e, RC_CONFLICT, "not-masked", NULL,
				"this traveller is not masked: read the record as it is");
	if (rc == RC_OK)
		rc = unmask_insert(w->db, &row, e);
	return rc == RC_OK ? settle(w, row.id, "unmask.asked", e) : rc;
}

enum rc review_unmask_ask(struct unit *u, const struct actor *who,
			  const struct unmask_question *ask, struct arena *a,
			  struct unmask_view *out, struct err *e)
{
	struct work w = {.u = u, .who = who, .a = a, .view = out};
	*out = (struct unmask_view){0};
	enum rc rc = protect_require(who, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = check_ask(ask, e);
	if (rc == RC_OK)
		rc = begin(&w, MAY_UNMASK_ASK, e);
	return rc == RC_OK ? end(&w, ask_row(&w, ask, e), e) : rc;
}

/* ---- deciding ---- */

static enum rc may_decide(struct work *w, struct err *e)
{
	if (w->view->requested_by_id == w->who->account_id)
		return err_refuse(e, RC_DENIED, "own-request", "R-112",
				  "nobody approves a request of his or her own");
	if (!unit_may_approve_unmask(w->u, w->who->role))
		return err_refuse(e, RC_DENIED, "approver-is-piu", "R-112",
				  "the law of this unit wants the approval of a court or another "
				  "competent authority; that of the unit itself does not count");
	if (!slice_is(w->view->state, "asked"))
		return err_refuse(e, RC_CONFLICT, "already-decided", NULL,
				  "this request has been decided");
	return RC_OK;
}

static enum rc keep_share(struct work *w, int64_t id, const struct unmask_answer *answer,
			  int64_t ends_at, struct err *e)
{
	struct share share;
	if (!answer->approve || !slice_present(slice_trim(answer->share)))
		return RC_OK;
	enum rc rc = share_read(answer->share, &share, e);
	if (rc == RC_OK)
		rc = opened_keep_share(w->u, id, &share, ends_at, e);
	wipe_secret(&share, sizeof share);
	return rc;
}

static enum rc decide_row(struct work *w, int64_t id, const struct unmask_answer *answer,
			  struct err *e)
{
	struct unmask_decision d = {.id = id,
				    .by = w->who->account_id,
				    .at = w->now_at,
				    .state = answer->approve ? "approved" : "refused",
				    .reason = slice_trim(answer->reason)};
	if (answer->approve)
		d.ends_at = w->now_at + UNMASK_HOURS * HOUR_US;
	enum rc rc = unmask_view_read(w->db, id, w->a, w->view, e);
	if (rc == RC_OK)
		rc = may_decide(w, e);
	if (rc == RC_OK)
		rc = unmask_decide(w->db, &d, e);
	if (rc == RC_OK)
		rc = settle(w, id, answer->approve ? "unmask.approved" : "unmask.refused", e);
	return rc == RC_OK ? keep_share(w, id, answer, d.ends_at, e) : rc;
}

enum rc review_unmask_decide(struct unit *u, const struct actor *who, int64_t id,
			     const struct unmask_answer *answer, struct arena *a,
			     struct unmask_view *out, struct err *e)
{
	struct work w = {.u = u, .who = who, .a = a, .view = out};
	*out = (struct unmask_view){0};
	enum rc rc = protect_require(who, MAY_UNMASK_DECIDE, e);
	if (rc == RC_OK)
		rc = masked_check_reason(answer->reason, "R-112", e);
	if (rc == RC_OK)
		rc = begin(&w, MAY_UNMASK_DECIDE, e);
	return rc == RC_OK ? end(&w, decide_row(&w, id, answer, e), e) : rc;
}

/* ---- opening and reading ---- */

static enum rc may_open(const struct unmask_view *v, const struct actor *who, int64_t now_at,
			struct err *e)
{
	if (v->requested_by_id != who->account_id)
		return err_refuse(e, RC_DENIED, "not-yours", "R-113",
				  "a record is shown to who asked for it, and nobody else");
	if (!slice_is(v->state, "approved"))
		return err_refuse(e, RC_DENIED, "not-approved", "R-112",
				  "this request has not been approved");
	if (v->ends_at <= now_at)
		return err_refuse(e, RC_CONFLICT, "unmask-ended", "R-113",
				  "the time of this request is over: ask anew");
	return RC_OK;
}

static enum rc open_record(struct work *w, struct slice share, struct slice second, struct err *e)
{
	struct share shares[2];
	bool two = slice_present(slice_trim(second));
	enum rc rc = share_read(share, &shares[0], e);
	if (rc == RC_OK && two)
		rc = share_read(second, &shares[1], e);
	const struct opening o = {.request_id = w->view->id,
				  .traveller_id = w->view->traveller_id,
				  .account_id = w->who->account_id,
				  .fields = w->view->fields,
				  .ends_at = w->view->ends_at,
				  .first = &shares[0],
				  .second = two ? &shares[1] : NULL};
	if (rc == RC_OK)
		rc = opened_open(w->u, &o, e);
	wipe_secret(shares, sizeof shares);
	return rc;
}

static enum rc read_request(struct work *w, int64_t id, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(w->u), &db, e);
	if (rc == RC_OK)
		rc = unmask_view_read(db, id, w->a, w->view, e);
	store_done(unit_store(w->u), db);
	return rc;
}

static enum rc note_opened(struct work *w, int64_t id, struct err *e)
{
	enum rc rc = unmask_set_opened(w->db, id, w->now_at, e);
	return rc == RC_OK ? settle(w, id, "unmask.opened", e) : rc;
}

enum rc review_unmask_open(struct unit *u, const struct actor *who, int64_t id, struct slice share,
			   struct slice second_share, struct arena *a, struct unmask_view *out,
			   struct err *e)
{
	struct work w = {.u = u, .who = who, .a = a, .view = out, .now_at = unit_now(u)};
	*out = (struct unmask_view){0};
	enum rc rc = protect_require(who, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = read_request(&w, id, e);
	if (rc == RC_OK)
		rc = may_open(out, who, w.now_at, e);
	if (rc == RC_OK)
		rc = open_record(&w, share, second_share, e);
	if (rc == RC_OK)
		rc = begin(&w, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		return end(&w, note_opened(&w, id, e), e);
	*out = (struct unmask_view){0};
	return rc;
}

static enum rc note_shown(struct work *w, int64_t id, struct err *e)
{
	enum rc rc = unmask_count_shown(w->db, id, e);
	return rc == RC_OK ? settle(w, id, "unmask.read", e) : rc;
}

/* The record of the reading stands before anything is given out. */
enum rc review_unmask_read(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
			   struct unmask_record *out, struct err *e)
{
	struct work w = {.u = u, .who = who, .a = a, .view = &out->request};
	struct slice json = {0};
	*out = (struct unmask_record){0};
	enum rc rc = protect_require(who, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = opened_read(u, id, who->account_id, a, &json, e);
	if (rc == RC_OK)
		rc = begin(&w, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = end(&w, note_shown(&w, id, e), e);
	if (rc == RC_OK)
		out->record_json = json;
	return rc;
}

/* ---- the list ---- */

enum rc review_unmasks(struct unit *u, const struct actor *who, struct slice state, struct arena *a,
		       struct unmask_page *out, struct err *e)
{
	static const char *const states[] = {"asked", "approved", "refused", "review", NULL};
	struct db *db = NULL;
	bool all = protect_may(who->role, MAY_UNMASK_DECIDE) ||
		   protect_may(who->role, MAY_UNMASK_REVIEW);
	*out = (struct unmask_page){.now_at = unit_now(u)};
	enum rc rc = all ? RC_OK : protect_require(who, MAY_UNMASK_ASK, e);
	if (rc == RC_OK)
		rc = page_word(state, states, "bad-state", e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = unmask_views_read(db, state, all ? 0 : who->account_id, PAGE_MAX, a,
				       &out->requests, e);
	if (rc == RC_OK)
		rc = unmask_review_count(db, &out->to_review, e);
	store_done(unit_store(u), db);
	LIST_EACH(struct unmask_view, v, &out->requests)
	{
		v->is_open = opened_request_is_open(u, v->id);
	}
	return rc;
}

/* ---- the review afterwards ---- */

static enum rc review_row(struct work *w, int64_t id, struct slice result, struct slice note,
			  struct err *e)
{
	enum rc rc = unmask_view_read(w->db, id, w->a, w->view, e);
	if (rc == RC_OK && !slice_is(w->view->state, "approved"))
		rc = err_refuse(e, RC_CONFLICT, "not-approved", "R-112",
				"only an approved request is reviewed");
	if (rc == RC_OK && w->view->reviewed_at)
		rc = err_refuse(e, RC_CONFLICT, "already-reviewed", "R-112",
				"this request has been reviewed");
	if (rc == RC_OK)
		rc = unmask_set_reviewed(w->db, id, w->who->account_id, w->now_at, result,
					 slice_trim(note), e);
	return rc == RC_OK ? settle(w, id, "unmask.reviewed", e) : rc;
}

enum rc review_unmask_review(struct unit *u, const struct actor *who, int64_t id,
			     struct slice result, struct slice note, struct arena *a,
			     struct unmask_view *out, struct err *e)
{
	static const char *const results[] = {"lawful", "unlawful", NULL};
	struct work w = {.u = u, .who = who, .a = a, .view = out};
	*out = (struct unmask_view){0};
	enum rc rc = protect_require(who, MAY_UNMASK_REVIEW, e);
	if (rc == RC_OK && !slice_present(result))
		rc = err_refuse(e, RC_INVALID, "bad-result", "R-112",
				"say whether the unmasking was lawful or unlawful");
	if (rc == RC_OK)
		rc = page_word(result, results, "bad-result", e);
	if (rc == RC_OK)
		rc = masked_check_reason(note, "R-112", e);
	if (rc == RC_OK)
		rc = begin(&w, MAY_UNMASK_REVIEW, e);
	return rc == RC_OK ? end(&w, review_row(&w, id, result, note, e), e) : rc;
}
