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
	uint32_t code;
	unsigned in;
	void (*read)(struct pnr *);
	int opens;
	bool stray; /* it should not stand there, but what it means is clear */
};

/* Sorted by tag; of several rules for one tag the first that fits is taken. */
static const struct rule rules[] = {
	{EDI_TAG('A', 'B', 'I'), ANY, history_abi, GROUP_HISTORY, false},
	{EDI_TAG('A', 'D', 'D'), BOOKING | WHO, booking_add, SAME, false},
	{EDI_TAG('A', 'D', 'D'), WHERE, booking_add, SAME, true},
	{EDI_TAG('A', 'P', 'D'), NOW, itinerary_apd, GROUP_SEGMENT, false},
	{EDI_TAG('D', 'A', 'T'), BOOKING, booking_dat, SAME, false},
	{EDI_TAG('D', 'A', 'T'), WHO, ticket_dat, SAME, false},
	{EDI_TAG('D', 'A', 'T'), WHERE, checkin_dat, GROUP_CHECKIN, false},
	{EDI_TAG('D', 'A', 'T'), PAST, history_dat, SAME, false},
	{EDI_TAG('E', 'B', 'D'), BOOKING | WHO, booking_ebd, SAME, false},
	{EDI_TAG('E', 'B', 'D'), FLIGHT, booking_ebd, SAME, true},
	{EDI_TAG('E', 'Q', 'N'), PUSH, push_eqn, SAME, false},
	{EDI_TAG('E', 'Q', 'N'), ANY, booking_eqn, GROUP_SPLIT, false},
	{EDI_TAG('F', 'A', 'R'), WHO, fare_far, SAME, false},
	{EDI_TAG('F', 'O', 'P'), WHO, ticket_fop, GROUP_PAYMENT, false},
	{EDI_TAG('F', 'O', 'P'), BOOKING, ticket_fop, SAME, true},
	{EDI_TAG('F', 'T', 'I'), WHO, traveller_fti, SAME, false},
	{EDI_TAG('I', 'F', 'T'), IN(GROUP_PAYMENT), payment_ift, SAME, false},
	{EDI_TAG('I', 'F', 'T'), NOW, booking_ift, SAME, false},
	{EDI_TAG('I', 'F', 'T'), PAST, history_ift, SAME, false},
	{EDI_TAG('L', 'T', 'S'), ANY, booking_lts, SAME, false},
	{EDI_TAG('M', 'O', 'N'), WHO, fare_mon, SAME, false},
	{EDI_TAG('M', 'S', 'G'), PUSH, push_msg, SAME, false},
	{EDI_TAG('M', 'S', 'G'), ANY, itinerary_msg, GROUP_SERVICE, false},
	{EDI_TAG('O', 'R', 'G'), PUSH, push_org, SAME, false},
	{EDI_TAG('O', 'R', 'G'), BOOKING, booking_org, SAME, false},
	{EDI_TAG('O', 'R', 'G'), WHO, booking_org, SAME, true},
	{EDI_TAG('O', 'R', 'G'), WHERE, checkin_org, GROUP_CHECKIN, false},
	{EDI_TAG('P', 'T', 'K'), WHO, ticket_ptk, SAME, false},
	{EDI_TAG('R', 'C', 'I'), BOOKING, booking_rci, SAME, false},
	{EDI_TAG('R', 'C', 'I'), SPLIT, booking_split_rci, SAME, false},
	{EDI_TAG('R', 'C', 'I'), WHERE, booking_segment_rci, SAME, false},
	{EDI_TAG('R', 'C', 'I'), WHO, booking_segment_rci, SAME, true},
	{EDI_TAG('R', 'E', 'F'), WHO, traveller_ref, SAME, false},
	{EDI_TAG('R', 'P', 'I'), NOW, itinerary_rpi, GROUP_SEGMENT, false},
	{EDI_TAG('R', 'P', 'I'), PAST, history_rpi, SAME, false},
	{EDI_TAG('S', 'A', 'C'), ANY, history_sac, GROUP_CHANGE, false},
	{EDI_TAG('S', 'S', 'D'), CHECKED, checkin_ssd, SAME, false},
	{EDI_TAG('S', 'S', 'D'), NOW, checkin_ssd, GROUP_CHECKIN, true},
	{EDI_TAG('S', 'S', 'R'), NOW, service_ssr, SAME, false},
	{EDI_TAG('S', 'S', 'R'), PAST, history_ssr, SAME, false},
	{EDI_TAG('T', 'B', 'D'), CHECKED, checkin_tbd, SAME, false},
	{EDI_TAG('T', 'B', 'D'), NOW, checkin_tbd, GROUP_CHECKIN, true},
	{EDI_TAG('T', 'B', 'D'), PAST, history_tbd, SAME, false},
	{EDI_TAG('T', 'I', 'F'), CHECKED, checkin_tif, GROUP_BOARDING, false},
	{EDI_TAG('T', 'I', 'F'), BOOKING | WHO, traveller_tif, SAME, false},
	{EDI_TAG('T', 'I', 'F'), WHERE, traveller_tif_late, SAME, false},
	{EDI_TAG('T', 'I', 'F'), PAST, history_tif, SAME, false},
	{EDI_TAG('T', 'K', 'T'), WHO, ticket_tkt, GROUP_TICKET, false},
	{EDI_TAG('T', 'R', 'A'), NOW, itinerary_tra, GROUP_SEGMENT, false},
	{EDI_TAG('T', 'R', 'A'), PAST, history_tra, SAME, false},
	{EDI_TAG('T', 'R', 'I'), WHERE, checkin_tri, GROUP_BOARDING, false},
	{EDI_TAG('T', 'R', 'I'), BOOKING | WHO, checkin_tri, GROUP_BOARDING, true},
	{EDI_TAG('T', 'V', 'L'), PUSH, push_tvl, SAME, false},
	{EDI_TAG('T', 'V', 'L'), IN(GROUP_SERVICE), itinerary_service, GROUP_SEGMENT, false},
	{EDI_TAG('T', 'V', 'L'), NOW, itinerary_tvl, GROUP_SEGMENT, false},
	{EDI_TAG('T', 'V', 'L'), PAST, history_tvl, GROUP_CHANGED, false},
	{EDI_TAG('T', 'X', 'D'), WHO, fare_txd, SAME, false},
};
#define RULES (sizeof rules / sizeof rules[0])

