/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/task.h - what a person is working on: purpose, justification and case, asked once
 * and written in the record of each act while the task lasts.
 *
 * A task belongs to one session and ends at its time, when it is closed, when another one
 * is opened, and with the session.
 */
#ifndef PROTECT_TASK_H
#define PROTECT_TASK_H

#include "model/law.h"
#include "protect/session.h"

#define JUSTIFICATION_MIN 10  /* characters that are not blank */
#define JUSTIFICATION_MAX 400 /* bytes */
#define CASE_MIN 3            /* bytes */
#define CASE_MAX 60
#define TASK_MINUTES_MIN 5
#define TASK_MINUTES_MAX 480

struct new_task {
	struct slice purpose, offence; /* names of the profile */
	struct slice justification, case_reference;
	bool air_link; /* the offence is linked with the carriage of passengers by air */
	int64_t minutes;
};

/* Opens a task on the session `on`, under the law in force; `on->actor.task` is the task then.
 * RC_INVALID "bad-purpose", "bad-offence", "no-air-link",
 * "justification-too-short", "bad-case", "bad-minutes"; RC_DENIED
 * "purpose-not-permitted" for a purpose of another role. Audited. Memory from `a`. */
enum rc task_open(struct store *s, const struct law *law, struct session *on,
		  const struct new_task *new, int64_t now_at, struct arena *a,
		  struct err *e) MUST_CHECK;

/* Closes the task that the session is on; RC_OK too where there is none. Audited. */
enum rc task_close(struct store *s, struct session *on, int64_t now_at, struct err *e) MUST_CHECK;

#endif
