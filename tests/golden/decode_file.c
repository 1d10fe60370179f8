/* SPDX-License-Identifier: Apache-2.0
 *
 * Decodes one file to lines of JSON, as of 1 April 2026; the golden tests
 * compare them with what is expected (tests/golden/golden.py).
 */
#include "base/file.h"
#include "decode/decode.h"

#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX ((size_t)16 << 20)
#define MESSAGE_MAX ((size_t)256 << 20)

static void print_messages(struct decoder *d, struct arena *a, struct buf *out)
{
	struct message *m;
	struct err e;
	enum rc rc;
	while ((rc = decoder_next(d, a, &m, &e)) == RC_OK) {
		decode_write_json(m, out);
		buf_char(out, '\n');
		fwrite(out->p, 1, out->n, stdout);
		buf_clear(out);
		arena_reset(a);
	}
	if (rc != RC_END)
		fprintf(stderr, "%s\n", e.text);
}

int main(int argc, char **argv)
{
	struct err e;
	struct buf input;
	struct buf out;
	buf_init(&input, INPUT_MAX);
	buf_init(&out, MESSAGE_MAX);
	if (argc != 2 || file_read(argv[1], &input, &e) != RC_OK) {
		fprintf(stderr, "usage: decode_file FILE\n");
		return 2;
	}
	struct arena *work = arena_new(MESSAGE_MAX);
	struct arena *a = arena_new(MESSAGE_MAX);
	struct typeb frames;
	if (!work || typeb_unwrap(input.p, input.n, work, &frames, &e) != RC_OK)
		return 2;
	const struct decode_options options = {.today = {2026, 4, 1}, .frames = &frames};
	struct decoder *d = decoder_new(buf_slice(&input), &options);
	if (!a || !d)
		return 2;
	print_messages(d, a, &out);
	decoder_free(d);
	arena_free(a);
	arena_free(work);
	buf_release(&out);
	buf_release(&input);
	return 0;
}
