/* SPDX-License-Identifier: Apache-2.0
 *
 * model/checklist.h - the written, objective criteria of every review: the same for
 * all, each answered, all answers kept.
 */
#ifndef MODEL_CHECKLIST_H
#define MODEL_CHECKLIST_H

#include "base/slice.h"

enum criterion {
	CRITERION_NAME,
	CRITERION_BIRTH_DATE,
	CRITERION_SEX,
	CRITERION_NATIONALITY,
	CRITERION_DOCUMENT,
	CRITERION_PLACE_OF_BIRTH,
	CRITERION_PHOTOGRAPH,
	/* of a hit on a rule */
	CRITERION_INDICATORS,  /* what the messages say is so, and means what the rule means */
	CRITERION_EXONERATING, /* nothing that speaks for the traveller was overlooked */
	CRITERION_PROTECTED_GROUNDS, /* it rests on none, neither directly nor indirectly */
	CRITERION_PROPORTIONATE,     /* further examination is not too much */
	CRITERION_COUNT,
};

/* A match with an entry of a list is reviewed by other criteria than one with a rule. */
enum checklist_kind { CHECKLIST_LIST, CHECKLIST_RULE };
enum checklist_kind criterion_kind(enum criterion c);

enum criterion_answer {
	ANSWER_NONE, /* not answered */
	ANSWER_AGREES,
	ANSWER_DIFFERS,
	ANSWER_NOT_KNOWN, /* one of the two sides does not have it */
};

struct checklist {
	enum criterion_answer answers[CRITERION_COUNT];
};

const char *criterion_name(enum criterion c);               /* "name", "birth-date" ... */
const char *criterion_answer_name(enum criterion_answer a); /* "", "agrees" ... */
/* ANSWER_NONE for anything else. */
enum criterion_answer criterion_answer_parse(struct slice name);

/* "name=agrees birth-date=differs ..." and back; texts as the unit wrote them. */
#define CHECKLIST_TEXT 256
struct slice checklist_write(const struct checklist *c, char out[CHECKLIST_TEXT]);
void checklist_read(struct slice text, struct checklist *out);

/* Whether nothing speaks against further examination of somebody who meets a rule. */
bool checklist_bears_out(const struct checklist *c);
/* Whether something that identifies a person agrees: a name alone does not. */
bool checklist_identifies(const struct checklist *c);

#endif
