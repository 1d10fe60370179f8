/* SPDX-License-Identifier: Apache-2.0
 *
 * Where data are processed, declared at the terminal of the new machine by two people who
 * sign in one after the other.
 */
#include "cli/commands.h"
#include "flow/place.h"
#include "protect/session.h"
#include "review/register.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define TYPED_MAX 300
#define WORK_MEMORY ((size_t)4 << 20)

/* Reads a line without showing it on a terminal. */
static bool ask_secret(const char *what, const char *user, char out[TYPED_MAX])
{
	struct termios shown, hidden;
	bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
	fprintf(stderr, "%s of %s: ", what, user);
	if (terminal) {
		hidden = shown;
		hidden.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	}
	bool read = fgets(out, TYPED_MAX, stdin) != NULL;
	if (terminal)
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	fputc('\n', stderr);
	out[read ? strcspn(out, "\n") : 0] = '\0';
	return read;
}

struct signing {
	struct unit *u;
	struct sign_in_guard *guard;
	struct arena *a;
	struct session session;
};

/* With the second factor where the account has one. */
static enum rc sign_in_here(struct signing *s, const char *user, struct err *e)
{
	char password[TYPED_MAX], code[TYPED_MAX];
	int64_t wait = 0;
	if (!ask_secret("Password", user, password))
		return err_set(e, RC_INVALID, "no password was typed");
	struct sign_in_try try = {
		.login = slice_of(user), .password = slice_of(password), .key = unit_key(s->u)};
	enum rc rc = sign_in(unit_store(s->u), s->guard, &try, unit_now(s->u), s->a, &s->session,
			     &wait, e);
	if (rc == RC_DENIED && strcmp(e->code, "second-factor-needed") == 0 &&
	    ask_secret("Code", user, code)) {
		try.code = slice_of(code);
		rc = sign_in(unit_store(s->u), s->guard, &try, unit_now(s->u), s->a, &s->session,
			     &wait, e);
	}
	wipe_secret(password, sizeof password);
	return rc;
}

/* Opens the unit wherever it is, and signs `user` in. */
static bool begin(struct signing *s, const struct common *common, const char *user)
{
	struct err e;
	*s = (struct signing){.guard = sign_in_guard_new(), .a = arena_new(WORK_MEMORY)};
	if (s->guard && s->a && open_unit(common, UNIT_PLACE, &s->u)) {
		if (sign_in_here(s, user, &e) == RC_OK)
			return true;
		say_failure(&e);
		unit_close(s->u);
	}
	sign_in_guard_free(s->guard);
	arena_free(s->a);
	return false;
}

static int end(struct signing *s, enum rc rc, struct err *e)
{
	struct err ignored;
	(void)!sign_out(unit_store(s->u), slice_of(s->session.token), unit_now(s->u), &ignored);
	unit_close(s->u);
	sign_in_guard_free(s->guard);
	arena_free(s->a);
	return rc == RC_OK ? EXIT_DONE : say_failure(e);
}

int command_place_identity(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	char identity[PLACE_IDENTITY_TEXT];
	struct err e;
	int count, status;
	if (!options_read(c, NULL, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "place identity takes no arguments");
	if (!place_identity(identity)) {
		(void)err_set(
			&e, RC_NOT_FOUND,
			"this machine has no name of its own in /etc/machine-id: make one with "
			"systemd-machine-id-setup; in a container, mount the host's");
		return say_failure(&e);
	}
	puts(identity);
	return EXIT_DONE;
}

int command_place_declare(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	const char *user = NULL, *address = NULL, *reason = NULL, *machine = NULL;
	struct signing s;
	struct err e;
	int64_t id = 0;
	int count, status;
	const struct option_row options[] = {
		{"user", "USER", &user, NULL, "who declares it: signs in here"},
		{"address", "TEXT", &address, NULL, "where the place is, in the State"},
		{"reason", "TEXT", &reason, NULL, "why the data are to be there"},
		{"machine", "DIGITS", &machine, NULL,
		 "what `piu place identity` prints there (default: this machine)"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1 || !user || !address || !reason)
		return usage_error(c, "place declare takes the name of the place, --address, "
				      "--reason and --user");
	if (!begin(&s, &common, user))
		return EXIT_REFUSED;
	enum rc rc = register_declare(s.u, &s.session.actor, slice_of(argv[0]), slice_of(address),
				      slice_of(machine ? machine : ""), slice_of(reason), &id, &e);
	if (rc == RC_OK)
		printf("Place %" PRId64 " is declared. Somebody of another office confirms it:\n"
		       "piu place confirm %" PRId64 " --user USER\n",
		       id, id);
	return end(&s, rc, &e);
}

int command_place_confirm(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	const char *user = NULL;
	struct signing s;
	struct err e;
	uint64_t id = 0;
	int count, status;
	const struct option_row options[] = {
		{"user", "USER", &user, NULL, "who confirms it: signs in here"}, {0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1 || !user || !option_number(argv[0], 1, INT64_MAX, &id))
		return usage_error(c, "place confirm takes the number of the place, and --user");
	if (!begin(&s, &common, user))
		return EXIT_REFUSED;
	enum rc rc = register_confirm(s.u, &s.session.actor, (int64_t)id, &e);
	if (rc == RC_OK)
		puts("The place is in force.");
	return end(&s, rc, &e);
}
