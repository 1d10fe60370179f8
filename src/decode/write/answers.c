/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/write/answers.h"

#include "decode/write/answers_parts.h"

#include <assert.h>
#include <stdlib.h>

struct slice function_code(const struct message *m)
{
	if (slice_present(m->function_code))
		return m->function_code;
	if (m->function == FUNCTION_RESPONSE)
		return SLICE("962");
	if (m->function == FUNCTION_UNSOLICITED)
		return SLICE("132");
	if (m->function == FUNCTION_ACKNOWLEDGEMENT)
		return m->type == MESSAGE_CUSRES ? SLICE("312") : SLICE("23");
	if (m->function == FUNCTION_FULL)
		return SLICE("22");
	return m->function == FUNCTION_UPDATE ? SLICE("141") : (struct slice){0};
}

#define YEARS_CLEAR 49

bool two_digit_year(const struct message *m, struct date d)
{
	struct date prepared = m->prepared_at.date;
	return date_present(prepared) && abs(prepared.year - d.year) < YEARS_CLEAR;
}

bool answers_write(const struct message *m, struct buf *out)
{
	static const struct {
		enum message_type type;
		void (*write)(struct emit *w, const struct message *m);
	} writers[] = {
		{MESSAGE_CUSRES, cusres_write},
		{MESSAGE_ACKRES, ackres_write},
		{MESSAGE_GOVREQ, govreq_write},
		{MESSAGE_CONTRL, contrl_write},
	};
	struct emit w;
	size_t i = 0;
	assert(m->answer);
	while (i < sizeof writers / sizeof writers[0] && writers[i].type != m->type)
		i++;
	assert(i < sizeof writers / sizeof writers[0]);
	emit_interchange(&w, out, m);
	emit_message(&w, m, m->answer->access_ref);
	writers[i].write(&w, m);
	emit_message_end(&w);
	emit_interchange_end(&w);
	return !w.lossy;
}
