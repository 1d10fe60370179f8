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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_passenger_list_comes_back),
		cmocka_unit_test(a_push_of_bookings_comes_back),
		cmocka_unit_test(a_push_in_xml_comes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
