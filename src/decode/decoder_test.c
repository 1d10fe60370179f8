/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/test_decode.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define UNB "UNB+UNOA:4+Z9APIS:ZZ+PTPIU:ZZ+260311:0312+R1++APIS'"
#define BODY "BGM+745'TDT+20+Z9418'LOC+125+NBO'LOC+87+LIS'NAD+FL+++HADDAD:SAMI'CNT+42:1'"
#define MESSAGE(ref) "UNH+" ref "+PAXLST:D:12B:UN:IATA'" BODY "UNT+8+" ref "'"

static const struct decode_options options = {.today = {2026, 4, 1}};

static void the_envelope_is_told_with_each_message(void **state)
{
	(void)state;
	GIVES("UNA:+.? '" UNB "UNH+M1+PAXLST:D:12B:UN:IATA+CAR?+1+01:F'" BODY "UNT+8+M1'UNZ+1+R1'",
	      1,
	      ("{\"type\":\"PAXLST\",\"version\":\"D:12B\",\"function\":\"passengers\",\"sender\":\"Z9APIS\","
	       "\"recipient\":\"PTPIU\",\"prepared_at\":\"2026-03-11T03:12\",\"interchange_ref\":\"R1\","
	       "\"message_ref\":\"M1\",\"business_ref\":\"CAR+1\",\"part\":1,\"last_part\":true,"),
	      "\"declared\":{\"passengers\":1,\"segments\":8}", "!findings", "!\"test\"");
	GIVES("UNB+UNOA:4+A+B+20260311:0312+R1'" MESSAGE("1") "UNZ+1+R1'", 1,
	      "\"prepared_at\":\"2026-03-11T03:12\"", "!findings", "!\"part\"");
}

static void test_interchanges_are_marked(void **state)
{
	(void)state;
	GIVES("UNB+UNOA:4+A+B+260311:0312+R1++++++1'" MESSAGE("1") "UNZ+1+R1'", 1, "\"test\":true",
	      "!findings");
}

static void several_messages_and_interchanges_are_read(void **state)
{
	(void)state;
	GIVES("UNA:+.? '" UNB MESSAGE("1") MESSAGE(
		      "2") "UNZ+2+R1'\r\n"
			   "UNA:*.? $UNB*UNOA:4*Y8*B*260312:0312*R2$UNG*PAXLST*A*B*260312:0312*7*UN*D:12B$"
			   "UNH*1*PAXLST:D:05B$BGM*250$TDT*20*Y81$LOC*125*NBO$LOC*87*LIS$UNT*6*1$UNE*1*7$UNZ*1*R2$",
	      3, "\"message_ref\":\"1\"", "\"message_ref\":\"2\"", "\"sender\":\"Y8\"",
	      "\"function\":\"crew\"", "!findings");
}

static void counts_and_references_of_the_envelope_are_checked(void **state)
{
	(void)state;
	GIVES(UNB "UNH+1+PAXLST:D:12B'" BODY "UNT+9+1'UNZ+1+R1'", 1,
	      FINDING("segment-count-mismatch"), "UNT says 9 segments, the message has 8");
	GIVES(UNB "UNH+1+PAXLST:D:12B'" BODY "UNT+8+2'UNZ+1+R1'", 1, FINDING("reference-mismatch"));
	GIVES(UNB MESSAGE("1") "UNZ+2+R1'", 1, FINDING("message-count-mismatch"));
	GIVES(UNB MESSAGE("1") "UNZ+1+R2'", 1, FINDING("reference-mismatch"));
	GIVES(UNB "UNG+PAXLST+A+B+260311:0312+7'" MESSAGE("1") "UNE+2+7'UNZ+1+R1'", 1,
	      FINDING("message-count-mismatch"), "UNE says 2 messages, there are 1");
	GIVES(UNB "UNH+1+PAXLST:D:12B'" BODY "UNT+X+1'UNZ++R1'", 1, FINDING("count-wrong"));
	GIVES(UNB MESSAGE("1"), 1, "!findings"); /* what is not there is not compared */
}

static void damage_in_one_message_costs_nothing_of_the_next(void **state)
{
	(void)state;
	GIVES(UNB "UNH+1+PAXLST:D:12B'BGM+745'%%%'NAD+FL+++ONE:A'"
		  "UNH+2+PAXLST:D:12B'" BODY "UNT+8+2'UNZ+2+R1'",
	      2, "\"family\":\"ONE\"", FINDING("trailer-missing"), FINDING("segment-unreadable"),
	      "\"family\":\"HADDAD\"", "!message-count-mismatch");
	GIVES(UNB "UNH+1+PAXLST:D:12B'BGM+745'\nUNB+UNOA:4+C+D+260312:0312+R2'" MESSAGE(
		      "1") "UNZ+1+R2'",
	      2, "\"sender\":\"Z9APIS\"", "\"sender\":\"C\"");
}

