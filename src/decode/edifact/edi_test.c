/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "decode/edifact/scan.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HEAD "UNB+UNOA:4+Z9+GOV+260311:0312+R1'UNH+1+PAXLST:D:12B:UN'"
#define TAIL "UNT+2+1'UNZ+1+R1'"

struct reading {
	struct buf segments; /* "NAD|FL||A:B" for each, a blank line between none */
	struct buf findings; /* codes, with a blank between */
};

static void write_segment(struct edi_reader *r, struct buf *out)
{
	buf_text(out, r->segment.tag);
	for (unsigned e = 0; e < r->segment.elements; e++) {
		buf_char(out, '|');
		for (unsigned c = 0; c < edi_components(&r->segment, e); c++) {
			if (c > 0)
				buf_char(out, ':');
			buf_add(out, edi_text(r, e, c));
		}
	}
	buf_char(out, '\n');
}

static struct edi_reader *reader_on(struct slice text, struct arena *a, finding_list *findings)
{
	struct edi_reader *r = malloc(sizeof *r);
	if (!r)
		abort();
	edi_init(r, text, a, findings);
	return r;
}

static void read_all(struct slice input, struct reading *out)
{
	/* A copy of its own, so that a sanitizer sees reads beyond the end. */
	char *copy = malloc(input.n + (input.n == 0));
	struct arena *a = arena_new((size_t)64 << 20);
	if (!copy || !a)
		abort();
	memcpy(copy, input.p, input.n);
	finding_list findings = {0};
	buf_init(&out->segments, (size_t)64 << 20);
	buf_init(&out->findings, 1 << 20);
	struct edi_reader *r = reader_on((struct slice){copy, input.n}, a, &findings);
	while (edi_next(r) == RC_OK)
		write_segment(r, &out->segments);
	LIST_EACH(const struct finding, f, &findings)
	buf_printf(&out->findings, "%s ", f->code);
	buf_char(&out->segments, '\0');
	buf_char(&out->findings, '\0');
	free(r);
	arena_free(a);
	free(copy);
}

static void release(struct reading *g)
{
	buf_release(&g->segments);
	buf_release(&g->findings);
}

/* Reads `input` and compares with the segments, and the codes of the findings. */
static void reads(struct slice input, const char *segments, const char *findings)
{
	struct reading g;
	read_all(input, &g);
	assert_string_equal(g.segments.p, segments);
	assert_string_equal(g.findings.p, findings);
	release(&g);
}

/* The same for segments within one message. */
static void reads_body(const char *body, const char *segments, const char *findings)
{
	struct buf input;
	struct buf wanted;
	buf_init(&input, 1 << 20);
	buf_init(&wanted, 1 << 20);
	buf_printf(&input, HEAD "%s" TAIL, body);
	buf_printf(&wanted,
		   "UNB|UNOA:4|Z9|GOV|260311:0312|R1\nUNH|1|PAXLST:D:12B:UN\n%s"
		   "UNT|2|1\nUNZ|1|R1\n%c",
		   segments, '\0');
	reads(buf_slice(&input), wanted.p, findings);
	buf_release(&input);
	buf_release(&wanted);
}

static void segments_have_elements_and_components(void **state)
{
	(void)state;
	reads_body("NAD+FL+++ODHIAMBO:GRACE:AKINYI+RUA NOVA 14'SRC'ORG+'",
		   "NAD|FL|||ODHIAMBO:GRACE:AKINYI|RUA NOVA 14\nSRC\nORG|\n", "");
}

static void without_una_the_usual_separators_are_in_force(void **state)
{
	(void)state;
	reads(SLICE("UNH+1+PAXLST:D:12B:UN'BGM+745'UNT+3+1'"),
	      "UNH|1|PAXLST:D:12B:UN\nBGM|745\nUNT|3|1\n", "");
}

