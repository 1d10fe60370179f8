/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/unit.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "base/file.h"
#include "flow/counters.h"
#include "flow/history.h"
#include "flow/ingest_group.h"
#include "flow/law_parts.h"
#include "flow/laws.h"
#include "flow/opened.h"
#include "flow/place.h"
#include "flow/rescreen.h"
#include "flow/retention.h"
#include "flow/unit_parts.h"
#include "flow/upgrade.h"
#include "model/airport.h"
#include "model/country.h"
#include "protect/audit.h"
#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SETTINGS_MEMORY ((size_t)64 << 10)
#define LAW_MEMORY ((size_t)1 << 20)
#define PROFILE_NAME_MAX 64

struct unit {
	char folder[PATH_MAX];
	struct clock clock;
	struct store *store;
	struct arena *settings;
	struct unit_plan about;
	unsigned char key[HASH_BYTES];
	unsigned char vault_public[VAULT_KEY_BYTES];
	bool provisional; /* the vault's secret key is still in a file */
	struct index_holder *index;
	struct rules_holder *rules;
	struct history_holder *history;
	struct rescreener *rescreener;
	_Atomic(struct law_in_force *) law;
	struct ingest_queue *queue;
	atomic_bool stopping;
	struct opened *opened;
	struct counters counters;
	pthread_mutex_t changes_lock;
	struct unit_changes changes; /* guarded by changes_lock, as the two below */
	void (*changed)(void *context);
	void *changed_context;
};

static enum rc make_keys(const char *folder, struct err *e)
{
	unsigned char key[HASH_BYTES], public_key[VAULT_KEY_BYTES], secret_key[VAULT_KEY_BYTES];
	random_bytes(key, sizeof key);
	vault_keys(public_key, secret_key);
	enum rc rc = unit_key_write(folder, "keys/unit.key", key, sizeof key, e);
	if (rc == RC_OK)
		rc = unit_key_write(folder, "keys/vault.pub", public_key, sizeof public_key, e);
	if (rc == RC_OK)
		rc = unit_key_write(folder, "keys/vault.key", secret_key, sizeof secret_key, e);
	wipe_secret(secret_key, sizeof secret_key);
	wipe_secret(key, sizeof key);
	return rc;
}

static struct slice plan_text(const struct unit_plan *plan)
{
	return plan->profile_text ? slice_of(plan->profile_text)
				  : law_built_in(slice_of(plan->profile));
}

/* nothing begins under a profile that can not be used. Gives its name. */
static enum rc check_profile(const struct unit_plan *plan, char name[PROFILE_NAME_MAX],
			     struct err *e)
{
	struct law_in_force *law = NULL;
	if (!plan_text(plan).p)
		return err_refuse(
			e, RC_INVALID, "bad-profile", NULL,
			"there is no legal profile \"%s\"; there are eu-strict, icao-base "
			"and national, or a file of your own",
			plan->profile);
	enum rc rc = law_in_force_new(plan_text(plan), &law, e);
	if (rc == RC_OK)
		snprintf(name, PROFILE_NAME_MAX, "%.*s", SLICE_ARG(law_in_force_name(law)));
	law_in_force_free(law);
	return rc;
}

static enum rc put_plan(struct store *s, const struct unit_plan *plan, struct slice text,
			const unsigned char *key, int64_t now, struct err *e)
{
	const struct {
		const char *name, *content;
	} settings[] = {
		{"unit.name", plan->name},
		{"unit.state", plan->state},
		{"unit.country", plan->country},
		{"unit.airports", plan->airports ? plan->airports : ""},
		{"unit.profile", plan->profile},
		{"unit.legal_basis", plan->legal_basis},
		{"unit.fictitious", plan->fictitious ? "yes" : "no"},
	};
	struct db *db;
	enum rc rc = store_write(s, &db, e);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; rc == RC_OK && i < sizeof settings / sizeof *settings; i++)
		rc = store_setting_put(db, settings[i].name, slice_of(settings[i].content), e);
	if (rc == RC_OK)
		rc = upgrade_note(db, e);
	if (rc == RC_OK)
		rc = place_declare_first(db, key, slice_of(plan->place ? plan->place : plan->name),
					 slice_of(plan->address ? plan->address : ""),
					 slice_of(plan->state), store_new_id(s), now, e);
	if (rc == RC_OK)
		rc = law_put_first(db, slice_of(plan->profile), text, now, e);
	if (rc == RC_OK)
		rc = audit_append(db,
				  &(struct audit_act){.actor = SLICE("system"),
						      .role = SLICE("system"),
						      .act = "unit.created",
						      .object = SLICE("unit")},
				  now, e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_rollback(s);
	return rc;
}

