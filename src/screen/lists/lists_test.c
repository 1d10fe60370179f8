/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "screen/lists.h"

#include "base/crypto.h"
#include "screen/country.h"
#include "screen/lists/document_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct read {
	struct arena *a;
	list_entries out;
	finding_list findings;
	struct err e;
	enum rc rc;
};

static struct read read_csv(const char *text, enum list_kind kind)
{
	struct read r = {.a = arena_new(1 << 24)};
	r.rc = lists_read_csv(slice_of(text), kind, r.a, &r.out, &r.findings, &r.e);
	return r;
}

static struct read read_un(const char *text)
{
	struct read r = {.a = arena_new(1 << 24)};
	r.rc = lists_read_un_xml(slice_of(text), r.a, &r.out, &r.findings, &r.e);
	return r;
}

static unsigned findings(const struct read *r, const char *code)
{
	unsigned n = 0;
	LIST_EACH(const struct finding, f, &r->findings)
	n += strcmp(f->code, code) == 0;
	return n;
}

static void expect_json(const struct list_entry *entry, const char *json)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	list_entry_write_json(entry, &out);
	buf_char(&out, 0);
	assert_string_equal(out.p, json);
	buf_release(&out);
}

/* ---- CSV ---- */

static void persons_are_read_with_all_columns(void **state)
{
	(void)state;
	struct read r = read_csv(
		"\xEF\xBB\xBF"
		"expires;id;name;aliases;low_aliases;birth_date;sex;nationality;document_number;"
		"document_type;document_issuer;place_of_birth;measure;handling;reason;listed_on\r\n"
		"2027-05-06;UTO-1;\"Quibble; Zelda\";Zelda Frost;\"Zed;Zee\";"
		"\"1970-01-02;1968..1972;~1969;1971-02\";female;\"UTO;Tanzania\";\"X1;X2\";P;"
		"\"KE;UTO\";Utopia City;detain;call \"\"first;smuggling;2026-01-02\r\n",
		LIST_PERSONS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 0); /* a quote inside a plain field spoils the row */
	assert_int_equal(findings(&r, "list-row"), 1);
	arena_free(r.a);
	r = read_csv(
		"expires;id;name;aliases;low_aliases;birth_date;sex;nationality;document_number;"
		"document_type;document_issuer;place_of_birth;measure;handling;reason;listed_on\r\n"
		"2027-05-06;UTO-1;\"Quibble; Zelda\";Zelda Frost;\"Zed;Zee\";"
		"\"1970-01-02;1968..1972;~1969;1971-02\";female;\"UTO;Tanzania\";\"X1;X2\";P;"
		"\"KE;UTO\";Utopia City;detain;\"call \"\"first\"\"\";smuggling;2026-01-02\r\n",
		LIST_PERSONS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.findings.count, 0);
	assert_int_equal(r.out.count, 1);
	expect_json(
		r.out.first,
		"{\"id\":\"UTO-1\",\"names\":["
		"{\"name\":\"Quibble; Zelda\",\"quality\":\"primary\"},"
		"{\"name\":\"Zelda Frost\",\"quality\":\"good\"},"
		"{\"name\":\"Zed\",\"quality\":\"low\"},{\"name\":\"Zee\",\"quality\":\"low\"}],"
		"\"birth_dates\":[\"1970-01-02\",\"1968..1972\",\"~1969\",\"1971-02\"],"
		"\"sex\":\"F\",\"nationalities\":[\"UTO\",\"TZA\"],"
		"\"documents\":[{\"type\":\"P\",\"number\":\"X1\",\"issuer\":\"KEN\"},"
		"{\"type\":\"P\",\"number\":\"X2\",\"issuer\":\"UTO\"}],"
		"\"places_of_birth\":[\"Utopia City\"],\"measure\":\"detain\","
		"\"handling\":\"call \\\"first\\\"\",\"reason\":\"smuggling\","
		"\"listed_on\":\"2026-01-02\",\"expires\":\"2027-05-06\"}");
	arena_free(r.a);
}

