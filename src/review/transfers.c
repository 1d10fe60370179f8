/* SPDX-License-Identifier: Apache-2.0 */
#include "review/transfers.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "flow/laws.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/page.h"
#include "store/collection.h"

#define TEXT_BYTES_MAX 2000
#define SHORT_BYTES_MAX 120

/* What a form left empty is absent. */
static struct slice told(struct slice text)
{
	struct slice s = slice_trim(text);
	return slice_present(s) ? s : (struct slice){0};
}

enum rc review_transfers(struct unit *u, const struct actor *who, struct arena *a,
			 struct transfers_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct transfers_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_TRANSFERS_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = transfers_read(db, PAGE_MAX, a, out, e);
	store_done(unit_store(u), db);
	return rc;
}

/* ---- what is written is checked ---- */

static enum rc check_text(struct slice text, unsigned least, const char *code, const char *rule,
			  struct err *e)
{
	if (utf8_visible(text) >= least && text.n <= TEXT_BYTES_MAX && utf8_valid(text))
		return RC_OK;
	return err_refuse(e, RC_INVALID, code, rule,
			  "say it in at least %u characters and at most %d bytes", least,
			  TEXT_BYTES_MAX);
}

static bool good_code(struct slice s, size_t least, size_t most)
{
	bool good = s.n >= least && s.n <= most;
	for (size_t i = 0; good && i < s.n; i++)
		good = ascii_upper(s.p[i]) || ascii_digit(s.p[i]);
	return good;
}

static enum rc check_carrier(struct slice carrier, struct err *e)
{
	if (good_code(carrier, 2, 3))
		return RC_OK;
	return err_refuse(
		e, RC_INVALID, "bad-carrier", NULL,
		"a carrier is named by its designator of 2 or 3 capital letters and digits");
}

static enum rc check_span(int64_t from_at, int64_t until_at, int64_t most_us, const char *rule,
			  struct err *e)
{
	if (from_at > 0 && until_at > from_at && (!most_us || until_at - from_at <= most_us))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-span", rule,
			  most_us ? "it has a beginning and an end, at most 14 days later"
				  : "it ends after it began");
}

static enum rc act(struct unit *u, struct db *db, const struct actor *who, const char *name,
		   const char *kind, int64_t id, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(db, who, name, audit_object(object, kind, id), (struct slice){0},
			       unit_now(u), e);
}

/* ---- threat decisions (R-012) ---- */

/* A flight, a route, or both: a threat to everything is not specific. */
static enum rc check_threat_flight(const struct threat_view *t, struct err *e)
{
	bool flight = slice_present(t->carrier) || slice_present(t->number);
	bool route = slice_present(t->from) || slice_present(t->to);
	bool good = (flight || route) &&
		    (!flight || (good_code(t->carrier, 2, 3) && good_code(t->number, 1, 4))) &&
		    (!route || (good_code(t->from, 3, 5) && good_code(t->to, 3, 5)));
	if (good)
		return RC_OK;
	return err_refuse(
		e, RC_INVALID, "bad-flight", "R-012",
		"a threat is specific: name the flight (carrier and number), or the route "
		"(both ports), or both");
}

static enum rc check_threat(const struct threat_view *t, struct err *e)
{
	enum rc rc = check_threat_flight(t, e);
	if (rc == RC_OK)
		rc = check_span(t->from_at, t->until_at, THREAT_MAX_US, "R-012", e);
	if (rc == RC_OK)
		rc = check_text(t->threat, THREAT_MIN, "reason-too-short", "R-012", e);
	if (rc == RC_OK && (!slice_present(slice_trim(t->reference)) ||
			    t->reference.n > SHORT_BYTES_MAX || !utf8_valid(t->reference)))
		rc = err_refuse(
			e, RC_INVALID, "bad-reference", "R-012",
			"name the file in which the threat is recorded, in at most %d bytes",
			SHORT_BYTES_MAX);
	return rc;
}

