/* SPDX-License-Identifier: Apache-2.0 */
#include "model/finding_table.h"

#include <assert.h>
#include <stdlib.h>

static int by_code(const void *code, const void *row)
{
	return strcmp(code, ((const struct finding_row *)row)->code);
}

const struct finding_row *finding_row_find(const char *code)
{
	const struct finding_row *row =
		bsearch(code, finding_table, finding_table_count, sizeof finding_table[0], by_code);
	assert(row); /* tests/golden/finding_codes.py */
	return row;
}
