/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/bench/bare_rows.h - what the bare database writes: rows as they stand
 * in a unit's database, put into an empty one of the same schema; each once, or as often as
 * the unit wrote it.
 */
#ifndef TESTS_BENCH_BARE_ROWS_H
#define TESTS_BENCH_BARE_ROWS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct bare_rows;

/* Has a unit's database count what is written into it. */
enum rc bare_rows_begin_counting(const char *path, struct err *e) MUST_CHECK;

/* Reads all rows that taking in messages makes, from a database that nobody writes. */
enum rc bare_rows_read(const char *path, struct bare_rows **out, struct err *e) MUST_CHECK;
void bare_rows_free(struct bare_rows *rows);
/* Takes over how often rows were written from a database that counted. */
enum rc bare_rows_read_counts(struct bare_rows *rows, const char *path, struct err *e) MUST_CHECK;
/* Of one table; NULL: of all. */
size_t bare_rows_count(const struct bare_rows *rows, const char *table);
size_t bare_rows_written(const struct bare_rows *rows); /* inserted and replaced */

/* Makes an empty database that checks no references. */
enum rc bare_rows_open(struct bare_rows *rows, const char *path, struct err *e) MUST_CHECK;
/* Writes all rows in so many transactions: one prepared insert each; `again`: and those
 * that the unit wrote more than once as often, by a prepared update of the columns that
 * are in no index, or where there is no id, by taking the row away and inserting it. */
enum rc bare_rows_write(struct bare_rows *rows, unsigned transactions, bool again,
			struct err *e) MUST_CHECK;

#endif
