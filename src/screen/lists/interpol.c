/* SPDX-License-Identifier: Apache-2.0
 *
 * Public notices of INTERPOL: pages of the list of notices, the details of single ones,
 * in any mixture; what two records say of one notice is put together.
 */
#include "screen/lists/importers.h"
#include "screen/lists/item.h"
#include "screen/lists/pending.h"

static const char *const date_forms[] = {"YYYY/MM/DD", "YYYY/MM", "YYYY", "YYYY-MM-DD", NULL};

/* The colour of a notice, from its address. */
static struct slice measure_of(const struct item *notice)
{
	static const char *const kinds[][2] = {
		{"/red/", "INTERPOL Red Notice"},
		{"/yellow/", "INTERPOL Yellow Notice"},
		{"/un/", "INTERPOL-United Nations Security Council Special Notice"},
	};
	struct slice address = item_text(item_child(item_child(notice, "_links"), "self"), "href");
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (value_has_word(address, kinds[i][0]))
			return slice_of(kinds[i][1]);
	return (struct slice){0};
}

static void add_names(struct list_import *im, struct list_entry *entry, const struct item *notice)
{
	const struct name_parts parts = {.given = item_text(notice, "forename"),
					 .family = item_text(notice, "name")};
	entry_add_parts(entry, im->arena, &parts, NAME_PRIMARY);
	entry_add_name(entry, im->arena, item_text(notice, "birth_name"), NAME_FORMER);
	ITEM_EACH(name, notice, "name_in_original_script")
	entry_add_name(entry, im->arena, name->text, NAME_GOOD);
}

static void add_birth(struct list_import *im, struct list_entry *entry, const struct item *notice)
{
	struct list_birth_date b;
	struct slice date = item_text(notice, "date_of_birth");
	if (value_date_by_forms(date, date_forms, &b))
		entry_add_birth_date(entry, im->arena, &b);
	else if (!value_is_nothing(date))
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-birth-date",
			    notice->line, 0,
			    "the date of birth is not of the form YYYY/MM/DD, YYYY/MM or YYYY; the "
			    "entry is kept without it");
	struct slice place = import_text(im, item_text(notice, "place_of_birth"));
	place = import_join(im, place, ", ", item_text(notice, "country_of_birth_id"));
	entry_add_place(entry, im->arena, place);
}

static struct slice reason_of(struct list_import *im, const struct item *notice)
{
	struct slice out = {0};
	ITEM_EACH(warrant, notice, "arrest_warrants")
	{
		struct slice charge = item_text(warrant, "charge_translation");
		if (value_is_nothing(charge))
			charge = item_text(warrant, "charge");
		struct slice one = import_text(im, item_text(warrant, "issuing_country_id"));
		out = import_join(im, out, "; ", import_join(im, one, ": ", charge));
	}
	return out;
}

static void read_notice(struct pendings *p, const struct item *notice)
{
	struct list_import *im = p->im;
	struct slice id = item_text(notice, "entity_id");
	if (!slice_present(id)) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-no-id", notice->line, 0,
			    "the notice has no entity_id and is left out");
		return;
	}
	struct pending *one = pending_get(p, id, notice->line);
	if (!one)
		return;
	struct list_entry *entry = &one->entry;
	struct slice sex = item_text(notice, "sex_id");
	add_names(im, entry, notice);
	add_birth(im, entry, notice);
	ITEM_EACH(nationality, notice, "nationalities")
	entry_add_nationality(entry, im->arena,
			      import_country(im, nationality->text, notice->line));
	if (!slice_is_nocase(sex, "u")) /* not known */
		import_sex(im, entry, sex, notice->line);
	if (slice_present(measure_of(notice)))
		entry->measure = measure_of(notice);
	if (item_child(notice, "arrest_warrants"))
		entry->reason = reason_of(im, notice);
}

static void read_page(struct pendings *p, const struct item *page, const struct item *embedded)
{
	uint64_t total = 0;
	uint64_t here = 0;
	ITEM_EACH(notice, embedded, "notices")
	{
		read_notice(p, notice);
		here++;
	}
	if (slice_u64(item_text(page, "total"), &total) && total > here)
		finding_add(p->im->findings, p->im->arena, SEVERITY_WARNING, "interpol-page",
			    page->line, 0,
			    "a page has %llu of the %llu notices of its query: a list is complete "
			    "only with all pages in one file",
			    (unsigned long long)here, (unsigned long long)total);
}

static enum rc read_record(void *context, const struct item *record, struct err *e)
{
	struct pendings *p = context;
	const struct item *embedded = item_child(record, "_embedded");
	(void)e;
	if (item_child(embedded, "notices") || item_child(record, "total"))
		read_page(p, record, embedded);
	else
		read_notice(p, record);
	return RC_OK;
}

enum rc import_interpol_json(struct list_import *im, struct slice bytes, struct err *e)
{
	struct pendings p;
	pendings_init(&p, im);
	const struct record_source source = {.im = im, .handle = read_record, .context = &p};
	enum rc rc = records_read_json(bytes, &source, e);
	return rc == RC_OK ? pendings_end(&p, e) : rc;
}
