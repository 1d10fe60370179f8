/* SPDX-License-Identifier: Apache-2.0
 *
 * api/json_in.h - the objects that requests bring. Private to api/.
 *
 * Knows nothing of base/buf.h: its writer and the library that reads JSON have
 * functions of the same names.
 */
#ifndef API_JSON_IN_H
#define API_JSON_IN_H

#include "base/arena.h"

/* A member of the object. */
struct member {
	const char *name;
	struct slice *text; /* a string ... */
	bool *flag;         /* ... or true or false ... */
	int64_t *number;    /* ... or a whole number */
	bool optional;      /* may be left out: the output stays as it is */
};

#define TEXT_MEMBER(called, to) \
	{ \
		.name = (called), .text = (to) \
	}
#define FLAG_MEMBER(called, to) \
	{ \
		.name = (called), .flag = (to) \
	}
#define TEXT_OPTIONAL(called, to) \
	{ \
		.name = (called), .text = (to), .optional = true \
	}
#define FLAG_OPTIONAL(called, to) \
	{ \
		.name = (called), .flag = (to), .optional = true \
	}
#define NUMBER_MEMBER(called, to) \
	{ \
		.name = (called), .number = (to) \
	}
#define NUMBER_OPTIONAL(called, to) \
	{ \
		.name = (called), .number = (to), .optional = true \
	}

/* Reads an object with exactly these members, all required but those that are optional. Texts live in `a`.
 * RC_INVALID "bad-json", "bad-member"; RC_NOMEM. */
enum rc json_read(struct slice body, const struct member *members, unsigned count, struct arena *a,
		  struct err *e) MUST_CHECK;

/* A member that is itself such an object. */
struct nested {
	const char *name;
	const struct member *members;
	unsigned count;
};
/* The same of an object with one more member, which is an object. */
enum rc json_read_nested(struct slice body, const struct member *members, unsigned count,
			 const struct nested *nested, struct arena *a, struct err *e) MUST_CHECK;

/* A member that is a list of such objects. `next` names the members of the next row, at most
 * ROW_MEMBERS_MAX of them, and gives their number; 0: there is no memory for one more. */
#define ROW_MEMBERS_MAX 16
struct rows {
	const char *name;
	unsigned most; /* rows */
	unsigned (*next)(void *context, struct member *members);
	void *context;
};
/* The same of an object with one more member, which is such a list. */
enum rc json_read_rows(struct slice body, const struct member *members, unsigned count,
		       const struct rows *rows, struct arena *a, struct err *e) MUST_CHECK;

/* Makes the library wipe its memory before it gives it back: passwords pass through. */
void json_memory_wiped(void);

#endif
