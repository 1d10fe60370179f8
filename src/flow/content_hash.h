/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/content_hash.h - by what a message is known again. Private to flow/.
 */
#ifndef FLOW_CONTENT_HASH_H
#define FLOW_CONTENT_HASH_H

#include "base/crypto.h"

/* Of a message as it is stored (decode_standalone: its content and its control
 * references). Line breaks between or within segments are the transport's. */
void content_hash(struct slice body, unsigned char out[HASH_BYTES]);

#endif
