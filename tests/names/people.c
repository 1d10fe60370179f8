/* SPDX-License-Identifier: Apache-2.0 */
#include "people.h"

#include <string.h>

#define GIVEN 24
#define WORDS 8

uint32_t dice_below(struct dice *d, uint32_t n)
{
	d->state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t x = d->state;
	x ^= x >> 30;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 27;
	x *= UINT64_C(0x94d049bb133111eb);
	x ^= x >> 31;
	return (uint32_t)((x >> 32) * n >> 32);
}

/* ---- who ---- */

/* Common names; who bears two of them together is chance. */
static const struct part {
	const char *state; /* alpha-3 */
	const char *given[GIVEN], *family[GIVEN];
} parts[] = {
	{"EGY",
	 {"MOHAMMED", "AHMED",   "ALI",     "HASSAN",  "HUSSEIN",  "OMAR",
	  "KHALID",   "YUSUF",   "IBRAHIM", "MUSTAFA", "ABDULLAH", "ABDUL RAHMAN",
	  "SAID",     "MAHMOUD", "WALID",   "TARIQ",   "JAMAL",    "SALAH",
	  "FATIMA",   "AISHA",   "MARYAM",  "NOUR",    "ZAYNAB",   "ABDUL KARIM"},
	 {"AL MASRI",   "HASSAN",     "SALEH",  "AL SHAMI", "MANSOUR",     "KHALIL",
	  "NASSER",     "AL HASHIMI", "QASIM",  "HAMDAN",   "AL RASHID",   "SULEIMAN",
	  "AL TIKRITI", "BAKR",       "FARAJ",  "AL AMRI",  "ZAKI",        "HADDAD",
	  "AL QAHTANI", "ISMAIL",     "YASSIN", "SHARIF",   "AL BAGHDADI", "RAJAB"}},
	{"PAK",
	 {"MUHAMMAD", "IMRAN",     "ASIF",        "TARIQ", "BILAL",  "RAJESH", "SANJAY", "REZA",
	  "MEHDI",    "GHOLAM",    "ABDUL QADIR", "FARID", "NASIR",  "AMIR",   "PRIYA",  "SUNITA",
	  "HARPREET", "JASWINDER", "RAVI",        "VIJAY", "SHAHID", "ZAHID",  "NADEEM", "ARJUN"},
	 {"KHAN",   "AHMED",    "HUSSAIN", "SINGH",  "KUMAR",  "SHARMA",   "PATEL",  "CHAUDHRY",
	  "AKHTAR", "BUTT",     "MALIK",   "AHMADI", "KARIMI", "HOSSEINI", "REZAEI", "MOHAMMADI",
	  "RAHMAN", "SIDDIQUI", "QURESHI", "IQBAL",  "GUPTA",  "BANERJEE", "RAO",    "SHAH"}},
	{"UKR",
	 {"ALEKSANDR", "SERGEI",  "DMITRI",  "NIKOLAI",  "VLADIMIR", "MIKHAIL",
	  "ANDREI",    "IVAN",    "YURI",    "OLEG",     "IGOR",     "VIKTOR",
	  "PAVEL",     "ALEKSEI", "NATALIA", "ELENA",    "OLGA",     "TATIANA",
	  "IRINA",     "ANNA",    "EVGENII", "GRIGORII", "MAKSIM",   "KONSTANTIN"},
	 {"IVANOV",     "PETROV",    "KUZNETSOV",  "POPOV",    "SHEVCHENKO", "KOVALENKO",
	  "BONDARENKO", "TKACHENKO", "VOLKOV",     "SOKOLOV",  "LEBEDEV",    "KOZLOV",
	  "NOVAK",      "MOROZOV",   "PAVLENKO",   "SEMENOV",  "ZAITSEV",    "KRAVCHENKO",
	  "OLIINYK",    "LYSENKO",   "KHARCHENKO", "YAKOVLEV", "CHERNOV",    "ZHUKOV"}},
	{"CHN",
	 {"WEI",      "XIAOMING", "LI JUN",   "JIANGUO",   "ZHIQIANG", "MEI LING",
	  "YONG HO",  "MIN JUN",  "JI HOON",  "SOO JIN",   "HIROSHI",  "KENJI",
	  "YUKO",     "VAN MINH", "THI LAN",  "XUE",       "YAN",      "HAO",
	  "CHUN HUA", "TIAN",     "KYONG SU", "YONG CHOL", "SONG IL",  "JING"},
	 {"WANG", "LI",   "ZHANG", "LIU",    "CHEN",   "YANG", "HUANG", "ZHAO",
	  "WU",   "ZHOU", "KIM",   "PARK",   "CHOI",   "JUNG", "KANG",  "NGUYEN",
	  "TRAN", "PHAM", "SATO",  "TANAKA", "SUZUKI", "LIN",  "XU",    "SUN"}},
	{"GBR",
	 {"JAMES",      "JOHN",      "WILLIAM",     "ROBERT",   "MICHAEL",   "DAVID",
	  "RICHARD",    "THOMAS",    "PETER",       "MARIA",    "ELIZABETH", "SUSAN",
	  "ANNE MARIE", "JOSE LUIS", "JUAN CARLOS", "MANUEL",   "FRANCISCO", "PIERRE",
	  "JEAN PAUL",  "HANS",      "JUERGEN",     "MARGARET", "EDWARD",    "ANTONIO"},
	 {"SMITH",    "JONES",        "BROWN",     "TAYLOR",          "WILSON",   "MARTIN",
	  "THOMPSON", "GARCIA LOPEZ", "FERNANDEZ", "RODRIGUEZ PEREZ", "MARTINEZ", "SANCHEZ",
	  "DA SILVA", "SANTOS",       "MUELLER",   "SCHROEDER",       "WEBER",    "DUBOIS",
	  "LEFEVRE",  "ROSSI",        "JANSEN",    "VAN DER BERG",    "NOVAK",    "MURPHY"}},
};
#define PARTS (sizeof parts / sizeof parts[0])

