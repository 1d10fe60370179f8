/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TDT \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:2603110555:201'LOC+87+LIS'DTM+232:2603111320:201'"
#define LEG \
	"\"from\":\"NBO\",\"to\":\"LIS\",\"departs\":\"2026-03-11T05:55\",\"arrives\":\"2026-03-11T13:20\"}"

static unsigned segments_of(const char *text)
{
	unsigned count = 0;
	for (const char *p = text; *p; p++)
		count += *p == '\'';
	return count;
}

/* The message with this head and body as JSON; to be freed. */
static char *read_message(const char *head, const char *body)
{
	struct buf input;
	struct buf json;
	buf_init(&input, 1 << 22);
	buf_init(&json, 1 << 24);
	buf_printf(&input, "UNA:+.? 'UNB+UNOA:4+Z9+GOV+260311:0312+R1'%s%sUNT+%u+1'UNZ+1+R1'", head,
		   body, segments_of(body) + 2);
	const struct decode_options options = {.today = {2026, 4, 1}};
	struct decoder *d = decoder_new(buf_slice(&input), &options);
	struct arena *a = arena_new((size_t)64 << 20);
	struct message *m;
	assert_non_null(d);
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	decode_write_json(m, &json);
	buf_char(&json, '\0');
	char *text = strdup(json.p);
	decoder_free(d);
	arena_free(a);
	buf_release(&input);
	buf_release(&json);
	return text;
}

static char *read_body(const char *body)
{
	return read_message("UNH+1+PAXLST:D:12B:UN:IATA'", body);
}

static char *read_person(const char *segments)
{
	struct buf body;
	buf_init(&body, 1 << 16);
	buf_printf(&body, "BGM+745'" TDT "NAD+FL+++HADDAD:SAMI'%s", segments);
	buf_char(&body, '\0');
	char *text = read_body(body.p);
	buf_release(&body);
	return text;
}

static bool differs(const char *text, const char *part, bool wanted)
{
	return (strstr(text, part) != NULL) != wanted;
}

/* Each of the parts stands in the JSON of the message; one behind "!" does not. */
static void expect(char *text, const char *const *parts)
{
	for (; *parts; parts++) {
		bool wanted = (*parts)[0] != '!';
		if (differs(text, wanted ? *parts : *parts + 1, wanted))
			fail_msg("%s %s in %s", wanted ? "not" : "found", *parts, text);
	}
	free(text);
}

#define BODY_GIVES(body, ...) expect(read_body(body), (const char *const[]){__VA_ARGS__, NULL})
#define PERSON_GIVES(segments, ...) \
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++HADDAD:SAMI'" segments, __VA_ARGS__)
#define FINDING(code) ("\"code\":\"" code "\"")
#define FUNCTION(name) ("\"function\":\"" name "\"")

static void lists_have_the_function_of_the_guides(void **state)
{
	(void)state;
	static const char *const functions[][2] = {
		{"745", "passengers"},
		{"745+CP", "change"},
		{"745+XR", "cancel"},
		{"745+RP", "reduce"},
		{"745+DC:1.0", "passengers"},
		{"266+CL", "close"},
		{"266+CLNB", "close-not-on-board"},
		{"266+CLOB", "close-on-board"},
		{"266+XF", "cancel-flight"},
		{"266+CF", "change-flight"},
		{"250", "crew"},
		{"250+C", "crew"},
		{"250+CC", "crew-change"},
		{"250+FC", "crew-change"},
		{"250+D", "crew"},
		{"336+G", "master-crew"},
		{"655", "gate-pass"},
		{"250+CLOB", "close-on-board"},
	};
	for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
		char body[200];
		char wanted[80];
		snprintf(body, sizeof body, "BGM+%s'" TDT, functions[i][0]);
		snprintf(wanted, sizeof wanted, "\"function\":\"%s\"", functions[i][1]);
		expect(read_body(body), (const char *const[]){wanted, "!function-unknown", NULL});
	}
}

static void an_unknown_function_is_kept_and_reported(void **state)
{
	(void)state;
	BODY_GIVES("BGM+745+QQ'" TDT, FUNCTION("other"), "\"function_code\":\"745+QQ\"",
		   FINDING("function-unknown"));
	BODY_GIVES("BGM+999'" TDT, FUNCTION("other"), "\"function_code\":\"999\"");
	BODY_GIVES(TDT, FINDING("function-missing"), "!\"function\"");
}

