/* SPDX-License-Identifier: Apache-2.0 */
#include "store/oversight.h"

/* What is counted, in the order of the pack; $1 is now. */
static const struct {
	const char *part, *name, *sql;
} counts[] = {
	{"Transfers", "messages stored",
	 "SELECT count(*) FROM message WHERE state = 'stored' AND $1 > 0"},
	{"Transfers", "messages in quarantine, sealed",
	 "SELECT count(*) FROM message WHERE state = 'quarantined' AND $1 > 0"},
	{"Transfers", "carriers with a key in force",
	 "SELECT count(DISTINCT carrier) FROM carrier_key WHERE revoked_at IS NULL AND $1 > 0"},
	{"Transfers", "flights", "SELECT count(*) FROM flight WHERE $1 > 0"},
	{"Transfers", "travellers held", "SELECT count(*) FROM traveller WHERE $1 > 0"},
	{"Minimisation", "messages of which something was erased before storing",
	 "SELECT count(*) FROM message WHERE removed <> '[]' AND $1 > 0"},
	{"Comparison with lists", "watchlists",
	 "SELECT count(*) FROM watchlist WHERE "
	 "id NOT IN (SELECT id FROM rule) AND $1 > 0"},
	{"Comparison with lists", "watchlists not updated for 30 days",
	 "SELECT count(*) FROM watchlist WHERE id NOT IN (SELECT id FROM rule) AND updated_at < $1 - 2592000000000"},
	{"Comparison with lists", "entries in force",
	 "SELECT count(*) FROM entry WHERE removed_version IS NULL AND "
	 "list_id NOT IN (SELECT id FROM rule) AND $1 > 0"},
	{"Comparison with criteria", "rules in force (R-050)",
	 "SELECT count(*) FROM rule_version WHERE state = 'active' AND $1 > 0"},
	{"Human review", "hits open", "SELECT count(*) FROM hit WHERE state = 'open' AND $1 > 0"},
	{"Human review", "decisions: confirmed",
	 "SELECT count(*) FROM decision WHERE outcome = 'confirmed' AND $1 > 0"},
	{"Human review", "decisions: rejected",
	 "SELECT count(*) FROM decision WHERE outcome = 'rejected' AND $1 > 0"},
	{"Human review", "decisions: cannot be determined",
	 "SELECT count(*) FROM decision WHERE outcome = 'undetermined' AND $1 > 0"},
	{"Human review", "decisions with every criterion answered",
	 "SELECT count(DISTINCT decision_id) FROM decision_checklist WHERE $1 > 0"},
	{"Human review", "first opinions of two reviewers",
	 "SELECT count(*) FROM first_opinion WHERE $1 > 0"},
	{"Human review", "matches verified with the source through the national bureau",
	 "SELECT count(*) FROM bureau_check WHERE answer IS NOT NULL AND $1 > 0"},
	{"Individuals' rights", "requests received",
	 "SELECT count(*) FROM rights_request WHERE $1 > 0"},
	{"Individuals' rights", "requests decided",
	 "SELECT count(*) FROM rights_request WHERE state = 'decided' AND $1 > 0"},
	{"Individuals' rights", "requests overdue",
	 "SELECT count(*) FROM rights_request WHERE state <> 'decided' AND due_at < $1"},
	{"Individuals' rights", "redress identities in force",
	 "SELECT count(*) FROM redress WHERE ended_at IS NULL AND $1 > 0"},
	{"Individuals' rights", "notices after use: sent",
	 "SELECT count(*) FROM use_notice WHERE state = 'sent' AND $1 > 0"},
	{"Individuals' rights", "notices after use: waiting",
	 "SELECT count(*) FROM use_notice WHERE state = 'waiting' AND $1 > 0"},
	{"Oversight", "look-ups to ask about, not settled",
	 "SELECT count(*) FROM odd_lookup WHERE result IS NULL AND $1 > 0"},
	{"Oversight", "look-ups settled",
	 "SELECT count(*) FROM odd_lookup WHERE result IS NOT NULL AND $1 > 0"},
	{"Oversight", "samples of decisions drawn",
	 "SELECT count(*) FROM decision_sample WHERE $1 > 0"},
	{"Oversight", "sampled decisions with an objection",
	 "SELECT count(*) FROM decision_sample_item WHERE result = 'objection' AND $1 > 0"},
	{"People", "accounts in force",
	 "SELECT count(*) FROM account WHERE active <> 0 AND $1 > 0"},
	{"People", "failed attempts to sign in during the last 30 days",
	 "SELECT count(*) FROM audit WHERE act = 'session.refused' AND at > $1 - 2592000000000"},
};

static enum rc count_one(struct db *db, const char *sql, int64_t now_at, int64_t *out,
			 struct err *e)
{
	struct query *q = db_query(db, sql);
	db_bind_i64(q, 1, now_at);
	enum rc rc = db_step(q, e);
	*out = rc == RC_OK ? db_i64(q, 0) : 0;
	db_reset(q);
	return rc;
}

enum rc compliance_counts(struct db *db, int64_t now_at, struct arena *a, count_rows *out,
			  struct err *e)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < sizeof counts / sizeof *counts; i++) {
		struct count_row *row = LIST_ADD(out, a, struct count_row);
		if (!row)
			return err_set(e, RC_NOMEM, "no memory to count");
		row->part = counts[i].part;
		row->name = counts[i].name;
		rc = count_one(db, counts[i].sql, now_at, &row->amount, e);
	}
	return rc;
}