static void bad_rows_are_findings_and_do_not_stop_the_rest(void **state)
{
	(void)state;
	struct read r = read_csv("id,name,birth_date,nationality,sex,expires,colour\n"
				 "1,Zelda Quibble,1970-02-30,Nowhere,maybe,soon,red\n"
				 "2,Zed Frost\n"
				 ",No Id,,,,,\n"
				 "1,Zelda Again,,,,,\n"
				 "3,\"Open Quote,,,,,\n"
				 "4,,,,,,\n"
				 "5,Bad \xFF Byte,,,,,\n"
				 "\n"
				 "6,Zora Quibble,~1960,KEN,M,2027-01-01,\n",
				 LIST_PERSONS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 2);
	assert_true(slice_is(r.out.first->id, "1"));
	assert_true(slice_is(r.out.last->id, "6"));
	assert_int_equal(r.out.first->birth_dates.count, 0);
	assert_int_equal(findings(&r, "list-column-unknown"), 1);
	assert_int_equal(findings(&r, "list-birth-date"), 1);
	assert_int_equal(findings(&r, "list-country"), 1);
	assert_int_equal(findings(&r, "list-sex"), 1);
	assert_int_equal(findings(&r, "list-date"), 1);
	assert_int_equal(findings(&r, "list-columns"), 1);
	assert_int_equal(findings(&r, "list-no-id"), 1);
	assert_int_equal(findings(&r, "list-id-twice"), 1);
	assert_int_equal(findings(&r, "list-row"), 2);
	assert_int_equal(findings(&r, "list-nothing-to-match"), 1);
	LIST_EACH(const struct finding, f, &r.findings)
	{
		if (strcmp(f->code, "list-columns") == 0)
			assert_int_equal(f->segment, 3);
		if (strcmp(f->code, "list-id-twice") == 0)
			assert_int_equal(f->segment, 5);
		assert_true(f->text.n > 0);
	}
	arena_free(r.a);
}

/* The cells of a row that can not be read say nothing, whatever stood in their memory. */
static void a_row_that_opens_a_quote_at_once_is_a_finding(void **state)
{
	(void)state;
	const struct list_file file = {.bytes = SLICE("\"36,NOVAKOV"),
				       .format = LIST_FORMAT_OFAC_CSV};
	struct list_reading r;
	struct err e;
	struct arena *a = arena_new(1 << 20);
	assert_int_equal(lists_read(&file, a, &r, &e), RC_OK);
	assert_int_equal(r.entries.count, 0);
	assert_int_equal(r.findings.count, 1);
	assert_string_equal(r.findings.first->code, "list-row");
	arena_free(a);
}

static void documents_are_read_and_identified_by_themselves(void **state)
{
	(void)state;
	struct read r = read_csv("number,type,issuer,status,reason,listed_on,expires\n"
				 "L8988901C,P,UTO,stolen,,2026-01-02,\n"
				 "D23145890,,,lost,,,\n"
				 ",P,UTO,lost,,,\n"
				 "L8988901C,P,UTO,stolen,,,\n",
				 LIST_DOCUMENTS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 2);
	assert_true(slice_is(r.out.first->id, "UTO-P-L8988901C"));
	assert_true(slice_is(r.out.first->documents.first->status, "stolen"));
	assert_true(slice_is(r.out.last->id, "D23145890"));
	assert_int_equal(r.out.first->names.count, 0);
	assert_int_equal(findings(&r, "list-no-number"), 1);
	assert_int_equal(findings(&r, "list-id-twice"), 1);
	arena_free(r.a);
	r = read_csv("number\nD23145890\n", LIST_DOCUMENTS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 1);
	arena_free(r.a);
}

static void files_that_are_no_list_are_refused_with_advice(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",
		"\n\n",
		"Zelda Quibble\n",
		"name,colour\nZelda,red\n",
		"id,id,name\n1,2,3\n",
		"\xFF\xFEi",
		"id;given\n1;Zed\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct read r = read_csv(texts[i], LIST_PERSONS);
		assert_int_equal(r.rc, RC_INVALID);
		assert_true(r.e.text[0]);
		arena_free(r.a);
	}
}

