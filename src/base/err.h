/* SPDX-License-Identifier: Apache-2.0
 *
 * base/err.h - failures that travel up as results.
 *
 * Three kinds of wrong are kept apart: a bug stops the program (assert, kept
 * in release builds); a failure (disc full, database gone) is an `enum rc`
 * with a `struct err`; a bad message is data (model/finding.h), never one of
 * these. Texts name fields and limits and say what to do; they never hold
 * passenger data.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* What the caller can do about it. */
enum rc {
	RC_OK = 0,
	RC_NOMEM = -1,   /* memory or a configured quota ran out */
	RC_INVALID = -2, /* an argument from outside is unusable */
	RC_LIMIT = -3,   /* input is larger than a configured limit */
	RC_NOT_FOUND = -4,
	RC_CONFLICT = -5, /* someone else changed it first, or it already exists */
	RC_DENIED = -6,   /* the law or the role forbids it */
	RC_IO = -7,       /* disc, network or database failed; trying again may help */
	RC_CORRUPT = -8,  /* stored data contradicts itself */
	RC_END = -9,      /* no more items; not a failure */
};

#define ERR_TEXT_MAX 480
#define ERR_CODE_MAX 48

/* One failure, filled in by the function that first noticed it; nobody
 * overwrites it on the way up. Lives on the caller's stack. */
struct err {
	enum rc rc;
	char code[ERR_CODE_MAX]; /* stable name such as "reason-too-short", or empty */
	char rule[16];           /* requirement it follows, such as "R-001", or empty */
	char text[ERR_TEXT_MAX];
};

/* Fills `e` (which may be NULL) and returns `rc`, so that a function can
 * `return err_set(e, RC_LIMIT, "...")`. */
enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) PRINTF(3, 4);

/* As err_set, with a stable code for machines and, where a legal requirement
 * is the reason, its number (R-nnn); `rule` may be NULL. */
enum rc err_refuse(struct err *e, enum rc rc, const char *code, const char *rule, const char *fmt,
		   ...) PRINTF(5, 6);

#ifdef __clang_analyzer__
/* clang's analyser reads one file at a time: tell it that the code given comes back. */
#define err_set(e, rc, ...) (err_set((e), (rc), __VA_ARGS__), (rc))
#define err_refuse(e, rc, ...) (err_refuse((e), (rc), __VA_ARGS__), (rc))
#endif

#endif
