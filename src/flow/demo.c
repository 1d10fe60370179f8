/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/demo.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "flow/ingest.h"
#include "flow/laws.h"
#include "flow/lists.h"
#include "protect/account.h"
#include "simulate/simulate.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LISTS_MEMORY ((size_t)256 << 20)
#define LISTS_END_DAYS 180
#define LIST_BYTES ((size_t)16 << 20)
#define RESULT_MEMORY ((size_t)256 << 20)

/* The same plan again and again, each time a spread later. */
#define SEED 2396
#define FLIGHTS 84
#define SPREAD (42 * HOUR_US)
#define SEATS_LEAST 24
#define SEATS_MOST 120
#define INTERESTS 18
#define BEFORE (3 * HOUR_US)     /* flights that left so long ago are still shown */
#define FORGOTTEN (72 * HOUR_US) /* what was due so long ago is not sent any more */
#define ROUNDS 4                 /* that may be sending at one time */
#define BATCH 16                 /* messages of one commit: pages wait no longer than that */

struct round {
	struct simulation *simulation; /* NULL: at its end */
	struct simulate_message next;
};

struct demo {
	struct unit *unit;
	int64_t start_at; /* of round 0 */
	int64_t first;    /* number of rounds[0] */
	int64_t fed_at;   /* what was due by then has been sent */
	struct round rounds[ROUNDS];
	struct arena *results;
	struct demo_progress progress;
};

/* ---- making the unit ---- */

static struct simulate_plan plan_from(int64_t from_at)
{
	struct simulate_plan p = simulate_plan_default(SEED, FLIGHTS, from_at);
	p.spread = SPREAD;
	p.seats_least = SEATS_LEAST;
	p.seats_most = SEATS_MOST;
	p.interests = INTERESTS;
	return p;
}

static enum rc make_accounts(struct unit *u, const char *password, struct err *e)
{
	static const char *const names[ACTOR_SYSTEM] = {
		[ACTOR_ADMINISTRATOR] = "Ada Minister",
		[ACTOR_CARRIER_LIAISON] = "Cara Lia",
		[ACTOR_ANALYST] = "Anna Lyst",
		[ACTOR_TARGETER] = "Targ Etier",
		[ACTOR_SUPERVISOR] = "Sue Pervisor",
		[ACTOR_REQUESTS_DESK] = "Rex Quest",
		[ACTOR_DPO] = "Dee Peeoh",
		[ACTOR_APPROVING_AUTHORITY] = "Judge Dreadnought",
		[ACTOR_REQUESTING_AUTHORITY] = "Polly Ceman",
		[ACTOR_FRONTLINE_OFFICER] = "Gates Keeper",
		[ACTOR_SUPERVISORY_AUTHORITY] = "Vi Gilance",
		[ACTOR_AUDITOR] = "Audie Torr",
		[ACTOR_REMOTE_SUPPORT] = "Remy Ote"};
	/* Authorities of the built-in profiles. */
	static const char *const desks[ACTOR_SYSTEM] = {[ACTOR_REQUESTING_AUTHORITY] =
								"national-police",
							[ACTOR_FRONTLINE_OFFICER] = "customs"};
	struct actor by = actor_system();
	enum rc rc = RC_OK;
	for (int role = 0; rc == RC_OK && role < ACTOR_SYSTEM; role++) {
		struct new_account account = {
			.login = slice_of(actor_role_name((enum actor_role)role)),
			.name = slice_of(names[role]),
			.role = (enum actor_role)role,
			.desk = slice_of(desks[role]),
			.ends_at = actor_role_for_a_time((enum actor_role)role)
					   ? unit_now(u) + INSPECTION_MAX_US
					   : 0,
			.password = slice_of(password)};
		rc = account_create(unit_store(u), &by, &account, unit_now(u), NULL, e);
	}
	return rc;
}

static enum rc import(struct unit *u, struct list_import *ask, struct err *e)
{
	struct list_imported result;
	struct actor by = actor_system();
	struct arena *a = arena_new(LISTS_MEMORY);
	enum rc rc = a ? lists_import(u, &by, ask, a, &result, e)
		       : err_set(e, RC_NOMEM, "no memory for the demonstration's watchlists");
	arena_free(a);
	return rc;
}

/* For the first purpose of the law, whichever profile the demonstration has. */
static struct list_basis basis_of(struct unit *u, enum list_kind kind)
{
	struct date today = date_of_instant(unit_now(u));
	return (struct list_basis){.legal_basis =
					   SLICE("Police Act of Utopia (invented), article 12"),
				   .owner = SLICE("Utopia Police (invented)"),
				   .purposes = unit_law(u)->purposes.first->name,
				   .subject = kind == LIST_DOCUMENTS ? SLICE("objects-sought")
								     : SLICE("persons-sought"),
				   .quality = SLICE("A"),
				   .dated_on = today,
				   .ends_on = date_from_days(date_days(today) + LISTS_END_DAYS)};
}

