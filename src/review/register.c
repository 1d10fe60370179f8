/* SPDX-License-Identifier: Apache-2.0 */
#include "review/register.h"

#include "flow/place.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "review/page.h"
#include "review/rights_parts.h"
#include "store/register.h"
#include "store/unmask.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define REQUESTS_MAX 100000

/* ---- the page ---- */

static enum rc read_rows(struct unit *u, struct arena *a, struct register_page *out, struct err *e)
{
	struct db *db = NULL;
	unsigned char machine[HASH_BYTES];
	struct slice here = place_machine(u, machine);
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = staff_read(db, a, &out->staff, e);
	if (rc == RC_OK)
		rc = staff_changes_read(db, a, &out->changes, e);
	if (rc == RC_OK)
		rc = unmask_views_read(db, (struct slice){0}, 0, REQUESTS_MAX, a, &out->requests,
				       e);
	if (rc == RC_OK)
		rc = places_read(db, here, a, &out->places, e);
	store_done(unit_store(u), db);
	return rc;
}

static enum rc read_as(struct unit *u, const struct actor *who, const char *act, struct arena *a,
		       struct register_page *out, struct err *e)
{
	*out = (struct register_page){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, act, "unit", 0, e);
	return rc == RC_OK ? read_rows(u, a, out, e) : rc;
}

enum rc register_read(struct unit *u, const struct actor *who, struct arena *a,
		      struct register_page *out, struct err *e)
{
	return read_as(u, who, "register.read", a, out, e);
}

enum rc register_export(struct unit *u, const struct actor *who, struct arena *a,
			struct register_page *out, struct err *e)
{
	return read_as(u, who, "register.exported", a, out, e);
}

/* ---- as comma-separated values ---- */

/* RFC 4180. A value that a spreadsheet would take for a formula gets an apostrophe. */
static void put_cell(struct buf *out, struct slice s, bool last)
{
	buf_char(out, '"');
	if (s.n > 0 && strchr("=+-@\t", s.p[0]))
		buf_char(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_char(out, '"');
		buf_char(out, s.p[i]);
	}
	buf_text(out, last ? "\"\r\n" : "\",");
}

static void put_instant(struct buf *out, int64_t at)
{
	char text[INSTANT_TEXT] = "";
	if (at)
		instant_write(at, text);
	put_cell(out, slice_of(text), false);
}

/* part, account, name, number, role, duty, desk, state, since, until, by, detail */
struct csv_row {
	const char *part;
	struct slice account, name, number, role, duty, desk, state;
	int64_t since_at, until_at;
	struct slice by, detail;
};

static void put_row(struct buf *out, const struct csv_row *r)
{
	put_cell(out, slice_of(r->part), false);
	put_cell(out, r->account, false);
	put_cell(out, r->name, false);
	put_cell(out, r->number, false);
	put_cell(out, r->role, false);
	put_cell(out, r->duty, false);
	put_cell(out, r->desk, false);
	put_cell(out, r->state, false);
	put_instant(out, r->since_at);
	put_instant(out, r->until_at);
	put_cell(out, r->by, false);
	put_cell(out, r->detail, true);
}

/* What the role may do, for the column of access levels. */
static struct slice access_of(enum actor_role role, char out[600])
{
	size_t n = 0;
	for (unsigned i = 0; i < PERMISSION_COUNT; i++)
		if (protect_may(role, (enum permission)i))
			n += (size_t)snprintf(out + n, 600 - n, "%s%s", n ? " " : "",
					      permission_name((enum permission)i));
	return (struct slice){out, n};
}

static struct slice login_of(const staff_views *staff, int64_t id)
{
	LIST_EACH(const struct staff_view, s, staff)
	{
		if (s->id == id)
			return s->login;
	}
	return (struct slice){0};
}

