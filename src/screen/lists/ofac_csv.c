/* SPDX-License-Identifier: Apache-2.0
 *
 * sdn.csv of the Office of Foreign Assets Control, and behind it in the same file
 * alt.csv and add.csv. None has a header; their rows are told apart by their fields.
 */
#include "screen/lists/csv.h"
#include "screen/lists/importers.h"
#include "screen/lists/ofac.h"
#include "screen/lists/pending.h"

enum { SDN_FIELDS = 12, ADDRESS_FIELDS = 6, ALIAS_FIELDS = 5 };

static struct slice cell(const struct csv_row *row, unsigned n)
{
	struct slice s = slice_trim(row->cells[n]);
	return slice_is(s, "-0-") ? (struct slice){0} : s;
}

static bool cut_start(struct slice *s, const char *start)
{
	size_t n = strlen(start);
	if (!slice_nocase_eq(slice_range(*s, 0, n), slice_of(start)))
		return false;
	*s = slice_trim(slice_range(*s, n, s->n));
	return true;
}

/* "Passport A1234567 (Utopia) expires 2 May 2031", without its kind. */
static struct list_document document_of(struct slice kind, struct slice text)
{
	size_t open = slice_find(text, '(', 0);
	size_t close = slice_find(text, ')', open == SIZE_MAX ? 0 : open);
	struct list_document d = {.type = kind, .number = text};
	if (open != SIZE_MAX && close != SIZE_MAX) {
		d.number = slice_trim(slice_range(text, 0, open));
		d.issuer = slice_range(text, open + 1, close);
		d.status = slice_trim(slice_range(text, close + 1, text.n));
	}
	return d;
}

static bool read_document(struct list_import *im, struct list_entry *entry, struct slice text,
			  unsigned line)
{
	static const char *const kinds[] = {
		"Passport",
		"Diplomatic Passport",
		"National ID No.",
		"Identification Number",
		"Personal ID Card",
		"Identity Card",
		"Cedula No.",
		"C.U.R.P.",
		"D.N.I.",
		"SSN",
		"Driver's License No.",
		"Tax ID No.",
		"Travel Document Number",
		"Residency Number",
		"Stateless Person ID Card",
		"Birth Certificate Number",
		"National Foreign ID Number",
		"Gender",
	};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct slice rest = text;
		if (!cut_start(&rest, kinds[i]))
			continue;
		struct list_document d = document_of(slice_of(kinds[i]), rest);
		ofac_identifier(im, entry, &d, line);
		return true;
	}
	return false;
}

/* One remark; the rest of them is in the reason. */
static void read_remark(struct list_import *im, struct list_entry *entry, struct slice text,
			unsigned line)
{
	text = slice_trim(text);
	cut_start(&text, "alt. ");
	if (read_document(im, entry, text, line))
		return;
	if (cut_start(&text, "DOB "))
		ofac_birth_date(im, entry, text, line);
	else if (cut_start(&text, "POB "))
		entry_add_place(entry, im->arena, text);
	else if (cut_start(&text, "nationality ") || cut_start(&text, "citizen "))
		entry_add_nationality(entry, im->arena, import_country(im, text, line));
	else if (cut_start(&text, "a.k.a. '"))
		ofac_name(im, entry, slice_range(text, 0, slice_find(text, '\'', 0)), NAME_LOW);
}

static void read_sdn(struct pendings *p, const struct csv_row *row)
{
	struct list_import *im = p->im;
	if (!slice_is_nocase(cell(row, 2), "individual")) {
		import_other(im);
		return;
	}
	if (pending_find(p, cell(row, 0))) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-id-twice", row->line, 0,
			    "this entry has the id of an earlier one and is left out");
		return;
	}
	struct pending *one = pending_get(p, cell(row, 0), row->line);
	struct slice remarks = cell(row, 11);
	struct slice rest = slice_ends(remarks, ".") ? slice_range(remarks, 0, remarks.n - 1)
						     : remarks;
	struct slice remark;
	if (!one)
		return;
	ofac_name(im, &one->entry, cell(row, 1), NAME_PRIMARY);
	while (slice_cut(&rest, ';', &remark))
		read_remark(im, &one->entry, remark, row->line);
	struct slice reason = import_text(im, cell(row, 3));
	reason = import_join(im, reason, ": ", cell(row, 4));
	one->entry.reason = import_join(im, reason, "; ", remarks);
}

/* Rows of what is no person are passed over like their owner. */
static void read_alias(struct pendings *p, const struct csv_row *row)
{
	struct pending *one = pending_find(p, cell(row, 0));
	if (one)
		ofac_name(p->im, &one->entry, cell(row, 3),
			  slice_is_nocase(cell(row, 2), "fka") ? NAME_FORMER : NAME_GOOD);
}

static void read_address(struct pendings *p, const struct csv_row *row)
{
	struct pending *one = pending_find(p, cell(row, 0));
	struct slice text = {0};
	if (!one)
		return;
	for (unsigned i = 2; i < 5; i++)
		text = import_join(p->im, text, ", ", cell(row, i));
	entry_add_address(&one->entry, p->im->arena, text);
}

static void read_row(struct pendings *p, const struct csv_row *row)
{
	struct list_import *im = p->im;
	if (row->count == 1 && slice_is(slice_trim(row->cells[0]), "\x1A"))
		return; /* the end of a file, as these are written */
	if (row->problem)
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-row", row->line, 0, "%s",
			    row->problem);
	else if (row->count != SDN_FIELDS && row->count != ALIAS_FIELDS &&
		 row->count != ADDRESS_FIELDS)
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-columns", row->line, 0,
			    "the row has %u fields, not 12 (sdn.csv), 5 (alt.csv) or 6 (add.csv); "
			    "it is left out",
			    row->count);
	else if (!slice_digits(cell(row, 0)))
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-no-id", row->line, 0,
			    "the row does not begin with a number and is left out");
	else if (row->count == SDN_FIELDS)
		read_sdn(p, row);
	else if (row->count == ALIAS_FIELDS)
		read_alias(p, row);
	else
		read_address(p, row);
}

enum rc import_ofac_csv(struct list_import *im, struct slice bytes, struct err *e)
{
	struct pendings p;
	struct csv c;
	struct csv_row row;
	pendings_init(&p, im);
	csv_init(&c, bytes, ',');
	while (!arena_failed(im->arena) && csv_next(&c, im->arena, &row))
		read_row(&p, &row);
	return pendings_end(&p, e);
}
