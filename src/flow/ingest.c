/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/ingest.h"

#include "base/crypto.h"
#include "base/map.h"
#include "decode/decode.h"
#include "flow/content_hash.h"
#include "flow/flight_rows.h"
#include "flow/refresh.h"
#include "minimise/minimise.h"
#include "protect/audit.h"
#include "store/message.h"
#include "store/message_part.h"
#include "store/minimised.h"

#include <stdlib.h>
#include <string.h>

#define WORK_MEMORY ((size_t)4 << 30) /* upper limits; memory is taken as needed */
#define DETAIL_MAX ((size_t)1 << 20)

/* A flight that got messages in this unit of work. */
struct dirty {
	int64_t id;
	struct slice natural_key;
	struct dirty *next;
};

/* An input as it was read: before the writer is asked for, so that a large one keeps
 * nobody waiting. */
struct read_message {
	struct message *message;
	struct read_message *next;
};

struct reading {
	struct arena *arena;
	struct slice input; /* redacted */
	LIST(struct read_message) messages;
};

struct ingest {
	struct unit *unit;
	struct db *db;
	struct arena *work;   /* what lives until the commit */
	struct arena *input;  /* what lives for one input, or for one flight */
	struct map by_flight; /* natural key to struct dirty */
	LIST(struct dirty) flights;
};

/* One message on its way in. */
struct arrival {
	struct ingest *in;
	const struct ingest_source *from;
	struct message *m;
	struct slice body; /* as it is stored, before sealing */
	unsigned char hash[HASH_BYTES];
	struct arena *a; /* the result's */
	struct ingest_message *out;
};

const char *ingest_outcome_name(enum ingest_outcome o)
{
	static const char *const names[] = {"new", "repeated", "quarantined", "test"};
	return names[o];
}

/* ---- one message ---- */

static struct slice hash_slice(const unsigned char hash[HASH_BYTES])
{
	return (struct slice){(const char *)hash, HASH_BYTES};
}

/* Messages sort by it in the order in which they were prepared. */
static struct slice order_key(const struct arrival *v)
{
	char prepared[LOCAL_TIME_TEXT] = "";
	char hex[HEX_TEXT(HASH_BYTES)];
	const struct message *m = v->m;
	if (local_time_present(m->prepared_at))
		local_time_write(m->prepared_at, prepared);
	hex_write(v->hash, HASH_BYTES, hex);
	return arena_printf(v->in->input, "%s|%.*s|%05d|%.*s|%.*s|%s", prepared,
			    SLICE_ARG(m->business_ref), m->part, SLICE_ARG(m->interchange_ref),
			    SLICE_ARG(m->message_ref), hex);
}

static struct slice removed_json(const struct message *m, struct arena *a)
{
	struct buf b;
	struct json j;
	buf_init(&b, DETAIL_MAX);
	json_init(&j, &b);
	json_array(&j);
	LIST_EACH(const struct removed, r, &m->removed)
	{
		json_object(&j);
		json_put(&j, "code", r->code);
		json_put_i64(&j, "count", r->count);
		json_put_str(&j, "why", r->why);
		json_object_end(&j);
	}
	json_array_end(&j);
	struct slice copy = arena_copy(a, buf_failed(&b) ? SLICE("[]") : buf_slice(&b));
	buf_release(&b);
	return copy;
}

static enum rc audit_message(const struct arrival *v, int64_t id, const char *act, struct err *e)
{
	struct arena *a = v->in->input;
	struct slice carrier = v->from->carrier;
	struct audit_act record = {
		.actor = slice_present(carrier)
				 ? arena_printf(a, "carrier:%.*s", SLICE_ARG(carrier))
				 : SLICE("system"),
		.role = slice_present(carrier) ? SLICE("carrier") : SLICE("system"),
		.act = act,
		.object = arena_printf(a, "message:%lld", (long long)id),
		.detail = arena_printf(a, "{\"channel\":\"%s\",\"travellers\":%u,\"findings\":%u}",
				       v->from->channel, v->m->travellers.count,
				       v->m->findings.count)};
	return audit_append(v->in->db, &record, unit_now(v->in->unit), e);
}

