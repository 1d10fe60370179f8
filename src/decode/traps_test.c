/* SPDX-License-Identifier: Apache-2.0
 *
 * What carriers' systems really send, trap by trap: each was seen in messages
 * or samples of senders. Traps 9 (duplicates), 19 (parts from several inputs)
 * and 20 (close-out of somebody unknown) are in flow/ingest_test.c and
 * flow/truth_test.c, because only the unit sees them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/test_decode.h"

#include <stdlib.h>
#include <string.h>

#define API "UNB+UNOA:4+Z9APIS:ZZ+PTPIU:ZZ+260311:0312+R1++APIS'"
#define API_UTF8 "UNB+UNOW:4+Z9APIS:ZZ+PTPIU:ZZ+260311:0312+R1++APIS'"
#define API_LIST "UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'"
#define LEG \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:2603110555:201'LOC+87+LIS'DTM+232:2603111320:201'"
#define SAMI "NAD+FL+++HADDAD:SAMI'"
#define PNR "UNB+IATA:1+Z9+PTPIU+260311:0356+R1'UNH+1+PNRGOV:13:1:IA'"
#define PUSH(n) "MSG+:22'ORG+Z9:NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+" n "'"
#define BOOKING "SRC'RCI+Z9:QX7M2P::140126:1012'ORG+Z9++++A'TIF+MEER+CLARAMRS:A:1'"
#define FLIGHT "TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'RPI+1+HK'"

static void trap_01_no_una(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "CNT+42:1'UNT+10+1'UNZ+1+R1'", 1, "\"family\":\"HADDAD\"",
	      "!findings");
}

static void trap_02_other_separators(void **state)
{
	(void)state;
	GIVES("UNA:*.? $UNB*UNOA:4*Z9*PTPIU*260311:0312*R1$UNH*1*PAXLST:D:12B:UN:IATA$BGM*745$"
	      "TDT*20*Z9418$LOC*125*NBO$LOC*87*LIS$NAD*FL***HADDAD:SAMI$UNT*7*1$UNZ*1*R1$",
	      1, "\"family\":\"HADDAD\"", "!findings");
	GIVES("UNA:+.?*'" API API_LIST LEG "NAD+FL+++HADDAD:SAMI?*X'UNT+8+1'UNZ+1+R1'", 1,
	      "\"given\":\"SAMI*X\"");
	GIVES("UNA:+.\\*'" API API_LIST LEG "NAD+FL+++O\\'HARA:SAMI'UNT+8+1'UNZ+1+R1'", 1,
	      "\"family\":\"O'HARA\"");
}

static void trap_03_line_breaks_and_blanks(void **state)
{
	(void)state;
	GIVES("UNB+UNOA:4+Z9+PTPIU+260311:0312+R1'\r\nUNG +PAXLST+Z9+ PTPIU+260311:0312+1+UN+D:12B'\n"
	      " UNH+1+PAXLST:D:12B:UN:IATA'\n BGM+745'\n\nTDT+20+Z9418'LOC+125+NBO'LOC+87+LIS'\n"
	      "  NAD+FL+++HADDAD:SAMI'\nUNT+7+1'UNE+1+1'UNZ+1+R1'",
	      1, "\"family\":\"HADDAD\"", "\"from\":\"NBO\"", "!segment-unexpected");
}

static void trap_04_released_characters_and_a_dangling_release(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG "NAD+FL+++O?'A?+B?:C??:SAMI'UNT+9+1'UNZ+1+R1'", 1,
	      "\"family\":\"O'A+B:C?\"", "!findings");
	GIVES(API API_LIST LEG "NAD+FL+++HADDAD:SAMI?'ATT+2++M'RFF+AVF:QX7M2P'UNT+11+1'UNZ+1+R1'",
	      1, "\"family\":\"HADDAD\"", "\"sex\":\"M\"", "\"locator\":\"QX7M2P\"",
	      FINDING("release-dangling"));
}

static void trap_05_a_typographic_apostrophe_as_terminator(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "ATT+2++M\xE2\x80\x99RFF+AVF:QX7M2P'UNT+10+1'UNZ+1+R1'", 1,
	      "\"sex\":\"M\"", "\"locator\":\"QX7M2P\"", FINDING("terminator-replaced"));
}

static void trap_06_wrong_counts(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "CNT+42:7'UNT+99+1'UNZ+5+R1'", 1, "\"family\":\"HADDAD\"",
	      FINDING("traveller-count-mismatch"), FINDING("segment-count-mismatch"),
	      FINDING("message-count-mismatch"), "!\"severity\":\"error\"");
	GIVES(PNR PUSH("9") BOOKING FLIGHT "UNT+11+1'UNZ+1+R1'", 1, "\"family\":\"MEER\"",
	      FINDING("booking-count-mismatch"), "!\"severity\":\"error\"");
}

static void trap_07_text_after_unz(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "UNT+8+1'UNZ+1+R1'\r\n13Nov09\r\nDISCLAIMER: this mail\r\n", 1,
	      "\"family\":\"HADDAD\"", FINDING("text-outside-interchange"),
	      "!\"severity\":\"error\"");
}

static void trap_08_several_interchanges_and_messages(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "UNT+9+1'UNZ+1+R1'" API API_LIST LEG SAMI "UNT+9+1'UNZ+1+R1'",
	      2, "!findings");
	GIVES(API API_LIST LEG SAMI "UNT+9+1'" API_LIST LEG "NAD+FL+++ROSSI:ADA'UNT+9+1'UNZ+2+R1'",
	      2, "\"family\":\"HADDAD\"", "\"family\":\"ROSSI\"", "!findings");
}

static void trap_10_lower_case_latin_1_and_utf_8_names(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG "NAD+FL+++de la Pe\xF1"
			       "a:Jos\xE9'UNT+9+1'UNZ+1+R1'",
	      1,
	      "\"family\":\"de la Pe\xC3\xB1"
	      "a\",\"given\":\"Jos\xC3\xA9\"",
	      FINDING("charset-undeclared"));
	GIVES(API_UTF8 API_LIST LEG "NAD+FL+++M\xC3\xBCLLER:J\xC3\x96RG'UNT+9+1'UNZ+1+R1'", 1,
	      "\"family\":\"M\xC3\xBCLLER\",\"given\":\"J\xC3\x96RG\"", "!findings");
}

static void trap_11_doc_short_and_with_noise(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "DOC+P+AK0417729'UNT+9+1'UNZ+1+R1'", 1,
	      "{\"type\":\"P\",\"number\":\"AK0417729\"}");
	GIVES(API API_LIST LEG SAMI "DOC+P:1812019+AK0417729'UNT+9+1'UNZ+1+R1'", 1,
	      "{\"type\":\"P\",\"number\":\"AK0417729\"}");
}

static void trap_12_mea_without_its_unit(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "MEA+CT++2'MEA+WT++41'UNT+11+1'UNZ+1+R1'", 1,
	      "\"bags\":{\"count\":2,\"weight_kg\":41.0}", "!findings");
}

static void trap_13_rci_with_its_date_in_the_place_of_the_type(void **state)
{
	(void)state;
	GIVES(PNR PUSH(
		      "1") "SRC'RCI+Z9:QX7M2P:140126:101200'ORG+Z9++++A'TIF+MEER+CLARAMRS:A:1'" FLIGHT
			   "UNT+12+1'UNZ+1+R1'",
	      1, "\"locator\":\"QX7M2P\"", "\"created_at\":\"2026-01-14T10:12:00Z\"",
	      "!locator_type", "!findings");
}

static void trap_14_empty_triggers(void **state)
{
	(void)state;
	static const char *const empty[] = {"ORG'", "ORG+:+:++++:+'", "ORG++++++'"};
	for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
		struct buf b;
		buf_init(&b, 1 << 12);
		buf_printf(&b,
			   PNR
			   "MSG+:141'ORG+Z9:NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+1'"
			   "SRC'RCI+Z9:QX7M2P::140126:1012'DAT'%sUNT+10+1'UNZ+1+R1'",
			   empty[i]);
		GIVES_SLICE(buf_slice(&b), 1, "\"cancelled\":true", "!findings");
		buf_release(&b);
	}
}

#define DOCS(text, ...) \
	GIVES(PNR PUSH("1") BOOKING "SSR+DOCS:HK:1:Z9:::::" text "+::1'" FLIGHT \
				    "UNT+13+1'UNZ+1+R1'", \
	      1, __VA_ARGS__)

static void trap_15_docs_shifted_and_countries_of_two_letters(void **state)
{
	(void)state;
	static const char document[] =
		"\"documents\":[{\"type\":\"P\",\"number\":\"AK0417729\",\"issuer\":\"KEN\"";
	static const char birth[] = "\"birth_date\":\"1987-06-14\"";
	DOCS("/P/KEN/AK0417729/KEN/14JUN87/F/22AUG31/MEER/CLARA", document, birth, "!findings");
	DOCS("P/KEN/AK0417729/KEN/14JUN87/F/22AUG31/MEER/CLARA", document, birth,
	     FINDING("service-text-mended"));
	DOCS("//P/KEN/AK0417729/KEN/14JUN87/F/22AUG31/MEER/CLARA", document, birth,
	     FINDING("service-text-mended"));
	DOCS("/P/KE/AK0417729/KE/14JUN87/F/22AUG31/MEER/CLARA", document, birth,
	     "\"nationality\":\"KEN\"", "!findings");
	DOCS("/P/KEN/AK0417729/KEN/14JUN87/F/MEER/CLARA", document, birth, "!\"expires\"");
}

static void trap_16_tvl_without_arrival_open_arnk_and_a_second_one(void **state)
{
	(void)state;
	GIVES(PNR PUSH("1") BOOKING
	      "TVL+110326:0555:0915+NBO+LIS+Z9:Q5+418:Y'RPI+1+HK'TVL+++++77:Y'"
	      "TVL+110326:0555::0915+NBO+LIS+Z9:Q5+418:Y'TVL+++++78:B'RPI+1+HK'"
	      "TVL++LHR+ORD++OPEN'TVL+++++ARNK'UNT+18+1'UNZ+1+R1'",
	      1, "\"arrives\":\"2026-03-11T09:15\"",
	      "\"operating_carrier\":\"Q5\",\"operating_number\":\"77\"",
	      "\"operating_number\":\"78\",\"operating_class\":\"B\"",
	      "{\"kind\":\"open\",\"from\":\"LHR\",\"to\":\"ORD\"}", "{\"kind\":\"surface\"}",
	      "!\"code\"");
}

static void trap_17_a_released_trailer_inside_text(void **state)
{
	(void)state;
	GIVES(PNR PUSH("1") BOOKING FLIGHT "LTS+SEEN UNT?+50 AND NAD?+FL HERE'UNT+13+1'UNZ+1+R1'",
	      1, "\"remarks\":[\"SEEN UNT+50 AND NAD+FL HERE\"]", "!findings");
}

static void trap_18_domestic_pairs_before_the_border(void **state)
{
	(void)state;
	GIVES(API API_LIST
	      "TDT+20+Z9418'LOC+92+SAN'DTM+189:2603110555:201'LOC+92+JFK'DTM+232:2603110820:201'"
	      "TDT+20+Z9418'LOC+125+JFK'DTM+189:2603110955:201'LOC+87+CDG'DTM+232:2603112220:201'" SAMI
	      "UNT+14+1'UNZ+1+R1'",
	      1, "{\"from\":\"SAN\",\"to\":\"JFK\",\"departs\":\"2026-03-11T05:55\"",
	      "{\"from\":\"JFK\",\"to\":\"CDG\",\"departs\":\"2026-03-11T09:55\"", "!findings");
}

static void trap_19_parts_out_of_order_or_missing_are_numbered(void **state)
{
	(void)state;
	GIVES("UNB+UNOA:4+Z9+PTPIU+260311:0312+R1'UNH+2+PAXLST:D:12B:UN:IATA+C1+03:F'BGM+745'" LEG
		      SAMI "CNT+42:3'UNT+10+2'UNH+1+PAXLST:D:12B:UN:IATA+C1+01:C'BGM+745'" LEG
	      "NAD+FL+++ROSSI:ADA'CNT+42:3'UNT+10+1'UNZ+2+R1'",
	      2, "\"part\":3,\"last_part\":true", "\"part\":1,\"last_part\":false",
	      "\"family\":\"ROSSI\"", "\"family\":\"HADDAD\"", FINDING("part-missing"),
	      "!traveller-count-mismatch");
	GIVES("UNB+UNOA:4+Z9+PTPIU+260311:0312+R1'UNH+2+PAXLST:D:12B:UN:IATA+C1+02:F'BGM+745'" LEG
		      SAMI "CNT+42:2'UNT+10+2'UNH+1+PAXLST:D:12B:UN:IATA+C1+01:C'BGM+745'" LEG
	      "NAD+FL+++ROSSI:ADA'CNT+42:2'UNT+10+1'UNZ+2+R1'",
	      2, "!findings");
}

/* So many copies of `one` between head and tail. */
static struct slice many(struct buf *b, const char *head, const char *one, unsigned count,
			 const char *tail)
{
	buf_init(b, (size_t)128 << 20);
	buf_printf(b, "%s", head);
	for (unsigned i = 0; i < count; i++)
		buf_printf(b, "%s", one);
	buf_printf(b, "%s", tail);
	return buf_slice(b);
}

