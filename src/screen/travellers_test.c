/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "screen/travellers.h"

#include "screen/lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file that is given a few bytes at a time. */
struct file {
	struct slice text;
	size_t at, step;
};

static size_t read_file(void *context, char *to, size_t room)
{
	struct file *f = context;
	size_t n = f->text.n - f->at;
	n = n < f->step ? n : f->step;
	n = n < room ? n : room;
	memcpy(to, f->text.p + f->at, n);
	f->at += n;
	return n;
}

struct rows {
	struct arena *arena;
	screen_rows rows;
	finding_list findings;
	enum rc rc; /* of opening */
};

static struct rows read_rows(struct slice text, size_t step)
{
	struct rows r = {.arena = arena_new((size_t)1 << 28)};
	struct file f = {.text = text, .step = step};
	struct travellers *t;
	struct err e;
	r.rc = travellers_open((struct travellers_input){read_file, &f}, r.arena, &r.findings, &t,
			       &e);
	enum rc rc = r.rc;
	while (rc == RC_OK)
		rc = travellers_next(t, r.arena, &r.rows, &r.findings, &e);
	if (r.rc == RC_OK)
		assert_int_equal(rc, RC_END);
	travellers_free(t);
	return r;
}

static void expect_finding(const struct rows *r, const char *code, unsigned line)
{
	LIST_EACH(const struct finding, f, &r->findings)
	{
		if (strcmp(f->code, code) == 0 && f->segment == line)
			return;
	}
	fail_msg("no %s in line %u", code, line);
}

static void columns_stand_in_any_order_and_may_be_absent(void **state)
{
	(void)state;
	static const char text[] = "\xEF\xBB\xBFSex;NAME;birth_date;document_number;note\r\n"
				   "F;\"Quibble; \"\"Zelda\"\" May\";1970-01-02;ZQ1;\r\n"
				   "\r\n"
				   "male;Зельда Куибл;1970;;x\r\n";
	for (size_t step = 1; step < sizeof text; step += 7) {
		struct rows r = read_rows(slice_of(text), step);
		assert_int_equal(r.rc, RC_OK);
		assert_int_equal(r.rows.count, 2);
		expect_finding(&r, "traveller-column-unknown", 1);
		assert_int_equal(r.findings.count, 1);
		const struct screen_row *row = r.rows.first;
		assert_true(slice_is(row->id, "1"));
		assert_int_equal(row->form_count, 1);
		assert_true(slice_is(row->forms[0].family, "Quibble; \"Zelda\" May"));
		assert_true(slice_is(row->forms[0].sex, "F"));
		assert_int_equal(row->forms[0].document_count, 1);
		row = row->next;
		assert_int_equal(row->line, 4);
		assert_true(slice_is(row->id, "2"));
		assert_int_equal(row->forms[0].birth_date_last.day, 31);
		arena_free(r.arena);
	}
}

static void a_bad_row_is_a_finding_with_its_line(void **state)
{
	(void)state;
	struct rows r = read_rows(SLICE("id,family,given,birth_date,sex,nationality\n"
					"a,QUIBBLE,ZELDA,1970-02-30,Q,Nowhereland\n"
					"b,QUIBBLE\n"
					"c,\"QUIBBLE,ZELDA,,,\n"
					"d,,,1970-01-02,,\n"
					",QUIBBLE,Z,02/01/1970,,UTO\n"
					"f,\xE4\xBD\xA0,\xE5\xA5\xBD,,,\n"
					"g,QUIBBLE,ZELDA,,,\n"),
				  4096);
	assert_int_equal(r.rc, RC_OK);
	expect_finding(&r, "traveller-birth-date", 2);
	expect_finding(&r, "traveller-sex", 2);
	expect_finding(&r, "traveller-country", 2);
	expect_finding(&r, "traveller-columns", 3);
	expect_finding(&r, "traveller-row", 4);
	expect_finding(&r, "traveller-nothing-to-match", 5);
	expect_finding(&r, "traveller-birth-date-ambiguous", 6);
	expect_finding(&r, "traveller-no-id", 6);
	expect_finding(&r, "traveller-name-script", 7);
	assert_int_equal(r.rows.count, 4);
	const struct screen_row *row = r.rows.first;
	assert_false(date_present(row->forms[0].birth_date));
	assert_true(slice_is(row->next->id, "5"));
	assert_int_equal(row->next->forms[0].birth_date.month, 1);
	assert_int_equal(row->next->forms[0].birth_date_last.month, 12);
	assert_true(slice_is(r.rows.last->id, "g"));
	arena_free(r.arena);
}