static void formats_are_detected(void **state)
{
	(void)state;
	assert_int_equal(lists_detect_format(SLICE("id,name\n")), LIST_FORMAT_CSV);
	assert_int_equal(lists_detect_format(SLICE("\xEF\xBB\xBF id;name\n")), LIST_FORMAT_CSV);
	static const struct {
		const char *text;
		enum list_format format;
	} rows[] = {
		{"\xEF\xBB\xBF<?xml version=\"1.0\"?><!-- <a> --><CONSOLIDATED_LIST>",
		 LIST_FORMAT_UN_XML},
		{"<?xml version=\"1.0\"?>\n<sdnList xmlns=\"x\">", LIST_FORMAT_OFAC_XML},
		{"<fsd:export generationDate=\"\">", LIST_FORMAT_EU_XML},
		{"<html>", LIST_FORMAT_UNKNOWN},
		{"<?xml ", LIST_FORMAT_UNKNOWN},
		{"{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{}}", LIST_FORMAT_FTM_JSON},
		{"[{\"entity_id\":\"2031/1\"}]", LIST_FORMAT_INTERPOL_JSON},
		{"{\"total\":0,\"_embedded\":{\"notices\":[]}}", LIST_FORMAT_INTERPOL_JSON},
		{"{\"a\":1}", LIST_FORMAT_UNKNOWN},
		{"1001,\"QUIBBLE, Zelda\",\"individual\",\"UTOPIA\",-0- ,-0- ",
		 LIST_FORMAT_OFAC_CSV},
		{"\"id\",\"schema\",\"name\",\"identifiers\"\n", LIST_FORMAT_OPENSANCTIONS_CSV},
		{"#: separator = tab\n", LIST_FORMAT_CSV},
		{"", LIST_FORMAT_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(lists_detect_format(slice_of(rows[i].text)), rows[i].format);
	assert_int_equal(lists_detect_format(SLICE("hello")), LIST_FORMAT_UNKNOWN);
	for (int f = LIST_FORMAT_UNKNOWN + 1; f < LIST_FORMAT_COUNT; f++)
		assert_int_equal(list_format_named(slice_of(list_format_name((enum list_format)f))),
				 f);
	assert_int_equal(list_format_named(SLICE("pdf")), LIST_FORMAT_UNKNOWN);
}

static void states_are_known_by_code_and_name(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"KE", "KEN"},
		{"ken", "KEN"},
		{"D", "DEU"},
		{"GBN", "GBR"},
		{"Iran (Islamic Republic of)", "IRN"},
		{"The Gambia", "GMB"},
		{"United Republic of Tanzania", "TZA"},
		{"Türkiye", "TUR"},
		{"UTO", "UTO"},
		{"Congo", "COG"},
		{"Democratic Republic of the Congo", "COD"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_true(slice_is(country_code(slice_of(rows[i][0])), rows[i][1]));
	assert_false(slice_present(country_code(SLICE("Nowhere"))));
	assert_false(slice_present(country_code(SLICE(""))));
	assert_false(slice_present(country_code(SLICE("--"))));
}

static void a_plain_list_is_read(void **state)
{
	(void)state;
	struct read r =
		read_csv("id,name,aliases,birth_date,sex,nationality,document_number\n"
			 "UTO-1,Zelda Quibble,Zora Frost;Zed Snow,1970-01-02,F,UTO,ZQ123456\n",
			 LIST_PERSONS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.findings.count, 0);
	expect_json(
		r.out.first,
		"{\"id\":\"UTO-1\",\"names\":[{\"name\":\"Zelda Quibble\",\"quality\":\"primary\"},"
		"{\"name\":\"Zora Frost\",\"quality\":\"good\"},"
		"{\"name\":\"Zed Snow\",\"quality\":\"good\"}],\"birth_dates\":[\"1970-01-02\"],"
		"\"sex\":\"F\",\"nationalities\":[\"UTO\"],"
		"\"documents\":[{\"number\":\"ZQ123456\"}],\"places_of_birth\":[]}");
	arena_free(r.a);
}

static void a_mapping_says_which_column_is_what(void **state)
{
	(void)state;
	struct read r =
		read_csv("#: # a list of Utopia\n"
			 "#: separator = |\n#: values = /\n"
			 "#: dates = DD.MM.YYYY | MON YYYY\n"
			 "#: column id = Ref\n#: column family = 2\n"
			 "#: column given = Vorname\n#: column former_names = Früher\n"
			 "#: column birth_date = Geboren\n#: column valid_from = Ab\n"
			 "#: constant nationality = UTO\n#: constant measure = detain\n"
			 "#: only Art = P\n"
			 "Ref|Name|Vorname|Früher|Geboren|Ab|Art\n"
			 "7|Quibble|Zelda|Zelda Frost/Zelda Snow|02.01.1970/Mar 1971|01.02.2026|P\n"
			 "8|Zed Ltd|||||C\n"
			 "9|Frost|Zed||1970-01-02||p\n",
			 LIST_PERSONS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 2);
	expect_json(r.out.first,
		    "{\"id\":\"7\",\"names\":[{\"name\":\"Zelda Quibble\",\"quality\":\"primary\","
		    "\"family\":\"Quibble\",\"given\":\"Zelda\"},"
		    "{\"name\":\"Zelda Frost\",\"quality\":\"former\"},"
		    "{\"name\":\"Zelda Snow\",\"quality\":\"former\"}],"
		    "\"birth_dates\":[\"1970-01-02\",\"1971-03\"],\"nationalities\":[\"UTO\"],"
		    "\"documents\":[],\"places_of_birth\":[],\"measure\":\"detain\","
		    "\"valid_from\":\"2026-02-01\"}");
	assert_int_equal(findings(&r, "list-others"), 1);
	assert_int_equal(findings(&r, "list-birth-date"), 1); /* not in the form of the mapping */
	arena_free(r.a);
	r = read_csv(
		"#: header = no\n#: separator = tab\n#: column id = 1\n#: column name = 2\n\xEF\xBB\xBF"
		"1\tZelda Quibble\n2\tZed Frost\n",
		LIST_PERSONS);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 2);
	arena_free(r.a);
}

static void a_mapping_that_is_wrong_is_refused_with_its_line(void **state)
{
	(void)state;
	static const char *const mappings[] = {
		"#: colour = red\n",
		"#: column colour = 1\n",
		"#: column id = Nowhere\n",
		"#: separator = \"\n",
		"#: values = ab\n",
		"#: header = maybe\n",
		"#: dates = a|b|c|d|e|f|g|h|i\n",
		"#: column id\n",
		"#: column id = 9\n",
		"#: only Art = P\n#: column id = id\n#: column name = name\n",
	};
	for (size_t i = 0; i < sizeof mappings / sizeof mappings[0]; i++) {
		char text[256];
		snprintf(text, sizeof text, "%sid,name\n1,Zelda Quibble\n", mappings[i]);
		struct read r = read_csv(text, LIST_PERSONS);
		if (r.rc != RC_INVALID || !strstr(r.e.text, "mapping"))
			fail_msg("%s: %s", mappings[i], r.e.text);
		arena_free(r.a);
	}
}

static void an_issuer_that_is_not_known_rules_nothing_out(void **state)
{
	(void)state;
	struct read r = read_csv("number,type,issuer,status\nL8988901C,P,Erewhon,blank\n"
				 "L8988901C,P,Laputa,revoked\n",
				 LIST_DOCUMENTS);
	assert_int_equal(r.out.count, 2);
	assert_false(slice_present(r.out.first->documents.first->issuer));
	assert_true(slice_is(r.out.first->documents.first->status, "blank; issuer: Erewhon"));
	assert_true(slice_is(r.out.last->id, "Laputa-P-L8988901C"));
	assert_int_equal(findings(&r, "list-country"), 2);
	arena_free(r.a);
}

/* ---- the United Nations list ---- */

#define UN_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CONSOLIDATED_LIST><INDIVIDUALS>"
#define UN_TAIL "</INDIVIDUALS></CONSOLIDATED_LIST>"

static const char un_person[] = UN_HEAD
	"<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ZELDA</FIRST_NAME>"
	"<SECOND_NAME>MAY </SECOND_NAME><THIRD_NAME/><FOURTH_NAME>QUIBBLE</FOURTH_NAME>"
	"<UN_LIST_TYPE>Utopia</UN_LIST_TYPE><REFERENCE_NUMBER>UTi.001</REFERENCE_NUMBER>"
	"<LISTED_ON>2020-03-04</LISTED_ON><GENDER>Female</GENDER>"
	"<NAME_ORIGINAL_SCRIPT>زلدا</NAME_ORIGINAL_SCRIPT><COMMENTS1>Invented.</COMMENTS1>"
	"<DESIGNATION><VALUE>a) Captain</VALUE><VALUE>b) Cook</VALUE></DESIGNATION>"
	"<NATIONALITY><VALUE>Kenya</VALUE><VALUE>United Republic of Tanzania</VALUE></NATIONALITY>"
	"<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>"
	"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>"
	"<ALIAS_NAME>Zelda Frost; Zelda Snow (birth name)</ALIAS_NAME></INDIVIDUAL_ALIAS>"
	"<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Zed</ALIAS_NAME>"
	"<DATE_OF_BIRTH>1971-05-06</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>"
	"<INDIVIDUAL_ALIAS><QUALITY>a.k.a.</QUALITY>"
	"<ALIAS_NAME>Zora One b) Zora Two (زورا)</ALIAS_NAME></INDIVIDUAL_ALIAS>"
	"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>"
	"<ALIAS_NAME>Zuleika Quibble (no longer listed)</ALIAS_NAME></INDIVIDUAL_ALIAS>"
	"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-01-02</DATE>"
	"</INDIVIDUAL_DATE_OF_BIRTH>"
	"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>"
	"</INDIVIDUAL_DATE_OF_BIRTH>"
	"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>"
	"<FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1972</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
	"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1969</YEAR>"
	"</INDIVIDUAL_DATE_OF_BIRTH>"
	"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>"
	"<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Utopia City</CITY><STATE_PROVINCE>na</STATE_PROVINCE>"
	"<COUNTRY>Kenya</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>"
	"<INDIVIDUAL_DOCUMENT/>"
	"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
	"<NUMBER>Utopian passport number ZQ 123456</NUMBER><ISSUING_COUNTRY>Kenya</ISSUING_COUNTRY>"
	"<NOTE>expired 2 May 2011</NOTE></INDIVIDUAL_DOCUMENT>"
	"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A-77</NUMBER>"
	"<COUNTRY_OF_ISSUE>Iraq</COUNTRY_OF_ISSUE></INDIVIDUAL_DOCUMENT>"
	"<SORT_KEY/></INDIVIDUAL>" UN_TAIL;

static void individuals_are_read_with_all_their_traps(void **state)
{
	(void)state;
	struct read r = read_un(un_person);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 1);
	expect_json(
		r.out.first,
		"{\"id\":\"UTi.001\",\"names\":[{\"name\":\"ZELDA MAY QUIBBLE\",\"quality\":\"primary\"},"
		"{\"name\":\"زلدا\",\"quality\":\"good\",\"script\":\"original\"},"
		"{\"name\":\"Zelda Frost\",\"quality\":\"good\"},"
		"{\"name\":\"Zelda Snow\",\"quality\":\"good\"},{\"name\":\"Zed\",\"quality\":\"low\"},"
		"{\"name\":\"Zora One\",\"quality\":\"good\"},{\"name\":\"Zora Two\",\"quality\":\"good\"},"
		"{\"name\":\"زورا\",\"quality\":\"good\",\"script\":\"original\"}],"
		"\"birth_dates\":[\"1971-05-06\",\"1970-01-02\",\"1971\",\"1968..1972\",\"~1969\"],"
		"\"sex\":\"F\",\"nationalities\":[\"KEN\",\"TZA\"],\"documents\":["
		"{\"type\":\"Passport\",\"number\":\"ZQ 123456\",\"issuer\":\"KEN\",\"status\":"
		"\"Utopian passport number ZQ 123456; expired 2 May 2011\"},"
		"{\"type\":\"Passport\",\"number\":\"A-77\",\"issuer\":\"IRQ\"}],"
		"\"places_of_birth\":[\"Utopia City, Kenya\"],"
		"\"reason\":\"Utopia: a) Captain; b) Cook: Invented.\",\"listed_on\":\"2020-03-04\"}");
	assert_int_equal(findings(&r, "un-name-remark"), 1);
	assert_int_equal(findings(&r, "un-cross-reference"), 1);
	assert_int_equal(r.findings.count, 2);
	arena_free(r.a);
}

