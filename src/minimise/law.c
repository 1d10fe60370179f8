/* SPDX-License-Identifier: Apache-2.0
 *
 * A profile from its text: lines `key = value`, [sections], comments with #; a
 * line that begins with a blank goes on with the value before. Reading goes on
 * after a fault, so that all of them are told at once.
 */
#include "minimise/law.h"

#include "base/embedded.h"
#include "minimise/law_read.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define FAULT_MAX 400

extern const struct embedded law_files[];

void law_fault_add(struct law_reading *r, unsigned line, const char *rule, const char *fmt, ...)
{
	char text[FAULT_MAX];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	struct law_fault *f = LIST_ADD(r->faults, r->a, struct law_fault);
	if (!f)
		return; /* the arena has failed: law_read says so */
	f->line = line;
	f->rule = rule;
	f->text = arena_copy(r->a, slice_of(text));
}

static const char *const section_names[LAW_SECTION_COUNT] = {
	[LAW_OFFENCES] = "offences", [LAW_AUTHORITIES] = "authorities",
	[LAW_ELEMENTS] = "elements", [LAW_SENSITIVE] = "sensitive",
	[LAW_AGES] = "ages",         [LAW_APPROVALS] = "approvals",
	[LAW_FLIGHTS] = "flights",   [LAW_DIFFERENCES] = "differences",
};

static bool plain_name(struct slice s)
{
	bool good = s.n > 0 && s.n <= 40 && ascii_lower(s.p[0]);
	for (size_t i = 0; good && i < s.n; i++)
		good = ascii_lower(s.p[i]) || ascii_digit(s.p[i]) || s.p[i] == '-';
	return good;
}

static void begin_purpose(struct law_reading *r, struct slice name)
{
	r->section = LAW_PURPOSE;
	if (!plain_name(name))
		law_fault_add(r, r->line, NULL,
			      "a purpose is named like [purpose pre-travel-assessment]: small "
			      "letters, digits and hyphens");
	if (law_purpose_find(r->out, name))
		law_fault_add(r, r->line, NULL, "the purpose %.*s is there twice", SLICE_ARG(name));
	r->purpose = LIST_ADD(&r->out->purposes, r->a, struct law_purpose);
	r->purpose_line = r->line;
	if (r->purpose)
		r->purpose->name = arena_copy(r->a, name);
}

static void begin_section(struct law_reading *r, struct slice line)
{
	struct slice name = slice_trim(slice_range(line, 1, line.n - 1));
	if (slice_starts(name, "purpose ")) {
		begin_purpose(r, slice_trim(slice_range(name, 8, name.n)));
		return;
	}
	for (unsigned i = LAW_OFFENCES; i < LAW_SECTION_COUNT; i++) {
		if (!slice_is(name, section_names[i]))
			continue;
		r->section = (enum law_section)i;
		r->section_line[i] = r->line;
		return;
	}
	law_fault_add(r, r->line, NULL,
		      "there is no section \"%.*s\"; sections are purpose NAME, offences, "
		      "authorities, elements, sensitive, ages, approvals, flights and differences",
		      SLICE_ARG(slice_range(name, 0, 40)));
}

struct entry { /* key = value, with the lines that go on with it */
	unsigned line;
	struct slice key, value;
};

static void take_entry(struct law_reading *r, struct entry *e)
{
	unsigned line = r->line;
	if (!e->key.p)
		return;
	r->line = e->line;
	law_take(r, e->key, e->value);
	r->line = line;
	*e = (struct entry){0};
}

static void read_line(struct law_reading *r, struct slice line, struct entry *e)
{
	struct slice text = slice_trim(line);
	bool goes_on = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
	if (text.n == 0 || text.p[0] == '#')
		return;
	if (goes_on && e->key.p) {
		e->value = arena_printf(r->a, "%.*s %.*s", SLICE_ARG(e->value), SLICE_ARG(text));
		return;
	}
	take_entry(r, e);
	size_t equals = slice_find(text, '=', 0);
	if (text.p[0] == '[' && slice_ends(text, "]"))
		begin_section(r, text);
	else if (equals == SIZE_MAX)
		law_fault_add(r, r->line, NULL, "\"%.*s\" is no `key = value` and no [section]",
			      SLICE_ARG(slice_range(text, 0, 60)));
	else
		*e = (struct entry){.line = r->line,
				    .key = slice_trim(slice_range(text, 0, equals)),
				    .value = slice_trim(slice_range(text, equals + 1, text.n))};
}

/* The file as it is written: what it says of itself is looked at by law_read. */
static void read_text(struct law_reading *r, struct slice text)
{
	struct entry entry = {0};
	struct slice line;
	while (slice_cut(&text, '\n', &line)) {
		r->line++;
		read_line(r, line, &entry);
	}
	take_entry(r, &entry);
}

static void read_whole(struct law_reading *r, struct slice text)
{
	*r->out = (struct law){.log_months = LAW_LOG_MONTHS};
	*r->faults = (law_faults){0};
	if (text.n > LAW_TEXT_MAX || memchr(text.p ? text.p : "", '\0', text.n))
		law_fault_add(r, 0, NULL, "a profile is a text of at most %zu KiB",
			      LAW_TEXT_MAX >> 10);
	else
		read_text(r, text);
	if (r->faults->count == 0)
		law_missing(r);
	if (r->faults->count == 0)
		law_check(r);
}

enum rc law_read(struct slice text, struct arena *a, struct law *out, law_faults *faults,
		 struct err *e)
{
	struct law base;
	law_faults none = {0};
	struct law_reading base_reading = {.a = a, .out = &base, .faults = &none};
	struct law_reading r = {.a = a, .out = out, .faults = faults, .base = &base};
	read_whole(&base_reading, law_built_in(SLICE("icao-base")));
	assert(none.count == 0 || arena_failed(a));
	read_whole(&r, text);
	return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory to read a legal profile") : RC_OK;
}

/* ---- what is built in ---- */

const char *law_built_in_name(unsigned i)
{
	static const char *const names[] = {"eu-strict", "icao-base", "national"};
	return i < sizeof names / sizeof *names ? names[i] : NULL;
}

struct slice law_built_in(struct slice name)
{
	for (const struct embedded *f = law_files; f->name; f++) {
		struct slice file = slice_of(f->name);
		if (slice_eq(slice_range(file, 0, slice_find(file, '.', 0)), name))
			return (struct slice){(const char *)f->bytes, f->n};
	}
	return (struct slice){0};
}

/* ---- for minimise_input ---- */

static int by_bytes(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static const char *const *table_of(const law_words *words, struct arena *a)
{
	const char **table = arena_alloc(a, (words->count + 1) * sizeof *table);
	size_t n = 0;
	if (!table)
		return NULL;
	LIST_EACH(const struct law_word, w, words)
	table[n++] = arena_cstr(a, w->text);
	qsort(table, n, sizeof *table, by_bytes);
	return table;
}

const struct minimise_profile *law_minimise(const struct law *law, struct arena *a)
{
	struct minimise_profile *p = ARENA_NEW(a, struct minimise_profile);
	if (!p)
		return NULL;
	p->name = arena_cstr(a, law->name);
	p->sensitive_codes = table_of(&law->codes, a);
	p->sensitive_words = table_of(&law->words, a);
	p->permitted_services = law->remarks_all ? NULL : table_of(&law->services, a);
	return arena_failed(a) ? NULL : p;
}
