/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROOT \
	"<IATA_PNRGOV_NotifRQ Version=\"13.1\" TransactionIdentifier=\"T1\" " \
	"TimeStamp=\"2026-03-11T03:56:00Z\">"
#define HEAD \
	ROOT "<Originator AirlineCode=\"Z9\"/><FlightLeg CarrierCode=\"Z9\" FlightNumber=\"418\" " \
	     "DepartureDateTime=\"2026-03-11T05:55:00\"><DepartureAirport LocationCode=\"NBO\"/>" \
	     "<ArrivalAirport LocationCode=\"LIS\"/></FlightLeg><PNRs>"
#define TAIL "</PNRs></IATA_PNRGOV_NotifRQ>"
#define LOCATOR "<BookingRefID ID=\"QX7M2P\"><CompanyName Code=\"Z9\"/></BookingRefID>"
#define WHO(rph, given, family, more) \
	"<Passenger RPH=\"" rph "\"><GivenName>" given "</GivenName><Surname>" family \
	"</Surname>" more "</Passenger>"

struct fixture {
	struct arena *arena;
	struct decoder *decoder;
	struct slice input;
};

static void begin(struct fixture *f, struct slice input)
{
	const struct decode_options options = {.today = {2026, 4, 1}};
	f->arena = arena_new((size_t)256 << 20);
	f->input = input;
	f->decoder = decoder_new(input, &options);
	assert_non_null(f->arena);
	assert_non_null(f->decoder);
}

static void end(struct fixture *f)
{
	decoder_free(f->decoder);
	arena_free(f->arena);
}

static struct message *next(struct fixture *f)
{
	struct message *m = NULL;
	struct err e;
	assert_int_equal(decoder_next(f->decoder, f->arena, &m, &e), RC_OK);
	return m;
}

static struct message *only(struct fixture *f, const char *text)
{
	begin(f, slice_of(text));
	return next(f);
}

static unsigned findings(const struct message *m, const char *code)
{
	unsigned n = 0;
	LIST_EACH(const struct finding, i, &m->findings)
	{
		n += strcmp(i->code, code) == 0;
	}
	return n;
}

static void is(struct slice s, const char *text)
{
	if (!slice_is(s, text))
		fail_msg("\"%.*s\", not \"%s\"", SLICE_ARG(s), text);
}

/* ---- places ---- */

static void a_place_is_that_of_the_element_which_holds_the_record(void **state)
{
	struct fixture f;
	const char *text = HEAD "<PNR>" LOCATOR WHO("1", "Grace", "Odhiambo", "") "</PNR>" TAIL;
	struct message *m = only(&f, text);
	(void)state;
	const struct traveller *t = m->travellers.first;
	assert_int_equal(t->place.segment, 10);
	const char *from = strstr(text, "<Passenger");
	assert_int_equal(t->place.offset, from - text);
	assert_int_equal(t->place.length, strstr(text, "</PNR>") - from);
	assert_string_equal(t->marks.first->path, "family");
	assert_int_equal(t->marks.first->segment, 10);
	assert_int_equal(m->bookings.first->place.segment, 7);
	assert_int_equal(m->place.offset, 0);
	assert_int_equal(m->place.length, strlen(text));
	end(&f);
}

static void segments_are_shown_as_their_edifact_kin(void **state)
{
	struct arena *a = arena_new(1 << 20);
	segment_texts out = {0};
	struct err e;
	(void)state;
	const char *text = HEAD
		"<PNR>" LOCATOR WHO("1", "Gr&#97;ce", "Odhiambo", "<FareInfo/>") "</PNR>" TAIL;
	assert_int_equal(decode_segments(slice_of(text), a, &out, &e), RC_OK);
	const struct segment_text *s = out.first;
	static const char *const tags[] = {"UNH", "ORG", "TVL", "EQN", "SRC", "RCI", "TIF", "FAR"};
	size_t bytes = 0;
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++, s = s->next) {
		assert_non_null(s);
		assert_string_equal(s->tag, tags[i]);
		bytes += s->text.n;
		if (strcmp(s->tag, "TIF") == 0)
			is(s->text, "<Passenger RPH=\"1\"><GivenName>Gr&#97;ce</GivenName><Surname>"
				    "Odhiambo</Surname>");
	}
	assert_null(s);
	assert_int_equal(bytes, strlen(text));
	arena_free(a);
}

