/* SPDX-License-Identifier: Apache-2.0
 *
 * FollowTheMoney entities, one JSON object a line: {id, schema, properties {name:
 * [values]}}. Persons become entries; passports, identifications, sanctions and
 * addresses are linked to them by holder, entity and addressEntity, in any order.
 */
#include "screen/lists/importers.h"
#include "screen/lists/item.h"
#include "screen/lists/pending.h"

enum link_kind { LINK_DOCUMENT, LINK_SANCTION };

/* Waits for its person. */
struct link {
	enum link_kind kind;
	unsigned line;
	struct slice person;
	struct list_document document;
	struct slice reason;
	struct date from, to;
	struct link *next;
};

struct address {
	struct slice person, address, text;
	struct address *next;
};

struct ftm {
	struct pendings persons;
	LIST(struct link) links;
	LIST(struct address) wanted; /* person and id of its address */
	struct map addresses;        /* by id: struct address with its text */
};

static const struct {
	const char *property;
	enum name_quality quality;
} name_properties[] = {
	{"name", NAME_PRIMARY},
	{"alias", NAME_GOOD},
	{"previousName", NAME_FORMER},
	{"weakAlias", NAME_LOW},
};

static const struct {
	const char *property, *type;
} number_properties[] = {
	{"passportNumber", "passport"},
	{"idNumber", "identity card"},
	{"socialSecurityNumber", "social security number"},
	{"taxNumber", "tax number"},
};

static bool single(const struct item *properties, const char *name)
{
	const struct item *first = item_child(properties, name);
	return first && !item_again(first);
}

/* Several values of the parts do not say which go together. */
static void add_names(struct list_import *im, struct list_entry *entry, const struct item *p)
{
	for (size_t i = 0; i < sizeof name_properties / sizeof name_properties[0]; i++) {
		ITEM_EACH(name, p, name_properties[i].property)
		entry_add_name(entry, im->arena, name->text,
			       entry->names.count && name_properties[i].quality == NAME_PRIMARY
				       ? NAME_GOOD
				       : name_properties[i].quality);
	}
	if (!single(p, "firstName") || !single(p, "lastName"))
		return;
	struct slice given = import_text(im, item_text(p, "firstName"));
	static const char *const more[] = {"secondName", "middleName"};
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		if (single(p, more[i]))
			given = import_join(im, given, " ", item_text(p, more[i]));
	const struct name_parts parts = {
		.given = given,
		.patronymic = single(p, "fatherName") ? item_text(p, "fatherName")
						      : (struct slice){0},
		.family = item_text(p, "lastName"),
	};
	entry_add_parts(entry, im->arena, &parts, entry->names.count ? NAME_GOOD : NAME_PRIMARY);
}

static void add_birth(struct list_import *im, struct list_entry *entry, const struct item *p,
		      unsigned line)
{
	ITEM_EACH(date, p, "birthDate")
	{
		struct list_birth_date b;
		if (value_birth_date(date->text, &b))
			entry_add_birth_date(entry, im->arena, &b);
		else
			finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-birth-date",
				    line, 0,
				    "birthDate is not of the form YYYY-MM-DD, YYYY-MM or YYYY; the "
				    "entry is kept without it");
	}
	ITEM_EACH(place, p, "birthPlace")
	entry_add_place(entry, im->arena, place->text);
	ITEM_EACH(country, p, "birthCountry")
	entry_add_place(entry, im->arena, country->text);
}

static void add_facts(struct list_import *im, struct list_entry *entry, const struct item *p,
		      unsigned line)
{
	static const char *const nationalities[] = {"nationality", "citizenship"};
	static const char *const reasons[] = {"topics", "position", "notes"};
	for (size_t i = 0; i < sizeof nationalities / sizeof nationalities[0]; i++)
		ITEM_EACH(state, p, nationalities[i])
	entry_add_nationality(entry, im->arena, import_country(im, state->text, line));
	for (size_t i = 0; i < sizeof number_properties / sizeof number_properties[0]; i++) {
		ITEM_EACH(number, p, number_properties[i].property)
		import_document(im, entry,
				&(struct list_document){.type = slice_of(number_properties[i].type),
							.number = number->text},
				line);
	}
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		ITEM_EACH(reason, p, reasons[i])
	entry->reason = import_join(im, entry->reason, "; ", reason->text);
	ITEM_EACH(address, p, "address")
	entry_add_address(entry, im->arena, address->text);
	if (single(p, "gender"))
		import_sex(im, entry, item_text(p, "gender"), line);
}

static void read_person(struct ftm *f, const struct item *record, const struct item *p)
{
	struct list_import *im = f->persons.im;
	struct slice id = item_text(record, "id");
	if (!slice_present(id)) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-no-id", record->line, 0,
			    "the person has no id and is left out");
		return;
	}
	if (pending_find(&f->persons, id)) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-id-twice", record->line,
			    0, "this entry has the id of an earlier one and is left out");
		return;
	}
	struct pending *one = pending_get(&f->persons, id, record->line);
	if (!one)
		return;
	if (!item_child(p, "name"))
		entry_add_name(&one->entry, im->arena, item_text(record, "caption"), NAME_PRIMARY);
	add_names(im, &one->entry, p);
	add_birth(im, &one->entry, p, record->line);
	add_facts(im, &one->entry, p, record->line);
	ITEM_EACH(address, p, "addressEntity")
	{
		struct address *a = LIST_ADD(&f->wanted, im->arena, struct address);
		if (!a)
			return;
		a->person = one->entry.id;
		a->address = import_text(im, address->text);
	}
}

