/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"

#include <string.h>

#define PART_FULL 69   /* characters; a free text of this length goes on in the next one */
#define PARTS_MAX 400  /* more than LTS may have, 9999 characters by 70 */
#define TEXT_MAX 10000 /* bytes of all its parts */

static bool is_erased(struct slice s)
{
	if (s.n < 3 || s.p[0] != 'X')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != 'X')
			return false;
	}
	return true;
}

static struct slice cut_slow(struct pnr *p, struct slice s, size_t most)
{
	edi_finding(p->r, SEVERITY_WARNING, "text-limit",
		    "%s: a text is longer than %zu bytes; the rest is left out", p->r->segment.tag,
		    most);
	while (most > 0 && ((unsigned char)s.p[most] & 0xC0) == 0x80)
		most--;
	return slice_range(s, 0, most);
}

/* Cut before the character that would go beyond `most` bytes. */
static inline struct slice cut(struct pnr *p, struct slice s, size_t most)
{
	return s.n <= most ? s : cut_slow(p, s, most);
}

struct slice pnr_text_of(struct pnr *p, struct slice s)
{
	s = cut(p, s, PNR_VALUE_MAX);
	if (is_erased(s))
		return (struct slice){NULL, 0};
	return s.n < CARD_AMONG_NUMBERS ? s : card_mask_text(p->r->arena, s, CARD_AMONG_NUMBERS);
}

struct slice pnr_raw(struct pnr *p, unsigned element, unsigned component)
{
	return cut(p, edi_text(p->r, element, component), PNR_NUMBER_MAX);
}

struct slice pnr_number(struct pnr *p, unsigned element, unsigned component)
{
	struct slice s = pnr_raw(p, element, component);
	if (s.n < CARD_AMONG_DOCUMENTS || s.n >= CARD_NEVER)
		return s;
	return card_mask_text(p->r->arena, s, CARD_AMONG_DOCUMENTS);
}

/* Large, and only its first `count` parts are ever read: not to be cleared for each text. */
struct parts {
	struct slice part[PARTS_MAX];
	size_t count;
	size_t length;
};

static void parts_add(struct pnr *p, struct parts *t, unsigned element, unsigned component)
{
	unsigned components = edi_components(&p->r->segment, element);
	for (unsigned c = component; c < components; c++) {
		struct slice s = edi_text(p->r, element, c);
		if (!slice_present(s) || is_erased(s))
			continue;
		if (t->count == PARTS_MAX || t->length >= TEXT_MAX) {
			edi_finding(p->r, SEVERITY_WARNING, "text-limit",
				    "%s: a text has more than %d parts or %d bytes; the rest is "
				    "left out",
				    p->r->segment.tag, PARTS_MAX, TEXT_MAX);
			return;
		}
		s = cut(p, s, TEXT_MAX - t->length);
		t->part[t->count++] = s;
		t->length += s.n + 1;
	}
}

/* In characters, as the standard counts them. */
static bool is_full(struct slice part)
{
	size_t n = 0;
	if (part.n < PART_FULL)
		return false;
	for (size_t i = 0; i < part.n; i++)
		n += ((unsigned char)part.p[i] & 0xc0) != 0x80;
	return n >= PART_FULL;
}

static struct slice parts_join(struct pnr *p, const struct parts *t)
{
	if (t->count <= 1)
		return t->count == 1 ? t->part[0] : (struct slice){NULL, 0};
	char *text = arena_alloc(p->r->arena, t->length);
	if (!text)
		return (struct slice){NULL, 0};
	size_t n = 0;
	for (size_t i = 0; i < t->count; i++) {
		memcpy(text + n, t->part[i].p, t->part[i].n);
		n += t->part[i].n;
		if (i + 1 < t->count && !is_full(t->part[i]))
			text[n++] = ' ';
	}
	return (struct slice){text, n};
}

/* A text of one part, as most are: nothing is to be joined. */
static struct slice text_alone(struct pnr *p, unsigned element, unsigned component)
{
	struct slice s = edi_text(p->r, element, component);
	return is_erased(s) ? (struct slice){NULL, 0} : cut(p, s, TEXT_MAX);
}

struct slice pnr_free_text(struct pnr *p, unsigned element, unsigned component)
{
	bool alone = element + 1 == p->r->segment.elements &&
		     component + 1 == edi_components(&p->r->segment, element);
	if (alone)
		return card_mask_text(p->r->arena, text_alone(p, element, component),
				      CARD_IN_FREE_TEXT);
	__attribute__((uninitialized)) struct parts t;
	t.count = t.length = 0;
	for (unsigned e = element; e < p->r->segment.elements; e++)
		parts_add(p, &t, e, e == element ? component : 0);
	return card_mask_text(p->r->arena, parts_join(p, &t), CARD_IN_FREE_TEXT);
}

struct slice pnr_element_text(struct pnr *p, unsigned element, unsigned component,
			      unsigned card_digits)
{
	if (component + 1 == edi_components(&p->r->segment, element))
		return card_mask_text(p->r->arena, text_alone(p, element, component), card_digits);
	__attribute__((uninitialized)) struct parts t;
	t.count = t.length = 0;
	parts_add(p, &t, element, component);
	return card_mask_text(p->r->arena, parts_join(p, &t), card_digits);
}

