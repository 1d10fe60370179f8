/* SPDX-License-Identifier: Apache-2.0
 *
 * The Consolidated List of the United Nations Security Council. It is published in six
 * languages with the same elements; only values are translated.
 */
#include "screen/lists/document_number.h"
#include "screen/lists/importers.h"
#include "screen/lists/item.h"

#include <string.h>

static void note(struct list_import *im, enum severity severity, const char *code, unsigned line,
		 const char *text)
{
	finding_add(im->findings, im->arena, severity, code, line, 0, "%s", text);
}

static size_t find_nocase(struct slice s, const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; i + n <= s.n; i++)
		if (slice_is_nocase(slice_range(s, i, i + n), text))
			return i;
	return SIZE_MAX;
}

/* ---- names ---- */

/* A name with a remark in brackets: the name without it. In brackets there may be
 * the name in its own script, which is kept as a name. */
static void add_name(struct list_import *im, struct list_entry *entry, struct slice s,
		     enum name_quality quality, unsigned line)
{
	size_t open = slice_find(s, '(', 0);
	if (open == SIZE_MAX) {
		entry_add_name(entry, im->arena, s, quality);
		return;
	}
	size_t close = slice_find(s, ')', open);
	size_t end = close == SIZE_MAX ? s.n : close;
	struct slice inside = slice_range(s, open + 1, end);
	struct slice after = slice_range(s, end + 1, s.n);
	entry_add_name(entry, im->arena,
		       arena_printf(im->arena, "%.*s %.*s", (int)open, s.p, SLICE_ARG(after)),
		       quality);
	if (value_is_other_script(inside))
		entry_add_name(entry, im->arena, inside, quality);
	else
		note(im, SEVERITY_INFO, "un-name-remark", line,
		     "a remark in brackets beside a name is not part of the name");
}

/* "a) ", "b) ": the start of another name in one text, or SIZE_MAX. */
static size_t find_letter_mark(struct slice s)
{
	for (size_t i = 0; i + 2 < s.n; i++)
		if (ascii_lower(s.p[i]) && s.p[i + 1] == ')' && s.p[i + 2] == ' ' &&
		    (i == 0 || s.p[i - 1] == ' '))
			return i;
	return SIZE_MAX;
}

static void add_marked_names(struct list_import *im, struct list_entry *entry, struct slice s,
			     enum name_quality quality, unsigned line)
{
	for (size_t mark; (mark = find_letter_mark(s)) != SIZE_MAX;) {
		if (mark > 0)
			add_name(im, entry, slice_range(s, 0, mark), quality, line);
		s = slice_range(s, mark + 3, s.n);
	}
	if (slice_present(s))
		add_name(im, entry, s, quality, line);
}

static void add_names(struct list_import *im, struct list_entry *entry, struct slice s,
		      enum name_quality quality, unsigned line)
{
	struct slice part;
	while (slice_cut(&s, ';', &part)) {
		if (find_nocase(part, "no longer listed") != SIZE_MAX) {
			note(im, SEVERITY_INFO, "un-cross-reference", line,
			     "a reference to somebody no longer listed is not a name of this person");
			continue;
		}
		size_t born = find_nocase(part, ", born ");
		if (born != SIZE_MAX) {
			note(im, SEVERITY_INFO, "un-name-remark", line,
			     "a remark on birth beside a name is not part of the name");
			part = slice_range(part, 0, born);
		}
		add_marked_names(im, entry, part, quality, line);
	}
}

/* What the list says of an alias and of a date, in its six languages (Arabic, Chinese,
 * English, French, Russian, Spanish); words that contain another stand before it. */
static const char *const low_words[] = {
	"low",  "faible", "médiocre", "peu fiable", "insuffisant",
	"baja", "mala",   "низк",     "недостаточ", "малодостовер",
	"слаб", "منخفض",  "ضعيف",     "غير مؤكد",   "غير كاف",
	"低",   "不足",   "弱",       "差",         "poco fiable",
};
static const char *const good_words[] = {
	"good",      "a.k.a", "f.k.a", "aka",   "fka",   "bonne",    "fiable",   "élevé",
	"suffisant", "buena", "alta",  "высок", "хорош", "достаточ", "достовер", "جيد",
	"عالي",      "مؤكد",  "كاف",   "高",    "足",    "良",       "好",       "强",
};
static const char *const former_words[] = {"f.k.a", "fka"};
static const char *const about_words[] = {
	"approximat", "environ", "aproximad", "приблизит", "примерно", "около",
	"تقريب",      "حوالي",   "大约",      "约",        "大概",     "左右",
};

