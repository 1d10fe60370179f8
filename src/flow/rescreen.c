/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/rescreen.h"

#include "base/clock.h"
#include "base/log.h"
#include "flow/history.h"
#include "flow/ingest_group.h"
#include "flow/refresh.h"
#include "flow/rescreen_import.h"
#include "protect/audit.h"
#include "protect/protect.h"
#include "protect/scope.h"
#include "store/rescreening.h"
#include "store/watchlist.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define WORK_MEMORY ((size_t)4 << 30)
#define SMALL_MEMORY ((size_t)1 << 20)
#define BATCH_ENTRIES 16
#define BATCH_FLIGHTS 16
/* Live messages pause when none came for so long; one transaction waits for that at most so
 * long, and looks so often. */
#define QUIET_MS 100
#define GIVE_WAY_MS 500
#define LOOK_MS 5
#define IDLE_MS 500
#define FAILED_MS 10000
#define NICE 19

/* One step of a re-screening. */
struct step {
	struct unit *u;
	struct arena *a;    /* of the step */
	struct arena *work; /* of one flight */
	struct rescreening r;
	struct watchlist list;
	flight_names flights; /* to look at */
};

/* ---- what is to be done ---- */

static enum rc count_work(struct unit *u, struct db *db, struct rescreening *r, struct err *e)
{
	int64_t entries = 0;
	enum rc rc = rescreening_entries(db, r->list_id, r->at_version, &entries, e);
	bool asked = slice_is(r->cause, "re-screening");
	if (rc == RC_OK && !asked && entries <= RESCREEN_ENTRIES_MAX) {
		r->way = SLICE(RESCREEN_BY_ENTRY);
		r->total = r->done + entries;
		return RC_OK;
	}
	if (rc == RC_OK) /* those who were compared have not met what came since */
		rc = rescreening_flights(db, unit_now(u), &r->total, e);
	r->way = SLICE(RESCREEN_BY_FLIGHT);
	r->at = SLICE("");
	r->done = 0;
	return rc;
}

enum rc rescreen_note(struct unit *u, struct db *db, int64_t list_id, int64_t before,
		      int64_t version, struct err *e)
{
	struct rescreening r = {.list_id = list_id};
	struct arena *a = arena_new(SMALL_MEMORY);
	struct err none;
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to re-screen");
	enum rc rc = rescreening_read(db, list_id, a, &r, &none);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		*e = none;
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !slice_is(r.state, RESCREEN_RUNNING))) {
		r = (struct rescreening){.list_id = list_id,
					 .cause = SLICE("list-changed"),
					 .at_version = before,
					 .at = SLICE(WATCHLIST_MATCHED),
					 .started_at = unit_now(u)};
		rc = RC_OK;
	}
	r.state = SLICE(RESCREEN_RUNNING);
	r.version = version;
	if (rc == RC_OK)
		rc = count_work(u, db, &r, e);
	if (rc == RC_OK)
		rc = rescreening_put(db, &r, e);
	arena_free(a);
	return rc;
}

static enum rc audit_step(struct unit *u, struct db *db, const struct actor *by, const char *act,
			  int64_t list_id, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(db, by, act, audit_object(object, "watchlist", list_id),
			       SLICE("{\"rule\":\"R-236\"}"), unit_now(u), e);
}

static enum rc ask(struct unit *u, struct db *db, const struct actor *by,
		   const struct watchlist *list, struct arena *a, struct err *e)
{
	struct rescreening r = {.list_id = 0};
	struct err none;
	enum rc rc = rescreening_read(db, list->id, a, &r, &none);
	if (rc == RC_OK && slice_is(r.state, RESCREEN_RUNNING))
		return err_refuse(e, RC_CONFLICT, "already-running", NULL,
				  "stored travellers are being compared with this list already");
	if (rc != RC_OK && rc != RC_NOT_FOUND) {
		*e = none;
		return rc;
	}
	r = (struct rescreening){.list_id = list->id,
				 .cause = SLICE("re-screening"),
				 .version = list->version,
				 .state = SLICE(RESCREEN_RUNNING),
				 .started_at = unit_now(u)};
	rc = count_work(u, db, &r, e);
	if (rc == RC_OK)
		rc = rescreening_put(db, &r, e);
	return rc == RC_OK ? audit_step(u, db, by, "watchlist.rescreening-asked", list->id, e) : rc;
}

static enum rc cancel(struct unit *u, struct db *db, const struct actor *by,
		      const struct watchlist *list, struct arena *a, struct err *e)
{
	struct rescreening r;
	enum rc rc = rescreening_read(db, list->id, a, &r, e);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !slice_is(r.state, RESCREEN_RUNNING)))
		return err_refuse(e, RC_CONFLICT, "not-running", NULL,
				  "no re-screening of this list is running");
	r.state = SLICE(RESCREEN_CANCELLED);
	r.ended_at = unit_now(u);
	if (rc == RC_OK)
		rc = rescreening_put(db, &r, e);
	return rc == RC_OK ? audit_step(u, db, by, "watchlist.rescreening-cancelled", list->id, e)
			   : rc;
}

