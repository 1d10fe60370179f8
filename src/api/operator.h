/* SPDX-License-Identifier: Apache-2.0
 *
 * api/operator.h - the operator's commands beside a unit that is being served:
 * the serving process does the work, asked over its socket (DIR/piu.sock, open
 * to the same user only; api.h, operator_socket).
 */
#ifndef API_OPERATOR_H
#define API_OPERATOR_H

#include "base/err.h"
#include "base/slice.h"

#include <stdint.h>

struct operator_counts { /* of messages; travellers of the new ones */
	uint64_t messages, fresh, repeated, quarantined, tests, outside, refused, travellers;
};

/* True when a process serves the unit in `folder`. */
bool operator_is_served(const char *folder);

/* One input, walked and committed. RC_NOT_FOUND: nobody serves this unit;
 * RC_LIMIT: larger than it takes at once; RC_DENIED, RC_IO. */
enum rc operator_ingest(const char *folder, struct slice bytes, struct operator_counts *out,
			struct err *e) MUST_CHECK;

/* A call of the interface that an administrator's command makes ("PATCH", "/api/v1/users/7", a
 * JSON object or no body), in the system's name. The problem of the answer as a failure. */
enum rc operator_call(const char *folder, const char *method, const char *path, struct slice body,
		      struct err *e) MUST_CHECK;
/* Writes into the audit trail that the unit is being copied. RC_NOT_FOUND, RC_IO. */
enum rc operator_note_copy(const char *folder, struct err *e) MUST_CHECK;

struct operator_import {
	struct slice list, source, file_name, bytes;
	const char *kind, *severity, *format; /* words of docs/watchlists.md; format may be NULL */
	bool preview;
	struct {
		const char *name;
		struct slice value; /* absent: not told */
	} more[16]; /* on what the list rests: parameters of the interface (docs/api.md) */
};

struct operator_imported {
	int64_t version;
	uint64_t added, changed, removed, unchanged, findings;
};

/* RC_NOT_FOUND, RC_INVALID, RC_CONFLICT, RC_LIMIT, RC_IO. */
enum rc operator_import(const char *folder, const struct operator_import *ask,
			struct operator_imported *out, struct err *e) MUST_CHECK;

#endif
