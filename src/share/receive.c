/* SPDX-License-Identifier: Apache-2.0
 *
 * What the recipient does with a package: gets it, acknowledges it, says what came of it,
 * and acknowledges a recall.
 */
#include "share/parts.h"

#define PACKAGE_MEMORY ((size_t)64 << 20)

static const char *const formats[] = {"json", "pdf", NULL};
static const char *const feedbacks[] = {"useful", "not-useful", "measures", NULL};

struct receiving {
	struct share_work w;
	struct disclosure_view view;
};

/* Begins; the disclosure must be one of the authority's, and of the officer where `named`. */
static enum rc begin(struct receiving *r, struct unit *u, const struct actor *who, int64_t id,
		     bool named, struct err *e)
{
	*r = (struct receiving){.w = {.u = u, .who = who}};
	enum rc rc = protect_require(who, MAY_PACKAGES_RECEIVE, e);
	if (rc == RC_OK)
		rc = share_own_authority(u, who, e);
	if (rc == RC_OK)
		r->w.a = arena_new(PACKAGE_MEMORY);
	if (rc == RC_OK && !r->w.a)
		rc = err_set(e, RC_NOMEM, "no memory for a package");
	if (rc == RC_OK)
		rc = share_begin(&r->w, e);
	if (rc != RC_OK) {
		arena_free(r->w.a);
		return rc;
	}
	const struct disclosure_view *v = &r->view;
	rc = disclosure_read(r->w.db, id, r->w.a, &r->view, e);
	if (rc == RC_OK && (!v->sent_at || !slice_eq(v->authority, who->desk) ||
			    (named && v->officer_id != who->account_id)))
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", "R-090",
				"there is no such package for this account: it is for the officer "
				"who is named in it, and nobody else");
	if (rc != RC_OK) {
		store_rollback(unit_store(u));
		arena_free(r->w.a);
	}
	return rc;
}

static enum rc end(struct receiving *r, enum rc rc, const char *act, struct slice detail,
		   struct err *e)
{
	if (rc == RC_OK)
		rc = share_record(&r->w, act, "disclosure", r->view.id, detail, e);
	return share_end(&r->w, rc, e);
}

static enum rc refuse_recalled(const struct disclosure_view *v, struct err *e)
{
	if (!slice_is(v->state, "recalled"))
		return RC_OK;
	return err_refuse(
		e, RC_CONFLICT, "recalled", "R-094",
		"the unit has called this package back: acknowledge the notice, and erase "
		"what you have of it");
}

/* ---- getting it ---- */

static enum rc take(struct receiving *r, struct package_row *row, struct err *e)
{
	const struct disclosure_view *v = &r->view;
	enum rc rc = refuse_recalled(v, e);
	if (rc == RC_OK && v->erase_at <= r->w.now_at)
		rc = err_refuse(e, RC_NOT_FOUND, "package-gone", "R-093",
				"the time of this package is over; the record of it stays");
	if (rc == RC_OK)
		rc = package_read(r->w.db, v->id, r->w.a, row, e);
	return rc == RC_OK ? disclosure_set_fetched(r->w.db, v->id, r->w.now_at, e) : rc;
}

enum rc share_fetch(struct unit *u, const struct actor *who, int64_t id, struct slice format,
		    struct buf *out, struct err *e)
{
	struct receiving r;
	struct package_row row = {0};
	enum rc rc = page_word(format, formats, "bad-format", e);
	if (rc == RC_OK)
		rc = begin(&r, u, who, id, true, e);
	if (rc != RC_OK)
		return rc;
	bool pdf = slice_is(format, "pdf");
	rc = end(&r, take(&r, &row, e), "package.fetched",
		 arena_printf(r.w.a, "{\"form\":\"%s\"}", pdf ? "pdf" : "json"), e);
	if (rc == RC_OK)
		rc = package_open(u, &r.view, &row, pdf, out, e);
	arena_free(r.w.a);
	return rc;
}

/* ---- what the officer says ---- */

static enum rc acknowledge(struct receiving *r, struct err *e)
{
	const struct disclosure_view *v = &r->view;
	enum rc rc = refuse_recalled(v, e);
	if (rc == RC_OK && !v->fetched_at)
		rc = err_refuse(e, RC_CONFLICT, "not-fetched", "R-090",
				"get the package first, then acknowledge it");
	if (rc == RC_OK && v->acknowledged_at)
		rc = err_refuse(e, RC_CONFLICT, "acknowledged", NULL,
				"this package is acknowledged");
	return rc == RC_OK ? disclosure_set_acknowledged(r->w.db, v->id, r->w.now_at, e) : rc;
}

enum rc share_acknowledge(struct unit *u, const struct actor *who, int64_t id, struct err *e)
{
	struct receiving r;
	enum rc rc = begin(&r, u, who, id, true, e);
	if (rc != RC_OK)
		return rc;
	rc = end(&r, acknowledge(&r, e), "package.acknowledged", (struct slice){0}, e);
	arena_free(r.w.a);
	return rc;
}

static enum rc feed_back(struct receiving *r, struct slice word, struct slice note, struct err *e)
{
	enum rc rc = refuse_recalled(&r->view, e);
	if (rc == RC_OK && !r->view.fetched_at)
		rc = err_refuse(e, RC_CONFLICT, "not-fetched", "R-090",
				"get the package first, then say what came of it");
	return rc == RC_OK ? disclosure_set_feedback(r->w.db, r->view.id, word, slice_trim(note),
						     r->w.now_at, e)
			   : rc;
}

enum rc share_feedback(struct unit *u, const struct actor *who, int64_t id, struct slice word,
		       struct slice note, struct err *e)
{
	struct receiving r;
	enum rc rc = protect_require(who, MAY_PACKAGES_RECEIVE, e);
	if (rc == RC_OK)
		rc = slice_present(word) ? page_word(word, feedbacks, "bad-feedback", e)
					 : err_refuse(e, RC_INVALID, "bad-feedback", "R-090",
						      "say useful, not-useful or measures");
	if (rc == RC_OK && note.n > FEEDBACK_NOTE_MAX)
		rc = err_refuse(e, RC_INVALID, "bad-feedback", NULL, "a note has at most %d bytes",
				FEEDBACK_NOTE_MAX);
	if (rc == RC_OK)
		rc = begin(&r, u, who, id, true, e);
	if (rc != RC_OK)
		return rc;
	rc = end(&r, feed_back(&r, word, note, e), "package.feedback",
		 arena_printf(r.w.a, "{\"feedback\":\"%.*s\"}", SLICE_ARG(word)), e);
	arena_free(r.w.a);
	return rc;
}

/* Anybody of the authority: the officer may be off duty. */
static enum rc see_recall(struct receiving *r, struct err *e)
{
	const struct disclosure_view *v = &r->view;
	if (!slice_is(v->state, "recalled") || v->recall_seen_at)
		return err_refuse(e, RC_CONFLICT, "not-recalled", "R-094",
				  "there is no recall of this package to acknowledge");
	return disclosure_set_recall_seen(r->w.db, v->id, r->w.who->account_id, r->w.now_at, e);
}

enum rc share_recall_seen(struct unit *u, const struct actor *who, int64_t id, struct err *e)
{
	struct receiving r;
	enum rc rc = begin(&r, u, who, id, false, e);
	if (rc != RC_OK)
		return rc;
	rc = end(&r, see_recall(&r, e), "recall.acknowledged", (struct slice){0}, e);
	arena_free(r.w.a);
	return rc;
}
