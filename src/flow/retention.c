/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/retention.h"

#include "base/clock.h"
#include "flow/history.h"
#include "flow/sealing.h"
#include "flow/trail.h"
#include "protect/audit.h"
#include "protect/data_key.h"
#include "store/disclosure.h"
#include "store/request.h"
#include "store/result.h"

#include <stdio.h>
#include <time.h>

#define WORK_MEMORY ((size_t)4 << 30)
#define PURGE_TRIES 20
#define PURGE_PAUSE_NS 50000000
#define CLAMPED_US (4 * DAY_US) /* more than a shorter month cuts off */
#define KEYS_TEXT 600
#define SCRUB_ALWAYS_MAX (INT64_C(256) << 20) /* bytes of the database */
#define SCRUB_DUE "retention.rewrite_due"     /* setting: since when */

struct run {
	struct unit *u;
	const struct actor *by;
	struct retention_report *out;
	struct arena *list, *work; /* what lives for the run, and for one flight */
	struct db *db;
	bool cut_short;       /* the unit stops: the next run does the rest */
	char keys[KEYS_TEXT]; /* months whose keys were destroyed, as JSON members */
};

/* ---- ages ---- */

int64_t retention_age_at(int64_t from_at, int months)
{
	struct date d = date_of_instant(from_at);
	int64_t time_of_day = from_at - date_days(d) * DAY_US;
	int month = d.year * 12 + d.month - 1 + months;
	d.year = (int16_t)(month / 12);
	d.month = (int8_t)(month % 12 + 1);
	while (!date_valid(d.year, d.month, d.day))
		d.day--;
	return date_days(d) * DAY_US + time_of_day;
}

bool retention_is_due(int64_t from_at, unsigned months, int64_t now_at)
{
	return months > 0 && retention_age_at(from_at, (int)months) <= now_at;
}

/* Nothing younger can be due. */
static int64_t not_after(int64_t now_at, unsigned months)
{
	return months ? retention_age_at(now_at, -(int)months) + CLAMPED_US : INT64_MIN;
}

/* ---- masking ---- */

/* Between two steps: each stands by itself, so that the rest can be left to the next run. */
static bool may_go_on(struct run *r, enum rc rc)
{
	r->cut_short = r->cut_short || unit_is_stopping(r->u);
	return rc == RC_OK && !r->cut_short;
}

static enum rc mask_flight(struct run *r, int64_t flight_id, const struct aged_message *due,
			   unsigned count, struct err *e)
{
	struct sealing s = {.unit = r->u, .now_at = r->out->now_at};
	arena_reset(r->work);
	enum rc rc = store_write(unit_store(r->u), &s.db, e);
	if (rc != RC_OK)
		return rc;
	rc = sealing_flight(&s, flight_id, due, count, r->work, e);
	rc = store_end(unit_store(r->u), rc, e);
	if (rc == RC_OK) {
		r->out->messages_masked += s.messages;
		r->out->travellers_masked += s.masked;
		r->out->travellers_deleted += s.deleted;
	}
	return rc;
}

/* Messages that are due, in the order in which they came, flight by flight. */
static enum rc read_due(struct run *r, enum aged which, unsigned months, aged_messages *out,
			struct err *e)
{
	struct db *db = NULL;
	aged_messages all = {0};
	int64_t now_at = r->out->now_at;
	enum rc rc = store_read(unit_store(r->u), &db, e);
	if (rc == RC_OK)
		rc = aged_messages_read(db, which, not_after(now_at, months), r->list, &all, e);
	store_done(unit_store(r->u), db);
	LIST_EACH(const struct aged_message, m, &all)
	{
		if (!retention_is_due(m->received_at, months, now_at))
			continue;
		struct aged_message *copy = LIST_ADD(out, r->list, struct aged_message);
		if (!copy)
			return err_set(e, RC_NOMEM, "more messages are due than fit in memory");
		*copy = *m;
		copy->next = NULL;
	}
	return rc;
}

