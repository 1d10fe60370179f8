/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/api_records.h"

void api_records_init(struct api_records *r, struct arena *a)
{
	*r = (struct api_records){.arena = a};
	map_init(&r->by_reference, a);
	map_init(&r->by_document, a);
	map_init(&r->by_locator_name, a);
	map_init(&r->by_name_birth, a);
	map_init(&r->by_natural_key, a);
	map_init(&r->occurrences, a);
}

static size_t fold_into(char *out, struct slice s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = ascii_to_upper(s.p[i]);
		if (ascii_upper(c) || ascii_digit(c) || (unsigned char)c >= 0x80)
			out[n++] = c;
	}
	return n;
}

struct slice fold_name(struct arena *a, struct slice first, struct slice second)
{
	char *out = arena_alloc(a, first.n + second.n + 1);
	if (!out)
		return (struct slice){0};
	size_t n = fold_into(out, first);
	n += fold_into(out + n, second);
	return (struct slice){out, n};
}

bool is_travel_document(const struct document *d)
{
	return slice_present(d->number) && !slice_starts(d->type, "V");
}

struct slice travel_document_key(struct arena *a, const struct document *d)
{
	if (!is_travel_document(d))
		return (struct slice){0};
	struct slice number = fold_name(a, d->number, (struct slice){0});
	return arena_printf(a, "%.*s|%.*s", SLICE_ARG(number), SLICE_ARG(d->issuer));
}

static bool is_crew(const struct traveller *t)
{
	return t->kind == KIND_CREW || t->kind == KIND_TRANSIT_CREW;
}

static char class_of(const struct traveller *t)
{
	return is_crew(t) ? 'C' : 'P';
}

static struct slice reference_key(struct arena *a, const struct traveller *t)
{
	if (!slice_present(t->reference))
		return (struct slice){0};
	return arena_printf(a, "%c|ref|%.*s", class_of(t), SLICE_ARG(t->reference));
}

static struct slice locator_name_key(struct arena *a, const struct traveller *t)
{
	if (!slice_present(t->locator) || !slice_present(t->family))
		return (struct slice){0};
	struct slice name = fold_name(a, t->family, t->given);
	return arena_printf(a, "%c|loc|%.*s|%.*s", class_of(t), SLICE_ARG(t->locator),
			    SLICE_ARG(name));
}

static struct slice name_birth_key(struct arena *a, const struct traveller *t)
{
	char born[DATE_TEXT];
	if (!slice_present(t->family) || !date_present(t->birth_date))
		return (struct slice){0};
	date_write(t->birth_date, born);
	struct slice name = fold_name(a, t->family, t->given);
	return arena_printf(a, "%c|name|%.*s|%s", class_of(t), SLICE_ARG(name), born);
}

static struct slice first_document_key(struct arena *a, const struct traveller *t)
{
	LIST_EACH(const struct document, d, &t->documents)
	{
		struct slice key = travel_document_key(a, d);
		if (slice_present(key))
			return arena_printf(a, "%c|doc|%.*s", class_of(t), SLICE_ARG(key));
	}
	return (struct slice){0};
}

static void *find_if(const struct map *m, struct slice key)
{
	return slice_present(key) ? map_find(m, key) : NULL;
}

static void put_if(struct map *m, struct slice key, void *value)
{
	if (slice_present(key))
		map_put(m, key, value);
}

static bool same_family(struct arena *a, const struct traveller *x, const struct traveller *y)
{
	if (!slice_present(x->family) || !slice_present(y->family))
		return true;
	return slice_eq(fold_name(a, x->family, (struct slice){0}),
			fold_name(a, y->family, (struct slice){0}));
}

/* A name says who somebody is only once in a message: the second of that name is
 * somebody else. */
static struct api_record *not_yet(struct api_record *found, const struct truth_message *from)
{
	return found && found->from != from ? found : NULL;
}

/* The record that `t` speaks of: by the carrier's passenger reference (unless
 * another family name shows that the reference was used twice), by travel
 * document, by locator and name, by name and birth date. */
static struct api_record *record_of(struct api_records *r, const struct truth_message *from,
				    const struct traveller *t)
{
	struct arena *a = r->arena;
	struct api_record *found = find_if(&r->by_reference, reference_key(a, t));
	if (found && same_family(a, found->traveller, t))
		return found;
	found = find_if(&r->by_document, first_document_key(a, t));
	if (!found)
		found = not_yet(find_if(&r->by_locator_name, locator_name_key(a, t)), from);
	if (!found)
		found = not_yet(find_if(&r->by_name_birth, name_birth_key(a, t)), from);
	return found;
}

static struct slice natural_base(struct arena *a, const struct traveller *t)
{
	struct slice key = reference_key(a, t);
	struct slice name = fold_name(a, t->family, t->given);
	if (slice_present(key))
		return arena_printf(a, "%.*s|%.*s", SLICE_ARG(key), SLICE_ARG(name));
	key = first_document_key(a, t);
	if (!slice_present(key))
		key = name_birth_key(a, t);
	if (!slice_present(key))
		key = locator_name_key(a, t);
	if (slice_present(key))
		return key;
	return arena_printf(a, "%c|only|%.*s", class_of(t), SLICE_ARG(name));
}

struct occurrence {
	const struct truth_message *from;
	unsigned count;
};