/* ---- several documents ---- */

static void each_document_of_an_input_is_a_message_and_stands_alone(void **state)
{
	struct fixture f;
	const char *one = HEAD "<PNR>" LOCATOR WHO("1", "A", "B", "") "</PNR>" TAIL;
	char text[4096];
	(void)state;
	(void)snprintf(text, sizeof text, "\xEF\xBB\xBF<?xml version=\"1.0\"?>%s\r\n%s junk %s",
		       one, one, one);
	begin(&f, slice_of(text));
	for (int i = 0; i < 3; i++) {
		struct message *m = next(&f);
		struct buf alone;
		struct fixture again;
		assert_int_equal(m->travellers.count, 1);
		assert_int_equal(findings(m, "text-outside-interchange"), i == 2);
		buf_init(&alone, 1 << 20);
		decode_standalone(m, f.input, &alone);
		begin(&again, buf_slice(&alone));
		struct message *same = next(&again);
		assert_int_equal(same->type, MESSAGE_PNRGOV_XML);
		is(same->travellers.first->family, "B");
		assert_int_equal(same->travellers.first->place.segment,
				 m->travellers.first->place.segment);
		end(&again);
		buf_release(&alone);
	}
	struct message *m;
	assert_int_equal(decoder_next(f.decoder, f.arena, &m, NULL), RC_END);
	end(&f);
}

static void an_envelope_around_the_push_is_passed_over(void **state)
{
	struct fixture f;
	struct message *m = only(
		&f, "<s:Envelope><s:Header><a>1</a></s:Header><s:Body>" HEAD
		    "<PNR>" LOCATOR WHO("1", "A", "B", "") "</PNR>" TAIL "</s:Body></s:Envelope>");
	(void)state;
	assert_int_equal(m->type, MESSAGE_PNRGOV_XML);
	assert_int_equal(m->travellers.count, 1);
	assert_false(m->unreadable);
	end(&f);
}

static void edifact_within_xml_is_read_as_edifact(void **state)
{
	struct fixture f;
	struct message *m = only(&f,
				 "<mail><![CDATA[UNB+UNOA:4+A+B+260311:0312+1'UNH+1+PAXLST:D:12B'"
				 "BGM+745'UNT+3+1'UNZ+1+1']]></mail>");
	(void)state;
	assert_int_equal(m->type, MESSAGE_PAXLST);
	end(&f);
}

/* ---- damage and attack ---- */

static void a_damaged_traveller_costs_its_neighbours_nothing(void **state)
{
	struct fixture f;
	struct message *m =
		only(&f, HEAD "<PNR>" LOCATOR WHO("1", "A", "One", "") WHO("2", "B & C", "Two", "")
				 WHO("3", "D", "Three", "") "</PNR><PNR>" WHO("1", "E", "Four",
									      "") "</PNR>" TAIL);
	(void)state;
	assert_int_equal(findings(m, "xml-damaged"), 1);
	assert_int_equal(m->bookings.count, 2);
	assert_int_equal(m->travellers.count, 4);
	is(m->travellers.first->next->next->family, "Three");
	is(m->bookings.first->locator, "QX7M2P");
	assert_int_equal(m->travellers.last->booking, 1);
	end(&f);
}

static void what_stands_before_a_cut_is_kept(void **state)
{
	struct fixture f;
	struct message *m = only(&f, HEAD "<PNR>" LOCATOR WHO("1", "A", "One", "") "<Passenger RP");
	(void)state;
	assert_int_equal(findings(m, "xml-damaged"), 1);
	assert_int_equal(m->travellers.count, 1);
	is(m->travellers.first->family, "One");
	end(&f);
}

