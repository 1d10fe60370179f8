/* SPDX-License-Identifier: Apache-2.0
 *
 * Which part of a segment may hold what: IATA PADIS PNRGOV 13.1 and
 * WCO/IATA/ICAO PAXLST.
 */
#include "minimise/scan.h"

#define TAG EDI_TAG

/* A part of the segment being looked at: [from, to) of the view. */
struct range {
	size_t from, to;
};

static struct range element_at(const struct view *v, struct range r, unsigned index)
{
	for (; index > 0 && r.from < r.to; index--) {
		r.from = view_find(v, VIEW_ELEMENT, r.from, r.to);
		r.from += r.from < r.to;
	}
	return (struct range){r.from, view_find(v, VIEW_ELEMENT, r.from, r.to)};
}

static struct range component_at(const struct view *v, struct range element, unsigned index)
{
	for (; index > 0 && element.from < element.to; index--) {
		element.from = view_find(v, VIEW_COMPONENT, element.from, element.to);
		element.from += element.from < element.to;
	}
	return (struct range){element.from, view_find(v, VIEW_COMPONENT, element.from, element.to)};
}

/* From element `index` to the end of the segment. */
static struct range elements_from(const struct view *v, struct range r, unsigned index)
{
	return (struct range){element_at(v, r, index).from, r.to};
}

static struct slice text_of(const struct view *v, struct range r)
{
	return slice_trim(view_slice(v, r.from, r.to));
}

bool segment_has_codes(uint32_t tag)
{
	switch (tag) {
	case TAG('A', 'B', 'I'):
	case TAG('A', 'P', 'D'):
	case TAG('D', 'A', 'T'):
	case TAG('E', 'B', 'D'):
	case TAG('F', 'A', 'R'):
	case TAG('F', 'O', 'P'):
	case TAG('M', 'O', 'N'):
	case TAG('P', 'T', 'K'):
	case TAG('R', 'P', 'I'):
	case TAG('S', 'A', 'C'):
	case TAG('S', 'S', 'D'):
	case TAG('T', 'B', 'D'):
	case TAG('T', 'R', 'I'):
	case TAG('T', 'X', 'D'):
		return true;
	default:
		return false;
	}
}

static void scan_components(struct scan *s, struct range r)
{
	for (size_t from = r.from; from < r.to;) {
		size_t to = from;
		while (to < r.to && s->view.text[to] != VIEW_COMPONENT &&
		       s->view.text[to] != VIEW_ELEMENT)
			to++;
		size_t at;
		const char *code = text_find_code(s, from, to, &at);
		if (code) {
			scan_note(s, at, code, "sensitive");
			view_erase(&s->view, from, to);
		}
		from = to + 1;
	}
}

/* As components, and as single words (the name of a fare). */
static void scan_codes(struct scan *s, struct range r)
{
	scan_components(s, r);
	text_scan(s, r.from, r.to, TEXT_NAMES);
}

/* The place of a date may hold the text of a check-in. */
static void scan_dat(struct scan *s, struct range r)
{
	for (size_t from = r.from; from < r.to;) {
		struct range element = element_at(&s->view, (struct range){from, r.to}, 0);
		struct range text = component_at(&s->view, element, DAT_TEXT);
		text_scan(s, text.from, text.to, TEXT_NEUTRAL);
		from = element.to + 1;
	}
}

unsigned ssr_card_digits(struct slice code)
{
	if (slice_starts(code, "TK"))
		return CARD_DIGITS_TICKET;
	return slice_starts(code, "CTC") ? CARD_DIGITS_TELEPHONE : CARD_DIGITS;
}

/* 9825 behind the seat: that it suits a handicapped passenger, or one whom a doctor
 * has cleared, is about health. */
static void scan_seat(struct scan *s, struct range element)
{
	for (unsigned c = SEAT_CHARACTERISTIC; element.from < element.to; c = 1) {
		struct range one = component_at(&s->view, element, c);
		struct slice code = text_of(&s->view, one);
		if (slice_is_nocase(code, "H") || slice_is_nocase(code, "MA")) {
			scan_note(s, one.from, ERASED_SEAT, "sensitive");
			view_erase(&s->view, one.from, one.to);
		}
		element.from = one.from;
	}
}

static void scan_seats(struct scan *s, struct range r)
{
	while (r.from < r.to) {
		struct range element = element_at(&s->view, r, 0);
		scan_seat(s, element);
		r.from = element.to + 1;
	}
}

