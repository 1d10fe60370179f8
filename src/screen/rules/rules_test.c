/* SPDX-License-Identifier: Apache-2.0
 *
 * Fields, whole rules, and their running.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen/rules/test_subject.h"

#include <stdio.h>

#define MEMORY ((size_t)64 << 20)

static void is_true(const char *const *expressions, size_t count)
{
	struct arena *a = arena_new(MEMORY);
	const struct rule_subject *s = test_subject(a);
	for (size_t i = 0; i < count; i++) {
		const char *outcome = test_outcome(expressions[i], s, a);
		if (strcmp(outcome, "true") != 0)
			print_error("%s\n", expressions[i]);
		assert_string_equal(outcome, "true");
	}
	arena_free(a);
}

static void fields_say_what_the_messages_say(void **state)
{
	(void)state;
	static const char *const expressions[] = {
		"flight.carrier == 'Z9' && flight.number == '418' && flight.direction == 'inbound'",
		"flight.from_state == 'KEN' && flight.to_state == 'PRT' && flight.stops == 0",
		"flight.departure_hour == 5 && flight.departure_weekday == 3",
		"flight.departs == timestamp('2026-03-11T02:55:00Z') && !has(flight.arrives)",
		"flight.legs.exists(l, l.border && l.from == 'NBO' && l.to_state == 'PRT')",
		"traveller.kind == 'passenger' && traveller.sex == 'M' && traveller.age == 34",
		"traveller.bag_count == 2 && traveller.bag_weight == 35.5",
		"traveller.documents.exists(d, d.type == 'P' && d.valid_days == 30)",
		"traveller.documents[0].expires == timestamp('2026-04-10T00:00:00Z')",
		"booking.days_before == 1 && booking.created.getHours() == 22",
		"!booking.one_way && !booking.open_jaw && booking.trip_days == 4",
		"booking.route == 'NBO-LIS-OPO-NBO' && booking.origin == 'NBO'",
		"booking.segments.filter(s, s.to_state == 'PRT').size() == 2",
		"booking.payments.exists(p, p.form == 'CA' && p.amount > 700.0)",
		"booking.phone_codes == ['254'] && booking.email_domains == ['mail.example']",
		"booking.party_size == 1 && booking.travellers == 1 && !booking.cancelled",
		"flight.departs - booking.created < duration('24h')",
	};
	is_true(expressions, sizeof expressions / sizeof *expressions);
}

static void without_a_booking_nothing_of_it_is_known(void **state)
{
	(void)state;
	struct arena *a = arena_new(MEMORY);
	struct rule_subject *s = test_subject(a);
	s->booking = NULL;
	s->booking_travellers = 0;
	struct run r;
	assert_true(run_begin(&r, s, a));
	unsigned seen = 0;
	for (unsigned i = 0; i < rule_field_count; i++) {
		if (strncmp(rule_fields[i].name, "booking.", 8) != 0)
			continue;
		assert_int_equal(rule_field_value(&r, &rule_fields[i]).kind, KIND_ERROR);
		seen++;
	}
	assert_true(seen > 20);
	assert_string_equal(test_outcome("has(booking.route)", s, a), "false");
	arena_free(a);
}

static void each_row_of_the_table_is_whole(void **state)
{
	(void)state;
	struct arena *a = arena_new(MEMORY);
	for (unsigned i = 0; i < rule_field_count; i++) {
		const struct rule_field *f = &rule_fields[i];
		struct rule_type t = rule_type_parse(slice_of(f->type));
		assert_ptr_equal(rule_field_find(slice_of(f->name)), f);
		assert_true(f->heading >= 1 && f->heading <= 19);
		assert_true(f->about[strlen(f->about) - 1] == '.');
		assert_true(t.kind != KIND_OBJECT); /* objects stand in lists only */
		assert_true(slice_is(rule_type_write(t, a), f->type));
	}
	arena_free(a);
}

/* Every field reads what its row says, of a subject that has it. */
static void values_have_the_type_of_their_row(void **state)
{
	(void)state;
	struct arena *a = arena_new(MEMORY);
	struct run r;
	assert_true(run_begin(&r, test_subject(a), a));
	unsigned known = 0;
	for (unsigned i = 0; i < rule_field_count; i++) {
		if (!rule_field_is_root(&rule_fields[i]))
			continue;
		struct value v = rule_field_value(&r, &rule_fields[i]);
		struct rule_type t = rule_type_parse(slice_of(rule_fields[i].type));
		if (v.kind == KIND_ERROR)
			continue;
		known++;
		assert_int_equal(v.kind, t.kind);
	}
	assert_true(known > 35);
	arena_free(a);
}