static void close_out_says_who_is_on_board(void **state)
{
	(void)state;
	BODY_GIVES(
		"BGM+266+CLOB'" TDT "NAD+ZZZ'RFF+AVF:R4TT8N'RFF+ABO:131'CNT+42:1'",
		"{\"kind\":\"passenger\",\"reference\":\"131\",\"locator\":\"R4TT8N\",\"boarded\":true}",
		"!name-missing", "!count-mismatch");
	BODY_GIVES("BGM+266+CLNB'" TDT "NAD+FL+++HADDAD:SAMI'RFF+ABO:131'",
		   "\"kind\":\"not-on-board\"", "\"boarded\":false");
	BODY_GIVES("BGM+250+CLOB'" TDT "NAD+ZZZ'RFF+ABO:1'", "\"kind\":\"crew\"");
	BODY_GIVES("BGM+745+XR'" TDT "NAD+ZZZ'RFF+ABO:1'", "\"kind\":\"passenger\"", "!boarded");
}

static void travellers_have_the_kind_of_their_nad(void **state)
{
	(void)state;
	BODY_GIVES("BGM+745'" TDT
		   "NAD+FL+++A:B'NAD+FM+++A:B'NAD+DDU+++A:B'NAD+DDT+++A:B'NAD+COT+++A:B'"
		   "CNT+42:3'CNT+41:2'",
		   "[{\"kind\":\"passenger\"", "{\"kind\":\"crew\"", "{\"kind\":\"transit\"",
		   "{\"kind\":\"transit-crew\"", "{\"kind\":\"other\"", "!findings");
	BODY_GIVES("BGM+745'" TDT "NAD+Q+++A:B'", "\"kind\":\"other\"", FINDING("party-unknown"));
}

static void names_are_kept_and_titles_taken_off(void **state)
{
	(void)state;
	BODY_GIVES(
		"BGM+745'" TDT "NAD+FL+++van der Meer:JoostMR:Piet:Jan'",
		"\"family\":\"van der Meer\",\"given\":\"Joost\",\"middle\":\"Piet Jan\",\"title\":\"MR\"");
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++SUHARTINI'", "\"family\":\"SUHARTINI\"", "!given",
		   "!name-missing");
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++SUHARTINI:MS'", "\"given\":\"MS\"", "!title");
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++DAVID::'", "\"family\":\"DAVID\"", "!middle");
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++:SAMI'", FINDING("name-missing"), "\"given\":\"SAMI\"");
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++OKELLO:SAM:PETER MR'", "\"middle\":\"PETER\"",
		   "\"title\":\"MR\"");
}

static void addresses_are_at_the_destination(void **state)
{
	(void)state;
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++A:B+12 HIGH ST:FLAT 3+TOWN+NY+10001+US'",
		   "{\"use\":\"destination\",\"street\":\"12 HIGH ST FLAT 3\",\"city\":\"TOWN\","
		   "\"region\":\"NY\",\"postcode\":\"10001\",\"country\":\"USA\"}");
	BODY_GIVES("BGM+745'" TDT "NAD+FL+++A:B+++++QQ'", "!addresses", FINDING("country-unknown"));
}

static void sexes_are_as_sent_and_infants_are_known(void **state)
{
	(void)state;
	PERSON_GIVES("ATT+2++U'", "\"sex\":\"U\"", "!role");
	PERSON_GIVES("ATT+2++FI'", "\"role\":\"infant\"", "\"sex\":\"F\"");
	PERSON_GIVES("ATT+2++m'", "\"sex\":\"M\"");
	PERSON_GIVES("ATT+1++M'", "!sex");
}

static void impossible_dates_are_left_out_and_reported(void **state)
{
	(void)state;
	PERSON_GIVES("DTM+329:310230'", "!birth_date", FINDING("date-wrong"));
	PERSON_GIVES("DTM+329:870600'", "!birth_date", FINDING("date-partial"));
	PERSON_GIVES("DTM+329:260311'", "\"birth_date\":\"2026-03-11\"",
		     FINDING("birth-century-doubtful"));
	PERSON_GIVES("DTM+329:260312'", "\"birth_date\":\"1926-03-12\"");
	PERSON_GIVES("DTM+329:19870614:102'", "\"birth_date\":\"1987-06-14\"", "!findings");
	PERSON_GIVES("DOC+P+A1'DTM+36:000229'", "\"expires\":\"2000-02-29\"");
	PERSON_GIVES("DOC+P+A1'DTM+36:010229'", "!expires", FINDING("date-wrong"),
		     "\"number\":\"A1\"");
}

