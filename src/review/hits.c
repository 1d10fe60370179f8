/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "flow/unit.h"
#include "review/hit_rules.h"
#include "protect/scope.h"
#include "review/page.h"
#include "review/person.h"
#include "store/flight_pages.h"
#include "store/hit_pages.h"
#include "store/opinion.h"
#include "store/redress.h"
#include "store/rule.h"
#include "store/watchlist.h"

#define ENTRY_MAX ((size_t)4 << 20)

static const char *const states[] = {"open", "decided", "withdrawn", NULL};

/* How old the list of each hit is by now. */
static enum rc tell_ages(struct unit *u, struct db *db, struct hit_view *first, struct arena *a,
			 struct err *e)
{
	watchlists lists = {0};
	enum rc rc = watchlists_read(db, a, &lists, e);
	for (struct hit_view *h = first; rc == RC_OK && h; h = h->next) {
		LIST_EACH(const struct watchlist, w, &lists)
		{
			if (w->id != h->list.id)
				continue;
			h->list.age = list_basis_age(&w->basis, unit_now(u));
			h->list.dated_on = w->basis.dated_on;
		}
	}
	return rc;
}

/* ---- the queue ---- */

static enum rc read_open(struct db *db, struct cursor *c, unsigned limit, struct arena *a,
			 hit_views *out, bool *more, struct err *e)
{
	int64_t *v = c->values;
	struct hit_place place = {v[0], v[1], v[2], v[3], v[4], v[5]};
	enum rc rc = hit_page_read_open(db, &place, limit, a, out, more, e);
	v[1] = place.passed;
	v[2] = place.distance;
	v[3] = place.severity;
	v[4] = place.score;
	v[5] = place.id;
	return rc;
}

static enum rc read_state(struct db *db, struct slice state, struct cursor *c, unsigned limit,
			  struct arena *a, hit_views *out, bool *more, struct err *e)
{
	enum rc rc =
		hit_page_read_state(db, state, c->values[0], c->values[1], limit, a, out, more, e);
	if (out->last) {
		c->values[0] = out->last->decided ? out->last->decision.id : 0;
		c->values[1] = out->last->id;
	}
	return rc;
}

/* The key before the first hit. The split into deadlines to come and passed is
 * that of the first page, so that no hit is lost or shown twice while time goes on. */
static struct cursor first_key(bool open, int64_t now_at)
{
	if (open)
		return (struct cursor){.values = {now_at, -1}, .count = 6};
	return (struct cursor){.values = {INT64_MAX, INT64_MAX}, .count = 2};
}

