/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/task.h"

#include "base/utf8.h"
#include "protect/audit.h"
#include "store/session.h"
#include "store/store.h"
#include "store/task.h"

static enum rc check_offence(const struct law *law, const struct law_purpose *purpose,
			     const struct new_task *new, struct err *e)
{
	if (!purpose->needs_offence)
		return slice_present(new->offence)
			       ? err_refuse(e, RC_INVALID, "bad-offence", "R-002",
					    "this purpose names no offence: leave it empty")
			       : RC_OK;
	if (!law_item_find(&law->offences, new->offence))
		return err_refuse(e, RC_INVALID, "bad-offence", "R-002",
				  "name one of the offences of the legal profile: this purpose "
				  "serves no other");
	if (law->air_link && !new->air_link)
		return err_refuse(
			e, RC_INVALID, "no-air-link", "R-003",
			"passenger data may be used only where the offence is linked, at "
			"least indirectly, with the carriage of passengers by air: confirm "
			"it, or do not use them");
	return RC_OK;
}

static enum rc check_purpose(const struct law *law, enum actor_role role,
			     const struct new_task *new, struct err *e)
{
	const struct law_purpose *purpose = law_purpose_find(law, new->purpose);
	if (!purpose)
		return err_refuse(
			e, RC_INVALID, "bad-purpose", "R-002",
			"name one of the purposes of the legal profile: there is no other");
	if (!(purpose->roles & 1u << role))
		return err_refuse(e, RC_DENIED, "purpose-not-permitted", "R-002",
				  "the role %s does not work for the purpose %.*s",
				  actor_role_name(role), SLICE_ARG(purpose->name));
	return check_offence(law, purpose, new, e);
}

static bool one_line(struct slice s)
{
	bool good = utf8_valid(s);
	for (size_t i = 0; good && i < s.n; i++)
		good = (unsigned char)s.p[i] >= ' ' && s.p[i] != 0x7f;
	return good;
}

static enum rc check_texts(const struct new_task *new, struct err *e)
{
	struct slice reference = slice_trim(new->case_reference);
	if (utf8_visible(new->justification) < JUSTIFICATION_MIN ||
	    new->justification.n > JUSTIFICATION_MAX || !utf8_valid(new->justification))
		return err_refuse(e, RC_INVALID, "justification-too-short", "R-004",
				  "say why, in at least %d characters and at most %d bytes",
				  JUSTIFICATION_MIN, JUSTIFICATION_MAX);
	if (reference.n < CASE_MIN || reference.n > CASE_MAX || !one_line(reference))
		return err_refuse(e, RC_INVALID, "bad-case", "R-004",
				  "name the case by its reference, %d to %d characters", CASE_MIN,
				  CASE_MAX);
	if (new->minutes < TASK_MINUTES_MIN || new->minutes > TASK_MINUTES_MAX)
		return err_refuse(e, RC_INVALID, "bad-minutes", "R-004",
				  "a task lasts %d to %d minutes", TASK_MINUTES_MIN,
				  TASK_MINUTES_MAX);
	return RC_OK;
}

static enum rc audit_task(struct db *db, const struct actor *who, const char *act, int64_t id,
			  int64_t now_at, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	return audit_append_by(db, who, act, audit_object(object, "task", id), (struct slice){0},
			       now_at, e);
}

static enum rc end_task(struct db *db, struct session *on, int64_t now_at, struct err *e)
{
	int64_t id = on->actor.task.id;
	if (!id)
		return RC_OK;
	enum rc rc = task_row_close(db, id, now_at, e);
	if (rc == RC_OK)
		rc = session_row_set_task(db, on->id, 0, e);
	return rc == RC_OK ? audit_task(db, &on->actor, "task.closed", id, now_at, e) : rc;
}

static enum rc begin_task(struct db *db, struct session *on, const struct task_row *row,
			  int64_t now_at, struct err *e)
{
	enum rc rc = end_task(db, on, now_at, e);
	if (rc == RC_OK)
		rc = task_row_insert(db, row, e);
	if (rc == RC_OK)
		rc = session_row_set_task(db, on->id, row->task.id, e);
	on->actor.task = row->task;
	return rc == RC_OK ? audit_task(db, &on->actor, "task.opened", row->task.id, now_at, e)
			   : rc;
}

enum rc task_open(struct store *s, const struct law *law, struct session *on,
		  const struct new_task *new, int64_t now_at, struct arena *a, struct err *e)
{
	struct task before = on->actor.task;
	struct db *db = NULL;
	enum rc rc = check_purpose(law, on->actor.role, new, e);
	if (rc == RC_OK)
		rc = check_texts(new, e);
	if (rc == RC_OK)
		rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	struct slice offence = slice_present(new->offence) ? new->offence : (struct slice){0};
	const struct task_row row = {
		.task = {.id = store_new_id(s),
			 .purpose = arena_copy(a, new->purpose),
			 .offence = offence.p ? arena_copy(a, offence) : offence,
			 .justification = arena_copy(a, slice_trim(new->justification)),
			 .case_reference = arena_copy(a, slice_trim(new->case_reference)),
			 .ends_at = now_at + new->minutes *MINUTE_US},
		.account_id = on->actor.account_id,
		.opened_at = now_at};
	rc = arena_failed(a) ? err_set(e, RC_NOMEM, "no memory for a task")
			     : begin_task(db, on, &row, now_at, e);
	rc = store_end(s, rc, e);
	if (rc != RC_OK)
		on->actor.task = before;
	return rc;
}

enum rc task_close(struct store *s, struct session *on, int64_t now_at, struct err *e)
{
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = store_end(s, end_task(db, on, now_at, e), e);
	if (rc == RC_OK)
		on->actor.task = (struct task){0};
	return rc;
}
