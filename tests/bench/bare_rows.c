/* SPDX-License-Identifier: Apache-2.0 */
#include "bare_rows.h"

#include "base/arena.h"
#include "base/buf.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)64 << 30)
#define COLUMNS_MAX 40

static const char *const tables[] = {
	"flight",
	"leg",
	"message",
	"finding",
	"booking",
	"booking_segment",
	"booking_contact",
	"booking_payment",
	"traveller",
	"document",
	"hit",
	"audit",
	"message_part",
	"minimised",
};
#define TABLES (sizeof tables / sizeof *tables)

enum kind { WHOLE_NUMBER, BYTES, TEXT };

struct value {
	bool absent;
	int64_t number;
	struct slice text;
};

struct table {
	unsigned columns;
	enum kind kinds[COLUMNS_MAX];
	bool indexed[COLUMNS_MAX];
	const char *select, *insert, *update, *remove; /* update: NULL where there is no id */
	struct value **rows;
	size_t count, written;
};

struct bare_rows {
	struct arena *arena;
	struct table tables[TABLES];
	struct db *db;
};

/* ---- reading ---- */

static enum rc read_columns(struct bare_rows *r, struct db *db, size_t i, struct err *e)
{
	struct table *t = &r->tables[i];
	struct buf names;
	buf_init(&names, 4096);
	struct query *q = db_query(
		db,
		arena_printf(r->arena, "SELECT name, type FROM pragma_table_info('%s')", tables[i])
			.p);
	enum rc rc;
	while ((rc = db_step(q, e)) == RC_OK && t->columns < COLUMNS_MAX) {
		struct slice type = db_text(q, 1);
		t->kinds[t->columns++] = slice_is(type, "INTEGER") ? WHOLE_NUMBER
					 : slice_is(type, "BLOB")  ? BYTES
								   : TEXT;
		buf_printf(&names, "%s%.*s", names.n ? ", " : "", SLICE_ARG(db_text(q, 0)));
	}
	struct slice all = buf_slice(&names);
	t->select = arena_printf(r->arena, "SELECT %.*s FROM %s ORDER BY 1, 2", SLICE_ARG(all),
				 tables[i])
			    .p;
	struct buf holes;
	buf_init(&holes, 4096);
	for (unsigned n = 1; n <= t->columns; n++)
		buf_printf(&holes, "%s$%u", n > 1 ? "," : "", n);
	t->insert = arena_printf(r->arena, "INSERT INTO %s (%.*s) VALUES (%.*s)", tables[i],
				 SLICE_ARG(all), SLICE_ARG(buf_slice(&holes)))
			    .p;
	buf_release(&names);
	buf_release(&holes);
	return rc == RC_END ? RC_OK : rc;
}

static bool is_indexed(struct slice column)
{
	static const char *const all[] = {"id",         "natural_key", "flight_id", "locator",
					  "booking_id", "api_key",     "pnr_key",   "family",
					  "birth_date", "deadline_at", "masked_at", "received_at"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (slice_is(column, all[i]))
			return true;
	}
	return false;
}

static enum rc make_changes(struct bare_rows *r, struct db *db, size_t i, struct err *e)
{
	struct table *t = &r->tables[i];
	struct slice first[2] = {{0}};
	struct buf set;
	buf_init(&set, 4096);
	struct query *q = db_query(
		db,
		arena_printf(r->arena, "SELECT name FROM pragma_table_info('%s')", tables[i]).p);
	enum rc rc;
	for (unsigned n = 1; (rc = db_step(q, e)) == RC_OK && n <= COLUMNS_MAX; n++) {
		struct slice name = arena_copy(r->arena, db_text(q, 0));
		if (n <= 2)
			first[n - 1] = name;
		t->indexed[n - 1] = is_indexed(name);
		if (!t->indexed[n - 1])
			buf_printf(&set, "%s%.*s = $%u", set.n ? ", " : "", SLICE_ARG(name), n);
	}
	if (slice_is(first[0], "id"))
		t->update = arena_printf(r->arena, "UPDATE %s SET %.*s WHERE id = $1", tables[i],
					 SLICE_ARG(buf_slice(&set)))
				    .p;
	t->remove = arena_printf(r->arena, "DELETE FROM %s WHERE %.*s = $1 AND %.*s = $2",
				 tables[i], SLICE_ARG(first[0]), SLICE_ARG(first[1]))
			    .p;
	buf_release(&set);
	return rc == RC_END ? RC_OK : rc;
}

