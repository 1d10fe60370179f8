/* SPDX-License-Identifier: Apache-2.0
 *
 * model/view.h - what people are shown: rows put together for one page.
 *
 * Values only; memory belongs to the arena that a page was read into. Members
 * have the names and meanings of docs/api.md. Absent text is {NULL,0}, an absent
 * instant 0. Slices called `*_json` are complete JSON values that the unit wrote
 * itself (for json_raw); where absent they are to be left out, unless said otherwise.
 */
#ifndef MODEL_VIEW_H
#define MODEL_VIEW_H

#include "base/clock.h"
#include "model/actor.h"
#include "model/list.h"
#include "model/view_lists.h"
#include "model/view_oversight.h"
#include "model/view_rules.h"

/* ---- flights ---- */

struct flight_view {
	int64_t id;
	struct slice carrier, number, suffix, from, to;
	struct slice departs, arrives;  /* local times as text */
	int64_t departs_at, arrives_at; /* 0 = not known */
	struct slice direction;         /* inbound, outbound, domestic, unknown */
	int64_t deadline_at;
	struct slice status; /* scheduled, closed, cancelled */
	int64_t travellers, crew, bookings, messages;
	bool hits_known;         /* false: the reader may not know; leave both counts out */
	int64_t hits_open, hits; /* withdrawn ones are not counted */
	bool has_api, has_pnr;   /* "sources" */
	struct flight_view *next;
};
typedef LIST(struct flight_view) flight_views;

struct leg_view {
	struct slice from, to, departs, arrives;
	struct leg_view *next;
};

struct finding_view {
	struct slice severity, code, text;
	int64_t segment; /* 0 = of no segment */
	struct finding_view *next;
};
typedef LIST(struct finding_view) finding_views;

/* A message by its structure; no personal data. */
struct message_view {
	int64_t id;
	struct slice state; /* stored, quarantined, test */
	struct slice type, function, sender, reference, prepared_at;
	int64_t received_at;
	struct slice carrier;
	int64_t travellers, findings, removed; /* counts */
	struct message_view *next;
};
typedef LIST(struct message_view) message_views;

/* ---- travellers ---- */

struct document_view {
	struct slice type, number, issuer, expires;
	struct document_view *next;
};

struct traveller_view {
	int64_t id;
	struct slice kind, role, family, given, middle, title, sex, birth_date;
	struct slice nationality, residence, embark, disembark, locator, seat;
	LIST(struct document_view) documents;
	bool has_api, has_pnr; /* "sources" */
	struct slice status;   /* listed, boarded, not-on-board, withdrawn */
	bool hits_known;       /* false: the reader may not know; leave both counts out */
	int64_t hits_open, hits;
	int64_t masked_at;      /* 0 = in the clear; else nothing above tells who it is */
	struct slice pseudonym; /* of a masked one */
	/* Only on the traveller's own page: everything else that the decode contract has
	 * of the API record, or of the PNR record where there is no API record ... */
	struct slice detail_json;
	/* ... and of the PNR record where there are both ("pnr_detail" beside "detail"). */
	struct slice pnr_detail_json;
	struct traveller_view *next;
};
typedef LIST(struct traveller_view) traveller_views;

/* One segment of a source's text; start and end count UTF-16 code units. */
struct segment_view {
	unsigned number; /* 1 = UNH */
	size_t start, end;
	struct slice tag;
	bool mine; /* speaks of the traveller shown */
	struct segment_view *next;
};

/* Which segment filled which member of the traveller or the booking. */
struct source_field {
	struct slice path; /* "family", "documents.0", "booking.segments.1" */
	unsigned segment;
	struct source_field *next;
};

/* One message in which a traveller stands, reduced to what concerns him or her. */
struct source_view {
	struct message_view message;
	const char *source; /* "api", "pnr" */
	struct slice text;
	LIST(struct segment_view) segments;
	LIST(struct source_field) fields;
	struct slice removed_json; /* array of {code, count, why}; always there */
	finding_views findings;    /* of the segments shown, and of the message as a whole */
	struct source_view *next;
};

struct join_view {
	const char *with;    /* "pnr" */
	struct slice reason; /* "same record locator and name" */
	struct join_view *next;
};

/* ---- hits ---- */

struct decision_view {
	int64_t id;
	struct slice outcome; /* confirmed, rejected, undetermined */
	struct slice reason, by;
	int64_t at;
	bool carried_over; /* decided earlier, for the same person and entry */
	struct decision_view *next;
};

