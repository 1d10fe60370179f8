/* SPDX-License-Identifier: Apache-2.0
 *
 * CONTRL, the report on an interchange's syntax (ISO 9735-4): UCI, UCF, UCM,
 * UCS, UCD, each about what stands above it.
 */
#include "decode/answer/answer.h"

static struct syntax_report *report_add(struct answering *s, enum syntax_level level)
{
	struct syntax_report *t = LIST_ADD(&s->a->reports, s->r->arena, struct syntax_report);
	if (!t)
		return NULL;
	t->level = level;
	t->place = edi_place(&s->r->segment);
	return t;
}

/* A position, which counts from 1; 0 where none is said. */
static unsigned position(struct answering *s, unsigned element, unsigned component)
{
	struct slice text = answer_value(s, element, component);
	uint64_t n = 0;
	bool fits = slice_u64(text, &n) && n <= UINT32_MAX;
	if (slice_present(text) && !fits)
		edi_finding(s->r, SEVERITY_WARNING, "position-wrong",
			    "%s holds a position that is no number", s->r->segment.tag);
	return fits ? (unsigned)n : 0;
}

static void set_action(struct answering *s, struct syntax_report *t, struct slice code)
{
	t->action_code = code;
	t->action = syntax_action_of(code);
	if (t->action == ACTION_OTHER)
		edi_finding(s->r, SEVERITY_WARNING, "action-unknown",
			    "%s: the action (0083) is none of 4, 7 and 8; it was kept",
			    s->r->segment.tag);
	if (t->action == ACTION_NONE)
		edi_finding(s->r, SEVERITY_WARNING, "action-missing",
			    "%s does not say what was done (0083)", s->r->segment.tag);
}

static void set_error(struct answering *s, struct syntax_report *t, struct slice code)
{
	t->error_code = code;
	if (slice_present(code) && !syntax_error_name(code))
		edi_finding(s->r, SEVERITY_INFO, "error-code-unknown",
			    "%s has a code whose meaning is not known here; it was kept",
			    s->r->segment.tag);
}

/* S011: 0098 element, 0104 component, 0136 occurrence. */
static void set_position(struct answering *s, struct syntax_report *t, unsigned element)
{
	t->element = position(s, element, 0);
	t->component = position(s, element, 1);
	t->repetition = position(s, element, 2);
}

/* 0083, 0085, 0135, S011, from `element` on. */
static void set_outcome(struct answering *s, struct syntax_report *t, unsigned element)
{
	set_action(s, t, answer_value(s, element, 0));
	set_error(s, t, answer_value(s, element + 1, 0));
	t->service_segment = answer_value(s, element + 2, 0);
	set_position(s, t, element + 3);
}

static struct syntax_party party(struct answering *s, unsigned element)
{
	struct syntax_party p = {.id = answer_value(s, element, 0)};
	p.qualifier = answer_value(s, element, 1);
	return p;
}

/* UCI and UCF: reference, sender, recipient, outcome. */
static void read_envelope(struct answering *s, enum syntax_level level)
{
	struct syntax_report *t = report_add(s, level);
	if (!t)
		return;
	t->reference = answer_value(s, 0, 0);
	t->sender = party(s, 1);
	t->recipient = party(s, 2);
	set_outcome(s, t, 3);
}

static void read_uci(struct answering *s)
{
	read_envelope(s, LEVEL_INTERCHANGE);
}

static void read_ucf(struct answering *s)
{
	read_envelope(s, LEVEL_GROUP);
}

/* The components of S009 behind the type, as they were sent. */
static struct slice version_of(struct answering *s)
{
	unsigned components = edi_components(&s->r->segment, 1);
	struct slice version = answer_value(s, 1, 1);
	for (unsigned c = 2; c < components && c < 5; c++) {
		struct slice more = answer_value(s, 1, c);
		version =
			arena_printf(s->r->arena, "%.*s:%.*s", SLICE_ARG(version), SLICE_ARG(more));
	}
	while (version.n > 0 && version.p[version.n - 1] == ':')
		version.n--;
	return version;
}

static void read_ucm(struct answering *s)
{
	struct syntax_report *t = report_add(s, LEVEL_MESSAGE);
	if (!t)
		return;
	t->reference = answer_value(s, 0, 0);
	t->type = answer_value(s, 1, 0);
	t->version = version_of(s);
	set_outcome(s, t, 2);
}

static void read_ucs(struct answering *s)
{
	struct syntax_report *t = report_add(s, LEVEL_SEGMENT);
	if (!t)
		return;
	t->segment = position(s, 0, 0);
	set_error(s, t, answer_value(s, 1, 0));
}

/* An element stands in the segment of the UCS before it. */
static void read_ucd(struct answering *s)
{
	const struct syntax_report *last = s->a->reports.last;
	struct syntax_report *t = report_add(s, LEVEL_ELEMENT);
	if (!t)
		return;
	if (last && (last->level == LEVEL_SEGMENT || last->level == LEVEL_ELEMENT))
		t->segment = last->segment;
	set_error(s, t, answer_value(s, 0, 0));
	set_position(s, t, 1);
}

static const struct answer_step steps[] = {
	ANSWER_STEP('U', 'C', 'D', read_ucd), ANSWER_STEP('U', 'C', 'S', read_ucs),
	ANSWER_STEP('U', 'C', 'M', read_ucm), ANSWER_STEP('U', 'C', 'F', read_ucf),
	ANSWER_STEP('U', 'C', 'I', read_uci), {0, NULL},
};

void contrl_read(struct edi_reader *r, struct message *m, const struct message_context *ctx)
{
	struct answering s;
	answer_read(&s, r, m, ctx, steps);
	const struct syntax_report *first = s.a->reports.first;
	if (!first || first->level != LEVEL_INTERCHANGE)
		edi_finding(r, SEVERITY_ERROR, "report-incomplete",
			    "the message does not begin with the interchange it reports on (UCI)");
}
