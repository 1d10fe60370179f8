/* SPDX-License-Identifier: Apache-2.0 */
#include "minimise/minimise.h"

#include "base/buf.h"
#include "decode/edifact/edi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNA "UNA:+.? '"
#define UNB "UNB+IATA:1+Z9+UTOPIU+261125:0356+Z9PNR1'UNH+1+PNRGOV:13:1:IA+Z9418'"
#define HEAD UNA UNB
#define TAIL "UNT+9+1'UNZ+1+Z9PNR1'"

/* ---- one input through minimisation ---- */

struct run {
	struct arena *arena;
	erasures out;
	char *bytes;
	size_t n;
};

static struct run run_begin(const char *profile, struct slice input)
{
	struct run r = {.arena = arena_new(64u << 20), .n = input.n};
	assert_non_null(r.arena);
	r.bytes = malloc(input.n + 1);
	assert_non_null(r.bytes);
	memcpy(r.bytes, input.p, input.n);
	r.bytes[input.n] = '\0';
	const struct minimise_profile *p = minimise_profile_find(profile);
	assert_non_null(p);
	struct err e;
	assert_int_equal(minimise_input(r.bytes, r.n, p, r.arena, &r.out, &e), RC_OK);
	return r;
}

static void run_end(struct run *r)
{
	free(r->bytes);
	arena_free(r->arena);
}

static unsigned count_of(const struct run *r, const char *code)
{
	unsigned n = 0;
	LIST_EACH(const struct erasure, x, &r->out)
	{
		n += slice_is(x->code, code);
	}
	return n;
}

/* The body `in` of a message becomes `out`; `code` is counted `count` times
 * and nothing else is. */
static void expect(const char *profile, const char *in, const char *out, const char *code,
		   unsigned count)
{
	char text[4096];
	char wanted[4096];
	(void)snprintf(text, sizeof text, "%s%s%s", HEAD, in, TAIL);
	(void)snprintf(wanted, sizeof wanted, "%s%s%s", HEAD, out, TAIL);
	assert_int_equal(strlen(in), strlen(out));
	struct run r = run_begin(profile, slice_of(text));
	assert_string_equal(r.bytes, wanted);
	assert_int_equal(r.out.count, count);
	if (code)
		assert_int_equal(count_of(&r, code), count);
	run_end(&r);
}

static void both(const char *in, const char *out, const char *code, unsigned count)
{
	expect("icao-base", in, out, code, count);
	expect("eu-strict", in, out, code, count);
}

static void stays(const char *profile, const char *in)
{
	expect(profile, in, in, NULL, 0);
}

/* ---- service requests ---- */

static void the_whole_data_of_a_sensitive_request_goes(void **state)
{
	(void)state;
	both("SSR+VGML:HK:1:Z9:::NBO:LIS+::1'", "SSR+XXXX:XX:X:XX:::XXX:XXX+::X'", "VGML", 1);
	both("SSR+MEDA:HK:1:Z9:::::BROKEN LEG+::2'", "SSR+XXXX:XX:X:XX:::::XXXXXXXXXX+::X'", "MEDA",
	     1);
	both("SSR+wchr:HK:1'", "SSR+XXXX:XX:X'", "WCHR", 1);
	both("SSR+KSML'", "SSR+XXXX'", "KSML", 1);
}

static void every_code_of_each_profile_goes(void **state)
{
	(void)state;
	static const char *const profiles[] = {"eu-strict", "icao-base"};
	for (size_t p = 0; p < 2; p++) {
		const char *const *code = minimise_profile_find(profiles[p])->sensitive_codes;
		for (; *code; code++) {
			char in[64];
			(void)snprintf(in, sizeof in, "SSR+%s:HK:1'SAC+++A'SSR+%s:HK:1'", *code,
				       *code);
			expect(profiles[p], in, "SSR+XXXX:XX:X'SAC+++A'SSR+XXXX:XX:X'", *code, 2);
		}
	}
}

static void other_requests_stay(void **state)
{
	(void)state;
	stays("icao-base", "SSR+CHML:HK:1:Z9'SSR+SEAT:HK:1:Z9:::NBO:LIS+14C::1'");
	stays("eu-strict", "SSR+SEAT:HK:1:Z9:::NBO:LIS+14C::1'");
	stays("eu-strict",
	      "SSR+DOCS:HK:1:Z9:::::/P/UTO/ZQ1234567/UTO/14JUN87/F/22AUG31/IMAM/MEDA+::1'");
	stays("eu-strict", "SSR+TKNE:HK:1:Z9:::NBO:LIS:7771402233445C1+::1'");
}

static void a_code_in_the_wrong_component_goes(void **state)
{
	(void)state;
	both("SSR+:VGML:HK:1'", "SSR+:XXXX:XX:X'", "VGML", 1);
	both("SSR+VGML HK1 NBOLIS'", "SSR+XXXXXXXXXXXXXXX'", "VGML", 1);
}

static void a_tag_without_elements_is_looked_at_too(void **state)
{
	(void)state;
	both("SSR'", "SSR'", NULL, 0);
	both("IFT'TIF'FOP'", "IFT'TIF'FOP'", NULL, 0);
	both("SSR KSML'", "SSR XXXX'", "KSML", 1);
}

