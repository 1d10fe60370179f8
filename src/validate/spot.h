/* SPDX-License-Identifier: Apache-2.0
 *
 * validate/spot.h - private: where a finding is, for people: line and column of
 * the file, the text of the segment, and which part of it is meant.
 */
#ifndef VALIDATE_SPOT_H
#define VALIDATE_SPOT_H

#include "validate/validate.h"

struct spot {
	char tag[4]; /* of the segment; empty where it is not known */
	/* The segment (of XML: the line), without line breaks, printable, UTF-8; card numbers
	 * reduced. Absent where the finding has no place in the text. */
	struct slice text;
	size_t from, to; /* characters of the text that are meant; equal: the gap before `from` */
};

/* Counts to the byte at `offset`; rising offsets make that linear in the text. */
void line_count_to(struct line_count *count, struct slice text, size_t offset);

/* Memory from `a`. */
struct spot spot_find(const struct validate_input *in, const struct message *m,
		      const struct finding *f, struct arena *a);

/* The element of a segment that a code is about: counted from 0 behind the tag. */
struct spot_element {
	const char *code, *tag;
	unsigned element;
	int component; /* -1: all of the element */
};

extern const struct spot_element spot_table[]; /* ends without code */

#endif