/* What a unit that was begun and not finished left behind. */
static void remove_begun(const char *part)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal", ".lock"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char path[PATH_MAX];
		int n = snprintf(path, sizeof path, "%s%s", part, ends[i]);
		if (n > 0 && n < PATH_MAX)
			(void)unlink(path); /* most are not there */
	}
}

/* Under another name until it is whole: a unit is there, or it is not. */
static enum rc make_database(const char *folder, const struct unit_plan *plan, struct err *e)
{
	char path[PATH_MAX], part[PATH_MAX];
	unsigned char key[HASH_BYTES];
	struct store *s = NULL;
	enum rc rc = unit_path(folder, "piu.db", path, e);
	if (rc == RC_OK)
		rc = unit_path(folder, "piu.db.new", part, e);
	if (rc != RC_OK)
		return rc;
	remove_begun(part);
	rc = store_create(part, e);
	if (rc == RC_OK)
		rc = store_open(part, STORE_SERVE, &s, e);
	if (rc == RC_OK)
		rc = unit_read_key(folder, key, e);
	if (rc == RC_OK)
		rc = put_plan(s, plan, plan_text(plan), key, clock_now(&(struct clock){0}), e);
	wipe_secret(key, sizeof key);
	store_close(s);
	if (rc == RC_OK && rename(part, path) != 0)
		rc = err_set(e, RC_IO, "cannot rename %s: %s", part, strerror(errno));
	remove_begun(part);
	return rc == RC_OK ? file_sync(path, e) : rc;
}

enum rc unit_create(const char *folder, const struct unit_plan *plan, struct err *e)
{
	char path[PATH_MAX], name[PROFILE_NAME_MAX] = "";
	enum rc rc = check_profile(plan, name, e);
	struct unit_plan named = *plan;
	named.profile = name;
	if (rc == RC_OK)
		rc = unit_path(folder, "piu.db", path, e);
	if (rc == RC_OK && file_exists(path))
		return err_refuse(
			e, RC_CONFLICT, "unit-exists", NULL,
			"there is a unit in %s already; choose another folder with --data", folder);
	if (rc == RC_OK)
		rc = unit_make_folders(folder, e);
	if (rc == RC_OK)
		rc = make_keys(folder, e);
	if (rc == RC_OK)
		rc = trail_keys(folder, e);
	return rc == RC_OK ? make_database(folder, &named, e) : rc;
}

static enum rc read_setting(struct unit *u, struct db *db, const char *name, const char **out,
			    struct err *e)
{
	struct slice content = {0};
	enum rc rc = store_setting_get(db, name, u->settings, &content, e);
	*out = content.p ? content.p : "";
	return rc;
}

static enum rc read_plan(struct unit *u, struct db *db, struct err *e)
{
	const char *fictitious = "";
	enum rc rc = read_setting(u, db, "unit.name", &u->about.name, e);
	if (rc == RC_OK)
		rc = read_setting(u, db, "unit.state", &u->about.state, e);
	if (rc == RC_OK)
		rc = read_setting(u, db, "unit.country", &u->about.country, e);
	if (rc == RC_OK)
		rc = read_setting(u, db, "unit.airports", &u->about.airports, e);
	if (rc == RC_OK)
		rc = read_setting(u, db, "unit.profile", &u->about.profile, e);
	if (rc == RC_OK)
		rc = read_setting(u, db, "unit.legal_basis", &u->about.legal_basis, e);
	if (rc == RC_OK)
		rc = read_setting(u, db, "unit.fictitious", &fictitious, e);
	u->about.fictitious = strcmp(fictitious, "yes") == 0;
	return rc;
}

