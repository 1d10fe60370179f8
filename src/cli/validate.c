/* SPDX-License-Identifier: Apache-2.0 */
#include "validate/validate.h"

#include "base/file.h"
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MEGABYTES 1024     /* of the largest file, where nothing else is said */
#define MEGABYTES_MAX 4095 /* places are numbers of 32 bits */
#define PROFILE_MAX ((size_t)1 << 20)
#define REPORT_MAX ((size_t)1 << 30)
#define MEMORY_MAX ((size_t)16 << 30)

struct validate_work {
	const struct validate_profile *profile;
	size_t file_max;       /* bytes */
	struct arena *arena;   /* of the profile */
	struct arena *file;    /* of one file: Type B frames */
	struct arena *message; /* of one message */
	struct buf profile_text, out;
	struct validate_report *report;
};

static enum rc print(struct validate_work *w, struct err *e)
{
	if (buf_failed(&w->out))
		return err_set(e, RC_NOMEM, "no memory to print the report");
	if (fwrite(w->out.p, 1, w->out.n, stdout) != w->out.n)
		return err_set(e, RC_IO, "cannot write to standard output");
	buf_clear(&w->out);
	return RC_OK;
}

static enum rc report(struct validate_work *w, struct validate_input *in, struct message *m,
		      struct err *e)
{
	validate_check(m, w->profile, in->frames, w->message);
	validate_report_message(w->report, in, m, w->message);
	if (arena_failed(w->message))
		return err_set(e, RC_NOMEM, "no memory to check a message");
	return print(w, e);
}

/* A file without anything in it has no message either. */
static enum rc report_nothing(struct validate_work *w, struct validate_input *in, struct err *e)
{
	struct message m = {.unreadable = true};
	m.prepared_at.hour = -1;
	finding_add(&m.findings, w->message, SEVERITY_ERROR, "no-message", 0, 0,
		    "the input is empty");
	return report(w, in, &m, e);
}

static enum rc report_all(struct validate_work *w, struct validate_input *in, struct err *e)
{
	struct decode_options options = {.today = date_of_instant(clock_now(&(struct clock){0})),
					 .frames = in->frames};
	struct decoder *d = decoder_new(in->input, &options);
	enum rc rc = d ? RC_OK : err_set(e, RC_NOMEM, "no memory to read a message");
	while (rc == RC_OK) {
		struct message *m;
		arena_reset(w->message);
		rc = decoder_next(d, w->message, &m, e);
		if (rc == RC_OK)
			rc = report(w, in, m, e);
	}
	decoder_free(d);
	if (rc == RC_END && in->messages == 0)
		return report_nothing(w, in, e);
	return rc == RC_END ? RC_OK : rc;
}

/* Frames are taken off in a copy: lines are counted in the file as it is. */
static enum rc validate_bytes(struct validate_work *w, const char *path, struct slice original,
			      struct err *e)
{
	struct typeb frames;
	arena_reset(w->file);
	struct slice input = arena_copy(w->file, original);
	if (original.n > 0 && !input.p)
		return err_set(e, RC_NOMEM, "no memory to read a file");
	/* The arena's memory is the program's own to change. */
	char *bytes = original.n > 0 ? (char *)(uintptr_t)input.p : NULL;
	enum rc rc = typeb_unwrap(bytes, input.n, w->file, &frames, e);
	if (rc != RC_OK)
		return rc;
	struct validate_input in = {.name = strcmp(path, "-") == 0 ? "standard input" : path,
				    .original = original,
				    .input = input,
				    .frames = &frames};
	return report_all(w, &in, e);
}

/* EXIT_USAGE for a file that can not be opened: the others are checked all the same. */
static int validate_file(struct validate_work *w, const char *path)
{
	struct buf file;
	struct err e;
	buf_init(&file, w->file_max);
	enum rc rc = file_read(path, &file, &e);
	int status = rc == RC_OK ? EXIT_DONE : EXIT_USAGE;
	if (rc == RC_OK && validate_bytes(w, path, buf_slice(&file), &e) != RC_OK)
		status = EXIT_REFUSED;
	if (status != EXIT_DONE)
		say_failure(&e);
	buf_release(&file);
	return status;
}

static int validate_files(struct validate_work *w, int count, char **paths)
{
	struct err e;
	int worst = EXIT_DONE;
	for (int i = 0; i < count; i++) {
		int status = validate_file(w, paths[i]);
		if (status > worst)
			worst = status;
	}
	validate_report_summary(w->report);
	if (print(w, &e) != RC_OK)
		return say_failure(&e);
	if (fflush(stdout) != 0)
		return EXIT_REFUSED;
	return worst == EXIT_DONE && !validate_report_conforms(w->report) ? EXIT_REFUSED : worst;
}

/* A profile of the program by its name, else a file of the user's own. */
static bool find_profile(struct validate_work *w, const struct command *c, const char *name)
{
	struct err e;
	enum rc rc = validate_profile_find(name, w->arena, &w->profile, &e);
	if (rc == RC_NOT_FOUND && file_exists(name)) {
		rc = file_read(name, &w->profile_text, &e);
		if (rc == RC_OK)
			rc = validate_profile_read(buf_slice(&w->profile_text), name, w->arena,
						   &w->profile, &e);
	}
	if (rc == RC_NOT_FOUND)
		usage_error(c, "there is no profile and no file \"%.200s\"; profiles are %s", name,
			    validate_profile_names(w->arena));
	else if (rc != RC_OK)
		say_failure(&e);
	return rc == RC_OK;
}

static bool wants_colour(void)
{
	const char *no_colour = getenv("NO_COLOR");
	return isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

static int run(struct validate_work *w, const struct command *c, const char *profile,
	       const struct validate_options *options, int count, char **paths)
{
	if (!w->arena || !w->file || !w->message)
		return EXIT_REFUSED;
	if (!find_profile(w, c, profile))
		return EXIT_USAGE;
	w->report = validate_report_new(w->profile, options, &w->out);
	return w->report ? validate_files(w, count, paths) : EXIT_REFUSED;
}

int command_validate(const struct command *c, int argc, char **argv)
{
	const char *profile = "tolerant", *file_max = NULL;
	uint64_t megabytes = MEGABYTES;
	struct validate_work w = {0};
	struct validate_options options = {0};
	struct common common = {0};
	const struct option_row rows[] = {
		{"profile", "NAME", &profile, NULL,
		 "tolerant (default), strict, or another profile; or a file"},
		{"file-max", "MEGABYTES", &file_max, NULL, "largest file (default 1024)"},
		{"all", NULL, NULL, &options.all, "show every place of a finding, not only five"},
		{0}};
	int count, status;
	if (!options_read(c, rows, &common, argc, argv, &count, &status))
		return status;
	if (count == 0)
		return usage_error(c, "which file? (- is standard input)");
	if (!option_number(file_max, 1, MEGABYTES_MAX, &megabytes))
		return usage_error(c, "--file-max is a number of megabytes from 1 to %d",
				   MEGABYTES_MAX);
	w.file_max = (size_t)megabytes << 20;
	options.json = common.json;
	options.colour = !common.json && wants_colour();
	w.arena = arena_new(MEMORY_MAX);
	w.file = arena_new(MEMORY_MAX);
	w.message = arena_new(MEMORY_MAX);
	buf_init(&w.profile_text, PROFILE_MAX);
	buf_init(&w.out, REPORT_MAX);
	status = run(&w, c, profile, &options, count, argv);
	validate_report_free(w.report);
	buf_release(&w.out);
	buf_release(&w.profile_text);
	arena_free(w.arena);
	arena_free(w.file);
	arena_free(w.message);
	return status;
}
