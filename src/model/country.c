/* SPDX-License-Identifier: Apache-2.0 */
#include "model/country.h"

#include "model/country_table.h"

/* Four bytes as a number in their order. */
static uint32_t order_of(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | u[3];
}

struct slice country_read(struct slice s)
{
	s = slice_trim(s);
	struct slice absent = {NULL, 0};
	if (s.n < 1 || s.n > 3)
		return absent;
	char key[4] = {0};
	for (size_t i = 0; i < s.n; i++)
		key[i] = ascii_to_upper(s.p[i]);
	uint32_t wanted = order_of(key);
	/* The last row that is not behind `wanted`. Halved without a branch on
	 * what is found: countries come in no order that could be foreseen. */
	const struct country_code *row = country_codes;
	for (size_t n = country_codes_count; n > 1; n -= n / 2)
		row += order_of(row[n / 2].sent) <= wanted ? n / 2 : 0;
	return order_of(row->sent) == wanted ? (struct slice){row->code, 3} : absent;
}
