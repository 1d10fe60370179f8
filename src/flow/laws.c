/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/laws.h"

#include "base/crypto.h"
#include "base/utf8.h"
#include "flow/law_parts.h"
#include "flow/retention.h"
#include "flow/unit_parts.h"
#include "protect/audit.h"
#include "protect/protect.h"
#include "store/profile.h"
#include "store/session.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>

#define LAW_MEMORY ((size_t)16 << 20)

struct law_in_force {
	struct arena *arena;
	struct law law;
	const struct minimise_profile *minimise;
	struct retention_ages ages;
	struct law_in_force *before; /* may still be in use: freed with the unit */
};

const struct law *unit_law(struct unit *u)
{
	return &law_holder_of(u)->law;
}

const struct minimise_profile *unit_minimise(struct unit *u)
{
	return law_holder_of(u)->minimise;
}

struct slice law_in_force_name(const struct law_in_force *l)
{
	return l->law.name;
}

const struct retention_ages *unit_ages(const struct unit *u)
{
	return &law_holder_of(u)->ages;
}

bool unit_may_approve_unmask(const struct unit *u, enum actor_role role)
{
	return law_may_approve(&law_holder_of(u)->law, LAW_UNMASK, role);
}

void law_in_force_free(struct law_in_force *l)
{
	while (l) {
		struct law_in_force *before = l->before;
		arena_free(l->arena);
		free(l);
		l = before;
	}
}

/* The first of the faults, as a failure. */
static enum rc refuse_faults(const law_faults *faults, struct err *e)
{
	const struct law_fault *f = faults->first;
	char line[24] = "";
	if (f->line)
		snprintf(line, sizeof line, "line %u: ", f->line);
	return err_refuse(e, RC_INVALID, "bad-profile", f->rule, "%s%.*s", line,
			  SLICE_ARG(f->text));
}

enum rc law_in_force_new(struct slice text, struct law_in_force **out, struct err *e)
{
	law_faults faults;
	struct law_in_force *l = calloc(1, sizeof *l);
	if (l)
		l->arena = arena_new(LAW_MEMORY);
	if (!l || !l->arena) {
		free(l);
		return err_set(e, RC_NOMEM, "no memory for the legal profile");
	}
	enum rc rc = law_read(text, l->arena, &l->law, &faults, e);
	if (rc == RC_OK && faults.first)
		rc = refuse_faults(&faults, e);
	if (rc == RC_OK) {
		l->minimise = law_minimise(&l->law, l->arena);
		l->ages = (struct retention_ages){.mask_months = l->law.mask_months,
						  .delete_months = l->law.delete_months,
						  .results_months = l->law.results_months,
						  .delete_unlinked_months =
							  l->law.delete_unlinked_months};
		if (!l->minimise)
			rc = err_set(e, RC_NOMEM, "no memory for the legal profile");
	}
	if (rc != RC_OK) {
		law_in_force_free(l);
		return rc;
	}
	*out = l;
	return RC_OK;
}

/* ---- rows ---- */

static struct slice hash_of(struct slice text, unsigned char hash[HASH_BYTES])
{
	hash_bytes(text, NULL, hash);
	return (struct slice){(const char *)hash, HASH_BYTES};
}

enum rc law_put_first(struct db *db, struct slice name, struct slice text, int64_t now_at,
		      struct err *e)
{
	unsigned char hash[HASH_BYTES];
	const struct profile_row row = {.version = 1,
					.state = SLICE("in-force"),
					.name = name,
					.content = text,
					.content_hash = hash_of(text, hash),
					.reason = SLICE("the unit was made with it"),
					.proposed_at = now_at,
					.decision_reason = SLICE("the unit was made with it"),
					.decided_at = now_at};
	return profile_row_insert(db, &row, e);
}

enum rc law_read_in_force(struct db *db, struct arena *a, struct slice *text, struct err *e)
{
	struct profile_row row = {0};
	enum rc rc = profile_row_in_force(db, a, &row, e);
	*text = row.content;
	return rc;
}

static void show(const struct profile_row *row, struct profile_view *v)
{
	struct profile_view *next = v->next;
	*v = (struct profile_view){.version = row->version,
				   .state = row->state,
				   .name = row->name,
				   .reason = row->reason,
				   .proposed_by = row->proposed_by_name,
				   .proposed_at = row->proposed_at,
				   .decided_by = row->decided_by_name,
				   .decision_reason = row->decision_reason,
				   .decided_at = row->decided_at,
				   .next = next};
}

