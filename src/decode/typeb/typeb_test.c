/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNB "UNA:+.? 'UNB+UNOA:4+Z9APIS+PTPIU+260311:0312+1'UNH+1+PAXLST:D:12B'BGM+745'"
#define WHO(name) "NAD+FL+++" name ":A'ATT+2++F'"
#define UNZ "UNT+9+1'UNZ+1+1'"
#define TO "\x01QU LISPIXH LISAPTP\r\n.NBOAPZ9 110312\r\n"
#define END "\r\n\x03\r\n"

struct fixture {
	struct arena *arena;
	struct typeb frames;
	struct message *m;
	char *bytes;
	size_t n;
};

static void unwrap(struct fixture *f, const char *text)
{
	struct err e;
	*f = (struct fixture){.arena = arena_new(64 << 20), .n = strlen(text)};
	f->bytes = malloc(f->n + 1);
	assert_non_null(f->bytes);
	memcpy(f->bytes, text, f->n + 1);
	assert_int_equal(typeb_unwrap(f->bytes, f->n, f->arena, &f->frames, &e), RC_OK);
	const struct decode_options options = {.today = {2026, 4, 1}, .frames = &f->frames};
	struct decoder *d = decoder_new((struct slice){f->bytes, f->n}, &options);
	assert_non_null(d);
	assert_int_equal(decoder_next(d, f->arena, &f->m, &e), RC_OK);
	decoder_free(d);
}

static void end(struct fixture *f)
{
	free(f->bytes);
	arena_free(f->arena);
}

static const struct finding *finding(const struct fixture *f, const char *code)
{
	LIST_EACH(const struct finding, i, &f->m->findings)
	{
		if (strcmp(i->code, code) == 0)
			return i;
	}
	return NULL;
}

/* The offset and severity of a finding that must be there. */
static struct finding told(const struct fixture *f, const char *code)
{
	const struct finding *found = finding(f, code);
	if (!found)
		fail_msg("no finding %s", code);
	return found ? *found : (struct finding){0};
}

static void names(const struct fixture *f, const char *expected)
{
	char all[200] = "";
	size_t n = 0;
	LIST_EACH(const struct traveller, t, &f->m->travellers)
	{
		n += (size_t)snprintf(all + n, sizeof all - n, "%.*s ", SLICE_ARG(t->family));
	}
	assert_string_equal(all, expected);
}

static void the_header_says_who_sent_it_to_whom_and_when(void **state)
{
	struct fixture f;
	(void)state;
	unwrap(&f,
	       "\r\n\x01QK LISPIXH LISAPTP\r\nOPOPIXH\r\n.NBOAPZ9 110312 FREE TEXT\r\nPXL\r\nPART1\r\n"
	       "\x02" UNB WHO("ONE") UNZ "\r\nENDPART1" END);
	const struct typeb_frame *t = f.frames.frames.first;
	assert_true(slice_is(t->priority, "QK"));
	assert_int_equal(t->addresses, 3);
	assert_true(slice_is(t->recipient, "LISPIXH"));
	assert_true(slice_is(t->origin, "NBOAPZ9"));
	assert_true(slice_is(t->identity, "110312"));
	assert_true(slice_is(t->smi, "PXL"));
	assert_int_equal(t->part, 1);
	assert_true(t->last_part);
	names(&f, "ONE ");
	assert_null(finding(&f, "text-outside-interchange"));
	end(&f);
}

static void what_is_no_frame_stays_as_it_is(void **state)
{
	static const char *const texts[] = {UNB WHO("ONE") UNZ, "QU LISPIXH\r\n" UNB UNZ,
					    "QU lispixh\r\n.NBOAPZ9\r\n" UNB UNZ,
					    "QUEUE\r\n" UNB UNZ};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct fixture f;
		unwrap(&f, texts[i]);
		assert_int_equal(f.frames.frames.count, 0);
		assert_string_equal(f.bytes, texts[i]);
		end(&f);
	}
}

static void offsets_stay_where_nothing_is_moved(void **state)
{
	struct fixture f;
	const char *text = TO "PART1\r\n\x02" UNB "NAD+FL+++ON" END TO "PART2\r\n\x02"
			      "E:A'ATT+2++F'" WHO("TWO") UNZ "\r\nENDPART2" END;
	(void)state;
	unwrap(&f, text);
	names(&f, "ONE TWO ");
	const struct traveller *two = f.m->travellers.last;
	assert_int_equal(two->place.offset, strstr(text, "NAD+FL+++TWO") - text);
	assert_null(finding(&f, "frame-part-missing"));
	end(&f);
}

