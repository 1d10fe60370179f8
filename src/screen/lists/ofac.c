/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/lists/ofac.h"

void ofac_birth_date(struct list_import *im, struct list_entry *entry, struct slice text,
		     unsigned line)
{
	static const char *const forms[] = {"D MON YYYY", "MON YYYY", "YYYY", NULL};
	struct list_birth_date b;
	if (value_date_by_forms(text, forms, &b))
		entry_add_birth_date(entry, im->arena, &b);
	else if (!value_is_nothing(text))
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-birth-date", line, 0,
			    "a date of birth can not be read; the entry is kept without it");
}

void ofac_identifier(struct list_import *im, struct list_entry *entry,
		     const struct list_document *d, unsigned line)
{
	static const char *const documents[] = {
		"passport",       "national id", "identification", "identity",  "id card",
		"cedula",         "c.u.r.p",     "d.n.i",          "ssn",       "driver",
		"tax id",         "travel",      "residency",      "stateless", "birth certificate",
		"citizen's card", "personal id", "visa",           "military",
	};
	if (value_has_word(d->type, "gender")) {
		import_sex(im, entry, d->number, line);
		return;
	}
	for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
		if (!value_has_word(d->type, documents[i]))
			continue;
		import_document(im, entry, d, line);
		return;
	}
}

void ofac_name(struct list_import *im, struct list_entry *entry, struct slice last_first,
	       enum name_quality quality)
{
	size_t comma = slice_find(last_first, ',', 0);
	if (comma == SIZE_MAX) {
		entry_add_name(entry, im->arena, last_first, quality);
		return;
	}
	const struct name_parts parts = {.family = slice_range(last_first, 0, comma),
					 .given = slice_range(last_first, comma + 1, last_first.n)};
	entry_add_parts(entry, im->arena, &parts, quality);
}
