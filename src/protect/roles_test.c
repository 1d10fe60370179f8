/* SPDX-License-Identifier: Apache-2.0
 *
 * docs/roles.md (argument 1) against the permission table.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "protect/protect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *document_path; /* set once, by main */

static void every_permission_and_purpose_has_a_name(void **state)
{
	(void)state;
	for (unsigned p = 0; p < PERMISSION_COUNT; p++)
		assert_non_null(strchr(permission_name((enum permission)p), '.'));
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++)
		assert_true(slice_present(protect_purpose((enum actor_role)r)));
}

static void what_is_not_in_the_table_is_refused_by_name(void **state)
{
	(void)state;
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		for (unsigned p = 0; p < PERMISSION_COUNT; p++) {
			struct err e = {0};
			struct actor who = {.role = (enum actor_role)r, .task = {.id = 1}};
			enum rc rc = protect_require(&who, (enum permission)p, &e);
			if (protect_may(who.role, (enum permission)p)) {
				assert_int_equal(rc, RC_OK);
				continue;
			}
			assert_int_equal(rc, RC_DENIED);
			assert_string_equal(e.code, "not-permitted");
			assert_non_null(strstr(e.text, permission_name((enum permission)p)));
			assert_non_null(strstr(e.text, actor_role_name(who.role)));
		}
	}
}

/* what is about people is read and changed on a task only. */
static void who_may_do_it_must_say_for_what(void **state)
{
	static const enum permission about_people[] = {MAY_TRAVELLERS_READ, MAY_HITS_READ,
						       MAY_HITS_DECIDE, MAY_LISTS_WRITE,
						       MAY_LISTS_ASSIGN};
	(void)state;
	for (size_t i = 0; i < sizeof about_people / sizeof *about_people; i++) {
		assert_true(protect_needs_task(about_people[i]));
		for (unsigned r = 0; r < ACTOR_SYSTEM; r++) {
			struct err e = {0};
			struct actor who = {.role = (enum actor_role)r};
			if (!protect_may(who.role, about_people[i]))
				continue;
			assert_int_equal(protect_require(&who, about_people[i], &e), RC_DENIED);
			assert_string_equal(e.code, "no-task");
			assert_string_equal(e.rule, "R-004");
			who.task.id = 1;
			assert_int_equal(protect_require(&who, about_people[i], &e), RC_OK);
		}
	}
	assert_false(protect_needs_task(MAY_USERS_MANAGE));
	assert_false(protect_needs_task(MAY_AUDIT_READ));
}

static bool reads_people(enum actor_role r)
{
	return protect_may(r, MAY_TRAVELLERS_READ) || protect_may(r, MAY_HITS_READ);
}

static bool changes_anything(enum actor_role r)
{
	return protect_may(r, MAY_HITS_DECIDE) || protect_may(r, MAY_LISTS_WRITE) ||
	       protect_may(r, MAY_USERS_MANAGE) || protect_may(r, MAY_KEYS_MANAGE) ||
	       protect_may(r, MAY_PROFILE_PROPOSE) || protect_may(r, MAY_PROFILE_APPROVE);
}

static void duties_are_kept_apart_in_every_role(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ACTOR_ROLE_COUNT; i++) {
		enum actor_role r = (enum actor_role)i;
		if (protect_may(r, MAY_USERS_MANAGE) || protect_may(r, MAY_KEYS_MANAGE))
			assert_false(reads_people(r)); /* who runs the system reads nobody */
		if (protect_may(r, MAY_LISTS_WRITE))
			assert_false(protect_may(r, MAY_HITS_DECIDE) || reads_people(r));
		if (protect_may(r, MAY_HITS_DECIDE))
			assert_true(protect_may(r, MAY_HITS_READ));
		assert_false(protect_may(r, MAY_PROFILE_PROPOSE) &&
			     protect_may(r, MAY_PROFILE_APPROVE));
		if (protect_may(r, MAY_AUDIT_READ))
			assert_false(changes_anything(r)); /* who watches does not act */
	}
	assert_false(changes_anything(ACTOR_DPO));
	assert_false(changes_anything(ACTOR_SUPERVISORY_AUTHORITY)); /* */
	assert_false(changes_anything(ACTOR_AUDITOR));
	assert_false(reads_people(ACTOR_AUDITOR) || reads_people(ACTOR_APPROVING_AUTHORITY));
	for (unsigned p = 0; p < PERMISSION_COUNT; p++) {
		bool reading = strstr(permission_name((enum permission)p), ".read") != NULL;
		if (reading)
			assert_true(protect_may(ACTOR_DPO, (enum permission)p));
	}
}

/* "| `travellers.read` | | yes | ..." : the cells of the line of a permission. */
static struct slice row_of(struct slice text, const char *name)
{
	char start[64];
	struct slice line;
	snprintf(start, sizeof start, "| `%s` |", name);
	while (slice_cut(&text, '\n', &line)) {
		if (slice_starts(line, start))
			return slice_range(line, strlen(start), line.n);
	}
	fail_msg("docs/roles.md has no line for %s", name);
	return (struct slice){0};
}

static void the_document_shows_the_table(void **state)
{
	(void)state;
	struct buf text;
	struct err e = {0};
	buf_init(&text, (size_t)1 << 20);
	assert_int_equal(file_read(document_path, &text, &e), RC_OK);
	for (unsigned p = 0; p < PERMISSION_COUNT; p++) {
		struct slice cell,
			rest = row_of(buf_slice(&text), permission_name((enum permission)p));
		for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
			assert_true(slice_cut(&rest, '|', &cell));
			bool said = slice_is(slice_trim(cell), "yes");
			if (said != protect_may((enum actor_role)r, (enum permission)p))
				fail_msg("docs/roles.md is wrong on %s for %s",
					 permission_name((enum permission)p),
					 actor_role_name((enum actor_role)r));
		}
	}
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		struct slice purpose = protect_purpose((enum actor_role)r);
		assert_non_null(memmem(text.p, text.n, purpose.p, purpose.n));
	}
	buf_release(&text);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return EXIT_FAILURE;
	document_path = argv[1];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_permission_and_purpose_has_a_name),
		cmocka_unit_test(what_is_not_in_the_table_is_refused_by_name),
		cmocka_unit_test(who_may_do_it_must_say_for_what),
		cmocka_unit_test(duties_are_kept_apart_in_every_role),
		cmocka_unit_test(the_document_shows_the_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
