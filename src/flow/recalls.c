/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/recalls.h"

#include "flow/unit.h"
#include "protect/audit.h"
#include "store/disclosure.h"

#define IDS_MEMORY ((size_t)16 << 20)

void recalls_entry_mark(struct unit *u, struct slice reference, unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	hash_begin(&h, unit_key(u));
	hash_piece(&h, SLICE("entry of a disclosure"));
	hash_piece(&h, reference);
	hash_end(&h, out);
}

static enum rc recall_one(struct unit *u, struct db *db, const struct actor *who,
			  const struct recall *r, const struct disclosure_id *d, struct arena *a,
			  struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	int64_t now_at = unit_now(u);
	const struct recall_row row = {.id = d->id,
				       .by = who->account_id,
				       .at = now_at,
				       .due_at = now_at + RECALL_ACKNOWLEDGE_US,
				       .cause = r->cause,
				       .note = r->note};
	enum rc rc = package_delete(db, d->id, e);
	if (rc == RC_OK)
		rc = d->sent ? disclosure_set_recalled(db, &row, e)
			     : disclosure_set_dropped(db, d->id, e);
	return rc == RC_OK
		       ? audit_append_by(db, who,
					 d->sent ? "disclosure.recalled" : "disclosure.dropped",
					 audit_object(object, "disclosure", d->id),
					 arena_printf(a, "{\"cause\":\"%s\"}", r->cause), now_at, e)
		       : rc;
}

enum rc recalls_put(struct unit *u, struct db *db, const struct actor *who, const struct recall *r,
		    unsigned *count, struct err *e)
{
	unsigned char mark[HASH_BYTES] = {0};
	disclosure_ids tied = {0};
	unsigned sent = 0;
	struct arena *a = arena_new(IDS_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to call disclosures back");
	if (r->tie == TIE_ENTRY)
		recalls_entry_mark(u, r->reference, mark);
	enum rc rc = disclosures_tied(db, r->tie, r->id,
				      (struct slice){(const char *)mark, sizeof mark}, a, &tied, e);
	LIST_EACH(const struct disclosure_id, d, &tied)
	{
		if (rc == RC_OK)
			rc = recall_one(u, db, who, r, d, a, e);
		sent += d->sent;
	}
	arena_free(a);
	if (count)
		*count = sent;
	return rc;
}
