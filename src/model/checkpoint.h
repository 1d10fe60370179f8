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

/* Where a trail begins from which records have gone at their age: behind the last
 * record of a checkpoint. */
struct audit_start {
	int64_t checkpoint;     /* its number; 0 = the trail begins at its first record */
	int64_t seq, at;        /* of the checkpoint */
	unsigned char head[32]; /* of the checkpoint */
	int64_t begun_at;       /* when the records up to `seq` went */
	unsigned char signature[64];
};

#endif