static void una_names_other_separators(void **state)
{
	(void)state;
	reads(SLICE("UNA:*.? $UNB*UNOA:4*Z9$UNH*1*PAXLST:D$RFF*TN:A+B?*C'D$UNT*3*1$"),
	      "UNA\nUNB|UNOA:4|Z9\nUNH|1|PAXLST:D\nRFF|TN:A+B*C'D\nUNT|3|1\n", "");
	reads(SLICE("UNA:+.\\*'UNB+UNOA:4+Z9'UNH+1+PAXLST:D'NAD+FL+++O\\'HARA?:B'UNT+3+1'"),
	      "UNA\nUNB|UNOA:4|Z9\nUNH|1|PAXLST:D\nNAD|FL|||O'HARA?:B\nUNT|3|1\n", "");
}

static void information_separators_are_read_without_una(void **state)
{
	(void)state;
	reads(SLICE("UNB\x1dUNOB\x1f"
		    "1\x1dZ9\x1cUNH\x1d"
		    "1\x1dPAXLST\x1f"
		    "D\x1c"
		    "BGM\x1d"
		    "745\x1c"),
	      "UNB|UNOB:1|Z9\nUNH|1|PAXLST:D\nBGM|745\n", "");
}

static void repetition_counts_only_in_syntax_four_with_una(void **state)
{
	(void)state;
	const char *v4 = "UNA:+.?*'UNB+UNOA:4+Z9'UNH+1+PAXLST:D'COM+1:TE*2:FX'FTX+A?*B'";
	reads(slice_of(v4), "UNA\nUNB|UNOA:4|Z9\nUNH|1|PAXLST:D\nCOM|1:TE|2:FX\nFTX|A*B\n", "");
	reads(SLICE("UNA:+.?*'UNB+UNOA:3+Z9'UNH+1+PAXLST:D'FTX+A*B'"),
	      "UNA\nUNB|UNOA:3|Z9\nUNH|1|PAXLST:D\nFTX|A*B\n", "");
	reads_body("FTX+A*B'", "FTX|A*B\n", "");
}

static void una_of_eight_characters_is_mended(void **state)
{
	(void)state;
	reads(SLICE("UNA:+.?'UNB+UNOA:4+Z9'UNH+1+PAXLST:D'NAD+FL+++O?'HARA'UNT+3+1'"),
	      "UNA\nUNB|UNOA:4|Z9\nUNH|1|PAXLST:D\nNAD|FL|||O'HARA\nUNT|3|1\n", "una-damaged ");
	reads(SLICE("UNA:+.?'\r\nUNB+UNOA:4+Z9'\r\nUNH+1+PAXLST:D'\r\n"),
	      "UNA\nUNB|UNOA:4|Z9\nUNH|1|PAXLST:D\n", "una-damaged ");
}

static void una_that_names_wrong_separators_is_not_believed(void **state)
{
	(void)state;
	static const char *const heads[] = {"UNA:*.? $", "UNA+:.? '", "UNA123456", "UNA",
					    "UNA:+.? $"};
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		struct buf input;
		buf_init(&input, 1000);
		buf_printf(&input, "%sUNB+UNOA:4+Z9'UNH+1+PAXLST:D'BGM+745'", heads[i]);
		reads(buf_slice(&input), "UNA\nUNB|UNOA:4|Z9\nUNH|1|PAXLST:D\nBGM|745\n",
		      "una-damaged ");
		buf_release(&input);
	}
}

static void a_release_makes_the_next_character_text(void **state)
{
	(void)state;
	reads_body("NAD+FL+++NDLOVU-O?'HARA:A?+B?:C?\?'COM+?+351 1?2:TE'",
		   "NAD|FL|||NDLOVU-O'HARA:A+B:C?\nCOM|+351 12:TE\n", "");
}

static void a_released_terminator_does_not_end_the_segment(void **state)
{
	(void)state;
	reads_body("LTS+TEXT UNT?+50 ?' UNT?+50'BGM+745'", "LTS|TEXT UNT+50 ' UNT+50\nBGM|745\n",
		   "");
}