/* The same person in French, Spanish, Russian, Arabic and Chinese words. */
static void individuals_are_read_in_all_languages_of_the_list(void **state)
{
	(void)state;
	static const struct {
		const char *low, *about, *sex;
	} rows[] = {
		{"Low", "APPROXIMATELY", "Male"},
		{"Peu fiable", "Approximativement", "Masculin"},
		{"Baja", "Aproximadamente", "Masculino"},
		{"Недостаточно достоверный", "Приблизительно", "Мужской"},
		{"منخفضة", "تقريبا", "ذكر"},
		{"低", "大约", "男"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char text[2048];
		snprintf(text, sizeof text,
			 UN_HEAD
			 "<INDIVIDUAL><REFERENCE_NUMBER>UTi.4</REFERENCE_NUMBER>"
			 "<FIRST_NAME>ZED</FIRST_NAME><SECOND_NAME>FROST</SECOND_NAME>"
			 "<GENDER>%s</GENDER><INDIVIDUAL_ALIAS><QUALITY>%s</QUALITY>"
			 "<ALIAS_NAME>Zeddy</ALIAS_NAME></INDIVIDUAL_ALIAS>"
			 "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>%s</TYPE_OF_DATE>"
			 "<YEAR>1969</YEAR></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>" UN_TAIL,
			 rows[i].sex, rows[i].low, rows[i].about);
		struct read r = read_un(text);
		assert_int_equal(r.rc, RC_OK);
		assert_int_equal(r.findings.count, 0);
		assert_int_equal(r.out.count, 1);
		assert_true(slice_is(r.out.first->sex, "M"));
		assert_int_equal(r.out.first->names.last->quality, NAME_LOW);
		assert_true(r.out.first->birth_dates.first->approximate);
		arena_free(r.a);
	}
	struct read r = read_un(
		UN_HEAD "<INDIVIDUAL><REFERENCE_NUMBER>UTi.5</REFERENCE_NUMBER>"
			"<FIRST_NAME>ZED</FIRST_NAME><GENDER>qx</GENDER>"
			"<NATIONALITY><VALUE>Erewhonie</VALUE></NATIONALITY>"
			"<INDIVIDUAL_ALIAS><QUALITY>qx</QUALITY><ALIAS_NAME>Zeddy</ALIAS_NAME>"
			"</INDIVIDUAL_ALIAS></INDIVIDUAL>" UN_TAIL);
	assert_int_equal(r.out.count, 1); /* what is not understood costs no entry */
	assert_int_equal(findings(&r, "list-sex"), 1);
	assert_int_equal(findings(&r, "list-country"), 1);
	assert_int_equal(findings(&r, "un-quality"), 1);
	assert_true(slice_is(r.out.first->nationalities.first->value, "Erewhonie"));
	arena_free(r.a);
}

static void entities_are_counted_and_left_out(void **state)
{
	(void)state;
	struct read r = read_un(
		"<CONSOLIDATED_LIST><INDIVIDUALS/><ENTITIES><ENTITY><FIRST_NAME>Zed Ltd</FIRST_NAME>"
		"<REFERENCE_NUMBER>UTe.001</REFERENCE_NUMBER></ENTITY><ENTITY/></ENTITIES>"
		"</CONSOLIDATED_LIST>");
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 0);
	assert_int_equal(r.findings.count, 1);
	assert_int_equal(findings(&r, "list-others"), 1);
	assert_true(slice_starts(r.findings.first->text, "2 records"));
	arena_free(r.a);
}

