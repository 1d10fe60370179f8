/* SPDX-License-Identifier: Apache-2.0
 *
 * sdn_advanced.xml (root "Sanctions") of the Office of Foreign Assets Control. Its parts refer
 * to each other by number: kinds, countries, places and documents come first, then persons, then
 * why they are listed.
 */
#include "screen/lists/importers.h"
#include "screen/lists/item.h"
#include "screen/lists/ofac.h"
#include "screen/lists/pending.h"

/* A place by its number. */
struct location {
	struct slice text; /* town, province ... country */
	struct slice country;
};

struct paper {
	struct list_document document;
	unsigned line;
	struct paper *next;
};

struct papers {
	LIST(struct paper) list;
};

/* Whether somebody is still on any of the lists in the file. */
struct standing {
	bool listed;
	struct date removed; /* the last of them */
};

struct advanced {
	struct list_import *im;
	struct map values;    /* "Country 11065" to a slice */
	struct map locations; /* by number */
	struct map papers;    /* by identity */
	struct map standings; /* by profile */
	struct pendings persons;
};

/* ---- what is referred to ---- */

static struct slice key_of(struct advanced *a, struct slice kind, struct slice id)
{
	return arena_printf(a->im->arena, "%.*s %.*s", SLICE_ARG(kind), SLICE_ARG(id));
}

static void put_value(struct advanced *a, struct slice kind, struct slice id, struct slice text)
{
	struct slice *kept = ARENA_NEW(a->im->arena, struct slice);
	struct slice key = key_of(a, kind, id);
	if (!kept || !key.p || !slice_present(id) || !slice_present(text))
		return;
	*kept = arena_copy(a->im->arena, text);
	map_put(&a->values, key, kept);
}

/* The text of the value that an attribute names; absent when there is none. */
static struct slice value_of(struct advanced *a, const char *kind, struct slice id)
{
	struct slice key = key_of(a, slice_of(kind), id);
	const struct slice *found = key.p && slice_present(id) ? map_find(&a->values, key) : NULL;
	return found ? *found : (struct slice){0};
}

static void read_value(struct advanced *a, const struct item *record)
{
	struct slice id = item_text(record, "@ID");
	struct slice code = item_text(record, "@ISO2");
	if (slice_is(record->name, "Country"))
		put_value(a, SLICE("Country name"), id, record->text);
	if (slice_is(record->name, "PartySubType"))
		put_value(a, record->name, id, item_text(record, "@PartyTypeID"));
	else
		put_value(a, record->name, id, slice_present(code) ? code : record->text);
}

static void read_location(struct advanced *a, const struct item *record)
{
	struct list_import *im = a->im;
	struct location *l = ARENA_NEW(im->arena, struct location);
	struct slice id = import_text(im, item_text(record, "@ID"));
	if (!l || !slice_present(id))
		return;
	struct slice country = item_text(item_child(record, "LocationCountry"), "@CountryID");
	ITEM_EACH(part, record, "LocationPart")
	l->text = import_join(im, l->text, ", ",
			      item_text(item_child(part, "LocationPartValue"), "Value"));
	l->text = import_join(im, l->text, ", ", value_of(a, "Country name", country));
	l->country = value_of(a, "Country", country);
	map_put(&a->locations, id, l);
}

/* ---- dates ---- */

static int number_of(const struct item *date, const char *name, int otherwise)
{
	uint64_t n = 0;
	struct slice text = item_text(date, name);
	if (!slice_present(text))
		return otherwise;
	return slice_u64(text, &n) && n <= 9999 ? (int)n : -1;
}

/* The first day that a date may be, or the last one; false when it is none. */
static bool read_day(const struct item *date, bool last, struct date *out)
{
	int year = number_of(date, "Year", -1);
	int month = number_of(date, "Month", last ? 12 : 1);
	int day = number_of(date, "Day", last ? 31 : 1);
	while (last && day > 28 && !slice_present(item_text(date, "Day")) &&
	       !date_valid(year, month, day))
		day--;
	*out = (struct date){0};
	if (!date || year < 1 || !date_valid(year, month, day))
		return false;
	*out = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
	return true;
}

