/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/vault.h"

#include "cli/commands.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MEMORY ((size_t)1 << 20)
#define TYPED_MAX 256
#define TRIES 3
#define OFFICES_MAX 2000

static bool on_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* Takes what was printed off the screen and out of what can be scrolled back. */
static void clear_screen(void)
{
	if (on_terminal())
		printf("\033[2J\033[3J\033[H");
	fflush(stdout);
}

static bool read_line(const char *question, char out[TYPED_MAX])
{
	printf("%s", question);
	fflush(stdout);
	if (!fgets(out, TYPED_MAX, stdin))
		return false;
	out[strcspn(out, "\n")] = '\0';
	return true;
}

/* One custodian: sees the share, writes it down, types it back with the screen cleared. */
static bool hand_over(const struct ceremony *c, unsigned number, unsigned count, const char *office)
{
	char typed[TYPED_MAX] = "";
	bool same = false;
	printf("Share %u of %u, for: %s\nOnly its holder looks at the screen now.\n", number, count,
	       office);
	if (on_terminal() && !read_line("Press Enter to see it. ", typed))
		return false;
	printf("\n    %s\n\n", ceremony_share(c, number));
	if (on_terminal() &&
	    !read_line("Write it down, then press Enter to clear the screen. ", typed))
		return false;
	clear_screen();
	for (unsigned i = 0; i < TRIES && !same; i++) {
		if (!read_line("Type it back from what was written down: ", typed))
			break;
		same = ceremony_matches(c, number, slice_of(typed));
		printf("%s\n", same ? "It is right." : "That is not what was shown.");
	}
	wipe_secret(typed, sizeof typed);
	clear_screen();
	return same;
}

static bool join_offices(char **offices, unsigned count, char out[OFFICES_MAX])
{
	size_t n = 0;
	for (unsigned i = 0; i < count; i++) {
		int more = snprintf(out + n, OFFICES_MAX - n, "%s%s", n ? "\n" : "", offices[i]);
		if (!offices[i][0] || strchr(offices[i], '\n') || more < 0 ||
		    (n += (size_t)more) >= OFFICES_MAX)
			return false;
	}
	return true;
}

static enum rc hold_ceremony(struct unit *u, char **offices, unsigned count, struct slice names,
			     struct err *e)
{
	struct ceremony *c = NULL;
	enum rc rc = ceremony_begin(u, count, &c, e);
	for (unsigned i = 0; rc == RC_OK && i < count; i++)
		if (!hand_over(c, i + 1, count, offices[i]))
			rc = err_set(
				e, RC_INVALID,
				"the ceremony was broken off at share %u: nothing has changed, "
				"and the shares shown are void; hold it anew",
				i + 1);
	if (rc == RC_OK)
		rc = ceremony_finish(c, names, e);
	ceremony_free(c);
	return rc;
}

int command_vault_init(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct unit *u;
	struct err e;
	int count, status;
	char names[OFFICES_MAX];
	if (!options_read(c, NULL, &common, argc, argv, &count, &status))
		return status;
	if (count < SHARE_THRESHOLD || count > SHARES_MAX)
		return usage_error(c, "name the %d to %d offices that hold a share each",
				   SHARE_THRESHOLD, SHARES_MAX);
	if (!join_offices(argv, (unsigned)count, names))
		return usage_error(c, "an office needs a name, and the names at most %d letters",
				   OFFICES_MAX);
	if (!open_unit(&common, UNIT_SERVE, &u))
		return EXIT_REFUSED;
	enum rc rc = hold_ceremony(u, argv, (unsigned)count, slice_of(names), &e);
	unit_close(u);
	if (rc != RC_OK)
		return say_failure(&e);
	printf("The vault's key is in %d shares now; any %d of them open it, and nothing else does.\n"
	       "The key itself was never written and is gone from this machine.\n",
	       count, SHARE_THRESHOLD);
	return EXIT_DONE;
}

static enum rc check_shares(struct unit *u, struct err *e)
{
	char typed[TYPED_MAX] = "";
	struct share shares[SHARE_THRESHOLD];
	unsigned char *secret = secret_new(VAULT_KEY_BYTES);
	enum rc rc = secret ? RC_OK : err_set(e, RC_NOMEM, "no memory for the vault's key");
	for (unsigned i = 0; rc == RC_OK && i < SHARE_THRESHOLD; i++) {
		if (!read_line(i ? "Another office's share: " : "One office's share: ", typed))
			rc = err_set(e, RC_INVALID, "two shares are needed");
		else
			rc = share_read(slice_of(typed), &shares[i], e);
		clear_screen();
	}
	if (rc == RC_OK)
		rc = vault_join(u, &shares[0], &shares[1], secret, e);
	secret_free(secret);
	wipe_secret(shares, sizeof shares);
	wipe_secret(typed, sizeof typed);
	return rc;
}

int command_vault_check(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct unit *u;
	struct err e;
	int status;
	if (!open_unit_alone(c, argc, argv, UNIT_LOOK, &common, &u, &status))
		return status;
	enum rc rc = check_shares(u, &e);
	unit_close(u);
	if (rc != RC_OK)
		return say_failure(&e);
	printf("These two shares open the vault of this unit.\n");
	return EXIT_DONE;
}

static void print_state(const struct vault_state *s)
{
	char made[INSTANT_TEXT];
	struct slice rest = s->offices, office;
	printf("vault %s\n", s->mark);
	if (!s->in_shares) {
		printf("Its secret key is still in a file beside the database, and whoever has both "
		       "reads what\nis sealed. Hold the ceremony: piu vault init OFFICE OFFICE...\n");
		return;
	}
	instant_write(s->made_at, made);
	printf("Its key is in shares since %s; any %d open it. They are held by:\n", made,
	       SHARE_THRESHOLD);
	for (unsigned n = 1; slice_cut(&rest, '\n', &office); n++)
		printf("%4u  %.*s\n", n, SLICE_ARG(office));
}

int command_vault_status(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct vault_state state = {0};
	struct arena *a = arena_new(MEMORY);
	struct unit *u;
	struct err e;
	int count, status;
	if (!options_read(c, NULL, &common, argc, argv, &count, &status) ||
	    !open_unit(&common, UNIT_LOOK, &u)) {
		arena_free(a);
		return status;
	}
	enum rc rc = a ? vault_state_read(u, a, &state, &e)
		       : err_set(&e, RC_NOMEM, "no memory to read the vault's state");
	unit_close(u);
	if (rc == RC_OK)
		print_state(&state);
	arena_free(a);
	return rc == RC_OK ? EXIT_DONE : say_failure(&e);
}