static void places_of_a_traveller_are_read(void **state)
{
	(void)state;
	PERSON_GIVES(
		"LOC+22+LIS'LOC+174+PT'LOC+178+NBO'LOC+179+OPO'LOC+180+KEN+:::KISUMU+:::NYANZA'",
		"\"first_port\":\"LIS\"", "\"residence\":\"PRT\"", "\"embark\":\"NBO\"",
		"\"disembark\":\"OPO\"",
		"\"birth_place\":{\"country\":\"KEN\",\"city\":\"KISUMU\",\"region\":\"NYANZA\"}");
	PERSON_GIVES("LOC+180+:::KISUMU'", "\"birth_place\":{\"city\":\"KISUMU\"}", "!findings");
	PERSON_GIVES("LOC+180+CTY+:::KISUMU+:::NYANZA'",
		     "\"birth_place\":{\"city\":\"KISUMU\",\"region\":\"NYANZA\"}", "!findings");
	PERSON_GIVES("LOC+174+Q9Q'", "!residence", FINDING("country-unknown"));
}

static void nationalities_are_countries_or_codes_of_travel_documents(void **state)
{
	(void)state;
	PERSON_GIVES("NAT+2+D'", "\"nationality\":\"DEU\"");
	PERSON_GIVES("NAT+2+XXA'", "\"nationality\":\"XXA\"");
	PERSON_GIVES("NAT+1+KEN'", "!nationality");
	PERSON_GIVES("NAT+2+QQQ'", "!nationality", FINDING("country-unknown"));
	PERSON_GIVES("DOC+P+A1'LOC+91+KEN'", "\"issuer\":\"KEN\"", "!nationality");
}

static void documents_are_read_in_all_their_forms(void **state)
{
	(void)state;
	PERSON_GIVES(
		"DOC+P:110:111+AK0417729'DTM+36:310822'DTM+182:210822'LOC+91+KEN'"
		"DOC+V+VS55'DTM+36:260901'LOC+91+PRT'",
		"[{\"type\":\"P\",\"number\":\"AK0417729\",\"issuer\":\"KEN\",\"expires\":\"2031-08-22\","
		"\"issued\":\"2021-08-22\"},{\"type\":\"V\",\"number\":\"VS55\",\"issuer\":\"PRT\","
		"\"expires\":\"2026-09-01\"}]");
	PERSON_GIVES("DOC+P:1812019+AK04'", "{\"type\":\"P\",\"number\":\"AK04\"}", "!findings");
	PERSON_GIVES("DOC+39+AK04'", "{\"type\":\"P\",\"number\":\"AK04\"}");
	PERSON_GIVES("DOC+P'", FINDING("document-number-missing"));
}

static void bags_are_counted_weighed_and_tagged(void **state)
{
	(void)state;
	PERSON_GIVES(
		"MEA+CT++:2'MEA+WT++KGM:41'FTX+BAG+++Z9204411:2'",
		"\"bags\":{\"count\":2,\"weight_kg\":41.0,\"tags\":[\"Z9204411\",\"Z9204412\"]}");
	PERSON_GIVES("MEA+CT++2'MEA+WT++LBR:50'", "\"bags\":{\"count\":2,\"weight_kg\":22.7}");
	PERSON_GIVES("MEA+CT++:X'MEA+WT++STN:5'", FINDING("bag-count-wrong"),
		     FINDING("bag-weight-wrong"), "!\"bags\"");
	PERSON_GIVES("FTX+BAG+++Z9204411:5000'", FINDING("bag-tags-wrong"),
		     "\"tags\":[\"Z9204411\"]");
	PERSON_GIVES("FTX+BAG+++Z9204411:'", "\"tags\":[\"Z9204411\"]", "!findings");
}

static void ten_thousand_bag_tags_are_limited(void **state)
{
	(void)state;
	struct buf body;
	buf_init(&body, 1 << 20);
	buf_text(&body, "BGM+745'" TDT "NAD+FL+++HADDAD:SAMI'");
	for (int i = 0; i < 10000; i++)
		buf_printf(&body, "FTX+BAG+++Z9%06d:1'", i);
	buf_text(&body, "NAD+FL+++AFTER:WARDS'");
	buf_char(&body, '\0');
	expect(read_body(body.p), (const char *const[]){"Z9000999\"]", "!Z9001000",
							FINDING("bag-tags-wrong"), "AFTER", NULL});
	buf_release(&body);
}