enum rc laws_read(struct unit *u, const struct actor *who, struct arena *a, profile_views *out,
		  struct err *e)
{
	profile_rows rows = {0};
	struct db *db = NULL;
	enum rc rc = protect_require(who, MAY_PROFILE_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = profile_rows_read(db, a, &rows, e);
	store_done(unit_store(u), db);
	LIST_EACH(const struct profile_row, row, &rows)
	{
		struct profile_view *v = LIST_ADD(out, a, struct profile_view);
		if (!v)
			return err_set(e, RC_NOMEM, "no memory for the versions of the profile");
		show(row, v);
	}
	return rc;
}

enum rc law_show(struct unit *u, const struct actor *who, int64_t version, struct arena *a,
		 struct profile_view *out, struct err *e)
{
	struct profile_row row = {0};
	struct db *db = NULL;
	*out = (struct profile_view){0};
	enum rc rc = protect_require(who, MAY_PROFILE_READ, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = profile_row_find(db, version, a, &row, e);
	store_done(unit_store(u), db);
	if (rc != RC_OK)
		return rc;
	show(&row, out);
	out->content = row.content;
	return RC_OK;
}

/* ---- proposing ---- */

static enum rc check_reason(struct slice reason, struct err *e)
{
	if (utf8_visible(reason) >= LAW_REASON_MIN && reason.n <= LAW_REASON_MAX &&
	    utf8_valid(reason))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "reason-too-short", "R-004",
			  "say why, in at least %d characters and at most %d bytes", LAW_REASON_MIN,
			  LAW_REASON_MAX);
}

static enum rc audit_law(struct unit *u, struct db *db, const struct actor *who, const char *act,
			 const struct profile_row *row, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT], hex[HEX_TEXT(HASH_BYTES)], detail[128];
	hex_write((const unsigned char *)row->content_hash.p, HASH_BYTES, hex);
	int n = snprintf(detail, sizeof detail, "{\"hash\":\"%s\"}", hex);
	return audit_append_by(db, who, act, audit_object(object, "profile", row->version),
			       (struct slice){detail, (size_t)n}, unit_now(u), e);
}

static enum rc insert_proposal(struct unit *u, struct db *db, const struct actor *who,
			       struct profile_row *row, struct err *e)
{
	int64_t last = 0;
	enum rc rc = profile_row_last(db, &last, e);
	row->version = last + 1;
	if (rc == RC_OK)
		rc = profile_row_insert(db, row, e);
	return rc == RC_OK ? audit_law(u, db, who, "profile.proposed", row, e) : rc;
}

enum rc law_propose(struct unit *u, const struct actor *who, struct slice text, struct slice reason,
		    struct arena *a, law_faults *faults, int64_t *version, struct err *e)
{
	struct law law;
	unsigned char hash[HASH_BYTES];
	struct db *db = NULL;
	*faults = (law_faults){0};
	enum rc rc = protect_require(who, MAY_PROFILE_PROPOSE, e);
	if (rc == RC_OK)
		rc = check_reason(reason, e);
	if (rc == RC_OK)
		rc = law_read(text, a, &law, faults, e);
	if (rc == RC_OK && faults->first)
		rc = refuse_faults(faults, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	struct profile_row row = {.state = SLICE("proposed"),
				  .name = law.name,
				  .content = text,
				  .content_hash = hash_of(text, hash),
				  .reason = slice_trim(reason),
				  .proposed_by = who->account_id,
				  .proposed_at = unit_now(u)};
	rc = store_end(unit_store(u), insert_proposal(u, db, who, &row, e), e);
	*version = row.version;
	return rc;
}

/* ---- deciding ---- */

static enum rc check_decidable(const struct profile_row *row, const struct actor *who,
			       struct err *e)
{
	if (!slice_is(row->state, "proposed"))
		return err_refuse(e, RC_CONFLICT, "profile-decided", NULL,
				  "this version has been decided");
	if (row->proposed_by == who->account_id)
		return err_refuse(e, RC_DENIED, "own-proposal", "R-172",
				  "nobody approves what he or she proposed");
	return RC_OK;
}

static enum rc write_decision(struct unit *u, struct db *db, const struct actor *who,
			      struct profile_row *row, bool approve, struct err *e)
{
	enum rc rc = approve ? profile_row_replace(db, e) : RC_OK;
	row->state = approve ? SLICE("in-force") : SLICE("refused");
	if (rc == RC_OK)
		rc = profile_row_decide(db, row, e);
	if (rc == RC_OK && approve)
		rc = session_rows_end_tasks(db, e);
	return rc == RC_OK ? audit_law(u, db, who, approve ? "profile.approved" : "profile.refused",
				       row, e)
			   : rc;
}

static enum rc decide(struct unit *u, struct db *db, struct arena *a, const struct actor *who,
		      int64_t version, bool approve, struct slice reason,
		      struct law_in_force **next, struct err *e)
{
	struct profile_row row = {0};
	enum rc rc = profile_row_find(db, version, a, &row, e);
	if (rc == RC_OK)
		rc = check_decidable(&row, who, e);
	if (rc == RC_OK && approve)
		rc = law_in_force_new(row.content, next, e);
	row.decided_by = who->account_id;
	row.decision_reason = slice_trim(reason);
	row.decided_at = unit_now(u);
	return rc == RC_OK ? write_decision(u, db, who, &row, approve, e) : rc;
}

enum rc law_decide(struct unit *u, const struct actor *who, int64_t version, bool approve,
		   struct slice reason, struct err *e)
{
	struct law_in_force *next = NULL;
	struct db *db = NULL;
	enum rc rc = protect_require(who, MAY_PROFILE_APPROVE, e);
	if (rc == RC_OK)
		rc = check_reason(reason, e);
	struct arena *a = rc == RC_OK ? arena_new(LAW_MEMORY) : NULL;
	if (rc == RC_OK && !a)
		return err_set(e, RC_NOMEM, "no memory for the legal profile");
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = store_end(unit_store(u),
			       decide(u, db, a, who, version, approve, reason, &next, e), e);
	arena_free(a);
	if (rc == RC_OK && next)
		law_holder_put(u, next);
	else
		law_in_force_free(next);
	return rc;
}

void law_in_force_after(struct law_in_force *next, struct law_in_force *before)
{
	next->before = before;
}
