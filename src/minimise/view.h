/* SPDX-License-Identifier: Apache-2.0
 *
 * minimise/view.h - private: a piece of the input as the reader of the message
 * will see it, with where each character stands, so that it can be overwritten.
 *
 * Line breaks and control characters are left out, released characters stand without
 * their release, and a separator behind a full part of a text (which goes on
 * in the next part) is left out too. Separators that stay are VIEW_* characters.
 */
#ifndef MINIMISE_VIEW_H
#define MINIMISE_VIEW_H

#include "decode/edifact/edi.h"

#define VIEW_COMPONENT '\x1f'
#define VIEW_ELEMENT '\x1d'
#define VIEW_END '\x1c'

#define VIEW_MAX 65536    /* bytes of input in one view */
#define VIEW_PART_FULL 69 /* a part of at least this length goes on in the next */

struct view {
	struct edi_syntax syntax;
	char *bytes; /* the input */
	char *text;  /* VIEW_MAX */
	/* Where each character stands, from `base`; at[n] is the end. VIEW_MAX + 1. */
	uint32_t *at;
	size_t base;
	size_t n;
	size_t most;      /* the largest `n` so far: what is to be wiped */
	bool straight;    /* character i stands at base + i; `at` is not filled */
	bool repeats;     /* the repetition separator is in force */
	bool references;  /* of XML: "&#71;" is one character */
	bool keep_breaks; /* a line break is a blank: for input that is no message */
	/* What each unreleased byte stands for; 0: left out. Without and with keep_breaks. */
	char seen[2][256];
};

/* Memory for the text; false: there is none. */
bool view_init(struct view *v, char *bytes);
void view_release(struct view *v); /* wipes */
/* To be called when syntax or repeats have changed. */
void view_prepare(struct view *v);
/* Fills the view from bytes[from, to), at most VIEW_MAX of them. */
void view_build(struct view *v, size_t from, size_t to);
/* The same for printable ASCII without releases and without full parts. */
void view_build_plain(struct view *v, size_t from, size_t to);
struct slice view_slice(const struct view *v, size_t from, size_t to);
/* First `c` in [from, to), or `to`. */
size_t view_find(const struct view *v, char c, size_t from, size_t to);
size_t view_offset(const struct view *v, size_t i); /* in the input */

/* Overwrites characters [from, to) with the letter X, in the input and in the
 * view; separators and line breaks stay. */
void view_erase(struct view *v, size_t from, size_t to);
/* The same, but only letters, digits and bytes outside ASCII. */
void view_erase_words(struct view *v, size_t from, size_t to);

/* The next run of ASCII letters in [*at, to) as [*from, *at); a run that
 * touches bytes outside ASCII is passed over. False when there is none. */
bool view_word(const struct view *v, size_t *at, size_t to, size_t *from);

#endif