static struct link *add_link(struct ftm *f, const struct item *record, struct slice person)
{
	struct list_import *im = f->persons.im;
	struct link *l = LIST_ADD(&f->links, im->arena, struct link);
	if (!l)
		return NULL;
	l->line = record->line;
	l->person = import_text(im, person);
	return l;
}

static void read_document(struct ftm *f, const struct item *record, const struct item *p)
{
	struct list_import *im = f->persons.im;
	struct slice number = item_text(p, "number");
	struct slice type = item_text(p, "type");
	bool passport = slice_is(item_text(record, "schema"), "Passport");
	if (!slice_present(number))
		number = item_text(p, "passportNumber");
	ITEM_EACH(holder, p, "holder")
	{
		struct link *l = add_link(f, record, holder->text);
		if (!l)
			return;
		l->kind = LINK_DOCUMENT;
		l->document.number = import_text(im, number);
		l->document.issuer = import_text(im, item_text(p, "country"));
		l->document.type = passport ? SLICE("passport") : import_text(im, type);
		struct slice status = passport ? import_text(im, type) : (struct slice){0};
		if (slice_present(item_text(p, "endDate")))
			status = import_join(im, status, "; ",
					     arena_printf(im->arena, "until %.*s",
							  SLICE_ARG(item_text(p, "endDate"))));
		l->document.status = import_join(im, status, "; ", item_text(p, "summary"));
	}
}

static void read_sanction(struct ftm *f, const struct item *record, const struct item *p)
{
	static const char *const texts[] = {"authority", "program", "reason", "provisions"};
	struct list_import *im = f->persons.im;
	ITEM_EACH(person, p, "entity")
	{
		struct link *l = add_link(f, record, person->text);
		if (!l)
			return;
		l->kind = LINK_SANCTION;
		for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
			ITEM_EACH(text, p, texts[i])
		l->reason = import_join(im, l->reason, ": ", text->text);
		if (!value_day(item_text(p, "listingDate"), value_iso_forms, &l->from))
			value_day(item_text(p, "startDate"), value_iso_forms, &l->from);
		value_day(item_text(p, "endDate"), value_iso_forms, &l->to);
	}
}

static void read_address(struct ftm *f, const struct item *record, const struct item *p)
{
	static const char *const parts[] = {"street", "city", "region", "postalCode", "country"};
	struct list_import *im = f->persons.im;
	struct address *a = ARENA_NEW(im->arena, struct address);
	struct slice id = import_text(im, item_text(record, "id"));
	if (!a || !slice_present(id))
		return;
	a->text = import_text(im, item_text(p, "full"));
	for (size_t i = 0; !slice_present(item_text(p, "full")) && i < 5; i++)
		a->text = import_join(im, a->text, ", ", item_text(p, parts[i]));
	map_put(&f->addresses, id, a);
}

static enum rc read_record(void *context, const struct item *record, struct err *e)
{
	struct ftm *f = context;
	const struct item *p = item_child(record, "properties");
	struct slice schema = item_text(record, "schema");
	(void)e;
	if (slice_is(schema, "Person"))
		read_person(f, record, p);
	else if (slice_is(schema, "Passport") || slice_is(schema, "Identification"))
		read_document(f, record, p);
	else if (slice_is(schema, "Sanction"))
		read_sanction(f, record, p);
	else if (slice_is(schema, "Address"))
		read_address(f, record, p);
	else
		import_other(f->persons.im);
	return RC_OK;
}

/* Listed since the first of its sanctions. */
static void apply_sanction(struct list_import *im, struct list_entry *entry, const struct link *l)
{
	entry->reason = import_join(im, entry->reason, "; ", l->reason);
	if (date_present(l->from) &&
	    (!date_present(entry->listed_on) || date_cmp(l->from, entry->listed_on) < 0))
		entry->listed_on = l->from;
	if (!date_present(l->to))
		return;
	char end[DATE_TEXT];
	date_write(l->to, end);
	entry->reason = import_join(im, entry->reason, ", until ", slice_of(end));
}

/* Links to companies and ships lead nowhere here. */
static void apply_links(struct ftm *f)
{
	struct list_import *im = f->persons.im;
	LIST_EACH(const struct link, l, &f->links)
	{
		struct pending *person = pending_find(&f->persons, l->person);
		if (person && l->kind == LINK_DOCUMENT)
			import_document(im, &person->entry, &l->document, l->line);
		else if (person)
			apply_sanction(im, &person->entry, l);
	}
	LIST_EACH(const struct address, wanted, &f->wanted)
	{
		const struct address *found = map_find(&f->addresses, wanted->address);
		struct pending *person = pending_find(&f->persons, wanted->person);
		if (found && person)
			entry_add_address(&person->entry, im->arena, found->text);
	}
}

enum rc import_ftm_json(struct list_import *im, struct slice bytes, struct err *e)
{
	struct ftm f = {0};
	pendings_init(&f.persons, im);
	map_init(&f.addresses, im->arena);
	const struct record_source source = {.im = im, .handle = read_record, .context = &f};
	enum rc rc = records_read_json(bytes, &source, e);
	if (rc != RC_OK)
		return rc;
	apply_links(&f);
	return pendings_end(&f.persons, e);
}
