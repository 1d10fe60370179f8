/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/transfers.h"

#include "base/buf.h"
#include "flow/laws.h"
#include "protect/audit.h"
#include "store/collection.h"

#include <string.h>

#define WORK_MEMORY ((size_t)256 << 20)
#define TEXT_MAX ((size_t)1000)
#define PARTS_TOGETHER_US HOUR_US /* of one push */

static bool is_pnr(const struct message *m)
{
	return m->type == MESSAGE_PNRGOV || m->type == MESSAGE_PNRGOV_XML;
}

/* ---- formats and protocols (R-011) ---- */

static const char *format_of(const struct message *m)
{
	if (m->type == MESSAGE_PAXLST)
		return "paxlst";
	if (m->type == MESSAGE_PNRGOV)
		return "pnrgov";
	return m->type == MESSAGE_PNRGOV_XML ? "pnrgov-xml" : NULL;
}

static bool good_format(const struct law_collection *c, struct message *m, struct arena *a)
{
	struct buf accepted;
	const char *format = format_of(m);
	if (!format || law_format_judge(c, slice_of(format), m->version) == LAW_FORMAT_GOOD)
		return true;
	buf_init(&accepted, TEXT_MAX);
	law_formats_write(c, &accepted);
	finding_add(&m->findings, a, c->refuses_others ? SEVERITY_ERROR : SEVERITY_WARNING,
		    "format-not-accepted", 1, m->place.offset,
		    "the law of this unit does not list this format in this version (R-011); "
		    "accepted are %.*s",
		    (int)accepted.n, accepted.p ? accepted.p : "");
	buf_release(&accepted);
	return false;
}

/* What the operator brings by hand came to him by a way that only he knows. */
static const char *protocol_of(const char *channel)
{
	if (strcmp(channel, "https") == 0)
		return "https";
	return strcmp(channel, "drop") == 0 ? "drop-folder" : NULL;
}

static bool good_protocol(const struct law_collection *c, struct message *m,
			  const struct arrival_way *way, struct arena *a)
{
	const char *protocol = protocol_of(way->channel);
	bool good = (!protocol || law_words_have(&c->protocols, slice_of(protocol))) &&
		    (!way->framed || law_words_have(&c->protocols, SLICE("type-b")));
	if (good || !format_of(m))
		return true;
	struct buf accepted;
	buf_init(&accepted, TEXT_MAX);
	LIST_EACH(const struct law_word, w, &c->protocols)
	buf_printf(&accepted, "%s%.*s", w == c->protocols.first ? "" : ", ", SLICE_ARG(w->text));
	finding_add(&m->findings, a, c->refuses_others ? SEVERITY_ERROR : SEVERITY_WARNING,
		    "protocol-not-accepted", 1, m->place.offset,
		    "the law of this unit does not list the way by which this message came "
		    "(R-011); accepted are %.*s",
		    (int)accepted.n, accepted.p ? accepted.p : "");
	buf_release(&accepted);
	return false;
}

bool transfers_format(struct unit *u, struct message *m, const struct arrival_way *way,
		      struct arena *a)
{
	const struct law_collection *c = &unit_law(u)->collection;
	bool good = good_format(c, m, a);
	good &= good_protocol(c, m, way, a);
	return !good && c->refuses_others;
}

/* ---- pushes by the clock (R-012) ---- */

static const char *by_clock(const struct law_collection *c, const struct pushes_seen *seen,
			    int64_t before_us, bool update)
{
	int64_t closing_us = c->closing_minutes * MINUTE_US;
	if (before_us <= closing_us && !seen->closing && (!update || c->closing_updates))
		return before_us >= -closing_us ? "closing" : "late-closing";
	if (update)
		return "update";
	if (before_us <= closing_us || seen->first || before_us > c->first_hours * HOUR_US)
		return "extra";
	return before_us >= c->first_until_hours * HOUR_US ? "first" : "late-first";
}

static void add_late(struct pushed *p, const struct law_collection *c)
{
	bool first = strcmp(p->push, "late-first") == 0;
	if (!first && strcmp(p->push, "late-closing") != 0)
		return;
	finding_add(&p->message->findings, p->arena, SEVERITY_WARNING, "transfer-late", 1,
		    p->message->place.offset,
		    first ? "the first push of a flight is due %u hours before departure at the "
			    "latest (R-012)"
			  : "the push at closure is due %u minutes after departure at the latest "
			    "(R-012)",
		    first ? c->first_until_hours : c->closing_minutes);
}

