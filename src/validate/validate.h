/* SPDX-License-Identifier: Apache-2.0
 *
 * validate/validate.h - whether a carrier's message conforms: profiles of
 * programmes and carriers (data, docs/validate.md), what a profile finds in a
 * message beyond what the reader found, and the report for people and machines.
 * Pure: bytes and values in, text out.
 */
#ifndef VALIDATE_VALIDATE_H
#define VALIDATE_VALIDATE_H

#include "decode/decode.h"
#include "model/finding_table.h"

/* ---- Profiles ---- */

struct validate_profile;

/* The profile of a built-in name; memory from `a`. RC_NOT_FOUND, RC_NOMEM. */
enum rc validate_profile_find(const char *name, struct arena *a,
			      const struct validate_profile **out, struct err *e) MUST_CHECK;
/* A profile as text, named `name` (its file's, for messages). RC_INVALID says the line
 * and what is wrong with it. */
enum rc validate_profile_read(struct slice text, const char *name, struct arena *a,
			      const struct validate_profile **out, struct err *e) MUST_CHECK;
/* The built-in names in one line: "carrier-example, tolerant ..."; memory from `a`. */
const char *validate_profile_names(struct arena *a);

/* ---- Checking ---- */

/* Adds to m->findings what the profile finds, gives every finding the severity that the
 * profile says, and takes out what it ignores. `frames` as in struct decode_options. */
void validate_check(struct message *m, const struct validate_profile *p, const struct typeb *frames,
		    struct arena *a);

/* ---- The report ---- */

struct validate_options {
	bool json;   /* one object a line, the last one a summary */
	bool colour; /* for a terminal */
	bool all;    /* every place of a code, not only the first ones */
};

/* Lines are counted on from the last place that was asked for. */
struct line_count {
	size_t at;
	size_t line, column; /* of that byte, from 1; a column is a character. 0: not begun */
};

/* An input while its messages are reported. */
struct validate_input {
	const char *name;           /* of the file */
	struct slice original;      /* as sent; lines are counted in it */
	struct slice input;         /* what the decoder read: without Type B frames */
	const struct typeb *frames; /* or NULL */
	unsigned messages;          /* reported so far; the report counts it */
	struct line_count lines;    /* the report's, zero at first */
};

struct validate_report;

/* Writes to `out`, which the caller empties whenever it likes. All are borrowed until
 * validate_report_free; NULL when out of memory. */
struct validate_report *validate_report_new(const struct validate_profile *p,
					    const struct validate_options *options,
					    struct buf *out);
void validate_report_free(struct validate_report *r); /* NULL is fine */
/* A message that was read and checked. `a`: for what is written of it. */
void validate_report_message(struct validate_report *r, struct validate_input *in,
			     const struct message *m, struct arena *a);
/* At the end. */
void validate_report_summary(struct validate_report *r);
/* Whether every message conformed, and there was one. */
bool validate_report_conforms(const struct validate_report *r);

#endif
