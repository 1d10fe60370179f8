/* SPDX-License-Identifier: Apache-2.0 */
#include "store/content.h"

#include "base/arena.h"
#include "store/rule.h"
#include "store/watchlist.h"

#include <string.h>

#define ENTRY_MEMORY ((size_t)64 << 20)

/* ---- counting ---- */

/* In the order in which they are printed. */
static const struct {
	const char *kind, *sql;
} counted[CONTENT_KINDS] = {
	{"messages", "SELECT count(*) FROM message WHERE state = 'stored'"},
	{"messages quarantined", "SELECT count(*) FROM message WHERE state = 'quarantined'"},
	{"messages marked as tests", "SELECT count(*) FROM message WHERE state = 'test'"},
	{"findings", "SELECT count(*) FROM finding"},
	{"flights", "SELECT count(*) FROM flight"},
	{"bookings", "SELECT count(*) FROM booking"},
	{"travellers", "SELECT count(*) FROM traveller"},
	{"documents", "SELECT count(*) FROM document"},
	{"travellers masked", "SELECT count(*) FROM traveller WHERE masked_at IS NOT NULL"},
	{"sealed records", "SELECT count(*) FROM sealed"},
	{"watchlists", "SELECT count(*) FROM watchlist WHERE id NOT IN (SELECT id FROM rule)"},
	{"list entries", "SELECT count(*) FROM entry WHERE removed_version IS NULL AND "
			 "list_id NOT IN (SELECT id FROM rule)"},
	{"rules in force", "SELECT count(*) FROM rule_version WHERE state = 'active'"},
	{"hits open", "SELECT count(*) FROM hit WHERE state = 'open'"},
	{"hits decided", "SELECT count(*) FROM hit WHERE state = 'decided'"},
	{"hits withdrawn", "SELECT count(*) FROM hit WHERE state = 'withdrawn'"},
	{"accounts", "SELECT count(*) FROM account"},
	{"audit records", "SELECT count(*) FROM audit"},
};

static enum rc count_all(struct db *db, struct content *out, struct err *e)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < CONTENT_KINDS; i++) {
		struct query *q = db_query(db, counted[i].sql);
		rc = db_step(q, e);
		if (rc == RC_OK) {
			out->kinds[i].kind = counted[i].kind;
			out->kinds[i].count = db_i64(q, 0);
		}
		db_reset(q);
	}
	return rc;
}

/* ---- the digest ---- */

/* What is true, by natural keys. Withdrawn hits are history: whether there was one
 * depends on what came first. So does which of two messages was told that its
 * control references were used before; that parts of a list had not come yet when one
 * of them did; and where in its input a message stood. */
static const char *const truths[] = {
	"SELECT content_hash, state FROM message WHERE masked_at IS NULL ORDER BY content_hash",
	"SELECT m.content_hash, f.severity, f.code, f.segment FROM finding f "
	"JOIN message m ON m.id = f.message_id "
	"WHERE m.masked_at IS NULL AND f.code NOT IN ('control-reference-reused', 'part-missing') "
	"ORDER BY m.content_hash, f.severity, f.code, f.segment",
	"SELECT natural_key, content_hash FROM flight ORDER BY natural_key",
	"SELECT f.natural_key, l.ordinal, l.origin, l.destination, l.departs, l.arrives FROM leg l "
	"JOIN flight f ON f.id = l.flight_id ORDER BY f.natural_key, l.ordinal",
	"SELECT f.natural_key, b.natural_key, b.content_hash FROM booking b "
	"JOIN flight f ON f.id = b.flight_id WHERE b.masked_at IS NULL "
	"ORDER BY f.natural_key, b.natural_key",
	"SELECT f.natural_key, t.api_key, t.pnr_key, t.content_hash FROM traveller t "
	"JOIN flight f ON f.id = t.flight_id WHERE t.masked_at IS NULL "
	"ORDER BY f.natural_key, t.content_hash",
	"SELECT name, kind, source, severity, version, entries FROM watchlist ORDER BY name",
	"SELECT w.name, n.content_hash FROM entry n JOIN watchlist w ON w.id = n.list_id "
	"WHERE n.removed_version IS NULL ORDER BY w.name, n.content_hash",
	"SELECT f.natural_key, t.content_hash, w.name, h.reference, h.list_version, h.outcome, "
	"h.method, h.score, h.severity, h.state, h.explanation FROM hit h "
	"JOIN traveller t ON t.id = h.traveller_id JOIN flight f ON f.id = h.flight_id "
	"JOIN watchlist w ON w.id = h.list_id WHERE h.state <> 'withdrawn' "
	"AND t.masked_at IS NULL ORDER BY f.natural_key, t.content_hash, w.name, h.reference",
	"SELECT w.name, d.reference, d.entry_hash, d.outcome, d.reason FROM decision d "
	"JOIN watchlist w ON w.id = d.list_id ORDER BY w.name, d.reference, d.outcome, d.reason",
};

