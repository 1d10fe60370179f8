/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index/deletions.h"

#include "screen/index/buckets.h"

/* Adds `s` and what is left when `deeper` more letters, from place `from` on, go. */
static void add(struct deletions *out, const char *s, unsigned n, unsigned from, unsigned deeper)
{
	out->hashes[out->count++] = bucket_hash(s, n, 0);
	for (unsigned i = from; deeper > 0 && i < n; i++) {
		char rest[WORD_LETTERS_MAX];
		memcpy(rest, s, i);
		memcpy(rest + i, s + i + 1, n - i - 1);
		add(out, rest, n - 1, i, deeper - 1);
	}
}

void deletions_of(struct slice sound, struct deletions *out)
{
	unsigned n = (unsigned)sound.n;
	out->count = 0;
	add(out, sound.p, n, 0, n < 4 ? 0 : n < 7 ? 1 : 2);
}
