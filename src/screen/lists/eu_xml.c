/* SPDX-License-Identifier: Apache-2.0
 *
 * The consolidated list of financial sanctions of the European Union, XML 1.1 (root
 * "export"): facts stand in attributes.
 */
#include "screen/lists/importers.h"
#include "screen/lists/item.h"

static bool is_true(const struct item *item, const char *attribute)
{
	return slice_is(item_text(item, attribute), "true");
}

static void add_name(struct list_import *im, struct list_entry *entry, const struct item *alias)
{
	enum name_quality quality = !slice_is(item_text(alias, "@strong"), "false")
					    ? entry->names.count ? NAME_GOOD : NAME_PRIMARY
					    : NAME_LOW;
	struct name_parts parts = {.family = item_text(alias, "@lastName"),
				   .given = import_text(im, item_text(alias, "@firstName"))};
	parts.given = import_join(im, parts.given, " ", item_text(alias, "@middleName"));
	entry_add_name(entry, im->arena, item_text(alias, "@wholeName"), quality);
	if (slice_present(parts.family) && slice_present(parts.given))
		entry_add_parts(entry, im->arena, &parts,
				quality == NAME_PRIMARY && entry->names.count ? NAME_GOOD
									      : quality);
	if (!slice_present(entry->sex))
		import_sex(im, entry, item_text(alias, "@gender"), alias->line);
	entry->reason = import_join(im, entry->reason, "; ", item_text(alias, "@function"));
}

static bool years(const struct item *born, struct list_birth_date *out)
{
	struct list_birth_date last;
	if (!value_birth_date(item_text(born, "@yearRangeFrom"), out) ||
	    !value_birth_date(item_text(born, "@yearRangeTo"), &last) ||
	    date_cmp(out->from, last.to) > 0)
		return false;
	out->to = last.to;
	return true;
}

static bool month_or_year(struct list_import *im, const struct item *born,
			  struct list_birth_date *out)
{
	static const char *const forms[] = {"YYYY-M-D", "YYYY-M", "YYYY", NULL};
	struct slice text = import_text(im, item_text(born, "@year"));
	struct slice month = item_text(born, "@monthOfYear");
	if (slice_present(month) && !slice_is(month, "0"))
		text = import_join(im, text, "-", month);
	return value_date_by_forms(text, forms, out);
}

/* A day in another calendar is no day of ours. */
static void add_birth_date(struct list_import *im, struct list_entry *entry,
			   const struct item *born)
{
	struct list_birth_date b;
	struct slice calendar = item_text(born, "@calendarType");
	bool gregorian = !slice_present(calendar) || slice_is_nocase(calendar, "gregorian");
	bool read = gregorian && (value_birth_date(item_text(born, "@birthdate"), &b) ||
				  years(born, &b) || month_or_year(im, born, &b));
	bool any = slice_present(item_text(born, "@birthdate")) ||
		   slice_present(item_text(born, "@year")) ||
		   slice_present(item_text(born, "@yearRangeFrom"));
	if (read) {
		b.approximate |= is_true(born, "@circa");
		entry_add_birth_date(entry, im->arena, &b);
	} else if (any) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-birth-date", born->line,
			    0,
			    "a date of birth can not be read, or is not of the Gregorian "
			    "calendar; the entry is kept without it");
	}
}

static struct slice place_of(struct list_import *im, const struct item *item)
{
	static const char *const parts[] = {"@street",
					    "@poBox",
					    "@place",
					    "@city",
					    "@region",
					    "@zipCode",
					    "@countryDescription"};
	struct slice out = {0};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		out = import_join(im, out, ", ", item_text(item, parts[i]));
	return out;
}

static void add_birth(struct list_import *im, struct list_entry *entry, const struct item *born)
{
	add_birth_date(im, entry, born);
	entry_add_place(entry, im->arena, place_of(im, born));
}

static struct slice state_of(const struct item *item)
{
	struct slice code = item_text(item, "@countryIso2Code");
	if (slice_present(code) && !slice_is(code, "00"))
		return code;
	return item_text(item, "@countryDescription");
}

static void add_citizenship(struct list_import *im, struct list_entry *entry,
			    const struct item *citizenship)
{
	entry_add_nationality(entry, im->arena,
			      import_country(im, state_of(citizenship), citizenship->line));
}

