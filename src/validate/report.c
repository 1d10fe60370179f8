/* SPDX-License-Identifier: Apache-2.0 */
#include "validate/report.h"

#include <stdlib.h>

struct validate_report *validate_report_new(const struct validate_profile *p,
					    const struct validate_options *options, struct buf *out)
{
	struct validate_report *r = calloc(1, sizeof *r);
	if (r)
		*r = (struct validate_report){.p = p, .options = *options, .out = out};
	return r;
}

void validate_report_free(struct validate_report *r)
{
	free(r);
}

static int by_offset(const void *left, const void *right)
{
	size_t a = ((const struct reported_finding *)left)->f->offset;
	size_t b = ((const struct reported_finding *)right)->f->offset;
	return a < b ? -1 : a > b;
}

static int by_severity(const void *left, const void *right)
{
	const struct finding *a = ((const struct reported_finding *)left)->f;
	const struct finding *b = ((const struct reported_finding *)right)->f;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	return by_offset(left, right);
}

/* Findings of one code and severity behind the first of them. A message has few codes. */
static void group(struct reported *x)
{
	struct reported_finding *sorted = x->findings;
	struct reported_finding *out = arena_alloc(x->a, (x->count + 1) * sizeof *out);
	size_t n = 0;
	for (size_t i = 0; out && i < x->count; i++) {
		const struct finding *first = sorted[i].f;
		for (size_t k = i; first && k < x->count; k++) {
			if (!sorted[k].f || sorted[k].f->severity != first->severity ||
			    strcmp(sorted[k].f->code, first->code) != 0)
				continue;
			out[n++] = sorted[k];
			sorted[k].f = NULL;
		}
	}
	x->findings = out;
	x->count = n;
}

static void sort(struct reported *x)
{
	size_t n = 0;
	struct line_count *lines = &x->in->lines;
	x->findings = arena_alloc(x->a, (x->m->findings.count + 1) * sizeof *x->findings);
	if (!x->findings)
		return;
	LIST_EACH(const struct finding, f, &x->m->findings)
	{
		x->findings[n++].f = f;
	}
	x->count = n;
	qsort(x->findings, n, sizeof *x->findings, by_offset);
	for (size_t i = 0; i < n; i++) {
		line_count_to(lines, x->in->original, x->findings[i].f->offset);
		x->findings[i].line = lines->line;
		x->findings[i].column = lines->column;
	}
	qsort(x->findings, n, sizeof *x->findings, by_severity);
	group(x);
}

static void count(struct validate_report *r, struct reported *x)
{
	x->conforms = true;
	LIST_EACH(const struct finding, f, &x->m->findings)
	{
		size_t row = (size_t)(finding_row_find(f->code) - finding_table);
		x->counts.of[f->severity]++;
		r->total.of[f->severity]++;
		r->codes[row].of[f->severity]++;
		x->conforms &= f->severity < r->p->fails_at;
	}
	x->conforms &= !x->m->unreadable;
	r->messages++;
	r->conforming += x->conforms;
	x->in->messages++;
}

void validate_report_message(struct validate_report *r, struct validate_input *in,
			     const struct message *m, struct arena *a)
{
	struct reported x = {.m = m, .in = in, .a = a};
	sort(&x);
	count(r, &x);
	if (r->options.json)
		json_message(r, &x);
	else
		text_message(r, &x);
}

void validate_report_summary(struct validate_report *r)
{
	if (r->options.json)
		json_summary(r);
	else
		text_summary(r);
}

bool validate_report_conforms(const struct validate_report *r)
{
	return r->messages > 0 && r->conforming == r->messages;
}
