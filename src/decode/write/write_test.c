/* SPDX-License-Identifier: Apache-2.0
 *
 * What is written from a model is read as that model: random models of each
 * type (RANDOM_CASES in the environment: how many of each).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/decode.h"
#include "decode/write/test_model.h"
#include "decode/write/write.h"

#include <stdio.h>

#define CASES 2000
#define MEMORY_MAX ((size_t)64 << 20)

struct bench {
	struct arena *a;
	struct buf out, before, after;
};

static void bench_init(struct bench *b)
{
	b->a = arena_new(MEMORY_MAX);
	buf_init(&b->out, MEMORY_MAX);
	buf_init(&b->before, MEMORY_MAX);
	buf_init(&b->after, MEMORY_MAX);
}

static void bench_release(struct bench *b)
{
	buf_release(&b->out);
	buf_release(&b->before);
	buf_release(&b->after);
	arena_free(b->a);
}

static struct message *read_one(struct bench *b, struct slice written, struct date today)
{
	const struct decode_options options = {.today = today};
	struct decoder *d = decoder_new(written, &options);
	struct message *m = NULL;
	struct err e;
	assert_non_null(d);
	assert_int_equal(decoder_next(d, b->a, &m, &e), RC_OK);
	decoder_free(d);
	return m;
}

/* As `piu decode` prints it, without findings and UNT's count. */
static void print(struct message *m, struct buf *out)
{
	m->findings = (finding_list){0};
	m->declared.segments = -1;
	buf_clear(out);
	decode_write_json(m, out);
	buf_char(out, '\0');
}

static void failed(struct bench *b, const struct making *g, unsigned long seed,
		   const unwritten_list *unwritten)
{
	struct message *read = read_one(b, buf_slice(&b->out), g->m->prepared_at.date);
	print(g->m, &b->before);
	print(read, &b->after);
	fprintf(stderr, "%s\n%s\n", b->before.p, b->after.p);
	LIST_EACH(const struct unwritten, u, unwritten)
	fprintf(stderr, "%.*s\n", SLICE_ARG(u->path));
	fprintf(stderr, "%.*s\n", SLICE_ARG(buf_slice(&b->out)));
	fail_msg("seed %lu: what was read is not what was written", seed);
}

/* Writes the message, reads it, and compares members and JSON. */
static void comes_back(struct bench *b, struct making *g, unsigned long seed)
{
	unwritten_list unwritten = {0};
	struct err e;
	buf_clear(&b->out);
	if (message_write(g->m, b->a, &b->out, &unwritten, &e) != RC_OK)
		fail_msg("seed %lu: %s", seed, e.text);
	if (unwritten.count > 0)
		failed(b, g, seed, &unwritten);
	struct message *read = read_one(b, buf_slice(&b->out), g->m->prepared_at.date);
	print(g->m, &b->before);
	print(read, &b->after);
	assert_string_equal(b->after.p, b->before.p);
}

typedef void maker(struct making *g);

static void all_come_back(maker *make)
{
	struct bench b;
	unsigned long cases = draw_cases(CASES);
	bench_init(&b);
	for (unsigned long seed = 0; seed < cases; seed++) {
		struct message m;
		struct making g = {.d = {seed}, .a = b.a, .m = &m, .hard = seed % 2 == 1};
		make(&g);
		comes_back(&b, &g, seed);
		arena_reset(b.a);
	}
	bench_release(&b);
}

static void a_passenger_list_comes_back(void **state)
{
	(void)state;
	all_come_back(made_paxlst);
}

static void make_edifact(struct making *g)
{
	made_pnrgov(g, false);
}

static void make_xml(struct making *g)
{
	made_pnrgov(g, true);
}

static void a_push_of_bookings_comes_back(void **state)
{
	(void)state;
	all_come_back(make_edifact);
}

static void a_push_in_xml_comes_back(void **state)
{
	(void)state;
	all_come_back(make_xml);
}

/* ---- Type B ---- */

static const struct slice addresses[] = {
	{"LISPIXH", 7}, {"LISAPTP", 7}, {"NBOAPZ9", 7}, {"OPOAPZ9", 7}, {"FNCAPZ9", 7},
	{"MBAAPZ9", 7}, {"MADAPZ9", 7}, {"BCNAPZ9", 7}, {"GRUAPZ9", 7}, {"LISXXXX", 7},
};

static struct typeb_heading heading_of(struct draw *d)
{
	struct typeb_heading h = {
		.addresses = addresses, .origin = SLICE("NBOAPZ9"), .identity = SLICE("110312")};
	h.count = 1 + draw_below(d, (unsigned)(sizeof addresses / sizeof addresses[0]));
	if (draw_once_in(d, 2))
		h.priority = SLICE("QD");
	if (draw_once_in(d, 2))
		h.smi = SLICE("PXL");
	return h;
}