static void a_release_that_eats_the_terminator_is_mended(void **state)
{
	(void)state;
	reads_body("NAD+FL+++OKELLO:SAM?'ATT+2++M'", "NAD|FL|||OKELLO:SAM\nATT|2||M\n",
		   "release-dangling ");
	reads_body("NAD+FL+++OKELLO:SAM?\r\n'\r\nATT+2++M'", "NAD|FL|||OKELLO:SAM\nATT|2||M\n",
		   "release-dangling ");
	reads(SLICE(HEAD "FTX+A?"),
	      "UNB|UNOA:4|Z9|GOV|260311:0312|R1\nUNH|1|PAXLST:D:12B:UN\nFTX|A\n",
	      "release-dangling terminator-missing ");
}

static void line_breaks_and_blanks_between_segments_are_nothing(void **state)
{
	(void)state;
	reads(SLICE("\xef\xbb\xbfUNB+UNOA:4+Z9'\r\n  UNG +PAXLST'\n\n\tUNH\r\n+1+PAXLST:D'\r\n''BGM+745'\r\n"),
	      "UNB|UNOA:4|Z9\nUNG|PAXLST\nUNH|1|PAXLST:D\nBGM|745\n", "");
}

static void line_breaks_inside_segments_are_deleted(void **state)
{
	(void)state;
	reads_body("NA\r\nD+FL+++ODHIA\r\nMBO:GRA\nCE'D\nO\nC+P+AK\n0417729\n'AT\nT\n+2++F'",
		   "NAD|FL|||ODHIAMBO:GRACE\nDOC|P|AK0417729\nATT|2||F\n", "");
	/* Airports that are named like segments, at the beginning of a line. */
	reads_body("TVL+110326:0555+NBO+\r\nADD+Z9'LOC+125:\nMEA+X'",
		   "TVL|110326:0555|NBO|ADD|Z9\nLOC|125:MEA|X\n", "");
}

static void a_terminator_lost_at_the_end_of_a_line_is_found(void **state)
{
	(void)state;
	reads_body("LOC+125+NBO\r\nDTM+189:2603110555:201'SRC\nRCI+Z9:A'",
		   "LOC|125|NBO\nDTM|189:2603110555:201\nSRC\nRCI|Z9:A\n",
		   "terminator-lost terminator-lost ");
}

static void a_typographic_apostrophe_ends_a_segment_before_a_known_tag(void **state)
{
	(void)state;
	reads_body("ATT+2++M\xe2\x80\x99"
		   "DTM+329:750102'SRC\xe2\x80\x99NAT+2+KEN\x92\r\nRFF+AVF:A'",
		   "ATT|2||M\nDTM|329:750102\nSRC\nNAT|2|KEN\nRFF|AVF:A\n",
		   "terminator-replaced terminator-replaced terminator-replaced ");
	reads_body("NAD+FL+++O\xe2\x80\x99HARA:DOC'", "NAD|FL|||O\xe2\x80\x99HARA:DOC\n",
		   "charset-undeclared ");
}

static void text_around_interchanges_is_passed_over(void **state)
{
	(void)state;
	reads(SLICE("QU LISPIXH\r\n.NBOAPZ9 110312 UNABLE UNB\r\nUNB+UNOA:4+Z9'UNH+1+PAXLST:D'UNT+2+1'"
		    "UNZ+1+R'\r\n-- \nUNTIL 13Nov09, it's UNHURRIED\r\nUNA:*.? 'UNB*UNOA:4*Y8'UNZ*0*Q'\x1a"),
	      "UNB|UNOA:4|Z9\nUNH|1|PAXLST:D\nUNT|2|1\nUNZ|1|R\nUNA\nUNB|UNOA:4|Y8\nUNZ|0|Q\n",
	      "text-outside-interchange text-outside-interchange ");
}

static void text_after_a_message_is_passed_over_where_unz_is_missing(void **state)
{
	(void)state;
	reads(SLICE(HEAD "UNT+2+1'13Nov09 it's done\nUNB+UNOA:4+Z9'"),
	      "UNB|UNOA:4|Z9|GOV|260311:0312|R1\nUNH|1|PAXLST:D:12B:UN\nUNT|2|1\nUNB|UNOA:4|Z9\n",
	      "text-outside-interchange ");
}

