/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/paxlst/list.h"

struct slice list_either(struct list *l, unsigned element, unsigned component,
			 unsigned other_element, unsigned other_component)
{
	struct slice s = list_text(l, element, component);
	return slice_present(s) ? s : list_text(l, other_element, other_component);
}

bool list_room(struct list *l, unsigned count)
{
	if (count < LIST_RECORDS_MAX)
		return true;
	if (!l->limit_reported)
		edi_finding(l->r, SEVERITY_ERROR, "records-limit",
			    "the traveller has more records of a kind than the %d that are kept",
			    LIST_RECORDS_MAX);
	l->limit_reported = true;
	return false;
}

/* What says nothing of anybody: the end of a section, a signature. */
static void pass(struct list *l)
{
	(void)l;
}

struct list_step {
	uint32_t code;
	unsigned order; /* in the standard's order of a traveller's group */
	void (*read)(struct list *l);
};

#define STEP(a, b, c, order, function) \
	{ \
		EDI_TAG(a, b, c), order, function \
	}
#define STEPS_END \
	{ \
		0, 0, NULL \
	}

static const struct list_step header_steps[] = {
	STEP('B', 'G', 'M', 0, list_bgm),
	STEP('R', 'F', 'F', 0, header_rff),
	STEP('D', 'T', 'M', 0, header_dtm),
	STEP('L', 'O', 'C', 0, flight_loc),
	STEP('C', 'T', 'A', 0, reporter_cta),
	STEP('U', 'N', 'S', 0, pass),
	STEP('C', 'N', 'T', 0, list_cnt),
	STEP('A', 'U', 'T', 0, pass),
	STEPS_END,
};

static const struct list_step reporter_steps[] = {
	STEP('C', 'O', 'M', 0, reporter_com),
	STEP('C', 'T', 'A', 0, reporter_cta),
	STEP('R', 'F', 'F', 0, header_rff),
	STEP('D', 'T', 'M', 0, header_dtm),
	STEP('L', 'O', 'C', 0, flight_loc),
	STEP('B', 'G', 'M', 0, list_bgm),
	STEP('C', 'N', 'T', 0, list_cnt),
	STEP('A', 'U', 'T', 0, pass),
	STEPS_END,
};

static const struct list_step flight_steps[] = {
	STEP('L', 'O', 'C', 0, flight_loc),
	STEP('D', 'T', 'M', 0, flight_dtm),
	STEP('R', 'F', 'F', 0, header_rff),
	STEP('C', 'N', 'T', 0, list_cnt),
	STEP('A', 'U', 'T', 0, pass),
	STEP('U', 'N', 'S', 0, pass),
	STEPS_END,
};

static const struct list_step person_steps[] = {
	STEP('L', 'O', 'C', 6, person_loc),
	STEP('R', 'F', 'F', 10, person_rff),
	STEP('D', 'T', 'M', 2, person_dtm),
	STEP('D', 'O', 'C', LIST_ORDER_DOCUMENT, document_doc),
	STEP('N', 'A', 'T', 9, person_nat),
	STEP('A', 'T', 'T', 1, person_att),
	STEP('G', 'E', 'I', 4, person_gei),
	STEP('M', 'E', 'A', 3, person_mea),
	STEP('F', 'T', 'X', 5, person_ftx),
	STEP('C', 'O', 'M', 7, person_com),
	STEP('E', 'M', 'P', 8, person_emp),
	STEP('G', 'I', 'S', 4, person_gis),
	STEP('C', 'P', 'I', 12, person_other),
	STEP('Q', 'T', 'Y', 12, person_other),
	STEP('G', 'I', 'D', 13, person_other),
	STEP('T', 'D', 'T', 14, person_other),
	STEP('C', 'N', 'T', 0, list_cnt),
	STEP('A', 'U', 'T', 0, pass),
	STEPS_END,
};

static const struct list_step *const steps_of_group[] = {
	[LIST_HEADER] = header_steps,
	[LIST_REPORTER] = reporter_steps,
	[LIST_FLIGHT] = flight_steps,
	[LIST_PERSON] = person_steps,
};

static const struct list_step *search_step(enum list_group group, uint32_t code)
{
	for (const struct list_step *s = steps_of_group[group]; s->read; s++) {
		if (s->code == code)
			return s;
	}
	return NULL;
}

static const struct list_step *find_step(struct list *l)
{
	uint32_t key = l->r->segment.code << 8 | l->group;
	struct list_memo *m = &l->memo[key * UINT32_C(2654435761) >> 26];
	_Static_assert(LIST_MEMO == 1 << (32 - 26), "the places of the memo");
	if (m->key != key)
		*m = (struct list_memo){key, search_step(l->group, l->r->segment.code)};
	return m->step;
}

/* NAD, PDT and TDT begin groups wherever they stand. */
static bool begin_group(struct list *l)
{
	uint32_t code = l->r->segment.code;
	if (code == EDI_TAG('N', 'A', 'D')) {
		flight_end(l);
		if (list_qualifier(l, "MS") && l->group != LIST_PERSON)
			reporter_nad(l);
		else
			person_nad(l);
		return true;
	}
	if (code == EDI_TAG('P', 'D', 'T')) {
		flight_end(l);
		person_pdt(l);
		return true;
	}
	if (code == EDI_TAG('T', 'D', 'T') && l->group != LIST_PERSON) {
		flight_end(l);
		flight_tdt(l);
		return true;
	}
	return false;
}

static void read_segment(struct list *l)
{
	struct edi_reader *r = l->r;
	l->gap |= r->gaps != l->gaps;
	l->gaps = r->gaps;
	l->qualifier = list_text(l, 0, 0);
	l->qualifier_code = list_code(l->qualifier);
	if (begin_group(l)) {
		l->gap = false;
		l->order = 0;
		return;
	}
	if (l->group != LIST_PERSON && person_owns(l))
		person_without_nad(l);
	const struct list_step *step = find_step(l);
	if (!step) {
		/* It may be a damaged NAD or DOC. */
		l->gap = true;
		edi_finding(r, SEVERITY_WARNING, "segment-unexpected",
			    "%s does not belong here and was not read", r->segment.tag);
		return;
	}
	l->now = step->order;
	step->read(l);
	if (l->group != LIST_PERSON || step->order == 0)
		return;
	l->order = l->now;
	l->furthest = l->now > l->furthest ? l->now : l->furthest;
	if (l->t)
		reader_extend(r, &l->t->place);
}

static void check_list(struct list *l)
{
	struct message *m = l->m;
	if (m->function == FUNCTION_NONE)
		edi_finding(l->r, SEVERITY_ERROR, "function-missing",
			    "the message has no BGM that says what kind of list it is");
	if (!m->flights.first)
		edi_finding(l->r, SEVERITY_ERROR, "flight-missing",
			    "the message names no flight or voyage (TDT)");
	else if (!m->flights.first->legs.first && m->function != FUNCTION_MASTER_CREW)
		edi_finding(l->r, SEVERITY_ERROR, "leg-missing",
			    "the message names no port of departure or arrival (LOC 125, 87)");
}

void paxlst_read(struct edi_reader *r, struct message *m, const struct message_context *ctx)
{
	struct list l = {.r = r, .m = m, .date = ctx->date, .gaps = r->gaps};
	while (reader_next(r))
		read_segment(&l);
	flight_end(&l);
	check_list(&l);
}
