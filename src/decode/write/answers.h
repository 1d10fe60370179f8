/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/write/answers.h - CUSRES, ACKRES, GOVREQ and CONTRL as EDIFACT, each
 * an interchange of its own: what decode/decode.h reads of it is the message
 * again.
 *
 * A code that is to be sent must be in the model as a code; where only a
 * function is (FUNCTION_RESPONSE ...), its usual code is written.
 */
#ifndef DECODE_WRITE_ANSWERS_H
#define DECODE_WRITE_ANSWERS_H

#include "base/buf.h"
#include "model/answer.h"

/* Adds the interchange to `out`, whose failures stay in it. `m` is of one of the
 * four types and has an `answer`. False: a separator in a text could not be
 * written, as `una` of `m` has no release character; a blank stands for it. */
bool answers_write(const struct message *m, struct buf *out) MUST_CHECK;

#endif
