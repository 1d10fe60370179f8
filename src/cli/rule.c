/* SPDX-License-Identifier: Apache-2.0
 *
 * piu rule check, piu rule fields: rules on their own, without a unit.
 */
#include "base/file.h"
#include "cli/commands.h"
#include "screen/rules/rule.h"

#include <stdio.h>

#define MEMORY ((size_t)32 << 20)
#define FILE_MAX ((size_t)256 << 10)

/* A rule as a file has it: "needs: 2", "incriminating: EXPRESSION", "exonerating: EXPRESSION";
 * lines that begin with a blank go on with the line before; # begins a remark at the start. */
struct rule_file {
	struct rule_text rule;
	struct rule_indicator indicators[RULE_INDICATORS_MAX];
	unsigned lines[RULE_INDICATORS_MAX], columns[RULE_INDICATORS_MAX]; /* where each begins */
	unsigned wrong_line;
	const char *wrong;
};

static bool wrong_at(struct rule_file *f, unsigned line, const char *what)
{
	f->wrong_line = line;
	f->wrong = what;
	return false;
}

static bool add_indicator(struct rule_file *f, enum indicator_side side, struct slice expression,
			  unsigned line, unsigned column)
{
	unsigned i = f->rule.indicator_count;
	if (i == RULE_INDICATORS_MAX)
		return wrong_at(f, line, "more than 32 indicators");
	f->indicators[i] = (struct rule_indicator){side, expression};
	f->lines[i] = line;
	f->columns[i] = column;
	f->rule.indicator_count++;
	return true;
}

/* One line that does not begin with a blank, or the lines up to the next such. */
static bool read_entry(struct rule_file *f, struct slice entry, unsigned line)
{
	uint64_t needs;
	size_t colon = slice_find(entry, ':', 0);
	size_t from = colon < entry.n ? colon + 1 : entry.n;
	struct slice key = slice_range(entry, 0, colon), value = slice_range(entry, from, entry.n);
	if (slice_is(key, "incriminating"))
		return add_indicator(f, INDICATOR_INCRIMINATES, value, line, (unsigned)from);
	if (slice_is(key, "exonerating"))
		return add_indicator(f, INDICATOR_EXONERATES, value, line, (unsigned)from);
	if (!slice_is(key, "needs"))
		return wrong_at(f, line,
				"a line begins with needs:, incriminating: or exonerating:");
	if (!slice_u64(slice_trim(value), &needs) || needs > RULE_INDICATORS_MAX)
		return wrong_at(f, line, "needs: is how many incriminating indicators must hold");
	f->rule.needs = (unsigned)needs;
	return true;
}

static bool goes_on(struct slice rest)
{
	return rest.n > 0 && strchr(" \t\r\n", rest.p[0]) && rest.p[0];
}

static bool read_rule(struct slice text, struct rule_file *f)
{
	unsigned line = 1;
	bool good = true;
	f->rule.indicators = f->indicators;
	while (good && text.n > 0) {
		size_t end = 0;
		unsigned lines = 0;
		do {
			size_t next = slice_find(text, '\n', end);
			end = next < text.n ? next + 1 : text.n;
			lines++;
		} while (goes_on(slice_range(text, end, text.n)));
		struct slice entry = slice_range(text, 0, end);
		if (entry.p[0] != '#' && slice_trim(entry).n > 0)
			good = read_entry(f, entry, line);
		line += lines;
		text = slice_range(text, end, text.n);
	}
	return good;
}

/* ---- what is wrong ---- */

static void print_fault(const char *name, const struct rule_file *f, const struct rule_fault *x)
{
	unsigned line = x->indicator ? f->lines[x->indicator - 1] : 0;
	unsigned column = x->column;
	if (line && x->line > 1)
		line += x->line - 1;
	else if (line && column)
		column += f->columns[x->indicator - 1];
	fprintf(stderr, "%s:", name);
	if (line)
		fprintf(stderr, "%u:", line);
	if (line && x->column)
		fprintf(stderr, "%u:", column);
	fprintf(stderr, " %.*s", SLICE_ARG(x->wrong));
	if (slice_present(x->expected))
		fprintf(stderr, "; expected: %.*s", SLICE_ARG(x->expected));
	/* Some sentences name it themselves. */
	fprintf(stderr, "%s%s%s\n", x->rule ? " [" : "", x->rule ? x->rule : "",
		x->rule ? "]" : "");
}