static void scan_ssr(struct scan *s, struct range r)
{
	struct range first = element_at(&s->view, r, 0);
	struct slice code = text_of(&s->view, component_at(&s->view, first, 0));
	size_t text = component_at(&s->view, first, SSR_TEXT).from;
	size_t at;
	const char *sensitive = text_find_code(s, r.from, text, &at);
	if (sensitive) {
		scan_note(s, at, sensitive, "sensitive");
		view_erase(&s->view, r.from, r.to);
		return;
	}
	unsigned digits_min = ssr_card_digits(code);
	if (!service_is_permitted(s, code)) {
		/* For what it says that is sensitive, before all of it goes. */
		unsigned before = s->out->count;
		text_scan(s, text, first.to, TEXT_NEUTRAL);
		if (s->out->count == before)
			scan_note(s, r.from, ERASED_REMARK, ERASED_REMARK);
		view_erase(&s->view, r.from, r.to);
		return;
	}
	if (!service_is_structured(s, code))
		text_scan(s, text, first.to, service_is_minor(code) ? TEXT_NAMES : TEXT_NEUTRAL);
	scan_cards(s, r.from, text, digits_min, false);
	scan_cards(s, text, first.to, digits_min, true);
	scan_seats(s, (struct range){first.to + 1, r.to});
	scan_cards(s, first.to, r.to, digits_min, false);
}

/* Type of the text: 15 fare calculation, 19 history, 28 OSI, 43 payer. */
static enum text_kind ift_kind(struct slice type)
{
	if (slice_is(type, "43"))
		return TEXT_NAMES;
	bool other = slice_is(type, "15") || slice_is(type, "19");
	return other ? TEXT_NEUTRAL : TEXT_REMARK;
}

static void scan_ift(struct scan *s, struct range r)
{
	struct range first = element_at(&s->view, r, 0);
	struct slice type = text_of(&s->view, component_at(&s->view, first, 1));
	/* Some senders put the text where its type belongs. */
	bool has_type = component_at(&s->view, first, 0).to - first.from <= 3;
	struct range text = has_type ? elements_from(&s->view, r, 1) : r;
	text_scan(s, text.from, text.to, ift_kind(type));
	scan_cards(s, text.from, text.to, CARD_DIGITS, true);
}

static void scan_ftx(struct scan *s, struct range r)
{
	struct slice subject = text_of(&s->view, element_at(&s->view, r, 0));
	struct range text = elements_from(&s->view, r, 1);
	if (!slice_is(subject, "BAG"))
		text_scan(s, text.from, text.to, TEXT_REMARK);
	scan_cards(s, text.from, text.to, CARD_DIGITS, true);
}

static void scan_add(struct scan *s, struct range r)
{
	for (struct range e = elements_from(&s->view, r, 1); e.from < e.to;) {
		struct range element = element_at(&s->view, e, 0);
		struct range text = component_at(&s->view, element, ADD_TEXT);
		text_scan(s, text.from, text.to, TEXT_NAMES);
		scan_cards(s, text.from, text.to, CARD_DIGITS_TELEPHONE, false);
		e.from = element.to + 1;
	}
}

/* The name of a group can say what kind of journey it is. */
static void scan_tif(struct scan *s, struct range r)
{
	struct range first = element_at(&s->view, r, 0);
	struct range type = component_at(&s->view, first, GROUP_TYPE);
	if (slice_is(text_of(&s->view, type), "G")) {
		struct range name = component_at(&s->view, first, 0);
		text_scan(s, name.from, name.to, TEXT_NEUTRAL);
	}
	scan_cards(s, r.from, r.to, CARD_DIGITS, false);
}

/* The name of a place, as in "LIS:HOTEL ATLANTICO". */
static void scan_tvl(struct scan *s, struct range r)
{
	for (unsigned i = 1; i <= 2; i++) {
		struct range name = component_at(&s->view, element_at(&s->view, r, i), 1);
		text_scan(s, name.from, name.to, TEXT_NAMES);
	}
}

static void scan_lts(struct scan *s, struct range r)
{
	text_scan(s, r.from, r.to, TEXT_NEUTRAL);
	scan_cards(s, r.from, r.to, CARD_DIGITS, true);
}

