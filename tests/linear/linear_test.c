/* SPDX-License-Identifier: Apache-2.0
 *
 * Hostile input takes time in proportion to its size: each shape is read as on
 * arrival (unwrapped, erased, decoded, taken out alone, printed) at one size
 * and at four times that, and the processor's time is compared. Quadratic work
 * would take sixteen times as long. LINEAR_SAYS in the environment prints all
 * figures, LINEAR_ONLY=TEXT takes the shapes whose names begin with it,
 * LINEAR_KILOBYTES is another size.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "decode/decode.h"
#include "decode/typeb/typeb.h"
#include "minimise/minimise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KILOBYTES 400 /* of the smaller input */
#define TIMES 4
#define RATIO_MAX 9.0      /* of 4 for linear work and 16 for quadratic work */
#define NOISE_SECONDS 0.03 /* what a busy machine may add */
#define RUNS_MAX 4
#define MEMORY_MAX ((size_t)8 << 30)

/* `unit` is repeated until the input has its size, then `closing` as often. In
 * both '#' is the number of the repetition from 1, and '~' what is left. */
struct shape {
	const char *name, *head, *unit, *closing, *tail;
};

#define UNB "UNA:+.? 'UNB+UNOA:4+Z9+PTPIU+260311:0356+R1'"
#define PAXLST UNB "UNH+1+PAXLST:D:12B:UN:IATA+C1'BGM+745'TDT+20+Z9418+++Z9'"
#define PNRGOV \
	UNB "UNH+1+PNRGOV:13:1:IA+C1'MSG+:22'ORG+Z9:NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'" \
	    "EQN+1'"
#define BOOKING PNRGOV "SRC'RCI+Z9:QX7M2P'"
#define END "UNT+9+1'UNZ+1+R1'"
#define XML \
	"<IATA_PNRGOV_NotifRQ Version=\"13.1\" TimeStamp=\"2026-03-11T03:56:00Z\">" \
	"<Originator AirlineCode=\"Z9\"/><PNRs>"
#define XML_END "</PNRs></IATA_PNRGOV_NotifRQ>"
#define PNR XML "<PNR><BookingRefID ID=\"QX7M2P\"/>"
#define PNR_END "</PNR>" XML_END
#define FRAME "QU LISPIZ9\r\n.NBOAPZ9 110312\r\n"

