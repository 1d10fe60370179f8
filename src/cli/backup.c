/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/backup.h"

#include "api/operator.h"
#include "base/buf.h"
#include "cli/commands.h"
#include "cli/progress.h"

#include <stdio.h>

#define JSON_MAX ((size_t)1 << 16)

static void show(void *context, int64_t done, int64_t total)
{
	progress_show(context, (uint64_t)done, (uint64_t)total, (uint64_t)done, "pages");
}

/* The record of the copy is in the copy. The process that serves the unit writes it. */
static enum rc note(const char *folder, struct err *e)
{
	struct unit *u;
	if (operator_is_served(folder))
		return operator_note_copy(folder, e);
	enum rc rc = unit_open(folder, UNIT_SERVE, NULL, &u, e);
	if (rc != RC_OK)
		return rc;
	rc = backup_note(u, e);
	unit_close(u);
	return rc;
}

static void made_json(const struct backup_made *m, const char *digest)
{
	struct buf b;
	struct json j;
	buf_init(&b, JSON_MAX);
	json_init(&j, &b);
	json_object(&j);
	json_put_str(&j, "backup", m->path);
	json_put_i64(&j, "bytes", m->bytes);
	json_put_str(&j, "digest", digest);
	json_put_i64(&j, "keys_copied", m->keys.copied);
	json_put_i64(&j, "keys_kept", m->keys.kept);
	json_put_i64(&j, "keys_destroyed", m->keys.destroyed);
	json_object_end(&j);
	printf("%.*s\n", (int)b.n, b.p);
	buf_release(&b);
}

static void made_text(const struct backup_made *m, bool keys, const char *digest)
{
	printf("%s: %lld bytes, digest %s\n", m->path, (long long)m->bytes, digest);
	if (keys)
		printf("keys: %u copied, %u as before, %u destroyed\n", m->keys.copied,
		       m->keys.kept, m->keys.destroyed);
	else
		printf("The keys are not in it: without a copy of them (--keys DIR, on another "
		       "disc) it can not be restored.\n");
}

static enum rc make(const struct common *common, struct backup_plan *plan, struct backup_made *made,
		    struct err *e)
{
	struct progress progress;
	struct unit *u;
	enum rc rc = note(options_data(common), e);
	if (rc == RC_OK)
		rc = unit_open(options_data(common), UNIT_LOOK, NULL, &u, e);
	if (rc != RC_OK)
		return rc;
	progress_start(&progress);
	plan->step = show;
	plan->context = &progress;
	rc = backup_make(u, plan, made, e);
	progress_end(&progress);
	unit_close(u);
	return rc;
}

int command_backup(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct backup_plan plan = {0};
	struct backup_made made;
	struct err e;
	int count, status;
	char digest[HEX_TEXT(HASH_BYTES)];
	const struct option_row options[] = {
		{"keys", "DIR", &plan.keys, NULL,
		 "bring the copy of the keys in DIR up to date; not below the backups"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1)
		return usage_error(c, "into which folder?");
	plan.folder = argv[0];
	if (make(&common, &plan, &made, &e) != RC_OK)
		return say_failure(&e);
	hex_write(made.content.digest, HASH_BYTES, digest);
	if (common.json)
		made_json(&made, digest);
	else
		made_text(&made, plan.keys != NULL, digest);
	return EXIT_DONE;
}

/* A rehearsal's unit lies beside the backup, where there is room for one. */
static bool rehearsal_folder(const char *backup, char out[BACKUP_PATH_MAX])
{
	size_t n = strlen(backup);
	while (n > 1 && backup[n - 1] == '/')
		n--;
	return snprintf(out, BACKUP_PATH_MAX, "%.*s.rehearsal", (int)n, backup) < BACKUP_PATH_MAX;
}

static int say_restored(const struct restore_plan *plan, const struct restored *r, bool as_json)
{
	bool whole = r->check.faults == 0;
	check_print(&r->check, as_json);
	fprintf(stderr, "%s: the backup of %s %s%s\n", plan->rehearse ? "rehearsed" : plan->folder,
		r->made_at, whole ? "is whole" : "is not whole",
		plan->rehearse ? "; nothing was kept" : "");
	return whole ? EXIT_DONE : EXIT_REFUSED;
}

int command_restore(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct restore_plan plan = {0};
	struct restored done;
	struct err e;
	char scratch[BACKUP_PATH_MAX];
	int count, status;
	const struct option_row options[] = {
		{"keys", "DIR", &plan.keys, NULL,
		 "the copy of the unit's keys (piu backup --keys)"},
		{"verify", NULL, NULL, &plan.rehearse,
		 "rehearse: restore beside the backup, check everything, take it away again"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 1 || !plan.keys)
		return usage_error(c,
				   count != 1 ? "which backup?" : "where are the keys? --keys DIR");
	plan.backup = argv[0];
	if (!rehearsal_folder(argv[0], scratch))
		return usage_error(c, "the name of the backup is too long");
	plan.folder = plan.rehearse ? scratch : options_data(&common);
	if (restore_run(&plan, &done, &e) != RC_OK)
		return say_failure(&e);
	return say_restored(&plan, &done, common.json);
}