#define HAS_WORD(s, words) has_word((s), (words), sizeof(words) / sizeof(words)[0])

static bool has_word(struct slice s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (value_has_word(s, words[i]))
			return true;
	return false;
}

static enum name_quality quality_of(struct list_import *im, struct slice s, unsigned line)
{
	if (HAS_WORD(s, low_words))
		return NAME_LOW;
	if (HAS_WORD(s, former_words))
		return NAME_FORMER;
	if (slice_present(s) && !HAS_WORD(s, good_words))
		note(im, SEVERITY_WARNING, "un-quality", line,
		     "the quality of an alias is neither Good nor Low; it counts as good");
	return NAME_GOOD;
}

static void add_alias(struct list_import *im, struct list_entry *entry, const struct item *alias)
{
	struct list_birth_date b;
	struct slice name = item_text(alias, "ALIAS_NAME");
	if (!slice_present(name))
		return;
	add_names(im, entry, name, quality_of(im, item_text(alias, "QUALITY"), alias->line),
		  alias->line);
	if (value_birth_date(slice_range(item_text(alias, "DATE_OF_BIRTH"), 0, 10), &b))
		entry_add_birth_date(entry, im->arena, &b);
}

/* ---- dates and places ---- */

static bool year_span(struct slice from, struct slice to, struct list_birth_date *out)
{
	struct list_birth_date last;
	if (!value_birth_date(slice_present(from) ? from : to, out) ||
	    !value_birth_date(slice_present(to) ? to : from, &last))
		return false;
	if (date_cmp(last.from, out->from) < 0) {
		struct list_birth_date first = last;
		last = *out;
		*out = first;
	}
	out->to = last.to;
	return true;
}

static void add_birth_date(struct list_import *im, struct list_entry *entry,
			   const struct item *born)
{
	struct list_birth_date b;
	struct slice date = slice_range(item_text(born, "DATE"), 0, 10); /* a zone may follow */
	struct slice year = item_text(born, "YEAR");
	struct slice from = item_text(born, "FROM_YEAR");
	struct slice to = item_text(born, "TO_YEAR");
	struct slice remark = item_text(born, "NOTE");
	if (!value_birth_date(date, &b) && !value_birth_date(year, &b) &&
	    !year_span(from, to, &b)) {
		bool any = slice_present(date) || slice_present(year) || slice_present(from) ||
			   slice_present(to);
		if (any || slice_present(remark))
			note(im, any ? SEVERITY_ERROR : SEVERITY_INFO, "un-birth-date", born->line,
			     "a date of birth has no day, year or years that can be read; "
			     "it is left out");
		return;
	}
	b.approximate = HAS_WORD(item_text(born, "TYPE_OF_DATE"), about_words) ||
			slice_is_nocase(remark, "approximately");
	entry_add_birth_date(entry, im->arena, &b);
}

/* The parts of a place or an address that there are, separated by commas. */
static struct slice place_of(struct list_import *im, const struct item *place)
{
	static const char *const parts[] = {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE",
					    "COUNTRY"};
	struct slice out = {0};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		out = import_join(im, out, ", ", item_text(place, parts[i]));
	return out;
}

static void add_place(struct list_import *im, struct list_entry *entry, const struct item *place)
{
	entry_add_place(entry, im->arena, place_of(im, place));
}

static void add_address(struct list_import *im, struct list_entry *entry,
			const struct item *address)
{
	entry_add_address(entry, im->arena, place_of(im, address));
}

/* ---- documents ---- */

static void add_document(struct list_import *im, struct list_entry *entry,
			 const struct item *document)
{
	struct slice number = item_text(document, "NUMBER");
	struct slice type2 = item_text(document, "TYPE_OF_DOCUMENT2");
	struct slice remark = item_text(document, "NOTE");
	if (value_is_nothing(number) && !slice_present(remark) && !slice_present(type2))
		return; /* an empty block */
	struct list_document d = {.type = item_text(document, "TYPE_OF_DOCUMENT"),
				  .issuer = item_text(document, "ISSUING_COUNTRY")};
	if (!slice_present(d.type))
		d.type = type2;
	else
		d.status = import_join(im, d.status, "; ", type2);
	if (!value_is_nothing(number)) {
		d.number = document_number_read(number);
		if (!slice_eq(d.number, number))
			d.status = import_join(im, d.status, "; ", number);
	} else { /* in a text: only what can not be a year or a day */
		d.number = document_number_find(type2, 5);
		if (!slice_present(d.number))
			d.number = document_number_find(remark, 5);
	}
	d.status = import_join(im, d.status, "; ", remark);
	if (!slice_present(d.issuer))
		d.issuer = item_text(document, "COUNTRY_OF_ISSUE");
	if (!slice_present(d.number)) {
		note(im, SEVERITY_WARNING, "un-document-number", document->line,
		     "no number can be made out in a document; it is left out");
		return;
	}
	import_document(im, entry, &d, document->line);
}

