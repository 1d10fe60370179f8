/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/demo_rules.h"

#include "flow/laws.h"
#include "flow/unit.h"
#include "protect/account.h"
#include "review/rules.h"

#define MEMORY ((size_t)256 << 20)
#define REVIEW_DAYS 120
#define LAST_DAYS 170
#define EVIDENCE_DAYS 40

struct demo_indicator {
	bool exonerates;
	const char *title, *expression, *evidence;
};

enum demo_state { DEMO_DRAFT, DEMO_SUBMITTED, DEMO_IN_FORCE };

struct demo_rule {
	const char *name, *title, *offence, *necessity, *severity;
	int64_t needs;
	enum demo_state state;
	struct demo_indicator indicators[5]; /* a title of NULL ends them */
};

static const struct demo_rule rules[] = {
	{"cash-late-one-way",
	 "Cash, late, and no way back",
	 "drug-trafficking",
	 "Couriers on these routes are sent at short notice by others, who pay in cash. The three "
	 "circumstances together are rare; none of them alone means anything.",
	 "medium",
	 0,
	 DEMO_IN_FORCE,
	 {{false, "Booked less than three days before departure", "booking.days_before < 3",
	   "Nine of eleven couriers found last year were booked within three days."},
	  {false, "Paid in cash", "booking.payments.exists(p, p.form == \"CA\")",
	   "Ten of eleven tickets were bought in cash, at two agencies."},
	  {false, "No flight back in the booking", "booking.one_way",
	   "None of the eleven held a ticket back."},
	  {true, "Travels with a family or a group", "booking.party_size > 2",
	   "No courier was found in a party of more than two."}}},
	{"long-stay-booked-late",
	 "A week away, decided in a day",
	 "trafficking-in-human-beings",
	 "People who are brought to work by force are sent when there is work: their long stay is "
	 "booked by others, for them alone, at the last moment.",
	 "low",
	 0,
	 DEMO_SUBMITTED,
	 {{false, "Comes back after a week or more", "booking.trip_days >= 7",
	   "Interviews with twenty people freed last year: all held tickets back after a week or "
	   "later."},
	  {false, "Booked less than three days before departure", "booking.days_before < 3",
	   "Seventeen of the twenty were booked within three days."},
	  {false, "Nobody else is in the booking", "booking.party_size == 1",
	   "Nineteen of the twenty travelled in a booking of their own."},
	  {true, "Is a frequent flyer", "size(traveller.loyalty) > 0",
	   "None of them was in an airline's programme."}}},
	{"booked-on-the-day",
	 "Booked on the day itself",
	 "forged-documents",
	 "A first thought after a week of forged passports: to be tried before it is submitted.",
	 "low",
	 0,
	 DEMO_DRAFT,
	 {{false, "Booked on the day of departure", "booking.days_before == 0",
	   "Four of six forged passports of one week."},
	  {true, "Belongs to the crew", "traveller.kind == \"crew\"",
	   "Crews are put on flights at short notice."}}},
};

struct demo_staff {
	struct actor targeter, supervisor;
};

static struct actor on_task(const struct account_view *v)
{
	return (struct actor){.account_id = v->id,
			      .login = v->login,
			      .name = v->name,
			      .role = v->role,
			      .task = {.id = 1,
				       .purpose = SLICE("criteria"),
				       .justification = SLICE("The demonstration's criteria."),
				       .case_reference = SLICE("DEMO 1")}};
}

static enum rc find_staff(struct unit *u, struct arena *a, struct demo_staff *out, struct err *e)
{
	account_views accounts = {0};
	const struct actor by = actor_system();
	enum rc rc = accounts_read(unit_store(u), &by, a, &accounts, e);
	LIST_EACH(const struct account_view, v, &accounts)
	{
		if (v->role == ACTOR_TARGETER)
			out->targeter = on_task(v);
		else if (v->role == ACTOR_SUPERVISOR)
			out->supervisor = on_task(v);
	}
	return rc;
}

static struct date days_from(const struct unit *u, int32_t days)
{
	return date_from_days(date_days(date_of_instant(unit_now(u))) + days);
}

