/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pack.h"

#include "base/crypto.h"

#include <stdlib.h>
#include <zlib.h>

enum rc pack_bytes(struct slice plain, struct buf *out, struct err *e)
{
	uLongf n = compressBound((uLong)plain.n);
	Bytef *packed = malloc(n);
	if (!packed)
		return err_set(e, RC_NOMEM, "no memory to pack %zu bytes", plain.n);
	int code =
		compress2(packed, &n, (const Bytef *)(plain.p ? plain.p : ""), (uLong)plain.n, 9);
	if (code == Z_OK)
		buf_add(out, (struct slice){(const char *)packed, n});
	free(packed);
	if (code != Z_OK)
		return err_set(e, RC_NOMEM, "no memory to pack %zu bytes", plain.n);
	return buf_failed(out) ? err_set(e, RC_LIMIT, "packed data are larger than the limit")
			       : RC_OK;
}

static enum rc inflate_all(z_stream *z, struct buf *out, struct err *e)
{
	unsigned char chunk[1 << 12];
	int code = Z_OK;
	while (code == Z_OK && !buf_failed(out)) {
		z->next_out = chunk;
		z->avail_out = sizeof chunk;
		code = inflate(z, Z_NO_FLUSH);
		buf_add(out, (struct slice){(const char *)chunk, sizeof chunk - z->avail_out});
	}
	wipe_secret(chunk, sizeof chunk);
	if (buf_failed(out))
		return err_set(e, RC_LIMIT, "unpacked data are larger than the limit");
	return code == Z_STREAM_END ? RC_OK : err_set(e, RC_CORRUPT, "packed data are damaged");
}

enum rc unpack_bytes(struct slice packed, struct buf *out, struct err *e)
{
	z_stream z = {0};
	if (packed.n > UINT32_MAX)
		return err_set(e, RC_LIMIT, "packed data are larger than the limit");
	unsigned char *copy = malloc(packed.n + 1);
	if (!copy || inflateInit(&z) != Z_OK) {
		free(copy);
		return err_set(e, RC_NOMEM, "no memory to unpack %zu bytes", packed.n);
	}
	for (size_t i = 0; i < packed.n; i++)
		copy[i] = (unsigned char)packed.p[i];
	z.next_in = copy;
	z.avail_in = (uInt)packed.n;
	enum rc rc = inflate_all(&z, out, e);
	inflateEnd(&z);
	free(copy);
	return rc;
}