static enum rc mask_all(struct run *r, struct err *e)
{
	aged_messages due = {0};
	enum rc rc = read_due(r, AGED_CLEAR, unit_ages(r->u)->mask_months, &due, e);
	for (const struct aged_message *m = due.first; m && may_go_on(r, rc);) {
		const struct aged_message *end = m;
		unsigned count = 0;
		for (; end && end->flight_id == m->flight_id; end = end->next)
			count++;
		rc = mask_flight(r, m->flight_id, m, count, e);
		m = end;
	}
	return rc;
}

/* ---- deleting ---- */

static enum rc drop_flight(struct run *r, int64_t flight_id, struct err *e)
{
	bool erased = false;
	enum rc rc = flight_id ? flight_erase_empty(r->db, flight_id, &erased, e) : RC_OK;
	r->out->flights_deleted += erased;
	return rc;
}

static enum rc erase_traveller(struct run *r, int64_t id, int64_t flight_id, struct err *e)
{
	enum rc rc = traveller_erase(r->db, id, e);
	history_remove(r->u, id);
	r->out->travellers_deleted++;
	return rc == RC_OK ? drop_flight(r, flight_id, e) : rc;
}

static enum rc erase_records(struct run *r, struct err *e)
{
	unsigned months = unit_ages(r->u)->delete_months;
	int64_t now_at = r->out->now_at;
	sealed_rows aged = {0};
	enum rc rc = sealed_aged(r->db, not_after(now_at, months), now_at, r->list, &aged, e);
	LIST_EACH(const struct sealed_row, s, &aged)
	{
		bool left = true;
		if (!may_go_on(r, rc) || !retention_is_due(s->transferred_at, months, now_at))
			continue;
		rc = sealed_delete(r->db, s->id, e);
		r->out->records_deleted++;
		if (rc == RC_OK)
			rc = sealed_traveller_left(r->db, s->object_id, &left, e);
		if (rc == RC_OK && !left)
			rc = erase_traveller(r, s->object_id, s->flight_id, e);
	}
	return rc;
}

static enum rc erase_unlinked(struct run *r, struct err *e)
{
	unsigned months = unit_ages(r->u)->delete_unlinked_months;
	sealed_rows masked = {0};
	enum rc rc = months ? sealed_unlinked(r->db, r->out->now_at, r->list, &masked, e) : RC_OK;
	LIST_EACH(const struct sealed_row, s, &masked)
	{
		if (may_go_on(r, rc) && retention_is_due(s->transferred_at, months, r->out->now_at))
			rc = erase_traveller(r, s->object_id, s->flight_id, e);
	}
	return rc;
}

static enum rc erase_messages(struct run *r, const aged_messages *due, struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct aged_message, m, due)
	{
		if (!may_go_on(r, rc))
			return rc;
		rc = message_erase(r->db, m->id, e);
		r->out->messages_deleted++;
		if (rc == RC_OK)
			rc = drop_flight(r, m->flight_id, e);
	}
	return rc;
}

/* Tests have no use at the age of masking; nor has quarantine where nothing that is not
 * linked with a risk may stay. */
static enum rc read_apart(struct run *r, aged_messages *out, struct err *e)
{
	const struct retention_ages *ages = unit_ages(r->u);
	unsigned quarantine = ages->delete_unlinked_months ? ages->delete_unlinked_months
							   : ages->delete_months;
	aged_messages all = {0};
	enum rc rc = read_due(r, AGED_APART, ages->mask_months, &all, e);
	LIST_EACH(const struct aged_message, m, &all)
	{
		bool test = slice_is(m->state, "test");
		if (!test && !retention_is_due(m->received_at, quarantine, r->out->now_at))
			continue;
		struct aged_message *copy = LIST_ADD(out, r->list, struct aged_message);
		if (!copy)
			return err_set(e, RC_NOMEM, "more messages are due than fit in memory");
		*copy = *m;
		copy->next = NULL;
	}
	return rc;
}