/* The natural key of what only its base tells: the second of a message is the
 * second of every message. */
static struct slice natural_key(struct api_records *r, const struct truth_message *from,
				const struct traveller *t)
{
	struct slice base = natural_base(r->arena, t);
	struct occurrence *o = slice_present(base) ? map_find(&r->occurrences, base) : NULL;
	if (!o) {
		o = ARENA_NEW(r->arena, struct occurrence);
		if (!o || !base.p)
			return base;
		map_put(&r->occurrences, base, o);
	}
	if (o->from != from)
		*o = (struct occurrence){.from = from};
	o->count++;
	return o->count == 1 ? base : arena_printf(r->arena, "%.*s|%u", SLICE_ARG(base), o->count);
}

static void index_record(struct api_records *r, struct api_record *record)
{
	struct arena *a = r->arena;
	const struct traveller *t = record->traveller;
	put_if(&r->by_reference, reference_key(a, t), record);
	put_if(&r->by_document, first_document_key(a, t), record);
	put_if(&r->by_locator_name, locator_name_key(a, t), record);
	put_if(&r->by_name_birth, name_birth_key(a, t), record);
}

static struct api_record *record_by_natural_key(struct api_records *r,
						const struct truth_message *from,
						const struct traveller *t)
{
	struct slice key = natural_key(r, from, t);
	struct api_record *record = find_if(&r->by_natural_key, key);
	if (record)
		return record;
	record = LIST_ADD(&r->all, r->arena, struct api_record);
	if (!record)
		return NULL;
	record->natural_key = key;
	record->crew = is_crew(t);
	put_if(&r->by_natural_key, key, record);
	return record;
}

static struct api_record *upsert(struct api_records *r, const struct truth_message *from,
				 const struct traveller *t)
{
	struct api_record *record = record_of(r, from, t);
	if (!record)
		record = record_by_natural_key(r, from, t);
	if (!record)
		return NULL;
	if (record->status == STATUS_WITHDRAWN)
		record->status = STATUS_LISTED; /* sent again after a cancellation */
	record->traveller = t;
	record->from = from;
	index_record(r, record);
	return record;
}

/* A close-out names people by reference and locator, mostly without a name. */
static struct api_record *named_by(struct api_records *r, const struct truth_message *from,
				   const struct traveller *t)
{
	struct api_record *record = record_of(r, from, t);
	return record ? record : upsert(r, from, t);
}

/* Several messages may name those on board together (UNH S010). */
static bool is_further_part(struct api_records *r, const struct message *m)
{
	bool further = m->part > 0 && slice_present(m->business_ref) &&
		       m->function == r->close_function && slice_eq(m->sender, r->close_sender) &&
		       slice_eq(m->business_ref, r->close_reference);
	r->close_function = m->function;
	r->close_sender = m->sender;
	r->close_reference = m->part > 0 ? m->business_ref : (struct slice){NULL, 0};
	return further;
}

static void close_out(struct api_records *r, const struct truth_message *from,
		      enum truth_status listed, enum truth_status others)
{
	bool further = is_further_part(r, from->message);
	LIST_EACH(struct api_record, record, &r->all)
	{
		record->in_close_list = record->in_close_list && further;
	}
	LIST_EACH(const struct traveller, t, &from->message->travellers)
	{
		struct api_record *record = named_by(r, from, t);
		if (record)
			record->in_close_list = true;
	}
	LIST_EACH(struct api_record, record, &r->all)
	{
		if (!record->crew)
			record->status = record->in_close_list ? listed : others;
	}
}

static void withdraw(struct api_records *r, const struct truth_message *from)
{
	LIST_EACH(const struct traveller, t, &from->message->travellers)
	{
		struct api_record *record = record_of(r, from, t);
		if (record)
			record->status = STATUS_WITHDRAWN;
	}
}

void api_records_apply(struct api_records *r, const struct truth_message *from)
{
	switch (from->message->function) {
	case FUNCTION_CLOSE_ON_BOARD:
		close_out(r, from, STATUS_BOARDED, STATUS_NOT_ON_BOARD);
		break;
	case FUNCTION_CLOSE_NOT_ON_BOARD:
		close_out(r, from, STATUS_NOT_ON_BOARD, STATUS_BOARDED);
		break;
	case FUNCTION_CANCEL:
		withdraw(r, from);
		break;
	case FUNCTION_CANCEL_FLIGHT:
		LIST_EACH(struct api_record, record, &r->all)
		{
			record->status = STATUS_NOT_ON_BOARD;
		}
		break;
	case FUNCTION_NONE:
	case FUNCTION_PASSENGERS:
	case FUNCTION_CREW:
	case FUNCTION_CHANGE:
	case FUNCTION_REDUCE:
	case FUNCTION_CLOSE:
	case FUNCTION_CHANGE_FLIGHT:
	case FUNCTION_CREW_CHANGE:
	case FUNCTION_MASTER_CREW:
	case FUNCTION_GATE_PASS:
	case FUNCTION_FULL:
	case FUNCTION_UPDATE:
	case FUNCTION_OTHER:
		LIST_EACH(const struct traveller, t, &from->message->travellers)
		{
			(void)upsert(r, from, t); /* out of memory shows in the arena */
		}
		break;
	}
}
