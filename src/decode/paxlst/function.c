/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/paxlst/list.h"

/* BGM 1001 and 1004 (guide, "BGM matrix"; standards differ from UN titles). */
static const struct {
	const char *list, *code;
	enum message_function function;
} functions[] = {
	{"745", "", FUNCTION_PASSENGERS},
	{"745", "CP", FUNCTION_CHANGE},
	{"745", "XR", FUNCTION_CANCEL},
	{"745", "RP", FUNCTION_REDUCE},
	{"745", "DC", FUNCTION_PASSENGERS}, /* departure confirmed, United Kingdom */
	{"745", "CI", FUNCTION_PASSENGERS}, /* check-in, United Kingdom */
	{"266", "CL", FUNCTION_CLOSE},
	{"266", "CLNB", FUNCTION_CLOSE_NOT_ON_BOARD},
	{"266", "CLOB", FUNCTION_CLOSE_ON_BOARD},
	{"266", "XF", FUNCTION_CANCEL_FLIGHT},
	{"266", "CF", FUNCTION_CHANGE_FLIGHT},
	{"250", "", FUNCTION_CREW},
	{"250", "C", FUNCTION_CREW}, /* passenger flight */
	{"250", "B", FUNCTION_CREW}, /* cargo flight */
	{"250", "A", FUNCTION_CREW}, /* passing over, passenger flight */
	{"250", "D", FUNCTION_CREW}, /* passing over, cargo flight */
	{"250", "E", FUNCTION_CREW}, /* going on inside the country, passenger flight */
	{"250", "F", FUNCTION_CREW}, /* going on inside the country, cargo flight */
	{"250", "CC", FUNCTION_CREW_CHANGE},
	{"250", "BC", FUNCTION_CREW_CHANGE},
	{"250", "EC", FUNCTION_CREW_CHANGE},
	{"250", "FC", FUNCTION_CREW_CHANGE},
	{"250", "CL", FUNCTION_CLOSE},
	{"250", "CLNB", FUNCTION_CLOSE_NOT_ON_BOARD},
	{"250", "CLOB", FUNCTION_CLOSE_ON_BOARD},
	{"336", "", FUNCTION_MASTER_CREW},
	{"336", "G", FUNCTION_MASTER_CREW}, /* add */
	{"336", "H", FUNCTION_MASTER_CREW}, /* delete */
	{"336", "I", FUNCTION_MASTER_CREW}, /* change */
	{"655", "", FUNCTION_GATE_PASS},
};

#define FUNCTIONS (sizeof functions / sizeof functions[0])

static bool function_find(struct slice list, struct slice code, enum message_function *found)
{
	for (size_t i = 0; i < FUNCTIONS; i++) {
		if (slice_is(list, functions[i].list) && slice_is_nocase(code, functions[i].code)) {
			*found = functions[i].function;
			return true;
		}
	}
	return false;
}

/* 1004; or one of the components behind 1001 (United Kingdom). */
static struct slice function_code(struct list *l, struct slice list)
{
	struct slice code = list_text(l, 1, 0);
	for (unsigned c = 1; !slice_present(code) && c < 4; c++) {
		struct slice other = list_text(l, 0, c);
		enum message_function unused;
		if (slice_present(other) && function_find(list, other, &unused))
			code = other;
	}
	return code;
}

void list_bgm(struct list *l)
{
	struct slice list = list_text(l, 0, 0);
	struct slice code = function_code(l, list);
	struct message *m = l->m;
	m->function_code = slice_present(code) ? arena_printf(l->r->arena, "%.*s+%.*s",
							      SLICE_ARG(list), SLICE_ARG(code))
					       : list;
	if (function_find(list, code, &m->function))
		return;
	m->function = FUNCTION_OTHER;
	edi_finding(l->r, SEVERITY_WARNING, "function-unknown",
		    "BGM names a kind of list or a function that is not in the guides");
}
