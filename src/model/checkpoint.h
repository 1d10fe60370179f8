/* SPDX-License-Identifier: Apache-2.0
 *
 * model/checkpoint.h - a signed checkpoint of the audit trail.
 */
#ifndef MODEL_CHECKPOINT_H
#define MODEL_CHECKPOINT_H

#include "model/list.h"

#include <stdint.h>

struct checkpoint_row {
	int64_t number;         /* 1, 2, 3 ... without gaps */
	int64_t seq;            /* the last record that it covers */
	int64_t at;             /* when it was made */
	unsigned char head[32]; /* that record's hash */
	unsigned char signature[64];
	struct checkpoint_row *next;
};
typedef LIST(struct checkpoint_row) checkpoint_rows;

#endif
