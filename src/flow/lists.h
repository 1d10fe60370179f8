/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/lists.h - loading and updating the unit's watchlists.
 *
 * A file is a whole list: what is not in it any more is removed. The new state
 * is compared with the stored one, written with its audit record in one
 * transaction, the index is swapped, and travellers of flights that have not
 * passed are screened again. Removing an entry withdraws its open hits.
 */
#ifndef FLOW_LISTS_H
#define FLOW_LISTS_H

#include "base/arena.h"
#include "model/actor.h"
#include "model/list_basis.h"
#include "screen/lists.h"

struct unit;

struct list_import {
	struct slice name;       /* of the list: 1 to 64 of A-Z a-z 0-9 blank . _ - ( ) */
	struct slice file_name;  /* as it was published or saved; may be absent */
	struct slice source;     /* where it came from, for people; absent = format's name */
	enum list_format format; /* LIST_FORMAT_UNKNOWN: found out */
	enum list_kind kind;     /* of a list that is new; must agree with one that is not */
	enum list_severity severity;
	/* What is not told stays as it is known; the date is the file's where it says one. */
	struct list_basis basis;
	bool preview;       /* say what would change; change nothing */
	struct slice bytes; /* the file */
};

struct list_imported {
	int64_t version;             /* after the import; of a preview: that it would get */
	struct list_changes changes; /* entries live in `a` */
	finding_list findings;
	enum list_format format;  /* that was read */
	struct date generated_on; /* what the file says of itself; or absent */
	unsigned name_only;       /* entries by name alone */
	unsigned hits_new, hits_withdrawn;
};

/* `by` needs MAY_LISTS_WRITE. RC_DENIED; RC_INVALID "bad-list-name",
 * "unreadable-list", "list-empty" (no entry could be read: nothing is changed);
 * "list-basis-missing", "list-date"; RC_CONFLICT "other-kind"; RC_LIMIT, RC_NOMEM, RC_IO. */
enum rc lists_import(struct unit *u, const struct actor *by, const struct list_import *ask,
		     struct arena *a, struct list_imported *out, struct err *e) MUST_CHECK;

struct list_threshold {
	struct slice name;   /* of the list */
	int64_t threshold;   /* thousandths, 0 to 1000: matches with a lower score are no hits */
	struct slice reason; /* for the audit trail; not empty */
};

/* Sets it, with its audit record, and screens the flights to come: open hits below it are
 * withdrawn, decided ones stay; lowered again, hits come back. `by` needs MAY_LISTS_WRITE.
 * RC_DENIED; RC_NOT_FOUND; RC_INVALID "bad-threshold", "reason-missing"; RC_NOMEM, RC_IO. */
enum rc lists_set_threshold(struct unit *u, const struct actor *by,
			    const struct list_threshold *ask, struct arena *a,
			    struct err *e) MUST_CHECK;

/* Entries begin to count and expire with days (UTC): makes the index of today and
 * screens the flights to come. RC_NOMEM, RC_IO. */
enum rc lists_new_day(struct unit *u, struct err *e) MUST_CHECK;

/* Screens the flights to come: what is in force changed. RC_NOMEM, RC_IO. */
enum rc lists_screen_again(struct unit *u, struct err *e) MUST_CHECK;

/* The day of which lists_new_day was done last; absent where it never was. RC_NOMEM, RC_IO. */
enum rc lists_day(struct unit *u, struct date *out, struct err *e) MUST_CHECK;

/* What became too old, or came to its end, leaves the comparison: its hits that nobody decided
 * are withdrawn, audited "watchlist.excluded"; what is good again returns,
 * "watchlist.restored". `*changed`: how many lists. RC_NOMEM, RC_IO. */
enum rc lists_age(struct unit *u, unsigned *changed, struct err *e) MUST_CHECK;

#endif
