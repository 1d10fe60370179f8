/* SPDX-License-Identifier: Apache-2.0
 *
 * Which heading of Annex I a segment belongs to, and erasing those that the profile does not
 * permit: with blanks, so that what is read afterwards has nothing there. PNRGOV, and
 * of PAXLST what was collected of travellers (heading 18).
 */
#include "minimise/scan.h"

#define TAG EDI_TAG
#define BIT(n) (UINT32_C(1) << (n))

/* Service requests by heading; whatever else is a general remark (12). */
static const struct {
	const char *code;
	unsigned heading;
} services[] = {
	{"RLOC", 1},  {"CTCE", 5},  {"CTCM", 5},  {"CTCR", 5},  {"EPAY", 6},  {"FQTR", 8},
	{"FQTS", 8},  {"FQTU", 8},  {"FQTV", 8},  {"CKIN", 10}, {"ADMD", 13}, {"ADTK", 13},
	{"GRPF", 13}, {"TKNA", 13}, {"TKNE", 13}, {"TKNM", 13}, {"TKNO", 13}, {"TKTL", 13},
	{"EXST", 14}, {"GPST", 14}, {"NSSA", 14}, {"NSSB", 14}, {"NSST", 14}, {"NSSW", 14},
	{"RQST", 14}, {"SEAT", 14}, {"SMSA", 14}, {"SMST", 14}, {"SMSW", 14}, {"BAGG", 16},
	{"BIKE", 16}, {"BULK", 16}, {"CBBG", 16}, {"FRAG", 16}, {"PDBG", 16}, {"SPEQ", 16},
	{"XBAG", 16}, {"CHLD", 17}, {"GRPS", 17}, {"INFT", 17}, {"DOCA", 18}, {"DOCO", 18},
	{"DOCS", 18}, {"FOID", 18}, {"PSPT", 18},
};

unsigned service_heading(struct slice code)
{
	for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
		if (slice_is_nocase(code, services[i].code))
			return services[i].heading;
	}
	return 12;
}

const char *heading_code(uint32_t bits)
{
	static const char *const codes[] = {"",           "heading-1",  "heading-2",  "heading-3",
					    "heading-4",  "heading-5",  "heading-6",  "heading-7",
					    "heading-8",  "heading-9",  "heading-10", "heading-11",
					    "heading-12", "heading-13", "heading-14", "heading-15",
					    "heading-16", "heading-17", "heading-18", "heading-19"};
	unsigned n = 0;
	while (n < 19 && !(bits & BIT(n)))
		n++;
	return codes[n];
}

/* ---- where one is in the message ---- */

void heading_step(struct heading_place *p, const struct edi_segment *segment)
{
	switch (segment->code) {
	case TAG('U', 'N', 'H'):
		*p = (struct heading_place){0};
		return;
	case TAG('S', 'R', 'C'):
		*p = (struct heading_place){.in_pnr = true};
		return;
	case TAG('N', 'A', 'D'):
		p->in_person = !slice_is(edi_raw(segment, 0, 0), "MS");
		return;
	case TAG('C', 'N', 'T'):
		p->in_person = false;
		return;
	case TAG('A', 'B', 'I'):
		p->in_history = p->in_pnr;
		return;
	case TAG('E', 'Q', 'N'):
		p->splits = p->in_pnr;
		return;
	case TAG('T', 'V', 'L'):
		p->flights = p->in_pnr;
		p->splits = p->pays = false;
		return;
	case TAG('T', 'K', 'T'):
	case TAG('F', 'O', 'P'):
		p->in_pnr = p->pays = true;
		return;
	case TAG('T', 'I', 'F'):
		p->in_pnr = true; /* its SRC may be lost */
		p->names += !p->flights;
		p->pays = false;
		return;
	case TAG('R', 'C', 'I'):
	case TAG('S', 'S', 'R'):
	case TAG('F', 'T', 'I'):
		p->in_pnr = true;
		return;
	default:
		return;
	}
}

/* ---- whole segments ---- */

static uint32_t headings_of_text(const struct heading_place *p, const struct edi_segment *segment)
{
	if (segment->code == TAG('S', 'S', 'R'))
		return BIT(service_heading(edi_raw(segment, 0, 0)));
	if (segment->code == TAG('I', 'F', 'T')) /* 15: a fare's calculation; 43: who pays */
		return slice_is(edi_raw(segment, 0, 1), "15")   ? BIT(13)
		       : slice_is(edi_raw(segment, 0, 1), "43") ? BIT(6)
								: BIT(12);
	if (p->in_history)
		return 0;                        /* who changed what, and when */
	if (segment->code == TAG('D', 'A', 'T')) /* behind a flight: of check-in */
		return p->flights ? BIT(10) : BIT(2);
	if (segment->code == TAG('O', 'R', 'G'))
		return p->flights ? BIT(10) : BIT(9);
	return 0;
}

