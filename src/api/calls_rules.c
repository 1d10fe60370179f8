/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write_rules.h"

#include "screen/rules/rule.h"

#define CONTENT_MEMBERS 12U

enum rc get_rules(struct call *c, struct err *e)
{
	struct rules_page page;
	struct json j;
	enum rc rc = review_rules(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "rules", struct rule_view, &page.rules, write_rule);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

static enum rc answer_rule(struct call *c, unsigned status, int64_t id, struct err *e)
{
	struct rule_page page;
	struct json j;
	enum rc rc = review_rule(c->api->unit, &c->session.actor, id, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, status, &j);
	json_key(&j, "rule");
	write_rule(&j, &page.rule);
	WRITE_LIST(&j, "versions", struct rule_version_view, &page.versions, write_rule_version);
	WRITE_LIST(&j, "events", struct rule_event_view, &page.events, write_rule_event);
	WRITE_LIST(&j, "runs", struct rule_run_view, &page.runs, write_rule_run);
	write_at(&j, "now", page.now_at);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_rule(struct call *c, struct err *e)
{
	return answer_rule(c, 200, c->id, e);
}

static void write_field(struct json *j, const struct rule_field *f)
{
	json_object(j);
	json_put_str(j, "name", f->name);
	json_put_str(j, "type", f->type);
	json_put_i64(j, "heading", f->heading);
	if (f->proxy)
		json_put_str(j, "proxy", f->proxy);
	json_put_str(j, "about", f->about);
	json_object_end(j);
}

enum rc get_rule_fields(struct call *c, struct err *e)
{
	struct json j;
	(void)e;
	answer_object(c, 200, &j);
	json_key(&j, "fields");
	json_array(&j);
	for (unsigned i = 0; i < rule_field_count; i++)
		write_field(&j, &rule_fields[i]);
	json_array_end(&j);
	json_object_end(&j);
	return RC_OK;
}

/* ---- what a version says, as requests bring it ---- */

/* Texts that become something else when all are read. */
struct indicator_texts {
	struct indicator_view *view;
	struct slice side, evidence_on;
	struct indicator_texts *next;
};

struct incoming {
	struct call *c;
	struct slice name; /* of a new rule */
	struct rule_content content;
	struct slice starts_on, ends_on, review_on;
	LIST(struct indicator_texts) texts;
};

static unsigned next_indicator(void *context, struct member *members)
{
	struct incoming *in = context;
	struct indicator_view *view =
		LIST_ADD(&in->content.indicators, in->c->arena, struct indicator_view);
	struct indicator_texts *texts = LIST_ADD(&in->texts, in->c->arena, struct indicator_texts);
	if (!view || !texts)
		return 0;
	texts->view = view;
	view->number = in->content.indicators.count;
	const struct member all[] = {TEXT_MEMBER("side", &texts->side),
				     TEXT_MEMBER("title", &view->title),
				     TEXT_MEMBER("expression", &view->expression),
				     TEXT_OPTIONAL("evidence", &view->evidence),
				     TEXT_OPTIONAL("source", &view->source),
				     TEXT_OPTIONAL("evidence_on", &texts->evidence_on)};
	unsigned count = sizeof all / sizeof *all;
	for (unsigned i = 0; i < count; i++)
		members[i] = all[i];
	return count;
}

static enum rc take_day(const char *member, struct slice text, struct date *out, struct err *e)
{
	if (!slice_present(text) || date_parse(text, out))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-date", NULL, "\"%s\" is a day such as 2026-03-31",
			  member);
}

static enum rc take_indicator(struct indicator_texts *t, struct err *e)
{
	t->view->exonerates = slice_is(t->side, indicator_side_name(INDICATOR_EXONERATES));
	if (!t->view->exonerates && !slice_is(t->side, indicator_side_name(INDICATOR_INCRIMINATES)))
		return err_refuse(e, RC_INVALID, "bad-member", "R-052",
				  "\"side\" must be incriminating or exonerating");
	if (!t->view->evidence.p)
		t->view->evidence = SLICE("");
	if (!t->view->source.p)
		t->view->source = SLICE("");
	return take_day("evidence_on", t->evidence_on, &t->view->evidence_on, e);
}

static enum rc take_texts(struct incoming *in, struct err *e)
{
	struct rule_content *x = &in->content;
	enum rc rc = take_day("starts_on", in->starts_on, &x->starts_on, e);
	if (rc == RC_OK)
		rc = take_day("ends_on", in->ends_on, &x->ends_on, e);
	if (rc == RC_OK)
		rc = take_day("review_on", in->review_on, &x->review_on, e);
	LIST_EACH(struct indicator_texts, t, &in->texts)
	{
		if (rc == RC_OK)
			rc = take_indicator(t, e);
	}
	return rc;
}

/* `named`: the body brings the rule's name as well. */
static enum rc read_content(struct call *c, bool named, struct incoming *in, struct err *e)
{
	*in = (struct incoming){.c = c};
	struct rule_content *x = &in->content;
	*x = (struct rule_content){.false_percent = RULE_FALSE_PERCENT,
				   .least_reviews = RULE_LEAST_REVIEWS};
	const struct member members[] = {
		TEXT_MEMBER("title", &x->title),
		TEXT_MEMBER("purpose", &x->purpose),
		TEXT_OPTIONAL("offence", &x->offence),
		TEXT_MEMBER("necessity", &x->necessity),
		TEXT_MEMBER("authorities", &x->authorities),
		NUMBER_OPTIONAL("needs", &x->needs),
		TEXT_MEMBER("severity", &x->severity),
		TEXT_OPTIONAL("starts_on", &in->starts_on),
		TEXT_OPTIONAL("ends_on", &in->ends_on),
		TEXT_OPTIONAL("review_on", &in->review_on),
		NUMBER_OPTIONAL("false_percent", &x->false_percent),
		NUMBER_OPTIONAL("least_reviews", &x->least_reviews),
		TEXT_MEMBER("name", &in->name),
	};
	const struct rows rows = {"indicators", RULE_INDICATORS_MAX, next_indicator, in};
	enum rc rc = body_read_rows(c, members, CONTENT_MEMBERS + (named ? 1U : 0U), &rows, e);
	return rc == RC_OK ? take_texts(in, e) : rc;
}

enum rc post_rules(struct call *c, struct err *e)
{
	struct incoming in;
	int64_t id = 0;
	enum rc rc = read_content(c, true, &in, e);
	if (rc == RC_OK)
		rc = review_rule_write(c->api->unit, &c->session.actor, in.name, &in.content, &id,
				       c->arena, e);
	return rc == RC_OK ? answer_rule(c, 201, id, e) : rc;
}

enum rc post_rule_version(struct call *c, struct err *e)
{
	struct incoming in;
	enum rc rc = read_content(c, false, &in, e);
	if (rc == RC_OK)
		rc = review_rule_write(c->api->unit, &c->session.actor, (struct slice){0},
				       &in.content, &c->id, c->arena, e);
	return rc == RC_OK ? answer_rule(c, 201, c->id, e) : rc;
}

enum rc post_rule_check(struct call *c, struct err *e)
{
	struct incoming in;
	rule_fault_views faults;
	struct json j;
	enum rc rc = read_content(c, false, &in, e);
	if (rc == RC_OK)
		rc = review_rule_check(c->api->unit, &c->session.actor, &in.content, c->arena,
				       &faults, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "faults", struct rule_fault_view, &faults, write_rule_fault);
	json_object_end(&j);
	return RC_OK;
}

/* ---- acts on the latest version ---- */

typedef enum rc act_on_version(struct unit *u, const struct actor *who, int64_t id, int64_t version,
			       struct arena *a, struct err *e);

static enum rc act(struct call *c, act_on_version *run, struct err *e)
{
	int64_t version = 0;
	const struct member members[] = {NUMBER_MEMBER("version", &version)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = run(c->api->unit, &c->session.actor, c->id, version, c->arena, e);
	return rc == RC_OK ? answer_rule(c, 200, c->id, e) : rc;
}

enum rc post_rule_submission(struct call *c, struct err *e)
{
	return act(c, review_rule_submit, e);
}

enum rc post_rule_try(struct call *c, struct err *e)
{
	return act(c, review_rule_try, e);
}

enum rc post_rule_decision(struct call *c, struct err *e)
{
	struct rule_decision ask = {0};
	struct slice run = {0};
	uint64_t number;
	const struct member members[] = {NUMBER_MEMBER("version", &ask.version),
					 FLAG_MEMBER("accept", &ask.accept),
					 TEXT_OPTIONAL("run", &run),
					 FLAG_OPTIONAL("figures_accepted", &ask.figures_accepted),
					 TEXT_MEMBER("reason", &ask.reason)};
	enum rc rc = body_read(c, members, sizeof members / sizeof *members, e);
	if (rc != RC_OK)
		return rc;
	if (slice_u64(run, &number) && number <= INT64_MAX)
		ask.run = (int64_t)number;
	rc = review_rule_decide(c->api->unit, &c->session.actor, c->id, &ask, c->arena, e);
	return rc == RC_OK ? answer_rule(c, 200, c->id, e) : rc;
}

enum rc post_rule_stop(struct call *c, struct err *e)
{
	struct slice reason = {0};
	const struct member members[] = {TEXT_MEMBER("reason", &reason)};
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = review_rule_stop(c->api->unit, &c->session.actor, c->id, reason, c->arena, e);
	return rc == RC_OK ? answer_rule(c, 200, c->id, e) : rc;
}
