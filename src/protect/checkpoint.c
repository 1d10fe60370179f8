/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/checkpoint.h"

#include "protect/audit_parts.h"
#include "store/checkpoint.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define CHECKPOINTS_MEMORY ((size_t)512 << 20)

enum rc checkpoint_due(struct db *db, int64_t now_at, bool *due, struct err *e)
{
	struct checkpoint_row last;
	unsigned char head[HASH_BYTES];
	int64_t seq = 0;
	*due = false;
	enum rc rc = checkpoint_row_last(db, &last, e);
	if (rc == RC_OK)
		rc = audit_rows_last(db, &seq, head, e);
	if (rc == RC_OK)
		*due = seq > last.seq && (now_at - last.at >= CHECKPOINT_EVERY_US ||
					  seq - last.seq >= CHECKPOINT_RECORDS);
	return rc;
}

struct slice checkpoint_text(const struct checkpoint_row *c, char out[CHECKPOINT_TEXT])
{
	char head[HEX_TEXT(HASH_BYTES)];
	hex_write(c->head, HASH_BYTES, head);
	int n = snprintf(out, CHECKPOINT_TEXT,
			 "openpiu audit checkpoint 1\nnumber %" PRId64 "\nrecord %" PRId64
			 "\nat %" PRId64 "\nhead %s\n",
			 c->number, c->seq, c->at, head);
	assert(n > 0 && n < CHECKPOINT_TEXT);
	return (struct slice){out, (size_t)n};
}

enum rc checkpoint_make(struct db *db, const unsigned char secret_key[SIGN_SECRET_BYTES],
			int64_t now_at, struct checkpoint_row *out, struct err *e)
{
	char text[CHECKPOINT_TEXT];
	struct checkpoint_row made = {.at = now_at};
	assert(db_in_transaction(db));
	enum rc rc = checkpoint_row_last(db, out, e);
	if (rc == RC_OK)
		rc = audit_rows_last(db, &made.seq, made.head, e);
	if (rc != RC_OK || (out->number > 0 && out->seq == made.seq))
		return rc;
	made.number = out->number + 1;
	*out = made;
	sign_text(checkpoint_text(out, text), secret_key, out->signature);
	return checkpoint_row_insert(db, out, e);
}

/* ---- as a line ---- */

void checkpoint_line_write(const struct checkpoint_row *c, struct buf *out)
{
	char head[HEX_TEXT(HASH_BYTES)], signature[HEX_TEXT(SIGNATURE_BYTES)];
	hex_write(c->head, HASH_BYTES, head);
	hex_write(c->signature, SIGNATURE_BYTES, signature);
	buf_printf(out, "checkpoint\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%s\t%s\n", c->number,
		   c->seq, c->at, head, signature);
}

bool checkpoint_line_read(struct slice line, struct checkpoint_row *out)
{
	struct slice word, head;
	*out = (struct checkpoint_row){0};
	return slice_cut(&line, '\t', &word) && slice_is(word, "checkpoint") &&
	       line_take_number(&line, &out->number) && line_take_number(&line, &out->seq) &&
	       line_take_number(&line, &out->at) && slice_cut(&line, '\t', &head) &&
	       hex_read(head, out->head, HASH_BYTES) &&
	       hex_read(line, out->signature, SIGNATURE_BYTES);
}

/* ---- verifying ---- */

static bool is_signed(const struct checkpoint_row *c, const unsigned char *public_key)
{
	char text[CHECKPOINT_TEXT];
	return sign_verify(checkpoint_text(c, text), c->signature, public_key);
}

bool checkpoints_signed(const checkpoint_rows *rows, const struct audit_start *start,
			const unsigned char *public_key, struct audit_report *report)
{
	int64_t number = start->checkpoint ? start->checkpoint - 1 : 0, seq = start->seq;
	LIST_EACH(const struct checkpoint_row, c, rows)
	{
		if (c->number != ++number)
			return audit_broken(report, seq + 1,
					    "checkpoint %" PRId64
					    " is missing: nothing vouches for "
					    "the records from here on",
					    number);
		if (!is_signed(c, public_key))
			return audit_broken(report, seq + 1,
					    "checkpoint %" PRId64 " is not signed by this unit's "
					    "key: nothing vouches for the records from here on",
					    number);
		seq = c->seq;
	}
	report->checkpoints = number;
	return true;
}

