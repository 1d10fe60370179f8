/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"
#include "flow/laws.h"
#include "flow/trail.h"
#include "flow/unit.h"
#include "protect/account.h"
#include "protect/audit.h"
#include "protect/scope.h"
#include "review/page.h"
#include "store/audit_rows.h"
#include "store/flight_pages.h"
#include "store/watchlist.h"
#include "store/watchlist_desk.h"

#include <stdio.h>

enum rc review_unit(struct unit *u, struct unit_view *out, struct err *e)
{
	const struct unit_plan *about = unit_about(u);
	*out = (struct unit_view){
		.name = about->name,
		.state = about->state,
		.country = about->country,
		.profile = unit_law(u)->name.p,
		.fictitious = about->fictitious,
		.now_at = unit_now(u),
	};
	return setup_needed(unit_store(u), &out->needs_setup, e);
}

/* Lists that are not for the reader's desk are left out. */
static enum rc show_lists(struct db *db, const struct actor *who, const watchlists *rows,
			  int64_t now_at, struct arena *a, struct watchlists_page *out,
			  struct err *e)
{
	LIST_EACH(const struct watchlist, w, rows)
	{
		enum rc rc = scope_require_list(db, who, w->id, e);
		if (rc == RC_NOT_FOUND)
			continue;
		if (rc != RC_OK)
			return rc;
		struct watchlist_view *v = LIST_ADD(&out->lists, a, struct watchlist_view);
		if (!v)
			return err_set(e, RC_NOMEM, "no memory for the watchlists");
		v->id = w->id;
		v->name = w->name;
		v->kind = slice_of(list_kind_name(w->kind));
		v->source = w->source;
		v->severity = slice_of(list_severity_name(w->severity));
		v->version = w->version;
		v->entries = w->entries;
		v->updated_at = w->updated_at;
		v->threshold = w->threshold;
		v->basis = w->basis;
		v->age = list_basis_age(&w->basis, now_at);
		v->excluded_at = w->excluded_at;
		rc = watchlist_desks_read(db, w->id, a, &v->desks, e);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

enum rc review_watchlists(struct unit *u, const struct actor *who, struct arena *a,
			  struct watchlists_page *out, struct err *e)
{
	watchlists rows = {0};
	struct db *db = NULL;
	*out = (struct watchlists_page){0};
	enum rc rc = protect_require(who, MAY_LISTS_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = watchlists_read(db, a, &rows, e);
	if (rc == RC_OK)
		rc = show_lists(db, who, &rows, unit_now(u), a, out, e);
	store_done(unit_store(u), db);
	return rc;
}

static void show_version(const struct watchlist_version *v, struct arena *a,
			 struct watchlist_version_view *out)
{
	char day[DATE_TEXT];
	char hash[HEX_TEXT(sizeof v->file_hash)];
	hex_write(v->file_hash, sizeof v->file_hash, hash);
	out->version = v->version;
	out->file_name = v->file_name;
	out->file_hash = arena_copy(a, slice_of(hash));
	out->file_bytes = v->file_bytes;
	out->format = v->format;
	if (date_present(v->generated_on)) {
		date_write(v->generated_on, day);
		out->generated_on = arena_copy(a, slice_of(day));
	}
	out->imported_by = v->imported_by;
	out->imported_at = v->imported_at;
	out->added = v->added;
	out->changed = v->changed;
	out->removed = v->removed;
	out->findings = v->findings;
}

enum rc review_watchlist_versions(struct unit *u, const struct actor *who, struct slice name,
				  struct arena *a, struct watchlist_versions_page *out,
				  struct err *e)
{
	struct watchlist list;
	watchlist_versions rows = {0};
	struct db *db = NULL;
	*out = (struct watchlist_versions_page){0};
	enum rc rc = protect_require(who, MAY_LISTS_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = watchlist_find(db, name, a, &list, e);
	if (rc == RC_OK)
		rc = scope_require_list(db, who, list.id, e);
	if (rc == RC_OK)
		rc = watchlist_versions_read(db, list.id, a, &rows, e);
	store_done(unit_store(u), db);
	LIST_EACH(const struct watchlist_version, v, &rows)
	{
		struct watchlist_version_view *shown =
			LIST_ADD(&out->versions, a, struct watchlist_version_view);
		if (!shown)
			return err_set(e, RC_NOMEM, "no memory for the versions of a list");
		show_version(v, a, shown);
	}
	return rc;
}

enum rc review_messages(struct unit *u, const struct actor *who,
			const struct messages_question *ask, struct arena *a,
			struct messages_page *out, struct err *e)
{
	static const char *const states[] = {"stored", "quarantined", "test", NULL};
	struct db *db = NULL;
	*out = (struct messages_page){0};
	enum rc rc = protect_require(who, MAY_MESSAGES_READ, e);
	if (rc == RC_OK)
		rc = page_word(ask->state, states, "bad-state", e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = message_views_read(db, ask->state, page_limit(ask->limit), a, &out->messages,
					e);
	store_done(unit_store(u), db);
	return rc;
}

static enum rc read_trail(struct unit *u, int64_t before, unsigned limit, struct arena *a,
			  audit_rows *rows, struct audit_report *report, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = audit_rows_read(db, before, page_limit(limit), a, rows, e);
	store_done(unit_store(u), db);
	return rc == RC_OK ? trail_verify(u, report, e) : rc;
}

static enum rc show_records(const audit_rows *rows, struct arena *a, struct audit_page *out,
			    struct err *e)
{
	LIST_EACH(const struct audit_row, row, rows)
	{
		struct audit_view *v = LIST_ADD(&out->records, a, struct audit_view);
		if (!v)
			return err_set(e, RC_NOMEM, "no memory for the audit records");
		v->seq = row->seq;
		v->at = row->at;
		v->actor = row->actor;
		v->role = row->role;
		v->act = row->act;
		v->object = row->object;
		v->purpose = row->purpose;
		v->detail_json = row->detail;
	}
	return RC_OK;
}

enum rc review_audit(struct unit *u, const struct actor *who, int64_t before, unsigned limit,
		     struct arena *a, struct audit_page *out, struct err *e)
{
	audit_rows rows = {0};
	struct audit_report report;
	*out = (struct audit_page){0};
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "audit.read", "audit", 0, e);
	if (rc == RC_OK)
		rc = read_trail(u, before, limit, a, &rows, &report, e);
	if (rc != RC_OK)
		return rc;
	out->verified = report.broken_seq == 0;
	out->broken_seq = report.broken_seq;
	out->checkpoints = report.checkpoints;
	out->proved = report.proved;
	snprintf(out->reason, sizeof out->reason, "%s", report.reason);
	return show_records(&rows, a, out, e);
}

enum rc review_audit_sign(struct unit *u, const struct actor *who, struct checkpoint_row *out,
			  struct err *e)
{
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "audit.signed", "audit", 0, e);
	return rc == RC_OK ? trail_sign(u, out, e) : rc;
}

enum rc review_audit_export(struct unit *u, const struct actor *who, struct buf *out, struct err *e)
{
	struct checkpoint_row signed_now;
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "audit.exported", "audit", 0, e);
	if (rc == RC_OK)
		rc = trail_sign(u, &signed_now, e);
	return rc == RC_OK ? trail_export(u, out, e) : rc;
}