static enum rc read_queue(struct unit *u, const struct actor *who, struct slice state,
			  struct cursor *c, unsigned limit, struct arena *a, struct hits_page *out,
			  bool *more, struct err *e)
{
	struct db *db = NULL;
	struct scope scope;
	int64_t today_at = out->now_at - out->now_at % DAY_US;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = c->count == 6 ? read_open(db, c, limit, a, &out->hits, more, e)
				   : read_state(db, state, c, limit, a, &out->hits, more, e);
	if (rc == RC_OK)
		rc = hit_counts_read(db, today_at, &out->open, &out->decided_today, e);
	if (rc == RC_OK)
		rc = scope_read(db, who, &scope, e);
	if (rc == RC_OK)
		rc = scope_hits(db, &scope, &out->hits, e);
	if (rc == RC_OK)
		rc = tell_ages(u, db, out->hits.first, a, e);
	if (rc == RC_OK)
		rc = scope_counts(db, &scope, today_at, &out->open, &out->decided_today, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc review_hits(struct unit *u, const struct actor *who, const struct hits_question *ask,
		    struct arena *a, struct hits_page *out, struct err *e)
{
	bool more = false, open = !slice_present(ask->state) || slice_is(ask->state, "open");
	const struct cursor_question asked = {.page = "hits",
					      .first = open ? SLICE("open") : ask->state};
	int64_t now_at = unit_now(u);
	struct cursor c = first_key(open, now_at);
	*out = (struct hits_page){.now_at = now_at};
	enum rc rc = protect_require(who, MAY_HITS_READ, e);
	if (rc == RC_OK)
		rc = page_word(ask->state, states, "bad-state", e);
	if (rc == RC_OK && slice_present(ask->cursor))
		rc = cursor_read(ask->cursor, &asked, &c, e);
	if (rc == RC_OK)
		rc = read_queue(u, who, asked.first, &c, page_limit(ask->limit), a, out, &more, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "hits.read", "hits", 0, e);
	if (rc != RC_OK)
		*out = (struct hits_page){0};
	else if (more)
		out->next = cursor_write(&c, &asked, a);
	return rc;
}

/* ---- one hit ---- */

static enum rc read_entry(struct db *db, const struct hit_ties *hit, struct arena *a,
			  struct hit_page *out, struct err *e)
{
	struct list_entry entry = {0};
	struct buf json, front;
	struct json j;
	enum rc rc = entry_read(db, hit->entry_id, a, &entry, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&json, ENTRY_MAX);
	buf_init(&front, ENTRY_MAX);
	list_entry_write_json(&entry, &json);
	json_init(&j, &front);
	json_object(&j);
	json_put(&j, "list", out->hit.list.name);
	json_put_opt(&j, "source", hit->list_source);
	struct slice members = buf_slice(&front); /* the object is still open */
	if (buf_failed(&json) || buf_failed(&front))
		rc = err_set(e, RC_NOMEM, "no memory for an entry of a list");
	else
		out->entry_json =
			json_prefixed(a, slice_range(members, 1, members.n), buf_slice(&json));
	buf_release(&json);
	buf_release(&front);
	return rc;
}

/* What was met: a rule, or an entry of a list. */
static enum rc read_met(struct db *db, const struct hit_ties *hit, struct arena *a,
			struct hit_page *out, struct err *e)
{
	out->on_rule = hit->on_rule;
	if (hit->on_rule)
		return rule_version_of_entry(db, hit->entry_id, a, &out->rule, e);
	return out->traveller.masked_at ? RC_OK : read_entry(db, hit, a, out, e);
}

static bool is_listed(const struct hit_page *page, int64_t decision_id)
{
	LIST_EACH(const struct decision_view, d, &page->earlier)
	{
		if (d->id == decision_id)
			return true;
	}
	return false;
}

/* Each hash finds some of the person's decisions; they are put together, the newest first. */
static void add_earlier(struct hit_page *out, const struct hit_page *found, struct arena *a)
{
	LIST_EACH(const struct decision_view, d, &found->earlier)
	{
		if ((out->hit.decided && d->id == out->hit.decision.id) || is_listed(out, d->id))
			continue;
		struct decision_view *copy = ARENA_NEW(a, struct decision_view);
		if (!copy)
			return;
		*copy = *d;
		struct decision_view **at = &out->earlier.first;
		while (*at && (*at)->id > d->id)
			at = &(*at)->next;
		copy->next = *at;
		*at = copy;
		if (!copy->next)
			out->earlier.last = copy;
		out->earlier.count++;
	}
}

static enum rc read_earlier(struct db *db, const unsigned char *key, const struct hit_ties *hit,
			    struct arena *a, struct hit_page *out, struct err *e)
{
	struct person_hashes person;
	person_identify(key, &out->traveller, &person);
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < person.count; i++) {
		struct hit_page found = {0};
		rc = decision_views_of(db, hit->list_id, hit->reference, person.hashes[i], a,
				       &found, e);
		if (rc == RC_OK)
			add_earlier(out, &found, a);
	}
	return rc;
}

/* How it was, or is to be, decided. */
static enum rc read_deciding(struct unit *u, struct db *db, const struct hit_ties *hit,
			     struct arena *a, struct hit_page *out, struct err *e)
{
	struct person_hashes person;
	person_identify(unit_key(u), &out->traveller, &person);
	out->second_review = second_review(u, hit);
	out->bureau.needed = hit->interpol;
	enum rc rc =
		checklist_of(db, out->hit.decided ? out->hit.decision.id : 0, &out->checklist, e);
	if (rc == RC_OK)
		rc = first_opinion_read(db, hit->id, a, &out->first, e);
	if (rc == RC_OK)
		rc = bureau_read(db, hit->id, a, &out->bureau, e);
	if (rc == RC_OK)
		rc = redress_find(db, (const unsigned char(*)[32])person.hashes, person.count, a,
				  &out->redress, e);
	return rc;
}

static enum rc narrow(struct db *db, const struct actor *who, struct hit_page *out, struct err *e)
{
	struct scope scope;
	enum rc rc = scope_read(db, who, &scope, e);
	if (rc == RC_OK)
		rc = scope_traveller(db, &scope, &out->traveller, e);
	return rc == RC_OK ? scope_flight(db, &scope, &out->flight, e) : rc;
}

static enum rc read_hit(struct unit *u, struct db *db, const struct actor *who, int64_t hit_id,
			struct arena *a, struct hit_page *out, struct err *e)
{
	struct hit_ties hit;
	enum rc rc = hit_view_read(db, hit_id, a, &out->hit, e);
	if (rc == RC_OK)
		rc = scope_require_list(db, who, out->hit.list.id, e);
	if (rc == RC_OK)
		rc = tell_ages(u, db, &out->hit, a, e);
	if (rc == RC_OK)
		rc = hit_ties_read(db, hit_id, a, &hit, e);
	if (rc == RC_OK)
		rc = traveller_view_read(db, hit.traveller_id, a, &out->traveller, NULL, e);
	if (rc == RC_OK)
		rc = flight_view_read(db, hit.flight_id, a, &out->flight, e);
	if (rc == RC_OK)
		rc = narrow(db, who, out, e);
	if (rc == RC_OK)
		rc = read_met(db, &hit, a, out, e);
	if (rc == RC_OK)
		rc = read_earlier(db, unit_key(u), &hit, a, out, e);
	if (rc == RC_OK)
		rc = read_deciding(u, db, &hit, a, out, e);
	if (rc == RC_OK && arena_failed(a))
		rc = err_set(e, RC_NOMEM, "no memory for a hit");
	if (rc == RC_OK) {
		out->fields_json = slice_present(hit.explanation) ? hit.explanation : SLICE("[]");
		out->traveller.detail_json = (struct slice){0}; /* for the traveller's own page */
		out->traveller.pnr_detail_json = (struct slice){0};
	}
	return rc;
}

enum rc review_hit(struct unit *u, const struct actor *who, int64_t hit_id, struct arena *a,
		   struct hit_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct hit_page){0};
	enum rc rc = protect_require(who, MAY_HITS_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = read_hit(u, db, who, hit_id, a, out, e);
	store_done(unit_store(u), db);
	if (rc == RC_OK)
		rc = page_record(u, who, "hit.read", "hit", hit_id, e);
	if (rc != RC_OK)
		*out = (struct hit_page){0};
	return rc;
}
