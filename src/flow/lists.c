/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/lists.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/log.h"
#include "flow/list_basis.h"
#include "flow/recalls.h"
#include "flow/refresh.h"
#include "flow/rescreen_import.h"
#include "protect/audit.h"
#include "protect/protect.h"
#include "protect/scope.h"
#include "screen/screen.h"
#include "store/watchlist.h"

#define NAME_MAX_CHARS 64
#define REASON_BYTES_MAX 1000
#define DETAIL_MAX 8192
#define WORK_MEMORY ((size_t)8 << 30)

/* An import under way, inside one write transaction. */
struct import {
	struct unit *u;
	struct db *db;
	const struct actor *by;
	const struct list_import *ask;
	struct arena *a;
	struct watchlist list; /* id 0 = new */
	list_entries before, after;
	bool is_new_version;
	bool was_excluded;   /* the index does not hold it: R-031 */
	bool other_severity; /* than before: all its hits change */
	struct list_imported *out;
};

static bool good_name(struct slice name)
{
	static const char signs[] = " ._-()";
	if (name.n == 0 || name.n > NAME_MAX_CHARS || !slice_eq(name, slice_trim(name)))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (!ascii_alpha(c) && !ascii_digit(c) &&
		    slice_find(SLICE(signs), c, 0) == SIZE_MAX)
			return false;
	}
	return true;
}

static enum rc read_file(struct import *i, struct err *e)
{
	const struct list_file file = {
		.bytes = i->ask->bytes, .format = i->ask->format, .kind = i->ask->kind};
	struct list_reading read;
	enum rc rc = lists_read(&file, i->a, &read, e);
	i->after = read.entries;
	i->out->findings = read.findings;
	i->out->format = read.format;
	i->out->generated_on = read.generated_on;
	if (rc == RC_OK && i->after.count == 0)
		rc = err_refuse(e, RC_INVALID, "list-empty", NULL,
				"no entry of the file could be read; the list stays as it is");
	if (rc == RC_OK)
		i->list.source = slice_present(i->ask->source)
					 ? i->ask->source
					 : slice_of(list_format_name(read.format));
	return rc;
}

/* What is stored of the list; a name not used so far is a new list. */
static enum rc read_known(struct import *i, struct err *e)
{
	struct slice source = i->list.source;
	enum rc rc = watchlist_find(i->db, i->ask->name, i->a, &i->list, e);
	if (rc == RC_NOT_FOUND) {
		i->list = (struct watchlist){.name = i->ask->name, .kind = i->ask->kind};
		rc = RC_OK;
	} else if (rc == RC_OK && i->list.kind != i->ask->kind) {
		rc = err_refuse(
			e, RC_CONFLICT, "other-kind", NULL,
			"this list holds %s: say so with the import, or choose another name",
			list_kind_name(i->list.kind));
	} else if (rc == RC_OK) {
		rc = entries_read(i->db, i->list.id, i->a, &i->before, e);
	}
	i->list.source = source;
	i->other_severity = i->list.severity != i->ask->severity;
	i->list.severity = i->ask->severity;
	return rc;
}

static enum rc put_change(struct import *i, const struct list_change *c, struct err *e)
{
	enum rc rc = RC_OK;
	if (c->kind != LIST_ADDED)
		rc = entry_remove(i->db, i->list.id, c->before->id, i->list.version, e);
	if (rc == RC_OK && c->kind != LIST_REMOVED)
		return entry_add(unit_store(i->u), i->db, i->list.id, i->list.version, c->after, e);
	const struct recall delisted = {.tie = TIE_ENTRY,
					.id = i->list.id,
					.reference = c->before ? c->before->id : (struct slice){0},
					.cause = "delisted"};
	return rc == RC_OK ? recalls_put(i->u, i->db, i->by, &delisted, NULL, e) : rc;
}

static enum rc put_list(struct import *i, struct err *e)
{
	i->list.entries = i->after.count;
	i->list.updated_at = unit_now(i->u);
	if (!i->list.id)
		i->list.id = store_new_id(unit_store(i->u));
	enum rc rc = watchlist_put(i->db, &i->list, e);
	LIST_EACH(const struct list_change, c, &i->out->changes.list)
	{
		if (rc != RC_OK)
			return rc;
		rc = put_change(i, c, e);
	}
	return rc;
}

