/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/account.h"

#include "base/crypto.h"
#include "base/utf8.h"
#include "protect/audit.h"
#include "protect/protect.h"
#include "store/account.h"
#include "store/session.h"
#include "store/store.h"

#include <string.h>

#define ROW_MEMORY ((size_t)16 << 10)

static bool login_char(char c, bool first)
{
	return ascii_lower(c) || (!first && (ascii_digit(c) || c == '.' || c == '-' || c == '_'));
}

static enum rc check_login(struct slice login, struct err *e)
{
	bool good = login.n >= LOGIN_MIN && login.n <= LOGIN_MAX;
	for (size_t i = 0; good && i < login.n; i++)
		good = login_char(login.p[i], i == 0);
	if (good)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-login", NULL,
			  "a user name has %d to %d of the characters a-z, 0-9, point, hyphen and "
			  "underscore, and begins with a letter",
			  LOGIN_MIN, LOGIN_MAX);
}

static enum rc check_name(struct slice name, struct err *e)
{
	struct slice trimmed = slice_trim(name);
	bool good = slice_present(trimmed) && trimmed.n <= NAME_MAX_BYTES && utf8_valid(trimmed);
	for (size_t i = 0; good && i < trimmed.n; i++)
		good = (unsigned char)trimmed.p[i] >= 0x20 && trimmed.p[i] != 0x7f;
	if (good)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-name", NULL,
			  "a name is 1 to %d bytes of UTF-8 text in one line", NAME_MAX_BYTES);
}

static size_t characters(struct slice s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return count;
}

static bool holds_nocase(struct slice text, const char *word)
{
	for (size_t i = 0, n = strlen(word); i + n <= text.n; i++) {
		if (slice_is_nocase(slice_range(text, i, i + n), word))
			return true;
	}
	return false;
}

static enum rc check_password(const struct new_account *new, struct err *e)
{
	char login[LOGIN_MAX + 1] = "";
	memcpy(login, new->login.p, new->login.n); /* its length was checked */
	struct slice password = new->password;
	if (password.n <= PASSWORD_MAX && utf8_valid(password) &&
	    characters(password) >= PASSWORD_MIN && !holds_nocase(password, login))
		return RC_OK;
	return err_refuse(
		e, RC_INVALID, "weak-password", NULL,
		"a password has at least %d characters, at most %d bytes of UTF-8, and does "
		"not hold the user name",
		PASSWORD_MIN, PASSWORD_MAX);
}

static bool plain_word(struct slice s, size_t most)
{
	bool good = s.n <= most;
	for (size_t i = 0; good && i < s.n; i++)
		good = ascii_lower(s.p[i]) || ascii_digit(s.p[i]) || s.p[i] == '-' ||
		       s.p[i] == '.' || s.p[i] == '_';
	return good;
}

enum rc desk_check(struct slice desk, struct err *e)
{
	if (plain_word(desk, DESK_MAX))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-desk", NULL,
			  "a desk has at most %d of the characters a-z, 0-9, point, hyphen and "
			  "underscore",
			  DESK_MAX);
}

/* Inspections end. */
static enum rc check_end(const struct new_account *new, int64_t now_at, struct err *e)
{
	bool good = new->ends_at == 0
			    ? !actor_role_for_a_time(new->role)
			    : new->ends_at > now_at && (!actor_role_for_a_time(new->role) ||
							new->ends_at <= now_at + INSPECTION_MAX_US);
	if (good)
		return RC_OK;
	return err_refuse(
		e, RC_INVALID, "bad-end", "R-155",
		"an end lies in the future; the accounts of the supervisory authority and "
		"of auditors have one, at most %d days ahead",
		(int)(INSPECTION_MAX_US / DAY_US));
}

static enum rc check_new(const struct new_account *new, int64_t now_at, struct err *e)
{
	enum rc rc = check_login(new->login, e);
	if (rc == RC_OK)
		rc = check_name(new->name, e);
	if (rc == RC_OK && (unsigned)new->role >= ACTOR_SYSTEM)
		rc = err_refuse(e, RC_INVALID, "bad-role", NULL,
				"no account can have this role: choose one of docs/roles.md");
	if (rc == RC_OK && !plain_word(new->person, LOGIN_MAX))
		rc = err_refuse(e, RC_INVALID, "bad-person", NULL,
				"a staff number has at most %d of the characters a-z, 0-9, point, "
				"hyphen and underscore",
				LOGIN_MAX);
	if (rc == RC_OK)
		rc = desk_check(new->desk, e);
	if (rc == RC_OK)
		rc = check_end(new, now_at, e);
	return rc == RC_OK ? check_password(new, e) : rc;
}

