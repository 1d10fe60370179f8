/* SPDX-License-Identifier: Apache-2.0
 *
 * The answer to a person on paper, and the file for a court: the same request, two
 * depths.
 */
#include "flow/unit.h"
#include "paper/paper.h"
#include "review/rights_parts.h"
#include "review/rights_words.h"
#include "store/audit_rows.h"
#include "store/flight_pages.h"
#include "store/hit_pages.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const versions[] = {"person", "court", NULL};
static const char *const languages[] = {"en", "ar", NULL};

struct answer {
	struct unit *u;
	const struct actor *who;
	struct arena *a;
	struct paper *p;
	enum rights_language language;
	bool court;
	struct rights_request_page page;
};

static const char *word(const struct answer *x, enum rights_word w)
{
	return rights_word(x->language, w);
}

static void fact(struct answer *x, enum rights_word w, struct slice value)
{
	paper_fact(x->p, word(x, w), value);
}

static void fact_day(struct answer *x, enum rights_word w, int64_t at)
{
	char day[DATE_TEXT];
	if (!at)
		return;
	date_write(date_of_instant(at), day);
	fact(x, w, slice_of(day));
}

/* ---- what both versions say ---- */

static void put_request(struct answer *x)
{
	const struct rights_request_view *r = &x->page.request;
	paper_heading(x->p, word(x, WORD_REQUEST));
	fact(x, WORD_NUMBER, r->number);
	fact(x, WORD_KIND, r->kind);
	fact(x, WORD_APPLICANT,
	     arena_printf(x->a, "%.*s %.*s", SLICE_ARG(r->given), SLICE_ARG(r->family)));
	fact(x, WORD_BIRTH_DATE, r->birth_date);
	fact(x, WORD_ADDRESS, r->address);
	fact_day(x, WORD_RECEIVED, r->received_at);
	fact(x, WORD_IDENTITY, r->identity_how);
	fact(x, WORD_DECISION, r->decision);
	fact(x, WORD_REASON, r->reason);
	fact_day(x, WORD_DECIDED, r->decided_at);
}

static void put_unit(struct answer *x)
{
	const struct unit_plan *about = unit_about(x->u);
	paper_heading(x->p, word(x, WORD_UNIT));
	fact(x, WORD_NAME, slice_of(about->name));
	fact(x, WORD_STATE, slice_of(about->state));
	fact(x, WORD_LEGAL_BASIS, slice_of(about->legal_basis));
}

static void put_how(struct answer *x)
{
	static const enum rights_word parts[] = {WORD_HOW_LISTS, WORD_HOW_PERSON,
						 WORD_HOW_SENSITIVE};
	paper_heading(x->p, word(x, WORD_HOW));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		paper_text(x->p, slice_of(word(x, parts[i])));
	if (!x->court)
		paper_text(x->p, slice_of(word(x, WORD_MATCHES_PERSON)));
	paper_heading(x->p, word(x, WORD_REMEDY));
	paper_text(x->p, slice_of(word(x, WORD_REMEDY_TEXT)));
}

static void put_held(struct answer *x, const struct rights_found_view *f,
		     const struct traveller_view *t)
{
	paper_rule(x->p);
	fact(x, WORD_FLIGHT,
	     arena_printf(x->a, "%.*s%.*s  %.*s", SLICE_ARG(f->carrier),
			  SLICE_ARG(f->flight_number), SLICE_ARG(f->departs)));
	fact(x, WORD_ROUTE,
	     arena_printf(x->a, "%.*s - %.*s", SLICE_ARG(f->from), SLICE_ARG(f->to)));
	fact(x, WORD_NAME,
	     arena_printf(x->a, "%.*s %.*s %.*s", SLICE_ARG(t->given), SLICE_ARG(t->middle),
			  SLICE_ARG(t->family)));
	fact(x, WORD_BIRTH_DATE, t->birth_date);
	fact(x, WORD_SEX, t->sex);
	fact(x, WORD_NATIONALITY, t->nationality);
	LIST_EACH(const struct document_view, d, &t->documents)
	{
		fact(x, WORD_DOCUMENT,
		     arena_printf(x->a, "%.*s %.*s %.*s", SLICE_ARG(d->type), SLICE_ARG(d->issuer),
				  SLICE_ARG(d->number)));
	}
	fact(x, WORD_LOCATOR, t->locator);
	fact(x, WORD_SEAT, t->seat);
	fact(x, WORD_SOURCES,
	     t->has_api && t->has_pnr ? SLICE("API, PNR")
	     : t->has_api             ? SLICE("API")
				      : SLICE("PNR"));
}

/* ---- what only the court is shown ---- */

static void put_checklist(struct answer *x, enum rights_word w, const struct checklist *c)
{
	char text[CHECKLIST_TEXT];
	fact(x, w, arena_copy(x->a, checklist_write(c, text)));
}

