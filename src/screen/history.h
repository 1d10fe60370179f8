/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/history.h - a new or changed list entry against the travellers that are stored:
 * which of them it meets, with the score that screening each of them against the whole list
 * would give (screen_traveller). Pure.
 *
 * The travellers are kept in memory: each different word once, with the travellers that
 * have it. An entry is compared with the words, by the same rules of likeness; only
 * travellers whose words can add up to a name that is like, or who show a document of the
 * entry's, are compared whole. How rare words are is always the list's to say.
 *
 * Unlike an index of lists this one changes in place, so that nothing of a traveller who is
 * taken out remains: bytes and words that nobody else has are overwritten at once.
 * One thread may change it, or any number read; the caller sees to it.
 */
#ifndef SCREEN_HISTORY_H
#define SCREEN_HISTORY_H

#include "screen/screen.h"

struct screen_history;

struct screen_history *screen_history_new(void); /* NULL: out of memory */
void screen_history_free(struct screen_history *h);
size_t screen_history_count(const struct screen_history *h); /* travellers' names */
size_t screen_history_bytes(const struct screen_history *h); /* of memory that it takes */

/* How many names one traveller may have: that of the flight and that of the booking. */
#define HISTORY_NAMES_MAX 2

/* Puts a traveller in, in place of what was known of `id` (1 to 2^62). All is copied. False:
 * out of memory, and the traveller is not in. */
bool screen_history_put(struct screen_history *h, int64_t id, const struct screen_traveller *names,
			unsigned count);
/* Takes a traveller out, who need not be in. */
void screen_history_remove(struct screen_history *h, int64_t id);
bool screen_history_has(const struct screen_history *h, int64_t id);

/* A traveller whom an entry meets. */
struct history_match {
	int64_t id;
	enum screen_outcome outcome;
	const char *method;
	int score_permille;
	struct history_match *next;
};
typedef LIST(struct history_match) history_matches;

/* Everybody whom one entry meets, by rising id; `x` is the index that the entry is, or will
 * be, in, and says how rare words are. False: out of memory. Memory from `a`. */
bool screen_history_find(const struct screen_history *h, const struct screen_index *x,
			 enum list_kind kind, const struct list_entry *entry, struct arena *a,
			 history_matches *out);

#endif
