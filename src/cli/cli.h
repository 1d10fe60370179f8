/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/cli.h - the commands of `piu` (docs/commands.md).
 *
 * Results go to standard output, everything else to standard error.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* Exit status: 0 success, 1 refused or failed, 2 used wrongly. */
int cli_run(int argc, char **argv);

#endif
