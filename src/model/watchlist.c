/* SPDX-License-Identifier: Apache-2.0 */
#include "model/watchlist.h"

#include "base/crypto.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *list_kind_name(enum list_kind k)
{
	static const char *const names[] = {"persons", "documents"};
	return names[k];
}

const char *list_severity_name(enum list_severity s)
{
	static const char *const names[] = {"low", "medium", "high"};
	return names[s];
}

const char *name_quality_name(enum name_quality q)
{
	static const char *const names[] = {"primary", "good", "low", "former"};
	return names[q];
}

static void hash_date(struct hash_state *h, struct date d)
{
	hash_i64(h, date_present(d) ? d.year * 10000 + d.month * 100 + d.day : 0);
}

static void hash_lists(struct hash_state *h, const struct list_entry *entry)
{
	hash_i64(h, entry->names.count);
	LIST_EACH(const struct list_name, n, &entry->names)
	{
		hash_piece(h, n->name);
		hash_i64(h, (int64_t)n->quality);
		hash_i64(h, n->original_script);
	}
	hash_i64(h, entry->birth_dates.count);
	LIST_EACH(const struct list_birth_date, b, &entry->birth_dates)
	{
		hash_date(h, b->from);
		hash_date(h, b->to);
		hash_i64(h, b->approximate);
	}
	hash_i64(h, entry->documents.count);
	LIST_EACH(const struct list_document, d, &entry->documents)
	{
		hash_piece(h, d->type);
		hash_piece(h, d->number);
		hash_piece(h, d->issuer);
		hash_piece(h, d->status);
	}
	hash_i64(h, entry->nationalities.count);
	LIST_EACH(const struct list_value, v, &entry->nationalities)
	hash_piece(h, v->value);
	hash_i64(h, entry->places_of_birth.count);
	LIST_EACH(const struct list_value, v, &entry->places_of_birth)
	hash_piece(h, v->value);
}

/* What entries did not always have. Nothing is added for what is absent, so that the
 * hashes of entries without it, to which decisions point, stay what they were. */
static void hash_later_fields(struct hash_state *h, const struct list_entry *entry)
{
	LIST_EACH(const struct list_name, n, &entry->names)
	{
		if (!n->family.n && !n->given.n && !n->patronymic.n)
			continue;
		hash_piece(h, SLICE("parts"));
		hash_piece(h, n->name);
		hash_piece(h, n->family);
		hash_piece(h, n->given);
		hash_piece(h, n->patronymic);
	}
	LIST_EACH(const struct list_value, v, &entry->addresses)
	{
		hash_piece(h, SLICE("address"));
		hash_piece(h, v->value);
	}
	if (date_present(entry->valid_from)) {
		hash_piece(h, SLICE("valid from"));
		hash_date(h, entry->valid_from);
	}
}

bool list_entry_counts(const struct list_entry *entry, struct date day)
{
	return (!date_present(entry->valid_from) || date_cmp(entry->valid_from, day) <= 0) &&
	       (!date_present(entry->expires) || date_cmp(entry->expires, day) >= 0);
}

void list_entry_seal(struct list_entry *entry)
{
	struct hash_state h;
	hash_begin(&h, NULL);
	hash_piece(&h, entry->id);
	hash_lists(&h, entry);
	hash_piece(&h, entry->sex);
	hash_piece(&h, entry->measure);
	hash_piece(&h, entry->handling);
	hash_piece(&h, entry->reason);
	hash_date(&h, entry->listed_on);
	hash_date(&h, entry->expires);
	hash_later_fields(&h, entry);
	static_assert(sizeof entry->hash == HASH_BYTES, "an entry holds a BLAKE2b-256 hash");
	hash_end(&h, entry->hash);
}

static bool month_ends(struct date d)
{
	return date_from_days(date_days(d) + 1).day == 1;
}

/* The shortest text that means this span. */
static void write_span(struct date from, struct date to, char *out, size_t room)
{
	char first[DATE_TEXT];
	char last[DATE_TEXT];
	date_write(from, first);
	date_write(to, last);
	size_t keep = sizeof first - 1; /* of a date: all, YYYY-MM or YYYY */
	if (from.day == 1 && month_ends(to) && date_cmp(from, to) != 0)
		keep = from.month == 1 && to.month == 12 ? 4 : 7;
	first[keep] = 0;
	last[keep] = 0;
	if (strcmp(first, last) == 0)
		snprintf(out, room, "%s", first);
	else
		snprintf(out, room, "%s..%s", first, last);
}

void list_birth_date_write(const struct list_birth_date *b, char out[BIRTH_DATE_TEXT])
{
	out[0] = '~';
	size_t at = b->approximate ? 1 : 0;
	write_span(b->from, b->to, out + at, BIRTH_DATE_TEXT - at);
}

static void json_date_opt(struct json *j, const char *key, struct date d)
{
	if (!date_present(d))
		return;
	char text[DATE_TEXT];
	date_write(d, text);
	json_put_str(j, key, text);
}

static void json_names(struct json *j, const struct list_entry *entry)
{
	json_key(j, "names");
	json_array(j);
	LIST_EACH(const struct list_name, n, &entry->names)
	{
		json_object(j);
		json_put(j, "name", n->name);
		json_put_str(j, "quality", name_quality_name(n->quality));
		if (n->original_script)
			json_put_str(j, "script", "original");
		json_put_opt(j, "family", n->family);
		json_put_opt(j, "given", n->given);
		json_put_opt(j, "patronymic", n->patronymic);
		json_object_end(j);
	}
	json_array_end(j);
}

static void json_birth_dates(struct json *j, const struct list_entry *entry)
{
	json_key(j, "birth_dates");
	json_array(j);
	LIST_EACH(const struct list_birth_date, b, &entry->birth_dates)
	{
		char text[BIRTH_DATE_TEXT];
		list_birth_date_write(b, text);
		json_text(j, slice_of(text));
	}
	json_array_end(j);
}

static void json_documents(struct json *j, const struct list_entry *entry)
{
	json_key(j, "documents");
	json_array(j);
	LIST_EACH(const struct list_document, d, &entry->documents)
	{
		json_object(j);
		json_put_opt(j, "type", d->type);
		json_put(j, "number", d->number);
		json_put_opt(j, "issuer", d->issuer);
		json_put_opt(j, "status", d->status);
		json_object_end(j);
	}
	json_array_end(j);
}

static void json_values(struct json *j, const char *key, const struct list_value *first)
{
	json_key(j, key);
	json_array(j);
	for (const struct list_value *v = first; v; v = v->next)
		json_text(j, v->value);
	json_array_end(j);
}

void list_entry_write_json(const struct list_entry *entry, struct buf *out)
{
	struct json j;
	json_init(&j, out);
	json_object(&j);
	json_put(&j, "id", entry->id);
	json_names(&j, entry);
	json_birth_dates(&j, entry);
	json_put_opt(&j, "sex", entry->sex);
	json_values(&j, "nationalities", entry->nationalities.first);
	json_documents(&j, entry);
	json_values(&j, "places_of_birth", entry->places_of_birth.first);
	if (entry->addresses.count)
		json_values(&j, "addresses", entry->addresses.first);
	json_put_opt(&j, "measure", entry->measure);
	json_put_opt(&j, "handling", entry->handling);
	json_put_opt(&j, "reason", entry->reason);
	json_date_opt(&j, "listed_on", entry->listed_on);
	json_date_opt(&j, "valid_from", entry->valid_from);
	json_date_opt(&j, "expires", entry->expires);
	json_object_end(&j);
}
