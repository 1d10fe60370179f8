/* SPDX-License-Identifier: Apache-2.0
 *
 * model/content.h - what a unit holds, counted and in one number: the same for
 * two units that hold the same truth.
 */
#ifndef MODEL_CONTENT_H
#define MODEL_CONTENT_H

#include "base/crypto.h"

#include <stdint.h>

#define CONTENT_KINDS 18

struct content {
	struct {
		const char *kind; /* static; "flights" ... */
		int64_t count;
	} kinds[CONTENT_KINDS];
	unsigned char digest[HASH_BYTES];
};

#endif
