/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/watchlist.h"

#include "base/crypto.h"

#include <string.h>

static struct list_entry sample(struct arena *a)
{
	struct list_entry e = {.id = SLICE("UTO-1"), .sex = SLICE("F")};
	struct list_name *n = LIST_ADD(&e.names, a, struct list_name);
	*n = (struct list_name){.name = SLICE("Zelda Quibble")};
	n = LIST_ADD(&e.names, a, struct list_name);
	*n = (struct list_name){.name = SLICE("Zed"), .quality = NAME_LOW, .original_script = true};
	struct list_birth_date *b = LIST_ADD(&e.birth_dates, a, struct list_birth_date);
	*b = (struct list_birth_date){.from = {1968, 1, 1}, .to = {1972, 12, 31}};
	struct list_document *d = LIST_ADD(&e.documents, a, struct list_document);
	*d = (struct list_document){.number = SLICE("X123"), .issuer = SLICE("UTO")};
	e.expires = (struct date){2027, 3, 4};
	return e;
}

static void birth_dates_are_written_as_short_as_they_mean(void **state)
{
	(void)state;
	static const struct {
		struct list_birth_date b;
		const char *text;
	} rows[] = {
		{{.from = {1970, 1, 2}, .to = {1970, 1, 2}}, "1970-01-02"},
		{{.from = {1970, 1, 1}, .to = {1970, 12, 31}}, "1970"},
		{{.from = {1970, 2, 1}, .to = {1970, 2, 28}}, "1970-02"},
		{{.from = {1968, 1, 1}, .to = {1972, 12, 31}}, "1968..1972"},
		{{.from = {1968, 5, 1}, .to = {1968, 6, 30}}, "1968-05..1968-06"},
		{{.from = {1968, 5, 2}, .to = {1968, 6, 3}}, "1968-05-02..1968-06-03"},
		{{.from = {1970, 1, 1}, .to = {1970, 12, 31}, .approximate = true}, "~1970"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char text[BIRTH_DATE_TEXT];
		list_birth_date_write(&rows[i].b, text);
		assert_string_equal(text, rows[i].text);
	}
}

static void entries_are_written_as_json(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 16);
	struct list_entry e = sample(a);
	struct buf out;
	buf_init(&out, 1 << 16);
	list_entry_write_json(&e, &out);
	assert_true(slice_is(
		buf_slice(&out),
		"{\"id\":\"UTO-1\",\"names\":[{\"name\":\"Zelda Quibble\",\"quality\":\"primary\"},"
		"{\"name\":\"Zed\",\"quality\":\"low\",\"script\":\"original\"}],"
		"\"birth_dates\":[\"1968..1972\"],\"sex\":\"F\",\"nationalities\":[],"
		"\"documents\":[{\"number\":\"X123\",\"issuer\":\"UTO\"}],\"places_of_birth\":[],"
		"\"expires\":\"2027-03-04\"}"));
	buf_release(&out);
	arena_free(a);
}

static void parts_addresses_and_validity_are_written_where_they_are(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 16);
	struct list_entry e = {.id = SLICE("UTO-2"), .valid_from = {2026, 1, 1}};
	struct list_name *n = LIST_ADD(&e.names, a, struct list_name);
	*n = (struct list_name){.name = SLICE("Zora Zedovna Frost"),
				.family = SLICE("Frost"),
				.given = SLICE("Zora"),
				.patronymic = SLICE("Zedovna"),
				.quality = NAME_FORMER};
	LIST_ADD(&e.addresses, a, struct list_value)->value = SLICE("1 Utopia Square");
	struct buf out;
	buf_init(&out, 1 << 16);
	list_entry_write_json(&e, &out);
	assert_true(slice_is(
		buf_slice(&out),
		"{\"id\":\"UTO-2\",\"names\":[{\"name\":\"Zora Zedovna Frost\","
		"\"quality\":\"former\",\"family\":\"Frost\",\"given\":\"Zora\","
		"\"patronymic\":\"Zedovna\"}],\"birth_dates\":[],\"nationalities\":[],"
		"\"documents\":[],\"places_of_birth\":[],\"addresses\":[\"1 Utopia Square\"],"
		"\"valid_from\":\"2026-01-01\"}"));
	buf_release(&out);
	arena_free(a);
}

static void a_seal_changes_with_every_field_and_only_then(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 16);
	struct list_entry e = sample(a);
	struct list_entry same = sample(a);
	list_entry_seal(&e);
	list_entry_seal(&same);
	assert_memory_equal(e.hash, same.hash, sizeof e.hash);
	same.names.last->quality = NAME_GOOD;
	list_entry_seal(&same);
	assert_memory_not_equal(e.hash, same.hash, sizeof e.hash);
	same = sample(a);
	same.birth_dates.first->approximate = true;
	list_entry_seal(&same);
	assert_memory_not_equal(e.hash, same.hash, sizeof e.hash);
	same = sample(a);
	same.documents.first->issuer = (struct slice){0};
	same.documents.first->status = SLICE("UTO"); /* the same letters in another field */
	list_entry_seal(&same);
	assert_memory_not_equal(e.hash, same.hash, sizeof e.hash);
	same = sample(a);
	same.expires.day = 5;
	list_entry_seal(&same);
	assert_memory_not_equal(e.hash, same.hash, sizeof e.hash);
	same = sample(a);
	same.valid_from = (struct date){2026, 1, 1};
	list_entry_seal(&same);
	assert_memory_not_equal(e.hash, same.hash, sizeof e.hash);
	same = sample(a);
	same.names.first->patronymic = SLICE("Zedovna");
	list_entry_seal(&same);
	assert_memory_not_equal(e.hash, same.hash, sizeof e.hash);
	same = sample(a);
	LIST_ADD(&same.addresses, a, struct list_value)->value = SLICE("1 Utopia Square");
	list_entry_seal(&same);
	assert_memory_not_equal(e.hash, same.hash, sizeof e.hash);
	arena_free(a);
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(birth_dates_are_written_as_short_as_they_mean),
		cmocka_unit_test(entries_are_written_as_json),
		cmocka_unit_test(parts_addresses_and_validity_are_written_where_they_are),
		cmocka_unit_test(a_seal_changes_with_every_field_and_only_then),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
