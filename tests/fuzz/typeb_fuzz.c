/* SPDX-License-Identifier: Apache-2.0
 *
 * Type B frames around anything: the length stays, every byte but line
 * breaks and UNG was in the input, offsets map into it, and what comes out of the
 * frames is read to its end.
 */
#include "check.h"
#include "decode/decode.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)64 << 20)

static void check_bytes(const char *text, const uint8_t *data, size_t size, const struct typeb *t)
{
	for (size_t i = 0; i < size; i++) {
		size_t from = typeb_original(t, i);
		expect(from < size, "a byte stood in the input");
		bool made = text[i] == '\n' || memchr("UNG+1", text[i], 5);
		bool ends = i >= 5 && memcmp(text + i - 5, "UNG+1", 5) == 0;
		expect(text[i] == (char)data[from] || made || ends,
		       "a byte is what it was, a line break, or of a UNG");
	}
}

static void read_all(struct slice input, const struct typeb *t, struct arena *a)
{
	const struct decode_options options = {.today = {2026, 4, 1}, .frames = t};
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	struct err e;
	expect(d != NULL, "there is memory");
	while (decoder_next(d, a, &m, &e) == RC_OK) {
		LIST_EACH(const struct finding, f, &m->findings)
		expect(f->offset <= input.n, "a finding lies in the input");
	}
	decoder_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(MEMORY_MAX);
	char *bytes = malloc(size + 1);
	struct typeb t;
	struct err e;
	expect(a && bytes, "there is memory");
	memcpy(bytes, data, size);
	if (typeb_unwrap(bytes, size, a, &t, &e) == RC_OK) {
		check_bytes(bytes, data, size, &t);
		read_all((struct slice){bytes, size}, &t, a);
	}
	free(bytes);
	arena_free(a);
	return 0;
}
