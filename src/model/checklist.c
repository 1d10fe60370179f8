/* SPDX-License-Identifier: Apache-2.0 */
#include "model/checklist.h"

#include <assert.h>
#include <stdio.h>

static const char *const names[CRITERION_COUNT] = {
	[CRITERION_NAME] = "name",
	[CRITERION_BIRTH_DATE] = "birth-date",
	[CRITERION_SEX] = "sex",
	[CRITERION_NATIONALITY] = "nationality",
	[CRITERION_DOCUMENT] = "document",
	[CRITERION_PLACE_OF_BIRTH] = "place-of-birth",
	[CRITERION_PHOTOGRAPH] = "photograph",
	[CRITERION_INDICATORS] = "indicators",
	[CRITERION_EXONERATING] = "exonerating",
	[CRITERION_PROTECTED_GROUNDS] = "protected-grounds",
	[CRITERION_PROPORTIONATE] = "proportionate",
};

static const char *const answers[] = {
	[ANSWER_NONE] = "",
	[ANSWER_AGREES] = "agrees",
	[ANSWER_DIFFERS] = "differs",
	[ANSWER_NOT_KNOWN] = "not-known",
};

const char *criterion_name(enum criterion c)
{
	return names[c];
}

enum checklist_kind criterion_kind(enum criterion c)
{
	return c < CRITERION_INDICATORS ? CHECKLIST_LIST : CHECKLIST_RULE;
}

const char *criterion_answer_name(enum criterion_answer a)
{
	return answers[a];
}

enum criterion_answer criterion_answer_parse(struct slice name)
{
	for (unsigned a = ANSWER_AGREES; a <= ANSWER_NOT_KNOWN; a++) {
		if (slice_is(name, answers[a]))
			return (enum criterion_answer)a;
	}
	return ANSWER_NONE;
}

struct slice checklist_write(const struct checklist *c, char out[CHECKLIST_TEXT])
{
	size_t n = 0;
	for (unsigned i = 0; i < CRITERION_COUNT; i++) {
		if (c->answers[i] == ANSWER_NONE)
			continue;
		int more = snprintf(out + n, CHECKLIST_TEXT - n, "%s%s=%s", n ? " " : "", names[i],
				    answers[c->answers[i]]);
		assert(more > 0 && (size_t)more < CHECKLIST_TEXT - n);
		n += (size_t)more;
	}
	return (struct slice){out, n};
}

void checklist_read(struct slice text, struct checklist *out)
{
	struct slice pair, name;
	*out = (struct checklist){0};
	while (slice_cut(&text, ' ', &pair)) {
		if (!slice_cut(&pair, '=', &name))
			continue;
		for (unsigned i = 0; i < CRITERION_COUNT; i++) {
			if (slice_is(name, names[i]))
				out->answers[i] = criterion_answer_parse(pair);
		}
	}
}

bool checklist_identifies(const struct checklist *c)
{
	return c->answers[CRITERION_BIRTH_DATE] == ANSWER_AGREES ||
	       c->answers[CRITERION_DOCUMENT] == ANSWER_AGREES ||
	       c->answers[CRITERION_PHOTOGRAPH] == ANSWER_AGREES;
}

bool checklist_bears_out(const struct checklist *c)
{
	for (unsigned i = CRITERION_INDICATORS; i < CRITERION_COUNT; i++) {
		if (c->answers[i] != ANSWER_AGREES)
			return false;
	}
	return true;
}
