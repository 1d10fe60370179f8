/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/ingest.h"
#include "review/review.h"

enum rc get_messages(struct call *c, struct err *e)
{
	struct messages_question ask = {.state = http_query(c->http, "state")};
	struct messages_page page = {0};
	struct json j;
	enum rc rc = query_number(c, "limit", PAGE_MAX, &ask.limit, e);
	if (rc == RC_OK)
		rc = review_messages(c->api->unit, &c->session.actor, &ask, c->arena, &page, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "messages", struct message_view, &page.messages, write_message);
	json_object_end(&j);
	return RC_OK;
}

static void write_segment_finding(struct json *j, const struct finding *f)
{
	write_finding(j, f, "segment");
}

static void write_taken(struct json *j, const struct ingest_message *m)
{
	json_object(j);
	if (m->id)
		write_id(j, "id", m->id);
	json_put_str(j, "outcome", ingest_outcome_name(m->outcome));
	json_put_str(j, "type", m->type);
	if (m->function)
		json_put_str(j, "function", m->function);
	json_put_opt(j, "reference", m->reference);
	json_put_i64(j, "travellers", m->travellers);
	WRITE_LIST(j, "findings", struct finding, &m->findings, write_segment_finding);
	json_object_end(j);
}

/* A carrier is told what became of its messages, never whether anyone matched a list;
 * that is for the operator. */
enum rc post_messages(struct call *c, struct err *e)
{
	size_t n;
	char *bytes = http_body(c->http, &n);
	struct ingest_source from = {c->door->is_operator ? "file" : "https", c->carrier};
	struct ingest_result done = {0};
	struct json j;
	if (n == 0)
		return err_refuse(e, RC_INVALID, "no-message", NULL, "the body holds no message");
	enum rc rc = ingest_input(c->api->unit, &from, bytes, n, c->arena, &done, e);
	if (rc != RC_OK)
		return rc;
	answer_object(c, 200, &j);
	WRITE_LIST(&j, "messages", struct ingest_message, &done.messages, write_taken);
	json_put_i64(&j, "new", done.fresh);
	json_put_i64(&j, "repeated", done.repeated);
	json_put_i64(&j, "quarantined", done.quarantined);
	json_put_i64(&j, "tests", done.tests);
	json_put_i64(&j, "outside", done.outside);
	json_put_i64(&j, "refused", done.refused);
	if (c->door->is_operator) {
		json_put_i64(&j, "travellers", done.travellers);
		json_put_i64(&j, "hits", done.hits);
	}
	json_object_end(&j);
	return RC_OK;
}