/* A unit that was made before profiles had versions gets its first one now. */
static enum rc read_law(struct unit *u, bool may_write, struct arena *a, struct slice *text,
			struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(u->store, &db, e);
	if (rc == RC_OK)
		rc = law_read_in_force(db, a, text, e);
	store_done(u->store, db);
	if (rc != RC_NOT_FOUND)
		return rc;
	*text = law_built_in(slice_of(u->about.profile));
	if (!may_write)
		return RC_OK;
	rc = store_write(u->store, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = law_put_first(db, slice_of(u->about.profile), *text, unit_now(u), e);
	return store_end(u->store, rc, e);
}

static enum rc load_law(struct unit *u, bool may_write, struct err *e)
{
	struct slice text = {0};
	struct law_in_force *law = NULL;
	struct arena *a = arena_new(LAW_MEMORY);
	enum rc rc = a ? read_law(u, may_write, a, &text, e)
		       : err_set(e, RC_NOMEM, "no memory for the legal profile");
	if (rc == RC_OK)
		rc = law_in_force_new(text, &law, e);
	arena_free(a);
	if (rc == RC_OK)
		law_holder_put(u, law);
	return rc;
}

/* The public key is a setting once the secret one is in shares, so that it changes in one
 * transaction with what is sealed to it. */
static enum rc read_vault(struct unit *u, struct db *db, struct err *e)
{
	struct slice hex = {0};
	enum rc rc = store_setting_get(db, "vault.public", u->settings, &hex, e);
	u->provisional = rc == RC_NOT_FOUND;
	if (rc == RC_OK && !hex_read(hex, u->vault_public, sizeof u->vault_public))
		rc = err_set(e, RC_CORRUPT, "the public key of the vault can not be read");
	return u->provisional ? RC_OK : rc;
}

static enum rc load(struct unit *u, struct err *e)
{
	struct db *db = NULL;
	enum rc rc = store_read(u->store, &db, e);
	if (rc == RC_OK)
		rc = read_plan(u, db, e);
	if (rc == RC_OK)
		rc = read_vault(u, db, e);
	store_done(u->store, db);
	if (rc == RC_OK)
		rc = unit_read_key(u->folder, u->key, e);
	if (rc != RC_OK || !u->provisional)
		return rc;
	return unit_key_read(u->folder, "keys/vault.pub", u->vault_public, sizeof u->vault_public,
			     e);
}

/* A key file that the ceremony was about to destroy when it ended. */
static enum rc destroy_provisional(const struct unit *u, struct err *e)
{
	char path[PATH_MAX];
	enum rc rc = unit_path(u->folder, "keys/vault.key", path, e);
	if (rc == RC_OK)
		rc = file_destroy(path, e);
	if (rc == RC_OK)
		rc = unit_path(u->folder, "keys/vault.pub", path, e);
	return rc == RC_OK ? file_destroy(path, e) : rc;
}

bool unit_vault_is_provisional(const struct unit *u)
{
	return u->provisional;
}

enum rc unit_provisional_key(const struct unit *u, unsigned char *secret, struct err *e)
{
	return unit_key_read(u->folder, "keys/vault.key", secret, VAULT_KEY_BYTES, e);
}

enum rc unit_vault_shared(struct unit *u, const unsigned char *public_key, struct err *e)
{
	memcpy(u->vault_public, public_key, VAULT_KEY_BYTES);
	u->provisional = false;
	return destroy_provisional(u, e);
}

static struct unit *unit_new(const char *folder, const struct clock *now)
{
	struct unit *u = calloc(1, sizeof *u);
	if (!u)
		return NULL;
	snprintf(u->folder, sizeof u->folder, "%s", folder);
	if (now)
		u->clock = *now;
	pthread_mutex_init(&u->changes_lock, NULL);
	u->settings = arena_new(SETTINGS_MEMORY);
	u->index = index_holder_new();
	u->rules = rules_holder_new();
	u->history = history_holder_new();
	u->queue = ingest_queue_new();
	u->opened = opened_new();
	if (u->settings && u->index && u->rules && u->history && u->queue && u->opened)
		return u;
	unit_close(u);
	return NULL;
}

enum rc unit_open(const char *folder, enum unit_mode mode, const struct clock *now,
		  struct unit **out, struct err *e)
{
	char path[PATH_MAX];
	enum rc rc = unit_path(folder, "piu.db", path, e);
	if (rc == RC_OK && !file_exists(path))
		rc = err_refuse(
			e, RC_NOT_FOUND, "no-unit", NULL,
			"there is no unit in %s: make one with 'piu init', or name its folder "
			"with --data",
			folder);
	if (rc != RC_OK)
		return rc;
	const bool writes = mode != UNIT_LOOK;
	struct unit *u = unit_new(folder, now);
	if (!u)
		return err_set(e, RC_NOMEM, "no memory to open the unit");
	rc = store_open(path, writes ? STORE_SERVE : STORE_LOOK, &u->store, e);
	if (rc == RC_OK && writes)
		rc = trail_keys(folder, e);
	if (rc == RC_OK)
		rc = load(u, e);
	if (rc == RC_OK && mode != UNIT_PLACE)
		rc = place_check(u, writes, e);
	if (rc == RC_OK)
		rc = load_law(u, writes, e);
	if (rc == RC_OK && writes && !u->provisional)
		rc = destroy_provisional(u, e);
	if (rc == RC_OK && writes)
		rc = upgrade_rows(u, e);
	if (rc == RC_OK && writes)
		rc = index_reload(u, e);
	if (rc != RC_OK) {
		unit_close(u);
		return rc;
	}
	*out = u;
	return RC_OK;
}

void unit_close(struct unit *u)
{
	if (!u)
		return;
	rescreen_stop(u);
	store_close(u->store);
	index_holder_free(u->index);
	rules_holder_free(u->rules);
	history_holder_free(u->history);
	law_in_force_free(atomic_load(&u->law));
	ingest_queue_free(u->queue);
	opened_free(u->opened);
	arena_free(u->settings);
	pthread_mutex_destroy(&u->changes_lock);
	wipe_secret(u->key, sizeof u->key);
	free(u);
}

struct store *unit_store(struct unit *u)
{
	return u->store;
}

int64_t unit_now(const struct unit *u)
{
	return clock_now(&u->clock);
}

void unit_set_now(struct unit *u, int64_t now_at)
{
	u->clock.fixed_at = now_at;
}

void unit_stop_soon(struct unit *u)
{
	u->stopping = true;
}

bool unit_is_stopping(const struct unit *u)
{
	return u->stopping;
}

const char *unit_folder(const struct unit *u)
{
	return u->folder;
}

const struct unit_plan *unit_about(const struct unit *u)
{
	return &u->about;
}

static bool listed_port(const char *ports, struct slice port)
{
	struct slice rest = slice_of(ports), one;
	while (slice_cut(&rest, ' ', &one)) {
		if (slice_eq(one, port))
			return true;
	}
	return false;
}

bool unit_home_port(const struct unit *u, struct slice port)
{
	if (!slice_present(port))
		return false;
	if (u->about.airports[0])
		return listed_port(u->about.airports, port);
	if (port.n == 5)
		return slice_is(country_read(slice_range(port, 0, 2)), u->about.country);
	return slice_is(airport_country(port), u->about.country);
}

enum rc unit_set_legal_basis(struct unit *u, struct slice text, struct err *e)
{
	struct db *db;
	if (u->about.legal_basis[0])
		return err_refuse(
			e, RC_CONFLICT, "legal-basis-set", "R-001",
			"this unit has a legal basis; another law needs a unit of its own");
	enum rc rc = store_write(u->store, &db, e);
	if (rc != RC_OK)
		return rc;
	rc = store_setting_put(db, "unit.legal_basis", text, e);
	if (rc == RC_OK)
		rc = audit_append(db,
				  &(struct audit_act){.actor = SLICE("system"),
						      .role = SLICE("system"),
						      .act = "unit.legal-basis-set",
						      .object = SLICE("unit")},
				  unit_now(u), e);
	if (rc == RC_OK)
		return store_commit(u->store, e);
	store_rollback(u->store);
	return rc;
}

const unsigned char *unit_key(const struct unit *u)
{
	return u->key;
}

const unsigned char *unit_vault_key(const struct unit *u)
{
	return u->vault_public;
}

const struct law_in_force *law_holder_of(const struct unit *u)
{
	return atomic_load(&u->law);
}

/* Only under the writer, or while the unit is opened: there is one who puts. */
void law_holder_put(struct unit *u, struct law_in_force *next)
{
	law_in_force_after(next, atomic_load(&u->law));
	atomic_store(&u->law, next);
}

struct ingest_queue *unit_ingest_queue(struct unit *u)
{
	return u->queue;
}

struct counters *unit_counters(struct unit *u)
{
	return &u->counters;
}

struct opened *unit_opened(struct unit *u)
{
	return u->opened;
}

struct history_holder *unit_history(struct unit *u)
{
	return u->history;
}

struct rescreener **unit_rescreener(struct unit *u)
{
	return &u->rescreener;
}

struct index_holder *unit_index_holder(struct unit *u)
{
	return u->index;
}

struct rules_holder *unit_rules_holder(struct unit *u)
{
	return u->rules;
}

struct unit_changes unit_changes(struct unit *u)
{
	pthread_mutex_lock(&u->changes_lock);
	struct unit_changes now = u->changes;
	pthread_mutex_unlock(&u->changes_lock);
	return now;
}

void unit_changed(struct unit *u, struct unit_changes more)
{
	pthread_mutex_lock(&u->changes_lock);
	u->changes.flights += more.flights;
	u->changes.hits += more.hits;
	u->changes.lists += more.lists;
	/* Under the lock: who takes the listener away may free what it uses. */
	if (u->changed)
		u->changed(u->changed_context);
	pthread_mutex_unlock(&u->changes_lock);
}

void unit_listen(struct unit *u, void (*changed)(void *context), void *context)
{
	pthread_mutex_lock(&u->changes_lock);
	u->changed = changed;
	u->changed_context = context;
	pthread_mutex_unlock(&u->changes_lock);
}