static void a_lost_terminator_hides_no_request(void **state)
{
	(void)state;
	both("RPI+1+HKSSR+VGML:HK:1:Z9'", "RPI+1+HKSSR+XXXX:XX:X:XX'", "VGML", 1);
	both("SSR+SEAT:HK:1+14C::1SSR+WCHR:HK:1'", "SSR+SEAT:HK:1+14C::1SSR+XXXX:XX:X'", "WCHR", 1);
}

static void a_released_separator_goes_with_its_release(void **state)
{
	(void)state;
	both("SSR+MEDA:HK:1:Z9:::::A?+B?:C??D?'E'RPI+1'",
	     "SSR+XXXX:XX:X:XX:::::XXXXXXXXXXXXX'RPI+1'", "MEDA", 1);
	/* The text of a segment looks like a request: it is text, and one that names a code. */
	both("LTS+AB?'SSR?+VGML'", "LTS+AB?'XXXXXXXXX'", "VGML", 1);
}

static void a_terminator_behind_a_dangling_release_stays(void **state)
{
	(void)state;
	both("SSR+VGML:HK:1:Z?'RPI+1+HK'", "SSR+XXXX:XX:X:XX'RPI+1+HK'", "VGML", 1);
}

static void line_wraps_hide_nothing_and_stay(void **state)
{
	(void)state;
	both("SSR+VG\r\nML:HK:1:Z9'RPI+1'", "SSR+XX\r\nXX:XX:X:XX'RPI+1'", "VGML", 1);
	both("FOP+CC::1.00:VI:41111111\n11111111'", "FOP+CC::1.00:VI:411111XX\nXXXX1111'",
	     "card-number", 1);
}

static void other_separators_are_honoured(void **state)
{
	(void)state;
	static const char in[] = "UNA:*.? $UNB*IATA:1*Z9*PIU*261125:0356*1$UNH*1*PNRGOV:13:1:IA$"
				 "SSR*VGML:HK:1:A+B'$UNT*2*1$UNZ*1*1$";
	static const char out[] = "UNA:*.? $UNB*IATA:1*Z9*PIU*261125:0356*1$UNH*1*PNRGOV:13:1:IA$"
				  "SSR*XXXX:XX:X:XXXX$UNT*2*1$UNZ*1*1$";
	struct run r = run_begin("icao-base", SLICE(in));
	assert_string_equal(r.bytes, out);
	assert_int_equal(count_of(&r, "VGML"), 1);
	run_end(&r);
}

static void a_repetition_separator_that_is_not_in_force_is_text(void **state)
{
	(void)state;
	static const char in[] = "UNA:+.?*'UNB+IATA:1+Z9+PIU+261125:0356+1'UNH+1+PNRGOV:13:1:IA'"
				 "SSR+MEDA:HK:1:A*B'UNT+2+1'UNZ+1+1'";
	struct run r = run_begin("icao-base", SLICE(in));
	assert_non_null(strstr(r.bytes, "SSR+XXXX:XX:X:XXX'"));
	run_end(&r);
}

static void codes_on_bags_go_alone(void **state)
{
	(void)state;
	both("TBD++1:17:700++HP+Z9:0777204420:1:LIS:::WCMP:1'",
	     "TBD++1:17:700++HP+Z9:0777204420:1:LIS:::XXXX:1'", "WCMP", 1);
}

static void characteristics_of_a_seat_that_are_about_health_go(void **state)
{
	(void)state;
	both("SSR+SEAT:HK:1:Z9:::NBO:LIS+15A::1:W:H:K+15B::2:MA'",
	     "SSR+SEAT:HK:1:Z9:::NBO:LIS+15A::1:W:X:K+15B::2:XX'", ERASED_SEAT, 2);
	both("SSR+NSST:HK:1:Z9+:::H'", "SSR+NSST:HK:1:Z9+:::X'", ERASED_SEAT, 1);
	both("SSR+SEAT:HK:1:Z9+15H::1:W:A:N:CH:LS'", "SSR+SEAT:HK:1:Z9+15H::1:W:A:N:CH:LS'", NULL,
	     0);
}

static void what_stands_behind_a_card_s_expiry_is_looked_at(void **state)
{
	(void)state;
	both("FOP+CC::5.00:VI:411111XXXXXX1111:0328:A4417:WCHR'",
	     "FOP+CC::5.00:VI:411111XXXXXX1111:0328:A4417:XXXX'", "WCHR", 1);
	both("FOP+CC::5.00:VI:411111XXXXXX1111:0328:A4417:HAJJ FARE'",
	     "FOP+CC::5.00:VI:411111XXXXXX1111:0328:A4417:XXXX FARE'", ERASED_WORD, 1);
	both("FOP+CC::5.00:VI:411111XXXXXX1111:0328::NO 4111111111111111'",
	     "FOP+CC::5.00:VI:411111XXXXXX1111:0328::NO 411111XXXXXX1111'", ERASED_CARD, 1);
}

