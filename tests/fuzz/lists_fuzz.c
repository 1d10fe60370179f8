/* SPDX-License-Identifier: Apache-2.0
 *
 * Watchlists: whatever a file holds, in every format that it is said to have, reading
 * ends in entries that keep their promises, or in a refusal in words.
 */
#include "base/crypto.h"
#include "check.h"
#include "fuzz.h"
#include "screen/lists.h"

#define MEMORY_MAX ((size_t)256 << 20)

static void check_entry(const struct list_entry *entry, enum list_kind kind)
{
	struct list_entry again = *entry;
	struct buf out;
	expect(entry->id.n > 0, "an entry has an id");
	expect(entry->names.count + entry->documents.count > 0 || kind == LIST_PERSONS,
	       "an entry of a list of documents has one");
	expect(entry->names.count <= LISTS_VALUES_MAX && entry->documents.count <= LISTS_VALUES_MAX,
	       "limits hold");
	LIST_EACH(const struct list_birth_date, b, &entry->birth_dates)
	{
		expect(date_valid(b->from.year, b->from.month, b->from.day) &&
			       date_valid(b->to.year, b->to.month, b->to.day) &&
			       date_cmp(b->from, b->to) <= 0,
		       "a birth date is a span of days");
	}
	LIST_EACH(const struct list_document, d, &entry->documents)
	expect(d->number.n > 0, "a document has a number");
	list_entry_seal(&again);
	expect(memcmp(again.hash, entry->hash, sizeof again.hash) == 0, "entries come sealed");
	buf_init(&out, MEMORY_MAX);
	list_entry_write_json(entry, &out);
	expect(!buf_failed(&out), "an entry can be written");
	buf_release(&out);
}

static void check_read(struct slice bytes, enum list_format format, enum list_kind kind)
{
	const struct list_file file = {.bytes = bytes, .format = format, .kind = kind};
	struct arena *a = arena_new(MEMORY_MAX);
	struct list_reading r;
	struct list_changes changes;
	struct err e = {0};
	expect(a != NULL, "there is memory");
	if (lists_read(&file, a, &r, &e) == RC_OK) {
		LIST_EACH(const struct list_entry, entry, &r.entries)
		check_entry(entry, kind);
		lists_compare(&r.entries, &r.entries, a, &changes);
		expect(changes.unchanged == r.entries.count, "no id is there twice");
	} else {
		expect(e.text[0] != 0, "a refusal says why");
	}
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum list_kind kinds[] = {LIST_PERSONS, LIST_DOCUMENTS};
	const struct slice bytes = {(const char *)data, size};
	crypto_start();
	for (int f = LIST_FORMAT_UNKNOWN; f < LIST_FORMAT_COUNT; f++)
		check_read(bytes, (enum list_format)f, kinds[0]);
	check_read(bytes, LIST_FORMAT_CSV, kinds[1]);
	return 0;
}
