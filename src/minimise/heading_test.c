/* SPDX-License-Identifier: Apache-2.0
 *
 * Each of the 19 headings of Annex I switched off in turn: what lies under it is erased from
 * the bytes and does not enter the model; everything else stays.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "decode/decode.h"
#include "minimise/law.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One booking in which every heading has a value that stands nowhere else. */
static const char edifact[] =
	"UNA:+.? 'UNB+IATA:1+Z9+UTPIU+260311:0356+REF1'UNH+1+PNRGOV:17:1:IA+Z9418'MSG+:22'"
	"ORG+Z9:NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+2'SRC'"
	"RCI+Z9:LOC001::140126:1012'SSR+CTCM:HK:1:Z9:::::254700000055+::1'"
	"SSR+OTHS:HK:1:Z9:::::REMARKTWELVE+::1'DAT+710:150126:1030'"
	"ORG+1Y:NBO+99999993:TTNINE+NBO'ADD++700:STREETFIVE:NAIROBI'"
	"TIF+NAMEFOUR+GRACEMRS:A:1'FTI+Z9:104417788:::GOLD'"
	"SSR+DOCS:HK:1:Z9:::::/P/UTO/DOCEIGHTEEN/UTO/02JAN70/F/22AUG31/QUIBBLE/ZELDA+::1'"
	"TKT+7771402233445:T:1'MON+T:512.66:USD'FOP+CC::512.66:VI:XXXXXXXXXXXX4417:0928'"
	"TIF+OTHERSEVENTEEN+PAULMR:A:2'"
	"TVL+170326:0733:170326:1444+QAA+QBB+Z9:Q5+777:Y'TRA+Q7+7415:W'RPI+2+HX'"
	"DAT+2:110326:0419'ORG+Z9:NBO'TRI++117:::1'SSD+14Q++++Y'TBD++2:41:700++HP+Z9:0777204416:2:LIS'"
	"EQN+1'RCI+Z9:SPL011::100326:1159'"
	"ABI+4+:GS19+LIS++Z9'SAC+++X'DAT+T:090326:2219'"
	"UNT+30+1'UNZ+1+REF1'";

static const struct {
	unsigned heading;
	const char *marks[4];
} in_edifact[] = {
	{1, {"LOC001"}},
	{2, {"140126", "150126"}},
	{3, {"170326", "1444"}},
	{4, {"NAMEFOUR", "GRACEMRS"}},
	{5, {"STREETFIVE", "254700000055"}},
	{6, {"512.66", "4417:0928"}},
	{7, {"QAA", "QBB", "777:Y"}},
	{8, {"104417788", "GOLD"}},
	{9, {"99999993", "TTNINE"}},
	{10, {"0419", "HX", "++117"}},
	{11, {"SPL011"}},
	{12, {"REMARKTWELVE"}},
	{13, {"7771402233445"}},
	{14, {"14Q"}},
	{15, {"Q7", "7415"}},
	{16, {"0777204416"}},
	{17, {"OTHERSEVENTEEN", "PAULMR"}},
	{18, {"DOCEIGHTEEN", "QUIBBLE"}},
	{19, {"GS19", "2219"}},
};

static const char xml[] =
	"<?xml version=\"1.0\"?><IATA_PNRGOV_NotifRQ Version=\"13.1\" TransactionIdentifier=\"T1\" "
	"TimeStamp=\"2026-03-11T03:56:00Z\"><Originator AirlineCode=\"Z9\"/><FlightLeg CarrierCode=\"Z9\" "
	"FlightNumber=\"418\" DepartureDateTime=\"2026-03-11T05:55:00\"><DepartureAirport "
	"LocationCode=\"NBO\"/><ArrivalAirport LocationCode=\"LIS\"/></FlightLeg><PNRs NumberOfPnrs=\"1\">"
	"<PNR NumberOfPassengers=\"2\" PNR_CreationDate=\"2026-01-14T10:12:02Z\"><BookingRefID "
	"ID=\"LOC001\"/><POS><Source AgentSine=\"SINENINE\"/></POS><ContactInfo "
	"PhoneNumber=\"254700000055\"><AddressLine>STREETFIVE</AddressLine></ContactInfo>"
	"<PrepaidBag BagDestination=\"BAGSIXTEEN\"/><Passenger RPH=\"1\" "
	"BoardingStatus=\"TEN\"><GivenName>Grace</GivenName><Surname><![CDATA[NAMEFOUR]]></Surname>"
	"<CustLoyalty MembershipID=\"104417788\"/><SSR SSRCode=\"OTHS\"><Text>REMARKTWELVE</Text></SSR>"
	"<TicketDocument TicketDocumentNbr=\"7771402233445\"><PaymentInfo "
	"CardHolderName=\"PAYERSIX\"/></TicketDocument><DOC_SSR SSRCode=\"DOCS\"><DOCS "
	"TravelDocNbr=\"DOCEIGHTEEN\"/></DOC_SSR></Passenger><Passenger RPH=\"2\"><GivenName>Paul"
	"</GivenName><Surname>OTHERSEVENTEEN</Surname></Passenger><Flight "
	"DepartureDateTime=\"2026-03-17T07:33:00\" FlightNumber=\"7770\"><DepartureAirport "
	"LocationCode=\"QAA\"/><OperatingAirline Code=\"Q7\"/><SeatNumber>14Q</SeatNumber></Flight>"
	"</PNR></PNRs></IATA_PNRGOV_NotifRQ>";

