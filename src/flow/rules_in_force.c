/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/rules_in_force.h"

#include "base/log.h"

#include <pthread.h>
#include <stdlib.h>

#define RULES_MEMORY ((size_t)64 << 20)

struct rules_holder {
	pthread_mutex_t lock;
	struct rules_ref *current; /* NULL until it is asked for */
};

struct rules_holder *rules_holder_new(void)
{
	struct rules_holder *h = calloc(1, sizeof *h);
	if (h)
		pthread_mutex_init(&h->lock, NULL);
	return h;
}

static void drop_locked(struct rules_ref *ref)
{
	if (!ref || --ref->users > 0)
		return;
	rule_set_free(ref->set);
	arena_free(ref->arena);
	free(ref);
}

void rules_holder_free(struct rules_holder *h)
{
	if (!h)
		return;
	drop_locked(h->current);
	pthread_mutex_destroy(&h->lock);
	free(h);
}

bool rule_text_of(const struct active_rule *r, struct arena *a, struct rule_text *out)
{
	struct rule_indicator *x = arena_alloc(a, (r->indicators.count + 1) * sizeof *x);
	*out = (struct rule_text){.id = r->id,
				  .version = r->version,
				  .name = r->name,
				  .indicators = x,
				  .needs = (unsigned)r->needs};
	if (!x)
		return false;
	LIST_EACH(const struct indicator_view, v, &r->indicators)
	{
		x[out->indicator_count++] = (struct rule_indicator){
			v->exonerates ? INDICATOR_EXONERATES : INDICATOR_INCRIMINATES,
			v->expression};
	}
	return true;
}

static enum rc compile(struct rules_ref *ref, struct err *e)
{
	struct rule_text *texts = arena_alloc(ref->arena, (ref->active.count + 1) * sizeof *texts);
	unsigned count = 0, left_out = 0;
	LIST_EACH(const struct active_rule, r, &ref->active)
	{
		if (!texts || !rule_text_of(r, ref->arena, &texts[count++]))
			break;
	}
	ref->set = arena_failed(ref->arena) ? NULL : rule_set_new(texts, count, &left_out);
	if (!ref->set)
		return err_set(e, RC_NOMEM, "the rules need more memory than there is");
	if (left_out)
		log_event(LOG_ERROR, "rules-not-understood", LF_I64("rules", left_out));
	return RC_OK;
}

static enum rc load(struct db *db, struct date day, struct rules_ref **out, struct err *e)
{
	struct rules_ref *ref = calloc(1, sizeof *ref);
	if (!ref)
		return err_set(e, RC_NOMEM, "no memory for the rules");
	*ref = (struct rules_ref){.arena = arena_new(RULES_MEMORY), .day = day, .users = 1};
	enum rc rc = ref->arena ? rules_active_read(db, day, ref->arena, &ref->active, e)
				: err_set(e, RC_NOMEM, "no memory for the rules");
	if (rc == RC_OK)
		rc = compile(ref, e);
	if (rc != RC_OK) {
		drop_locked(ref); /* nobody else has it */
		return rc;
	}
	*out = ref;
	return RC_OK;
}

/* The set in force, if it is the one that is asked for. */
static struct rules_ref *use_current(struct rules_holder *h, int64_t stamp, struct date day)
{
	pthread_mutex_lock(&h->lock);
	struct rules_ref *ref = h->current;
	bool same = ref && ref->active.stamp == stamp && date_cmp(ref->day, day) == 0;
	if (same)
		ref->users++;
	pthread_mutex_unlock(&h->lock);
	return same ? ref : NULL;
}

enum rc rules_use(struct unit *u, struct db *db, struct rules_ref **out, struct err *e)
{
	struct rules_holder *h = unit_rules_holder(u);
	struct date day = date_of_instant(unit_now(u));
	struct rules_ref *made = NULL;
	int64_t stamp = 0;
	*out = NULL;
	enum rc rc = rules_stamp_read(db, &stamp, e);
	if (rc == RC_OK)
		*out = use_current(h, stamp, day);
	if (rc != RC_OK || *out)
		return rc;
	rc = load(db, day, &made, e);
	if (rc != RC_OK)
		return rc;
	pthread_mutex_lock(&h->lock);
	drop_locked(h->current);
	h->current = made;
	made->users++;
	pthread_mutex_unlock(&h->lock);
	*out = made;
	return RC_OK;
}

void rules_done(struct unit *u, struct rules_ref *ref)
{
	struct rules_holder *h = unit_rules_holder(u);
	pthread_mutex_lock(&h->lock);
	drop_locked(ref);
	pthread_mutex_unlock(&h->lock);
}

bool rule_subject_of(const struct truth *truth, const struct flight_row *flight,
		     const struct truth_traveller *t, struct rule_subject *out)
{
	const struct truth_booking *b = t->booking;
	*out = (struct rule_subject){.flight = truth->flight,
				     .border = truth->border,
				     .departs_at = flight->departs_at,
				     .arrives_at = flight->arrives_at,
				     .direction = flight->direction,
				     .api = t->api,
				     .pnr = t->pnr,
				     .booking = b ? b->booking : NULL,
				     .booking_travellers = b ? b->travellers : 0,
				     .booking_cancelled = b && b->state != BOOKING_ACTIVE};
	return truth->flight && truth->border;
}