static const struct shape shapes[] = {
	/* Many tiny segments. */
	{"PAXLST, travellers of nothing", PAXLST, "NAD+FL'", "", END},
	{"PAXLST, tags alone", PAXLST, "RFF'", "", END},
	{"PAXLST, unknown tags", PAXLST "NAD+FL+++A:B'", "ZZZ'", "", END},
	{"PAXLST, terminators alone", PAXLST, "'", "", END},
	{"PAXLST, flights of one leg", PAXLST, "TDT+20+Z9#'LOC+125+NBO'LOC+87+LIS'", "", END},
	{"PAXLST, ports of one flight", PAXLST, "LOC+92+NBO'", "", END},
	{"PNRGOV, bookings of nothing", PNRGOV, "SRC'", "", END},
	{"PNRGOV, travellers of nothing", BOOKING, "TIF'", "", END},
	{"PNRGOV, segments of nothing", BOOKING "TIF+A+B:A:1'", "TVL'", "", END},
	{"PNRGOV, tickets of nothing", BOOKING "TIF+A+B:A:1'", "TKT'", "", END},
	{"PNRGOV, history of nothing", BOOKING, "ABI'", "", END},
	{"PNRGOV, texts of nothing", BOOKING, "LTS+A'", "", END},
	{"PNRGOV, services of nothing", BOOKING "TIF+A+B:A:1'", "SSR+OTHS'", "", END},
	{"PNRGOV, unknown tags", BOOKING "TIF+A+B:A:1'", "ZZZ'", "", END},
	{"CUSRES, tags alone", UNB "UNH+1+CUSRES:D:12B:UN:IATA'BGM+962'", "ERP'", "", END},
	{"CUSRES, flights", UNB "UNH+1+CUSRES:D:12B:UN:IATA'BGM+962'", "TDT+20+Z9#'LOC+87+LIS'", "",
	 END},
	{"ACKRES, errors", UNB "UNH+1+ACKRES:13:1:IA'MSG+:22+7'", "ERC+1'", "", END},
	{"GOVREQ, bookings", UNB "UNH+1+GOVREQ:13:1:IA'MSG+:43'", "RCI+Z9:A#'", "", END},
	{"CONTRL, messages", UNB "UNH+1+CONTRL:D:3:UN'UCI+R1+Z9+PTPIU+7'",
	 "UCM+#+PAXLST:D:12B:UN+7'", "", END},
	{"XML, bookings of nothing", XML, "<PNR/>", "", XML_END},
	{"XML, travellers of nothing", PNR, "<Passenger/>", "", PNR_END},
	{"XML, elements of no name known", PNR, "<A#/>", "", PNR_END},
	{"XML, taxes of nothing", PNR "<Passenger><TicketDocument TicketDocumentNbr=\"1\"><Taxes>",
	 "<Tax TaxType=\"YQ\"/>", "", "</Taxes></TicketDocument></Passenger>" PNR_END},
	{"Type B, frames of nothing", "", FRAME, "", ""},
	{"Type B, lines of nothing", FRAME UNB, "\r\n", "", "UNZ+1+R1'"},
	/* One huge segment. */
	{"PAXLST, one long value", PAXLST "NAD+FL+++", "A", "", "'" END},
	{"PAXLST, one long text", PAXLST "NAD+FL+++A:B'FTX+BAG+++", "Z9204411:2+", "", "'" END},
	{"PAXLST, elements without end", PAXLST "NAD+FL", "+", "", "'" END},
	{"PAXLST, components without end", PAXLST "NAD+FL+++", ":", "", "'" END},
	{"PAXLST, releases without end", PAXLST "NAD+FL+++", "?", "", "'" END},
	{"PAXLST, no terminator", PAXLST "NAD+FL+++", "A+B:", "", ""},
	{"PNRGOV, one long text", BOOKING "LTS+", "SEAT 14C ", "", "'" END},
	{"PNRGOV, a text of many parts", BOOKING "IFT+4:28::Z9", "+CTCP NBO #", "", "'" END},
	{"PNRGOV, one SSR for many", BOOKING "TIF+A+B:A:1'SSR+SEAT:HK:2:Z9", "+1A::#", "", "'" END},
	{"PNRGOV, many names in one TIF", BOOKING "TIF+ODHIAMBO", "+GRACEMRS:A:#", "", "'" END},
	{"PNRGOV, many bags in one TBD",
	 BOOKING "TIF+A+B:A:1'TVL+110326:0555+NBO+LIS+Z9+418'TRI++1:::1'TBD++2:41:700+++",
	 "+Z9:0777#:2:LIS", "", "'" END},
	{"PNRGOV, many payments in one FOP", BOOKING "TIF+A+B:A:1'TKT+7771402233445'FOP",
	 "+CC::1.00:VI:XXXXXXXXXXXX4417", "", "'" END},
	{"PNRGOV, card numbers without end", BOOKING "LTS+", "4111 1111 1111 1111 ", "", "'" END},
	{"PNRGOV, digits without end", BOOKING "LTS+", "4", "", "'" END},
	{"ACKRES, one long text", UNB "UNH+1+ACKRES:13:1:IA'MSG+:22+7'ERC+1'IFT+3+", "A ", "",
	 "'" END},
	{"CONTRL, one long value", UNB "UNH+1+CONTRL:D:3:UN'UCI+", "A", "", "'" END},
	{"CUSRES, one long text", UNB "UNH+1+CUSRES:D:12B:UN:IATA'BGM+962'FTX+AAO+++", "A:", "",
	 "'" END},
	{"XML, one long text", PNR "<SSR SSRCode=\"OTHS\"><Text>", "A ", "",
	 "</Text></SSR>" PNR_END},
	{"XML, one long attribute", PNR "<SSR SSRCode=\"OTHS\" Status=\"", "A", "", "\"/>" PNR_END},
	{"XML, attributes without end", PNR "<SSR SSRCode=\"OTHS\"", " A#=\"1\"", "", "/>" PNR_END},
	{"XML, references without end", PNR "<SSR SSRCode=\"OTHS\"><Text>", "&amp;", "",
	 "</Text></SSR>" PNR_END},
	{"XML, one long comment", PNR "<!-- ", "- ", "", "-->" PNR_END},
	{"XML, text between elements", PNR "<SSR SSRCode=\"OTHS\">", "a<B/>", "", "</SSR>" PNR_END},
	{"Type B, one long frame", FRAME PAXLST, "NAD+FL+++A:B'\r\n", "", END},
	{"Type B, one long line", FRAME PAXLST, "NAD+FL+++A:B'", "", END},
	{"Type B, addresses without end", "QU LISPIZ9\r\n", "LISPIZ9\r\n", "",
	 "\r\n.NBOAPZ9 110312\r\n"},
	/* Travellers that refer to each other. */
	{"PAXLST, references from behind", PAXLST, "NAD+FL+++A#:B'RFF+ABO:~'RFF+AVF:#'", "", END},
	{"PNRGOV, requests from behind", BOOKING, "TIF+A#+B:A:#'", "SSR+CHLD:HK:1:Z9::::+::~'",
	 END},
	{"PNRGOV, documents by name", BOOKING, "TIF+A#+B:A'",
	 "SSR+DOCS:HK:1:Z9::::/P/KEN/1/////A~/B'", END},
	{"PNRGOV, infants by reference", BOOKING, "TIF+A#+B:A:#:1'", "TIF+A#+C:IN:#.1'", END},
	{"PNRGOV, infants by name", BOOKING, "TIF+A#+B:A:#:1'",
	 "SSR+INFT:HK:1:Z9::::A~/C 14JUN25+::#'", END},
	{"PNRGOV, check-ins from behind", BOOKING, "TIF+A#+B:A:#'",
	 "TVL+110326:0555+NBO+LIS+Z9+418'TRI++#:::~'", END},
	{"XML, requests from behind", PNR, "<Passenger RPH=\"#\" SurnameRefNumber=\"#.1\"/>",
	 "<SSR SSRCode=\"CHLD\" SurnameRefNumber=\"~.1\"/>", PNR_END},
	{"XML, check-ins from behind", PNR,
	 "<Passenger RPH=\"#\"><Surname>A#</Surname></Passenger>",
	 "<Flight><CheckInInfo><BoardingNumber RPH=\"~\"/></CheckInInfo></Flight>", PNR_END},
	{"XML, check-ins by name", PNR, "<Passenger><Surname>A#</Surname></Passenger>",
	 "<Flight><CheckInInfo><BoardingNumber><Passenger><Surname>A~</Surname></Passenger>"
	 "</BoardingNumber></CheckInInfo></Flight>",
	 PNR_END},
	{"GOVREQ, travellers", UNB "UNH+1+GOVREQ:13:1:IA'MSG+:43'", "TIF+A#+B:A:~'", "", END},
	/* Many duplicate names and numbers. */
	{"PAXLST, one document for all", PAXLST, "NAD+FL+++A:B'DOC+P+AK0417729'", "", END},
	{"PAXLST, one traveller's references", PAXLST "NAD+FL+++A:B'", "RFF+AVF:A'", "", END},
	{"PAXLST, one traveller's documents", PAXLST "NAD+FL+++A:B'", "DOC+P+AK0417729'", "", END},
	{"PNRGOV, one reference for all", BOOKING, "TIF+A+B:A:1'", "SSR+CHLD:HK:1:Z9::::+::1'",
	 END},
	{"PNRGOV, one name for all", BOOKING, "TIF+A+B:A'", "SSR+DOCS:HK:1:Z9::::/P/KEN/1/////A/B'",
	 END},
	{"PNRGOV, one family of many", BOOKING, "TIF+A+B#:A'",
	 "SSR+DOCS:HK:1:Z9::::/P/KEN/1/////A/B~'", END},
	{"PNRGOV, one infant for all", BOOKING "TIF+A+B:A:1:1'",
	 "SSR+INFT:HK:1:Z9::::A/C 14JUN25+::1'", "", END},
	{"PNRGOV, one ticket for all", BOOKING, "TIF+A+B:A:#'TKT+7771402233445'", "", END},
	{"PNRGOV, one traveller's tickets", BOOKING "TIF+A+B:A:1'",
	 "SSR+TKNE:HK:1:Z9::::7771402#C1+::1'", "", END},
	{"PNRGOV, one locator for all", PNRGOV, "SRC'RCI+Z9:QX7M2P'", "", END},
	{"PNRGOV, one booking's locators", BOOKING, "RCI+1Y:A#'", "", END},
	{"PNRGOV, one traveller's contacts", BOOKING "TIF+A+B:A:1'",
	 "SSR+CTCM:HK:1:Z9::::25470000#+::1'", "", END},
	{"PNRGOV, one traveller's seats", BOOKING "TIF+A+B:A:1'",
	 "TVL+110326:0555+A#+LIS+Z9+418'SSR+SEAT:HK:1:Z9+1A::1'", "", END},
	{"XML, one reference for all", PNR, "<Passenger RPH=\"1\"><Surname>A</Surname></Passenger>",
	 "<SSR SSRCode=\"CHLD\" RPH=\"1\"/>", PNR_END},
	{"XML, one booking's locators", PNR, "<BookingRefID ID=\"A#\"/>", "", PNR_END},
	{"CONTRL, one message for all", UNB "UNH+1+CONTRL:D:3:UN'UCI+R1+Z9+PTPIU+7'",
	 "UCM+1+PAXLST:D:12B:UN+7'", "", END},
	/* Depth. */
	{"XML, depth", PNR, "<A>", "</A>", PNR_END},
	{"XML, depth without an end", PNR, "<A>", "", ""},
	{"XML, depth of no name twice", PNR, "<A#>", "</A~>", PNR_END},
	{"XML, requests in requests", PNR, "<SSR SSRCode=\"VGML\">", "</SSR>", PNR_END},
	{"XML, ends without a start", PNR, "</A>", "", PNR_END},
	{"XML, sections in comments", PNR, "<![CDATA[<!--]]>", "", PNR_END},
	{"XML, starts of tags", PNR, "<", "", PNR_END},
	{"XML, starts of comments", PNR, "<!--", "", PNR_END},
	{"XML, starts of sections", PNR, "<![CDATA[", "", PNR_END},
	{"XML, starts of instructions", PNR, "<?a", "", PNR_END},
	{"XML, comments in a text", PNR "<SSR SSRCode=\"OTHS\"><Text>", "a<!-- -->", "",
	 "</Text></SSR>" PNR_END},
	{"XML, instructions in a text", PNR "<SSR SSRCode=\"OTHS\"><Text>", "a<?a <b>?>", "",
	 "</Text></SSR>" PNR_END},
	{"XML, quotes that do not end", PNR, "<A B=\"", "", PNR_END},
	/* Many parts, many messages. */
	{"PAXLST, parts", UNB, "UNH+#+PAXLST:D:12B:UN:IATA+C1+#'BGM+745'NAD+FL+++A:B'UNT+4+#'", "",
	 "UNZ+1+R1'"},
	{"PAXLST, interchanges", "", PAXLST END, "", ""},
	{"PAXLST, headers alone", UNB, "UNH+1+PAXLST:D:12B:UN:IATA'", "", ""},
	{"PNRGOV, parts", UNB, "UNH+#+PNRGOV:13:1:IA+C1+#'MSG+:22'SRC'RCI+Z9:A#'UNT+5+#'", "",
	 "UNZ+1+R1'"},
	{"PNRGOV, parts from behind", UNB,
	 "UNH+#+PNRGOV:13:1:IA+C1+~'MSG+:22'SRC'RCI+Z9:A#'UNT+5+#'", "", "UNZ+1+R1'"},
	{"XML, documents", "", PNR PNR_END, "", ""},
	{"ACKRES, messages", UNB, "UNH+#+ACKRES:13:1:IA'MSG+:22+3'UNT+3+#'", "", "UNZ+1+R1'"},
	{"CUSRES, messages", UNB, "UNH+#+CUSRES:D:12B:UN:IATA'BGM+962'UNT+3+#'", "", "UNZ+1+R1'"},
	{"CONTRL, interchanges", "", UNB "UNH+1+CONTRL:D:3:UN'UCI+R1+Z9+PTPIU+7'" END, "", ""},
	{"GOVREQ, messages", UNB, "UNH+#+GOVREQ:13:1:IA'MSG+:43'UNT+3+#'", "", "UNZ+1+R1'"},
	{"UNA, UNB, UNG alone", "", "UNA:+.? 'UNB+UNOA:4'UNG+1'", "", ""},
	{"Type B, parts in order", "", FRAME "PART#\r\nNAD+FL+++A:B'\r\n", "", ""},
	{"Type B, parts from behind", "", FRAME "PART~\r\nNAD+FL+++A:B'\r\n", "", ""},
	{"Type B, first parts alone", "", FRAME "PART1\r\n" UNB "\r\n", "", ""},
	{"Type B, last parts alone", "", FRAME "NAD+FL+++A:B'\r\nENDPART2\r\n", "", ""},
	{"Type B, interchanges", "", FRAME PAXLST END "\r\n", "", ""},
	{"Type B, marks", "", "\x01QU LISPIZ9\r\n", "", ""},
};

