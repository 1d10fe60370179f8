/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/ssr/ssr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void is(struct slice s, const char *text)
{
	if (!slice_is(s, text))
		fail_msg("expected \"%s\", got \"%.*s\"", text, SLICE_ARG(s));
}

static struct ssr_docs docs(const char *text)
{
	struct ssr_docs d;
	if (!ssr_docs_read(slice_of(text), &d))
		fail_msg("not read: %s", text);
	return d;
}

static void docs_is(const char *text, const char *wanted)
{
	struct ssr_docs d = docs(text);
	char got[400];
	snprintf(got, sizeof got, "%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s%s%s",
		 SLICE_ARG(d.type), SLICE_ARG(d.issuer), SLICE_ARG(d.number),
		 SLICE_ARG(d.nationality), SLICE_ARG(d.birth), SLICE_ARG(d.sex),
		 SLICE_ARG(d.expires), SLICE_ARG(d.family), SLICE_ARG(d.given), SLICE_ARG(d.middle),
		 d.holder ? "|H" : "", d.repaired ? "!" : "");
	assert_string_equal(got, wanted);
}

static void docs_gives_its_eleven_fields(void **state)
{
	(void)state;
	docs_is("/P/KEN/AK0417729/KEN/14JUN87/F/22AUG31/ODHIAMBO/GRACE/AKINYI/H",
		"P|KEN|AK0417729|KEN|14JUN87|F|22AUG31|ODHIAMBO|GRACE|AKINYI|H");
	docs_is("/P/IDN/X1180042/IDN/17AUG90/F/01FEB30/SUHARTINI/",
		"P|IDN|X1180042|IDN|17AUG90|F|01FEB30|SUHARTINI||");
}

static void docs_fields_may_be_empty(void **state)
{
	(void)state;
	docs_is("////NLD/09SEP61/F//VAN DER MEER/SASKIA", "|||NLD|09SEP61|F||VAN DER MEER|SASKIA|");
	docs_is("/////12JUL64/M//SUR/GIV", "||||12JUL64|M||SUR|GIV|");
	docs_is("/P/GB/123456789/GB//M//JONES/WILLIAM", "P|GB|123456789|GB||M||JONES|WILLIAM|");
}

static void docs_without_leading_slash_is_mended(void **state)
{
	(void)state;
	docs_is("P/GB/123456789/GB/12JUL64/M/23AUG31/JONES/WILLIAM/ERIC",
		"P|GB|123456789|GB|12JUL64|M|23AUG31|JONES|WILLIAM|ERIC!");
}

static void docs_with_double_slash_is_mended(void **state)
{
	(void)state;
	docs_is("//P/GBR/123456789/GBR/12JUL64/M/23AUG31/JONES/WILLIAM",
		"P|GBR|123456789|GBR|12JUL64|M|23AUG31|JONES|WILLIAM|!");
}

static void docs_with_a_lost_field_is_mended(void **state)
{
	(void)state;
	docs_is("/P/GBR/GBR/12JUL64/M/23AUG31/JONES/WILLIAM",
		"P|GBR||GBR|12JUL64|M|23AUG31|JONES|WILLIAM|!");
	docs_is("/GBR/123456789/GBR/12JUL64/M/23AUG31/JONES/WILLIAM",
		"|GBR|123456789|GBR|12JUL64|M|23AUG31|JONES|WILLIAM|!");
	docs_is("/P/GBR/123456789/GBR/12JUL64/M/JONES/WILLIAM",
		"P|GBR|123456789|GBR|12JUL64|M||JONES|WILLIAM|!");
	docs_is("/P/GBR/123456789/GBR/M/23AUG31/JONES/WILLIAM",
		"P|GBR|123456789|GBR||M|23AUG31|JONES|WILLIAM|!");
}

static void docs_carries_a_name_or_a_reference_behind_its_fields(void **state)
{
	(void)state;
	struct ssr_docs d = docs("/P/GBR/AB-123456/GBR/12JUL64/M/23AUG31/JONES/WILLIAM"
				 "-1JONES/WILLIAMMR");
	is(d.given, "WILLIAM");
	is(d.number, "AB-123456");
	is(d.person.family, "JONES");
	is(d.person.given, "WILLIAMMR");
	d = docs("/P/GBR/123456789/GBR/12JUL64/M/23AUG31/JONES/WILLIAM 1.1");
	is(d.given, "WILLIAM");
	is(d.reference, "1.1");
}

