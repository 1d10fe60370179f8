/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"
#include "cli/screen_parts.h"

#include <stdio.h>

#define MEMORY_MAX ((size_t)1 << 28)
#define JSON_MAX ((size_t)1 << 20)

/* How a case is told to people. */
static const char *case_text(enum screen_case_kind k)
{
	static const char *const texts[] = {"the same day", "day and month exchanged",
					    "only the year known, the same", "one not known",
					    "different days"};
	return texts[k];
}

static const char *outcome_text(const struct screen_case *c)
{
	return c->alerts ? screen_outcome_name(c->outcome) : "no match";
}

static const char *word_text(struct slice s)
{
	return slice_present(s) ? s.p : "-"; /* copies of an arena end with a NUL */
}

static void print_words(const screen_words *words)
{
	int width[] = {9, 6};
	LIST_EACH(const struct screen_word, w, words)
	{
		width[0] = (int)w->traveller.n > width[0] ? (int)w->traveller.n : width[0];
		width[1] = (int)w->entry.n > width[1] ? (int)w->entry.n : width[1];
	}
	printf("%-*s  %-*s  %-16s  %-10s  %s\n", width[0], "A", width[1], "B", "how they met",
	       "similarity", "weight");
	LIST_EACH(const struct screen_word, w, words)
	{
		printf("%-*s  %-*s  %-16s  %d.%03d       %d.%03d%s\n", width[0],
		       word_text(w->traveller), width[1], word_text(w->entry),
		       w->rule ? w->rule : "met nothing", w->similarity_permille / 1000,
		       w->similarity_permille % 1000, w->weight_permille / 1000,
		       w->weight_permille % 1000, w->together ? "  written together" : "");
	}
}

static void print_text(const char *const names[2], const struct screen_comparison *r)
{
	printf("A: %s\nB: %s\n\n", names[0], names[1]);
	print_words(&r->words);
	printf("\nscore of the names  %d.%03d\n\n%-30s  %-12s  %s\n", r->score_permille / 1000,
	       r->score_permille % 1000, "with birth dates", "outcome", "score");
	for (int k = 0; k < CASE_COUNT; k++) {
		const struct screen_case *c = &r->cases[k];
		printf("%-30s  %-12s  ", case_text((enum screen_case_kind)k), outcome_text(c));
		if (c->alerts)
			printf("%d.%03d\n", c->score_permille / 1000, c->score_permille % 1000);
		else
			printf("-\n");
	}
}

static void write_cases(struct json *j, const struct screen_comparison *r)
{
	json_key(j, "outcomes");
	json_array(j);
	for (int k = 0; k < CASE_COUNT; k++) {
		const struct screen_case *c = &r->cases[k];
		json_object(j);
		json_put_str(j, "birth_date", screen_case_name((enum screen_case_kind)k));
		if (c->alerts) {
			json_put_str(j, "outcome", screen_outcome_name(c->outcome));
			screen_write_permille(j, "score", c->score_permille);
		} else {
			json_key(j, "outcome");
			json_null(j);
		}
		json_object_end(j);
	}
	json_array_end(j);
}

static int print_json(const char *const names[2], const struct screen_comparison *r)
{
	struct buf b;
	struct json j;
	buf_init(&b, JSON_MAX);
	json_init(&j, &b);
	json_object(&j);
	json_put_str(&j, "traveller", names[0]);
	json_put_str(&j, "entry", names[1]);
	screen_write_permille(&j, "score", r->score_permille);
	screen_write_words(&j, &r->words);
	write_cases(&j, r);
	json_object_end(&j);
	bool failed = buf_failed(&b);
	if (!failed)
		printf("%.*s\n", (int)b.n, b.p);
	buf_release(&b);
	return failed ? EXIT_REFUSED : EXIT_DONE;
}

int command_compare(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct screen_comparison result;
	struct err e;
	int count, status;
	const struct option_row none[] = {{0}};
	if (!options_read(c, none, &common, argc, argv, &count, &status))
		return status;
	if (count != 2)
		return usage_error(c, "which two names? Each is one word for the shell: \"NAME\"");
	const char *const names[2] = {argv[0], argv[1]};
	struct arena *a = arena_new(MEMORY_MAX);
	enum rc rc =
		a ? screen_compare_names(slice_of(names[0]), slice_of(names[1]), a, &result, &e)
		  : err_set(&e, RC_NOMEM, "no memory to compare two names");
	if (rc != RC_OK)
		status = say_failure(&e);
	else if (common.json)
		status = print_json(names, &result);
	else
		print_text(names, &result);
	arena_free(a);
	if (rc == RC_OK)
		status = fflush(stdout) == 0 ? EXIT_DONE : EXIT_REFUSED;
	return status;
}
