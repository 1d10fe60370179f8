/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "review/test_unit.h"

#include <stdio.h>
#include <string.h>

/* Two bookings: a woman with an infant, and a couple. */
static const char pnr[] =
	"UNA:+.? 'UNB+IATA:1+Z9+UTPIU+260311:0356+Z9PNR000417'"
	"UNH+1+PNRGOV:13:1:IA+Z9418/110326/0555+01:F'MSG+:22'ORG+Z9:NBO'"
	"TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'EQN+2'"
	"SRC'RCI+Z9:QX7M2P::140126:1012'SSR+CTCM:HK:1:Z9:::::254700000000/EN+::1'"
	"ORG+1Y:NBO+99999993:TT01+NBO++T+KE:KES:EN+A1B2'"
	"TIF+ZZODHIAMBO+GRACEAKINYIMRS:A:1:1'FTI+Z9:104417720:1::GOLD'"
	"SSR+DOCS:HK:1:Z9:::::/P/UTO/AK0417729/UTO/14JUN87/F/22AUG31/ZZODHIAMBO/GRACE/AKINYI+::1'"
	"TKT+7771402233445:T:1'"
	"TIF+ZZODHIAMBO+BABUMSTR:IN:1.1'FAR+IN+++++YRTIN'"
	"SSR+DOCS:HK:1:Z9:::::/P/UTO/BK1180056/UTO/03MAY25/MI/01JUN30/ZZODHIAMBO/BABU+::1.1'"
	"TKT+7771402233446:T:1'"
	"TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'RPI+1+HK'"
	"SSR+SEAT:HK:1:Z9:::NBO:LIS+14C::1'"
	"SRC'RCI+Z9:R4TT8N::051125:1744'"
	"TIF+ZZVAN DER MEER+JOOSTMR:A:1'TKT+7771402300118:T:1'"
	"TIF+ZZVAN DER MEER+SASKIAMRS:A:2'"
	"SSR+DOCS:HK:1:Z9:::::////UTO/09SEP61/F//ZZVAN DER MEER/SASKIA+::2'"
	"TKT+7771402300119:T:1'"
	"TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'RPI+2+HK'"
	"UNT+29+1'UNZ+1+Z9PNR000417'";

static const struct test_person people[] = {{"ZZODHIAMBO", "GRACE:AKINYI", "870614", "AK0417729"},
					    {"ZZHADDAD", "SAMI", "750102", "LR2288014"},
					    {0}};

static void make_both(struct test_unit *t)
{
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	test_unit_ingest(t, pnr);
}

static int64_t traveller_id(struct test_unit *t, const char *where)
{
	char sql[200];
	snprintf(sql, sizeof sql, "SELECT id FROM traveller WHERE %s", where);
	int64_t id = test_unit_number(t, sql);
	assert_true(id > 0);
	return id;
}

static void read_page(struct test_unit *t, const char *where, struct traveller_page *out)
{
	assert_int_equal(
		review_traveller(t->u, &t->analyst, traveller_id(t, where), t->a, out, &t->e),
		RC_OK);
}

static const struct source_view *source_of(const struct traveller_page *page, const char *name)
{
	static const struct source_view none = {0};
	LIST_EACH(const struct source_view, s, &page->sources)
	{
		if (strcmp(s->source, name) == 0)
			return s;
	}
	fail_msg("there is no source %s", name);
	return &none;
}

static bool holds(struct slice text, const char *word)
{
	return memmem(text.p, text.n, word, strlen(word)) != NULL;
}

/* The text of a segment by UTF-16 offsets, as a browser would cut it. */
static struct slice cut(const struct source_view *s, const struct segment_view *seg)
{
	size_t units = 0, from = 0, to = s->text.n;
	for (size_t i = 0, width; i < s->text.n; i += width) {
		uint32_t c = utf8_read(slice_range(s->text, i, s->text.n), &width);
		if (units == seg->start)
			from = i;
		if (units == seg->end) {
			to = i;
			break;
		}
		units += c >= 0x10000 ? 2 : 1;
	}
	return slice_range(s->text, from, to);
}

static const struct segment_view *segment_at(const struct source_view *s, unsigned number)
{
	LIST_EACH(const struct segment_view, seg, &s->segments)
	{
		if (seg->number == number)
			return seg;
	}
	return NULL;
}

static unsigned segment_number(const struct source_view *s, const char *tag)
{
	LIST_EACH(const struct segment_view, seg, &s->segments)
	{
		if (slice_is(seg->tag, tag))
			return seg->number;
	}
	fail_msg("no segment %s is shown", tag);
	return 0;
}

