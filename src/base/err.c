/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#undef err_set
#undef err_refuse

#include <stdarg.h>
#include <stdio.h>

static void fill(struct err *e, enum rc rc, const char *fmt, va_list args) PRINTF(3, 0);

static void fill(struct err *e, enum rc rc, const char *fmt, va_list args)
{
	e->rc = rc;
	vsnprintf(e->text, sizeof e->text, fmt, args);
}

enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...)
{
	if (!e)
		return rc;
	va_list args;
	va_start(args, fmt);
	fill(e, rc, fmt, args);
	va_end(args);
	e->code[0] = '\0';
	e->rule[0] = '\0';
	return rc;
}

enum rc err_refuse(struct err *e, enum rc rc, const char *code, const char *rule, const char *fmt,
		   ...)
{
	if (!e)
		return rc;
	va_list args;
	va_start(args, fmt);
	fill(e, rc, fmt, args);
	va_end(args);
	snprintf(e->code, sizeof e->code, "%s", code);
	snprintf(e->rule, sizeof e->rule, "%s", rule ? rule : "");
	return rc;
}
