/* SPDX-License-Identifier: Apache-2.0
 *
 * paper/paper.h - a document on paper: headings, text, facts and tables as PDF, in any
 * script and direction (cairo and Pango). Knows nothing of travel.
 *
 * A paper has one owner thread; several may be made at one time. Errors are kept until
 * paper_end.
 */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include "base/buf.h"

struct paper;

struct paper_plan {
	const char *title;    /* of the document, also in the file's own data */
	const char *language; /* "en", "ar": decides the direction of pages and tables */
	const char *foot;     /* at the foot of each page, beside its number */
	const char *mark;     /* faint, across each page; NULL = none */
};

/* NULL when out of memory. */
struct paper *paper_new(const struct paper_plan *plan);
void paper_free(struct paper *p); /* NULL is fine */

void paper_heading(struct paper *p, const char *text);
void paper_text(struct paper *p, struct slice text);
/* A name and its value in two columns; nothing where the value is absent or empty. */
void paper_fact(struct paper *p, const char *name, struct slice value);
/* A line between parts. */
void paper_rule(struct paper *p);

/* Ends the document and gives its bytes. RC_NOMEM, RC_LIMIT (larger than `out` takes), RC_IO. */
enum rc paper_end(struct paper *p, struct buf *out, struct err *e) MUST_CHECK;

#endif
