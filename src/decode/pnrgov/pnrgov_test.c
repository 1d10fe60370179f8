/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "decode/reader.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define UNB "UNB+IATA:1+Z9+PTPIU+260311:0356+R1'UNH+1+PNRGOV:13:1:IA+C1'"
#define PUSH "MSG+:22'ORG+Z9:NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+1'"
#define UPDATE "MSG+:141'ORG+Z9:NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+1'"
#define START "SRC'RCI+Z9:QX7M2P::140126:1012'ORG+Z9++++A'"
#define FLIGHT "TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'RPI+1+HK'"
#define CLARA "TIF+MEER+CLARAMRS:A:1'"
#define END "UNT+9+1'UNZ+1+R1'"

/* One message as read; freed by the next read and at the test's end. */
struct reading {
	struct arena *arena;
	char *input;
	struct message m;
};

static void release(struct reading *g)
{
	arena_free(g->arena);
	free(g->input);
	*g = (struct reading){0};
}

static void read_within(struct reading *g, struct slice text, size_t memory)
{
	release(g);
	/* A copy of its own, so that a sanitizer sees reads beyond the end. */
	g->input = malloc(text.n + 1);
	g->arena = arena_new(memory);
	struct edi_reader *r = malloc(sizeof *r);
	if (!g->input || !g->arena || !r)
		abort();
	memcpy(g->input, text.p, text.n);
	g->m.declared = (struct declared){-1, -1, -1, -1};
	edi_init(r, (struct slice){g->input, text.n}, g->arena, &g->m.findings);
	while (edi_next(r) == RC_OK && !edi_tag_is(&r->segment, "UNH"))
		;
	struct message_context context = {.date = {2026, 3, 11}};
	pnrgov_read(r, &g->m, &context);
	free(r);
}

static void read_input(struct reading *g, struct slice text)
{
	read_within(g, text, (size_t)256 << 20);
	assert_false(arena_failed(g->arena));
}

static const struct message *reads(void **state, const char *body)
{
	struct reading *g = *state;
	struct buf text;
	buf_init(&text, 1 << 20);
	buf_printf(&text, "%s%s%s", UNB, body, END);
	read_input(g, buf_slice(&text));
	buf_release(&text);
	return &g->m;
}

static int set_up(void **state)
{
	*state = calloc(1, sizeof(struct reading));
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	release(*state);
	free(*state);
	return 0;
}

static void is(struct slice s, const char *text)
{
	if (!slice_is(s, text))
		fail_msg("expected \"%s\", got \"%.*s\"", text, SLICE_ARG(s));
}

static void is_day(struct date d, const char *text)
{
	char got[DATE_TEXT] = "none";
	if (date_present(d))
		date_write(d, got);
	assert_string_equal(got, text);
}

static void is_time(struct local_time t, const char *text)
{
	char got[LOCAL_TIME_TEXT] = "none";
	if (local_time_present(t))
		local_time_write(t, got);
	assert_string_equal(got, text);
}

static unsigned found(const struct message *m, const char *code)
{
	unsigned n = 0;
	LIST_EACH(const struct finding, f, &m->findings)
	n += strcmp(f->code, code) == 0;
	return n;
}

/* Nothing is wrong with it. */
static void is_clean(const struct message *m)
{
	LIST_EACH(const struct finding, f, &m->findings)
	fail_msg("finding %s in segment %u: %.*s", f->code, f->segment, SLICE_ARG(f->text));
}

static const struct traveller *traveller(const struct message *m, unsigned index)
{
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (t->index == index)
			return t;
	}
	fail_msg("no traveller %u", index);
	static const struct traveller nobody;
	return &nobody;
}

static const struct booking *booking(const struct message *m, unsigned index)
{
	LIST_EACH(const struct booking, b, &m->bookings)
	{
		if (b->index == index)
			return b;
	}
	fail_msg("no booking %u", index);
	static const struct booking none;
	return &none;
}

/* ---- The push ---- */

static void a_full_push_says_what_it_is(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA FLIGHT);
	is_clean(m);
	assert_int_equal(m->function, FUNCTION_FULL);
	assert_int_equal(m->declared.bookings, 1);
	const struct flight *f = m->flights.first;
	is(f->carrier, "Z9");
	is(f->number, "418");
	is(f->legs.first->from, "NBO");
	is(f->legs.first->to, "LIS");
	is_time(f->legs.first->departs, "2026-03-11T05:55");
	is_time(f->legs.first->arrives, "2026-03-11T13:20");
	assert_true(f->legs.first->border);
	const struct booking *b = booking(m, 0);
	is(b->locator, "QX7M2P");
	is(b->carrier, "Z9");
	is(b->created_at, "2026-01-14T10:12Z");
	assert_int_equal(b->party_size, 1);
	assert_int_equal(traveller(m, 0)->booking, 0);
	is(traveller(m, 0)->given, "CLARA");
	is(traveller(m, 0)->title, "MRS");
}

static void a_push_without_msg_is_full(void **state)
{
	const struct message *m =
		reads(state, "TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'" START CLARA);
	assert_int_equal(m->function, FUNCTION_FULL);
	assert_int_equal(found(m, "function-missing"), 1);
	assert_int_equal(m->travellers.count, 1);
}

static void an_unknown_function_is_kept_and_reported(void **state)
{
	const struct message *m = reads(state, "MSG+:77'" START CLARA);
	assert_int_equal(m->function, FUNCTION_OTHER);
	is(m->function_code, "77");
	assert_int_equal(found(m, "function-unknown"), 1);
	assert_int_equal(found(m, "flight-missing"), 1);
	assert_int_equal(m->travellers.count, 1);
}

static void the_number_of_bookings_is_compared(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA START CLARA);
	assert_int_equal(m->bookings.count, 2);
	assert_int_equal(found(m, "booking-count-mismatch"), 1);
}

