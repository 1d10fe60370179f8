/* SPDX-License-Identifier: Apache-2.0 */
#include "review/rules.h"

#include "flow/unit.h"
#include "review/page.h"
#include "review/rule_parts.h"

/* A version whose time is over is over, whether the program came round to say so or not. */
static void show_today(struct rule_version_view *v, struct date today)
{
	const struct rule_content *c = &v->content;
	if (slice_is(v->state, "active") &&
	    (date_cmp(c->ends_on, today) < 0 || date_cmp(c->review_on, today) < 0))
		v->state = SLICE("expired");
}

static void show_rule_today(struct rule_view *r, struct date today)
{
	bool latest = r->version_in_force == r->latest.version;
	show_today(&r->latest, today);
	if (latest && !slice_is(r->latest.state, "active"))
		r->version_in_force = 0;
}

enum rc review_rules(struct unit *u, const struct actor *who, struct arena *a,
		     struct rules_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct rules_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_RULES_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = rule_views_read(db, a, &out->rules, e);
	store_done(unit_store(u), db);
	LIST_EACH(struct rule_view, r, &out->rules)
	show_rule_today(r, date_of_instant(out->now_at));
	return rc;
}

static enum rc read_page(struct db *db, int64_t id, struct arena *a, struct rule_page *out,
			 struct err *e)
{
	enum rc rc = rule_view_read(db, id, a, &out->rule, e);
	if (rc == RC_OK)
		rc = rule_versions_read(db, id, a, &out->versions, e);
	if (rc == RC_OK)
		rc = rule_events_read(db, id, a, out, e);
	return rc == RC_OK ? rule_runs_read(db, id, a, &out->runs, e) : rc;
}

enum rc review_rule(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
		    struct rule_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct rule_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_RULES_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = read_page(db, id, a, out, e);
	store_done(unit_store(u), db);
	if (rc != RC_OK)
		return rc;
	struct date today = date_of_instant(out->now_at);
	show_rule_today(&out->rule, today);
	LIST_EACH(struct rule_version_view, v, &out->versions)
	show_today(v, today);
	return RC_OK;
}

enum rc review_rule_check(struct unit *u, const struct actor *who,
			  const struct rule_content *content, struct arena *a,
			  rule_fault_views *faults, struct err *e)
{
	enum rc rc = protect_require(who, MAY_RULES_READ, e);
	return rc == RC_OK
		       ? rule_faults_find(u, content, date_of_instant(unit_now(u)), a, faults, e)
		       : rc;
}
