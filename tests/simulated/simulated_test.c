/* SPDX-License-Identifier: Apache-2.0
 *
 * Simulated messages read with the decoder, minimised, and screened against
 * the simulated lists: the rooms on real input, without a database.
 */
#include "base/crypto.h"
#include "base/map.h"
#include "decode/decode.h"
#include "minimise/minimise.h"
#include "screen/lists.h"
#include "screen/screen.h"
#include "simulate/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NOON (INT64_C(1795608000) * SECOND_US) /* 2026-11-25T12:00:00Z */

static struct simulate_plan plan_of(uint64_t seed, unsigned flights)
{
	struct simulate_plan plan = simulate_plan_default(seed, flights, NOON);
	plan.seats_most = 60;
	return plan;
}

static struct simulate_plan faultless(uint64_t seed, unsigned flights)
{
	struct simulate_plan plan = plan_of(seed, flights);
	plan.rates = (struct simulate_rates){.no_documents = 250,
					     .cancelled_booking = 40,
					     .no_show = 20,
					     .two_parts = 200,
					     .cancelled_flight = 50};
	return plan;
}

static struct simulation *begin(const struct simulate_plan *plan)
{
	struct simulation *s;
	struct err e;
	assert_int_equal(simulate_begin(plan, &s, &e), RC_OK);
	return s;
}

static bool next(struct simulation *s, struct simulate_message *m)
{
	struct err e;
	enum rc rc = simulate_next(s, m, &e);
	assert_true(rc == RC_OK || rc == RC_END);
	return rc == RC_OK;
}

/* The only message of `bytes`; memory of `a`. */
static struct message *decode(struct slice bytes, struct arena *a)
{
	const struct decode_options options = {.today = {2026, 11, 25}};
	struct decoder *d = decoder_new(bytes, &options);
	struct message *m;
	struct message *more;
	struct err e;
	assert_non_null(d);
	assert_int_equal(decoder_next(d, a, &m, &e), RC_OK);
	assert_int_equal(decoder_next(d, a, &more, &e), RC_END);
	decoder_free(d);
	return m;
}

static unsigned serious(const struct message *m)
{
	unsigned n = 0;
	LIST_EACH(const struct finding, f, &m->findings)
	{
		n += f->severity != SEVERITY_INFO;
	}
	return n;
}

/* ---- messages ---- */

static void every_faultless_message_is_read_whole(void **state)
{
	(void)state;
	struct simulate_plan plan = faultless(7, 60);
	struct simulation *s = begin(&plan);
	struct arena *a = arena_new(64u << 20);
	struct simulate_message m;
	while (next(s, &m)) {
		arena_reset(a);
		const struct message *read = decode(m.bytes, a);
		if (serious(read) > 0)
			print_message("%s: %s %.*s\n", m.name, read->findings.first->code,
				      SLICE_ARG(read->findings.first->text));
		assert_int_equal(serious(read), 0);
		bool close_out = read->function == FUNCTION_CLOSE_ON_BOARD;
		assert_int_equal(read->travellers.count, m.travellers);
		assert_int_equal(read->bookings.count, m.bookings);
		assert_true(close_out || !read->travellers.first ||
			    slice_present(read->travellers.first->family));
		assert_int_equal(read->flights.count, 1);
	}
	arena_free(a);
	simulate_end(s);
}

static void messages_come_in_the_order_and_with_the_time_of_sending(void **state)
{
	(void)state;
	struct simulate_plan plan = faultless(3, 30);
	struct simulation *s = begin(&plan);
	struct arena *a = arena_new(64u << 20);
	struct simulate_message m;
	int64_t last = 0;
	unsigned count = 0;
	while (next(s, &m)) {
		arena_reset(a);
		const struct message *read = decode(m.bytes, a);
		assert_true(m.send_at >= last);
		assert_true(local_time_as_utc(read->prepared_at) == m.send_at);
		last = m.send_at;
		count++;
	}
	assert_true(count > 30 * 6);
	arena_free(a);
	simulate_end(s);
}

static void faults_cost_nobody_else(void **state)
{
	(void)state;
	struct simulate_plan plan = plan_of(11, 60);
	plan.rates.damaged = 500;
	plan.rates.wrong_count = 300;
	struct simulation *s = begin(&plan);
	struct arena *a = arena_new(64u << 20);
	struct simulate_message m;
	unsigned damaged = 0;
	while (next(s, &m)) {
		arena_reset(a);
		const struct message *read = decode(m.bytes, a);
		assert_false(read->unreadable);
		if (!m.damaged)
			assert_int_equal(read->travellers.count, m.travellers);
		damaged += m.damaged;
		/* One segment of one or two travellers, or of a booking's head. */
		assert_in_range(read->travellers.count + 10, m.travellers, m.travellers + 12);
	}
	assert_true(damaged > 100);
	arena_free(a);
	simulate_end(s);
}

