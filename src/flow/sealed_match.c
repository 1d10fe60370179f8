/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sealed_match.h"

#include "base/map.h"
#include "flow/sealing.h"
#include "protect/audit.h"
#include "protect/data_key.h"
#include "store/hit.h"
#include "store/watchlist.h"

#include <stdio.h>
#include <string.h>

#define WORK_MEMORY ((size_t)4 << 30)
#define BATCH 100 /* entries of one transaction */

/* ---- one entry ---- */

struct subject {   /* a sealed record that has a mark in common */
	int64_t n; /* stands for it in its marks */
	struct sealed_subject common;
	struct subject *next;
};

struct search {
	struct db *db;
	struct arena *a;
	const struct list_entry *entry;
	const char *folder;
	unsigned char key[HASH_BYTES]; /* of the month being searched */
	struct map by_number;          /* n to struct subject */
	LIST(struct subject) subjects;
	sealed_matches *out;
	enum rc rc; /* the first failure */
	struct err *e;
};

static struct subject *subject_of(struct search *s, int64_t n)
{
	struct slice key = {(const char *)&n, sizeof n};
	struct subject *x = map_find(&s->by_number, key);
	if (x)
		return x;
	x = LIST_ADD(&s->subjects, s->a, struct subject);
	if (!x)
		return NULL;
	x->n = n;
	map_put(&s->by_number, (struct slice){(const char *)&x->n, sizeof x->n}, x);
	return x;
}

static void look_up(void *context, const struct sealed_mark *theirs)
{
	struct search *s = context;
	sealed_finds finds = {0};
	if (s->rc != RC_OK)
		return;
	s->rc = sealed_mark_find(s->db, sealed_hash(s->key, theirs), s->a, &finds, s->e);
	LIST_EACH(const struct sealed_found, f, &finds)
	{
		struct subject *x = subject_of(s, f->n);
		struct sealed_meeting *m =
			x ? LIST_ADD(&x->common.meetings, s->a, struct sealed_meeting) : NULL;
		if (!m)
			return; /* shows in the arena */
		m->mine = sealed_mark_unpack(f->mark);
		m->theirs = *theirs;
		m->theirs.text = (struct slice){0};
	}
}

struct births {
	const struct search *s;
	const unsigned char *day, *year; /* of the traveller, hashed */
	int worth;
};

static void compare_birth(void *context, const struct sealed_birth *b)
{
	struct births *x = context;
	unsigned char hash[SEALED_BIRTH_BYTES];
	sealed_birth_hash(x->s->key, b->year, slice_of(b->text), hash);
	if (memcmp(hash, b->year ? x->year : x->day, sizeof hash) == 0 && b->worth > x->worth)
		x->worth = b->worth;
}

/* Parts a kept shape into the name's and the hashes of the birth date. */
static void take_shape(const struct search *s, struct sealed_subject *x, struct slice kept)
{
	static const unsigned char none[SEALED_BIRTH_BYTES];
	size_t tail = 2 * (size_t)SEALED_BIRTH_BYTES;
	if (kept.n < tail || x->shape_count == SEALED_NAMES_MAX)
		return;
	const unsigned char *births = (const unsigned char *)kept.p + kept.n - tail;
	struct births b = {s, births, births + SEALED_BIRTH_BYTES, 0};
	x->shapes[x->shape_count++] = slice_range(kept, 0, kept.n - tail);
	x->born = memcmp(births, none, sizeof none) != 0;
	if (x->born)
		sealed_entry_births(s->entry, compare_birth, &b);
	x->birth_worth = b.worth;
}

static void keep_best(struct search *s, const struct sealed_about *about,
		      const struct sealed_verdict *v)
{
	struct sealed_match *m = NULL;
	LIST_EACH(struct sealed_match, known, s->out)
	{
		if (known->traveller_id == about->traveller_id)
			m = known;
	}
	if (m &&
	    (m->verdict.outcome < v->outcome ||
	     (m->verdict.outcome == v->outcome && m->verdict.score_permille >= v->score_permille)))
		return;
	if (!m)
		m = LIST_ADD(s->out, s->a, struct sealed_match);
	if (!m)
		return;
	m->traveller_id = about->traveller_id;
	m->flight_id = about->flight_id;
	m->verdict = *v;
}

