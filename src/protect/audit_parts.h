/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/audit_parts.h - what the trail's own files share. Private to protect/.
 */
#ifndef PROTECT_AUDIT_PARTS_H
#define PROTECT_AUDIT_PARTS_H

#include "protect/checkpoint.h"
#include "store/audit_rows.h"

/* Walks a trail, record by record, against its checkpoints. */
struct audit_walk {
	struct audit_report *report;
	const struct checkpoint_row *next; /* the checkpoint still to be met */
	int64_t proved;                    /* the last record that a met checkpoint covers */
};

/* Where the trail begins. */
void audit_walk_begin(struct audit_walk *w, const struct audit_start *start);
/* Takes the next record. False: the walk is over, the report says why. */
bool audit_walk_record(struct audit_walk *w, const struct audit_row *row);
/* After the last record: whether checkpoints speak of records that are not there. */
void audit_walk_end(struct audit_walk *w);

/* Whether checkpoints are signed and follow one another from the trail's start on; if not, the
 * report says which is wrong. */
bool checkpoints_signed(const checkpoint_rows *rows, const struct audit_start *start,
			const unsigned char *public_key, struct audit_report *report);

/* ---- audit_start.c ---- */

/* Whether the unit's key signed that start, at the age at which records may go; if not, the
 * report says so. True where the trail begins at its first record. */
bool audit_start_holds(const struct audit_start *start, const unsigned char *public_key,
		       struct audit_report *report);
void audit_start_write(const struct audit_start *start, struct buf *out);
/* False for a line that is none. */
bool audit_start_line_read(struct slice line, struct audit_start *out);
/* A number, up to the next tab. */
bool line_take_number(struct slice *rest, int64_t *out);

/* Puts what was said of signatures into the report of a walk: the first break counts. */
void audit_conclude(struct audit_report *out, const struct audit_report *signatures);

/* "the reason" of a break at `seq`; always false. */
bool audit_broken(struct audit_report *r, int64_t seq, const char *fmt, ...) PRINTF(3, 4);

#endif