struct who {
	const struct part *part;
	struct slice family, given, middle;
	struct date born;
	struct slice sex;
};

static struct who person(struct dice *d)
{
	const struct part *p = &parts[dice_below(d, PARTS)];
	struct who w = {.part = p,
			.family = slice_of(p->family[dice_below(d, GIVEN)]),
			.given = slice_of(p->given[dice_below(d, GIVEN)]),
			.born = {(int16_t)(1945 + dice_below(d, 60)),
				 (int8_t)(1 + dice_below(d, 12)), (int8_t)(1 + dice_below(d, 28))},
			.sex = dice_below(d, 4) ? SLICE("M") : SLICE("F")};
	if (dice_below(d, 2))
		w.middle = slice_of(p->given[dice_below(d, GIVEN)]);
	return w;
}

struct list_entry *people_entry(struct dice *d, unsigned number, struct arena *a)
{
	struct who w = person(d);
	struct list_entry *entry = ARENA_NEW(a, struct list_entry);
	struct list_name *name = entry ? LIST_ADD(&entry->names, a, struct list_name) : NULL;
	struct list_birth_date *born =
		name ? LIST_ADD(&entry->birth_dates, a, struct list_birth_date) : NULL;
	struct list_value *state = born ? LIST_ADD(&entry->nationalities, a, struct list_value)
					: NULL;
	if (!state)
		return NULL;
	entry->id = arena_printf(a, "E%u", number);
	name->name = arena_printf(a, "%.*s %.*s %.*s", SLICE_ARG(w.given), SLICE_ARG(w.middle),
				  SLICE_ARG(w.family));
	born->from = born->to = w.born;
	entry->sex = w.sex;
	state->value = slice_of(w.part->state);
	return entry;
}

