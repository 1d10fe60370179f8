/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/xml/xml.h"
#include "minimise/scan.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_LIMIT (8u << 20)
#define RAW_STATEMENT_MAX 512 /* how far behind a code its text is looked for */

void scan_note(struct scan *s, size_t i, const char *code, const char *why)
{
	scan_note_at(s, view_offset(&s->view, i), code, why);
}

void scan_note_at(struct scan *s, size_t offset, const char *code, const char *why)
{
	struct erasure *x = LIST_ADD(s->out, s->arena, struct erasure);
	if (!x)
		return; /* the arena remembers */
	x->offset = offset;
	x->code = slice_of(code);
	x->why = why;
	x->number = s->out->count;
}

void scan_cards(struct scan *s, size_t from, size_t to, unsigned digits_min, bool across)
{
	static const char separators[] = {' ', '-', VIEW_COMPONENT, VIEW_ELEMENT, 0};
	const struct card_rule rule = {
		.digits_min = digits_min,
		.joins = " -",
		.across = across ? separators : NULL,
	};
	struct slice text = view_slice(&s->view, 0, to);
	struct card card;
	for (size_t i = from; card_find(text, i, &rule, &card); i = card.at[card.digits - 1] + 1) {
		scan_note(s, card.at[0], ERASED_CARD, ERASED_CARD);
		for (size_t k = CARD_FIRST; k < card.digits - CARD_LAST; k++)
			view_erase(&s->view, card.at[k], card.at[k] + 1);
	}
}

/* ---- what is no segment ---- */

static size_t raw_statement_end(const struct view *v, size_t from)
{
	size_t to = from + RAW_STATEMENT_MAX < v->n ? from + RAW_STATEMENT_MAX : v->n;
	to = view_find(v, VIEW_END, from, to);
	return view_find(v, '<', from, to);
}

static void raw_view(struct scan *s)
{
	size_t at;
	for (size_t i = 0; i < s->view.n;) {
		const char *code = text_find_code(s, i, s->view.n, &at);
		if (!code)
			break;
		scan_note(s, at, code, "sensitive");
		size_t end = raw_statement_end(&s->view, at);
		view_erase_words(&s->view, at, end);
		i = end;
	}
	scan_cards(s, 0, s->view.n, 0, true);
}

/* Where a window that begins at `from` may end so that it cuts no word and no number. */
static size_t window_end(const char *bytes, size_t from, size_t to)
{
	if (to - from <= VIEW_MAX)
		return to;
	size_t end = from + VIEW_MAX;
	for (size_t i = end; i > from + VIEW_MAX / 2; i--) {
		char c = bytes[i - 1];
		if (c > ' ' && c != '-' && c != '?' && !ascii_alpha(c) && !ascii_digit(c))
			return i;
	}
	return end;
}

/* Any bytes, read with line breaks dropped (a wrapped message), and with line
 * breaks as blanks (a list of lines). */
void scan_raw(struct scan *s, size_t from, size_t to)
{
	while (from < to) {
		size_t end = window_end(s->view.bytes, from, to);
		view_build(&s->view, from, end);
		raw_view(s);
		s->view.keep_breaks = true;
		view_build(&s->view, from, end);
		raw_view(s);
		s->view.keep_breaks = false;
		from = end;
	}
}

/* ---- segments ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\r' || c == '\n' || c == '\t' || c == '\0';
}

/* Without the terminator, which must stay even where a release stands before
 * it, and without blanks around it. */
static size_t data_end(const char *bytes, size_t from, size_t to, char terminator)
{
	while (to > from && is_blank(bytes[to - 1]) && bytes[to - 1] != terminator)
		to--;
	if (to > from && bytes[to - 1] == terminator)
		return to - 1;
	if (to > from && bytes[to - 1] == '\x92') /* Windows-1252 */
		return to - 1;
	if (to >= from + 3 && bytes[to - 3] == '\xe2' && bytes[to - 2] == '\x80' &&
	    bytes[to - 1] == '\x99') /* U+2019 */
		return to - 3;
	return to;
}

static void scan_segment(struct scan *s, const struct edi_segment *segment)
{
	const char *bytes = s->view.bytes;
	size_t from = segment->offset;
	size_t end = segment->offset + segment->length;
	if (s->profile->forbidden)
		heading_scan(s, segment);
	enum quick quick = segment_quick(s, segment);
	if (quick == QUICK_CLEAR)
		return;
	if (segment->length > VIEW_MAX || quick == QUICK_UNKNOWN) {
		scan_raw(s, from, end);
		return;
	}
	if (segment_is_plain(s, segment)) {
		size_t last = segment->mark[segment->first[segment->elements]] - 1;
		view_build_plain(&s->view, from + 4, last);
		segment_scan(s, segment->code);
		return;
	}
	end = data_end(bytes, from, end, s->view.syntax.terminator);
	while (from < end && bytes[from] != s->view.syntax.element)
		from++;
	if (from >= end) { /* a tag alone, or with something behind it that is no element */
		scan_raw(s, segment->offset, end);
		return;
	}
	struct slice data = {bytes + from + 1, end - from - 1};
	if (!segment_may_hold(segment->code, data, s->view.syntax.element))
		return;
	view_build(&s->view, from + 1, end);
	segment_scan(s, segment->code);
}