static enum rc weigh(struct search *s, struct subject *x)
{
	struct sealed_about about;
	struct sealed_verdict v;
	enum rc rc = sealed_about_read(s->db, x->n, s->a, &about, s->e);
	LIST_EACH(const struct sealed_shape, shape, &about.shapes)
	{
		take_shape(s, &x->common, shape->shape);
	}
	if (rc == RC_OK && sealed_weigh(s->entry, &x->common, &v))
		keep_best(s, &about, &v);
	return rc;
}

static enum rc search_month(struct search *s, const char *folder, struct slice month)
{
	unsigned char key[DATA_KEY_BYTES];
	enum rc rc = data_key_read(folder, month, false, key, s->e);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	data_key_for_search(key, s->key);
	wipe_secret(key, sizeof key);
	map_init(&s->by_number, s->a);
	s->subjects.first = s->subjects.last = NULL;
	s->subjects.count = 0;
	sealed_entry_marks(s->entry, look_up, s);
	rc = s->rc;
	LIST_EACH(struct subject, x, &s->subjects)
	{
		if (rc == RC_OK)
			rc = weigh(s, x);
	}
	wipe_secret(s->key, sizeof s->key);
	return rc;
}

static enum rc search_one(void *context, struct slice month, struct err *e)
{
	struct search *s = context;
	(void)e; /* it is that of the search */
	return search_month(s, s->folder, month);
}

enum rc sealed_match_entry(struct unit *u, struct db *db, const struct list_entry *entry,
			   struct arena *a, sealed_matches *out, struct err *e)
{
	struct search s = {
		.db = db, .a = a, .entry = entry, .folder = unit_folder(u), .out = out, .e = e};
	enum rc rc = data_keys_each(s.folder, search_one, &s, e);
	if (rc == RC_OK && arena_failed(a))
		rc = err_set(e, RC_NOMEM, "more is alike than fits in memory: search for less");
	return rc;
}

/* ---- whole lists ---- */

struct pass { /* one list */
	struct unit *u;
	struct db *db;
	struct arena *a; /* of one entry */
	const struct watchlist *list;
	unsigned hits;
	bool changed;
};

static enum rc audit_hit(struct pass *p, int64_t id, const char *act, struct err *e)
{
	struct actor system = actor_system();
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(p->db, &system, act, audit_object(object, "hit", id), SLICE("{}"),
			       unit_now(p->u), e);
}

static struct hit_row *hit_on(const hit_rows *known, int64_t list_id, struct slice reference)
{
	LIST_EACH(struct hit_row, h, known)
	{
		if (h->list_id == list_id && slice_eq(h->reference, reference))
			return h;
	}
	return NULL;
}

/* A hit that was there keeps its state: only a person changes it. */
static enum rc raise(struct pass *p, const struct list_entry *entry, int64_t entry_id,
		     const struct sealed_match *m, struct err *e)
{
	hit_rows known = {0};
	struct hit_row h = {.traveller_id = m->traveller_id,
			    .flight_id = m->flight_id,
			    .list_id = p->list->id,
			    .entry_id = entry_id,
			    .list_version = p->list->version,
			    .reference = entry->id,
			    .outcome = slice_of(screen_outcome_name(m->verdict.outcome)),
			    .method = slice_of(m->verdict.method),
			    .explanation = SLICE("[]"),
			    .score = m->verdict.score_permille,
			    .severity = (int64_t)p->list->severity + 1,
			    .cause = "list-changed",
			    .state = SLICE("open")};
	enum rc rc = hits_of_traveller(p->db, m->traveller_id, p->a, &known, e);
	struct hit_row *before = rc == RC_OK ? hit_on(&known, p->list->id, entry->id) : NULL;
	if (rc != RC_OK)
		return rc;
	h.id = before ? before->id : store_new_id(unit_store(p->u));
	h.created_at = before ? before->created_at : unit_now(p->u);
	if (before && !slice_is(before->state, "withdrawn")) {
		h.state = before->state;
		h.decision_id = before->decision_id;
	}
	rc = hit_put(p->db, &h, e);
	if (rc != RC_OK || before)
		return rc;
	p->hits++;
	return audit_hit(p, h.id, "hit.raised", e);
}

static enum rc match_entry(struct pass *p, struct slice reference, struct err *e)
{
	struct list_entry entry = {0};
	sealed_matches found = {0};
	int64_t entry_id = 0;
	enum rc rc = entry_find(p->db, p->list->id, reference, p->a, &entry, &entry_id, e);
	if (rc == RC_NOT_FOUND)
		return RC_OK; /* removed meanwhile */
	if (rc == RC_OK)
		rc = sealed_match_entry(p->u, p->db, &entry, p->a, &found, e);
	LIST_EACH(const struct sealed_match, m, &found)
	{
		if (rc == RC_OK && m->verdict.score_permille >= p->list->threshold)
			rc = raise(p, &entry, entry_id, m, e);
	}
	return rc;
}