static void the_next_interchange_has_its_own_separators(void **state)
{
	(void)state;
	reads(SLICE("UNA:*.? $UNB*UNOA:4*Z9$UNZ*0*A$UNB+UNOA:4+Y8'UNH+1+PAXLST:D'UNA:*.? $UNB*UNOA:4*Z9$"),
	      "UNA\nUNB|UNOA:4|Z9\nUNZ|0|A\nUNB|UNOA:4|Y8\nUNH|1|PAXLST:D\nUNA\nUNB|UNOA:4|Z9\n",
	      "");
}

static void a_header_glued_to_a_broken_segment_is_found(void **state)
{
	(void)state;
	reads(SLICE("UNH+1+PAXLST:D'NAD+FL+++ONEUNH+2+PAXLST:D'BGM+745UNB+UNOA:4+Z9'UNH+1+PAXLST:D'"
		    "DOC+P+A1UNA:*.? $UNB*UNOA:4$UNH*1*PAXLST:D$"),
	      "UNH|1|PAXLST:D\nNAD|FL|||ONE\nUNH|2|PAXLST:D\nBGM|745\nUNB|UNOA:4|Z9\n"
	      "UNH|1|PAXLST:D\nDOC|P|A1\nUNA\nUNB|UNOA:4\nUNH|1|PAXLST:D\n",
	      "terminator-lost terminator-lost terminator-lost ");
	/* Names are no headers. */
	reads_body("NAD+FL+++LUNA:DUNBAR:AUNHO'", "NAD|FL|||LUNA:DUNBAR:AUNHO\n", "");
	reads_body("NAD+FL+++BRUNT:RAUNH+1 ST+TUNB+UNA:X'UCI+UNH+1+PAXLST:D'",
		   "NAD|FL|||BRUNT:RAUNH|1 ST|TUNB|UNA:X\nUCI|UNH|1|PAXLST:D\n", "");
}

static void reading_goes_on_behind_what_cannot_be_read(void **state)
{
	(void)state;
	reads_body("A+B'%%%%NAD+FL+++OKELLO'n$d+FL'ATT+2++M'", "NAD|FL|||OKELLO\nATT|2||M\n",
		   "segment-unreadable segment-unreadable segment-unreadable ");
	reads_body("+x+ADD+y'BGM+745'", "BGM|745\n", "segment-unreadable ");
	reads(SLICE(HEAD "UNT+2+1'%%H+2+PAXLST:D'BGM+745'"),
	      "UNB|UNOA:4|Z9|GOV|260311:0312|R1\nUNH|1|PAXLST:D:12B:UN\nUNT|2|1\nBGM|745\n",
	      "segment-unreadable ");
}

static void nul_bytes_are_left_out(void **state)
{
	(void)state;
	char text[] = HEAD "NAD+FL+++OK#LLO'##ATT+2++M'" TAIL;
	for (char *p = text; *p; p++)
		*p = *p == '#' ? '\0' : *p;
	/* The text is longer than up to its first NUL. */
	reads((struct slice){text, sizeof text - 1},
	      "UNB|UNOA:4|Z9|GOV|260311:0312|R1\nUNH|1|PAXLST:D:12B:UN\nNAD|FL|||OKLLO\nATT|2||M\n"
	      "UNT|2|1\nUNZ|1|R1\n",
	      "control-character ");
}

static void character_sets_become_utf8(void **state)
{
	(void)state;
	reads(SLICE("UNB+UNOC:3+Z9'UNH+1+PAXLST:D'NAD+FL+++M\xdcLLER:\x8aPELA'"),
	      "UNB|UNOC:3|Z9\nUNH|1|PAXLST:D\nNAD|FL|||M\xc3\x9cLLER:\xc5\xa0PELA\n", "");
	reads(SLICE("UNB+UNOD:3+Z9'UNH+1+PAXLST:D'NAD+FL+++\xa3UCZAK'"),
	      "UNB|UNOD:3|Z9\nUNH|1|PAXLST:D\nNAD|FL|||\xc5\x81UCZAK\n", "");
	reads(SLICE("UNB+UNOE:3+Z9'UNH+1+PAXLST:D'NAD+FL+++\xb8\xd2\xd0\xdd'"),
	      "UNB|UNOE:3|Z9\nUNH|1|PAXLST:D\nNAD|FL|||\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd\n", "");
	reads(SLICE("UNB+UNOW:4+Z9'UNH+1+PAXLST:D'NAD+FL+++M\xc3\x9cLLER'"),
	      "UNB|UNOW:4|Z9\nUNH|1|PAXLST:D\nNAD|FL|||M\xc3\x9cLLER\n", "");
}