/* What was erased, by day, carrier and code: what may be known of it for good. */
static enum rc count_removed(const struct arrival *v, struct err *e)
{
	char day[DATE_TEXT];
	struct slice carrier = v->from->carrier;
	const struct flight *flight = v->m->flights.first;
	if (!slice_present(carrier) && flight)
		carrier = flight->carrier;
	date_write(date_of_instant(unit_now(v->in->unit)), day);
	enum rc rc = RC_OK;
	LIST_EACH(const struct removed, r, &v->m->removed)
	{
		const struct minimised_key key = {slice_of(day), carrier, r->code,
						  slice_of(r->why)};
		if (rc != RC_OK)
			break;
		rc = minimised_add(v->in->db, &key, r->count, e);
	}
	return rc;
}

static enum rc insert(struct arrival *v, const char *state, int64_t flight_id, struct slice body,
		      struct err *e)
{
	struct ingest *in = v->in;
	struct message_row row = {.id = store_new_id(unit_store(in->unit)),
				  .content_hash = hash_slice(v->hash),
				  .state = slice_of(state),
				  .message = v->m,
				  .received_at = unit_now(in->unit),
				  .channel = slice_of(v->from->channel),
				  .carrier = v->from->carrier,
				  .flight_id = flight_id,
				  .order_key = order_key(v),
				  .removed = removed_json(v->m, in->input),
				  .body = body};
	v->out->id = row.id;
	enum rc rc = message_insert(in->db, &row, e);
	if (rc == RC_OK)
		rc = count_removed(v, e);
	return rc == RC_OK ? audit_message(v, row.id, "message.received", e) : rc;
}

/* The flight's row, made now if it is the first message; its truth follows at the commit. */
static enum rc flight_of(struct arrival *v, int64_t *id, struct err *e)
{
	struct ingest *in = v->in;
	struct slice key = flight_key(in->work, v->m, hash_slice(v->hash));
	struct dirty *known = map_find(&in->by_flight, key);
	if (known) {
		*id = known->id;
		return RC_OK;
	}
	enum rc rc = flight_find(in->db, key, id, e);
	if (rc == RC_NOT_FOUND) {
		const struct flight *flight = NULL;
		const struct leg *leg = message_border_leg(v->m, &flight);
		struct flight_row row = {.natural_key = key, .content_hash = SLICE("")};
		flight_row_fill(in->unit, v->m, flight, leg, &row);
		*id = row.id = store_new_id(unit_store(in->unit));
		rc = flight_put(in->db, &row, e);
	}
	if (rc != RC_OK)
		return rc;
	struct dirty *d = LIST_ADD(&in->flights, in->work, struct dirty);
	if (!d)
		return err_set(e, RC_NOMEM, "too many flights at once: send fewer files at a time");
	d->id = *id;
	d->natural_key = key;
	map_put(&in->by_flight, key, d);
	return RC_OK;
}

static enum rc quarantine(struct arrival *v, struct err *e)
{
	struct buf sealed;
	v->out->outcome = INGEST_QUARANTINED;
	buf_init(&sealed, INGEST_INPUT_MAX + ((size_t)1 << 20));
	enum rc rc = vault_seal(v->body, unit_vault_key(v->in->unit), &sealed, e);
	if (rc == RC_OK)
		rc = insert(v, "quarantined", 0, buf_slice(&sealed), e);
	buf_release(&sealed);
	return rc;
}

static bool speaks_of_a_flight(const struct message *m)
{
	return m->type == MESSAGE_PAXLST || m->type == MESSAGE_PNRGOV ||
	       m->type == MESSAGE_PNRGOV_XML;
}

static enum rc note_reference(struct arrival *v, struct err *e)
{
	bool used = false;
	struct message *m = v->m;
	if (!slice_present(m->interchange_ref) || !slice_present(m->message_ref))
		return RC_OK;
	enum rc rc = message_reference_used(v->in->db, m, &used, e);
	if (rc == RC_OK && used)
		finding_add(
			&m->findings, v->a, SEVERITY_WARNING, "control-reference-reused", 1,
			m->place.offset,
			"another message of this sender has the same control references; both are "
			"kept; give each message references of its own");
	return rc;
}