/* Positive results serve to inform the authorities, and no longer. */
static enum rc erase_results(struct run *r, struct err *e)
{
	unsigned months = unit_ages(r->u)->results_months;
	int64_t now_at = r->out->now_at;
	result_rows aged = {0};
	enum rc rc =
		months ? results_aged(r->db, not_after(now_at, months), now_at, r->list, &aged, e)
		       : RC_OK;
	LIST_EACH(const struct result_row, row, &aged)
	{
		if (rc != RC_OK || !retention_is_due(row->from_at, months, now_at))
			continue;
		rc = result_delete(unit_store(r->u), r->db, row, e);
		r->out->results_deleted++;
	}
	return rc;
}

static bool deleted_something(const struct retention_report *o)
{
	return o->travellers_deleted || o->records_deleted || o->messages_deleted ||
	       o->flights_deleted || o->packages_deleted || o->requests_emptied ||
	       o->results_deleted || o->keys_destroyed;
}

static enum rc erase_all(struct run *r, struct err *e)
{
	aged_messages masked = {0}, apart = {0};
	enum rc rc = read_due(r, AGED_MASKED, unit_ages(r->u)->delete_months, &masked, e);
	if (rc == RC_OK)
		rc = read_apart(r, &apart, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(r->u), &r->db, e);
	if (rc != RC_OK)
		return rc;
	rc = erase_results(r, e);
	if (rc == RC_OK)
		rc = erase_records(r, e);
	if (rc == RC_OK)
		rc = erase_unlinked(r, e);
	if (rc == RC_OK)
		rc = erase_messages(r, &masked, e);
	if (rc == RC_OK)
		rc = erase_messages(r, &apart, e);
	return store_end(unit_store(r->u), rc, e);
}

/* Packages whose time is over, and whom requests asked for. */
static enum rc erase_shared(struct run *r, struct err *e)
{
	unsigned months = unit_ages(r->u)->delete_months;
	int64_t packages = 0, requests = 0;
	enum rc rc = store_write(unit_store(r->u), &r->db, e);
	if (rc != RC_OK)
		return rc;
	rc = packages_erase(r->db, r->out->now_at, &packages, e);
	if (rc == RC_OK && months)
		rc = requests_erase(r->db, retention_age_at(r->out->now_at, -(int)months),
				    &requests, e);
	r->out->packages_deleted = (unsigned)packages;
	r->out->requests_emptied = (unsigned)requests;
	return store_end(unit_store(r->u), rc, e);
}

/* ---- keys ---- */

static bool month_is_over(const struct run *r, struct slice month)
{
	char text[DATE_TEXT];
	struct date first;
	const struct retention_ages *ages = unit_ages(r->u);
	snprintf(text, sizeof text, "%.*s-01", SLICE_ARG(month));
	if (!date_parse(slice_of(text), &first))
		return false;
	int64_t next = retention_age_at(date_days(first) * DAY_US, 1);
	return retention_is_due(next, ages->mask_months, r->out->now_at);
}

/* A month's key goes when nothing of it is sealed, and nothing will be. */
static enum rc destroy_unused(void *context, struct slice month, struct err *e)
{
	struct run *r = context;
	struct db *db = NULL;
	bool used = true, was_there = false;
	if (!month_is_over(r, month))
		return RC_OK;
	enum rc rc = store_read(unit_store(r->u), &db, e);
	if (rc == RC_OK)
		rc = sealed_month_used(db, month, &used, e);
	store_done(unit_store(r->u), db);
	if (rc != RC_OK || used)
		return rc;
	size_t n = strlen(r->keys);
	snprintf(r->keys + n, sizeof r->keys - n, "%s\"%.*s\"", n ? "," : "", SLICE_ARG(month));
	rc = data_key_destroy(unit_folder(r->u), month, &was_there, e);
	r->out->keys_destroyed += was_there;
	return rc;
}

/* ---- overwriting, certificate ---- */

