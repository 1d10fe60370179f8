/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/typeb/frame.h - private: the lines of one Type B message.
 */
#ifndef DECODE_TYPEB_FRAME_H
#define DECODE_TYPEB_FRAME_H

#include "decode/typeb/typeb.h"

/* Whether a frame begins at the line at `at`; fills all but `end` and what `frame_close` sets. */
bool frame_open(struct slice input, size_t at, struct typeb_frame *out);
/* Looks at the text up to f->end. */
void frame_close(struct slice input, struct typeb_frame *f, bool *long_line);
/* The line at `at` without its end; `*next` is behind that. */
struct slice frame_line(struct slice input, size_t at, size_t *next);

#endif
