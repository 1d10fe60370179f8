/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/upgrade.h"

#include "flow/refresh.h"

#define SETTING "rows.made_by"
/* Another number whenever the same messages give other rows or other content hashes. */
#define MADE_BY SLICE("2")
#define NAMES_MEMORY ((size_t)1 << 30)

enum rc upgrade_note(struct db *db, struct err *e)
{
	return store_setting_put(db, SETTING, MADE_BY, e);
}

static enum rc is_current(struct unit *u, struct arena *a, bool *current, struct err *e)
{
	struct db *db = NULL;
	struct slice made_by = {0};
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = store_setting_get(db, SETTING, a, &made_by, e);
	*current = rc == RC_OK && slice_eq(made_by, MADE_BY);
	store_done(unit_store(u), db);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc make_anew(struct unit *u, struct db *db, struct arena *a, struct err *e)
{
	struct refresh r = {.unit = u, .db = db};
	flight_names names = {0};
	flight_refreshes flights = {0};
	enum rc rc = flight_names_read(db, INT64_MIN, a, &names, e);
	LIST_EACH(const struct flight_name, name, &names)
	{
		struct flight_refresh *f = LIST_ADD(&flights, a, struct flight_refresh);
		if (!f)
			return err_set(e, RC_NOMEM, "no memory to bring flights up to date");
		f->id = name->id;
		f->natural_key = name->natural_key;
	}
	if (rc == RC_OK)
		rc = refresh_flights(&r, &flights, e);
	return rc == RC_OK ? upgrade_note(db, e) : rc;
}

enum rc upgrade_rows(struct unit *u, struct err *e)
{
	struct db *db = NULL;
	bool current = false;
	struct arena *a = arena_new(NAMES_MEMORY);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to open the unit");
	enum rc rc = is_current(u, a, &current, e);
	if (rc == RC_OK && !current) {
		rc = store_write(unit_store(u), &db, e);
		if (rc == RC_OK)
			rc = store_end(unit_store(u), make_anew(u, db, a, e), e);
	}
	arena_free(a);
	return rc;
}
