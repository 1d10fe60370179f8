/* SPDX-License-Identifier: Apache-2.0
 *
 * review/register.h - the register of staff, requests and places, and support
 * from outside. Breaches are in review/breach.h.
 */
#ifndef REVIEW_REGISTER_H
#define REVIEW_REGISTER_H

#include "base/buf.h"
#include "base/err.h"
#include "model/view_register.h"

struct unit;

/* Who may do what and how that changed, the requests for masked records, and where data are
 * processed. MAY_AUDIT_READ; audited "register.read". Memory from `a`. */
enum rc register_read(struct unit *u, const struct actor *who, struct arena *a,
		      struct register_page *out, struct err *e) MUST_CHECK;
/* The same, audited "register.exported". */
enum rc register_export(struct unit *u, const struct actor *who, struct arena *a,
			struct register_page *out, struct err *e) MUST_CHECK;
/* As lines of comma-separated values (RFC 4180), one row each of staff, change, request and
 * place. */
void register_csv(const struct register_page *page, struct buf *out);

/* ---- places: declared and given up while the unit is served where it is ---- */

/* Declares another place, in the unit's own State; `machine` is what `piu place identity` prints
 * there. MAY_PROFILE_PROPOSE; audited "place.declared". RC_INVALID "bad-place", "bad-machine",
 * "reason-too-short". */
enum rc register_declare(struct unit *u, const struct actor *who, struct slice name,
			 struct slice address, struct slice machine, struct slice reason,
			 int64_t *id, struct err *e) MUST_CHECK;
/* Another office agrees: MAY_PROFILE_APPROVE or MAY_USERS_MANAGE; audited "place.confirmed". */
enum rc register_confirm(struct unit *u, const struct actor *who, int64_t id,
			 struct err *e) MUST_CHECK;
/* Gives it up, MAY_PROFILE_PROPOSE; audited "place.ended". RC_CONFLICT "last-place": never the
 * one that the unit is at. */
enum rc register_end_place(struct unit *u, const struct actor *who, int64_t id,
			   struct err *e) MUST_CHECK;

/* ---- support from outside ---- */

#define SUPPORT_MINUTES_MAX 480

/* MAY_SUPPORT_CONSENT or MAY_AUDIT_READ. */
enum rc support_read(struct unit *u, const struct actor *who, struct arena *a, consent_views *out,
		     struct err *e) MUST_CHECK;
/* Asks that an account of support be let in. MAY_SUPPORT_CONSENT; audited "support.asked".
 * RC_INVALID "bad-minutes", "reason-too-short"; RC_NOT_FOUND: no such account of support. */
enum rc support_ask(struct unit *u, const struct actor *who, struct slice login,
		    struct slice reason, int64_t minutes, int64_t *id, struct err *e) MUST_CHECK;
/* Agrees; the time runs from now. RC_DENIED "two-people": who asked, or somebody of the same
 * role. Audited "support.agreed". */
enum rc support_agree(struct unit *u, const struct actor *who, int64_t id,
		      struct err *e) MUST_CHECK;
/* Audited "support.ended". */
enum rc support_end(struct unit *u, const struct actor *who, int64_t id, struct err *e) MUST_CHECK;
/* RC_DENIED "support-not-consented" unless two people let the account in; RC_OK for
 * every other role. */
enum rc support_check(struct unit *u, const struct actor *who, struct err *e) MUST_CHECK;
/* MAY_SUPPORT_READ; audited "support.read". */
enum rc support_note_read(struct unit *u, const struct actor *who, struct err *e) MUST_CHECK;

#endif
