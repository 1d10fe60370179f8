/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/opened.h"

#include "flow/sealing.h"
#include "flow/vault.h"
#include "protect/data_key.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_MAX ((size_t)64 << 20)
#define READ_MEMORY ((size_t)1 << 30)

struct slot { /* of one request; request 0 = free */
	int64_t request_id, ends_at, traveller_id, account_id;
	struct share *share; /* kept, or NULL */
	char *record;        /* opened, or NULL */
	size_t record_n;
};

struct opened {
	pthread_mutex_t lock;
	struct slot slots[OPENED_MAX];
};

struct opened *opened_new(void)
{
	struct opened *o = calloc(1, sizeof *o);
	if (o)
		pthread_mutex_init(&o->lock, NULL);
	return o;
}

static void clear(struct slot *s)
{
	secret_free(s->share);
	secret_free(s->record);
	*s = (struct slot){0};
}

void opened_free(struct opened *o)
{
	if (!o)
		return;
	for (unsigned i = 0; i < OPENED_MAX; i++)
		clear(&o->slots[i]);
	pthread_mutex_destroy(&o->lock);
	free(o);
}

static struct opened *enter(struct unit *u)
{
	struct opened *o = unit_opened(u);
	pthread_mutex_lock(&o->lock);
	for (unsigned i = 0; i < OPENED_MAX; i++)
		if (o->slots[i].request_id && o->slots[i].ends_at <= unit_now(u))
			clear(&o->slots[i]);
	return o;
}

static void leave(struct opened *o)
{
	pthread_mutex_unlock(&o->lock);
}

void opened_sweep(struct unit *u)
{
	leave(enter(u));
}

/* The slot of a request, a free one if `make`; NULL where there is none. */
static struct slot *slot_of(struct opened *o, int64_t request_id, bool make)
{
	struct slot *unused = NULL;
	for (unsigned i = 0; i < OPENED_MAX; i++) {
		if (o->slots[i].request_id == request_id)
			return &o->slots[i];
		if (!o->slots[i].request_id && !unused)
			unused = &o->slots[i];
	}
	if (make && unused)
		unused->request_id = request_id;
	return make ? unused : NULL;
}

static enum rc too_many(struct err *e)
{
	return err_refuse(e, RC_LIMIT, "too-many-open", NULL,
			  "%d records are open: wait until one is sealed again", OPENED_MAX);
}

enum rc opened_keep_share(struct unit *u, int64_t request_id, const struct share *share,
			  int64_t ends_at, struct err *e)
{
	struct share *copy = secret_new(sizeof *copy);
	if (!copy)
		return err_set(e, RC_NOMEM, "no memory to keep a share");
	*copy = *share;
	struct opened *o = enter(u);
	struct slot *s = slot_of(o, request_id, true);
	if (s) {
		secret_free(s->share);
		s->share = copy;
		s->ends_at = ends_at;
	}
	leave(o);
	if (s)
		return RC_OK;
	secret_free(copy);
	return too_many(e);
}

bool opened_has_share(struct unit *u, int64_t request_id)
{
	struct opened *o = enter(u);
	const struct slot *s = slot_of(o, request_id, false);
	bool has = s && s->share;
	leave(o);
	return has;
}

/* ---- opening ---- */

static bool wants(struct slice fields, const char *name)
{
	struct slice one;
	while (slice_cut(&fields, ' ', &one))
		if (slice_is(one, name))
			return true;
	return false;
}

static void write_part(const struct sealed_row *row, struct slice fields, struct slice record,
		       struct json *j)
{
	static const char *const names[] = {"identity", "api", "pnr", "booking", "hits"};
	char at[INSTANT_TEXT];
	instant_write(row->transferred_at, at);
	json_object(j);
	json_put_str(j, "transferred_at", at);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct slice section = sealed_section(record, names[i]);
		if (!slice_present(section) || !wants(fields, names[i]))
			continue;
		json_key(j, names[i]);
		json_raw(j, section);
	}
	json_object_end(j);
}

static enum rc open_row(struct unit *u, const struct sealed_row *row, const unsigned char *secret,
			struct slice fields, struct json *j, struct err *e)
{
	unsigned char key[DATA_KEY_BYTES];
	char about[SEALED_ABOUT_TEXT];
	struct buf box, packed, record;
	buf_init(&box, RECORD_MAX);
	buf_init(&packed, RECORD_MAX);
	buf_init(&record, RECORD_MAX);
	enum rc rc = data_key_read(unit_folder(u), row->month, false, key, e);
	if (rc == RC_OK)
		rc = data_open(row->content, sealed_about(row, about), key, &box, e);
	if (rc == RC_OK)
		rc = vault_open(buf_slice(&box), unit_vault_key(u), secret, &packed, e);
	if (rc == RC_OK)
		rc = sealed_unpack(buf_slice(&packed), &record, e);
	if (rc == RC_OK)
		write_part(row, fields, buf_slice(&record), j);
	wipe_secret(key, sizeof key);
	buf_release(&box);
	buf_release(&packed);
	buf_release(&record);
	return rc;
}