void people_traveller(struct dice *d, struct arena *a, struct screen_traveller *out)
{
	struct who w = person(d);
	(void)a;
	*out = (struct screen_traveller){.family = w.family,
					 .given = w.given,
					 .middle = w.middle,
					 .birth_date = w.born,
					 .sex = w.sex,
					 .nationality = slice_of(w.part->state)};
}

/* ---- what happens to a name ---- */

static const struct {
	const char *name;
	unsigned weight; /* of a hundred */
} alterations[ALTERATIONS] = {
	[ALTERED_MIDDLE] = {"middle name dropped or an initial", 25},
	[ALTERED_GLUED] = {"words written together", 20},
	[ALTERED_TITLE] = {"title glued", 10},
	[ALTERED_TRANSLITERATION] = {"another transliteration", 8},
	[ALTERED_ORDER] = {"parts exchanged", 6},
	[ALTERED_SURNAME] = {"one of the family names", 6},
	[ALTERED_TYPO] = {"a letter wrong", 6},
	[ALTERED_MARRIED] = {"another family name", 3},
	[ALTERED_SHORT] = {"short form", 3},
	[ALTERED_DIACRITIC] = {"diacritic expanded or not", 3},
	[ALTERED_CUT] = {"cut", 2},
	[ALTERED_TWO_TYPOS] = {"two letters wrong", 1},
	[ALTERED_PLACEHOLDER] = {"placeholder for the given name", 1},
	[ALTERED_NOTHING] = {"nothing", 6},
};

const char *alteration_name(enum alteration x)
{
	return alterations[x].name;
}

struct words {
	char list[WORDS][32];
	unsigned count;
};

static bool read_words(struct slice name, struct words *ws)
{
	struct slice word;
	ws->count = 0;
	while (slice_cut(&name, ' ', &word)) {
		if (!word.n)
			continue;
		if (ws->count == WORDS || word.n >= sizeof ws->list[0])
			return false;
		for (size_t i = 0; i < word.n; i++)
			if (!ascii_alpha(word.p[i]) && word.p[i] != '-' && word.p[i] != '\'')
				return false;
		char *to = ws->list[ws->count++];
		for (size_t i = 0; i < word.n; i++)
			to[i] = ascii_to_upper(word.p[i]);
		to[word.n] = 0;
	}
	return ws->count > 0;
}

static void drop(struct words *ws, unsigned at)
{
	for (unsigned i = at; i + 1 < ws->count; i++)
		memcpy(ws->list[i], ws->list[i + 1], sizeof ws->list[0]);
	ws->count--;
}

static bool glue(struct words *ws, unsigned at)
{
	size_t n = strlen(ws->list[at]);
	size_t m = strlen(ws->list[at + 1]);
	if (n + m >= sizeof ws->list[0])
		return false;
	memcpy(ws->list[at] + n, ws->list[at + 1], m + 1);
	drop(ws, at + 1);
	return true;
}

/* Replaces one run of letters; false when no word has it. */
static bool replace(struct words *ws, const char *from, const char *to)
{
	size_t n = strlen(from);
	size_t m = strlen(to);
	for (unsigned i = 0; i < ws->count; i++) {
		char *at = strstr(ws->list[i], from);
		if (!at || strlen(ws->list[i]) + m >= sizeof ws->list[0] + n)
			continue;
		memmove(at + m, at + n, strlen(at + n) + 1);
		memcpy(at, to, m);
		return true;
	}
	return false;
}

