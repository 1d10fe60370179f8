/* SPDX-License-Identifier: Apache-2.0
 *
 * The compliance pack: what this unit does under ICAO Annex 9, Section D, with the
 * counts that show it, as it stands now.
 */
#include "base/crypto.h"
#include "flow/trail.h"
#include "flow/unit.h"
#include "paper/paper.h"
#include "review/oversight.h"
#include "review/page.h"
#include "store/oversight.h"
#include "store/register.h"
#include "store/statistic.h"

#include <inttypes.h>
#include <string.h>

/* What the Annex asks for, and how this program answers it. Numbers are of this project's
 * list (docs/requirements.md). */
static const struct {
	const char *asked, *done;
} provisions[] = {
	{"A legal framework for data on passengers, with purposes",
	 "Nothing is taken in before the legal basis is recorded (R-001). Purposes are a closed list; "
	 "each role has its own, and it stands in every record of reading (R-150)."},
	{"Carriers transmit by push; no carrier is asked for what it does not collect",
	 "Carriers send files or messages; the unit has no way to sign in to their systems. Every "
	 "message is answered, and a repeated one changes nothing."},
	{"No sensitive data",
	 "What reveals religion, health, origin, opinions or sexual life is erased in memory before "
	 "anything is stored; the erasure is counted, the value is not kept (R-014 to R-016)."},
	{"Objective, precise criteria, and no adverse decision by machine alone",
	 "Every match says what agreed, differed or was absent (R-032). A person decides each one by "
	 "the same written criteria (R-070 to R-073); where the profile says so, two (R-074)."},
	{"Safeguards for everybody, whatever the nationality",
	 "No rule and no right in this program looks at nationality (R-195)."},
	{"Information, access, rectification and redress",
	 "Requests have a register with deadlines (R-190), a search across all that is held (R-191), a "
	 "public notice (R-192), two versions of an answer (R-193) and redress numbers (R-194)."},
	{"Retention and depersonalisation",
	 "The ages of masking and deletion are those of the legal profile named above."},
	{"Security, and a trail of access",
	 "One account, one role, duties kept apart (R-172). The trail of every act is chained and "
	 "signed; its state is given below, and anybody with the public key can verify an export "
	 "(R-151)."},
	{"Data only at declared, secure places on national territory",
	 "The unit opens on the machines of its declared places only, given below; another one is "
	 "declared by one office and confirmed by another (R-170)."},
	{"Documentation, and breaches",
	 "A register of staff, access and requests is exported for the authority (R-152). Breaches have "
	 "a clock of 72 hours (R-171). Support from outside is let in by two people for a time, and is "
	 "blind to data (R-173)."},
	{"Independent oversight",
	 "The data protection officer reads everything and decides nothing operational (R-153), is "
	 "shown odd look-ups (R-156) and random samples of decisions (R-154)."},
};

struct pack {
	struct paper *p;
	struct arena *a;
	const struct unit_plan *about;
	struct audit_report trail;
	count_rows counts;
	place_views places;
	statistic_views statistics;
	char public_key[HEX_TEXT(SIGN_PUBLIC_BYTES)];
};

static void put_unit(const struct pack *x)
{
	paper_heading(x->p, "The unit");
	paper_fact(x->p, "Name", slice_of(x->about->name));
	paper_fact(x->p, "State", slice_of(x->about->state));
	paper_fact(x->p, "Legal profile", slice_of(x->about->profile));
	paper_fact(x->p, "Legal basis", slice_of(x->about->legal_basis));
	if (x->about->fictitious)
		paper_text(x->p, SLICE("This is the unit of a fictitious State: every person, "
				       "carrier and flight in it is invented."));
}

static void put_places(const struct pack *x)
{
	paper_heading(x->p, "Declared places");
	LIST_EACH(const struct place_view, v, &x->places)
	{
		if (v->confirmed_at && !v->ended_at)
			paper_fact(x->p, arena_cstr(x->a, v->name),
				   arena_printf(x->a, "%.*s%s%.*s; %s", SLICE_ARG(v->address),
						v->address.n ? ", " : "", SLICE_ARG(v->state),
						v->bound ? "bound to a machine"
							 : "not bound to a machine"));
	}
}

