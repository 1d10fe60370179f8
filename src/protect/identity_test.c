/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "protect/identity.h"

#include <string.h>

static const unsigned char key[HASH_BYTES] = {1, 2, 3};
static const struct date born = {1985, 3, 14};

typedef unsigned char hashes[IDENTITIES_MAX][HASH_BYTES];

static unsigned of_name(const char *family, const char *given, const char *middle,
			struct date birth, hashes out)
{
	struct identity who = {.family = slice_of(family),
			       .given = slice_of(given),
			       .middle = slice_of(middle),
			       .birth_date = birth};
	return identity_hashes(key, &who, out);
}

static unsigned of_document(const char *type, const char *number, const char *issuer, hashes out)
{
	struct identity_document d = {slice_of(type), slice_of(number), slice_of(issuer)};
	struct identity who = {.family = SLICE("ZZTESTER"), .documents = &d, .document_count = 1};
	return identity_hashes(key, &who, out);
}

static void case_blanks_and_punctuation_make_no_difference(void **state)
{
	(void)state;
	hashes a, b;
	assert_int_equal(of_name("O'MALLEY-ZZ", "ANNA MARIA", NULL, born, a), 1);
	assert_int_equal(of_name("omalley zz", "Anna", "Maria", born, b), 1);
	assert_memory_equal(a[0], b[0], HASH_BYTES);
	assert_int_equal(of_name("M\xc3\x9cLLERZZ", "J\xc3\x96RG", NULL, born, a), 1);
	assert_int_equal(of_name("m\xc3\xbcllerzz", "j\xc3\xb6rg", NULL, born, b), 1);
	assert_memory_equal(a[0], b[0], HASH_BYTES);
	assert_int_equal(of_document("P", "ab 12-34", "utp", a), 1);
	assert_int_equal(of_document("PP", "AB1234", "UTP", b), 1);
	assert_memory_equal(a[0], b[0], HASH_BYTES);
}

static void another_name_date_key_or_issuer_is_another_person(void **state)
{
	(void)state;
	hashes a, b;
	assert_int_equal(of_name("ZZTESTER", "ANNA", NULL, born, a), 1);
	assert_int_equal(of_name("ZZTESTER", "ANNE", NULL, born, b), 1);
	assert_memory_not_equal(a[0], b[0], HASH_BYTES);
	assert_int_equal(of_name("ZZTESTERA", "NNA", NULL, born, b), 1);
	assert_memory_not_equal(a[0], b[0], HASH_BYTES);
	assert_int_equal(of_name("ZZTESTER", "ANNA", NULL, (struct date){1985, 3, 15}, b), 1);
	assert_memory_not_equal(a[0], b[0], HASH_BYTES);
	assert_int_equal(of_document("P", "AB1234", "UTP", a), 1);
	assert_int_equal(of_document("P", "AB1234", "UTO", b), 1);
	assert_memory_not_equal(a[0], b[0], HASH_BYTES);
}

static void without_the_units_key_the_hash_can_not_be_made(void **state)
{
	(void)state;
	static const unsigned char other[HASH_BYTES] = {9};
	struct identity who = {
		.family = SLICE("ZZTESTER"), .given = SLICE("ANNA"), .birth_date = born};
	hashes a, b;
	assert_int_equal(identity_hashes(key, &who, a), 1);
	assert_int_equal(identity_hashes(other, &who, b), 1);
	assert_memory_not_equal(a[0], b[0], HASH_BYTES);
}

static void a_name_alone_identifies_nobody(void **state)
{
	(void)state;
	hashes out;
	assert_int_equal(of_name("ZZTESTER", "ANNA", NULL, (struct date){0}, out), 0);
	assert_int_equal(of_name("ZZTESTER", NULL, NULL, born, out), 0);
	assert_int_equal(of_name("ZZTESTER", "- .", NULL, born, out), 0);
	assert_int_equal(of_name(NULL, "ANNA", NULL, born, out), 0);
}

static void neither_does_a_visa_nor_a_number_without_its_issuer(void **state)
{
	(void)state;
	hashes out;
	assert_int_equal(of_document("V", "AB1234", "UTP", out), 0);
	assert_int_equal(of_document("VA", "AB1234", "UTP", out), 0);
	assert_int_equal(of_document("P", "AB1234", NULL, out), 0);
	assert_int_equal(of_document("P", "--", "UTP", out), 0);
	assert_int_equal(of_document(NULL, "AB1234", "UTP", out), 1);
}

static void the_same_document_twice_is_one_and_too_many_stop_at_the_limit(void **state)
{
	(void)state;
	char numbers[40][8];
	struct identity_document many[40];
	for (unsigned i = 0; i < 40; i++) {
		memcpy(numbers[i], "N000000", 8);
		numbers[i][5] = (char)('0' + i / 10);
		numbers[i][6] = (char)('0' + i % 10);
		many[i] =
			(struct identity_document){SLICE("P"), slice_of(numbers[i]), SLICE("UTP")};
	}
	hashes out;
	struct identity who = {.documents = many, .document_count = 40};
	assert_int_equal(identity_hashes(key, &who, out), IDENTITIES_MAX);
	struct identity_document twice[] = {many[3], many[3]};
	who = (struct identity){.documents = twice, .document_count = 2};
	assert_int_equal(identity_hashes(key, &who, out), 1);
}

int main(void)
{
	crypto_start();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_blanks_and_punctuation_make_no_difference),
		cmocka_unit_test(another_name_date_key_or_issuer_is_another_person),
		cmocka_unit_test(without_the_units_key_the_hash_can_not_be_made),
		cmocka_unit_test(a_name_alone_identifies_nobody),
		cmocka_unit_test(neither_does_a_visa_nor_a_number_without_its_issuer),
		cmocka_unit_test(the_same_document_twice_is_one_and_too_many_stop_at_the_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
