/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "flow/laws.h"
#include "flow/retention.h"
#include "flow/unit.h"
#include "review/rule_parts.h"
#include "screen/rules/rule.h"

#define REVIEW_MONTHS 6 /* where the profile does not say */

struct checking {
	const struct law *law;
	const struct rule_content *content;
	struct date today;
	struct arena *a;
	rule_fault_views *faults;
	int64_t indicator; /* that is being looked at; 0 = the rule */
};

static struct rule_fault_view *fault(struct checking *c, const char *member, const char *code,
				     const char *rule, struct slice text)
{
	struct rule_fault_view *f = LIST_ADD(c->faults, c->a, struct rule_fault_view);
	if (f)
		*f = (struct rule_fault_view){.member = member,
					      .indicator = c->indicator,
					      .code = code,
					      .rule = rule,
					      .text = text};
	return f;
}

static void want_text(struct checking *c, const char *member, struct slice text, const char *code,
		      const char *what)
{
	if (utf8_visible(text) < RULE_EVIDENCE_MIN)
		(void)fault(c, member, code, "R-050",
			    arena_printf(c->a, "%s, in at least %d characters", what,
					 RULE_EVIDENCE_MIN));
}

/* ---- for what, and with whom ---- */

static void check_purpose(struct checking *c)
{
	const struct rule_content *x = c->content;
	const struct law_purpose *p = law_purpose_find(c->law, x->purpose);
	if (!p)
		(void)fault(c, "purpose", "bad-purpose", "R-002",
			    SLICE("name a purpose of the legal profile"));
	else if (p->needs_offence && !law_item_find(&c->law->offences, x->offence))
		(void)fault(c, "offence", "bad-offence", "R-050",
			    SLICE("name the offence of the legal profile that it is about"));
}

static void check_authorities(struct checking *c)
{
	struct slice rest = c->content->authorities, name;
	bool any = false;
	while (slice_cut(&rest, ' ', &name)) {
		if (!slice_present(name))
			continue;
		any = true;
		if (!law_item_find(&c->law->authorities, name))
			(void)fault(c, "authorities", "bad-authority", "R-005",
				    arena_printf(c->a,
						 "\"%.*s\" is no competent authority of the "
						 "legal profile",
						 SLICE_ARG(name)));
	}
	if (!any)
		(void)fault(c, "authorities", "no-authority", "R-050",
			    SLICE("name the competent authorities that were consulted: criteria "
				  "are set together with them"));
}

/* ---- for how long ---- */

static void want_day(struct checking *c, const char *member, struct date day)
{
	if (!date_present(day))
		(void)fault(c, member, "date-missing", "R-050",
			    SLICE("a rule has a first day, a last day, and a day of its review"));
}

static struct date months_ahead(struct date day, unsigned months)
{
	return date_of_instant(retention_age_at(date_days(day) * DAY_US, (int)months));
}

static void check_days(struct checking *c)
{
	const struct rule_content *x = c->content;
	unsigned months = c->law->rule_review_months ? c->law->rule_review_months : REVIEW_MONTHS;
	want_day(c, "starts_on", x->starts_on);
	want_day(c, "ends_on", x->ends_on);
	want_day(c, "review_on", x->review_on);
	if (!date_present(x->starts_on) || !date_present(x->ends_on) || !date_present(x->review_on))
		return;
	if (date_cmp(x->ends_on, x->starts_on) < 0)
		(void)fault(c, "ends_on", "bad-dates", "R-050",
			    SLICE("the last day is before the first one"));
	if (date_cmp(x->ends_on, c->today) < 0)
		(void)fault(c, "ends_on", "date-past", "R-050", SLICE("the last day is over"));
	if (date_cmp(x->review_on, c->today) < 0)
		(void)fault(c, "review_on", "date-past", "R-050",
			    SLICE("the day of the review is over"));
	if (date_cmp(x->review_on, months_ahead(c->today, months)) > 0)
		(void)fault(c, "review_on", "review-too-far", "R-050",
			    arena_printf(c->a, "a rule is reviewed within %u months", months));
}

/* ---- indicators ---- */

static void check_indicator(struct checking *c, const struct indicator_view *i)
{
	c->indicator = i->number;
	if (!slice_trim(i->title).n)
		(void)fault(c, "title", "title-missing", "R-050",
			    SLICE("say the indicator in plain words: reviewers read them"));
	want_text(c, "evidence", i->evidence, "evidence-missing",
		  "say on which evidence the indicator rests");
	if (!slice_trim(i->source).n)
		(void)fault(c, "source", "evidence-source-missing", "R-050",
			    SLICE("say where the evidence comes from"));
	if (!date_present(i->evidence_on))
		(void)fault(c, "evidence_on", "evidence-date-missing", "R-050",
			    SLICE("say of which day the evidence is"));
	else if (date_cmp(i->evidence_on, c->today) > 0)
		(void)fault(c, "evidence_on", "evidence-date-ahead", "R-050",
			    SLICE("evidence is not of a day to come"));
	c->indicator = 0;
}