static void contacts_have_a_type_and_keep_their_plus(void **state)
{
	(void)state;
	PERSON_GIVES(
		"COM+?+351 912:TE+A.AT.B.EXAMPLE:EM+1:FX+2:AL'",
		"[{\"type\":\"telephone\",\"value\":\"+351 912\"},{\"type\":\"email\",\"value\":\"A@B.EXAMPLE\"},"
		"{\"type\":\"fax\",\"value\":\"1\"},{\"type\":\"telephone\",\"value\":\"2\"}]");
	/* A plus that was not released. */
	PERSON_GIVES("COM++351 912:TE'", "{\"type\":\"telephone\",\"value\":\"+351 912\"}");
}

static void references_find_their_fields(void **state)
{
	(void)state;
	PERSON_GIVES(
		"RFF+AVF:QX7M2P'RFF+ABO:0000000117'RFF+SEA:014C'RFF+SEA:XXX'RFF+YZY:7771402233445C1'RFF+QQ:1'",
		"\"reference\":\"0000000117\"", "\"locator\":\"QX7M2P\"",
		"\"seats\":[{\"seat\":\"14C\",\"source\":\"api\"}]",
		"\"tickets\":[{\"number\":\"7771402233445\",\"coupon\":\"1\"}]",
		"\"references\":[{\"type\":\"QQ\",\"value\":\"1\"}]", FINDING("reference-unknown"));
	PERSON_GIVES("RFF+AEA:R1234567'RFF+CR:K7654321'",
		     "\"references\":[{\"type\":\"AEA\",\"value\":\"R1234567\"},"
		     "{\"type\":\"CR\",\"value\":\"K7654321\"}]",
		     "!findings");
	PERSON_GIVES("RFF+AVF:ONE'RFF+AVF:TWO'", "\"locator\":\"ONE\"", FINDING("value-repeated"));
}

static void verification_and_crew_status_are_read(void **state)
{
	(void)state;
	PERSON_GIVES("GEI+4+173'EMP+1+CR1:110:111'", "\"crew_status\":\"CR1\"",
		     "\"verified\":true");
	PERSON_GIVES("GEI+4+174'", "\"verified\":false");
	PERSON_GIVES("GEI+4+ZZZ'", "!verified", "!findings",
		     "\"others\":[{\"segment\":\"GEI\",\"code\":\"4\",\"value\":\"ZZZ\"}]");
	PERSON_GIVES("GIS+173'", "\"verified\":true"); /* up to D.02A */
	PERSON_GIVES("EMP+1+CR2:110:111+:::BOATSWAIN'", "\"rank\":\"BOATSWAIN\"");
}

