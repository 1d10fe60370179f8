/* SPDX-License-Identifier: Apache-2.0
 *
 * PNRGOV XML: which attribute or text may hold what. The bytes are looked at
 * as a parser will see them: references resolved, CDATA as text, comments
 * within a text left out. What is no tag of XML is searched byte by byte.
 */
#include "decode/xml/xml.h"
#include "minimise/scan.h"

#include <string.h>

#define OPEN_MAX 64 /* elements whose names are remembered */
#define CARRY 64    /* characters of a long text that are looked at twice */
#define DIGITS_CARD 13
#define DIGITS_TELEPHONE 14
#define DIGITS_TICKET 15
#define FILLED_MAX (VIEW_MAX - 1)

struct range {
	size_t from, to;
};

enum value_kind {
	VALUE_TEXT,      /* anything */
	VALUE_REMARK,    /* a general remark */
	VALUE_NAMES,     /* names and addresses: single words only */
	VALUE_NUMBER,    /* references and names of people: card numbers only */
	VALUE_TELEPHONE, /* the same, but long numbers have their place there */
	VALUE_TICKET,
	VALUE_CODE, /* of a service: looked at with its element */
};

/* Of attributes, and of the text of elements. What is not listed is VALUE_TEXT. */
static const struct {
	const char *name;
	enum value_kind kind;
} kinds[] = {
	{"SSRCode", VALUE_CODE},
	{"SSR_Code", VALUE_CODE},
	{"ID", VALUE_NUMBER},
	{"RPH", VALUE_NUMBER},
	{"SurnameRefNumber", VALUE_NUMBER},
	{"TransactionIdentifier", VALUE_NUMBER},
	{"AgentSine", VALUE_NUMBER},
	{"PseudoCityCode", VALUE_NUMBER},
	{"TravelDocNbr", VALUE_NUMBER},
	{"MembershipID", VALUE_NUMBER},
	{"AccountNbr", VALUE_NUMBER},
	{"Surname", VALUE_NUMBER},
	{"GivenName", VALUE_NUMBER},
	{"FirstGivenName", VALUE_NUMBER},
	{"SecondGivenName", VALUE_NUMBER},
	{"TicketDocumentNbr", VALUE_TICKET},
	{"PhoneNumber", VALUE_TELEPHONE},
	{"AirlineContactInfo", VALUE_TELEPHONE},
	{"EmailAddress", VALUE_NAMES},
	{"CardHolderName", VALUE_NAMES},
	{"StreetNmbr", VALUE_NAMES},
	{"AddressLine", VALUE_NAMES},
	{"CityName", VALUE_NAMES},
	{"StateProv", VALUE_NAMES},
	{"Address", VALUE_NAMES},
	{"StateProvCounty", VALUE_NAMES},
	{"BirthLocation", VALUE_NAMES},
	{"PlaceOfIssue", VALUE_NAMES},
	{"Remark", VALUE_REMARK},
	{"Remarks", VALUE_REMARK},
	{"GeneralRemark", VALUE_REMARK},
	{"OSI", VALUE_REMARK},
	{"FreeText", VALUE_REMARK},
};

/* Where a service request that is being erased, or read by its code, ends at the latest. */
static const char *const boundaries[] = {"PNR",    "PNRs",      "Passenger",
					 "Flight", "FlightLeg", "IATA_PNRGOV_NotifRQ"};

enum service { SERVICE_NONE, SERVICE_ERASED, SERVICE_FIELDS, SERVICE_MINOR, SERVICE_OTHER };

struct xml_scan {
	struct scan *s;   /* its view: the text or value being gathered */
	struct scan *raw; /* for what is neither */
	char *bytes;
	size_t n;
	struct slice open[OPEN_MAX];
	unsigned depth;
	enum service service; /* the request that is open */
	struct slice request; /* its element */
	unsigned nested;      /* elements of the same name in it */
};

/* ---- gathering ---- */

static void gather_start(struct xml_scan *x, size_t at)
{
	x->s->view.base = at;
	x->s->view.n = 0;
}

