/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/scrub.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define FILE_HEADER 100 /* of page 1 */
#define PAGE_MAX_BYTES 65536

static size_t two(const unsigned char *p)
{
	return (size_t)p[0] << 8 | p[1];
}

/* Whether something was not zero. */
static bool clear(unsigned char *p, size_t from, size_t end)
{
	bool dirty = false;
	for (size_t i = from; i < end && !dirty; i++)
		dirty = p[i] != 0;
	if (dirty)
		memset(p + from, 0, end - from);
	return dirty;
}

/* Free blocks between rows: two bytes for the next one, two for the size. */
static bool clear_blocks(unsigned char *p, size_t at, size_t content, size_t usable)
{
	bool dirty = false;
	while (at >= content && at + 4 <= usable) {
		size_t next = two(p + at), size = two(p + at + 2);
		if (size < 4 || at + size > usable || (next && next <= at))
			break; /* not as the format says: leave it */
		dirty |= clear(p, at + 4, at + size);
		at = next;
	}
	return dirty;
}

/* Whether the page was changed. */
static bool clear_page(unsigned char *p, size_t usable, size_t start)
{
	unsigned char kind = p[start];
	if (kind != 2 && kind != 5 && kind != 10 && kind != 13)
		return false;
	size_t header = kind == 2 || kind == 5 ? 12 : 8;
	size_t pointers = start + header + 2 * two(p + start + 3);
	size_t content = two(p + start + 5);
	if (content == 0)
		content = PAGE_MAX_BYTES;
	if (pointers > content || content > usable)
		return false;
	bool dirty = clear(p, pointers, content);
	return clear_blocks(p, two(p + start + 1), content, usable) || dirty;
}

struct scrubbing {
	sqlite3_file *file;
	unsigned char *page;
	size_t size, usable;
};

static int scrub_one(struct scrubbing *s, int64_t number, bool *changed)
{
	const sqlite3_io_methods *io = s->file->pMethods;
	sqlite3_int64 at = (sqlite3_int64)(number - 1) * (sqlite3_int64)s->size;
	int code = io->xRead(s->file, s->page, (int)s->size, at);
	if (code != SQLITE_OK || !clear_page(s->page, s->usable, number == 1 ? FILE_HEADER : 0))
		return code;
	*changed = true;
	return io->xWrite(s->file, s->page, (int)s->size, at);
}

static int scrub_range(struct scrubbing *s, int64_t *page, int64_t count)
{
	const sqlite3_io_methods *io = s->file->pMethods;
	sqlite3_int64 bytes = 0;
	bool changed = false;
	int code = io->xFileSize(s->file, &bytes);
	int64_t last = bytes / (int64_t)s->size, end = *page + count;
	while (code == SQLITE_OK && *page <= last && *page < end)
		if ((code = scrub_one(s, *page, &changed)) == SQLITE_OK)
			++*page;
	if (code == SQLITE_OK && changed)
		code = io->xSync(s->file, SQLITE_SYNC_FULL);
	if (code == SQLITE_OK && *page > last)
		*page = 0;
	return code;
}

/* The size of a page and what of it is used, from the file's header (file format 1.3). */
static int read_sizes(struct scrubbing *s)
{
	unsigned char header[FILE_HEADER];
	int code = s->file->pMethods->xRead(s->file, header, sizeof header, 0);
	if (code != SQLITE_OK)
		return code;
	s->size = two(header + 16);
	if (s->size == 1)
		s->size = PAGE_MAX_BYTES;
	s->usable = s->size - header[20];
	return s->size >= 512 && s->usable >= 480 ? SQLITE_OK : SQLITE_NOTADB;
}

int scrub_pages(sqlite3 *handle, int64_t *page, int64_t count)
{
	struct scrubbing s = {0};
	/* What the connection holds of pages would be written with their gaps as they were. */
	int code = sqlite3_db_release_memory(handle);
	if (code == SQLITE_OK)
		code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &s.file);
	if (code == SQLITE_OK)
		code = read_sizes(&s);
	if (code != SQLITE_OK)
		return code;
	s.page = malloc(s.size);
	if (!s.page)
		return SQLITE_NOMEM;
	code = scrub_range(&s, page, count);
	free(s.page);
	return code;
}
