/* SPDX-License-Identifier: Apache-2.0
 *
 * Backups and the clock: what a unit erases stays erased, whatever copy it is restored
 * from; sealed data stay sealed in copies.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "flow/backup.h"
#include "flow/retention.h"
#include "review/test_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MONTH_KEY "months/2026-03.key"

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"QUIBBLE", "ZELDA", "900101", "ZQ7654321"},
					    {0}};

/* Beside the unit: FOLDER-b holds backups, FOLDER-k the keys, FOLDER-r what is restored. */
struct places {
	char backups[80], keys[80], restored[80], month[128];
};

static struct places places_of(const struct test_unit *t)
{
	struct places p;
	snprintf(p.backups, sizeof p.backups, "%s-b", t->folder);
	snprintf(p.keys, sizeof p.keys, "%s-k", t->folder);
	snprintf(p.restored, sizeof p.restored, "%s-r", t->folder);
	snprintf(p.month, sizeof p.month, "%s/" MONTH_KEY, p.keys);
	return p;
}

static int remove_all(void **state)
{
	struct test_unit *t = *state;
	struct places p = places_of(t);
	assert_int_equal(folder_remove(p.backups, &t->e), RC_OK);
	assert_int_equal(folder_remove(p.keys, &t->e), RC_OK);
	assert_int_equal(folder_remove(p.restored, &t->e), RC_OK);
	return test_unit_remove(state);
}

static struct backup_made back_up(struct test_unit *t)
{
	struct places p = places_of(t);
	struct backup_made made;
	if (backup_make(t->u, &(struct backup_plan){.folder = p.backups, .keys = p.keys}, &made,
			&t->e) != RC_OK)
		fail_msg("%s", t->e.text);
	return made;
}

static struct retention_report retain(struct test_unit *t, const char *instant)
{
	struct actor system = actor_system();
	struct retention_report r;
	test_unit_at(t, instant);
	assert_int_equal(retention_run(t->u, &system, true, &r, &t->e), RC_OK);
	return r;
}

static void restore(struct test_unit *t, const char *backup, struct restored *out)
{
	struct places p = places_of(t);
	struct clock now = {.fixed_at = t->now_at};
	struct restore_plan plan = {
		.backup = backup, .keys = p.keys, .folder = p.restored, .now = &now};
	assert_int_equal(folder_remove(p.restored, &t->e), RC_OK);
	if (restore_run(&plan, out, &t->e) != RC_OK)
		fail_msg("%s", t->e.text);
	if (out->check.faults)
		fail_msg("%s", out->check.fault[0]);
}

static int64_t count_of(const struct restored *r, const char *kind)
{
	for (size_t i = 0; i < CONTENT_KINDS; i++)
		if (strcmp(r->check.content.kinds[i].kind, kind) == 0)
			return r->check.content.kinds[i].count;
	fail_msg("nothing is counted as %s", kind);
	return -1;
}

static bool lies_in(struct test_unit *t, const char *folder, const char *what)
{
	char path[128];
	struct buf b;
	buf_init(&b, (size_t)256 << 20);
	snprintf(path, sizeof path, "%s/piu.db", folder);
	assert_int_equal(file_read(path, &b, &t->e), RC_OK);
	bool found = memmem(b.p, b.n, what, strlen(what)) != NULL;
	buf_release(&b);
	return found;
}

/* Under ICAO's law: masked at six months, deleted at five years. */
static void with_sealed_records(struct test_unit *t)
{
	test_unit_law(t, "icao-base");
	test_unit_at(t, TEST_NOW);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	assert_int_equal(retain(t, "2026-09-11T04:00:00Z").travellers_masked, 2);
}

static void what_is_sealed_is_sealed_in_the_copy(void **state)
{
	struct test_unit *t = *state;
	struct restored r;
	with_sealed_records(t);
	struct backup_made made = back_up(t);
	assert_false(lies_in(t, made.path, "ZZTESTER"));
	assert_false(lies_in(t, made.path, "QUIBBLE"));
	restore(t, made.path, &r);
	assert_int_equal(count_of(&r, "travellers"), 2);
	assert_false(lies_in(t, places_of(t).restored, "ZZTESTER"));
}

static void what_came_of_age_since_the_copy_is_sealed_when_it_is_restored(void **state)
{
	struct test_unit *t = *state;
	struct restored r;
	test_unit_law(t, "icao-base");
	test_unit_at(t, TEST_NOW);
	test_unit_api(t, "418", "2603110555", "2603111320", people);
	struct backup_made made = back_up(t);
	assert_true(lies_in(t, made.path, "ZZTESTER"));
	test_unit_at(t, "2026-09-11T04:00:00Z");
	restore(t, made.path, &r);
	assert_int_equal(count_of(&r, "travellers"), 2);
	assert_false(lies_in(t, places_of(t).restored, "ZZTESTER"));
}

/* Deletion reaches the copies that were made before it. */
static void an_erased_month_stays_erased(void **state)
{
	struct test_unit *t = *state;
	struct places p = places_of(t);
	struct restored r;
	char month[128];
	with_sealed_records(t);
	struct backup_made old = back_up(t);
	assert_true(file_exists(p.month));
	assert_int_equal(retain(t, "2031-03-11T04:00:00Z").keys_destroyed, 1);
	struct backup_made young = back_up(t);
	assert_int_equal(young.keys.destroyed, 1);
	assert_false(file_exists(p.month));
	restore(t, old.path, &r);
	assert_int_equal(count_of(&r, "travellers"), 0);
	snprintf(month, sizeof month, "%s/keys/" MONTH_KEY, p.restored);
	assert_false(file_exists(month));
	restore(t, young.path, &r);
	assert_int_equal(count_of(&r, "travellers"), 0);
}

/* By accident, or by somebody who wants the copy to follow. */
static void the_copy_of_a_key_that_was_lost_stays(void **state)
{
	struct test_unit *t = *state;
	struct places p = places_of(t);
	struct backup_made made;
	char path[128];
	with_sealed_records(t);
	(void)back_up(t);
	snprintf(path, sizeof path, "%s/keys/" MONTH_KEY, t->folder);
	assert_int_equal(unlink(path), 0);
	test_unit_at(t, "2026-09-11T04:00:01Z");
	assert_int_equal(backup_make(t->u,
				     &(struct backup_plan){.folder = p.backups, .keys = p.keys},
				     &made, &t->e),
			 RC_CORRUPT);
	assert_string_equal(t->e.code, "key-lost");
	assert_true(file_exists(p.month));
}

int main(void)
{
#define WITH_UNIT(test) cmocka_unit_test_setup_teardown(test, test_unit_make, remove_all)
	const struct CMUnitTest tests[] = {
		WITH_UNIT(what_is_sealed_is_sealed_in_the_copy),
		WITH_UNIT(what_came_of_age_since_the_copy_is_sealed_when_it_is_restored),
		WITH_UNIT(an_erased_month_stays_erased),
		WITH_UNIT(the_copy_of_a_key_that_was_lost_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