static void an_update_cancels_by_an_empty_originator(void **state)
{
	static const char *const empty[] = {"ORG'", "ORG+:+:++++:+'", "ORG++'"};
	for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
		char body[300] = UPDATE "SRC'RCI+Z9:T9W2HH::200226:0810'DAT+700:110326:0431'";
		strcat(body, empty[i]);
		const struct message *m = reads(state, body);
		is_clean(m);
		assert_true(booking(m, 0)->cancelled);
		assert_int_equal(booking(m, 0)->party_size, -1);
	}
}

static void only_an_empty_booking_of_an_update_is_cancelled(void **state)
{
	assert_false(booking(reads(state, PUSH "SRC'RCI+Z9:T9W2HH'ORG'"), 0)->cancelled);
	assert_false(booking(reads(state, UPDATE "SRC'RCI+Z9:T9W2HH'ORG+Z9'"), 0)->cancelled);
	assert_false(booking(reads(state, UPDATE "SRC'RCI+Z9:T9W2HH'"), 0)->cancelled);
	const struct message *m = reads(state, UPDATE "SRC'RCI+Z9:T9W2HH'ORG'" CLARA FLIGHT);
	assert_false(booking(m, 0)->cancelled);
	is_clean(m);
}

/* ---- The booking ---- */

static void the_locator_of_the_operating_carrier_is_the_bookings(void **state)
{
	const struct message *m =
		reads(state, PUSH "SRC'RCI+1A:HOST01::130126:0900+Z9:OWN001:230818:101234'" CLARA);
	const struct booking *b = booking(m, 0);
	is(b->locator, "OWN001");
	is(b->created_at, "2018-08-23T10:12:34Z"); /* the date stands in the type's place */
	assert_int_equal(b->other_locators.count, 1);
	is(b->other_locators.first->locator, "HOST01");
	is(b->other_locators.first->carrier, "1A");
}

static void who_made_the_booking_is_read(void **state)
{
	const struct message *m = reads(
		state, PUSH "SRC'RCI+Z9:A1'ORG+1Y:NBO+99999993:TT01+NBO++T+KE:KES:EN+A1B2'" CLARA);
	const struct agency *a = &booking(m, 0)->agency;
	is(a->iata, "99999993");
	is(a->city, "NBO");
	is(a->country, "KEN");
	is(a->agent, "T");
	is(a->system, "1Y");
	is(a->sign, "A1B2");
	m = reads(state, PUSH "SRC'RCI+Z9:A1'ORG+DL:IAD+70379193:LON+++A+GB:GBP+D050517'" CLARA);
	is(booking(m, 0)->agency.city, "LON");
	is(booking(m, 0)->agency.country, "GBR");
}

static void a_split_booking_names_the_other_part(void **state)
{
	const struct message *m = reads(state,
					PUSH START CLARA FLIGHT "EQN+1'RCI+Z9:R4TU1B'EQN+2'"
								"RCI+Z9:OLDER1::010126:0800'");
	is_clean(m);
	is(booking(m, 0)->split_to.first->locator, "R4TU1B");
	is(booking(m, 0)->split_from.first->locator, "OLDER1");
	is(booking(m, 0)->locator, "QX7M2P");
}

static void instants_keep_what_was_sent(void **state)
{
	const struct message *m =
		reads(state, PUSH "SRC'RCI+Z9:A1'DAT+700:110326+710:140126:103059'" CLARA FLIGHT);
	is(booking(m, 0)->changed_at, "2026-03-11");
	is(booking(m, 0)->ticketed_at, "2026-01-14T10:30:59Z");
	m = reads(state, PUSH "SRC'RCI+Z9:A1'DAT+700:310226:0900'DAT+710:140126:2561'" CLARA);
	assert_false(slice_present(booking(m, 0)->changed_at));
	is(booking(m, 0)->ticketed_at, "2026-01-14");
	assert_int_equal(found(m, "date-wrong"), 1);
	assert_int_equal(found(m, "time-wrong"), 1);
}

static void addresses_and_contacts_belong_to_whom_they_stand_with(void **state)
{
	const struct message *m = reads(state, PUSH START
					"ADD++700:1 ELM ST:NAIROBI:::KE:00100:254200000009'"
					"IFT+4:28+Z9 CTCE CLARA//MAIL.EXAMPLE'" CLARA
					"ADD++702:2 OAK ST:LISBOA:::PT'SSR+CTCM:HK:1:Z9:::::"
					"351912000000/EN'" FLIGHT);
	is_clean(m);
	const struct booking *b = booking(m, 0);
	is(b->addresses.first->country, "KEN");
	is(b->addresses.first->use, "contact");
	is(traveller(m, 0)->addresses.first->use, "home");
	assert_int_equal(b->contacts.count, 3);
	is(b->contacts.first->value, "254200000009");
	is(b->contacts.first->next->value, "CLARA@MAIL.EXAMPLE");
	assert_int_equal(b->contacts.first->next->traveller, -1);
	is(b->service_requests.first->carrier, "Z9");
	is(b->contacts.last->value, "351912000000");
	assert_int_equal(b->contacts.last->traveller, 0);
}

/* ---- Travellers ---- */

static void travellers_without_documents_exist(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA
					"TIF+MEER+JOOSTMR:A:2'" FLIGHT
					"SSR+DOCS:HK:1:Z9:::::/P/NLD/N1/NLD/14JUN87/F/"
					"22AUG31/MEER/CLARA/ANNA+::1'");
	is_clean(m);
	assert_int_equal(m->travellers.count, 2);
	const struct traveller *clara = traveller(m, 0);
	is(clara->middle, "ANNA");
	is(clara->sex, "F");
	is(clara->nationality, "NLD");
	is_day(clara->birth_date, "1987-06-14");
	is(clara->documents.first->number, "N1");
	is_day(clara->documents.first->expires, "2031-08-22");
	assert_int_equal(traveller(m, 1)->documents.count, 0);
	assert_false(date_present(traveller(m, 1)->birth_date));
}