static void no_two_messages_have_the_same_reference_or_name(void **state)
{
	(void)state;
	struct simulate_plan plan = faultless(9, 200);
	plan.seats_most = 20;
	struct simulation *s = begin(&plan);
	struct simulate_message m;
	struct arena *kept = arena_new(64u << 20);
	struct arena *a = arena_new(64u << 20);
	struct map names;
	struct map references;
	map_init(&names, kept);
	map_init(&references, kept);
	while (next(s, &m)) {
		arena_reset(a);
		const struct message *read = decode(m.bytes, a);
		struct slice name = arena_copy(kept, slice_of(m.name));
		assert_null(map_find(&names, name));
		map_put(&names, name, &names);
		struct slice key = arena_printf(kept, "%.*s/%d", SLICE_ARG(read->interchange_ref),
						read->part * !read->last_part);
		assert_null(map_find(&references, key));
		map_put(&references, key, &references);
	}
	arena_free(a);
	arena_free(kept);
	simulate_end(s);
}

/* ---- what may not be kept ---- */

static unsigned sensitive_services(const struct message *m, const struct minimise_profile *p)
{
	unsigned n = 0;
	LIST_EACH(const struct booking, b, &m->bookings)
	{
		LIST_EACH(const struct service_request, r, &b->service_requests)
		{
			for (size_t i = 0; p->sensitive_codes[i]; i++)
				n += slice_is(r->code, p->sensitive_codes[i]);
		}
	}
	return n;
}

static void minimising_takes_the_sensitive_and_nobody(void **state)
{
	(void)state;
	struct simulate_plan plan = faultless(13, 30);
	plan.rates.sensitive_request = 500;
	plan.rates.open_card = 500;
	const struct minimise_profile *p = minimise_profile_find("eu-strict");
	struct simulation *s = begin(&plan);
	struct arena *a = arena_new(64u << 20);
	struct simulate_message m;
	unsigned codes = 0;
	unsigned cards = 0;
	while (next(s, &m)) {
		arena_reset(a);
		struct slice copy = arena_copy(a, m.bytes);
		char *bytes = arena_alloc(a, copy.n);
		memcpy(bytes, copy.p, copy.n);
		erasures out = {0};
		struct err e;
		assert_int_equal(minimise_input(bytes, copy.n, p, a, &out, &e), RC_OK);
		const struct message *before = decode(copy, a);
		struct message *after = decode((struct slice){bytes, copy.n}, a);
		codes += sensitive_services(before, p);
		assert_int_equal(sensitive_services(after, p), 0);
		assert_int_equal(serious(after), 0);
		assert_int_equal(after->travellers.count, before->travellers.count);
		minimise_attach(after, &out, a);
		LIST_EACH(const struct removed, r, &after->removed)
		{
			cards += slice_is(r->code, ERASED_CARD) ? r->count : 0;
		}
		assert_null(memmem(bytes, copy.n, "4111111111111111", 16));
		assert_null(memmem(bytes, copy.n, "378282246310005", 15));
	}
	assert_true(codes > 100);
	assert_true(cards > 100);
	arena_free(a);
	simulate_end(s);
}

/* ---- lists, and who meets them ---- */

struct lists {
	struct buf persons, documents;
	struct arena *a;
	list_entries person_entries, document_entries;
	struct screen_index *index;
};

static void lists_open(struct lists *l, const struct simulate_plan *plan)
{
	finding_list findings = {0};
	struct err e;
	*l = (struct lists){.a = arena_new(64u << 20)};
	buf_init(&l->persons, 1u << 20);
	buf_init(&l->documents, 1u << 20);
	assert_int_equal(simulate_lists(plan, &l->persons, &l->documents, &e), RC_OK);
	assert_int_equal(lists_read_csv(buf_slice(&l->persons), LIST_PERSONS, l->a,
					&l->person_entries, &findings, &e),
			 RC_OK);
	assert_int_equal(lists_read_csv(buf_slice(&l->documents), LIST_DOCUMENTS, l->a,
					&l->document_entries, &findings, &e),
			 RC_OK);
	assert_int_equal(findings.count, 0);
	const struct screen_list both[] = {
		{1, 1, LIST_PERSONS, &l->person_entries},
		{2, 1, LIST_DOCUMENTS, &l->document_entries},
	};
	l->index = screen_index_new(both, 2);
	assert_non_null(l->index);
}

static void lists_close(struct lists *l)
{
	screen_index_free(l->index);
	buf_release(&l->persons);
	buf_release(&l->documents);
	arena_free(l->a);
}

