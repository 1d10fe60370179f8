/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/audit.h - the audit trail: append-only, hash-chained, written in
 * the same transaction as the act.
 *
 * Each record's hash covers its content and the hash of the record before it,
 * so that an edited, removed, inserted or reordered record breaks the chain.
 */
#ifndef PROTECT_AUDIT_H
#define PROTECT_AUDIT_H

#include "base/err.h"
#include "model/actor.h"

struct db;

struct audit_act {
	struct slice actor; /* login, "carrier:Z9", or "system" */
	struct slice role;  /* role, "carrier", or "system" */
	const char *act; /* "message.received", "traveller.read", "hit.decided" ... (docs/audit.md) */
	struct slice object;  /* "traveller:123"; ids only, never a name */
	struct slice purpose; /* may be absent */
	struct slice detail;  /* a JSON object without personal data; absent = {} */
};

/* Inside a write transaction. */
enum rc audit_append(struct db *db, const struct audit_act *act, int64_t now_at,
		     struct err *e) MUST_CHECK;

/* The same for a person or the system: under the purpose of the task that the actor is on,
 * with its justification and case in the detail, else under the standing purpose of
 * the role. */
enum rc audit_append_by(struct db *db, const struct actor *who, const char *act,
			struct slice object, struct slice detail, int64_t now_at,
			struct err *e) MUST_CHECK;

/* "traveller:123" for ("traveller", 123). */
#define AUDIT_OBJECT_TEXT 48
struct slice audit_object(char out[AUDIT_OBJECT_TEXT], const char *kind, int64_t id);

struct audit_report {
	int64_t records;        /* that are whole, from the first on */
	int64_t broken_seq;     /* first broken or missing record, 0 = none */
	char reason[160];       /* what is wrong with it */
	unsigned char head[32]; /* hash of the last whole record */
	int64_t checkpoints;    /* whose signatures were verified (protect/checkpoint.h) */
	int64_t proved;         /* the last record that one of them covers; 0 = none */
	int64_t gone;           /* records up to this one left the trail at their age */
};

/* Walks the whole chain, without keys: what checkpoints prove in addition is
 * audit_prove's to say. RC_OK with a report, also when it is broken. */
enum rc audit_verify(struct db *db, struct audit_report *out, struct err *e) MUST_CHECK;

#endif