static void trap_21_a_thousand_bookings_and_ten_thousand_tags(void **state)
{
	(void)state;
	struct buf b;
	GIVES_SLICE(many(&b, PNR PUSH("1000"), BOOKING FLIGHT, 1000, "UNT+6006+1'UNZ+1+R1'"), 1,
		    "\"booking\":999", "!findings");
	buf_release(&b);
	GIVES_SLICE(many(&b, PNR PUSH("1") BOOKING FLIGHT "DAT+2:110326:0301'TRI++117:::1'",
			 "TBD++1:9:700+++Z9:0777204411:99:LIS'", 102, "UNT+115+1'UNZ+1+R1'"),
		    1, "\"family\":\"MEER\"", "!\"severity\":\"error\"");
	buf_release(&b);
	GIVES(API API_LIST LEG SAMI "FTX+BAG+++Z9204411:10000'UNT+9+1'UNZ+1+R1'", 1,
	      "\"tags\":[\"Z9204411\"]", FINDING("bag-tags-wrong"));
}

static void trap_22_years_of_two_digits(void **state)
{
	(void)state;
	GIVES(API API_LIST LEG SAMI "DTM+329:260301'UNT+9+1'UNZ+1+R1'", 1,
	      "\"birth_date\":\"2026-03-01\"", FINDING("birth-century-doubtful"));
	GIVES(API API_LIST LEG SAMI "DTM+329:260501'UNT+9+1'UNZ+1+R1'", 1,
	      "\"birth_date\":\"1926-05-01\"");
	GIVES(API API_LIST LEG SAMI "DOC+P+K1'DTM+36:000101'UNT+10+1'UNZ+1+R1'", 1,
	      "\"expires\":\"2000-01-01\"");
	GIVES(API API_LIST LEG SAMI "DOC+P+K1'DTM+36:750101'UNT+10+1'UNZ+1+R1'", 1,
	      "\"expires\":\"2075-01-01\"");
}

