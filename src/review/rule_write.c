/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/unit.h"
#include "review/page.h"
#include "review/rule_parts.h"
#include "screen/rules/rule.h"

#define NAME_CHARS_MAX 60

static bool good_name(struct slice name)
{
	if (name.n == 0 || name.n > NAME_CHARS_MAX || !(name.p[0] >= 'a' && name.p[0] <= 'z'))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (!(c >= 'a' && c <= 'z') && !ascii_digit(c) && c != '-')
			return false;
	}
	return true;
}

/* ---- how much a draft may say; what it must say is asked when it is submitted ---- */

static enum rc limit(struct slice text, size_t most, const char *what, struct err *e)
{
	if (text.n <= most)
		return RC_OK;
	return err_refuse(e, RC_INVALID, "too-long", NULL, "%s has at most %d bytes", what,
			  (int)most);
}

static enum rc limit_indicator(const struct indicator_view *i, struct err *e)
{
	enum rc rc = limit(i->title, RULE_TITLE_MAX, "the title of an indicator", e);
	if (rc == RC_OK)
		rc = limit(i->expression, RULE_EXPRESSION_MAX, "an expression", e);
	if (rc == RC_OK)
		rc = limit(i->evidence, RULE_TEXT_MAX, "evidence", e);
	return rc == RC_OK ? limit(i->source, RULE_TITLE_MAX, "the source of evidence", e) : rc;
}

static enum rc check_numbers(const struct rule_content *c, struct err *e)
{
	static const char *const severities[] = {"low", "medium", "high", NULL};
	enum rc rc = page_word(c->severity, severities, "bad-severity", e);
	if (rc == RC_OK && !slice_present(c->severity))
		rc = err_refuse(e, RC_INVALID, "bad-severity", NULL,
				"the severity of a rule's hits is low, medium or high");
	if (rc == RC_OK && (c->false_percent < 1 || c->false_percent > 99 || c->least_reviews < 1 ||
			    c->least_reviews > 1000))
		rc = err_refuse(e, RC_INVALID, "bad-rule-limit", "R-055",
				"a rule is suspended above 1 to 99 percent of rejected hits, of at "
				"least 1 to 1000 reviews");
	return rc;
}

static enum rc check_limits(const struct rule_content *c, struct err *e)
{
	enum rc rc = limit(c->title, RULE_TITLE_MAX, "a title", e);
	if (rc == RC_OK)
		rc = limit(c->necessity, RULE_TEXT_MAX, "the necessity", e);
	if (rc == RC_OK)
		rc = limit(c->authorities, RULE_TEXT_MAX, "the list of authorities", e);
	if (rc == RC_OK && c->indicators.count > RULE_INDICATORS_MAX)
		rc = err_refuse(e, RC_INVALID, "too-many", NULL, "a rule has at most %d indicators",
				RULE_INDICATORS_MAX);
	if (rc == RC_OK)
		rc = check_numbers(c, e);
	LIST_EACH(const struct indicator_view, i, &c->indicators)
	{
		if (rc == RC_OK)
			rc = limit_indicator(i, e);
	}
	return rc;
}

/* ---- writing ---- */

static enum rc add_rule(struct rule_work *w, struct slice name, struct err *e)
{
	const struct rule_row row = {.id = store_new_id(unit_store(w->u)),
				     .name = name,
				     .owner_id = w->who->account_id,
				     .created_at = w->now_at};
	w->rule.id = row.id;
	return rule_insert(w->db, &row, w->a, e);
}

static enum rc replace_latest(struct rule_work *w, struct err *e)
{
	const struct rule_version_view *v = &w->rule.latest;
	if (!slice_is(v->state, "draft") && !slice_is(v->state, "submitted"))
		return RC_OK;
	const struct rule_change c =
		rule_change_of(w, v->version, "replaced", SLICE("a new version was written"));
	return rule_state_put(w->db, &c, e);
}

static enum rc next_version(struct rule_work *w, int64_t id, struct err *e)
{
	enum rc rc = rule_view_read(w->db, id, w->a, &w->rule, e);
	if (rc == RC_OK)
		rc = replace_latest(w, e);
	return rc == RC_OK ? rule_set_owner(w->db, id, w->who->account_id, e) : rc;
}

static enum rc write_version(struct rule_work *w, const struct rule_content *content, struct err *e)
{
	const struct rule_version_view v = {.rule_id = w->rule.id,
					    .version = w->rule.latest.version + 1,
					    .content = *content,
					    .written_by_id = w->who->account_id,
					    .written_at = w->now_at};
	const struct rule_change c = rule_change_of(w, v.version, "draft", SLICE(""));
	enum rc rc = rule_version_insert(w->db, &v, e);
	if (rc == RC_OK)
		rc = rule_event_put(w->db, &c, e);
	return rc == RC_OK ? rule_record(w, "rule.written", v.version, 0, SLICE(""), e) : rc;
}

enum rc review_rule_write(struct unit *u, const struct actor *who, struct slice name,
			  const struct rule_content *content, int64_t *id, struct arena *a,
			  struct err *e)
{
	struct rule_work w = {.u = u, .who = who, .a = a, .now_at = unit_now(u)};
	enum rc rc = protect_require(who, MAY_RULES_WRITE, e);
	if (rc == RC_OK && !*id && !good_name(name))
		rc = err_refuse(e, RC_INVALID, "bad-rule-name", NULL,
				"the name of a rule is 1 to %d small letters, digits and \"-\", a "
				"letter first",
				NAME_CHARS_MAX);
	if (rc == RC_OK)
		rc = check_limits(content, e);
	if (rc == RC_OK)
		rc = store_write(unit_store(u), &w.db, e);
	if (rc != RC_OK)
		return rc;
	rc = *id ? next_version(&w, *id, e) : add_rule(&w, name, e);
	if (rc == RC_OK)
		rc = write_version(&w, content, e);
	rc = store_end(unit_store(u), rc, e);
	if (rc == RC_OK)
		*id = w.rule.id;
	return rc;
}
