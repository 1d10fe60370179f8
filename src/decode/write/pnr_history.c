/* SPDX-License-Identifier: Apache-2.0
 *
 * What was changed in a booking: GR.10 to GR.12. The model has texts; they are
 * taken apart as decode/pnrgov/history.c puts them together.
 */
#include "decode/write/pnr.h"

/* ---- Taking texts apart ---- */

/* The last word of `*text`, cut off with the blank before it. */
static struct slice last_word(struct slice *text)
{
	const char *blank = text->n > 0 ? memrchr(text->p, ' ', text->n) : NULL;
	size_t at = blank ? (size_t)(blank - text->p) : 0;
	struct slice word = slice_range(*text, blank ? at + 1 : 0, text->n);
	*text = slice_range(*text, 0, at);
	return word;
}

/* "Z9 418A NBO-LIS 2026-03-11T05:55", from its end: carrier and times may be absent. */
static struct segment segment_of(struct slice text)
{
	struct segment s = {0};
	struct slice rest = text;
	struct slice word = last_word(&rest);
	if (local_time_parse(word, &s.departs)) {
		word = last_word(&rest);
	} else {
		s.departs = (struct local_time){0};
	}
	size_t hyphen = slice_find(word, '-', 0);
	s.from = slice_range(word, 0, hyphen);
	if (hyphen != SIZE_MAX)
		s.to = slice_range(word, hyphen + 1, word.n);
	word = last_word(&rest);
	s.carrier = rest;
	if (slice_is(word, "surface") || slice_is(word, "open")) {
		s.kind = word;
		return s;
	}
	struct flight_code code = flight_split(word, s.carrier);
	s.number = code.number;
	s.suffix = code.suffix;
	return s;
}

/* ---- One entry ---- */

/* " (Q5 418)" at the end: the operating carrier and its flight. */
static struct slice cut_operating(struct slice *text)
{
	size_t open = slice_find(*text, '(', 0);
	if (open == SIZE_MAX || !slice_ends(*text, ")"))
		return (struct slice){NULL, 0};
	struct slice operating = slice_range(*text, open + 1, text->n - 1);
	*text = slice_trim(slice_range(*text, 0, open));
	return operating;
}

static void put_segment(struct writer *w, const struct history *h)
{
	struct slice flight = h->segment;
	struct slice operating = cut_operating(&flight);
	struct segment s = segment_of(flight);
	pnr_put_tvl(w, &s);
	if (slice_present(operating)) {
		struct slice number = last_word(&operating);
		PUT(w, "TRA+%+%", operating, number);
	}
	struct slice status = h->text;
	struct slice seats = last_word(&status);
	if (!slice_digits(seats)) {
		status = h->text;
		seats = (struct slice){NULL, 0};
	}
	if (slice_present(h->text))
		PUT(w, "RPI+%+%", seats, status);
}

static void put_traveller(struct writer *w, const struct history *h)
{
	size_t slash = slice_find(h->text, '/', 0);
	struct slice given = {NULL, 0};
	if (slash != SIZE_MAX)
		given = slice_range(h->text, slash + 1, h->text.n);
	PUT(w, "TIF+%+%", slice_range(h->text, 0, slash), given);
}

/* "SEAT HK 14C": code, status, text. */
static void put_service(struct writer *w, const struct history *h)
{
	struct slice text = h->text;
	size_t blank = slice_find(text, ' ', 0);
	struct slice code = slice_range(text, 0, blank);
	struct slice status = {NULL, 0};
	text = blank == SIZE_MAX ? status : slice_range(text, blank + 1, text.n);
	bool said = text.n >= 2 && ascii_upper(text.p[0]) && ascii_upper(text.p[1]) &&
		    (text.n == 2 || text.p[2] == ' ');
	if (said) {
		status = slice_range(text, 0, 2);
		text = slice_range(text, 3, text.n);
	}
	PUT(w, "SSR+%:%::::::", code, status);
	pnr_put_parts(w, text, emit_component);
}

static void put_text(struct writer *w, const struct history *h)
{
	PUT(w, "IFT+%", SLICE("3"));
	pnr_put_parts(w, h->text, emit_element);
}

/* A tag, or a number of pieces. */
static void put_bags(struct writer *w, const struct history *h)
{
	if (h->text.n <= 3)
		PUT(w, "TBD++%", h->text);
	else
		PUT(w, "TBD+++++:%", h->text);
}

static const struct {
	const char *what;
	void (*put)(struct writer *w, const struct history *h);
} entries[] = {{"segment", put_segment},
	       {"traveller", put_traveller},
	       {"service", put_service},
	       {"text", put_text},
	       {"bags", put_bags}};

/* ---- All of them ---- */

static const char *code_of(struct slice change)
{
	if (slice_is(change, "add"))
		return "A";
	if (slice_is(change, "cancel"))
		return "X";
	return slice_is(change, "change") ? "C" : "";
}

static bool is_same_change(const struct history *a, const struct history *b)
{
	const struct agency *x = &a->by;
	const struct agency *y = &b->by;
	return slice_eq(a->at, b->at) && slice_eq(x->iata, y->iata) && slice_eq(x->sign, y->sign) &&
	       slice_eq(x->office, y->office) && slice_eq(x->city, y->city) &&
	       slice_eq(x->country, y->country) && slice_eq(x->system, y->system);
}

/* Who made it, and when. */
static void put_change(struct writer *w, const struct history *h)
{
	struct pnr_moment at = pnr_moment_of(w, h->at);
	const struct agency *by = &h->by;
	PUT(w, "ABI+4+%:%+%+%+%", slice_present(by->iata) ? by->iata : by->sign, by->office,
	    by->city, by->country, by->system);
	if (slice_present(at.date))
		PUT(w, "DAT+T:%:%", at.date, at.time);
}

void pnr_put_history(struct writer *w, const struct booking *b)
{
	const struct history *last = NULL;
	LIST_EACH(const struct history, h, &b->history)
	{
		size_t hyphen = slice_find(h->action, '-', 0);
		struct slice change = {NULL, 0};
		struct slice what = h->action;
		if (hyphen != SIZE_MAX) {
			change = slice_range(h->action, 0, hyphen);
			what = slice_range(h->action, hyphen + 1, h->action.n);
		}
		if (!last || !is_same_change(last, h) || !slice_present(change))
			put_change(w, h);
		if (slice_present(change))
			PUT(w, "SAC+++%", slice_of(code_of(change)));
		for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
			if (slice_is(what, entries[i].what))
				entries[i].put(w, h);
		}
		last = h;
	}
}