static void docs_that_says_nothing_is_refused(void **state)
{
	(void)state;
	struct ssr_docs d;
	assert_false(ssr_docs_read(SLICE(""), &d));
	assert_false(ssr_docs_read(SLICE("///////"), &d));
	assert_false(ssr_docs_read(SLICE("HK1"), &d));
}

static void doco_gives_a_visa_and_a_place_of_birth(void **state)
{
	(void)state;
	struct ssr_doco d;
	assert_true(ssr_doco_read(SLICE("/KISUMU KEN/V/VS5520134/NAIROBI/02FEB26/PRT"), &d));
	is(d.birth_place, "KISUMU KEN");
	is(d.number, "VS5520134");
	is(d.issued_at, "NAIROBI");
	is(d.issued, "02FEB26");
	is(d.valid_for, "PRT");
	assert_true(ssr_doco_read(SLICE("KISUMU KEN/V/VS5520134/NAIROBI/02FEB26/PRT/I"), &d));
	is(d.birth_place, "KISUMU KEN");
	is(d.number, "VS5520134");
	assert_true(d.infant && d.repaired);
	assert_true(ssr_doco_read(SLICE("//R/1234567890123///USA"), &d));
	is(d.type, "R");
	is(d.valid_for, "USA");
	assert_false(d.repaired);
	assert_false(ssr_doco_read(SLICE("//V"), &d));
}

static void doca_gives_an_address(void **state)
{
	(void)state;
	struct ssr_doca d;
	assert_true(ssr_doca_read(SLICE("/D/PRT/RUA 5-3 NOVA/LISBOA"), &d));
	is(d.street, "RUA 5-3 NOVA");
	is(d.city, "LISBOA");
	assert_true(ssr_doca_read(SLICE("D/PRT/RUA NOVA 14/LISBOA//1100-001"), &d));
	is(d.type, "D");
	is(d.postcode, "1100-001");
	assert_true(ssr_doca_read(SLICE("//R/US/1 ELM ST/RENO/NV/89501/I"), &d));
	is(d.type, "R");
	is(d.country, "US");
	is(d.region, "NV");
	assert_true(d.infant);
}

static void contacts_lose_language_slash_and_name(void **state)
{
	(void)state;
	struct ssr_contact c;
	assert_true(ssr_contact_read(SLICE("254700000000/EN"), &c));
	is(c.value, "254700000000");
	is(c.language, "EN");
	assert_true(ssr_contact_read(SLICE("/254700000000-1ODHIAMBO/GRACEMRS"), &c));
	is(c.value, "254700000000");
	is(c.person.family, "ODHIAMBO");
	assert_true(ssr_contact_read(SLICE("GRACE.O//MAIL.EXAMPLE/EN"), &c));
	is(c.value, "GRACE.O//MAIL.EXAMPLE");
	assert_true(ssr_contact_read(SLICE("GRACE//XY"), &c));
	is(c.value, "GRACE//XY");
	assert_false(ssr_contact_read(SLICE("REFUSED"), &c));
	assert_false(ssr_contact_read(SLICE("/"), &c));
}

static void osi_contacts_know_their_kind(void **state)
{
	(void)state;
	char kind;
	struct slice value;
	assert_true(ssr_osi_contact(SLICE("CTCT NBO 254 20 0000009 TAMU TRAVEL"), &kind, &value));
	assert_int_equal(kind, 'T');
	is(ssr_telephone(value), "254 20 0000009");
	assert_true(ssr_osi_contact(SLICE("CTC 0041 1 2345678"), &kind, &value));
	assert_int_equal(kind, '\0');
	assert_false(ssr_osi_contact(SLICE("CTCTOUR GROUP"), &kind, &value));
	assert_false(ssr_osi_contact(SLICE("VIP MINISTER"), &kind, &value));
	is(ssr_telephone(SLICE("ASK AT DESK 12")), "ASK AT DESK 12");
	is(ssr_telephone(SLICE("LIS-351.21.0000001-A")), "351.21.0000001");
}

