/* SPDX-License-Identifier: Apache-2.0
 *
 * How fast rules run, on one core: rules_bench [TRAVELLERS [RUNS]].
 *
 *   compile   100 rules from text
 *   rules     100 rules over each traveller, as at ingest
 *   by hand   the same questions as C over the same fields, read once a traveller
 *
 * Travellers are simulated (PNRGOV). Both sides must hit the same people, or the program
 * ends with status 1. The best of RUNS counts; times are those of the thread.
 */
#include "base/crypto.h"
#include "decode/decode.h"
#include "model/airport.h"
#include "screen/rules/rule.h"
#include "simulate/simulate.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MEMORY ((size_t)8 << 30)
#define FROM (INT64_C(1930089600) * SECOND_US) /* 2031-02-28 */
#define RULES 100
#define KINDS 5

struct bench {
	struct arena *a, *scratch;
	struct rule_subject *subjects;
	size_t count, room;
	uint64_t hits[RULES], hits_by_hand[RULES];
};

static int64_t thread_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* ---- rules ---- */

static const char *const states[] = {"KEN", "PRT", "FRA", "DEU", "TZA", "TUR", "ARE",
				     "NLD", "BRA", "USA", "ETH", "ZAF", "MAR", "ESP",
				     "GBR", "IND", "EGY", "ITA", "QAT", "UTO"};

/* Rule `k` asks question k % KINDS with the number k / KINDS. */
static struct slice text_of(unsigned k, struct arena *a)
{
	unsigned n = k / KINDS;
	switch (k % KINDS) {
	case 0:
		return arena_printf(a, "flight.from_state == \"%s\" && traveller.bag_count == %u",
				    states[n], n % 3);
	case 1:
		return arena_printf(a,
				    "booking.days_before < %u && booking.payments.exists(p, "
				    "p.form == \"CA\")",
				    n % 7);
	case 2:
		return arena_printf(a,
				    "booking.segments.exists(s, s.to_state == \"%s\") && "
				    "booking.one_way && booking.travellers == %u",
				    states[n], 1 + n % 2);
	case 3:
		return arena_printf(a,
				    "flight.to_state in [\"%s\", \"%s\", \"%s\"] && "
				    "(booking.trip_days > %u || size(booking.segments) > 3)",
				    states[n], states[(n + 1) % 20], states[(n + 2) % 20], n);
	default:
		return arena_printf(a,
				    "traveller.age < %u && booking.party_size == 1 && "
				    "booking.days_before < %u",
				    18 + n, n);
	}
}

static struct rule_set *compile(struct bench *b)
{
	static struct rule_text rules[RULES];
	static struct rule_indicator indicators[RULES][2];
	unsigned left_out = 1;
	for (unsigned k = 0; k < RULES; k++) {
		indicators[k][0] =
			(struct rule_indicator){INDICATOR_INCRIMINATES, text_of(k, b->a)};
		indicators[k][1] = (struct rule_indicator){
			INDICATOR_EXONERATES,
			SLICE("traveller.loyalty.exists(l, l.tier == \"GOLD\")")};
		rules[k] = (struct rule_text){.id = k + 1,
					      .name = SLICE("rule"),
					      .indicators = indicators[k],
					      .indicator_count = 2};
	}
	int64_t from = thread_ns();
	struct rule_set *s = rule_set_new(rules, RULES, &left_out);
	printf("%-10s %9.0f rules/s\n", "compile", RULES / ((double)(thread_ns() - from) / 1e9));
	return left_out == 0 ? s : NULL;
}

/* ---- the same by hand ---- */

struct facts { /* what the questions ask, read once a traveller */
	struct slice from_state, to_state;
	int age, bags, days_before, party, trip_days; /* INT_MIN: not known */
	unsigned together, segments;
	bool cash, known, one_way, gold;
	struct slice segment_states[64];
};

#define NONE (-1000000)

static int age_of(const struct rule_subject *s)
{
	struct date born = s->pnr->birth_date, day = s->border->departs.date;
	if (!date_present(born) || !date_present(day) || date_cmp(born, day) > 0)
		return NONE;
	return day.year - born.year -
	       (day.month < born.month || (day.month == born.month && day.day < born.day));
}