/* ---- what may not be named ---- */

/* */
static void no_field_or_word_of_a_protected_ground_can_be_named(void **state)
{
	(void)state;
	static const struct {
		const char *expression, *rule;
	} rows[] = {
		{"traveller.religion == 'X'", "R-016"},
		{"traveller.meal == 'X'", "R-016"},
		{"booking.special_meals == 1", "R-016"},
		{"booking.ssr == 'X'", "R-016"},
		{"traveller.wheelchair", "R-016"},
		{"booking.remarks == 'X'", "R-016"},
		{"religion == 'X'", "R-016"},
		{"traveller.ethnic_origin == 'X'", "R-016"},
		{"traveller.family == 'X'", "R-051"},
		{"traveller.Given_Name == 'X'", "R-051"},
		{"booking.language == 'X'", "R-051"},
		{"booking.locator == 'X'", "R-014"},
		{"booking.payments.exists(p, p.card_number == 'X')", "R-014"},
		{"traveller.risk_score > 3", "R-053"},
	};
	struct arena *a = arena_new(MEMORY);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct rule_checked checked;
		rule_faults faults = {0};
		struct err e;
		assert_int_equal(rule_expression_check(slice_of(rows[i].expression), a, &checked,
						       &faults, &e),
				 RC_INVALID);
		assert_string_equal(faults.first->code, "forbidden-field");
		assert_string_equal(faults.first->rule, rows[i].rule);
		assert_non_null(strstr(arena_cstr(a, faults.first->wrong), "there is no field"));
	}
	/* And no field of the table has such a word. */
	for (unsigned i = 0; i < rule_field_count; i++) {
		for (unsigned k = 0; k < rule_refused_count; k++) {
			const char *name = strchr(rule_fields[i].name, '.') + 1;
			assert_string_not_equal(name, rule_refused_words[k].word);
		}
	}
	arena_free(a);
}

static bool alone(const char *expression)
{
	struct arena *a = arena_new(MEMORY);
	struct rule_checked checked;
	rule_faults faults = {0};
	struct err e;
	assert_int_equal(rule_expression_check(slice_of(expression), a, &checked, &faults, &e),
			 RC_OK);
	bool out = checked.proxies_alone;
	arena_free(a);
	return out;
}

/* */
static void an_expression_that_rests_on_proxies_alone_is_known(void **state)
{
	(void)state;
	assert_true(alone("traveller.nationality == 'UTO'"));
	assert_true(alone("traveller.nationality in ['UTO', 'UTP'] && traveller.age < 30"));
	assert_true(alone("traveller.nationality == 'UTO' || booking.one_way"));
	assert_true(alone("!(traveller.nationality != 'UTO' && !booking.one_way)"));
	assert_true(alone("booking.one_way || true"));
	assert_true(alone("traveller.sex == 'M' ? traveller.age < 30 : booking.one_way"));
	assert_true(alone("traveller.documents.exists(d, d.issuer == 'UTO')"));
	assert_true(alone("traveller.documents[0].issuer == 'UTO'"));
	assert_true(alone("'254' in booking.phone_codes"));
	assert_false(alone("booking.one_way"));
	assert_false(alone("traveller.nationality == 'UTO' && booking.one_way"));
	assert_false(alone("!(traveller.nationality == 'UTO' || !booking.one_way)"));
	assert_false(alone("booking.one_way ? traveller.age < 30 : false"));
	assert_false(alone("size(traveller.documents) > 1"));
	assert_false(alone("traveller.documents.exists(d, d.issuer == 'UTO' && d.valid_days < 9)"));
	assert_false(alone("booking.segments.exists(s, s.to == 'LIS')"));
}

/* ---- whole rules ---- */

#define AGAINST(text) \
	{ \
		INDICATOR_INCRIMINATES, \
		{ \
			text, sizeof(text) - 1 \
		} \
	}
#define FOR(text) \
	{ \
		INDICATOR_EXONERATES, \
		{ \
			text, sizeof(text) - 1 \
		} \
	}
#define RULE(indicators, least) \
	{ \
		7, 3, {"late and light", 14}, indicators, \
			sizeof(indicators) / sizeof *(indicators), least \
	}

static const char *fault_of(const struct rule_text *rule)
{
	struct arena *a = arena_new(MEMORY);
	rule_faults faults = {0};
	struct err e;
	enum rc rc = rule_check(rule, a, &faults, &e);
	assert_int_equal(rc, faults.count ? RC_INVALID : RC_OK);
	const char *code = faults.count ? faults.first->code : "none";
	arena_free(a);
	return code;
}