static struct slice segment_of_field(const struct source_view *s, const char *path)
{
	LIST_EACH(const struct source_field, f, &s->fields)
	{
		const struct segment_view *seg = slice_is(f->path, path) ? segment_at(s, f->segment)
									 : NULL;
		if (seg)
			return cut(s, seg);
	}
	fail_msg("no segment filled %s", path);
	return (struct slice){0};
}

static void api_and_pnr_of_one_traveller_are_shown_together(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	read_page(t, "family = 'ZZODHIAMBO' AND given LIKE 'GRACE%'", &page);
	assert_true(page.traveller.has_api && page.traveller.has_pnr);
	assert_true(slice_present(page.traveller.detail_json));
	assert_true(slice_present(page.traveller.pnr_detail_json));
	assert_true(slice_is(page.flight.number, "418"));
	assert_int_equal(page.joins.count, 1);
	assert_string_equal(page.joins.first->with, "pnr");
	assert_true(slice_is(page.joins.first->reason, "same travel document"));
	assert_true(slice_starts(page.booking_json, "{\"id\":\""));
	assert_true(holds(page.booking_json, "\"locator\":\"QX7M2P\""));
	assert_int_equal(page.companions.count, 1);
	assert_true(slice_starts(page.companions.first->given, "BABU"));
	assert_false(slice_present(page.companions.first->detail_json));
	assert_int_equal(page.sources.count, 2);
	assert_true(page.hits_known);
	assert_int_equal(page.hits.count, 0);
}

static void the_api_message_is_reduced_to_the_traveller(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	read_page(t, "family = 'ZZODHIAMBO' AND given LIKE 'GRACE%'", &page);
	const struct source_view *api = source_of(&page, "api");
	assert_true(slice_is(api->message.type, "PAXLST"));
	assert_true(holds(api->text, "UNB+UNOA:4+Z9APIS:ZZ"));
	assert_true(holds(api->text, "TDT+20+Z9418"));
	assert_true(holds(api->text, "NAD+FL+++ZZODHIAMBO:GRACE:AKINYI'"));
	assert_true(holds(api->text, "DOC+P:110:111+AK0417729'"));
	assert_true(holds(api->text, "UNT+9+1'"));
	assert_false(holds(api->text, "HADDAD"));
	assert_false(holds(api->text, "LR2288014"));
	assert_false(holds(api->text, "750102"));
	assert_false(holds(api->text, "OKELLO")); /* the carrier's officer */
	assert_false(holds(api->text, "COM+"));
	LIST_EACH(const struct segment_view, seg, &api->segments)
	{
		bool his = seg->number > 0 && seg->number >= segment_number(api, "NAD") &&
			   !slice_is(seg->tag, "CNT") && !slice_is(seg->tag, "UNT");
		assert_int_equal(seg->mine, his);
	}
}

static void the_other_traveller_of_the_message_sees_only_his(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	read_page(t, "family = 'ZZHADDAD'", &page);
	assert_int_equal(page.sources.count, 1);
	assert_int_equal(page.companions.count, 0);
	assert_false(slice_present(page.booking_json));
	const struct source_view *api = source_of(&page, "api");
	assert_true(holds(api->text, "NAD+FL+++ZZHADDAD:SAMI'"));
	assert_true(holds(api->text, "LR2288014"));
	assert_false(holds(api->text, "ODHIAMBO"));
	assert_false(holds(api->text, "AK0417729"));
}

static void the_pnr_message_is_reduced_to_the_booking(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	read_page(t, "family = 'ZZODHIAMBO' AND given LIKE 'GRACE%'", &page);
	const struct source_view *s = source_of(&page, "pnr");
	assert_true(holds(s->text, "RCI+Z9:QX7M2P"));
	assert_true(holds(s->text, "TIF+ZZODHIAMBO+GRACEAKINYIMRS:A:1:1'"));
	assert_true(holds(s->text, "AK0417729"));
	assert_true(holds(s->text, "TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'"));
	assert_true(holds(s->text, "ORG+1Y:NBO"));
	assert_false(holds(s->text, "R4TT8N")); /* the other booking */
	assert_false(holds(s->text, "MEER"));
	assert_false(holds(s->text, "09SEP61"));
	assert_false(holds(s->text, "BK1180056")); /* the infant's own document ... */
	assert_false(holds(s->text, "BABU"));
	assert_false(holds(s->text, "7771402233446")); /* ... and ticket */
	assert_false(holds(s->text, "YRTIN"));         /* ... and what else stands with his name */
}

