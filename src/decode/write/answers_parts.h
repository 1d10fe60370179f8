/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/answers_parts.h - private: what the files answers*.c share.
 */
#ifndef DECODE_WRITE_ANSWERS_PARTS_H
#define DECODE_WRITE_ANSWERS_PARTS_H

#include "decode/write/emit.h"
#include "model/answer.h"

/* The segments between UNH and UNT. */
void cusres_write(struct emit *w, const struct message *m);
void ackres_write(struct emit *w, const struct message *m);
void govreq_write(struct emit *w, const struct message *m);
void contrl_write(struct emit *w, const struct message *m);

/* As sent, else the usual code of the function; absent where it has none. */
struct slice function_code(const struct message *m);
/* The year of `d` is clear from two digits, as the message was prepared near to it. */
bool two_digit_year(const struct message *m, struct date d);

#endif
