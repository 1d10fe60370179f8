/* SPDX-License-Identifier: Apache-2.0 */
#include "store/watchlist.h"

#include "store/columns.h"

#include <string.h>

#define LIST_COLUMNS "id, name, kind, source, severity, version, entries, updated_at, threshold"

static enum list_severity severity_of(struct slice s)
{
	return slice_is(s, "high") ? LIST_HIGH : slice_is(s, "medium") ? LIST_MEDIUM : LIST_LOW;
}

static void list_row(struct query *q, struct arena *a, struct watchlist *w)
{
	w->id = db_i64(q, 0);
	w->name = column_text(q, 1, a);
	w->kind = slice_is(db_text(q, 2), "documents") ? LIST_DOCUMENTS : LIST_PERSONS;
	w->source = column_text(q, 3, a);
	w->severity = severity_of(db_text(q, 4));
	w->version = db_i64(q, 5);
	w->entries = db_i64(q, 6);
	w->updated_at = db_i64(q, 7);
	w->threshold = db_i64(q, 8);
}

static enum rc read_lists(struct query *q, struct arena *a, watchlists *out, struct err *e)
{
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct watchlist *w = LIST_ADD(out, a, struct watchlist);
		if (!w)
			break;
		list_row(q, a, w);
	}
	return rows_end(q, rc, a, e);
}

enum rc watchlists_read(struct db *db, struct arena *a, watchlists *out, struct err *e)
{
	return read_lists(db_query(db, "SELECT " LIST_COLUMNS " FROM watchlist ORDER BY name"), a,
			  out, e);
}

enum rc watchlists_unmatched(struct db *db, struct arena *a, watchlists *out, struct err *e)
{
	return read_lists(
		db_query(db,
			 "SELECT " LIST_COLUMNS " FROM watchlist WHERE EXISTS (SELECT 1 FROM "
			 "sealed_subject) AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.name = "
			 "'sealed.matched.' || watchlist.id AND s.content = "
			 "watchlist.version || ' " WATCHLIST_MATCHED "') ORDER BY name"),
		a, out, e);
}

enum rc watchlist_find(struct db *db, struct slice name, struct arena *a, struct watchlist *out,
		       struct err *e)
{
	struct query *q = db_query(db, "SELECT " LIST_COLUMNS " FROM watchlist WHERE name = $1");
	db_bind_text(q, 1, name);
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		list_row(q, a, out);
	else if (rc == RC_END)
		rc = err_set(e, RC_NOT_FOUND, "there is no watchlist of that name");
	db_reset(q);
	return rc;
}

enum rc watchlist_put(struct db *db, const struct watchlist *w, struct err *e)
{
	struct query *q = db_query(
		db, "INSERT INTO watchlist (" LIST_COLUMNS ") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) "
		    "ON CONFLICT (id) DO UPDATE SET source = excluded.source, "
		    "severity = excluded.severity, version = excluded.version, "
		    "entries = excluded.entries, updated_at = excluded.updated_at, "
		    "threshold = excluded.threshold");
	db_bind_i64(q, 1, w->id);
	db_bind_text(q, 2, w->name);
	db_bind_text(q, 3, slice_of(list_kind_name(w->kind)));
	db_bind_text(q, 4, w->source);
	db_bind_text(q, 5, slice_of(list_severity_name(w->severity)));
	db_bind_i64(q, 6, w->version);
	db_bind_i64(q, 7, w->entries);
	db_bind_i64(q, 8, w->updated_at);
	db_bind_i64(q, 9, w->threshold);
	return db_run(q, e);
}

