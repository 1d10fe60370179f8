/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/audit.h"

#include "base/crypto.h"
#include "protect/acts.h"
#include "protect/audit_parts.h"
#include "protect/protect.h"
#include "store/audit_rows.h"
#include "store/checkpoint.h"
#include "store/db.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DETAIL_MAX ((size_t)16 << 10) /* of what a task adds */

static_assert(AUDIT_HASH_BYTES == HASH_BYTES, "one kind of hash");

static struct slice or_empty(struct slice s)
{
	return s.p ? s : SLICE("");
}

static struct slice hash_slice(const unsigned char hash[HASH_BYTES])
{
	return (struct slice){(const char *)hash, HASH_BYTES};
}

/* BLAKE2b-256 over everything in the record and the hash before it (docs/audit.md). */
static void seal(const struct audit_row *row, const unsigned char previous[HASH_BYTES],
		 unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	hash_begin(&h, NULL);
	hash_piece(&h, hash_slice(previous));
	hash_i64(&h, row->seq);
	hash_i64(&h, row->at);
	hash_piece(&h, row->actor);
	hash_piece(&h, row->role);
	hash_piece(&h, row->act);
	hash_piece(&h, row->object);
	hash_i64(&h, row->purpose.p != NULL);
	hash_piece(&h, row->purpose);
	hash_piece(&h, row->detail);
	hash_end(&h, out);
}

enum rc audit_append(struct db *db, const struct audit_act *act, int64_t now_at, struct err *e)
{
	unsigned char previous[HASH_BYTES], hash[HASH_BYTES];
	int64_t last = 0;
	assert(db_in_transaction(db));
	assert(act_find(act->act)); /* protect/acts.c has every act */
	enum rc rc = audit_rows_last(db, &last, previous, e);
	if (rc != RC_OK)
		return rc;
	struct audit_row row = {
		.seq = last + 1,
		.at = now_at,
		.actor = or_empty(act->actor),
		.role = or_empty(act->role),
		.act = slice_of(act->act),
		.object = or_empty(act->object),
		.purpose = act->purpose,
		.detail = slice_present(act->detail) ? act->detail : SLICE("{}"),
	};
	seal(&row, previous, hash);
	row.previous_hash = hash_slice(previous);
	row.hash = hash_slice(hash);
	return audit_row_insert(db, &row, e);
}

/* The members of `detail`, and those of the task behind them. */
static void put_task(const struct task *t, struct slice detail, struct buf *out)
{
	struct buf members;
	struct json j;
	struct slice inner = slice_range(detail, 1, detail.n ? detail.n - 1 : 0);
	buf_init(&members, DETAIL_MAX);
	json_init(&j, &members);
	json_object(&j);
	json_put(&j, "case", t->case_reference);
	json_put(&j, "justification", t->justification);
	json_key(&j, "task");
	char id[24];
	snprintf(id, sizeof id, "%" PRId64, t->id);
	json_text(&j, slice_of(id));
	json_object_end(&j);
	struct slice more = buf_slice(&members);
	buf_printf(out, "{%.*s%s", SLICE_ARG(inner), inner.n ? "," : "");
	buf_add(out, slice_range(more, 1, more.n));
	buf_release(&members);
}

static struct slice purpose_text(const struct task *t, struct buf *out)
{
	buf_add(out, t->purpose);
	if (slice_present(t->offence))
		buf_printf(out, ": %.*s", SLICE_ARG(t->offence));
	return buf_slice(out);
}

