/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/reading.h"

#include "decode/decode.h"
#include "flow/content_hash.h"
#include "flow/ingest.h"
#include "flow/law_parts.h"
#include "flow/unit.h"

/* What is stored of a message: all of the input where nothing could be read. */
static void body_of(const struct message *m, struct slice input, struct buf *out)
{
	if (!m->unreadable)
		decode_standalone(m, input, out);
	else if (m->place.length > 0)
		buf_add(out,
			slice_range(input, m->place.offset, m->place.offset + m->place.length));
	else
		buf_add(out, input);
}

/* The truth is built by reading stored messages again. One that was read by guessing
 * must still be readable when it stands alone. */
static enum rc read_alone(const struct message *m, struct slice body, struct date today,
			  struct arena *a, const struct message **out, struct err *e)
{
	struct decode_options options = {.today = today};
	struct decoder *d = decoder_new(body, &options);
	struct message *again = NULL;
	enum rc rc = d ? decoder_next(d, a, &again, e)
		       : err_set(e, RC_NOMEM, "no memory to read a message again");
	decoder_free(d);
	bool same = rc == RC_OK && !again->unreadable && again->type == m->type &&
		    !again->test == !m->test;
	*out = same ? again : NULL;
	return rc == RC_NOMEM ? rc : RC_OK;
}

static enum rc add_message(struct reading *r, struct message *m,
			   const struct decode_options *options, struct err *e)
{
	struct buf body;
	struct read_message *read = LIST_ADD(&r->messages, r->arena, struct read_message);
	if (!read)
		return RC_OK; /* shows in the arena */
	buf_init(&body, INGEST_INPUT_MAX + ((size_t)1 << 20));
	body_of(m, r->input, &body);
	enum rc rc = buf_failed(&body) ? err_set(e, RC_NOMEM, "no memory to keep a message")
				       : RC_OK;
	read->message = m;
	read->found = m->findings;
	bool whole = slice_eq(buf_slice(&body), r->input);
	read->body = whole ? r->input : arena_copy(r->arena, buf_slice(&body));
	buf_release(&body);
	content_hash(read->body, read->hash);
	/* What is the whole of its input was read alone already. */
	whole = whole && options->frames->frames.count == 0;
	if (whole && !m->unreadable)
		read->again = m;
	else if (rc == RC_OK && !m->unreadable)
		rc = read_alone(m, read->body, options->today, r->arena, &read->again, e);
	return rc;
}

static enum rc decode_all(struct reading *r, const struct typeb *frames, const erasures *erased,
			  struct date today, struct err *e)
{
	struct decode_options options = {.today = today, .frames = frames};
	struct decoder *d = decoder_new(r->input, &options);
	struct message *m;
	enum rc rc = d ? RC_OK : err_set(e, RC_NOMEM, "no memory to read a message");
	while (rc == RC_OK && (rc = decoder_next(d, r->arena, &m, e)) == RC_OK) {
		minimise_attach(m, erased, r->arena);
		rc = add_message(r, m, &options, e);
	}
	decoder_free(d);
	return rc == RC_END ? RC_OK : rc;
}

enum rc reading_make(struct unit *u, char *bytes, size_t n, struct arena *a, struct reading *out,
		     struct err *e)
{
	erasures erased = {0};
	struct typeb frames;
	const struct minimise_profile *profile = unit_minimise(u);
	*out = (struct reading){.arena = a, .input = {bytes, n}};
	if (n > INGEST_INPUT_MAX)
		return err_set(e, RC_LIMIT, "the input has %zu bytes, the limit is %zu: split it",
			       n, INGEST_INPUT_MAX);
	enum rc rc = typeb_unwrap(bytes, n, a, &frames, e);
	out->framed = rc == RC_OK && frames.frames.count > 0;
	if (rc == RC_OK)
		rc = minimise_input(bytes, n, profile, a, &erased, e);
	if (rc == RC_OK)
		rc = decode_all(out, &frames, &erased, date_of_instant(unit_now(u)), e);
	if (rc == RC_OK && arena_failed(a))
		rc = err_set(e, RC_NOMEM, "the input needs more memory than there is: split it");
	return rc;
}
