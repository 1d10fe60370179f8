/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/fault/fault.h - one thing that fails, chosen by kind and number. The test program
 * is linked with --wrap and gives SQLite its own allocator and file system, so that the
 * program that is shipped has no place that could be told to fail.
 */
#ifndef FAULT_FAULT_H
#define FAULT_FAULT_H

#include <stdbool.h>

enum fault_kind {
	FAULT_MEMORY,    /* the program's malloc, calloc, realloc, strdup, strndup */
	FAULT_ENGINE,    /* SQLite's memory */
	FAULT_STATEMENT, /* a statement prepared, a step, BEGIN, COMMIT, ROLLBACK */
	FAULT_DISC,      /* SQLite's reads, writes, syncs; open, write, fsync, rename ... */
	FAULT_FULL,      /* the same of what needs room: "the disc is full" */
	FAULT_THREAD,    /* a thread started */
	FAULT_KINDS
};

const char *fault_name(enum fault_kind kind);

/* Before anything else in the process. */
void fault_start(void);

/* From now on the `nth` point (from 1) of this kind fails; with `stay` all after it as well.
 * An `nth` that never comes only counts. */
void fault_arm(enum fault_kind kind, long nth, bool stay);
/* Nothing fails any more; gives how many points were passed. */
long fault_disarm(void);

#endif