struct hit_view {
	int64_t id;
	struct slice state;   /* open, decided, withdrawn */
	const char *severity; /* high, medium, low */
	struct slice outcome; /* match, possible, undetermined */
	int64_t score_permille;
	struct slice method; /* document, name */
	struct {
		int64_t id;
		struct slice name;
		int64_t version;
		enum list_age age; /* as it stands now */
		struct date dated_on;
	} list;
	struct {
		struct slice id, name;
	} entry;
	struct {
		int64_t id;
		struct slice family, given, birth_date;
		int64_t masked_at;
		struct slice pseudonym;
	} traveller;
	struct {
		int64_t id;
		struct slice carrier, number, from, to, direction;
		int64_t deadline_at;
	} flight;
	int64_t created_at;
	bool decided; /* `decision` is filled */
	struct decision_view decision;
	struct hit_view *next;
};
typedef LIST(struct hit_view) hit_views;

/* ---- the trail, people, the unit ---- */

struct audit_view {
	int64_t seq, at;
	struct slice actor, role, act, object, purpose;
	struct slice detail_json; /* always there */
	struct audit_view *next;
};

struct account_view {
	int64_t id;
	struct slice login, name;
	enum actor_role role;
	bool active;
	int64_t last_sign_in_at; /* 0 = never */
	struct slice person;     /* staff number */
	struct slice desk;       /* absent = none of its own */
	int64_t ends_at;         /* 0 = no end */
	bool second_factor;      /* signs in with two factors */
	struct account_view *next;
};
typedef LIST(struct account_view) account_views;

/* Where somebody is signed in. */
struct session_view {
	int64_t id;
	struct slice peer; /* address it was opened from; may be absent */
	int64_t created_at, last_seen_at, expires_at;
	bool current; /* the one that asks */
	struct session_view *next;
};
typedef LIST(struct session_view) session_views;

/* A version of the unit's legal profile. */
struct profile_view {
	int64_t version;
	struct slice state; /* proposed, in-force, replaced, refused */
	struct slice name, reason;
	struct slice proposed_by; /* absent = the program */
	int64_t proposed_at;
	struct slice decided_by, decision_reason; /* absent until decided */
	int64_t decided_at;
	struct slice content; /* only on the version's own page */
	struct profile_view *next;
};
typedef LIST(struct profile_view) profile_views;

struct carrier_key_view {
	int64_t id;
	struct slice carrier;
	int64_t created_at, revoked_at; /* 0 = in force */
	struct carrier_key_view *next;
};
typedef LIST(struct carrier_key_view) carrier_key_views;

struct unit_view {
	const char *name, *state, *country, *profile; /* live as long as the unit */
	bool fictitious, needs_setup;
	int64_t now_at;
};

/* ---- whole pages ---- */

struct flights_page {
	flight_views flights;
	struct slice next; /* cursor of the page after this; absent at the end */
	int64_t now_at;
};

struct flight_page {
	struct flight_view flight;
	LIST(struct leg_view) legs;
	message_views messages;
};

struct travellers_page {
	struct flight_view flight;
	traveller_views travellers;
};

struct traveller_page {
	struct traveller_view traveller;
	struct flight_view flight;
	struct slice booking_json;  /* BOOKING with its id; absent without PNR */
	traveller_views companions; /* same booking; without detail */
	LIST(struct join_view) joins;
	LIST(struct source_view) sources;
	bool hits_known; /* false: the reader may not know; `hits` is empty */
	hit_views hits;
};

struct hits_page {
	hit_views hits;
	struct slice next;
	int64_t now_at;
	int64_t open, decided_today; /* "counts"; today in UTC */
};

struct hit_page {
	struct hit_view hit;
	struct slice fields_json; /* array of FIELD; always there */
	struct slice entry_json; /* ENTRY as published when the hit arose; absent where the traveller
				   * is masked: the listed name would be his or hers */
	bool on_rule;            /* then there is no entry, but ... */
	struct rule_version_view rule; /* ... what the rule says that was met */
	struct traveller_view traveller;
	struct flight_view flight;
	LIST(struct decision_view) earlier; /* other decisions on this entry for this person */
	struct checklist checklist;         /* of the decision */
	struct opinion_view first;
	bool second_review; /* to confirm this hit takes two reviewers */
	struct bureau_view bureau;
	redress_views redress; /* of the traveller */
};

struct messages_page {
	message_views messages;
};

struct audit_page {
	LIST(struct audit_view) records; /* newest first */
	bool verified;                   /* the whole chain, walked now */
	int64_t broken_seq;              /* 0 = none */
	char reason[160];                /* what is wrong with that record */
	int64_t checkpoints, proved;     /* how many are signed; the last record they vouch for */
};

#endif
