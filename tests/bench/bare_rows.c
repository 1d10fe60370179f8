/* SPDX-License-Identifier: Apache-2.0 */
#include "bare_rows.h"

#include "base/arena.h"
#include "base/buf.h"
#include "store/store.h"

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
	const char *select, *insert;
	struct value **rows;
	size_t count;
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

/* ---- writing ---- */

enum rc bare_rows_open(struct bare_rows *r, const char *path, struct err *e)
{
	enum rc rc = store_create(path, e);
	if (rc == RC_OK)
		rc = db_open(path, DB_WRITER, &r->db, e);
	return rc == RC_OK ? db_script(r->db, SLICE("PRAGMA foreign_keys=OFF"), e) : rc;
}

static enum rc write_row(struct bare_rows *r, const struct table *t, const struct value *row,
			 struct err *e)
{
	struct query *q = db_query(r->db, t->insert);
	for (unsigned i = 0; i < t->columns; i++) {
		int n = (int)i + 1;
		if (row[i].absent)
			continue;
		if (t->kinds[i] == WHOLE_NUMBER)
			db_bind_i64(q, n, row[i].number);
		else if (t->kinds[i] == BYTES)
			db_bind_blob(q, n, row[i].text);
		else
			db_bind_text(q, n, row[i].text);
	}
	return db_run(q, e);
}

static enum rc write_part(struct bare_rows *r, unsigned part, unsigned parts, struct err *e)
{
	enum rc rc = db_begin(r->db, e);
	for (size_t i = 0; i < TABLES; i++) {
		const struct table *t = &r->tables[i];
		size_t to = t->count * (part + 1) / parts;
		for (size_t k = t->count * part / parts; rc == RC_OK && k < to; k++)
			rc = write_row(r, t, t->rows[k], e);
	}
	if (rc == RC_OK)
		return db_commit(r->db, e);
	db_rollback(r->db);
	return rc;
}

enum rc bare_rows_write(struct bare_rows *r, unsigned transactions, struct err *e)
{
	enum rc rc = RC_OK;
	for (unsigned part = 0; rc == RC_OK && part < transactions; part++)
		rc = write_part(r, part, transactions, e);
	return rc;
}
