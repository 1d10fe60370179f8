/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/scope.h"

#include "protect/account.h"
#include "protect/audit.h"
#include "protect/protect.h"
#include "store/store.h"
#include "store/watchlist.h"
#include "store/watchlist_desk.h"

#define MEMORY ((size_t)64 << 10)

static bool sees_all(enum actor_role role)
{
	return role == ACTOR_DPO || role == ACTOR_SUPERVISORY_AUTHORITY || role == ACTOR_SYSTEM;
}

enum rc scope_read(struct db *db, const struct actor *who, struct scope *out, struct err *e)
{
	*out = (struct scope){.desk = who->desk};
	return sees_all(who->role) ? RC_OK : watchlist_hidden(db, who->desk, 0, &out->narrow, e);
}

enum rc scope_require_list(struct db *db, const struct actor *who, int64_t list_id, struct err *e)
{
	bool hidden = false;
	if (sees_all(who->role) || list_id == 0)
		return RC_OK;
	enum rc rc = watchlist_hidden(db, who->desk, list_id, &hidden, e);
	return rc == RC_OK && hidden ? err_refuse(e, RC_NOT_FOUND, "not-found", "R-172",
						  "this is not there, or not for your desk")
				     : rc;
}

enum rc scope_hits(struct db *db, const struct scope *s, hit_views *hits, struct err *e)
{
	hit_views seen = {0};
	enum rc rc = RC_OK;
	if (!s->narrow)
		return RC_OK;
	for (struct hit_view *h = hits->first, *next; rc == RC_OK && h; h = next) {
		bool hidden = true;
		next = h->next;
		rc = watchlist_hidden(db, s->desk, h->list.id, &hidden, e);
		if (hidden)
			continue;
		h->next = NULL;
		if (seen.last)
			seen.last->next = h;
		else
			seen.first = h;
		seen.last = h;
		seen.count++;
	}
	*hits = rc == RC_OK ? seen : (hit_views){0};
	return rc;
}

enum rc scope_flight(struct db *db, const struct scope *s, struct flight_view *f, struct err *e)
{
	struct hidden_hits hidden = {0};
	enum rc rc = s->narrow ? hidden_hits_count(db, s->desk, f->id, 0, &hidden, e) : RC_OK;
	f->hits_open -= hidden.open;
	f->hits -= hidden.all;
	return rc;
}

enum rc scope_traveller(struct db *db, const struct scope *s, struct traveller_view *t,
			struct err *e)
{
	struct hidden_hits hidden = {0};
	enum rc rc = s->narrow ? hidden_hits_count(db, s->desk, 0, t->id, &hidden, e) : RC_OK;
	t->hits_open -= hidden.open;
	t->hits -= hidden.all;
	return rc;
}

enum rc scope_counts(struct db *db, const struct scope *s, int64_t today_at, int64_t *open,
		     int64_t *decided_today, struct err *e)
{
	struct hidden_hits hidden = {0};
	int64_t decided = 0;
	enum rc rc = s->narrow ? hidden_hits_count(db, s->desk, 0, 0, &hidden, e) : RC_OK;
	if (rc == RC_OK && s->narrow)
		rc = hidden_decisions_count(db, s->desk, today_at, &decided, e);
	*open -= hidden.open;
	*decided_today -= decided;
	return rc;
}

/* ---- giving lists to desks ---- */

static enum rc check_desks(struct slice desks, struct err *e)
{
	struct slice desk;
	enum rc rc = RC_OK;
	while (rc == RC_OK && slice_cut(&desks, ' ', &desk))
		rc = desk_check(desk, e);
	return rc;
}

static enum rc assign(struct db *db, struct arena *a, const struct actor *by, struct slice name,
		      struct slice desks, int64_t now_at, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	struct watchlist list = {0};
	struct slice desk;
	enum rc rc = watchlist_find(db, name, a, &list, e);
	if (rc == RC_OK)
		rc = scope_require_list(db, by, list.id, e);
	if (rc == RC_OK)
		rc = watchlist_desks_delete(db, list.id, e);
	while (rc == RC_OK && slice_cut(&desks, ' ', &desk))
		if (slice_present(desk))
			rc = watchlist_desk_insert(db, list.id, desk, e);
	return rc == RC_OK ? audit_append_by(db, by, "watchlist.desks-set",
					     audit_object(object, "watchlist", list.id),
					     (struct slice){0}, now_at, e)
			   : rc;
}

enum rc scope_assign(struct store *s, const struct actor *by, struct slice list, struct slice desks,
		     int64_t now_at, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = protect_require(by, MAY_LISTS_ASSIGN, e);
	if (rc == RC_OK)
		rc = check_desks(desks, e);
	struct arena *a = rc == RC_OK ? arena_new(MEMORY) : NULL;
	if (rc == RC_OK && !a)
		return err_set(e, RC_NOMEM, "no memory to look for a list");
	if (rc == RC_OK)
		rc = store_write(s, &db, e);
	if (rc == RC_OK)
		rc = store_end(s, assign(db, a, by, list, desks, now_at, e), e);
	arena_free(a);
	return rc;
}
