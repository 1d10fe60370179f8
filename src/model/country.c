/* SPDX-License-Identifier: Apache-2.0 */
#include "model/country.h"

#include "model/country_table.h"

struct slice country_read(struct slice s)
{
	s = slice_trim(s);
	struct slice absent = {NULL, 0};
	if (s.n < 1 || s.n > 3)
		return absent;
	int letters[3] = {0};
	for (size_t i = 0; i < s.n; i++) {
		letters[i] = (unsigned char)ascii_to_upper(s.p[i]);
		if (letters[i] < 'A' || letters[i] > 'Z')
			return absent;
	}
	const char *code = country_codes[COUNTRY_KEY(letters[0], letters[1], letters[2])];
	return code[0] ? (struct slice){code, 3} : absent;
}