/* What the rules name is the law's to say: the demonstration lives under any profile. */
static struct slice offence_of(const struct law *law, const struct demo_rule *r)
{
	const struct law_item *own = law_item_find(&law->offences, slice_of(r->offence));
	const struct law_item *any = law->offences.first;
	return own ? own->name : any ? any->name : (struct slice){0};
}

static struct slice purpose_of(const struct law *law)
{
	LIST_EACH(const struct law_purpose, p, &law->purposes)
	{
		if (p->roles & 1u << ACTOR_TARGETER)
			return p->name;
	}
	return SLICE("criteria");
}

static enum rc content_of(struct unit *u, const struct demo_rule *r, struct arena *a,
			  struct rule_content *out, struct err *e)
{
	const struct law *law = unit_law(u);
	const struct law_item *authority = law->authorities.first;
	*out = (struct rule_content){.title = slice_of(r->title),
				     .purpose = purpose_of(law),
				     .offence = offence_of(law, r),
				     .necessity = slice_of(r->necessity),
				     .authorities = authority ? authority->name : (struct slice){0},
				     .needs = r->needs,
				     .severity = slice_of(r->severity),
				     .starts_on = days_from(u, 0),
				     .ends_on = days_from(u, LAST_DAYS),
				     .review_on = days_from(u, REVIEW_DAYS),
				     .false_percent = RULE_FALSE_PERCENT,
				     .least_reviews = RULE_LEAST_REVIEWS};
	for (const struct demo_indicator *from = r->indicators; from->title; from++) {
		struct indicator_view *i = LIST_ADD(&out->indicators, a, struct indicator_view);
		if (!i)
			return err_set(e, RC_NOMEM, "no memory for the demonstration's criteria");
		i->number = out->indicators.count;
		i->exonerates = from->exonerates;
		i->title = slice_of(from->title);
		i->expression = slice_of(from->expression);
		i->evidence = slice_of(from->evidence);
		i->source = SLICE("Customs of Utopia, yearly report (invented)");
		i->evidence_on = days_from(u, -EVIDENCE_DAYS);
	}
	return RC_OK;
}

static enum rc accept(struct unit *u, const struct demo_staff *staff, int64_t id, struct arena *a,
		      struct err *e)
{
	struct rule_page page;
	enum rc rc = review_rule(u, &staff->supervisor, id, a, &page, e);
	if (rc != RC_OK)
		return rc;
	const struct rule_decision yes = {
		.version = 1,
		.accept = true,
		.run = page.runs.first ? page.runs.first->id : 0,
		.figures_accepted = true,
		.reason =
			SLICE("No group is hit out of proportion to its share of late bookings.")};
	return review_rule_decide(u, &staff->supervisor, id, &yes, a, e);
}

static enum rc make_rule(struct unit *u, const struct demo_staff *staff, const struct demo_rule *r,
			 struct arena *a, struct err *e)
{
	struct rule_content content;
	int64_t id = 0;
	enum rc rc = content_of(u, r, a, &content, e);
	if (rc == RC_OK)
		rc = review_rule_write(u, &staff->targeter, slice_of(r->name), &content, &id, a, e);
	if (rc == RC_OK && r->state >= DEMO_SUBMITTED)
		rc = review_rule_submit(u, &staff->targeter, id, 1, a, e);
	if (rc == RC_OK && r->state >= DEMO_SUBMITTED)
		rc = review_rule_try(u, &staff->targeter, id, 1, a, e);
	return rc == RC_OK && r->state == DEMO_IN_FORCE ? accept(u, staff, id, a, e) : rc;
}

enum rc demo_rules(struct unit *u, struct err *e)
{
	struct demo_staff staff = {0};
	struct arena *a = arena_new(MEMORY);
	enum rc rc = a ? find_staff(u, a, &staff, e)
		       : err_set(e, RC_NOMEM, "no memory for the demonstration's criteria");
	for (size_t i = 0; rc == RC_OK && i < sizeof rules / sizeof *rules; i++)
		rc = make_rule(u, &staff, &rules[i], a, e);
	arena_free(a);
	return rc;
}