static void individuals_that_can_not_be_listed_are_findings(void **state)
{
	(void)state;
	struct read r = read_un(
		UN_HEAD
		"<INDIVIDUAL><FIRST_NAME>NO REFERENCE</FIRST_NAME></INDIVIDUAL>\n"
		"<INDIVIDUAL><FIRST_NAME>GONE</FIRST_NAME><REFERENCE_NUMBER>UTi.2</REFERENCE_NUMBER>"
		"<DELISTED_ON>2024-01-01</DELISTED_ON></INDIVIDUAL>"
		"<INDIVIDUAL><REFERENCE_NUMBER>UTi.3</REFERENCE_NUMBER><INDIVIDUAL_DATE_OF_BIRTH>"
		"<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>19x1</YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
		"<INDIVIDUAL_DOCUMENT><NUMBER>not known yet</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>" UN_TAIL);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.out.count, 1);
	assert_int_equal(findings(&r, "un-no-reference"), 1);
	assert_int_equal(findings(&r, "un-delisted"), 1);
	assert_int_equal(findings(&r, "un-no-name"), 1);
	assert_int_equal(findings(&r, "un-birth-date"), 1);
	assert_int_equal(findings(&r, "un-document-number"), 1);
	arena_free(r.a);
}

static void dangerous_or_other_xml_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"<!DOCTYPE a [<!ENTITY b \"c\">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>",
		"<!DOCTYPE CONSOLIDATED_LIST SYSTEM \"x.dtd\"><CONSOLIDATED_LIST/>",
		"<html></html>",
		"<CONSOLIDATED_LIST><INDIVIDUALS>",
		"",
		"id,name\n",
		"<CONSOLIDATED_LIST>\xFF</CONSOLIDATED_LIST>",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct read r = read_un(texts[i]);
		assert_int_equal(r.rc, RC_INVALID);
		assert_true(r.e.text[0]);
		arena_free(r.a);
	}
}

