/* SPDX-License-Identifier: Apache-2.0 */
#include "api/calls.h"

#include "flow/unit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One open page that wants to know when something changed. It is told counters, no
 * data: what changed it reads again by calls that ask for permission. */
struct listener {
	struct unit *unit;
	struct unit_changes told;
	bool began;
	int64_t ends_at; /* of the session; the page then asks for a new stream, or signs in */
};

static bool tell(void *context, bool idle, struct buf *out)
{
	struct listener *l = context;
	struct unit_changes now = unit_changes(l->unit);
	if (unit_now(l->unit) >= l->ends_at)
		return false;
	if (!l->began || memcmp(&now, &l->told, sizeof now) != 0)
		buf_printf(out,
			   "event: change\ndata: {\"flights\": %" PRIu64 ", \"hits\": %" PRIu64
			   ", \"lists\": %" PRIu64 "}\n\n",
			   now.flights, now.hits, now.lists);
	else if (idle)
		buf_text(out, ": still here\n\n");
	l->told = now;
	l->began = true;
	return true;
}

enum rc get_events(struct call *c, struct err *e)
{
	struct listener *l = calloc(1, sizeof *l);
	if (!l)
		return err_set(e, RC_NOMEM, "no memory for a live stream");
	*l = (struct listener){.unit = c->api->unit, .ends_at = c->session.expires_at};
	http_answer_field(c->http, "X-Accel-Buffering", "no");
	http_answer_stream(c->http, &(struct http_stream){l, tell, free});
	return RC_OK;
}