static void read_journey(const struct booking *b, struct facts *f)
{
	const struct segment *first = NULL, *last = NULL;
	bool abroad = false;
	f->trip_days = NONE;
	LIST_EACH(const struct segment, s, &b->segments)
	{
		if (slice_present(s->kind))
			continue;
		f->segment_states[f->segments++] = airport_country(s->to);
		if (s->state == HOLD_CANCELLED || !slice_present(s->from) || !slice_present(s->to))
			continue;
		first = first ? first : s;
		last = s;
		abroad = abroad || !slice_eq(airport_country(s->to), airport_country(first->from));
	}
	if (!first)
		return;
	struct slice home = airport_country(first->from);
	f->known = true;
	f->one_way = !slice_eq(first->from, last->to) &&
		     !(abroad && slice_present(home) && slice_eq(airport_country(last->to), home));
	if (date_present(first->departs.date) && date_present(last->departs.date))
		f->trip_days = date_days(last->departs.date) - date_days(first->departs.date);
}

static void read_facts(const struct rule_subject *s, struct facts *f)
{
	struct date made = {0};
	const struct booking *b = s->booking;
	*f = (struct facts){.from_state = airport_country(s->border->from),
			    .to_state = airport_country(s->border->to),
			    .age = age_of(s),
			    .bags = s->pnr->bag_count >= 0 ? s->pnr->bag_count : NONE,
			    .party = b->party_size >= 0 ? b->party_size : NONE,
			    .days_before = NONE,
			    .together = s->booking_travellers};
	if (date_parse(slice_range(b->created_at, 0, 10), &made) &&
	    date_present(s->border->departs.date))
		f->days_before = date_days(s->border->departs.date) - date_days(made);
	LIST_EACH(const struct payment, p, &b->payments)
	{
		f->cash = f->cash || slice_is(p->form, "CA");
	}
	LIST_EACH(const struct frequent_flyer, l, &s->pnr->frequent_flyer)
	{
		f->gold = f->gold || slice_is(l->tier, "GOLD");
	}
	read_journey(b, f);
}

static bool goes_to(const struct facts *f, const char *state)
{
	for (unsigned i = 0; i < f->segments; i++) {
		if (slice_is(f->segment_states[i], state))
			return true;
	}
	return false;
}

static bool by_hand(const struct facts *f, unsigned k)
{
	int n = (int)(k / KINDS);
	switch (k % KINDS) {
	case 0:
		return slice_is(f->from_state, states[n]) && f->bags == n % 3;
	case 1:
		return f->days_before != NONE && f->days_before < n % 7 && f->cash;
	case 2:
		return f->known && f->one_way && (int)f->together == 1 + n % 2 &&
		       goes_to(f, states[n]);
	case 3:
		return (slice_is(f->to_state, states[n]) ||
			slice_is(f->to_state, states[(n + 1) % 20]) ||
			slice_is(f->to_state, states[(n + 2) % 20])) &&
		       ((f->trip_days != NONE && f->trip_days > n) || f->segments > 3);
	default:
		return f->age != NONE && f->age < 18 + n && f->party == 1 &&
		       f->days_before != NONE && f->days_before < n;
	}
}

/* ---- travellers ---- */

static void take_message(struct bench *b, const struct message *m)
{
	const struct flight *flight = NULL;
	const struct leg *border = message_border_leg(m, &flight);
	const struct booking **bookings =
		arena_alloc(b->a, (m->bookings.count + 1) * sizeof(const struct booking *));
	unsigned *together = arena_alloc(b->a, (m->bookings.count + 1) * sizeof *together);
	LIST_EACH(const struct booking, x, &m->bookings)
	{
		bookings[x->index] = x;
	}
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (t->booking >= 0)
			together[t->booking]++;
	}
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (b->count == b->room || !border || t->booking < 0 ||
		    bookings[t->booking]->segments.count > 64)
			continue;
		b->subjects[b->count++] =
			(struct rule_subject){.flight = flight,
					      .border = border,
					      .pnr = t,
					      .booking = bookings[t->booking],
					      .booking_travellers = together[t->booking]};
	}
}