static enum rc make_lists(struct unit *u, struct err *e)
{
	struct buf persons, documents;
	struct simulate_plan plan = plan_from(unit_now(u));
	buf_init(&persons, LIST_BYTES);
	buf_init(&documents, LIST_BYTES);
	enum rc rc = simulate_lists(&plan, &persons, &documents, e);
	if (rc == RC_OK)
		rc = import(u,
			    &(struct list_import){.name = SLICE("Utopia persons sought"),
						  .source = SLICE("Utopia Police (invented)"),
						  .severity = LIST_HIGH,
						  .kind = LIST_PERSONS,
						  .basis = basis_of(u, LIST_PERSONS),
						  .bytes = buf_slice(&persons)},
			    e);
	if (rc == RC_OK)
		rc = import(u,
			    &(struct list_import){.name = SLICE("Lost and stolen documents"),
						  .source = SLICE("Utopia Police (invented)"),
						  .severity = LIST_MEDIUM,
						  .kind = LIST_DOCUMENTS,
						  .basis = basis_of(u, LIST_DOCUMENTS),
						  .bytes = buf_slice(&documents)},
			    e);
	buf_release(&persons);
	buf_release(&documents);
	return rc;
}

static enum rc put_start(struct unit *u, struct err *e)
{
	char text[24];
	struct db *db;
	snprintf(text, sizeof text, "%lld", (long long)(unit_now(u) - BEFORE));
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = store_setting_put(db, "demo.start_at", slice_of(text), e);
	if (rc == RC_OK)
		return store_commit(unit_store(u), e);
	store_rollback(unit_store(u));
	return rc;
}

enum rc demo_create(const char *folder, const char *profile, char password[DEMO_PASSWORD],
		    struct err *e)
{
	const struct unit_plan plan = {
		.name = "Passenger Information Unit of Utopia",
		.state = "Utopia",
		.country = "UTO",
		.airports = simulate_home_airports,
		.profile = profile ? profile : "eu-strict",
		.legal_basis = "Passenger Data Act of Utopia (invented), articles 3 to 9",
		.fictitious = true};
	struct unit *u = NULL;
	random_code(password, DEMO_PASSWORD - 1);
	enum rc rc = unit_create(folder, &plan, e);
	if (rc == RC_OK)
		rc = unit_open(folder, UNIT_SERVE, NULL, &u, e);
	if (rc == RC_OK)
		rc = make_accounts(u, password, e);
	if (rc == RC_OK)
		rc = make_lists(u, e);
	if (rc == RC_OK)
		rc = put_start(u, e);
	unit_close(u);
	return rc;
}

/* ---- sending ---- */