static void codes_and_words_of_fares_and_check_ins_go(void **state)
{
	(void)state;
	both("FAR+N+++++YRT7+WCHR'", "FAR+N+++++YRT7+XXXX'", "WCHR", 1);
	both("FAR+N++1:10:KE:PILGRIM+++YRT7'", "FAR+N++1:10:KE:XXXXXXX+++YRT7'", ERASED_WORD, 1);
	both("APD+MEDA'", "APD+XXXX'", "MEDA", 1);
	both("PTK+WCHR++100326:2359'", "PTK+XXXX++100326:2359'", "WCHR", 1);
	both("TXD++1.00:KE:USD:VGML'", "TXD++1.00:KE:USD:XXXX'", "VGML", 1);
	both("MON+T:KSML'", "MON+T:XXXX'", "KSML", 1);
	both("TRI++WCHR:::1'", "TRI++XXXX:::1'", "WCHR", 1);
	both("EBD+USD:1.00+1::WCMP'", "EBD+USD:1.00+1::XXXX'", "WCMP", 1);
	both("DAT+3:L FT WHEELCHAIR D014357'", "DAT+3:XXXXXXXXXXXXXXXXXXXXXXX'", ERASED_WORD, 1);
	both("DAT+3:L HIV'", "DAT+3:XXXXX'", ERASED_WORD, 1);
	both("ABI+4+IMAM:GS77+LIS++Z9'", "ABI+4+XXXX:GS77+LIS++Z9'", ERASED_WORD, 1);
	stays("eu-strict", "FAR+N+++++YRT7'PTK+NR++100326:2359+Z9+777+NBO'TXD++48.00:KE:USD:TU'"
			   "MON+T:AWARD'APD+333'TRI++117:::1'DAT+2:110326:0301'"
			   "DAT+3:L FT WW D014357 12AUG121423Z 1D5723'");
}

/* ---- PNRGOV XML ---- */

#define XML_HEAD "<IATA_PNRGOV_NotifRQ><PNRs><PNR><Passenger RPH=\"1\"><Surname>A</Surname>"
#define XML_TAIL "</Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>"

/* The elements `in` of a traveller become `out`, under each profile. */
static void in_xml(const char *in, const char *out, const char *code, unsigned count)
{
	static const char *const profiles[] = {"icao-base", "eu-strict"};
	char text[2048], wanted[2048];
	(void)snprintf(text, sizeof text, XML_HEAD "%s" XML_TAIL, in);
	(void)snprintf(wanted, sizeof wanted, XML_HEAD "%s" XML_TAIL, out);
	for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
		struct run r = run_begin(profiles[i], slice_of(text));
		assert_string_equal(r.bytes, wanted);
		assert_int_equal(r.out.count, count);
		if (code)
			assert_int_equal(count_of(&r, code), count);
		run_end(&r);
	}
}

static void codes_and_words_of_fares_and_bags_go_in_xml(void **state)
{
	(void)state;
	in_xml("<FareInfo FareBasis=\"YRT7 WCHR\"/>", "<FareInfo FareBasis=\"XXXXXXXXX\"/>", "WCHR",
	       1);
	in_xml("<FareInfo DiscountedFareType=\"PILGRIM\"/>",
	       "<FareInfo DiscountedFareType=\"XXXXXXX\"/>", ERASED_WORD, 1);
	in_xml("<TicketDocument><Taxes><Tax Amount=\"1.00\" TaxType=\"VGML\"/></Taxes></TicketDocument>",
	       "<TicketDocument><Taxes><Tax Amount=\"1.00\" TaxType=\"XXXX\"/></Taxes></TicketDocument>",
	       "VGML", 1);
	in_xml("<TotalFare Amount=\"KSML\"/>", "<TotalFare Amount=\"XXXX\"/>", "KSML", 1);
	in_xml("<TicketDocument TicketLocation=\"WCHR\"/>",
	       "<TicketDocument TicketLocation=\"XXXX\"/>", "WCHR", 1);
	in_xml("<ExcessBaggage UnitOfMeasureCode=\"WCMP\"/>",
	       "<ExcessBaggage UnitOfMeasureCode=\"XXXX\"/>", "WCMP", 1);
	in_xml("<PrepaidBag BagDestination=\"WCMP\"/>", "<PrepaidBag BagDestination=\"XXXX\"/>",
	       "WCMP", 1);
	in_xml("<PricingInfo Restriction=\"HIV\"><Note>WHEELCHAIR</Note></PricingInfo>",
	       "<PricingInfo Restriction=\"XXX\"><Note>XXXXXXXXXX</Note></PricingInfo>",
	       ERASED_WORD, 2);
	in_xml("<PricingInfo Account=\"4111111111111111\"/>",
	       "<PricingInfo Account=\"411111XXXXXX1111\"/>", ERASED_CARD, 1);
}

/* A reader passes over the comment, and joins what stands around it. */
static void a_code_around_a_comment_goes_in_xml(void **state)
{
	(void)state;
	in_xml("<PricingInfo><Note>A V<!-- -->GML</Note></PricingInfo>",
	       "<PricingInfo><Note>XXX<!-- -->XXX</Note></PricingInfo>", "VGML", 1);
	in_xml("<PricingInfo><Note>4111<!-- 1 -->111111111111</Note></PricingInfo>",
	       "<PricingInfo><Note>4111<!-- 1 -->11XXXXXX1111</Note></PricingInfo>", ERASED_CARD,
	       1);
}

