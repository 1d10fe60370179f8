/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/xml/parse.h"

#include <string.h>

#define LOOK_MAX 8192 /* bytes in which the first element is looked for */

static size_t blanks_end(struct slice s)
{
	size_t i = slice_starts(s, "\xEF\xBB\xBF") ? 3 : 0;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r' || s.p[i] == '\n'))
		i++;
	return i;
}

static bool has(struct slice s, const char *text)
{
	return s.n > 0 && memmem(s.p, s.n, text, strlen(text)) != NULL;
}

bool xml_begins(struct slice two)
{
	if (two.n < 2 || two.p[0] != '<')
		return false;
	char c = two.p[1];
	return ascii_alpha(c) || c == '_' || c == '?' || c == '!';
}

bool xml_is_input(struct slice input)
{
	size_t at = blanks_end(input);
	if (!xml_begins(slice_range(input, at, at + 2)))
		return false;
	struct slice head = slice_range(input, at, at + LOOK_MAX);
	return has(head, "IATA_PNRGOV") || (!has(input, "UNB") && !has(input, "UNH"));
}

/* ---- the document as segments, to be shown ---- */

/* Elements that hold a record, and the segment that holds it in EDIFACT. */
static const struct {
	const char *name, *parent, *tag; /* parent NULL: any */
} records[] = {
	{"IATA_PNRGOV_NotifRQ", NULL, "UNH"},
	{"Originator", NULL, "ORG"},
	{"FlightLeg", NULL, "TVL"},
	{"PNRs", NULL, "EQN"},
	{"PNR", NULL, "SRC"},
	{"BookingRefID", "PNR", "RCI"},
	{"SSR", NULL, "SSR"},
	{"POS", NULL, "ORG"},
	{"ContactInfo", NULL, "ADD"},
	{"PrepaidBag", NULL, "EBD"},
	{"Passenger", "PNR", "TIF"},
	{"CustLoyalty", NULL, "FTI"},
	{"ExcessBaggage", NULL, "EBD"},
	{"FareInfo", NULL, "FAR"},
	{"TicketDocument", NULL, "TKT"},
	{"TotalFare", NULL, "MON"},
	{"Taxes", NULL, "TXD"},
	{"PaymentInfo", NULL, "FOP"},
	{"DOC_SSR", NULL, "SSR"},
	{"Flight", "PNR", "TVL"},
	{"BookingRefID", "Flight", "RCI"},
	{"CheckInInfo", NULL, "DAT"},
	{"BoardingNumber", NULL, "TRI"},
};

struct listing {
	struct slice open[XML_DEPTH_MAX + 1];
	unsigned depth;
	struct arena *arena;
	void (*add)(void *to, const char *tag, struct place place);
	void *to;
	const char *tag; /* of the segment that is open; NULL = none yet */
	struct place place;
};

static const char *tag_of(struct slice name, struct slice parent)
{
	for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
		if (slice_is(name, records[i].name) &&
		    (!records[i].parent || slice_is(parent, records[i].parent)))
			return records[i].tag;
	}
	return NULL;
}

static void segment_close(struct listing *l, size_t end)
{
	if (!l->tag)
		return;
	l->place.length = (uint32_t)(end - l->place.offset);
	l->add(l->to, l->tag, l->place);
	l->tag = NULL;
}

static void on_start(void *to, struct slice name, const struct xml_attribute *attributes,
		     unsigned count, struct place place)
{
	struct listing *l = to;
	(void)attributes;
	(void)count;
	struct slice parent = l->depth > 0 ? l->open[l->depth - 1] : (struct slice){NULL, 0};
	const char *tag = tag_of(name, parent);
	l->open[l->depth++] = arena_copy(l->arena, name);
	if (!tag && l->tag)
		return;
	segment_close(l, place.offset);
	l->tag = tag ? tag : "UNH";
	l->place = place;
}

static void on_text(void *to, struct slice text)
{
	(void)to;
	(void)text;
}

static void on_end(void *to, size_t offset)
{
	struct listing *l = to;
	if (--l->depth == 0)
		segment_close(l, offset);
}

static void on_finding(void *to, enum severity severity, const char *code, unsigned segment,
		       size_t offset, const char *text)
{
	(void)to;
	(void)severity;
	(void)code;
	(void)segment;
	(void)offset;
	(void)text;
}

void xml_segments(struct slice input, struct arena *a,
		  void (*add)(void *to, const char *tag, struct place place), void *to)
{
	struct listing l = {.arena = a, .add = add, .to = to};
	struct xml_input in = {0};
	const struct xml_sink sink = {&l, on_start, on_text, on_end, on_finding};
	struct place whole;
	enum xml_result result;
	do {
		result = xml_parse(input, &in, &sink, &whole);
	} while (result != XML_NONE && result != XML_NO_MEMORY);
	if (result == XML_NO_MEMORY)
		a->failed = true;
}
