/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/screening.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "flow/api_records.h"
#include "protect/audit.h"
#include "protect/identity.h"
#include "store/redress.h"
#include "store/statistic.h"

#include <assert.h>
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

enum rc screening_init(struct screening *s, struct unit *u, struct db *db, struct arena *a,
		       struct err *e)
{
	struct date day;
	*s = (struct screening){.unit = u, .db = db, .index = index_use(u)};
	enum rc rc = screening_day(db, &day, e);
	s->current = rc == RC_OK && date_cmp(day, date_of_instant(unit_now(u))) == 0;
	if (rc == RC_OK)
		rc = rules_use(u, db, &s->rules, e);
	return rc == RC_OK ? watchlists_read(db, a, &s->lists, e) : rc;
}

void screening_release(struct screening *s)
{
	index_done(s->unit, s->index);
	rules_done(s->unit, s->rules);
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

unsigned screening_names(const struct traveller_row *row, const struct truth_traveller *t,
			 struct arena *a, struct screen_traveller out[2])
{
	out[0] = (struct screen_traveller){.family = row->family,
					   .given = row->given,
					   .middle = row->middle,
					   .birth_date = row->birth_date,
					   .sex = row->sex,
					   .nationality = row->nationality,
					   .documents = documents_of(row, a),
					   .document_count = row->document_count,
					   .place_of_birth = place_of_birth(t, a)};
	if (!out[0].documents)
		return 0;
	if (!t->api || !t->pnr || same_names(t->api, t->pnr, a))
		return 1;
	out[1] = out[0];
	out[1].family = t->pnr->family;
	out[1].given = t->pnr->given;
	out[1].middle = t->pnr->middle;
	return 2;
}

void screening_match(const struct screening *s, const struct traveller_row *row,
		     const struct truth_traveller *t, struct arena *a, screen_matches *out)
{
	struct screen_traveller names[2];
	unsigned count = screening_names(row, t, a, names);
	screen_matches more = {0};
	if (count)
		screen_traveller(index_of(s->index), &names[0], a, out);
	if (count > 1)
		screen_traveller(index_of(s->index), &names[1], a, &more);
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

/* Of a match or of a rule: the other is NULL. */
static struct slice explanation_of(const struct subject *who, const struct screen_match *m,
				   const struct rule_result *r)
{
	struct buf b;
	struct json j;
	buf_init(&b, EXPLANATION_MAX);
	json_init(&j, &b);
	json_array(&j);
	if (m) {
		screen_write_fields(&j, m);
		explain_redress(&who->redress, &j);
	} else {
		rule_write_findings(&j, r);
	}
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
static enum rc settle_new(struct subject *who, struct slice hash, struct hit_row *h, struct err *e)
{
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

static struct hit_row *known_hit(const hit_rows *known, const struct hit_row *like)
{
	LIST_EACH(struct hit_row, h, known)
	{
		if (h->list_id == like->list_id && slice_eq(h->reference, like->reference))
			return h;
	}
	return NULL;
}

static enum rc put_new(struct subject *who, struct slice hash, struct hit_row *h, struct err *e)
{
	struct screening *s = who->s;
	h->id = store_new_id(unit_store(s->unit));
	h->created_at = unit_now(s->unit);
	enum rc rc = settle_new(who, hash, h, e);
	if (rc == RC_OK)
		rc = hit_put(s->db, h, e);
	if (rc == RC_OK)
		rc = statistic_add(s->db, "hits", 1, h->created_at, e);
	s->hits_new++;
	s->hits_changed++;
	return rc == RC_OK ? audit_hit(who, h, "hit.raised", e) : rc;
}

static enum rc put_known(struct subject *who, struct hit_row *known, struct slice hash,
			 struct hit_row *h, struct err *e)
{
	enum rc rc = RC_OK;
	known->seen = true;
	settle_known(known, h);
	/* What was decided of one version of a rule says nothing of another one. */
	if (slice_is(h->method, RULE_METHOD) && known->entry_id != h->entry_id)
		rc = settle_new(who, hash, h, e);
	if (rc != RC_OK || same_hit(known, h))
		return rc;
	bool opened = slice_is(h->state, "open") && !slice_is(known->state, "open");
	who->s->hits_changed++;
	rc = hit_put(who->s->db, h, e);
	return rc == RC_OK && opened ? audit_hit(who, h, "hit.reopened", e) : rc;
}

/* `hash` is of the state of the entry. */
static enum rc put_hit(struct subject *who, struct hit_row *h, struct slice hash,
		       const hit_rows *known, struct err *e)
{
	h->traveller_id = who->row->id;
	h->flight_id = who->row->flight_id;
	struct hit_row *before = known_hit(known, h);
	return before ? put_known(who, before, hash, h, e) : put_new(who, hash, h, e);
}

static enum rc put_match(struct subject *who, const struct screen_match *m, const hit_rows *known,
			 struct err *e)
{
	struct screening *s = who->s;
	const struct watchlist *list = list_of(s, m->list_id);
	struct list_entry *entry = ARENA_NEW(who->a, struct list_entry);
	struct hit_row h = {.list_id = m->list_id,
			    .list_version = m->list_version,
			    .reference = m->entry_id,
			    .outcome = slice_of(screen_outcome_name(m->outcome)),
			    .method = slice_of(m->method),
			    .explanation = explanation_of(who, m, NULL),
			    .score = m->score_permille,
			    .severity = list ? (int64_t)list->severity + 1 : 1,
			    .cause = s->cause};
	if (!entry)
		return err_set(e, RC_NOMEM, "no memory for a hit");
	enum rc rc = entry_find(s->db, m->list_id, m->entry_id, who->a, entry, &h.entry_id, e);
	struct slice hash = {(const char *)entry->hash, sizeof entry->hash};
	return rc == RC_OK ? put_hit(who, &h, hash, known, e) : rc;
}

static const struct active_rule *rule_of(const struct screening *s, int64_t id)
{
	LIST_EACH(const struct active_rule, r, &s->rules->active)
	{
		if (r->id == id)
			return r;
	}
	return NULL;
}

/* A rule's hit is a hit on its entry (store/rule.h): it has no degrees. */
static enum rc put_rule(struct subject *who, const struct rule_result *result,
			const hit_rows *known, struct err *e)
{
	const struct active_rule *r = rule_of(who->s, result->rule_id);
	assert(r);
	struct hit_row h = {.list_id = r->id,
			    .list_version = r->version,
			    .entry_id = r->entry_id,
			    .reference = r->name,
			    .outcome = slice_of(screen_outcome_name(OUTCOME_MATCH)),
			    .method = SLICE(RULE_METHOD),
			    .explanation = explanation_of(who, NULL, result),
			    .score = 1000,
			    .severity = r->severity};
	return put_hit(who, &h, r->entry_hash, known, e);
}

static bool was_met(const struct met *met, const struct hit_row *h)
{
	return slice_is(h->method, RULE_METHOD) ? met->rules != NULL : met->lists != NULL;
}

static enum rc withdraw_rest(struct subject *who, const struct met *met, const hit_rows *known,
			     struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct hit_row, h, known)
	{
		if (rc != RC_OK || h->seen || !slice_is(h->state, "open") || !was_met(met, h))
			continue;
		who->s->hits_withdrawn++;
		who->s->hits_changed++;
		rc = hit_set_state(who->s->db, h->id, "withdrawn", e);
		if (rc == RC_OK)
			rc = audit_hit(who, h, "hit.withdrawn", e);
	}
	return rc;
}

static enum rc put_matches(struct subject *who, const screen_matches *matches,
			   const hit_rows *known, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct screen_match, m, matches)
	{
		const struct watchlist *list = list_of(who->s, m->list_id);
		if (rc != RC_OK)
			return rc;
		if (list && m->score_permille < list->threshold)
			continue; /* an open hit on it is withdrawn, a decided one stays */
		rc = put_match(who, m, known, e);
	}
	return rc;
}

static enum rc put_rules(struct subject *who, const rule_results *results, const hit_rows *known,
			 struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct rule_result, r, results)
	{
		if (rc == RC_OK)
			rc = put_rule(who, r, known, e);
	}
	return rc;
}

enum rc screening_put(struct screening *s, const struct traveller_row *row, const struct met *met,
		      struct arena *a, struct err *e)
{
	struct subject who = {.s = s, .row = row, .a = a};
	unsigned count =
		(met->lists ? met->lists->count : 0) + (met->rules ? met->rules->count : 0);
	hit_rows known = {0};
	enum rc rc = met->is_new ? RC_OK : hits_of_traveller(s->db, row->id, a, &known, e);
	if (rc != RC_OK || (count == 0 && known.count == 0))
		return rc;
	identify(&who);
	rc = redress_find(s->db, (const unsigned char(*)[32])who.identities, who.identity_count, a,
			  &who.redress, e);
	if (rc == RC_OK && met->lists)
		rc = put_matches(&who, met->lists, &known, e);
	if (rc == RC_OK && met->rules)
		rc = put_rules(&who, met->rules, &known, e);
	return rc == RC_OK ? withdraw_rest(&who, met, &known, e) : rc;
}