/* A reader goes on with an element behind damage, wherever that stands. */
static void elements_in_comments_are_none_behind_damage(void **state)
{
	(void)state;
	in_xml("<Note>V<?a b?>GML</Note>", "<Note>X<?a b?>XXX</Note>", "VGML", 1);
	in_xml("<A <!--><B>V<!-- -->GML</B>", "<A <!--><B>X<!-- -->XXX</B>", "VGML", 1);
	in_xml("<!-- <B>V -->GML", "<!-- XB>V -->GML", NULL, 0);
	in_xml("<?a <B>V?>GML", "<?a XB>V?>GML", NULL, 0);
	in_xml("<![CDATA[1 < 2 <B>A]]>", "<![CDATA[1 < 2 XB>A]]>", NULL, 0);
}

static void fares_taxes_and_bags_stay_in_xml(void **state)
{
	static const char all[] =
		"<ExcessBaggage UnitOfMeasureQuantity=\"22\" UnitOfMeasureCode=\"LB\"/>"
		"<FareInfo PTC_Code=\"ADT\" FareBasis=\"YRT7 YOW\" DiscountPercent=\"25\"/>"
		"<TicketDocument TicketDocumentNbr=\"7771402233445\" TicketLocation=\"NBO\">"
		"<TotalFare Amount=\"AWARD\"/><Taxes><Tax Amount=\"48.00\" TaxType=\"TU\"/></Taxes>"
		"<PricingInfo><FareCalculation>NBO Z9 LIS 464.40 NUC464.40END</FareCalculation>"
		"</PricingInfo><PaymentInfo PaymentUse=\"2\" PaymentAmount=\"512.40\"/>"
		"</TicketDocument>";
	(void)state;
	in_xml(all, all, NULL, 0);
}

static void what_is_said_in_history_goes_like_anything_else(void **state)
{
	(void)state;
	both("ABI+4+:GS77+LIS++Z9'SAC+++X'SSR+VGML:HK:1:Z9:::NBO:LIS+::1'",
	     "ABI+4+:GS77+LIS++Z9'SAC+++X'SSR+XXXX:XX:X:XX:::XXX:XXX+::X'", "VGML", 1);
	both("SAC+++A'IFT+4:19+ADDED WCHR FOR PAX'", "SAC+++A'IFT+4:19+XXXXXXXXXXXXXXXXXX'", "WCHR",
	     1);
	both("SAC+++A'TBD++1:17:700++HP+Z9:0777204420:1:LIS:::WCMP:1'",
	     "SAC+++A'TBD++1:17:700++HP+Z9:0777204420:1:LIS:::XXXX:1'", "WCMP", 1);
}

/* ---- free text ---- */

static void a_code_in_free_text_takes_its_statement(void **state)
{
	(void)state;
	both("LTS+XS SSR VGML Z9 HK1/10MAR2055Z'", "LTS+XS XXXXXXXXXXXXXXXXXXXXXXXXXX'", "VGML", 1);
	both("IFT+4:28::Z9+OSI PAX IS WCHR BOTH WAYS'", "IFT+4:28::Z9+XXXXXXXXXXXXXXXXXXXXXXXXX'",
	     "WCHR", 1);
	both("LTS+SSRVGML Z9 HK1'", "LTS+XXXXXXXXXXXXXX'", "VGML", 1);
	both("IFT+4:28::Z9+HE WISHES A+VGML'", "IFT+4:28::Z9+XXXXXXXXXXX+XXXX'", "VGML", 1);
}

static void other_statements_of_the_same_text_stay(void **state)
{
	(void)state;
	both("LTS+XS 512 Y SSR VGML HK1 SSR SEAT HK1 14C'",
	     "LTS+XS 512 Y XXXXXXXXXXXXXSSR SEAT HK1 14C'", "VGML", 1);
}

static void each_code_counts(void **state)
{
	(void)state;
	both("LTS+SSR AVML HK1 SSR AVML HK2'", "LTS+XXXXXXXXXXXXXXXXXXXXXXXXX'", "AVML", 2);
}

static void a_sensitive_word_takes_its_statement(void **state)
{
	(void)state;
	both("IFT+4:28::Z9+PAX IS PREGNANT 32 WEEKS'", "IFT+4:28::Z9+XXXXXXXXXXXXXXXXXXXXXXXX'",
	     "sensitive-word", 1);
	both("LTS+Hajj group'", "LTS+XXXXXXXXXX'", "sensitive-word", 1);
	both("TIF+UMRAH TOUR 7:G'", "TIF+XXXXXXXXXXXX:G'", "sensitive-word", 1);
}

static void parts_of_words_are_no_words(void **state)
{
	(void)state;
	stays("icao-base", "LTS+HAJJAR BLINDHEIM DEAFENING VGMLX'");
}