typedef enum rc change_fn(struct unit *u, struct db *db, const struct actor *by,
			  const struct watchlist *list, struct arena *a, struct err *e);

static enum rc change_by(struct unit *u, const struct actor *by, struct slice name,
			 change_fn *change, struct err *e)
{
	struct watchlist list;
	struct db *db = NULL;
	enum rc rc = protect_require(by, MAY_LISTS_WRITE, e);
	struct arena *a = rc == RC_OK ? arena_new(SMALL_MEMORY) : NULL;
	if (rc == RC_OK && !a)
		rc = err_set(e, RC_NOMEM, "no memory to re-screen");
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc == RC_OK) {
		rc = watchlist_find(db, name, a, &list, e);
		if (rc == RC_OK)
			rc = scope_require_list(db, by, list.id, e);
		if (rc == RC_OK)
			rc = change(u, db, by, &list, a, e);
		rc = store_end(unit_store(u), rc, e);
	}
	if (rc == RC_OK)
		unit_changed(u, (struct unit_changes){.lists = 1});
	arena_free(a);
	return rc;
}

enum rc rescreen_ask(struct unit *u, const struct actor *by, struct slice list, struct err *e)
{
	return change_by(u, by, list, ask, e);
}

enum rc rescreen_cancel(struct unit *u, const struct actor *by, struct slice list, struct err *e)
{
	return change_by(u, by, list, cancel, e);
}

/* ---- flights to come ---- */

static enum rc to_come_met(struct unit *u, struct db *db, const struct watchlist *list,
			   const struct list_entry *entry, struct arena *a, flight_names *out,
			   struct err *e)
{
	history_matches found = {0};
	enum rc rc = RC_OK;
	if (list_entry_counts(entry, date_of_instant(unit_now(u))))
		rc = history_find(u, list->kind, entry, a, &found, e);
	LIST_EACH(const struct history_match, m, &found)
	{
		if (rc == RC_OK && m->score_permille >= list->threshold)
			rc = flight_of_traveller(db, m->id, true, unit_now(u), a, out, e);
	}
	return rc;
}

enum rc rescreen_to_come(struct unit *u, struct db *db, const struct watchlist *list,
			 const struct list_changes *changes, struct arena *a, flight_names *out,
			 bool *known, struct err *e)
{
	enum rc rc = RC_OK;
	*known = changes->list.count <= RESCREEN_AT_ONCE_MAX && history_state(u).whole;
	LIST_EACH(const struct list_change, c, &changes->list)
	{
		if (rc != RC_OK || !*known)
			return rc;
		if (c->before)
			rc = flights_of_hits(db, list->id, c->before->id, unit_now(u), a, out, e);
		if (rc == RC_OK && c->after)
			rc = to_come_met(u, db, list, c->after, a, out, e);
	}
	return rc;
}

/* ---- flights ---- */

static void sleep_ms(long ms)
{
	const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
	nanosleep(&t, NULL);
}

/* Live messages go first. */
static void give_way(struct unit *u)
{
	struct ingest_queue *q = unit_ingest_queue(u);
	for (long waited = 0; waited < GIVE_WAY_MS && ingest_idle_us(q) < QUIET_MS * INT64_C(1000);
	     waited += LOOK_MS)
		sleep_ms(LOOK_MS);
}

/* The row as it is now; RC_END when the work is over or was begun anew meanwhile. */
static enum rc read_again(struct step *s, struct db *db, struct rescreening *now, struct err *e)
{
	enum rc rc = rescreening_read(db, s->r.list_id, s->a, now, e);
	bool same = rc == RC_OK && slice_is(now->state, RESCREEN_RUNNING) &&
		    now->started_at == s->r.started_at && now->version == s->r.version &&
		    slice_eq(now->at, s->r.at);
	return rc == RC_OK && !same ? RC_END : rc;
}

static enum rc write_flight(struct step *s, struct db *db, const struct flight_name *f,
			    struct rescreening *now, bool *hits, struct err *e)
{
	struct screening lists;
	struct refresh r = {.unit = s->u, .db = db, .lists = &lists, .rescreen = true};
	enum rc rc = screening_init(&lists, s->u, db, s->work, e);
	lists.cause = slice_is(now->cause, "re-screening") ? "re-screening" : "list-changed";
	if (rc == RC_OK)
		rc = refresh_flight(&r, f->id, f->natural_key, s->work, e);
	screening_release(&lists);
	now->hits += lists.hits_new;
	*hits = lists.hits_changed > 0;
	return rc;
}