void register_csv(const struct register_page *page, struct buf *out)
{
	char access[600];
	buf_text(out,
		 "part,account,name,staff_number,role,duty,desk,state,since,until,by,detail\r\n");
	LIST_EACH(const struct staff_view, s, &page->staff)
	{
		put_row(out,
			&(struct csv_row){.part = "staff",
					  .account = s->login,
					  .name = s->name,
					  .number = s->staff_number,
					  .role = slice_of(actor_role_name(s->role)),
					  .duty = s->duty,
					  .desk = s->desk,
					  .state = s->active ? SLICE("active") : SLICE("ended"),
					  .since_at = s->created_at,
					  .until_at = s->ends_at,
					  .detail = access_of(s->role, access)});
	}
	LIST_EACH(const struct staff_change, c, &page->changes)
	{
		put_row(out, &(struct csv_row){.part = "change",
					       .account = login_of(&page->staff, c->account_id),
					       .state = c->act,
					       .since_at = c->at,
					       .by = c->by,
					       .detail = c->detail_json});
	}
	LIST_EACH(const struct unmask_view, r, &page->requests)
	{
		put_row(out, &(struct csv_row){.part = "request",
					       .account = r->requested_by,
					       .number = r->reference,
					       .state = r->state,
					       .since_at = r->requested_at,
					       .until_at = r->ends_at,
					       .by = r->decided_by,
					       .detail = r->legal_basis});
	}
	LIST_EACH(const struct place_view, p, &page->places)
	{
		put_row(out, &(struct csv_row){.part = "place",
					       .account = p->declared_by,
					       .name = p->name,
					       .number = p->address,
					       .state = p->state,
					       .since_at = p->confirmed_at,
					       .until_at = p->ended_at,
					       .by = p->confirmed_by,
					       .detail = p->reason});
	}
}

/* ---- changes, each in one transaction with its record ---- */

struct change {
	struct unit *u;
	const struct actor *who;
	struct db *db;
};

static enum rc begin(struct change *c, struct unit *u, const struct actor *who,
		     enum permission needed, struct err *e)
{
	*c = (struct change){.u = u, .who = who};
	enum rc rc = protect_require(who, needed, e);
	return rc == RC_OK ? store_write(unit_store(u), &c->db, e) : rc;
}

static enum rc end(struct change *c, enum rc rc, const char *act, const char *kind, int64_t id,
		   struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	if (rc == RC_OK)
		rc = audit_append_by(c->db, c->who, act, audit_object(object, kind, id),
				     (struct slice){0}, unit_now(c->u), e);
	return store_end(unit_store(c->u), rc, e);
}

/* ---- places (R-170) ---- */

enum rc register_declare(struct unit *u, const struct actor *who, struct slice name,
			 struct slice address, struct slice machine, struct slice reason,
			 int64_t *id, struct err *e)
{
	struct change c;
	const struct place_plan plan = {slice_trim(name), slice_trim(address), slice_trim(machine),
					slice_trim(reason)};
	enum rc rc = rights_need_reason(reason, e);
	if (rc == RC_OK)
		rc = begin(&c, u, who, MAY_PROFILE_PROPOSE, e);
	if (rc != RC_OK)
		return rc;
	rc = place_declare(u, c.db, &plan, who->account_id, id, e);
	return end(&c, rc, "place.declared", "place", *id, e);
}

enum rc register_confirm(struct unit *u, const struct actor *who, int64_t id, struct err *e)
{
	struct change c;
	enum rc rc = begin(&c, u, who,
			   protect_may(who->role, MAY_USERS_MANAGE) ? MAY_USERS_MANAGE
								    : MAY_PROFILE_APPROVE,
			   e);
	if (rc != RC_OK)
		return rc;
	rc = place_confirm(c.db, id, who->account_id, unit_now(u), e);
	return end(&c, rc, "place.confirmed", "place", id, e);
}

/* The place where the unit is stays declared: it would not start again. */
static enum rc refuse_last(struct change *c, int64_t id, struct err *e)
{
	unsigned char machine[HASH_BYTES];
	int64_t all = 0, here = 0;
	struct slice this_one = place_machine(c->u, machine);
	enum rc rc = place_end(c->db, id, c->who->account_id, unit_now(c->u), e);
	if (rc == RC_OK)
		rc = places_count(c->db, this_one, &all, &here, e);
	if (rc == RC_OK && here == 0)
		rc = err_refuse(
			e, RC_CONFLICT, "last-place", "R-170",
			"this is where the unit works now: declare another place first, and "
			"give this one up from there");
	return rc;
}

enum rc register_end_place(struct unit *u, const struct actor *who, int64_t id, struct err *e)
{
	struct change c;
	enum rc rc = begin(&c, u, who, MAY_PROFILE_PROPOSE, e);
	if (rc != RC_OK)
		return rc;
	rc = refuse_last(&c, id, e);
	return end(&c, rc, "place.ended", "place", id, e);
}

/* ---- support from outside (R-173) ---- */