/* The same file again makes no version, and leaves the origin of the last one alone. */
static enum rc put_origin(const struct import *i, struct err *e)
{
	const struct list_changes *c = &i->out->changes;
	struct watchlist_version v = {
		.version = i->list.version,
		.file_name = i->ask->file_name,
		.file_bytes = (int64_t)i->ask->bytes.n,
		.format = slice_of(list_format_name(i->out->format)),
		.generated_on = i->out->generated_on,
		.imported_by = i->by->login,
		.imported_at = i->list.updated_at,
		.added = c->added,
		.changed = c->changed,
		.removed = c->removed,
		.findings = i->out->findings.count,
	};
	hash_bytes(i->ask->bytes, NULL, v.file_hash);
	return i->is_new_version ? watchlist_version_add(i->db, i->list.id, &v, e) : RC_OK;
}

static enum rc audit_import(const struct import *i, struct err *e)
{
	const struct list_changes *c = &i->out->changes;
	struct audit_act act = {
		.actor = i->by->login,
		.role = slice_of(actor_role_name(i->by->role)),
		.act = "watchlist.imported",
		.object = arena_printf(i->a, "watchlist:%lld", (long long)i->list.id),
		.detail =
			arena_printf(i->a,
				     "{\"version\":%lld,\"added\":%u,\"changed\":%u,\"removed\":%u,"
				     "\"unchanged\":%u}",
				     (long long)i->list.version, c->added, c->changed, c->removed,
				     c->unchanged)};
	return audit_append(i->db, &act, unit_now(i->u), e);
}

struct rescreen {
	struct unit *u;
	struct db *db;
	struct arena *a;
	struct screening lists;
	const struct import *import; /* NULL: everybody on a flight to come */
	bool by_the_clock;           /* nobody waits for it */
};

static enum rc refresh_one(struct rescreen *s, int64_t id, struct slice key, struct arena *work,
			   struct err *e)
{
	struct refresh r = {.unit = s->u, .db = s->db, .lists = &s->lists, .rescreen = true};
	arena_reset(work);
	return refresh_flight(&r, id, key, work, e);
}

static enum rc refresh_all(struct rescreen *s, struct arena *work, struct err *e)
{
	flight_names flights = {0};
	enum rc rc = flight_names_read(s->db, unit_now(s->u), s->a, &flights, e);
	LIST_EACH(const struct flight_name, f, &flights)
	{
		if (rc == RC_OK && s->by_the_clock && unit_is_stopping(s->u))
			rc = err_set(e, RC_CONFLICT,
				     "the unit stops: the day begins with its next start");
		if (rc == RC_OK)
			rc = refresh_one(s, f->id, f->natural_key, work, e);
	}
	return rc;
}

/* Few changed entries concern few flights; how rare words are, and with it the scores of
 * others, changes with them so little that it can wait for the next day. */
static enum rc refresh_concerned(struct rescreen *s, struct arena *work, bool *done, struct err *e)
{
	flight_names flights = {0};
	enum rc rc = RC_OK;
	*done = false;
	if (s->import && s->lists.current && !s->import->other_severity)
		rc = rescreen_to_come(s->u, s->db, &s->import->list, &s->import->out->changes, s->a,
				      &flights, done, e);
	LIST_EACH(const struct flight_name, f, &flights)
	{
		if (rc == RC_OK && *done)
			rc = refresh_one(s, f->id, f->natural_key, work, e);
	}
	return rc;
}

static enum rc refresh_each(struct rescreen *s, struct err *e)
{
	struct arena *work = arena_new(WORK_MEMORY);
	bool done = false;
	enum rc rc = work ? refresh_concerned(s, work, &done, e)
			  : err_set(e, RC_NOMEM, "no memory to screen again");
	if (rc == RC_OK && !done)
		rc = refresh_all(s, work, e);
	arena_free(work);
	return rc;
}