static bool is_blank_view(const struct view *v)
{
	for (size_t i = 0; i < v->n; i++) {
		if (v->text[i] != ' ')
			return false;
	}
	return true;
}

static enum value_kind kind_of(struct slice name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (slice_is(name, kinds[i].name))
			return kinds[i].kind;
	}
	return VALUE_TEXT;
}

static void value_scan(struct xml_scan *x, enum value_kind kind)
{
	struct scan *s = x->s;
	size_t n = s->view.n;
	switch (kind) {
	case VALUE_TEXT:
		text_scan(s, 0, n, TEXT_NEUTRAL);
		break;
	case VALUE_REMARK:
		text_scan(s, 0, n, TEXT_REMARK);
		break;
	case VALUE_NAMES:
		text_scan(s, 0, n, TEXT_NAMES);
		break;
	case VALUE_TELEPHONE:
		scan_cards(s, 0, n, DIGITS_TELEPHONE, false);
		return;
	case VALUE_TICKET:
		scan_cards(s, 0, n, DIGITS_TICKET, false);
		return;
	case VALUE_NUMBER:
	case VALUE_CODE:
		break;
	}
	scan_cards(s, 0, n, DIGITS_CARD, kind != VALUE_NUMBER);
}

/* Looks at what was gathered, which ends before `end`. */
static void gathered(struct xml_scan *x, struct slice name, size_t end)
{
	struct view *v = &x->s->view;
	enum value_kind kind = kind_of(name);
	v->at[v->n] = (uint32_t)(end - v->base);
	if (v->n == 0 || is_blank_view(v))
		return;
	switch (x->service) {
	case SERVICE_ERASED:
		view_erase(v, 0, v->n);
		return;
	case SERVICE_FIELDS:
		value_scan(x, kind == VALUE_TEXT ? VALUE_NUMBER : kind);
		return;
	case SERVICE_MINOR:
		value_scan(x, kind == VALUE_TEXT ? VALUE_NAMES : kind);
		return;
	case SERVICE_OTHER:
	case SERVICE_NONE:
		value_scan(x, kind);
		return;
	}
}

static void gather(struct xml_scan *x, struct slice name, char c, size_t at)
{
	struct view *v = &x->s->view;
	if (v->n == FILLED_MAX) {
		gathered(x, name, at);
		memmove(v->text, v->text + v->n - CARRY, CARRY);
		memmove(v->at, v->at + v->n - CARRY, CARRY * sizeof v->at[0]);
		v->n = CARRY;
	}
	v->at[v->n] = (uint32_t)(at - v->base);
	v->text[v->n++] = (unsigned char)c < ' ' ? ' ' : c;
}

/* ---- references ---- */

static int digit_of(char c, unsigned base)
{
	if (ascii_digit(c))
		return c - '0';
	char lower = ascii_to_lower(c);
	return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* "&#71;", "&#x47;": `*end` is behind the semicolon. */
static bool number_read(const char *p, size_t from, size_t to, size_t *end, uint32_t *out)
{
	unsigned base = from < to && p[from] == 'x' ? 16 : 10;
	size_t i = from + (base == 16);
	size_t digits = i;
	uint32_t c = 0;
	for (int d; i < to && (d = digit_of(p[i], base)) >= 0; i++)
		c = c > 0x110000 ? c : c * base + (uint32_t)d;
	if (i == digits || i >= to || p[i] != ';')
		return false;
	*end = i + 1;
	*out = c;
	return true;
}

/* The character that the ampersand at `at` begins; '&' itself where it is no reference. */
static char reference_read(const char *p, size_t at, size_t to, size_t *end)
{
	static const struct {
		const char *text;
		char means;
	} named[] = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}};
	uint32_t c;
	*end = at + 1;
	if (at + 1 < to && p[at + 1] == '#' && number_read(p, at + 2, to, end, &c))
		return c < 0x80 ? (char)c : '\xC3';
	struct slice rest = {p + at + 1, to - at - 1};
	for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
		if (!slice_starts(rest, named[i].text))
			continue;
		*end = at + 1 + strlen(named[i].text);
		return named[i].means;
	}
	return '&';
}