/* A further full push is permitted while an approved threat decision covers the flight. */
static enum rc judge_extra(struct db *db, const struct flight_times *f, int64_t now_at,
			   struct pushed *p, struct err *e)
{
	bool covered = false;
	enum rc rc = threat_covers(db, f, now_at, &covered, e);
	if (rc != RC_OK)
		return rc;
	if (covered)
		p->push = "permitted";
	else
		finding_add(&p->message->findings, p->arena, SEVERITY_WARNING,
			    "transfer-not-scheduled", 1, p->message->place.offset,
			    "a full push is sent twice, at its times; a further one needs a "
			    "recorded decision of the unit on a specific and actual threat, and "
			    "there is none for this flight (R-012, R-013); send no further one");
	return rc;
}

static enum rc judge_alone(struct unit *u, struct db *db, struct pushed *p, struct err *e)
{
	const struct law_collection *c = &unit_law(u)->collection;
	struct flight_times f = {0};
	struct pushes_seen seen = {0};
	enum rc rc = flight_times_read(db, p->flight_id, p->arena, &f, e);
	p->push = "unknown";
	if (rc != RC_OK || !f.departs_at)
		return rc;
	rc = pushes_seen_read(db, p->flight_id, &seen, e);
	if (rc != RC_OK)
		return rc;
	p->push = by_clock(c, &seen, f.departs_at - unit_now(u),
			   p->message->function == FUNCTION_UPDATE);
	add_late(p, c);
	return strcmp(p->push, "extra") == 0 && !c->further_free
		       ? judge_extra(db, &f, unit_now(u), p, e)
		       : RC_OK;
}

enum rc transfers_judge(struct unit *u, struct db *db, struct pushed *p, struct err *e)
{
	struct slice same = {0};
	p->push = NULL;
	if (!is_pnr(p->message))
		return RC_OK;
	enum rc rc = p->message->part > 0
			     ? push_of_parts(db, p->flight_id, p->message,
					     unit_now(u) - PARTS_TOGETHER_US, p->arena, &same, e)
			     : RC_OK;
	if (rc != RC_OK || !slice_present(same))
		return rc == RC_OK ? judge_alone(u, db, p, e) : rc;
	p->push = same.p; /* arena text ends with a NUL (base/arena.h) */
	return RC_OK;
}

/* ---- notices (R-211) ---- */

static enum rc put_notice(struct unit *u, struct db *db, struct notice_view *n,
			  struct slice subject, bool *added, struct err *e)
{
	char object[AUDIT_OBJECT_TEXT];
	n->id = store_new_id(unit_store(u));
	n->made_at = unit_now(u);
	enum rc rc = notice_insert(db, n, subject, added, e);
	if (rc != RC_OK || !*added)
		return rc;
	struct actor system = actor_system();
	return audit_append_by(db, &system, "carrier.notice-made",
			       audit_object(object, "carrier-notice", n->id), (struct slice){0},
			       unit_now(u), e);
}

static unsigned errors_of(const struct message *m)
{
	unsigned count = 0;
	LIST_EACH(const struct finding, f, &m->findings)
	{
		count += f->severity == SEVERITY_ERROR;
	}
	return count;
}

static enum rc tell_late(struct unit *u, struct db *db, const struct told *t, struct notice_view *n,
			 int64_t departs_at, struct arena *a, struct err *e)
{
	const struct law_collection *c = &unit_law(u)->collection;
	bool added, closing = strcmp(t->push, "late-closing") == 0;
	n->kind = closing ? SLICE("closing-late") : SLICE("first-late");
	n->cause = closing ? SLICE("the push at closure came late")
			   : SLICE("the first push came late");
	n->begins_at = closing ? departs_at - c->closing_minutes * MINUTE_US
			       : departs_at - c->first_hours * HOUR_US;
	n->deadline_at = closing ? departs_at + c->closing_minutes * MINUTE_US
				 : departs_at - c->first_until_hours * HOUR_US;
	return put_notice(u, db, n, arena_printf(a, "flight:%lld", (long long)t->flight_id), &added,
			  e);
}

