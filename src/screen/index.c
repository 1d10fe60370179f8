/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index.h"

#include "screen/index/deletions.h"
#include "screen/index/shelves.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_MAX ((size_t)64 << 30)

/* ---- copying entries ---- */

static struct slice copy(struct arena *a, struct slice s)
{
	return slice_present(s) ? arena_copy(a, s) : (struct slice){0};
}

static void copy_names(struct arena *a, const struct list_entry *from, struct list_entry *to)
{
	LIST_EACH(const struct list_name, n, &from->names)
	{
		struct list_name *c = LIST_ADD(&to->names, a, struct list_name);
		if (!c)
			return;
		c->name = copy(a, n->name);
		c->quality = n->quality;
		c->original_script = n->original_script;
	}
}

static void copy_dates_and_documents(struct arena *a, const struct list_entry *from,
				     struct list_entry *to)
{
	LIST_EACH(const struct list_birth_date, b, &from->birth_dates)
	{
		struct list_birth_date *c = LIST_ADD(&to->birth_dates, a, struct list_birth_date);
		if (!c)
			return;
		c->from = b->from;
		c->to = b->to;
		c->approximate = b->approximate;
	}
	LIST_EACH(const struct list_document, d, &from->documents)
	{
		struct list_document *c = LIST_ADD(&to->documents, a, struct list_document);
		if (!c)
			return;
		c->type = copy(a, d->type);
		c->number = copy(a, d->number);
		c->issuer = copy(a, d->issuer);
		c->status = copy(a, d->status);
	}
}

static void copy_values(struct arena *a, const struct list_entry *from, struct list_entry *to)
{
	LIST_EACH(const struct list_value, v, &from->nationalities)
	{
		struct list_value *c = LIST_ADD(&to->nationalities, a, struct list_value);
		if (c)
			c->value = copy(a, v->value);
	}
	LIST_EACH(const struct list_value, v, &from->places_of_birth)
	{
		struct list_value *c = LIST_ADD(&to->places_of_birth, a, struct list_value);
		if (c)
			c->value = copy(a, v->value);
	}
}

/* What matching and explaining need; the rest of an entry stays where it was. */
static const struct list_entry *copy_entry(struct arena *a, const struct list_entry *from)
{
	struct list_entry *to = ARENA_NEW(a, struct list_entry);
	if (!to)
		return NULL;
	to->id = copy(a, from->id);
	to->sex = copy(a, from->sex);
	copy_names(a, from, to);
	copy_dates_and_documents(a, from, to);
	copy_values(a, from, to);
	return to;
}

/* ---- units ---- */

/* Units with equal text and marks are equal but for the words they stand for. */
static struct slice content_of(struct arena *a, const struct name_unit *u)
{
	return arena_printf(a, "%s%s%s%s%u", u->text, u->sig.glued ? "+" : "",
			    u->sig.may_be_cut ? "|" : "", u->sig.consonants_only ? "*" : "",
			    u->sig.family);
}

static struct index_unit *unit_of(struct screen_index *x, const struct name_unit *u)
{
	struct slice content = content_of(x->arena, u);
	struct index_unit *unit = map_find(&x->by_content, content);
	if (unit)
		return unit;
	unit = LIST_ADD(&x->units, x->arena, struct index_unit);
	if (!unit)
		return NULL;
	unit->unit = u;
	map_put(&x->by_content, content, unit);
	struct slice sound = {u->sound, u->sig.sound_length};
	unit->same_sound = map_find(&x->by_sound, sound);
	map_put(&x->by_sound, sound, unit);
	if (u->sig.consonants_only) {
		struct slice consonants = {u->consonants, u->sig.consonant_length};
		unit->same_consonants = map_find(&x->by_consonants, consonants);
		map_put(&x->by_consonants, consonants, unit);
	}
	if (u->sig.family) {
		struct slice family = {(const char *)&u->sig.family, sizeof u->sig.family};
		unit->same_family = map_find(&x->by_family, family);
		map_put(&x->by_family, family, unit);
	}
	if (!u->sig.glued)
		x->single_count++;
	return unit;
}