static bool simulate(struct bench *b)
{
	struct simulate_plan plan = simulate_plan_default(7, 10000, FROM);
	struct decode_options options = {.today = {2031, 3, 1}};
	struct simulation *s = NULL;
	struct simulate_message m;
	struct err e;
	if (simulate_begin(&plan, &s, &e) != RC_OK)
		return false;
	while (b->count < b->room && simulate_next(s, &m, &e) == RC_OK) {
		struct slice bytes = arena_copy(b->a, m.bytes);
		struct decoder *d = decoder_new(bytes, &options);
		struct message *read = NULL;
		while (d && decoder_next(d, b->a, &read, &e) == RC_OK) {
			if (read->type == MESSAGE_PNRGOV && !read->unreadable)
				take_message(b, read);
		}
		decoder_free(d);
	}
	simulate_end(s);
	return b->count == b->room && !arena_failed(b->a);
}

/* ---- measuring ---- */

static int64_t run_rules(struct bench *b, const struct rule_set *s)
{
	memset(b->hits, 0, sizeof b->hits);
	int64_t from = thread_ns();
	for (size_t i = 0; i < b->count; i++) {
		rule_results out = {0};
		arena_reset(b->scratch);
		if (!rule_set_run(s, &b->subjects[i], b->scratch, &out))
			abort();
		LIST_EACH(const struct rule_result, r, &out)
		{
			b->hits[r->rule_id - 1]++;
		}
	}
	return thread_ns() - from;
}

static int64_t run_by_hand(struct bench *b)
{
	struct facts f;
	memset(b->hits_by_hand, 0, sizeof b->hits_by_hand);
	int64_t from = thread_ns();
	for (size_t i = 0; i < b->count; i++) {
		read_facts(&b->subjects[i], &f);
		for (unsigned k = 0; k < RULES; k++)
			b->hits_by_hand[k] += by_hand(&f, k) && !f.gold;
	}
	return thread_ns() - from;
}

static bool same_hits(const struct bench *b, uint64_t *sum)
{
	bool same = true;
	*sum = 0;
	for (unsigned k = 0; k < RULES; k++) {
		if (b->hits[k] != b->hits_by_hand[k])
			fprintf(stderr, "rule %u: %llu hits, by hand %llu\n", k,
				(unsigned long long)b->hits[k],
				(unsigned long long)b->hits_by_hand[k]);
		same = same && b->hits[k] == b->hits_by_hand[k];
		*sum += b->hits[k];
	}
	return same;
}

static void print(const struct bench *b, const char *name, int64_t took_ns)
{
	double travellers = (double)b->count / ((double)took_ns / 1e9);
	printf("%-10s %9.0f travellers/s  %11.0f rules/s  %6.1f ns a rule\n", name, travellers,
	       travellers * RULES, (double)took_ns / (double)b->count / RULES);
}

int main(int argc, char **argv)
{
	struct bench b = {.room = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000};
	unsigned long runs = argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
	int64_t best = INT64_MAX, best_by_hand = INT64_MAX;
	uint64_t hits;
	crypto_start();
	b.a = arena_new(MEMORY);
	b.scratch = arena_new(MEMORY);
	b.subjects = calloc(b.room + 1, sizeof *b.subjects);
	struct rule_set *s = b.a && b.scratch && b.subjects && simulate(&b) ? compile(&b) : NULL;
	for (unsigned long i = 0; s && i < runs; i++) {
		int64_t took = run_rules(&b, s), by_hand_took = run_by_hand(&b);
		best = took < best ? took : best;
		best_by_hand = by_hand_took < best_by_hand ? by_hand_took : best_by_hand;
	}
	if (!s)
		return 1;
	bool same = same_hits(&b, &hits);
	print(&b, "rules", best);
	print(&b, "by hand", best_by_hand);
	printf("%-10s %9.1f times by hand; %.2f hits a traveller, %s\n", "ratio",
	       (double)best / (double)best_by_hand, (double)hits / (double)b.count,
	       same ? "the same people" : "NOT the same people");
	rule_set_free(s);
	free(b.subjects);
	arena_free(b.scratch);
	arena_free(b.a);
	return same ? 0 : 1;
}
