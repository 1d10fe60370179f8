/* SPDX-License-Identifier: Apache-2.0 */
#include "simulate/parts.h"

#include <string.h>

#define RECIPIENT "UTOPIU"

void line_write(struct sim_out *o, const char *const *texts)
{
	for (; *texts; texts++)
		buf_text(o->b, *texts);
	buf_char(o->b, '\'');
	if (o->flight->habits->line_breaks)
		buf_text(o->b, "\r\n");
	o->segments++;
}

/* Memory for `n` characters and a NUL; never NULL (the arena remembers). */
static char *room_for(struct arena *a, size_t n, char *spare)
{
	char *p = arena_alloc(a, n + 1);
	return p ? p : spare;
}

const char *text_number(struct arena *a, uint64_t n, unsigned width)
{
	char digits[20];
	unsigned count = 0;
	do {
		digits[count++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (count < width && count < sizeof digits)
		digits[count++] = '0';
	char spare[24];
	char *p = room_for(a, count, spare);
	if (p == spare)
		return "";
	for (unsigned i = 0; i < count; i++)
		p[i] = digits[count - 1 - i];
	return p;
}

static const char *pairs(struct arena *a, int first, int second, int third)
{
	char *p = arena_alloc(a, 7);
	if (!p)
		return "";
	const int part[] = {first, second, third};
	for (int i = 0; i < 3; i++) {
		p[2 * i] = (char)('0' + part[i] / 10 % 10);
		p[2 * i + 1] = (char)('0' + part[i] % 10);
	}
	return p;
}

const char *text_yymmdd(struct arena *a, struct date d)
{
	return pairs(a, d.year % 100, d.month, d.day);
}

const char *text_ddmmyy(struct arena *a, struct date d)
{
	return pairs(a, d.day, d.month, d.year % 100);
}

const char *text_ddmonyy(struct arena *a, struct date d)
{
	static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
	char *p = date_present(d) ? arena_alloc(a, 8) : NULL;
	if (!p)
		return "";
	p[0] = (char)('0' + d.day / 10);
	p[1] = (char)('0' + d.day % 10);
	memcpy(p + 2, months + 3 * (d.month - 1), 3);
	p[5] = (char)('0' + d.year / 10 % 10);
	p[6] = (char)('0' + d.year % 10);
	return p;
}

const char *text_hhmm(struct arena *a, struct local_time t)
{
	return pairs(a, 0, t.hour, t.minute) + 2 * (!arena_failed(a));
}

const char *text_escaped(struct arena *a, const char *s)
{
	if (!strpbrk(s, "?:+'"))
		return s;
	char *p = arena_alloc(a, 2 * strlen(s) + 1);
	if (!p)
		return "";
	size_t n = 0;
	for (; *s; s++) {
		if (strchr("?:+'", *s))
			p[n++] = '?';
		p[n++] = *s;
	}
	return p;
}

/* ---- envelope ---- */

static const char *prepared_text(struct sim_out *o, const struct envelope *e)
{
	struct local_time t = utc_time(e->prepared_at);
	const char *date = text_yymmdd(o->a, t.date);
	return arena_cstr(o->a, arena_printf(o->a, "%s:%s", date, text_hhmm(o->a, t)));
}

void envelope_open(struct sim_out *o, const struct envelope *e)
{
	const struct carrier *habits = o->flight->habits;
	const char *prepared = prepared_text(o, e);
	if (habits->una)
		LINE(o, "UNA:+.? ");
	LINE(o, "UNB+", e->syntax, "+", e->sender, e->qualifier, "+", RECIPIENT, e->qualifier, "+",
	     prepared, "+", e->reference, e->application);
	if (habits->group)
		LINE(o, "UNG+", e->type, "+", e->group_sender, e->qualifier, "+", RECIPIENT,
		     e->qualifier, "+", prepared, "+1+", e->group_version);
	o->segments = 0;
	static const char *const parts[] = {"+01:F", "+01:C", "+02:F"};
	LINE(o, "UNH+1+", e->type, e->version, "+", e->business, parts[e->part]);
}

void envelope_close(struct sim_out *o, const struct envelope *e)
{
	unsigned count = (unsigned)((int)o->segments + 1 + e->wrong_count);
	LINE(o, "UNT+", text_number(o->a, count, 1), "+1");
	if (o->flight->habits->group)
		LINE(o, "UNE+1+1");
	LINE(o, "UNZ+1+", e->reference);
}