static void add_name(struct screen_index *x, uint32_t entry, const struct list_name *published)
{
	struct name n;
	name_read(published->name, &n);
	struct name_unit *units = arena_alloc(x->arena, n.unit_count * sizeof *units + 1);
	if (!units || !n.unit_count)
		return;
	memcpy(units, n.units, n.unit_count * sizeof *units);
	struct index_unit **held =
		arena_alloc(x->arena, n.unit_count * sizeof(struct index_unit *));
	if (!held)
		return;
	for (unsigned i = 0; i < n.unit_count; i++)
		held[i] = unit_of(x, &units[i]);
	x->names[x->name_count++] =
		(struct index_name){.entry = entry,
				    .published = published,
				    .units = held,
				    .view = {.units = units,
					     .unit_count = n.unit_count,
					     .ordinary = n.ordinary,
					     .ordinary_count = n.ordinary_count}};
}

static void add_documents(struct screen_index *x, uint32_t entry)
{
	LIST_EACH(const struct list_document, d, &x->entries[entry].entry->documents)
	{
		struct index_document *kept = ARENA_NEW(x->arena, struct index_document);
		if (!kept)
			return;
		kept->entry = entry;
		kept->published = d;
		document_key_make(d->type, d->number, d->issuer, &kept->key);
		struct slice number = {kept->key.folded, kept->key.length};
		if (!number.n)
			continue;
		kept->same_number = map_find(&x->by_number, number);
		map_put(&x->by_number, number, kept);
	}
}

static void add_entry(struct screen_index *x, const struct screen_list *list,
		      const struct list_entry *entry)
{
	const struct list_entry *kept = copy_entry(x->arena, entry);
	if (!kept)
		return;
	uint32_t at = x->entry_count++;
	struct index_entry *e = &x->entries[at];
	*e = (struct index_entry){.list_id = list->id,
				  .list_version = list->version,
				  .kind = list->kind,
				  .entry = kept,
				  .names_from = x->name_count};
	if (list->kind == LIST_PERSONS)
		LIST_EACH(const struct list_name, n, &kept->names)
	add_name(x, at, n);
	e->names_to = x->name_count;
	add_documents(x, at);
}

/* ---- names by birth date ---- */

/* Calls for every shelf of every name, a name without birth date once. */
static void each_record(struct screen_index *x,
			void (*visit)(struct screen_index *x, uint32_t name, uint32_t shelf))
{
	for (uint32_t i = 0; i < x->name_count; i++) {
		const struct list_entry *e = x->entries[x->names[i].entry].entry;
		if (!e->birth_dates.first)
			visit(x, i, shelf_of(NULL));
		LIST_EACH(const struct list_birth_date, b, &e->birth_dates)
		visit(x, i, shelf_of(b));
	}
}

static void count_record(struct screen_index *x, uint32_t name, uint32_t shelf)
{
	x->shelves[shelf + 2]++;
	for (unsigned i = 0; i < x->names[name].view.unit_count; i++)
		x->names[name].units[i]->posting_count++;
}

/* shelves[n + 1] moves on from where shelf n begins to where it ends. */
static void put_record(struct screen_index *x, uint32_t name, uint32_t shelf)
{
	x->records[x->shelves[shelf + 1]++] = name;
}

static void put_postings(struct screen_index *x)
{
	LIST_EACH(struct index_unit, u, &x->units)
	{
		u->postings = arena_alloc(x->arena, u->posting_count * sizeof *u->postings);
		u->posting_count = 0;
		if (!u->postings)
			return;
	}
	for (uint32_t r = 0; r < x->shelves[SHELVES]; r++) {
		const struct index_name *n = &x->names[x->records[r]];
		for (unsigned i = 0; i < n->view.unit_count; i++) {
			struct index_unit *u = n->units[i];
			u->postings[u->posting_count++] =
				(struct index_posting){r, n->view.units[i].words};
		}
	}
}

