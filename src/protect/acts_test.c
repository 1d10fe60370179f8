/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of acts against docs/audit.md: acts_test PAGE.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "protect/acts.h"
#include "protect/protect.h"

#include <stdio.h>
#include <string.h>

static struct slice page;

static int read_page(void **state)
{
	static struct buf b; /* read once for all tests */
	struct err e;
	(void)state;
	buf_init(&b, (size_t)1 << 20);
	if (file_read(page.p, &b, &e) != RC_OK)
		return -1;
	page = buf_slice(&b);
	return 0;
}

/* The line that begins with `start`. */
static struct slice line_of(const char *start)
{
	struct slice rest = page, line;
	while (slice_cut(&rest, '\n', &line)) {
		if (slice_starts(line, start))
			return line;
	}
	return (struct slice){0};
}

static bool has(struct slice text, const char *name)
{
	char quoted[64];
	snprintf(quoted, sizeof quoted, "`%s`", name);
	return text.p && memmem(text.p, text.n, quoted, strlen(quoted));
}

static void every_act_stands_in_its_kind_on_the_page(void **state) /* */
{
	(void)state;
	for (unsigned i = 0; act_at(i); i++) {
		char start[64];
		const struct act *a = act_at(i);
		snprintf(start, sizeof start, "| %s |", act_kind_name(a->kind));
		if (!has(line_of(start), a->name))
			fail_msg("docs/audit.md does not name %s under %s", a->name,
				 act_kind_name(a->kind));
	}
}

/* The first cells of the table of acts: `one`, `two` | ... */
static void every_act_is_described(void **state)
{
	unsigned found = 0;
	(void)state;
	for (unsigned i = 0; act_at(i); i++) {
		struct slice rest = page, line;
		bool described = false;
		while (!described && slice_cut(&rest, '\n', &line)) {
			struct slice cell = slice_range(line, 0, slice_find(line, '|', 1));
			described = slice_starts(line, "| `") && has(cell, act_at(i)->name);
		}
		if (!described)
			fail_msg("docs/audit.md does not describe %s", act_at(i)->name);
		found++;
	}
	assert_true(found > 70);
}

static void acts_are_found_by_their_names(void **state)
{
	(void)state;
	for (unsigned i = 0; act_at(i); i++) {
		assert_ptr_equal(act_find(act_at(i)->name), act_at(i));
		assert_true(i == 0 || strcmp(act_at(i - 1)->name, act_at(i)->name) < 0);
	}
	assert_null(act_find("traveller.copied"));
}

/* Who may read the trail has no purpose but verification, and works on nothing else. */
static void the_trail_is_used_for_its_own_purposes_only(void **state) /* R-150 R-151 */
{
	(void)state;
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		struct slice purpose = protect_purpose((enum actor_role)r);
		if (!protect_may((enum actor_role)r, MAY_AUDIT_READ))
			continue;
		assert_true(slice_ends(purpose, "verification that processing is lawful"));
		assert_false(protect_may((enum actor_role)r, MAY_HITS_DECIDE));
		assert_false(protect_may((enum actor_role)r, MAY_LISTS_WRITE));
		assert_false(protect_may((enum actor_role)r, MAY_USERS_MANAGE));
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_act_stands_in_its_kind_on_the_page),
		cmocka_unit_test(every_act_is_described),
		cmocka_unit_test(acts_are_found_by_their_names),
		cmocka_unit_test(the_trail_is_used_for_its_own_purposes_only),
	};
	if (argc < 2)
		return 2;
	page = slice_of(argv[1]);
	return cmocka_run_group_tests_name("protect/acts", tests, read_page, NULL);
}
