/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/audit_parts.h"
#include "store/checkpoint.h"

#include <inttypes.h>
#include <string.h>

#define FIRST_LINE "openpiu audit export 1"
#define EXPORT_MEMORY ((size_t)512 << 20)

/* ---- writing ---- */

/* A backslash stands before what would end a value; "\-" is a value that is absent. */
static void put_value(struct buf *out, struct slice s)
{
	buf_char(out, '\t');
	if (!s.p)
		buf_text(out, "\\-");
	for (size_t i = 0; s.p && i < s.n; i++) {
		char c = s.p[i];
		if (c == '\t' || c == '\n' || c == '\\')
			buf_char(out, '\\');
		buf_char(out, c == '\t' ? 't' : c == '\n' ? 'n' : c);
	}
}

static void put_hash(struct buf *out, struct slice hash)
{
	char hex[HEX_TEXT(AUDIT_HASH_BYTES)] = "";
	if (hash.n == AUDIT_HASH_BYTES)
		hex_write((const unsigned char *)hash.p, hash.n, hex);
	buf_char(out, '\t');
	buf_text(out, hex);
}

static bool put_record(void *context, const struct audit_row *row)
{
	struct buf *out = context;
	buf_printf(out, "record\t%" PRId64 "\t%" PRId64, row->seq, row->at);
	put_value(out, row->actor);
	put_value(out, row->role);
	put_value(out, row->act);
	put_value(out, row->object);
	put_value(out, row->purpose);
	put_value(out, row->detail);
	put_hash(out, row->previous_hash);
	put_hash(out, row->hash);
	buf_char(out, '\n');
	return !buf_failed(out);
}

enum rc audit_export(struct db *db, const unsigned char public_key[SIGN_PUBLIC_BYTES],
		     struct buf *out, struct err *e)
{
	char key[HEX_TEXT(SIGN_PUBLIC_BYTES)];
	checkpoint_rows rows = {0};
	struct audit_start start = {0};
	struct arena *a = arena_new(EXPORT_MEMORY);
	enum rc rc = a ? checkpoint_rows_read(db, a, &rows, e)
		       : err_set(e, RC_NOMEM, "no memory to write the audit trail");
	hex_write(public_key, SIGN_PUBLIC_BYTES, key);
	if (rc == RC_OK)
		rc = audit_start_read(db, &start, e);
	buf_printf(out, FIRST_LINE "\npublic-key\t%s\n", key);
	if (start.checkpoint)
		audit_start_write(&start, out);
	LIST_EACH(const struct checkpoint_row, c, &rows)
	{
		checkpoint_line_write(c, out);
	}
	if (rc == RC_OK)
		rc = audit_rows_each(db, put_record, out, e);
	buf_text(out, "end\n");
	arena_free(a);
	if (rc == RC_OK && buf_failed(out))
		rc = err_refuse(
			e, RC_LIMIT, "export-too-large", NULL,
			"the trail is too large to be sent at once: use 'piu audit export'");
	return rc;
}

/* ---- reading ---- */

bool audit_is_export(struct slice bytes)
{
	return slice_starts(bytes, FIRST_LINE "\n");
}

static bool take_value(struct slice *rest, struct arena *a, struct slice *out)
{
	struct slice part;
	if (!slice_cut(rest, '\t', &part))
		return false;
	*out = (struct slice){0};
	if (slice_is(part, "\\-"))
		return true;
	char *text = arena_alloc(a, part.n + 1);
	if (!text)
		return false;
	size_t n = 0;
	for (size_t i = 0; i < part.n; i++) {
		bool escaped = part.p[i] == '\\' && i + 1 < part.n;
		char c = escaped ? part.p[++i] : part.p[i];
		text[n++] = escaped && c == 't' ? '\t' : escaped && c == 'n' ? '\n' : c;
	}
	*out = (struct slice){text, n};
	return true;
}