static void a_comment_is_not_read_behind_damage(void **state)
{
	struct fixture f;
	struct message *m =
		only(&f, HEAD "<PNR>" LOCATOR "<!-- a -- b " WHO("1", "No", "Body", "") "-->" WHO(
				 "2", "Some", "Body", "") "</PNR>" TAIL);
	(void)state;
	assert_int_equal(m->travellers.count, 1);
	is(m->travellers.first->given, "Some");
	end(&f);
}

static void a_doctype_is_refused_and_its_entities_are_not_expanded(void **state)
{
	struct fixture f;
	struct message *m = only(&f, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hosts\">]>" HEAD
				     "<PNR>" WHO("1", "&x;", "B", "") "</PNR>" TAIL);
	(void)state;
	assert_true(m->unreadable);
	assert_int_equal(findings(m, "xml-refused"), 1);
	assert_int_equal(m->travellers.count, 0);
	end(&f);
}

static void an_entity_that_is_not_declared_is_damage(void **state)
{
	struct fixture f;
	struct message *m = only(&f, HEAD "<PNR>" LOCATOR WHO("1", "&x;", "B", "") "</PNR>" TAIL);
	(void)state;
	assert_int_equal(findings(m, "xml-damaged"), 1);
	assert_false(m->unreadable);
	end(&f);
}

static void depth_has_a_limit(void **state)
{
	struct fixture f;
	struct buf text;
	(void)state;
	buf_init(&text, 1 << 20);
	buf_text(&text, HEAD "<PNR>" LOCATOR);
	for (int i = 0; i < 10000; i++)
		buf_text(&text, "<a>");
	for (int i = 0; i < 10000; i++)
		buf_text(&text, "</a>");
	buf_text(&text, WHO("1", "A", "B", "") "</PNR>" TAIL);
	begin(&f, buf_slice(&text));
	struct message *m = next(&f);
	assert_int_equal(findings(m, "element-too-deep"), 1);
	assert_int_equal(m->travellers.count, 1);
	end(&f);
	buf_release(&text);
}

static void damage_without_end_takes_linear_time(void **state)
{
	struct fixture f;
	struct buf text;
	struct message *m;
	(void)state;
	buf_init(&text, 64 << 20);
	buf_text(&text, HEAD);
	for (int i = 0; i < 1000000; i++)
		buf_text(&text, "<PNR &");
	begin(&f, buf_slice(&text));
	int64_t from = clock_monotonic();
	m = next(&f);
	assert_true(findings(m, "xml-damaged") > 0);
	assert_int_equal(decoder_next(f.decoder, f.arena, &m, NULL), RC_END);
	assert_true(clock_monotonic() - from < 20 * SECOND_US);
	end(&f);
	buf_release(&text);
}

static void many_small_documents_take_linear_time(void **state)
{
	struct fixture f;
	struct buf text;
	struct message *m;
	unsigned count = 0;
	(void)state;
	buf_init(&text, 64 << 20);
	for (int i = 0; i < 50000; i++)
		buf_text(&text, "<IATA_PNRGOV_NotifRQ/>");
	begin(&f, buf_slice(&text));
	while (decoder_next(f.decoder, f.arena, &m, NULL) == RC_OK) {
		arena_reset(f.arena);
		count++;
	}
	assert_int_equal(count, 50000);
	end(&f);
	buf_release(&text);
}

/* ---- values ---- */

static void bytes_that_are_no_utf8_are_latin1(void **state)
{
	struct fixture f;
	struct message *m =
		only(&f, HEAD "<PNR>" LOCATOR WHO("1", "Jos\xE9", "B", "") "</PNR>" TAIL);
	(void)state;
	is(m->travellers.first->given, "Jos\xC3\xA9");
	assert_int_equal(findings(m, "charset-undeclared"), 1);
	end(&f);
}