static void add_document(struct list_import *im, struct list_entry *entry,
			 const struct item *document)
{
	static const struct {
		const char *flag, *status;
	} flags[] = {
		{"@reportedLost", "lost"},
		{"@revokedByIssuer", "revoked"},
		{"@knownExpired", "expired"},
		{"@knownFalse", "false"},
	};
	struct slice number = item_text(document, "@latinNumber");
	struct list_document d = {
		.number = slice_present(number) ? number : item_text(document, "@number"),
		.type = item_text(document, "@identificationTypeDescription"),
		.issuer = state_of(document),
	};
	if (!slice_present(d.type))
		d.type = item_text(document, "@identificationTypeCode");
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
		if (is_true(document, flags[i].flag))
			d.status = import_join(im, d.status, "; ", slice_of(flags[i].status));
	if (slice_present(item_text(document, "@validTo")))
		d.status = import_join(im, d.status, "; ",
				       arena_printf(im->arena, "until %.*s",
						    SLICE_ARG(item_text(document, "@validTo"))));
	import_document(im, entry, &d, document->line);
}

static void add_address(struct list_import *im, struct list_entry *entry,
			const struct item *address)
{
	entry_add_address(entry, im->arena, place_of(im, address));
}

static void add_regulation(struct list_import *im, struct list_entry *entry,
			   const struct item *regulation)
{
	entry->reason = import_join(im, entry->reason, "; ", item_text(regulation, "@programme"));
	entry->reason = import_join(im, entry->reason, ": ", item_text(regulation, "@numberTitle"));
}

static void add_remark(struct list_import *im, struct list_entry *entry, const struct item *remark)
{
	entry->reason = import_join(im, entry->reason, "; ", remark->text);
}

static void add_parts(struct list_import *im, struct list_entry *entry, const struct item *record)
{
	static const struct {
		const char *name;
		void (*add)(struct list_import *, struct list_entry *, const struct item *);
	} parts[] = {
		{"regulation", add_regulation}, {"nameAlias", add_name},
		{"birthdate", add_birth},       {"citizenship", add_citizenship},
		{"address", add_address},       {"identification", add_document},
		{"remark", add_remark},
	};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		ITEM_EACH(part, record, parts[i].name)
	parts[i].add(im, entry, part);
}

static enum rc read_entity(struct list_import *im, const struct item *record, struct err *e)
{
	const struct item *subject = item_child(record, "subjectType");
	struct slice id = item_text(record, "@euReferenceNumber");
	struct list_entry entry = {0};
	if (!slice_is_nocase(item_text(subject, "@code"), "person") &&
	    !slice_is_nocase(item_text(subject, "@classificationCode"), "P")) {
		import_other(im);
		return RC_OK;
	}
	entry.id = import_text(im, slice_present(id) ? id : item_text(record, "@logicalId"));
	if (!slice_present(entry.id)) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-no-id", record->line, 0,
			    "the person has neither a reference number nor a logical id and is "
			    "left out");
		return RC_OK;
	}
	value_day(item_text(record, "@designationDate"), value_iso_forms, &entry.listed_on);
	/* On that day it does not count any more. */
	struct date delisted;
	if (value_day(item_text(record, "@delistingDate"), value_iso_forms, &delisted))
		entry.expires = date_from_days(date_days(delisted) - 1);
	add_parts(im, &entry, record);
	return import_add(im, &entry, record->line, e);
}

static enum rc read_record(void *context, const struct item *record, struct err *e)
{
	struct list_import *im = context;
	if (slice_is(record->name, "sanctionEntity"))
		return read_entity(im, record, e);
	date_parse(slice_range(item_text(record, "@generationDate"), 0, 10), &im->generated_on);
	return RC_OK;
}

enum rc import_eu_xml(struct list_import *im, struct slice bytes, struct err *e)
{
	static const char *const records[] = {"sanctionEntity", NULL};
	const struct record_source source = {.im = im,
					     .handle = read_record,
					     .context = im,
					     .root = "export",
					     .records = records,
					     .title = "the European Union"};
	return records_read_xml(bytes, &source, e);
}
