/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "collect/drop.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WHOLE "UNB+UNOA:4+ZZ+UTO'UNZ+0+1'"

struct fixture {
	char folder[64];
	struct drop *drop;
	unsigned calls;
	enum rc answer;
	char content[128];
};

static void note(void *context, struct drop_file *files, unsigned count)
{
	struct fixture *f = context;
	f->calls++;
	for (unsigned i = 0; i < count; i++) {
		struct drop_file *file = &files[i];
		snprintf(f->content, sizeof f->content, "%.*s", (int)file->content.n,
			 file->content.p);
		buf_text(&file->receipt, "{\"new\":1}");
		enum rc answer = strcmp(file->name, "bad.edi") == 0 ? RC_INVALID : f->answer;
		file->rc = answer == RC_OK ? RC_OK
					   : err_set(&file->err, answer, "as the test says");
	}
}

static int make(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	char path[PATH_MAX];
	struct err e;
	assert_non_null(f);
	strcpy(f->folder, "/tmp/piu-drop-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(path, sizeof path, "%s/done", f->folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/refused", f->folder);
	assert_int_equal(mkdir(path, 0700), 0);
	struct drop_plan plan = {.folder = f->folder, .file_max = 64, .context = f, .take = note};
	assert_int_equal(drop_new(&plan, &f->drop, &e), RC_OK);
	*state = f;
	return 0;
}

static int unmake(void **state)
{
	struct fixture *f = *state;
	char command[PATH_MAX];
	drop_stop(f->drop);
	snprintf(command, sizeof command, "rm -rf %s", f->folder);
	int failed = system(command);
	free(f);
	return failed;
}

static const char *path_in(const struct fixture *f, const char *name)
{
	static char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/%s", f->folder, name);
	return path;
}

static void put(const struct fixture *f, const char *name, const char *content)
{
	int fd = open(path_in(f, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
	close(fd);
}

static struct drop_look look(struct fixture *f)
{
	struct drop_look l;
	struct err e;
	assert_int_equal(drop_look(f->drop, &l, &e), RC_OK);
	return l;
}

static void a_whole_file_is_taken_at_the_second_look(void **state)
{
	struct fixture *f = *state;
	put(f, "a.edi", WHOLE);
	assert_int_equal(look(f).waiting, 1);
	assert_int_equal(look(f).taken, 1);
	assert_string_equal(f->content, WHOLE);
	assert_false(file_exists(path_in(f, "a.edi")));
	assert_true(file_exists(path_in(f, "done/a.edi.json")));
	assert_int_equal(look(f).taken, 0);
}

static void a_file_on_its_way_is_left_alone(void **state)
{
	struct fixture *f = *state;
	put(f, "a.edi.part", WHOLE);
	put(f, ".hidden", WHOLE);
	(void)look(f);
	assert_int_equal(look(f).taken, 0);
	assert_int_equal(f->calls, 0);
}

static void a_file_without_an_end_waits(void **state)
{
	struct fixture *f = *state;
	put(f, "a.edi", "UNB+UNOA:4+ZZ+UTO'UNH+1+PAXLST");
	(void)look(f);
	assert_int_equal(look(f).waiting, 1);
	assert_int_equal(f->calls, 0);
}

static void a_file_that_is_open_for_writing_waits(void **state)
{
	struct fixture *f = *state;
	put(f, "a.edi", WHOLE);
	int fd = open(path_in(f, "a.edi"), O_WRONLY | O_APPEND);
	(void)look(f);
	assert_int_equal(look(f).taken, 0);
	close(fd);
	assert_int_equal(look(f).taken, 1);
}

static void a_file_too_large_is_refused_and_kept(void **state)
{
	struct fixture *f = *state;
	char content[100] = {0};
	memset(content, 'X', sizeof content - 5);
	strcat(content, "UNZ'");
	put(f, "big.edi", content);
	(void)look(f);
	assert_int_equal(look(f).refused, 1);
	assert_true(file_exists(path_in(f, "refused/big.edi")));
	assert_int_equal(f->calls, 0);
}

static void what_fails_stays_and_is_tried_again(void **state)
{
	struct fixture *f = *state;
	f->answer = RC_IO;
	put(f, "a.edi", WHOLE);
	(void)look(f);
	assert_int_equal(look(f).taken, 0);
	assert_true(file_exists(path_in(f, "a.edi")));
	f->answer = RC_OK;
	assert_int_equal(look(f).taken, 1);
	assert_int_equal(f->calls, 2);
}

static void files_are_taken_together_and_a_bad_one_spoils_no_other(void **state)
{
	struct fixture *f = *state;
	put(f, "a.edi", WHOLE);
	put(f, "bad.edi", WHOLE);
	put(f, "c.edi", WHOLE);
	(void)look(f);
	struct drop_look l = look(f);
	assert_int_equal(l.taken, 2);
	assert_int_equal(l.refused, 1);
	assert_int_equal(f->calls, 1);
	assert_true(file_exists(path_in(f, "done/a.edi.json")));
	assert_true(file_exists(path_in(f, "done/c.edi.json")));
	assert_false(file_exists(path_in(f, "c.edi")));
	assert_true(file_exists(path_in(f, "refused/bad.edi")));
	assert_false(file_exists(path_in(f, "done/bad.edi.json")));
}

static void more_than_fit_in_one_hand_are_taken_all(void **state)
{
	struct fixture *f = *state;
	char name[32];
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof name, "%d.edi", i);
		put(f, name, WHOLE);
	}
	(void)look(f);
	assert_int_equal(look(f).taken, 300);
	assert_int_equal(f->calls, 2);
}

static void links_and_folders_are_no_files(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(symlink("/etc/hostname", path_in(f, "link.edi")), 0);
	assert_int_equal(mkdir(path_in(f, "folder.edi"), 0700), 0);
	assert_int_equal(mkfifo(path_in(f, "pipe.edi"), 0600), 0);
	(void)look(f);
	struct drop_look l = look(f);
	assert_int_equal(l.taken + l.refused + l.waiting, 0);
}

#define DROP_TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DROP_TEST(a_whole_file_is_taken_at_the_second_look),
		DROP_TEST(a_file_on_its_way_is_left_alone),
		DROP_TEST(a_file_without_an_end_waits),
		DROP_TEST(a_file_that_is_open_for_writing_waits),
		DROP_TEST(a_file_too_large_is_refused_and_kept),
		DROP_TEST(what_fails_stays_and_is_tried_again),
		DROP_TEST(files_are_taken_together_and_a_bad_one_spoils_no_other),
		DROP_TEST(more_than_fit_in_one_hand_are_taken_all),
		DROP_TEST(links_and_folders_are_no_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
