/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/screening.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "flow/api_records.h"
#include "protect/audit.h"
#include "protect/identity.h"
#include "store/redress.h"
#include "store/statistic.h"

#include <string.h>

#define EXPLANATION_MAX ((size_t)64 << 10)
#define SCREENED_ON "lists.screened_on"
#define SETTING_MEMORY 4096

struct subject { /* one traveller while its hits are settled */
	struct screening *s;
	const struct traveller_row *row;
	struct arena *a;
	unsigned char identities[IDENTITIES_MAX][HASH_BYTES];
	unsigned identity_count;
	redress_views redress;
};

enum rc screening_init(struct screening *s, struct unit *u, struct db *db,
		       const struct screen_index *index, struct arena *a, struct err *e)
{
	struct date day;
	*s = (struct screening){.unit = u, .db = db, .index = index};
	enum rc rc = screening_day(db, &day, e);
	s->current = rc == RC_OK && date_cmp(day, date_of_instant(unit_now(u))) == 0;
	return rc == RC_OK ? watchlists_read(db, a, &s->lists, e) : rc;
}

enum rc screening_note_day(struct db *db, int64_t now_at, struct err *e)
{
	char day[DATE_TEXT];
	date_write(date_of_instant(now_at), day);
	return store_setting_put(db, SCREENED_ON, slice_of(day), e);
}

enum rc screening_day(struct db *db, struct date *out, struct err *e)
{
	struct slice text = {0};
	struct err none;
	*out = (struct date){0};
	struct arena *a = arena_new(SETTING_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to read a setting");
	enum rc rc = store_setting_get(db, SCREENED_ON, a, &text, &none);
	if (rc == RC_OK && !date_parse(text, out))
		rc = err_set(e, RC_CORRUPT, "the setting %s is not a day", SCREENED_ON);
	else if (rc == RC_NOT_FOUND)
		rc = RC_OK;
	else if (rc != RC_OK)
		*e = none;
	arena_free(a);
	return rc;
}

static const struct watchlist *list_of(const struct screening *s, int64_t id)
{
	LIST_EACH(const struct watchlist, w, &s->lists)
	{
		if (w->id == id)
			return w;
	}
	return NULL;
}

/* ---- matching ---- */

static const struct screen_document *documents_of(const struct traveller_row *row, struct arena *a)
{
	struct screen_document *d = arena_alloc(a, (row->document_count + 1) * sizeof *d);
	for (unsigned i = 0; d && i < row->document_count; i++)
		d[i] = (struct screen_document){.type = row->documents[i]->type,
						.number = row->documents[i]->number,
						.issuer = row->documents[i]->issuer};
	return d;
}

static struct screen_match *match_on(const screen_matches *all, const struct screen_match *like)
{
	LIST_EACH(struct screen_match, m, all)
	{
		if (m->list_id == like->list_id && slice_eq(m->entry_id, like->entry_id))
			return m;
	}
	return NULL;
}

static void keep_better(screen_matches *all, const screen_matches *more, struct arena *a)
{
	LIST_EACH(const struct screen_match, m, more)
	{
		struct screen_match *known = match_on(all, m);
		if (known && known->score_permille >= m->score_permille)
			continue;
		if (!known)
			known = LIST_ADD(all, a, struct screen_match);
		if (!known)
			return;
		struct screen_match *next = known->next;
		*known = *m;
		known->next = next;
	}
}

static bool same_names(const struct traveller *x, const struct traveller *y, struct arena *a)
{
	return slice_eq(fold_name(a, x->family, x->given), fold_name(a, y->family, y->given)) &&
	       slice_eq(fold_name(a, x->middle, (struct slice){0}),
			fold_name(a, y->middle, (struct slice){0}));
}

/* As passenger data say it; the booking, where that is all there is. */
static struct slice place_of_birth(const struct truth_traveller *t, struct arena *a)
{
	const struct traveller *from = t->api ? t->api : t->pnr;
	struct slice out = {0};
	if (!from)
		return out;
	const struct slice parts[] = {from->birth_city, from->birth_region, from->birth_country};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (slice_present(parts[i]))
			out = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(out), out.n ? ", " : "",
					   SLICE_ARG(parts[i]));
	return out;
}

