/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/ingest.h"

#include "base/crypto.h"
#include "flow/flight_rows.h"
#include "flow/ingest_parts.h"
#include "flow/selection.h"
#include "flow/transfers.h"
#include "protect/audit.h"
#include "store/collection.h"
#include "store/message.h"
#include "store/message_part.h"
#include "store/minimised.h"

#define DETAIL_MAX ((size_t)1 << 20)

/* One message on its way in. */
struct arrival {
	struct ingest *in;
	const struct ingest_source *from;
	const struct read_message *read;
	struct message *m;
	struct ingest_result *result;
	struct arena *a; /* the result's */
	struct ingest_message *out;
	bool framed; /* in Type B frames */
};

const char *ingest_outcome_name(enum ingest_outcome o)
{
	static const char *const names[] = {"new",  "repeated",          "quarantined",
					    "test", "outside-selection", "refused"};
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
	hex_write(v->read->hash, HASH_BYTES, hex);
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
	return buf_keep(&b, "[]", a);
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
		.object = id ? arena_printf(a, "message:%lld", (long long)id) : SLICE("message"),
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
				  .content_hash = hash_slice(v->read->hash),
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

static enum rc find_or_make(struct arrival *v, struct slice key, int64_t *id, struct err *e)
{
	struct ingest *in = v->in;
	enum rc rc = flight_find(in->db, key, id, e);
	if (rc != RC_NOT_FOUND)
		return rc;
	const struct flight *flight = NULL;
	const struct leg *leg = message_border_leg(v->m, &flight);
	struct flight_row row = {.natural_key = key, .content_hash = SLICE("")};
	flight_row_fill(in->unit, v->m, flight, leg, &row);
	*id = row.id = store_new_id(unit_store(in->unit));
	return flight_put(in->db, &row, e);
}

/* The flight, its row made now if this is its first message; its truth follows before the
 * commit. */
static enum rc flight_of(struct arrival *v, struct flight_refresh **out, struct err *e)
{
	struct ingest *in = v->in;
	struct slice key = flight_key(in->work, v->m, hash_slice(v->read->hash));
	int64_t id = 0;
	*out = map_find(&in->by_flight, key);
	if (*out)
		return RC_OK;
	enum rc rc = find_or_make(v, key, &id, e);
	if (rc != RC_OK)
		return rc;
	*out = LIST_ADD(&in->flights, in->work, struct flight_refresh);
	if (!*out)
		return err_set(e, RC_NOMEM, "too many flights at once: send fewer files at a time");
	(*out)->id = id;
	(*out)->natural_key = key;
	map_put(&in->by_flight, key, *out);
	return RC_OK;
}

/* What is late or defective is told to who sent it. */
static enum rc tell_carrier(struct arrival *v, int64_t flight_id, const char *push, struct err *e)
{
	const struct told t = {.message_id = v->out->id,
			       .flight_id = flight_id,
			       .carrier = v->from->carrier,
			       .message = v->m,
			       .push = push,
			       .channel = v->from->channel};
	return transfers_tell(v->in->unit, v->in->db, &t, e);
}

static enum rc quarantine(struct arrival *v, struct err *e)
{
	struct buf sealed;
	v->out->outcome = INGEST_QUARANTINED;
	buf_init(&sealed, INGEST_INPUT_MAX + ((size_t)1 << 20));
	enum rc rc = vault_seal(v->read->body, unit_vault_key(v->in->unit), &sealed, e);
	if (rc == RC_OK)
		rc = insert(v, "quarantined", 0, buf_slice(&sealed), e);
	if (rc == RC_OK)
		rc = tell_carrier(v, 0, NULL, e);
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

static bool is_kept_sealed(struct arrival *v)
{
	struct message *m = v->m;
	if (m->unreadable || v->read->again)
		return m->unreadable;
	finding_add(
		&m->findings, v->a, SEVERITY_ERROR, "message-not-repeatable", 1, m->place.offset,
		"the message is so damaged that it can not be read twice in the same way; send it "
		"again");
	return true;
}

/* What the flight's truth will be built with; hits that it leads to are this input's. */
static void note_fresh(struct arrival *v, struct flight_refresh *flight)
{
	struct fresh_message *fresh = LIST_ADD(&flight->fresh, v->in->work, struct fresh_message);
	flight->hits = &v->result->hits;
	if (!fresh)
		return; /* read again from its row */
	fresh->id = v->out->id;
	fresh->message = v->read->again;
}

static enum rc keep_of_flight(struct arrival *v, struct err *e)
{
	struct flight_refresh *flight = NULL;
	struct ingest *in = v->in;
	enum rc rc = flight_of(v, &flight, e);
	if (rc != RC_OK || !flight)
		return rc;
	struct pushed p = {.flight_id = flight->id, .message = v->m, .arena = v->a};
	rc = transfers_judge(in->unit, in->db, &p, e);
	if (rc == RC_OK)
		rc = insert(v, "stored", flight->id, v->read->body, e);
	if (rc == RC_OK && p.push)
		rc = message_set_push(in->db, v->out->id, p.push, e);
	if (rc == RC_OK)
		rc = tell_carrier(v, flight->id, p.push, e);
	if (rc != RC_OK)
		return rc;
	note_fresh(v, flight);
	return message_part_put(v->in->db, v->out->id, flight->id, v->m, unit_now(v->in->unit), e);
}

static enum rc keep(struct arrival *v, struct err *e)
{
	if (is_kept_sealed(v))
		return quarantine(v, e);
	enum rc rc = note_reference(v, e);
	if (rc != RC_OK)
		return rc;
	if (v->m->test) {
		v->out->outcome = INGEST_TEST;
		return insert(v, "test", 0, v->read->body, e);
	}
	v->out->outcome = INGEST_NEW;
	return speaks_of_a_flight(v->m) ? keep_of_flight(v, e)
					: insert(v, "stored", 0, v->read->body, e);
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

/* what lies outside the selection is not stored; that it came is on record. */
static enum rc turn_away(struct arrival *v, struct err *e)
{
	v->out->outcome = INGEST_OUTSIDE;
	finding_add(&v->m->findings, v->a, SEVERITY_ERROR, "flight-outside-selection", 1,
		    v->m->place.offset,
		    "this flight lies outside of those that the unit may take in (R-019); nothing "
		    "of the message was kept; do not send flights of this kind");
	return audit_message(v, 0, "message.turned-away", e);
}

/* what the law does not list, and refuses, is not stored; that it came is on record. */
static enum rc refuse_format(struct arrival *v, struct err *e)
{
	v->out->outcome = INGEST_REFUSED;
	enum rc rc = audit_message(v, 0, "message.refused", e);
	return rc == RC_OK ? count_removed(v, e) : rc;
}

static bool format_refused(struct arrival *v)
{
	const struct arrival_way way = {.channel = v->from->channel, .framed = v->framed};
	return !v->m->unreadable && transfers_format(v->in->unit, v->m, &way, v->a);
}

/* A message whose text is sealed is known again by a keyed hash (flow/sealing.h). */
static enum rc find_known(struct arrival *v, struct err *e)
{
	unsigned char keyed[HASH_BYTES];
	enum rc rc = message_find(v->in->db, hash_slice(v->read->hash), &v->out->id, v->a, NULL, e);
	if (rc != RC_NOT_FOUND)
		return rc;
	hash_bytes(hash_slice(v->read->hash), unit_key(v->in->unit), keyed);
	return message_find(v->in->db, hash_slice(keyed), &v->out->id, v->a, NULL, e);
}

static enum rc walk_message(struct arrival *v, struct err *e)
{
	describe(v);
	enum rc rc = find_known(v, e);
	if (rc == RC_OK)
		v->out->outcome = INGEST_REPEATED;
	else if (rc == RC_NOT_FOUND && flight_outside(v->in->unit, v->m))
		rc = turn_away(v, e);
	else if (rc == RC_NOT_FOUND && format_refused(v))
		rc = refuse_format(v, e);
	else if (rc == RC_NOT_FOUND)
		rc = keep(v, e);
	copy_findings(&v->m->findings, &v->out->findings, v->a);
	return rc;
}

static void count(struct ingest_result *out, const struct ingest_message *m)
{
	unsigned *const counters[] = {&out->fresh, &out->repeated, &out->quarantined,
				      &out->tests, &out->outside,  &out->refused};
	++*counters[m->outcome];
	if (m->outcome == INGEST_NEW)
		out->travellers += m->travellers;
}

/* ---- one input ---- */

static enum rc take(struct ingest *in, struct ingest_item *item, const struct read_message *read,
		    bool framed, struct err *e)
{
	struct arrival v = {.in = in,
			    .from = item->from,
			    .read = read,
			    .m = read->message,
			    .result = &item->result,
			    .a = item->arena,
			    .framed = framed};
	v.m->findings = read->found; /* without what an attempt that was rolled back had to say */
	if (v.m->findings.last)
		v.m->findings.last->next = NULL;
	v.out = LIST_ADD(&item->result.messages, item->arena, struct ingest_message);
	if (!v.out)
		return err_set(e, RC_NOMEM, "the input has more messages than fit in memory");
	enum rc rc = walk_message(&v, e);
	if (rc == RC_OK)
		count(&item->result, v.out);
	return rc;
}

enum rc ingest_take(struct ingest *in, struct ingest_item *item, const struct reading *r,
		    struct err *e)
{
	enum rc rc = RC_OK;
	item->result = (struct ingest_result){0};
	arena_reset(in->input);
	LIST_EACH(const struct read_message, read, &r->messages)
	{
		if (rc != RC_OK)
			return rc;
		rc = take(in, item, read, r->framed, e);
	}
	if (rc == RC_OK && (arena_failed(r->arena) || arena_failed(in->input) ||
			    arena_failed(in->work) || arena_failed(item->arena)))
		rc = err_set(e, RC_NOMEM, "the input needs more memory than there is: split it");
	return rc;
}
