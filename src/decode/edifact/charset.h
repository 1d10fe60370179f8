/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/edifact/charset.h - private: single-byte character sets to UTF-8.
 */
#ifndef DECODE_EDIFACT_CHARSET_H
#define DECODE_EDIFACT_CHARSET_H

#include "decode/edifact/edi.h"

extern const uint16_t charset_windows[32]; /* 0x80 to 0x9F */
extern const uint16_t charset_upper[][96]; /* by enum edi_charset; 0xA0 to 0xFF */

/* The character set that UNB 0001 names ("UNOC"); Latin-1 where it names an
 * ASCII repertoire or is not known; `*ascii` says that it was one of these. */
enum edi_charset charset_named(struct slice name, bool *ascii);

/* The code point of one byte; U+FFFD where the set has no character there. */
uint32_t charset_read(enum edi_charset set, unsigned char byte);

#endif
