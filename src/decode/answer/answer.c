/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/answer/answer.h"

#include "decode/pnrgov/card.h"
#include "decode/pnrgov/pnr.h"

static const struct answer_step *find_step(const struct answer_step *steps, uint32_t code)
{
	for (; steps->read; steps++) {
		if (steps->code == code)
			return steps;
	}
	return NULL;
}

static void read_segment(struct answering *s, const struct answer_step *steps)
{
	const struct answer_step *step = find_step(steps, s->r->segment.code);
	s->gap |= s->r->gaps != s->gaps;
	s->gaps = s->r->gaps;
	if (!step) {
		s->gap = true; /* it may be a damaged one of those */
		edi_finding(s->r, SEVERITY_WARNING, "segment-unexpected",
			    "%s does not belong here and was not read", s->r->segment.tag);
		return;
	}
	step->read(s);
	s->gap = false;
	if (s->point)
		reader_extend(s->r, &s->point->place);
}

void answer_read(struct answering *s, struct edi_reader *r, struct message *m,
		 const struct message_context *ctx, const struct answer_step *steps)
{
	*s = (struct answering){.r = r, .m = m, .date = ctx->date, .gaps = r->gaps};
	m->answer = ARENA_NEW(r->arena, struct answer);
	s->a = m->answer ? m->answer : &s->lost;
	s->a->access_ref = m->business_ref;
	while (reader_next(r))
		read_segment(s, steps);
}

/* Texts are erased in their place, with the letter X. */
static bool is_erased(struct slice text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != 'X')
			return false;
	}
	return text.n >= 2;
}

static void text_add(struct answering *s, struct answer_text text)
{
	struct answer_text *to =
		s->point ? LIST_ADD(&s->point->texts, s->r->arena, struct answer_text)
			 : LIST_ADD(&s->a->texts, s->r->arena, struct answer_text);
	if (!to)
		return;
	*to = text;
	to->place = edi_place(&s->r->segment);
}

void answer_texts(struct answering *s, struct slice subject, struct slice code, unsigned element,
		  unsigned component)
{
	unsigned components = edi_components(&s->r->segment, element);
	for (unsigned c = component; c < components; c++) {
		struct slice text = answer_value(s, element, c);
		if (!slice_present(text) || is_erased(text))
			continue;
		text = card_mask_text(s->r->arena, text, CARD_IN_FREE_TEXT);
		text_add(s, (struct answer_text){.subject = subject, .code = code, .text = text});
		code = (struct slice){0};
	}
	if (slice_present(code))
		text_add(s, (struct answer_text){.subject = subject, .code = code});
}

struct answer_point *answer_point_add(struct answering *s, enum answer_scope scope)
{
	s->point = LIST_ADD(&s->a->points, s->r->arena, struct answer_point);
	if (s->point)
		s->point->scope = scope;
	return s->point;
}

struct answer_code *answer_code_add(struct answering *s, struct answer_point *p)
{
	struct answer_code *c = p ? LIST_ADD(&p->codes, s->r->arena, struct answer_code) : NULL;
	if (!c)
		return NULL;
	c->code = answer_value(s, 0, 0);
	c->list = answer_value(s, 0, 1);
	c->agency = answer_value(s, 0, 2);
	c->place = edi_place(&s->r->segment);
	return c;
}

void answer_set_status(struct answering *s, struct slice code)
{
	s->a->status_code = code;
	s->a->status = answer_status_of(code);
	if (s->a->status == ANSWER_OTHER)
		edi_finding(s->r, SEVERITY_WARNING, "answer-status-unknown",
			    "%s: the response type (4343) is none of the guides; it was kept, "
			    "and nothing may be taken for accepted",
			    s->r->segment.tag);
}
