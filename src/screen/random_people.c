/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/random_people.h"

uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 9) % below;
}

static struct slice random_word(uint32_t *seed, struct arena *a)
{
	static const char *const parts[] = {"ZEL", "QUI", "BAL", "TCH", "KHO", "MUE", "NOU", "YA",
					    "JU",  "SAD", "RI",  "OFF", "AH",  "DA",  "GHO", "W"};
	static const char *const whole[] = {
		"Mohammed", "MOHD",    "al",     "van",         "Z.",      "Abdul",
		"Rahman",   "Müller",  "محمد",   "خالد",        "الزرقون", "Щуков",
		"MXHMD",    "Dr",      "FNU",    "Abdurrahman", "K",       "MULLER",
		"Qadhafi",  "Gaddafi", "Hocine", "Hussain",     "Bert",    "Chris",
		"Alex",     "Albert",  "Robert", "Herbert",     "Chang",   "Zhang"};
	if (draw(seed, 4) == 0)
		return slice_of(whole[draw(seed, sizeof whole / sizeof whole[0])]);
	struct slice s = {0};
	for (uint32_t n = 1 + draw(seed, 4); n > 0; n--)
		s = arena_printf(a, "%.*s%s", SLICE_ARG(s),
				 parts[draw(seed, sizeof parts / sizeof parts[0])]);
	return s;
}

static struct slice random_name(uint32_t *seed, struct arena *a, uint32_t words)
{
	struct slice s = {0};
	for (; words > 0; words--) {
		struct slice w = random_word(seed, a);
		s = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(s),
				 s.n ? draw(seed, 6) ? " " : "-" : "", SLICE_ARG(w));
	}
	return s;
}

static struct date random_date(uint32_t *seed)
{
	static const int16_t years[] = {1960, 1961, 1962, 1963, 1960, 1961, 1962, 1963,
					1970, 1860, 2060, 1849, 1850, 2149, 2150, 1799};
	static const int8_t months[] = {1, 1, 2, 3, 10, 12};
	static const int8_t days[] = {1, 1, 2, 3, 10, 12, 21, 28};
	return (struct date){years[draw(seed, 16)], months[draw(seed, 6)], days[draw(seed, 8)]};
}

static void random_document(uint32_t *seed, struct arena *a, struct slice *type,
			    struct slice *number, struct slice *issuer)
{
	static const char *const types[] = {"P", "passport", "V", ""};
	static const char *const issuers[] = {"UTO", "KEN", "Kenya", ""};
	static const char *const marks[] = {"O1", "01", "OI", "X7"};
	*type = slice_of(types[draw(seed, 4)]);
	*issuer = slice_of(issuers[draw(seed, 4)]);
	*number = arena_printf(a, "%s%s%u", marks[draw(seed, 4)], draw(seed, 8) ? "55" : "",
			       draw(seed, 30) + 10);
}

static struct slice random_place(uint32_t *seed)
{
	static const char *const places[] = {"Quibbleton, UTO",
					     "Zorraville, KEN",
					     "Mudford, UTO",
					     "Quibbleton",
					     "Zorraville",
					     "KEN",
					     "UTO",
					     "Zorraville, UTO"};
	return slice_of(places[draw(seed, sizeof places / sizeof places[0])]);
}

void random_entry(uint32_t *seed, struct arena *a, struct list_entry *e)
{
	for (uint32_t n = draw(seed, 4); n > 0; n--) {
		struct list_name *name = LIST_ADD(&e->names, a, struct list_name);
		name->name = random_name(seed, a, 1 + draw(seed, 4));
		if (draw(seed, 5) == 0)
			name->name = arena_printf(a, "%s %.*s", draw(seed, 2) ? "Z." : "K",
						  SLICE_ARG(random_word(seed, a)));
		name->quality = (enum name_quality)draw(seed, 3);
	}
	for (uint32_t n = draw(seed, 3); n > 0; n--) {
		struct list_birth_date *b = LIST_ADD(&e->birth_dates, a, struct list_birth_date);
		b->from = b->to = random_date(seed);
		if (draw(seed, 3) == 0) {
			b->from = (struct date){b->from.year, 1, 1};
			b->to = (struct date){b->to.year, 12, 31};
			b->to.year = (int16_t)(b->to.year + (int)(draw(seed, 3) * draw(seed, 5)));
		}
		b->approximate = draw(seed, 4) == 0;
	}
	if (draw(seed, 3) == 0) {
		struct list_document *d = LIST_ADD(&e->documents, a, struct list_document);
		random_document(seed, a, &d->type, &d->number, &d->issuer);
	}
	static const char *const sexes[] = {"M", "F", "X", ""};
	e->sex = slice_of(sexes[draw(seed, 4)]);
	for (uint32_t n = draw(seed, 3); n > 0; n--) {
		struct list_value *state = LIST_ADD(&e->nationalities, a, struct list_value);
		state->value = draw(seed, 2) ? SLICE("KEN") : SLICE("UTO");
	}
	for (uint32_t n = draw(seed, 3); n > 0; n--) {
		struct list_value *place = LIST_ADD(&e->places_of_birth, a, struct list_value);
		place->value = random_place(seed);
	}
}