static void a_word_split_between_full_parts_is_found(void **state)
{
	(void)state;
	char in[256];
	char out[256];
	(void)snprintf(in, sizeof in, "IFT+4:28::Z9+%066dWHEE:LCHAIR'", 0);
	(void)snprintf(out, sizeof out, "IFT+4:28::Z9+%.70s:XXXXXX'",
		       "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX");
	both(in, out, "sensitive-word", 1);
}

static void names_are_no_free_text(void **state)
{
	(void)state;
	stays("eu-strict", "TIF+RABBI+IMAMMR:A:1'NAD+FL+++PRIEST:DEAF'");
	stays("eu-strict", "LTS+SSR DOCS Z9 HK1 /P/UTO/ZQ1234567/UTO/14JUN87/F/22AUG31/IMAM/MEDA'");
}

static void a_contact_loses_only_the_word(void **state)
{
	(void)state;
	both("IFT+4:28::Z9+CTCT NBO 254 20 0000009 HAJJ TRAVEL'",
	     "IFT+4:28::Z9+CTCT NBO 254 20 0000009 XXXX TRAVEL'", "sensitive-word", 1);
	both("IFT+4:43+KARIM IMAM+1 LONG ROAD'", "IFT+4:43+KARIM XXXX+1 LONG ROAD'",
	     "sensitive-word", 1);
}

/* ---- general remarks (R-015) ---- */

static void general_remarks_go_only_where_the_profile_says_so(void **state)
{
	(void)state;
	static const char osi[] = "IFT+4:28::Z9+VIP FRIEND OF THE OWNER'";
	stays("icao-base", osi);
	expect("eu-strict", osi, "IFT+4:28::Z9+XXXXXXXXXXXXXXXXXXXXXXX'", "general-remark", 1);
	static const char other[] = "SSR+OTHS:HK:1:Z9:::::ODD HAT'";
	stays("icao-base", other);
	expect("eu-strict", other, "SSR+XXXX:XX:X:XX:::::XXXXXXX'", "general-remark", 1);
	static const char remark[] = "LTS+XS 512 RMK LIKES TEA OSI VIP'";
	stays("icao-base", remark);
	expect("eu-strict", remark, "LTS+XS 512 XXXXXXXXXXXXXXXXXXXXX'", "general-remark", 2);
}

static void what_a_forbidden_request_says_counts_by_its_code(void **state)
{
	(void)state;
	static const char in[] = "SSR+OTHS:HK:1:Z9:::::NEEDS WCHR+::1'";
	expect("icao-base", in, "SSR+OTHS:HK:1:Z9:::::XXXXXXXXXX+::1'", "WCHR", 1);
	expect("eu-strict", in, "SSR+XXXX:XX:X:XX:::::XXXXXXXXXX+::X'", "WCHR", 1);
}

static void permitted_headings_stay(void **state)
{
	(void)state;
	stays("eu-strict", "IFT+4:28::Z9+CTCT NBO 254 20 0000009 TAMU TRAVEL'");
	stays("eu-strict", "IFT+4:15:0+NBO Z9 LIS390.00NUC390.00END ROE1.00'");
	stays("eu-strict", "IFT+4:43+MAY QUIBBLE+1 LONG ROAD'");
	stays("eu-strict", "LTS+XS Z9 512 Y 13MAR MADBCN HK1/10MAR2055Z MAD GS12'");
	stays("eu-strict", "SSR+UMNR:HK:1:Z9:::::UM08 MET BY ZED QUIBBLE AUNT 254 700 000000'");
	stays("eu-strict", "IFT+4:28::Z9+UMNR 8 YEARS SPEAKS UTOPIAN MET BY AUNT'");
	stays("eu-strict", "FTX+BAG+++Z9204411:2'");
}

static void a_minor_loses_the_sensitive_word_alone(void **state)
{
	(void)state;
	both("SSR+UMNR:HK:1:Z9:::::UM08 DIABETIC'", "SSR+UMNR:HK:1:Z9:::::UM08 XXXXXXXX'",
	     "sensitive-word", 1);
}

/* ---- card numbers ---- */

static void card_numbers_keep_six_and_four_digits(void **state)
{
	(void)state;
	both("FOP+CC::5.00:VI:4111111111111111:0328'", "FOP+CC::5.00:VI:411111XXXXXX1111:0328'",
	     "card-number", 1);
	both("FOP+CC::5.00:AX:378282246310005:0328'", "FOP+CC::5.00:AX:378282XXXXX0005:0328'",
	     "card-number", 1);
	both("LTS+FP VI4111111111111111/0328'", "LTS+FP VI411111XXXXXX1111/0328'", "card-number",
	     1);
	both("LTS+CARD 4111 1111-1111 1111 EXP'", "LTS+CARD 4111 11XX-XXXX 1111 EXP'",
	     "card-number", 1);
	both("REF+:4111111111111111'", "REF+:411111XXXXXX1111'", "card-number", 1);
}

