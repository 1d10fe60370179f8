/* SPDX-License-Identifier: Apache-2.0
 *
 * Prints docs/findings.md out of the table of findings; with --codes, each code and its
 * severities, for tests/golden/finding_codes.py.
 */
#include "model/finding_table.h"

#include <stdio.h>

static const char *const head =
	"# Findings\n"
	"\n"
	"Everything that the program can find wrong with a message or a list: what it means, what was expected, and what to\n"
	"change. Codes are stable. This page is made from the program's own table (`src/model/finding_table.c`); `./test unit`\n"
	"says when it is out of date and how to make it anew.\n"
	"\n"
	"`error`: something could not be read and is missing. `warning`: read, but not as the standard says. `info`: worth\n"
	"knowing. Where a code has several severities, the finding itself says which. A profile of\n"
	"[`piu validate`](validate.md) may give a code another severity. Texts name segments, counts and limits, never a\n"
	"traveller's values.\n";

static const struct {
	const char *title, *about;
} sections[FINDING_KINDS] = {
	[FINDING_TRANSPORT] = {"How the message is written",
			       "Frames, separators, envelopes, counts and references of the transport, XML as such."},
	[FINDING_CONTENT] = {"What the message says", "Flights, travellers, documents, bookings."},
	[FINDING_RECEIPT] = {"At receipt", "Only the unit that takes the message in can know these."},
	[FINDING_PROGRAMME] = {"What a programme asks for",
			       "Only with a profile of [`piu validate`](validate.md) that asks for it."},
	[FINDING_WATCHLIST] = {"Lists and travellers' files", "Rows of lists that are imported ([watchlists.md](watchlists.md)), and of files for `piu screen` ([screen.md](screen.md))."},
};

static const enum severity worst_first[] = {SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO};

static void print_severities(unsigned set, const char *between)
{
	const char *before = "";
	for (size_t i = 0; i < sizeof worst_first / sizeof worst_first[0]; i++) {
		if (!(set & SEVERITY_BIT(worst_first[i])))
			continue;
		printf("%s%s", before, severity_name(worst_first[i]));
		before = between;
	}
}

/* A cell of a table in Markdown. */
static void print_cell(const char *text)
{
	printf(" ");
	for (; *text; text++) {
		if (*text == '<')
			printf("&lt;");
		else if (*text == '&')
			printf("&amp;");
		else if (*text == '|' || *text == '*')
			printf("\\%c", *text);
		else
			putchar(*text);
	}
	printf(" |");
}

static void print_row(const struct finding_row *row)
{
	printf("| `%s` | ", row->code);
	print_severities(row->severities, ", ");
	printf(" |");
	print_cell(row->messages);
	print_cell(row->wrong);
	print_cell(row->expected);
	print_cell(row->remedy);
	print_cell(row->clause);
	putchar('\n');
}

static void print_page(void)
{
	fputs(head, stdout);
	for (int kind = 0; kind < FINDING_KINDS; kind++) {
		printf("\n## %s\n\n%s\n\n", sections[kind].title, sections[kind].about);
		printf("| code | severity | in | what is wrong | what is expected | what to do | clause |\n");
		printf("|---|---|---|---|---|---|---|\n");
		for (size_t i = 0; i < finding_table_count; i++) {
			if ((int)finding_table[i].kind == kind)
				print_row(&finding_table[i]);
		}
	}
}

int main(int argc, char **argv)
{
	if (argc == 1) {
		print_page();
		return 0;
	}
	if (argc != 2 || strcmp(argv[1], "--codes") != 0)
		return 2;
	for (size_t i = 0; i < finding_table_count; i++) {
		printf("%s ", finding_table[i].code);
		print_severities(finding_table[i].severities, ",");
		putchar('\n');
	}
	return 0;
}
