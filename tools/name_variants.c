/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes the table of name variants: name_variants OUT.c FILE... Every line of a file is a
 * class of words (docs/names.md). What is wrong is told as FILE:LINE: what to do; then
 * nothing is written and the exit status is 1.
 */
#include "screen/names/name.h"
#include "screen/names/tables.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define LINE_BYTES 1200
#define WORDS_IN_A_LINE 64
#define CLASSES_MAX 8000 /* of each kind; they are numbered from VARIANT_... on */
#define WORDS_MAX 40000
#define ERRORS_SHOWN 40

/* The keys are made without the table that is yet to be made. */
const struct variant_row variant_table[] = {{0}};
const size_t variant_table_count = 0;
const uint16_t variant_slots[1 << VARIANT_SLOT_BITS] = {0};
const struct variant_class variant_classes[] = {{0, NULL}};
const size_t variant_class_count = 0;

struct member {
	char sound[WORD_LETTERS_MAX + 1];
	uint16_t family;
	const char *file;
	unsigned line;
};

/* A line read; the keys of its words stand in `members` from `from` up to `to`. */
struct class
{
	uint16_t family;
	unsigned heads; /* full names before ">" */
	size_t from, to;
	char sign;
	char name[2 * WORD_LETTERS_MAX + 2]; /* the keys of its first two words */
	const char *file;
	unsigned line;
};

struct reading {
	const char *file;
	unsigned line, errors;
	struct member members[WORDS_MAX];
	struct class classes[3 * CLASSES_MAX];
	size_t member_count, class_count;
	uint16_t next[3]; /* of each kind */
	uint16_t slots[1 << VARIANT_SLOT_BITS];
};

static const struct {
	char sign;
	uint16_t first;
} kinds[] = {{'=', VARIANT_SPELLING}, {'~', VARIANT_OTHER_FORM}, {'>', VARIANT_SHORT}};

static void __attribute__((format(printf, 2, 3))) wrong(struct reading *r, const char *format, ...)
{
	va_list arguments;
	if (r->errors++ >= ERRORS_SHOWN)
		return;
	fprintf(stderr, "%s:%u: ", r->file, r->line);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

static bool is_in_class(const struct reading *r, const struct class *c, const char *sound)
{
	for (size_t i = c->from; i < c->to; i++)
		if (strcmp(r->members[i].sound, sound) == 0)
			return true;
	return false;
}

/* Adds the key of a word, unless the class has it. */
static void add_key(struct reading *r, struct class *c, const char *sound)
{
	if (is_in_class(r, c, sound))
		return;
	if (r->member_count == WORDS_MAX) {
		wrong(r, "there are more than %d words: raise WORDS_MAX", WORDS_MAX);
		return;
	}
	struct member *m = &r->members[r->member_count++];
	*m = (struct member){.family = c->family, .file = r->file, .line = r->line};
	memcpy(m->sound, sound, strlen(sound) + 1);
	c->to = r->member_count;
}

static void add_word(struct reading *r, struct class *c, struct slice word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!ascii_upper(word.p[i])) {
			wrong(r, "\"%.*s\": only letters A to Z", SLICE_ARG(word));
			return;
		}
	if (word.n < 2 || word.n > WORD_LETTERS_MAX) {
		wrong(r, "\"%.*s\": a word has 2 to %d letters", SLICE_ARG(word), WORD_LETTERS_MAX);
		return;
	}
	for (size_t i = 0; i < word_table_count; i++)
		if (slice_is(word, word_table[i].word)) {
			wrong(r, "\"%.*s\" does not count in names (word_table.c): leave it out",
			      SLICE_ARG(word));
			return;
		}
	struct name_unit unit;
	name_keys(word, false, &unit);
	add_key(r, c, unit.sound);
}

static int kind_of(struct slice sign)
{
	for (size_t i = 0; sign.n == 1 && i < sizeof kinds / sizeof kinds[0]; i++)
		if (sign.p[0] == kinds[i].sign)
			return (int)i;
	return -1;
}

static void begin_class(struct reading *r, struct class *c, int kind)
{
	if (r->next[kind] == CLASSES_MAX)
		wrong(r, "there are more than %d classes of this kind: raise CLASSES_MAX",
		      CLASSES_MAX);
	c->family = (uint16_t)(kinds[kind].first + r->next[kind]++ % CLASSES_MAX);
	c->from = c->to = r->member_count;
}

