/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding a person in what is held: the applicant becomes an entry of a list of one,
 * and every traveller meets it as travellers meet watchlists. So the same spellings
 * lead to the same person, whoever is looking.
 */
#include "flow/sealed_match.h"
#include "flow/unit.h"
#include "review/rights_parts.h"
#include "screen/screen.h"

#define BATCH 2000
#define BATCH_MEMORY ((size_t)256 << 20)
#define DOCUMENTS_HERE 32

struct find {
	int64_t traveller_id;
	int64_t score;
	const char *method;
	struct find *next;
};
typedef LIST(struct find) finds;

struct search {
	struct unit *u;
	struct arena *a;
	struct screen_index *index;
	const struct list_entry *entry; /* the applicant */
	finds found;
};

static enum rc make_index(struct search *s, const struct rights_request_view *r, struct err *e)
{
	list_entries entries = {0};
	struct list_entry *entry = LIST_ADD(&entries, s->a, struct list_entry);
	struct list_name *name = entry ? LIST_ADD(&entry->names, s->a, struct list_name) : NULL;
	struct list_birth_date *birth =
		name ? LIST_ADD(&entry->birth_dates, s->a, struct list_birth_date) : NULL;
	if (!birth)
		return err_set(e, RC_NOMEM, "no memory to search for a person");
	entry->id = r->number;
	name->family = r->family;
	name->given = r->given;
	name->name = arena_printf(s->a, "%.*s%s%.*s", SLICE_ARG(r->given),
				  slice_present(r->given) ? " " : "", SLICE_ARG(r->family));
	if (date_parse(r->birth_date, &birth->from))
		birth->to = birth->from;
	else
		entry->birth_dates.first = entry->birth_dates.last = NULL;
	LIST_EACH(const struct rights_document_view, d, &r->documents)
	{
		struct list_document *document =
			LIST_ADD(&entry->documents, s->a, struct list_document);
		if (document)
			*document = (struct list_document){
				.type = d->type, .number = d->number, .issuer = d->issuer};
	}
	const struct screen_list list = {
		.id = 1, .version = 1, .kind = LIST_PERSONS, .entries = &entries};
	s->entry = entry;
	list_entry_seal(entry);
	s->index = screen_index_new(&list, 1);
	return s->index ? RC_OK : err_set(e, RC_NOMEM, "no memory to search for a person");
}

static void meet(struct search *s, const struct traveller_name *t, struct arena *work)
{
	struct screen_document documents[DOCUMENTS_HERE];
	screen_matches matches = {0};
	bool whole = slice_present(s->entry->names.first->given); /* else by family name alone */
	struct screen_traveller x = {.family = t->family,
				     .given = whole ? t->given : (struct slice){0},
				     .middle = whole ? t->middle : (struct slice){0},
				     .sex = t->sex,
				     .nationality = t->nationality,
				     .documents = documents};
	if (!date_parse(t->birth_date, &x.birth_date))
		x.birth_date = (struct date){0};
	LIST_EACH(const struct rights_document_view, d, &t->documents)
	{
		if (x.document_count < DOCUMENTS_HERE)
			documents[x.document_count++] = (struct screen_document){
				.type = d->type, .number = d->number, .issuer = d->issuer};
	}
	screen_traveller(s->index, &x, work, &matches);
	struct find *f = matches.count ? LIST_ADD(&s->found, s->a, struct find) : NULL;
	if (!f)
		return;
	f->traveller_id = t->id;
	f->score = matches.first->score_permille;
	f->method = matches.first->method;
}

static enum rc meet_all(struct search *s, struct err *e)
{
	struct db *db = NULL;
	traveller_names batch;
	int64_t after = 0;
	struct arena *work = arena_new(BATCH_MEMORY);
	enum rc rc = work ? store_read(unit_store(s->u), &db, e)
			  : err_set(e, RC_NOMEM, "no memory to search for a person");
	while (rc == RC_OK) {
		arena_reset(work);
		rc = traveller_names_read(db, after, BATCH, work, &batch, e);
		if (rc != RC_OK || batch.count == 0)
			break;
		after = batch.last->id;
		LIST_EACH(const struct traveller_name, t, &batch)
		{
			meet(s, t, work);
		}
	}
	store_done(unit_store(s->u), db);
	arena_free(work);
	return rc == RC_OK && arena_failed(s->a)
		       ? err_set(e, RC_NOMEM, "too many people are found: say more of the person")
		       : rc;
}

/* Those who are masked are found by keyed hashes, and nothing of them is opened. */
static enum rc meet_sealed(struct search *s, struct err *e)
{
	sealed_matches matches = {0};
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(s->u), &db, e);
	if (rc == RC_OK)
		rc = sealed_match_entry(s->u, db, s->entry, s->a, &matches, e);
	store_done(unit_store(s->u), db);
	LIST_EACH(const struct sealed_match, m, &matches)
	{
		struct find *f = LIST_ADD(&s->found, s->a, struct find);
		if (!f)
			return err_set(e, RC_NOMEM, "no memory to search for a person");
		f->traveller_id = m->traveller_id;
		f->score = m->verdict.score_permille;
		f->method = m->verdict.method;
	}
	return rc;
}

/* Read without holding the writer: taking messages in goes on meanwhile. */
static enum rc find(struct search *s, int64_t id, struct err *e)
{
	struct rights_request_view request;
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(s->u), &db, e);
	if (rc == RC_OK)
		rc = rights_request_read(db, id, s->a, &request, e);
	store_done(unit_store(s->u), db);
	if (rc == RC_OK)
		rc = rights_need_identity(&request, e);
	if (rc == RC_OK)
		rc = rights_need_open(&request, e);
	if (rc == RC_OK)
		rc = make_index(s, &request, e);
	if (rc == RC_OK)
		rc = meet_all(s, e);
	return rc == RC_OK ? meet_sealed(s, e) : rc;
}

static enum rc keep(struct search *s, const struct actor *who, int64_t id, struct err *e)
{
	struct rights_work w;
	enum rc rc = rights_begin(&w, s->u, who, id, e);
	if (rc != RC_OK)
		return rc;
	LIST_EACH(const struct find, f, &s->found)
	{
		if (rc == RC_OK)
			rc = rights_found_put(w.db, id, f->traveller_id, f->score, f->method, e);
	}
	return rights_end(&w, rc, "rights.searched",
			  arena_printf(w.a, "{\"found\":%u}", s->found.count), e);
}

enum rc rights_search(struct unit *u, const struct actor *who, int64_t id, unsigned *found,
		      struct err *e)
{
	struct search s = {.u = u};
	*found = 0;
	enum rc rc = protect_require(who, MAY_RIGHTS_MANAGE, e);
	if (rc == RC_OK)
		s.a = arena_new(BATCH_MEMORY);
	if (rc == RC_OK && !s.a)
		rc = err_set(e, RC_NOMEM, "no memory to search for a person");
	if (rc == RC_OK)
		rc = find(&s, id, e);
	if (rc == RC_OK)
		rc = keep(&s, who, id, e);
	if (rc == RC_OK)
		*found = s.found.count;
	screen_index_free(s.index);
	arena_free(s.a);
	return rc;
}