static void a_file_without_columns_to_screen_by_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {"",
					    "\n\n",
					    "id,birth_date\n1,1970-01-02\n",
					    "name,name\nx,y\n",
					    "\xFF\xFEn\0a\0",
					    "\"name\n"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct rows r = read_rows(slice_of(texts[i]), 4096);
		assert_int_equal(r.rc, RC_INVALID);
		arena_free(r.arena);
	}
	struct rows r = read_rows(SLICE("name\n"), 4096);
	assert_int_equal(r.rc, RC_OK);
	assert_int_equal(r.rows.count, 0);
	arena_free(r.arena);
}

/* Larger than the window: rows cut by its end, and one line that is longer than all of it. */
static void rows_do_not_depend_on_where_the_window_ends(void **state)
{
	(void)state;
	enum { ROWS = 60000, LONG = 9 << 20 };
	char *text = malloc((size_t)ROWS * 200 + LONG);
	assert_non_null(text);
	size_t n = (size_t)sprintf(text, "id,name\n");
	for (int i = 0; i < ROWS; i++) {
		n += (size_t)sprintf(text + n, "%d,\"Zelda \"\"%d\"\"\nQuibble%*s\"\r\n", i, i,
				     i % 97, "");
		if (i == ROWS / 2) {
			memset(text + n, 'x', LONG - 1);
			n += LONG - 1;
			text[n++] = '\n';
		}
	}
	struct rows r = read_rows((struct slice){text, n}, 1 << 20);
	free(text);
	assert_int_equal(r.rows.count, ROWS);
	assert_int_equal(r.findings.count, 1);
	expect_finding(&r, "traveller-row", 2 + 2 * (ROWS / 2 + 1));
	char id[16];
	int i = 0;
	LIST_EACH(const struct screen_row, row, &r.rows)
	{
		snprintf(id, sizeof id, "%d", i);
		assert_true(slice_is(row->id, id));
		assert_int_equal(row->line, 2 + 2 * i + (i > ROWS / 2));
		i++;
	}
	arena_free(r.arena);
}

static void a_place_of_birth_goes_with_each_form(void **state)
{
	(void)state;
	struct rows r = read_rows(SLICE("name,family,place_of_birth\n"
					"Zelda Quibble,QUIBBLE,\"Kisumu, Kenya\"\n"
					"Zelda Quibble,,n/a\n"),
				  4096);
	const struct screen_row *row = r.rows.first;
	assert_int_equal(row->form_count, 2);
	for (unsigned i = 0; i < 2; i++)
		assert_true(slice_is(row->forms[i].place_of_birth, "Kisumu, Kenya"));
	assert_false(slice_present(row->next->forms[0].place_of_birth));
	arena_free(r.arena);
}

static void names_have_a_form_for_each_column(void **state)
{
	(void)state;
	struct rows r = read_rows(SLICE("family,given,name,document_number,document_issuer\n"
					"QUIBBLE,ZELDA,Зельда Куибл,A1;B2,UTO\n"
					",,\"Quibble, Zelda\",,\n"
					",,QUIBBLE<<ZELDA<MAY<<<,,\n"
					",,,C3,\n"),
				  4096);
	const struct screen_row *row = r.rows.first;
	assert_int_equal(row->form_count, 2);
	assert_true(slice_is(row->forms[1].family, "Зельда Куибл"));
	assert_int_equal(row->forms[1].document_count, 2);
	assert_true(slice_is(row->documents[1].number, "B2"));
	assert_true(slice_is(row->documents[1].issuer, "UTO"));
	row = row->next;
	assert_true(slice_is(row->forms[0].family, "Quibble"));
	assert_true(slice_is(row->forms[0].given, "Zelda"));
	row = row->next;
	assert_true(slice_is(row->forms[0].family, "QUIBBLE"));
	assert_int_equal(row->next->form_count, 1);
	assert_int_equal(row->next->forms[0].document_count, 1);
	arena_free(r.arena);
}