static void shelve(struct screen_index *x)
{
	x->shelves = arena_alloc(x->arena, (SHELVES + 2) * sizeof *x->shelves);
	if (!x->shelves || !x->entries || !x->names || arena_failed(x->arena))
		return;
	each_record(x, count_record);
	size_t all = 0;
	for (size_t i = 2; i < SHELVES + 2; i++) {
		all += x->shelves[i];
		x->shelves[i] += x->shelves[i - 1];
	}
	if (all < UINT32_MAX)
		x->records = arena_alloc(x->arena, (all + 1) * sizeof *x->records);
	if (!x->records)
		return;
	each_record(x, put_record);
	put_postings(x);
}

/* ---- words in order ---- */

static int by_letters(const void *a, const void *b)
{
	const struct name_unit *x = (*(struct index_unit *const *)a)->unit;
	const struct name_unit *y = (*(struct index_unit *const *)b)->unit;
	if ((x->sig.text_length == 1) != (y->sig.text_length == 1))
		return x->sig.text_length == 1 ? -1 : 1;
	int order = strcmp(x->text, y->text);
	return order ? order : x->sig.consonants_only - y->sig.consonants_only;
}

static bool line_up(struct screen_index *x)
{
	x->singles = arena_alloc(x->arena, x->single_count * sizeof *x->singles + 1);
	x->signatures = arena_alloc(x->arena, x->single_count * sizeof *x->signatures + 1);
	if (!x->singles || !x->signatures)
		return false;
	uint32_t n = 0;
	LIST_EACH(struct index_unit, unit, &x->units)
	{
		if (!unit->unit->sig.glued)
			x->singles[n++] = unit;
	}
	qsort(x->singles, n, sizeof(struct index_unit *), by_letters);
	while (x->initial_count < n && x->singles[x->initial_count]->unit->sig.text_length == 1)
		x->initial_count++;
	struct arena *temporary = arena_new(ARENA_MAX);
	struct bucket_pairs pairs = {.list = NULL};
	for (uint32_t i = 0; temporary && i < n; i++) {
		struct deletions d;
		x->signatures[i] = x->singles[i]->unit->sig;
		deletions_of(x->singles[i]->unit, &d);
		for (unsigned k = 0; k < d.count; k++)
			bucket_pairs_add(&pairs, temporary, d.hashes[k], i);
	}
	bool done = temporary && buckets_build(&x->by_deletion, &pairs, 1, x->arena);
	arena_free(temporary);
	return done;
}

static bool start(struct screen_index *x, const struct screen_list *lists, unsigned count)
{
	size_t entries = 0;
	size_t names = 0;
	for (unsigned i = 0; i < count; i++)
		LIST_EACH(const struct list_entry, entry, lists[i].entries)
		{
			entries++;
			names += entry->names.count;
		}
	map_init(&x->by_content, x->arena);
	map_init(&x->by_sound, x->arena);
	map_init(&x->by_consonants, x->arena);
	map_init(&x->by_family, x->arena);
	map_init(&x->by_number, x->arena);
	x->entries = arena_alloc(x->arena, entries * sizeof *x->entries + 1);
	x->names = arena_alloc(x->arena, names * sizeof *x->names + 1);
	return entries < UINT32_MAX && names < UINT32_MAX && x->entries && x->names;
}

struct screen_index *screen_index_new(const struct screen_list *lists, unsigned count)
{
	struct arena *arena = arena_new(ARENA_MAX);
	struct screen_index *x = arena ? ARENA_NEW(arena, struct screen_index) : NULL;
	if (!x) {
		arena_free(arena);
		return NULL;
	}
	x->arena = arena;
	if (start(x, lists, count))
		for (unsigned i = 0; i < count; i++)
			LIST_EACH(const struct list_entry, entry, lists[i].entries)
	add_entry(x, &lists[i], entry);
	shelve(x);
	if (arena_failed(arena) || !x->records || !line_up(x)) {
		arena_free(arena);
		return NULL;
	}
	return x;
}

void screen_index_free(struct screen_index *x)
{
	if (x)
		arena_free(x->arena);
}

size_t screen_index_bytes(const struct screen_index *x)
{
	return arena_used(x->arena);
}