#define XML_HEAD \
	"<?xml version=\"1.0\"?><IATA_PNRGOV_NotifRQ xmlns=\"http://www.iata.org/IATA/2007/00\" " \
	"Version=\"13.1\"><FlightLeg CarrierCode=\"Z9\" FlightNumber=\"418\" " \
	"DepartureDateTime=\"2026-03-11T05:55:00\"/><PNRs><PNR><BookingRefID ID=\"QX7M2P\"/>" \
	"<Passenger RPH=\"1\"><GivenName>Clara</GivenName><Surname>Meer</Surname>"
#define XML_TAIL "</Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>"

static void trap_23_an_xml_bomb_and_both_spellings(void **state)
{
	(void)state;
	GIVES("<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
	      "<IATA_PNRGOV_NotifRQ>&b;</IATA_PNRGOV_NotifRQ>",
	      1, FINDING("xml-refused"), "!aaaa");
	GIVES(XML_HEAD "<SSR SSRCode=\"VGML\" Unknown=\"1\"/><SSR SSR_Code=\"SEAT\"/>" XML_TAIL, 1,
	      "\"code\":\"VGML\"", "\"code\":\"SEAT\"", "\"family\":\"Meer\"");
}

static void trap_24_nul_bytes_and_a_una_of_eight_characters(void **state)
{
	(void)state;
	static const char nul[] = API API_LIST LEG "\0NAD+FL+++HAD\0DAD:SAMI'UNT+8+1'UNZ+1+R1'\0\0";
	GIVES_SLICE(((struct slice){nul, sizeof nul - 1}), 1, "\"family\":\"HADDAD\"",
		    FINDING("control-character"));
	GIVES("UNA:+.?'" API API_LIST LEG SAMI "UNT+8+1'UNZ+1+R1'", 1, "\"family\":\"HADDAD\"",
	      FINDING("una-damaged"));
}