static void a_message_whose_unh_is_lost_is_read_by_its_first_segment(void **state)
{
	(void)state;
	GIVES(UNB "#NH+1+PAXLST:D:12B'" BODY "UNT+8+1'UNZ+1+R1'", 1, "\"type\":\"PAXLST\"",
	      FINDING("header-missing"), "\"family\":\"HADDAD\"", "!segment-count-mismatch");
	GIVES(UNB MESSAGE("1") "XNH+2+PAXLST:D:12B'" BODY "UNT+8+2'UNZ+2+R1'", 2,
	      FINDING("header-missing"), FINDING("segment-outside-message"));
	GIVES(UNB "UNH+1+PXLLST:D:12B'" BODY "UNT+8+1'UNZ+1+R1'", 1, "\"type\":\"PAXLST\"",
	      FINDING("message-type-damaged"), "\"family\":\"HADDAD\"");
	GIVES(UNB "UNH+1'" BODY "UNT+8+1'UNZ+1+R1'", 1, "\"type\":\"PAXLST\"",
	      FINDING("message-type-damaged"));
}

static void other_message_types_are_read_or_said_to_be_unknown(void **state)
{
	(void)state;
	GIVES(UNB "UNH+1+CONTRL:4:1:UN'UCI+1+A+B+7'UNT+3+1'" MESSAGE("2") "UNZ+2+R1'", 2,
	      "{\"type\":\"CONTRL\"", "\"action\":\"acknowledged\"", "\"family\":\"HADDAD\"");
	GIVES(UNB "BGM+962'ERP+1'ERC+0'UNT+4+1'"
		  "UCI+1+A+B+7'UNT+3+2'UNZ+2+R1'",
	      2, "{\"type\":\"CUSRES\"", "{\"type\":\"CONTRL\"", FINDING("header-missing"));
	GIVES(UNB "UNH+1+INVOIC:D:96A:UN'BGM+380'UNT+3+1'UNZ+1+R1'", 1, "{\"type\":\"unknown\"",
	      FINDING("message-type-unknown"), "\"severity\":\"error\"");
}

static void parts_of_a_list_are_numbered(void **state)
{
	(void)state;
	GIVES(UNB "UNH+1+PAXLST:D:12B+REF+02'" BODY "UNT+8+1'UNZ+1+R1'", 1,
	      "\"part\":2,\"last_part\":false");
	GIVES(UNB "UNH+1+PAXLST:D:12B+REF+:F'" BODY "UNT+8+1'UNZ+1+R1'", 1,
	      "\"part\":1,\"last_part\":true");
	GIVES(UNB "UNH+1+PAXLST:D:12B+REF+XX:F'" BODY "UNT+8+1'UNZ+1+R1'", 1, "!\"part\"",
	      FINDING("part-wrong"));
}

static void rubbish_is_one_unreadable_message(void **state)
{
	(void)state;
	GIVES("Dear all, the list is attached.", 1, "{\"type\":\"unknown\",\"findings\":[",
	      FINDING("no-message"), "\"severity\":\"error\"");
	GIVES("\0\x01\xff", 1, FINDING("no-message"));
	GIVES(BODY, 1, FINDING("no-message"));
	GIVES(UNB "UNZ+0+R1'", 1, "{\"type\":\"unknown\",\"sender\":\"Z9APIS\"",
	      FINDING("interchange-empty"));
	GIVES(UNB "rubbish'" UNB MESSAGE("1") "UNZ+1+R1'", 2, FINDING("interchange-empty"),
	      "\"family\":\"HADDAD\"");
	GIVES(UNB, 1, FINDING("interchange-empty"));
}

static void nothing_gives_nothing(void **state)
{
	(void)state;
	GIVES("", 0, "!type");
	GIVES("\r\n \t\r\n", 0, "!type");
}

static void a_message_without_interchange_is_read(void **state)
{
	(void)state;
	GIVES(MESSAGE("1"), 1, FINDING("envelope-missing"), "\"family\":\"HADDAD\"",
	      "!prepared_at");
	GIVES(UNB MESSAGE("1") "UNZ+1+R1'" MESSAGE("2"), 2, FINDING("envelope-missing"));
	GIVES("UNB+UNOA:4+A+B+XX+R1'" MESSAGE("1") "UNZ+1+R1'", 1,
	      FINDING("preparation-time-wrong"), "!prepared_at");
}

