/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/person_rights.h"
#include "flow/unit.h"
#include "protect/scope.h"
#include "review/page.h"
#include "review/source.h"
#include "store/flight_pages.h"
#include "store/hit_pages.h"

#include <inttypes.h>

static void show_details(const struct source_detail *detail, bool api, int64_t booking_id,
			 struct arena *a, struct traveller_page *out)
{
	/* The API record's own members, or the PNR record's where it stands alone. */
	if (api || !slice_present(out->traveller.detail_json))
		out->traveller.detail_json = detail->traveller;
	else
		out->traveller.pnr_detail_json = detail->traveller;
	if (!booking_id || !slice_present(detail->booking))
		return;
	struct slice id = arena_printf(a, "\"id\":\"%" PRId64 "\"", booking_id);
	out->booking_json = json_prefixed(a, id, detail->booking);
}

static enum rc read_source(struct db *db, int64_t message_id, unsigned index, struct arena *a,
			   struct traveller_page *out, struct source_detail *detail, struct err *e)
{
	struct message_source stored;
	enum rc rc = message_source_read(db, message_id, a, &stored, e);
	struct source_view *v = rc == RC_OK ? LIST_ADD(&out->sources, a, struct source_view) : NULL;
	if (rc == RC_OK && !v)
		rc = err_set(e, RC_NOMEM, "no memory to show a message");
	return rc == RC_OK ? source_build(&stored, index, a, v, detail, e) : rc;
}

static enum rc read_sources(struct db *db, const struct traveller_ties *ties, struct arena *a,
			    struct traveller_page *out, struct err *e)
{
	struct source_detail detail;
	enum rc rc = RC_OK;
	if (out->traveller.masked_at) /* the messages have no text any more */
		return RC_OK;
	if (ties->api_message_id) {
		rc = read_source(db, ties->api_message_id, ties->api_index, a, out, &detail, e);
		if (rc == RC_OK)
			show_details(&detail, true, ties->booking_id, a, out);
	}
	if (rc == RC_OK && ties->pnr_message_id) {
		rc = read_source(db, ties->pnr_message_id, ties->pnr_index, a, out, &detail, e);
		if (rc == RC_OK)
			show_details(&detail, false, ties->booking_id, a, out);
	}
	return rc;
}

static enum rc add_join(const struct traveller_ties *ties, struct arena *a,
			struct traveller_page *out, struct err *e)
{
	if (!slice_present(ties->join_reason))
		return RC_OK;
	struct join_view *join = LIST_ADD(&out->joins, a, struct join_view);
	if (!join)
		return err_set(e, RC_NOMEM, "no memory for a traveller");
	join->with = "pnr";
	join->reason = ties->join_reason;
	return RC_OK;
}

static enum rc narrow(struct db *db, const struct actor *who, struct traveller_page *out,
		      struct err *e)
{
	struct scope scope;
	enum rc rc = scope_read(db, who, &scope, e);
	if (rc == RC_OK)
		rc = scope_hits(db, &scope, &out->hits, e);
	if (rc == RC_OK)
		rc = scope_flight(db, &scope, &out->flight, e);
	if (rc == RC_OK)
		rc = scope_traveller(db, &scope, &out->traveller, e);
	LIST_EACH(struct traveller_view, t, &out->companions)
	{
		if (rc == RC_OK)
			rc = scope_traveller(db, &scope, t, e);
	}
	return rc;
}

static enum rc read_page(struct db *db, const struct actor *who, int64_t id, struct arena *a,
			 struct traveller_page *out, struct err *e)
{
	struct traveller_ties ties;
	enum rc rc = traveller_view_read(db, id, a, &out->traveller, &ties, e);
	if (rc == RC_OK)
		rc = flight_view_read(db, ties.flight_id, a, &out->flight, e);
	if (rc == RC_OK && ties.booking_id)
		rc = traveller_views_of_booking(db, ties.booking_id, id, a, &out->companions, e);
	if (rc == RC_OK)
		rc = add_join(&ties, a, out, e);
	if (rc == RC_OK)
		rc = read_sources(db, &ties, a, out, e);
	if (rc == RC_OK && out->hits_known)
		rc = hit_views_of_traveller(db, id, a, &out->hits, e);
	return rc == RC_OK ? narrow(db, who, out, e) : rc;
}

/* Data under restriction are seen by the officer alone until the matter is settled. */
static enum rc refuse_restricted(struct unit *u, struct db *db, const struct actor *who,
				 const struct traveller_page *page, struct arena *a, struct err *e)
{
	bool restricted = false;
	if (protect_may(who->role, MAY_RIGHTS_MANAGE))
		return RC_OK;
	enum rc rc = person_restricted(u, db, page->flight.id, &page->traveller, a, &restricted, e);
	if (rc == RC_OK && restricted)
		rc = err_refuse(e, RC_DENIED, "restricted", "R-190",
				"processing of this traveller's data is restricted at his or her "
				"request: ask the data protection officer");
	return rc;
}

enum rc review_traveller(struct unit *u, const struct actor *who, int64_t traveller_id,
			 struct arena *a, struct traveller_page *out, struct err *e)
{
	struct db *db = NULL;
	*out = (struct traveller_page){.hits_known = protect_may(who->role, MAY_HITS_READ)};
	enum rc rc = protect_require(who, MAY_TRAVELLERS_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = read_page(db, who, traveller_id, a, out, e);
	if (rc == RC_OK)
		rc = refuse_restricted(u, db, who, out, a, e);
	store_done(unit_store(u), db);
	if (rc == RC_OK)
		rc = page_record(u, who, "traveller.read", "traveller", traveller_id, e);
	if (rc != RC_OK) {
		*out = (struct traveller_page){0};
		return rc;
	}
	flight_mask(who, &out->flight);
	traveller_mask(who, &out->traveller);
	LIST_EACH(struct traveller_view, t, &out->companions)
	{
		traveller_mask(who, t);
	}
	return RC_OK;
}