static uint32_t headings_of_tag(const struct heading_place *p, uint32_t tag)
{
	switch (tag) {
	case TAG('A', 'B', 'I'):
	case TAG('S', 'A', 'C'):
	case TAG('L', 'T', 'S'):
		return BIT(19);
	case TAG('R', 'C', 'I'):
		return p->splits ? BIT(11) : 0;
	case TAG('E', 'Q', 'N'):
		return BIT(11);
	case TAG('A', 'D', 'D'):
		return p->pays ? BIT(6) : BIT(5);
	case TAG('T', 'I', 'F'):
		return BIT(4) | (p->names > 1 ? BIT(17) : 0);
	case TAG('F', 'T', 'I'):
		return BIT(8);
	case TAG('F', 'A', 'R'):
	case TAG('T', 'K', 'T'):
	case TAG('P', 'T', 'K'):
		return BIT(13);
	case TAG('M', 'O', 'N'):
	case TAG('F', 'O', 'P'):
	case TAG('T', 'X', 'D'):
		return BIT(6);
	case TAG('T', 'V', 'L'):
	case TAG('A', 'P', 'D'):
		return BIT(7);
	case TAG('T', 'R', 'A'):
		return BIT(15);
	case TAG('R', 'P', 'I'):
	case TAG('T', 'R', 'I'):
		return BIT(10);
	case TAG('S', 'S', 'D'):
		return BIT(14);
	case TAG('T', 'B', 'D'):
	case TAG('E', 'B', 'D'):
		return BIT(16);
	default:
		return 0;
	}
}

static bool is_frame(uint32_t tag)
{
	return tag == TAG('U', 'N', 'H') || tag == TAG('U', 'N', 'T') ||
	       tag == TAG('U', 'N', 'E') || tag == TAG('U', 'N', 'Z') ||
	       tag == TAG('U', 'N', 'B') || tag == TAG('U', 'N', 'G') ||
	       tag == TAG('S', 'R', 'C') || tag == TAG('C', 'N', 'T');
}

static uint32_t headings_of(const struct heading_place *p, const struct edi_segment *segment)
{
	if (is_frame(segment->code))
		return 0;
	if (p->in_person)
		return BIT(18);
	if (!p->in_pnr)
		return 0; /* the flight, and who sends */
	return headings_of_tag(p, segment->code) | headings_of_text(p, segment) |
	       (p->in_history ? BIT(19) : 0);
}

/* ---- erasing ---- */

static bool is_separator(const struct edi_syntax *x, char c)
{
	return (unsigned char)c < ' ' || c == x->component || c == x->element || c == x->release ||
	       c == x->terminator;
}

bool heading_blank(struct scan *s, struct slice part)
{
	bool any = false;
	if (part.n == 0)
		return false;
	char *p = s->view.bytes + (part.p - s->view.bytes);
	for (size_t i = 0; i < part.n; i++) {
		if (is_separator(&s->view.syntax, p[i]) || p[i] == ' ')
			continue;
		p[i] = ' ';
		any = true;
	}
	return any;
}

/* Components [first, ...) of an element. */
static bool blank_element(struct scan *s, const struct edi_segment *segment, unsigned e,
			  unsigned first)
{
	bool any = false;
	for (unsigned c = first; c < edi_components(segment, e); c++)
		any |= heading_blank(s, edi_raw(segment, e, c));
	return any;
}

/* What stays of a segment that goes: what kind of thing stood there. */
static bool blank_whole(struct scan *s, const struct edi_segment *segment)
{
	bool any = false;
	bool kind = s->place.in_person || segment->code == TAG('S', 'S', 'R') ||
		    segment->code == TAG('D', 'A', 'T') || segment->code == TAG('I', 'F', 'T');
	for (unsigned e = 0; e < segment->elements; e++)
		any |= blank_element(s, segment, e, e == 0 && kind);
	return any;
}

static bool blank_component(struct scan *s, const struct edi_segment *segment, unsigned e,
			    unsigned c)
{
	return e < segment->elements && c < edi_components(segment, e) &&
	       heading_blank(s, edi_raw(segment, e, c));
}

static void note(struct scan *s, const struct edi_segment *segment, uint32_t bits, bool any)
{
	if (any)
		scan_note_at(s, segment->offset, heading_code(bits), ERASED_HEADING);
}

/* A record locator with the date of the booking; a flight with its dates and its partner. */
static void erase_parts(struct scan *s, const struct edi_segment *segment, uint32_t forbidden)
{
	if (segment->code == TAG('R', 'C', 'I') && !s->place.splits) {
		bool locator = false, made = false;
		for (unsigned e = 0; e < segment->elements; e++) {
			if (forbidden & BIT(1))
				locator |= blank_component(s, segment, e, 1);
			if (forbidden & BIT(2))
				made |= blank_element(s, segment, e, 3);
		}
		note(s, segment, BIT(1), locator);
		note(s, segment, BIT(2), made);
	}
	if (segment->code != TAG('T', 'V', 'L'))
		return;
	if (forbidden & BIT(3) && segment->elements > 0)
		note(s, segment, BIT(3), blank_element(s, segment, 0, 0));
	if (forbidden & BIT(15)) {
		bool second = edi_raw(segment, 1, 0).n == 0 && edi_raw(segment, 3, 0).n == 0;
		note(s, segment, BIT(15),
		     second ? blank_whole(s, segment) : blank_component(s, segment, 3, 1));
	}
}

void heading_scan(struct scan *s, const struct edi_segment *segment)
{
	uint32_t forbidden = s->profile->forbidden;
	heading_step(&s->place, segment);
	uint32_t bits = headings_of(&s->place, segment) & forbidden;
	if (bits)
		note(s, segment, bits, blank_whole(s, segment));
	else if (s->place.in_pnr)
		erase_parts(s, segment, forbidden);
}