static void a_message_that_needs_too_much_memory_costs_only_itself(void **state)
{
	(void)state;
	struct buf input;
	buf_init(&input, 1 << 20);
	buf_text(&input, UNB "UNH+1+PAXLST:D:12B'BGM+745'");
	for (int i = 0; i < 1000; i++)
		buf_text(&input, "NAD+FL+++ONE:A'");
	buf_text(&input, "UNT+1002+1'" MESSAGE("2") "UNZ+2+R1'");
	struct arena *a = arena_new(64 << 10);
	struct decoder *d = decoder_new(buf_slice(&input), &options);
	struct message *m;
	struct err e;
	assert_int_equal(decoder_next(d, a, &m, &e), RC_NOMEM);
	arena_reset(a);
	assert_int_equal(decoder_next(d, a, &m, &e), RC_OK);
	assert_true(slice_is(m->message_ref, "2"));
	assert_int_equal(m->travellers.count, 1);
	assert_int_equal(decoder_next(d, a, &m, &e), RC_END);
	decoder_free(d);
	arena_free(a);
	buf_release(&input);
}

/* One list of ten thousand travellers, each with a document and bags. */
static void a_very_long_list_is_read_whole(void **state)
{
	(void)state;
	struct buf input;
	buf_init(&input, 4 << 20);
	buf_text(&input, UNB "UNH+1+PAXLST:D:12B'BGM+745'TDT+20+Z9418'LOC+125+NBO'LOC+87+LIS'");
	for (int i = 0; i < 10000; i++)
		buf_printf(&input,
			   "NAD+FL+++LONGLIST:NUMBER'DTM+329:870614'FTX+BAG+++Z9%06d:3'"
			   "RFF+ABO:%d'DOC+P+X%d'DTM+36:310822'LOC+91+KEN'",
			   i * 3, i, i);
	buf_text(&input, "CNT+42:10000'UNT+70007+1'UNZ+1+R1'");
	struct arena *a = arena_new((size_t)64 << 20);
	struct decoder *d = decoder_new(buf_slice(&input), &options);
	struct message *m;
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	assert_int_equal(m->travellers.count, 10000);
	assert_int_equal(m->findings.count, 0);
	assert_int_equal(m->travellers.last->bag_tags.count, 3);
	assert_true(slice_is(m->travellers.last->documents.first->number, "X9999"));
	decoder_free(d);
	arena_free(a);
	buf_release(&input);
}

static void places_lead_back_to_the_bytes(void **state)
{
	(void)state;
	struct slice input = SLICE("junk\n" UNB "\r\n" MESSAGE("1") "\r\nUNZ+1+R1'");
	struct arena *a = arena_new(1 << 20);
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	struct slice all = slice_range(input, m->place.offset, m->place.offset + m->place.length);
	assert_true(slice_is(all, MESSAGE("1")));
	const struct traveller *t = m->travellers.first;
	struct slice one = slice_range(input, t->place.offset, t->place.offset + t->place.length);
	assert_true(slice_is(one, "NAD+FL+++HADDAD:SAMI'"));
	assert_int_equal(t->place.segment, 6);
	assert_string_equal(t->marks.first->path, "family");
	assert_int_equal(t->marks.first->segment, 6);
	decoder_free(d);
	arena_free(a);
}

/* The second message of `input` alone, as JSON without its findings. */
static void alone(struct slice input, struct buf *out, struct buf *whole)
{
	struct arena *a = arena_new(1 << 20);
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	decode_standalone(m, input, out);
	decode_write_json(m, whole);
	buf_char(whole, '\n');
	buf_char(whole, '\0');
	decoder_free(d);
	arena_free(a);
}

/* An envelope, then another UNA: the message's separators are not those of its envelope. */
static void a_message_behind_another_una_is_read_alone(void **state)
{
	(void)state;
	struct slice input = SLICE("UNA:+.? 'UNB+UNOA:4+Y8+C+260312:0312+R1'UNA:*.?#$"
				   "UNH*1*PAXLST:D:05B$BGM*250$NAD*FL***QUIBBLE:ZELDA$UNT*4*1$"
				   "UNZ*1*R1$");
	struct buf out;
	struct arena *a = arena_new(1 << 20);
	struct decoder *d = decoder_new(input, &options);
	struct message *m;
	buf_init(&out, 1 << 20);
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	assert_int_equal(m->type, MESSAGE_PAXLST);
	assert_int_equal(m->travellers.count, 1);
	decode_standalone(m, input, &out);
	decoder_free(d);
	d = decoder_new(buf_slice(&out), &options);
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	assert_int_equal(m->type, MESSAGE_PAXLST);
	assert_int_equal(m->travellers.count, 1);
	decoder_free(d);
	buf_release(&out);
	arena_free(a);
}