/* A date stands for the days from its start to its end, each of which may be a span. */
static bool read_period(struct advanced *a, const struct item *period, struct list_birth_date *out)
{
	struct slice calendar = value_of(a, "CalendarType", item_text(period, "@CalendarTypeID"));
	bool ours = !slice_present(calendar) || slice_is_nocase(calendar, "gregorian");
	*out = (struct list_birth_date){.approximate = false};
	for (int end = 0; end < 2; end++) {
		const struct item *edge = item_child(period, end ? "End" : "Start");
		for (int to = 0; to < 2; to++) {
			const struct item *date = item_child(edge, to ? "To" : "From");
			struct date first;
			struct date last;
			if (!date)
				continue;
			if (!read_day(date, false, &first) || !read_day(date, true, &last))
				return false;
			if (!date_present(out->from) || date_cmp(first, out->from) < 0)
				out->from = first;
			if (date_cmp(last, out->to) > 0)
				out->to = last;
		}
		out->approximate |= slice_is(item_text(edge, "@Approximate"), "true");
	}
	return ours && date_present(out->from);
}

/* ---- documents ---- */

static struct slice expiry_of(struct advanced *a, const struct item *record)
{
	ITEM_EACH(date, record, "DocumentDate")
	{
		struct list_birth_date d;
		char text[BIRTH_DATE_TEXT];
		struct slice kind =
			value_of(a, "IDRegDocDateType", item_text(date, "@IDRegDocDateTypeID"));
		if (!value_has_word(kind, "expir") ||
		    !read_period(a, item_child(date, "DatePeriod"), &d))
			continue;
		list_birth_date_write(&d, text);
		return arena_printf(a->im->arena, "expires %s", text);
	}
	return (struct slice){0};
}

static void read_paper(struct advanced *a, const struct item *record)
{
	struct list_import *im = a->im;
	struct slice identity = import_text(im, item_text(record, "@IdentityID"));
	struct papers *of = slice_present(identity) ? map_find(&a->papers, identity) : NULL;
	if (!slice_present(identity))
		return;
	if (!of && (of = ARENA_NEW(im->arena, struct papers)))
		map_put(&a->papers, identity, of);
	struct paper *p = of ? LIST_ADD(&of->list, im->arena, struct paper) : NULL;
	if (!p)
		return;
	struct slice valid = value_of(a, "Validity", item_text(record, "@ValidityID"));
	p->line = record->line;
	p->document = (struct list_document){
		.type = value_of(a, "IDRegDocType", item_text(record, "@IDRegDocTypeID")),
		.number = import_text(im, item_text(record, "IDRegistrationNo")),
		.issuer = value_of(a, "Country", item_text(record, "@IssuedBy-CountryID")),
		.status = value_has_word(valid, "fraud") || value_has_word(valid, "invalid")
				  ? valid
				  : (struct slice){0}};
	p->document.status = import_join(im, p->document.status, "; ", expiry_of(a, record));
}

/* ---- persons ---- */

/* What a part of a name is called: NamePartGroups say so of each group. */
static struct slice part_kind(struct advanced *a, const struct item *identity, struct slice group)
{
	ITEM_EACH(master, item_child(identity, "NamePartGroups"), "MasterNamePartGroup")
	{
		ITEM_EACH(one, master, "NamePartGroup")
		{
			if (slice_present(group) && slice_eq(item_text(one, "@ID"), group))
				return value_of(a, "NamePartType",
						item_text(one, "@NamePartTypeID"));
		}
	}
	return (struct slice){0};
}

struct read_name {
	struct name_parts parts;
	struct slice maiden, whole;
	bool plain; /* a part whose kind is not known */
};

static void read_name_part(struct advanced *a, const struct item *identity,
			   const struct item *value, struct read_name *n)
{
	struct list_import *im = a->im;
	struct slice kind = part_kind(a, identity, item_text(value, "@NamePartGroupID"));
	n->whole = import_join(im, n->whole, " ", value->text);
	if (value_has_word(kind, "maiden"))
		n->maiden = import_join(im, n->maiden, " ", value->text);
	else if (value_has_word(kind, "last") || value_has_word(kind, "matronymic"))
		n->parts.family = import_join(im, n->parts.family, " ", value->text);
	else if (value_has_word(kind, "patronymic"))
		n->parts.patronymic = import_join(im, n->parts.patronymic, " ", value->text);
	else if (value_has_word(kind, "first") || value_has_word(kind, "middle"))
		n->parts.given = import_join(im, n->parts.given, " ", value->text);
	else
		n->plain = true;
}