static void both_spellings_of_a_service_code_are_read(void **state)
{
	struct fixture f;
	struct message *m = only(
		&f, HEAD "<PNR>" LOCATOR WHO("1", "A", "B", "<SSR SSRCode=\"CHLD\"/>")
			    WHO("2", "C", "B", "<SSR SSR_Code=\"UMNR\"/><SSR/>") "</PNR>" TAIL);
	(void)state;
	assert_int_equal(m->travellers.first->role, ROLE_CHILD);
	assert_int_equal(m->travellers.last->role, ROLE_UNACCOMPANIED_MINOR);
	assert_int_equal(findings(m, "service-code-missing"), 1);
	end(&f);
}

static void an_unmasked_card_is_reduced(void **state)
{
	struct fixture f;
	struct message *m = only(
		&f,
		HEAD "<PNR>" LOCATOR WHO(
			"1", "A", "B",
			"<TicketDocument TicketDocumentNbr=\"7771402233445\"><PaymentInfo "
			"PaymentType=\"CC\" AccountNbr=\"4111111111111111\"/></TicketDocument>") "<SSR SSRCode=\"OTHS\"><Text>CARD 4111 1111 1111 1111</Text></SSR></PNR>" TAIL);
	(void)state;
	is(m->bookings.first->payments.first->card, "411111XXXXXX1111");
	is(m->bookings.first->service_requests.last->text, "CARD 4111 11XX XXXX 1111");
	is(m->travellers.first->tickets.first->number, "7771402233445");
	end(&f);
}

static void a_locator_alone_is_a_withdrawn_booking(void **state)
{
	struct fixture f;
	struct message *m = only(&f, HEAD "<PNR>" LOCATOR "</PNR><PNR>" LOCATOR WHO(
					     "1", "A", "B", "") "</PNR>" TAIL);
	(void)state;
	assert_true(m->bookings.first->cancelled);
	assert_false(m->bookings.last->cancelled);
	end(&f);
}

static void a_zone_that_is_said_is_applied_to_instants_only(void **state)
{
	struct fixture f;
	char local[LOCAL_TIME_TEXT];
	struct message *m = only(
		&f, HEAD
		"<PNR PNR_CreationDate=\"2026-01-14T00:30:00+03:00\" "
		"PNR_TransDate=\"2026-01-14T10:12Z\">" LOCATOR
		"<Flight DepartureDateTime=\"2026-03-11T05:55:00+03:00\" FlightNumber=\"418\"/>"
		"</PNR>" TAIL);
	(void)state;
	is(m->bookings.first->created_at, "2026-01-13T21:30:00Z");
	is(m->bookings.first->changed_at, "2026-01-14T10:12Z");
	local_time_write(m->bookings.first->segments.first->departs, local);
	assert_string_equal(local, "2026-03-11T05:55");
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_is_that_of_the_element_which_holds_the_record),
		cmocka_unit_test(segments_are_shown_as_their_edifact_kin),
		cmocka_unit_test(each_document_of_an_input_is_a_message_and_stands_alone),
		cmocka_unit_test(an_envelope_around_the_push_is_passed_over),
		cmocka_unit_test(edifact_within_xml_is_read_as_edifact),
		cmocka_unit_test(a_damaged_traveller_costs_its_neighbours_nothing),
		cmocka_unit_test(what_stands_before_a_cut_is_kept),
		cmocka_unit_test(a_comment_is_not_read_behind_damage),
		cmocka_unit_test(a_doctype_is_refused_and_its_entities_are_not_expanded),
		cmocka_unit_test(an_entity_that_is_not_declared_is_damage),
		cmocka_unit_test(depth_has_a_limit),
		cmocka_unit_test(damage_without_end_takes_linear_time),
		cmocka_unit_test(many_small_documents_take_linear_time),
		cmocka_unit_test(bytes_that_are_no_utf8_are_latin1),
		cmocka_unit_test(both_spellings_of_a_service_code_are_read),
		cmocka_unit_test(an_unmasked_card_is_reduced),
		cmocka_unit_test(a_locator_alone_is_a_withdrawn_booking),
		cmocka_unit_test(a_zone_that_is_said_is_applied_to_instants_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
