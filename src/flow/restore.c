/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/backup.h"

#include "base/file.h"
#include "flow/manifest.h"
#include "flow/place.h"
#include "flow/retention.h"
#include "flow/unit_parts.h"
#include "store/content.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A new folder, or an empty one: nothing is ever overwritten. */
static enum rc claim_folder(const char *folder, struct err *e)
{
	if (rmdir(folder) != 0 && errno != ENOENT)
		return err_refuse(e, RC_CONFLICT, "unit-exists", NULL,
				  "%s is not empty: restore into a new folder", folder);
	return unit_make_folders(folder, e);
}

static enum rc copy_proved(const char *backup, const char *folder, const struct manifest *m,
			   struct err *e)
{
	char from[PATH_MAX], to[PATH_MAX];
	unsigned char hash[HASH_BYTES];
	int64_t bytes = 0;
	enum rc rc = unit_path(backup, "piu.db", from, e);
	if (rc == RC_OK)
		rc = unit_path(folder, "piu.db", to, e);
	if (rc == RC_OK)
		rc = file_copy(from, to, 0600, &bytes, hash, e);
	if (rc == RC_OK && (bytes != m->bytes || memcmp(hash, m->hash, HASH_BYTES) != 0))
		rc = err_set(e, RC_CORRUPT,
			     "%s is not the file that was made (%lld bytes of %lld, or another "
			     "hash): take another backup",
			     from, (long long)bytes, (long long)m->bytes);
	return rc;
}

static enum rc note_restored(struct unit *u, const char *made_at, struct err *e)
{
	struct db *db;
	char detail[64];
	snprintf(detail, sizeof detail, "{\"made_at\":\"%s\"}", made_at);
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	return store_end(unit_store(u),
			 audit_append(db,
				      &(struct audit_act){.actor = SLICE("system"),
							  .role = SLICE("system"),
							  .act = "unit.restored",
							  .object = SLICE("unit"),
							  .detail = slice_of(detail)},
				      unit_now(u), e),
			 e);
}

/* Another version may count in another way. */
static enum rc compare(struct unit *u, const struct manifest *m, bool *same, struct err *e)
{
	struct db *db = NULL;
	struct content now;
	*same = true;
	if (strcmp(m->program, PIU_VERSION) != 0)
		return RC_OK;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = content_read(db, &now, e);
	store_done(unit_store(u), db);
	*same = rc == RC_OK && memcmp(now.digest, m->digest, HASH_BYTES) == 0;
	return rc;
}

/* Opening to serve runs the migrations that came since. What came of age since is sealed
 * and deleted before anybody sees it. */
static enum rc bring_up_to_date(const struct restore_plan *plan, const struct manifest *m,
				bool *same, struct err *e)
{
	struct unit *u = NULL;
	struct retention_report done;
	struct actor system = actor_system();
	enum rc rc = unit_open(plan->folder, UNIT_PLACE, plan->now, &u, e);
	if (rc == RC_OK)
		rc = compare(u, m, same, e);
	if (rc == RC_OK)
		rc = note_restored(u, m->made_at, e);
	if (rc == RC_OK)
		rc = place_check(u, true, e);
	if (rc == RC_OK)
		rc = retention_run(u, &system, true, &done, e);
	unit_close(u);
	return rc;
}

static enum rc check_restored(const struct restore_plan *plan, bool same, struct restored *out,
			      struct err *e)
{
	struct unit *u = NULL;
	enum rc rc = unit_open(plan->folder, UNIT_LOOK, plan->now, &u, e);
	if (rc == RC_OK)
		rc = check_unit(u, &out->check, e);
	unit_close(u);
	if (rc == RC_OK && !same)
		check_fault(&out->check, "the content is not what the manifest says");
	return rc;
}

static enum rc fill(const struct restore_plan *plan, struct restored *out, struct err *e)
{
	struct manifest m = {0};
	unsigned char key[HASH_BYTES];
	bool same = false;
	enum rc rc = key_copy_restore(plan->keys, plan->folder, e);
	if (rc == RC_OK)
		rc = unit_read_key(plan->folder, key, e);
	if (rc == RC_OK)
		rc = manifest_read(plan->backup, key, &m, e);
	wipe_secret(key, sizeof key);
	memcpy(out->made_at, m.made_at, sizeof out->made_at);
	if (rc == RC_OK)
		rc = copy_proved(plan->backup, plan->folder, &m, e);
	if (rc == RC_OK)
		rc = bring_up_to_date(plan, &m, &same, e);
	return rc == RC_OK ? check_restored(plan, same, out, e) : rc;
}

static enum rc take_away(const char *folder, struct err *e)
{
	enum rc rc = key_copy_destroy(folder, e);
	return rc == RC_OK ? folder_remove(folder, e) : rc;
}

enum rc restore_run(const struct restore_plan *plan, struct restored *out, struct err *e)
{
	struct err ignored; /* the reason is in `e` */
	*out = (struct restored){0};
	enum rc rc = claim_folder(plan->folder, e);
	if (rc != RC_OK)
		return rc;
	rc = fill(plan, out, e);
	/* On another machine the copy stays, closed, until two people have declared the place. */
	if (rc == RC_DENIED && !plan->rehearse && strcmp(e->code, "place-not-declared") == 0)
		return rc;
	if (rc != RC_OK)
		(void)!take_away(plan->folder, &ignored);
	else if (plan->rehearse)
		rc = take_away(plan->folder, e);
	return rc;
}