static enum rc read_number(struct db *db, const char *name, int64_t otherwise, int64_t *out,
			   struct err *e)
{
	struct slice text = {0};
	struct arena *a = arena_new(4096);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to read a setting");
	enum rc rc = store_setting_get(db, name, a, &text, e);
	uint64_t v;
	*out = rc == RC_OK && slice_u64(text, &v) ? (int64_t)v : otherwise;
	arena_free(a);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc read_settings(struct demo *d, struct err *e)
{
	struct db *db = NULL;
	int64_t now = unit_now(d->unit);
	enum rc rc = store_read(unit_store(d->unit), &db, e);
	if (rc == RC_OK)
		rc = read_number(db, "demo.start_at", now - BEFORE, &d->start_at, e);
	if (rc == RC_OK)
		rc = read_number(db, "demo.fed_at", 0, &d->fed_at, e);
	store_done(unit_store(d->unit), db);
	if (d->fed_at < now - FORGOTTEN)
		d->fed_at = now - FORGOTTEN;
	return rc;
}

static enum rc put_fed(struct demo *d, int64_t until, struct err *e)
{
	char text[24];
	struct db *db;
	snprintf(text, sizeof text, "%lld", (long long)until);
	enum rc rc = store_write(unit_store(d->unit), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = store_setting_put(db, "demo.fed_at", slice_of(text), e);
	if (rc != RC_OK) {
		store_rollback(unit_store(d->unit));
		return rc;
	}
	d->fed_at = until;
	return store_commit(unit_store(d->unit), e);
}

/* Moves a round to its next message; at its end it has no simulation any more. */
static enum rc advance(struct round *r, struct err *e)
{
	enum rc rc = simulate_next(r->simulation, &r->next, e);
	if (rc != RC_END)
		return rc;
	simulate_end(r->simulation);
	r->simulation = NULL;
	return RC_OK;
}

static enum rc begin_round(struct demo *d, int64_t number, struct round *r, struct err *e)
{
	struct simulate_plan plan = plan_from(d->start_at + number * SPREAD);
	*r = (struct round){0};
	enum rc rc = simulate_begin(&plan, &r->simulation, e);
	while (rc == RC_OK && r->simulation) {
		rc = advance(r, e);
		if (rc == RC_OK && r->simulation && r->next.send_at > d->fed_at)
			break;
	}
	return rc;
}

static int64_t round_at(const struct demo *d, int64_t at)
{
	int64_t since = at - d->start_at;
	return since < 0 ? 0 : since / SPREAD;
}

/* The rounds that send now: the current one, the one before, and those ahead. */
static enum rc begin_rounds(struct demo *d, int64_t first, struct err *e)
{
	int64_t old = d->first;
	struct round kept[ROUNDS];
	enum rc rc = RC_OK;
	memcpy(kept, d->rounds, sizeof kept);
	memset(d->rounds, 0, sizeof d->rounds);
	d->first = first;
	for (int64_t i = 0; i < ROUNDS; i++) {
		int64_t before = first + i - old;
		if (before >= 0 && before < ROUNDS) {
			d->rounds[i] = kept[before];
			kept[before].simulation = NULL;
		} else if (rc == RC_OK) {
			rc = begin_round(d, first + i, &d->rounds[i], e);
		}
	}
	for (int64_t i = 0; i < ROUNDS; i++)
		simulate_end(kept[i].simulation);
	return rc;
}

enum rc demo_open(struct unit *u, struct demo **out, struct err *e)
{
	struct demo *d = calloc(1, sizeof *d);
	if (!d)
		return err_set(e, RC_NOMEM, "no memory for the demonstration");
	d->unit = u;
	d->first = INT64_MIN / 2;
	d->results = arena_new(RESULT_MEMORY);
	enum rc rc = d->results ? read_settings(d, e)
				: err_set(e, RC_NOMEM, "no memory for the demonstration");
	if (rc != RC_OK) {
		demo_close(d);
		return rc;
	}
	*out = d;
	return RC_OK;
}

void demo_close(struct demo *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < ROUNDS; i++)
		simulate_end(d->rounds[i].simulation);
	arena_free(d->results);
	free(d);
}

static struct round *next_due(struct demo *d, int64_t now)
{
	struct round *due = NULL;
	for (size_t i = 0; i < ROUNDS; i++) {
		struct round *r = &d->rounds[i];
		if (r->simulation && r->next.send_at <= now &&
		    (!due || r->next.send_at < due->next.send_at))
			due = r;
	}
	return due;
}

/* The next message as an input of its own; its bytes live in `d->results`. */
static enum rc add_one(struct demo *d, struct round *r, struct ingest_source *from,
		       struct ingest_item *item, struct err *e)
{
	struct slice copy = arena_copy(d->results, r->next.bytes);
	*from = (struct ingest_source){.channel = "simulation",
				       .carrier =
					       arena_copy(d->results, slice_of(r->next.carrier))};
	if (arena_failed(d->results))
		return err_set(e, RC_NOMEM, "no memory for the demonstration");
	*item = (struct ingest_item){.from = from,
				     .bytes = (char *)(uintptr_t)copy.p, /* its only owner */
				     .n = copy.n,
				     .arena = d->results};
	return advance(r, e);
}

static enum rc add_results(struct demo *d, const struct ingest_item *items, unsigned count,
			   struct err *e)
{
	for (unsigned i = 0; i < count; i++) {
		if (items[i].rc != RC_OK) {
			*e = items[i].err;
			return items[i].rc;
		}
		d->progress.messages += items[i].result.messages.count;
		d->progress.travellers += items[i].result.travellers;
		d->progress.hits += items[i].result.hits;
	}
	return RC_OK;
}

static enum rc send_batch(struct demo *d, int64_t now, int64_t *until, struct err *e)
{
	struct ingest_source from[BATCH];
	struct round *r;
	unsigned count = 0;
	enum rc rc = RC_OK;
	arena_reset(d->results);
	struct ingest_item *items = arena_alloc(d->results, BATCH * sizeof *items);
	if (!items)
		return err_set(e, RC_NOMEM, "no memory for the demonstration");
	for (; rc == RC_OK && count < BATCH && (r = next_due(d, now)); count++) {
		*until = r->next.send_at;
		rc = add_one(d, r, &from[count], &items[count], e);
	}
	if (rc != RC_OK)
		return rc;
	ingest_items(d->unit, items, count);
	return add_results(d, items, count, e);
}

enum rc demo_feed(struct demo *d, struct demo_progress *out, struct err *e)
{
	int64_t now = unit_now(d->unit), until = now;
	int64_t first = round_at(d, now) - 1;
	enum rc rc = first == d->first ? RC_OK : begin_rounds(d, first, e);
	if (rc == RC_OK && next_due(d, now)) {
		rc = send_batch(d, now, &until, e);
		/* Several may be due in one minute: what the minute before had is surely sent. */
		if (rc == RC_OK)
			rc = put_fed(d, until - MINUTE_US, e);
	}
	d->progress.more = next_due(d, now) != NULL;
	*out = d->progress;
	return rc;
}
