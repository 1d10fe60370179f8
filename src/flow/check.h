/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/check.h - reads the whole unit and verifies it: the database's own check
 * and references, the audit chain, hashes of messages and entries, counts, and
 * whether the rows of every flight are what its messages say.
 */
#ifndef FLOW_CHECK_H
#define FLOW_CHECK_H

#include "model/content.h"
#include "protect/audit.h"

struct unit;

#define CHECK_FAULTS_MAX 20

struct check_report {
	struct content content;
	struct audit_report audit;
	unsigned faults; /* of any kind; the first CHECK_FAULTS_MAX are named */
	char fault[CHECK_FAULTS_MAX][200];
};

/* Beside a serving process too (it sees the last commit). RC_OK with a report,
 * also when something is wrong; RC_CORRUPT when the database can not be read. */
enum rc check_unit(struct unit *u, struct check_report *out, struct err *e) MUST_CHECK;

/* Adds a fault that a caller found. */
void check_fault(struct check_report *out, const char *sentence);

/* The audit chain alone: of a unit, or of a copy of its database (piu.db) anywhere. */
enum rc check_audit(struct unit *u, struct audit_report *out, struct err *e) MUST_CHECK;
enum rc check_audit_file(const char *path, struct audit_report *out, struct err *e) MUST_CHECK;

#endif