static void limits_hold(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1 << 20);
	buf_text(&b, "<CONSOLIDATED_LIST>");
	for (int i = 0; i < LISTS_XML_DEPTH_MAX; i++)
		buf_text(&b, "<A>");
	buf_char(&b, 0);
	struct read r = read_un(b.p);
	assert_int_equal(r.rc, RC_LIMIT);
	arena_free(r.a);
	buf_clear(&b);
	buf_text(&b, UN_HEAD "<INDIVIDUAL><REFERENCE_NUMBER>UTi.1</REFERENCE_NUMBER><FIRST_NAME>");
	for (int i = 0; i <= LISTS_FIELD_MAX; i++)
		buf_char(&b, 'A');
	buf_text(&b, "</FIRST_NAME></INDIVIDUAL>" UN_TAIL);
	buf_char(&b, 0);
	r = read_un(b.p);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(findings(&r, "list-text-long"), 1);
	assert_int_equal(r.out.first->names.count, 0);
	arena_free(r.a);
	buf_release(&b);
	r.a = arena_new(2000);
	assert_int_equal(lists_read_un_xml(slice_of(un_person), r.a, &(list_entries){0},
					   &(finding_list){0}, &r.e),
			 RC_NOMEM);
	arena_free(r.a);
}

static void numbers_are_found_in_texts(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"Utopian passport number AB 123456", "AB 123456"},
		{"123456789 (expired 25 Jan. 2016)", "123456789"},
		{"number 911-10-77", "911-10-77"},
		{"passport No34409/129, issued 2001-02-03", "34409/129"},
		{"SSN 123-45-6789 (Utopia)", "123-45-6789"},
		{"series 8208 No. 555627", "555627"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct slice s = document_number_find(slice_of(rows[i][0]), 3);
		if (!slice_is(s, rows[i][1]))
			fail_msg("%s: %.*s", rows[i][0], SLICE_ARG(s));
	}
	assert_false(slice_present(document_number_find(SLICE("issued in 1974"), 5)));
	assert_false(slice_present(document_number_find(SLICE(""), 3)));
}

