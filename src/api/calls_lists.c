/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/lists.h"
#include "flow/unit.h"
#include "protect/scope.h"
#include "review/review.h"

#define CHANGES_SHOWN 200

enum rc get_watchlists(struct call *c, struct err *e)
{
	struct watchlists_page page = {0};
	struct json j;
	enum rc rc = review_watchlists(c->api->unit, &c->session.actor, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "lists", struct watchlist_view, &page.lists, write_watchlist);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_watchlist_versions(struct call *c, struct err *e)
{
	struct watchlist_versions_page page = {0};
	struct json j;
	enum rc rc = review_watchlist_versions(c->api->unit, &c->session.actor, c->name, c->arena,
					       &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "versions", struct watchlist_version_view, &page.versions,
		   write_watchlist_version);
	json_object_end(&j);
	return RC_OK;
}

enum rc put_watchlist_desks(struct call *c, struct err *e)
{
	struct slice desks;
	const struct member members[] = {TEXT_MEMBER("desks", &desks)};
	struct unit *u = c->api->unit;
	enum rc rc = body_read(c, members, 1, e);
	if (rc == RC_OK)
		rc = scope_assign(unit_store(u), &c->session.actor, c->name, desks, unit_now(u), e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

/* ---- thresholds ---- */

static enum rc answer_thresholds(struct call *c, struct slice name, struct err *e)
{
	struct thresholds_page page = {0};
	struct json j;
	enum rc rc = review_thresholds(c->api->unit, &c->session.actor, name, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	write_thresholds(&j, &page);
	json_object_end(&j);
	return RC_OK;
}

enum rc get_thresholds(struct call *c, struct err *e)
{
	return answer_thresholds(c, c->name, e);
}

enum rc post_threshold(struct call *c, struct err *e)
{
	struct list_threshold ask = {.name = c->name, .threshold = -1};
	struct slice threshold = {0};
	const struct member members[] = {TEXT_MEMBER("threshold", &threshold),
					 TEXT_MEMBER("reason", &ask.reason)};
	uint64_t number;
	enum rc rc = body_read(c, members, 2, e);
	if (rc != RC_OK)
		return rc;
	if (slice_u64(threshold, &number) && number <= 1000)
		ask.threshold = (int64_t)number;
	rc = lists_set_threshold(c->api->unit, &c->session.actor, &ask, c->arena, e);
	return rc == RC_OK ? answer_thresholds(c, ask.name, e) : rc;
}

/* ---- import ---- */

struct choice {
	const char *name;
	int value;
};

static enum rc query_choice(struct call *c, const char *name, const struct choice *choices,
			    int *value, struct err *e)
{
	struct slice text = http_query(c->http, name);
	struct slice all = {0};
	if (!text.p)
		return RC_OK;
	for (; choices->name; choices++) {
		all = arena_printf(c->arena, "%.*s%s%s", SLICE_ARG(all), all.n ? ", " : "",
				   choices->name);
		*value = choices->value;
		if (slice_is(text, choices->name))
			return RC_OK;
	}
	return err_refuse(e, RC_INVALID, "bad-parameter", NULL,
			  "the parameter \"%s\" must be one of %.*s", name, SLICE_ARG(all));
}

static enum rc query_format(struct call *c, enum list_format *format, struct err *e)
{
	struct slice text = http_query(c->http, "format");
	if (!text.p)
		return RC_OK;
	*format = list_format_named(text);
	return *format != LIST_FORMAT_UNKNOWN
		       ? RC_OK
		       : err_refuse(e, RC_INVALID, "bad-parameter", NULL,
				    "the parameter \"format\" must be one of those in "
				    "docs/watchlists.md");
}

static enum rc query_day(struct call *c, const char *name, struct date *out, struct err *e)
{
	struct slice text = http_query(c->http, name);
	if (text.n == 0 || date_parse(text, out))
		return RC_OK;
	return err_refuse(e, RC_INVALID, "bad-parameter", NULL,
			  "the parameter \"%s\" must be a day such as 2026-11-25", name);
}

/* On what the list rests. */
static enum rc read_basis(struct call *c, struct list_basis *b, struct err *e)
{
	b->legal_basis = http_query(c->http, "legal_basis");
	b->owner = http_query(c->http, "owner");
	b->purposes = http_query(c->http, "purposes");
	b->subject = http_query(c->http, "subject");
	b->quality = http_query(c->http, "quality");
	enum rc rc = query_day(c, "dated_on", &b->dated_on, e);
	if (rc == RC_OK)
		rc = query_day(c, "ends_on", &b->ends_on, e);
	if (rc == RC_OK)
		rc = query_i64(c, "fresh_days", &b->fresh_days, e);
	return rc == RC_OK ? query_i64(c, "used_days", &b->used_days, e) : rc;
}

static enum rc read_ask(struct call *c, struct list_import *ask, struct err *e)
{
	static const struct choice kinds[] = {
		{"persons", LIST_PERSONS}, {"documents", LIST_DOCUMENTS}, {NULL, 0}};
	static const struct choice severities[] = {
		{"high", LIST_HIGH}, {"medium", LIST_MEDIUM}, {"low", LIST_LOW}, {NULL, 0}};
	int kind = LIST_PERSONS, severity = LIST_MEDIUM;
	ask->name = c->name;
	ask->source = http_query(c->http, "source");
	ask->file_name = http_query(c->http, "file");
	ask->bytes.p = http_body(c->http, &ask->bytes.n);
	enum rc rc = query_flag(c, "preview", &ask->preview, e);
	if (rc == RC_OK)
		rc = query_choice(c, "kind", kinds, &kind, e);
	if (rc == RC_OK)
		rc = query_choice(c, "severity", severities, &severity, e);
	if (rc == RC_OK)
		rc = query_format(c, &ask->format, e);
	if (rc == RC_OK)
		rc = read_basis(c, &ask->basis, e);
	ask->kind = (enum list_kind)kind;
	ask->severity = (enum list_severity)severity;
	return rc;
}

static void write_changed_fields(struct json *j, unsigned fields)
{
	if (fields == 0)
		return;
	json_key(j, "fields");
	json_array(j);
	for (unsigned f = 0; f < LIST_FIELD_COUNT; f++)
		if (fields & (1u << f))
			json_text(j, slice_of(list_field_name((enum list_field)f)));
	json_array_end(j);
}

static void write_change(struct json *j, const struct list_change *change)
{
	const struct list_entry *entry = change->after ? change->after : change->before;
	json_object(j);
	json_put_str(j, "change", list_change_name(change->kind));
	json_put(j, "entry", entry->id);
	if (entry->names.first)
		json_put_opt(j, "name", entry->names.first->name);
	write_changed_fields(j, change->fields);
	json_object_end(j);
}

static void write_changes(struct json *j, const struct list_changes *changes)
{
	unsigned shown = 0;
	json_put_i64(j, "added", changes->added);
	json_put_i64(j, "changed", changes->changed);
	json_put_i64(j, "removed", changes->removed);
	json_put_i64(j, "unchanged", changes->unchanged);
	json_key(j, "changes");
	json_array(j);
	LIST_EACH(const struct list_change, change, &changes->list)
	if (shown++ < CHANGES_SHOWN)
		write_change(j, change);
	json_array_end(j);
}

static void write_line_finding(struct json *j, const struct finding *f)
{
	write_finding(j, f, "line");
}

enum rc post_import(struct call *c, struct err *e)
{
	struct list_import ask = {0};
	struct list_imported done = {0};
	struct json j;
	enum rc rc = read_ask(c, &ask, e);
	if (rc == RC_OK)
		rc = lists_import(c->api->unit, &c->session.actor, &ask, c->arena, &done, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	json_put(&j, "list", ask.name);
	json_put_i64(&j, "version", done.version);
	json_put_bool(&j, "preview", ask.preview);
	json_put_str(&j, "format", list_format_name(done.format));
	if (date_present(done.generated_on)) {
		char day[DATE_TEXT];
		date_write(done.generated_on, day);
		json_put_str(&j, "generated_on", day);
	}
	json_put_i64(&j, "name_only", done.name_only);
	write_changes(&j, &done.changes);
	WRITE_LIST(&j, "findings", struct finding, &done.findings, write_line_finding);
	if (c->door->is_operator) {
		json_put_i64(&j, "hits_new", done.hits_new);
		json_put_i64(&j, "hits_withdrawn", done.hits_withdrawn);
	}
	json_object_end(&j);
	return RC_OK;
}