static void codes_of_no_guide_are_kept_and_flagged(void **state)
{
	(void)state;
	static const struct {
		const char *segment, *kept;
	} cases[] = {
		{"ATT+9++Q'", "{\"segment\":\"ATT\",\"code\":\"9\",\"value\":\"Q\"}"},
		{"DTM+999:260311'", "{\"segment\":\"DTM\",\"code\":\"999\",\"value\":\"260311\"}"},
		{"MEA+HT++CMT:180'", "{\"segment\":\"MEA\",\"code\":\"HT\",\"value\":\"CMT\"}"},
		{"GEI+4+999'", "{\"segment\":\"GEI\",\"code\":\"4\",\"value\":\"999\"}"},
		{"GEI+7+173'", "{\"segment\":\"GEI\",\"code\":\"7\",\"value\":\"173\"}"},
		{"FTX+AAI+++NOTE'", "{\"segment\":\"FTX\",\"code\":\"AAI\",\"value\":\"NOTE\"}"},
		{"LOC+999+LIS'", "{\"segment\":\"LOC\",\"code\":\"999\",\"value\":\"LIS\"}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		expect(read_person(cases[i].segment),
		       (const char *const[]){cases[i].kept, FINDING("code-unknown"), NULL});
	PERSON_GIVES("NAT+1+KEN'QTY+1:2'", "{\"segment\":\"NAT\",\"code\":\"1\",\"value\":\"KEN\"}",
		     "{\"segment\":\"QTY\",\"code\":\"1\",\"value\":\"2\"}", "!nationality",
		     "!findings");
	PERSON_GIVES("ATT+2++Q'", "\"sex\":\"Q\"", FINDING("sex-unknown"));
}

static void segments_of_a_traveller_may_stand_in_any_order(void **state)
{
	(void)state;
	PERSON_GIVES(
		"DOC+P+A1'RFF+SEA:014C'NAT+2+KEN'LOC+91+KEN'LOC+22+LIS'DTM+36:310822'ATT+2++F'",
		"\"nationality\":\"KEN\"", "\"sex\":\"F\"", "\"first_port\":\"LIS\"",
		"{\"type\":\"P\",\"number\":\"A1\",\"issuer\":\"KEN\",\"expires\":\"2031-08-22\"}",
		"!findings");
}

/* ---- Flights ---- */

static void a_single_sector_is_one_leg(void **state)
{
	(void)state;
	BODY_GIVES("BGM+745'" TDT,
		   "\"flights\":[{\"carrier\":\"Z9\",\"number\":\"418\",\"legs\":[{" LEG "]}]");
	BODY_GIVES(
		"BGM+745'TDT+20+Z90418A'LOC+125+NBO'LOC+87+LIS'",
		"{\"carrier\":\"Z9\",\"number\":\"418\",\"suffix\":\"A\",\"legs\":[{\"from\":\"NBO\",\"to\":\"LIS\"}]}");
}

static void pairs_inside_the_country_are_legs(void **state)
{
	(void)state;
	BODY_GIVES(
		"BGM+745'TDT+20+Z9418'LOC+92+MBA'DTM+189:2603110300:201'LOC+92+NBO'DTM+232:2603110400:201'"
		"LOC+125+NBO'DTM+189:2603110555:201'LOC+87+LIS'DTM+232:2603111320:201'",
		"\"legs\":[{\"from\":\"MBA\",\"to\":\"NBO\",\"departs\":\"2026-03-11T03:00\",\"arrives\":\"2026-03-11T04:00\"},{" LEG
		"]",
		"!findings\":[{\"severity\":\"warning\"");
	/* Two pairs in one group. */
	BODY_GIVES(
		"BGM+745'TDT+20+Z9418'LOC+92+A'DTM+189:2603110300:201'LOC+92+B'DTM+232:2603110400:201'"
		"LOC+92+B'DTM+189:2603110500:201'LOC+92+C'DTM+232:2603110600:201'",
		"[{\"from\":\"A\",\"to\":\"B\",\"departs\":\"2026-03-11T03:00\",\"arrives\":\"2026-03-11T04:00\"},"
		"{\"from\":\"B\",\"to\":\"C\",\"departs\":\"2026-03-11T05:00\",\"arrives\":\"2026-03-11T06:00\"}]");
}

static void a_progressive_flight_goes_on_from_where_it_arrived(void **state)
{
	(void)state;
	BODY_GIVES("BGM+745'" TDT
		   "LOC+92+OPO'DTM+232:2603111545:201'LOC+130+FAO'DTM+232:2603111700:201'",
		   "[{" LEG ",{\"from\":\"LIS\",\"to\":\"OPO\",\"arrives\":\"2026-03-11T15:45\"},"
		   "{\"from\":\"OPO\",\"to\":\"FAO\",\"arrives\":\"2026-03-11T17:00\"}]");
	BODY_GIVES(
		"BGM+745'" TDT "DTM+189:2603111450:201'LOC+92+OPO'DTM+232:2603111545:201'",
		"{\"from\":\"LIS\",\"to\":\"OPO\",\"departs\":\"2026-03-11T14:50\",\"arrives\":\"2026-03-11T15:45\"}]");
	BODY_GIVES("BGM+745'" TDT "LOC+92+OPO'LOC+92+FAO'",
		   "{\"from\":\"LIS\",\"to\":\"OPO\"},{\"from\":\"OPO\",\"to\":\"FAO\"}]");
}

static void the_same_flight_again_is_another_leg_of_it(void **state)
{
	(void)state;
	BODY_GIVES(
		"BGM+745'" TDT
		"TDT+20+Z9418+++Z9'LOC+92+LIS'LOC+92+OPO'TDT+20+Z9419+++Z9'LOC+92+OPO'LOC+92+FAO'",
		"\"flights\":[{\"carrier\":\"Z9\",\"number\":\"418\",\"legs\":[{" LEG
		",{\"from\":\"LIS\",\"to\":\"OPO\"}]},{\"carrier\":\"Z9\",\"number\":\"419\",\"legs\":[{\"from\":\"OPO\",\"to\":\"FAO\"}]}]");
}

static void incomplete_flights_are_kept_and_reported(void **state)
{
	(void)state;
	BODY_GIVES("BGM+745'TDT+20+Z9418'LOC+125+NBO'NAD+FL+++A:B'",
		   "\"legs\":[{\"from\":\"NBO\"}]", FINDING("leg-incomplete"));
	BODY_GIVES("BGM+745'TDT+20+Z9418'LOC+87+LIS'NAD+FL+++A:B'", "\"legs\":[{\"to\":\"LIS\"}]",
		   FINDING("leg-incomplete"));
	BODY_GIVES("BGM+745'TDT+20+Z9418'NAD+FL+++A:B'", FINDING("leg-missing"));
	BODY_GIVES("BGM+745'NAD+FL+++A:B'", FINDING("flight-missing"), "\"family\":\"A\"");
	BODY_GIVES("BGM+745'LOC+125+NBO'LOC+87+LIS'NAD+FL+++A:B'", FINDING("flight-missing"),
		   "\"legs\":[{\"from\":\"NBO\",\"to\":\"LIS\"}]");
	BODY_GIVES("BGM+745'TDT+20+Z9418'LOC+125+NBO'DTM+189:2603112555:201'LOC+87+LIS'",
		   FINDING("time-wrong"), "{\"from\":\"NBO\",\"to\":\"LIS\"}");
}

static void a_ship_has_a_voyage_and_a_name(void **state)
{
	(void)state;
	BODY_GIVES(
		"BGM+745'TDT+20+V077+1++ESTR:172:ZZZ+++9300001:146:11:MV ESTRELA:PT'LOC+125+MACAS:139:6'LOC+87+PTLIS:139:6'",
		"{\"carrier\":\"ESTR\",\"number\":\"V077\",\"vessel\":\"MV ESTRELA\",\"vessel_number\":\"9300001\",\"vessel_flag\":\"PRT\",\"mode\":\"sea\",\"legs\":[{\"from\":\"MACAS\",\"to\":\"PTLIS\"}]}");
}

static void an_overflight_and_a_master_crew_list_are_known(void **state)
{
	(void)state;
	BODY_GIVES("BGM+250+A'TDT+34+Z9418+4++Z9'LOC+125+NBO'LOC+87+LIS'", FUNCTION("crew"),
		   "\"function_code\":\"250+A\"", "\"overflight\":true", "\"mode\":\"air\"");
	BODY_GIVES("BGM+336+H'TDT+20+Z999MCL+++Z9'LOC+188+IAD'DTM+554:2603110555:201'"
		   "LOC+125+NBO'LOC+87+IAD'NAD+FM+++AMARAL:RUI'",
		   FUNCTION("master-crew"), "\"function_code\":\"336+H\"",
		   "\"filed_at\":\"2026-03-11T05:55\"", "\"filing_port\":\"IAD\"", "!findings");
	BODY_GIVES("BGM+655'" TDT "LOC+91+LIS'NAD+COT+++AMARAL:RUI'", FUNCTION("gate-pass"),
		   "\"filing_port\":\"LIS\"", "\"kind\":\"other\"", "!findings");
	BODY_GIVES("BGM+745:::DC'" TDT, "\"function_code\":\"745+DC\"", FUNCTION("passengers"));
}

static void the_old_flavour_of_the_united_states_is_read(void **state)
{
	(void)state;
	const char *const wanted[] = {
		FUNCTION("passengers"),
		"\"reporter\":{\"name\":\"ANA UTOPIA\",\"telephone\":\"1-555-0100\",\"fax\":\"1-555-0101\"}",
		"{\"carrier\":\"ZX\",\"number\":\"812\",\"mode\":\"air\",\"legs\":["
		"{\"from\":\"NZAKL\",\"to\":\"USHNL\",\"departs\":\"2026-03-11T22:00\",\"arrives\":\"2026-03-11T19:00\"},"
		"{\"from\":\"USHNL\",\"to\":\"USLAX\",\"arrives\":\"2026-03-11T23:00\"}]}",
		"{\"kind\":\"passenger\",\"family\":\"ODOE\",\"given\":\"SIMON\",\"middle\":\"P\",\"sex\":\"M\","
		"\"birth_date\":\"1959-04-29\",\"embark\":\"NZAKL\",\"disembark\":\"USLAX\","
		"\"documents\":[{\"type\":\"P\",\"number\":\"N1234567\",\"issuer\":\"NZL\",\"expires\":\"2030-09-09\"}]}",
		"{\"kind\":\"crew\",\"family\":\"ROE\"",
		"{\"kind\":\"transit\",\"family\":\"LOE\"",
		"!findings",
		NULL,
	};
	expect(read_message("UNH+1+PAXLST:001:000:NZ+ZX812/260311/2300'",
			    "CTA+IC+:ANA UTOPIA+1-555-0100:TE+1-555-0101:FX'TDT++ZX812+40+ZX'"
			    "LOC+005+NZAKL:50'DTM+136+260311+2200+M10'LOC+PT+USHNL:50'"
			    "DTM+132+260311+1900+P8'LOC+8+USLAX:50'DTM+132+260311+2300+P5'UNS+D'"
			    "PDT+P/N1234567:300909:NZ+ODOE:SIMON:P:590429:M+PAX+NZAKL:USLAX'"
			    "PDT+V/K77:270101:US+ROE:IDA::800101:F+CRW+NZAKL:USLAX'"
			    "PDT+P/E5:280101:IE+LOE:KIM::331231:U+ITI+NZAKL:USLAX'"),
	       wanted);
}

/* ---- Counts, parts, damage ---- */

static void counts_are_compared_with_what_is_there(void **state)
{
	(void)state;
	PERSON_GIVES("CNT+42:2'", "\"passengers\":2", FINDING("traveller-count-mismatch"));
	PERSON_GIVES("CNT+42+1'", "\"passengers\":1", "!traveller-count-mismatch");
	PERSON_GIVES("CNT+42:X'", FINDING("count-wrong"), "!\"passengers\":");
	/* A part of a list claims the whole. */
	expect(read_message("UNH+1+PAXLST:D:12B:UN+REF+01:C'",
			    "BGM+745'" TDT "NAD+FL+++A:B'CNT+42:300'"),
	       (const char *const[]){"\"part\":1,\"last_part\":false", "!findings", NULL});
	expect(read_message("UNH+1+PAXLST:D:12B:UN+REF+03:F'", "BGM+745'" TDT "CNT+42:300'"),
	       (const char *const[]){"\"part\":3,\"last_part\":true", "!findings", NULL});
}

#define FIRST \
	"NAD+FL+++ONE:A'ATT+2++F'DTM+329:870614'RFF+AVF:AAAAAA'DOC+P+D1'DTM+36:310822'LOC+91+KEN'"
#define SECOND "ATT+2++M'DTM+329:750102'RFF+AVF:BBBBBB'DOC+P+D2'DTM+36:300201'LOC+91+LBN'"

static void a_traveller_whose_nad_is_lost_is_not_mixed_with_the_one_before(void **state)
{
	(void)state;
	static const char *const lost[] = {"N#D+FL+++TWO:B'", "NXD+FL+++TWO:B'", "NAD:FL+++TWO:B'",
					   "#'"};
	for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
		char body[1000];
		snprintf(body, sizeof body, "BGM+745'" TDT FIRST "%s" SECOND "CNT+42:2'", lost[i]);
		expect(read_body(body),
		       (const char *const[]){
			       "\"family\":\"ONE\",\"given\":\"A\",\"sex\":\"F\",\"birth_date\":\"1987-06-14\","
			       "\"locator\":\"AAAAAA\",\"documents\":[{\"type\":\"P\",\"number\":\"D1\",",
			       "{\"kind\":\"passenger\",\"sex\":\"M\",\"birth_date\":\"1975-01-02\",\"locator\":\"BBBBBB\","
			       "\"documents\":[{\"type\":\"P\",\"number\":\"D2\",\"issuer\":\"LBN\",",
			       FINDING("traveller-damaged"), "!traveller-count-mismatch", NULL});
	}
}