static void a_card_number_across_components_is_found(void **state)
{
	(void)state;
	both("FOP+CC::5.00:VI:4111:1111:1111:1111'", "FOP+CC::5.00:VI:4111:11XX:XXXX:1111'",
	     "card-number", 1);
	both("IFT+4:43+PAID 41111111+11111111'", "IFT+4:43+PAID 411111XX+XXXX1111'", "card-number",
	     1);
	char in[256];
	char out[256];
	(void)snprintf(in, sizeof in, "IFT+4:15:0+%067dX 411+1111111111111'", 0);
	(void)snprintf(out, sizeof out, "IFT+4:15:0+%067dX 411+111XXXXXX1111'", 0);
	both(in, out, "card-number", 1);
}

static void masked_and_invalid_numbers_stay(void **state)
{
	(void)state;
	stays("eu-strict", "FOP+CC::5.00:VI:411111XXXXXX1111:0328'");
	stays("eu-strict", "FOP+CC::5.00:VI:4111111111111112:0328'");
	stays("eu-strict", "REF+:1111111111111117'");
}

static void ticket_numbers_stay(void **state)
{
	(void)state;
	/* 2200000000004 and 22200000000009 have valid check digits. */
	stays("eu-strict", "TKT+2200000000004:T:1'");
	stays("eu-strict", "SSR+TKNE:HK:1:Z9:::NBO:LIS:2200000000004C1+::1'");
	stays("eu-strict", "LTS+TKT 2200000000004'");
	both("LTS+NO 2200000000004'", "LTS+NO 220000XXX0004'", "card-number", 1);
}

static void telephone_numbers_and_references_stay(void **state)
{
	(void)state;
	stays("eu-strict", "SSR+CTCM:HK:1:Z9:::::2200000000004/EN+::1'");
	static const char in[] = UNA "UNB+IATA:1+Z9+PIU+261125:0356+4111111111111111'"
				     "UNH+1+PNRGOV:13:1:IA'UNT+2+1'UNZ+1+4111111111111111'";
	struct run r = run_begin("eu-strict", SLICE(in));
	assert_string_equal(r.bytes, in);
	run_end(&r);
}

/* ---- damage ---- */

static void input_that_is_no_message_is_searched(void **state)
{
	(void)state;
	struct run r = run_begin("icao-base", SLICE("card 4111111111111111, KSML for one\n"
						    "<SSR Code=\"WCHR\">legs</SSR>\nW\nC"));
	assert_null(strstr(r.bytes, "KSML"));
	assert_null(strstr(r.bytes, "WCHR"));
	assert_null(strstr(r.bytes, "legs"));
	assert_null(strstr(r.bytes, "4111111111111111"));
	assert_int_equal(count_of(&r, "KSML"), 1);
	assert_int_equal(count_of(&r, "card-number"), 1);
	assert_int_equal(strlen(r.bytes), r.n);
	run_end(&r);
}

static void a_wrapped_code_in_unreadable_input_is_found(void **state)
{
	(void)state;
	struct run r = run_begin("icao-base", SLICE("SSR+VG\nML:HK\nMEDA\nTEXT"));
	assert_int_equal(count_of(&r, "VGML"), 1);
	assert_null(strstr(r.bytes, "VG\nML"));
	assert_null(strstr(r.bytes, "MEDA"));
	run_end(&r);
}

static void segments_that_can_not_be_read_are_searched(void **state)
{
	(void)state;
	both("S5R+VGML:HK:1'", "S5R+XXXX:XX:X'", "VGML", 1);
	both("ssr+VGML:HK:1'", "ssr+XXXX:XX:X'", "VGML", 1);
}

static void a_code_far_inside_rubbish_is_found(void **state)
{
	(void)state;
	enum { SIZE = 300000 };
	char *text = malloc(SIZE);
	assert_non_null(text);
	for (size_t at = 0; at + 64 < SIZE; at += 9973) {
		memset(text, 'q', SIZE);
		memcpy(text + at, " VGML+4111111111111111'", 23);
		struct run r = run_begin("icao-base", (struct slice){text, SIZE});
		assert_int_equal(count_of(&r, "VGML"), 1);
		assert_memory_equal(r.bytes + at, " XXXX+", 6);
		assert_memory_equal(r.bytes + at + 12, "XXXXXX", 6);
		run_end(&r);
	}
	free(text);
}

static void nothing_and_little_are_no_problem(void **state)
{
	(void)state;
	static const char *const inputs[] = {"",  "U", "UNA",  "UNA:+.? '",     "UNB",
					     "'", "?", "SSR+", "UNB+'SSR+VGML", "UNH+1'SSR+VGML?"};
	for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
		struct run r = run_begin("eu-strict", slice_of(inputs[i]));
		assert_null(strstr(r.bytes, "VGML"));
		run_end(&r);
	}
}

static void a_full_arena_is_a_failure(void **state)
{
	(void)state;
	struct arena *a = arena_new(64);
	erasures out = {0};
	struct err e;
	char text[2048];
	size_t n = 0;
	for (int i = 0; i < 60; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "SSR+VGML:HK:1'");
	assert_int_equal(minimise_input(text, n, minimise_profile_find("icao-base"), a, &out, &e),
			 RC_NOMEM);
	arena_free(a);
}

