/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "base/crypto.h"
#include "cli/commands.h"

#include <stdio.h>
#include <string.h>

static const struct command commands[] = {
	{"init",
	 "[--profile NAME|FILE] [--demo] [--name TEXT] [--state TEXT] [--country CODE]\n"
	 "                [--airports CODES] [--legal-basis TEXT] [--place TEXT] [--address TEXT]",
	 "Makes a new unit: its database, its keys, and the law it works under.",
	 "The folder must not hold a unit yet. On a terminal, what is not given is asked for.\n"
	 "A unit without a legal basis takes in nothing (R-001); it can be given one later with\n"
	 "`piu init --legal-basis TEXT`. --demo makes the unit of a fictitious State, with people,\n"
	 "watchlists and flights around now, all invented.",
	 command_init},
	{"serve",
	 "[--listen ADDRESS] [--behind-edge] [--any-address] [--message-max MEGABYTES]\n"
	 "                [--parts-wait MINUTES] [--monitor ADDRESS] [--stop-wait SECONDS]",
	 "Runs the unit: interface, web application, drop folder, timers.",
	 "ADDRESS is ADDR:PORT (default 127.0.0.1:8080) or unix:PATH. SIGTERM and SIGINT: refuses what\n"
	 "is new, finishes what is under way, ends; a second one ends it at once. SIGHUP: reads the\n"
	 "settings again.",
	 command_serve},
	{"ingest", "FILE... | -",
	 "Walks every message of the files through the whole path, durably.",
	 "Repeating it changes nothing: messages are known again by their content. A unit that is\n"
	 "being served takes files in through its drop folder (DIR/drop) or POST /api/v1/messages.",
	 command_ingest},
	{"decode", "[--profile NAME] [--quiet] [--file-max MEGABYTES] FILE... | -",
	 "Reads carriers' messages and prints one JSON object for each (docs/decode.md).",
	 "Needs no unit. Sensitive data are erased as the legal profile says (default: icao-base).",
	 command_decode},
	{"validate", "[--profile NAME|FILE] [--all] [--json] [--file-max MEGABYTES] FILE... | -",
	 "Says whether carriers' messages conform, and what to mend (docs/validate.md).",
	 "Needs no unit. Profiles: tolerant (default: what could not be read counts), strict (the\n"
	 "guides to the letter), iapi-programme and carrier-example (examples to copy), or a file of\n"
	 "your own. Shows the text of segments: the report holds what the file holds. --json prints\n"
	 "an object for each message and a summary. Exit status 0 when all conform, else 1.",
	 command_validate},
	{"screen", "--list LIST... [--threshold T] TRAVELLERS.csv | -",
	 "Screens the travellers of a file against lists (docs/screen.md).",
	 "Needs no unit. Prints one JSON object a match and line, with the reasons. LIST is a file,\n"
	 "or NAME=FILE; its format is found out. TRAVELLERS.csv names its columns in the first row:\n"
	 "id, family, given, name (a whole name, in any order and script), birth_date, sex,\n"
	 "nationality, document_type, document_number, document_issuer; any may be absent. Rows that\n"
	 "can not be read are told on standard error, with their lines.",
	 command_screen},
	{"compare", "\"NAME A\" \"NAME B\" [--json]",
	 "Says how alike two names are, and why (docs/screen.md).",
	 "Needs no unit. NAME A as a traveller gives it, NAME B as a list writes it, both whole names\n"
	 "in any order and script. Prints which words met by which rule, the score of the names, and\n"
	 "what it would lead to with and without birth dates.",
	 command_compare},
	{"watchlist import",
	 "LIST FILE [--format F] [--kind K] [--severity S] [--source TEXT] [--preview]",
	 "Loads a watchlist of the unit, or brings it up to date (docs/watchlists.md).",
	 "FILE is the whole list: what is not in it any more is removed. --preview says what\n"
	 "would be added, changed and removed, and changes nothing.",
	 command_watchlist_import},
	{"watchlist desks", "LIST [DESK]...",
	 "Says at which desks the hits of a watchlist are seen (docs/roles.md).",
	 "Without a DESK: at every desk. Replaces what was said before.", command_watchlist_desks},
	{"profile check", "FILE | NAME",
	 "Says in sentences what a legal profile permits, or what is wrong (docs/profiles.md).",
	 "Needs no unit. Every fault is told with its line. Exit status 1 when there is one.",
	 command_profile_check},
	{"profile show", "[NAME]",
	 "Prints a built-in legal profile, or the one in force in the unit.", NULL,
	 command_profile_show},
	{"profile versions", "", "Lists the versions of the unit's legal profile.", NULL,
	 command_profile_versions},
	{"profile propose", "FILE --reason TEXT",
	 "Proposes a legal profile; another office approves it (docs/profiles.md).", NULL,
	 command_profile_propose},
	{"user list", "", "Lists the unit's accounts.", NULL, command_user_list},
	{"user add",
	 "USER --name TEXT --role ROLE [--person NUMBER] [--desk DESK] [--ends-at INSTANT]",
	 "Makes an account and prints its first password (docs/roles.md).", NULL, command_user_add},
	{"user end", "USER", "Ends the right of an account to sign in, and its sessions.", NULL,
	 command_user_end},
	{"user restore", "USER", "Restores the right of an account to sign in.", NULL,
	 command_user_restore},
	{"user end-sessions", "USER", "Ends all sessions of an account.", NULL,
	 command_user_end_sessions},
	{"user reset-second-factor", "USER",
	 "Takes away a lost second factor; ends the sessions of the account.", NULL,
	 command_user_reset_second_factor},
	{"backup", "DIR [--keys DIR] [--json]",
	 "Copies the unit into a new folder below DIR (docs/operate.md).",
	 "Works beside a serving unit, which goes on. A backup holds no keys: --keys brings a copy of\n"
	 "them up to date in a folder that does not lie with the backups; keys that the unit has\n"
	 "destroyed are destroyed there too.",
	 command_backup},
	{"restore", "BACKUP --keys DIR [--verify] [--json]",
	 "Makes a unit of a backup, in a new data folder, and checks all of it.",
	 "The unit's folder (--data) must not be there yet. --verify is a rehearsal: it restores\n"
	 "beside the backup, checks everything, and takes it away again. Exit status 1 if anything is\n"
	 "wrong.",
	 command_restore},
	{"check", "[--json]", "Reads the whole unit and verifies it; prints counts and a digest.",
	 "Two units that hold the same truth have the same digest, in whatever order it came.\n"
	 "Works beside a serving unit. Exit status 1 if anything is wrong.",
	 command_check},
	{"audit verify", "[--from FILE [--public-key KEY] [--checkpoints FILE]] [--json]",
	 "Verifies the audit trail, of the unit, a copy of piu.db or an export.",
	 "Names the first record that is not as it was written. Works offline: a copy or an export\n"
	 "needs the unit's public key alone, which should be noted away from the unit.",
	 command_audit_verify},
	{"audit export", "FILE", "Writes the audit trail with its proof to a file (docs/audit.md).",
	 NULL, command_audit_export},
	{"vault init", "OFFICE OFFICE...",
	 "Holds the ceremony: the vault's key in shares, one for each office (docs/vault.md).",
	 "Any two shares open what is sealed, and one alone tells nothing. Each share is shown once and\n"
	 "typed back by its holder; only then is the key taken into use and the provisional one\n"
	 "destroyed. Broken off, nothing has changed.",
	 command_vault_init},
	{"vault check", "", "Asks for two shares and says whether they open the vault.", NULL,
	 command_vault_check},
	{"vault status", "", "Says whether the vault's key is in shares, and who holds them.", NULL,
	 command_vault_status},
	{"place identity", "",
	 "Prints what this machine is told apart by, for declaring it as a place (docs/places.md).",
	 "Needs no unit.", command_place_identity},
	{"place declare", "NAME --address TEXT --reason TEXT --user USER [--machine DIGITS]",
	 "Declares a place where data may be processed, as USER, who signs in here (R-170).",
	 "For a unit that is not served: it works on a machine that is no declared place yet. The\n"
	 "place is in force once somebody of another office has confirmed it.",
	 command_place_declare},
	{"place confirm", "PLACE --user USER",
	 "Confirms a declared place, as USER of another office, who signs in here (R-170).", NULL,
	 command_place_confirm},
	{"retention run", "[--json]",
	 "Seals and deletes what is due now (docs/retention.md); recorded in the audit trail.",
	 "A unit that is being served does it by itself, every minute.", command_retention_run},
	{"retention status", "[--json]",
	 "Says how much is in the clear, sealed and on hold, and what comes next.",
	 "Works beside a serving unit. Exit status 1 if something is overdue.",
	 command_retention_status},
	{"simulate", "--seed N --flights N --from DATE [--out DIR]",
	 "Writes realistic, invented carriers' messages (docs/simulate.md).", NULL,
	 command_simulate},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void print_overview(void)
{
	printf("usage: piu COMMAND [OPTION]... [ARGUMENT]...\n\n"
	       "Passenger Information Unit: takes in carriers' API and PNR messages, screens\n"
	       "travellers against watchlists, and lets people decide what was found.\n\ncommands:\n");
	for (size_t i = 0; i < COMMANDS; i++)
		printf("  %-18s %s\n", commands[i].name, commands[i].summary);
	printf("\n`piu help COMMAND` says more. Every command takes --data DIR and --config FILE.\n");
}

/* A command is one word or two; *words says how many were used. */
static const struct command *find_command(int argc, char **argv, int *words)
{
	char two[64] = "";
	if (argc > 1)
		snprintf(two, sizeof two, "%s %s", argv[0], argv[1]);
	for (size_t i = 0; argc > 0 && i < COMMANDS; i++) {
		bool one_word = strcmp(commands[i].name, argv[0]) == 0;
		if (!one_word && strcmp(commands[i].name, two) != 0)
			continue;
		*words = one_word ? 1 : 2;
		return &commands[i];
	}
	return NULL;
}

static int no_command(const char *name)
{
	fprintf(stderr, "piu: there is no command \"%.40s\"; piu --help lists them\n", name);
	return EXIT_USAGE;
}

static int help(int argc, char **argv)
{
	int words;
	char option[] = "--help";
	char *only_help[] = {option};
	if (argc == 0) {
		print_overview();
		return EXIT_DONE;
	}
	const struct command *c = find_command(argc, argv, &words);
	return c ? c->run(c, 1, only_help) : no_command(argv[0]);
}

int cli_run(int argc, char **argv)
{
	int words;
	crypto_start();
	if (argc < 2) {
		fprintf(stderr, "piu: which command? piu --help lists them\n");
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("piu %s\n", PIU_VERSION);
		return EXIT_DONE;
	}
	if (strcmp(argv[1], "--help") == 0)
		return help(0, NULL);
	if (strcmp(argv[1], "help") == 0)
		return help(argc - 2, argv + 2);
	const struct command *c = find_command(argc - 1, argv + 1, &words);
	return c ? c->run(c, argc - 1 - words, argv + 1 + words) : no_command(argv[1]);
}

bool open_unit(const struct common *common, enum unit_mode mode, struct unit **out)
{
	struct err e;
	if (unit_open(options_data(common), mode, NULL, out, &e) == RC_OK)
		return true;
	say_failure(&e);
	return false;
}

bool open_unit_alone(const struct command *c, int argc, char **argv, enum unit_mode mode,
		     struct common *common, struct unit **out, int *status)
{
	int count;
	if (!options_read(c, NULL, common, argc, argv, &count, status))
		return false;
	if (count > 0) {
		*status = usage_error(c, "%s takes no arguments", c->name);
		return false;
	}
	*status = EXIT_REFUSED;
	return open_unit(common, mode, out);
}
