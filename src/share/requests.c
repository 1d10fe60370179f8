/* SPDX-License-Identifier: Apache-2.0 */
#include "share/requests.h"

#include "share/parts.h"

static const char *const urgencies[] = {"routine", "urgent", NULL};

/* ---- is it complete? ---- */

struct checking {
	struct unit *u;
	const struct request_question *ask;
	struct arena *a;
	struct slice missing;
};

static void miss(struct checking *c, bool good, const char *member)
{
	if (!good)
		c->missing = arena_printf(c->a, "%.*s%s%s", SLICE_ARG(c->missing),
					  c->missing.n ? " " : "", member);
}

static bool said(struct slice text, size_t most)
{
	return text_not_blank(text) >= REASON_MIN && text.n <= most;
}

static bool good_days(const struct request_question *ask)
{
	struct date from, to;
	return date_parse(ask->from_on, &from) && date_parse(ask->to_on, &to) &&
	       date_cmp(from, to) <= 0 && date_days(to) - date_days(from) < REQUEST_DAYS_MAX;
}

/* One person, document or flight: not everybody. */
static bool good_subject(const struct request_question *ask)
{
	struct date birth;
	bool dated = date_parse(ask->birth_date, &birth);
	bool person = slice_present(ask->family) && (slice_present(ask->given) || dated);
	return (person || slice_present(ask->document_number) || slice_present(ask->flight)) &&
	       (dated || !slice_present(ask->birth_date)) && ask->family.n <= CAVEAT_MAX &&
	       ask->given.n <= CAVEAT_MAX && ask->document_number.n <= CASE_MAX &&
	       ask->flight.n <= CASE_MAX;
}

/* Days that are over: what is held of them has served the assessment before travel. */
static bool is_later_use(const struct checking *c)
{
	struct date from;
	return unit_law(c->u)->approvers[LAW_LATER_USE] && date_parse(c->ask->from_on, &from) &&
	       date_cmp(from, date_of_instant(unit_now(c->u))) < 0;
}

static struct slice missing_of(struct checking *c)
{
	const struct request_question *ask = c->ask;
	const struct law *law = unit_law(c->u);
	struct slice reference = slice_trim(ask->case_reference);
	struct err none;
	miss(c, law_item_find(&law->offences, ask->offence), "offence");
	miss(c, reference.n >= CASE_MIN && reference.n <= CASE_MAX, "case");
	miss(c, said(ask->grounds, REQUEST_TEXT_MAX), "grounds");
	miss(c,
	     slice_present(ask->urgency) &&
		     page_word(ask->urgency, urgencies, "bad-urgency", &none) == RC_OK,
	     "urgency");
	miss(c, good_days(ask), "days");
	miss(c, good_subject(ask), "subject");
	miss(c, share_fields_check(law, ask->fields, &none) == RC_OK, "fields");
	bool later = is_later_use(c);
	miss(c, !later || said(ask->circumstances, REQUEST_TEXT_MAX), "circumstances");
	miss(c, !later || said(ask->evidence, REQUEST_TEXT_MAX), "evidence");
	return c->missing;
}

enum rc requests_check(struct unit *u, const struct actor *who, const struct request_question *ask,
		       struct arena *a, struct slice *missing, struct err *e)
{
	struct checking c = {.u = u, .ask = ask, .a = a};
	*missing = (struct slice){0};
	enum rc rc = protect_require(who, MAY_REQUESTS_FILE, e);
	if (rc == RC_OK)
		*missing = missing_of(&c);
	return rc;
}

/* ---- filing ---- */

static struct slice or_absent(struct slice s)
{
	s = slice_trim(s);
	return slice_present(s) ? s : (struct slice){0};
}

/* As carriers write names and numbers. */
static struct slice capitals(struct slice s, struct arena *a)
{
	s = or_absent(s);
	char *copy = s.n ? arena_alloc(a, s.n) : NULL;
	for (size_t i = 0; copy && i < s.n; i++)
		copy[i] = ascii_to_upper(s.p[i]);
	return copy ? (struct slice){copy, s.n} : (struct slice){0};
}

static void fill(struct share_work *w, const struct request_question *ask, struct request_view *r)
{
	bool urgent = slice_is(ask->urgency, "urgent");
	bool later = slice_present(or_absent(ask->circumstances)) &&
		     slice_present(or_absent(ask->evidence)) &&
		     unit_law(w->u)->approvers[LAW_LATER_USE];
	*r = (struct request_view){.id = store_new_id(unit_store(w->u)),
				   .offence = ask->offence,
				   .case_reference = slice_trim(ask->case_reference),
				   .grounds = slice_trim(ask->grounds),
				   .urgency = ask->urgency,
				   .from_on = ask->from_on,
				   .to_on = ask->to_on,
				   .family = capitals(ask->family, w->a),
				   .given = capitals(ask->given, w->a),
				   .birth_date = or_absent(ask->birth_date),
				   .document_number = capitals(ask->document_number, w->a),
				   .flight = capitals(ask->flight, w->a),
				   .fields = ask->fields,
				   .circumstances = or_absent(ask->circumstances),
				   .evidence = or_absent(ask->evidence),
				   .filed_by_id = w->who->account_id,
				   .filed_at = w->now_at,
				   .due_at = w->now_at +
					     (urgent ? REQUEST_URGENT_US : REQUEST_ROUTINE_US),
				   .approval = later ? SLICE("asked") : (struct slice){0}};
}