static void a_document_whose_doc_is_lost_is_not_mixed_with_the_one_before(void **state)
{
	(void)state;
	PERSON_GIVES(
		"DOC+P+D1'DTM+36:310822'LOC+91+KEN'D%C+V+V1'DTM+36:260901'LOC+91+PRT'",
		"[{\"type\":\"P\",\"number\":\"D1\",\"issuer\":\"KEN\",\"expires\":\"2031-08-22\"},"
		"{\"issuer\":\"PRT\",\"expires\":\"2026-09-01\"}]",
		FINDING("document-damaged"));
	PERSON_GIVES("DTM+36:310822'", FINDING("document-damaged"),
		     "[{\"expires\":\"2031-08-22\"}]");
}

static void a_damaged_value_costs_nothing_else(void **state)
{
	(void)state;
	PERSON_GIVES("A%T+2++F'DTM+329:870614'NAT+2+KEN'DOC+P+D1'", "\"family\":\"HADDAD\"",
		     "\"birth_date\":\"1987-06-14\",\"nationality\":\"KEN\"", "\"number\":\"D1\"",
		     "!traveller-damaged");
	PERSON_GIVES("QQQ+1'NAT+2+KEN'", "\"nationality\":\"KEN\"", FINDING("segment-unexpected"));
}

