/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "protect/scope.h"
#include "review/masked.h"
#include "review/page.h"
#include "review/person.h"
#include "store/flight_pages.h"
#include "store/hit_pages.h"
#include "store/unmask.h"

#include <inttypes.h>

static const char *const outcomes[] = {"confirmed", "rejected", "undetermined", NULL};

struct deciding { /* one decision while it is written */
	struct unit *u;
	struct db *db;
	const struct actor *who;
	const struct decide_question *ask;
	struct arena *a;
	int64_t now_at, decision_id;
	struct hit_ties hit;
	struct person_hashes person;
};

static enum rc check(const struct decide_question *ask, struct err *e)
{
	enum rc rc = page_word(ask->outcome, outcomes, "bad-outcome", e);
	if (rc == RC_OK && !slice_present(ask->outcome))
		rc = err_refuse(e, RC_INVALID, "bad-outcome", "R-073",
				"say whether the hit is confirmed, rejected or undetermined");
	if (rc == RC_OK && ask->reason.n > REASON_MAX)
		rc = err_refuse(e, RC_INVALID, "reason-too-long", NULL,
				"the reason has at most %d bytes", REASON_MAX);
	if (rc == RC_OK && text_not_blank(ask->reason) < REASON_MIN)
		rc = err_refuse(e, RC_INVALID, "reason-too-short", "R-004",
				"say why, in at least %d characters", REASON_MIN);
	return rc;
}

static enum rc refuse_settled(const struct hit_ties *hit, struct err *e)
{
	if (slice_is(hit->state, "decided"))
		return err_refuse(e, RC_CONFLICT, "already-decided", "R-070",
				  "this hit has been decided: read the decision");
	if (slice_is(hit->state, "withdrawn"))
		return err_refuse(
			e, RC_CONFLICT, "hit-withdrawn", NULL,
			"this hit was withdrawn: the entry or the traveller is not what it was");
	return RC_OK;
}

static enum rc identify(struct deciding *d, int64_t traveller_id, struct person_hashes *out,
			struct err *e)
{
	struct traveller_view t;
	enum rc rc = traveller_view_read(d->db, traveller_id, d->a, &t, NULL, e);
	if (rc == RC_OK)
		person_identify(unit_key(d->u), &t, out);
	return rc;
}

static enum rc put_decision(struct deciding *d, struct err *e)
{
	const struct decision_row row = {.id = d->decision_id,
					 .account_id = d->who->account_id,
					 .decided_at = d->now_at,
					 .hit = &d->hit,
					 .outcome = d->ask->outcome,
					 .reason = slice_trim(d->ask->reason)};
	enum rc rc = decision_insert(d->db, &row, e);
	for (unsigned i = 0; rc == RC_OK && i < d->person.count; i++)
		rc = decision_identity_insert(d->db, row.id, d->person.hashes[i], e);
	return rc;
}

static enum rc settle(struct deciding *d, int64_t hit_id, const char *act, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	struct slice detail = arena_printf(d->a,
					   "{\"decision\":\"%" PRId64 "\",\"outcome\":\"%.*s\"}",
					   d->decision_id, SLICE_ARG(d->ask->outcome));
	if (arena_failed(d->a))
		return err_set(e, RC_NOMEM, "no memory to record a decision");
	enum rc rc = hit_set_decided(d->db, hit_id, d->decision_id, e);
	if (rc == RC_OK)
		rc = audit_append_by(d->db, d->who, act, audit_object(object, "hit", hit_id),
				     detail, d->now_at, e);
	return rc;
}

static int rank(struct slice outcome)
{
	if (slice_is(outcome, "match"))
		return 2;
	return slice_is(outcome, "possible") ? 1 : 0;
}

/* Evidence that is stronger than what was found wanting is for a person to look at. */
static bool asks_for_a_look(const struct deciding *d, const struct hit_ties *other)
{
	return !slice_is(d->ask->outcome, "confirmed") &&
	       rank(other->outcome) > rank(d->hit.outcome);
}

static enum rc carry_over(struct deciding *d, struct err *e)
{
	hit_ties_list alike = {0};
	enum rc rc = d->person.count ? hit_ties_alike(d->db, &d->hit, d->a, &alike, e) : RC_OK;
	LIST_EACH(const struct hit_ties, other, &alike)
	{
		struct person_hashes person;
		if (rc != RC_OK)
			return rc;
		rc = identify(d, other->traveller_id, &person, e);
		if (rc == RC_OK && person_same(&d->person, &person) && !asks_for_a_look(d, other))
			rc = settle(d, other->id, "hit.carried-over", e);
	}
	return rc;
}

/* Nobody decides about somebody whom nobody can see. */
static enum rc refuse_masked(struct deciding *d, struct err *e)
{
	int64_t masked_at = 0;
	struct slice pseudonym;
	enum rc rc =
		traveller_masked_read(d->db, d->hit.traveller_id, d->a, &masked_at, &pseudonym, e);
	return rc == RC_OK ? masked_require_open(d->u, d->who, d->hit.traveller_id, masked_at, e)
			   : rc;
}

static enum rc decide(struct deciding *d, int64_t hit_id, struct hit_view *out, struct err *e)
{
	enum rc rc = hit_ties_read(d->db, hit_id, d->a, &d->hit, e);
	if (rc == RC_OK)
		rc = scope_require_list(d->db, d->who, d->hit.list_id, e);
	if (rc == RC_OK)
		rc = refuse_settled(&d->hit, e);
	if (rc == RC_OK)
		rc = refuse_masked(d, e);
	if (rc == RC_OK)
		rc = identify(d, d->hit.traveller_id, &d->person, e);
	if (rc == RC_OK)
		rc = put_decision(d, e);
	if (rc == RC_OK)
		rc = settle(d, hit_id, "hit.decided", e);
	if (rc == RC_OK)
		rc = carry_over(d, e);
	if (rc == RC_OK)
		rc = hit_view_read(d->db, hit_id, d->a, out, e);
	return rc;
}

enum rc review_decide(struct unit *u, const struct actor *who, int64_t hit_id,
		      const struct decide_question *ask, struct arena *a, struct hit_view *out,
		      struct err *e)
{
	struct deciding d = {.u = u, .who = who, .ask = ask, .a = a, .now_at = unit_now(u)};
	*out = (struct hit_view){0};
	enum rc rc = protect_require(who, MAY_HITS_DECIDE, e);
	if (rc == RC_OK)
		rc = check(ask, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &d.db, e);
	if (rc != RC_OK)
		return rc;
	d.decision_id = store_new_id(unit_store(u));
	rc = decide(&d, hit_id, out, e);
	rc = store_end(unit_store(u), rc, e);
	if (rc == RC_OK)
		unit_changed(u, (struct unit_changes){.flights = 1, .hits = 1});
	else
		*out = (struct hit_view){0};
	return rc;
}