/* The truth is built by reading stored messages again. One that was read by guessing
 * must still be readable when it stands alone. */
static bool reads_again(const struct arrival *v)
{
	struct decode_options options = {.today = date_of_instant(unit_now(v->in->unit))};
	struct arena *a = arena_new(WORK_MEMORY);
	struct decoder *d = a ? decoder_new(v->body, &options) : NULL;
	struct message *m;
	struct err ignored;
	bool same = d && decoder_next(d, a, &m, &ignored) == RC_OK && !m->unreadable &&
		    m->type == v->m->type && !m->test == !v->m->test;
	decoder_free(d);
	arena_free(a);
	return same;
}

static bool is_kept_sealed(struct arrival *v)
{
	struct message *m = v->m;
	if (m->unreadable || m->findings.count == 0 || reads_again(v))
		return m->unreadable;
	finding_add(
		&m->findings, v->a, SEVERITY_ERROR, "message-not-repeatable", 1, m->place.offset,
		"the message is so damaged that it can not be read twice in the same way; send it "
		"again");
	return true;
}

static enum rc keep(struct arrival *v, struct err *e)
{
	int64_t flight_id = 0;
	if (is_kept_sealed(v))
		return quarantine(v, e);
	enum rc rc = note_reference(v, e);
	if (rc != RC_OK)
		return rc;
	if (v->m->test) {
		v->out->outcome = INGEST_TEST;
		return insert(v, "test", 0, v->body, e);
	}
	v->out->outcome = INGEST_NEW;
	if (speaks_of_a_flight(v->m))
		rc = flight_of(v, &flight_id, e);
	if (rc == RC_OK)
		rc = insert(v, "stored", flight_id, v->body, e);
	return rc == RC_OK && flight_id ? message_part_put(v->in->db, v->out->id, flight_id, v->m,
							   unit_now(v->in->unit), e)
					: rc;
}

static void copy_findings(const finding_list *from, finding_list *to, struct arena *a)
{
	LIST_EACH(const struct finding, f, from)
	{
		struct finding *copy = LIST_ADD(to, a, struct finding);
		if (!copy)
			return;
		struct finding *next = copy->next;
		*copy = *f;
		copy->next = next;
		copy->text = arena_copy(a, f->text);
	}
}

static void describe(struct arrival *v)
{
	const struct message *m = v->m;
	v->out->type = message_type_name(m->type);
	v->out->function = message_function_name(m->function);
	v->out->travellers = m->travellers.count;
	if (slice_present(m->interchange_ref) || slice_present(m->message_ref))
		v->out->reference = arena_printf(v->a, "%.*s/%.*s", SLICE_ARG(m->interchange_ref),
						 SLICE_ARG(m->message_ref));
}

/* A message whose text is sealed is known again by a keyed hash (flow/sealing.h). */
static enum rc find_known(struct arrival *v, struct err *e)
{
	unsigned char keyed[HASH_BYTES];
	enum rc rc = message_find(v->in->db, hash_slice(v->hash), &v->out->id, v->a, NULL, e);
	if (rc != RC_NOT_FOUND)
		return rc;
	hash_bytes(hash_slice(v->hash), unit_key(v->in->unit), keyed);
	return message_find(v->in->db, hash_slice(keyed), &v->out->id, v->a, NULL, e);
}

static enum rc walk_message(struct arrival *v, struct err *e)
{
	content_hash(v->body, v->hash);
	describe(v);
	enum rc rc = find_known(v, e);
	if (rc == RC_OK)
		v->out->outcome = INGEST_REPEATED;
	else if (rc == RC_NOT_FOUND)
		rc = keep(v, e);
	copy_findings(&v->m->findings, &v->out->findings, v->a);
	return rc;
}

static void count(struct ingest_result *out, const struct ingest_message *m)
{
	unsigned *const counters[] = {&out->fresh, &out->repeated, &out->quarantined, &out->tests};
	++*counters[m->outcome];
	if (m->outcome == INGEST_NEW)
		out->travellers += m->travellers;
}