static void lines_are_short(struct slice text)
{
	struct slice line;
	while (slice_cut(&text, '\n', &line))
		assert_true(line.n <= TYPEB_LINE_MAX + 1); /* CR */
}

/* Findings of the frames are findings of the message. */
static void comes_back_in_parts(struct bench *b, struct making *g, unsigned long seed)
{
	const struct typeb_heading h = heading_of(&g->d);
	size_t part_max = 250 + draw_below(&g->d, 4000);
	struct typeb frames;
	struct err e;
	unwritten_list differ = {0};
	buf_clear(&b->out);
	buf_clear(&b->before);
	assert_int_equal(message_write(g->m, b->a, &b->before, NULL, &e), RC_OK);
	assert_int_equal(typeb_write(buf_slice(&b->before), &h, part_max, &b->out, &e), RC_OK);
	lines_are_short(buf_slice(&b->out));
	struct message *alone = read_one(b, buf_slice(&b->before), g->m->prepared_at.date);
	unsigned findings = alone->findings.count;
	assert_int_equal(typeb_unwrap(b->out.p, b->out.n, b->a, &frames, &e), RC_OK);
	assert_true(frames.frames.count > 0);
	if (frames.findings.count > 0)
		fail_msg("seed %lu: %.*s\n%.*s", seed, SLICE_ARG(frames.findings.first->text),
			 SLICE_ARG(buf_slice(&b->out)));
	struct message *read = read_one(b, buf_slice(&b->out), g->m->prepared_at.date);
	message_compare(g->m, read, b->a, &differ);
	if (differ.count > 0)
		failed(b, g, seed, &differ);
	assert_int_equal(read->findings.count, findings);
}

static void an_interchange_in_type_b_parts_comes_back(void **state)
{
	(void)state;
	struct bench b;
	unsigned long cases = draw_cases(CASES);
	bench_init(&b);
	for (unsigned long seed = 0; seed < cases; seed++) {
		struct message m;
		struct making g = {.d = {seed}, .a = b.a, .m = &m, .hard = seed % 4 < 2};
		if (seed % 2)
			made_paxlst(&g);
		else
			made_pnrgov(&g, false);
		m.una = (struct slice){NULL, 0};
		comes_back_in_parts(&b, &g, seed);
		arena_reset(b.a);
	}
	bench_release(&b);
}

static void a_type_b_message_is_its_heading_and_its_lines(void **state)
{
	(void)state;
	struct buf out;
	struct err e;
	struct typeb_heading h = {.addresses = addresses,
				  .count = 9,
				  .origin = SLICE("NBOAPZ9"),
				  .identity = SLICE("110312"),
				  .smi = SLICE("PXL")};
	buf_init(&out, MEMORY_MAX);
	assert_int_equal(typeb_write(SLICE("UNB+UNOA:4'UNZ+0'"), &h, 400, &out, &e), RC_OK);
	buf_char(&out, '\0');
	assert_string_equal(out.p,
			    "QU LISPIXH LISAPTP NBOAPZ9 OPOAPZ9 FNCAPZ9 MBAAPZ9 MADAPZ9 BCNAPZ9\r\n"
			    "GRUAPZ9\r\n.NBOAPZ9 110312\r\nPXL\r\nUNB+UNOA:4'UNZ+0'\r\n\r\n");
	buf_release(&out);
}

static void a_heading_that_is_none_is_refused(void **state)
{
	(void)state;
	struct buf out;
	struct err e;
	const struct slice wrong = SLICE("LIS");
	const struct typeb_heading good = {.addresses = addresses,
					   .count = 1,
					   .origin = SLICE("NBOAPZ9"),
					   .identity = SLICE("110312")};
	struct typeb_heading h = good;
	struct slice text = SLICE("UNB+UNOA:4'UNZ+0'");
	buf_init(&out, MEMORY_MAX);
	h.count = 0;
	assert_int_equal(typeb_write(text, &h, 400, &out, &e), RC_INVALID);
	h = good;
	h.addresses = &wrong;
	assert_int_equal(typeb_write(text, &h, 400, &out, &e), RC_INVALID);
	h = good;
	h.identity = SLICE("11MAR");
	assert_int_equal(typeb_write(text, &h, 400, &out, &e), RC_INVALID);
	assert_int_equal(typeb_write(text, &good, 100, &out, &e), RC_INVALID);
	assert_int_equal(out.n, 0);
	buf_release(&out);
}

/* A part of a free text with fewer than 69 characters is the end of a word,
 * however many bytes they need. */
