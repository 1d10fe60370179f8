/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/csv.h"

const char *list_format_name(enum list_format f)
{
	static const char *const names[] = {NULL, "csv", "un-xml"};
	return names[f];
}

enum list_format lists_detect_format(struct slice bytes)
{
	if (slice_starts(bytes, "\xEF\xBB\xBF"))
		bytes = slice_range(bytes, 3, bytes.n);
	bytes = slice_trim(bytes);
	if (slice_starts(bytes, "<"))
		return LIST_FORMAT_UN_XML;
	return csv_separator(bytes) || slice_is_nocase(bytes, "number") ? LIST_FORMAT_CSV
									: LIST_FORMAT_UNKNOWN;
}
