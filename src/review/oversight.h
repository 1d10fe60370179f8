/* SPDX-License-Identifier: Apache-2.0
 *
 * review/oversight.h - the data protection officer's workbench, and
 * what the public is told.
 */
#ifndef REVIEW_OVERSIGHT_H
#define REVIEW_OVERSIGHT_H

#include "base/buf.h"
#include "model/view_watch.h"

struct unit;

#define SAMPLE_SIZE 20
#define MASS_LOOKUPS 60 /* of travellers or hits within an hour: one a minute */
#define MASS_WINDOW_US (60 * MINUTE_US)

/* MAY_AUDIT_READ; audited "oversight.read". Looks through the trail since the last time
 * first (oversight_scan). */
enum rc oversight_read(struct unit *u, const struct actor *who, struct arena *a,
		       struct oversight_page *out, struct err *e) MUST_CHECK;

/* Looks through what the trail has since the last time, for look-ups of one's own family name,
 * of colleagues, outside hours of duty, of many people, and without a case. For the
 * program itself; `*found` = new ones. */
enum rc oversight_scan(struct unit *u, unsigned *found, struct err *e) MUST_CHECK;

/* What the officer made of it: in-order, asked, referred (to the supervisory authority).
 * MAY_RIGHTS_MANAGE; audited "lookup.settled". RC_INVALID "bad-result", "reason-too-short". */
enum rc oversight_settle(struct unit *u, const struct actor *who, int64_t odd_id,
			 struct slice result, struct slice note, struct err *e) MUST_CHECK;

/* Draws SAMPLE_SIZE decisions of a time at random, or all where there are fewer; the same seed
 * draws the same ones again. MAY_RIGHTS_MANAGE; audited "sample.drawn". `seed` absent: a new
 * one. Days are YYYY-MM-DD, the last one included. RC_INVALID "bad-date", "bad-seed". */
enum rc oversight_sample(struct unit *u, const struct actor *who, struct slice from_on,
			 struct slice to_on, struct slice seed, struct arena *a,
			 struct sample_view *out, struct err *e) MUST_CHECK;
/* in-order, objection. MAY_RIGHTS_MANAGE; audited "sample.settled". */
enum rc oversight_settle_sample(struct unit *u, const struct actor *who, int64_t sample_id,
				int64_t decision_id, struct slice result, struct slice note,
				struct err *e) MUST_CHECK;

/* Hours of duty, "HH:MM" in UTC, of an account; both absent or empty: none. They may go past
 * midnight. MAY_USERS_MANAGE; audited "duty.set". RC_INVALID "bad-hours". */
enum rc oversight_set_duty(struct unit *u, const struct actor *who, int64_t account_id,
			   struct slice from, struct slice to, struct err *e) MUST_CHECK;

/* The compliance pack on ICAO Annex 9, Section D, as PDF. MAY_AUDIT_READ; audited
 * "compliance.made". */
enum rc oversight_compliance(struct unit *u, const struct actor *who, struct arena *a,
			     struct buf *out, struct err *e) MUST_CHECK;

/* Anyone. */
enum rc review_notice(struct unit *u, struct arena *a, struct notice_page *out,
		      struct err *e) MUST_CHECK;

#endif
