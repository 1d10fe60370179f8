/* SPDX-License-Identifier: Apache-2.0
 *
 * Most segments hold nothing that could be erased, and this is seen from their
 * components, without building a view of them: a name, a date, a port, a seat.
 * What is said here follows segment.c; where it can not be told, the answer is
 * QUICK_LOOK.
 */
#include "minimise/scan.h"

#include <string.h>

#define TAG EDI_TAG
#define PLAIN_MAX 1000 /* bytes; fewer than the elements and components that are kept */

/* What a segment must be asked. */
enum question {
	ASK_NOT_KNOWN = 1, /* (0 is a free place of the memo) no tag */
	ASK_NOTHING,       /* references and times */
	ASK_CARDS,
	ASK_CARDS_TELEPHONE,
	ASK_CARDS_TICKET,
	ASK_CODES,
	ASK_WORDS,
	ASK_SERVICE,
	ASK_ADDRESSES,
	ASK_PLACES,
	ASK_GROUP,
	ASK_SUBJECT,
	ASK_ALL, /* a view is needed */
};

static unsigned place_in_memo(uint32_t key)
{
	return key * UINT32_C(2654435761) >> 26;
}
_Static_assert(MEMO_SIZE == 1 << (32 - 26), "place_in_memo gives places of the memo");

static enum question question_find(uint32_t tag)
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
		return ASK_NOTHING;
	case TAG('S', 'S', 'R'):
		return ASK_SERVICE;
	case TAG('A', 'D', 'D'):
		return ASK_ADDRESSES;
	case TAG('T', 'V', 'L'):
		return ASK_PLACES;
	case TAG('T', 'I', 'F'):
		return ASK_GROUP;
	case TAG('F', 'T', 'X'):
		return ASK_SUBJECT;
	case TAG('I', 'F', 'T'):
	case TAG('L', 'T', 'S'):
		return ASK_ALL;
	case TAG('C', 'O', 'M'):
		return ASK_CARDS_TELEPHONE;
	case TAG('T', 'K', 'T'):
		return ASK_CARDS_TICKET;
	default:
		if (!edi_tag_known(tag))
			return ASK_NOT_KNOWN;
		if (tag == TAG('D', 'A', 'T'))
			return ASK_WORDS;
		return segment_has_codes(tag) ? ASK_CODES : ASK_CARDS;
	}
}

static enum question question_of(struct scan *s, uint32_t tag)
{
	unsigned place = place_in_memo(tag);
	struct memo *m = &s->tags;
	if (m->key[place] != tag || m->verdict[place] == 0) {
		m->key[place] = tag;
		m->verdict[place] = (unsigned char)question_find(tag);
	}
	return (enum question)m->verdict[place];
}

/* ---- Digits ---- */

/* How many of eight ASCII characters are digits. */
static unsigned digits_of_eight(uint64_t eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t others = ((eight ^ ones * '0') + ones * (0x80 - 10)) & ones * 0x80;
	return 8 - (unsigned)((others >> 7) * ones >> 56);
}

/* At least eight characters, all ASCII. */
static size_t count_digits(struct slice s)
{
	size_t digits = 0;
	uint64_t eight;
	size_t i = 0;
	for (; i + 8 <= s.n; i += 8) {
		memcpy(&eight, s.p + i, 8);
		digits += digits_of_eight(eight);
	}
	for (; i < s.n; i++)
		digits += ascii_digit(s.p[i]);
	return digits;
}

/* Whether enough digits stand together, with nothing but separators, blanks
 * and hyphens between them, that a card number may be there. */
static bool may_hold_card(const struct scan *s, struct slice data, size_t least)
{
	const struct edi_syntax *x = &s->view.syntax;
	if (data.n < least || count_digits(data) < least)
		return false;
	size_t digits = 0;
	for (size_t i = 0; i < data.n && digits < least; i++) {
		char c = data.p[i];
		if (ascii_digit(c))
			digits++;
		else if (c != ' ' && c != '-' && c != x->element && c != x->component)
			digits = 0;
	}
	return digits == least;
}

/* ---- Letters ---- */

/* Whether so many letters stand together. */
static bool may_hold_letters(struct slice s, size_t count)
{
	size_t letters = 0;
	for (size_t i = 0; i < s.n; i++) {
		letters = ascii_alpha(s.p[i]) ? letters + 1 : 0;
		if (letters == count)
			return true;
	}
	return false;
}

static bool may_hold_code(struct slice s)
{
	return may_hold_letters(s, CODE_LETTERS);
}

/* A tag that free text may have stands behind a lost terminator. */
static bool may_be_fused(const struct edi_segment *segment)
{
	for (unsigned e = 1; e < segment->elements; e++) {
		/* Of three bytes before a separator, the first ones of S, I, L and F. */
		const unsigned char *p = (const unsigned char *)segment->bytes +
					 segment->mark[segment->first[e]] - 4;
		if ((p[0] == 'S' || p[0] == 'I' || p[0] == 'L' || p[0] == 'F') &&
		    tag_may_be_fused(TAG(p[0], p[1], p[2])))
			return true;
	}
	return false;
}

