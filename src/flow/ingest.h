/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/ingest.h - the walk of a message: decode, minimise, screen, store.
 *
 * Everything happens in memory and in one write transaction, which inputs may
 * share; only after its commit may a channel acknowledge, move or forget the input. Repeating any
 * input at any point changes nothing: a message is known again by a hash of
 * its content and control references, whatever the line breaks.
 * Messages come in any order; the truth of a flight is built from all of them
 * (flow/truth.h). What can not be decoded is quarantined, sealed.
 */
#ifndef FLOW_INGEST_H
#define FLOW_INGEST_H

#include "base/buf.h"
#include "model/finding.h"

struct unit;

#define INGEST_INPUT_MAX ((size_t)256 << 20) /* bytes of one input */

struct ingest_source {
	const char *channel;  /* "https", "drop", "file" */
	struct slice carrier; /* designator of the carrier whose key was used; absent if not known */
};

enum ingest_outcome {
	INGEST_NEW,
	INGEST_REPEATED,    /* known already: nothing changed; `id` is the first one's */
	INGEST_QUARANTINED, /* could not be read: kept sealed, with its findings */
	INGEST_TEST,        /* marked as a test by its sender: kept apart, not screened */
	INGEST_OUTSIDE,     /* of a flight that may not be taken in: nothing was kept */
	INGEST_REFUSED,     /* in a format or way that the law refuses: nothing was kept */
};

struct ingest_message {
	int64_t id;
	enum ingest_outcome outcome;
	const char *type;       /* "PAXLST" ... "unknown"; static */
	const char *function;   /* static; NULL where there is none */
	struct slice reference; /* interchange reference "/" message reference, as sent */
	unsigned travellers;
	finding_list findings;
	struct ingest_message *next;
};

struct ingest_result {
	LIST(struct ingest_message) messages;
	unsigned fresh, repeated, quarantined, tests, outside, refused; /* by outcome */
	unsigned travellers; /* in messages that are new */
	unsigned hits;       /* new ones, known after the commit */
};

/* Walks one input (a file, an upload; any number of messages) and commits, together
 * with the inputs of other threads that wait at the same time. `bytes` is
 * overwritten where the law forbids keeping. Memory of `out` from `a`. RC_LIMIT
 * (larger than INGEST_INPUT_MAX), RC_NOMEM, RC_IO, and RC_DENIED
 * "no-legal-basis": nothing was kept, the input may be sent again. */
enum rc ingest_input(struct unit *u, const struct ingest_source *from, char *bytes, size_t n,
		     struct arena *a, struct ingest_result *out, struct err *e) MUST_CHECK;

/* One of several inputs. */
struct ingest_item {
	const struct ingest_source *from;
	char *bytes;
	size_t n;
	struct arena *arena; /* of the result; several items may share one */
	struct ingest_result result;
	enum rc rc; /* what ingest_input would give */
	struct err err;
};

/* The same of several inputs, read on all cores and committed in as few transactions as
 * their size permits: the way to take in many small files. What is wrong with one of
 * them touches no other. */
void ingest_items(struct unit *u, struct ingest_item *items, unsigned count);

const char *ingest_outcome_name(
	enum ingest_outcome o); /* new repeated quarantined test outside-selection refused */

#endif