static void there_is_no_profile_of_another_name(void **state)
{
	(void)state;
	assert_null(minimise_profile_find("none"));
}

/* ---- counting ---- */

static void erasures_are_counted_for_the_message_they_lie_in(void **state)
{
	(void)state;
	static const char in[] = HEAD "SSR+VGML:HK:1'SSR+VGML:HK:1'SSR+KSML:HK:1'UNT+5+1'"
				      "UNH+2+PNRGOV:13:1:IA'SSR+VGML:HK:1'UNT+3+2'UNZ+2+Z9PNR1'";
	struct run r = run_begin("icao-base", SLICE(in));
	size_t second = (size_t)(strstr(in, "UNH+2") - in);
	struct message m = {.place = {.offset = (uint32_t)second, .length = 60}};
	minimise_attach(&m, &r.out, r.arena);
	assert_int_equal(m.removed.count, 1);
	assert_true(slice_is(m.removed.first->code, "VGML"));
	assert_int_equal(m.removed.first->count, 1);
	struct message first = {.place = {.offset = 9, .length = (uint32_t)second - 9}};
	minimise_attach(&first, &r.out, r.arena);
	assert_int_equal(first.removed.count, 2);
	assert_int_equal(first.removed.first->count, 2);
	run_end(&r);
}

/* ---- random messages ---- */

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *d, uint32_t below)
{
	d->state = d->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(d->state >> 33) % below;
}

static const char *pick(struct dice *d, const char *const *of, uint32_t count)
{
	return of[roll(d, count)];
}
#define PICK(d, table) pick((d), (table), sizeof(table) / sizeof((table)[0]))

static const char *const codes[] = {"VGML", "KSML", "MOML", "WCHR", "MEDA", "BLND", "SPML"};
static const char *const cards[] = {"4111111111111111", "5500000000000004", "378282246310005",
				    "4111 1111 1111 1111", "6011-0009-9013-9424"};
static const char *const wraps[] = {"", "", "", "\n", "\r\n"};

static void random_segment(struct dice *d, struct buf *b)
{
	static const char *const forms[] = {
		"SSR+%s:HK:1:Z9:::NBO:LIS:SECRETTEXT+::1'",
		"LTS+XS SSR %s Z9 HK1 SECRETTEXT'",
		"IFT+4:28::Z9+SECRETTEXT+AND %s'",
		"SAC+++A'SSR+%s:HK:1:Z9:::::SECRETTEXT'",
		"RPI+1+HKSSR+%s:HK:1:SECRETTEXT'",
		"SSR+OTHS:HK:1:Z9:::::SECRETTEXT %s'",
		"ssr+%s SECRETTEXT'",
		"IFT+%s SECRETTEXT'",
	};
	static const char *const card_forms[] = {
		"FOP+CC::5.00:VI:%s:0328'",
		"LTS+FP %s'",
		"IFT+4:43+PAYER+%s'",
		"SSR+FOID:HK:1:Z9:::::CC%s'",
		"SSR+SEAT:HK:1:%s'",
		"DAT+3:%s'",
		"ORG+%s'",
		"x+%s'",
	};
	static const char *const plain[] = {"RPI+1+HK'", "TIF+QUIBBLE+MAYMS:A:1'", "SRC'",
					    "TVL+261126:0555:261126:1320+NBO+LIS+Z9+418:Y'"};
	char text[128];
	switch (roll(d, 3)) {
	case 0:
		(void)snprintf(text, sizeof text, "%s", PICK(d, plain));
		break;
	case 1: {
		const char *form = PICK(d, forms);
		size_t at = (size_t)(strchr(form, '%') - form);
		(void)snprintf(text, sizeof text, "%.*s%s%s", (int)at, form, PICK(d, codes),
			       form + at + 2);
		break;
	}
	default: {
		const char *form = PICK(d, card_forms);
		size_t at = (size_t)(strchr(form, '%') - form);
		(void)snprintf(text, sizeof text, "%.*s%s%s", (int)at, form, PICK(d, cards),
			       form + at + 2);
		break;
	}
	}
	size_t n = strlen(text);
	size_t wrap = 5 + roll(d, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		if (i == wrap && text[0] != 's' && text[0] != 'x')
			buf_text(b, PICK(d, wraps));
		buf_char(b, text[i]);
	}
}

/* Without line breaks and separators between digits, as a thief would read it. */
static bool holds(const char *text, size_t n, const char *wanted)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		for (size_t j = i; j < n && wanted[k]; j++) {
			if (text[j] == '\r' || text[j] == '\n')
				continue;
			if (text[j] != wanted[k])
				break;
			k++;
		}
		if (!wanted[k])
			return true;
	}
	return false;
}

/* Tags and places of all segments, as one number. */
static uint64_t structure(struct slice input, struct arena *a)
{
	struct edi_reader *r = ARENA_NEW(a, struct edi_reader);
	finding_list findings = {0};
	uint64_t sum = 0;
	edi_init(r, input, a, &findings);
	while (edi_next(r) == RC_OK)
		sum = (sum ^ r->segment.code ^ (r->segment.offset << 24) ^ r->segment.length ^
		       ((uint64_t)r->segment.elements << 56)) *
		      UINT64_C(1099511628211);
	return sum;
}