static void a_message_taken_out_alone_reads_the_same(void **state)
{
	(void)state;
	struct buf out;
	struct buf whole;
	buf_init(&out, 1 << 20);
	buf_init(&whole, 1 << 20);
	alone(SLICE("UNA:*.? $UNB*UNOA:4*Y8*B?*C*260312:0312*R?$2$"
		    "UNH*1*PAXLST:D:05B$BGM*250$TDT*20*Y81$LOC*125*NBO$LOC*87*LIS$UNT*6*1$"
		    "UNH*2*PAXLST:D:05B$BGM*250$TDT*20*Y82$LOC*125*NBO$LOC*87*LIS$UNT*6*2$UNZ*2*R?$2$"),
	      &out, &whole);
	assert_true(slice_is(buf_slice(&out),
			     "UNA:*.? $UNB*UNOA:4*Y8*B?*C*260312:0312*R?$2$"
			     "UNH*2*PAXLST:D:05B$BGM*250$TDT*20*Y82$LOC*125*NBO$LOC*87*LIS$UNT*6*2$"
			     "UNZ*1*R?$2$"));
	char *again = test_decode(buf_slice(&out));
	assert_string_equal(again, whole.p);
	assert_non_null(strstr(again, "\"recipient\":\"B*C\""));
	free(again);
	buf_release(&out);
	buf_release(&whole);
}

static void findings_hold_nothing_of_a_traveller(void **state)
{
	(void)state;
	char *text = test_decode(SLICE(
		UNB
		"UNH+1+PAXLST:D:12B'BGM+745'NAD+Q+++SECRETNAME:SECRETGIVEN++++++SECRETLAND'"
		"DTM+329:991399'NAT+2+SECRETNAT'DOC+SECRETTYPE+SECRETDOC'DTM+36:999999'"
		"LOC+174+SECRETPLACE'RFF+SECRET:SECRETREF'RFF+AVF:SECRETONE'RFF+AVF:SECRETTWO'"
		"MEA+CT++:SECRET'FTX+BAG+++SECRETBAG:SECRET'%SECRET'SECRET+SECRET'UNT+1+SECRET'"));
	const char *findings = strstr(text, "\"findings\"");
	assert_non_null(findings);
	assert_null(strstr(findings, "SECRET"));
	assert_null(strstr(findings, "9913"));
	free(text);
}

/* Decodes `before`, and `body` again and again up to `bytes`, in one message. */
static struct message *decode_repeated(const char *before, const char *body, size_t bytes,
				       struct arena *a)
{
	struct buf input;
	buf_init(&input, (size_t)80 << 20);
	buf_text(&input, before);
	while (input.n < bytes)
		buf_text(&input, body);
	struct decoder *d = decoder_new(buf_slice(&input), &options);
	struct message *m = NULL;
	assert_non_null(d);
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	decoder_free(d);
	buf_release(&input);
	return m;
}

#define FLIGHT_LIST UNB "UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'TDT+20+Z9418'LOC+125+NBO'LOC+87+LIS'"
#define PUSH \
	UNB "UNH+1+PNRGOV:16:1:IA'MSG+:22'ORG+Z9'TVL+110326:0555:110326:1210+NBO+LIS+Z9+418'" \
	    "SRC'RCI+Z9:ABC123'"
#define TRAVELLER \
	"NAD+FL+++HADDAD:SAMI:NADIM'ATT+2++M'DTM+329:870614'LOC+178+NBO'LOC+179+LIS'" \
	"LOC+174+UTO'NAT+2+UTO'RFF+AVF:ABC123'RFF+ABO:0000003001'DOC+P:110:111+UT0000001'" \
	"DTM+36:310822'LOC+91+UTO'"

