/* SPDX-License-Identifier: Apache-2.0 */
#include "model/country.h"

#include "model/country_table.h"

#include <string.h>

struct slice country_read(struct slice s)
{
	s = slice_trim(s);
	struct slice absent = {NULL, 0};
	if (s.n < 1 || s.n > 3)
		return absent;
	char key[4] = {0};
	for (size_t i = 0; i < s.n; i++)
		key[i] = ascii_to_upper(s.p[i]);
	size_t low = 0;
	size_t high = country_codes_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(key, country_codes[middle].sent, sizeof key);
		if (order == 0)
			return slice_of(country_codes[middle].code);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return absent;
}