/* Everybody on a flight that is still to come meets the new state of the lists,
 * which is in force by now. */
static enum rc screen_again(struct rescreen *s, struct err *e)
{
	enum rc rc = screening_init(&s->lists, s->u, s->db, s->a, e);
	s->lists.cause = "list-changed";
	if (rc == RC_OK)
		rc = refresh_each(s, e);
	screening_release(&s->lists);
	return rc == RC_OK ? screening_note_day(s->db, unit_now(s->u), e) : rc;
}

/* Adds an entry as it is stored, if it counts today. */
static enum rc add_stored(struct import *i, struct slice id, list_entries *out, struct err *e)
{
	struct list_entry *entry = ARENA_NEW(i->a, struct list_entry);
	enum rc rc = entry ? entry_find(i->db, i->list.id, id, i->a, entry, NULL, e)
			   : err_set(e, RC_NOMEM, "no memory for the changes of a list");
	if (rc != RC_OK || !list_entry_counts(entry, date_of_instant(unit_now(i->u))))
		return rc;
	struct list_entry *kept = LIST_ADD(out, i->a, struct list_entry);
	if (kept)
		*kept = *entry;
	return rc;
}

/* The index of the new state: what changed where that is little, else all of it. */
static enum rc make_index(struct import *i, struct err *e)
{
	const struct list_changes *changes = &i->out->changes;
	struct slice *removed = arena_alloc(i->a, (changes->list.count + 1) * sizeof *removed);
	list_entries added = {0};
	struct screen_change c = {.list_id = i->list.id,
				  .version = i->list.version,
				  .removed = removed,
				  .added = &added};
	enum rc rc = removed && !i->was_excluded && changes->list.count <= SCREEN_CHANGES_MAX
			     ? RC_OK
			     : RC_LIMIT;
	LIST_EACH(const struct list_change, change, &changes->list)
	{
		if (rc != RC_OK)
			break;
		if (change->before)
			removed[c.removed_count++] = change->before->id;
		if (change->after)
			rc = add_stored(i, change->after->id, &added, e);
	}
	if (rc == RC_OK && index_change(i->u, i->db, &c))
		return RC_OK;
	return rc == RC_OK || rc == RC_LIMIT ? index_load(i->u, i->db, e) : rc;
}

static enum rc write_import(struct import *i, struct err *e)
{
	enum rc rc = put_list(i, e);
	if (rc == RC_OK)
		rc = put_origin(i, e);
	if (rc == RC_OK)
		rc = audit_import(i, e);
	if (rc == RC_OK && i->is_new_version)
		rc = rescreen_note(i->u, i->db, i->list.id, i->list.version - 1, i->list.version,
				   e);
	if (rc == RC_OK)
		rc = make_index(i, e);
	if (rc != RC_OK)
		return rc;
	struct rescreen again = {.u = i->u, .db = i->db, .a = i->a, .import = i};
	rc = screen_again(&again, e);
	i->out->hits_new = again.lists.hits_new;
	i->out->hits_withdrawn = again.lists.hits_withdrawn;
	return rc;
}

/* By name alone nobody is told from his namesakes: such an entry has low identifiability, and
 * a match with it stays undetermined until something else agrees (R-251; screen/evidence.c). */
static unsigned count_name_only(const list_entries *entries)
{
	unsigned count = 0;
	LIST_EACH(const struct list_entry, entry, entries)
	{
		count += !entry->birth_dates.first && !entry->documents.first;
	}
	return count;
}

static enum rc compare(struct import *i, struct err *e)
{
	enum rc rc = read_known(i, e);
	if (rc == RC_OK)
		rc = scope_require_list(i->db, i->by, i->list.id, e);
	const struct list_basis known = i->list.basis;
	if (rc == RC_OK)
		rc = list_basis_settle(i->u, &i->ask->basis, &known, i->out->generated_on,
				       i->list.kind, &i->list.basis, e);
	if (rc != RC_OK)
		return rc;
	lists_compare(&i->before, &i->after, i->a, &i->out->changes);
	const struct list_changes *c = &i->out->changes;
	/* The same list again is no new version. */
	i->is_new_version = !i->list.id || c->added + c->changed + c->removed > 0;
	i->list.version += i->is_new_version;
	i->out->version = i->list.version;
	i->out->name_only = count_name_only(&i->after);
	i->was_excluded = i->list.excluded_at != 0;
	i->list.excluded_at = 0;
	return arena_failed(i->a) ? err_set(e, RC_NOMEM, "the list needs more memory than there is")
				  : RC_OK;
}

