/* SPDX-License-Identifier: Apache-2.0 */
#include "review/oversight.h"

#include "base/crypto.h"
#include "flow/trail.h"
#include "flow/unit.h"
#include "review/rights_parts.h"
#include "store/oversight.h"
#include "store/statistic.h"
#include "store/use_notice.h"

#include <string.h>

#define SEED_BYTES 16

static const char *const lookup_results[] = {"in-order", "asked", "referred", NULL};
static const char *const sample_results[] = {"in-order", "objection", NULL};

/* ---- the page ---- */

static enum rc read_rows(struct unit *u, struct arena *a, struct oversight_page *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = odd_lookups_read(db, a, &out->odd, e);
	if (rc == RC_OK)
		rc = use_notices_read(db, a, &out->notices, e);
	if (rc == RC_OK)
		rc = statistics_read(db, a, &out->statistics, e);
	if (rc == RC_OK) {
		rc = sample_latest(db, a, &out->sample, e);
		out->has_sample = rc == RC_OK;
		if (rc == RC_NOT_FOUND)
			rc = RC_OK;
	}
	store_done(unit_store(u), db);
	return rc;
}

enum rc oversight_read(struct unit *u, const struct actor *who, struct arena *a,
		       struct oversight_page *out, struct err *e)
{
	struct audit_report trail = {0};
	unsigned found;
	*out = (struct oversight_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = oversight_scan(u, &found, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "oversight.read", "unit", 0, e);
	if (rc == RC_OK)
		rc = read_rows(u, a, out, e);
	if (rc == RC_OK)
		rc = trail_verify(u, &trail, e);
	out->records = trail.records;
	out->checkpoints = trail.checkpoints;
	out->proved = trail.proved;
	out->broken_seq = trail.broken_seq;
	return rc;
}

/* ---- recording what the officer made of it ---- */

static enum rc check_settling(struct slice result, const char *const *results, struct slice note,
			      struct err *e)
{
	enum rc rc = slice_present(result)
			     ? page_word(result, results, "bad-result", e)
			     : err_refuse(e, RC_INVALID, "bad-result", NULL, "say what came of it");
	return rc == RC_OK ? rights_need_reason(note, e) : rc;
}

static enum rc finish(struct rights_work *w, enum rc rc, const char *act, const char *kind,
		      int64_t id, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	if (rc == RC_OK)
		rc = rights_put_record(w, act, audit_object(object, kind, id), (struct slice){0},
				       e);
	rc = store_end(unit_store(w->u), rc, e);
	arena_free(w->a);
	return rc;
}

enum rc oversight_settle(struct unit *u, const struct actor *who, int64_t odd_id,
			 struct slice result, struct slice note, struct err *e)
{
	struct rights_work w;
	enum rc rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = check_settling(result, lookup_results, note, e);
	if (rc == RC_OK)
		rc = odd_lookup_settle(w.db, odd_id, result, slice_trim(note), unit_now(u), e);
	return finish(&w, rc, "lookup.settled", "lookup", odd_id, e);
}

enum rc oversight_settle_sample(struct unit *u, const struct actor *who, int64_t sample_id,
				int64_t decision_id, struct slice result, struct slice note,
				struct err *e)
{
	struct rights_work w;
	enum rc rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = check_settling(result, sample_results, note, e);
	if (rc == RC_OK)
		rc = sample_item_settle(w.db, sample_id, decision_id, result, slice_trim(note), e);
	return finish(&w, rc, "sample.settled", "decision", decision_id, e);
}

/* ---- samples ---- */

struct draw { /* a decision and its place in the order that the seed makes */
	int64_t id;
	unsigned char place[HASH_BYTES];
};

static void place_of(struct slice seed, int64_t id, unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	hash_begin(&h, NULL);
	hash_piece(&h, seed);
	hash_i64(&h, id);
	hash_end(&h, out);
}

/* Keeps the SAMPLE_SIZE first in the order of their places, sorted. */
static unsigned draw_all(struct slice seed, const id_rows *all, struct draw kept[SAMPLE_SIZE])
{
	unsigned n = 0;
	LIST_EACH(const struct id_row, row, all)
	{
		struct draw d = {.id = row->id};
		place_of(seed, row->id, d.place);
		unsigned at = n;
		while (at > 0 && memcmp(d.place, kept[at - 1].place, HASH_BYTES) < 0)
			at--;
		if (at == SAMPLE_SIZE)
			continue;
		unsigned moved = n < SAMPLE_SIZE ? n - at : SAMPLE_SIZE - 1 - at;
		memmove(&kept[at + 1], &kept[at], moved * sizeof *kept);
		kept[at] = d;
		n += n < SAMPLE_SIZE;
	}
	return n;
}

static enum rc take_seed(struct slice seed, struct arena *a, struct slice *out, struct err *e)
{
	unsigned char bytes[SEED_BYTES];
	char hex[HEX_TEXT(SEED_BYTES)];
	if (!slice_present(seed))
		random_bytes(bytes, sizeof bytes);
	else if (!hex_read(seed, bytes, sizeof bytes))
		return err_refuse(e, RC_INVALID, "bad-seed", "R-154",
				  "a seed is %d hexadecimal digits; leave it out for a new one",
				  2 * SEED_BYTES);
	hex_write(bytes, sizeof bytes, hex);
	*out = arena_copy(a, slice_of(hex));
	return RC_OK;
}

static enum rc take_days(struct slice from_on, struct slice to_on, struct sample_view *out,
			 struct err *e)
{
	struct date from, to;
	if (!date_parse(from_on, &from) || !date_parse(to_on, &to) || date_cmp(to, from) < 0)
		return err_refuse(e, RC_INVALID, "bad-date", "R-154",
				  "give the first and the last day, YYYY-MM-DD");
	out->from_at = date_days(from) * DAY_US;
	out->to_at = (date_days(to) + INT64_C(1)) * DAY_US;
	return RC_OK;
}

static enum rc draw(struct rights_work *w, struct sample_view *s, struct err *e)
{
	struct draw kept[SAMPLE_SIZE + 1];
	id_rows all = {0};
	enum rc rc = decisions_between(w->db, s->from_at, s->to_at, w->a, &all, e);
	if (rc != RC_OK)
		return rc;
	unsigned n = draw_all(s->seed, &all, kept);
	s->population = all.count;
	for (unsigned i = 0; i < n; i++) {
		struct sample_item_view *item = LIST_ADD(&s->items, w->a, struct sample_item_view);
		if (!item)
			return err_set(e, RC_NOMEM, "no memory for a sample");
		item->ordinal = i + 1;
		item->decision_id = kept[i].id;
	}
	return sample_insert(w->db, s, w->who->account_id, e);
}

enum rc oversight_sample(struct unit *u, const struct actor *who, struct slice from_on,
			 struct slice to_on, struct slice seed, struct arena *a,
			 struct sample_view *out, struct err *e)
{
	struct rights_work w;
	struct sample_view s = {.drawn_at = unit_now(u)};
	*out = (struct sample_view){0};
	enum rc rc = rights_begin(&w, u, who, 0, e);
	if (rc != RC_OK)
		return rc;
	rc = take_days(from_on, to_on, &s, e);
	if (rc == RC_OK)
		rc = take_seed(seed, w.a, &s.seed, e);
	s.id = store_new_id(unit_store(u));
	if (rc == RC_OK)
		rc = draw(&w, &s, e);
	if (rc == RC_OK)
		rc = sample_latest(w.db, a, out, e);
	return finish(&w, rc, "sample.drawn", "sample", s.id, e);
}

/* ---- hours of duty ---- */

static bool take_minute(struct slice text, int64_t *out)
{
	struct slice hour;
	uint64_t h, m;
	if (!slice_cut(&text, ':', &hour) || hour.n != 2 || text.n != 2 || !slice_u64(hour, &h) ||
	    !slice_u64(text, &m) || h > 23 || m > 59)
		return false;
	*out = (int64_t)(h * 60 + m);
	return true;
}

enum rc oversight_set_duty(struct unit *u, const struct actor *who, int64_t account_id,
			   struct slice from, struct slice to, struct err *e)
{
	struct rights_work w = {.u = u, .who = who};
	int64_t from_minute = -1, to_minute = -1;
	bool none = !slice_present(from) && !slice_present(to);
	enum rc rc = protect_require(who, MAY_USERS_MANAGE, e);
	if (rc == RC_OK && !none &&
	    (!take_minute(from, &from_minute) || !take_minute(to, &to_minute)))
		rc = err_refuse(e, RC_INVALID, "bad-hours", "R-156",
				"give both hours as HH:MM in UTC, or neither");
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &w.db, e);
	if (rc != RC_OK)
		return rc;
	rc = duty_hours_put(w.db, account_id, from_minute, to_minute, e);
	return finish(&w, rc, "duty.set", "account", account_id, e);
}

/* ---- the public ---- */

enum rc review_notice(struct unit *u, struct arena *a, struct notice_page *out, struct err *e)
{
	const struct unit_plan *about = unit_about(u);
	struct db *db = NULL;
	*out = (struct notice_page){.name = about->name,
				    .state = about->state,
				    .legal_basis = about->legal_basis,
				    .profile = about->profile};
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = statistics_read(db, a, &out->statistics, e);
	store_done(unit_store(u), db);
	return rc;
}
