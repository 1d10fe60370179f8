/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

#define IN(group) (1U << (group))
#define PUSH IN(GROUP_MESSAGE)
#define BOOKING IN(GROUP_BOOKING)
#define WHO (IN(GROUP_TRAVELLER) | IN(GROUP_TICKET) | IN(GROUP_PAYMENT))
#define FLIGHT (IN(GROUP_SEGMENT) | IN(GROUP_CHECKIN) | IN(GROUP_BOARDING))
#define WHERE (FLIGHT | IN(GROUP_SPLIT) | IN(GROUP_SERVICE))
#define SPLIT IN(GROUP_SPLIT)
#define CHECKED (IN(GROUP_CHECKIN) | IN(GROUP_BOARDING))
#define PAST (IN(GROUP_HISTORY) | IN(GROUP_CHANGE) | IN(GROUP_CHANGED))
#define NOW (BOOKING | WHO | WHERE)
#define ANY (NOW | PAST)
#define SAME (-1)

/* A segment within the groups `in`: what reads it (NULL: the model has no
 * field for it), and the group that is then open. */
struct rule {
	const char tag[4];
	unsigned in;
	void (*read)(struct pnr *);
	int opens;
	bool stray; /* it should not stand there, but what it means is clear */
};

/* Sorted by tag; of several rules for one tag the first that fits is taken. */
static const struct rule rules[] = {
	{"ABI", ANY, history_abi, GROUP_HISTORY, false},
	{"ADD", BOOKING | WHO, booking_add, SAME, false},
	{"ADD", WHERE, booking_add, SAME, true},
	{"APD", ANY, NULL, SAME, false},
	{"DAT", BOOKING, booking_dat, SAME, false},
	{"DAT", WHO, ticket_dat, SAME, false},
	{"DAT", WHERE, checkin_dat, GROUP_CHECKIN, false},
	{"DAT", PAST, history_dat, SAME, false},
	{"EBD", ANY, NULL, SAME, false},
	{"EQN", PUSH, push_eqn, SAME, false},
	{"EQN", ANY, booking_eqn, GROUP_SPLIT, false},
	{"FAR", WHO, traveller_far, SAME, false},
	{"FOP", WHO, ticket_fop, GROUP_PAYMENT, false},
	{"FOP", BOOKING, ticket_fop, SAME, true},
	{"FTI", WHO, traveller_fti, SAME, false},
	{"IFT", IN(GROUP_PAYMENT), payment_ift, SAME, false},
	{"IFT", NOW, booking_ift, SAME, false},
	{"IFT", PAST, history_ift, SAME, false},
	{"LTS", ANY, booking_lts, SAME, false},
	{"MON", WHO, ticket_mon, SAME, false},
	{"MSG", PUSH, push_msg, SAME, false},
	{"MSG", ANY, itinerary_msg, GROUP_SERVICE, false},
	{"ORG", PUSH, push_org, SAME, false},
	{"ORG", BOOKING, booking_org, SAME, false},
	{"ORG", WHO, booking_org, SAME, true},
	{"ORG", WHERE, NULL, GROUP_CHECKIN, false},
	{"PTK", ANY, NULL, SAME, false},
	{"RCI", BOOKING, booking_rci, SAME, false},
	{"RCI", SPLIT, booking_split_rci, SAME, false},
	{"RCI", WHERE, booking_segment_rci, SAME, false},
	{"RCI", WHO, booking_segment_rci, SAME, true},
	{"REF", WHO, traveller_ref, SAME, false},
	{"RPI", WHERE, itinerary_rpi, SAME, false},
	{"RPI", PAST, history_rpi, SAME, false},
	{"SAC", ANY, history_sac, GROUP_CHANGE, false},
	{"SSD", CHECKED, checkin_ssd, SAME, false},
	{"SSD", IN(GROUP_SEGMENT), checkin_ssd, GROUP_CHECKIN, true},
	{"SSR", NOW, service_ssr, SAME, false},
	{"SSR", PAST, history_ssr, SAME, false},
	{"TBD", CHECKED, checkin_tbd, SAME, false},
	{"TBD", IN(GROUP_SEGMENT), checkin_tbd, GROUP_CHECKIN, true},
	{"TBD", PAST, history_tbd, SAME, false},
	{"TIF", CHECKED, checkin_tif, GROUP_BOARDING, false},
	{"TIF", BOOKING | WHO, traveller_tif, SAME, false},
	{"TIF", WHERE, traveller_tif_late, SAME, false},
	{"TIF", PAST, history_tif, SAME, false},
	{"TKT", WHO, ticket_tkt, GROUP_TICKET, false},
	{"TRA", WHERE, itinerary_tra, SAME, false},
	{"TRA", PAST, NULL, SAME, false},
	{"TRI", WHERE, checkin_tri, GROUP_BOARDING, false},
	{"TVL", PUSH, push_tvl, SAME, false},
	{"TVL", IN(GROUP_SERVICE), itinerary_service, GROUP_SEGMENT, false},
	{"TVL", NOW, itinerary_tvl, GROUP_SEGMENT, false},
	{"TVL", PAST, history_tvl, GROUP_CHANGED, false},
	{"TXD", ANY, NULL, SAME, false},
};
#define RULES (sizeof rules / sizeof rules[0])

