/* SPDX-License-Identifier: Apache-2.0
 *
 * read_list FILE: prints what is read from a watchlist: format and date, one entry a
 * line, one finding a line.
 */
#include "base/crypto.h"
#include "base/file.h"
#include "screen/lists.h"

#include <stdio.h>

#define MEMORY_MAX ((size_t)64 << 20)

static void print_entry(const struct list_entry *entry)
{
	struct buf out;
	buf_init(&out, (size_t)1 << 20);
	list_entry_write_json(entry, &out);
	printf("%.*s\n", (int)out.n, out.p);
	buf_release(&out);
}

static void print(const struct list_reading *r)
{
	char day[DATE_TEXT] = "";
	if (date_present(r->generated_on))
		date_write(r->generated_on, day);
	printf("%s %s\n", list_format_name(r->format), day);
	LIST_EACH(const struct list_entry, entry, &r->entries)
	print_entry(entry);
	LIST_EACH(const struct finding, f, &r->findings)
	printf("%u %s %s\n", f->segment, severity_name(f->severity), f->code);
}

int main(int argc, char **argv)
{
	struct buf bytes;
	struct err e;
	struct list_reading r;
	struct arena *a = arena_new(MEMORY_MAX);
	crypto_start();
	buf_init(&bytes, MEMORY_MAX);
	if (!a || argc != 2 || file_read(argv[1], &bytes, &e) != RC_OK)
		return 2;
	const struct list_file file = {.bytes = buf_slice(&bytes)};
	if (lists_read(&file, a, &r, &e) == RC_OK)
		print(&r);
	else
		printf("%s\n", e.text);
	buf_release(&bytes);
	arena_free(a);
	return 0;
}