/* ---- Input ---- */

static void unit_add(struct buf *b, const char *unit, unsigned i, unsigned count)
{
	for (const char *p = unit; *p; p++) {
		if (*p == '#')
			buf_printf(b, "%u", i);
		else if (*p == '~')
			buf_printf(b, "%u", count + 1 - i);
		else
			buf_char(b, *p);
	}
}

static void make(const struct shape *s, size_t size, struct buf *b)
{
	unsigned digits = 3 * (strpbrk(s->unit, "#~") != NULL);
	unsigned count = (unsigned)(size / (strlen(s->unit) + strlen(s->closing) + digits));
	buf_clear(b);
	buf_text(b, s->head);
	for (unsigned i = 1; i <= count; i++)
		unit_add(b, s->unit, i, count);
	for (unsigned i = 1; i <= count && s->closing[0]; i++)
		unit_add(b, s->closing, i, count);
	buf_text(b, s->tail);
	assert_false(buf_failed(b));
}

/* ---- Reading ---- */

static double processor_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void decode_all(struct slice input, const struct typeb *frames, struct arena *a)
{
	const struct decode_options options = {.today = {2026, 3, 11}, .frames = frames};
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	struct buf out;
	struct err e;
	enum rc rc;
	assert_non_null(d);
	buf_init(&out, MEMORY_MAX);
	while ((rc = decoder_next(d, a, &m, &e)) == RC_OK) {
		buf_clear(&out);
		decode_write_json(m, &out);
		buf_clear(&out);
		if (!m->unreadable)
			decode_standalone(m, input, &out);
	}
	assert_int_equal(rc, RC_END);
	buf_release(&out);
	decoder_free(d);
}

