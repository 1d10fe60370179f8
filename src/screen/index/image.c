/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/index.h"

#include "base/crypto.h"
#include "base/parallel.h"
#include "screen/index/entry.h"
#include "screen/names/tables.h"

#include <string.h>

/* Raised whenever arrays, keys of words or hashes come out differently. */
#define IMAGE_FORMAT 1
#define IMAGE_ALIGN ((size_t)64)

#define SAMPLES 64 /* entries whose names are read again when an image is loaded */

struct image_array {
	uint64_t offset, count, each;
};

/* At the beginning; numbers as this machine writes them. */
struct image_head {
	char magic[8];
	uint32_t format, arrays;
	uint64_t bytes; /* of the whole */
	unsigned char about[HASH_BYTES], tables[HASH_BYTES];
	struct image_array array[PART_ARRAY_COUNT];
	unsigned char seal[HASH_BYTES]; /* over all other bytes */
};

static const char magic[8] = "PIUSCRN";

static size_t aligned(size_t n)
{
	return (n + IMAGE_ALIGN - 1) & ~(IMAGE_ALIGN - 1);
}

/* ---- what an image depends on ---- */

static void add_text(struct hash_state *h, const char *text)
{
	hash_piece(h, slice_of(text));
}

static void add_rules(struct hash_state *h, const struct rewrite_row *rows, size_t count)
{
	hash_i64(h, (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		add_text(h, rows[i].from);
		add_text(h, rows[i].to);
		hash_i64(h, rows[i].place);
	}
}

/* Of the tables that names are read by. */
static void tables_hash(unsigned char out[HASH_BYTES])
{
	struct hash_state h;
	hash_begin(&h, NULL);
	for (size_t i = 0; i < fold_table_count; i++) {
		hash_i64(&h, fold_table[i].code);
		add_text(&h, fold_table[i].first);
		add_text(&h, fold_table[i].second ? fold_table[i].second : "-");
		hash_i64(&h, fold_table[i].arabic);
	}
	for (size_t i = 0; i < word_table_count; i++) {
		add_text(&h, word_table[i].word);
		hash_i64(&h, word_table[i].kind);
	}
	for (size_t i = 0; i < variant_table_count; i++) {
		add_text(&h, variant_table[i].sound);
		for (size_t k = 0; k < VARIANT_FAMILIES; k++)
			hash_i64(&h, variant_table[i].families[k]);
	}
	add_rules(&h, sound_table, sound_table_count);
	add_rules(&h, consonant_table, consonant_table_count);
	add_rules(&h, mrz_arabic_table, mrz_arabic_table_count);
	hash_end(&h, out);
}

/* ---- the seal ---- */

struct sealing {
	const unsigned char *bytes;
	size_t size;
	const unsigned char *key;
	unsigned parts;
	unsigned char hashes[PARALLEL_MAX][HASH_BYTES];
};

/* Each part hashes a share of the bytes. */
static void hash_share(void *context, unsigned part)
{
	struct sealing *s = context;
	size_t from = s->size / s->parts * part;
	size_t to = part + 1 == s->parts ? s->size : s->size / s->parts * (part + 1);
	hash_bytes((struct slice){(const char *)s->bytes + from, to - from}, s->key,
		   s->hashes[part]);
}

/* The number of shares does not depend on the machine. */
static void make_seal(const unsigned char *image, const struct image_head *head,
		      const unsigned char key[HASH_BYTES], unsigned char out[HASH_BYTES])
{
	struct image_head bare = *head;
	struct hash_state h;
	struct sealing s = {.bytes = image + sizeof bare,
			    .size = (size_t)head->bytes - sizeof bare,
			    .key = key,
			    .parts = 4};
	memset(bare.seal, 0, sizeof bare.seal);
	parallel_run(s.parts, hash_share, &s);
	hash_begin(&h, key);
	hash_piece(&h, (struct slice){(const char *)&bare, sizeof bare});
	for (unsigned i = 0; i < s.parts; i++)
		hash_piece(&h, (struct slice){(const char *)s.hashes[i], HASH_BYTES});
	hash_end(&h, out);
}

/* ---- writing ---- */

static void make_head(const struct screen_index *x, struct slice about, struct image_head *head)
{
	struct part_array arrays[PART_ARRAY_COUNT];
	part_arrays(x->parts[0], arrays);
	memset(head, 0, sizeof *head);
	memcpy(head->magic, magic, sizeof magic);
	head->format = IMAGE_FORMAT;
	head->arrays = PART_ARRAY_COUNT;
	hash_bytes(about, NULL, head->about);
	tables_hash(head->tables);
	size_t at = aligned(sizeof *head);
	for (unsigned i = 0; i < PART_ARRAY_COUNT; i++) {
		head->array[i] = (struct image_array){at, *arrays[i].count, arrays[i].each};
		at = aligned(at + *arrays[i].count * arrays[i].each);
	}
	head->bytes = at;
}

size_t screen_index_image_bytes(const struct screen_index *x)
{
	struct image_head head;
	if (x->part_count > 1 || x->gone)
		return 0;
	make_head(x, SLICE(""), &head);
	return (size_t)head.bytes;
}

void screen_index_image_write(const struct screen_index *x, struct slice about,
			      const unsigned char key[HASH_BYTES], unsigned char *out)
{
	struct part_array arrays[PART_ARRAY_COUNT];
	struct image_head head;
	make_head(x, about, &head);
	part_arrays(x->parts[0], arrays);
	memset(out, 0, (size_t)head.array[0].offset);
	for (unsigned i = 0; i < PART_ARRAY_COUNT; i++) {
		size_t bytes = *arrays[i].count * arrays[i].each;
		size_t end = (size_t)head.array[i].offset + bytes;
		size_t next = i + 1 < PART_ARRAY_COUNT ? (size_t)head.array[i + 1].offset
						       : (size_t)head.bytes;
		if (bytes)
			memcpy(out + head.array[i].offset, *arrays[i].at, bytes);
		memset(out + end, 0, next - end);
	}
	make_seal(out, &head, key, head.seal);
	memcpy(out, &head, sizeof head);
}

/* ---- loading ---- */

static bool good_head(const struct image_head *head, size_t size, struct slice about)
{
	unsigned char hash[HASH_BYTES];
	unsigned char tables[HASH_BYTES];
	hash_bytes(about, NULL, hash);
	tables_hash(tables);
	return memcmp(head->magic, magic, sizeof magic) == 0 && head->format == IMAGE_FORMAT &&
	       head->arrays == PART_ARRAY_COUNT && head->bytes == size &&
	       memcmp(head->about, hash, sizeof hash) == 0 &&
	       memcmp(head->tables, tables, sizeof tables) == 0;
}

static bool take_arrays(const unsigned char *image, const struct image_head *head, struct part *p)
{
	struct part_array arrays[PART_ARRAY_COUNT];
	part_arrays(p, arrays);
	for (unsigned i = 0; i < PART_ARRAY_COUNT; i++) {
		const struct image_array *a = &head->array[i];
		if (a->each != arrays[i].each || a->offset % IMAGE_ALIGN ||
		    a->offset > head->bytes || a->count > (head->bytes - a->offset) / a->each)
			return false;
		*arrays[i].at = image + a->offset;
		*arrays[i].count = (size_t)a->count;
	}
	return true;
}

/* Whether some names still read as they did: a program whose words come out otherwise,
 * and whose format was forgotten to be raised, is found out. */
static bool names_read_alike(const struct part *p)
{
	struct arena *a = arena_new((size_t)1 << 26);
	size_t entries = p->entry_at_count - 1;
	bool alike = a != NULL;
	for (size_t i = 0; alike && i < SAMPLES && i < entries; i++) {
		uint32_t list;
		const struct list_entry *e =
			entry_unpack(p, (uint32_t)(entries * i / SAMPLES % entries), a, &list);
		alike = e != NULL;
		if (!e || p->lists[list].kind != LIST_PERSONS)
			continue;
		LIST_EACH(const struct list_name, published, &e->names)
		{
			struct name n;
			name_read(published->name, &n);
			for (unsigned k = 0; k < n.unit_count; k++)
				alike &= n.units[k].sig.glued ||
					 part_sound(p, name_unit_sound(&n.units[k])) != PART_NONE;
		}
	}
	arena_free(a);
	return alike;
}

struct screen_index *screen_index_image_load(struct slice image, struct slice about,
					     const unsigned char key[HASH_BYTES])
{
	const unsigned char *bytes = (const unsigned char *)image.p;
	struct image_head head;
	unsigned char seal[HASH_BYTES];
	if (image.n < sizeof head || (uintptr_t)bytes % IMAGE_ALIGN)
		return NULL;
	memcpy(&head, bytes, sizeof head);
	if (!good_head(&head, image.n, about))
		return NULL;
	make_seal(bytes, &head, key, seal);
	if (!equal_secret(seal, head.seal, sizeof seal))
		return NULL;
	struct part *p = part_new();
	if (p && (!take_arrays(bytes, &head, p) || !part_finish(p) || !names_read_alike(p))) {
		part_drop(p);
		p = NULL;
	}
	return index_of_part(p);
}
