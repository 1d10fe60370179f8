/* SPDX-License-Identifier: Apache-2.0 */
#include "model/answer.h"

/* ---- Codes ---- */

struct meaning {
	const char *code;
	int value;
};

static int meaning_of(const struct meaning *table, size_t count, struct slice code, int none,
		      int other)
{
	if (!slice_present(code))
		return none;
	for (size_t i = 0; i < count; i++) {
		if (slice_is_nocase(code, table[i].code))
			return table[i].value;
	}
	return other;
}

#define MEANING_OF(table, code, none, other) \
	meaning_of((table), sizeof(table) / sizeof((table)[0]), (code), (none), (other))

enum answer_status answer_status_of(struct slice code)
{
	static const struct meaning table[] = {
		{"3", ANSWER_ACCEPTED},
		{"6", ANSWER_ACCEPTED_WITH_ERRORS},
		{"7", ANSWER_REJECTED},
		{"AP", ANSWER_ACCEPTED},
		{"CA", ANSWER_ACCEPTED_WITH_ERRORS},
		{"RE", ANSWER_REJECTED},
	};
	return (enum answer_status)MEANING_OF(table, code, ANSWER_NONE, ANSWER_OTHER);
}

/* The first of two characters decides; the second one is of the travel authorisation. */
enum response_status response_status_of(struct slice code)
{
	static const struct meaning alone[] = {
		{"0", RESPONSE_ACCEPTED},
		{"1", RESPONSE_EXCEPTION},
	};
	static const struct meaning first[] = {
		{"0", RESPONSE_OK_TO_BOARD},       {"1", RESPONSE_DO_NOT_BOARD},
		{"2", RESPONSE_ADVISORY},          {"3", RESPONSE_NOT_IDENTIFIED},
		{"4", RESPONSE_INSUFFICIENT_DATA},
	};
	if (code.n == 2 && (ascii_alpha(code.p[1]) || ascii_digit(code.p[1])))
		return (enum response_status)MEANING_OF(first, slice_range(code, 0, 1),
							RESPONSE_NONE, RESPONSE_OTHER);
	return (enum response_status)MEANING_OF(alone, code, RESPONSE_NONE, RESPONSE_OTHER);
}

enum syntax_action syntax_action_of(struct slice code)
{
	static const struct meaning table[] = {
		{"4", ACTION_REJECTED},
		{"7", ACTION_ACKNOWLEDGED},
		{"8", ACTION_RECEIVED},
	};
	return (enum syntax_action)MEANING_OF(table, code, ACTION_NONE, ACTION_OTHER);
}

/* ---- Names ---- */

const char *answer_status_name(enum answer_status s)
{
	static const char *const names[] = {NULL, "accepted", "accepted-with-errors", "rejected",
					    "other"};
	return names[s];
}

const char *response_status_name(enum response_status s)
{
	static const char *const names[] = {
		[RESPONSE_NONE] = NULL,
		[RESPONSE_ACCEPTED] = "accepted",
		[RESPONSE_EXCEPTION] = "exception",
		[RESPONSE_OK_TO_BOARD] = "ok-to-board",
		[RESPONSE_DO_NOT_BOARD] = "do-not-board",
		[RESPONSE_ADVISORY] = "advisory",
		[RESPONSE_NOT_IDENTIFIED] = "not-identified",
		[RESPONSE_INSUFFICIENT_DATA] = "insufficient-data",
		[RESPONSE_OTHER] = "other",
	};
	return names[s];
}

const char *answer_scope_name(enum answer_scope s)
{
	static const char *const names[] = {NULL, "message", "traveller"};
	return names[s];
}

const char *syntax_level_name(enum syntax_level l)
{
	static const char *const names[] = {"interchange", "group", "message", "segment",
					    "element"};
	return names[l];
}

const char *syntax_action_name(enum syntax_action a)
{
	static const char *const names[] = {NULL, "rejected", "acknowledged", "received", "other"};
	return names[a];
}

struct error_name {
	const char *code, *name;
};

static const char *name_of(const struct error_name *table, size_t count, struct slice code)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_is(code, table[i].code))
			return table[i].name;
	}
	return NULL;
}

const char *application_error_name(struct slice code)
{
	static const struct error_name table[] = {
		{"103", "departure-time-invalid"},
		{"114", "flight-number-invalid"},
	};
	return name_of(table, sizeof table / sizeof table[0], code);
}

const char *syntax_error_name(struct slice code)
{
	static const struct error_name table[] = {
		{"2", "syntax-not-supported"},
		{"7", "recipient-wrong"},
		{"12", "value-invalid"},
		{"13", "missing"},
		{"14", "value-not-supported-here"},
		{"15", "not-supported-here"},
		{"16", "too-many-constituents"},
		{"17", "no-agreement"},
		{"18", "unspecified"},
		{"20", "character-invalid-as-service-character"},
		{"21", "character-invalid"},
		{"22", "service-character-invalid"},
		{"23", "sender-unknown"},
		{"24", "too-old"},
		{"25", "test-not-supported"},
		{"26", "duplicate"},
		{"28", "references-differ"},
		{"29", "count-wrong"},
		{"30", "groups-and-messages-mixed"},
		{"32", "lower-level-empty"},
		{"33", "outside-of-message-or-group"},
		{"35", "too-many-repetitions"},
		{"36", "too-many-group-repetitions"},
		{"37", "character-type-wrong"},
		{"39", "too-long"},
		{"40", "too-short"},
		{"45", "trailing-separator"},
		{"46", "character-set-not-supported"},
		{"47", "envelope-not-supported"},
		{"48", "dependency-violated"},
	};
	return name_of(table, sizeof table / sizeof table[0], code);
}

enum response_status answer_point_status(const struct answer_point *p)
{
	LIST_EACH(const struct answer_code, c, &p->codes)
	{
		if (c->status != RESPONSE_OK_TO_BOARD && c->status != RESPONSE_ACCEPTED)
			return c->status;
	}
	return p->codes.first ? p->codes.first->status : RESPONSE_NONE;
}
