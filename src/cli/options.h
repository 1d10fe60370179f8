/* SPDX-License-Identifier: Apache-2.0
 *
 * cli/options.h - options as a table: read from the command line and from the
 * configuration file, and printed as help. Private to cli/.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "model/finding.h"

#include <stdint.h>

enum exit_status { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

/* An option whose value ends in "..." takes all the words that follow it, and may be
 * repeated: `text` has room for so many and a NULL behind the last. */
#define OPTION_VALUES_MAX 63

struct option_row {
	const char *name;  /* without "--"; NULL ends a table */
	const char *value; /* what its value is called in help; NULL: a flag */
	const char **text; /* where the value goes */
	bool *flag;        /* where a flag goes */
	const char *help;
};

struct command {
	const char *name;     /* "watchlist import" */
	const char *synopsis; /* "LIST FILE [--format F] [--preview]" */
	const char *summary;  /* one line */
	const char *text;     /* more for `piu help COMMAND`; NULL: nothing more */
	int (*run)(const struct command *c, int argc, char **argv);
};

/* What every command may be told. */
struct common {
	const char *data, *config;
	bool json, help;
};

/* Reads options wherever they stand; `argv[0..*count)` are the other arguments
 * afterwards ("--" ends options). Values not given come from the configuration
 * file, where it has them. False after a message on standard error: exit with
 * *status. --help prints help and gives false with EXIT_DONE. */
bool options_read(const struct command *c, const struct option_row *own, struct common *common,
		  int argc, char **argv, int *count, int *status);

/* A whole number from `least` to `most`; where `text` is NULL (not given) `*out` stays. */
bool option_number(const char *text, uint64_t least, uint64_t most, uint64_t *out);

/* The data folder: --data, the configuration file's `data`, $PIU_DATA, ./data. */
const char *options_data(const struct common *common);

/* "piu: TEXT" and how the command is used, on standard error; gives EXIT_USAGE. */
int usage_error(const struct command *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* "piu: TEXT" on standard error; gives EXIT_REFUSED. */
struct err;
int say_failure(const struct err *e);
/* Says a finding of a list or of a travellers' file on standard error, with its line where
 * it has one. */
void say_list_finding(const struct finding *f);

#endif