static void of_a_companions_segments_only_the_tag_is_left(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	unsigned tags = 0, mine = 0;
	make_both(t);
	read_page(t, "family = 'ZZVAN DER MEER' AND given = 'JOOST'", &page);
	const struct source_view *s = source_of(&page, "pnr");
	assert_false(holds(s->text, "SASKIA"));
	assert_true(holds(s->text, "JOOST"));
	LIST_EACH(const struct segment_view, seg, &s->segments)
	{
		assert_true(slice_starts(cut(s, seg), arena_cstr(t->a, seg->tag)));
		tags += slice_eq(cut(s, seg), seg->tag);
		mine += seg->mine;
		assert_false(seg->mine && slice_eq(cut(s, seg), seg->tag));
	}
	assert_int_equal(tags, 3); /* TIF, SSR and TKT of the companion */
	assert_true(mine >= 2);
}

static void each_field_leads_to_the_segment_that_filled_it(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	read_page(t, "family = 'ZZODHIAMBO' AND given LIKE 'GRACE%'", &page);
	const struct source_view *api = source_of(&page, "api"), *s = source_of(&page, "pnr");
	assert_true(slice_is(segment_of_field(api, "family"), "NAD+FL+++ZZODHIAMBO:GRACE:AKINYI'"));
	assert_true(slice_is(segment_of_field(api, "birth_date"), "DTM+329:870614'"));
	assert_true(slice_is(segment_of_field(api, "documents.0"), "DOC+P:110:111+AK0417729'"));
	assert_true(slice_starts(segment_of_field(s, "family"), "TIF+ZZODHIAMBO+GRACE"));
	assert_true(slice_starts(segment_of_field(s, "booking.locator"), "RCI+Z9:QX7M2P"));
	assert_true(slice_starts(segment_of_field(s, "booking.segments.0"), "TVL+110326:0555"));
	const struct source_view *both[] = {api, s};
	for (size_t i = 0; i < 2; i++) {
		LIST_EACH(const struct source_field, f, &both[i]->fields)
		{
			const struct segment_view *seg = segment_at(both[i], f->segment);
			assert_non_null(seg);
			assert_false(seg &&
				     slice_eq(cut(both[i], seg), seg->tag)); /* none is hidden */
		}
	}
}

static void services_and_fares_that_name_the_traveller_are_marked(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	read_page(t, "family = 'ZZODHIAMBO' AND given LIKE 'GRACE%'", &page);
	const struct source_view *s = source_of(&page, "pnr");
	LIST_EACH(const struct segment_view, seg, &s->segments)
	{
		if (slice_is(seg->tag, "SSR") && seg->end - seg->start > 3)
			assert_true(seg->mine);
		if (slice_is(seg->tag, "ORG") || slice_is(seg->tag, "TVL"))
			assert_false(seg->mine);
	}
}

static void offsets_count_utf16_code_units(void **state)
{
	/* Two bytes and one unit; four bytes and two units. */
	static const struct test_person foreign[] = {
		{"ZZM\xc3\x9cLLER", "J\xc3\x96RG \xf0\x90\x8c\xb0X", "800101", "ZQ7654321"}, {0}};
	struct test_unit *t = *state;
	struct traveller_page page;
	test_unit_api(t, "418", "2603110555", "2603111320", foreign);
	read_page(t, "birth_date = '1980-01-01'", &page);
	const struct source_view *s = source_of(&page, "api");
	size_t last = 0;
	LIST_EACH(const struct segment_view, seg, &s->segments)
	{
		assert_true(seg->end > seg->start);
		assert_true(last == 0 || seg->start == last + 1); /* a line break between */
		last = seg->end;
		assert_true(slice_ends(cut(s, seg), "'"));
		assert_true(slice_starts(cut(s, seg), arena_cstr(t->a, seg->tag)));
	}
	assert_true(holds(s->text, "J\xc3\x96RG \xf0\x90\x8c\xb0X"));
	assert_true(slice_is(segment_of_field(s, "documents.0"), "DOC+P:110:111+ZQ7654321'"));
}