/* ---- one input ---- */

/* What is stored of a message: all of the input where nothing could be read. */
static void body_of(const struct message *m, struct slice input, struct buf *out)
{
	if (!m->unreadable)
		decode_standalone(m, input, out);
	else if (m->place.length > 0)
		buf_add(out,
			slice_range(input, m->place.offset, m->place.offset + m->place.length));
	else
		buf_add(out, input);
}

static enum rc take(struct ingest *in, const struct ingest_source *from, struct slice input,
		    struct message *m, struct arena *a, struct ingest_result *out, struct err *e)
{
	struct buf body;
	struct arrival v = {.in = in, .from = from, .m = m, .a = a};
	v.out = LIST_ADD(&out->messages, a, struct ingest_message);
	if (!v.out)
		return err_set(e, RC_NOMEM, "the input has more messages than fit in memory");
	buf_init(&body, INGEST_INPUT_MAX + ((size_t)1 << 20));
	body_of(m, input, &body);
	v.body = buf_slice(&body);
	enum rc rc = buf_failed(&body) ? err_set(e, RC_NOMEM, "no memory to keep a message")
				       : walk_message(&v, e);
	if (rc == RC_OK)
		count(out, v.out);
	buf_release(&body);
	return rc;
}

static enum rc decode_all(struct reading *r, const struct typeb *frames, const erasures *erased,
			  struct date today, struct err *e)
{
	struct decode_options options = {.today = today, .frames = frames};
	struct decoder *d = decoder_new(r->input, &options);
	struct message *m;
	enum rc rc = d ? RC_OK : err_set(e, RC_NOMEM, "no memory to read a message");
	while (rc == RC_OK && (rc = decoder_next(d, r->arena, &m, e)) == RC_OK) {
		struct read_message *read = LIST_ADD(&r->messages, r->arena, struct read_message);
		minimise_attach(m, erased, r->arena);
		if (read)
			read->message = m;
	}
	decoder_free(d);
	return rc == RC_END ? RC_OK : rc;
}

/* Takes Type B frames off, erases what may not be kept, then reads. Needs no database. */
static enum rc read_input(struct unit *u, char *bytes, size_t n, struct reading *r, struct err *e)
{
	erasures erased = {0};
	struct typeb frames;
	const struct minimise_profile *profile = minimise_profile_find(unit_about(u)->profile);
	r->input = (struct slice){bytes, n};
	if (n > INGEST_INPUT_MAX)
		return err_set(e, RC_LIMIT, "the input has %zu bytes, the limit is %zu: split it",
			       n, INGEST_INPUT_MAX);
	if (!profile)
		return err_set(e, RC_CORRUPT, "the unit's legal profile is not known");
	enum rc rc = typeb_unwrap(bytes, n, r->arena, &frames, e);
	if (rc == RC_OK)
		rc = minimise_input(bytes, n, profile, r->arena, &erased, e);
	if (rc == RC_OK)
		rc = decode_all(r, &frames, &erased, date_of_instant(unit_now(u)), e);
	if (rc == RC_OK && arena_failed(r->arena))
		rc = err_set(e, RC_NOMEM, "the input needs more memory than there is: split it");
	return rc;
}

static enum rc take_all(struct ingest *in, const struct ingest_source *from,
			const struct reading *r, struct arena *a, struct ingest_result *out,
			struct err *e)
{
	enum rc rc = RC_OK;
	LIST_EACH(const struct read_message, read, &r->messages)
	{
		if (rc != RC_OK)
			return rc;
		rc = take(in, from, r->input, read->message, a, out, e);
	}
	if (rc == RC_OK && (arena_failed(r->arena) || arena_failed(in->input) || arena_failed(a)))
		rc = err_set(e, RC_NOMEM, "the input needs more memory than there is: split it");
	return rc;
}

enum rc ingest_add(struct ingest *in, const struct ingest_source *from, char *bytes, size_t n,
		   struct arena *a, struct ingest_result *out, struct err *e)
{
	struct reading r = {.arena = in->input};
	arena_reset(in->input);
	enum rc rc = read_input(in->unit, bytes, n, &r, e);
	return rc == RC_OK ? take_all(in, from, &r, a, out, e) : rc;
}