static enum rc file(struct share_work *w, const struct request_question *ask,
		    struct request_view *out, struct err *e)
{
	struct request_view r;
	struct account_row officer = {0};
	int64_t filed = 0;
	bool own = protect_may(w->who->role, MAY_PACKAGES_RECEIVE);
	struct slice login = own && !slice_present(ask->officer) ? w->who->login : ask->officer;
	fill(w, ask, &r);
	enum rc rc = share_officer(w, login, &officer, e);
	if (rc == RC_OK && own && !slice_eq(officer.desk, w->who->desk))
		rc = err_refuse(e, RC_INVALID, "bad-recipient", "R-005",
				"name an officer of your own authority: the answer goes to nobody "
				"else");
	if (rc == RC_OK)
		rc = requests_since(w->db, share_year_at(w->now_at), &filed, e);
	r.number = share_number("RQ", filed, w->now_at, w->a);
	r.authority = officer.desk;
	r.officer_id = officer.id;
	if (rc == RC_OK)
		rc = request_insert(w->db, &r, e);
	struct slice detail = arena_printf(w->a, "{\"authority\":\"%.*s\",\"urgency\":\"%.*s\"}",
					   SLICE_ARG(r.authority), SLICE_ARG(r.urgency));
	if (rc == RC_OK)
		rc = share_record(w, "request.filed", "authority-request", r.id, detail, e);
	return rc == RC_OK ? request_read(w->db, r.id, w->a, out, e) : rc;
}

enum rc requests_file(struct unit *u, const struct actor *who, const struct request_question *ask,
		      struct arena *a, struct request_view *out, struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = a};
	struct slice missing;
	*out = (struct request_view){0};
	enum rc rc = requests_check(u, who, ask, a, &missing, e);
	if (rc == RC_OK && slice_present(missing))
		rc = err_refuse(e, RC_INVALID, "incomplete",
				share_fields_have(missing, SLICE("evidence")) ? "R-092" : "R-091",
				"this request can not be examined yet, for want of: %.*s",
				SLICE_ARG(missing));
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	return rc == RC_OK ? share_end(&w, file(&w, ask, out, e), e) : rc;
}

/* ---- the list ---- */

static enum rc may_list(struct unit *u, const struct actor *who, struct err *e)
{
	if (protect_may(who->role, MAY_PACKAGES_RECEIVE))
		return share_own_authority(u, who, e);
	if (protect_may(who->role, MAY_LATER_USE_DECIDE))
		return RC_OK;
	return protect_require(who, MAY_REQUESTS_READ, e);
}