static void findings_of_others_are_left_out(void **state)
{
	static const struct test_person two[] = {
		{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
		{"ZZFICTUS", "BORIS", "721399", NULL}, /* no such day */
		{0}};
	struct test_unit *t = *state;
	struct traveller_page page;
	test_unit_api(t, "418", "2603110555", "2603111320", two);
	read_page(t, "family = 'ZZFICTUS'", &page);
	unsigned his = source_of(&page, "api")->findings.count;
	bool about_him = false;
	LIST_EACH(const struct finding_view, f, &source_of(&page, "api")->findings)
	{
		about_him = about_him || segment_at(source_of(&page, "api"), (unsigned)f->segment);
	}
	assert_true(about_him);
	read_page(t, "family = 'ZZTESTER'", &page);
	assert_true(source_of(&page, "api")->findings.count < his);
}

static void what_was_erased_is_counted_and_not_shown(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	char message[sizeof pnr + 200];
	const char *at = strstr(pnr, "SSR+SEAT");
	snprintf(message, sizeof message, "%.*sSSR+VGML:HK:1:Z9:::NBO:LIS+::1'%s", (int)(at - pnr),
		 pnr, at);
	test_unit_ingest(t, message);
	read_page(t, "given LIKE 'GRACE%'", &page);
	const struct source_view *s = source_of(&page, "pnr");
	assert_true(holds(s->removed_json, "\"code\":\"VGML\""));
	assert_false(holds(s->text, "VGML"));
	assert_false(holds(page.traveller.detail_json, "VGML"));
}

static void hits_are_shown_to_who_may_read_them(void **state)
{
	struct test_unit *t = *state;
	struct actor desk = test_actor(ACTOR_REQUESTS_DESK);
	struct traveller_page page;
	make_both(t);
	test_unit_list(t, "Wanted", LIST_HIGH,
		       "W1,Grace Akinyi Zzodhiambo,1987-06-14,AK0417729,UTO\n");
	int64_t id = traveller_id(t, "family = 'ZZODHIAMBO' AND given LIKE 'GRACE%'");
	assert_int_equal(review_traveller(t->u, &t->analyst, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.hits.count, 1);
	assert_int_equal(page.traveller.hits_open, 1);
	assert_int_equal(review_traveller(t->u, &desk, id, t->a, &page, &t->e), RC_OK);
	assert_false(page.hits_known || page.traveller.hits_known || page.flight.hits_known ||
		     page.companions.first->hits_known);
	assert_int_equal(page.hits.count, 0);
	assert_int_equal(page.traveller.hits_open + page.traveller.hits, 0);
	assert_int_equal(page.flight.hits_open + page.flight.hits, 0);
}

static void every_reading_is_on_record_with_its_purpose(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	int64_t id = traveller_id(t, "family = 'ZZHADDAD'");
	assert_int_equal(review_traveller(t->u, &t->analyst, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(review_traveller(t->u, &t->supervisor, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(
		test_unit_number(
			t, "SELECT count(DISTINCT actor) FROM audit WHERE "
			   "act = 'traveller.read' AND purpose LIKE '%: terrorist-offences' AND "
			   "object = 'traveller:' || (SELECT id FROM traveller WHERE "
			   "family = 'ZZHADDAD')"),
		2);
	assert_int_equal(review_traveller(t->u, &t->analyst, id + 1000, t->a, &page, &t->e),
			 RC_NOT_FOUND);
	assert_string_equal(t->e.code, "not-found");
}

static void nothing_is_shown_when_it_can_not_be_recorded(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	int64_t id = traveller_id(t, "family = 'ZZHADDAD'");
	test_unit_tamper(t, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN "
			    "SELECT raise(ABORT, 'the trail is full'); END");
	assert_int_not_equal(review_traveller(t->u, &t->analyst, id, t->a, &page, &t->e), RC_OK);
	assert_int_equal(page.traveller.id, 0);
	assert_null(page.sources.first);
	assert_null(page.traveller.family.p);
}

static void a_page_larger_than_its_memory_is_refused_whole(void **state)
{
	struct test_unit *t = *state;
	struct traveller_page page;
	make_both(t);
	int64_t id = traveller_id(t, "family = 'ZZHADDAD'");
	for (size_t room = 1 << 10; room < 200000; room *= 2) {
		struct arena *small = arena_new(room);
		enum rc rc = review_traveller(t->u, &t->analyst, id, small, &page, &t->e);
		assert_true(rc == RC_OK || (rc == RC_NOMEM && page.traveller.id == 0));
		arena_free(small);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_unit_make, test_unit_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(api_and_pnr_of_one_traveller_are_shown_together),
		TEST(the_api_message_is_reduced_to_the_traveller),
		TEST(the_other_traveller_of_the_message_sees_only_his),
		TEST(the_pnr_message_is_reduced_to_the_booking),
		TEST(of_a_companions_segments_only_the_tag_is_left),
		TEST(each_field_leads_to_the_segment_that_filled_it),
		TEST(services_and_fares_that_name_the_traveller_are_marked),
		TEST(offsets_count_utf16_code_units),
		TEST(findings_of_others_are_left_out),
		TEST(what_was_erased_is_counted_and_not_shown),
		TEST(hits_are_shown_to_who_may_read_them),
		TEST(every_reading_is_on_record_with_its_purpose),
		TEST(nothing_is_shown_when_it_can_not_be_recorded),
		TEST(a_page_larger_than_its_memory_is_refused_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
