/* SPDX-License-Identifier: Apache-2.0
 *
 * review/breach.h - breaches of personal data, by a clock (R-171; Directive (EU) 2016/681,
 * article 13(8); Directive (EU) 2016/680, articles 30 and 31). The data protection officer's.
 */
#ifndef REVIEW_BREACH_H
#define REVIEW_BREACH_H

#include "base/err.h"
#include "model/view_register.h"

struct unit;

/* The supervisory authority is told within so long after the breach became known. */
#define BREACH_HOURS 72

struct new_breach {
	struct slice what;       /* what happened, and what follows */
	struct slice categories; /* of people and of data */
	int64_t people;          /* about so many; -1 = not known */
	int64_t happened_at, known_at;
};

/* MAY_AUDIT_READ; audited "breach.read". */
enum rc breaches_page_read(struct unit *u, const struct actor *who, struct arena *a,
			   struct breaches_page *out, struct err *e) MUST_CHECK;
/* Whether the authority should have been told by now. */
bool breach_is_overdue(const struct breach_view *b, int64_t now_at);

/* MAY_RIGHTS_MANAGE; audited "breach.recorded". RC_INVALID "reason-too-short", "bad-time". */
enum rc breach_record(struct unit *u, const struct actor *who, const struct new_breach *new,
		      int64_t *id, struct err *e) MUST_CHECK;

/* A step: "measure", "assessed" (with `risk` none, risk, high), "authority-told", "people-told",
 * "closed"; `text` says what was done and why. MAY_RIGHTS_MANAGE; audited "breach.measure-taken"
 * and so on. RC_CONFLICT "breach-closed", "not-assessed", "authority-not-told",
 * "people-not-told"; RC_INVALID "bad-step", "bad-risk", "reason-too-short". */
enum rc breach_step(struct unit *u, const struct actor *who, int64_t id, struct slice kind,
		    struct slice risk, struct slice text, struct err *e) MUST_CHECK;

#endif