static enum rc read_consents(struct unit *u, struct arena *a, consent_views *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = consents_read(db, a, out, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc support_read(struct unit *u, const struct actor *who, struct arena *a, consent_views *out,
		     struct err *e)
{
	*out = (consent_views){0};
	enum rc rc = protect_may(who->role, MAY_AUDIT_READ)
			     ? RC_OK
			     : protect_require(who, MAY_SUPPORT_CONSENT, e);
	return rc == RC_OK ? read_consents(u, a, out, e) : rc;
}

static enum rc support_account(struct db *db, struct slice login, struct arena *a, int64_t *id,
			       struct err *e)
{
	staff_views all = {0};
	enum rc rc = staff_read(db, a, &all, e);
	LIST_EACH(const struct staff_view, s, &all)
	{
		if (s->role == ACTOR_REMOTE_SUPPORT && slice_eq(s->login, login))
			*id = s->id;
	}
	if (rc == RC_OK && *id == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", "R-173",
				"there is no such account of the role remote-support");
	return rc;
}

enum rc support_ask(struct unit *u, const struct actor *who, struct slice login,
		    struct slice reason, int64_t minutes, int64_t *id, struct err *e)
{
	struct change c;
	enum rc rc = rights_need_reason(reason, e);
	if (rc == RC_OK && (minutes < 1 || minutes > SUPPORT_MINUTES_MAX))
		rc = err_refuse(e, RC_INVALID, "bad-minutes", "R-173",
				"support is let in for 1 to %d minutes", SUPPORT_MINUTES_MAX);
	if (rc == RC_OK)
		rc = begin(&c, u, who, MAY_SUPPORT_CONSENT, e);
	if (rc != RC_OK)
		return rc;
	struct consent_view row = {.id = store_new_id(unit_store(u)),
				   .reason = slice_trim(reason),
				   .minutes = minutes,
				   .asked_by_id = who->account_id,
				   .asked_at = unit_now(u)};
	struct arena *a = arena_new((size_t)16 << 20);
	rc = a ? support_account(c.db, slice_trim(login), a, &row.account_id, e)
	       : err_set(e, RC_NOMEM, "no memory to ask for support");
	if (rc == RC_OK)
		rc = consent_insert(c.db, &row, e);
	arena_free(a);
	*id = row.id;
	return end(&c, rc, "support.asked", "support", row.id, e);
}

static enum rc find_consent(struct db *db, int64_t id, struct arena *a, struct consent_view *out,
			    struct err *e)
{
	consent_views all = {0};
	enum rc rc = consents_read(db, a, &all, e);
	LIST_EACH(const struct consent_view, v, &all)
	{
		if (v->id == id)
			*out = *v;
	}
	if (rc == RC_OK && out->id == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "not-found", NULL, "there is no such consent");
	return rc;
}

enum rc support_agree(struct unit *u, const struct actor *who, int64_t id, struct err *e)
{
	struct change c;
	struct consent_view asked = {0};
	enum rc rc = begin(&c, u, who, MAY_SUPPORT_CONSENT, e);
	if (rc != RC_OK)
		return rc;
	struct arena *a = arena_new((size_t)4 << 20);
	rc = a ? find_consent(c.db, id, a, &asked, e)
	       : err_set(e, RC_NOMEM, "no memory to agree to support");
	/* One human being may have two accounts of one role, but not of two. */
	if (rc == RC_OK &&
	    (asked.asked_by_id == who->account_id || asked.asked_by_role == who->role))
		rc = err_refuse(e, RC_DENIED, "two-people", "R-173",
				"somebody of another role than who asked must agree");
	if (rc == RC_OK)
		rc = consent_agree(c.db, id, who->account_id, unit_now(u),
				   unit_now(u) + asked.minutes * MINUTE_US, e);
	arena_free(a);
	return end(&c, rc, "support.agreed", "support", id, e);
}

enum rc support_end(struct unit *u, const struct actor *who, int64_t id, struct err *e)
{
	struct change c;
	enum rc rc = begin(&c, u, who, MAY_SUPPORT_CONSENT, e);
	if (rc != RC_OK)
		return rc;
	rc = consent_end(c.db, id, unit_now(u), e);
	return end(&c, rc, "support.ended", "support", id, e);
}

enum rc support_check(struct unit *u, const struct actor *who, struct err *e)
{
	struct db *db = NULL;
	bool holds = false;
	if (who->role != ACTOR_REMOTE_SUPPORT)
		return RC_OK;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = consent_holds(db, who->account_id, unit_now(u), &holds, e);
	store_done(unit_store(u), db);
	if (rc == RC_OK && !holds)
		rc = err_refuse(e, RC_DENIED, "support-not-consented", "R-173",
				"support from outside is let in for a time by two people of the "
				"unit: ask them to");
	return rc;
}

enum rc support_note_read(struct unit *u, const struct actor *who, struct err *e)
{
	enum rc rc = protect_require(who, MAY_SUPPORT_READ, e);
	return rc == RC_OK ? page_record(u, who, "support.read", "unit", 0, e) : rc;
}
