/* SPDX-License-Identifier: Apache-2.0
 *
 * What an administrator does with accounts, at the terminal.
 */
#include "base/arena.h"
#include "base/crypto.h"
#include "cli/commands.h"
#include "protect/account.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MEMORY ((size_t)16 << 20)
#define BODY_MAX ((size_t)16 << 10)
#define PASSWORD_LETTERS 20

static bool read_accounts(const struct common *common, struct arena *a, account_views *out)
{
	struct unit *u;
	struct err e;
	struct actor by = actor_system();
	if (!open_unit(common, UNIT_LOOK, &u))
		return false;
	enum rc rc = accounts_read(unit_store(u), &by, a, out, &e);
	unit_close(u);
	if (rc != RC_OK)
		say_failure(&e);
	return rc == RC_OK;
}

static void print_account(const struct account_view *v)
{
	char seen[INSTANT_TEXT] = "never", ends[INSTANT_TEXT] = "-";
	if (v->last_sign_in_at)
		instant_write(v->last_sign_in_at, seen);
	if (v->ends_at)
		instant_write(v->ends_at, ends);
	printf("%-20.*s %-22s %-12.*s %-12.*s %-9s %-10s %-21s %s\n", SLICE_ARG(v->login),
	       actor_role_name(v->role), SLICE_ARG(v->person),
	       SLICE_ARG(slice_present(v->desk) ? v->desk : SLICE("-")),
	       v->active ? "active" : "ended", v->second_factor ? "yes" : "no", seen, ends);
}

int command_user_list(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	account_views accounts = {0};
	int count, status;
	const struct option_row options[] = {{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "user list takes no arguments");
	struct arena *a = arena_new(MEMORY);
	if (!a) {
		struct err e;
		(void)err_set(&e, RC_NOMEM, "no memory to list the users");
		return say_failure(&e);
	}
	bool read = read_accounts(&common, a, &accounts);
	if (read)
		printf("%-20s %-22s %-12s %-12s %-9s %-10s %-21s %s\n", "user", "role", "person",
		       "desk", "state", "2nd factor", "last sign-in", "ends");
	LIST_EACH(const struct account_view, v, &accounts)
	print_account(v);
	arena_free(a);
	return read ? EXIT_DONE : EXIT_REFUSED;
}

int command_user_add(const struct command *c, int argc, char **argv)
{
	const char *name = NULL, *role = NULL, *person = NULL, *desk = NULL, *ends = NULL;
	char password[PASSWORD_LETTERS + 1];
	struct common common = {0};
	struct buf body;
	struct json j;
	int count, status;
	const struct option_row options[] = {
		{"name", "TEXT", &name, NULL, "as shown to others"},
		{"role", "ROLE", &role, NULL, "docs/roles.md lists them"},
		{"person", "NUMBER", &person, NULL, "staff number (default: the user name)"},
		{"desk", "DESK", &desk, NULL, "where the account works"},
		{"ends-at", "INSTANT", &ends, NULL, "2026-12-31T23:59:59Z; inspections need one"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1 || !name || !role)
		return usage_error(c, "which user name, name and role?");
	random_code(password, PASSWORD_LETTERS);
	buf_init(&body, BODY_MAX);
	json_init(&j, &body);
	json_object(&j);
	json_put_str(&j, "user", argv[0]);
	json_put_str(&j, "name", name);
	json_put_str(&j, "role", role);
	json_put_str(&j, "password", password);
	json_put_opt(&j, "person", slice_of(person));
	json_put_opt(&j, "desk", slice_of(desk));
	json_put_opt(&j, "ends_at", slice_of(ends));
	json_object_end(&j);
	bool made = call_unit(&common, "POST", "/api/v1/users", buf_slice(&body));
	if (made)
		printf("first password of %s: %s\n", argv[0], password);
	wipe_secret(password, sizeof password);
	buf_release(&body);
	return made ? EXIT_DONE : EXIT_REFUSED;
}

/* The account of the user name; 0 after a message. */
static int64_t find_account(const struct common *common, const char *login)
{
	account_views accounts = {0};
	int64_t id = 0;
	struct arena *a = arena_new(MEMORY);
	bool read = a && read_accounts(common, a, &accounts);
	LIST_EACH(const struct account_view, v, &accounts)
	if (slice_is(v->login, login))
		id = v->id;
	if (read && id == 0)
		fprintf(stderr, "piu: there is no account with this user name; "
				"piu user list shows them\n");
	arena_free(a);
	return id;
}

/* Calls METHOD /users/ID`below` for the one argument. */
static int change(const struct command *c, int argc, char **argv, const char *method,
		  const char *below, struct slice body)
{
	struct common common = {0};
	char path[100];
	int count, status;
	const struct option_row options[] = {{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1)
		return usage_error(c, "which user?");
	int64_t id = find_account(&common, argv[0]);
	snprintf(path, sizeof path, "/api/v1/users/%" PRId64 "%s", id, below);
	if (!id || !call_unit(&common, method, path, body))
		return EXIT_REFUSED;
	printf("%s: done for %s\n", c->name, argv[0]);
	return EXIT_DONE;
}

int command_user_end(const struct command *c, int argc, char **argv)
{
	return change(c, argc, argv, "PATCH", "", SLICE("{\"active\":false}"));
}

int command_user_restore(const struct command *c, int argc, char **argv)
{
	return change(c, argc, argv, "PATCH", "", SLICE("{\"active\":true}"));
}

int command_user_end_sessions(const struct command *c, int argc, char **argv)
{
	return change(c, argc, argv, "DELETE", "/sessions", (struct slice){0});
}

int command_user_reset_second_factor(const struct command *c, int argc, char **argv)
{
	return change(c, argc, argv, "DELETE", "/second-factor", (struct slice){0});
}
