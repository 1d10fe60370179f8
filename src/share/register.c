/* SPDX-License-Identifier: Apache-2.0
 *
 * The documentation of requests, disclosures and transfers: who asked, what was
 * decided, what went to whom; never whom it was about.
 */
#include "share/parts.h"

#define REGISTER_MAX 100000
#define SEEN_MEMORY 4096

static enum rc read_all(struct unit *u, struct arena *a, struct share_register *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = requests_read(db, (struct slice){0}, false, REGISTER_MAX, a, &out->requests,
				   e);
	if (rc == RC_OK)
		rc = disclosures_read(db, (struct slice){0}, REGISTER_MAX, a, &out->disclosures, e);
	if (rc == RC_OK)
		rc = third_countries_read(db, REGISTER_MAX, a, &out->third_countries, e);
	store_done(unit_store(u), db);
	LIST_EACH(struct request_view, r, &out->requests)
	{
		r->family = r->given = r->birth_date = r->document_number = r->flight =
			(struct slice){0};
		r->grounds = SLICE("-");
		r->circumstances = r->evidence = (struct slice){0};
	}
	return rc;
}

static enum rc read_register(struct unit *u, const struct actor *who, const char *act,
			     struct arena *a, struct share_register *out, struct err *e)
{
	*out = (struct share_register){.now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, act, "register", 0, e);
	return rc == RC_OK ? read_all(u, a, out, e) : rc;
}

enum rc share_register_read(struct unit *u, const struct actor *who, struct arena *a,
			    struct share_register *out, struct err *e)
{
	return read_register(u, who, "register.read", a, out, e);
}

/* ---- CSV (RFC 4180) ---- */

/* A text that a spreadsheet would take for a formula is marked as text. */
static void put_cell(struct buf *out, struct slice text, bool last)
{
	buf_char(out, '"');
	if (text.n && slice_find(SLICE("=+-@\t\r"), text.p[0], 0) != SIZE_MAX)
		buf_char(out, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.p[i]);
	}
	buf_text(out, last ? "\"\r\n" : "\",");
}

static void put_line(struct buf *out, const struct slice *cells, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		put_cell(out, cells[i], i + 1 == count);
}

#define CELLS 11
#define PUT(out, ...) put_line((out), (const struct slice[CELLS]){__VA_ARGS__}, CELLS)

static struct slice at_of(int64_t at, char text[INSTANT_TEXT])
{
	if (!at)
		return (struct slice){0};
	instant_write(at, text);
	return slice_of(text);
}

static void put_requests(struct buf *out, const struct share_register *g)
{
	LIST_EACH(const struct request_view, r, &g->requests)
	{
		char filed[INSTANT_TEXT], done[INSTANT_TEXT];
		PUT(out, SLICE("request"), r->number, at_of(r->filed_at, filed), r->authority,
		    r->officer, r->offence, r->case_reference, r->state, r->approval,
		    at_of(r->answered_at, done), r->cut);
	}
}

static void put_disclosures(struct buf *out, const struct share_register *g)
{
	LIST_EACH(const struct disclosure_view, v, &g->disclosures)
	{
		char sent[INSTANT_TEXT], recalled[INSTANT_TEXT];
		PUT(out, SLICE("disclosure"), v->number, at_of(v->sent_at, sent), v->authority,
		    v->officer, v->offence, v->case_reference, v->state, v->transfer_state,
		    at_of(v->recalled_at, recalled), v->content_hash);
	}
}

static void put_transfers(struct buf *out, const struct share_register *g)
{
	LIST_EACH(const struct third_country_view, t, &g->third_countries)
	{
		char at[INSTANT_TEXT], seen[INSTANT_TEXT];
		PUT(out, SLICE("third-country"), t->number, at_of(t->at, at), t->authority, t->by,
		    (struct slice){0}, (struct slice){0}, t->result, t->country,
		    at_of(t->seen_at, seen), t->checklist_json);
	}
}

enum rc share_register_export(struct unit *u, const struct actor *who, struct arena *a,
			      struct buf *out, struct err *e)
{
	struct share_register g;
	enum rc rc = read_register(u, who, "register.exported", a, &g, e);
	if (rc != RC_OK)
		return rc;
	buf_text(out, "kind,number,at,authority,person,offence,case,state,country_or_review,"
		      "done_at,detail\r\n");
	put_requests(out, &g);
	put_disclosures(out, &g);
	put_transfers(out, &g);
	return buf_failed(out) ? err_set(e, RC_LIMIT, "the register is too large for one file")
			       : RC_OK;
}

/* ---- third countries (R-133) ---- */

enum rc share_transfer_seen(struct unit *u, const struct actor *who, int64_t id, struct slice note,
			    struct err *e)
{
	struct share_work w = {.u = u, .who = who, .a = NULL};
	enum rc rc = protect_require(who, MAY_RIGHTS_MANAGE, e);
	if (rc == RC_OK)
		rc = masked_check_reason(note, "R-133", e);
	if (rc == RC_OK)
		w.a = arena_new(SEEN_MEMORY);
	if (rc == RC_OK && !w.a)
		rc = err_set(e, RC_NOMEM, "no memory for a notice");
	if (rc == RC_OK)
		rc = share_begin(&w, e);
	if (rc == RC_OK) {
		rc = third_country_seen(w.db, id, who->account_id, slice_trim(note), w.now_at, e);
		if (rc == RC_OK)
			rc = share_record(&w, "transfer.seen", "third-country", id,
					  (struct slice){0}, e);
		rc = share_end(&w, rc, e);
	}
	arena_free(w.a);
	return rc;
}
