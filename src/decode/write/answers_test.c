/* SPDX-License-Identifier: Apache-2.0
 *
 * What is written is read as what it was: random models of each message.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "decode/decode.h"
#include "decode/write/answers.h"
#include "decode/write/test_draw.h"
#include "decode/write/write.h"

#include <stdlib.h>
#include <string.h>

#define OUT_MAX ((size_t)1 << 20)

struct maker {
	struct draw d;
	struct arena *a;
	struct message *m;
};

static bool often(struct maker *k)
{
	return draw_below(&k->d, 4) > 0;
}

/* A text, or (once in four times) nothing. */
static struct slice some_text(struct maker *k)
{
	return often(k) ? draw_text(&k->d, k->a) : (struct slice){0};
}

static struct slice one_of(struct maker *k, const char *const *texts, unsigned count)
{
	return slice_of(texts[draw_below(&k->d, count)]);
}

#define ONE_OF(k, ...) \
	one_of((k), (const char *const[]){__VA_ARGS__}, \
	       sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* Near to the message's date, or (rarely) in another century. */
static struct local_time some_time(struct maker *k)
{
	struct local_time t = {.hour = -1};
	if (!often(k))
		return (struct local_time){0};
	bool far = draw_once_in(&k->d, 10);
	t.date.year = (int16_t)(far ? 1901 + draw_below(&k->d, 20) : 2020 + draw_below(&k->d, 12));
	t.date.month = (int8_t)(1 + draw_below(&k->d, 12));
	t.date.day = (int8_t)(1 + draw_below(&k->d, 28));
	if (!often(k))
		return t;
	t.hour = (int8_t)draw_below(&k->d, 24);
	t.minute = (int8_t)draw_below(&k->d, 60);
	return t;
}

static void make_envelope(struct maker *k, enum message_type type)
{
	struct message *m = k->m;
	m->type = type;
	m->una = draw_una(&k->d);
	m->version = type == MESSAGE_CUSRES ? ONE_OF(k, "D:12B", "D:05B")
					    : ONE_OF(k, "13:1", "4", ":1:UN", "D:", ":");
	m->sender = some_text(k);
	m->recipient = some_text(k);
	m->interchange_ref = some_text(k);
	m->message_ref = some_text(k);
	m->prepared_at = (struct local_time){{2026, 3, 11}, 3, 2};
	m->test = draw_once_in(&k->d, 8);
	m->part = draw_once_in(&k->d, 3) ? 1 + (int)draw_below(&k->d, 12) : 0;
	m->last_part = m->part > 0 && draw_once_in(&k->d, 2);
	m->answer = ARENA_NEW(k->a, struct answer);
	m->answer->access_ref = m->business_ref = some_text(k);
}

static void set_function(struct maker *k, const char *code, enum message_function f)
{
	k->m->function_code = slice_of(code);
	k->m->function = f;
}

/* Two flights in a row are never the same: they would be one. */
static struct flight *make_flight(struct maker *k, unsigned index)
{
	struct flight *f = LIST_ADD(&k->m->flights, k->a, struct flight);
	f->carrier = index % 2 ? ONE_OF(k, "ZX", "9W") : ONE_OF(k, "Z9", "ABC");
	f->number = ONE_OF(k, "418", "7", "1");
	f->suffix = draw_once_in(&k->d, 4) ? SLICE("A") : (struct slice){0};
	return f;
}

/* Up to two texts, of a message or a point. */
#define MAKE_TEXTS(k, of, codes) \
	for (unsigned n_ = draw_below(&(k)->d, 3); n_ > 0; n_--) \
	make_text((k), LIST_ADD(&(of)->texts, (k)->a, struct answer_text), (codes))

static void make_text(struct maker *k, struct answer_text *t, bool codes)
{
	t->subject = some_text(k);
	t->text = draw_text(&k->d, k->a);
	if (codes)
		t->code = some_text(k);
}

static void make_code(struct maker *k, struct answer_point *p, struct slice code)
{
	struct answer_code *c = LIST_ADD(&p->codes, k->a, struct answer_code);
	c->code = code;
	c->list = some_text(k);
	c->agency = some_text(k);
}

/* ---- CUSRES ---- */

static void make_legs(struct maker *k)
{
	unsigned flights = draw_below(&k->d, 3);
	for (unsigned i = 0; i < flights; i++) {
		struct flight *f = make_flight(k, i);
		for (unsigned n = draw_below(&k->d, 3); n > 0; n--) {
			struct leg *l = LIST_ADD(&f->legs, k->a, struct leg);
			l->from = draw_text(&k->d, k->a);
			l->to = some_text(k);
			l->departs = some_time(k);
			l->arrives = some_time(k);
			l->border = often(k);
		}
	}
}

static void make_response(struct maker *k)
{
	static const struct {
		const char *code;
		enum response_status status;
	} codes[] = {
		{"0Z", RESPONSE_OK_TO_BOARD},
		{"1Z", RESPONSE_DO_NOT_BOARD},
		{"2A", RESPONSE_ADVISORY},
		{"3Z", RESPONSE_NOT_IDENTIFIED},
		{"4z", RESPONSE_INSUFFICIENT_DATA},
		{"0", RESPONSE_ACCEPTED},
		{"1", RESPONSE_EXCEPTION},
		{"XX", RESPONSE_OTHER},
		{"904", RESPONSE_OTHER},
	};
	struct answer_point *p = LIST_ADD(&k->m->answer->points, k->a, struct answer_point);
	unsigned scope = draw_below(&k->d, 3);
	p->scope = (enum answer_scope)scope;
	p->scope_code = scope > 0 ? slice_of(scope == 1 ? "1" : "2") : SLICE("7+'");
	p->locator = some_text(k);
	p->reference = some_text(k);
	p->family = some_text(k);
	p->given = slice_present(p->family) ? some_text(k) : (struct slice){0};
	for (unsigned n = draw_below(&k->d, 3); n > 0; n--) {
		struct answer_reference *r =
			LIST_ADD(&p->references, k->a, struct answer_reference);
		r->kind = ONE_OF(k, "AEA", "X", "TN");
		r->value = draw_text(&k->d, k->a);
	}
	for (unsigned n = draw_below(&k->d, 3); n > 0; n--) {
		unsigned which = draw_below(&k->d, sizeof codes / sizeof codes[0]);
		make_code(k, p, slice_of(codes[which].code));
		struct answer_code *c = p->codes.last;
		c->status = codes[which].status;
		if (c->code.n == 2 && c->status != RESPONSE_OTHER)
			c->authorisation = slice_range(c->code, 1, 2);
	}
	p->status = answer_point_status(p);
	MAKE_TEXTS(k, p, true);
}

static void make_cusres(struct maker *k)
{
	struct answer *a = k->m->answer;
	switch (draw_below(&k->d, 4)) {
	case 0:
		set_function(k, "962", FUNCTION_RESPONSE);
		break;
	case 1:
		set_function(k, "132", FUNCTION_UNSOLICITED);
		break;
	case 2:
		set_function(k, "312", FUNCTION_ACKNOWLEDGEMENT);
		break;
	default:
		set_function(k, "9?'", FUNCTION_OTHER);
		break;
	}
	a->document_number = some_text(k);
	a->purpose_code = some_text(k);
	a->status_code = ONE_OF(k, "AP", "RE", "CA", "??");
	a->status = answer_status_of(a->status_code);
	a->transaction_ref = some_text(k);
	if (slice_present(a->transaction_ref))
		k->m->business_ref = a->transaction_ref;
	if (draw_once_in(&k->d, 3)) {
		struct answer_reference *r =
			LIST_ADD(&a->references, k->a, struct answer_reference);
		r->kind = SLICE("ACW");
		r->value = draw_text(&k->d, k->a);
	}
	MAKE_TEXTS(k, a, true);
	make_legs(k);
	for (unsigned n = draw_below(&k->d, 4); n > 0; n--)
		make_response(k);
}

/* ---- ACKRES, GOVREQ ---- */

static void make_ackres(struct maker *k)
{
	struct answer *a = k->m->answer;
	set_function(k, "23", FUNCTION_ACKNOWLEDGEMENT);
	a->status_code = ONE_OF(k, "3", "6", "7", "9:");
	a->status = answer_status_of(a->status_code);
	MAKE_TEXTS(k, a, false);
	for (unsigned n = draw_below(&k->d, 4); n > 0; n--) {
		struct answer_point *p = LIST_ADD(&a->points, k->a, struct answer_point);
		p->scope = SCOPE_MESSAGE;
		make_code(k, p, ONE_OF(k, "103", "114", "X", "A:B"));
		MAKE_TEXTS(k, p, false);
	}
}

static void make_asked_flights(struct maker *k)
{
	unsigned flights = draw_below(&k->d, 3);
	for (unsigned i = 0; i < flights; i++) {
		struct flight *f = make_flight(k, i);
		struct leg *l = LIST_ADD(&f->legs, k->a, struct leg);
		l->from = draw_text(&k->d, k->a);
		l->to = some_text(k);
		l->departs = some_time(k);
		l->arrives = some_time(k);
		l->border = true;
		if (draw_once_in(&k->d, 3)) {
			f->operating_carrier = SLICE("XX");
			f->operating_number = SLICE("8123");
		}
	}
}

static void make_govreq(struct maker *k)
{
	struct answer *a = k->m->answer;
	if (draw_once_in(&k->d, 2))
		set_function(k, "22", FUNCTION_FULL);
	else
		set_function(k, "141", FUNCTION_UPDATE);
	a->originator = some_text(k);
	make_asked_flights(k);
	for (unsigned n = draw_below(&k->d, 3); n > 0; n--) {
		struct asked_locator *l = LIST_ADD(&a->locators, k->a, struct asked_locator);
		l->carrier = some_text(k);
		l->locator = draw_text(&k->d, k->a);
		l->kind = some_text(k);
		l->created = some_time(k);
		struct asked_person *p = LIST_ADD(&a->persons, k->a, struct asked_person);
		p->family = draw_text(&k->d, k->a);
		p->given = some_text(k);
		struct local_time at = some_time(k);
		if (!local_time_present(at))
			continue;
		struct asked_time *t = LIST_ADD(&a->times, k->a, struct asked_time);
		t->kind = some_text(k);
		t->at = at;
	}
	MAKE_TEXTS(k, a, false);
}

/* ---- CONTRL ---- */

static unsigned some_position(struct maker *k)
{
	return often(k) ? 1 + draw_below(&k->d, 99999) : 0;
}

static void make_outcome(struct maker *k, struct syntax_report *t)
{
	t->action_code = ONE_OF(k, "4", "7", "8", "'");
	t->action = syntax_action_of(t->action_code);
	t->error_code = ONE_OF(k, "12", "39", "++");
	t->service_segment = draw_once_in(&k->d, 2) ? SLICE("UNT") : (struct slice){0};
}

static void make_report(struct maker *k, enum syntax_level level, unsigned segment)
{
	struct syntax_report *t = LIST_ADD(&k->m->answer->reports, k->a, struct syntax_report);
	t->level = level;
	if (level <= LEVEL_MESSAGE) {
		t->reference = some_text(k);
		make_outcome(k, t);
	} else {
		t->error_code = SLICE("13");
		t->segment = segment;
	}
	if (level <= LEVEL_GROUP) {
		t->sender.id = some_text(k);
		t->sender.qualifier = some_text(k);
		t->recipient.id = some_text(k);
	}
	if (level == LEVEL_MESSAGE) {
		t->type = some_text(k);
		t->version = ONE_OF(k, "13:1:IA", "D::UN:IATA", "D", "D:1:2:3:'", ":1");
	}
	if (level == LEVEL_SEGMENT)
		return;
	t->element = some_position(k);
	t->component = some_position(k);
	t->repetition = some_position(k);
}

static void make_contrl(struct maker *k)
{
	make_report(k, LEVEL_INTERCHANGE, 0);
	if (draw_once_in(&k->d, 3))
		make_report(k, LEVEL_GROUP, 0);
	for (unsigned n = draw_below(&k->d, 4); n > 0; n--) {
		make_report(k, LEVEL_MESSAGE, 0);
		unsigned segment = some_position(k);
		make_report(k, LEVEL_SEGMENT, segment);
		make_report(k, LEVEL_ELEMENT, segment);
	}
}

/* ---- Written and read again ---- */

/* What the model says, without what reading adds. */
static void say(struct message *m, struct buf *out)
{
	m->findings = (finding_list){0};
	m->declared = (struct declared){-1, -1, -1, -1};
	decode_write_json(m, out);
	LIST_EACH(const struct flight, f, &m->flights)
	{
		LIST_EACH(const struct leg, l, &f->legs)
		buf_char(out, l->border ? 'B' : '-');
	}
}

static struct message *read_again(struct slice text, struct arena *a)
{
	const struct decode_options options = {.today = {2026, 4, 1}};
	struct decoder *d = decoder_new(text, &options);
	struct message *m = NULL;
	assert_non_null(d);
	assert_int_equal(decoder_next(d, a, &m, NULL), RC_OK);
	decoder_free(d);
	return m;
}

static void check_seed(unsigned long seed, enum message_type type, void (*make)(struct maker *k))
{
	struct maker k = {.d = {seed}, .a = arena_new(OUT_MAX)};
	struct buf out;
	struct buf said[2];
	struct err e;
	assert_non_null(k.a);
	k.m = ARENA_NEW(k.a, struct message);
	buf_init(&out, OUT_MAX);
	buf_init(&said[0], OUT_MAX);
	buf_init(&said[1], OUT_MAX);
	make_envelope(&k, type);
	make(&k);
	assert_int_equal(message_write(k.m, k.a, &out, NULL, &e), RC_OK);
	struct message *again = read_again(buf_slice(&out), k.a);
	LIST_EACH(const struct finding, f, &again->findings)
	{
		if (strstr("segment-count-mismatch reference-mismatch response-damaged "
			   "segment-unexpected terminator-lost release-dangling "
			   "charset-undeclared una-damaged date-wrong time-wrong",
			   f->code))
			fail_msg("seed %lu: %s: %.*s", seed, f->code, SLICE_ARG(buf_slice(&out)));
	}
	say(k.m, &said[0]);
	say(again, &said[1]);
	if (!slice_eq(buf_slice(&said[0]), buf_slice(&said[1])))
		fail_msg("seed %lu\nmodel   %.*s\nwritten %.*s\nread    %.*s", seed,
			 SLICE_ARG(buf_slice(&said[0])), SLICE_ARG(buf_slice(&out)),
			 SLICE_ARG(buf_slice(&said[1])));
	buf_release(&out);
	buf_release(&said[0]);
	buf_release(&said[1]);
	arena_free(k.a);
}

static void check_all(enum message_type type, void (*make)(struct maker *k))
{
	unsigned long cases = draw_cases(3000);
	for (unsigned long seed = 0; seed < cases; seed++)
		check_seed(seed, type, make);
}

static void any_cusres_is_read_as_it_was_written(void **state)
{
	(void)state;
	check_all(MESSAGE_CUSRES, make_cusres);
}

static void any_ackres_is_read_as_it_was_written(void **state)
{
	(void)state;
	check_all(MESSAGE_ACKRES, make_ackres);
}

static void any_govreq_is_read_as_it_was_written(void **state)
{
	(void)state;
	check_all(MESSAGE_GOVREQ, make_govreq);
}

static void any_contrl_is_read_as_it_was_written(void **state)
{
	(void)state;
	check_all(MESSAGE_CONTRL, make_contrl);
}

/* ---- The form that carriers expect ---- */

static void writes(const char *text)
{
	struct arena *a = arena_new(OUT_MAX);
	struct buf out;
	buf_init(&out, OUT_MAX);
	assert_non_null(a);
	assert_true(answers_write(read_again(slice_of(text), a), &out));
	buf_char(&out, '\0');
	assert_string_equal(out.p, text);
	buf_release(&out);
	arena_free(a);
}

static void messages_of_the_guides_are_written_as_there(void **state)
{
	(void)state;
	writes("UNA:+.? 'UNB+UNOA:4+PTGOV+Z9DCS+260311:0303+PTG000009918'"
	       "UNH+1+CUSRES:D:12B:UN:IATA+Z9I0000420+01:F'BGM+962'RFF+TN:Z9T000000420'"
	       "RFF+AF:Z9418'DTM+189:2603110555:201'DTM+232:2603111320:201'LOC+125+NBO'"
	       "LOC+87+LIS'ERP+2'RFF+AVF:M2P4QX'RFF+ABO:0000000122'ERC+4Z'"
	       "FTX+AAP+++DATE OF BIRTH MISSING'UNT+14+1'UNZ+1+PTG000009918'");
	writes("UNA:+.? 'UNB+IATA:1+PTPIU+Z9+260311:0356+PTA00000413'"
	       "UNH+1+ACKRES:13:1:IA+Z9418/110326/0555'MSG+:23+7'ERC+114'"
	       "IFT+3+FLIGHT NUMBER NOT VALID FOR DATE AND ROUTE'UNT+5+1'UNZ+1+PTA00000413'");
	writes("UNA:+.? 'UNB+IATA:1+PTPIU+Z9+260311:0356+PTC00000055'UNH+1+CONTRL:4:1:UN'"
	       "UCI+Z9PNR000417+Z9+PTPIU+7'UCM+1+PNRGOV:13:1:IA+4+12'UNT+4+1'UNZ+1+PTC00000055'");
	writes("UNA:+.? 'UNB+IATA:1+PTPIU+Z9+260311:0356+PTQ1'UNH+1+GOVREQ:13:1:IA+REQ7'"
	       "MSG+:22'ORG+PT'TVL+110326:0555:110326:1320+NBO+LIS+Z9+418'"
	       "RCI+Z9:QX7M2P:1:010226:0911'TIF+MORE+THOMAS MR'UNT+7+1'UNZ+1+PTQ1'");
}

static void a_function_without_a_code_gets_its_usual_one(void **state)
{
	(void)state;
	struct answer a = {.status = ANSWER_NONE};
	struct message m = {.type = MESSAGE_CUSRES, .function = FUNCTION_UNSOLICITED, .answer = &a};
	struct buf out;
	buf_init(&out, OUT_MAX);
	assert_true(answers_write(&m, &out));
	buf_char(&out, '\0');
	assert_non_null(strstr(out.p, "'BGM+132'UNT+3'"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_cusres_is_read_as_it_was_written),
		cmocka_unit_test(any_ackres_is_read_as_it_was_written),
		cmocka_unit_test(any_govreq_is_read_as_it_was_written),
		cmocka_unit_test(any_contrl_is_read_as_it_was_written),
		cmocka_unit_test(messages_of_the_guides_are_written_as_there),
		cmocka_unit_test(a_function_without_a_code_gets_its_usual_one),
	};
	return cmocka_run_group_tests_name("decode/answers", tests, NULL, NULL);
}