static void birth_dates_are_read_in_common_forms(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum birth_reading reading;
		const char *from, *last;
	} rows[] = {
		{"1970-01-02", BIRTH_READ, "1970-01-02", "1970-01-02"},
		{"1970/1/2", BIRTH_READ, "1970-01-02", "1970-01-02"},
		{"19700102", BIRTH_READ, "1970-01-02", "1970-01-02"},
		{"1970-02", BIRTH_READ, "1970-02-01", "1970-02-28"},
		{"1970-12", BIRTH_READ, "1970-12-01", "1970-12-31"},
		{"1970", BIRTH_READ, "1970-01-01", "1970-12-31"},
		{"02JAN1970", BIRTH_READ, "1970-01-02", "1970-01-02"},
		{"2 jan 1970", BIRTH_READ, "1970-01-02", "1970-01-02"},
		{"25/12/1970", BIRTH_READ, "1970-12-25", "1970-12-25"},
		{"12/25/1970", BIRTH_READ, "1970-12-25", "1970-12-25"},
		{"05.05.1970", BIRTH_READ, "1970-05-05", "1970-05-05"},
		{"02/01/1970", BIRTH_EITHER_WAY, "1970-01-01", "1970-12-31"},
		{"30/02/1970", BIRTH_UNREADABLE, "", ""},
		{"1970-02-30", BIRTH_UNREADABLE, "", ""},
		{"1970-13", BIRTH_UNREADABLE, "", ""},
		{"1970-00-00", BIRTH_UNREADABLE, "", ""},
		{"02/01/70", BIRTH_UNREADABLE, "", ""},
		{"0000", BIRTH_UNREADABLE, "", ""},
		{"1970-01-02-03", BIRTH_UNREADABLE, "", ""},
		{"-", BIRTH_UNREADABLE, "", ""},
		{"19701", BIRTH_UNREADABLE, "", ""},
		{"197001023", BIRTH_UNREADABLE, "", ""},
		{"31JAM1970", BIRTH_UNREADABLE, "", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct date from;
		struct date last;
		enum birth_reading got = traveller_birth_date(slice_of(rows[i].text), &from, &last);
		if (got != rows[i].reading)
			fail_msg("%s is read as %d", rows[i].text, (int)got);
		if (got == BIRTH_UNREADABLE)
			continue;
		char text[DATE_TEXT];
		date_write(from, text);
		assert_string_equal(text, rows[i].from);
		date_write(last, text);
		assert_string_equal(text, rows[i].last);
	}
}

static void a_list_of_documents_is_known_by_its_columns(void **state)
{
	(void)state;
	assert_int_equal(lists_detect_kind(SLICE("type;\"Number\";issuer\n")), LIST_DOCUMENTS);
	assert_int_equal(lists_detect_kind(SLICE("\xEF\xBB\xBFnumber\nid,name\n")), LIST_DOCUMENTS);
	assert_int_equal(lists_detect_kind(SLICE("id,name,document_number\nnumber,1,2\n")),
			 LIST_PERSONS);
}

static void a_pair_of_names_is_explained(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 24);
	struct screen_comparison r;
	struct err e;
	assert_int_equal(screen_compare_names(SLICE("HOROSHEV/DMITRI PIM"),
					      SLICE("Dmitry KHOROSHEV"), a, &r, &e),
			 RC_OK);
	assert_int_equal(r.words.count, 3);
	assert_string_equal(r.words.first->rule, "another-spelling");
	assert_null(r.words.last->rule);
	assert_true(slice_is(r.words.last->traveller, "PIM"));
	int weights = 0;
	LIST_EACH(const struct screen_word, w, &r.words)
	{
		weights += w->weight_permille;
	}
	assert_int_equal(weights, 1000);
	assert_int_equal(
		screen_compare_names(SLICE("Zelda Quibble"), SLICE("QUIBBLE ZELDA"), a, &r, &e),
		RC_OK);
	assert_int_equal(r.score_permille, 1000);
	assert_true(r.cases[CASE_SAME].alerts);
	assert_int_equal(r.cases[CASE_SAME].outcome, OUTCOME_MATCH);
	assert_int_equal(r.cases[CASE_YEAR].outcome, OUTCOME_POSSIBLE);
	assert_int_equal(r.cases[CASE_ABSENT].outcome, OUTCOME_UNDETERMINED);
	assert_false(r.cases[CASE_DIFFERENT].alerts);
	assert_int_equal(screen_compare_names(SLICE("Zelda"), SLICE("\xE4\xBD\xA0"), a, &r, &e),
			 RC_INVALID);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_stand_in_any_order_and_may_be_absent),
		cmocka_unit_test(a_bad_row_is_a_finding_with_its_line),
		cmocka_unit_test(a_file_without_columns_to_screen_by_is_refused),
		cmocka_unit_test(rows_do_not_depend_on_where_the_window_ends),
		cmocka_unit_test(a_place_of_birth_goes_with_each_form),
		cmocka_unit_test(names_have_a_form_for_each_column),
		cmocka_unit_test(birth_dates_are_read_in_common_forms),
		cmocka_unit_test(a_list_of_documents_is_known_by_its_columns),
		cmocka_unit_test(a_pair_of_names_is_explained),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