/* */
static void a_rule_can_not_hit_by_proxies_alone(void **state)
{
	(void)state;
	static const struct rule_indicator x[] = {AGAINST("traveller.nationality == 'UTO'"),
						  AGAINST("booking.one_way"),
						  AGAINST("booking.days_before < 2")};
	static const struct rule_indicator y[] = {AGAINST("traveller.nationality == 'UTO'")};
	const struct rule_text all = RULE(x, 0), two = RULE(x, 2), one = RULE(x, 1);
	const struct rule_text origin = RULE(y, 0);
	assert_string_equal(fault_of(&all), "none");
	assert_string_equal(fault_of(&two), "none");
	assert_string_equal(fault_of(&one), "proxies-alone");
	assert_string_equal(fault_of(&origin), "proxies-alone");
	/* And where one gets to the unit in another way, it is not run. */
	unsigned left_out = 0;
	struct rule_set *s = rule_set_new(&origin, 1, &left_out);
	assert_int_equal(left_out, 1);
	assert_false(rule_set_has(s, 7));
	rule_set_free(s);
}

static void the_form_of_a_rule_is_checked(void **state)
{
	(void)state;
	static const struct rule_indicator none[] = {FOR("booking.one_way")};
	static const struct rule_indicator some[] = {AGAINST("booking.one_way"),
						     AGAINST("booking.on_way")};
	static const struct rule_indicator good[] = {AGAINST("booking.one_way")};
	const struct rule_text no_indicator = RULE(none, 0), wrong = RULE(some, 0);
	const struct rule_text too_many = RULE(good, 2);
	assert_string_equal(fault_of(&no_indicator), "no-indicator");
	assert_string_equal(fault_of(&too_many), "needs-too-many");
	assert_string_equal(fault_of(&wrong), "no-such-field");
	struct arena *a = arena_new(MEMORY);
	rule_faults faults = {0};
	struct err e;
	assert_int_equal(rule_check(&wrong, a, &faults, &e), RC_INVALID);
	assert_int_equal(faults.first->indicator, 2);
	arena_free(a);
}

static rule_results run(const struct rule_text *rules, unsigned count,
			const struct rule_subject *subject, struct arena *a)
{
	rule_results out = {0};
	unsigned left_out = 1;
	struct rule_set *s = rule_set_new(rules, count, &left_out);
	assert_non_null(s);
	assert_int_equal(left_out, 0);
	assert_int_equal(rule_set_count(s), count);
	assert_true(rule_set_run(s, subject, a, &out));
	LIST_EACH(struct rule_result, r, &out)
	{
		r->name = arena_copy(a, r->name);
	}
	rule_set_free(s);
	return out;
}

/* */
static void a_rule_hits_when_enough_speaks_against_and_nothing_for(void **state)
{
	(void)state;
	static const struct rule_indicator x[] = {
		AGAINST("booking.days_before < 2"), AGAINST("booking.one_way"),
		AGAINST("booking.payments.exists(p, p.form == 'CA')"),
		FOR("traveller.loyalty.exists(l, l.tier == 'GOLD')")};
	static const struct rule_indicator y[] = {AGAINST("booking.days_before < 2"),
						  FOR("booking.trip_days > 2")};
	const struct rule_text all = RULE(x, 0), two = RULE(x, 2), cleared = RULE(y, 0);
	struct arena *a = arena_new(MEMORY);
	const struct rule_subject *s = test_subject(a);
	assert_int_equal(run(&all, 1, s, a).count, 0); /* not one way */
	assert_int_equal(run(&cleared, 1, s, a).count, 0);
	rule_results hits = run(&two, 1, s, a);
	assert_int_equal(hits.count, 1);
	const struct rule_result *r = hits.first;
	assert_int_equal(r->rule_id, 7);
	assert_int_equal(r->version, 3);
	assert_true(slice_is(r->name, "late and light"));
	assert_int_equal(r->needs, 2);
	assert_int_equal(r->holding, 2);
	assert_int_equal(r->exonerating, 0);
	arena_free(a);
}