static void a_message_of_64_megabytes_is_read_whole(void **state)
{
	(void)state;
	size_t size = (size_t)64 << 20;
	struct arena *a = arena_new((size_t)1 << 30);
	assert_non_null(a);
	const struct message *m = decode_repeated(FLIGHT_LIST, TRAVELLER, size, a);
	size_t wanted = (size - strlen(FLIGHT_LIST) + strlen(TRAVELLER) - 1) / strlen(TRAVELLER);
	assert_true(m->travellers.count == wanted && wanted > 100000);
	assert_true(arena_used(a) <= 8 * size);
	const struct place *last = &m->travellers.last->place;
	assert_int_equal(last->offset + last->length,
			 strlen(FLIGHT_LIST) + wanted * strlen(TRAVELLER));
	arena_free(a);
}

/* Quadratic work would take minutes. */
static void hostile_messages_take_linear_time(void **state)
{
	(void)state;
	static const struct {
		const char *before, *body;
	} messages[] = {
		{FLIGHT_LIST, "NAD+FL+++HADDAD:SAMI'"},
		{FLIGHT_LIST "NAD+FL'", "DOC+P+1'"},
		{FLIGHT_LIST "NAD+FL'", "FTX+BAG+++Z9204411:999'"},
		{FLIGHT_LIST "NAD+FL'", "FTX+BAG+++Z9204411:1'"},
		{FLIGHT_LIST "NAD+FL'", "RFF+SEA:1A'LOC+178+NBO'COM+1:TE'"},
		{FLIGHT_LIST, "LOC+92+LIS'"},
		{FLIGHT_LIST, "NAD+FL+++A:"},
		{PUSH, "SRC'"},
		{PUSH, "TIF+HADDAD+SAMI:A:1'"},
		{PUSH, "TIF+HADDAD+SAMI:IN'SSR+INFT:HK:1:Z9:::::HADDAD/SAMI 14JUN25'"},
		{PUSH "TIF+A+B:A:1'", "SSR+DOCS:HK:1:Z9:::::/P/UTO/1/UTO/14JUN87/F//A/B+::1'"},
		{PUSH, "SSR+DOCS:HK:1:Z9:::::/P/UTO/1/UTO/14JUN87/F//A/B-1A/B'"},
		{PUSH "TIF+A+B:A:1'", "FTI+Z9:1'FOP+CC::1:VI:4012888888881881'RCI+Z9:ABC124'"},
		{PUSH, "IFT+4:28+CTCT 4012888888881881'ADD++700:A:B:::UTO'"},
		{PUSH "IFT+4:28+", "4012888888881881"},
		{PUSH "IFT+4:28+", "4-"},
		{PUSH "SSR+DOCS:HK:1:Z9:::::", "/"},
		{PUSH, "ABI+4+Z9'SAC+++A'TIF+A+B'TVL+110326+NBO+LIS+Z9+418'"},
		{PUSH "TIF+A+B:A:1'TVL+110326+NBO+LIS+Z9+418'", "TRI+:::1'TBD++1++++Z9:204411:99'"},
	};
	for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
		struct arena *a = arena_new((size_t)256 << 20);
		clock_t start = clock();
		assert_non_null(a);
		decode_repeated(messages[i].before, messages[i].body, (size_t)1 << 20, a);
		double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
		if (seconds > 5)
			fail_msg("message %zu took %.1f s", i, seconds);
		arena_free(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_envelope_is_told_with_each_message),
		cmocka_unit_test(test_interchanges_are_marked),
		cmocka_unit_test(several_messages_and_interchanges_are_read),
		cmocka_unit_test(counts_and_references_of_the_envelope_are_checked),
		cmocka_unit_test(damage_in_one_message_costs_nothing_of_the_next),
		cmocka_unit_test(a_message_whose_unh_is_lost_is_read_by_its_first_segment),
		cmocka_unit_test(other_message_types_are_read_or_said_to_be_unknown),
		cmocka_unit_test(parts_of_a_list_are_numbered),
		cmocka_unit_test(rubbish_is_one_unreadable_message),
		cmocka_unit_test(nothing_gives_nothing),
		cmocka_unit_test(a_message_without_interchange_is_read),
		cmocka_unit_test(a_message_that_needs_too_much_memory_costs_only_itself),
		cmocka_unit_test(a_very_long_list_is_read_whole),
		cmocka_unit_test(places_lead_back_to_the_bytes),
		cmocka_unit_test(a_message_taken_out_alone_reads_the_same),
		cmocka_unit_test(a_message_behind_another_una_is_read_alone),
		cmocka_unit_test(findings_hold_nothing_of_a_traveller),
		cmocka_unit_test(a_message_of_64_megabytes_is_read_whole),
		cmocka_unit_test(hostile_messages_take_linear_time),
	};
	return cmocka_run_group_tests_name("decode/decoder", tests, NULL, NULL);
}
