/* SPDX-License-Identifier: Apache-2.0
 *
 * Headings of Annex I in PNRGOV XML: what of an element or an attribute belongs to one that
 * the profile does not permit is overwritten with blanks, before anything else is looked at.
 */
#include "minimise/scan.h"

#include <string.h>

#define BIT(n) (UINT32_C(1) << (n))

struct range {
	size_t from, to;
};

struct bits_of {
	const char *name;
	uint32_t bits;
};

/* Of elements with everything in them. */
static const struct bits_of elements[] = {
	{"BookingRefID", BIT(1)},
	{"GivenName", BIT(4)},
	{"Surname", BIT(4)},
	{"NamePrefix", BIT(4)},
	{"NameTitle", BIT(4)},
	{"ContactInfo", BIT(5)},
	{"PaymentInfo", BIT(6)},
	{"TotalFare", BIT(6)},
	{"Taxes", BIT(6)},
	{"DepartureAirport", BIT(7)},
	{"ArrivalAirport", BIT(7)},
	{"Equipment", BIT(7)},
	{"CustLoyalty", BIT(8)},
	{"POS", BIT(9)},
	{"CheckInInfo", BIT(10)},
	{"SplitPNR", BIT(11)},
	{"Remark", BIT(12)},
	{"Remarks", BIT(12)},
	{"GeneralRemark", BIT(12)},
	{"OSI", BIT(12)},
	{"FreeText", BIT(12)},
	{"TicketDocument", BIT(13)},
	{"FareInfo", BIT(13)},
	{"SeatNumber", BIT(14)},
	{"OperatingAirline", BIT(15)},
	{"MarketingAirline", BIT(15)},
	{"PrepaidBag", BIT(16)},
	{"ExcessBaggage", BIT(16)},
	{"BagInfo", BIT(16)},
	{"BagTagDetails", BIT(16)},
	{"DOC_SSR", BIT(18)},
	{"History", BIT(19)},
};

/* Of attributes, wherever they stand in a booking. */
static const struct bits_of attributes[] = {
	{"PNR_CreationDate", BIT(2)},
	{"PNR_TransDate", BIT(2)},
	{"LastTktDate", BIT(2) | BIT(13)},
	{"DateOfIssue", BIT(2)},
	{"DepartureDateTime", BIT(3) | BIT(7)},
	{"ArrivalDateTime", BIT(3) | BIT(7)},
	{"FlightNumber", BIT(7)},
	{"ResBookDesigCode", BIT(7)},
	{"BoardingStatus", BIT(10)},
	{"NumberOfPassengers", BIT(17)},
	{"NumberInParty", BIT(17)},
};

struct walk {
	struct scan *s;
	const char *bytes;
	size_t n;
	bool in_pnr;
	unsigned passengers; /* of the booking */
	/* What is being erased ends with the element of that name: not earlier where others are
	 * damaged. */
	bool erasing;
	struct slice element;
	unsigned nested;
	bool endless[3]; /* markup of that kind has no end any more */
};

static uint32_t bits_find(const struct bits_of *table, size_t count, struct slice name)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_is(name, table[i].name))
			return table[i].bits;
	}
	return 0;
}

static bool name_char(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '_' || c == ':' || c == '-' || c == '.';
}

static struct slice local_name(const struct walk *w, size_t from, size_t *end)
{
	size_t start = from;
	while (from < w->n && name_char(w->bytes[from])) {
		if (w->bytes[from] == ':')
			start = from + 1;
		from++;
	}
	*end = from;
	return (struct slice){w->bytes + start, from - start};
}

static bool blank(struct walk *w, struct range r)
{
	return heading_blank(w->s, (struct slice){w->bytes + r.from, r.to - r.from});
}

/* The next `name="value"` before `to`; false: no more. */
static bool attribute_next(const struct walk *w, size_t *at, size_t to, struct slice *name,
			   struct range *value)
{
	while (*at < to && !name_char(w->bytes[*at]))
		++*at;
	*name = local_name(w, *at, at);
	while (*at < to && w->bytes[*at] != '"' && w->bytes[*at] != '\'')
		++*at;
	if (*at >= to)
		return false;
	char quote = w->bytes[(*at)++];
	value->from = *at;
	while (*at < to && w->bytes[*at] != quote)
		++*at;
	value->to = *at;
	++*at;
	return true;
}

/* The end of a tag; or the next one, as nothing of XML holds that within a tag. */
static size_t tag_end(const struct walk *w, size_t at)
{
	char quote = 0;
	for (; at < w->n && w->bytes[at] != '<'; at++) {
		char c = w->bytes[at];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at;
	}
	return at;
}