static void gather_range(struct xml_scan *x, struct slice name, struct range r, bool literal)
{
	for (size_t i = r.from; i < r.to;) {
		size_t end = i + 1;
		char c = x->bytes[i];
		if (c == '&' && !literal)
			c = reference_read(x->bytes, i, r.to, &end);
		gather(x, name, c, i);
		i = end;
	}
}

/* ---- tags ---- */

static struct slice local_of(struct slice name)
{
	for (size_t i = name.n; i > 0; i--) {
		if (name.p[i - 1] == ':')
			return slice_range(name, i, name.n);
	}
	return name;
}

static bool is_name(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '_' || c == ':' || c == '-' || c == '.' ||
	       (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t name_end(const struct xml_scan *x, size_t from)
{
	while (from < x->n && is_name(x->bytes[from]))
		from++;
	return from;
}

static size_t spaces_end(const struct xml_scan *x, size_t from)
{
	while (from < x->n && is_space(x->bytes[from]))
		from++;
	return from;
}

static struct slice bytes_of(const struct xml_scan *x, struct range r)
{
	return (struct slice){x->bytes + r.from, r.to - r.from};
}

struct attribute {
	struct range name, value;
};

/* The attribute at or behind `*at`; false at the end of the tag, or where it
 * is no attribute (then `*at` is at neither '/' nor '>'). */
static bool attribute_next(const struct xml_scan *x, size_t *at, struct attribute *out)
{
	*at = spaces_end(x, *at);
	size_t end = name_end(x, *at);
	if (end == *at)
		return false;
	out->name = (struct range){*at, end};
	size_t i = spaces_end(x, end);
	if (i >= x->n || x->bytes[i] != '=')
		return false;
	i = spaces_end(x, i + 1);
	if (i >= x->n || (x->bytes[i] != '"' && x->bytes[i] != '\''))
		return false;
	char quote = x->bytes[i];
	out->value.from = ++i;
	while (i < x->n && x->bytes[i] != quote && x->bytes[i] != '<')
		i++;
	if (i >= x->n || x->bytes[i] == '<')
		return false;
	out->value.to = i;
	*at = i + 1;
	return true;
}

/* Names that hold no code, and no long number. */
static bool is_harmless(const struct xml_scan *x, struct range r)
{
	unsigned digits = 0;
	size_t letters = 0;
	for (size_t i = r.from; i <= r.to; i++) {
		char c = i < r.to ? x->bytes[i] : ' ';
		digits += ascii_digit(c);
		if (ascii_alpha(c)) {
			letters++;
			continue;
		}
		struct slice word = {x->bytes + i - letters, letters};
		if (letters >= CODE_LETTERS && word_index_find(&x->s->codes, word))
			return false;
		if (letters > 3 && slice_is_nocase(slice_range(word, 0, 3), "SSR") &&
		    word_index_find(&x->s->codes, slice_range(word, 3, letters)))
			return false;
		letters = 0;
	}
	return digits < DIGITS_CARD;
}

/* The end of the start tag at `from` (behind its name); 0 where it is not
 * well-formed or its names hold something. */
static size_t start_tag_end(const struct xml_scan *x, struct range name)
{
	struct attribute a;
	size_t at = name.to;
	if (!is_harmless(x, name))
		return 0;
	while (attribute_next(x, &at, &a)) {
		if (!is_harmless(x, a.name))
			return 0;
	}
	if (at < x->n && x->bytes[at] == '/')
		at++;
	return at < x->n && x->bytes[at] == '>' ? at + 1 : 0;
}

/* ---- service requests ---- */

static void service_close(struct xml_scan *x)
{
	x->service = SERVICE_NONE;
	x->nested = 0;
}

/* Gathers the value of the attribute that holds the code; false: there is none. */
static bool gather_code(struct xml_scan *x, size_t at)
{
	struct attribute a;
	while (attribute_next(x, &at, &a)) {
		struct slice name = local_of(bytes_of(x, a.name));
		if (kind_of(name) != VALUE_CODE)
			continue;
		gather_start(x, a.value.from);
		gather_range(x, name, a.value, false);
		x->s->view.at[x->s->view.n] = (uint32_t)(a.value.to - x->s->view.base);
		return true;
	}
	return false;
}

/* What may be done with the request whose code was gathered. */
static enum service service_of(struct xml_scan *x)
{
	struct scan *s = x->s;
	size_t at;
	const char *sensitive = text_find_code(s, 0, s->view.n, &at);
	struct slice code = slice_trim(view_slice(&s->view, 0, s->view.n));
	if (sensitive) {
		scan_note(s, at, sensitive, "sensitive");
		return SERVICE_ERASED;
	}
	if (!service_is_permitted(s, code)) {
		scan_note(s, 0, ERASED_REMARK, ERASED_REMARK);
		return SERVICE_ERASED;
	}
	if (service_is_minor(code))
		return SERVICE_MINOR;
	return service_is_structured(s, code) ? SERVICE_FIELDS : SERVICE_OTHER;
}

static bool is_boundary(struct slice name)
{
	for (size_t i = 0; i < sizeof boundaries / sizeof boundaries[0]; i++) {
		if (slice_is(name, boundaries[i]))
			return true;
	}
	return false;
}

/* A request without a code, where only some are permitted, goes as a general remark. */
static void service_open(struct xml_scan *x, struct slice name, struct range tag)
{
	bool coded = gather_code(x, tag.from);
	if (!coded && !slice_is(name, "SSR"))
		return;
	if (!coded) {
		gather_start(x, tag.from);
		x->s->view.at[0] = 0;
	}
	x->service = service_of(x);
	x->request = name;
	x->nested = 0;
}

/* ---- what stands in the input ---- */

static struct slice innermost(const struct xml_scan *x)
{
	if (x->depth == 0 || x->depth > OPEN_MAX)
		return (struct slice){NULL, 0};
	return x->open[x->depth - 1];
}

/* The text gathered so far ends where a tag begins. */
static void text_end(struct xml_scan *x, size_t at)
{
	gathered(x, innermost(x), at);
	gather_start(x, at);
}

static void start_tag(struct xml_scan *x, struct range name, size_t end)
{
	struct slice local = local_of(bytes_of(x, name));
	bool empty = x->bytes[end - 2] == '/';
	struct attribute a;
	if (x->service != SERVICE_NONE && is_boundary(local))
		service_close(x);
	bool opens = x->service == SERVICE_NONE;
	if (opens)
		service_open(x, local, (struct range){name.to, end});
	else if (slice_eq(local, x->request) && !empty)
		x->nested++;
	for (size_t at = name.to; attribute_next(x, &at, &a);) {
		struct slice attribute = local_of(bytes_of(x, a.name));
		gather_start(x, a.value.from);
		gather_range(x, attribute, a.value, false);
		gathered(x, attribute, a.value.to);
	}
	if (empty && opens)
		service_close(x);
	if (!empty && x->depth++ < OPEN_MAX)
		x->open[x->depth - 1] = local;
	gather_start(x, end);
}

static void end_tag(struct xml_scan *x, struct range name)
{
	struct slice local = local_of(bytes_of(x, name));
	x->depth -= x->depth > 0;
	if (x->service == SERVICE_NONE)
		return;
	bool same = slice_eq(local, x->request);
	if (is_boundary(local) || (same && x->nested == 0))
		service_close(x);
	else
		x->nested -= same;
}

/* Of `text` in [from, to); `to` where there is none. */
static size_t place_of(const struct xml_scan *x, size_t from, size_t to, const char *text)
{
	size_t n = strlen(text);
	while (from + n <= to) {
		const char *p = memchr(x->bytes + from, text[0], to - from - n + 1);
		if (!p)
			return to;
		from = (size_t)(p - x->bytes);
		if (memcmp(p, text, n) == 0)
			return from;
		from++;
	}
	return to;
}

/* No tag that a parser would take: up to the next tag. */
static size_t strange(struct xml_scan *x, size_t at)
{
	size_t to = at + 1;
	while (to < x->n && x->bytes[to] != '<' && x->bytes[to] != '>')
		to++;
	text_end(x, at);
	scan_raw(x->raw, at, to);
	if (x->service == SERVICE_ERASED) {
		gather_range(x, (struct slice){NULL, 0}, (struct range){at + 1, to}, true);
		gathered(x, (struct slice){NULL, 0}, to);
	}
	gather_start(x, to);
	return to;
}

static size_t tag_scan(struct xml_scan *x, size_t at)
{
	bool closes = at + 1 < x->n && x->bytes[at + 1] == '/';
	struct range name = {at + 1 + closes, 0};
	name.to = name_end(x, name.from);
	if (name.to == name.from)
		return strange(x, at);
	size_t end = closes ? spaces_end(x, name.to) + 1 : start_tag_end(x, name);
	bool whole = end > 0 && end <= x->n && x->bytes[end - 1] == '>';
	if (!whole || !is_harmless(x, name))
		return strange(x, at);
	text_end(x, at);
	if (closes)
		end_tag(x, name);
	else
		start_tag(x, name, end);
	if (closes)
		gather_start(x, end);
	return end;
}

/* A comment, an instruction or a section that begins with `start` at `at` and ends with
 * `end`: its content. Nothing of it may look like the start (or, of a comment, like the
 * end): then a reader takes it for damage, and what stands in it for elements. */
static bool content_find(const struct xml_scan *x, size_t at, const char *start, const char *end,
			 struct range *out)
{
	struct slice rest = {x->bytes + at, x->n - at};
	if (!slice_starts(rest, start))
		return false;
	out->from = at + strlen(start);
	if (end[0] == '-') {
		out->to = place_of(x, out->from, x->n, "--");
		return out->to + 2 < x->n && x->bytes[out->to + 2] == '>';
	}
	size_t again = place_of(x, out->from, x->n, start);
	out->to = place_of(x, out->from, again, end);
	return out->to < again;
}

/* Behind damage a reader looks for elements to go on with: here it finds none. */
static void break_tags(const struct xml_scan *x, struct range r)
{
	for (size_t i = r.from; i + 1 < r.to; i++) {
		char c = x->bytes[i + 1];
		if (x->bytes[i] == '<' && (is_name(c) || c == '/' || c == '!' || c == '?'))
			x->bytes[i] = 'X';
	}
}

/* Comments, instructions and CDATA do not end a text. */
static size_t markup_scan(struct xml_scan *x, size_t at)
{
	struct range r;
	if (content_find(x, at, "<![CDATA[", "]]>", &r)) {
		break_tags(x, r);
		gather_range(x, innermost(x), r, true);
		return r.to + 3;
	}
	if (content_find(x, at, "<!--", "-->", &r)) {
		break_tags(x, r);
		scan_raw(x->raw, at, r.to + 3);
		return r.to + 3;
	}
	if (content_find(x, at, "<?", "?>", &r)) {
		break_tags(x, r);
		scan_raw(x->raw, at, r.to + 2);
		return r.to + 2;
	}
	return tag_scan(x, at);
}

void xml_scan(struct scan *s, struct scan *raw, size_t n)
{
	struct xml_scan x = {.s = s, .raw = raw, .bytes = s->view.bytes, .n = n};
	gather_start(&x, 0);
	for (size_t at = 0; at < n;) {
		if (x.bytes[at] == '<') {
			at = markup_scan(&x, at);
			continue;
		}
		struct range text = {at, at};
		while (text.to < n && x.bytes[text.to] != '<')
			text.to++;
		gather_range(&x, innermost(&x), text, false);
		at = text.to;
	}
	text_end(&x, n);
}