static bool date_read(struct pnr *p, struct slice s, struct date *out)
{
	enum date_result result = date_read_dmy(s, CENTURY_NEAREST, p->date, out);
	if (result == DATE_READ || result == DATE_DOUBTFUL)
		return true;
	if (result != DATE_EMPTY)
		edi_finding(p->r, SEVERITY_WARNING, "date-wrong",
			    "%s: not a date of the form DDMMYY; left out", p->r->segment.tag);
	return false;
}

static bool time_of_day(struct pnr *p, struct slice s, int8_t *hour, int8_t *minute, int8_t *second)
{
	if (!slice_present(s))
		return false;
	if (time_read(s, hour, minute, second))
		return true;
	edi_finding(p->r, SEVERITY_WARNING, "time-wrong",
		    "%s: not a time of the form HHMM; left out", p->r->segment.tag);
	return false;
}

struct slice pnr_instant(struct pnr *p, struct slice date, struct slice time)
{
	struct local_time t = {.hour = -1};
	int8_t second = -1;
	if (!date_read(p, date, &t.date))
		return (struct slice){NULL, 0};
	bool timed = time_of_day(p, time, &t.hour, &t.minute, &second);
	char text[INSTANT_TEXT];
	local_time_write(t, text);
	size_t n = LOCAL_TIME_TEXT - 1;
	if (!timed)
		return arena_copy(p->r->arena, slice_of(text));
	if (second >= 0) {
		text[n++] = ':';
		text[n++] = (char)('0' + second / 10);
		text[n++] = (char)('0' + second % 10);
	}
	text[n++] = 'Z';
	return arena_copy(p->r->arena, (struct slice){text, n});
}

struct local_time pnr_local(struct pnr *p, struct slice date, struct slice time)
{
	struct local_time t = {.hour = -1};
	if (!date_read(p, date, &t.date))
		return (struct local_time){0};
	int8_t second;
	if (!time_of_day(p, time, &t.hour, &t.minute, &second))
		t.hour = -1;
	return t;
}

struct slice pnr_country(struct pnr *p, struct slice sent)
{
	struct slice country = country_read(sent);
	if (slice_present(sent) && !slice_present(country))
		edi_finding(p->r, SEVERITY_INFO, "country-unknown",
			    "%s: the country code is unknown; left out", p->r->segment.tag);
	return country;
}

enum hold_state pnr_state(struct pnr *p, struct slice status)
{
	enum hold_state state = hold_state_of(status);
	if (state == HOLD_UNKNOWN)
		edi_finding(p->r, SEVERITY_INFO, "status-unknown",
			    "%s: the status is no code of AIRIMP; kept as sent, but whether "
			    "anything is booked is not known",
			    p->r->segment.tag);
	return state;
}

struct slice pnr_money(struct pnr *p, struct slice s)
{
	size_t mark = SIZE_MAX;
	size_t digits = 0;
	for (size_t i = 0; i < s.n; i++) {
		if ((s.p[i] == '.' || s.p[i] == ',') && mark == SIZE_MAX)
			mark = i;
		else if (ascii_digit(s.p[i]))
			digits++;
		else
			return (struct slice){NULL, 0};
	}
	if (digits == 0 || mark == 0 || mark == s.n - 1)
		return (struct slice){NULL, 0};
	if (mark == SIZE_MAX || s.p[mark] == '.')
		return s;
	return arena_printf(p->r->arena, "%.*s.%.*s", (int)mark, s.p, (int)(s.n - mark - 1),
			    s.p + mark + 1);
}

struct place pnr_place(const struct pnr *p)
{
	return edi_place(&p->r->segment);
}

/* Lengthens `whole` so that it holds `part` too. */
static void place_extend(struct place *whole, struct place part)
{
	if (part.length == 0)
		return;
	if (whole->length == 0) {
		*whole = part;
		return;
	}
	uint32_t end = whole->offset + whole->length;
	if (part.offset < whole->offset) {
		whole->offset = part.offset;
		whole->segment = part.segment;
	}
	if (part.offset + part.length > end)
		end = part.offset + part.length;
	whole->length = end - whole->offset;
}

void pnr_mark_traveller(struct pnr *p, struct traveller *t, const char *path, struct place place)
{
	place_extend(&t->place, place);
	mark_add(p->r->arena, &t->marks, path, place);
}

void pnr_mark_booking(struct pnr *p, enum mark_list list, unsigned count)
{
	mark_booking(p->r, p->b, mark_path(p->r->arena, list, count - 1));
}

bool pnr_room(struct pnr *p, unsigned count, unsigned most)
{
	if (count < most)
		return true;
	if (!p->limit_reported)
		edi_finding(p->r, SEVERITY_ERROR, "records-limit",
			    "%s: more than %u of a kind in one booking; the rest is left out",
			    p->r->segment.tag, most);
	p->limit_reported = true;
	return false;
}

void pnr_finding_at(struct pnr *p, struct place place, enum severity severity, const char *code,
		    const char *text)
{
	finding_add(p->r->findings, p->r->arena, severity, code, place.segment, place.offset, "%s",
		    text);
}
