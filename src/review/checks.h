/* SPDX-License-Identifier: Apache-2.0
 *
 * review/checks.h - what acts of people have in common, here and in what leaves the unit
 * (share/): their record, and the checks of words and reasons.
 */
#ifndef REVIEW_CHECKS_H
#define REVIEW_CHECKS_H

#include "base/err.h"
#include "base/slice.h"
#include "model/actor.h"

struct unit;

/* Writes the record of an act; `id` 0 = the object is `kind` itself. What was
 * read for a page may be given out when this is RC_OK. Hold no reader here. */
enum rc page_record(struct unit *u, const struct actor *who, const char *act, const char *kind,
		    int64_t id, struct err *e) MUST_CHECK;

/* RC_OK when `word` is absent or one of `words` (NULL ends them), else RC_INVALID `code`. */
enum rc page_word(struct slice word, const char *const *words, const char *code,
		  struct err *e) MUST_CHECK;

/* RC_INVALID "reason-too-short", "reason-too-long", by `rule`. */
enum rc masked_check_reason(struct slice reason, const char *rule, struct err *e) MUST_CHECK;

/* Characters that are not blank. */
size_t text_not_blank(struct slice s);

#endif