static void a_part_of_a_text_is_full_by_its_characters(void **state)
{
	(void)state;
	struct bench b;
	bench_init(&b);
	const struct message *m = read_one(
		&b,
		SLICE("UNB+UNOW:4+Z9+PTPIU+260311:0356+R1'UNH+1+PNRGOV:13:1:IA+C1'MSG+:22'"
		      "TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'SRC'RCI+Z9:QX7M2P'"
		      "IFT+3+\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91"
		      "\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91"
		      "\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91"
		      "\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91\xce\x91"
		      "\xce\x91\xce\x91\xce\x91\xce\x91:BETA'UNT+7+1'UNZ+1+R1'"),
		(struct date){2026, 3, 11});
	const struct remark *r = m->bookings.first->remarks.first;
	assert_true(slice_ends(r->text, "\xce\x91 BETA"));
	bench_release(&b);
}

/* ---- What cannot be written ---- */

static void lost(struct bench *b, const struct message *m, const char *wanted)
{
	unwritten_list unwritten = {0};
	struct err e;
	buf_clear(&b->out);
	buf_clear(&b->after);
	assert_int_equal(message_write(m, b->a, &b->out, &unwritten, &e), RC_OK);
	LIST_EACH(const struct unwritten, u, &unwritten)
	buf_printf(&b->after, "%.*s ", SLICE_ARG(u->path));
	buf_char(&b->after, '\0');
	assert_string_equal(b->after.p, wanted);
}

static void what_a_passenger_list_cannot_carry_is_told(void **state)
{
	(void)state;
	struct bench b;
	struct message m;
	bench_init(&b);
	struct making g = {.d = {1}, .a = b.a, .m = &m};
	made_envelope(&g, MESSAGE_PAXLST);
	m.function = FUNCTION_PASSENGERS;
	m.function_code = SLICE("745");
	m.flights.first = m.flights.last = NULL;
	struct traveller *t = made_traveller(&g);
	lost(&b, &m, "");
	t->role = ROLE_CHILD;
	t->boarded = YES;
	*LIST_ADD(&t->tickets, b.a, struct ticket) =
		(struct ticket){.number = SLICE("7771402233445"), .type = SLICE("T")};
	*LIST_ADD(&t->addresses, b.a, struct address) =
		(struct address){.use = SLICE("home"), .city = SLICE("KISUMU"), .traveller = -1};
	lost(&b, &m,
	     "travellers.0.role travellers.0.boarded travellers.0.addresses.0.use "
	     "travellers.0.tickets.0.type ");
	bench_release(&b);
}

/* A document of PNRGOV is the text of a service request. */
static void a_document_that_no_request_says_is_told(void **state)
{
	(void)state;
	struct bench b;
	struct message m;
	bench_init(&b);
	struct making g = {.d = {1}, .a = b.a, .m = &m};
	do
		made_pnrgov(&g, false);
	while (m.travellers.count == 0 || m.travellers.first->documents.count > 0);
	lost(&b, &m, "");
	*LIST_ADD(&m.travellers.first->documents, b.a, struct document) =
		(struct document){.type = SLICE("P"), .number = SLICE("AK0417729")};
	lost(&b, &m, "travellers.0.documents.0 ");
	bench_release(&b);
}

static void a_list_without_a_code_gets_that_of_its_function(void **state)
{
	(void)state;
	struct bench b;
	struct message m;
	bench_init(&b);
	struct making g = {.d = {1}, .a = b.a, .m = &m};
	made_envelope(&g, MESSAGE_PAXLST);
	m.function = FUNCTION_CLOSE_ON_BOARD;
	lost(&b, &m, "function_code ");
	assert_non_null(memmem(b.out.p, b.out.n, "BGM", 3));
	bench_release(&b);
}

static void other_types_are_refused(void **state)
{
	(void)state;
	struct bench b;
	struct err e;
	const struct message m = {.type = MESSAGE_UNKNOWN};
	bench_init(&b);
	assert_int_equal(message_write(&m, b.a, &b.out, NULL, &e), RC_INVALID);
	assert_int_equal(b.out.n, 0);
	bench_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_passenger_list_comes_back),
		cmocka_unit_test(a_push_of_bookings_comes_back),
		cmocka_unit_test(a_push_in_xml_comes_back),
		cmocka_unit_test(an_interchange_in_type_b_parts_comes_back),
		cmocka_unit_test(a_type_b_message_is_its_heading_and_its_lines),
		cmocka_unit_test(a_heading_that_is_none_is_refused),
		cmocka_unit_test(a_part_of_a_text_is_full_by_its_characters),
		cmocka_unit_test(what_a_passenger_list_cannot_carry_is_told),
		cmocka_unit_test(a_document_that_no_request_says_is_told),
		cmocka_unit_test(a_list_without_a_code_gets_that_of_its_function),
		cmocka_unit_test(other_types_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
