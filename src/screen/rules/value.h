/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/value.h - types and values of expressions (CEL specification, "Values"), and
 * how fields are read. Private to screen/.
 */
#ifndef SCREEN_RULES_VALUE_H
#define SCREEN_RULES_VALUE_H

#include "base/arena.h"
#include "screen/rules/field.h"
#include "screen/rules/subject.h"

enum kind {
	KIND_ERROR, /* of a value: it has none. Of a type: told already, anything goes. */
	KIND_NULL,
	KIND_BOOL,
	KIND_INT,
	KIND_UINT,
	KIND_DOUBLE,
	KIND_STRING,
	KIND_TIMESTAMP, /* microseconds since 1970 */
	KIND_DURATION,  /* microseconds */
	KIND_OBJECT,    /* flight, traveller, booking, or an item of one of their lists */
	KIND_LIST,      /* of items that are no lists */
};

struct rule_type {
	enum kind kind, of;  /* of: of a list's items; KIND_ERROR: the list is empty, of any */
	struct slice object; /* name of the object, or of the items */
};

/* As in the table of fields: "int", "list(segment)"; any other word is an object. */
struct rule_type rule_type_parse(struct slice text);
struct slice rule_type_write(struct rule_type t, struct arena *a);
bool rule_type_same(struct rule_type a, struct rule_type b);

struct value {
	enum kind kind;
	unsigned count; /* of a list */
	union {
		bool b;
		int64_t i; /* timestamps and durations too */
		uint64_t u;
		double d;
		struct slice s;
		const struct value *items;
		const void *object;
		struct {
			const char *why;                 /* static */
			const struct rule_field *absent; /* the field that is not known; or NULL */
		} error;
	};
};

struct reading { /* of the fields of one traveller */
	const struct rule_subject *subject;
	struct arena *arena;
};

#define LIST_ITEMS_MAX 64  /* of a field; a longer one can not be known */
#define FIELD_TEXT_MAX 256 /* bytes of a field; as above */

struct value value_error(const char *why);
struct value value_bool(bool b);
struct value value_int(int64_t i);
/* Absent where there is none. */
struct value value_text(struct slice s);
/* Of a field that the messages do not have. */
extern const char value_no_such_field[];
#define VALUE_ABSENT value_error(value_no_such_field)

/* As CEL writes it ("3", "\"LIS\"", "[1, 2]"); objects by their number. Memory of `a`. */
struct slice value_write(const struct value *v, struct arena *a);
/* A text as a CEL literal in double quotes. */
struct buf;
void text_write(struct buf *out, struct slice s);
/* The shortest decimal that reads as `d` again, with a point or an exponent. */
#define DOUBLE_TEXT 32
void double_write(double d, char out[DOUBLE_TEXT]);

/* RFC 3339 with up to six decimals; of the years 1 to 9999. */
bool timestamp_parse(struct slice s, int64_t *out);
/* "1h30m", "-2.5s", "300ms". */
bool duration_parse(struct slice s, int64_t *out);
/* A decimal number with at most one point and exponent; no blanks, "inf" or hexadecimal. */
bool double_parse(struct slice s, double *out);

#define TIMESTAMP_LEAST (INT64_C(-62135596800) * SECOND_US)
#define TIMESTAMP_MOST (INT64_C(253402300799) * SECOND_US + 999999)

#endif