static void tickets_have_a_number_a_coupon_and_perhaps_inf(void **state)
{
	(void)state;
	struct ssr_ticket t;
	assert_true(ssr_ticket_read(SLICE("1392178947000C2"), &t));
	is(t.number, "1392178947000");
	is(t.coupon, "2");
	assert_true(ssr_ticket_read(SLICE("INF1392178947001C1-1ODHIAMBO/GRACE"), &t));
	is(t.number, "1392178947001");
	assert_true(t.infant);
	assert_false(ssr_ticket_read(SLICE("C2"), &t));
}

static void infants_have_a_name_and_perhaps_a_birth_date(void **state)
{
	(void)state;
	struct ssr_infant i;
	assert_true(ssr_infant_read(SLICE("ODHIAMBO/BABUMSTR 03MAY25"), &i));
	is(i.family, "ODHIAMBO");
	is(i.given, "BABUMSTR");
	is(i.birth, "03MAY25");
	assert_true(ssr_infant_read(SLICE("/VAN DER MEER/LOTTE ANNA/03MAY25"), &i));
	is(i.family, "VAN DER MEER");
	is(i.given, "LOTTE ANNA");
	is(i.birth, "03MAY25");
	assert_true(ssr_infant_read(SLICE("ODHIAMBO/BABU"), &i));
	is(i.given, "BABU");
	assert_false(ssr_infant_read(SLICE("03MAY25"), &i));
	assert_false(ssr_infant_read(SLICE(""), &i));
}

static void children_have_a_birth_date(void **state)
{
	(void)state;
	struct slice birth;
	assert_true(ssr_child_read(SLICE("/04JUN17-1ODHIAMBO/JUMA"), &birth));
	is(birth, "04JUN17");
	assert_false(ssr_child_read(SLICE(""), &birth));
}

static void frequent_flyers_have_a_carrier_and_a_number(void **state)
{
	(void)state;
	struct ssr_frequent_flyer f;
	assert_true(ssr_frequent_flyer_read(SLICE("/LH992000000123-MEER/JOOST"), SLICE("Z9"), &f));
	is(f.carrier, "LH");
	is(f.number, "992000000123");
	is(f.person.family, "MEER");
	assert_true(ssr_frequent_flyer_read(SLICE("104417720"), SLICE("Z9"), &f));
	is(f.carrier, "Z9");
	is(f.number, "104417720");
	assert_true(ssr_frequent_flyer_read(SLICE("Z9104417720-1MEER/JOOST"), SLICE("Z9"), &f));
	is(f.number, "104417720");
	assert_false(ssr_frequent_flyer_read(SLICE("GOLD"), SLICE("Z9"), &f));
}

static void seats_are_cut_off_one_by_one(void **state)
{
	(void)state;
	struct slice text = SLICE("012AN 12BN14C");
	struct slice seat;
	assert_true(ssr_seat_cut(&text, &seat));
	is(seat, "012A");
	assert_true(ssr_seat_cut(&text, &seat));
	is(seat, "12B");
	assert_true(ssr_seat_cut(&text, &seat));
	is(seat, "14C");
	assert_false(ssr_seat_cut(&text, &seat));
	text = SLICE("WINDOW 1234X");
	assert_false(ssr_seat_cut(&text, &seat));
}

static void identity_forms_and_old_passports_are_read(void **state)
{
	(void)state;
	struct ssr_foid f;
	assert_true(ssr_foid_read(SLICE("PPAK0417729-1ODHIAMBO/GRACE"), &f));
	is(f.kind, "PP");
	is(f.number, "AK0417729");
	assert_false(ssr_foid_read(SLICE("PP"), &f));
	struct ssr_pspt p;
	assert_true(ssr_pspt_read(SLICE("AK0417729/KEN/14JUN87/ODHIAMBO/GRACE/F"), &p));
	is(p.number, "AK0417729");
	is(p.issuer, "KEN");
	is(p.birth, "14JUN87");
	is(p.family, "ODHIAMBO");
	is(p.given, "GRACE");
	is(p.sex, "F");
}