static void trap_25_pnrgov_without_msg(void **state)
{
	(void)state;
	GIVES(PNR "TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+1'" BOOKING FLIGHT
		  "UNT+9+1'UNZ+1+R1'",
	      1, "\"function\":\"full\"", "\"family\":\"MEER\"", FINDING("function-missing"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trap_01_no_una),
		cmocka_unit_test(trap_02_other_separators),
		cmocka_unit_test(trap_03_line_breaks_and_blanks),
		cmocka_unit_test(trap_04_released_characters_and_a_dangling_release),
		cmocka_unit_test(trap_05_a_typographic_apostrophe_as_terminator),
		cmocka_unit_test(trap_06_wrong_counts),
		cmocka_unit_test(trap_07_text_after_unz),
		cmocka_unit_test(trap_08_several_interchanges_and_messages),
		cmocka_unit_test(trap_10_lower_case_latin_1_and_utf_8_names),
		cmocka_unit_test(trap_11_doc_short_and_with_noise),
		cmocka_unit_test(trap_12_mea_without_its_unit),
		cmocka_unit_test(trap_13_rci_with_its_date_in_the_place_of_the_type),
		cmocka_unit_test(trap_14_empty_triggers),
		cmocka_unit_test(trap_15_docs_shifted_and_countries_of_two_letters),
		cmocka_unit_test(trap_16_tvl_without_arrival_open_arnk_and_a_second_one),
		cmocka_unit_test(trap_17_a_released_trailer_inside_text),
		cmocka_unit_test(trap_18_domestic_pairs_before_the_border),
		cmocka_unit_test(trap_19_parts_out_of_order_or_missing_are_numbered),
		cmocka_unit_test(trap_21_a_thousand_bookings_and_ten_thousand_tags),
		cmocka_unit_test(trap_22_years_of_two_digits),
		cmocka_unit_test(trap_23_an_xml_bomb_and_both_spellings),
		cmocka_unit_test(trap_24_nul_bytes_and_a_una_of_eight_characters),
		cmocka_unit_test(trap_25_pnrgov_without_msg),
	};
	return cmocka_run_group_tests_name("decode/traps", tests, NULL, NULL);
}