static void undeclared_characters_are_read_and_noted_once_a_message(void **state)
{
	(void)state;
	reads_body(
		"NAD+FL+++M\xdcLLER:J\xd6RG'NAD+FL+++m\xc3\xbcller'UNH+2+PAXLST:D'NAD+FL+++\xc4'",
		"NAD|FL|||M\xc3\x9cLLER:J\xc3\x96RG\nNAD|FL|||m\xc3\xbcller\nUNH|2|PAXLST:D\n"
		"NAD|FL|||\xc3\x84\n",
		"charset-undeclared charset-undeclared ");
}

static void segments_know_their_number_and_place(void **state)
{
	(void)state;
	const char *text = "UNA:+.? 'UNB+UNOA:4'UNH+1+PAXLST'\r\nBGM+745'%'UNT+4+1'UNZ+1+R'";
	static const unsigned numbers[] = {0, 0, 1, 2, 4, 0};
	struct arena *a = arena_new(1 << 20);
	finding_list findings = {0};
	struct edi_reader *r = reader_on(slice_of(text), a, &findings);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		assert_int_equal(edi_next(r), RC_OK);
		struct place p = edi_place(&r->segment);
		assert_int_equal(p.segment, numbers[i]);
		assert_memory_equal(text + p.offset, r->segment.tag, 3);
		assert_int_equal(text[p.offset + p.length - 1], '\'');
	}
	assert_int_equal(edi_next(r), RC_END);
	assert_int_equal(findings.count, 1);
	assert_int_equal(findings.first->segment, 3);
	assert_int_equal(findings.first->offset, strchr(text, '%') - text);
	free(r);
	arena_free(a);
}

static void a_segment_pushed_back_comes_again(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	finding_list findings = {0};
	struct edi_reader *r = reader_on(SLICE("UNH+1+PAXLST'BGM+745'UNT+3+1'"), a, &findings);
	assert_int_equal(edi_next(r), RC_OK);
	edi_push_back(r);
	assert_int_equal(edi_next(r), RC_OK);
	assert_true(edi_tag_is(&r->segment, "UNH"));
	assert_int_equal(edi_next(r), RC_OK);
	assert_true(edi_tag_is(&r->segment, "BGM"));
	assert_int_equal(r->segment.number, 2);
	assert_false(slice_present(edi_raw(&r->segment, 0, 1)));
	assert_false(slice_present(edi_raw(&r->segment, 7, 0)));
	assert_int_equal(edi_components(&r->segment, 7), 0);
	free(r);
	arena_free(a);
}

static bool erased(const char *segment)
{
	struct buf text;
	buf_init(&text, 1000);
	buf_printf(&text, "UNH+1'%s'", segment);
	struct arena *a = arena_new(1 << 20);
	finding_list findings = {0};
	struct edi_reader *r = reader_on(buf_slice(&text), a, &findings);
	assert_int_equal(edi_next(r), RC_OK);
	assert_int_equal(edi_next(r), RC_OK);
	bool answer = edi_erased(&r->segment);
	free(r);
	arena_free(a);
	buf_release(&text);
	return answer;
}

static void erased_segments_hold_only_the_filler(void **state)
{
	(void)state;
	assert_true(erased("SSR+XXXX:XX:X+++XXX"));
	assert_true(erased("FTX+XX"));
	assert_false(erased("SAC+++X"));
	assert_false(erased("SAC+++XX"));
	assert_false(erased("DOC+X"));
	assert_false(erased("RFF+SEA:XXX"));
	assert_false(erased("SRC"));
	assert_false(erased("FTX+xx"));
}