static enum rc read_rows(struct unit *u, int64_t traveller_id, struct arena *a, sealed_rows *rows,
			 struct err *e)
{
	struct db *db = NULL;
	enum rc rc = a ? store_read(unit_store(u), &db, e)
		       : err_set(e, RC_NOMEM, "no memory to open a record");
	if (rc == RC_OK)
		rc = sealed_of_traveller(db, traveller_id, a, rows, e);
	store_done(unit_store(u), db);
	if (rc == RC_OK && rows->count == 0)
		rc = err_refuse(e, RC_NOT_FOUND, "record-gone", "R-115",
				"the record has been deleted");
	return rc;
}

static enum rc open_rows(struct unit *u, const struct opening *o, const unsigned char *secret,
			 struct buf *out, struct err *e)
{
	struct arena *a = arena_new(READ_MEMORY);
	sealed_rows rows = {0};
	struct json j;
	enum rc rc = read_rows(u, o->traveller_id, a, &rows, e);
	json_init(&j, out);
	json_object(&j);
	json_key(&j, "parts");
	json_array(&j);
	LIST_EACH(const struct sealed_row, row, &rows)
	{
		if (rc == RC_OK)
			rc = open_row(u, row, secret, o->fields, &j, e);
	}
	json_array_end(&j);
	json_object_end(&j);
	arena_free(a);
	if (rc == RC_OK && buf_failed(out))
		rc = err_set(e, RC_NOMEM, "no memory to open a record");
	return rc;
}

/* The second share is the one that came with the approval, where none is given. */
static enum rc join(struct unit *u, const struct opening *o, unsigned char *secret, struct err *e)
{
	struct share kept = {0};
	const struct share *second = o->second;
	if (!second) {
		struct opened *all = enter(u);
		const struct slot *s = slot_of(all, o->request_id, false);
		if (s && s->share) {
			kept = *s->share;
			second = &kept;
		}
		leave(all);
	}
	enum rc rc = o->first && second
			     ? vault_join(u, o->first, second, secret, e)
			     : err_refuse(e, RC_CONFLICT, "share-missing", "R-112",
					  "the shares of two offices are needed to open a record: "
					  "the approving office's is not here any more, give both");
	wipe_secret(&kept, sizeof kept);
	return rc;
}

static enum rc keep(struct unit *u, const struct opening *o, struct slice record, struct err *e)
{
	char *copy = secret_new(record.n + 1);
	if (!copy)
		return err_set(e, RC_NOMEM, "no memory to open a record");
	memcpy(copy, record.p, record.n);
	struct opened *all = enter(u);
	struct slot *s = slot_of(all, o->request_id, true);
	if (s) {
		struct share *share = s->share;
		secret_free(s->record);
		*s = (struct slot){o->request_id, o->ends_at, o->traveller_id, o->account_id,
				   share,         copy,       record.n};
	}
	leave(all);
	if (s)
		return RC_OK;
	secret_free(copy);
	return too_many(e);
}

enum rc opened_open(struct unit *u, const struct opening *o, struct err *e)
{
	unsigned char *secret = secret_new(VAULT_KEY_BYTES);
	struct buf record;
	buf_init(&record, RECORD_MAX);
	enum rc rc = secret ? join(u, o, secret, e)
			    : err_set(e, RC_NOMEM, "no memory for the vault's key");
	if (rc == RC_OK)
		rc = open_rows(u, o, secret, &record, e);
	secret_free(secret);
	if (rc == RC_OK)
		rc = keep(u, o, buf_slice(&record), e);
	buf_release(&record);
	return rc;
}

/* ---- reading ---- */

enum rc opened_read(struct unit *u, int64_t request_id, int64_t account_id, struct arena *a,
		    struct slice *out, struct err *e)
{
	struct opened *o = enter(u);
	const struct slot *s = slot_of(o, request_id, false);
	bool open = s && s->record && s->account_id == account_id;
	*out = open ? arena_copy(a, (struct slice){s->record, s->record_n}) : (struct slice){0};
	leave(o);
	if (!open)
		return err_refuse(
			e, RC_NOT_FOUND, "sealed-again", "R-113",
			"the record is sealed: its time is over, or it has not been opened");
	return out->p ? RC_OK : err_set(e, RC_NOMEM, "no memory to show a record");
}

bool opened_is_open(struct unit *u, int64_t traveller_id, int64_t account_id)
{
	bool open = false;
	struct opened *o = enter(u);
	for (unsigned i = 0; i < OPENED_MAX; i++)
		open = open || (o->slots[i].record && o->slots[i].traveller_id == traveller_id &&
				o->slots[i].account_id == account_id);
	leave(o);
	return open;
}

bool opened_request_is_open(struct unit *u, int64_t request_id)
{
	struct opened *o = enter(u);
	const struct slot *s = slot_of(o, request_id, false);
	bool open = s && s->record;
	leave(o);
	return open;
}
