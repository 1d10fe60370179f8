/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/csv.h"

enum list_kind lists_detect_kind(struct slice bytes)
{
	if (slice_starts(bytes, "\xEF\xBB\xBF"))
		bytes = slice_range(bytes, 3, bytes.n);
	bytes = slice_trim(bytes);
	char separator = csv_separator(bytes);
	struct slice cell;
	size_t end = 0;
	while (end < bytes.n && bytes.p[end] != '\n' && bytes.p[end] != '\r')
		end++;
	struct slice header = slice_range(bytes, 0, end);
	while (slice_cut(&header, separator ? separator : ',', &cell)) {
		cell = slice_trim(cell);
		if (cell.n > 2 && cell.p[0] == '"')
			cell = slice_trim(slice_range(cell, 1, cell.n - 1));
		if (slice_is_nocase(cell, "number"))
			return LIST_DOCUMENTS;
	}
	return LIST_PERSONS;
}