/* ---- Questions ---- */

/* A service that may stay, whose fixed fields are not read as text: the digits
 * that make a card there; 0 = any other service. */
static unsigned service_digits(const struct scan *s, struct slice code)
{
	bool quiet = !text_code_of(s, code) && service_is_permitted(s, code) &&
		     service_is_structured(s, code);
	return quiet ? ssr_card_digits(code) : 0;
}

static unsigned service_digits_of(struct scan *s, struct slice code)
{
	uint32_t key;
	if (code.n != sizeof key)
		return 0;
	memcpy(&key, code.p, sizeof key);
	unsigned place = place_in_memo(key);
	struct memo *m = &s->services;
	if (m->key[place] != key) { /* a key of zeros is no code: and 0 is right for it */
		m->key[place] = key;
		m->verdict[place] = (unsigned char)service_digits(s, code);
	}
	return m->verdict[place];
}

static bool service_may_hold(struct scan *s, const struct edi_segment *segment, struct slice data)
{
	unsigned least = service_digits_of(s, edi_raw(segment, 0, 0));
	if (least == 0)
		return true;
	unsigned components = edi_components(segment, 0);
	for (unsigned c = 1; c < SSR_TEXT && c < components; c++) {
		if (may_hold_code(edi_raw(segment, 0, c)))
			return true;
	}
	for (unsigned e = 1; e < segment->elements; e++) {
		if (edi_components(segment, e) > SEAT_CHARACTERISTIC)
			return true;
	}
	return may_hold_card(s, data, least);
}

static bool addresses_may_hold(const struct edi_segment *segment)
{
	for (unsigned e = 1; e < segment->elements; e++) {
		if (edi_raw(segment, e, ADD_TEXT).n > 0)
			return true;
	}
	return false;
}

static bool may_hold(struct scan *s, enum question question, const struct edi_segment *segment,
		     struct slice data)
{
	switch (question) {
	case ASK_NOTHING:
		return false;
	case ASK_CARDS:
		return may_hold_card(s, data, CARD_DIGITS);
	case ASK_CARDS_TELEPHONE:
		return may_hold_card(s, data, CARD_DIGITS_TELEPHONE);
	case ASK_CARDS_TICKET:
		return may_hold_card(s, data, CARD_DIGITS_TICKET);
	case ASK_CODES:
		return may_hold_code(data) || may_hold_card(s, data, CARD_DIGITS);
	case ASK_WORDS:
		return may_hold_letters(data, WORD_LETTERS) || may_hold_card(s, data, CARD_DIGITS);
	case ASK_SERVICE:
		return service_may_hold(s, segment, data);
	case ASK_ADDRESSES:
		return addresses_may_hold(segment);
	case ASK_PLACES:
		return edi_raw(segment, 1, 1).n > 0 || edi_raw(segment, 2, 1).n > 0;
	case ASK_GROUP:
		return slice_find(edi_raw(segment, 0, GROUP_TYPE), 'G', 0) != SIZE_MAX ||
		       may_hold_card(s, data, CARD_DIGITS);
	case ASK_SUBJECT:
		return !slice_is(edi_raw(segment, 0, 0), "BAG") ||
		       may_hold_card(s, data, CARD_DIGITS);
	case ASK_NOT_KNOWN:
	case ASK_ALL:
		break;
	}
	return true;
}

static bool has_full_part(const struct edi_segment *segment)
{
	if (segment->length < VIEW_PART_FULL)
		return false;
	for (unsigned k = segment->first[0]; k < segment->first[segment->elements]; k++) {
		if (segment->mark[k + 1] - segment->mark[k] > VIEW_PART_FULL)
			return true;
	}
	return false;
}

bool segment_is_plain(const struct scan *s, const struct edi_segment *segment)
{
	return segment->plain && segment->elements > 0 && segment->length <= PLAIN_MAX &&
	       segment->mark[segment->first[0]] == segment->offset + 4 && !s->view.repeats &&
	       !has_full_part(segment);
}

enum quick segment_quick(struct scan *s, const struct edi_segment *segment)
{
	enum question question = question_of(s, segment->code);
	if (question == ASK_NOT_KNOWN)
		return QUICK_UNKNOWN;
	if (question == ASK_ALL || !segment_is_plain(s, segment) || may_be_fused(segment))
		return QUICK_LOOK;
	size_t from = segment->offset + 4;
	size_t end = segment->mark[segment->first[segment->elements]] - 1;
	struct slice data = {segment->bytes + from, end - from};
	return may_hold(s, question, segment, data) ? QUICK_LOOK : QUICK_CLEAR;
}