static void check_sides(struct checking *c)
{
	const struct rule_content *x = c->content;
	int64_t exonerating = 0, incriminating = 0;
	LIST_EACH(const struct indicator_view, i, &x->indicators)
	*(i->exonerates ? &exonerating : &incriminating) += 1;
	if (!incriminating)
		(void)fault(c, "indicators", "no-incriminating", "R-050",
			    SLICE("a rule has at least one incriminating indicator"));
	if (!exonerating)
		(void)fault(c, "indicators", "no-exonerating", "R-052",
			    SLICE("a rule has at least one exonerating indicator: what speaks for "
				  "a traveller counts as well"));
	if (x->needs < 0 || x->needs > incriminating)
		(void)fault(c, "needs", "bad-needs", "R-050",
			    SLICE("as many indicators as must hold, or more, must be there"));
}

/* ---- the engine's opinion: expressions, and what may stand for protected grounds ---- */

static void add_engine_fault(struct checking *c, const struct rule_fault *found)
{
	c->indicator = found->indicator;
	struct rule_fault_view *f = fault(c, found->indicator ? "expression" : "indicators",
					  found->code, found->rule, found->wrong);
	if (f) {
		f->line = found->line;
		f->column = found->column;
		f->expected = found->expected;
	}
	c->indicator = 0;
}

bool rule_text_of_content(const struct rule_content *content, struct arena *a,
			  struct rule_text *out)
{
	struct rule_indicator *list =
		arena_alloc(a, (content->indicators.count + 1) * sizeof *list);
	*out = (struct rule_text){.name = content->title,
				  .indicators = list,
				  .needs = content->needs > 0 ? (unsigned)content->needs : 0};
	if (!list)
		return false;
	LIST_EACH(const struct indicator_view, i, &content->indicators)
	list[out->indicator_count++] = (struct rule_indicator){
		.side = i->exonerates ? INDICATOR_EXONERATES : INDICATOR_INCRIMINATES,
		.expression = i->expression};
	return true;
}

static enum rc check_expressions(struct checking *c, struct err *e)
{
	struct rule_text text;
	rule_faults found = {0};
	struct err first = {0};
	if (!rule_text_of_content(c->content, c->a, &text))
		return err_set(e, RC_NOMEM, "no memory to check a rule");
	enum rc rc = text.indicator_count ? rule_check(&text, c->a, &found, &first) : RC_OK;
	if (rc != RC_OK && rc != RC_INVALID) {
		*e = first;
		return rc;
	}
	LIST_EACH(const struct rule_fault, f, &found)
	add_engine_fault(c, f);
	return RC_OK;
}

enum rc rule_faults_find(struct unit *u, const struct rule_content *content, struct date today,
			 struct arena *a, rule_fault_views *faults, struct err *e)
{
	struct checking c = {
		.law = unit_law(u), .content = content, .today = today, .a = a, .faults = faults};
	*faults = (rule_fault_views){0};
	if (!slice_trim(content->title).n)
		(void)fault(&c, "title", "title-missing", "R-050", SLICE("give the rule a title"));
	check_purpose(&c);
	want_text(&c, "necessity", content->necessity, "necessity-missing",
		  "say why the rule is needed, and why it asks no more than that");
	check_authorities(&c);
	check_days(&c);
	LIST_EACH(const struct indicator_view, i, &content->indicators)
	check_indicator(&c, i);
	check_sides(&c);
	enum rc rc = check_expressions(&c, e);
	return rc == RC_OK && arena_failed(a) ? err_set(e, RC_NOMEM, "no memory to check a rule")
					      : rc;
}

enum rc rule_faults_refuse(const rule_fault_views *faults, struct err *e)
{
	const struct rule_fault_view *f = faults->first;
	if (!f)
		return RC_OK;
	if (f->indicator)
		return err_refuse(e, RC_INVALID, "rule-not-ready", f->rule, "indicator %d: %.*s",
				  (int)f->indicator, SLICE_ARG(f->text));
	return err_refuse(e, RC_INVALID, "rule-not-ready", f->rule, "%.*s", SLICE_ARG(f->text));
}