/* By the name of the row, and by the booking's name where that is another one. */
void screening_match(const struct screening *s, const struct traveller_row *row,
		     const struct truth_traveller *t, struct arena *a, screen_matches *out)
{
	struct screen_traveller x = {.family = row->family,
				     .given = row->given,
				     .middle = row->middle,
				     .birth_date = row->birth_date,
				     .sex = row->sex,
				     .nationality = row->nationality,
				     .documents = documents_of(row, a),
				     .document_count = row->document_count,
				     .place_of_birth = place_of_birth(t, a)};
	if (!x.documents)
		return;
	screen_traveller(s->index, &x, a, out);
	if (!t->api || !t->pnr || same_names(t->api, t->pnr, a))
		return;
	screen_matches more = {0};
	x.family = t->pnr->family;
	x.given = t->pnr->given;
	x.middle = t->pnr->middle;
	screen_traveller(s->index, &x, a, &more);
	keep_better(out, &more, a);
}

/* ---- hits ---- */

/* Somebody known to be mistaken for listed people is told to the reviewer. */
static void explain_redress(const redress_views *redress, struct json *j)
{
	LIST_EACH(const struct redress_view, r, redress)
	{
		json_object(j);
		json_put_str(j, "field", "redress");
		json_put(j, "traveller", r->number);
		json_put_str(j, "verdict", screen_verdict_name(VERDICT_DIFFERED));
		json_object_end(j);
	}
}

static struct slice explanation_of(const struct subject *who, const struct screen_match *m)
{
	struct buf b;
	struct json j;
	buf_init(&b, EXPLANATION_MAX);
	json_init(&j, &b);
	json_array(&j);
	screen_write_fields(&j, m);
	explain_redress(&who->redress, &j);
	json_array_end(&j);
	return buf_keep(&b, "[]", who->a);
}

static void identify(struct subject *who)
{
	const struct traveller_row *row = who->row;
	struct identity_document documents[IDENTITIES_MAX];
	struct identity x = {.family = row->family,
			     .given = row->given,
			     .middle = row->middle,
			     .birth_date = row->birth_date,
			     .documents = documents};
	while (x.document_count < row->document_count && x.document_count < IDENTITIES_MAX) {
		const struct document *d = row->documents[x.document_count];
		documents[x.document_count++] = (struct identity_document){
			.type = d->type, .number = d->number, .issuer = d->issuer};
	}
	who->identity_count = identity_hashes(unit_key(who->s->unit), &x, who->identities);
}

static int outcome_rank(struct slice outcome)
{
	if (slice_is(outcome, "match"))
		return 2;
	return slice_is(outcome, "possible") ? 1 : 0;
}

/* Stronger evidence than a reviewer found wanting asks for a new look. */
static bool asks_for_a_look(struct slice decided, struct slice before, struct slice now)
{
	return !slice_is(decided, "confirmed") && slice_present(before) &&
	       outcome_rank(now) > outcome_rank(before);
}

static enum rc audit_hit(struct subject *who, const struct hit_row *h, const char *act,
			 struct err *e)
{
	return audit_append(
		who->s->db,
		&(struct audit_act){.actor = SLICE("system"),
				    .role = SLICE("system"),
				    .act = act,
				    .object = arena_printf(who->a, "hit:%lld", (long long)h->id)},
		unit_now(who->s->unit), e);
}

/* State and decision of a hit that was not there before. */
static enum rc settle_new(struct subject *who, const struct list_entry *entry, struct hit_row *h,
			  struct err *e)
{
	struct slice hash = {(const char *)entry->hash, sizeof entry->hash};
	struct decision_found found;
	enum rc rc = decision_find(who->s->db, h, hash, (const unsigned char(*)[32])who->identities,
				   who->identity_count, who->a, &found, e);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	bool carries = rc == RC_OK &&
		       !asks_for_a_look(found.outcome, found.hit_outcome, h->outcome);
	h->decision_id = carries ? found.id : 0;
	h->state = carries ? SLICE("decided") : SLICE("open");
	return RC_OK;
}

static void settle_known(const struct hit_row *known, struct hit_row *h)
{
	h->id = known->id;
	h->created_at = known->created_at;
	h->decision_id = known->decision_id;
	h->state = known->state;
	if (slice_is(known->state, "withdrawn"))
		h->state = known->decision_id ? SLICE("decided") : SLICE("open");
	if (slice_is(known->state, "decided") &&
	    asks_for_a_look(known->decided_outcome, known->outcome, h->outcome)) {
		h->state = SLICE("open");
		h->decision_id = 0;
	}
}

