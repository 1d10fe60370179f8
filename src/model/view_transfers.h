/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_transfers.h - what people and carriers are shown of transfers: threat
 * decisions, notices, outages. As model/view.h.
 */
#ifndef MODEL_VIEW_TRANSFERS_H
#define MODEL_VIEW_TRANSFERS_H

#include "base/slice.h"
#include "model/list.h"

/* A specific and actual threat for which a further push is permitted. Either the flight
 * or the route may be absent, not both. */
struct threat_view {
	int64_t id;
	struct slice carrier, number, from, to;
	int64_t from_at, until_at;
	struct slice threat, reference, state; /* proposed, approved, refused */
	int64_t proposed_by_id;
	struct slice proposed_by, decided_by, decision_reason;
	int64_t proposed_at, decided_at; /* the latter 0 = not yet */
	struct threat_view *next;
};
typedef LIST(struct threat_view) threat_views;

/* What a carrier is told. */
struct notice_view {
	int64_t id;
	struct slice carrier, kind;
	int64_t flight_id;                       /* 0 = of no flight that is known */
	struct slice number, from, to, departs;  /* of the flight; or absent */
	struct slice cause;                      /* a sentence */
	int64_t begins_at, deadline_at;          /* when it was due */
	int64_t made_at, fetched_at;             /* fetched by the carrier; 0 = not yet */
	struct slice contact;                    /* whom the carrier wants told; or absent */
	int64_t outage_id;                       /* that falls on the time it was due; 0 = none */
	struct slice penalty_by, penalty_reason; /* of a proposal; or absent */
	int64_t penalty_at, withdrawn_at;
	struct notice_view *next;
};
typedef LIST(struct notice_view) notice_views;

struct outage_view {
	int64_t id;
	struct slice carrier;      /* absent = the unit's own */
	int64_t from_at, until_at; /* the latter 0 = goes on */
	struct slice evidence, recorded_by;
	int64_t recorded_at;
	struct outage_view *next;
};

struct contact_view {
	struct slice carrier, name, telephone, email;
	struct contact_view *next;
};

/* How many pushes of a carrier were what, by the clock. */
struct push_count {
	struct slice carrier, push;
	int64_t count;
	struct push_count *next;
};

struct transfers_page {
	int64_t now_at;
	threat_views threats;
	notice_views notices;
	LIST(struct outage_view) outages;
	LIST(struct contact_view) contacts;
	LIST(struct push_count) pushes;
};

#endif