static void more_components_than_the_limit_are_left_out(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	finding_list findings = {0};
	struct buf text;
	buf_init(&text, 1 << 20);
	buf_text(&text, "UNH+1'TBD+A");
	for (unsigned i = 1; i < EDI_COMPONENTS_MAX; i++)
		buf_text(&text, ":b");
	buf_text(&text, ":OVER'");
	buf_text(&text, "TXD");
	for (unsigned i = 0; i < EDI_ELEMENTS_MAX + 5; i++)
		buf_text(&text, "+e");
	buf_text(&text, "'UNT+4+1'");
	struct edi_reader *r = reader_on(buf_slice(&text), a, &findings);
	assert_int_equal(edi_next(r), RC_OK);
	assert_int_equal(edi_next(r), RC_OK);
	assert_int_equal(edi_components(&r->segment, 0), EDI_COMPONENTS_MAX);
	assert_true(slice_is(edi_text(r, 0, EDI_COMPONENTS_MAX - 1), "b"));
	assert_int_equal(edi_next(r), RC_OK);
	assert_int_equal(r->segment.elements, EDI_ELEMENTS_MAX);
	assert_true(slice_is(edi_text(r, EDI_ELEMENTS_MAX - 1, 0), "e"));
	assert_int_equal(edi_next(r), RC_OK);
	assert_true(edi_tag_is(&r->segment, "UNT"));
	assert_int_equal(findings.count, 2);
	assert_string_equal(findings.first->code, "segment-too-long");
	free(r);
	buf_release(&text);
	arena_free(a);
}

static void every_cut_of_a_message_is_survived(void **state)
{
	(void)state;
	struct slice whole =
		SLICE("UNA:+.? 'UNB+UNOA:4+Z9'UNH+1+PAXLST:D'NAD+FL+++O?'H\r\nARA:\xdc?:'"
		      "BGM\x92"
		      "DTM+1:2'UNT+4+1'UNZ+1+R'junk");
	for (size_t n = 0; n <= whole.n; n++) {
		struct reading g;
		read_all(slice_range(whole, 0, n), &g);
		release(&g);
		read_all(slice_range(whole, n, whole.n), &g);
		release(&g);
	}
}

/* Whether a block says of byte `i`, which is `c`, what the table of kinds says. */
static bool block_is_right(const struct edi_reader *r, const struct scan_block *b, unsigned i,
			   char c)
{
	unsigned char kind = r->kind[(unsigned char)c];
	bool separates = kind == SCAN_ELEMENT || kind == SCAN_COMPONENT || kind == SCAN_TERMINATOR;
	return (b->separators >> i & 1) == separates &&
	       (b->components >> i & 1) == (kind == SCAN_COMPONENT) &&
	       (b->terminators >> i & 1) == (kind == SCAN_TERMINATOR) &&
	       (b->odd >> i & 1) == (kind != SCAN_TEXT && !separates) &&
	       (b->cr >> i & 1) == (c == '\r') && (b->lf >> i & 1) == (c == '\n') &&
	       (b->u >> i & 1) == (c == 'U') && (b->n >> i & 1) == (c == 'N');
}

/* Each way to scan against the table of kinds, for random bytes under several separators. */
static void all_ways_to_scan_find_the_same(void **state)
{
	(void)state;
	static const struct edi_syntax syntaxes[] = {{':', '+', '.', '?', ' ', '\''},
						     {'>', '*', ',', ' ', '^', '~'},
						     {0x1f, 0x1d, '.', ' ', ' ', 0x1c},
						     {'+', ':', '.', '\\', '*', '!'}};
	struct edi_reader *r = calloc(1, sizeof *r);
	struct scan_block blocks[EDI_WINDOW / SCAN_BLOCK];
	char bytes[EDI_WINDOW];
	uint32_t seed = 1;
	for (unsigned i = 0; i < 40; i++) {
		for (size_t k = 0; k < sizeof bytes; k++) {
			seed = seed * 1664525 + 1013904223;
			bytes[k] = (char)(i % 2 ? seed >> 24 : ' ' + (seed >> 24) % 96);
		}
		r->syntax = syntaxes[i / 2 % 4];
		r->repeats = i % 3 == 0;
		scan_prepare(r);
		for (const struct scan_way *way = scan_ways; way->name; way++) {
			if (!way->available())
				continue;
			way->fill(r, bytes, EDI_WINDOW / SCAN_BLOCK, blocks);
			for (size_t k = 0; k < sizeof bytes; k++) {
				if (!block_is_right(r, &blocks[k / SCAN_BLOCK], k % SCAN_BLOCK,
						    bytes[k]))
					fail_msg("%s, byte %zu of %u", way->name, k, i);
			}
		}
	}
	free(r);
}

