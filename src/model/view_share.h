/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_share.h - what people are shown of requests of authorities and of what leaves
 * the unit. As model/view.h.
 */
#ifndef MODEL_VIEW_SHARE_H
#define MODEL_VIEW_SHARE_H

#include "base/slice.h"
#include "model/list.h"

/* A reasoned request of a competent authority. */
struct request_view {
	int64_t id;
	struct slice number; /* "RQ-2026-0001" */
	struct slice authority, authority_title;
	int64_t officer_id;
	struct slice officer; /* name of the account that gets the answer */
	struct slice offence, case_reference, grounds;
	struct slice urgency;        /* routine, urgent */
	struct slice from_on, to_on; /* days of departure, YYYY-MM-DD */
	/* Whom or what is asked for; absent where it is not, and once it was erased. */
	struct slice family, given, birth_date, document_number, flight;
	struct slice fields;                  /* words of share_fields, with blanks between */
	struct slice circumstances, evidence; /* of later use; may be absent */
	int64_t filed_by_id;
	struct slice filed_by;
	int64_t filed_at, due_at;
	struct slice state; /* filed, accepted, refused, answered */
	struct slice cut;   /* what the desk took out; absent = nothing */
	struct slice decided_by, reason;
	int64_t decided_at, answered_at; /* 0 = not yet */
	struct slice answer;             /* where nothing was found: why no package */
	struct slice approval;           /* asked, approved, refused; absent = not asked for */
	struct slice approval_by, approval_reason;
	int64_t approval_at, approval_due_at;
	struct request_view *next;
};
typedef LIST(struct request_view) request_views;

/* One disclosure to one officer; no passenger data. */
struct disclosure_view {
	int64_t id;
	struct slice number; /* "D-2026-0001": the serial number of the package */
	int64_t request_id, hit_id, decision_id, traveller_id; /* 0 = of none */
	struct slice request_number;
	struct slice authority, authority_title;
	int64_t officer_id;
	struct slice officer;
	struct slice fields, caveat, language, purpose, offence, case_reference;
	struct slice transfer_state, transfer_basis; /* alpha-3; absent = stays in the State */
	int64_t made_by_id;
	struct slice made_by;
	int64_t made_at;
	struct slice state; /* waiting, sent, dropped, recalled */
	struct slice released_by;
	int64_t sent_at;    /* 0 = not yet, as below */
	bool before_review; /* sent before the independent review */
	int64_t feedback_due_at, expires_at, erase_at;
	struct slice content_hash; /* hexadecimal digits; absent = not made yet */
	bool has_package;
	int64_t fetched_at, acknowledged_at;
	struct slice feedback, feedback_note; /* useful, not-useful, measures */
	int64_t feedback_at;
	struct slice recall_cause, recall_note, recalled_by, recall_seen_by;
	int64_t recalled_at, recall_due_at, recall_seen_at;
	struct disclosure_view *next;
};
typedef LIST(struct disclosure_view) disclosure_views;

/* What disclosures rest on; when that falls, they are called back. */
enum disclosure_tie { TIE_ITSELF, TIE_DECISION, TIE_TRAVELLER, TIE_REQUEST, TIE_ENTRY };

/* What the data protection officer is told of third countries. */
struct third_country_view {
	int64_t id, disclosure_id; /* 0 = refused */
	struct slice number;       /* of the disclosure */
	struct slice country, authority, result, checklist_json, by;
	int64_t at, seen_at; /* seen 0 = not yet */
	struct slice seen_by, note;
	struct third_country_view *next;
};
typedef LIST(struct third_country_view) third_country_views;

/* Somebody found within the bounds of a request. */
struct request_find {
	int64_t traveller_id, flight_id;
	struct slice family, given, birth_date, carrier, flight_number, from, to, departs;
	int64_t deadline_at;
	bool later; /* the assessment before travel is over */
	struct request_find *next;
};
typedef LIST(struct request_find) request_finds;

/* Somebody who may be sent a package. */
struct recipient_view {
	struct slice login, name, authority;
	struct recipient_view *next;
};
typedef LIST(struct recipient_view) recipient_views;

#endif