static void random_message(struct dice *d, struct buf *b)
{
	buf_clear(b);
	buf_text(b, HEAD);
	for (uint32_t i = roll(d, 20) + 1; i > 0; i--)
		random_segment(d, b);
	buf_text(b, TAIL);
}

static void nothing_forbidden_is_left_in_random_messages(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1u << 20);
	for (uint64_t seed = 1; seed <= 3000; seed++) {
		struct dice d = {seed * 7919};
		random_message(&d, &b);
		struct run r = run_begin(seed % 2 ? "eu-strict" : "icao-base", buf_slice(&b));
		for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
			assert_false(holds(r.bytes, r.n, codes[i]));
		for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++)
			assert_false(holds(r.bytes, r.n, cards[i]));
		assert_false(holds(r.bytes, r.n, "SECRETTEXT"));
		assert_true(structure(buf_slice(&b), r.arena) ==
			    structure((struct slice){r.bytes, r.n}, r.arena));
		run_end(&r);
	}
	buf_release(&b);
}

static void mutated_messages_lose_nothing_but_letters(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1u << 20);
	for (uint64_t seed = 1; seed <= 3000; seed++) {
		struct dice d = {seed * 104729};
		random_message(&d, &b);
		for (uint32_t i = roll(&d, 8); i > 0; i--)
			b.p[roll(&d, (uint32_t)b.n)] = (char)roll(&d, 256);
		struct run r = run_begin("eu-strict", buf_slice(&b));
		for (size_t i = 0; i < r.n; i++)
			assert_true(r.bytes[i] == b.p[i] || r.bytes[i] == 'X');
		run_end(&r);
	}
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_data_of_a_sensitive_request_goes),
		cmocka_unit_test(every_code_of_each_profile_goes),
		cmocka_unit_test(other_requests_stay),
		cmocka_unit_test(a_code_in_the_wrong_component_goes),
		cmocka_unit_test(a_tag_without_elements_is_looked_at_too),
		cmocka_unit_test(a_lost_terminator_hides_no_request),
		cmocka_unit_test(a_released_separator_goes_with_its_release),
		cmocka_unit_test(a_terminator_behind_a_dangling_release_stays),
		cmocka_unit_test(line_wraps_hide_nothing_and_stay),
		cmocka_unit_test(other_separators_are_honoured),
		cmocka_unit_test(a_repetition_separator_that_is_not_in_force_is_text),
		cmocka_unit_test(codes_on_bags_go_alone),
		cmocka_unit_test(characteristics_of_a_seat_that_are_about_health_go),
		cmocka_unit_test(what_stands_behind_a_card_s_expiry_is_looked_at),
		cmocka_unit_test(codes_and_words_of_fares_and_check_ins_go),
		cmocka_unit_test(codes_and_words_of_fares_and_bags_go_in_xml),
		cmocka_unit_test(a_code_around_a_comment_goes_in_xml),
		cmocka_unit_test(elements_in_comments_are_none_behind_damage),
		cmocka_unit_test(fares_taxes_and_bags_stay_in_xml),
		cmocka_unit_test(what_is_said_in_history_goes_like_anything_else),
		cmocka_unit_test(a_code_in_free_text_takes_its_statement),
		cmocka_unit_test(other_statements_of_the_same_text_stay),
		cmocka_unit_test(each_code_counts),
		cmocka_unit_test(a_sensitive_word_takes_its_statement),
		cmocka_unit_test(parts_of_words_are_no_words),
		cmocka_unit_test(a_word_split_between_full_parts_is_found),
		cmocka_unit_test(names_are_no_free_text),
		cmocka_unit_test(a_contact_loses_only_the_word),
		cmocka_unit_test(general_remarks_go_only_where_the_profile_says_so),
		cmocka_unit_test(what_a_forbidden_request_says_counts_by_its_code),
		cmocka_unit_test(permitted_headings_stay),
		cmocka_unit_test(a_minor_loses_the_sensitive_word_alone),
		cmocka_unit_test(card_numbers_keep_six_and_four_digits),
		cmocka_unit_test(a_card_number_across_components_is_found),
		cmocka_unit_test(masked_and_invalid_numbers_stay),
		cmocka_unit_test(ticket_numbers_stay),
		cmocka_unit_test(telephone_numbers_and_references_stay),
		cmocka_unit_test(input_that_is_no_message_is_searched),
		cmocka_unit_test(a_wrapped_code_in_unreadable_input_is_found),
		cmocka_unit_test(segments_that_can_not_be_read_are_searched),
		cmocka_unit_test(a_code_far_inside_rubbish_is_found),
		cmocka_unit_test(nothing_and_little_are_no_problem),
		cmocka_unit_test(a_full_arena_is_a_failure),
		cmocka_unit_test(there_is_no_profile_of_another_name),
		cmocka_unit_test(erasures_are_counted_for_the_message_they_lie_in),
		cmocka_unit_test(nothing_forbidden_is_left_in_random_messages),
		cmocka_unit_test(mutated_messages_lose_nothing_but_letters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
