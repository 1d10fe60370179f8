/* SPDX-License-Identifier: Apache-2.0 */
#include "model/finding.h"

#include <stdarg.h>
#include <stdio.h>

#define TEXT_MAX 400

const char *severity_name(enum severity s)
{
	static const char *const names[] = {"info", "warning", "error"};
	return names[s];
}

void finding_add(finding_list *list, struct arena *a, enum severity severity, const char *code,
		 unsigned segment, size_t offset, const char *fmt, ...)
{
	if (list->count > FINDINGS_MAX)
		return;
	struct finding *f = LIST_ADD(list, a, struct finding);
	if (!f)
		return;
	*f = (struct finding){
		.severity = severity, .code = code, .segment = segment, .offset = offset};
	if (list->count > FINDINGS_MAX) {
		f->severity = SEVERITY_WARNING;
		f->code = "findings-limit";
		f->text = SLICE("more findings than are kept; mend these first and send again");
		return;
	}
	char text[TEXT_MAX];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	f->text = arena_copy(a, slice_of(text));
}