static const struct {
	unsigned heading;
	const char *mark;
} in_xml[] = {
	{1, "LOC001"},       {2, "10:12:02"}, {3, "07:33:00"},      {4, "NAMEFOUR"},
	{5, "STREETFIVE"},   {6, "PAYERSIX"}, {7, "7770"},          {8, "104417788"},
	{9, "SINENINE"},     {10, "TEN\""},   {12, "REMARKTWELVE"}, {13, "7771402233445"},
	{14, "14Q"},         {15, "Q7"},      {16, "BAGSIXTEEN"},   {17, "OTHERSEVENTEEN"},
	{18, "DOCEIGHTEEN"},
};

/* icao-base without one heading. */
static const struct minimise_profile *without(unsigned heading, struct arena *a)
{
	struct law law;
	law_faults faults;
	struct err e;
	struct slice text = law_built_in(SLICE("icao-base"));
	assert_int_equal(law_read(text, a, &law, &faults, &e), RC_OK);
	assert_int_equal(faults.count, 0);
	law.headings &= ~(UINT32_C(1) << heading);
	return law_minimise(&law, a);
}

static bool holds(struct slice text, const char *mark)
{
	return memmem(text.p, text.n, mark, strlen(mark)) != NULL;
}

/* The text after minimisation, and how often heading-N was counted. */
static struct slice minimised(const char *text, unsigned heading, struct arena *a, unsigned *count)
{
	char code[16];
	struct err e;
	erasures out = {0};
	size_t n = strlen(text);
	struct slice copy = arena_copy(a, (struct slice){text, n});
	snprintf(code, sizeof code, "heading-%u", heading);
	char *bytes = (char *)(uintptr_t)copy.p;
	assert_int_equal(minimise_input(bytes, n, without(heading, a), a, &out, &e), RC_OK);
	*count = 0;
	LIST_EACH(const struct erasure, x, &out)
	*count += slice_is(x->code, code) && strcmp(x->why, ERASED_HEADING) == 0;
	return copy;
}

/* All that the model holds, as it would be shown. */
static struct slice model_of(struct slice text, struct arena *a)
{
	struct buf out;
	struct err e;
	struct message *m = NULL;
	const struct decode_options options = {.today = {2026, 3, 11}};
	struct decoder *d = decoder_new(text, &options);
	assert_non_null(d);
	assert_int_equal(decoder_next(d, a, &m, &e), RC_OK);
	assert_false(m->unreadable);
	buf_init(&out, (size_t)1 << 20);
	decode_write_json(m, &out);
	struct slice copy = arena_copy(a, buf_slice(&out));
	buf_release(&out);
	decoder_free(d);
	return copy;
}

static bool belongs(size_t i, unsigned heading)
{
	/* The second traveller's name is a name, too; the flight's dates are of the itinerary. */
	return in_edifact[i].heading == heading || (heading == 4 && in_edifact[i].heading == 17) ||
	       (heading == 7 && in_edifact[i].heading == 3);
}

static void each_heading_that_is_switched_off_is_erased_and_nothing_else(void **state)
{
	(void)state;
	for (unsigned heading = 1; heading <= LAW_HEADINGS; heading++) {
		unsigned count;
		struct arena *a = arena_new((size_t)64 << 20);
		struct slice text = minimised(edifact, heading, a, &count);
		struct slice model = model_of(text, a);
		assert_true(count > 0);
		for (size_t i = 0; i < LAW_HEADINGS; i++)
			for (unsigned k = 0; k < 4 && in_edifact[i].marks[k]; k++) {
				const char *mark = in_edifact[i].marks[k];
				if (holds(text, mark) == belongs(i, heading))
					fail_msg("heading %u: %s", heading, mark);
				if (belongs(i, heading))
					assert_false(holds(model, mark));
			}
		arena_free(a);
	}
}