/* ---- comparing ---- */

static void states_of_a_list_are_compared(void **state)
{
	(void)state;
	struct read old = read_csv("id,name,birth_date,reason\n1,Zelda Quibble,1970,a\n"
				   "2,Zed Frost,1971,b\n3,Zora Snow,,c\n",
				   LIST_PERSONS);
	struct read new = read_csv("id,name,birth_date,reason\n4,Zuleika Rain,,\n"
				   "2,Zed Frost,1971-02-03,x\n1,Zelda Quibble,1970,a\n",
				   LIST_PERSONS);
	struct list_changes c;
	lists_compare(&old.out, &new.out, new.a, &c);
	assert_int_equal(c.added, 1);
	assert_int_equal(c.changed, 1);
	assert_int_equal(c.removed, 1);
	assert_int_equal(c.unchanged, 1);
	assert_int_equal(c.list.count, 3);
	const struct list_change *x = c.list.first;
	assert_string_equal(list_change_name(x->kind), "added");
	assert_true(slice_is(x->after->id, "4"));
	x = x->next;
	assert_int_equal(x->kind, LIST_CHANGED);
	assert_int_equal(x->fields, 1U << LIST_FIELD_BIRTH_DATES | 1U << LIST_FIELD_REASON);
	x = x->next;
	assert_int_equal(x->kind, LIST_REMOVED);
	assert_true(slice_is(x->before->id, "3"));
	assert_string_equal(list_field_name(LIST_FIELD_EXPIRES), "expires");
	arena_free(old.a);
	arena_free(new.a);
}

