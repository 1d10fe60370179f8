/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/content_hash.h"

void content_hash(struct slice body, unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	size_t from = 0;
	hash_begin(&h, NULL);
	for (size_t i = 0; i <= body.n; i++) {
		if (i < body.n && body.p[i] != '\r' && body.p[i] != '\n')
			continue;
		hash_bare(&h, slice_range(body, from, i));
		from = i + 1;
	}
	hash_end(&h, out);
}
