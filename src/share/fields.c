/* SPDX-License-Identifier: Apache-2.0 */
#include "share/parts.h"

static const struct share_field fields[] = {
	{"name", 4, true},     {"birth-date", 18, true}, {"document", 18, true},
	{"flight", 7, true},   {"sex", 18, false},       {"nationality", 18, false},
	{"seat", 14, false},   {"locator", 1, false},    {"contact", 5, false},
	{"payment", 6, false}, {"itinerary", 7, false},  {"companions", 17, false},
};

#define FIELDS (sizeof fields / sizeof *fields)

const struct share_field *share_fields(unsigned *count)
{
	*count = FIELDS;
	return fields;
}

static const struct share_field *field_of(struct slice name)
{
	for (size_t i = 0; i < FIELDS; i++) {
		if (slice_is(name, fields[i].name))
			return &fields[i];
	}
	return NULL;
}

enum rc share_fields_check(const struct law *law, struct slice words, struct err *e)
{
	struct slice one, rest = words;
	unsigned count = 0;
	while (slice_cut(&rest, ' ', &one)) {
		const struct share_field *f = field_of(one);
		if (!f)
			return err_refuse(e, RC_INVALID, "bad-fields", "R-090",
					  "\"%.*s\" is not a field of a package; GET /recipients "
					  "lists them",
					  SLICE_ARG(slice_range(one, 0, 40)));
		if (!(law->headings & UINT32_C(1) << f->heading))
			return err_refuse(e, RC_INVALID, "heading-not-permitted", "R-014",
					  "the profile does not permit heading %u, which the field "
					  "%s belongs to",
					  f->heading, f->name);
		count++;
	}
	return count ? RC_OK
		     : err_refuse(e, RC_INVALID, "bad-fields", "R-090",
				  "choose the fields that are necessary, with blanks between");
}

bool share_fields_have(struct slice words, struct slice name)
{
	struct slice one;
	while (slice_cut(&words, ' ', &one)) {
		if (slice_eq(one, name))
			return true;
	}
	return false;
}

bool share_fields_within(struct slice words, struct slice wider)
{
	struct slice one;
	while (slice_cut(&words, ' ', &one)) {
		if (!share_fields_have(wider, one))
			return false;
	}
	return true;
}

/* ---- who ---- */

static enum rc bad_recipient(struct slice login, struct err *e)
{
	return err_refuse(e, RC_INVALID, "bad-recipient", "R-005",
			  "\"%.*s\" is no officer of a competent authority of the legal profile: "
			  "data go to nobody else; an administrator makes the account, with the "
			  "authority's name as its desk",
			  SLICE_ARG(slice_range(login, 0, 40)));
}

enum rc share_officer(struct share_work *w, struct slice login, struct account_row *out,
		      struct err *e)
{
	struct err none;
	enum rc rc = account_row_find_login(w->db, login, w->a, out, &none);
	if (rc == RC_NOT_FOUND)
		return bad_recipient(login, e);
	if (rc != RC_OK) {
		*e = none;
		return rc;
	}
	const struct law_item *authority = law_item_find(&unit_law(w->u)->authorities, out->desk);
	bool outside = out->role == ACTOR_REQUESTING_AUTHORITY ||
		       out->role == ACTOR_FRONTLINE_OFFICER;
	if (!outside || !authority || !out->active || (out->ends_at && out->ends_at <= w->now_at))
		return bad_recipient(login, e);
	return authority_note(w->db, authority->name, authority->title, e);
}

enum rc share_own_authority(struct unit *u, const struct actor *who, struct err *e)
{
	if (slice_present(who->desk) && law_item_find(&unit_law(u)->authorities, who->desk))
		return RC_OK;
	return err_refuse(e, RC_DENIED, "no-authority", "R-005",
			  "this account belongs to no competent authority of the legal profile: an "
			  "administrator gives it the authority's name as its desk");
}

enum rc share_recipients(struct unit *u, const struct actor *who, struct arena *a,
			 recipient_views *out, struct err *e)
{
	struct db *db = NULL;
	recipient_views all = {0};
	*out = all;
	enum rc rc = protect_may(who->role, MAY_REQUESTS_FILE)
			     ? RC_OK
			     : protect_require(who, MAY_DISCLOSURES_MAKE, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = recipients_read(db, unit_now(u), a, &all, e);
	store_done(unit_store(u), db);
	bool own = protect_may(who->role, MAY_PACKAGES_RECEIVE);
	LIST_EACH(const struct recipient_view, v, &all)
	{
		if (!law_item_find(&unit_law(u)->authorities, v->authority) ||
		    (own && !slice_eq(v->authority, who->desk)))
			continue;
		struct recipient_view *copy = LIST_ADD(out, a, struct recipient_view);
		if (!copy)
			return err_set(e, RC_NOMEM, "no memory for the recipients");
		copy->login = v->login;
		copy->name = v->name;
		copy->authority = v->authority;
	}
	return rc;
}

/* ---- days and numbers ---- */

enum rc share_day_end(struct slice day, int64_t now_at, int64_t *at, struct err *e)
{
	struct date d;
	if (!date_parse(day, &d) || date_days(d) < date_days(date_of_instant(now_at)))
		return err_refuse(e, RC_INVALID, "bad-date", "R-093",
				  "give a day that is not over, YYYY-MM-DD");
	*at = (date_days(d) + INT64_C(1)) * DAY_US;
	return RC_OK;
}

int64_t share_year_at(int64_t at)
{
	const struct date first = {.year = date_of_instant(at).year, .month = 1, .day = 1};
	return date_days(first) * DAY_US;
}

struct slice share_number(const char *prefix, int64_t count, int64_t now_at, struct arena *a)
{
	return arena_printf(a, "%s-%d-%04lld", prefix, date_of_instant(now_at).year,
			    (long long)count + 1);
}

/* ---- one act ---- */

enum rc share_begin(struct share_work *w, struct err *e)
{
	w->now_at = unit_now(w->u);
	return store_write(unit_store(w->u), &w->db, e);
}

enum rc share_end(struct share_work *w, enum rc rc, struct err *e)
{
	if (rc == RC_OK && arena_failed(w->a))
		rc = err_set(e, RC_NOMEM, "no memory for this act");
	rc = store_end(unit_store(w->u), rc, e);
	if (rc == RC_OK)
		unit_changed(w->u, (struct unit_changes){.hits = 1});
	return rc;
}

enum rc share_record(struct share_work *w, const char *act, const char *kind, int64_t id,
		     struct slice detail, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(w->db, w->who, act, audit_object(object, kind, id), detail,
			       w->now_at, e);
}