static void hash_row(struct hash_state *h, const struct query *q)
{
	int columns = db_columns(q);
	for (int i = 0; i < columns; i++) {
		hash_i64(h, db_is_null(q, i));
		hash_piece(h, db_text(q, i));
	}
}

static enum rc digest(struct db *db, unsigned char out[HASH_BYTES], struct err *e)
{
	struct hash_state h;
	hash_begin(&h, NULL);
	for (size_t i = 0; i < sizeof truths / sizeof *truths; i++) {
		struct query *q = db_query(db, truths[i]);
		enum rc rc;
		hash_i64(&h, (int64_t)i);
		while ((rc = db_step(q, e)) == RC_OK)
			hash_row(&h, q);
		db_reset(q);
		if (rc != RC_END)
			return rc;
	}
	hash_end(&h, out);
	return RC_OK;
}

enum rc content_read(struct db *db, struct content *out, struct err *e)
{
	*out = (struct content){0};
	enum rc rc = count_all(db, out, e);
	return rc == RC_OK ? digest(db, out->digest, e) : rc;
}

/* ---- contradictions ---- */

/* Each finds the ids of rows that can not be; what the engine's own check of
 * references sees is not repeated here. */
static const struct {
	const char *what, *sql;
} contradictions[] = {
	{"a flight says another number of messages than it has",
	 "SELECT f.id FROM flight f WHERE f.messages <> (SELECT count(*) FROM message m "
	 "WHERE m.flight_id = f.id AND m.state = 'stored') AND NOT EXISTS (SELECT 1 FROM message m "
	 "WHERE m.flight_id = f.id AND m.masked_at IS NOT NULL)"},
	{"a watchlist says another number of entries than it has",
	 "SELECT w.id FROM watchlist w WHERE w.entries <> (SELECT count(*) FROM entry n "
	 "WHERE n.list_id = w.id AND n.removed_version IS NULL)"},
	{"a hit is decided without a decision",
	 "SELECT id FROM hit WHERE state = 'decided' AND (decision_id IS NULL OR NOT EXISTS "
	 "(SELECT 1 FROM decision d WHERE d.id = hit.decision_id))"},
	{"a hit stands on another flight than its traveller",
	 "SELECT h.id FROM hit h JOIN traveller t ON t.id = h.traveller_id "
	 "WHERE h.flight_id <> t.flight_id"},
	{"a traveller has neither an API nor a PNR record",
	 "SELECT id FROM traveller WHERE api_key IS NULL AND pnr_key IS NULL AND masked_at IS NULL"},
	{"a masked traveller still has something that tells who it is (R-110)",
	 "SELECT id FROM traveller t WHERE masked_at IS NOT NULL AND coalesce(api_key, pnr_key, "
	 "family, given, middle, title, sex, birth_date, nationality, residence, locator, seat, "
	 "CAST(booking_id AS TEXT)) IS NOT NULL OR EXISTS "
	 "(SELECT 1 FROM document d WHERE d.traveller_id = t.id AND t.masked_at IS NOT NULL)"},
	{"a masked booking still has something that tells whose it is (R-110)",
	 "SELECT id FROM booking b WHERE masked_at IS NOT NULL AND (locator IS NOT NULL OR "
	 "party_size IS NOT NULL OR EXISTS (SELECT 1 FROM booking_contact c "
	 "WHERE c.booking_id = b.id) OR EXISTS (SELECT 1 FROM booking_payment p "
	 "WHERE p.booking_id = b.id))"},
	{"a masked message still has its text (R-110)",
	 "SELECT id FROM message WHERE masked_at IS NOT NULL AND length(body) > 0"},
	{"a sealed record belongs to nothing",
	 "SELECT id FROM sealed s WHERE (kind = 'traveller' AND NOT EXISTS (SELECT 1 FROM traveller t "
	 "WHERE t.id = s.object_id)) OR (kind = 'message' AND NOT EXISTS (SELECT 1 FROM message m "
	 "WHERE m.id = s.object_id))"},
	{"a message has another number of findings than it says",
	 "SELECT m.id FROM message m WHERE m.finding_count <> (SELECT count(*) FROM finding f "
	 "WHERE f.message_id = m.id)"},
};