static enum rc withdraw_gone(struct pass *p, struct err *e)
{
	hit_ids ids = {0};
	enum rc rc = hits_of_gone_entries(p->db, p->list->id, p->a, &ids, e);
	LIST_EACH(const struct hit_id, h, &ids)
	{
		if (rc == RC_OK)
			rc = hit_set_state(p->db, h->id, "withdrawn", e);
		if (rc == RC_OK)
			rc = audit_hit(p, h->id, "hit.withdrawn", e);
		p->changed = true;
	}
	return rc;
}

static void progress_name(const struct pass *p, char out[64])
{
	snprintf(out, 64, "sealed.matched.%lld", (long long)p->list->id);
}

/* Version and reference up to which the list was compared: "7 QDi.003". */
static enum rc read_progress(struct pass *p, struct arena *a, uint64_t *version,
			     struct slice *reference, struct err *e)
{
	char name[64];
	struct slice text = {0}, number;
	progress_name(p, name);
	enum rc rc = store_setting_get(p->db, name, a, &text, e);
	*version = 0;
	if (slice_cut(&text, ' ', &number) && slice_u64(number, version))
		*reference = text;
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc write_progress(struct pass *p, int64_t version, struct slice reference,
			      struct err *e)
{
	char name[64];
	progress_name(p, name);
	return store_setting_put(
		p->db, name,
		arena_printf(p->a, "%lld %.*s", (long long)version, SLICE_ARG(reference)), e);
}

/* One batch; `*more` says that there is another. */
static enum rc match_batch(struct pass *p, struct arena *a, bool *more, struct err *e)
{
	entry_names names = {0};
	uint64_t version;
	struct slice after = {0};
	enum rc rc = read_progress(p, a, &version, &after, e);
	if (rc == RC_OK)
		rc = entries_since(p->db, p->list->id, (int64_t)version, after, BATCH, a, &names,
				   e);
	*more = names.count > 0;
	LIST_EACH(const struct entry_name, n, &names)
	{
		arena_reset(p->a);
		if (rc == RC_OK)
			rc = match_entry(p, n->reference, e);
		version = (uint64_t)n->version;
		after = n->reference;
	}
	if (rc == RC_OK && *more)
		rc = write_progress(p, (int64_t)version, after, e);
	if (rc != RC_OK || *more)
		return rc;
	rc = withdraw_gone(p, e);
	return rc == RC_OK ? write_progress(p, p->list->version, SLICE(WATCHLIST_MATCHED), e) : rc;
}

static enum rc match_list(struct pass *p, struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;
	for (bool more = true; rc == RC_OK && more && !unit_is_stopping(p->u);) {
		rc = store_write(unit_store(p->u), &p->db, e);
		if (rc != RC_OK)
			return rc;
		arena_reset(a);
		arena_reset(p->a);
		rc = match_batch(p, a, &more, e);
		rc = store_end(unit_store(p->u), rc, e);
	}
	return rc;
}

/* Lists that have something new to compare; none where nobody is masked. */
static enum rc read_lists(struct unit *u, struct arena *a, watchlists *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = watchlists_unmatched(db, a, out, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc sealed_match_lists(struct unit *u, unsigned *hits, struct err *e)
{
	struct arena *lists = arena_new(WORK_MEMORY), *batch = arena_new(WORK_MEMORY);
	struct arena *one = arena_new(WORK_MEMORY);
	watchlists all = {0};
	enum rc rc = lists && batch && one
			     ? read_lists(u, lists, &all, e)
			     : err_set(e, RC_NOMEM, "no memory to compare sealed records");
	*hits = 0;
	LIST_EACH(const struct watchlist, w, &all)
	{
		if (list_basis_age(&w->basis, unit_now(u)) == LIST_OVER)
			continue; /* */
		struct pass p = {.u = u, .a = one, .list = w};
		if (rc != RC_OK)
			break;
		rc = match_list(&p, batch, e);
		*hits += p.hits;
		if (p.hits || p.changed)
			unit_changed(u, (struct unit_changes){.hits = 1});
	}
	arena_free(lists);
	arena_free(batch);
	arena_free(one);
	return rc;
}