/* A request belongs to the heading of its code; a document without one to 18. */
static uint32_t bits_of_request(const struct walk *w, size_t at, size_t to, uint32_t otherwise)
{
	struct slice name;
	struct range value;
	while (attribute_next(w, &at, to, &name, &value)) {
		struct slice code = {w->bytes + value.from, value.to - value.from};
		if (slice_is(name, "SSRCode") || slice_is(name, "SSR_Code"))
			return BIT(service_heading(code));
	}
	return otherwise;
}

static uint32_t bits_of_element(struct walk *w, struct slice name, size_t at, size_t to)
{
	if (slice_is(name, "Passenger"))
		return ++w->passengers > 1 ? BIT(17) : 0;
	if (slice_is(name, "SSR"))
		return bits_of_request(w, at, to, BIT(12));
	if (slice_is(name, "DOC_SSR"))
		return bits_of_request(w, at, to, BIT(18));
	return bits_find(elements, sizeof elements / sizeof *elements, name);
}

static bool is_code(struct slice name)
{
	return slice_is(name, "SSRCode") || slice_is(name, "SSR_Code");
}

static void blank_attributes(struct walk *w, size_t at, size_t to)
{
	struct slice name;
	struct range value;
	uint32_t forbidden = w->s->profile->forbidden;
	while (attribute_next(w, &at, to, &name, &value)) {
		uint32_t bits = bits_find(attributes, sizeof attributes / sizeof *attributes, name);
		if (w->erasing && !is_code(name))
			(void)blank(w, value); /* noted with its element */
		else if ((bits & forbidden) && blank(w, value))
			scan_note_at(w->s, value.from, heading_code(bits & forbidden),
				     ERASED_HEADING);
	}
}

static void begin_erasing(struct walk *w, struct slice name, size_t at, uint32_t bits)
{
	w->erasing = true;
	w->element = name;
	w->nested = 0;
	scan_note_at(w->s, at, heading_code(bits), ERASED_HEADING);
}

static void start_tag(struct walk *w, size_t at, size_t to)
{
	size_t rest;
	struct slice name = local_name(w, at, &rest);
	bool empty = to > at && w->bytes[to - 1] == '/';
	if (slice_is(name, "PNR")) {
		w->in_pnr = true;
		w->erasing = false;
		w->passengers = 0;
	}
	bool inside = w->erasing;
	if (inside && slice_eq(name, w->element))
		w->nested += !empty;
	uint32_t bits = w->in_pnr && !inside
				? bits_of_element(w, name, rest, to) & w->s->profile->forbidden
				: 0;
	if (bits)
		begin_erasing(w, name, at, bits);
	if (w->in_pnr)
		blank_attributes(w, rest, to);
	if (empty && !inside)
		w->erasing = false;
}

static void end_tag(struct walk *w, size_t at)
{
	size_t rest;
	struct slice name = local_name(w, at, &rest);
	if (slice_is(name, "PNR"))
		w->in_pnr = w->erasing = false;
	if (!w->erasing || !slice_eq(name, w->element))
		return;
	w->erasing = w->nested > 0;
	w->nested -= w->nested > 0;
}

/* "<!-- -->", "<![CDATA[ ]]>", "<? ?>" at `at`: behind it; 0: it is none. */
static size_t markup_end(struct walk *w, size_t at)
{
	static const struct {
		const char *start, *end;
	} kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
	struct slice rest = {w->bytes + at, w->n - at};
	for (size_t i = 0; i < 3; i++) {
		if (w->endless[i] || !slice_starts(rest, kinds[i].start))
			continue;
		size_t from = at + strlen(kinds[i].start);
		const char *end =
			memmem(w->bytes + from, w->n - from, kinds[i].end, strlen(kinds[i].end));
		w->endless[i] = !end;
		if (!end)
			return 0; /* a reader goes on with what follows */
		size_t to = (size_t)(end - w->bytes);
		if (w->erasing)
			(void)blank(w, (struct range){from, to});
		return to + strlen(kinds[i].end);
	}
	return 0;
}

static size_t text_step(struct walk *w, size_t at)
{
	size_t to = at;
	while (to < w->n && w->bytes[to] != '<')
		to++;
	if (w->erasing)
		(void)blank(w, (struct range){at, to});
	return to;
}

void xml_heading_scan(struct scan *s, size_t n)
{
	struct walk w = {.s = s, .bytes = s->view.bytes, .n = n};
	for (size_t at = 0; at < n;) {
		if (w.bytes[at] != '<') {
			at = text_step(&w, at);
			continue;
		}
		size_t behind = markup_end(&w, at);
		size_t to = behind ? 0 : tag_end(&w, at + 1);
		if (!behind && at + 1 < n && w.bytes[at + 1] == '/')
			end_tag(&w, at + 2);
		else if (!behind)
			start_tag(&w, at + 1, to);
		at = behind ? behind : to + (to < n && w.bytes[to] == '>');
	}
}
