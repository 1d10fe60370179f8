/* SPDX-License-Identifier: Apache-2.0
 *
 * CONTRL (ISO 9735-4): a segment for each report, in their order.
 */
#include "decode/write/answers_parts.h"

#include <stdio.h>

struct number_text {
	char text[16];
};

/* Empty for 0, which is no position. */
static struct number_text number_text(unsigned n)
{
	struct number_text out = {""};
	if (n > 0)
		(void)snprintf(out.text, sizeof out.text, "%u", n);
	return out;
}

/* S011 */
static void put_position(struct emit *w, const struct syntax_report *t)
{
	struct number_text element = number_text(t->element);
	struct number_text component = number_text(t->component);
	struct number_text repetition = number_text(t->repetition);
	emit_element(w, slice_of(element.text));
	emit_component(w, slice_of(component.text));
	emit_component(w, slice_of(repetition.text));
}

static void put_outcome(struct emit *w, const struct syntax_report *t)
{
	emit_element(w, t->action_code);
	emit_element(w, t->error_code);
	emit_element(w, t->service_segment);
	put_position(w, t);
}

static void put_party(struct emit *w, const struct syntax_party *p)
{
	emit_element(w, p->id);
	emit_component(w, p->qualifier);
}

static void put_envelope(struct emit *w, const char *tag, const struct syntax_report *t)
{
	emit_segment(w, tag);
	emit_element(w, t->reference);
	put_party(w, &t->sender);
	put_party(w, &t->recipient);
	put_outcome(w, t);
}

#define VERSION_PARTS 4 /* 0052, 0054, 0051, 0057 */

static void put_message(struct emit *w, const struct syntax_report *t)
{
	struct slice rest = t->version;
	emit_segment(w, "UCM");
	emit_element(w, t->reference);
	emit_element(w, t->type);
	for (int i = 1; i < VERSION_PARTS; i++) {
		size_t colon = slice_find(rest, ':', 0);
		emit_component(w, slice_range(rest, 0, colon));
		rest = colon == SIZE_MAX ? (struct slice){0} : slice_range(rest, colon + 1, rest.n);
	}
	emit_component(w, rest);
	put_outcome(w, t);
}

static void put_report(struct emit *w, const struct syntax_report *t)
{
	struct number_text segment = number_text(t->segment);
	switch (t->level) {
	case LEVEL_INTERCHANGE:
		put_envelope(w, "UCI", t);
		break;
	case LEVEL_GROUP:
		put_envelope(w, "UCF", t);
		break;
	case LEVEL_MESSAGE:
		put_message(w, t);
		break;
	case LEVEL_SEGMENT:
		emit_segment(w, "UCS");
		emit_element(w, slice_of(segment.text));
		emit_element(w, t->error_code);
		break;
	case LEVEL_ELEMENT:
		emit_segment(w, "UCD");
		emit_element(w, t->error_code);
		put_position(w, t);
		break;
	}
}

void contrl_write(struct emit *w, const struct message *m)
{
	LIST_EACH(const struct syntax_report, t, &m->answer->reports)
	{
		put_report(w, t);
	}
}