/* The database refuses it too (0005_people.sql); here it is said why. */
static enum rc refuse_combination(struct db *db, const struct account_row *row, struct err *e)
{
	struct slice duty = {0};
	struct arena *a = arena_new(ROW_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to look for a person");
	enum rc rc = person_duty(db, row->person, a, &duty, e);
	if (rc == RC_OK && !slice_is(duty, actor_role_duty(row->role)))
		rc = err_refuse(e, RC_DENIED, "forbidden-combination", "R-172",
				"this person has an account that serves %.*s, and the role %s "
				"serves %s: nobody serves both",
				SLICE_ARG(duty), actor_role_name(row->role),
				actor_role_duty(row->role));
	arena_free(a);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc refuse_taken(struct db *db, struct slice login, struct err *e)
{
	struct account_row found;
	struct arena *a = arena_new(ROW_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to look for an account");
	enum rc rc = account_row_find_login(db, login, a, &found, e);
	arena_free(a);
	if (rc == RC_OK)
		return err_refuse(e, RC_CONFLICT, "login-taken", NULL,
				  "there is an account with this user name: choose another");
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc audit_account(struct db *db, const struct actor *by, const char *act, int64_t id,
			     enum actor_role role, int64_t now_at, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	struct buf detail;
	struct json j;
	buf_init(&detail, 256);
	json_init(&j, &detail);
	json_object(&j);
	json_put_str(&j, "role", actor_role_name(role));
	json_object_end(&j);
	enum rc rc = audit_append_by(db, by, act, audit_object(object, "account", id),
				     buf_slice(&detail), now_at, e);
	buf_release(&detail);
	return rc;
}

static enum rc insert_audited(struct store *s, struct db *db, const struct actor *by,
			      const struct new_account *new, struct slice hash, int64_t now_at,
			      int64_t *id, struct err *e)
{
	struct account_row row = {
		.id = store_new_id(s),
		.login = new->login,
		.name = slice_trim(new->name),
		.role = new->role,
		.password_hash = hash,
		.active = true,
		.created_at = now_at,
		.person = slice_present(new->person) ? new->person : new->login,
		.desk = slice_present(new->desk) ? new->desk : (struct slice){0},
		.ends_at = new->ends_at,
	};
	enum rc rc = refuse_taken(db, new->login, e);
	if (rc == RC_OK)
		rc = refuse_combination(db, &row, e);
	if (rc == RC_OK)
		rc = account_row_insert(db, &row, e);
	if (rc == RC_OK)
		rc = audit_account(db, by, "account.created", row.id, row.role, now_at, e);
	if (id)
		*id = row.id;
	return rc;
}

static enum rc refuse_set_up(struct db *db, struct err *e)
{
	int64_t count = 0;
	enum rc rc = account_rows_count(db, &count, e);
	if (rc == RC_OK && count > 0)
		rc = err_refuse(
			e, RC_CONFLICT, "already-set-up", NULL,
			"this unit has accounts already: an administrator makes further ones");
	return rc;
}

/* The password is hashed before the writer is taken: it needs a tenth of a second. */
static enum rc create(struct store *s, const struct actor *by, const struct new_account *new,
		      bool first, int64_t now_at, int64_t *id, struct err *e)
{
	char hash[PASSWORD_HASH_MAX];
	struct db *db = NULL;
	enum rc rc = check_new(new, now_at, e);
	if (rc == RC_OK)
		rc = password_hash(new->password, hash, e);
	if (rc == RC_OK)
		rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	if (first)
		rc = refuse_set_up(db, e);
	if (rc == RC_OK)
		rc = insert_audited(s, db, by, new, slice_of(hash), now_at, id, e);
	return store_end(s, rc, e);
}

enum rc account_create(struct store *s, const struct actor *by, const struct new_account *new,
		       int64_t now_at, int64_t *id, struct err *e)
{
	enum rc rc = protect_require(by, MAY_USERS_MANAGE, e);
	return rc == RC_OK ? create(s, by, new, false, now_at, id, e) : rc;
}

enum rc setup_needed(struct store *s, bool *needed, struct err *e)
{
	struct db *db = NULL;
	int64_t count = 0;
	enum rc rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = account_rows_count(db, &count, e);
	store_done(s, db);
	*needed = rc == RC_OK && count == 0;
	return rc;
}

enum rc setup_first_account(struct store *s, const struct new_account *new, int64_t now_at,
			    int64_t *id, struct err *e)
{
	struct actor by = actor_system();
	struct new_account first = *new;
	first.role = ACTOR_ADMINISTRATOR;
	return create(s, &by, &first, true, now_at, id, e);
}

enum rc accounts_read(struct store *s, const struct actor *by, struct arena *a, account_views *out,
		      struct err *e)
{
	account_rows rows = {0};
	struct db *db = NULL;
	enum rc rc = protect_require(by, MAY_USERS_MANAGE, e);
	if (rc == RC_OK)
		rc = store_read(s, &db, e);
	if (rc == RC_OK)
		rc = account_rows_read(db, a, &rows, e);
	store_done(s, db);
	LIST_EACH(const struct account_row, row, &rows)
	{
		struct account_view *v = LIST_ADD(out, a, struct account_view);
		if (!v)
			return err_set(e, RC_NOMEM, "no memory for the list of accounts");
		v->id = row->id;
		v->login = row->login;
		v->name = row->name;
		v->role = row->role;
		v->active = row->active;
		v->last_sign_in_at = row->last_sign_in_at;
		v->person = row->person;
		v->desk = row->desk;
		v->ends_at = row->ends_at;
		v->second_factor = row->second_factor;
	}
	return rc;
}

static enum rc change_active(struct db *db, const struct actor *by, const struct account_row *row,
			     bool active, int64_t now_at, struct err *e)
{
	if (row->active == active)
		return RC_OK;
	enum rc rc = account_row_set_active(db, row->id, active, e);
	if (rc == RC_OK && !active)
		rc = session_rows_delete_of(db, row->id, e);
	if (rc == RC_OK)
		rc = audit_account(db, by, active ? "account.restored" : "account.ended", row->id,
				   row->role, now_at, e);
	return rc;
}

static enum rc change_desk(struct store *s, struct arena *a, const struct actor *by, int64_t id,
			   struct slice desk, int64_t now_at, struct err *e)
{
	struct account_row row = {0};
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = account_row_find(db, id, a, &row, e);
	if (rc == RC_OK)
		rc = account_row_set_desk(db, id, slice_present(desk) ? desk : (struct slice){0},
					  e);
	if (rc == RC_OK)
		rc = audit_account(db, by, "account.desk-set", id, row.role, now_at, e);
	return store_end(s, rc, e);
}

enum rc account_set_desk(struct store *s, const struct actor *by, int64_t id, struct slice desk,
			 int64_t now_at, struct err *e)
{
	enum rc rc = protect_require(by, MAY_USERS_MANAGE, e);
	if (rc == RC_OK)
		rc = desk_check(desk, e);
	struct arena *a = rc == RC_OK ? arena_new(ROW_MEMORY) : NULL;
	if (rc == RC_OK && !a)
		return err_set(e, RC_NOMEM, "no memory to look for an account");
	if (rc == RC_OK)
		rc = change_desk(s, a, by, id, desk, now_at, e);
	arena_free(a);
	return rc;
}

static enum rc find_and_change(struct store *s, struct arena *a, const struct actor *by, int64_t id,
			       bool active, int64_t now_at, struct err *e)
{
	struct account_row row = {0};
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = account_row_find(db, id, a, &row, e);
	if (rc == RC_OK)
		rc = change_active(db, by, &row, active, now_at, e);
	return store_end(s, rc, e);
}

enum rc account_set_active(struct store *s, const struct actor *by, int64_t id, bool active,
			   int64_t now_at, struct err *e)
{
	enum rc rc = protect_require(by, MAY_USERS_MANAGE, e);
	if (rc != RC_OK)
		return rc;
	if (id == by->account_id)
		return err_refuse(
			e, RC_CONFLICT, "own-account", NULL,
			"nobody ends or restores an account of his or her own: ask another "
			"administrator");
	struct arena *a = arena_new(ROW_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to look for an account");
	rc = find_and_change(s, a, by, id, active, now_at, e);
	arena_free(a);
	return rc;
}
