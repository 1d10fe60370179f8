/* SPDX-License-Identifier: Apache-2.0 */
#include "share/parts.h"

static enum rc may_release(const struct share_work *w, const struct disclosure_view *v, bool send,
			   struct err *e)
{
	if (!slice_is(v->state, "waiting"))
		return err_refuse(e, RC_CONFLICT, "not-waiting", NULL,
				  "this disclosure does not wait for anybody: it is %.*s",
				  SLICE_ARG(v->state));
	if (!send)
		return RC_OK;
	if (v->made_by_id == w->who->account_id)
		return err_refuse(e, RC_DENIED, "own-disclosure", "R-074",
				  "somebody else sends what you have prepared: its impact is high");
	if (!law_may_approve(unit_law(w->u), LAW_SECOND_REVIEW, w->who->role))
		return err_refuse(
			e, RC_DENIED, "second-reviewer-role", "R-074",
			"the profile names who may be the second reviewer; the role %s may "
			"not",
			actor_role_name(w->who->role));
	if (v->erase_at <= w->now_at)
		return err_refuse(e, RC_NOT_FOUND, "package-gone", "R-093",
				  "the time of this package is over: prepare a new one");
	return RC_OK;
}

static enum rc release(struct share_work *w, const struct disclosure_view *v, bool send,
		       struct err *e)
{
	enum rc rc = send ? disclosure_set_sent(w->db, v->id, w->who->account_id, w->now_at, e)
			  : disclosure_set_dropped(w->db, v->id, e);
	if (rc == RC_OK && !send)
		rc = package_delete(w->db, v->id, e);
	struct slice detail =
		arena_printf(w->a, "{\"content_hash\":\"%.*s\"}", SLICE_ARG(v->content_hash));
	return rc == RC_OK ? share_record(w, send ? "disclosure.sent" : "disclosure.dropped",
					  "disclosure", v->id, detail, e)
			   : rc;
}

enum rc share_release(struct unit *u, const struct actor *who, int64_t id, bool send,
		      struct arena *a, struct disclosure_view *out, struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = a};
	*out = (struct disclosure_view){0};
	enum rc rc = protect_require(who, MAY_DISCLOSURES_MAKE, e);
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	if (rc != RC_OK)
		return rc;
	rc = disclosure_read(w.db, id, a, out, e);
	if (rc == RC_OK)
		rc = may_release(&w, out, send, e);
	if (rc == RC_OK)
		rc = release(&w, out, send, e);
	if (rc == RC_OK)
		rc = disclosure_read(w.db, id, a, out, e);
	return share_end(&w, rc, e);
}

static enum rc recall(struct share_work *w, const struct disclosure_view *v, struct slice note,
		      struct err *e)
{
	const struct recall r = {
		.tie = TIE_ITSELF, .id = v->id, .cause = "by-the-unit", .note = slice_trim(note)};
	if (!slice_is(v->state, "sent"))
		return err_refuse(e, RC_CONFLICT, "not-sent", "R-094",
				  "only what was sent is called back; this disclosure is %.*s",
				  SLICE_ARG(v->state));
	return recalls_put(w->u, w->db, w->who, &r, NULL, e);
}

enum rc share_recall(struct unit *u, const struct actor *who, int64_t id, struct slice note,
		     struct arena *a, struct disclosure_view *out, struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = a};
	*out = (struct disclosure_view){0};
	enum rc rc = protect_require(who, MAY_DISCLOSURES_MAKE, e);
	if (rc == RC_OK)
		rc = masked_check_reason(note, "R-094", e);
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	if (rc != RC_OK)
		return rc;
	rc = disclosure_read(w.db, id, a, out, e);
	if (rc == RC_OK)
		rc = recall(&w, out, note, e);
	if (rc == RC_OK)
		rc = disclosure_read(w.db, id, a, out, e);
	return share_end(&w, rc, e);
}

/* ---- the list ---- */

static void count(struct disclosures_page *page)
{
	int64_t now_at = page->now_at;
	LIST_EACH(const struct disclosure_view, v, &page->disclosures)
	{
		bool sent = slice_is(v->state, "sent");
		bool unseen = slice_is(v->state, "recalled") && !v->recall_seen_at;
		page->waiting += slice_is(v->state, "waiting");
		page->unseen_recalls += unseen;
		page->overdue += (sent && !v->feedback_at && v->feedback_due_at <= now_at) ||
				 (unseen && v->recall_due_at <= now_at);
	}
}

enum rc share_disclosures(struct unit *u, const struct actor *who, struct arena *a,
			  struct disclosures_page *out, struct err *e)
{
	struct db *db = NULL;
	bool own = protect_may(who->role, MAY_PACKAGES_RECEIVE);
	*out = (struct disclosures_page){.now_at = unit_now(u)};
	enum rc rc = own ? share_own_authority(u, who, e)
			 : protect_require(who, MAY_DISCLOSURES_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = disclosures_read(db, own ? who->desk : (struct slice){0}, PAGE_MAX, a,
				      &out->disclosures, e);
	store_done(unit_store(u), db);
	count(out);
	return rc;
}