/* Words, one sign among them. */
static void read_line(struct reading *r, struct slice line)
{
	struct slice words[WORDS_IN_A_LINE];
	unsigned count = 0, heads = 0;
	int kind = -1;
	struct slice word;
	while (slice_cut(&line, ' ', &word)) {
		if (!word.n)
			continue;
		int sign = kind_of(word);
		if (sign >= 0 && kind >= 0)
			wrong(r, "a line has one of the signs = ~ >");
		if (sign >= 0) {
			kind = sign;
			heads = count;
		} else if (count == WORDS_IN_A_LINE) {
			wrong(r, "a line has at most %d words", WORDS_IN_A_LINE);
			return;
		} else {
			words[count++] = word;
		}
	}
	if (!count && kind < 0)
		return;
	if (kind < 0 || !heads || heads == count) {
		wrong(r, "a line is WORD = WORD..., WORD ~ WORD... or WORD... > WORD...");
		return;
	}
	struct class c = {.heads = kinds[kind].sign == '>' ? heads : 0,
			  .sign = kinds[kind].sign,
			  .file = r->file,
			  .line = r->line};
	begin_class(r, &c, kind);
	for (unsigned i = 0; i < count; i++)
		add_word(r, &c, words[i]);
	if (c.to - c.from < 2 && !r->errors)
		wrong(r, "all words of the line have one spelling key: it says nothing new");
	if (c.to - c.from > 1)
		snprintf(c.name, sizeof c.name, "%s %s", r->members[c.from].sound,
			 r->members[c.from + 1].sound);
	if (r->class_count < 3 * (size_t)CLASSES_MAX)
		r->classes[r->class_count++] = c;
}

static bool read_file(struct reading *r, const char *name)
{
	char line[LINE_BYTES];
	FILE *f = fopen(name, "r");
	if (!f) {
		fprintf(stderr, "%s: %s\n", name, strerror(errno));
		return false;
	}
	r->file = name;
	for (r->line = 1; fgets(line, sizeof line, f); r->line++) {
		struct slice s = slice_of(line);
		if (!slice_ends(s, "\n"))
			wrong(r, "a line has at most %d bytes and ends with a line feed",
			      LINE_BYTES - 2);
		size_t comment = slice_find(s, '#', 0);
		read_line(r, slice_trim(slice_range(s, 0, comment == SIZE_MAX ? s.n : comment)));
	}
	bool read = !ferror(f);
	fclose(f);
	return read;
}

/* Short forms go for every form of the full name: KATE for CATHERINE, KATHARINA ... */
static void add_forms(struct reading *r, struct class *c, struct class *more, const char *head)
{
	for (size_t i = 0; i < r->class_count; i++) {
		const struct class *forms = &r->classes[i];
		if (forms->family >= VARIANT_SHORT || !is_in_class(r, forms, head))
			continue;
		for (size_t m = forms->from; m < forms->to; m++)
			if (!is_in_class(r, c, r->members[m].sound))
				add_key(r, more, r->members[m].sound);
	}
}

static void spread_short_forms(struct reading *r)
{
	for (size_t i = 0; i < r->class_count; i++) {
		struct class c = r->classes[i];
		struct class more = {
			.family = c.family, .from = r->member_count, .to = r->member_count};
		for (size_t k = c.from; k < c.to && k < c.from + c.heads; k++) {
			r->file = r->members[k].file;
			r->line = r->members[k].line;
			add_forms(r, &c, &more, r->members[k].sound);
		}
	}
}

static int by_sound(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = strcmp(x->sound, y->sound);
	return order ? order : (x->family > y->family) - (x->family < y->family);
}

/* A key in two spelling classes would make them one name; and none has too many. */
static void check_keys(struct reading *r)
{
	for (size_t i = 0, run = 0; i < r->member_count; i++) {
		const struct member *m = &r->members[i];
		run = i && strcmp(m[-1].sound, m->sound) == 0 ? run + 1 : 0;
		r->file = m->file;
		r->line = m->line;
		if (run && m->family < VARIANT_OTHER_FORM)
			wrong(r, "the spelling key %s stands at %s:%u too: join the lines",
			      m->sound, m[-1].file, m[-1].line);
		if (run == VARIANT_FAMILIES)
			wrong(r, "the spelling key %s stands in more than %d lines", m->sound,
			      VARIANT_FAMILIES);
	}
}