static enum rc put_threat(struct unit *u, struct db *db, const struct actor *who,
			  const struct threat_view *t, struct err *e)
{
	enum rc rc = threat_insert(db, t, e);
	if (rc == RC_OK)
		rc = act(u, db, who, "threat.proposed", "threat", t->id, e);
	if (rc != RC_OK || unit_law(u)->approvers[LAW_EXTRA_TRANSFER])
		return rc;
	return threat_decide(db, t->id, "approved", who->account_id, unit_now(u),
			     SLICE("the law asks for nobody else"), e);
}

enum rc review_threat_propose(struct unit *u, const struct actor *who,
			      const struct threat_view *ask, int64_t *id, struct err *e)
{
	struct db *db = NULL;
	struct threat_view t = *ask;
	enum rc rc = protect_require(who, MAY_THREATS_PROPOSE, e);
	if (rc == RC_OK)
		rc = check_threat(ask, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	t.id = *id = store_new_id(unit_store(u));
	t.carrier = told(t.carrier);
	t.number = told(t.number);
	t.from = told(t.from);
	t.to = told(t.to);
	t.threat = slice_trim(t.threat);
	t.reference = slice_trim(t.reference);
	t.proposed_by_id = who->account_id;
	t.proposed_at = unit_now(u);
	return store_end(unit_store(u), put_threat(u, db, who, &t, e), e);
}

static enum rc check_decider(struct unit *u, const struct threat_view *t, const struct actor *who,
			     struct err *e)
{
	if (!slice_is(t->state, "proposed"))
		return err_refuse(e, RC_CONFLICT, "threat-decided", NULL,
				  "this threat has been decided on");
	if (t->proposed_by_id == who->account_id)
		return err_refuse(e, RC_DENIED, "own-proposal", "R-012",
				  "nobody approves what he or she proposed");
	if (!law_may_approve(unit_law(u), LAW_EXTRA_TRANSFER, who->role))
		return err_refuse(e, RC_DENIED, "not-approver", "R-012",
				  "the law of this unit names another office for extra transfers: "
				  "ask for its decision");
	return RC_OK;
}

static enum rc decide(struct unit *u, struct db *db, const struct actor *who,
		      const struct threat_view *t, bool approve, struct slice reason, struct err *e)
{
	enum rc rc = check_decider(u, t, who, e);
	if (rc == RC_OK)
		rc = threat_decide(db, t->id, approve ? "approved" : "refused", who->account_id,
				   unit_now(u), slice_trim(reason), e);
	if (rc == RC_OK)
		rc = act(u, db, who, approve ? "threat.approved" : "threat.refused", "threat",
			 t->id, e);
	return rc;
}

enum rc review_threat_decide(struct unit *u, const struct actor *who, int64_t id, bool approve,
			     struct slice reason, struct arena *a, struct err *e)
{
	struct db *db = NULL;
	struct threat_view t = {0};
	enum rc rc = protect_require(who, MAY_THREATS_DECIDE, e);
	if (rc == RC_OK)
		rc = check_text(reason, REASON_MIN, "reason-too-short", "R-012", e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = threat_read(db, id, a, &t, e);
	if (rc == RC_OK)
		rc = decide(u, db, who, &t, approve, reason, e);
	return store_end(unit_store(u), rc, e);
}

/* ---- contacts (R-213) ---- */

enum rc review_contact_set(struct unit *u, const struct actor *who, const struct contact_view *ask,
			   struct err *e)
{
	struct db *db = NULL;
	const struct slice texts[] = {ask->name, ask->telephone, ask->email};
	enum rc rc = protect_require(who, MAY_TRANSFERS_MANAGE, e);
	if (rc == RC_OK)
		rc = check_carrier(ask->carrier, e);
	for (int i = 0; i < 3 && rc == RC_OK; i++)
		if (texts[i].n > SHORT_BYTES_MAX || !utf8_valid(texts[i]) ||
		    (i == 0 && !slice_present(slice_trim(texts[i]))))
			rc = err_refuse(e, RC_INVALID, "bad-contact", "R-213",
					"give a name, and telephone and e-mail of at most %d bytes",
					SHORT_BYTES_MAX);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	const struct contact_view c = {ask->carrier, told(ask->name), told(ask->telephone),
				       told(ask->email), NULL};
	rc = contact_put(db, &c, who->login, unit_now(u), e);
	if (rc == RC_OK)
		rc = act(u, db, who, "carrier.contact-set", "carrier", 0, e);
	return store_end(unit_store(u), rc, e);
}

/* ---- outages and penalties (R-212) ---- */

static enum rc put_outage(struct unit *u, struct db *db, const struct actor *who,
			  const struct outage_view *o, struct err *e)
{
	enum rc rc = outage_insert(db, o, e);
	if (rc == RC_OK)
		rc = penalties_withdraw(db, o->id, unit_now(u), e);
	return rc == RC_OK ? act(u, db, who, "outage.recorded", "outage", o->id, e) : rc;
}

enum rc review_outage_record(struct unit *u, const struct actor *who, const struct outage_view *ask,
			     int64_t *id, struct err *e)
{
	struct db *db = NULL;
	struct outage_view o = *ask;
	enum rc rc = protect_require(who, MAY_TRANSFERS_MANAGE, e);
	if (rc == RC_OK && slice_present(o.carrier))
		rc = check_carrier(o.carrier, e);
	if (rc == RC_OK)
		rc = check_span(o.from_at, o.until_at ? o.until_at : INT64_MAX, 0, "R-212", e);
	if (rc == RC_OK)
		rc = check_text(o.evidence, REASON_MIN, "evidence-missing", "R-212", e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	o.id = *id = store_new_id(unit_store(u));
	o.carrier = told(o.carrier);
	o.evidence = slice_trim(o.evidence);
	o.recorded_by = who->login;
	o.recorded_at = unit_now(u);
	return store_end(unit_store(u), put_outage(u, db, who, &o, e), e);
}

enum rc review_outage_end(struct unit *u, const struct actor *who, int64_t id, int64_t until_at,
			  struct err *e)
{
	struct db *db = NULL;
	enum rc rc = protect_require(who, MAY_TRANSFERS_MANAGE, e);
	if (rc == RC_OK && until_at <= 0)
		rc = check_span(0, until_at, 0, "R-212", e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = outage_end(db, id, until_at, e);
	if (rc == RC_OK)
		rc = act(u, db, who, "outage.ended", "outage", id, e);
	return store_end(unit_store(u), rc, e);
}

static enum rc check_penalty(const struct notice_view *n, struct err *e)
{
	if (n->outage_id)
		return err_refuse(
			e, RC_CONFLICT, "outage", "R-212",
			"what was missing falls in a registered outage: nothing is proposed "
			"for what could not be avoided");
	if (n->penalty_at)
		return err_refuse(e, RC_CONFLICT, "penalty-proposed", NULL,
				  "a penalty has been proposed for this");
	return RC_OK;
}

enum rc review_penalty_propose(struct unit *u, const struct actor *who, int64_t notice_id,
			       struct slice reason, struct arena *a, struct err *e)
{
	struct db *db = NULL;
	struct notice_view n = {0};
	enum rc rc = protect_require(who, MAY_TRANSFERS_MANAGE, e);
	if (rc == RC_OK)
		rc = check_text(reason, REASON_MIN, "reason-too-short", "R-212", e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = notice_read(db, notice_id, a, &n, e);
	if (rc == RC_OK)
		rc = check_penalty(&n, e);
	if (rc == RC_OK)
		rc = penalty_insert(db, notice_id, slice_trim(reason), who->account_id, unit_now(u),
				    e);
	if (rc == RC_OK)
		rc = act(u, db, who, "penalty.proposed", "carrier-notice", notice_id, e);
	return store_end(unit_store(u), rc, e);
}

/* ---- for the carrier (R-211) ---- */

enum rc review_notices_fetch(struct unit *u, struct slice carrier, struct arena *a,
			     notice_views *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = notices_read(db, carrier, PAGE_MAX, a, out, e);
	if (rc == RC_OK)
		rc = notices_set_fetched(db, carrier, unit_now(u), e);
	return store_end(unit_store(u), rc, e);
}
