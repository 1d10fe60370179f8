/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/acts.h - every act that is recorded, and what kind of act it is (R-150; Directive (EU)
 * 2016/681, article 13(6)). An act that is not here can not be recorded: audit_append stops the
 * program.
 */
#ifndef PROTECT_ACTS_H
#define PROTECT_ACTS_H

enum act_kind {
	ACT_COLLECTION,     /* personal data come into the unit */
	ACT_CONSULTATION,   /* somebody is shown personal data */
	ACT_DISCLOSURE,     /* personal data, or news of them, leave the unit */
	ACT_ERASURE,        /* personal data are masked or deleted */
	ACT_MATCHING,       /* the program compares and finds, or finds no longer */
	ACT_DECISION,       /* a person decides about a traveller's data */
	ACT_OVERSIGHT,      /* the data protection officer's own work */
	ACT_TRAIL_USE,      /* the trail and what is made of it are read */
	ACT_ADMINISTRATION, /* accounts, keys, law, places: no traveller's data */
};

struct act {
	const char *name; /* "traveller.read" */
	enum act_kind kind;
};

/* NULL: there is no such act. */
const struct act *act_find(const char *name);
/* In the order of their names; NULL after the last. */
const struct act *act_at(unsigned i);
const char *act_kind_name(enum act_kind kind); /* "consultation" ... */

#endif
