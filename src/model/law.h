/* SPDX-License-Identifier: Apache-2.0
 *
 * model/law.h - a legal profile as data: what the law of a unit permits
 * (docs/profiles.md). Read by minimise/law.h; values only, memory of the arena
 * that it was read into.
 */
#ifndef MODEL_LAW_H
#define MODEL_LAW_H

#include "base/clock.h"
#include "model/actor.h"
#include "model/list.h"

struct law_word {
	struct slice text;
	struct law_word *next;
};
typedef LIST(struct law_word) law_words;

/* An offence or a competent authority: a name for machines, a title for people. */
struct law_item {
	struct slice name, title;
	struct law_item *next;
};
typedef LIST(struct law_item) law_items;

/* A purpose for which personal data may be read, and by whom. */
struct law_purpose {
	struct slice name, title, article;
	unsigned roles;     /* bits by enum actor_role */
	bool needs_offence; /* each use names an offence */
	struct law_purpose *next;
};

/* Acts to which another office must agree. */
enum law_act {
	LAW_UNMASK,          /* */
	LAW_LATER_USE,       /* use after the assessment before travel: R-092 */
	LAW_PROFILE_CHANGE,  /* a change of this profile */
	LAW_SECOND_REVIEW,   /* of a decision with high impact: R-074 */
	LAW_RULE_ACTIVATION, /* */
	LAW_EXTRA_TRANSFER,  /* */
	LAW_ACT_COUNT,
};

/* Flights between States of `territory`. */
enum law_within {
	LAW_WITHIN_ALL,      /* taken in; in a territory only under a threat decision */
	LAW_WITHIN_SELECTED, /* the routes and ports of `selected` */
	LAW_WITHIN_NONE,
};

struct law_flights {
	law_words territory; /* alpha-3 of States; none: every flight is taken in */
	enum law_within within;
	struct slice threat_decision; /* reference; LAW_WITHIN_ALL */
	struct date threat_until;
	law_words selected; /* "LIS-CDG" (both ways), "LIS"; LAW_WITHIN_SELECTED */
	struct slice assessment;
	struct date review_by;
};

#define LAW_HEADINGS 19 /* of Annex I to Directive (EU) 2016/681 */

struct law {
	struct slice name, title, basis; /* basis: the law and its articles */
	bool second_factor;              /* everybody signs in with two factors */
	unsigned offence_penalty_years;  /* offences count from this maximum penalty on; 0 = any */
	bool air_link; /* each use says how it is linked with air travel */
	LIST(struct law_purpose) purposes;
	law_items offences, authorities;
	uint32_t headings; /* bit n: heading n is permitted */
	bool remarks_all;  /* general remarks stay; else only those about unaccompanied minors */
	law_words services; /* service requests of the permitted headings, where remarks are erased */
	law_words codes, words; /* sensitive, in byte order */
	bool vital_interests;   /* sensitive data may be used to save a life */
	unsigned mask_months; /* identifying data are masked so long after transfer; 0 never */
	unsigned delete_months; /* everything is deleted; 0 never */
	/* Deleted without objective evidence of a link with a risk; 0: no such rule. */
	unsigned delete_unlinked_months;
	unsigned log_months; /* records of the audit trail are kept so long; 0 for ever */
	unsigned approvers[LAW_ACT_COUNT]; /* bits by enum actor_role; 0 = nobody else must agree */
	struct law_flights flights;
	law_items differences; /* filed with ICAO: what is weaker, and the reference */
};

/* What is wrong with a profile. */
struct law_fault {
	unsigned line;     /* 0 = of the profile as a whole */
	struct slice text; /* a sentence that says what to do */
	const char *rule;  /* "R-112", or NULL */
	struct law_fault *next;
};
typedef LIST(struct law_fault) law_faults;

/* NULL where the profile has none of that name. */
const struct law_purpose *law_purpose_find(const struct law *law, struct slice name);
const struct law_item *law_item_find(const law_items *items, struct slice name);
bool law_words_have(const law_words *words, struct slice text); /* letter for letter */

const char *law_act_name(enum law_act act); /* "unmask", "later-use" ... */

/* Whether somebody of `role` may agree to the act. */
bool law_may_approve(const struct law *law, enum law_act act, enum actor_role role);

/* A flight by its ends: ports, and the States (alpha-3) that they lie in; either may be absent. */
struct law_route {
	struct slice from, to, from_state, to_state;
};

/* Whether the flight is taken in on that day. */
bool law_takes_flight(const struct law *law, const struct law_route *route, struct date today);

#endif