typedef void wrong_fn(void *context, const char *what, int64_t id);

static enum rc find_contradictions(struct db *db, wrong_fn *wrong, void *context, struct err *e)
{
	for (size_t i = 0; i < sizeof contradictions / sizeof *contradictions; i++) {
		struct query *q = db_query(db, contradictions[i].sql);
		enum rc rc;
		while ((rc = db_step(q, e)) == RC_OK)
			wrong(context, contradictions[i].what, db_i64(q, 0));
		db_reset(q);
		if (rc != RC_END)
			return rc;
	}
	return RC_OK;
}

/* An entry whose content no longer has the hash under which it was published. */
static enum rc verify_entry(struct db *db, struct arena *a, int64_t id, wrong_fn *wrong,
			    void *context, struct err *e)
{
	struct list_entry entry = {0};
	unsigned char stored[HASH_BYTES];
	enum rc rc = entry_read(db, id, a, &entry, e);
	if (rc != RC_OK)
		return rc;
	memcpy(stored, entry.hash, sizeof stored);
	list_entry_seal(&entry);
	if (memcmp(stored, entry.hash, sizeof stored) != 0)
		wrong(context, "an entry of a watchlist was changed outside an import", id);
	return RC_OK;
}

static enum rc verify_entries(struct db *db, wrong_fn *wrong, void *context, struct err *e)
{
	struct arena *a = arena_new(ENTRY_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to check the watchlists");
	struct query *q = db_query(db, "SELECT id FROM entry WHERE list_id NOT IN "
				       "(SELECT id FROM rule) ORDER BY id");
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		arena_reset(a);
		rc = verify_entry(db, a, db_i64(q, 0), wrong, context, e);
		if (rc != RC_OK)
			break;
	}
	db_reset(q);
	arena_free(a);
	return rc == RC_END ? RC_OK : rc;
}

/* What a version of a rule says never changes. */
static enum rc verify_rule(struct db *db, struct arena *a, int64_t id, wrong_fn *wrong,
			   void *context, struct err *e)
{
	rule_version_views versions = {0};
	enum rc rc = rule_versions_read(db, id, a, &versions, e);
	LIST_EACH(const struct rule_version_view, v, &versions)
	{
		unsigned char hash[HASH_BYTES];
		bool whole = false;
		rule_version_hash(v, hash);
		if (rc == RC_OK)
			rc = rule_version_has_hash(db, v, hash, &whole, e);
		if (rc == RC_OK && !whole)
			wrong(context, "a version of a rule was changed", id);
	}
	return rc;
}

static enum rc verify_rules(struct db *db, wrong_fn *wrong, void *context, struct err *e)
{
	rule_views rules = {0};
	struct arena *a = arena_new(ENTRY_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to check the rules");
	enum rc rc = rule_views_read(db, a, &rules, e);
	LIST_EACH(const struct rule_view, r, &rules)
	{
		if (rc == RC_OK)
			rc = verify_rule(db, a, r->id, wrong, context, e);
	}
	arena_free(a);
	return rc;
}

enum rc content_verify(struct db *db, wrong_fn *wrong, void *context, struct err *e)
{
	enum rc rc = find_contradictions(db, wrong, context, e);
	if (rc == RC_OK)
		rc = verify_entries(db, wrong, context, e);
	return rc == RC_OK ? verify_rules(db, wrong, context, e) : rc;
}