/* ---- the unit of work ---- */

static void ingest_free(struct ingest *in)
{
	arena_free(in->work);
	arena_free(in->input);
	free(in);
}

static struct ingest *ingest_new(struct unit *u)
{
	struct ingest *in = calloc(1, sizeof *in);
	if (!in)
		return NULL;
	in->unit = u;
	in->work = arena_new(WORK_MEMORY);
	in->input = arena_new(WORK_MEMORY);
	if (in->work && in->input) {
		map_init(&in->by_flight, in->work);
		return in;
	}
	ingest_free(in);
	return NULL;
}

static enum rc require_legal_basis(const struct unit *u, struct err *e)
{
	if (unit_about(u)->legal_basis[0])
		return RC_OK;
	return err_refuse(e, RC_DENIED, "no-legal-basis", "R-001",
			  "this unit has no legal basis yet and may not process passenger data: "
			  "give it one with 'piu init --legal-basis TEXT'");
}

enum rc ingest_begin(struct unit *u, struct ingest **out, struct err *e)
{
	enum rc rc = require_legal_basis(u, e);
	if (rc != RC_OK)
		return rc;
	struct ingest *in = ingest_new(u);
	if (!in)
		return err_set(e, RC_NOMEM, "no memory to take in messages");
	rc = store_write(unit_store(u), &in->db, e);
	if (rc != RC_OK) {
		ingest_free(in);
		return rc;
	}
	*out = in;
	return RC_OK;
}

static enum rc refresh_all(struct ingest *in, const struct screen_index *index,
			   struct screening *lists, struct err *e)
{
	struct refresh r = {.unit = in->unit, .db = in->db, .lists = lists};
	enum rc rc = screening_init(lists, in->unit, in->db, index, in->work, e);
	LIST_EACH(const struct dirty, d, &in->flights)
	{
		if (rc != RC_OK)
			return rc;
		arena_reset(in->input);
		rc = refresh_flight(&r, d->id, d->natural_key, in->input, e);
	}
	return rc;
}

enum rc ingest_commit(struct ingest *in, unsigned *hits, struct err *e)
{
	struct unit *u = in->unit;
	struct screening lists;
	struct unit_changes changes = {.flights = in->flights.count > 0};
	struct index_ref *ref = index_use(u);
	enum rc rc = refresh_all(in, index_of(ref), &lists, e);
	index_done(u, ref);
	if (rc == RC_OK)
		rc = store_commit(unit_store(u), e);
	else
		store_rollback(unit_store(u));
	ingest_free(in);
	if (rc != RC_OK)
		return rc;
	*hits = lists.hits_new;
	changes.hits = lists.hits_changed > 0;
	unit_changed(u, changes);
	return RC_OK;
}

void ingest_abandon(struct ingest *in)
{
	if (!in)
		return;
	store_rollback(unit_store(in->unit));
	ingest_free(in);
}

static enum rc commit_reading(struct unit *u, const struct ingest_source *from,
			      const struct reading *r, struct arena *a, struct ingest_result *out,
			      struct err *e)
{
	struct ingest *in;
	enum rc rc = ingest_begin(u, &in, e);
	if (rc != RC_OK)
		return rc;
	rc = take_all(in, from, r, a, out, e);
	if (rc == RC_OK)
		return ingest_commit(in, &out->hits, e);
	ingest_abandon(in);
	return rc;
}

enum rc ingest_input(struct unit *u, const struct ingest_source *from, char *bytes, size_t n,
		     struct arena *a, struct ingest_result *out, struct err *e)
{
	struct reading r = {.arena = arena_new(WORK_MEMORY)};
	*out = (struct ingest_result){0};
	enum rc rc = r.arena ? require_legal_basis(u, e)
			     : err_set(e, RC_NOMEM, "no memory to take in messages");
	if (rc == RC_OK)
		rc = read_input(u, bytes, n, &r, e);
	if (rc == RC_OK)
		rc = commit_reading(u, from, &r, a, out, e);
	arena_free(r.arena);
	return rc;
}
