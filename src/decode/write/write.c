/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/write/write.h"

#include "decode/decode.h"
#include "decode/write/answers.h"
#include "decode/write/put.h"

static void write_edifact(const struct message *m, struct arena *a, struct buf *out)
{
	struct writer w = {.m = m, .a = a, .date = m->prepared_at.date};
	emit_interchange(&w.w, out, m);
	if (m->type == MESSAGE_PAXLST)
		write_paxlst(&w);
	else
		write_pnrgov(&w);
	emit_interchange_end(&w.w);
}

/* What is in `m` and not in `written`. */
static enum rc check(const struct message *m, struct slice written, struct arena *a,
		     unwritten_list *unwritten, struct err *e)
{
	const struct decode_options options = {.today = m->prepared_at.date};
	struct decoder *d = decoder_new(written, &options);
	struct message *read;
	if (!d)
		return err_set(e, RC_NOMEM, "no memory to read what was written");
	enum rc rc = decoder_next(d, a, &read, e);
	if (rc == RC_OK)
		message_compare(m, read, a, unwritten);
	decoder_free(d);
	return rc;
}

enum rc message_write(const struct message *m, struct arena *a, struct buf *out,
		      unwritten_list *unwritten, struct err *e)
{
	size_t start = out->n;
	if (m->type == MESSAGE_PNRGOV_XML)
		write_xml(m, a, out);
	else if (m->type == MESSAGE_PAXLST || m->type == MESSAGE_PNRGOV)
		write_edifact(m, a, out);
	else if (!m->answer)
		return err_set(e, RC_INVALID, "there is no writer for messages of this type");
	else if (!answers_write(m, out))
		return err_set(e, RC_INVALID,
			       "a text holds a separator, and the UNA has no release character");
	if (arena_failed(a))
		return err_set(e, RC_NOMEM, "the message needs more memory than one may use");
	if (buf_failed(out))
		return err_set(e, RC_LIMIT, "the written message is larger than its limit");
	if (!unwritten || m->answer)
		return RC_OK;
	return check(m, slice_range(buf_slice(out), start, out->n), a, unwritten, e);
}
