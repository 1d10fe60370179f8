/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/write/emit.h"
#include "decode/write/test_draw.h"

#include <stdlib.h>
#include <string.h>

#define OUT_MAX ((size_t)1 << 20)

static const struct message paxlst = {
	.type = MESSAGE_PAXLST,
	.version = {"D:12B", 5},
	.sender = {"Z9DCS", 5},
	.recipient = {"PTGOV", 5},
	.prepared_at = {{2026, 3, 11}, 3, 2},
	.interchange_ref = {"R1", 2},
	.message_ref = {"1", 1},
};

static const struct message ackres = {
	.type = MESSAGE_ACKRES,
	.version = {"13:1", 4},
	.sender = {"PTPIU", 5},
	.recipient = {"Z9", 2},
	.prepared_at = {{2026, 3, 11}, 3, 56},
	.interchange_ref = {"R2", 2},
	.message_ref = {"1", 1},
};

/* One message with one FTX that has `text` in its fourth element. */
static void write_text(const struct message *m, struct slice text, struct buf *out)
{
	struct emit w;
	emit_interchange(&w, out, m);
	emit_message(&w, m, SLICE("REF"));
	emit_segment(&w, "FTX");
	emit_element(&w, SLICE("AAP"));
	emit_element(&w, (struct slice){0});
	emit_element(&w, (struct slice){0});
	emit_element(&w, text);
	emit_message_end(&w);
	emit_interchange_end(&w);
	assert_false(buf_failed(out));
}

static void writes(const struct message *m, struct slice text, const char *wanted)
{
	struct buf out;
	buf_init(&out, OUT_MAX);
	write_text(m, text, &out);
	buf_char(&out, '\0');
	assert_string_equal(out.p, wanted);
	buf_release(&out);
}

#define PAXLST_HEAD(level) \
	"UNA:+.? 'UNB+" level ":4+Z9DCS+PTGOV+260311:0302+R1'" \
	"UNH+1+PAXLST:D:12B:UN:IATA+REF'FTX+AAP+++"
#define PAXLST_TAIL "'UNT+3+1'UNZ+1+R1'"

static void an_interchange_has_its_service_segments_and_counts(void **state)
{
	(void)state;
	writes(&paxlst, SLICE("OK TO BOARD"), PAXLST_HEAD("UNOA") "OK TO BOARD" PAXLST_TAIL);
	writes(&ackres, SLICE("GONE"),
	       "UNA:+.? 'UNB+IATA:1+PTPIU+Z9+260311:0356+R2'"
	       "UNH+1+ACKRES:13:1:IA+REF'FTX+AAP+++GONE'UNT+3+1'UNZ+1+R2'");
}

static void separators_in_a_text_are_released(void **state)
{
	(void)state;
	writes(&paxlst, SLICE("O'HARA+1:2?*"), PAXLST_HEAD("UNOA") "O?'HARA?+1?:2??*" PAXLST_TAIL);
}

static void una_of_the_message_is_kept_to(void **state)
{
	(void)state;
	struct message m = paxlst;
	m.una = SLICE("UNA:*.?#$");
	writes(&m, SLICE("O'HARA*#$"),
	       "UNA:*.?#$UNB*UNOC:4*Z9DCS*PTGOV*260311:0302*R1$"
	       "UNH*1*PAXLST:D:12B:UN:IATA*REF$FTX*AAP***O'HARA?*?#?$$UNT*3*1$UNZ*1*R1$");
}

static void without_a_release_character_separators_are_lost_and_told(void **state)
{
	(void)state;
	struct message m = paxlst;
	struct buf out;
	struct emit w;
	m.una = SLICE("UNA:+.  '");
	buf_init(&out, OUT_MAX);
	emit_interchange(&w, &out, &m);
	emit_message(&w, &m, SLICE("A?B"));
	assert_false(w.lossy);
	emit_segment(&w, "FTX");
	emit_element(&w, SLICE("O'HARA"));
	assert_true(w.lossy);
	emit_message_end(&w);
	emit_interchange_end(&w);
	buf_char(&out, '\0');
	assert_non_null(strstr(out.p, "+A?B'FTX+O HARA'UNT+3+1'"));
	buf_release(&out);
}

