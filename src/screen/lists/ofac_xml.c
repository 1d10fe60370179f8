/* SPDX-License-Identifier: Apache-2.0
 *
 * sdn.xml (root "sdnList") of the Office of Foreign Assets Control.
 */
#include "screen/lists/importers.h"
#include "screen/lists/item.h"
#include "screen/lists/ofac.h"

static struct name_parts parts_of(const struct item *named)
{
	return (struct name_parts){.given = item_text(named, "firstName"),
				   .family = item_text(named, "lastName")};
}

static void add_names(struct list_import *im, struct list_entry *entry, const struct item *sdn)
{
	struct name_parts parts = parts_of(sdn);
	entry_add_parts(entry, im->arena, &parts, NAME_PRIMARY);
	ITEM_EACH(aka, item_child(sdn, "akaList"), "aka")
	{
		bool weak = slice_is_nocase(item_text(aka, "category"), "weak");
		bool former = value_has_word(item_text(aka, "type"), "f.k.a");
		parts = parts_of(aka);
		entry_add_parts(entry, im->arena, &parts,
				weak     ? NAME_LOW
				: former ? NAME_FORMER
					 : NAME_GOOD);
	}
}

static void add_birth(struct list_import *im, struct list_entry *entry, const struct item *sdn)
{
	ITEM_EACH(born, item_child(sdn, "dateOfBirthList"), "dateOfBirthItem")
	ofac_birth_date(im, entry, item_text(born, "dateOfBirth"), born->line);
	ITEM_EACH(place, item_child(sdn, "placeOfBirthList"), "placeOfBirthItem")
	entry_add_place(entry, im->arena, item_text(place, "placeOfBirth"));
}

static void add_states(struct list_import *im, struct list_entry *entry, const struct item *sdn)
{
	static const char *const lists[][2] = {{"nationalityList", "nationality"},
					       {"citizenshipList", "citizenship"}};
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		ITEM_EACH(state, item_child(sdn, lists[i][0]), lists[i][1])
		entry_add_nationality(entry, im->arena,
				      import_country(im, item_text(state, "country"), state->line));
	}
}

static void add_documents(struct list_import *im, struct list_entry *entry, const struct item *sdn)
{
	ITEM_EACH(id, item_child(sdn, "idList"), "id")
	{
		struct list_document d = {.type = item_text(id, "idType"),
					  .number = item_text(id, "idNumber"),
					  .issuer = item_text(id, "idCountry")};
		struct slice expires = item_text(id, "expirationDate");
		if (slice_present(expires))
			d.status = arena_printf(im->arena, "expires %.*s", SLICE_ARG(expires));
		ofac_identifier(im, entry, &d, id->line);
	}
}

static void add_addresses(struct list_import *im, struct list_entry *entry, const struct item *sdn)
{
	static const char *const parts[] = {"address1",        "address2",   "address3", "city",
					    "stateOrProvince", "postalCode", "country"};
	ITEM_EACH(address, item_child(sdn, "addressList"), "address")
	{
		struct slice text = {0};
		for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
			text = import_join(im, text, ", ", item_text(address, parts[i]));
		entry_add_address(entry, im->arena, text);
	}
}

static struct slice reason_of(struct list_import *im, const struct item *sdn)
{
	struct slice out = {0};
	ITEM_EACH(program, item_child(sdn, "programList"), "program")
	out = import_join(im, out, ", ", program->text);
	out = import_join(im, out, ": ", item_text(sdn, "title"));
	return import_join(im, out, "; ", item_text(sdn, "remarks"));
}

static enum rc read_sdn(struct list_import *im, const struct item *sdn, struct err *e)
{
	struct list_entry entry = {.id = import_text(im, item_text(sdn, "uid"))};
	if (!slice_is_nocase(item_text(sdn, "sdnType"), "individual")) {
		import_other(im);
		return RC_OK;
	}
	if (!slice_present(entry.id)) {
		finding_add(im->findings, im->arena, SEVERITY_ERROR, "list-no-id", sdn->line, 0,
			    "the person has no uid and is left out");
		return RC_OK;
	}
	add_names(im, &entry, sdn);
	add_birth(im, &entry, sdn);
	add_states(im, &entry, sdn);
	add_documents(im, &entry, sdn);
	add_addresses(im, &entry, sdn);
	entry.reason = reason_of(im, sdn);
	return import_add(im, &entry, sdn->line, e);
}

static enum rc read_record(void *context, const struct item *record, struct err *e)
{
	static const char *const forms[] = {"MM/DD/YYYY", "YYYY-MM-DD", NULL};
	struct list_import *im = context;
	if (slice_is(record->name, "sdnEntry"))
		return read_sdn(im, record, e);
	if (slice_is(record->name, "publshInformation")) /* as the list spells it */
		value_day(item_text(record, "Publish_Date"), forms, &im->generated_on);
	return RC_OK;
}

enum rc import_ofac_xml(struct list_import *im, struct slice bytes, struct err *e)
{
	static const char *const records[] = {"sdnEntry", "publshInformation", NULL};
	const struct record_source source = {.im = im,
					     .handle = read_record,
					     .context = im,
					     .root = "sdnList",
					     .records = records,
					     .title = "OFAC"};
	return records_read_xml(bytes, &source, e);
}
