/* SPDX-License-Identifier: Apache-2.0
 *
 * validate/report.h - private: what the reports for people and for machines share.
 */
#ifndef VALIDATE_REPORT_H
#define VALIDATE_REPORT_H

#include "validate/profile.h"
#include "validate/spot.h"

struct severity_counts {
	uint64_t of[SEVERITY_ERROR + 1];
};

struct validate_report {
	const struct validate_profile *p;
	struct validate_options options;
	struct buf *out;
	uint64_t messages, conforming;
	struct severity_counts total;
	struct severity_counts codes[FINDING_ROWS_MAX]; /* by row of finding_table */
};

struct reported_finding {
	const struct finding *f;
	size_t line, column; /* from 1 */
};

/* A message with its findings in the order of the report: by severity, then groups of
 * one code in the order of their first place, then by place. */
struct reported {
	const struct message *m;
	struct validate_input *in;
	struct arena *a;
	struct reported_finding *findings;
	size_t count;
	struct severity_counts counts;
	bool conforms;
};

/* Each appends to r->out. */
void text_message(struct validate_report *r, struct reported *x);
void text_summary(struct validate_report *r);
void json_message(struct validate_report *r, struct reported *x);
void json_summary(struct validate_report *r);

#endif
