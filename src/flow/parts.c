/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/parts.h"

#include "base/arena.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "store/message.h"
#include "store/message_part.h"

#define WORK_MEMORY ((size_t)256 << 20)

struct overdue {
	struct unit *unit;
	struct db *db;
	struct arena *arena;
	int64_t until; /* parts that came later have not waited long enough */
	int64_t wait_us;
	unsigned told;
};

static const char *plural(long long count)
{
	return count == 1 ? "" : "s";
}

static void describe(const struct overdue *o, const struct message_parts *p, finding_list *out)
{
	long long minutes = (long long)(o->wait_us / MINUTE_US);
	unsigned missing = p->last - p->count;
	if (p->last)
		finding_add(out, o->arena, SEVERITY_WARNING, "part-missing", 1, p->highest_at,
			    "of the %u parts of this list, %u %s not come within %lld minute%s of "
			    "the newest; what is there is used; ask the carrier for the rest",
			    p->last, missing, missing == 1 ? "has" : "have", minutes,
			    plural(minutes));
	else
		finding_add(out, o->arena, SEVERITY_WARNING, "part-missing", 1, p->highest_at,
			    "the last part of this list (F) has not come within %lld minute%s of "
			    "the newest; %u part%s up to number %u %s here and used; ask the "
			    "carrier for the rest",
			    minutes, plural(minutes), p->count, plural(p->count), p->highest,
			    p->count == 1 ? "is" : "are");
}

static enum rc tell(struct overdue *o, struct slice list_key, const struct message_parts *p,
		    struct err *e)
{
	finding_list findings = {0};
	char object[AUDIT_OBJECT_TEXT];
	describe(o, p, &findings);
	if (!findings.first)
		return err_set(e, RC_NOMEM, "no memory to tell that parts of a list are missing");
	enum rc rc = message_finding_add(o->db, p->highest_id, findings.first, e);
	if (rc == RC_OK)
		rc = message_parts_told(o->db, list_key, e);
	if (rc == RC_OK)
		rc = audit_append(o->db,
				  &(struct audit_act){
					  .actor = SLICE("system"),
					  .role = SLICE("system"),
					  .act = "message.parts-missing",
					  .object = audit_object(object, "message", p->highest_id)},
				  unit_now(o->unit), e);
	o->told += rc == RC_OK;
	return rc;
}

static enum rc judge(struct overdue *o, struct slice list_key, struct err *e)
{
	struct message_parts p;
	enum rc rc = message_parts_read(o->db, list_key, &p, e);
	if (rc != RC_OK || p.newest_at > o->until)
		return rc;
	return p.last && p.count == p.last ? message_parts_done(o->db, list_key, e)
					   : tell(o, list_key, &p, e);
}

static enum rc judge_all(struct overdue *o, struct err *e)
{
	part_list_keys waiting = {0};
	enum rc rc = message_parts_waiting(o->db, o->until, o->arena, &waiting, e);
	LIST_EACH(const struct part_list_key, k, &waiting)
	{
		if (rc == RC_OK)
			rc = judge(o, k->key, e);
	}
	return rc;
}

/* Whether the writer is needed at all. */
static enum rc look(struct overdue *o, bool *any, struct err *e)
{
	part_list_keys waiting = {0};
	enum rc rc = store_read(unit_store(o->unit), &o->db, e);
	if (rc == RC_OK)
		rc = message_parts_waiting(o->db, o->until, o->arena, &waiting, e);
	*any = waiting.count > 0;
	store_done(unit_store(o->unit), o->db);
	return rc;
}

static enum rc settle(struct overdue *o, struct err *e)
{
	bool any = false;
	enum rc rc = look(o, &any, e);
	if (rc != RC_OK || !any)
		return rc;
	arena_reset(o->arena);
	rc = store_write(unit_store(o->unit), &o->db, e);
	if (rc == RC_OK)
		rc = store_end(unit_store(o->unit), judge_all(o, e), e);
	return rc;
}

enum rc parts_overdue(struct unit *u, int64_t wait_us, unsigned *told, struct err *e)
{
	struct overdue o = {.unit = u,
			    .arena = arena_new(WORK_MEMORY),
			    .until = unit_now(u) - wait_us,
			    .wait_us = wait_us};
	*told = 0;
	if (!o.arena)
		return err_set(e, RC_NOMEM, "no memory to look for missing parts of lists");
	enum rc rc = settle(&o, e);
	arena_free(o.arena);
	if (rc != RC_OK)
		return rc;
	*told = o.told;
	if (o.told > 0)
		unit_changed(u, (struct unit_changes){.flights = 1});
	return RC_OK;
}
