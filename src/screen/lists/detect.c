/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/csv.h"

#define LOOKED_AT ((size_t)64 << 10)

static const char *const names[LIST_FORMAT_COUNT] = {
	[LIST_FORMAT_CSV] = "csv",
	[LIST_FORMAT_UN_XML] = "un-xml",
	[LIST_FORMAT_OPENSANCTIONS_CSV] = "opensanctions-csv",
	[LIST_FORMAT_FTM_JSON] = "ftm-json",
	[LIST_FORMAT_INTERPOL_JSON] = "interpol-json",
	[LIST_FORMAT_OFAC_XML] = "ofac-xml",
	[LIST_FORMAT_OFAC_CSV] = "ofac-csv",
	[LIST_FORMAT_EU_XML] = "eu-xml",
	[LIST_FORMAT_OFAC_ADVANCED_XML] = "ofac-advanced-xml",
};

const char *list_format_name(enum list_format f)
{
	return names[f];
}

enum list_format list_format_named(struct slice name)
{
	for (int f = LIST_FORMAT_UNKNOWN + 1; f < LIST_FORMAT_COUNT; f++)
		if (slice_is(name, names[f]))
			return (enum list_format)f;
	return LIST_FORMAT_UNKNOWN;
}

static size_t find_text(struct slice s, const char *text, size_t from)
{
	size_t n = strlen(text);
	for (size_t at = slice_find(s, text[0], from); at != SIZE_MAX && at + n <= s.n;
	     at = slice_find(s, text[0], at + 1))
		if (memcmp(s.p + at, text, n) == 0)
			return at;
	return SIZE_MAX;
}

/* The name of the root element, without prefix; absent if it is not among the first bytes. */
static struct slice root_of(struct slice s)
{
	for (size_t at = slice_find(s, '<', 0); at != SIZE_MAX; at = slice_find(s, '<', at + 1)) {
		struct slice rest = slice_range(s, at + 1, s.n);
		size_t n = 0;
		if (slice_starts(rest, "!--"))
			at = find_text(s, "-->", at);
		if (at == SIZE_MAX)
			break;
		while (n < rest.n &&
		       (ascii_alpha(rest.p[n]) || rest.p[n] == '_' || rest.p[n] == ':'))
			n++;
		if (n == 0)
			continue;
		size_t colon = slice_find(slice_range(rest, 0, n), ':', 0);
		return slice_range(rest, colon == SIZE_MAX ? 0 : colon + 1, n);
	}
	return (struct slice){0};
}

static enum list_format xml_format(struct slice s)
{
	static const struct {
		const char *root;
		enum list_format format;
	} roots[] = {{"CONSOLIDATED_LIST", LIST_FORMAT_UN_XML},
		     {"sdnList", LIST_FORMAT_OFAC_XML},
		     {"Sanctions", LIST_FORMAT_OFAC_ADVANCED_XML},
		     {"export", LIST_FORMAT_EU_XML}};
	struct slice root = root_of(s);
	for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
		if (slice_is(root, roots[i].root))
			return roots[i].format;
	return LIST_FORMAT_UNKNOWN;
}

static enum list_format json_format(struct slice s)
{
	if (find_text(s, "\"properties\"", 0) != SIZE_MAX &&
	    find_text(s, "\"schema\"", 0) != SIZE_MAX)
		return LIST_FORMAT_FTM_JSON;
	bool notices = find_text(s, "\"entity_id\"", 0) != SIZE_MAX ||
		       find_text(s, "\"_embedded\"", 0) != SIZE_MAX;
	return notices ? LIST_FORMAT_INTERPOL_JSON : LIST_FORMAT_UNKNOWN;
}

static enum list_format csv_format(struct slice s)
{
	size_t end = slice_find(s, '\n', 0);
	struct slice line = slice_range(s, 0, end);
	size_t comma = slice_find(line, ',', 0);
	if (slice_digits(slice_trim(slice_range(line, 0, comma))) &&
	    find_text(line, "-0-", 0) != SIZE_MAX)
		return LIST_FORMAT_OFAC_CSV;
	bool schema = find_text(line, "\"schema\"", 0) != SIZE_MAX ||
		      find_text(line, ",schema,", 0) != SIZE_MAX;
	if (schema && find_text(line, "identifiers", 0) != SIZE_MAX)
		return LIST_FORMAT_OPENSANCTIONS_CSV;
	return slice_starts(s, "#:") || csv_separator(s) || slice_is_nocase(s, "number")
		       ? LIST_FORMAT_CSV
		       : LIST_FORMAT_UNKNOWN;
}

enum list_format lists_detect_format(struct slice bytes)
{
	if (slice_starts(bytes, "\xEF\xBB\xBF"))
		bytes = slice_range(bytes, 3, bytes.n);
	bytes = slice_trim(bytes);
	struct slice first = slice_range(bytes, 0, LOOKED_AT);
	if (slice_starts(first, "<"))
		return xml_format(first);
	if (slice_starts(first, "{") || slice_starts(first, "["))
		return json_format(first);
	return csv_format(first);
}
