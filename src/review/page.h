/* SPDX-License-Identifier: Apache-2.0
 *
 * review/page.h - what the pages share. Private to review/.
 */
#ifndef REVIEW_PAGE_H
#define REVIEW_PAGE_H

#include "protect/protect.h"
#include "review/checks.h"
#include "review/review.h"
#include "store/store.h"

/* The limit of a question: 0 is PAGE_DEFAULT, and never more than PAGE_MAX. */
unsigned page_limit(unsigned asked);

/* A cursor is what its page was asked for, by a hash, and the last row's key. */
#define CURSOR_VALUES_MAX 6
struct cursor {
	int64_t values[CURSOR_VALUES_MAX];
	unsigned count;
};
struct cursor_question {
	const char *page; /* "flights", "hits" */
	struct slice first, second;
	int64_t from_at, to_at;
};
struct slice cursor_write(const struct cursor *c, const struct cursor_question *q, struct arena *a);
/* Fills c->values (c->count of them). RC_INVALID "bad-cursor" for anything but a
 * cursor of a page with the same question. */
enum rc cursor_read(struct slice text, const struct cursor_question *q, struct cursor *c,
		    struct err *e) MUST_CHECK;

/* {"id":"1",...}: members put in front of those of the JSON object `object`.
 * `members` are without braces; the result is absent when `object` is no object. */
struct slice json_prefixed(struct arena *a, struct slice members, struct slice object);

/* Takes out of views what `who` may not know. */
void flight_mask(const struct actor *who, struct flight_view *f);
void traveller_mask(const struct actor *who, struct traveller_view *t);

#endif