static void read_row(struct bare_rows *r, struct table *t, const struct query *q)
{
	struct value *row = arena_alloc(r->arena, t->columns * sizeof *row);
	if (!row)
		abort();
	for (unsigned i = 0; i < t->columns; i++) {
		row[i].absent = db_is_null(q, (int)i);
		if (row[i].absent)
			continue;
		if (t->kinds[i] == WHOLE_NUMBER)
			row[i].number = db_i64(q, (int)i);
		else
			row[i].text = arena_copy(r->arena, db_text(q, (int)i));
	}
	if ((t->count & (t->count + 1)) == 0) /* 0, 1, 3, 7 ...: full */
		t->rows = realloc(t->rows, (2 * t->count + 1) * sizeof *t->rows);
	if (!t->rows)
		abort();
	t->rows[t->count++] = row;
}

static enum rc read_table(struct bare_rows *r, struct db *db, size_t i, struct err *e)
{
	enum rc rc = read_columns(r, db, i, e);
	if (rc == RC_OK)
		rc = make_changes(r, db, i, e);
	if (rc != RC_OK)
		return rc;
	struct query *q = db_query(db, r->tables[i].select);
	while ((rc = db_step(q, e)) == RC_OK)
		read_row(r, &r->tables[i], q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc bare_rows_read(const char *path, struct bare_rows **out, struct err *e)
{
	struct db *db = NULL;
	struct bare_rows *r = calloc(1, sizeof *r);
	if (!r)
		abort();
	*out = r;
	r->arena = arena_new(MEMORY_MAX);
	enum rc rc = r->arena ? db_open(path, DB_READER, &db, e) : RC_NOMEM;
	for (size_t i = 0; rc == RC_OK && i < TABLES; i++)
		rc = read_table(r, db, i, e);
	db_close(db);
	return rc;
}

void bare_rows_free(struct bare_rows *r)
{
	for (size_t i = 0; i < TABLES; i++)
		free(r->tables[i].rows);
	db_close(r->db);
	arena_free(r->arena);
	free(r);
}

size_t bare_rows_count(const struct bare_rows *r, const char *table)
{
	size_t sum = 0;
	for (size_t i = 0; i < TABLES; i++) {
		if (!table || strcmp(table, tables[i]) == 0)
			sum += r->tables[i].count;
	}
	return sum;
}

size_t bare_rows_written(const struct bare_rows *r)
{
	size_t sum = 0;
	for (size_t i = 0; i < TABLES; i++)
		sum += r->tables[i].written;
	return sum;
}

/* ---- counting ---- */

static enum rc count_table(struct db *db, const char *table, struct err *e)
{
	char sql[512];
	int n = snprintf(sql, sizeof sql,
			 "INSERT INTO bench_written VALUES ('%s', 0);"
			 "CREATE TRIGGER bench_i_%s AFTER INSERT ON %s BEGIN "
			 "UPDATE bench_written SET n = n + 1 WHERE name = '%s'; END;"
			 "CREATE TRIGGER bench_u_%s AFTER UPDATE ON %s BEGIN "
			 "UPDATE bench_written SET n = n + 1 WHERE name = '%s'; END;",
			 table, table, table, table, table, table, table);
	return db_script(db, (struct slice){sql, (size_t)n}, e);
}

enum rc bare_rows_begin_counting(const char *path, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = db_open(path, DB_WRITER, &db, e);
	if (rc == RC_OK)
		rc = db_script(
			db, SLICE("CREATE TABLE bench_written (name TEXT PRIMARY KEY, n INTEGER)"),
			e);
	for (size_t i = 0; rc == RC_OK && i < TABLES; i++)
		rc = count_table(db, tables[i], e);
	db_close(db);
	return rc;
}

enum rc bare_rows_read_counts(struct bare_rows *r, const char *path, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = db_open(path, DB_READER, &db, e);
	for (size_t i = 0; rc == RC_OK && i < TABLES; i++) {
		struct query *q = db_query(db, "SELECT n FROM bench_written WHERE name = $1");
		db_bind_text(q, 1, slice_of(tables[i]));
		rc = db_step(q, e);
		r->tables[i].written = (size_t)db_i64(q, 0);
		db_reset(q);
	}
	db_close(db);
	return rc;
}

/* ---- writing ---- */

enum rc bare_rows_open(struct bare_rows *r, const char *path, struct err *e)
{
	db_close(r->db);
	r->db = NULL;
	enum rc rc = store_create(path, e);
	if (rc == RC_OK)
		rc = db_open(path, DB_WRITER, &r->db, e);
	return rc == RC_OK ? db_script(r->db, SLICE("PRAGMA foreign_keys=OFF"), e) : rc;
}

static void bind(struct query *q, const struct table *t, const struct value *row, unsigned i)
{
	int n = (int)i + 1;
	if (row[i].absent)
		db_bind_null(q, n);
	else if (t->kinds[i] == WHOLE_NUMBER)
		db_bind_i64(q, n, row[i].number);
	else if (t->kinds[i] == BYTES)
		db_bind_blob(q, n, row[i].text);
	else
		db_bind_text(q, n, row[i].text);
}

static enum rc insert_row(struct bare_rows *r, const struct table *t, const struct value *row,
			  struct err *e)
{
	struct query *q = db_query(r->db, t->insert);
	for (unsigned i = 0; i < t->columns; i++)
		bind(q, t, row, i);
	return db_run(q, e);
}

static enum rc write_again(struct bare_rows *r, const struct table *t, const struct value *row,
			   struct err *e)
{
	struct query *q = db_query(r->db, t->update ? t->update : t->remove);
	for (unsigned i = 0; i < (t->update ? t->columns : 2); i++) {
		if (!t->update || i == 0 || !t->indexed[i])
			bind(q, t, row, i);
	}
	enum rc rc = db_run(q, e);
	return rc == RC_OK && !t->update ? insert_row(r, t, row, e) : rc;
}

static enum rc write_table(struct bare_rows *r, const struct table *t, unsigned part,
			   unsigned parts, bool again, struct err *e)
{
	enum rc rc = RC_OK;
	size_t there = t->count * (part + 1) / parts;
	size_t more = again && t->written > t->count ? t->written - t->count : 0;
	for (size_t k = t->count * part / parts; rc == RC_OK && k < there; k++)
		rc = insert_row(r, t, t->rows[k], e);
	size_t to = more * (part + 1) / parts;
	for (size_t k = more * part / parts; rc == RC_OK && there > 0 && k < to; k++)
		rc = write_again(r, t, t->rows[k % there], e);
	return rc;
}

static enum rc write_part(struct bare_rows *r, unsigned part, unsigned parts, bool again,
			  struct err *e)
{
	enum rc rc = db_begin(r->db, e);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; rc == RC_OK && i < TABLES; i++)
		rc = write_table(r, &r->tables[i], part, parts, again, e);
	if (rc == RC_OK)
		return db_commit(r->db, e);
	db_rollback(r->db);
	return rc;
}

enum rc bare_rows_write(struct bare_rows *r, unsigned transactions, bool again, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned part = 0; rc == RC_OK && part < transactions; part++)
		rc = write_part(r, part, transactions, again, e);
	return rc;
}