static void documents_are_joined_by_name_where_no_reference_is(void **state)
{
	const struct message *m =
		reads(state,
		      PUSH START CLARA "TIF+MEER+JOOSTMR:A:2'" FLIGHT
				       "SSR+DOCS:HK:1:Z9:::::/P/NLD/N2/NLD/14JUN85/M//MEER/JOOST'"
				       "SSR+DOCS:HK:1:Z9:::::/P/NLD/N3/NLD/14JUN85/M//OTTEN/PIET'");
	is(traveller(m, 1)->documents.first->number, "N2");
	assert_int_equal(traveller(m, 0)->documents.count, 0);
	assert_int_equal(found(m, "traveller-unclear"), 1);
	assert_int_equal(booking(m, 0)->service_requests.first->traveller, 1);
	assert_int_equal(booking(m, 0)->service_requests.last->traveller, -1);
}

static void documents_in_another_name_keep_it(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA
					"SSR+DOCS:HK:1:Z9:::::/P/NLD/N1/NLD/14JUN87/F//"
					"OTTEN/PIA+::1'" FLIGHT);
	is(traveller(m, 0)->family, "MEER");
	is(traveller(m, 0)->documents.first->holder_family, "OTTEN");
	is(traveller(m, 0)->documents.first->holder_given, "PIA");
	assert_int_equal(found(m, "name-differs"), 1);
}

static void names_agree_as_airlines_write_them(void **state)
{
	static const char *const same[][2] = {
		{"TIF+YY+MOANMISS:A:1'", "Y/MOAN"},
		{"TIF+ATUYETMAIVAN+MISS:A:1'", "A/TUYETMAIVAN"},
		{"TIF+O?'CONNOR+MARY JANE:A:1'", "OCONNOR/MARYJANE"},
		{"TIF+VAN DER MEER+GRACEAKINYIMRS:A:1'", "VANDERMEER/GRACE/AKINYI"},
		{"TIF+MEER+J:A:1'", "MEER/JOOST"},
	};
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		char body[400] = PUSH START;
		strcat(body, same[i][0]);
		strcat(body, "SSR+DOCS:HK:1:Z9:::::/P/NLD/N1/NLD/14JUN87/F//");
		strcat(body, same[i][1]);
		strcat(body, "+::1'" FLIGHT);
		const struct message *m = reads(state, body);
		is_clean(m);
		is(traveller(m, 0)->documents.first->holder_family, "");
	}
}

static void what_one_text_says_of_several_is_told_apart(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA
					"TIF+MEER+JOOSTMR:A:2'" FLIGHT
					"SSR+NSST:HK:2:Z9:::NBO:LIS:12A12BN'"
					"SSR+TKNE:HK:1:Z9:::NBO:LIS:7771402233445C1+::1'"
					"SSR+TKNE:HK:1:Z9:::NBO:LIS:.7771402233446C1+::2'"
					"SSR+SEAT:HK:1:Z9:::NBO:LIS++15A::1'"
					"SSR+UMNR:HK:1:Z9:::NBO:LIS:UM10+::2'"
					"SSR+CTCM:HK:1:Z9:::::351912000000-1MEER/JOOSTMR'"
					"SSR+FOID:HK:1:Z9:::::PPN77-1MEER/CLARAMRS+::1'"
					"TIF+MEER+CLARAMRS:A:1'SSD+12A'");
	is_clean(m);
	assert_int_equal(m->travellers.count, 2);
	is(traveller(m, 0)->seats.last->seat, "15A");
	is(traveller(m, 0)->seats.first->next->seat, "12A");
	assert_int_equal(booking(m, 0)->service_requests.count, 7);
	is(traveller(m, 1)->seats.first->seat, "12B");
	is(traveller(m, 0)->tickets.first->number, "7771402233445");
	is(traveller(m, 1)->tickets.first->number, "7771402233446");
	assert_int_equal(traveller(m, 1)->role, ROLE_UNACCOMPANIED_MINOR);
	assert_int_equal(booking(m, 0)->contacts.first->traveller, 1);
	is(traveller(m, 0)->documents.first->number, "N77");
	assert_int_equal(traveller(m, 0)->boarded, YES);
}

static void a_visa_an_address_and_a_birth_place_are_joined(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA
		      "SSR+DOCO:HK:1:Z9:::::/KISUMU KEN/V/VS1/NAIROBI/02FEB26/PRT+::1'"
		      "SSR+DOCA:HK:1:Z9:::::/D/PRT/RUA NOVA 14/LISBOA//1100-001+::1'"
		      "SSR+DOCA:HK:1:Z9:::::/R/KE/ELM ST/NAIROBI+::1'" FLIGHT);
	is_clean(m);
	const struct traveller *t = traveller(m, 0);
	is(t->birth_city, "KISUMU");
	is(t->birth_country, "KEN");
	is(t->residence, "KEN");
	is(t->documents.first->type, "V");
	is(t->documents.first->issuer, "PRT");
	is_day(t->documents.first->issued, "2026-02-02");
	assert_int_equal(t->addresses.count, 2);
	is(t->addresses.first->use, "destination");
}

static void a_group_name_is_no_traveller_but_counts(void **state)
{
	const struct message *m =
		reads(state, PUSH START "TIF+SEETHE WORLD:G'" CLARA "TIF+MEER+JOOSTMR:A:2'" FLIGHT);
	is_clean(m);
	assert_int_equal(m->travellers.count, 2);
	assert_int_equal(booking(m, 0)->party_size, 3);
	m = reads(state, PUSH START "TIF+SEETHE WORLD:G'TVL+110326:0555+NBO+LIS+Z9+418'RPI+25+HK'");
	assert_int_equal(m->travellers.count, 0);
	assert_int_equal(booking(m, 0)->party_size, 25);
	is_clean(m);
}