static int print_faults(const char *name, const struct rule_file *f, const rule_faults *faults)
{
	LIST_EACH(const struct rule_fault, x, faults)
	{
		print_fault(name, f, x);
	}
	fprintf(stderr, "%u faults: this rule can not be used\n", faults->count);
	return EXIT_REFUSED;
}

/* ---- what it says ---- */

static void explain_fields(const struct rule_checked *checked)
{
	LIST_EACH(const struct rule_facts_used, u, &checked->fields)
	{
		const struct rule_field *x = u->field;
		printf("     %s: %s", x->name, x->about);
		if (x->proxy)
			printf(" May stand for %s (R-051).", x->proxy);
		printf("\n");
	}
}

static void explain_indicator(const struct rule_file *f, unsigned i, struct arena *a)
{
	struct rule_checked checked;
	rule_faults faults = {0};
	struct err e;
	if (rule_expression_check(f->indicators[i].expression, a, &checked, &faults, &e) != RC_OK)
		return; /* checked before */
	printf("\n%2u. %s: %.*s\n", i + 1, indicator_side_name(f->indicators[i].side),
	       SLICE_ARG(checked.printed));
	explain_fields(&checked);
	printf("     At most %u steps of %d.\n", checked.cost, RULE_COST_MAX);
}

static void explain(const struct rule_file *f, struct arena *a)
{
	unsigned against = 0, count = f->rule.indicator_count;
	for (unsigned i = 0; i < count; i++)
		against += f->indicators[i].side == INDICATOR_INCRIMINATES;
	unsigned needs = f->rule.needs ? f->rule.needs : against;
	printf("A traveller is hit when %s%u of %u incriminating indicators hold",
	       needs < against ? "at least " : "", needs, against);
	if (count > against)
		printf(", and no exonerating one does");
	printf(".\nWhat can not be known, because the carrier did not send it, does not hold.\n");
	for (unsigned i = 0; i < count; i++)
		explain_indicator(f, i, a);
}

static int check(const char *name, struct slice text, struct arena *a)
{
	struct rule_file f = {.wrong = NULL};
	rule_faults faults = {0};
	struct err e;
	if (!read_rule(text, &f)) {
		fprintf(stderr, "%s:%u: %s\n", name, f.wrong_line, f.wrong);
		return EXIT_REFUSED;
	}
	enum rc rc = rule_check(&f.rule, a, &faults, &e);
	if (rc == RC_INVALID)
		return print_faults(name, &f, &faults);
	if (rc != RC_OK)
		return say_failure(&e);
	explain(&f, a);
	return EXIT_DONE;
}

int command_rule_check(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct buf text;
	struct err e;
	int count, status;
	if (!options_read(c, NULL, &common, argc, argv, &count, &status))
		return status;
	if (count != 1)
		return usage_error(c, "which file?");
	buf_init(&text, FILE_MAX);
	struct arena *a = arena_new(MEMORY);
	enum rc rc = a ? file_read(argv[0], &text, &e)
		       : err_set(&e, RC_NOMEM, "no memory to check a rule");
	status = rc == RC_OK ? check(argv[0], buf_slice(&text), a) : say_failure(&e);
	buf_release(&text);
	arena_free(a);
	return status;
}

int command_rule_fields(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	int count, status;
	if (!options_read(c, NULL, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "rule fields takes no arguments");
	for (unsigned i = 0; i < rule_field_count; i++) {
		const struct rule_field *f = &rule_fields[i];
		printf("%-28s %-14s %s", f->name, f->type, f->about);
		if (f->proxy)
			printf(" May stand for %s (R-051).", f->proxy);
		printf("\n");
	}
	return EXIT_DONE;
}