static const struct checkpoint_row *numbered(const checkpoint_rows *rows, int64_t number)
{
	LIST_EACH(const struct checkpoint_row, c, rows)
	{
		if (c->number == number)
			return c;
	}
	return NULL;
}

/* A checkpoint noted elsewhere must be one of the database's. */
static bool is_kept(const struct checkpoint_row *noted, const checkpoint_rows *rows,
		    const struct audit_start *start, const unsigned char *public_key,
		    struct audit_report *report)
{
	const struct checkpoint_row *kept = numbered(rows, noted->number);
	if (!is_signed(noted, public_key))
		return true; /* not this unit's: says nothing of it */
	if (noted->number < start->checkpoint && noted->seq <= start->seq && noted->at <= start->at)
		return true; /* went at its age */
	if (kept && kept->seq == noted->seq && memcmp(kept->head, noted->head, HASH_BYTES) == 0)
		return true;
	const struct checkpoint_row *before = numbered(rows, noted->number - 1);
	int64_t from = before && before->seq < noted->seq ? before->seq : 0;
	return audit_broken(report, from + 1,
			    "this record or one after it was removed or replaced: checkpoint "
			    "%" PRId64 ", noted elsewhere, is not in the database",
			    noted->number);
}

static enum rc noted_kept(struct slice noted, const checkpoint_rows *rows,
			  const struct audit_start *start, const unsigned char *public_key,
			  struct audit_report *report, struct err *e)
{
	struct slice line;
	struct checkpoint_row c;
	while (report->broken_seq == 0 && slice_cut(&noted, '\n', &line)) {
		if (slice_trim(line).n == 0)
			continue;
		if (!checkpoint_line_read(slice_trim(line), &c))
			return err_set(e, RC_INVALID,
				       "the file of checkpoints has a line that is none");
		(void)is_kept(&c, rows, start, public_key, report);
	}
	return RC_OK;
}

static bool look(void *context, const struct audit_row *row)
{
	return audit_walk_record(context, row);
}

/* The chain itself comes first: its break names the record, not only a range. */
static enum rc walk(struct db *db, const checkpoint_rows *rows, const struct audit_start *start,
		    struct audit_report *out, struct err *e)
{
	struct audit_walk w = {.report = out, .next = rows->first};
	audit_walk_begin(&w, start);
	enum rc rc = audit_rows_each(db, look, &w, e);
	if (rc == RC_OK)
		audit_walk_end(&w);
	return rc;
}

void audit_conclude(struct audit_report *out, const struct audit_report *signatures)
{
	int64_t seq = signatures->broken_seq;
	out->checkpoints = signatures->checkpoints;
	if (seq && (out->broken_seq == 0 || seq < out->broken_seq))
		(void)audit_broken(out, seq, "%s", signatures->reason);
	if (out->broken_seq && out->proved >= out->broken_seq)
		out->proved = out->broken_seq - 1;
}

enum rc audit_prove(struct db *db, const unsigned char public_key[SIGN_PUBLIC_BYTES],
		    struct slice noted, struct audit_report *out, struct err *e)
{
	struct audit_report signatures = {0};
	struct audit_start start = {0};
	checkpoint_rows rows = {0};
	struct arena *a = arena_new(CHECKPOINTS_MEMORY);
	*out = (struct audit_report){0};
	enum rc rc = a ? checkpoint_rows_read(db, a, &rows, e)
		       : err_set(e, RC_NOMEM, "no memory to verify the audit trail");
	if (rc == RC_OK)
		rc = audit_start_read(db, &start, e);
	if (rc == RC_OK)
		rc = walk(db, &rows, &start, out, e);
	if (rc == RC_OK && audit_start_holds(&start, public_key, &signatures) &&
	    checkpoints_signed(&rows, &start, public_key, &signatures))
		rc = noted_kept(noted, &rows, &start, public_key, &signatures, e);
	audit_conclude(out, &signatures);
	arena_free(a);
	return rc;
}