static void what_is_empty_is_written_only_before_something(void **state)
{
	(void)state;
	struct buf out;
	struct emit w;
	buf_init(&out, OUT_MAX);
	emit_interchange(&w, &out, &paxlst);
	emit_message(&w, &paxlst, (struct slice){0});
	emit_segment(&w, "SRC");
	emit_segment(&w, "NAD");
	emit_element(&w, SLICE("FL"));
	emit_component(&w, (struct slice){0});
	emit_element(&w, SLICE(""));
	emit_component(&w, SLICE(" "));
	emit_component(&w, SLICE(" A "));
	emit_element(&w, (struct slice){0});
	emit_component(&w, (struct slice){0});
	emit_message_end(&w);
	emit_interchange_end(&w);
	buf_char(&out, '\0');
	assert_non_null(strstr(out.p, "IATA'SRC'NAD+FL+::A'UNT+4+1'"));
	buf_release(&out);
}

static void a_tag_behind_an_apostrophe_stays_text(void **state)
{
	(void)state;
	writes(&paxlst, SLICE("D'RFF"), PAXLST_HEAD("UNOA") "D?'?RFF" PAXLST_TAIL);
	writes(&paxlst, SLICE("D'  UNT"), PAXLST_HEAD("UNOA") "D?'  ?UNT" PAXLST_TAIL);
	writes(&paxlst, SLICE("D'RFFX"), PAXLST_HEAD("UNOA") "D?'RFFX" PAXLST_TAIL);
	writes(&paxlst, SLICE("D\xe2\x80\x99NAD"),
	       PAXLST_HEAD("UNOW") "D\xe2\x80\x99?NAD" PAXLST_TAIL);
	/* The second byte of this letter is the apostrophe of Windows-1252. */
	writes(&paxlst, SLICE("\xd0\x92NAD"), PAXLST_HEAD("UNOW") "\xd0\x92?NAD" PAXLST_TAIL);
}

static void the_letter_of_erased_segments_stays_text(void **state)
{
	(void)state;
	struct buf out;
	struct emit w;
	buf_init(&out, OUT_MAX);
	emit_interchange(&w, &out, &paxlst);
	emit_message(&w, &paxlst, (struct slice){0});
	emit_segment(&w, "ERC");
	emit_element(&w, SLICE("XX"));
	emit_segment(&w, "RFF");
	emit_element(&w, SLICE("AVF"));
	emit_component(&w, SLICE("XXX"));
	emit_message_end(&w);
	emit_interchange_end(&w);
	buf_char(&out, '\0');
	assert_non_null(strstr(out.p, "IATA'ERC+?XX'RFF+AVF:XXX'UNT+4+1'"));
	buf_release(&out);
}

static void the_level_is_the_narrowest_that_holds_the_text(void **state)
{
	(void)state;
	writes(&paxlst, SLICE("a"), PAXLST_HEAD("UNOB") "a" PAXLST_TAIL);
	writes(&paxlst, SLICE("A@B"), PAXLST_HEAD("UNOC") "A@B" PAXLST_TAIL);
	writes(&paxlst, SLICE("Z\xc3\x9cRICH"), PAXLST_HEAD("UNOC") "Z\xdcRICH" PAXLST_TAIL);
	writes(&paxlst,
	       SLICE("\xc5\x81\xc3\x93"
		     "D"),
	       PAXLST_HEAD("UNOW") "\xc5\x81\xc3\x93"
				   "D" PAXLST_TAIL);
	/* In ISO 8859-1 it would be read as UTF-8 of one letter. */
	writes(&paxlst, SLICE("\xc3\x83\xc2\xa9"),
	       PAXLST_HEAD("UNOW") "\xc3\x83\xc2\xa9" PAXLST_TAIL);
	writes(&ackres, SLICE("a@\xc3\x89"),
	       "UNA:+.? 'UNB+UNOC:4+PTPIU+Z9+260311:0356+R2'"
	       "UNH+1+ACKRES:13:1:IA+REF'FTX+AAP+++a@\xc9'UNT+3+1'UNZ+1+R2'");
}

static void control_characters_become_blanks(void **state)
{
	(void)state;
	writes(&paxlst,
	       SLICE("\nA\r\nB\x01"
		     "C"),
	       PAXLST_HEAD("UNOA") "A  B C" PAXLST_TAIL);
}