/* A small database is gone through whenever something went, a large one once a day. */
static enum rc needs_scrubbing(struct run *r, bool something, bool quiet, bool *needs,
			       struct err *e)
{
	struct db *db = NULL;
	struct slice text = {0};
	int64_t bytes = 0, before_at = 0;
	enum rc rc = store_read(unit_store(r->u), &db, e);
	if (rc == RC_OK)
		rc = db_bytes(db, &bytes, e);
	enum rc found = rc == RC_OK ? store_setting_get(db, SCRUB_DUE, r->list, &text, e) : rc;
	store_done(unit_store(r->u), db);
	if (found != RC_OK && found != RC_NOT_FOUND)
		return found;
	bool due = found == RC_OK && instant_parse(text, &before_at);
	*needs = !quiet || (something && bytes < SCRUB_ALWAYS_MAX) ||
		 (due && before_at + DAY_US <= r->out->now_at);
	return RC_OK;
}

/* Remembers since when there is something to overwrite; "" = nothing. */
static enum rc note_scrubbing(struct run *r, bool something, struct err *e)
{
	char at[INSTANT_TEXT] = "";
	struct slice known = {0};
	enum rc rc = store_write(unit_store(r->u), &r->db, e);
	if (rc != RC_OK)
		return rc;
	rc = store_setting_get(r->db, SCRUB_DUE, r->list, &known, e);
	if (rc == RC_NOT_FOUND)
		rc = RC_OK;
	if (!r->out->scrubbed && something && !slice_present(known))
		instant_write(r->out->now_at, at);
	if (rc == RC_OK && (r->out->scrubbed || at[0]))
		rc = store_setting_put(r->db, SCRUB_DUE, slice_of(at), e);
	return store_end(unit_store(r->u), rc, e);
}

static void pause_shortly(void)
{
	const struct timespec pause = {.tv_nsec = PURGE_PAUSE_NS};
	nanosleep(&pause, NULL);
}

/* Some pages at a time, so that messages are taken in between. Where readers are always in
 * the way it is left for the next run. */
static enum rc scrub_all(struct run *r, struct err *e)
{
	int64_t page = 1;
	for (unsigned tries = 0; page && tries < PURGE_TRIES && may_go_on(r, RC_OK);) {
		int64_t before = page;
		enum rc rc = store_scrub(unit_store(r->u), &page, e);
		if (rc != RC_OK && rc != RC_CONFLICT)
			return rc;
		tries = page != before ? 0 : tries + 1;
		if (rc == RC_CONFLICT)
			pause_shortly();
	}
	r->out->scrubbed = page == 0;
	return RC_OK;
}

static enum rc scrub(struct run *r, bool something, bool quiet, struct err *e)
{
	bool needs = false;
	enum rc rc = needs_scrubbing(r, something, quiet, &needs, e);
	if (rc == RC_OK && needs)
		rc = scrub_all(r, e);
	return rc == RC_OK && (something || needs) ? note_scrubbing(r, something, e) : rc;
}

static void purge(struct run *r)
{
	struct err ignored;
	for (unsigned i = 0; i < PURGE_TRIES && !r->out->purged; i++) {
		r->out->purged = store_purge(unit_store(r->u), &ignored) == RC_OK;
		if (!r->out->purged)
			pause_shortly();
	}
}

static struct slice report_json(const struct run *r)
{
	const struct retention_report *o = r->out;
	char at[INSTANT_TEXT];
	instant_write(o->now_at, at);
	return arena_printf(
		r->list,
		"{\"at\":\"%s\",\"profile\":\"%s\",\"rules\":[\"R-110\",\"R-115\",\"R-116\",\"R-118\"],"
		"\"messages_masked\":%u,\"travellers_masked\":%u,\"travellers_deleted\":%u,"
		"\"records_deleted\":%u,\"messages_deleted\":%u,\"flights_deleted\":%u,"
		"\"packages_deleted\":%u,\"requests_emptied\":%u,\"results_deleted\":%u,"
		"\"keys_destroyed\":[%s],\"journal_emptied\":%s,"
		"\"free_space_overwritten\":%s,\"cut_short\":%s}",
		at, unit_about(r->u)->profile, o->messages_masked, o->travellers_masked,
		o->travellers_deleted, o->records_deleted, o->messages_deleted, o->flights_deleted,
		o->packages_deleted, o->requests_emptied, o->results_deleted, r->keys,
		o->purged ? "true" : "false", o->scrubbed ? "true" : "false",
		r->cut_short ? "true" : "false");
}

