/* SPDX-License-Identifier: Apache-2.0 */
#include "api/write_rules.h"

static void write_indicator(struct json *j, const struct indicator_view *i)
{
	json_object(j);
	json_put_i64(j, "number", i->number);
	json_put_str(j, "side", i->exonerates ? "exonerating" : "incriminating");
	json_put(j, "title", i->title);
	json_put(j, "expression", i->expression);
	json_put(j, "evidence", i->evidence);
	json_put(j, "source", i->source);
	write_day_opt(j, "evidence_on", i->evidence_on);
	json_object_end(j);
}

static void write_content(struct json *j, const struct rule_content *c)
{
	json_put(j, "title", c->title);
	json_put(j, "purpose", c->purpose);
	json_put_opt(j, "offence", c->offence);
	json_put(j, "necessity", c->necessity);
	json_put(j, "authorities", c->authorities);
	json_put_i64(j, "needs", c->needs);
	json_put(j, "severity", c->severity);
	write_day_opt(j, "starts_on", c->starts_on);
	write_day_opt(j, "ends_on", c->ends_on);
	write_day_opt(j, "review_on", c->review_on);
	json_put_i64(j, "false_percent", c->false_percent);
	json_put_i64(j, "least_reviews", c->least_reviews);
	if (c->indicators.first)
		WRITE_LIST(j, "indicators", struct indicator_view, &c->indicators, write_indicator);
}

static void write_reviews(struct json *j, const struct rule_reviews *r)
{
	json_key(j, "reviews");
	json_object(j);
	json_put_i64(j, "open", r->open);
	json_put_i64(j, "confirmed", r->confirmed);
	json_put_i64(j, "rejected", r->rejected);
	json_put_i64(j, "undetermined", r->undetermined);
	json_object_end(j);
}

void write_rule_version(struct json *j, const struct rule_version_view *v)
{
	json_object(j);
	json_put_i64(j, "version", v->version);
	json_put(j, "state", v->state);
	write_content(j, &v->content);
	json_put(j, "written_by", v->written_by);
	write_at(j, "written_at", v->written_at);
	json_put_opt(j, "decided_by", v->decided_by);
	json_put_opt(j, "decision_reason", v->decision_reason);
	write_at_opt(j, "decided_at", v->decided_at);
	if (v->decided_run)
		write_id(j, "decided_run", v->decided_run);
	write_reviews(j, &v->reviews);
	json_object_end(j);
}

void write_rule(struct json *j, const struct rule_view *r)
{
	json_object(j);
	write_id(j, "id", r->id);
	json_put(j, "name", r->name);
	json_put(j, "owner", r->owner);
	write_at(j, "created_at", r->created_at);
	if (r->version_in_force)
		json_put_i64(j, "version_in_force", r->version_in_force);
	json_key(j, "latest");
	write_rule_version(j, &r->latest);
	json_object_end(j);
}

void write_rule_event(struct json *j, const struct rule_event_view *v)
{
	json_object(j);
	json_put_i64(j, "version", v->version);
	json_put(j, "state", v->state);
	json_put_opt(j, "reason", v->reason);
	json_put_opt(j, "by", v->by);
	write_at(j, "at", v->at);
	json_object_end(j);
}

void write_rule_run(struct json *j, const struct rule_run_view *v)
{
	json_object(j);
	write_id(j, "id", v->id);
	json_put_i64(j, "version", v->version);
	json_put(j, "by", v->run_by);
	write_at(j, "at", v->run_at);
	json_put_i64(j, "travellers", v->travellers);
	json_put_i64(j, "hits", v->hits);
	write_raw_opt(j, "figures", v->figures_json);
	json_object_end(j);
}

void write_rule_fault(struct json *j, const struct rule_fault_view *f)
{
	json_object(j);
	json_put_str(j, "member", f->member);
	if (f->indicator)
		json_put_i64(j, "indicator", f->indicator);
	if (f->line)
		json_put_i64(j, "line", f->line);
	if (f->column)
		json_put_i64(j, "column", f->column);
	json_put_str(j, "code", f->code);
	if (f->rule)
		json_put_str(j, "rule", f->rule);
	json_put(j, "text", f->text);
	json_put_opt(j, "expected", f->expected);
	json_object_end(j);
}