static void add_name(struct advanced *a, struct list_entry *entry, const struct item *identity,
		     const struct item *documented, enum name_quality quality)
{
	struct read_name n = {.plain = false};
	ITEM_EACH(part, documented, "DocumentedNamePart")
	{
		const struct item *value = item_child(part, "NamePartValue");
		if (value)
			read_name_part(a, identity, value, &n);
	}
	bool first = quality == NAME_PRIMARY && entry->names.count;
	quality = first ? NAME_GOOD : quality; /* in another script */
	if (n.plain)
		entry_add_name(entry, a->im->arena, n.whole, quality);
	else
		entry_add_parts(entry, a->im->arena, &n.parts, quality);
	if (n.plain || !slice_present(n.maiden))
		return;
	n.parts.family = n.maiden;
	entry_add_parts(entry, a->im->arena, &n.parts,
			quality == NAME_LOW ? NAME_LOW : NAME_FORMER);
}

static void add_names(struct advanced *a, struct list_entry *entry, const struct item *identity)
{
	ITEM_EACH(alias, identity, "Alias")
	{
		struct slice kind = value_of(a, "AliasType", item_text(alias, "@AliasTypeID"));
		enum name_quality quality =
			slice_is(item_text(alias, "@LowQuality"), "true") ? NAME_LOW
			: value_has_word(kind, "f.k.a")                   ? NAME_FORMER
			: slice_is(item_text(alias, "@Primary"), "true")  ? NAME_PRIMARY
									  : NAME_GOOD;
		ITEM_EACH(documented, alias, "DocumentedName")
		add_name(a, entry, identity, documented, quality);
	}
}

static void add_papers(struct advanced *a, struct list_entry *entry, const struct item *identity)
{
	const struct papers *of = map_find(&a->papers, item_text(identity, "@ID"));
	if (!of)
		return;
	LIST_EACH(const struct paper, p, &of->list)
	ofac_identifier(a->im, entry, &p->document, p->line);
}

static void add_birth_date(struct advanced *a, struct list_entry *entry, const struct item *version)
{
	struct list_birth_date b;
	if (read_period(a, item_child(version, "DatePeriod"), &b))
		entry_add_birth_date(entry, a->im->arena, &b);
	else
		finding_add(a->im->findings, a->im->arena, SEVERITY_ERROR, "list-birth-date",
			    version->line, 0,
			    "a date of birth can not be read, or is not of the Gregorian "
			    "calendar; the entry is kept without it");
}

/* Text of a place, or of a detail where there is no place; the country alone for a State. */
static struct slice place_of(struct advanced *a, const struct item *version, bool state)
{
	struct slice id = item_text(item_child(version, "VersionLocation"), "@LocationID");
	const struct location *l = slice_present(id) ? map_find(&a->locations, id) : NULL;
	if (!l)
		return item_text(version, "VersionDetail");
	return state && slice_present(l->country) ? l->country : l->text;
}

static struct slice detail_of(struct advanced *a, const struct item *version)
{
	const struct item *detail = item_child(version, "VersionDetail");
	struct slice named =
		value_of(a, "DetailReference", item_text(detail, "@DetailReferenceID"));
	return slice_present(named) || !detail ? named : detail->text;
}

static void add_version(struct advanced *a, struct list_entry *entry, struct slice kind,
			const struct item *version)
{
	struct list_import *im = a->im;
	if (value_has_word(kind, "birthdate"))
		add_birth_date(a, entry, version);
	else if (value_has_word(kind, "place of birth"))
		entry_add_place(entry, im->arena, place_of(a, version, false));
	else if (value_has_word(kind, "nationality country") ||
		 value_has_word(kind, "citizenship country"))
		entry_add_nationality(
			entry, im->arena,
			import_country(im, place_of(a, version, true), version->line));
	else if (value_has_word(kind, "gender"))
		import_sex(im, entry, detail_of(a, version), version->line);
	else if (slice_is_nocase(kind, "location"))
		entry_add_address(entry, im->arena, place_of(a, version, false));
	else if (slice_is_nocase(kind, "title"))
		entry->reason = import_join(im, entry->reason, "; ", detail_of(a, version));
}