static enum rc preview(struct import *i, struct err *e)
{
	enum rc rc = store_read(unit_store(i->u), &i->db, e);
	if (rc == RC_OK)
		rc = compare(i, e);
	store_done(unit_store(i->u), i->db);
	return rc;
}

/* Ends the transaction. The index may hold what was not committed; then that of before is
 * put back, for which no memory is needed. */
static enum rc finish(struct unit *u, struct index_ref *before, enum rc rc, struct err *e)
{
	if (rc == RC_OK)
		rc = store_commit(unit_store(u), e);
	else
		store_rollback(unit_store(u));
	if (rc != RC_OK) {
		index_restore(u, before);
		return rc;
	}
	index_done(u, before);
	unit_changed(u, (struct unit_changes){.lists = 1, .hits = 1, .flights = 1});
	return RC_OK;
}

static enum rc apply(struct import *i, struct err *e)
{
	enum rc rc = store_write(unit_store(i->u), &i->db, e);
	if (rc != RC_OK)
		return rc;
	struct index_ref *before = index_use(i->u);
	rc = compare(i, e);
	if (rc == RC_OK)
		rc = write_import(i, e);
	return finish(i->u, before, rc, e);
}

static enum rc write_threshold(struct rescreen *s, const struct actor *by,
			       const struct list_threshold *ask, struct err *e)
{
	struct watchlist list;
	enum rc rc = watchlist_find(s->db, ask->name, s->a, &list, e);
	if (rc == RC_OK)
		rc = scope_require_list(s->db, by, list.id, e);
	if (rc != RC_OK)
		return rc;
	int64_t before = list.threshold;
	list.threshold = ask->threshold;
	rc = watchlist_put(s->db, &list, e);
	char object[AUDIT_OBJECT_TEXT];
	struct buf detail;
	struct json j;
	buf_init(&detail, DETAIL_MAX);
	json_init(&j, &detail);
	json_object(&j);
	json_put_i64(&j, "from", before);
	json_put_i64(&j, "to", list.threshold);
	json_put(&j, "reason", ask->reason);
	json_object_end(&j);
	if (rc == RC_OK && buf_failed(&detail))
		rc = err_set(e, RC_NOMEM, "no memory to record a threshold");
	if (rc == RC_OK)
		rc = audit_append_by(s->db, by, "watchlist.threshold-set",
				     audit_object(object, "watchlist", list.id), buf_slice(&detail),
				     unit_now(s->u), e);
	buf_release(&detail);
	return rc == RC_OK ? screen_again(s, e) : rc;
}

enum rc lists_set_threshold(struct unit *u, const struct actor *by,
			    const struct list_threshold *ask, struct arena *a, struct err *e)
{
	struct rescreen s = {.u = u, .a = a};
	enum rc rc = protect_require(by, MAY_LISTS_WRITE, e);
	if (rc == RC_OK && (ask->threshold < 0 || ask->threshold > 1000))
		rc = err_refuse(e, RC_INVALID, "bad-threshold", NULL,
				"a threshold is 0 to 1000 thousandths");
	if (rc == RC_OK && (!slice_trim(ask->reason).n || ask->reason.n > REASON_BYTES_MAX))
		rc = err_refuse(e, RC_INVALID, "reason-missing", "R-004",
				"say why, in at most %d bytes", REASON_BYTES_MAX);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &s.db, e);
	if (rc != RC_OK)
		return rc;
	struct index_ref *before = index_use(u);
	return finish(u, before, write_threshold(&s, by, ask, e), e);
}

