/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api_parts.h"

static enum rc bad_parameter(struct err *e, const char *name, const char *what)
{
	return err_refuse(e, RC_INVALID, "bad-parameter", NULL, "the parameter \"%s\" must be %s",
			  name, what);
}

enum rc query_i64(struct call *c, const char *name, int64_t *out, struct err *e)
{
	struct slice text = http_query(c->http, name);
	uint64_t number;
	if (!text.p)
		return RC_OK;
	if (!slice_u64(text, &number) || number > INT64_MAX)
		return bad_parameter(e, name, "a whole number");
	*out = (int64_t)number;
	return RC_OK;
}

enum rc query_number(struct call *c, const char *name, unsigned most, unsigned *out, struct err *e)
{
	int64_t number = 0;
	enum rc rc = query_i64(c, name, &number, e);
	if (rc != RC_OK || !http_query(c->http, name).p)
		return rc;
	if (number < 1 || number > most)
		return err_refuse(e, RC_INVALID, "bad-parameter", NULL,
				  "the parameter \"%s\" must be a number from 1 to %u", name, most);
	*out = (unsigned)number;
	return RC_OK;
}

enum rc query_instant(struct call *c, const char *name, int64_t *out, struct err *e)
{
	struct slice text = http_query(c->http, name);
	if (text.p && !instant_parse(text, out))
		return bad_parameter(e, name, "an instant such as 2026-11-25T08:30:00Z");
	return RC_OK;
}

enum rc query_flag(struct call *c, const char *name, bool *out, struct err *e)
{
	struct slice text = http_query(c->http, name);
	if (!text.p)
		return RC_OK;
	if (text.n == 0 || slice_is(text, "true") || slice_is(text, "1"))
		*out = true;
	else if (slice_is(text, "false") || slice_is(text, "0"))
		*out = false;
	else
		return bad_parameter(e, name, "true or false");
	return RC_OK;
}