static enum rc read_names(struct db *db, int64_t id, struct arena *a, struct list_entry *entry,
			  struct err *e)
{
	struct query *q = db_query(db, "SELECT name, quality, original_script, family, given, "
				       "patronymic FROM entry_name "
				       "WHERE entry_id = $1 ORDER BY ordinal");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct list_name *n = LIST_ADD(&entry->names, a, struct list_name);
		if (!n)
			break;
		n->name = column_text(q, 0, a);
		n->quality = (enum name_quality)(int)db_i64(q, 1);
		n->original_script = db_i64(q, 2) != 0;
		n->family = column_text(q, 3, a);
		n->given = column_text(q, 4, a);
		n->patronymic = column_text(q, 5, a);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_birth_dates(struct db *db, int64_t id, struct arena *a,
				struct list_entry *entry, struct err *e)
{
	struct query *q = db_query(db,
				   "SELECT first_day, last_day, approximate FROM entry_birth_date "
				   "WHERE entry_id = $1 ORDER BY ordinal");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct list_birth_date *d =
			LIST_ADD(&entry->birth_dates, a, struct list_birth_date);
		if (!d)
			break;
		d->from = column_date(q, 0);
		d->to = column_date(q, 1);
		d->approximate = db_i64(q, 2) != 0;
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_documents(struct db *db, int64_t id, struct arena *a, struct list_entry *entry,
			      struct err *e)
{
	struct query *q = db_query(db, "SELECT type, document_number, issuer, status "
				       "FROM entry_document WHERE entry_id = $1 ORDER BY ordinal");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct list_document *d = LIST_ADD(&entry->documents, a, struct list_document);
		if (!d)
			break;
		d->type = column_text(q, 0, a);
		d->number = column_text(q, 1, a);
		d->issuer = column_text(q, 2, a);
		d->status = column_text(q, 3, a);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_values(struct db *db, int64_t id, struct arena *a, struct list_entry *entry,
			   struct err *e)
{
	struct query *q = db_query(db, "SELECT kind, content FROM entry_value WHERE entry_id = $1 "
				       "ORDER BY kind, ordinal");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		bool nationality = slice_is(db_text(q, 0), "nationality");
		struct list_value *v =
			nationality ? LIST_ADD(&entry->nationalities, a, struct list_value)
				    : LIST_ADD(&entry->places_of_birth, a, struct list_value);
		if (!v)
			break;
		v->value = column_text(q, 1, a);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_addresses(struct db *db, int64_t id, struct arena *a, struct list_entry *entry,
			      struct err *e)
{
	struct query *q = db_query(db, "SELECT content FROM entry_address WHERE entry_id = $1 "
				       "ORDER BY ordinal");
	db_bind_i64(q, 1, id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct list_value *v = LIST_ADD(&entry->addresses, a, struct list_value);
		if (!v)
			break;
		v->value = column_text(q, 0, a);
	}
	return rows_end(q, rc, a, e);
}

static enum rc read_children(struct db *db, int64_t id, struct arena *a, struct list_entry *entry,
			     struct err *e)
{
	enum rc rc = read_names(db, id, a, entry, e);
	if (rc == RC_OK)
		rc = read_birth_dates(db, id, a, entry, e);
	if (rc == RC_OK)
		rc = read_documents(db, id, a, entry, e);
	if (rc == RC_OK)
		rc = read_values(db, id, a, entry, e);
	return rc == RC_OK ? read_addresses(db, id, a, entry, e) : rc;
}

#define ENTRY_COLUMNS \
	"id, reference, content_hash, sex, measure, handling, reason, listed_on, expires, " \
	"valid_from"

static int64_t entry_row(struct query *q, struct arena *a, struct list_entry *entry)
{
	entry->id = column_text(q, 1, a);
	struct slice hash = db_text(q, 2);
	if (hash.n == sizeof entry->hash)
		memcpy(entry->hash, hash.p, sizeof entry->hash);
	entry->sex = column_text(q, 3, a);
	entry->measure = column_text(q, 4, a);
	entry->handling = column_text(q, 5, a);
	entry->reason = column_text(q, 6, a);
	entry->listed_on = column_date(q, 7);
	entry->expires = column_date(q, 8);
	entry->valid_from = column_date(q, 9);
	return db_i64(q, 0);
}

/* All live ones where `today` is absent. */
static enum rc read_entries(struct db *db, int64_t list_id, struct date today, struct arena *a,
			    list_entries *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " ENTRY_COLUMNS " FROM entry WHERE list_id = $1 AND "
				       "removed_version IS NULL AND "
				       "($2 IS NULL OR ((expires IS NULL OR expires >= $2) AND "
				       "(valid_from IS NULL OR valid_from <= $2))) "
				       "ORDER BY reference");
	db_bind_i64(q, 1, list_id);
	bind_date(q, 2, today);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct list_entry *entry = LIST_ADD(out, a, struct list_entry);
		if (!entry)
			break;
		rc = read_children(db, entry_row(q, a, entry), a, entry, e);
		if (rc != RC_OK)
			break;
	}
	return rows_end(q, rc, a, e);
}

enum rc entries_read(struct db *db, int64_t list_id, struct arena *a, list_entries *out,
		     struct err *e)
{
	return read_entries(db, list_id, (struct date){0}, a, out, e);
}

enum rc entries_read_valid(struct db *db, int64_t list_id, struct date today, struct arena *a,
			   list_entries *out, struct err *e)
{
	return read_entries(db, list_id, today, a, out, e);
}

static enum rc one_entry(struct db *db, struct query *q, struct arena *a, struct list_entry *out,
			 int64_t *entry_id, struct err *e)
{
	int64_t id = 0;
	enum rc rc = db_step(q, e);
	if (rc == RC_OK)
		id = entry_row(q, a, out);
	else if (rc == RC_END)
		rc = err_set(e, RC_NOT_FOUND, "the list has no such entry");
	db_reset(q);
	if (entry_id)
		*entry_id = id;
	return rc == RC_OK ? read_children(db, id, a, out, e) : rc;
}

enum rc entry_find(struct db *db, int64_t list_id, struct slice reference, struct arena *a,
		   struct list_entry *out, int64_t *entry_id, struct err *e)
{
	struct query *q = db_query(db, "SELECT " ENTRY_COLUMNS " FROM entry WHERE list_id = $1 AND "
				       "reference = $2 AND removed_version IS NULL");
	db_bind_i64(q, 1, list_id);
	db_bind_text(q, 2, reference);
	return one_entry(db, q, a, out, entry_id, e);
}

enum rc entry_read(struct db *db, int64_t entry_id, struct arena *a, struct list_entry *out,
		   struct err *e)
{
	struct query *q = db_query(db, "SELECT " ENTRY_COLUMNS " FROM entry WHERE id = $1");
	db_bind_i64(q, 1, entry_id);
	return one_entry(db, q, a, out, NULL, e);
}

static enum rc add_names(struct db *db, int64_t id, const struct list_entry *entry, struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct list_name, n, &entry->names)
	{
		struct query *q = db_query(db,
					   "INSERT INTO entry_name (entry_id, ordinal, name, "
					   "quality, original_script, family, given, patronymic) "
					   "VALUES ($1,$2,$3,$4,$5,$6,$7,$8)");
		db_bind_i64(q, 1, id);
		db_bind_i64(q, 2, ordinal++);
		db_bind_text(q, 3, n->name);
		db_bind_i64(q, 4, n->quality);
		db_bind_i64(q, 5, n->original_script);
		db_bind_text(q, 6, n->family);
		db_bind_text(q, 7, n->given);
		db_bind_text(q, 8, n->patronymic);
		rc = db_run(q, e);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

static enum rc add_birth_dates(struct db *db, int64_t id, const struct list_entry *entry,
			       struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct list_birth_date, d, &entry->birth_dates)
	{
		struct query *q = db_query(db, "INSERT INTO entry_birth_date (entry_id, ordinal, "
					       "first_day, last_day, approximate) "
					       "VALUES ($1,$2,$3,$4,$5)");
		db_bind_i64(q, 1, id);
		db_bind_i64(q, 2, ordinal++);
		bind_date(q, 3, d->from);
		bind_date(q, 4, d->to);
		db_bind_i64(q, 5, d->approximate);
		rc = db_run(q, e);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

static enum rc add_documents(struct db *db, int64_t id, const struct list_entry *entry,
			     struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	LIST_EACH(const struct list_document, d, &entry->documents)
	{
		struct query *q = db_query(db,
					   "INSERT INTO entry_document (entry_id, ordinal, type, "
					   "document_number, issuer, status) "
					   "VALUES ($1,$2,$3,$4,$5,$6)");
		db_bind_i64(q, 1, id);
		db_bind_i64(q, 2, ordinal++);
		db_bind_text(q, 3, d->type);
		db_bind_text(q, 4, d->number);
		db_bind_text(q, 5, d->issuer);
		db_bind_text(q, 6, d->status);
		rc = db_run(q, e);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

static enum rc add_values(struct db *db, int64_t id, const char *kind,
			  const struct list_value *first, struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	for (const struct list_value *v = first; v && rc == RC_OK; v = v->next) {
		struct query *q = db_query(db, "INSERT INTO entry_value (entry_id, kind, ordinal, "
					       "content) VALUES ($1,$2,$3,$4)");
		db_bind_i64(q, 1, id);
		db_bind_text(q, 2, slice_of(kind));
		db_bind_i64(q, 3, ordinal++);
		db_bind_text(q, 4, v->value);
		rc = db_run(q, e);
	}
	return rc;
}

static enum rc add_addresses(struct db *db, int64_t id, const struct list_entry *entry,
			     struct err *e)
{
	enum rc rc = RC_OK;
	int64_t ordinal = 0;
	for (const struct list_value *v = entry->addresses.first; v && rc == RC_OK; v = v->next) {
		struct query *q = db_query(db, "INSERT INTO entry_address (entry_id, ordinal, "
					       "content) VALUES ($1,$2,$3)");
		db_bind_i64(q, 1, id);
		db_bind_i64(q, 2, ordinal++);
		db_bind_text(q, 3, v->value);
		rc = db_run(q, e);
	}
	return rc;
}

static enum rc add_row(struct db *db, int64_t id, int64_t list_id, int64_t version,
		       const struct list_entry *entry, struct err *e)
{
	struct query *q = db_query(
		db, "INSERT INTO entry (id, list_id, reference, added_version, content_hash, sex, "
		    "measure, handling, reason, listed_on, expires, valid_from) "
		    "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)");
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, list_id);
	db_bind_text(q, 3, entry->id);
	db_bind_i64(q, 4, version);
	db_bind_blob(q, 5, (struct slice){(const char *)entry->hash, sizeof entry->hash});
	db_bind_text(q, 6, entry->sex);
	db_bind_text(q, 7, entry->measure);
	db_bind_text(q, 8, entry->handling);
	db_bind_text(q, 9, entry->reason);
	bind_date(q, 10, entry->listed_on);
	bind_date(q, 11, entry->expires);
	bind_date(q, 12, entry->valid_from);
	return db_run(q, e);
}

enum rc entry_add(struct store *s, struct db *db, int64_t list_id, int64_t version,
		  const struct list_entry *entry, struct err *e)
{
	int64_t id = store_new_id(s);
	enum rc rc = add_row(db, id, list_id, version, entry, e);
	if (rc == RC_OK)
		rc = add_names(db, id, entry, e);
	if (rc == RC_OK)
		rc = add_birth_dates(db, id, entry, e);
	if (rc == RC_OK)
		rc = add_documents(db, id, entry, e);
	if (rc == RC_OK)
		rc = add_values(db, id, "nationality", entry->nationalities.first, e);
	if (rc == RC_OK)
		rc = add_values(db, id, "place-of-birth", entry->places_of_birth.first, e);
	if (rc == RC_OK)
		rc = add_addresses(db, id, entry, e);
	return rc;
}

enum rc entry_remove(struct db *db, int64_t list_id, struct slice reference, int64_t version,
		     struct err *e)
{
	struct query *q = db_query(db,
				   "UPDATE entry SET removed_version = $3 WHERE list_id = $1 AND "
				   "reference = $2 AND removed_version IS NULL");
	db_bind_i64(q, 1, list_id);
	db_bind_text(q, 2, reference);
	db_bind_i64(q, 3, version);
	return db_run(q, e);
}

/* ---- where versions came from ---- */

#define VERSION_COLUMNS \
	"version, file_name, file_hash, file_bytes, format, generated_on, imported_by, " \
	"imported_at, added, changed, removed, findings"

enum rc watchlist_version_add(struct db *db, int64_t list_id, const struct watchlist_version *v,
			      struct err *e)
{
	struct query *q = db_query(db, "INSERT INTO watchlist_version (list_id, " VERSION_COLUMNS
				       ") VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)");
	db_bind_i64(q, 1, list_id);
	db_bind_i64(q, 2, v->version);
	db_bind_text(q, 3, v->file_name);
	db_bind_blob(q, 4, (struct slice){(const char *)v->file_hash, sizeof v->file_hash});
	db_bind_i64(q, 5, v->file_bytes);
	db_bind_text(q, 6, v->format);
	bind_date(q, 7, v->generated_on);
	db_bind_text(q, 8, v->imported_by);
	db_bind_i64(q, 9, v->imported_at);
	db_bind_i64(q, 10, v->added);
	db_bind_i64(q, 11, v->changed);
	db_bind_i64(q, 12, v->removed);
	db_bind_i64(q, 13, v->findings);
	return db_run(q, e);
}

enum rc watchlist_versions_read(struct db *db, int64_t list_id, struct arena *a,
				watchlist_versions *out, struct err *e)
{
	struct query *q = db_query(db, "SELECT " VERSION_COLUMNS " FROM watchlist_version "
				       "WHERE list_id = $1 ORDER BY version DESC");
	db_bind_i64(q, 1, list_id);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct watchlist_version *v = LIST_ADD(out, a, struct watchlist_version);
		if (!v)
			break;
		struct slice hash = db_text(q, 2);
		v->version = db_i64(q, 0);
		v->file_name = column_text(q, 1, a);
		if (hash.n == sizeof v->file_hash)
			memcpy(v->file_hash, hash.p, sizeof v->file_hash);
		v->file_bytes = db_i64(q, 3);
		v->format = column_text(q, 4, a);
		v->generated_on = column_date(q, 5);
		v->imported_by = column_text(q, 6, a);
		v->imported_at = db_i64(q, 7);
		v->added = db_i64(q, 8);
		v->changed = db_i64(q, 9);
		v->removed = db_i64(q, 10);
		v->findings = db_i64(q, 11);
	}
	return rows_end(q, rc, a, e);
}

enum rc entries_since(struct db *db, int64_t list_id, int64_t version, struct slice after,
		      unsigned limit, struct arena *a, entry_names *out, struct err *e)
{
	struct query *q = db_query(
		db, "SELECT added_version, reference FROM entry WHERE list_id = $1 AND "
		    "removed_version IS NULL AND (added_version > $2 OR (added_version = $2 AND "
		    "reference > $3)) ORDER BY added_version, reference LIMIT $4");
	db_bind_i64(q, 1, list_id);
	db_bind_i64(q, 2, version);
	db_bind_text(q, 3, after.p ? after : SLICE(""));
	db_bind_i64(q, 4, limit);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK) {
		struct entry_name *n = LIST_ADD(out, a, struct entry_name);
		if (!n)
			break;
		n->version = db_i64(q, 0);
		n->reference = column_text(q, 1, a);
	}
	return rows_end(q, rc, a, e);
}