static void the_references_are_the_carriers(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA
					"REF+:44170001'FTI+Z9:104417720:1::GOLD'" FLIGHT
					"SSR+FQTV:HK:1:Z9:::::Z9104417720-1MEER/CLARAMRS'");
	is_clean(m);
	is(traveller(m, 0)->reference, "44170001");
	assert_int_equal(traveller(m, 0)->frequent_flyer.count, 1);
	is(traveller(m, 0)->frequent_flyer.first->tier, "GOLD");
}

/* ---- Infants ---- */

static void an_infant_known_only_from_inft_is_a_traveller(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA FLIGHT
		      "SSR+INFT:HK:1:Z9:::NBO:LIS:MEER/LOTTEMISS 03MAY25+::1'"
		      "SSR+INFT:HK:1:Z9:::LIS:MAD:MEER/LOTTEMISS 03MAY25+::1'"
		      "SSR+DOCS:HK:1:Z9:::::/P/NLD/N9/NLD/03MAY25/FI//MEER/LOTTE+::1'"
		      "SSR+TKNE:HK:1:Z9:::NBO:LIS:INF7771402233446C1+::1'");
	is_clean(m);
	assert_int_equal(m->travellers.count, 2);
	const struct traveller *lotte = traveller(m, 1);
	assert_int_equal(lotte->role, ROLE_INFANT);
	assert_int_equal(lotte->infant_of, 0);
	assert_int_equal(lotte->booking, 0);
	is(lotte->given, "LOTTE");
	is(lotte->title, "MISS");
	is(lotte->sex, "F");
	is_day(lotte->birth_date, "2025-05-03");
	is(lotte->documents.first->number, "N9");
	is(lotte->tickets.first->number, "7771402233446");
	assert_int_equal(traveller(m, 0)->documents.count, 0);
	assert_int_equal(traveller(m, 0)->tickets.count, 0);
	assert_int_equal(booking(m, 0)->party_size, 2);
}

static void infants_find_their_adults(void **state)
{
	const struct message *m = reads(state, PUSH START
					"TIF+MEER+CLARAMRS:A:1:1'TIF+OTTEN+PIAMRS:A:2:1'"
					"TIF+MEER+LOTTE:IN:1.1'TIF+OTTEN+TIM:IN:2I'" FLIGHT);
	assert_int_equal(traveller(m, 2)->infant_of, 0);
	assert_int_equal(traveller(m, 3)->infant_of, 1);
	/* By what the adult says, in the order of the message. */
	m = reads(state, PUSH START "TIF+MEER+JANMR:A:1'TIF+OTTEN+PIAMRS:A:2:1'TIF+OTTEN+TIM:IN'");
	assert_int_equal(traveller(m, 2)->infant_of, 1);
	/* By the name in INFT. */
	m = reads(state, PUSH START "TIF+MEER+CLARAMRS:A:1:1'TIF+OTTEN+PIAMRS:A:2:1'"
				    "TIF+OTTEN+TIM:IN'TIF+MEER+LOTTE:IN'" FLIGHT
				    "SSR+INFT:HK:1:Z9:::NBO:LIS:OTTEN/TIM 03MAY25+::2'"
				    "SSR+INFT:HK:1:Z9:::NBO:LIS:MEER/LOTTE 03MAY25+::1'");
	assert_int_equal(m->travellers.count, 4);
	assert_int_equal(traveller(m, 2)->infant_of, 1);
	assert_int_equal(traveller(m, 3)->infant_of, 0);
}

static void an_infants_document_never_becomes_the_adults(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA FLIGHT
		      "SSR+DOCS:HK:1:Z9:::::/P/NLD/N9/NLD/03MAY25/MI//MEER/TIM+::1'");
	assert_int_equal(m->travellers.count, 2);
	assert_int_equal(traveller(m, 0)->documents.count, 0);
	is(traveller(m, 0)->sex, "");
	is(traveller(m, 1)->given, "TIM");
	assert_int_equal(traveller(m, 1)->infant_of, 0);
	/* Nobody is named: it is not known whose it is. */
	m = reads(state,
		  PUSH START CLARA FLIGHT "SSR+DOCS:HK:1:Z9:::::/P/NLD/N9/NLD/03MAY25/MI//+::1'");
	assert_int_equal(m->travellers.count, 1);
	assert_int_equal(traveller(m, 0)->documents.count, 0);
	assert_int_equal(found(m, "traveller-unclear"), 1);
}

static void a_reference_like_an_infants_may_be_the_traveller(void **state)
{
	/* Some hosts say 1.1 for the first traveller. */
	const struct message *m =
		reads(state, PUSH START CLARA
		      "TIF+MEER+TIM:IN:2'" FLIGHT
		      "SSR+DOCS:HK:1:Z9:::::/P/NLD/N1/NLD/14JUN87/F//MEEER/KLARA ANNA+::1.1'"
		      "SSR+DOCS:HK:1:Z9:::::/P/NLD/N9/NLD/03MAY25/M//MEER/TIM JAN+::1.1'"
		      "SSR+SEAT:HK:1:Z9:::NBO:LIS+14C::7+14D::8'");
	assert_int_equal(m->travellers.count, 2);
	is(traveller(m, 0)->documents.first->number, "N1");
	is(traveller(m, 0)->documents.first->holder_family, "MEEER");
	is(traveller(m, 0)->middle, "");
	is(traveller(m, 1)->documents.first->number, "N9");
	is(traveller(m, 1)->middle, "JAN");
	assert_int_equal(found(m, "name-differs"), 1);
	assert_int_equal(found(m, "traveller-unknown"), 1);
}

