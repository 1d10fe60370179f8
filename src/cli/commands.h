/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/commands.h - one function a command, and what they share. Private to cli/.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"
#include "flow/unit.h"

/* One function a command: argv[0] is the word after its name; gives the exit status. */
int command_init(const struct command *c, int argc, char **argv);
int command_serve(const struct command *c, int argc, char **argv);
int command_ingest(const struct command *c, int argc, char **argv);
int command_decode(const struct command *c, int argc, char **argv);
int command_validate(const struct command *c, int argc, char **argv);
int command_screen(const struct command *c, int argc, char **argv);
int command_compare(const struct command *c, int argc, char **argv);
int command_watchlist_import(const struct command *c, int argc, char **argv);
int command_watchlist_desks(const struct command *c, int argc, char **argv);
int command_profile_check(const struct command *c, int argc, char **argv);
int command_profile_show(const struct command *c, int argc, char **argv);
int command_profile_versions(const struct command *c, int argc, char **argv);
int command_profile_propose(const struct command *c, int argc, char **argv);
int command_user_list(const struct command *c, int argc, char **argv);
int command_user_add(const struct command *c, int argc, char **argv);
int command_user_end(const struct command *c, int argc, char **argv);
int command_user_restore(const struct command *c, int argc, char **argv);
int command_user_end_sessions(const struct command *c, int argc, char **argv);
int command_user_reset_second_factor(const struct command *c, int argc, char **argv);
int command_backup(const struct command *c, int argc, char **argv);
int command_restore(const struct command *c, int argc, char **argv);
int command_check(const struct command *c, int argc, char **argv);
int command_audit_verify(const struct command *c, int argc, char **argv);
int command_audit_export(const struct command *c, int argc, char **argv);
int command_vault_init(const struct command *c, int argc, char **argv);
int command_vault_check(const struct command *c, int argc, char **argv);
int command_place_identity(const struct command *c, int argc, char **argv);
int command_place_declare(const struct command *c, int argc, char **argv);
int command_place_confirm(const struct command *c, int argc, char **argv);
int command_vault_status(const struct command *c, int argc, char **argv);
int command_retention_run(const struct command *c, int argc, char **argv);
int command_retention_status(const struct command *c, int argc, char **argv);
int command_simulate(const struct command *c, int argc, char **argv);

/* An administrator's call of the interface: the serving process does it; where there is
 * none, the unit is served for it, to nobody else. False after a message. */
bool call_unit(const struct common *common, const char *method, const char *path,
	       struct slice body);
/* Prints what a check found, as `piu check` does. */
struct check_report;
void check_print(const struct check_report *r, bool as_json);

/* Opens the unit of the data folder; false after a message. */
bool open_unit(const struct common *common, enum unit_mode mode, struct unit **out);
/* The same for a command that takes no arguments: reads its options first. False after a
 * message, or after its help; `*status` says how the command ends. */
bool open_unit_alone(const struct command *c, int argc, char **argv, enum unit_mode mode,
		     struct common *common, struct unit **out, int *status);

#endif
