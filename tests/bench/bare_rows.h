/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/bench/bare_rows.h - what the bare database writes: rows as they stand
 * in a unit's database, put into an empty one of the same schema.
 */
#ifndef TESTS_BENCH_BARE_ROWS_H
#define TESTS_BENCH_BARE_ROWS_H

#include "base/err.h"

#include <stddef.h>

struct bare_rows;

/* Reads all rows that taking in messages makes, from a database that nobody writes. */
enum rc bare_rows_read(const char *path, struct bare_rows **out, struct err *e) MUST_CHECK;
void bare_rows_free(struct bare_rows *rows);
/* Of one table; NULL: of all. */
size_t bare_rows_count(const struct bare_rows *rows, const char *table);

/* Makes an empty database that checks no references. */
enum rc bare_rows_open(struct bare_rows *rows, const char *path, struct err *e) MUST_CHECK;
/* Writes all rows: one prepared insert each, in so many transactions. */
enum rc bare_rows_write(struct bare_rows *rows, unsigned transactions, struct err *e) MUST_CHECK;

#endif