static enum rc tell_defective(struct unit *u, struct db *db, const struct told *t,
			      struct notice_view *n, struct arena *a, struct err *e)
{
	bool added;
	unsigned errors = errors_of(t->message);
	if (!errors)
		return RC_OK;
	n->kind = SLICE("defective");
	n->cause = arena_printf(a, "message %.*s has %u error%s; the answer to it says where",
				SLICE_ARG(slice_range(t->message->interchange_ref, 0, 40)), errors,
				errors == 1 ? "" : "s");
	n->begins_at = n->deadline_at = unit_now(u);
	return put_notice(u, db, n, arena_printf(a, "message:%lld", (long long)t->message_id),
			  &added, e);
}

enum rc transfers_tell(struct unit *u, struct db *db, const struct told *t, struct err *e)
{
	struct flight_times f = {0};
	/* A demonstration is sent what was due before it began: no carrier was late. */
	bool late = t->push && strncmp(t->push, "late-", 5) == 0 &&
		    strcmp(t->channel, "simulation") != 0;
	if (!late && !errors_of(t->message))
		return RC_OK;
	struct arena *a = arena_new(WORK_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to tell a carrier what is wrong");
	enum rc rc = t->flight_id ? flight_times_read(db, t->flight_id, a, &f, e) : RC_OK;
	struct notice_view n = {.carrier = slice_present(t->carrier) ? t->carrier : f.carrier,
				.flight_id = t->flight_id,
				.number = f.number,
				.from = f.origin,
				.to = f.destination,
				.departs = f.departs};
	if (rc == RC_OK && slice_present(n.carrier)) { /* else there is nobody to tell */
		rc = tell_defective(u, db, t, &n, a, e);
		if (rc == RC_OK && late)
			rc = tell_late(u, db, t, &n, f.departs_at, a, e);
	}
	arena_free(a);
	return rc;
}

/* ---- what did not come ---- */

static struct push_due due_of(const struct law_collection *c)
{
	return (struct push_due){.first_us = c->first_until_hours * HOUR_US,
				 .closing_us = c->closing_minutes * MINUTE_US,
				 .wait_us = c->notice_minutes * MINUTE_US};
}

static enum rc tell_missing(struct unit *u, struct db *db, const struct missing_push *m,
			    struct arena *a, unsigned *made, struct err *e)
{
	const struct law_collection *c = &unit_law(u)->collection;
	const struct push_due due = due_of(c);
	int64_t departs_at = m->flight.departs_at;
	bool added = false;
	struct notice_view n = {.carrier = m->flight.carrier,
				.kind = m->closing ? SLICE("closing-missing")
						   : SLICE("first-missing"),
				.flight_id = m->flight_id,
				.number = m->flight.number,
				.from = m->flight.origin,
				.to = m->flight.destination,
				.departs = m->flight.departs,
				.cause = m->closing ? SLICE("the push at closure has not come")
						    : SLICE("the first push has not come"),
				.begins_at = m->closing ? departs_at - due.closing_us
							: departs_at - c->first_hours * HOUR_US,
				.deadline_at = m->closing ? departs_at + due.closing_us
							  : departs_at - due.first_us};
	enum rc rc = put_notice(u, db, &n, arena_printf(a, "flight:%lld", (long long)m->flight_id),
				&added, e);
	*made += added;
	return rc;
}

static enum rc look(struct unit *u, struct arena *a, missing_pushes *out, struct err *e)
{
	struct db *db = NULL;
	const struct push_due due = due_of(&unit_law(u)->collection);
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = missing_pushes_read(db, &due, unit_now(u), a, out, e);
	store_done(unit_store(u), db);
	return rc;
}

static enum rc tell_all(struct unit *u, const missing_pushes *missing, struct arena *a,
			unsigned *made, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	LIST_EACH(const struct missing_push, m, missing)
	{
		if (rc == RC_OK)
			rc = tell_missing(u, db, m, a, made, e);
	}
	return store_end(unit_store(u), rc, e);
}

enum rc transfers_overdue(struct unit *u, unsigned *made, struct err *e)
{
	missing_pushes missing = {0};
	struct arena *a = arena_new(WORK_MEMORY);
	*made = 0;
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to look for missing transfers");
	enum rc rc = look(u, a, &missing, e);
	if (rc == RC_OK && missing.first)
		rc = tell_all(u, &missing, a, made, e);
	arena_free(a);
	return rc;
}
