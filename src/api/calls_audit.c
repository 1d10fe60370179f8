/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"
#include "api/write.h"

#include "flow/trail.h"
#include "review/review.h"

/* As much as an answer holds. */
#define EXPORT_MAX ((size_t)60 << 20)

enum rc post_audit_checkpoint(struct call *c, struct err *e)
{
	struct checkpoint_row made;
	char key[HEX_TEXT(SIGN_PUBLIC_BYTES)], head[HEX_TEXT(HASH_BYTES)];
	char signature[HEX_TEXT(SIGNATURE_BYTES)];
	struct json j;
	enum rc rc = review_audit_sign(c->api->unit, &c->session.actor, &made, e);
	if (rc == RC_OK)
		rc = trail_public_key(c->api->unit, key, e);
	if (rc != RC_OK)
		return rc;
	hex_write(made.head, HASH_BYTES, head);
	hex_write(made.signature, SIGNATURE_BYTES, signature);
	answer_object(c, 200, &j);
	json_put_i64(&j, "number", made.number);
	json_put_i64(&j, "record", made.seq);
	write_at(&j, "at", made.at);
	json_put_str(&j, "head", head);
	json_put_str(&j, "signature", signature);
	json_put_str(&j, "public_key", key);
	json_object_end(&j);
	return RC_OK;
}

enum rc post_audit_exports(struct call *c, struct err *e)
{
	enum rc rc = trail_note_export(c->api->unit, e);
	if (rc == RC_OK)
		answer_nothing(c);
	return rc;
}

enum rc get_audit_export(struct call *c, struct err *e)
{
	struct buf lines;
	buf_init(&lines, EXPORT_MAX);
	enum rc rc = review_audit_export(c->api->unit, &c->session.actor, &lines, e);
	if (rc == RC_OK) {
		buf_add(http_answer(c->http, 200, "text/plain"), buf_slice(&lines));
		http_answer_field(c->http, "Content-Disposition",
				  "attachment; filename=\"audit-trail.txt\"");
	}
	buf_release(&lines);
	return rc;
}
