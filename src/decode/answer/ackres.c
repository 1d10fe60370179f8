/* SPDX-License-Identifier: Apache-2.0
 *
 * ACKRES, the acknowledgement of a PNRGOV or GOVREQ (IATA PADIS): MSG, and an
 * ERC with its IFT for each error.
 */
#include "decode/answer/answer.h"

static void read_msg(struct answering *s)
{
	struct slice code = answer_value(s, 0, 1);
	struct message *m = s->m;
	if (!slice_present(code)) /* "MSG+23+3" */
		code = answer_value(s, 0, 0);
	m->function_code = code;
	if (slice_is(code, "23"))
		m->function = FUNCTION_ACKNOWLEDGEMENT;
	else if (slice_is(code, "22")) /* some repeat what they acknowledge */
		m->function = FUNCTION_FULL;
	else if (slice_is(code, "141"))
		m->function = FUNCTION_UPDATE;
	else
		m->function = slice_present(code) ? FUNCTION_OTHER : FUNCTION_NONE;
	if (m->function == FUNCTION_OTHER)
		edi_finding(s->r, SEVERITY_WARNING, "function-unknown",
			    "MSG is none of 23 (acknowledgement), 22 and 141 (of a push)");
	answer_set_status(s, answer_value(s, 1, 0));
}

static void read_erc(struct answering *s)
{
	struct answer_code *c = answer_code_add(s, answer_point_add(s, SCOPE_MESSAGE));
	if (c && !application_error_name(c->code))
		edi_finding(s->r, SEVERITY_INFO, "error-code-unknown",
			    "ERC has a code whose meaning is not known here; it was kept");
}

static void read_ift(struct answering *s)
{
	struct slice subject = answer_value(s, 0, 0);
	for (unsigned e = 1; e < s->r->segment.elements; e++)
		answer_texts(s, subject, (struct slice){0}, e, 0);
}

static const struct answer_step steps[] = {
	ANSWER_STEP('E', 'R', 'C', read_erc),
	ANSWER_STEP('I', 'F', 'T', read_ift),
	ANSWER_STEP('M', 'S', 'G', read_msg),
	{0, NULL},
};

void ackres_read(struct edi_reader *r, struct message *m, const struct message_context *ctx)
{
	struct answering s;
	answer_read(&s, r, m, ctx, steps);
	if (m->function == FUNCTION_NONE)
		edi_finding(r, SEVERITY_WARNING, "function-missing",
			    "no MSG says what the message acknowledges");
	if (s.a->status == ANSWER_NONE)
		edi_finding(
			r, SEVERITY_ERROR, "answer-status-missing",
			"the message does not say whether it was accepted (MSG, response type)");
}