static void parts_and_tests_are_marked(void **state)
{
	(void)state;
	struct message m = paxlst;
	m.test = true;
	m.part = 1;
	writes(&m, SLICE("A"),
	       "UNA:+.? 'UNB+UNOA:4+Z9DCS+PTGOV+260311:0302+R1++++++1'"
	       "UNH+1+PAXLST:D:12B:UN:IATA+REF+01:C'FTX+AAP+++A'UNT+3+1'UNZ+1+R1'");
	m.test = false;
	m.part = 12;
	m.last_part = true;
	writes(&m, SLICE("A"),
	       "UNA:+.? 'UNB+UNOA:4+Z9DCS+PTGOV+260311:0302+R1'"
	       "UNH+1+PAXLST:D:12B:UN:IATA+REF+12:F'FTX+AAP+++A'UNT+3+1'UNZ+1+R1'");
}

static void an_interchange_holds_several_messages(void **state)
{
	(void)state;
	struct buf out;
	struct emit w;
	struct message second = paxlst;
	second.message_ref = SLICE("2");
	buf_init(&out, OUT_MAX);
	emit_interchange(&w, &out, &paxlst);
	emit_message(&w, &paxlst, SLICE("A"));
	emit_message_end(&w);
	emit_message(&w, &second, SLICE("B"));
	emit_segment(&w, "BGM");
	emit_message_end(&w);
	emit_interchange_end(&w);
	buf_char(&out, '\0');
	assert_non_null(strstr(out.p, "UNH+1+PAXLST:D:12B:UN:IATA+A'UNT+2+1'"
				      "UNH+2+PAXLST:D:12B:UN:IATA+B'BGM'UNT+3+2'UNZ+2+R1'"));
	buf_release(&out);
}

/* ---- Whatever is written is read again ---- */

static const struct slice *find_text(struct edi_reader *r, struct slice *text)
{
	while (edi_next(r) == RC_OK) {
		if (edi_tag_is(&r->segment, "FTX"))
			*text = edi_text(r, 3, 0);
	}
	return text;
}

static void any_text_is_read_as_it_was_written(void **state)
{
	(void)state;
	struct arena *a = arena_new(OUT_MAX * 16);
	struct edi_reader *r = malloc(sizeof *r);
	struct buf out;
	buf_init(&out, OUT_MAX);
	assert_non_null(a);
	assert_non_null(r);
	for (unsigned long seed = 0; seed < draw_cases(20000); seed++) {
		struct draw d = {seed};
		struct message m = draw_once_in(&d, 2) ? paxlst : ackres;
		struct slice read = {0};
		finding_list findings = {0};
		m.una = draw_una(&d);
		struct slice text = draw_text(&d, a);
		write_text(&m, text, &out);
		edi_init(r, buf_slice(&out), a, &findings);
		if (!slice_eq(*find_text(r, &read), text) || findings.count > 0)
			fail_msg("seed %lu: %.*s\nwritten: %.*s\nread: %.*s", seed, SLICE_ARG(text),
				 SLICE_ARG(buf_slice(&out)), SLICE_ARG(read));
		buf_clear(&out);
		arena_reset(a);
	}
	buf_release(&out);
	free(r);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interchange_has_its_service_segments_and_counts),
		cmocka_unit_test(separators_in_a_text_are_released),
		cmocka_unit_test(una_of_the_message_is_kept_to),
		cmocka_unit_test(without_a_release_character_separators_are_lost_and_told),
		cmocka_unit_test(what_is_empty_is_written_only_before_something),
		cmocka_unit_test(a_tag_behind_an_apostrophe_stays_text),
		cmocka_unit_test(the_letter_of_erased_segments_stays_text),
		cmocka_unit_test(the_level_is_the_narrowest_that_holds_the_text),
		cmocka_unit_test(control_characters_become_blanks),
		cmocka_unit_test(parts_and_tests_are_marked),
		cmocka_unit_test(an_interchange_holds_several_messages),
		cmocka_unit_test(any_text_is_read_as_it_was_written),
	};
	return cmocka_run_group_tests_name("decode/emit", tests, NULL, NULL);
}
