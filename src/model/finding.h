/* SPDX-License-Identifier: Apache-2.0
 *
 * model/finding.h - what was wrong with a message: data, never an exception.
 *
 * A finding names its place so that the carrier can mend it. `code` is a
 * stable name (model/finding_table.h, docs/findings.md); `text` is one plain
 * sentence and holds no personal data: it names elements, lengths and codes,
 * not a person's values.
 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "model/list.h"

enum severity {
	SEVERITY_INFO,
	SEVERITY_WARNING, /* read, but not as the standard says */
	SEVERITY_ERROR,   /* something could not be read and is missing from the model */
};

struct finding {
	enum severity severity;
	const char *code; /* static */
	unsigned segment; /* 1 = UNH; 0 = not in a segment of a message */
	size_t offset;    /* bytes from the start of the input */
	struct slice text;
	const char *element; /* which one is missing, "birth_date"; or NULL */
	struct finding *next;
};

typedef LIST(struct finding) finding_list;

/* "info", "warning", "error" */
const char *severity_name(enum severity s);

/* At most this many are kept for one message; a last one says that more were found. */
#define FINDINGS_MAX 1000

/* `fmt` must not print passenger data. */
void finding_add(finding_list *list, struct arena *a, enum severity severity, const char *code,
		 unsigned segment, size_t offset, const char *fmt, ...) PRINTF(7, 8);

#endif
