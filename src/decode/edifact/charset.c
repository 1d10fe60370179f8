/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/edifact/charset.h"

/* ISO 9735 0001, in the order of its letters UNOC to UNOL. */
static const enum edi_charset parts[] = {
	EDI_LATIN1, EDI_8859_2, EDI_8859_5, EDI_8859_7, EDI_8859_3,
	EDI_8859_4, EDI_8859_6, EDI_8859_8, EDI_8859_9, EDI_8859_15,
};

enum edi_charset charset_named(struct slice name, bool *ascii)
{
	*ascii = false;
	if (name.n == 4 && slice_starts(name, "UNO")) {
		char letter = name.p[3];
		if (letter >= 'C' && letter <= 'L')
			return parts[letter - 'C'];
		if (letter == 'W' || letter == 'Y')
			return EDI_UTF8;
	}
	*ascii = true;
	return EDI_LATIN1;
}

uint32_t charset_read(enum edi_charset set, unsigned char byte)
{
	if (byte < 0x80)
		return byte;
	uint32_t c;
	if (byte < 0xa0)
		c = charset_windows[byte - 0x80];
	else
		c = charset_upper[set == EDI_UTF8 ? EDI_LATIN1 : set][byte - 0xa0];
	return c ? c : 0xfffd;
}