enum rc requests_list(struct unit *u, const struct actor *who, struct arena *a,
		      struct requests_page *out, struct err *e)
{
	struct db *db = NULL;
	bool own = protect_may(who->role, MAY_PACKAGES_RECEIVE);
	*out = (struct requests_page){.now_at = unit_now(u)};
	enum rc rc = may_list(u, who, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "requests.read", "authority-requests", 0, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = requests_read(db, own ? who->desk : (struct slice){0},
				   protect_may(who->role, MAY_LATER_USE_DECIDE), PAGE_MAX, a,
				   &out->requests, e);
	store_done(unit_store(u), db);
	return rc;
}

/* ---- accepting, narrowing, refusing ---- */

static struct slice or_else(struct slice s, struct slice otherwise)
{
	return slice_present(s) ? s : otherwise;
}

static enum rc check_narrower(const struct request_view *r, const struct request_decision *d,
			      struct err *e)
{
	struct date from, to, first, last;
	bool good = date_parse(d->from_on, &from) && date_parse(d->to_on, &to) &&
		    date_parse(r->from_on, &first) && date_parse(r->to_on, &last) &&
		    date_cmp(first, from) <= 0 && date_cmp(from, to) <= 0 &&
		    date_cmp(to, last) <= 0 && slice_present(d->fields) &&
		    share_fields_within(d->fields, r->fields);
	return good ? RC_OK
		    : err_refuse(e, RC_INVALID, "not-narrower", "R-091",
				 "a request is narrowed, never widened: choose days and fields "
				 "within those that were asked for");
}

static enum rc decide(struct share_work *w, const struct request_view *r,
		      const struct request_answer *answer, struct err *e)
{
	struct request_decision d = {.id = r->id,
				     .by = w->who->account_id,
				     .at = w->now_at,
				     .state = answer->accept ? "accepted" : "refused",
				     .reason = slice_trim(answer->reason),
				     .from_on = or_else(answer->from_on, r->from_on),
				     .to_on = or_else(answer->to_on, r->to_on),
				     .fields = or_else(answer->fields, r->fields)};
	bool narrowed = answer->accept &&
			!(slice_eq(d.from_on, r->from_on) && slice_eq(d.to_on, r->to_on) &&
			  slice_eq(d.fields, r->fields));
	if (narrowed)
		d.cut = arena_printf(w->a, "%.*s/%.*s %.*s", SLICE_ARG(r->from_on),
				     SLICE_ARG(r->to_on), SLICE_ARG(r->fields));
	enum rc rc = answer->accept ? check_narrower(r, &d, e) : RC_OK;
	if (rc == RC_OK)
		rc = request_decide(w->db, &d, e);
	const char *act = !answer->accept ? "request.refused"
			  : narrowed      ? "request.narrowed"
					  : "request.accepted";
	return rc == RC_OK ? share_record(w, act, "authority-request", r->id, (struct slice){0}, e)
			   : rc;
}

static enum rc may_decide(const struct share_work *w, const struct request_view *r, struct err *e)
{
	if (!slice_is(r->state, "filed"))
		return err_refuse(e, RC_CONFLICT, "request-decided", "R-091",
				  "this request was decided already");
	if (r->filed_by_id == w->who->account_id)
		return err_refuse(e, RC_DENIED, "own-request", "R-091",
				  "who files a request for an authority does not decide it: let a "
				  "colleague do so");
	return RC_OK;
}

enum rc requests_decide(struct unit *u, const struct actor *who, int64_t id,
			const struct request_answer *answer, struct arena *a,
			struct request_view *out, struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = a};
	*out = (struct request_view){0};
	enum rc rc = protect_require(who, MAY_REQUESTS_DECIDE, e);
	if (rc == RC_OK)
		rc = masked_check_reason(answer->reason, "R-091", e);
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	if (rc != RC_OK)
		return rc;
	rc = request_read(w.db, id, a, out, e);
	if (rc == RC_OK)
		rc = may_decide(&w, out, e);
	if (rc == RC_OK)
		rc = decide(&w, out, answer, e);
	if (rc == RC_OK)
		rc = request_read(w.db, id, a, out, e);
	return share_end(&w, rc, e);
}

/* ---- the independent review of later use (R-092) ---- */

static enum rc may_review(const struct share_work *w, const struct request_view *r, struct err *e)
{
	if (!law_may_approve(unit_law(w->u), LAW_LATER_USE, w->who->role))
		return err_refuse(e, RC_DENIED, "approver-is-piu", "R-092",
				  "the law of this unit names who reviews later use: a court or an "
				  "independent body; the role %s does not",
				  actor_role_name(w->who->role));
	if (!slice_is(r->approval, "asked"))
		return err_refuse(e, RC_CONFLICT, "already-decided", "R-092",
				  "no review of this request is waiting");
	return RC_OK;
}

static enum rc review(struct share_work *w, const struct request_view *r, bool approve,
		      struct slice reason, struct err *e)
{
	const struct recall refused = {.tie = TIE_REQUEST, .id = r->id, .cause = "review-refused"};
	enum rc rc = request_set_approval(w->db, r->id, approve ? "approved" : "refused",
					  w->who->account_id, slice_trim(reason), w->now_at, e);
	if (rc == RC_OK)
		rc = share_record(w, approve ? "later-use.approved" : "later-use.refused",
				  "authority-request", r->id, (struct slice){0}, e);
	return rc == RC_OK && !approve ? recalls_put(w->u, w->db, w->who, &refused, NULL, e) : rc;
}

enum rc requests_review_later_use(struct unit *u, const struct actor *who, int64_t id, bool approve,
				  struct slice reason, struct arena *a, struct request_view *out,
				  struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = a};
	*out = (struct request_view){0};
	enum rc rc = protect_require(who, MAY_LATER_USE_DECIDE, e);
	if (rc == RC_OK)
		rc = masked_check_reason(reason, "R-092", e);
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	if (rc != RC_OK)
		return rc;
	rc = request_read(w.db, id, a, out, e);
	if (rc == RC_OK)
		rc = may_review(&w, out, e);
	if (rc == RC_OK)
		rc = review(&w, out, approve, reason, e);
	if (rc == RC_OK)
		rc = request_read(w.db, id, a, out, e);
	return share_end(&w, rc, e);
}
