/* SPDX-License-Identifier: Apache-2.0
 *
 * Prints docs/criteria-fields.md out of the table of fields of rules.
 */
#include "screen/rules/field.h"

#include <stdio.h>

static const char *const head =
	"# Fields of rules\n"
	"\n"
	"Everything that a [rule](criteria.md) may name. This page is made from the program's own table\n"
	"(`src/screen/rules/field_table.c`); `./test unit` says when it is out of date and how to make it anew. `piu rule fields`\n"
	"prints the same.\n"
	"\n"
	"Each field stands under a heading of Annex I of Directive (EU) 2016/681 (R-014). Where the last column names a ground,\n"
	"the field may stand for it: a rule can not hit by such fields alone (R-051). What the carrier did not send can not be\n"
	"known: the indicator does not hold, and its outcome says so.\n";

static const char *const words =
	"\n## What can not be named\n"
	"\n"
	"There is no field for a protected ground, for what may reveal one, or for who somebody is. Names with these words are\n"
	"refused with the reason.\n"
	"\n"
	"| word | why | rule |\n"
	"|---|---|---|\n";

static const char *object_of(const char *name, size_t *length)
{
	struct slice s = slice_of(name);
	*length = slice_find(s, '.', 0);
	return name;
}

static void print_table(size_t from)
{
	size_t length;
	const char *object = object_of(rule_fields[from].name, &length);
	printf("\n## %.*s\n\n| field | type | what it is | heading | may stand for |\n|---|---|---|---|---|\n",
	       (int)length, object);
	for (unsigned i = 0; i < rule_field_count; i++) {
		const struct rule_field *f = &rule_fields[i];
		size_t other;
		if (strncmp(object_of(f->name, &other), object, length + 1) == 0)
			printf("| `%s` | %s | %s | %u | %s |\n", f->name, f->type, f->about,
			       f->heading, f->proxy ? f->proxy : "");
	}
}

/* Whether an object has had its table before field `i`. */
static bool is_done(unsigned i)
{
	size_t length;
	const char *object = object_of(rule_fields[i].name, &length);
	for (unsigned k = 0; k < i; k++) {
		if (strncmp(rule_fields[k].name, object, length + 1) == 0)
			return true;
	}
	return false;
}

int main(void)
{
	fputs(head, stdout);
	for (unsigned i = 0; i < rule_field_count; i++) {
		if (!is_done(i))
			print_table(i);
	}
	fputs(words, stdout);
	for (unsigned i = 0; i < rule_refused_count; i++)
		printf("| %s | %s | %s |\n", rule_refused_words[i].word, rule_refused_words[i].why,
		       rule_refused_words[i].rule);
	return 0;
}