static bool transliterate(struct dice *d, struct words *ws)
{
	static const char *const ways[][2] = {{"MOHAMMED", "MOHD"},
					      {"MUHAMMAD", "MOHAMED"},
					      {"YUSUF", "YOUSSEF"},
					      {"HUSSEIN", "HOCINE"},
					      {"KH", "H"},
					      {"OU", "U"},
					      {"SH", "CH"},
					      {"Q", "K"},
					      {"J", "DJ"},
					      {"W", "OU"},
					      {"EI", "EY"},
					      {"IN", "EEN"},
					      {"AL", "EL"},
					      {"TS", "TZ"},
					      {"YE", "E"},
					      {"V", "W"},
					      {"GH", "G"},
					      {"ZH", "J"},
					      {"U", "OU"},
					      {"I", "Y"},
					      {"A", "E"}};
	unsigned from = dice_below(d, sizeof ways / sizeof ways[0] - 3);
	for (unsigned i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		unsigned w = (from + i) % (sizeof ways / sizeof ways[0]);
		if (replace(ws, ways[w][0], ways[w][1]))
			return true;
	}
	return false;
}

static bool shorten(struct words *ws)
{
	static const char *const forms[][2] = {
		{"WILLIAM", "BILL"},   {"ROBERT", "BOB"},       {"MICHAEL", "MIKE"},
		{"ELIZABETH", "LIZ"},  {"ALEKSANDR", "SASHA"},  {"MIKHAIL", "MISHA"},
		{"DMITRI", "DIMA"},    {"FRANCISCO", "PACO"},   {"RICHARD", "DICK"},
		{"MARGARET", "PEGGY"}, {"VLADIMIR", "VOLODYA"}, {"NATALIA", "NATASHA"},
		{"EDWARD", "TED"},     {"MOHAMMED", "MD"},      {"JAMES", "JIM"},
		{"THOMAS", "TOM"},     {"EUGENE", "GENE"}};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (replace(ws, forms[i][0], forms[i][1]))
			return true;
	return false;
}

/* Another letter, one left out, or two exchanged. */
static bool mistype(struct dice *d, struct words *ws)
{
	char *w = ws->list[dice_below(d, ws->count)];
	size_t n = strlen(w);
	if (n < 4)
		return false;
	size_t at = 1 + dice_below(d, (uint32_t)n - 2);
	unsigned kind = dice_below(d, 3);
	if (kind == 0)
		w[at] = (char)('A' + dice_below(d, 26));
	else if (kind == 1)
		memmove(w + at, w + at + 1, n - at);
	else {
		char c = w[at];
		w[at] = w[at + 1];
		w[at + 1] = c;
	}
	return true;
}

static bool marry(struct dice *d, struct words *ws)
{
	const char *other = parts[dice_below(d, PARTS)].family[dice_below(d, 8)];
	char *w = ws->list[ws->count - 1];
	size_t n = strcspn(other, " ");
	memcpy(w, other, n);
	w[n] = 0;
	return ws->count > 1;
}

static bool title(struct dice *d, struct words *ws)
{
	static const char *const titles[] = {"MR", "MRS", "MS", "DR"};
	const char *t = titles[dice_below(d, 4)];
	char *w = ws->list[ws->count > 1 ? ws->count - 2 : 0]; /* the last of the given names */
	if (strlen(w) + strlen(t) >= sizeof ws->list[0])
		return false;
	memcpy(w + strlen(w), t, strlen(t) + 1);
	return true;
}

static bool middle(struct dice *d, struct words *ws)
{
	if (ws->count < 3)
		return false;
	if (dice_below(d, 2))
		ws->list[1][1] = 0;
	else
		drop(ws, 1);
	return true;
}

/* The last of the given names loses two letters, if the name is as long as limits are. */
static bool cut(struct words *ws)
{
	size_t letters = 0;
	for (unsigned i = 0; i < ws->count; i++)
		letters += strlen(ws->list[i]);
	char *w = ws->list[ws->count > 1 ? ws->count - 2 : 0];
	if (letters < 22 || strlen(w) < 5)
		return false;
	w[strlen(w) - 2] = 0;
	return true;
}