/* The separators of the segment just read. */
static void take_syntax(struct view *v, const struct edi_reader *r)
{
	if (memcmp(&v->syntax, &r->syntax, sizeof v->syntax) == 0 && v->repeats == r->repeats)
		return;
	v->syntax = r->syntax;
	v->repeats = r->repeats;
	view_prepare(v);
}

static void scan_input(struct scan *s, struct edi_reader *r, finding_list *findings,
		       struct arena *work)
{
	struct slice input = {s->view.bytes, r->input.n};
	size_t done = 0;
	edi_init(r, input, work, findings);
	take_syntax(&s->view, r);
	while (edi_next(r) == RC_OK) {
		take_syntax(&s->view, r);
		if (r->segment.offset >= done + CODE_LETTERS) /* not a line break alone */
			scan_raw(s, done, r->segment.offset);
		scan_segment(s, &r->segment);
		done = r->segment.offset + r->segment.length;
	}
	scan_raw(s, done, input.n);
}

/* Nothing separates within a text of XML. */
static const struct edi_syntax no_syntax = {
	.component = VIEW_COMPONENT,
	.element = VIEW_ELEMENT,
	.decimal = '.',
	.release = ' ',
	.repetition = ' ',
	.terminator = VIEW_END,
};

/* A comment is looked at while the text around it is being gathered: each has a view.
 * False: there is no memory. */
static bool scan_xml(struct scan *s, size_t n, struct arena *work)
{
	struct scan *raw = ARENA_NEW(work, struct scan);
	if (!raw)
		return false;
	memcpy(raw, s, sizeof *raw);
	bool ready = view_init(&raw->view, s->view.bytes);
	s->view.syntax = raw->view.syntax = no_syntax;
	s->view.references = raw->view.references = true;
	view_prepare(&s->view);
	view_prepare(&raw->view);
	if (ready && s->profile->forbidden)
		xml_heading_scan(s, n);
	if (ready)
		xml_scan(s, raw, n);
	view_release(&raw->view);
	return ready;
}

static int by_place(const void *left, const void *right)
{
	const struct erasure *x = *(const struct erasure *const *)left;
	const struct erasure *y = *(const struct erasure *const *)right;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* An input may hold many messages and many erasures: each message finds its own. */
static void sort_erasures(erasures *out, struct arena *a)
{
	unsigned n = 0;
	if (out->count == 0)
		return;
	out->by_place = arena_alloc(a, out->count * sizeof(const struct erasure *));
	if (!out->by_place)
		return; /* the arena remembers */
	LIST_EACH(const struct erasure, x, out)
	{
		out->by_place[n++] = x;
	}
	qsort(out->by_place, n, sizeof(const struct erasure *), by_place);
}

enum rc minimise_input(char *bytes, size_t n, const struct minimise_profile *profile,
		       struct arena *a, erasures *out, struct err *e)
{
	finding_list findings = {0}; /* the decoder will find them again */
	struct arena *work = arena_new(ARENA_LIMIT);
	struct scan *s = work ? ARENA_NEW(work, struct scan) : NULL;
	struct edi_reader *r = work ? ARENA_NEW(work, struct edi_reader) : NULL;
	bool failed = !s || !r || !view_init(&s->view, bytes);
	if (!failed) {
		s->profile = profile;
		s->arena = a;
		s->out = out;
		r->input.n = n;
		word_index_init(&s->codes, profile->sensitive_codes);
		word_index_init(&s->words, profile->sensitive_words);
		word_index_init(&s->permitted, profile->permitted_services);
		word_index_init(&s->structured, structured_services);
		if (xml_is_input((struct slice){bytes, n}))
			failed = !scan_xml(s, n, work);
		else
			scan_input(s, r, &findings, work);
		sort_erasures(out, a);
		failed |= arena_failed(a) || arena_failed(work);
	}
	if (s)
		view_release(&s->view);
	arena_free(work);
	if (failed)
		return err_set(e, RC_NOMEM, "out of memory while erasing what may not be kept");
	return RC_OK;
}

/* The first erasure at or behind `offset`. */
static unsigned first_from(const erasures *list, size_t offset)
{
	unsigned low = 0, high = list->count;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (list->by_place[middle]->offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void minimise_attach(struct message *m, const erasures *list, struct arena *a)
{
	size_t end = m->place.offset + m->place.length;
	for (unsigned i = first_from(list, m->place.offset); i < list->count; i++) {
		const struct erasure *x = list->by_place[i];
		if (x->offset >= end)
			return;
		message_removed(m, a, x->code, x->why);
	}
}
