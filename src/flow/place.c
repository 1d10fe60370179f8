/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/place.h"

#include "base/file.h"
#include "flow/unit.h"
#include "protect/audit.h"
#include "store/register.h"

#include <string.h>

#define IDENTITY_FILE "/etc/machine-id" /* machine-id(5) */
#define IDENTITY_MAX ((size_t)200)
#define NAME_MAX_BYTES ((size_t)200)

/* An application does not use the name itself (machine-id(5)), but a hash of it. */
static bool read_identity(unsigned char out[HASH_BYTES])
{
	struct buf text;
	struct err ignored;
	buf_init(&text, IDENTITY_MAX);
	bool known = file_exists(IDENTITY_FILE) &&
		     file_read(IDENTITY_FILE, &text, &ignored) == RC_OK &&
		     slice_trim(buf_slice(&text)).n >= 16;
	if (known) {
		struct hash_state h;
		hash_begin(&h, NULL);
		hash_piece(&h, SLICE("openpiu place"));
		hash_piece(&h, slice_trim(buf_slice(&text)));
		hash_end(&h, out);
	}
	buf_release(&text);
	return known;
}

bool place_identity(char out[PLACE_IDENTITY_TEXT])
{
	unsigned char identity[HASH_BYTES];
	bool known = read_identity(identity);
	out[0] = '\0';
	if (known)
		hex_write(identity, HASH_BYTES, out);
	return known;
}

static struct slice keyed(const unsigned char identity[HASH_BYTES], const unsigned char *unit_key,
			  unsigned char out[HASH_BYTES])
{
	hash_bytes((struct slice){(const char *)identity, HASH_BYTES}, unit_key, out);
	return (struct slice){(const char *)out, HASH_BYTES};
}

struct slice place_machine(const struct unit *u, unsigned char out[HASH_BYTES])
{
	unsigned char identity[HASH_BYTES];
	return read_identity(identity) ? keyed(identity, unit_key(u), out) : (struct slice){0};
}

/* ---- declaring ---- */

static enum rc put(struct db *db, struct place_row *row, struct err *e)
{
	if (!slice_present(row->name) || row->name.n > NAME_MAX_BYTES ||
	    row->address.n > NAME_MAX_BYTES)
		return err_refuse(e, RC_INVALID, "bad-place", "R-170",
				  "a place has a name and an address, of at most %zu bytes each",
				  NAME_MAX_BYTES);
	if (!row->address.p)
		row->address = SLICE("");
	return place_insert(db, row, e);
}

enum rc place_declare_first(struct db *db, const unsigned char *unit_key, struct slice name,
			    struct slice address, struct slice state, int64_t id, int64_t now_at,
			    struct err *e)
{
	unsigned char identity[HASH_BYTES], machine[HASH_BYTES];
	struct place_row row = {.id = id,
				.name = name,
				.address = address,
				.state = state,
				.reason = SLICE("set up"),
				.declared_at = now_at,
				.confirmed_at = now_at};
	if (read_identity(identity))
		row.machine = keyed(identity, unit_key, machine);
	return put(db, &row, e);
}

enum rc place_declare(struct unit *u, struct db *db, const struct place_plan *plan, int64_t by,
		      int64_t *id, struct err *e)
{
	unsigned char identity[HASH_BYTES], machine[HASH_BYTES];
	*id = store_new_id(unit_store(u));
	struct place_row row = {.id = *id,
				.name = plan->name,
				.address = plan->address,
				.state = slice_of(unit_about(u)->state),
				.reason = plan->reason,
				.declared_by = by,
				.declared_at = unit_now(u)};
	if (!slice_present(plan->address))
		return err_refuse(e, RC_INVALID, "bad-place", "R-170",
				  "say where the place is: its address in %s",
				  unit_about(u)->state);
	bool known = slice_present(plan->machine) ? hex_read(plan->machine, identity, HASH_BYTES)
						  : read_identity(identity);
	if (!known)
		return err_refuse(e, RC_INVALID, "bad-machine", "R-170",
				  "give what 'piu place identity' prints on the machine of the new "
				  "place: 64 hexadecimal digits");
	row.machine = keyed(identity, unit_key(u), machine);
	return put(db, &row, e);
}

/* ---- checking ---- */

static enum rc count(struct unit *u, struct slice machine, int64_t *all, int64_t *here,
		     struct err *e)
{
	struct db *db = NULL;
	bool has = false;
	enum rc rc = store_read(unit_store(u), &db, e);
	if (rc == RC_OK)
		rc = store_has(db, "0016_register.sql", &has, e);
	if (rc == RC_OK && has)
		rc = places_count(db, machine, all, here, e);
	store_done(unit_store(u), db);
	return rc;
}

static enum rc declare_where_it_is(struct unit *u, struct err *e)
{
	const struct unit_plan *about = unit_about(u);
	struct db *db = NULL;
	enum rc rc = store_write(unit_store(u), &db, e);
	if (rc != RC_OK)
		return rc;
	rc = place_declare_first(db, unit_key(u), slice_of(about->name), SLICE(""),
				 slice_of(about->state), store_new_id(unit_store(u)), unit_now(u),
				 e);
	return store_end(unit_store(u), rc, e);
}

enum rc place_check(struct unit *u, bool may_write, struct err *e)
{
	unsigned char machine[HASH_BYTES];
	int64_t all = 0, here = 0;
	struct slice this_one = place_machine(u, machine);
	if (unit_about(u)->fictitious)
		return RC_OK;
	enum rc rc = count(u, this_one, &all, &here, e);
	if (rc != RC_OK || here > 0)
		return rc;
	if (all == 0)
		return may_write ? declare_where_it_is(u, e) : RC_OK;
	return err_refuse(e, RC_DENIED, "place-not-declared", "R-170",
			  "this machine is not a declared place of the unit, and data may be "
			  "processed at declared places only: two people declare it (piu place "
			  "declare, then piu place confirm; docs/places.md)");
}
