/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/person_rights.h"

#include "flow/flight_rows.h"
#include "flow/person_changes.h"
#include "flow/refresh.h"
#include "model/view.h"
#include "protect/identity.h"
#include "store/flight_pages.h"
#include "store/rights.h"
#include "store/sealed.h"
#include "store/unmask.h"

#include <string.h>

#define ERASED "erased"
#define RESTRICTED "restricted"

static const char *const fields[] = {"family",     "given", "middle",
				     "birth_date", "sex",   "nationality"};

bool person_field_known(struct slice field)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (slice_is(field, fields[i]))
			return true;
	}
	return false;
}

/* ---- who it is ---- */

struct who {
	unsigned char hashes[IDENTITIES_MAX][HASH_BYTES];
	unsigned count;
};

/* Where nothing identifies a traveller, the name does, within one flight. */
static void by_name(const unsigned char *key, const struct identity *x, struct who *out)
{
	struct hash_state h;
	hash_begin(&h, key);
	hash_piece(&h, SLICE("name within a flight"));
	hash_piece(&h, x->family);
	hash_piece(&h, x->given);
	hash_piece(&h, x->middle);
	hash_end(&h, out->hashes[0]);
	out->count = 1;
}

static void hash_who(const unsigned char *key, const struct identity *x, struct who *out)
{
	out->count = identity_hashes(key, x, out->hashes);
	if (out->count == 0)
		by_name(key, x, out);
}

static void who_of_row(struct unit *u, const struct traveller_row *row, struct who *out)
{
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
	hash_who(unit_key(u), &x, out);
}

static void who_of_view(struct unit *u, const struct traveller_view *t, struct who *out)
{
	struct identity_document documents[IDENTITIES_MAX];
	struct identity x = {.family = t->family,
			     .given = t->given,
			     .middle = t->middle,
			     .documents = documents};
	if (!date_parse(t->birth_date, &x.birth_date))
		x.birth_date = (struct date){0};
	LIST_EACH(const struct document_view, d, &t->documents)
	{
		if (x.document_count == IDENTITIES_MAX)
			break;
		documents[x.document_count++] = (struct identity_document){
			.type = d->type, .number = d->number, .issuer = d->issuer};
	}
	hash_who(unit_key(u), &x, out);
}

static bool is_about(const struct rights_change *c, const struct who *who)
{
	for (unsigned i = 0; i < who->count; i++) {
		if (memcmp(c->identity_hash, who->hashes[i], HASH_BYTES) == 0)
			return true;
	}
	return false;
}

/* ---- putting changes on the truth ---- */

static void put_right(struct traveller *t, const struct rights_change *c)
{
	const struct {
		const char *field;
		struct slice *to;
	} texts[] = {{"family", &t->family},
		     {"given", &t->given},
		     {"middle", &t->middle},
		     {"sex", &t->sex},
		     {"nationality", &t->nationality}};
	if (slice_is(c->field, "birth_date") && !date_parse(c->content, &t->birth_date))
		t->birth_date = (struct date){0};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (slice_is(c->field, texts[i].field))
			*texts[i].to = c->content;
	}
}

/* The messages stay as they were read: what is put right is a copy. */
static enum rc rectify(const struct traveller **record, const struct rights_change *c,
		       struct arena *a, struct err *e)
{
	if (!*record)
		return RC_OK;
	struct traveller *copy = ARENA_NEW(a, struct traveller);
	if (!copy)
		return err_set(e, RC_NOMEM, "no memory to put a traveller right");
	*copy = **record;
	put_right(copy, c);
	*record = copy;
	return RC_OK;
}

static enum rc change_one(struct truth_traveller *t, const rights_changes *all,
			  const struct who *who, struct arena *a, bool *erased, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct rights_change, c, all)
	{
		if (rc != RC_OK || !is_about(c, who))
			continue;
		*erased |= slice_is(c->field, ERASED);
		if (!person_field_known(c->field))
			continue;
		rc = rectify(&t->api, c, a, e);
		if (rc == RC_OK)
			rc = rectify(&t->pnr, c, a, e);
	}
	return rc;
}

static bool has_travellers(const struct truth *truth, const struct truth_booking *b)
{
	LIST_EACH(const struct truth_traveller, t, &truth->travellers)
	{
		if (t->booking == b)
			return true;
	}
	return false;
}

/* A booking of nobody but erased people goes with them: it holds their contacts. */
static void drop_bookings(struct truth *truth)
{
	struct truth_booking *b = truth->bookings.first, *next;
	truth->bookings.first = truth->bookings.last = NULL;
	truth->bookings.count = 0;
	for (; b; b = next) {
		next = b->next;
		b->next = NULL;
		if (b->erased && !has_travellers(truth, b))
			continue;
		if (truth->bookings.last)
			truth->bookings.last->next = b;
		else
			truth->bookings.first = b;
		truth->bookings.last = b;
		truth->bookings.count++;
	}
}

static void keep(struct truth *truth, struct truth_traveller *t)
{
	if (truth->travellers.last)
		truth->travellers.last->next = t;
	else
		truth->travellers.first = t;
	truth->travellers.last = t;
	truth->travellers.count++;
}