static int by_family(const void *a, const void *b)
{
	const struct class *x = a, *y = b;
	return (x->family > y->family) - (x->family < y->family);
}

static int by_name(const void *a, const void *b)
{
	const struct class *x = a, *y = b;
	int order = (x->sign > y->sign) - (x->sign < y->sign);
	return order ? order : strcmp(x->name, y->name);
}

/* Classes are known by sign and first two words, so two can not have the same. */
static void check_classes(struct reading *r)
{
	qsort(r->classes, r->class_count, sizeof r->classes[0], by_name);
	for (size_t i = 1; i < r->class_count; i++) {
		const struct class *c = &r->classes[i];
		r->file = c->file;
		r->line = c->line;
		if (by_name(c - 1, c) == 0)
			wrong(r, "the line at %s:%u has this sign and begins with %s too",
			      c[-1].file, c[-1].line, c->name);
	}
	qsort(r->classes, r->class_count, sizeof r->classes[0], by_family);
}

static void write_classes(const struct reading *r, FILE *f)
{
	fprintf(f, "\nconst struct variant_class variant_classes[] = {\n");
	for (size_t i = 0; i < r->class_count; i++)
		fprintf(f, "\t{%u, \"%c%s\"},\n", r->classes[i].family, r->classes[i].sign,
			r->classes[i].name);
	fprintf(f, "\t{0, NULL}};\nconst size_t variant_class_count = %zu;\n", r->class_count);
}

static void take_slot(struct reading *r, const char *sound, size_t row)
{
	uint32_t at = variant_slot(sound);
	while (r->slots[at])
		at = (at + 1) % (1 << VARIANT_SLOT_BITS);
	r->slots[at] = (uint16_t)(row + 1);
}

static void write_slots(const struct reading *r, FILE *f)
{
	fprintf(f, "\nconst uint16_t variant_slots[1 << VARIANT_SLOT_BITS] = {\n");
	for (size_t i = 0; i < 1 << VARIANT_SLOT_BITS; i++)
		if (r->slots[i])
			fprintf(f, "\t[%zu] = %u,\n", i, r->slots[i]);
	fprintf(f, "};\n");
}

static bool write_table(struct reading *r, const char *name)
{
	FILE *f = fopen(name, "w");
	if (!f) {
		fprintf(stderr, "%s: %s\n", name, strerror(errno));
		return false;
	}
	fprintf(f, "#include \"screen/names/tables.h\"\n\n"
		   "const struct variant_row variant_table[] = {\n");
	size_t rows = 0;
	for (size_t i = 0; i < r->member_count; i++) {
		const struct member *m = &r->members[i];
		bool same = i && strcmp(m[-1].sound, m->sound) == 0;
		if (!same)
			take_slot(r, m->sound, rows);
		if (!same)
			fprintf(f, "%s\t{\"%s\", {", i ? "}},\n" : "", m->sound);
		fprintf(f, "%s%u", same ? ", " : "", m->family);
		rows += !same;
	}
	fprintf(f, "%s};\nconst size_t variant_table_count = %zu;\n", rows ? "}},\n" : "", rows);
	write_slots(r, f);
	write_classes(r, f);
	bool written = !ferror(f);
	return fclose(f) == 0 && written;
}

int main(int argc, char **argv)
{
	struct reading *r = calloc(1, sizeof *r);
	bool read = argc > 2 && r;
	if (argc <= 2)
		fprintf(stderr, "usage: name_variants OUT.c FILE...\n");
	for (int i = 2; read && i < argc; i++)
		read = read_file(r, argv[i]);
	if (read) {
		spread_short_forms(r);
		qsort(r->members, r->member_count, sizeof r->members[0], by_sound);
		check_keys(r);
		check_classes(r);
	}
	bool done = read && !r->errors && write_table(r, argv[1]);
	free(r);
	return done ? 0 : 1;
}