/* The record of the run, and the certificate with it: both or neither. */
static enum rc put_report(struct run *r, struct err *e)
{
	struct slice report = report_json(r);
	enum rc rc = report.p ? store_write(unit_store(r->u), &r->db, e)
			      : err_set(e, RC_NOMEM, "no memory to report on retention");
	if (rc != RC_OK)
		return rc;
	if (deleted_something(r->out)) {
		r->out->certificate_id = store_new_id(unit_store(r->u));
		rc = certificate_insert(r->db, r->out->certificate_id, r->out->now_at, report, e);
	}
	if (rc == RC_OK)
		rc = audit_append_by(r->db, r->by, "retention.run", SLICE("retention"), report,
				     r->out->now_at, e);
	return store_end(unit_store(r->u), rc, e);
}

static enum rc run_all(struct run *r, bool quiet, struct err *e)
{
	enum rc rc = mask_all(r, e);
	if (may_go_on(r, rc))
		rc = erase_all(r, e);
	if (may_go_on(r, rc))
		rc = erase_shared(r, e);
	if (may_go_on(r, rc))
		rc = data_keys_each(unit_folder(r->u), destroy_unused, r, e);
	if (rc == RC_OK)
		rc = trail_trim_due(r->u, e);
	bool something = deleted_something(r->out) || r->out->messages_masked;
	if (rc == RC_OK)
		rc = scrub(r, something, quiet, e);
	bool worth = something || !quiet || r->out->scrubbed;
	if (worth && may_go_on(r, RC_OK))
		purge(r);
	if (rc == RC_OK && worth)
		rc = put_report(r, e);
	if (rc != RC_OK)
		history_doubt(r->u);
	if (something)
		unit_changed(r->u, (struct unit_changes){.flights = 1, .hits = 1});
	return rc;
}

enum rc retention_run(struct unit *u, const struct actor *by, bool quiet,
		      struct retention_report *out, struct err *e)
{
	struct run r = {.u = u, .by = by, .out = out};
	*out = (struct retention_report){.now_at = unit_now(u)};
	r.list = arena_new(WORK_MEMORY);
	r.work = arena_new(WORK_MEMORY);
	enum rc rc = r.list && r.work ? run_all(&r, quiet, e)
				      : err_set(e, RC_NOMEM, "no memory for retention");
	arena_free(r.list);
	arena_free(r.work);
	return rc;
}

/* ---- how things stand ---- */

static enum rc count_overdue(struct db *db, struct retention_state *out, int64_t now_at,
			     struct err *e)
{
	aged_messages aged = {0};
	struct arena *a = arena_new(WORK_MEMORY);
	enum rc rc = a ? aged_messages_read(db, AGED_CLEAR, not_after(now_at, out->mask_months), a,
					    &aged, e)
		       : err_set(e, RC_NOMEM, "no memory for retention");
	LIST_EACH(const struct aged_message, m, &aged)
	{
		out->overdue += retention_is_due(m->received_at, out->mask_months, now_at);
	}
	arena_free(a);
	return rc;
}

static enum rc count_key(void *context, struct slice month, struct err *e)
{
	int64_t *count = context;
	(void)month;
	(void)e;
	++*count;
	return RC_OK;
}

enum rc retention_status(struct unit *u, struct retention_state *out, struct err *e)
{
	const struct retention_ages *ages = unit_ages(u);
	struct db *db = NULL;
	int64_t first = 0;
	*out = (struct retention_state){.mask_months = ages->mask_months,
					.delete_months = ages->delete_months,
					.delete_unlinked_months = ages->delete_unlinked_months};
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = retention_counts_read(db, unit_now(u), out, e);
	if (rc == RC_OK)
		rc = aged_first(db, &first, e);
	if (rc == RC_OK)
		rc = count_overdue(db, out, unit_now(u), e);
	store_done(unit_store(u), db);
	if (first && out->mask_months)
		out->next_mask_at = retention_age_at(first, (int)out->mask_months);
	return rc == RC_OK ? data_keys_each(unit_folder(u), count_key, &out->data_keys, e) : rc;
}
