/* SPDX-License-Identifier: Apache-2.0
 *
 * share/test_share.h - for tests: a unit with a hit on an invented traveller, a requests desk,
 * officers of two authorities and a judge. Private to share/.
 */
#ifndef SHARE_TEST_SHARE_H
#define SHARE_TEST_SHARE_H

#include "review/test_unit.h"
#include "share/requests.h"

#define AFTER_ARRIVAL "2026-03-12T04:00:00Z"

struct share_unit {
	struct test_unit *t;
	struct actor desk, officer, colleague, customs, judge, dpo;
	int64_t hit, traveller;
};

/* The analyst's desk: the first refusal of a call by its code and rule. */
#define assert_refused(t, wanted, by_rule) \
	do { \
		assert_string_equal((t)->e.code, (wanted)); \
		assert_string_equal((t)->e.rule, (by_rule)); \
	} while (0)

/* The list has one entry, on ZZTESTER, who flies on Z9418 beside QUIBBLE. */
void share_unit_fill(struct share_unit *s, struct test_unit *t, enum list_severity severity);
/* Decides the hit, by everybody whom it takes. */
void share_unit_confirm(struct share_unit *s);
/* The list again, without the entry. */
void share_unit_delist(struct share_unit *s);

/* To the officer of the national police, with the usual fields. */
struct disclosure_question share_question(void);
/* A disclosure of the confirmed hit that was sent; its id. */
int64_t share_unit_sent(struct share_unit *s);
struct disclosure_view share_unit_view(struct share_unit *s, int64_t id);

#endif
