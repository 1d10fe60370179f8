/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/pnrgov/pnr.h"

/* Who made the change: C300 agency or sign, office; C328 place; country; company. */
void history_abi(struct pnr *p)
{
	struct slice id = pnr_text(p, 1, 0);
	bool is_agency = slice_digits(id); /* IATA number */
	p->history_by = (struct agency){.iata = is_agency ? id : (struct slice){NULL, 0},
					.sign = is_agency ? (struct slice){NULL, 0} : id,
					.office = pnr_text(p, 1, 1),
					.city = pnr_text(p, 2, 0),
					.country = pnr_country(p, pnr_text(p, 3, 0)),
					.system = pnr_text(p, 4, 0)};
	p->history_at = (struct slice){NULL, 0};
	p->history = NULL;
	p->change = NULL;
}

void history_without_abi(struct pnr *p)
{
	edi_finding(p->r, SEVERITY_WARNING, "segment-unexpected",
		    "%s: a time of the history, but no ABI stands before it", p->r->segment.tag);
	p->history_by = (struct agency){0};
	p->history = NULL;
	p->change = NULL;
	p->group = GROUP_HISTORY;
}

void history_dat(struct pnr *p)
{
	for (unsigned e = 0; e < p->r->segment.elements; e++) {
		struct slice at = pnr_instant(p, pnr_text(p, e, 1), pnr_text(p, e, 2));
		if (slice_present(at)) {
			p->history_at = at;
			return;
		}
	}
}

/* 4405, the third element: A added, X cancelled. */
void history_sac(struct pnr *p)
{
	struct slice code = pnr_text(p, 2, 0);
	p->history = NULL;
	if (slice_is(code, "A")) {
		p->change = "add";
	} else if (slice_is(code, "X")) {
		p->change = "cancel";
	} else if (slice_is(code, "C")) {
		p->change = "change";
	} else {
		p->change = NULL;
		edi_finding(p->r, SEVERITY_INFO, "history-action-unknown",
			    "SAC: unknown action code; what changed is kept without it");
	}
}

/* `what` becomes "cancel-segment" or, where no action is known, "segment". */
static struct history *entry_add(struct pnr *p, const char *what)
{
	struct booking *b = p->b;
	p->history = NULL;
	if (!pnr_room(p, b->history.count, PNR_LIST_MAX))
		return NULL;
	struct history *h = LIST_ADD(&b->history, p->r->arena, struct history);
	if (!h)
		return NULL;
	h->at = p->history_at;
	h->by = p->history_by;
	h->action = p->change ? arena_printf(p->r->arena, "%s-%s", p->change, what)
			      : slice_of(what);
	h->place = pnr_place(p);
	pnr_mark_booking(p, MARK_HISTORY, b->history.count);
	p->history = h;
	return h;
}

void history_tif(struct pnr *p)
{
	struct history *h = entry_add(p, "traveller");
	if (!h)
		return;
	struct slice family = pnr_text(p, 0, 0);
	struct slice given = pnr_text(p, 1, 0);
	h->text = slice_present(given) ? arena_printf(p->r->arena, "%.*s/%.*s", SLICE_ARG(family),
						      SLICE_ARG(given))
				       : family;
}

/* The code, the status, and the text or seat. */
void history_ssr(struct pnr *p)
{
	struct history *h = entry_add(p, "service");
	if (!h)
		return;
	struct slice code = pnr_text(p, 0, 0);
	struct slice status = pnr_text(p, 0, 1);
	struct slice text = service_text(p, code);
	if (!slice_present(text))
		text = pnr_text(p, 1, 0);
	h->text = arena_printf(p->r->arena, "%.*s%s%.*s%s%.*s", SLICE_ARG(code),
			       slice_present(status) ? " " : "", SLICE_ARG(status),
			       slice_present(text) ? " " : "", SLICE_ARG(text));
}

void history_ift(struct pnr *p)
{
	struct slice subject = pnr_text(p, 0, 0);
	bool all_in_one = subject.n > 3 && !slice_digits(subject);
	struct slice text = pnr_free_text(p, all_in_one ? 0 : 1, 0);
	struct history *h = slice_present(text) ? entry_add(p, "text") : NULL;
	if (h)
		h->text = text;
}

void history_tbd(struct pnr *p)
{
	struct history *h = entry_add(p, "bags");
	if (!h)
		return;
	struct slice tag = pnr_number(p, 4, 1);
	struct slice pieces = pnr_text(p, 1, 0);
	h->text = slice_present(tag) ? tag : pieces;
}

/* "Z9 418 NBO-LIS 2026-03-11T05:55" */
static struct slice segment_text(struct pnr *p, const struct segment *s)
{
	char departs[LOCAL_TIME_TEXT] = "";
	if (local_time_present(s->departs))
		local_time_write(s->departs, departs);
	struct slice number = slice_present(s->number) ? s->number : s->kind;
	return slice_trim(arena_printf(
		p->r->arena, "%.*s %.*s%.*s %.*s-%.*s %s", SLICE_ARG(s->carrier), SLICE_ARG(number),
		SLICE_ARG(s->suffix), SLICE_ARG(s->from), SLICE_ARG(s->to), departs));
}

void history_tvl(struct pnr *p)
{
	struct history *h = entry_add(p, "segment");
	if (!h)
		return;
	struct segment s = {0};
	segment_read(p, &s);
	h->segment = segment_text(p, &s);
}

/* Status and seats: "HK 3". */
void history_rpi(struct pnr *p)
{
	struct history *h = p->history;
	if (!h || !slice_present(h->segment))
		return;
	struct slice seats = pnr_text(p, 0, 0);
	struct slice status = pnr_text(p, 1, 0);
	(void)pnr_state(p, status);
	h->text = slice_trim(
		arena_printf(p->r->arena, "%.*s %.*s", SLICE_ARG(status), SLICE_ARG(seats)));
	reader_extend(p->r, &h->place);
}

/* The operating carrier and its flight, behind the one that was booked. */
void history_tra(struct pnr *p)
{
	struct history *h = p->history;
	struct slice carrier = pnr_text(p, 0, 0);
	if (!h || !slice_present(h->segment) || !slice_present(carrier))
		return;
	struct flight_code code = flight_split(pnr_text(p, 1, 0), carrier);
	h->segment = slice_trim(arena_printf(p->r->arena, "%.*s (%.*s %.*s)", SLICE_ARG(h->segment),
					     SLICE_ARG(carrier), SLICE_ARG(code.number)));
	reader_extend(p->r, &h->place);
}