/* ---- Tickets and payments ---- */

static void tickets_and_payments_belong_to_their_traveller(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA
		      "TKT+7771402233445:T:1'MON+B:390.00:USD+T:512.40:USD'"
		      "PTK+NR++100326:2359+Z9+777+NBO'TXD++48.00:KE:USD:TU'"
		      "FOP+CC::512.40:VI:4111111111111111:0928'"
		      "IFT+4:43+CLARA MEER+1 ELM ST+254200000009'"
		      "TIF+MEER+JOOSTMR:A:2'TKT+:1'MON+T:FREE'FOP+CA::10,50'" FLIGHT);
	is_clean(m);
	is(traveller(m, 0)->tickets.first->number, "7771402233445");
	is(traveller(m, 0)->tickets.first->type, "T");
	is(traveller(m, 1)->tickets.first->type, "1"); /* without a ticket */
	is(traveller(m, 1)->tickets.first->number, "");
	const struct booking *b = booking(m, 0);
	is(b->fares.first->amount, "512.40");
	is(b->fares.first->base_amount, "390.00");
	is(b->fares.last->word, "FREE");
	is(b->fares.last->amount, "");
	const struct payment *pay = b->payments.first;
	is(pay->card, "411111XXXXXX1111");
	is(pay->currency, "USD");
	is(pay->payer, "CLARA MEER");
	assert_int_equal(pay->traveller, 0);
	is(b->addresses.first->use, "billing");
	is(b->addresses.first->street, "1 ELM ST");
	is(b->contacts.first->value, "254200000009");
	is(pay->next->amount, "10.50");
	is(pay->next->currency, ""); /* not that of the other traveller's fare */
	assert_int_equal(pay->next->traveller, 1);
}

static bool holds(struct slice s, const char *text)
{
	return s.n > 0 && memmem(s.p, s.n, text, strlen(text)) != NULL;
}

static void no_full_card_number_comes_out_of_a_text(void **state)
{
	const struct message *m =
		reads(state, PUSH START
		      "IFT+4:28::Z9+CC VI4111111111111111 EXP 0928'"
		      "SSR+OTHS:HK:1:Z9:::::CARD 4111 1111 1111 1111'" CLARA
		      "SSR+FOID:HK:1:Z9:::::CC4111111111111111+::1'"
		      "ADD++700:4111111111111111:NAIROBI'REF+:4111111111111111'"
		      "TKT+4111111111111111:T'" FLIGHT "LTS+CC VI4111111111111111/0928'"
		      "ABI+4'DAT+T:100326:2211'SAC+++X'SSR+EPAY:HK:1:Z9:::::4111111111111111'"
		      "SAC+++A'IFT+4:19+4111111111111111'");
	unsigned masked = 0;
	const struct booking *b = booking(m, 0);
	LIST_EACH(const struct service_request, r, &b->service_requests)
	{
		assert_false(holds(r->text, "4111111111111111"));
		assert_false(holds(r->text, "4111 1111 1111 1111"));
		masked += holds(r->text, "X");
	}
	LIST_EACH(const struct history, h, &b->history)
	{
		assert_false(holds(h->text, "4111111111111111"));
		masked += holds(h->text, "411111XXXXXX1111");
	}
	is(b->remarks.first->text, "CC VI411111XXXXXX1111/0928");
	is(traveller(m, 0)->addresses.first->street, "411111XXXXXX1111");
	is(traveller(m, 0)->reference, "411111XXXXXX1111");
	is(traveller(m, 0)->tickets.first->number, "411111XXXXXX1111");
	assert_int_equal(masked, 5);
}

/* ---- Flights ---- */

static void a_code_share_names_who_flies(void **state)
{
	static const char *const forms[] = {"TVL+++++419:Y'RPI+1+HK'", "RPI+1+HK'TVL+++++419:Y'",
					    "TRA+Q5+0419:Y'RPI+1+HK'"};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		char body[400] = PUSH START CLARA
			"TVL+180326:1010:180326:1945+LIS+NBO+Z9:Q5+9419:Y'";
		strcat(body, forms[i]);
		const struct message *m = reads(state, body);
		is_clean(m);
		assert_int_equal(booking(m, 0)->segments.count, 1);
		const struct segment *s = booking(m, 0)->segments.first;
		is(s->carrier, "Z9");
		is(s->number, "9419");
		is(s->operating_carrier, "Q5");
		is(s->operating_number, "419");
		is(s->booking_class, "Y");
		is(s->status, "HK");
	}
}

static void the_pushs_own_number_is_the_operating_carriers(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA
		      "TVL+110326:0555:110326:1320+NBO+LIS+Q5:Z9+418:Y'RPI+1+HK'TVL+++++7418:Y'");
	const struct segment *s = booking(m, 0)->segments.first;
	is(s->carrier, "Q5");
	is(s->number, "7418");
	is(s->operating_carrier, "Z9");
	is(s->operating_number, "418");
}

static void segments_of_every_kind_are_kept(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA FLIGHT
		      "TVL+++++ARNK'TVL++LHR+ORD++OPEN'"
		      "TVL+130326:0900:130326:1015+MAD+BCN+Z9+0512A:Y'RPI+1+HX'MSG+8'"
		      "TVL+110326:1500:150326+LIS:HOTEL ATLANTICO++ZH+55120:STD'");
	is_clean(m);
	const struct segment *s = booking(m, 0)->segments.first->next;
	is(s->kind, "surface");
	s = s->next;
	is(s->kind, "open");
	is(s->to, "ORD");
	s = s->next;
	is(s->number, "512");
	is(s->suffix, "A");
	is(s->status, "HX");
	s = s->next;
	is(s->kind, "hotel");
	is(s->name, "HOTEL ATLANTICO");
	is_time(s->arrives, "2026-03-15");
	assert_int_equal(booking(m, 0)->segments.count, 5);
	assert_int_equal(booking(m, 0)->party_size, 1);
}

