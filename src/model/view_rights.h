/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view_rights.h - what the data protection officer is shown of requests of the
 * people concerned. As model/view.h.
 */
#ifndef MODEL_VIEW_RIGHTS_H
#define MODEL_VIEW_RIGHTS_H

#include "model/view.h"

struct rights_document_view {
	struct slice type, number, issuer;
	struct rights_document_view *next;
};

/* A request of a person about his or her own data. */
struct rights_request_view {
	int64_t id;
	struct slice number; /* "R-2026-0001" */
	struct slice kind;   /* access, rectification, erasure, restriction, redress */
	struct slice channel, family, given, birth_date, address, wish;
	LIST(struct rights_document_view) documents;
	int64_t received_at, due_at;
	struct slice state; /* identity, open, decided */
	struct slice identity_how, identity_by;
	int64_t identity_at; /* 0 = not checked yet */
	struct slice extended_why;
	struct slice decision; /* granted, partly, refused; absent = none yet */
	struct slice reason, decided_by;
	int64_t decided_at;
	struct rights_request_view *next;
};
typedef LIST(struct rights_request_view) rights_request_views;

/* Somebody whom the search for a person found. */
struct rights_found_view {
	struct traveller_view traveller;
	int64_t flight_id;
	struct slice carrier, flight_number, from, to, departs;
	int64_t score_permille;
	struct slice method; /* document, name */
	struct slice state;  /* found, same, other */
	struct rights_found_view *next;
};
typedef LIST(struct rights_found_view) rights_found_views;

struct rights_page {
	rights_request_views requests; /* what is to be done first stands first */
	redress_views redress;
	int64_t now_at;
};

struct rights_request_page {
	struct rights_request_view request;
	rights_found_views found;
	int64_t now_at;
};

#endif