/* Known spellings of one name, each followed by another. */
static struct slice other_spelling(struct slice s, struct arena *a)
{
	static const char *const pairs[][2] = {{"Mohammed", "MAMADOU"}, {"MOHD", "MAHOMED"},
					       {"Qadhafi", "GADDAFI"},  {"Gaddafi", "KADHAFI"},
					       {"Hocine", "HUSSEIN"},   {"Hussain", "HOCINE"}};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (slice_starts(s, pairs[i][0]))
			return arena_printf(a, "%s%.*s", pairs[i][1],
					    SLICE_ARG(slice_range(s, strlen(pairs[i][0]), s.n)));
	return s;
}

static struct slice with_other_letters(uint32_t *seed, struct slice s, struct arena *a)
{
	s = arena_copy(a, s);
	for (uint32_t n = draw(seed, 2) * draw(seed, 4); n > 0 && s.n > 0; n--) {
		size_t at = draw(seed, (uint32_t)s.n);
		if (ascii_upper(s.p[at]))
			s = arena_printf(a, "%.*s%c%.*s", (int)at, s.p, 'A' + (char)draw(seed, 26),
					 SLICE_ARG(slice_range(s, at + 1, s.n)));
	}
	return s;
}

/* Its first word as an initial or the other way round, its first two words written
 * together, or its end cut off. */
static struct slice shortened(uint32_t *seed, struct slice s, struct arena *a)
{
	size_t first = slice_find(s, ' ', 0);
	if (first == 1 || slice_starts(s, "Z. "))
		return arena_printf(a, "%cUQUO%.*s", s.p[0], SLICE_ARG(slice_range(s, first, s.n)));
	if (first != SIZE_MAX && draw(seed, 4) == 0)
		return arena_printf(a, "%.*s%.*s", (int)first, s.p,
				    SLICE_ARG(slice_range(s, first + 1, s.n)));
	if (first != SIZE_MAX && draw(seed, 8) == 0)
		return arena_printf(a, "%c%.*s", s.p[0], SLICE_ARG(slice_range(s, first, s.n)));
	if (s.n > 26 && draw(seed, 2))
		return slice_range(s, 0, s.n - 3 - draw(seed, 4));
	return s;
}

/* A listed name, changed a little, or another one. */
void random_traveller(uint32_t *seed, struct arena *a, const list_entries *entries,
		      struct screen_traveller *t, struct screen_document *d)
{
	const struct list_entry *e = entries->first;
	for (uint32_t n = draw(seed, entries->count); n > 0; n--)
		e = e->next;
	*t = (struct screen_traveller){.family = random_name(seed, a, 1 + draw(seed, 2)),
				       .given = random_name(seed, a, draw(seed, 3))};
	if (e->names.first && draw(seed, 4)) {
		t->family = shortened(seed, other_spelling(e->names.last->name, a), a);
		t->family = with_other_letters(seed, t->family, a);
		t->given = draw(seed, 3) ? (struct slice){0} : t->given;
	}
	static const char *const sexes[] = {"M", "F", "X", ""};
	t->sex = slice_of(sexes[draw(seed, 4)]);
	t->nationality = draw(seed, 2) ? SLICE("UTO") : (struct slice){0};
	if (draw(seed, 5))
		t->birth_date = random_date(seed);
	if (e->birth_dates.first && draw(seed, 2))
		t->birth_date = e->birth_dates.first->from;
	if (t->birth_date.year && draw(seed, 6) == 0) { /* known to the month, or the year */
		bool year = draw(seed, 2);
		t->birth_date.day = 1;
		t->birth_date.month = year ? 1 : t->birth_date.month;
		t->birth_date_last = date_from_days(date_days(t->birth_date) + (year ? 364 : 27));
	}
	if (draw(seed, 2))
		t->place_of_birth = random_place(seed);
	t->documents = d;
	t->document_count = draw(seed, 2);
	random_document(seed, a, &d->type, &d->number, &d->issuer);
}