static void parts_out_of_order_are_joined_and_findings_point_into_the_original(void **state)
{
	struct fixture f;
	const char *text = TO "PART2\r\n\x02"
			      "E:A'NAT+2+QQQ'" UNZ "\r\nENDPART2" END TO "PART1\r\n\x02" UNB
			      "NAD+FL+++ON" END;
	(void)state;
	unwrap(&f, text);
	assert_true(f.frames.moved);
	names(&f, "ONE ");
	assert_int_equal(told(&f, "country-unknown").offset, strstr(text, "NAT") - text);
	end(&f);
}

static void parts_without_numbers_follow_their_beginning(void **state)
{
	struct fixture f;
	(void)state;
	unwrap(&f, TO "\x02TT+2++F'" WHO("TWO") END TO "\x02" UNB "NAD+FL+++ONE:A'A" END TO
						       "\x02" UNZ END);
	names(&f, "ONE TWO ");
	end(&f);
}

static void parts_of_two_senders_are_not_mixed(void **state)
{
	struct fixture f;
	(void)state;
	unwrap(&f, TO "PART1\r\n\x02" UNB WHO("ONE") END
	       "\x01QU LISPIXH\r\n.CAIAPZ8 110312\r\nPART2\r\n\x02" WHO("ALIEN") UNZ
	       "\r\nENDPART2" END TO "PART2\r\n\x02" WHO("TWO") UNZ "\r\nENDPART2" END);
	names(&f, "ONE TWO ");
	end(&f);
}

static void a_missing_part_is_a_finding_and_mixes_nobody(void **state)
{
	struct fixture f;
	const char *text = TO
		"PART1\r\n\x02" UNB WHO("ONE") "DOC+P+AB12" END TO "PART3\r\n\x02"
					       "99'DTM+329:800101'LOC+178+NBO'" WHO("THREE") UNZ
		"\r\nENDPART3" END;
	(void)state;
	unwrap(&f, text);
	names(&f, "ONE THREE ");
	const struct traveller *one = f.m->travellers.first;
	assert_int_equal(one->documents.count, 0);
	assert_false(date_present(one->birth_date));
	assert_false(slice_present(one->embark));
	struct finding gap = told(&f, "frame-part-missing");
	assert_int_equal(gap.severity, SEVERITY_ERROR);
	assert_int_equal(gap.offset, strrchr(text, '\x01') - text);
	end(&f);
}

static void a_missing_first_or_last_part_is_a_finding(void **state)
{
	struct fixture f;
	(void)state;
	unwrap(&f, TO "PART1\r\n\x02" UNB WHO("ONE") "DOC+P+AB12" END);
	names(&f, "ONE ");
	assert_int_equal(f.m->travellers.first->documents.count, 0);
	assert_non_null(finding(&f, "frame-part-missing"));
	end(&f);
	unwrap(&f, TO "PART2\r\n\x02"
		      "1'ATT+2++F'" WHO("TWO") UNZ "\r\nENDPART2" END);
	names(&f, "TWO ");
	assert_non_null(finding(&f, "frame-part-missing"));
	end(&f);
}

static void a_text_that_is_no_edifact_is_no_part(void **state)
{
	struct fixture f;
	(void)state;
	unwrap(&f, TO "\x02PLS SEND LIST AGAIN" END);
	assert_true(f.m->unreadable);
	assert_null(finding(&f, "frame-part-missing"));
	end(&f);
}

static void long_lines_are_told(void **state)
{
	struct fixture f;
	(void)state;
	unwrap(&f, TO "\x02" UNB WHO("ONE") UNZ END);
	assert_non_null(finding(&f, "frame-line-long"));
	end(&f);
}

static void marks_without_lines_take_linear_time(void **state)
{
	struct fixture f;
	struct buf text;
	(void)state;
	buf_init(&text, 64 << 20);
	buf_text(&text, TO);
	for (int i = 0; i < 1000000; i++)
		buf_text(&text, "\x01QU LISPIXH ");
	buf_char(&text, '\0');
	int64_t from = clock_monotonic();
	unwrap(&f, text.p);
	assert_true(clock_monotonic() - from < 20 * SECOND_US);
	end(&f);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_header_says_who_sent_it_to_whom_and_when),
		cmocka_unit_test(what_is_no_frame_stays_as_it_is),
		cmocka_unit_test(offsets_stay_where_nothing_is_moved),
		cmocka_unit_test(
			parts_out_of_order_are_joined_and_findings_point_into_the_original),
		cmocka_unit_test(parts_without_numbers_follow_their_beginning),
		cmocka_unit_test(parts_of_two_senders_are_not_mixed),
		cmocka_unit_test(a_missing_part_is_a_finding_and_mixes_nobody),
		cmocka_unit_test(a_missing_first_or_last_part_is_a_finding),
		cmocka_unit_test(a_text_that_is_no_edifact_is_no_part),
		cmocka_unit_test(long_lines_are_told),
		cmocka_unit_test(marks_without_lines_take_linear_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