/* `new_day`: with the index of the day. */
static enum rc all_again(struct unit *u, bool new_day, struct err *e)
{
	struct rescreen s = {.u = u, .a = arena_new(WORK_MEMORY), .by_the_clock = true};
	if (!s.a)
		return err_set(e, RC_NOMEM, "no memory to screen again");
	enum rc rc = store_write(unit_store(u), &s.db, e);
	if (rc == RC_OK) {
		struct index_ref *before = index_use(u);
		rc = new_day ? index_load(u, s.db, e) : RC_OK;
		rc = finish(u, before, rc == RC_OK ? screen_again(&s, e) : rc, e);
	}
	arena_free(s.a);
	return rc;
}

enum rc lists_new_day(struct unit *u, struct err *e)
{
	return all_again(u, true, e);
}

enum rc lists_screen_again(struct unit *u, struct err *e)
{
	return all_again(u, false, e);
}

/* ---- too old (R-031) ---- */

static bool must_move(const struct watchlist *w, int64_t now_at)
{
	return (list_basis_age(&w->basis, now_at) == LIST_OVER) != (w->excluded_at != 0);
}

static enum rc move_list(struct rescreen *s, const struct watchlist *w, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	int64_t now_at = unit_now(s->u);
	const struct actor system = actor_system();
	enum rc rc = watchlist_set_excluded(s->db, w->id, w->excluded_at ? 0 : now_at, e);
	return rc == RC_OK ? audit_append_by(s->db, &system,
					     w->excluded_at ? "watchlist.restored"
							    : "watchlist.excluded",
					     audit_object(object, "watchlist", w->id),
					     (struct slice){0}, now_at, e)
			   : rc;
}

static enum rc move_lists(struct rescreen *s, const watchlists *all, unsigned *changed,
			  struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct watchlist, w, all)
	{
		if (rc != RC_OK || !must_move(w, unit_now(s->u)))
			continue;
		rc = move_list(s, w, e);
		++*changed;
	}
	if (rc == RC_OK)
		rc = index_load(s->u, s->db, e);
	return rc == RC_OK ? screen_again(s, e) : rc;
}

static enum rc look_at_ages(struct rescreen *s, watchlists *all, bool *any, struct err *e)
{
	enum rc rc = store_read(unit_store(s->u), &s->db, e);
	if (rc == RC_OK)
		rc = watchlists_read(s->db, s->a, all, e);
	store_done(unit_store(s->u), s->db);
	LIST_EACH(const struct watchlist, w, all)
	{
		*any |= must_move(w, unit_now(s->u));
	}
	return rc;
}

enum rc lists_age(struct unit *u, unsigned *changed, struct err *e)
{
	struct rescreen s = {.u = u, .a = arena_new(WORK_MEMORY)};
	watchlists all = {0};
	bool any = false;
	*changed = 0;
	if (!s.a)
		return err_set(e, RC_NOMEM, "no memory for the ages of lists");
	enum rc rc = look_at_ages(&s, &all, &any, e);
	if (rc == RC_OK && any)
		rc = store_write(unit_store(u), &s.db, e);
	if (rc == RC_OK && any) {
		struct index_ref *before = index_use(u);
		rc = finish(u, before, move_lists(&s, &all, changed, e), e);
	}
	arena_free(s.a);
	return rc;
}

enum rc lists_day(struct unit *u, struct date *out, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = screening_day(db, out, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc lists_import(struct unit *u, const struct actor *by, const struct list_import *ask,
		     struct arena *a, struct list_imported *out, struct err *e)
{
	struct import i = {.u = u, .by = by, .ask = ask, .a = a, .out = out};
	*out = (struct list_imported){0};
	enum rc rc = protect_require(by, MAY_LISTS_WRITE, e);
	if (rc == RC_OK && !good_name(ask->name))
		rc = err_refuse(
			e, RC_INVALID, "bad-list-name", NULL,
			"the name of a list is 1 to %d letters, digits, blanks and . _ - ( )",
			NAME_MAX_CHARS);
	if (rc == RC_OK)
		rc = read_file(&i, e);
	if (rc != RC_OK)
		return rc;
	return ask->preview ? preview(&i, e) : apply(&i, e);
}
