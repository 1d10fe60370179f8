/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/country.h"

#include "model/country.h"

#include <string.h>

#define KEY_MAX 64

/* The letters and digits of a name in upper case, without "the"; other bytes
 * (those of UTF-8) as they are. */
static size_t key_of(struct slice s, char out[KEY_MAX])
{
	size_t n = 0;
	if (s.n > 4 && slice_is_nocase(slice_range(s, 0, 4), "the "))
		s = slice_range(s, 4, s.n);
	for (size_t i = 0; i < s.n && n < KEY_MAX; i++)
		if (ascii_alpha(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
			out[n++] = ascii_to_upper(s.p[i]);
	return n;
}

static bool row_has_name(const struct country_name *row, const char *key, size_t n)
{
	struct slice rest = slice_of(row->names);
	struct slice name;
	while (slice_cut(&rest, '|', &name)) {
		char other[KEY_MAX];
		if (key_of(name, other) == n && memcmp(key, other, n) == 0)
			return true;
	}
	return false;
}

/* ICAO Doc 9303 has codes for six kinds of British nationals; the State is one. */
static struct slice state_of(struct slice code)
{
	return slice_starts(code, "GB") ? SLICE("GBR") : code;
}

struct slice country_code(struct slice s)
{
	struct slice code = state_of(country_read(slice_trim(s)));
	char key[KEY_MAX];
	size_t n = key_of(slice_trim(s), key);
	for (size_t i = 0; !slice_present(code) && i < country_names_count && n > 0; i++) {
		if (row_has_name(&country_names[i], key, n))
			code = slice_of(country_names[i].alpha3);
	}
	return code;
}
