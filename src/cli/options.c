/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include "base/err.h"
#include "base/slice.h"

#include <ini.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMON_ROWS 5

int usage_error(const struct command *c, const char *fmt, ...)
{
	va_list args;
	fputs("piu: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "\nusage: piu %s %s\n(piu help %s says more)\n", c->name, c->synopsis,
		c->name);
	return EXIT_USAGE;
}

int say_failure(const struct err *e)
{
	if (e->rule[0])
		fprintf(stderr, "piu: %s (%s)\n", e->text, e->rule);
	else
		fprintf(stderr, "piu: %s\n", e->text);
	return EXIT_REFUSED;
}

void say_list_finding(const struct finding *f)
{
	if (f->segment > 0)
		fprintf(stderr, "line %u: ", f->segment);
	fprintf(stderr, "%s: %.*s (%s)\n", severity_name(f->severity), SLICE_ARG(f->text), f->code);
}

bool option_number(const char *text, uint64_t least, uint64_t most, uint64_t *out)
{
	uint64_t n;
	if (!text)
		return true;
	if (!slice_u64(slice_of(text), &n) || n < least || n > most)
		return false;
	*out = n;
	return true;
}

static void common_rows(struct common *common, struct option_row rows[COMMON_ROWS])
{
	rows[0] = (struct option_row){"data", "DIR", &common->data, NULL,
				      "the unit's folder (default: $PIU_DATA, else ./data)"};
	rows[1] = (struct option_row){"config", "FILE", &common->config, NULL,
				      "read further options from FILE (name = value)"};
	rows[2] = (struct option_row){"json", NULL, NULL, &common->json, "print JSON"};
	rows[3] = (struct option_row){"help", NULL, NULL, &common->help, "print this"};
	rows[4] = (struct option_row){0};
}

static const struct option_row *find(const struct option_row *rows, const char *name, size_t n)
{
	for (; rows && rows->name; rows++) {
		if (strlen(rows->name) == n && memcmp(rows->name, name, n) == 0)
			return rows;
	}
	return NULL;
}

static void print_rows(const struct option_row *rows)
{
	for (; rows && rows->name; rows++) {
		char left[64];
		snprintf(left, sizeof left, "--%s%s%s", rows->name, rows->value ? " " : "",
			 rows->value ? rows->value : "");
		printf("  %-24s %s\n", left, rows->help);
	}
}

static void print_help(const struct command *c, const struct option_row *own,
		       const struct option_row *common)
{
	printf("usage: piu %s %s\n\n%s\n", c->name, c->synopsis, c->summary);
	if (c->text)
		printf("\n%s\n", c->text);
	printf("\noptions:\n");
	print_rows(own);
	print_rows(common);
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static bool takes_many(const struct option_row *row)
{
	return slice_ends(slice_of(row->value), "...");
}

static bool add_value(const struct option_row *row, const char *value)
{
	const char **to = row->text;
	while (*to)
		to++;
	if (to == row->text + OPTION_VALUES_MAX)
		return false;
	*to = value;
	return true;
}

/* The words after an option that takes many, up to the next option. */
static bool take_many(const struct command *c, const struct option_row *row, const char *equals,
		      int argc, char **argv, int *at)
{
	bool room = !equals || add_value(row, equals + 1);
	while (room && !equals && *at + 1 < argc && !is_option(argv[*at + 1]))
		room = add_value(row, argv[++*at]);
	if (!room)
		usage_error(c, "--%s takes at most %d values", row->name, OPTION_VALUES_MAX);
	else if (!*row->text)
		usage_error(c, "--%s needs a value: %s", row->name, row->value);
	return room && *row->text;
}

/* One option at argv[*at]; moves *at past its value. */
static bool take_option(const struct command *c, const struct option_row *own,
			const struct option_row *common, int argc, char **argv, int *at)
{
	const char *name = argv[*at] + 2, *equals = strchr(name, '=');
	size_t n = equals ? (size_t)(equals - name) : strlen(name);
	const struct option_row *row = find(own, name, n);
	if (!row)
		row = find(common, name, n);
	if (!row) {
		usage_error(c, "there is no option --%.*s", (int)n, name);
		return false;
	}
	if (!row->value) {
		if (equals)
			usage_error(c, "--%s takes no value", row->name);
		*row->flag = true;
		return !equals;
	}
	if (takes_many(row))
		return take_many(c, row, equals, argc, argv, at);
	*row->text = equals ? equals + 1 : *at + 1 < argc ? argv[++*at] : NULL;
	if (!*row->text)
		usage_error(c, "--%s needs a value: %s", row->name, row->value);
	return *row->text != NULL;
}

static bool read_line(const struct command *c, const struct option_row *own,
		      const struct option_row *common, int argc, char **argv, int *count)
{
	bool options = true;
	*count = 0;
	for (int i = 0; i < argc; i++) {
		if (!options || !is_option(argv[i])) {
			argv[(*count)++] = argv[i];
		} else if (strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (argv[i][1] != '-') {
			usage_error(c,
				    "there is no option %s; options are whole words, as in --data",
				    argv[i]);
			return false;
		} else if (!take_option(c, own, common, argc, argv, &i)) {
			return false;
		}
	}
	return true;
}

/* ---- the configuration file ---- */

struct config_reading {
	const struct option_row *own, *common;
	char unknown[64];
};

/* Values live as long as the program, like those of the command line. */
static int config_value(void *context, const char *section, const char *name, const char *value)
{
	struct config_reading *r = context;
	const struct option_row *row = find(r->own, name, strlen(name));
	(void)section; /* for readers only */
	if (!row)
		row = find(r->common, name, strlen(name));
	if (!row) /* an option of another command */
		return 1;
	if (row->value && takes_many(row))
		return add_value(row, strdup(value));
	if (row->value && !*row->text)
		*row->text = strdup(value);
	else if (!row->value && strcmp(value, "yes") == 0)
		*row->flag = true;
	return 1;
}

static bool read_config(const struct option_row *own, const struct option_row *common,
			const char *path, int *status)
{
	struct config_reading r = {.own = own, .common = common};
	int line = ini_parse(path, config_value, &r);
	if (line == 0)
		return true;
	if (line < 0)
		fprintf(stderr, "piu: cannot read the configuration file %s\n", path);
	else
		fprintf(stderr, "piu: %s:%d: expected `name = value`\n", path, line);
	*status = EXIT_REFUSED;
	return false;
}

bool options_read(const struct command *c, const struct option_row *own, struct common *common,
		  int argc, char **argv, int *count, int *status)
{
	struct option_row rows[COMMON_ROWS];
	common_rows(common, rows);
	*status = EXIT_USAGE;
	if (!read_line(c, own, rows, argc, argv, count))
		return false;
	if (common->help) {
		print_help(c, own, rows);
		*status = EXIT_DONE;
		return false;
	}
	return !common->config || read_config(own, rows, common->config, status);
}

const char *options_data(const struct common *common)
{
	const char *env = getenv("PIU_DATA");
	if (common->data)
		return common->data;
	return env && *env ? env : "data";
}
