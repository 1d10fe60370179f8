/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/commands.h"
#include "flow/laws.h"
#include "minimise/law.h"

#include <stdio.h>

#define MEMORY ((size_t)32 << 20)
#define BODY_MAX ((size_t)1 << 20)

/* A built-in profile by its name, else a file; false after a message. */
static bool read_profile(const char *name, struct buf *out)
{
	struct err e;
	struct slice text = law_built_in(slice_of(name));
	buf_init(out, LAW_TEXT_MAX);
	if (text.p) {
		buf_add(out, text);
		return true;
	}
	if (file_read(name, out, &e) == RC_OK)
		return true;
	say_failure(&e);
	return false;
}

static void print_faults(const char *name, const law_faults *faults)
{
	LIST_EACH(const struct law_fault, f, faults)
	{
		fprintf(stderr, "%s:", name);
		if (f->line)
			fprintf(stderr, "%u:", f->line);
		fprintf(stderr, " %.*s%s%s%s\n", SLICE_ARG(f->text), f->rule ? " (" : "",
			f->rule ? f->rule : "", f->rule ? ")" : "");
	}
	fprintf(stderr, "%u faults: this profile can not be used\n", faults->count);
}

/* What a profile says, written by `write` (law_explain, law_carrier_sheet). */
typedef void say_law(const struct law *law, struct buf *out);

static void explain(const struct law *law, struct buf *out)
{
	law_explain(law, date_of_instant(clock_now(&(struct clock){0})), out);
}

static int print_law(const struct law *law, say_law *write)
{
	struct buf out;
	buf_init(&out, BODY_MAX);
	write(law, &out);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return EXIT_DONE;
}

static int say(const char *name, struct slice text, say_law *write, struct arena *a)
{
	struct law law;
	law_faults faults;
	struct err e;
	if (law_read(text, a, &law, &faults, &e) != RC_OK)
		return say_failure(&e);
	if (faults.first) {
		print_faults(name, &faults);
		return EXIT_REFUSED;
	}
	return print_law(&law, write);
}

int command_profile_check(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct buf text;
	int count, status;
	const struct option_row options[] = {{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1)
		return usage_error(c, "which profile? A file, or one of eu-strict, icao-base and "
				      "national");
	struct arena *a = arena_new(MEMORY);
	status = a && read_profile(argv[0], &text) ? say(argv[0], buf_slice(&text), explain, a)
						   : EXIT_REFUSED;
	buf_release(&text);
	arena_free(a);
	return status;
}

/* The unit's profile in force; false after a message. */
static bool read_in_force(const struct common *common, struct arena *a, struct law *out)
{
	struct unit *u;
	struct err e;
	law_faults faults;
	struct profile_view whole;
	profile_views versions = {0};
	struct actor by = actor_system();
	bool found = false;
	if (!open_unit(common, UNIT_LOOK, &u))
		return false;
	enum rc rc = laws_read(u, &by, a, &versions, &e);
	LIST_EACH(const struct profile_view, v, &versions)
	{
		if (rc != RC_OK || found || !slice_is(v->state, "in-force"))
			continue;
		rc = law_show(u, &by, v->version, a, &whole, &e);
		found = rc == RC_OK;
	}
	if (found)
		rc = law_read(whole.content, a, out, &faults, &e);
	unit_close(u);
	if (rc != RC_OK)
		say_failure(&e);
	return rc == RC_OK && found;
}

static int sheet_in_force(const struct common *common, struct arena *a)
{
	struct law law;
	return read_in_force(common, a, &law) ? print_law(&law, law_carrier_sheet) : EXIT_REFUSED;
}

int command_profile_carrier_sheet(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct buf text;
	int count, status;
	const struct option_row options[] = {{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 1)
		return usage_error(c, "which profile? One, or that of the unit");
	struct arena *a = arena_new(MEMORY);
	buf_init(&text, LAW_TEXT_MAX);
	if (!a)
		status = EXIT_REFUSED;
	else if (count == 0)
		status = sheet_in_force(&common, a);
	else
		status = read_profile(argv[0], &text)
				 ? say(argv[0], buf_slice(&text), law_carrier_sheet, a)
				 : EXIT_REFUSED;
	buf_release(&text);
	arena_free(a);
	return status;
}

/* The version in force, or the list of all; printed by `print`. */
static int look(const struct common *common, void (*print)(const struct profile_view *))
{
	struct unit *u;
	struct err e;
	struct profile_view whole;
	profile_views versions = {0};
	struct actor by = actor_system();
	if (!open_unit(common, UNIT_LOOK, &u))
		return EXIT_REFUSED;
	struct arena *a = arena_new(MEMORY);
	enum rc rc = a ? laws_read(u, &by, a, &versions, &e)
		       : err_set(&e, RC_NOMEM, "no memory for the legal profile");
	LIST_EACH(const struct profile_view, v, &versions)
	{
		if (rc == RC_OK)
			rc = law_show(u, &by, v->version, a, &whole, &e);
		if (rc == RC_OK)
			print(&whole);
	}
	unit_close(u);
	arena_free(a);
	return rc == RC_OK ? EXIT_DONE : say_failure(&e);
}

static void print_in_force(const struct profile_view *v)
{
	if (slice_is(v->state, "in-force"))
		fwrite(v->content.p, 1, v->content.n, stdout);
}

static void print_version(const struct profile_view *v)
{
	char at[INSTANT_TEXT];
	instant_write(v->proposed_at, at);
	printf("%3lld  %-9.*s %-20.*s %s  %.*s\n", (long long)v->version, SLICE_ARG(v->state),
	       SLICE_ARG(v->name), at, SLICE_ARG(v->reason));
}

int command_profile_show(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	int count, status;
	const struct option_row options[] = {{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count == 0)
		return look(&common, print_in_force);
	struct slice text = law_built_in(slice_of(argv[0]));
	if (count > 1 || !text.p)
		return usage_error(c, "there are eu-strict, icao-base and national; without a name "
				      "the one in force in the unit is shown");
	fwrite(text.p, 1, text.n, stdout);
	return EXIT_DONE;
}

int command_profile_versions(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	int count, status;
	const struct option_row options[] = {{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "profile versions takes no arguments");
	return look(&common, print_version);
}

int command_profile_propose(const struct command *c, int argc, char **argv)
{
	const char *reason = NULL;
	struct common common = {0};
	struct buf text, body;
	struct json j;
	int count, status;
	const struct option_row options[] = {
		{"reason", "TEXT", &reason, NULL, "why the law is to change"}, {0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1 || !reason)
		return usage_error(c, "which file, and for which reason?");
	if (!read_profile(argv[0], &text)) {
		buf_release(&text);
		return EXIT_REFUSED;
	}
	buf_init(&body, BODY_MAX);
	json_init(&j, &body);
	json_object(&j);
	json_put(&j, "content", buf_slice(&text));
	json_put_str(&j, "reason", reason);
	json_object_end(&j);
	bool proposed = call_unit(&common, "POST", "/api/v1/profile/versions", buf_slice(&body));
	if (proposed)
		printf("Proposed. The approving authority decides it in the web application.\n");
	buf_release(&text);
	buf_release(&body);
	return proposed ? EXIT_DONE : EXIT_REFUSED;
}
