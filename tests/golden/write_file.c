/* SPDX-License-Identifier: Apache-2.0
 *
 * Decodes files, writes each message again from the model, and compares what
 * is read from that with the first reading. Prints what differs; a message
 * that was read without findings must not differ. With -v the written messages
 * are printed.
 */
#include "base/file.h"
#include "decode/decode.h"
#include "decode/write/write.h"

#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX ((size_t)16 << 20)
#define MESSAGE_MAX ((size_t)256 << 20)

struct run {
	struct arena *a;
	const char *file;
	bool verbose;
	unsigned messages, differ, failed;
};

/* A list that was sent without a function's code gets one. */
static bool is_told(const struct message *m, const struct unwritten *u)
{
	return slice_present(m->function_code) || !slice_is(u->path, "function_code");
}

static void check(struct run *run, const struct message *m)
{
	struct err e;
	struct buf out;
	unwritten_list unwritten = {0};
	bool written = m->type == MESSAGE_PAXLST || m->type == MESSAGE_PNRGOV ||
		       m->type == MESSAGE_PNRGOV_XML;
	if (!written)
		return;
	buf_init(&out, MESSAGE_MAX);
	run->messages++;
	if (message_write(m, run->a, &out, &unwritten, &e) != RC_OK) {
		printf("%s: %s\n", run->file, e.text);
		run->failed++;
	}
	unsigned differ = 0;
	LIST_EACH(const struct unwritten, u, &unwritten)
	{
		differ += is_told(m, u);
		printf("%s: %.*s%s\n", run->file, SLICE_ARG(u->path),
		       m->findings.first ? " (it has findings)" : "");
	}
	run->differ += differ > 0;
	run->failed += differ > 0 && !m->findings.first;
	if (run->verbose)
		printf("%.*s\n", SLICE_ARG(buf_slice(&out)));
	buf_release(&out);
}

static bool check_file(struct run *run)
{
	struct err e;
	struct buf input;
	struct typeb frames;
	struct message *m;
	buf_init(&input, INPUT_MAX);
	if (file_read(run->file, &input, &e) != RC_OK ||
	    typeb_unwrap(input.p, input.n, run->a, &frames, &e) != RC_OK) {
		printf("%s: %s\n", run->file, e.text);
		return false;
	}
	const struct decode_options options = {.today = {2026, 4, 1}, .frames = &frames};
	struct decoder *d = decoder_new(buf_slice(&input), &options);
	while (d && decoder_next(d, run->a, &m, &e) == RC_OK)
		check(run, m);
	decoder_free(d);
	buf_release(&input);
	return d != NULL;
}

int main(int argc, char **argv)
{
	struct run run = {.a = arena_new(MESSAGE_MAX)};
	for (int i = 1; i < argc && run.a; i++) {
		run.file = argv[i];
		if (strcmp(argv[i], "-v") == 0)
			run.verbose = true;
		else if (!check_file(&run))
			run.failed++;
		arena_reset(run.a);
	}
	printf("%u messages, %u differ, %u of them without a finding\n", run.messages, run.differ,
	       run.failed);
	arena_free(run.a);
	return run.messages > 0 && run.failed == 0 ? 0 : 1;
}