static bool take_hash(struct slice *rest, struct arena *a, struct slice *out)
{
	struct slice part;
	unsigned char *hash = arena_alloc(a, AUDIT_HASH_BYTES);
	if (!hash || !slice_cut(rest, '\t', &part))
		return false;
	/* A hash that is none stays zero, and is found to be wrong. */
	(void)hex_read(part, hash, AUDIT_HASH_BYTES);
	*out = (struct slice){(const char *)hash, AUDIT_HASH_BYTES};
	return true;
}

static bool read_record(struct slice line, struct arena *a, struct audit_row *row)
{
	struct slice word;
	return slice_cut(&line, '\t', &word) && line_take_number(&line, &row->seq) &&
	       line_take_number(&line, &row->at) && take_value(&line, a, &row->actor) &&
	       take_value(&line, a, &row->role) && take_value(&line, a, &row->act) &&
	       take_value(&line, a, &row->object) && take_value(&line, a, &row->purpose) &&
	       take_value(&line, a, &row->detail) && take_hash(&line, a, &row->previous_hash) &&
	       take_hash(&line, a, &row->hash);
}

struct reading {
	struct arena *lasting, *line;
	checkpoint_rows checkpoints;
	struct audit_start start;
	struct audit_walk walk;
	bool walking, ended;
};

static enum rc bad_line(struct err *e)
{
	return err_refuse(e, RC_INVALID, "bad-export", NULL,
			  "this is not a whole export of an audit trail: a line can not be read");
}

static void begin_walk(struct reading *r)
{
	if (r->walking)
		return;
	r->walk.next = r->checkpoints.first;
	audit_walk_begin(&r->walk, &r->start);
	r->walking = true;
}

/* Checkpoints come before the records, so that the walk meets them. */
static enum rc read_line(struct reading *r, struct slice line, struct err *e)
{
	struct audit_row row = {0};
	struct checkpoint_row c;
	arena_reset(r->line);
	if (slice_is(line, "end")) {
		r->ended = true;
		return RC_OK;
	}
	if (slice_starts(line, "public-key\t"))
		return RC_OK; /* the verifier brings a key of his own */
	if (!r->walking && !r->checkpoints.first && audit_start_line_read(line, &r->start))
		return RC_OK;
	if (!r->walking && checkpoint_line_read(line, &c)) {
		struct checkpoint_row *kept =
			LIST_ADD(&r->checkpoints, r->lasting, struct checkpoint_row);
		if (!kept)
			return err_set(e, RC_NOMEM, "no memory to verify the export");
		c.next = NULL;
		*kept = c;
		return RC_OK;
	}
	if (!slice_starts(line, "record\t") || !read_record(line, r->line, &row))
		return bad_line(e);
	begin_walk(r);
	if (r->walk.report->broken_seq == 0)
		(void)audit_walk_record(&r->walk, &row);
	return RC_OK;
}

static enum rc read_lines(struct reading *r, struct slice bytes, struct err *e)
{
	struct slice line;
	enum rc rc = RC_OK;
	(void)slice_cut(&bytes, '\n', &line);
	while (rc == RC_OK && !r->ended && slice_cut(&bytes, '\n', &line))
		rc = read_line(r, line, e);
	if (rc == RC_OK && !r->ended)
		rc = bad_line(e);
	if (rc == RC_OK)
		begin_walk(r);
	return rc;
}

enum rc audit_export_verify(struct slice bytes, const unsigned char public_key[SIGN_PUBLIC_BYTES],
			    struct audit_report *out, struct err *e)
{
	struct audit_report signatures = {0};
	struct reading r = {.lasting = arena_new(EXPORT_MEMORY),
			    .line = arena_new(EXPORT_MEMORY),
			    .walk = {.report = out}};
	*out = (struct audit_report){0};
	enum rc rc = !audit_is_export(bytes) ? bad_line(e)
		     : r.lasting && r.line   ? read_lines(&r, bytes, e)
					   : err_set(e, RC_NOMEM, "no memory to verify the export");
	if (rc == RC_OK) {
		audit_walk_end(&r.walk);
		if (audit_start_holds(&r.start, public_key, &signatures))
			(void)checkpoints_signed(&r.checkpoints, &r.start, public_key, &signatures);
		audit_conclude(out, &signatures);
	}
	arena_free(r.lasting);
	arena_free(r.line);
	return rc;
}