/* ---- hostile input ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Changes some bytes, sometimes cuts or doubles a part. */
static size_t mutate(uint32_t *seed, const char *from, size_t n, char *out, size_t room)
{
	static const char spice[] = "<>&\"';,/\n\r\0\xFF\xC3(~.";
	memcpy(out, from, n);
	if (next_random(seed) % 4 == 0)
		n = next_random(seed) % (n + 1);
	if (n > 2 && next_random(seed) % 4 == 0) {
		size_t at = next_random(seed) % n;
		size_t length = next_random(seed) % (n - at);
		if (n + length <= room) {
			memmove(out + at + length, out + at, n - at);
			n += length;
		}
	}
	for (uint32_t k = next_random(seed) % 12; k > 0 && n > 0; k--)
		out[next_random(seed) % n] = next_random(seed) % 2
						     ? spice[next_random(seed) % (sizeof spice - 1)]
						     : (char)next_random(seed);
	return n;
}

static void check_entries(const struct read *r)
{
	LIST_EACH(const struct list_entry, entry, &r->out)
	{
		assert_true(entry->id.n > 0);
		LIST_EACH(const struct list_birth_date, b, &entry->birth_dates)
		assert_true(date_cmp(b->from, b->to) <= 0);
		struct buf out;
		buf_init(&out, 1 << 22);
		list_entry_write_json(entry, &out);
		assert_false(buf_failed(&out));
		buf_release(&out);
	}
}

static void changed_bytes_never_break_the_importers(void **state)
{
	(void)state;
	static const char csv[] =
		"id;name;aliases;birth_date;sex;nationality;document_number;document_issuer;expires\n"
		"1;\"Quibble; Zelda\";\"A \"\"B\"\"; C\";1970..1972;F;KEN;X1;UTO;2027-01-01\r\n"
		"2;Zed Frost;;~1960;M;Utopia;;;\n";
	char *text = malloc(2 * sizeof un_person);
	assert_non_null(text);
	uint32_t seed = 20260227;
	for (int round = 0; round < 6000; round++) {
		struct read r = {.a = arena_new(1 << 22)};
		bool xml = round % 2;
		size_t n = xml ? mutate(&seed, un_person, sizeof un_person - 1, text,
					2 * sizeof un_person)
			       : mutate(&seed, csv, sizeof csv - 1, text, 2 * sizeof un_person);
		struct slice s = {text, n};
		lists_detect_format(s);
		r.rc = xml ? lists_read_un_xml(s, r.a, &r.out, &r.findings, &r.e)
			   : lists_read_csv(s, round % 4 ? LIST_PERSONS : LIST_DOCUMENTS, r.a,
					    &r.out, &r.findings, &r.e);
		assert_true(r.rc == RC_OK || r.e.text[0]);
		if (r.rc == RC_OK)
			check_entries(&r);
		arena_free(r.a);
	}
	free(text);
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(persons_are_read_with_all_columns),
		cmocka_unit_test(bad_rows_are_findings_and_do_not_stop_the_rest),
		cmocka_unit_test(a_row_that_opens_a_quote_at_once_is_a_finding),
		cmocka_unit_test(documents_are_read_and_identified_by_themselves),
		cmocka_unit_test(files_that_are_no_list_are_refused_with_advice),
		cmocka_unit_test(formats_are_detected),
		cmocka_unit_test(states_are_known_by_code_and_name),
		cmocka_unit_test(a_plain_list_is_read),
		cmocka_unit_test(a_mapping_says_which_column_is_what),
		cmocka_unit_test(a_mapping_that_is_wrong_is_refused_with_its_line),
		cmocka_unit_test(an_issuer_that_is_not_known_rules_nothing_out),
		cmocka_unit_test(individuals_are_read_with_all_their_traps),
		cmocka_unit_test(individuals_are_read_in_all_languages_of_the_list),
		cmocka_unit_test(entities_are_counted_and_left_out),
		cmocka_unit_test(individuals_that_can_not_be_listed_are_findings),
		cmocka_unit_test(dangerous_or_other_xml_is_refused),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(numbers_are_found_in_texts),
		cmocka_unit_test(states_of_a_list_are_compared),
		cmocka_unit_test(changed_bytes_never_break_the_importers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