static bool same_hit(const struct hit_row *x, const struct hit_row *y)
{
	return x->entry_id == y->entry_id && x->list_version == y->list_version &&
	       x->score == y->score && x->severity == y->severity &&
	       slice_eq(x->outcome, y->outcome) && slice_eq(x->method, y->method) &&
	       slice_eq(x->state, y->state) && slice_eq(x->explanation, y->explanation);
}

static struct hit_row *known_hit(const hit_rows *known, const struct screen_match *m)
{
	LIST_EACH(struct hit_row, h, known)
	{
		if (h->list_id == m->list_id && slice_eq(h->reference, m->entry_id))
			return h;
	}
	return NULL;
}

static enum rc put_new(struct subject *who, const struct list_entry *entry, struct hit_row *h,
		       struct err *e)
{
	struct screening *s = who->s;
	h->id = store_new_id(unit_store(s->unit));
	h->created_at = unit_now(s->unit);
	enum rc rc = settle_new(who, entry, h, e);
	if (rc == RC_OK)
		rc = hit_put(s->db, h, e);
	if (rc == RC_OK)
		rc = statistic_add(s->db, "hits", 1, h->created_at, e);
	s->hits_new++;
	s->hits_changed++;
	return rc == RC_OK ? audit_hit(who, h, "hit.raised", e) : rc;
}

static enum rc put_known(struct subject *who, struct hit_row *known, struct hit_row *h,
			 struct err *e)
{
	known->seen = true;
	settle_known(known, h);
	if (same_hit(known, h))
		return RC_OK;
	bool opened = slice_is(h->state, "open") && !slice_is(known->state, "open");
	who->s->hits_changed++;
	enum rc rc = hit_put(who->s->db, h, e);
	return rc == RC_OK && opened ? audit_hit(who, h, "hit.reopened", e) : rc;
}

static enum rc put_match(struct subject *who, const struct screen_match *m, const hit_rows *known,
			 struct err *e)
{
	struct screening *s = who->s;
	const struct watchlist *list = list_of(s, m->list_id);
	struct list_entry *entry = ARENA_NEW(who->a, struct list_entry);
	struct hit_row h = {.traveller_id = who->row->id,
			    .flight_id = who->row->flight_id,
			    .list_id = m->list_id,
			    .list_version = m->list_version,
			    .reference = m->entry_id,
			    .outcome = slice_of(screen_outcome_name(m->outcome)),
			    .method = slice_of(m->method),
			    .explanation = explanation_of(who, m),
			    .score = m->score_permille,
			    .severity = list ? (int64_t)list->severity + 1 : 1};
	if (!entry)
		return err_set(e, RC_NOMEM, "no memory for a hit");
	enum rc rc = entry_find(s->db, m->list_id, m->entry_id, who->a, entry, &h.entry_id, e);
	if (rc != RC_OK)
		return rc;
	struct hit_row *before = known_hit(known, m);
	return before ? put_known(who, before, &h, e) : put_new(who, entry, &h, e);
}

static enum rc withdraw_rest(struct subject *who, const hit_rows *known, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct hit_row, h, known)
	{
		if (rc != RC_OK || h->seen || !slice_is(h->state, "open"))
			continue;
		who->s->hits_withdrawn++;
		who->s->hits_changed++;
		rc = hit_set_state(who->s->db, h->id, "withdrawn", e);
		if (rc == RC_OK)
			rc = audit_hit(who, h, "hit.withdrawn", e);
	}
	return rc;
}

enum rc screening_put(struct screening *s, const struct traveller_row *row,
		      const screen_matches *matches, bool is_new, struct arena *a, struct err *e)
{
	struct subject who = {.s = s, .row = row, .a = a};
	hit_rows known = {0};
	enum rc rc = is_new ? RC_OK : hits_of_traveller(s->db, row->id, a, &known, e);
	if (rc != RC_OK || (matches->count == 0 && known.count == 0))
		return rc;
	identify(&who);
	rc = redress_find(s->db, (const unsigned char(*)[32])who.identities, who.identity_count, a,
			  &who.redress, e);
	LIST_EACH(const struct screen_match, m, matches)
	{
		const struct watchlist *list = list_of(s, m->list_id);
		if (rc != RC_OK)
			return rc;
		if (list && m->score_permille < list->threshold)
			continue; /* an open hit on it is withdrawn, a decided one stays */
		rc = put_match(&who, m, &known, e);
	}
	return rc == RC_OK ? withdraw_rest(&who, &known, e) : rc;
}