/* What a walk over `input` finds, as one number. */
static uint64_t walk_sum(struct slice input, const struct scan_way *way)
{
	struct arena *a = arena_new((size_t)64 << 20);
	finding_list findings = {0};
	struct edi_reader *r = reader_on(input, a, &findings);
	uint64_t sum = 0;
	r->way = way;
	while (edi_next(r) == RC_OK) {
		sum = sum * 31 + r->segment.code + r->segment.length;
		for (unsigned e = 0; e < r->segment.elements; e++) {
			for (unsigned c = 0; c < edi_components(&r->segment, e); c++)
				sum = sum * 31 + edi_raw(&r->segment, e, c).n;
		}
	}
	sum = sum * 31 + findings.count;
	free(r);
	arena_free(a);
	return sum;
}

/* Segments that end before, at and behind the bounds of blocks and windows. */
static void bounds_of_blocks_and_windows_are_nothing(void **state)
{
	(void)state;
	struct buf input;
	for (size_t shift = 0; shift < 130; shift++) {
		buf_init(&input, (size_t)1 << 20);
		buf_text(&input, HEAD);
		for (size_t i = 0; i < shift; i++)
			buf_char(&input, ' ');
		for (size_t i = 0; input.n < 3 * EDI_WINDOW / 2 + shift; i++)
			buf_printf(&input, "NAD+%.*s:?'+A\n'", (int)(i % 9), "ABCDEFGHI");
		uint64_t wanted = 0;
		for (const struct scan_way *way = scan_ways; way->name; way++) {
			uint64_t sum = way->available() ? walk_sum(buf_slice(&input), way) : wanted;
			wanted = way == scan_ways || wanted == 0 ? sum : wanted;
			assert_true(sum == wanted);
		}
		buf_release(&input);
	}
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

/* Writes a segment to `out`, and to `wanted` what reading it gives. */
static void add_random_segment(struct buf *out, struct buf *wanted, uint32_t *seed)
{
	static const char *const behind[] = {"'", "'", "'", "'", "'\r\n", "'\n", " '", "' "};
	static const char *const data[] = {
		"", "A", "UN", "UNA", "KISUMU", "2031-02-28", "?+", "\n", "ODHIAMBO GRACE", "?'"};
	static const char *const texts[] = {
		"", "A", "UN", "UNA", "KISUMU", "2031-02-28", "+", "", "ODHIAMBO GRACE", "'"};
	uint32_t elements = draw(seed, 200) ? draw(seed, 6) : draw(seed, 900);
	bool clean = draw(seed, 4) > 0; /* nothing released, no line break */
	buf_text(out, "NAD");
	buf_text(wanted, "NAD");
	for (uint32_t e = 0; e < elements; e++) {
		bool component = e > 0 && draw(seed, 3) == 0;
		buf_char(out, component ? ':' : '+');
		buf_char(wanted, component ? ':' : '|');
		uint32_t i = draw(seed, clean ? 6 : 10);
		buf_text(out, data[i]);
		buf_text(wanted, texts[i]);
	}
	buf_text(out, behind[draw(seed, clean ? 5 : 8)]);
	buf_char(wanted, '\n');
}

/* Segments that are found together, and those among them that are not: the same
 * wherever they stand, and however many come at once. */
static void any_order_of_segments_is_read(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 60; seed++) {
		struct buf body;
		struct buf wanted;
		uint32_t random = seed * 7919;
		buf_init(&body, 1 << 20);
		buf_init(&wanted, 1 << 20);
		while (body.n < 12 * EDI_WINDOW / (1 + seed % 8))
			add_random_segment(&body, &wanted, &random);
		buf_char(&body, '\0');
		buf_char(&wanted, '\0');
		reads_body(body.p, wanted.p, "");
		buf_release(&body);
		buf_release(&wanted);
	}
}