static void the_same_in_xml(void **state)
{
	(void)state;
	for (size_t h = 0; h < sizeof in_xml / sizeof *in_xml; h++) {
		unsigned count, heading = in_xml[h].heading;
		struct arena *a = arena_new((size_t)64 << 20);
		struct slice text = minimised(xml, heading, a, &count);
		struct slice model = model_of(text, a);
		assert_true(count > 0);
		for (size_t i = 0; i < sizeof in_xml / sizeof *in_xml; i++) {
			bool gone = in_xml[i].heading == heading ||
				    (heading == 4 && in_xml[i].heading == 17) ||
				    (heading == 7 && in_xml[i].heading == 3) ||
				    (heading == 13 && in_xml[i].heading == 6);
			if (holds(text, in_xml[i].mark) == gone)
				fail_msg("heading %u: %s", heading, in_xml[i].mark);
			if (gone)
				assert_false(holds(model, in_xml[i].mark));
		}
		arena_free(a);
	}
}

/* API data of a PAXLST are heading 18. */
static void without_heading_18_nobody_is_left_in_a_paxlst(void **state)
{
	static const char paxlst[] =
		"UNB+UNOA:4+Z9+UT+260311:0312+REF'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'"
		"NAD+MS+++REPORTER'TDT+20+Z9418'LOC+125+NBO'DTM+189:2603110555:201'LOC+87+LIS'"
		"NAD+FL+++QUIBBLE:ZELDA'ATT+2++F'DTM+329:870614'NAT+2+UTO'DOC+P:110:111+ZQ1234567'"
		"CNT+42:1'UNT+13+1'UNZ+1+REF'";
	unsigned count;
	struct arena *a = arena_new((size_t)64 << 20);
	(void)state;
	struct slice text = minimised(paxlst, 18, a, &count);
	assert_true(count >= 4);
	assert_false(holds(text, "QUIBBLE") || holds(text, "870614") || holds(text, "ZQ1234567"));
	assert_true(holds(text, "REPORTER") && holds(text, "2603110555"));
	assert_false(holds(model_of(text, a), "QUIBBLE"));
	arena_free(a);
}

/* Cut anywhere, or with a byte that does not belong: every end is a good one. */
static void damage_harms_nobody(void **state)
{
	static const char *const texts[] = {edifact, xml};
	static const char odd[] = {'<', '>', '"', '\'', '+', ':', '\0', '\xff'};
	struct arena *a = arena_new((size_t)256 << 20);
	struct err e;
	struct minimise_profile p = *minimise_profile_find("icao-base");
	(void)state;
	p.forbidden = ((UINT32_C(1) << (LAW_HEADINGS + 1)) - 2);
	for (size_t t = 0; t < 2; t++) {
		size_t whole = strlen(texts[t]);
		for (size_t n = 0; n <= whole; n++) {
			erasures out = {0};
			char *bytes = malloc(n + 1);
			assert_non_null(bytes);
			memcpy(bytes, texts[t], n);
			if (n > 0)
				bytes[(n * 7919 + 13) % n] = odd[n % sizeof odd];
			assert_int_equal(minimise_input(bytes, n, &p, a, &out, &e), RC_OK);
			free(bytes);
			arena_reset(a);
		}
	}
	arena_free(a);
}

/* A stray end, and a start of markup without its end, end no erasing. */
static void damage_in_xml_lets_nothing_through(void **state)
{
	static const char *const texts[] = {
		("<a><PNR><ContactInfo></Passenger></a><AddressLine>STREETFIVE</AddressLine></ContactInfo>"
		 "</PNR></a>"),
		"<a><PNR><!-- <ContactInfo><AddressLine>STREETFIVE</AddressLine></ContactInfo></PNR></a>",
		"<a><PNR x=\"><ContactInfo PhoneNumber=\"STREETFIVE\"/></PNR></a>",
	};
	unsigned count;
	struct arena *a = arena_new((size_t)64 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct slice whole = arena_printf(a, "<?xml version=\"1.0\"?>%s", texts[i]);
		assert_false(holds(minimised(arena_cstr(a, whole), 5, a, &count), "STREETFIVE"));
	}
	arena_free(a);
}

static void where_all_are_permitted_nothing_is_counted(void **state)
{
	struct err e;
	(void)state;
	struct arena *a = arena_new((size_t)64 << 20);
	erasures out = {0};
	struct slice copy = arena_copy(a, SLICE(edifact));
	const struct minimise_profile *p = minimise_profile_find("icao-base");
	assert_int_equal(minimise_input((char *)(uintptr_t)copy.p, copy.n, p, a, &out, &e), RC_OK);
	LIST_EACH(const struct erasure, x, &out)
	assert_string_not_equal(x->why, ERASED_HEADING);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_heading_that_is_switched_off_is_erased_and_nothing_else),
		cmocka_unit_test(the_same_in_xml),
		cmocka_unit_test(without_heading_18_nobody_is_left_in_a_paxlst),
		cmocka_unit_test(damage_harms_nobody),
		cmocka_unit_test(damage_in_xml_lets_nothing_through),
		cmocka_unit_test(where_all_are_permitted_nothing_is_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
