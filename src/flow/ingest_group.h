/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/ingest_group.h - group commit: inputs that wait at the same time share one
 * transaction and one sync. Private to flow/.
 *
 * There is no thread for it: of those that wait, one writes for the others. While it
 * writes, inputs that come are read by their own threads and wait for the next group.
 */
#ifndef FLOW_INGEST_GROUP_H
#define FLOW_INGEST_GROUP_H

#include <stdint.h>

struct ingest_queue;                            /* of a unit */
struct ingest_queue *ingest_queue_new(void);    /* NULL: no memory */
void ingest_queue_free(struct ingest_queue *q); /* NULL is fine */
/* How long ago the last input was written; 0: one is being written, or waits to be. */
int64_t ingest_idle_us(struct ingest_queue *q);

#endif