/* */
static void the_explanation_has_every_indicator(void **state)
{
	(void)state;
	static const struct rule_indicator x[] = {
		AGAINST("booking.days_before < 2"), AGAINST("booking.one_way"),
		AGAINST("traveller.residence == 'UTO' && booking.one_way == false"),
		FOR("traveller.age > 60")};
	const struct rule_text one = RULE(x, 1);
	struct rule_set *set = rule_set_new(&one, 1, NULL);
	struct arena *a = arena_new(MEMORY);
	struct rule_result r;
	struct buf out;
	struct json j;
	assert_true(rule_set_explain(set, 7, test_subject(a), a, &r));
	assert_false(rule_set_explain(set, 8, test_subject(a), a, &r));
	assert_true(rule_set_explain(set, 7, test_subject(a), a, &r));
	assert_true(r.hits);
	assert_int_equal(r.finding_count, 4);
	const enum rule_outcome expected[] = {RULE_HOLDS, RULE_FAILS, RULE_UNKNOWN, RULE_FAILS};
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(r.findings[i].outcome, expected[i]);
	assert_string_equal(r.findings[2].absent->name, "traveller.residence");
	buf_init(&out, MEMORY);
	json_init(&j, &out);
	json_array(&j);
	rule_write_findings(&j, &r);
	json_array_end(&j);
	const char *text = arena_cstr(a, buf_slice(&out));
	assert_non_null(strstr(text,
			       "{\"field\":\"indicator\",\"number\":1,\"side\":\"incriminating\","
			       "\"outcome\":\"holds\",\"verdict\":\"agreed\","
			       "\"expression\":\"booking.days_before < 2\","
			       "\"seen\":[{\"name\":\"booking.days_before\",\"value\":\"1\"}]}"));
	assert_non_null(strstr(text, "\"outcome\":\"unknown\",\"verdict\":\"absent\""));
	assert_non_null(
		strstr(text, "\"absent\":\"traveller.residence\",\"why\":\"no such field\""));
	assert_non_null(strstr(text, "\"side\":\"exonerating\",\"outcome\":\"fails\""));
	buf_release(&out);
	arena_free(a);
	rule_set_free(set);
}

static struct slice explained(const struct rule_text *rules, unsigned count,
			      const struct rule_subject *s, struct arena *a)
{
	rule_results hits = {0};
	unsigned left_out = 1;
	struct rule_set *set = rule_set_new(rules, count, &left_out);
	struct buf out;
	struct json j;
	assert_true(set && rule_set_run(set, s, a, &hits));
	buf_init(&out, MEMORY);
	json_init(&j, &out);
	json_array(&j);
	LIST_EACH(const struct rule_result, r, &hits)
	{
		rule_write_findings(&j, r);
	}
	json_array_end(&j);
	struct slice copy = arena_copy(a, buf_slice(&out));
	buf_release(&out);
	rule_set_free(set);
	return copy;
}

/* */
static void the_same_input_and_rule_give_the_same_output(void **state)
{
	(void)state;
	static const struct rule_indicator x[] = {AGAINST("booking.days_before < 2")};
	static const struct rule_indicator y[] = {AGAINST("booking.trip_days == 4"),
						  AGAINST("traveller.age < 40")};
	struct rule_text forward[] = {RULE(x, 0), RULE(y, 0)};
	struct rule_text backward[] = {RULE(y, 0), RULE(x, 0)};
	forward[1].id = backward[0].id = 8;
	struct arena *a = arena_new(MEMORY);
	const struct rule_subject *s = test_subject(a);
	struct slice once = explained(forward, 2, s, a);
	assert_true(once.n > 100);
	assert_true(slice_eq(once, explained(forward, 2, s, a)));
	/* Each rule by itself: what else runs changes nothing. */
	rule_results ab = run(forward, 2, s, a), ba = run(backward, 2, s, a);
	assert_int_equal(ab.count, 2);
	assert_int_equal(ba.count, 2);
	assert_int_equal(ab.first->rule_id, ba.last->rule_id);
	assert_int_equal(ab.first->holding, ba.last->holding);
	assert_true(slice_eq(explained(forward, 1, s, a), explained(&backward[1], 1, s, a)));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_say_what_the_messages_say),
		cmocka_unit_test(without_a_booking_nothing_of_it_is_known),
		cmocka_unit_test(each_row_of_the_table_is_whole),
		cmocka_unit_test(values_have_the_type_of_their_row),
		cmocka_unit_test(no_field_or_word_of_a_protected_ground_can_be_named),
		cmocka_unit_test(an_expression_that_rests_on_proxies_alone_is_known),
		cmocka_unit_test(a_rule_can_not_hit_by_proxies_alone),
		cmocka_unit_test(the_form_of_a_rule_is_checked),
		cmocka_unit_test(a_rule_hits_when_enough_speaks_against_and_nothing_for),
		cmocka_unit_test(the_explanation_has_every_indicator),
		cmocka_unit_test(the_same_input_and_rule_give_the_same_output),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
