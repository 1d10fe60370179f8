/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/un.h - what the texts of the United Nations list mean.
 */
#ifndef SCREEN_LISTS_UN_H
#define SCREEN_LISTS_UN_H

#include "screen/lists/values.h"

/* Elements of the list that are read; the rest is passed over. */
enum un_element {
	UN_OTHER,
	UN_ALIAS_NAME,
	UN_CITY,
	UN_COMMENTS1,
	UN_COUNTRY,
	UN_COUNTRY_OF_ISSUE,
	UN_DATE,
	UN_DATE_OF_BIRTH,
	UN_DELISTED_ON,
	UN_DESIGNATION,
	UN_ENTITIES,
	UN_ENTITY,
	UN_FIRST_NAME,
	UN_FOURTH_NAME,
	UN_FROM_YEAR,
	UN_GENDER,
	UN_INDIVIDUAL,
	UN_INDIVIDUALS,
	UN_INDIVIDUAL_ALIAS,
	UN_INDIVIDUAL_DATE_OF_BIRTH,
	UN_INDIVIDUAL_DOCUMENT,
	UN_INDIVIDUAL_PLACE_OF_BIRTH,
	UN_ISSUING_COUNTRY,
	UN_LIST,
	UN_LISTED_ON,
	UN_NAME_ORIGINAL_SCRIPT,
	UN_NATIONALITY,
	UN_NATIONALITY2,
	UN_NOTE,
	UN_NUMBER,
	UN_QUALITY,
	UN_REFERENCE_NUMBER,
	UN_SECOND_NAME,
	UN_STATE_PROVINCE,
	UN_THIRD_NAME,
	UN_TO_YEAR,
	UN_TYPE_OF_DATE,
	UN_TYPE_OF_DOCUMENT,
	UN_TYPE_OF_DOCUMENT2,
	UN_UN_LIST_TYPE,
	UN_VALUE,
	UN_YEAR,
	UN_ELEMENT_COUNT,
};

/* One INDIVIDUAL under way. */
struct un_person {
	struct list_entry entry; /* aliases, dates, documents ... as their blocks end */
	struct slice texts[UN_ELEMENT_COUNT]; /* of its own children */
	struct slice part[UN_ELEMENT_COUNT];  /* of the children of the block at hand */
	struct slice designations;
	unsigned line;
};

/* The end of a block, or of a value, below INDIVIDUAL. */
void un_block(struct list_import *im, struct un_person *p, enum un_element block, unsigned line);
void un_value(struct list_import *im, struct un_person *p, enum un_element parent,
	      struct slice text, unsigned line);
/* The end of INDIVIDUAL. RC_LIMIT. */
enum rc un_person_end(struct list_import *im, struct un_person *p, struct err *e) MUST_CHECK;

/* The number in a text such as "Utopian passport number AB 123456 (expired)", with
 * a short prefix of capitals; absent if no part of it has `digits` digits. */
struct slice un_document_number(struct slice text, unsigned digits);

#endif