static void the_reporter_is_named(void **state)
{
	(void)state;
	BODY_GIVES(
		"BGM+745'RFF+TN:T1:::1'NAD+MS+++OKELLO:SAMUEL'COM+1:TE+2:FX+A.AT.B:EM+3:TE'" TDT,
		"\"reporter\":{\"name\":\"OKELLO SAMUEL\",\"telephone\":\"1\",\"fax\":\"2\",\"email\":\"A@B\"}",
		"\"business_ref\":\"T1\"");
	BODY_GIVES("BGM+745'NAD+MS+ABC9876'" TDT, "\"reporter\":{\"name\":\"ABC9876\"}");
}

static void erased_segments_say_nothing(void **state)
{
	(void)state;
	PERSON_GIVES("FTX+XXX+++XXXXXXXX:X'NAT+2+KEN'CNT+42:1'", "\"nationality\":\"KEN\"",
		     "!segment-unexpected", "!\"bags\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_have_the_function_of_the_guides),
		cmocka_unit_test(an_unknown_function_is_kept_and_reported),
		cmocka_unit_test(close_out_says_who_is_on_board),
		cmocka_unit_test(travellers_have_the_kind_of_their_nad),
		cmocka_unit_test(names_are_kept_and_titles_taken_off),
		cmocka_unit_test(addresses_are_at_the_destination),
		cmocka_unit_test(sexes_are_as_sent_and_infants_are_known),
		cmocka_unit_test(impossible_dates_are_left_out_and_reported),
		cmocka_unit_test(places_of_a_traveller_are_read),
		cmocka_unit_test(nationalities_are_countries_or_codes_of_travel_documents),
		cmocka_unit_test(documents_are_read_in_all_their_forms),
		cmocka_unit_test(bags_are_counted_weighed_and_tagged),
		cmocka_unit_test(ten_thousand_bag_tags_are_limited),
		cmocka_unit_test(contacts_have_a_type_and_keep_their_plus),
		cmocka_unit_test(references_find_their_fields),
		cmocka_unit_test(verification_and_crew_status_are_read),
		cmocka_unit_test(codes_of_no_guide_are_kept_and_flagged),
		cmocka_unit_test(an_overflight_and_a_master_crew_list_are_known),
		cmocka_unit_test(the_old_flavour_of_the_united_states_is_read),
		cmocka_unit_test(segments_of_a_traveller_may_stand_in_any_order),
		cmocka_unit_test(a_single_sector_is_one_leg),
		cmocka_unit_test(pairs_inside_the_country_are_legs),
		cmocka_unit_test(a_progressive_flight_goes_on_from_where_it_arrived),
		cmocka_unit_test(the_same_flight_again_is_another_leg_of_it),
		cmocka_unit_test(incomplete_flights_are_kept_and_reported),
		cmocka_unit_test(a_ship_has_a_voyage_and_a_name),
		cmocka_unit_test(counts_are_compared_with_what_is_there),
		cmocka_unit_test(a_traveller_whose_nad_is_lost_is_not_mixed_with_the_one_before),
		cmocka_unit_test(a_document_whose_doc_is_lost_is_not_mixed_with_the_one_before),
		cmocka_unit_test(a_damaged_value_costs_nothing_else),
		cmocka_unit_test(the_reporter_is_named),
		cmocka_unit_test(erased_segments_say_nothing),
	};
	return cmocka_run_group_tests_name("decode/paxlst", tests, NULL, NULL);
}
