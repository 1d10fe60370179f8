/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <assert.h>
#include <unicode/uchar.h>

static bool follows(struct slice s, size_t i, unsigned low, unsigned high)
{
	return i < s.n && (unsigned char)s.p[i] >= low && (unsigned char)s.p[i] <= high;
}

static bool tail(struct slice s, size_t i)
{
	return follows(s, i, 0x80, 0xbf);
}

/* RFC 3629 section 4, the table of well-formed byte sequences. */
size_t utf8_width(struct slice s)
{
	if (s.n == 0)
		return 0;
	unsigned c = (unsigned char)s.p[0];
	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c <= 0xdf)
		return tail(s, 1) ? 2 : 0;
	if (c >= 0xe0 && c <= 0xef) {
		unsigned low = c == 0xe0 ? 0xa0 : 0x80;
		unsigned high = c == 0xed ? 0x9f : 0xbf;
		return follows(s, 1, low, high) && tail(s, 2) ? 3 : 0;
	}
	if (c >= 0xf0 && c <= 0xf4) {
		unsigned low = c == 0xf0 ? 0x90 : 0x80;
		unsigned high = c == 0xf4 ? 0x8f : 0xbf;
		return follows(s, 1, low, high) && tail(s, 2) && tail(s, 3) ? 4 : 0;
	}
	return 0;
}

bool utf8_valid(struct slice s)
{
	for (size_t i = 0; i < s.n;) {
		size_t width = utf8_width(slice_range(s, i, s.n));
		if (width == 0)
			return false;
		i += width;
	}
	return true;
}

uint32_t utf8_read(struct slice s, size_t *width)
{
	assert(s.n > 0);
	static const unsigned char first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	size_t w = utf8_width(s);
	if (w == 0) {
		*width = 1;
		return 0xfffd;
	}
	uint32_t c = (unsigned char)s.p[0] & first_bits[w];
	for (size_t i = 1; i < w; i++)
		c = c << 6 | ((unsigned char)s.p[i] & 0x3f);
	*width = w;
	return c;
}

size_t utf8_write(uint32_t c, char out[4])
{
	assert(c <= 0x10ffff);
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t w = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char mark[] = {0, 0, 0xc0, 0xe0, 0xf0};
	for (size_t i = w - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	out[0] = (char)(mark[w] | c);
	return w;
}

uint32_t utf8_fold_word(uint32_t c)
{
	const uint32_t words = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
	if (!(U_GET_GC_MASK((UChar32)c) & words))
		return 0;
	return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0x7f || (c >= 0x80 && c <= 0xa0) || (c >= 0x2000 && c <= 0x200f) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x2060 || c == 0x3000 ||
	       c == 0xfeff;
}

size_t utf8_visible(struct slice s)
{
	size_t count = 0;
	for (size_t i = 0, width = 1; i < s.n; i += width)
		count += !is_blank(utf8_read(slice_range(s, i, s.n), &width));
	return count;
}