/* Processor seconds for `text`, repeated to about a megabyte. */
static double seconds_for(const char *text)
{
	struct buf input;
	buf_init(&input, (size_t)2 << 20);
	buf_text(&input, HEAD);
	while (input.n < (size_t)1 << 20)
		buf_text(&input, text);
	struct arena *a = arena_new((size_t)64 << 20);
	finding_list findings = {0};
	clock_t start = clock();
	struct edi_reader *r = reader_on(buf_slice(&input), a, &findings);
	while (edi_next(r) == RC_OK)
		;
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	free(r);
	buf_release(&input);
	arena_free(a);
	return seconds;
}

/* Quadratic work would take minutes. */
static void hostile_repetition_costs_linear_time(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"\n",
		"\n ",
		"?",
		"?'",
		"? ",
		"'",
		"+",
		":",
		"\x92",
		"\x92 ",
		"\xe2\x80\x99",
		"U",
		"UNA",
		"UNA:+.? ",
		"UNA:+.? 'UNB+",
		"UNB",
		"UNB+",
		"UNH ",
		"UNZ'",
		"UNT'%",
		"NAD",
		"% NAD+",
		"N\nA\nD\n",
		"%'",
		"%",
		"\x01",
		"?\n",
		"ABC\n",
		"UNT'NAD ",
		"UNZ'U",
		"NAD+A\n",
		"NAD+UN+'",
		"NAD+A'\x01",
		"NAD+A'NAD+A\nNAD+?'",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		double seconds = seconds_for(texts[i]);
		if (seconds > 5)
			fail_msg("text %zu took %.1f s", i, seconds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segments_have_elements_and_components),
		cmocka_unit_test(without_una_the_usual_separators_are_in_force),
		cmocka_unit_test(una_names_other_separators),
		cmocka_unit_test(information_separators_are_read_without_una),
		cmocka_unit_test(repetition_counts_only_in_syntax_four_with_una),
		cmocka_unit_test(una_of_eight_characters_is_mended),
		cmocka_unit_test(una_that_names_wrong_separators_is_not_believed),
		cmocka_unit_test(a_release_makes_the_next_character_text),
		cmocka_unit_test(a_released_terminator_does_not_end_the_segment),
		cmocka_unit_test(a_release_that_eats_the_terminator_is_mended),
		cmocka_unit_test(line_breaks_and_blanks_between_segments_are_nothing),
		cmocka_unit_test(line_breaks_inside_segments_are_deleted),
		cmocka_unit_test(a_terminator_lost_at_the_end_of_a_line_is_found),
		cmocka_unit_test(a_typographic_apostrophe_ends_a_segment_before_a_known_tag),
		cmocka_unit_test(text_around_interchanges_is_passed_over),
		cmocka_unit_test(text_after_a_message_is_passed_over_where_unz_is_missing),
		cmocka_unit_test(the_next_interchange_has_its_own_separators),
		cmocka_unit_test(a_header_glued_to_a_broken_segment_is_found),
		cmocka_unit_test(reading_goes_on_behind_what_cannot_be_read),
		cmocka_unit_test(nul_bytes_are_left_out),
		cmocka_unit_test(character_sets_become_utf8),
		cmocka_unit_test(undeclared_characters_are_read_and_noted_once_a_message),
		cmocka_unit_test(segments_know_their_number_and_place),
		cmocka_unit_test(a_segment_pushed_back_comes_again),
		cmocka_unit_test(erased_segments_hold_only_the_filler),
		cmocka_unit_test(more_components_than_the_limit_are_left_out),
		cmocka_unit_test(every_cut_of_a_message_is_survived),
		cmocka_unit_test(all_ways_to_scan_find_the_same),
		cmocka_unit_test(bounds_of_blocks_and_windows_are_nothing),
		cmocka_unit_test(any_order_of_segments_is_read),
		cmocka_unit_test(hostile_repetition_costs_linear_time),
	};
	return cmocka_run_group_tests_name("decode/edi", tests, NULL, NULL);
}
