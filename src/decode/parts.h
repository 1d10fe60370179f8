/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/parts.h - private: the parts of one list (UNH S010) within one input,
 * in any order. Gaps below the highest part are reported; parts that may come
 * in another input are the caller's to wait for.
 */
#ifndef DECODE_PARTS_H
#define DECODE_PARTS_H

#include "decode/edifact/edi.h"

#define PARTS_KEY_MAX 64
#define PARTS_SEEN_MAX 1024 /* parts of higher numbers are not compared */

struct part_list {
	enum message_type type;
	char key[PARTS_KEY_MAX]; /* 0068, which all parts share */
	size_t key_length;
	unsigned highest, count; /* different parts */
	unsigned char seen[PARTS_SEEN_MAX / 8];
};

/* A message whose UNH was read: of the list, or of another one; then a gap of
 * the list before is told with this message. */
void parts_take(struct part_list *p, struct edi_reader *r, const struct message *m);
/* No message follows: a gap is told with the last one, at `offset`. */
void parts_end(struct part_list *p, struct edi_reader *r, size_t offset);

#endif