static bool alter(struct dice *d, struct words *ws, enum alteration what)
{
	switch (what) {
	case ALTERED_MIDDLE:
		return middle(d, ws);
	case ALTERED_GLUED:
		return ws->count > 2 && glue(ws, dice_below(d, 2) ? ws->count - 2 : 0);
	case ALTERED_TITLE:
		return title(d, ws);
	case ALTERED_TRANSLITERATION:
		return transliterate(d, ws);
	case ALTERED_SURNAME:
		if (ws->count < 3)
			return false;
		drop(ws, ws->count - 1 - dice_below(d, 2));
		return true;
	case ALTERED_TYPO:
		return mistype(d, ws);
	case ALTERED_TWO_TYPOS:
		return mistype(d, ws) && mistype(d, ws);
	case ALTERED_MARRIED:
		return marry(d, ws);
	case ALTERED_SHORT:
		return shorten(ws);
	case ALTERED_DIACRITIC:
		return replace(ws, "UE", "U") || replace(ws, "OE", "O") || replace(ws, "AE", "A") ||
		       replace(ws, "U", "UE");
	case ALTERED_CUT:
		return cut(ws);
	case ALTERED_PLACEHOLDER:
		while (ws->count > 1)
			drop(ws, 0);
		return true;
	case ALTERED_ORDER: /* while it is put together */
	case ALTERED_NOTHING:
	case ALTERATIONS:
		break;
	}
	return true;
}

static enum alteration draw_alteration(struct dice *d)
{
	unsigned at = dice_below(d, 100);
	unsigned i = 0;
	while (i + 1 < ALTERATIONS && at >= alterations[i].weight)
		at -= alterations[i++].weight;
	return (enum alteration)i;
}

/* The last word is the family name, the others are given names; or exchanged. */
static void put_together(struct words *ws, enum alteration what, struct arena *a,
			 struct screen_traveller *out)
{
	struct slice given = {0};
	for (unsigned i = 0; i + 1 < ws->count; i++)
		given = arena_printf(a, "%.*s%s%s", SLICE_ARG(given), given.n ? " " : "",
				     ws->list[i]);
	struct slice family = arena_copy(a, slice_of(ws->list[ws->count - 1]));
	if (what == ALTERED_PLACEHOLDER)
		given = SLICE("FNU");
	out->family = what == ALTERED_ORDER && given.n ? given : family;
	out->given = what == ALTERED_ORDER && given.n ? family : given;
}

/* Of a thousand: day and month exchanged 5, a digit wrong 5, 1 January 20. */
static struct date alter_date(struct dice *d, struct date born)
{
	unsigned at = dice_below(d, 1000);
	if (at < 5 && born.day <= 12)
		return (struct date){born.year, born.day, born.month};
	if (at >= 5 && at < 10 && born.day % 10 < 8)
		born.day++;
	if (at >= 10 && at < 30)
		return (struct date){born.year, 1, 1};
	return born;
}

static const struct list_birth_date *exact_date(const struct list_entry *entry)
{
	LIST_EACH(const struct list_birth_date, b, &entry->birth_dates)
	{
		if (date_cmp(b->from, b->to) == 0 && !b->approximate)
			return b;
	}
	return NULL;
}

bool people_altered(struct dice *d, const struct list_entry *entry, struct arena *a,
		    struct screen_traveller *out, enum alteration *what)
{
	const struct list_birth_date *born = exact_date(entry);
	struct words ws;
	*out = (struct screen_traveller){0};
	if (!born || !entry->names.first || !read_words(entry->names.first->name, &ws))
		return false;
	struct words before = ws;
	*what = draw_alteration(d);
	if (!alter(d, &ws, *what)) {
		ws = before;
		*what = ALTERED_NOTHING;
	}
	put_together(&ws, *what, a, out);
	out->birth_date = alter_date(d, born->from);
	out->sex = entry->sex;
	if (entry->nationalities.first && dice_below(d, 20))
		out->nationality = entry->nationalities.first->value;
	return true;
}
