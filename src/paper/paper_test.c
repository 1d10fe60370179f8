/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "paper/paper.h"

#include <string.h>

static const struct paper_plan english = {
	.title = "An invented answer", .language = "en", .foot = "DS-2026-0001"};

static unsigned occurrences(const struct buf *b, const char *what)
{
	unsigned n = 0;
	const char *at = b->p;
	while ((at = memmem(at, b->n - (size_t)(at - b->p), what, strlen(what)))) {
		n++;
		at += strlen(what);
	}
	return n;
}

static void a_document_is_pdf(void **state)
{
	struct buf out;
	struct err e;
	(void)state;
	buf_init(&out, (size_t)1 << 24);
	struct paper *p = paper_new(&english);
	assert_non_null(p);
	paper_heading(p, "Who asked");
	paper_fact(p, "Name", SLICE("Anna Zztester"));
	paper_fact(p, "Absent", (struct slice){0});
	paper_rule(p);
	paper_text(p, SLICE("Bytes that are no UTF-8 \xff do no harm."));
	assert_int_equal(paper_end(p, &out, &e), RC_OK);
	assert_true(slice_starts(buf_slice(&out), "%PDF-"));
	assert_non_null(memmem(out.p, out.n, "%%EOF", 5));
	assert_int_equal(occurrences(&out, "/Type /Page %"), 1);
	paper_free(p);
	buf_release(&out);
}

static void what_is_longer_goes_on_on_the_next_page(void **state)
{
	struct buf out, text;
	struct err e;
	(void)state;
	buf_init(&out, (size_t)1 << 24);
	buf_init(&text, (size_t)1 << 20);
	for (unsigned i = 0; i < 2000; i++)
		buf_text(&text, "invented words again ");
	struct paper *p = paper_new(&english);
	assert_non_null(p);
	paper_fact(p, "Long", buf_slice(&text));
	paper_text(p, buf_slice(&text));
	assert_int_equal(paper_end(p, &out, &e), RC_OK);
	assert_true(occurrences(&out, "/Type /Page %") > 5);
	paper_free(p);
	buf_release(&text);
	buf_release(&out);
}

static void a_mark_stands_on_every_page(void **state) /* */
{
	struct paper_plan plan = english;
	struct buf out, text;
	struct err e;
	(void)state;
	buf_init(&text, (size_t)1 << 20);
	for (unsigned i = 0; i < 2000; i++)
		buf_text(&text, "invented words again ");
	for (unsigned marked = 0; marked < 2; marked++) {
		buf_init(&out, (size_t)1 << 24);
		plan.mark = marked ? "D-2026-0001\nAn Officer" : NULL;
		struct paper *p = paper_new(&plan);
		assert_non_null(p);
		paper_text(p, buf_slice(&text));
		assert_int_equal(paper_end(p, &out, &e), RC_OK);
		unsigned pages = occurrences(&out, "/Type /Page %");
		assert_true(pages > 2);
		if (marked) /* faint ink, on each of them */
			assert_true(occurrences(&out, "/ca 0.12") >= pages);
		else
			assert_int_equal(occurrences(&out, "/ca 0.12"), 0);
		paper_free(p);
		buf_release(&out);
	}
	buf_release(&text);
}

static void arabic_is_written_from_right_to_left(void **state)
{
	const struct paper_plan plan = {
		.title = "\xd8\xb1\xd8\xaf", .language = "ar", .foot = "DS-2026-0001"};
	struct buf out;
	struct err e;
	(void)state;
	buf_init(&out, (size_t)1 << 24);
	struct paper *p = paper_new(&plan);
	assert_non_null(p);
	paper_fact(p, "\xd8\xa7\xd9\x84\xd8\xa7\xd8\xb3\xd9\x85", SLICE("Anna Zztester"));
	assert_int_equal(paper_end(p, &out, &e), RC_OK);
	assert_true(slice_starts(buf_slice(&out), "%PDF-"));
	paper_free(p);
	buf_release(&out);
}

static void a_document_that_is_too_large_is_refused(void **state)
{
	struct buf out;
	struct err e;
	(void)state;
	buf_init(&out, 100);
	struct paper *p = paper_new(&english);
	assert_non_null(p);
	assert_int_equal(paper_end(p, &out, &e), RC_LIMIT);
	paper_free(p);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_is_pdf),
		cmocka_unit_test(what_is_longer_goes_on_on_the_next_page),
		cmocka_unit_test(a_mark_stands_on_every_page),
		cmocka_unit_test(arabic_is_written_from_right_to_left),
		cmocka_unit_test(a_document_that_is_too_large_is_refused),
	};
	return cmocka_run_group_tests_name("paper/paper", tests, NULL, NULL);
}
