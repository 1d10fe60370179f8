/* SPDX-License-Identifier: Apache-2.0
 *
 * base/pack.h - bytes made smaller without loss (DEFLATE, RFC 1951; zlib format, RFC 1950).
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/buf.h"
#include "base/err.h"

/* Adds the packed bytes. RC_NOMEM, RC_LIMIT. */
enum rc pack_bytes(struct slice plain, struct buf *out, struct err *e) MUST_CHECK;
/* Adds what was packed. RC_CORRUPT: it is not whole; RC_LIMIT: it is more than `out` holds. */
enum rc unpack_bytes(struct slice packed, struct buf *out, struct err *e) MUST_CHECK;

#endif
