/* SPDX-License-Identifier: Apache-2.0
 *
 * Records leave the trail at their age, and what is left is still proved: it
 * begins at a checkpoint that is signed anew as its start.
 */
#include "protect/audit_parts.h"
#include "store/checkpoint.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define START_TEXT 240
#define ONE_DAY_US INT64_C(86400000000)

static struct slice start_text(const struct audit_start *s, char out[START_TEXT])
{
	char head[HEX_TEXT(HASH_BYTES)];
	hex_write(s->head, HASH_BYTES, head);
	int n = snprintf(out, START_TEXT,
			 "openpiu audit start 1\ncheckpoint %" PRId64 "\nrecord %" PRId64
			 "\nat %" PRId64 "\nhead %s\nbegun %" PRId64 "\n",
			 s->checkpoint, s->seq, s->at, head, s->begun_at);
	assert(n > 0 && n < START_TEXT);
	return (struct slice){out, (size_t)n};
}

bool audit_start_holds(const struct audit_start *start, const unsigned char *public_key,
		       struct audit_report *report)
{
	char text[START_TEXT];
	if (!start->checkpoint)
		return true;
	if (!sign_verify(start_text(start, text), start->signature, public_key))
		return audit_broken(report, 1,
				    "the records up to %" PRId64 " are missing: the start of the "
				    "trail behind them is not signed by this unit's key",
				    start->seq);
	if (start->begun_at - start->at < AUDIT_KEPT_US)
		return audit_broken(report, 1,
				    "the records up to %" PRId64 " were taken out before they were "
				    "five years old: R-150",
				    start->seq);
	return true;
}

/* ---- as a line ---- */

void audit_start_write(const struct audit_start *start, struct buf *out)
{
	char head[HEX_TEXT(HASH_BYTES)], signature[HEX_TEXT(SIGNATURE_BYTES)];
	hex_write(start->head, HASH_BYTES, head);
	hex_write(start->signature, SIGNATURE_BYTES, signature);
	buf_printf(out, "start\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%s\t%s\n",
		   start->checkpoint, start->seq, start->at, start->begun_at, head, signature);
}

bool line_take_number(struct slice *rest, int64_t *out)
{
	struct slice part;
	uint64_t number;
	if (!slice_cut(rest, '\t', &part) || !slice_u64(part, &number) || number > INT64_MAX)
		return false;
	*out = (int64_t)number;
	return true;
}

bool audit_start_line_read(struct slice line, struct audit_start *out)
{
	struct slice word, head;
	struct audit_start s = {0};
	bool good = slice_cut(&line, '\t', &word) && slice_is(word, "start") &&
		    line_take_number(&line, &s.checkpoint) && line_take_number(&line, &s.seq) &&
		    line_take_number(&line, &s.at) && line_take_number(&line, &s.begun_at) &&
		    slice_cut(&line, '\t', &head) && hex_read(head, s.head, HASH_BYTES) &&
		    hex_read(line, s.signature, SIGNATURE_BYTES);
	if (good)
		*out = s;
	return good;
}

/* ---- trimming ---- */

static enum rc record(struct db *db, const struct audit_start *start, int64_t now_at, struct err *e)
{
	char detail[160];
	struct actor system = actor_system();
	int n = snprintf(detail, sizeof detail,
			 "{\"rule\":\"R-150\",\"records_up_to\":%" PRId64 ",\"checkpoint\":%" PRId64
			 "}",
			 start->seq, start->checkpoint);
	return audit_append_by(db, &system, "audit.trimmed", SLICE("audit"),
			       (struct slice){detail, (size_t)n}, now_at, e);
}

enum rc audit_trim(struct db *db, const unsigned char secret_key[SIGN_SECRET_BYTES],
		   int64_t until_at, int64_t now_at, struct audit_start *out, struct err *e)
{
	char text[START_TEXT];
	struct checkpoint_row aged;
	struct audit_start before;
	*out = (struct audit_start){0};
	enum rc rc = checkpoint_row_until(db, until_at, &aged, e);
	if (rc == RC_OK)
		rc = audit_start_read(db, &before, e);
	if (rc != RC_OK || aged.number == 0 || aged.number <= before.checkpoint ||
	    now_at - aged.at < AUDIT_KEPT_US ||
	    (before.checkpoint && aged.at - before.at < ONE_DAY_US))
		return rc;
	*out = (struct audit_start){
		.checkpoint = aged.number, .seq = aged.seq, .at = aged.at, .begun_at = now_at};
	memcpy(out->head, aged.head, sizeof out->head);
	sign_text(start_text(out, text), secret_key, out->signature);
	rc = record(db, out, now_at, e); /* first: the chain goes on from the newest record */
	return rc == RC_OK ? audit_start_put(db, out, e) : rc;
}
