/* SPDX-License-Identifier: Apache-2.0
 *
 * share/requests.h - the reasoned requests of competent authorities, and the
 * independent review of later use. As share/share.h.
 *
 * An authority gets no search: it files, the desk accepts, narrows or refuses, an analyst
 * looks within the bounds of the request, and what is found goes as a package.
 */
#ifndef SHARE_REQUESTS_H
#define SHARE_REQUESTS_H

#include "share/share.h"

#define REQUEST_TEXT_MAX 4000
#define REQUEST_DAYS_MAX 366            /* from the first day to the last */
#define REQUEST_ROUTINE_US (5 * DAY_US) /* to be answered by then */
#define REQUEST_URGENT_US DAY_US
#define LATER_USE_REVIEW_US DAY_US /* of urgent use before the review */
#define REQUEST_FOUND_MAX 200

struct request_question {
	struct slice officer; /* login; absent: who files it */
	struct slice offence, case_reference, grounds, urgency, from_on, to_on;
	struct slice family, given, birth_date, document_number, flight; /* "Z9418" */
	struct slice fields;
	struct slice circumstances, evidence; /* new ones */
};

/* What is missing or wrong, as words of members of the question; absent = complete. Stores
 * nothing. MAY_REQUESTS_FILE. */
enum rc requests_check(struct unit *u, const struct actor *who, const struct request_question *ask,
		       struct arena *a, struct slice *missing, struct err *e) MUST_CHECK;
/* MAY_REQUESTS_FILE; audited "request.filed". RC_INVALID "incomplete" naming the members,
 * "bad-recipient". */
enum rc requests_file(struct unit *u, const struct actor *who, const struct request_question *ask,
		      struct arena *a, struct request_view *out, struct err *e) MUST_CHECK;

struct requests_page {
	request_views requests;
	int64_t now_at;
};
/* MAY_REQUESTS_READ: all, audited "requests.read"; MAY_PACKAGES_RECEIVE: one's own authority's;
 * MAY_LATER_USE_DECIDE: those that ask for later use. */
enum rc requests_list(struct unit *u, const struct actor *who, struct arena *a,
		      struct requests_page *out, struct err *e) MUST_CHECK;

struct request_answer {
	bool accept;
	struct slice reason;
	struct slice from_on, to_on, fields; /* narrower; absent = as asked */
};
/* Accepts, narrows or refuses. MAY_REQUESTS_DECIDE; audited "request.accepted", "request.narrowed",
 * "request.refused". RC_DENIED "own-request": who filed it for the authority does not decide
 * it; RC_CONFLICT "request-decided"; RC_INVALID "reason-too-short", "not-narrower". */
enum rc requests_decide(struct unit *u, const struct actor *who, int64_t id,
			const struct request_answer *answer, struct arena *a,
			struct request_view *out, struct err *e) MUST_CHECK;

/* Who answers to the request, within its bounds. MAY_DISCLOSURES_MAKE; audited
 * "request.searched" with the count. RC_CONFLICT "request-not-accepted". */
enum rc requests_search(struct unit *u, const struct actor *who, int64_t id, struct arena *a,
			request_finds *out, struct err *e) MUST_CHECK;

/* Sends what is held of one of them to the officer who asked. `unmask_id`: of a masked
 * traveller, the open request to see the record (review/unmask.h); else 0. Audited
 * "disclosure.made", "disclosure.sent". As share_disclose, and RC_DENIED
 * "outside-the-request", "later-use-not-approved". */
enum rc requests_answer(struct unit *u, const struct actor *who, int64_t id, int64_t traveller_id,
			int64_t unmask_id, const struct disclosure_question *ask, struct arena *a,
			struct disclosure_view *out, struct err *e) MUST_CHECK;
/* Answers without a package: nothing was found, and the like. Audited "request.closed". */
enum rc requests_close(struct unit *u, const struct actor *who, int64_t id, struct slice answer,
		       struct arena *a, struct request_view *out, struct err *e) MUST_CHECK;

/* The independent authority's review of later use. MAY_LATER_USE_DECIDE, and the law must name
 * the role; audited "later-use.approved", "later-use.refused". A refusal recalls what went out
 * before it. RC_DENIED "approver-is-piu", RC_CONFLICT "already-decided", RC_INVALID
 * "reason-too-short". */
enum rc requests_review_later_use(struct unit *u, const struct actor *who, int64_t id, bool approve,
				  struct slice reason, struct arena *a, struct request_view *out,
				  struct err *e) MUST_CHECK;

#endif