static void an_arrival_without_a_date_is_the_same_day_or_unknown(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA
		      "TVL+110326:0555::1320+NBO+LIS+Z9+418:Y'"
		      "TVL+110326:2355:0420+NBO+LIS+Z9+420:Y'TVL+110326+NBO+LIS+Z9+422:Y'");
	const struct segment *s = booking(m, 0)->segments.first;
	is_time(s->arrives, "2026-03-11T13:20");
	is_time(s->next->arrives, "none");
	is_time(s->next->next->departs, "2026-03-11");
}

/* ---- Check-in ---- */

static void check_in_gives_seats_and_bags(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA
		      "TIF+MEER+JOOSTMR:A:2'" FLIGHT "SSR+SEAT:HK:2:Z9:::NBO:LIS+014A::1+XXX::2'"
		      "DAT+2:110326:0301'ORG+Z9:NBO'TRI++117:::1'TIF+MEER+CLARAMRS:A:1'"
		      "SSD+14C++++Y'TBD++2:41:700+++Z9:0777204411:2:LIS'"
		      "TVL+110326:1500:110326:1600+LIS+OPO+Z9+20:Y'RPI+2+HK'"
		      "TRI++12:::1'SSD+02A'TBD++2:41:700+++Z9:0777204411:2:OPO'"
		      "TRI++13:::2'TBD++1:44:701+++Z9:123456:1:OPO'");
	is_clean(m);
	const struct traveller *t = traveller(m, 0);
	assert_int_equal(t->boarded, YES);
	assert_int_equal(t->bag_count, 2); /* one bag on two legs is one bag */
	assert_int_equal(t->bag_weight_tenths, 410);
	assert_int_equal(t->bag_tags.count, 2);
	is(t->bag_tags.last->tag, "0777204412");
	assert_int_equal(t->seats.count, 3);
	is(t->seats.last->seat, "14A");
	assert_string_equal(t->seats.last->source, "booked");
	is(t->seats.first->next->seat, "2A");
	is(t->seats.first->next->to, "OPO");
	assert_string_equal(t->seats.first->next->source, "boarded");
	assert_int_equal(traveller(m, 1)->bag_weight_tenths, 200);
	is(traveller(m, 1)->bag_tags.first->tag, "Z9123456");
	assert_int_equal(traveller(m, 1)->seats.count, 0);
}

static void more_bags_of_one_traveller_are_added(void **state)
{
	const struct message *m = reads(state,
					PUSH START CLARA FLIGHT "DAT+2'TRI++1:::1'"
								"TBD++1:10:700+++Z9:0777204411'"
								"TBD++1:12,5:700+++Z9:0777204418'");
	assert_int_equal(traveller(m, 0)->bag_count, 2);
	assert_int_equal(traveller(m, 0)->bag_weight_tenths, 225);
}

static void who_checked_in_without_a_booking_is_a_traveller(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA FLIGHT "DAT+2'TRI++118'TIF+OTTEN+PIETMR:A:7'SSD+3C'");
	assert_int_equal(m->travellers.count, 2);
	is(traveller(m, 1)->seats.first->seat, "3C");
	is(traveller(m, 1)->given, "PIET");
	assert_int_equal(traveller(m, 0)->seats.count, 0);
	assert_int_equal(found(m, "traveller-not-booked"), 1);
}

/* Many senders count the travellers of the whole flight in TRI. */
static void who_checked_in_is_whom_tif_names(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA
		      "TIF+MEER+JOOSTMR:A:2'TIF+MEER+PIETMR:A:3'" FLIGHT
		      "DAT+2'TRI++2:::2'TIF+MEER+CLARAMRS:A:1'SSD+14A'"
		      "TRI++3:::3'TIF+MEER+JOOSTMR:A:2'SSD+14B'TRI++4:::9'TIF+MEER+PIETMR'");
	is_clean(m);
	is(traveller(m, 0)->seats.first->seat, "14A");
	is(traveller(m, 1)->seats.first->seat, "14B");
	assert_int_equal(traveller(m, 1)->seats.count, 1);
	assert_int_equal(traveller(m, 2)->boarded, YES);
	assert_int_equal(traveller(m, 2)->seats.count, 0);
}

static void a_seat_of_nobody_is_left_out(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA "TIF+MEER+JOOSTMR:A:2'" FLIGHT
								"DAT+2'TRI++117:::9'SSD+14C'");
	assert_int_equal(found(m, "traveller-unclear"), 1);
	assert_int_equal(traveller(m, 0)->seats.count, 0);
	assert_int_equal(traveller(m, 0)->boarded, UNKNOWN);
}

/* ---- History ---- */

static void history_keeps_what_changed_and_when(void **state)
{
	const struct message *m =
		reads(state, PUSH START CLARA FLIGHT
		      "ABI+4+:GS77+LIS++Z9'DAT+T:100326:2211'SAC+++X'"
		      "TVL+090326:0555:090326:1320+NBO+LIS+Z9+418:Y'RPI+3+HK'"
		      "SAC+++A'TIF+MEER+PIETERMR:A:3'SAC+++Q'SSR+SEAT:HK:1:Z9:::NBO:LIS+14C::1'");
	const struct history *h = booking(m, 0)->history.first;
	is(h->at, "2026-03-10T22:11Z");
	is(h->action, "cancel-segment");
	is(h->segment, "Z9 418 NBO-LIS 2026-03-09T05:55");
	is(h->text, "HK 3");
	is(h->next->action, "add-traveller");
	is(h->next->text, "MEER/PIETERMR");
	is(h->next->next->action, "service");
	is(h->next->next->text, "SEAT HK 14C");
	assert_int_equal(m->travellers.count, 1); /* who was removed does not travel */
	assert_int_equal(booking(m, 0)->segments.count, 1);
	assert_int_equal(found(m, "history-action-unknown"), 1);
}