static uint32_t tag_of(const struct rule *rule)
{
	return EDI_TAG((unsigned char)rule->tag[0], (unsigned char)rule->tag[1],
		       (unsigned char)rule->tag[2]);
}

/* The first rule whose tag is not before `code`. */
static size_t rules_from(uint32_t code)
{
	size_t low = 0;
	size_t high = RULES;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (tag_of(&rules[middle]) < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct rule *rule_of(uint32_t code, enum group group, bool *known)
{
	size_t i = rules_from(code);
	*known = i < RULES && tag_of(&rules[i]) == code;
	for (; i < RULES && tag_of(&rules[i]) == code; i++) {
		if (rules[i].in & IN(group))
			return &rules[i];
	}
	return NULL;
}

static void booking_open(struct pnr *p)
{
	booking_end(p);
	booking_start(p);
	p->group = GROUP_BOOKING;
}

/* The SRC before this segment was lost: an RCI or TIF at level 0, or the dated
 * locator of another booking of the same carrier behind this one. */
static bool is_lost_start(struct pnr *p)
{
	uint32_t code = p->r->segment.code;
	if (p->group == GROUP_MESSAGE)
		return code == EDI_TAG('R', 'C', 'I') || code == EDI_TAG('T', 'I', 'F');
	if (code != EDI_TAG('R', 'C', 'I') || !p->b || p->group == GROUP_BOOKING ||
	    p->group == GROUP_SPLIT)
		return false;
	struct slice locator = pnr_text(p, 0, 1);
	return slice_present(pnr_text(p, 0, 3)) && slice_present(p->b->locator) &&
	       slice_eq(pnr_text(p, 0, 0), p->b->carrier) && slice_present(locator) &&
	       !slice_eq(locator, p->b->locator);
}

static void segment_start_of_booking(struct pnr *p)
{
	if (p->r->segment.code == EDI_TAG('S', 'R', 'C')) {
		booking_open(p);
	} else if (is_lost_start(p)) {
		edi_finding(p->r, SEVERITY_WARNING, "booking-start-missing",
			    "%s: SRC is missing before it; a new booking is taken to start here",
			    p->r->segment.tag);
		booking_open(p);
	}
}

static void segment_take(struct pnr *p)
{
	const struct edi_segment *s = &p->r->segment;
	segment_start_of_booking(p);
	if (s->code == EDI_TAG('S', 'R', 'C') || (!p->b && p->group != GROUP_MESSAGE))
		return;
	if (p->b)
		reader_extend(p->r, &p->b->place);
	bool known;
	const struct rule *rule = rule_of(s->code, p->group, &known);
	if (!rule || rule->stray)
		edi_finding(p->r, SEVERITY_WARNING, "segment-unexpected",
			    known ? (rule ? "%s does not stand where the standard puts it"
					  : "%s can not be attached to anything here; left out")
				  : "%s is no segment of PNRGOV; left out",
			    s->tag);
	if (!rule)
		return;
	if (rule->read)
		rule->read(p);
	if (rule->opens != SAME)
		p->group = (enum group)rule->opens;
}

void pnrgov_read(struct edi_reader *r, struct message *m, const struct message_context *ctx)
{
	struct pnr p = {.r = r, .m = m, .date = ctx->date, .group = GROUP_MESSAGE};
	while (reader_next(r))
		segment_take(&p);
	booking_end(&p);
	push_end(&p);
}