/* ---- the whole ---- */

typedef void block_reader(struct list_import *im, struct list_entry *entry,
			  const struct item *block);

static void add_nationalities(struct list_import *im, struct list_entry *entry,
			      const struct item *block)
{
	ITEM_EACH(value, block, "VALUE")
	entry_add_nationality(entry, im->arena, import_country(im, value->text, value->line));
}

static void add_blocks(struct list_import *im, struct list_entry *entry, const struct item *person)
{
	static const struct {
		const char *name;
		block_reader *read;
	} blocks[] = {
		{"INDIVIDUAL_ALIAS", add_alias},
		{"INDIVIDUAL_DATE_OF_BIRTH", add_birth_date},
		{"INDIVIDUAL_PLACE_OF_BIRTH", add_place},
		{"INDIVIDUAL_ADDRESS", add_address},
		{"INDIVIDUAL_DOCUMENT", add_document},
		{"NATIONALITY", add_nationalities},
		{"NATIONALITY2", add_nationalities},
	};
	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
		ITEM_EACH(block, person, blocks[i].name)
	blocks[i].read(im, entry, block);
}

/* The primary name, and the name in its own script. */
static void add_own_names(struct list_import *im, struct list_entry *entry,
			  const struct item *person)
{
	static const char *const parts[] = {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME",
					    "FOURTH_NAME"};
	struct slice whole = {0};
	struct slice part;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		whole = import_join(im, whole, " ", item_text(person, parts[i]));
	add_name(im, entry, whole, NAME_PRIMARY, person->line);
	struct slice original = item_text(person, "NAME_ORIGINAL_SCRIPT");
	while (slice_cut(&original, ';', &part))
		entry_add_name(entry, im->arena, part, NAME_GOOD);
}

static struct slice reason_of(struct list_import *im, const struct item *person)
{
	struct slice designations = {0};
	ITEM_EACH(value, item_child(person, "DESIGNATION"), "VALUE")
	designations = import_join(im, designations, "; ", value->text);
	struct slice out = import_text(im, item_text(person, "UN_LIST_TYPE"));
	out = import_join(im, out, ": ", designations);
	return import_join(im, out, ": ", item_text(person, "COMMENTS1"));
}

static enum rc read_person(struct list_import *im, const struct item *person, struct err *e)
{
	struct slice listed_on = item_text(person, "LISTED_ON");
	struct list_entry entry = {.id = import_text(im, item_text(person, "REFERENCE_NUMBER"))};
	if (!slice_present(entry.id)) {
		note(im, SEVERITY_ERROR, "un-no-reference", person->line,
		     "an individual has no reference number and is left out");
		return RC_OK;
	}
	if (slice_present(item_text(person, "DELISTED_ON"))) {
		note(im, SEVERITY_INFO, "un-delisted", person->line,
		     "an individual has a date of delisting and is left out");
		return RC_OK;
	}
	add_own_names(im, &entry, person);
	add_blocks(im, &entry, person);
	if (!entry.names.count)
		note(im, SEVERITY_WARNING, "un-no-name", person->line, "an individual has no name");
	import_sex(im, &entry, item_text(person, "GENDER"), person->line);
	entry.reason = reason_of(im, person);
	if (slice_present(listed_on) &&
	    !date_parse(slice_range(listed_on, 0, 10), &entry.listed_on))
		note(im, SEVERITY_WARNING, "list-date", person->line,
		     "the date of listing can not be read; it is left out");
	return import_add(im, &entry, person->line, e);
}

static enum rc read_record(void *context, const struct item *record, struct err *e)
{
	struct list_import *im = context;
	if (slice_is(record->name, "INDIVIDUAL"))
		return read_person(im, record, e);
	if (slice_is(record->name, "ENTITY"))
		import_other(im);
	else
		date_parse(slice_range(item_text(record, "@dateGenerated"), 0, 10),
			   &im->generated_on);
	return RC_OK;
}

enum rc import_un_xml(struct list_import *im, struct slice bytes, struct err *e)
{
	static const char *const records[] = {"INDIVIDUAL", "ENTITY", NULL};
	const struct record_source source = {.im = im,
					     .handle = read_record,
					     .context = im,
					     .root = "CONSOLIDATED_LIST",
					     .records = records,
					     .title = "the United Nations"};
	return records_read_xml(bytes, &source, e);
}