static enum rc put_hit(struct answer *x, int64_t hit_id, struct err *e)
{
	struct hit_page page;
	enum rc rc = review_hit(x->u, x->who, hit_id, x->a, &page, e);
	if (rc != RC_OK)
		return rc;
	paper_rule(x->p);
	fact(x, WORD_LIST,
	     arena_printf(x->a, "%.*s, %" PRId64, SLICE_ARG(page.hit.list.name),
			  page.hit.list.version));
	fact(x, WORD_ENTRY, page.entry_json);
	fact(x, WORD_GROUNDS, page.fields_json);
	fact(x, WORD_SCORE, arena_printf(x->a, "%" PRId64, page.hit.score_permille));
	if (page.bureau.asked_at)
		fact(x, WORD_BUREAU,
		     arena_printf(x->a, "%.*s: %.*s (%.*s)", SLICE_ARG(page.bureau.reference),
				  SLICE_ARG(page.bureau.answer),
				  SLICE_ARG(page.bureau.answer_reference)));
	if (page.first.given) {
		fact(x, WORD_FIRST_REVIEWER,
		     arena_printf(x->a, "%.*s: %.*s. %.*s", SLICE_ARG(page.first.by),
				  SLICE_ARG(page.first.outcome), SLICE_ARG(page.first.reason)));
		put_checklist(x, WORD_CHECKLIST, &page.first.checklist);
	}
	fact(x, WORD_OUTCOME, page.hit.decided ? page.hit.decision.outcome : page.hit.state);
	if (!page.hit.decided)
		return RC_OK;
	fact(x, WORD_REASON, page.hit.decision.reason);
	fact(x, WORD_REVIEWER, page.hit.decision.by);
	fact_day(x, WORD_DECIDED, page.hit.decision.at);
	put_checklist(x, WORD_CHECKLIST, &page.checklist);
	return RC_OK;
}

static enum rc put_hits(struct answer *x, const hit_views *hits, struct err *e)
{
	enum rc rc = RC_OK;
	paper_heading(x->p, word(x, WORD_MATCHES));
	if (hits->count == 0)
		paper_text(x->p, slice_of(word(x, WORD_NO_MATCHES)));
	LIST_EACH(const struct hit_view, h, hits)
	{
		if (rc == RC_OK)
			rc = put_hit(x, h->id, e);
	}
	return rc;
}

static void put_records(struct answer *x, const audit_rows *rows)
{
	char at[INSTANT_TEXT];
	paper_heading(x->p, word(x, WORD_RECORDS));
	LIST_EACH(const struct audit_row, r, rows)
	{
		instant_write(r->at, at);
		paper_fact(x->p, at,
			   arena_printf(x->a, "%" PRId64 " %.*s (%.*s) %.*s: %.*s", r->seq,
					SLICE_ARG(r->actor), SLICE_ARG(r->role), SLICE_ARG(r->act),
					SLICE_ARG(r->purpose)));
	}
}

/* ---- the whole ---- */

static enum rc put_person(struct answer *x, const struct rights_found_view *f, struct err *e)
{
	struct traveller_view t;
	hit_views hits = {0};
	audit_rows rows = {0};
	char object[AUDIT_OBJECT_TEXT];
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(x->u), &db, e);
	if (rc == RC_OK)
		rc = traveller_view_read(db, f->traveller.id, x->a, &t, NULL, e);
	if (rc == RC_OK && x->court)
		rc = hit_views_of_traveller(db, f->traveller.id, x->a, &hits, e);
	if (rc == RC_OK && x->court)
		rc = audit_rows_of(db, audit_object(object, "traveller", f->traveller.id), x->a,
				   &rows, e);
	store_done(unit_store(x->u), db);
	if (rc != RC_OK)
		return rc;
	put_held(x, f, &t);
	if (!x->court)
		return RC_OK;
	rc = put_hits(x, &hits, e);
	put_records(x, &rows);
	return rc;
}

static enum rc put_all(struct answer *x, struct err *e)
{
	unsigned held = 0;
	enum rc rc = RC_OK;
	put_request(x);
	put_unit(x);
	paper_heading(x->p, word(x, WORD_HELD));
	LIST_EACH(const struct rights_found_view, f, &x->page.found)
	{
		if (rc != RC_OK || !slice_is(f->state, "same"))
			continue;
		held++;
		rc = put_person(x, f, e);
	}
	if (held == 0)
		paper_text(x->p, slice_of(word(x, WORD_NOTHING_HELD)));
	put_how(x);
	return rc;
}

static enum rc make(struct answer *x, struct buf *out, struct err *e)
{
	const struct paper_plan plan = {.title = word(x, x->court ? WORD_TITLE_COURT : WORD_TITLE),
					.language = x->language == RIGHTS_AR ? "ar" : "en",
					.foot = arena_cstr(x->a, x->page.request.number)};
	x->p = paper_new(&plan);
	if (!x->p)
		return err_set(e, RC_NOMEM, "no memory to write the answer");
	enum rc rc = put_all(x, e);
	if (rc == RC_OK)
		rc = paper_end(x->p, out, e);
	paper_free(x->p);
	return rc;
}

static enum rc check_words(struct slice version, struct slice language, struct err *e)
{
	enum rc rc = page_word(version, versions, "bad-version", e);
	if (rc == RC_OK)
		rc = page_word(language, languages, "bad-language", e);
	return rc;
}

enum rc rights_answer(struct unit *u, const struct actor *who, int64_t id, struct slice version,
		      struct slice language, struct arena *a, struct buf *out, struct err *e)
{
	struct answer x = {.u = u,
			   .who = who,
			   .a = a,
			   .court = slice_is(version, "court"),
			   .language = slice_is(language, "ar") ? RIGHTS_AR : RIGHTS_EN};
	enum rc rc = protect_require(who, MAY_RIGHTS_MANAGE, e);
	if (rc == RC_OK)
		rc = check_words(version, language, e);
	if (rc == RC_OK)
		rc = rights_read(u, who, id, a, &x.page, e);
	if (rc == RC_OK)
		rc = rights_need_identity(&x.page.request, e);
	if (rc == RC_OK)
		rc = page_record(u, who, x.court ? "rights.court-file-made" : "rights.answered",
				 "rights-request", id, e);
	return rc == RC_OK ? make(&x, out, e) : rc;
}