/* ---- Damage ---- */

static void a_lost_start_takes_no_booking_with_it(void **state)
{
	const struct message *m = reads(state,
					PUSH START CLARA FLIGHT "RCI+Z9:SECOND::140126:1012'ORG+Z9'"
								"TIF+OTTEN+PIAMRS:A:1'" FLIGHT);
	assert_int_equal(m->bookings.count, 2);
	is(booking(m, 1)->locator, "SECOND");
	assert_int_equal(traveller(m, 1)->booking, 1);
	assert_int_equal(found(m, "booking-start-missing"), 1);
	m = reads(state, PUSH "RCI+Z9:FIRST1'" CLARA);
	is(booking(m, 0)->locator, "FIRST1");
	assert_int_equal(m->travellers.count, 1);
}

static void unknown_and_stray_segments_cost_nothing_else(void **state)
{
	const struct message *m = reads(state, PUSH "SSD+14C'" START "ZZZ+1'" CLARA
						    "NAD+FL'TBD++1'" FLIGHT "TKT+7771402233445:T'");
	assert_int_equal(m->travellers.count, 1);
	assert_int_equal(booking(m, 0)->segments.count, 1);
	assert_int_equal(found(m, "segment-unexpected"), 5);
}

static void one_bad_value_leaves_the_others(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA
					"SSR+DOCS:HK:1:Z9:::::/P/QQ/N1/QQ/31FEB87/F/99XXX31/"
					"MEER/CLARA+::1'SSR+DOCS:HK:1:Z9:::::NIL+::1'"
					"SSR+INFT:HK:1:Z9:::::/+::1'" FLIGHT);
	const struct traveller *t = traveller(m, 0);
	is(t->documents.first->number, "N1");
	is(t->sex, "F");
	is(t->nationality, "");
	assert_false(date_present(t->birth_date));
	assert_int_equal(found(m, "date-wrong"), 2);
	assert_int_equal(found(m, "country-unknown"), 2);
	assert_int_equal(found(m, "service-text-unreadable"), 2);
	assert_int_equal(booking(m, 0)->service_requests.count, 3);
}

static void findings_hold_no_personal_data(void **state)
{
	const struct message *m = reads(state, PUSH START
					"TIF+SECRETMAN+SECRETGIVEN:SECRETTYPE:SECRETREF'"
					"SSR+DOCS:HK:1:Z9:::::/P/SECRET/N1/SECRET/SECRET/S/SECRET/"
					"OTHER/SECRET+::SECRET9'FTI+SECRET'" FLIGHT
					"DAT+2:SECRET'TRI++SECRET:::SECRET'SSD+SECRET'"
					"SAC+++SECRET'");
	assert_in_range(m->findings.count, 5, 50);
	LIST_EACH(const struct finding, f, &m->findings)
	assert_false(holds(f->text, "SECRET"));
}

static void erased_segments_and_values_are_passed_over(void **state)
{
	const struct message *m = reads(state, PUSH START CLARA FLIGHT
					"SSR+XXXX:XX:X:XX:::XXX:XXX+::X'"
					"IFT+4:28::Z9+XXXXXXXX'LTS+XXXXXXX'");
	is_clean(m);
	assert_int_equal(booking(m, 0)->service_requests.count, 0);
	assert_int_equal(booking(m, 0)->remarks.count, 0);
}

static const char all_groups[] = UNB PUSH START CLARA
	"SSR+DOCS:HK:1:Z9:::::/P/NLD/N1/NLD/14JUN87/F/22AUG31/MEER/CLARA+::1'"
	"TKT+7771402233445:T:1'MON+T:512.40:USD'FOP+CC::5:VI:4111111111111111:0928'" FLIGHT
	"SSR+INFT:HK:1:Z9:::NBO:LIS:MEER/LOTTE 03MAY25+::1'DAT+2'TRI++1:::1'SSD+1A'"
	"TBD++2:41:700+++Z9:0777204411:2:LIS'EQN+1'RCI+Z9:R4TU1B'MSG+8'" FLIGHT
	"ABI+4'DAT+T:100326:2211'SAC+++X'" FLIGHT "LTS+CC 4111111111111111'" END;

/* Every cut and many damaged copies of a full message: nothing is read beyond
 * its end, and nothing takes long (the sanitizers look). */
static void damaged_messages_are_survived(void **state)
{
	struct reading *g = *state;
	static const char odd[] = "'+:?/X0 ";
	unsigned random = 20260311;
	unsigned travellers = 0;
	for (size_t n = 0; n < sizeof all_groups; n++)
		read_input(g, (struct slice){all_groups, n});
	for (unsigned round = 0; round < 1000; round++) {
		char copy[sizeof all_groups];
		memcpy(copy, all_groups, sizeof copy);
		for (int k = 0; k < 6; k++) {
			random = random * 1103515245U + 12345U;
			copy[sizeof UNB + (random >> 8) % (sizeof copy - sizeof UNB - 1)] =
				odd[(random >> 4) % (sizeof odd - 1)];
		}
		read_input(g, (struct slice){copy, sizeof copy - 1});
		travellers += g->m.travellers.count > 0;
	}
	assert_in_range(travellers, 900, 1000); /* nearly always somebody is still read */
}

