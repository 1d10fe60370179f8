/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http_parts.h"

#include "base/utf8.h"

#include <string.h>

static int hex_digit(char c)
{
	if (ascii_digit(c))
		return c - '0';
	char upper = ascii_to_upper(c);
	return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

bool http_has_control(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t') || s.p[i] == 0x7f)
			return true;
	return false;
}

bool http_decode(struct slice s, struct arena *a, struct slice *out)
{
	char *to = arena_alloc(a, s.n + 1);
	size_t n = 0;
	if (!to)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '%') {
			to[n++] = s.p[i];
			continue;
		}
		int high = s.n - i > 2 ? hex_digit(s.p[i + 1]) : -1;
		int low = s.n - i > 2 ? hex_digit(s.p[i + 2]) : -1;
		if (high < 0 || low < 0)
			return false;
		to[n++] = (char)(high * 16 + low);
		i += 2;
	}
	*out = (struct slice){to, n};
	return utf8_valid(*out) && !http_has_control(*out) && !memchr(to, '\t', n);
}

bool http_is_token(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_alpha(s.p[i]) && !ascii_digit(s.p[i]) &&
		    (s.p[i] == '\0' || !strchr("!#$%&'*+-.^_`|~", s.p[i])))
			return false;
	return s.n > 0;
}