/* One flight and how far that is, in one transaction. */
static enum rc do_flight(struct step *s, const struct flight_name *f, struct err *e)
{
	struct db *db;
	struct rescreening now;
	bool hits = false;
	give_way(s->u);
	arena_reset(s->work);
	enum rc rc = store_write(unit_store(s->u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = read_again(s, db, &now, e);
	if (rc == RC_OK)
		rc = write_flight(s, db, f, &now, &hits, e);
	if (rc == RC_OK && slice_is(now.way, RESCREEN_BY_FLIGHT)) {
		now.at = arena_printf(s->a, "%lld", (long long)f->id);
		now.done++;
	}
	if (rc == RC_OK)
		rc = rescreening_put(db, &now, e);
	rc = store_end(unit_store(s->u), rc, e);
	if (rc == RC_OK) {
		s->r = now;
		if (hits)
			unit_changed(s->u, (struct unit_changes){.hits = 1});
	}
	return rc;
}

static enum rc do_flights(struct step *s, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct flight_name, f, &s->flights)
	{
		if (rc == RC_OK)
			rc = do_flight(s, f, e);
	}
	if (s->flights.count)
		unit_changed(s->u, (struct unit_changes){.lists = 1});
	return rc;
}

/* How far it is by entry, or its end. */
static enum rc write_progress(struct step *s, const struct rescreening *next, struct err *e)
{
	struct db *db;
	struct rescreening now;
	enum rc rc = store_write(unit_store(s->u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = read_again(s, db, &now, e);
	now.at_version = next->at_version;
	now.at = next->at;
	now.done = next->done;
	now.state = next->state;
	now.ended_at = next->ended_at;
	if (rc == RC_OK)
		rc = rescreening_put(db, &now, e);
	rc = store_end(unit_store(s->u), rc, e);
	if (rc == RC_OK)
		unit_changed(s->u, (struct unit_changes){.lists = 1});
	return rc;
}

static enum rc end(struct step *s, struct err *e)
{
	struct rescreening next = s->r;
	next.state = SLICE(RESCREEN_DONE);
	next.done = next.total;
	next.ended_at = unit_now(s->u);
	return write_progress(s, &next, e);
}

/* ---- by flight ---- */

static enum rc step_by_flight(struct step *s, struct err *e)
{
	struct db *db = NULL;
	uint64_t after = 0;
	(void)slice_u64(s->r.at, &after);
	enum rc rc = store_read(unit_store(s->u), &db, e);
	if (rc == RC_OK)
		rc = passed_flights_read(db, unit_now(s->u), (int64_t)after, BATCH_FLIGHTS, s->a,
					 &s->flights, e);
	store_done(unit_store(s->u), db);
	if (rc != RC_OK)
		return rc;
	return s->flights.count ? do_flights(s, e) : end(s, e);
}

/* ---- by entry ---- */

static enum rc meet_entry(struct step *s, struct db *db, struct slice reference, struct err *e)
{
	struct list_entry entry = {0};
	history_matches found = {0};
	enum rc rc = entry_find(db, s->list.id, reference, s->a, &entry, NULL, e);
	if (rc == RC_NOT_FOUND) /* removed meanwhile */
		return RC_OK;
	if (rc == RC_OK && list_entry_counts(&entry, date_of_instant(unit_now(s->u))))
		rc = history_find(s->u, s->list.kind, &entry, s->a, &found, e);
	LIST_EACH(const struct history_match, m, &found)
	{
		if (rc == RC_OK && m->score_permille >= s->list.threshold)
			rc = flight_of_traveller(db, m->id, false, unit_now(s->u), s->a,
						 &s->flights, e);
	}
	return rc;
}

/* Whom the next entries meet; `next` is how far that is. */
static enum rc meet_entries(struct step *s, struct rescreening *next, struct err *e)
{
	struct db *db = NULL;
	entry_names names = {0};
	*next = s->r;
	enum rc rc = store_read(unit_store(s->u), &db, e);
	if (rc == RC_OK)
		rc = entries_since(db, s->r.list_id, s->r.at_version, s->r.at, BATCH_ENTRIES, s->a,
				   &names, e);
	LIST_EACH(const struct entry_name, n, &names)
	{
		if (rc == RC_OK)
			rc = meet_entry(s, db, n->reference, e);
		next->at_version = n->version;
		next->at = n->reference;
		next->done++;
	}
	/* At the end, hits on entries that went. */
	if (rc == RC_OK && !names.count)
		rc = passed_flights_of_gone(db, s->r.list_id, unit_now(s->u), s->a, &s->flights, e);
	store_done(unit_store(s->u), db);
	if (rc == RC_OK && !names.count)
		next->state = SLICE(RESCREEN_DONE);
	return rc;
}

static enum rc step_by_entry(struct step *s, struct err *e)
{
	struct rescreening next;
	enum rc rc = meet_entries(s, &next, e);
	if (rc == RC_OK)
		rc = do_flights(s, e);
	if (rc != RC_OK)
		return rc;
	return slice_is(next.state, RESCREEN_DONE) ? end(s, e) : write_progress(s, &next, e);
}

/* ---- a step ---- */

static enum rc read_list(struct step *s, struct db *db, struct err *e)
{
	watchlists all = {0};
	enum rc rc = watchlists_read(db, s->a, &all, e);
	LIST_EACH(const struct watchlist, w, &all)
	{
		if (w->id == s->r.list_id)
			s->list = *w;
	}
	return rc;
}

/* RC_END: nothing is running. */
static enum rc read_work(struct step *s, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(s->u), &db, e);
	if (rc == RC_OK)
		rc = rescreening_next(db, s->a, &s->r, e);
	if (rc == RC_OK)
		rc = read_list(s, db, e);
	store_done(unit_store(s->u), db);
	return rc == RC_NOT_FOUND ? RC_END : rc;
}

enum rc rescreen_step(struct unit *u, bool *more, struct err *e)
{
	struct step s = {.u = u, .a = arena_new(WORK_MEMORY), .work = arena_new(WORK_MEMORY)};
	enum rc rc = s.a && s.work ? read_work(&s, e)
				   : err_set(e, RC_NOMEM, "no memory to re-screen");
	*more = rc == RC_OK;
	if (rc == RC_OK && slice_is(s.r.way, RESCREEN_BY_FLIGHT))
		rc = step_by_flight(&s, e);
	else if (rc == RC_OK && history_state(u).whole)
		rc = step_by_entry(&s, e);
	else
		*more = false;
	arena_free(s.a);
	arena_free(s.work);
	return rc == RC_END ? RC_OK : rc;
}

/* ---- the thread ---- */

struct rescreener {
	struct unit *u;
	pthread_t thread;
	atomic_bool stop;
};

static void pause_ms(const struct rescreener *r, long ms)
{
	for (; ms > 0 && !atomic_load(&r->stop); ms -= LOOK_MS)
		sleep_ms(LOOK_MS);
}

static void load(struct rescreener *r)
{
	struct err e;
	if (history_load(r->u, &r->stop, &e) != RC_OK) {
		log_event(LOG_ERROR, "history-failed", LF_ERR(&e));
		pause_ms(r, FAILED_MS);
		return;
	}
	struct history_state s = history_state(r->u);
	if (s.whole)
		log_event(LOG_INFO, "history-in-memory", LF_I64("names", (int64_t)s.names),
			  LF_I64("bytes", (int64_t)s.bytes));
}

static void *run(void *context)
{
	struct rescreener *r = context;
	struct err e;
	(void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
	while (!atomic_load(&r->stop)) {
		bool more = false;
		if (!history_state(r->u).whole)
			load(r);
		if (!atomic_load(&r->stop) && rescreen_step(r->u, &more, &e) != RC_OK) {
			log_event(LOG_ERROR, "rescreening-failed", LF_ERR(&e));
			pause_ms(r, FAILED_MS);
		} else if (!more) {
			pause_ms(r, IDLE_MS);
		}
	}
	return NULL;
}

enum rc rescreen_start(struct unit *u, struct err *e)
{
	struct rescreener **slot = unit_rescreener(u);
	struct rescreener *r = *slot ? NULL : calloc(1, sizeof *r);
	if (!r)
		return *slot ? err_set(e, RC_CONFLICT, "it runs already")
			     : err_set(e, RC_NOMEM, "no memory to re-screen");
	r->u = u;
	enum rc rc = history_begin(u, e);
	if (rc == RC_OK && pthread_create(&r->thread, NULL, run, r) != 0)
		rc = err_set(e, RC_NOMEM, "no thread to re-screen with");
	if (rc == RC_OK)
		*slot = r;
	else
		free(r);
	return rc;
}

void rescreen_stop(struct unit *u)
{
	struct rescreener **slot = unit_rescreener(u);
	struct rescreener *r = *slot;
	if (!r)
		return;
	atomic_store(&r->stop, true);
	pthread_join(r->thread, NULL);
	free(r);
	*slot = NULL;
}

struct rescreen_memory rescreen_memory(struct unit *u)
{
	struct history_state s = history_state(u);
	return (struct rescreen_memory){.whole = s.whole,
					.flights = s.flights,
					.flights_read = s.flights_read,
					.names = (int64_t)s.names,
					.bytes = (int64_t)s.bytes};
}