/* The processor's time for one input, as it arrives. */
static double read_once(const struct buf *b)
{
	char *copy = malloc(b->n);
	struct arena *a = arena_new(MEMORY_MAX);
	struct typeb frames;
	erasures erased = {0};
	struct err e;
	assert_true(copy && a);
	memcpy(copy, b->p, b->n);
	double from = processor_seconds();
	assert_int_equal(typeb_unwrap(copy, b->n, a, &frames, &e), RC_OK);
	assert_int_equal(
		minimise_input(copy, b->n, minimise_profile_find("eu-strict"), a, &erased, &e),
		RC_OK);
	decode_all((struct slice){copy, b->n}, &frames, a);
	double took = processor_seconds() - from;
	arena_free(a);
	free(copy);
	return took;
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

static size_t small_size(void)
{
	const char *asked = getenv("LINEAR_KILOBYTES");
	return (asked ? strtoul(asked, NULL, 10) : KILOBYTES) << 10;
}

/* The best of some runs, as others may use the machine too. */
static bool is_linear(const struct shape *s)
{
	struct buf small, large;
	double small_took = 1e9, large_took = 1e9;
	bool linear = false;
	buf_init(&small, MEMORY_MAX);
	buf_init(&large, MEMORY_MAX);
	make(s, small_size(), &small);
	make(s, TIMES * small_size(), &large);
	for (unsigned run = 0; run < RUNS_MAX && !linear; run++) {
		small_took = least(small_took, read_once(&small));
		large_took = least(large_took, read_once(&large));
		linear = large_took <= RATIO_MAX * small_took + NOISE_SECONDS;
	}
	if (!linear || getenv("LINEAR_SAYS"))
		print_message("%-40s %8.1f ms %8.1f ms  %4.1f times\n", s->name, small_took * 1e3,
			      large_took * 1e3, large_took / small_took);
	buf_release(&small);
	buf_release(&large);
	return linear;
}

static void every_shape_takes_linear_time(void **state)
{
	const char *only = getenv("LINEAR_ONLY");
	unsigned wrong = 0;
	(void)state;
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
		if (!only || slice_starts(slice_of(shapes[i].name), only))
			wrong += !is_linear(&shapes[i]);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shape_takes_linear_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