/* How many of the readers take `s`; the sanitizers look that none reads beyond it. */
static int readers_of(struct slice s)
{
	struct ssr_docs docs;
	struct ssr_doco doco;
	struct ssr_doca doca;
	struct ssr_contact contact;
	struct ssr_foid foid;
	struct ssr_pspt pspt;
	struct ssr_ticket ticket;
	struct ssr_infant infant;
	struct ssr_frequent_flyer flyer;
	struct slice value;
	char kind;
	int n = ssr_docs_read(s, &docs);
	n += ssr_doco_read(s, &doco);
	n += ssr_doca_read(s, &doca);
	n += ssr_contact_read(s, &contact);
	n += ssr_foid_read(s, &foid);
	n += ssr_pspt_read(s, &pspt);
	n += ssr_ticket_read(s, &ticket);
	n += ssr_infant_read(s, &infant);
	n += ssr_frequent_flyer_read(s, SLICE("Z9"), &flyer);
	n += ssr_child_read(s, &value);
	n += ssr_osi_contact(s, &kind, &value);
	assert_true(ssr_telephone(s).n <= s.n);
	while (ssr_seat_cut(&s, &value))
		assert_in_range(value.n, 2, 4);
	return n;
}

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 8;
}

static void damaged_texts_are_survived(void **state)
{
	(void)state;
	static const char *const seeds[] = {
		"/P/KEN/AK0417729/KEN/14JUN87/F/22AUG31/ODHIAMBO/GRACE-1ODHIAMBO/GRACEMRS 1.1",
		"/KISUMU KEN/V/VS5520134/NAIROBI/02FEB26/PRT/I",
		"GRACE.O//MAIL.EXAMPLE/EN",
		"INF1392178947001C1",
		"ODHIAMBO/BABUMSTR 03MAY25",
		"CTCT NBO 254 20 0000009 T",
		"012AN 12BN14C",
		"/LH992000000123-MEER/JOOST",
	};
	static const char odd[] = "/-. 0A1N\xC3'";
	unsigned random = 20260311;
	int read = 0;
	for (size_t round = 0; round < 20000; round++) {
		const char *seed = seeds[round % (sizeof seeds / sizeof seeds[0])];
		size_t n = next_random(&random) % (strlen(seed) + 1);
		char *copy = malloc(n ? n : 1);
		assert_non_null(copy);
		memcpy(copy, seed, n);
		for (int k = 0; k < 3 && n > 0; k++) {
			size_t at = next_random(&random) % n;
			copy[at] = odd[next_random(&random) % (sizeof odd - 1)];
		}
		read += readers_of((struct slice){copy, n});
		free(copy);
	}
	assert_in_range(read, 20000, 200000); /* most of them still say something */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(docs_gives_its_eleven_fields),
		cmocka_unit_test(docs_fields_may_be_empty),
		cmocka_unit_test(docs_without_leading_slash_is_mended),
		cmocka_unit_test(docs_with_double_slash_is_mended),
		cmocka_unit_test(docs_with_a_lost_field_is_mended),
		cmocka_unit_test(docs_carries_a_name_or_a_reference_behind_its_fields),
		cmocka_unit_test(docs_that_says_nothing_is_refused),
		cmocka_unit_test(doco_gives_a_visa_and_a_place_of_birth),
		cmocka_unit_test(doca_gives_an_address),
		cmocka_unit_test(contacts_lose_language_slash_and_name),
		cmocka_unit_test(osi_contacts_know_their_kind),
		cmocka_unit_test(tickets_have_a_number_a_coupon_and_perhaps_inf),
		cmocka_unit_test(infants_have_a_name_and_perhaps_a_birth_date),
		cmocka_unit_test(children_have_a_birth_date),
		cmocka_unit_test(frequent_flyers_have_a_carrier_and_a_number),
		cmocka_unit_test(seats_are_cut_off_one_by_one),
		cmocka_unit_test(identity_forms_and_old_passports_are_read),
		cmocka_unit_test(damaged_texts_are_survived),
	};
	return cmocka_run_group_tests_name("decode/ssr", tests, NULL, NULL);
}
