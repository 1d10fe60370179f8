/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/identity.h"

#include "base/utf8.h"

#include <string.h>

struct set {
	unsigned char (*out)[HASH_BYTES];
	unsigned count;
};

static void add(struct set *set, const unsigned char hash[HASH_BYTES])
{
	for (unsigned i = 0; i < set->count; i++) {
		if (memcmp(set->out[i], hash, HASH_BYTES) == 0)
			return;
	}
	if (set->count < IDENTITIES_MAX)
		memcpy(set->out[set->count++], hash, HASH_BYTES);
}

/* Feeds the letters and digits of `s`, without difference of case; gives their number. */
static size_t hash_words(struct hash_state *h, struct slice s)
{
	size_t count = 0;
	for (size_t i = 0, width = 1; i < s.n; i += width) {
		uint32_t c = utf8_fold_word(utf8_read(slice_range(s, i, s.n), &width));
		if (!c)
			continue;
		hash_i64(h, c);
		count++;
	}
	return count;
}

/* No letter is 0, so that "AB" "C" and "A" "BC" differ. */
static void hash_end_of_words(struct hash_state *h)
{
	hash_i64(h, 0);
}

static void add_name(struct set *set, const unsigned char *key, const struct identity *who)
{
	struct hash_state h;
	unsigned char hash[HASH_BYTES];
	hash_begin(&h, key);
	hash_piece(&h, SLICE("name"));
	size_t family = hash_words(&h, who->family);
	hash_end_of_words(&h);
	size_t given = hash_words(&h, who->given);
	given += hash_words(&h, who->middle);
	hash_end_of_words(&h);
	hash_i64(&h, date_days(who->birth_date));
	hash_end(&h, hash);
	if (family > 0 && given > 0)
		add(set, hash);
}

/* A visa (ICAO 9303: document codes that begin with V) is not its holder's alone to show. */
static void add_document(struct set *set, const unsigned char *key,
			 const struct identity_document *d)
{
	struct hash_state h;
	unsigned char hash[HASH_BYTES];
	if (slice_starts(d->type, "V") || slice_starts(d->type, "v"))
		return;
	hash_begin(&h, key);
	hash_piece(&h, SLICE("document"));
	size_t number = hash_words(&h, d->number);
	hash_end_of_words(&h);
	size_t issuer = hash_words(&h, d->issuer);
	hash_end(&h, hash);
	if (number > 0 && issuer > 0)
		add(set, hash);
}

unsigned identity_hashes(const unsigned char key[HASH_BYTES], const struct identity *who,
			 unsigned char out[IDENTITIES_MAX][HASH_BYTES])
{
	struct set set = {.out = out};
	if (date_present(who->birth_date))
		add_name(&set, key, who);
	for (unsigned i = 0; i < who->document_count; i++)
		add_document(&set, key, &who->documents[i]);
	return set.count;
}