static enum rc put_all(struct unit *u, int64_t flight_id, const rights_changes *all,
		       struct truth *truth, struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;
	struct truth_traveller *t = truth->travellers.first, *next;
	truth->travellers.first = truth->travellers.last = NULL;
	truth->travellers.count = 0;
	for (; t && rc == RC_OK; t = next) {
		struct traveller_row row;
		struct who who;
		bool erased = false;
		next = t->next;
		t->next = NULL;
		traveller_row_fill(t, flight_id, a, &row);
		who_of_row(u, &row, &who);
		rc = change_one(t, all, &who, a, &erased, e);
		if (!erased)
			keep(truth, t);
		else if (t->booking)
			t->booking->erased = true;
	}
	return rc;
}

enum rc person_changes_read(struct unit *u, struct db *db, int64_t flight_id, struct arena *a,
			    struct person_changes *out, struct err *e)
{
	*out = (struct person_changes){.unit = u, .flight_id = flight_id};
	return rights_changes_read(db, flight_id, a, &out->all, e);
}

enum rc person_changes_put(const struct person_changes *changes, struct truth *truth,
			   struct arena *a, struct err *e)
{
	if (changes->all.count == 0)
		return RC_OK;
	enum rc rc = put_all(changes->unit, changes->flight_id, &changes->all, truth, a, e);
	drop_bookings(truth);
	return rc;
}

static bool restricts(const rights_changes *all, const struct who *who)
{
	bool restricted = false;
	LIST_EACH(const struct rights_change, c, all)
	{
		restricted |= slice_is(c->field, RESTRICTED) && is_about(c, who);
	}
	return restricted;
}

bool person_changes_restrict(const struct person_changes *changes, const struct traveller_row *row)
{
	struct who who;
	if (changes->all.count == 0)
		return false;
	who_of_row(changes->unit, row, &who);
	return restricts(&changes->all, &who);
}

/* ---- one change ---- */

static enum rc insert(struct unit *u, struct db *db, const struct person_change *c,
		      int64_t flight_id, const struct who *who, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned i = 0; rc == RC_OK && i < who->count; i++) {
		struct rights_change row = {.id = store_new_id(unit_store(u)),
					    .request_id = c->request_id,
					    .flight_id = flight_id,
					    .field = c->field,
					    .content = c->content,
					    .at = unit_now(u)};
		memcpy(row.identity_hash, who->hashes[i], HASH_BYTES);
		rc = rights_change_insert(db, &row, e);
	}
	return rc;
}

static enum rc refresh(struct unit *u, struct db *db, int64_t flight_id, struct slice natural_key,
		       struct arena *a, struct err *e)
{
	struct screening lists;
	struct refresh r = {.unit = u, .db = db, .lists = &lists};
	enum rc rc = screening_init(&lists, u, db, a, e);
	if (rc == RC_OK)
		rc = refresh_flight(&r, flight_id, natural_key, a, e);
	screening_release(&lists);
	return rc;
}

/* What is sealed can be erased, and nobody sees it; to put it right it would have to be opened. */
static enum rc change_masked(struct db *db, const struct person_change *c, struct err *e)
{
	if (slice_is(c->field, ERASED))
		return traveller_erase(db, c->traveller_id, e);
	if (slice_is(c->field, RESTRICTED))
		return RC_OK;
	return err_refuse(e, RC_CONFLICT, "masked", "R-110",
			  "a record of this person is sealed and can not be put right unseen: mark "
			  "it as somebody else's, and ask for unmasking");
}

enum rc person_change(struct unit *u, struct db *db, const struct person_change *c, struct arena *a,
		      struct err *e)
{
	struct traveller_view t;
	struct who who;
	struct slice natural_key = {0}, pseudonym;
	int64_t flight_id = 0;
	enum rc rc = traveller_view_read(db, c->traveller_id, a, &t, NULL, e);
	if (rc == RC_OK)
		rc = traveller_flight(db, c->traveller_id, a, &flight_id, &natural_key, e);
	int64_t masked_at = 0;
	if (rc == RC_OK)
		rc = traveller_masked_read(db, c->traveller_id, a, &masked_at, &pseudonym, e);
	if (rc != RC_OK)
		return rc;
	if (masked_at)
		return change_masked(db, c, e);
	who_of_view(u, &t, &who);
	rc = insert(u, db, c, flight_id, &who, e);
	return rc == RC_OK ? refresh(u, db, flight_id, natural_key, a, e) : rc;
}

enum rc person_restricted(struct unit *u, struct db *db, int64_t flight_id,
			  const struct traveller_view *t, struct arena *a, bool *restricted,
			  struct err *e)
{
	rights_changes all = {0};
	struct who who;
	*restricted = false;
	enum rc rc = rights_changes_read(db, flight_id, a, &all, e);
	if (rc != RC_OK || all.count == 0)
		return rc;
	who_of_view(u, t, &who);
	*restricted = restricts(&all, &who);
	return RC_OK;
}