static void scan_one(struct scan *s, uint32_t tag, struct range r)
{
	switch (tag) {
	case TAG('U', 'N', 'A'):
	case TAG('U', 'N', 'B'):
	case TAG('U', 'N', 'G'):
	case TAG('U', 'N', 'H'):
	case TAG('U', 'N', 'T'):
	case TAG('U', 'N', 'E'):
	case TAG('U', 'N', 'Z'):
	case TAG('B', 'G', 'M'):
	case TAG('D', 'T', 'M'):
		return; /* references and times: long numbers, no text */
	case TAG('S', 'S', 'R'):
		scan_ssr(s, r);
		return;
	case TAG('I', 'F', 'T'):
		scan_ift(s, r);
		return;
	case TAG('L', 'T', 'S'):
		scan_lts(s, r);
		return;
	case TAG('F', 'T', 'X'):
		scan_ftx(s, r);
		return;
	case TAG('A', 'D', 'D'):
		scan_add(s, r);
		return;
	case TAG('T', 'I', 'F'):
		scan_tif(s, r);
		return;
	case TAG('T', 'V', 'L'):
		scan_tvl(s, r);
		return;
	case TAG('T', 'K', 'T'):
		scan_cards(s, r.from, r.to, CARD_DIGITS_TICKET, false);
		return;
	case TAG('C', 'O', 'M'):
		scan_cards(s, r.from, r.to, CARD_DIGITS_TELEPHONE, false);
		return;
	case TAG('F', 'O', 'P'):
		scan_codes(s, r);
		scan_cards(s, r.from, r.to, CARD_DIGITS, true);
		return;
	default:
		break;
	}
	if (tag == TAG('D', 'A', 'T'))
		scan_dat(s, r);
	if (segment_has_codes(tag))
		scan_codes(s, r);
	scan_cards(s, r.from, r.to, CARD_DIGITS, false);
}

static bool is_text(uint32_t tag)
{
	return tag == TAG('S', 'S', 'R') || tag == TAG('I', 'F', 'T') ||
	       tag == TAG('L', 'T', 'S') || tag == TAG('F', 'T', 'X') ||
	       tag == TAG('A', 'D', 'D') || tag == TAG('T', 'V', 'L');
}

bool tag_may_be_fused(uint32_t tag)
{
	return tag == TAG('S', 'S', 'R') || tag == TAG('I', 'F', 'T') ||
	       tag == TAG('L', 'T', 'S') || tag == TAG('F', 'O', 'P');
}

bool segment_may_hold(uint32_t tag, struct slice data, char element)
{
	if (is_text(tag))
		return true;
	bool codes = segment_has_codes(tag);
	bool words = tag == TAG('D', 'A', 'T');
	bool group = tag == TAG('T', 'I', 'F');
	size_t digits = 0;
	size_t letters = 0;
	uint32_t recent = 0;
	for (size_t i = 0; i < data.n; i++) {
		char c = data.p[i];
		if ((c == element && tag_may_be_fused(recent)) || (c == 'G' && group))
			return true;
		if ((unsigned char)c < ' ')
			continue;
		digits += ascii_digit(c);
		letters = ascii_alpha(c) ? letters + 1 : 0;
		if ((letters == CODE_LETTERS && codes) || (letters == WORD_LETTERS && words))
			return true;
		recent = (recent << 8 | (unsigned char)c) & 0xffffff;
	}
	return digits >= CARD_DIGITS;
}

/* Such a tag: the place of the separator behind it, or `to`. */
static size_t find_fused(const struct view *v, size_t from, size_t to, uint32_t *tag)
{
	for (size_t i = from; (i = view_find(v, VIEW_ELEMENT, i, to)) < to; i++) {
		if (i < from + 3)
			continue;
		const char *p = v->text + i - 3;
		*tag = TAG((unsigned char)p[0], (unsigned char)p[1], (unsigned char)p[2]);
		if (tag_may_be_fused(*tag))
			return i;
	}
	return to;
}

void segment_scan(struct scan *s, uint32_t tag)
{
	struct range r = {0, s->view.n};
	while (r.from < s->view.n) {
		uint32_t next = 0;
		size_t fused = find_fused(&s->view, r.from, s->view.n, &next);
		r.to = fused < s->view.n ? fused - 3 : s->view.n;
		scan_one(s, tag, r);
		r.from = fused + 1;
		tag = next;
	}
}