enum rc audit_append_by(struct db *db, const struct actor *who, const char *act,
			struct slice object, struct slice detail, int64_t now_at, struct err *e)
{
	struct buf purpose, with_task;
	struct audit_act record = {
		.actor = who->login,
		.role = slice_of(actor_role_name(who->role)),
		.act = act,
		.object = object,
		.purpose = protect_purpose(who->role),
		.detail = detail,
	};
	if (!who->task.id)
		return audit_append(db, &record, now_at, e);
	buf_init(&purpose, DETAIL_MAX);
	buf_init(&with_task, DETAIL_MAX + detail.n);
	put_task(&who->task, detail, &with_task);
	record.purpose = purpose_text(&who->task, &purpose);
	record.detail = buf_slice(&with_task);
	enum rc rc = buf_failed(&purpose) || buf_failed(&with_task)
			     ? err_set(e, RC_NOMEM, "no memory for an audit record")
			     : audit_append(db, &record, now_at, e);
	buf_release(&purpose);
	buf_release(&with_task);
	return rc;
}

struct slice audit_object(char out[AUDIT_OBJECT_TEXT], const char *kind, int64_t id)
{
	int n = snprintf(out, AUDIT_OBJECT_TEXT, "%s:%" PRId64, kind, id);
	assert(n > 0 && n < AUDIT_OBJECT_TEXT);
	return (struct slice){out, (size_t)n};
}

bool audit_broken(struct audit_report *r, int64_t seq, const char *fmt, ...)
{
	va_list args;
	r->broken_seq = seq;
	va_start(args, fmt);
	vsnprintf(r->reason, sizeof r->reason, fmt, args);
	va_end(args);
	return false;
}

static bool follows(struct audit_report *r, const struct audit_row *row)
{
	unsigned char hash[HASH_BYTES];
	if (row->seq != r->records + 1)
		return audit_broken(r, r->records + 1, "this record is missing");
	if (!slice_eq(row->previous_hash, hash_slice(r->head)))
		return audit_broken(r, row->seq,
				    "this record does not follow the one before it: one of the "
				    "two was put in, moved or replaced");
	seal(row, r->head, hash);
	if (!slice_eq(row->hash, hash_slice(hash)))
		return audit_broken(r, row->seq,
				    "this record is not as it was written: it was changed");
	r->records = row->seq;
	memcpy(r->head, hash, sizeof r->head);
	return true;
}

/* A good chain with another hash than was signed: something since the checkpoint before was
 * written anew. The first record that nothing vouches for is named. */
static bool meets(struct audit_walk *w)
{
	struct audit_report *r = w->report;
	while (w->next && w->next->seq == r->records) {
		if (memcmp(w->next->head, r->head, sizeof r->head) != 0) {
			int64_t last = r->records;
			r->records = w->proved;
			return audit_broken(r, w->proved + 1,
					    "this record or one after it was replaced: record "
					    "%" PRId64 " is not the one of checkpoint %" PRId64,
					    last, w->next->number);
		}
		w->proved = r->proved = r->records;
		w->next = w->next->next;
	}
	return true;
}

void audit_walk_begin(struct audit_walk *w, const struct audit_start *start)
{
	struct audit_report *r = w->report;
	r->records = r->gone = start->seq;
	memcpy(r->head, start->head, sizeof r->head);
	if (start->checkpoint)
		(void)meets(w);
}

bool audit_walk_record(struct audit_walk *w, const struct audit_row *row)
{
	return follows(w->report, row) && meets(w);
}

void audit_walk_end(struct audit_walk *w)
{
	struct audit_report *r = w->report;
	if (w->next && r->broken_seq == 0)
		audit_broken(r, r->records + 1,
			     "this record is missing: checkpoint %" PRId64
			     " covers records up to %" PRId64,
			     w->next->number, w->next->seq);
}

static bool look(void *context, const struct audit_row *row)
{
	return audit_walk_record(context, row);
}

enum rc audit_verify(struct db *db, struct audit_report *out, struct err *e)
{
	struct audit_walk w = {.report = out};
	struct audit_start start;
	*out = (struct audit_report){0};
	enum rc rc = audit_start_read(db, &start, e);
	if (rc != RC_OK)
		return rc;
	audit_walk_begin(&w, &start);
	return audit_rows_each(db, look, &w, e);
}
