/* SPDX-License-Identifier: Apache-2.0
 *
 * model/retention.h - what a run of retention did, and how things stand.
 */
#ifndef MODEL_RETENTION_H
#define MODEL_RETENTION_H

#include <stdbool.h>
#include <stdint.h>

struct retention_report {
	int64_t now_at;
	unsigned messages_masked, travellers_masked; /* sealed */
	unsigned travellers_deleted, records_deleted, messages_deleted, flights_deleted;
	unsigned keys_destroyed;
	bool purged;            /* the journal was emptied */
	bool scrubbed;          /* free space inside of the database was overwritten */
	int64_t certificate_id; /* 0 = nothing was deleted */
};

struct retention_state {
	unsigned mask_months, delete_months, delete_unlinked_months;
	int64_t messages_clear, messages_masked;
	int64_t travellers_clear, travellers_masked;
	int64_t sealed_records, on_hold, certificates;
	int64_t next_mask_at; /* of the oldest message in the clear; 0 = there is none */
	int64_t overdue;      /* messages in the clear that should be masked by now */
	int64_t data_keys;    /* months */
};

#endif
