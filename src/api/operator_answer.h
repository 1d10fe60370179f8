/* SPDX-License-Identifier: Apache-2.0
 *
 * api/operator_answer.h - private to operator.c: reads what a serving process answered.
 */
#ifndef API_OPERATOR_ANSWER_H
#define API_OPERATOR_ANSWER_H

#include "api/operator.h"

/* RC_IO: not what the interface promises; else what the answer says went wrong. */
enum rc operator_answer_ingest(struct slice answer, unsigned status, struct operator_counts *out,
			       struct err *e) MUST_CHECK;
enum rc operator_answer_any(struct slice answer, unsigned status, struct err *e) MUST_CHECK;
enum rc operator_answer_import(struct slice answer, unsigned status, struct operator_imported *out,
			       struct err *e) MUST_CHECK;
/* Of what answers with nothing (204). */
enum rc operator_answer_done(struct slice answer, unsigned status, struct err *e) MUST_CHECK;

#endif