/* The first rule whose tag is not before `code`. Halved without a branch on
 * what is found: segments come in no order that could be foreseen. */
static size_t rules_from(uint32_t code)
{
	size_t at = 0;
	for (size_t n = RULES; n > 1; n -= n / 2)
		at += rules[at + n / 2 - 1].code < code ? n / 2 : 0;
	return at + (rules[at].code < code);
}

static bool is_known(uint32_t code)
{
	size_t i = rules_from(code);
	return i < RULES && rules[i].code == code;
}

static const struct rule *rule_search(uint32_t code, enum group group)
{
	size_t i = rules_from(code);
	for (; i < RULES && rules[i].code == code; i++) {
		if (rules[i].in & IN(group))
			return &rules[i];
	}
	return NULL;
}

static const struct rule *rule_of(struct rule_memo *m, uint32_t code, enum group group)
{
	uint32_t key = code << 8 | group;
	uint32_t place = key * UINT32_C(2654435761) >> 25;
	_Static_assert(RULE_MEMO == 1 << (32 - 25), "the places of the memo");
	if (m->key[place] != key) {
		m->key[place] = key;
		m->rule[place] = rule_search(code, group);
	}
	return m->rule[place];
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

/* The first TIF was lost: what only a traveller has stands with the booking. */
static bool is_lost_traveller(const struct pnr *p)
{
	if (p->group != GROUP_BOOKING || !p->b)
		return false;
	switch (p->r->segment.code) {
	case EDI_TAG('F', 'A', 'R'):
	case EDI_TAG('F', 'T', 'I'):
	case EDI_TAG('M', 'O', 'N'):
	case EDI_TAG('P', 'T', 'K'):
	case EDI_TAG('R', 'E', 'F'):
	case EDI_TAG('T', 'K', 'T'):
	case EDI_TAG('T', 'X', 'D'):
		return true;
	default:
		return false;
	}
}

/* The first ABI was lost: only history has times of this kind. */
static bool is_lost_history(struct pnr *p)
{
	if (p->r->segment.code != EDI_TAG('D', 'A', 'T') || !p->b || (PAST & IN(p->group)))
		return false;
	struct slice code = pnr_text(p, 0, 0);
	return slice_is(code, "T") || slice_is(code, "ZT");
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

static void segment_take(struct pnr *p, struct rule_memo *memo)
{
	const struct edi_segment *s = &p->r->segment;
	segment_start_of_booking(p);
	if (s->code == EDI_TAG('S', 'R', 'C') || (!p->b && p->group != GROUP_MESSAGE))
		return;
	if (p->b)
		reader_extend(p->r, &p->b->place);
	if (is_lost_traveller(p))
		traveller_without_tif(p);
	else if (is_lost_history(p))
		history_without_abi(p);
	const struct rule *rule = rule_of(memo, s->code, p->group);
	if (!rule || rule->stray)
		edi_finding(p->r, SEVERITY_WARNING, "segment-unexpected",
			    is_known(s->code)
				    ? (rule ? "%s does not stand where the standard puts it"
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
	struct rule_memo memo = {0};
	while (reader_next(r))
		segment_take(&p, &memo);
	booking_end(&p);
	push_end(&p);
}