/* The best match of one decoded traveller; NULL when there is none. */
static const struct screen_match *screened(const struct lists *l, const struct traveller *t,
					   struct arena *a)
{
	struct screen_document documents[8];
	struct screen_traveller who = {.family = t->family,
				       .given = t->given,
				       .middle = t->middle,
				       .birth_date = t->birth_date,
				       .sex = t->sex,
				       .nationality = t->nationality,
				       .documents = documents};
	LIST_EACH(const struct document, d, &t->documents)
	{
		documents[who.document_count++] =
			(struct screen_document){d->type, d->number, d->issuer};
	}
	screen_matches *out = ARENA_NEW(a, screen_matches);
	screen_traveller(l->index, &who, a, out);
	return out->first;
}

/* What the bookings, and then the passenger lists, said about a person of interest. */
struct seen {
	unsigned early, late; /* matches in the first push, in passenger lists */
	enum screen_outcome early_outcome, late_outcome;
	bool by_document;
};

static int interest_of(const struct simulate_plan *plan, const struct traveller *t, struct arena *a)
{
	for (unsigned i = 0; i < plan->interests; i++) {
		struct sim_interest interest;
		assert_true(interest_make(plan, i, a, &interest));
		if (slice_is(t->family, interest.person.family))
			return (int)i;
	}
	return -1;
}

static void note_message(const struct simulate_plan *plan, const struct lists *l,
			 const struct simulate_message *m, struct arena *a, struct seen *seen)
{
	bool early = strstr(m->name, "pnr-48h") != NULL;
	bool late = strstr(m->name, "api-passengers") != NULL;
	const struct message *read = decode(m->bytes, a);
	LIST_EACH(const struct traveller, t, &read->travellers)
	{
		const struct screen_match *match = early || late ? screened(l, t, a) : NULL;
		if (!match)
			continue;
		int i = interest_of(plan, t, a);
		assert_true(i >= 0); /* nobody else meets an entry */
		struct seen *who = &seen[i];
		who->by_document |= strcmp(match->method, "document") == 0;
		*(early ? &who->early_outcome : &who->late_outcome) = match->outcome;
		*(early ? &who->early : &who->late) += 1;
	}
}

static void check_way(enum sim_way way, const struct seen *seen)
{
	switch (way) {
	case WAY_DOCUMENT:
	case WAY_LOST_DOCUMENT:
		assert_int_equal(seen->late, 1);
		assert_int_equal(seen->late_outcome, OUTCOME_MATCH);
		assert_true(seen->by_document);
		break;
	case WAY_DOCUMENT_LETTER:
	case WAY_YEAR:
		assert_int_equal(seen->late, 1);
		assert_int_equal(seen->late_outcome, OUTCOME_POSSIBLE);
		break;
	case WAY_SPELLING:
	case WAY_SWAPPED:
		assert_int_equal(seen->early, 1);
		assert_int_equal(seen->late, 1);
		assert_int_equal(seen->late_outcome, OUTCOME_MATCH);
		break;
	case WAY_OTHER_BIRTH:
		assert_int_equal(seen->early, 1);
		assert_int_equal(seen->early_outcome, OUTCOME_UNDETERMINED);
		assert_int_equal(seen->late, 0);
		break;
	case WAY_SAME_BIRTH:
		assert_int_equal(seen->early, 1);
		assert_int_equal(seen->early_outcome, OUTCOME_UNDETERMINED);
		assert_int_equal(seen->late_outcome, OUTCOME_MATCH);
		break;
	case WAY_TWICE:
		assert_int_equal(seen->late, 2);
		assert_int_equal(seen->late_outcome, OUTCOME_MATCH);
		break;
	case WAY_COUNT:
		fail();
	}
}

static void persons_of_interest_meet_their_entries_and_nobody_else_does(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct simulate_plan plan = faultless(seed, 40);
		plan.interests = 2 * WAY_COUNT;
		struct seen seen[2 * WAY_COUNT] = {{0}};
		struct lists l;
		struct simulate_message m;
		lists_open(&l, &plan);
		struct simulation *s = begin(&plan);
		struct arena *a = arena_new(64u << 20);
		while (next(s, &m)) {
			arena_reset(a);
			note_message(&plan, &l, &m, a, seen);
		}
		for (unsigned i = 0; i < plan.interests; i++) {
			check_way((enum sim_way)(i % WAY_COUNT), &seen[i]);
		}
		arena_free(a);
		simulate_end(s);
		lists_close(&l);
	}
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_faultless_message_is_read_whole),
		cmocka_unit_test(messages_come_in_the_order_and_with_the_time_of_sending),
		cmocka_unit_test(faults_cost_nobody_else),
		cmocka_unit_test(no_two_messages_have_the_same_reference_or_name),
		cmocka_unit_test(minimising_takes_the_sensitive_and_nobody),
		cmocka_unit_test(persons_of_interest_meet_their_entries_and_nobody_else_does),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