static void too_little_memory_ends_in_nothing_worse(void **state)
{
	struct reading *g = *state;
	struct buf text;
	buf_init(&text, 1 << 20);
	buf_text(&text, UNB PUSH);
	for (int i = 0; i < 20; i++) /* more travellers than are looked through one by one */
		buf_text(&text, START CLARA CLARA CLARA CLARA CLARA CLARA CLARA CLARA CLARA FLIGHT
			 "SSR+DOCS:HK:1:Z9:::::/P/NLD/N1/NLD/14JUN87/F//MEER/CLARA'DAT+2'"
			 "TRI++1'TIF+MEER+CLARAMRS:A'TRI++1:::1'SSD+1A'");
	buf_text(&text, all_groups + sizeof UNB - 1);
	unsigned failed = 0;
	unsigned rounds = 0;
	for (size_t memory = 512; memory < (size_t)1 << 20; memory += 2053, rounds++) {
		read_within(g, buf_slice(&text), memory);
		failed += arena_failed(g->arena);
	}
	buf_release(&text);
	assert_in_range(failed, 10, rounds - 1);
}

/* ---- Size ---- */

static void far_too_long_values_are_cut(void **state)
{
	struct buf body;
	buf_init(&body, 1 << 20);
	buf_text(&body, PUSH START "TIF+MEER");
	for (int i = 0; i < 1000; i++)
		buf_text(&body, "\xC3\x89-");
	buf_text(&body, "+CLARA:A:1'LTS+");
	for (int i = 0; i < 20000; i++)
		buf_text(&body, "R");
	buf_text(&body, "'");
	buf_char(&body, '\0');
	const struct message *m = reads(state, body.p);
	buf_release(&body);
	assert_int_equal(found(m, "text-limit"), 2);
	assert_in_range(traveller(m, 0)->family.n, 290, 300);
	assert_true(slice_ends(traveller(m, 0)->family, "-") ||
		    slice_ends(traveller(m, 0)->family, "\xC3\x89"));
	assert_int_equal(booking(m, 0)->remarks.first->text.n, 10000);
}

static double read_seconds(struct reading *g, unsigned people)
{
	struct buf text;
	buf_init(&text, (size_t)256 << 20);
	buf_text(&text, UNB PUSH START);
	for (unsigned i = 0; i < people; i++)
		buf_printf(&text, "TIF+MEER+A%c%c%c:A:%u:1'", (int)('A' + i % 26),
			   (int)('A' + i / 26 % 26), (int)('A' + i / 676 % 26), i);
	for (unsigned i = 0; i < people; i++)
		buf_printf(&text,
			   "SSR+DOCS:HK:1:Z9:::::/P/NLD/N%u/NLD/14JUN87/F//MEER/A%c'"
			   "SSR+INFT:HK:1:Z9:::::MEER/B%c 03MAY25+::%u'",
			   i, (int)('A' + i % 26), (int)('A' + i % 26), i);
	buf_text(&text, END);
	clock_t start = clock();
	read_input(g, buf_slice(&text));
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	buf_release(&text);
	return seconds;
}

static void a_booking_of_many_travellers_takes_its_share_of_time(void **state)
{
	double few = read_seconds(*state, 5000);
	double many = read_seconds(*state, 50000);
	assert_int_equal(found(&((struct reading *)*state)->m, "records-limit"), 1);
	if (many > 40 * few + 0.2)
		fail_msg("ten times the travellers took %.3f s instead of %.3f s", many, few);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_push_says_what_it_is),
		TEST(a_push_without_msg_is_full),
		TEST(an_unknown_function_is_kept_and_reported),
		TEST(the_number_of_bookings_is_compared),
		TEST(an_update_cancels_by_an_empty_originator),
		TEST(only_an_empty_booking_of_an_update_is_cancelled),
		TEST(the_locator_of_the_operating_carrier_is_the_bookings),
		TEST(who_made_the_booking_is_read),
		TEST(a_split_booking_names_the_other_part),
		TEST(instants_keep_what_was_sent),
		TEST(addresses_and_contacts_belong_to_whom_they_stand_with),
		TEST(travellers_without_documents_exist),
		TEST(documents_are_joined_by_name_where_no_reference_is),
		TEST(documents_in_another_name_keep_it),
		TEST(names_agree_as_airlines_write_them),
		TEST(what_one_text_says_of_several_is_told_apart),
		TEST(a_visa_an_address_and_a_birth_place_are_joined),
		TEST(a_group_name_is_no_traveller_but_counts),
		TEST(the_references_are_the_carriers),
		TEST(an_infant_known_only_from_inft_is_a_traveller),
		TEST(infants_find_their_adults),
		TEST(an_infants_document_never_becomes_the_adults),
		TEST(a_reference_like_an_infants_may_be_the_traveller),
		TEST(tickets_and_payments_belong_to_their_traveller),
		TEST(no_full_card_number_comes_out_of_a_text),
		TEST(a_code_share_names_who_flies),
		TEST(the_pushs_own_number_is_the_operating_carriers),
		TEST(segments_of_every_kind_are_kept),
		TEST(an_arrival_without_a_date_is_the_same_day_or_unknown),
		TEST(check_in_gives_seats_and_bags),
		TEST(more_bags_of_one_traveller_are_added),
		TEST(who_checked_in_without_a_booking_is_a_traveller),
		TEST(who_checked_in_is_whom_tif_names),
		TEST(a_seat_of_nobody_is_left_out),
		TEST(history_keeps_what_changed_and_when),
		TEST(a_lost_start_takes_no_booking_with_it),
		TEST(unknown_and_stray_segments_cost_nothing_else),
		TEST(one_bad_value_leaves_the_others),
		TEST(findings_hold_no_personal_data),
		TEST(erased_segments_and_values_are_passed_over),
		TEST(damaged_messages_are_survived),
		TEST(too_little_memory_ends_in_nothing_worse),
		TEST(far_too_long_values_are_cut),
		TEST(a_booking_of_many_travellers_takes_its_share_of_time),
	};
	return cmocka_run_group_tests_name("decode/pnrgov", tests, NULL, NULL);
}
