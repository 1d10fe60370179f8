/* SPDX-License-Identifier: Apache-2.0
 *
 * base/embedded.h - files built into the program by tools/embed.py.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name; /* file name without folder; NULL ends a table */
	const unsigned char *bytes;
	size_t n;
};

#endif