static void put_provisions(const struct pack *x)
{
	paper_heading(x->p, "What Annex 9, Section D asks for, and what this unit does");
	for (size_t i = 0; i < sizeof provisions / sizeof *provisions; i++)
		paper_fact(x->p, provisions[i].asked, slice_of(provisions[i].done));
}

static void put_counts(const struct pack *x)
{
	const char *part = "";
	LIST_EACH(const struct count_row, c, &x->counts)
	{
		if (strcmp(part, c->part) != 0)
			paper_heading(x->p, c->part);
		part = c->part;
		paper_fact(x->p, c->name, arena_printf(x->a, "%" PRId64, c->amount));
	}
	paper_heading(x->p, "Yearly statistics");
	LIST_EACH(const struct statistic_view, s, &x->statistics)
	{
		paper_fact(x->p,
			   arena_cstr(x->a, arena_printf(x->a, "%" PRId64 ", %.*s", s->year,
							 SLICE_ARG(s->name))),
			   arena_printf(x->a, "%" PRId64, s->amount));
	}
}

static void put_trail(const struct pack *x)
{
	char head[HEX_TEXT(HASH_BYTES)];
	hex_write(x->trail.head, HASH_BYTES, head);
	paper_heading(x->p, "The audit trail, verified now");
	paper_fact(x->p, "State", x->trail.broken_seq ? slice_of(x->trail.reason) : SLICE("whole"));
	paper_fact(x->p, "Records", arena_printf(x->a, "%" PRId64, x->trail.records));
	paper_fact(x->p, "Signed checkpoints",
		   arena_printf(x->a, "%" PRId64, x->trail.checkpoints));
	paper_fact(x->p, "Proved up to record", arena_printf(x->a, "%" PRId64, x->trail.proved));
	paper_fact(x->p, "Last hash", slice_of(head));
	paper_fact(x->p, "Public key", slice_of(x->public_key));
}

static enum rc gather(struct unit *u, struct pack *x, struct err *e)
{
	struct checkpoint_row made;
	struct db *db = NULL;
	enum rc rc = trail_sign(u, &made, e);
	if (rc == RC_OK)
		rc = trail_verify(u, &x->trail, e);
	if (rc == RC_OK)
		rc = trail_public_key(u, x->public_key, e);
	if (rc == RC_OK)
		rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = compliance_counts(db, unit_now(u), x->a, &x->counts, e);
	if (rc == RC_OK)
		rc = statistics_read(db, x->a, &x->statistics, e);
	if (rc == RC_OK)
		rc = places_read(db, (struct slice){0}, x->a, &x->places, e);
	store_done(unit_store(u), db);
	return rc;
}

enum rc oversight_compliance(struct unit *u, const struct actor *who, struct arena *a,
			     struct buf *out, struct err *e)
{
	struct pack x = {.a = a, .about = unit_about(u)};
	char now[INSTANT_TEXT];
	enum rc rc = protect_require(who, MAY_AUDIT_READ, e);
	if (rc == RC_OK)
		rc = page_record(u, who, "compliance.made", "unit", 0, e);
	if (rc == RC_OK)
		rc = gather(u, &x, e);
	if (rc != RC_OK)
		return rc;
	instant_write(unit_now(u), now);
	const struct paper_plan plan = {
		.title = "Compliance with ICAO Annex 9, Section D", .language = "en", .foot = now};
	x.p = paper_new(&plan);
	if (!x.p)
		return err_set(e, RC_NOMEM, "no memory to write the pack");
	put_unit(&x);
	put_places(&x);
	put_provisions(&x);
	put_counts(&x);
	put_trail(&x);
	rc = paper_end(x.p, out, e);
	paper_free(x.p);
	return rc;
}