static void read_party(struct advanced *a, const struct item *party)
{
	const struct item *profile = item_child(party, "Profile");
	struct slice type = value_of(a, "PartySubType", item_text(profile, "@PartySubTypeID"));
	struct slice id = item_text(profile, "@ID");
	if (!slice_is_nocase(value_of(a, "PartyType", type), "individual")) {
		import_other(a->im);
		return;
	}
	if (!slice_present(id) || pending_find(&a->persons, id)) {
		finding_add(a->im->findings, a->im->arena, SEVERITY_ERROR, "list-no-id",
			    party->line, 0,
			    "the person has no profile number of their own and is left out");
		return;
	}
	struct pending *person = pending_get(&a->persons, id, party->line);
	if (!person)
		return;
	ITEM_EACH(identity, profile, "Identity")
	{
		add_names(a, &person->entry, identity);
		add_papers(a, &person->entry, identity);
	}
	ITEM_EACH(feature, profile, "Feature")
	{
		struct slice kind =
			value_of(a, "FeatureType", item_text(feature, "@FeatureTypeID"));
		ITEM_EACH(version, feature, "FeatureVersion")
		add_version(a, &person->entry, kind, version);
	}
	person->entry.reason =
		import_join(a->im, person->entry.reason, "; ", item_text(party, "Comment"));
}

/* ---- why, since when, and until when ---- */

static void read_events(struct advanced *a, const struct item *record, struct list_entry *entry,
			struct standing *s)
{
	struct date removed = {0};
	ITEM_EACH(event, record, "EntryEvent")
	{
		struct slice kind =
			value_of(a, "EntryEventType", item_text(event, "@EntryEventTypeID"));
		struct date day;
		bool off = value_has_word(kind, "remov") || value_has_word(kind, "delet") ||
			   value_has_word(kind, "delist");
		if (!read_day(item_child(event, "Date"), false, &day))
			continue;
		if (off)
			removed = day;
		else if (!date_present(entry->listed_on) || date_cmp(day, entry->listed_on) < 0)
			entry->listed_on = day;
	}
	s->listed |= !date_present(removed);
	if (date_cmp(removed, s->removed) > 0)
		s->removed = removed;
}

static void read_sanctions(struct advanced *a, const struct item *record)
{
	struct pending *person = pending_find(&a->persons, item_text(record, "@ProfileID"));
	struct slice programmes = {0};
	if (!person) /* of somebody who is no person */
		return;
	struct standing *s = map_find(&a->standings, person->entry.id);
	const char *between = s ? ", " : ": ";
	if (!s && (s = ARENA_NEW(a->im->arena, struct standing)))
		map_put(&a->standings, person->entry.id, s);
	if (!s)
		return;
	ITEM_EACH(measure, record, "SanctionsMeasure")
	{
		if (slice_is_nocase(
			    value_of(a, "SanctionsType", item_text(measure, "@SanctionsTypeID")),
			    "program"))
			programmes =
				import_join(a->im, programmes, ", ", item_text(measure, "Comment"));
	}
	person->entry.reason = import_join(a->im, programmes, between, person->entry.reason);
	read_events(a, record, &person->entry, s);
	/* On the day of removal it does not count any more. */
	person->entry.expires = s->listed ? (struct date){0}
					  : date_from_days(date_days(s->removed) - 1);
}

static enum rc read_record(void *context, const struct item *record, struct err *e)
{
	struct advanced *a = context;
	(void)e;
	if (slice_is(record->name, "DistinctParty"))
		read_party(a, record);
	else if (slice_is(record->name, "SanctionsEntry"))
		read_sanctions(a, record);
	else if (slice_is(record->name, "IDRegDocument"))
		read_paper(a, record);
	else if (slice_is(record->name, "Location"))
		read_location(a, record);
	else if (slice_is(record->name, "DateOfIssue"))
		read_day(record, false, &a->im->generated_on);
	else
		read_value(a, record);
	return RC_OK;
}

enum rc import_ofac_advanced_xml(struct list_import *im, struct slice bytes, struct err *e)
{
	static const char *const records[] = {"DateOfIssue",
					      "AliasType",
					      "CalendarType",
					      "Country",
					      "DetailReference",
					      "FeatureType",
					      "IDRegDocType",
					      "IDRegDocDateType",
					      "EntryEventType",
					      "NamePartType",
					      "PartyType",
					      "PartySubType",
					      "SanctionsType",
					      "Validity",
					      "Location",
					      "IDRegDocument",
					      "DistinctParty",
					      "SanctionsEntry",
					      NULL};
	struct advanced a = {.im = im};
	const struct record_source source = {.im = im,
					     .handle = read_record,
					     .context = &a,
					     .root = "Sanctions",
					     .records = records,
					     .title = "OFAC"};
	struct map *maps[] = {&a.values, &a.locations, &a.papers, &a.standings};
	for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
		map_init(maps[i], im->arena);
	pendings_init(&a.persons, im);
	enum rc rc = records_read_xml(bytes, &source, e);
	return rc == RC_OK ? pendings_end(&a.persons, e) : rc;
}
