/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/write/test_model.h"

#include "decode/values.h"

bool made_chance(struct making *g, unsigned percent)
{
	return draw_below(&g->d, 100) < percent;
}

struct slice made_maybe(struct making *g, struct slice text)
{
	return made_chance(g, 50) ? text : (struct slice){NULL, 0};
}

/* ---- Texts ---- */

struct slice made_text(struct making *g)
{
	static const char *const texts[] = {"RUA NOVA 14",
					    "LAKESIDE",
					    "A+B 12",
					    "WHAT? NO: YES",
					    "L'ILE",
					    "12 \xc3\x81gua Street",
					    "\xc5\x81\xc3\xb3\xc5\xba",
					    "KISUMU",
					    "XY",
					    "\xce\x91\xce\xb8\xce\xae\xce\xbd\xce\xb1",
					    "END'RFF",
					    "100% * (2)"};
	struct slice text = slice_of(ONE_OF(g, texts));
	if (!g->hard || !made_chance(g, 60))
		return text;
	text = draw_text(&g->d, g->a);
	char *p = arena_alloc(g->a, text.n);
	bool erased = true; /* only the letter X */
	for (size_t i = 0; i < text.n; i++) {
		p[i] = text.p[i] == '/' ? '.' : text.p[i];
		erased &= p[i] == 'X';
	}
	return erased ? SLICE("XY") : (struct slice){p, text.n};
}

static const char *const syllables[] = {
	"KO", "LA",  "MIRU", "TE",  "SAN",      "OB",        "ARI",       "NU", "WE", "DOLO",
	"FI", "YOU", "HET",  "BRA", "\xc3\x96", "\xc3\x89L", "\xc3\xb1o", "zi", "JU"};

struct slice made_name(struct making *g)
{
	static const char *const joins[] = {"", "", "", " ", "-", "'", " D'"};
	static const char *const hard_joins[] = {"+",  "? ", ":",           "'RFF ",
						 "  ", "?'", "\xe2\x80\x99"};
	struct slice name = slice_of(ONE_OF(g, syllables));
	unsigned more = 1 + draw_below(&g->d, 3);
	for (unsigned i = 0; i < more; i++) {
		bool hard = g->hard && made_chance(g, 10);
		const char *join = hard ? ONE_OF(g, hard_joins) : ONE_OF(g, joins);
		const char *syllable = ONE_OF(g, syllables);
		name = arena_printf(g->a, "%.*s%s%s", SLICE_ARG(name), join, syllable);
	}
	return name;
}

struct slice made_given(struct making *g)
{
	for (;;) {
		struct slice given = made_name(g);
		struct slice name;
		struct slice title;
		title_split(given, &name, &title);
		if (!slice_present(title))
			return given;
	}
}

struct slice made_title(struct making *g)
{
	static const char *const titles[] = {"MR", "MRS", "MS", "MISS", "MSTR", "DR"};
	return slice_of(ONE_OF(g, titles));
}

static struct slice made_of(struct making *g, const char *alphabet, unsigned count, unsigned length)
{
	char *p = arena_alloc(g->a, length);
	for (unsigned i = 0; i < length; i++)
		p[i] = alphabet[draw_below(&g->d, count)];
	return (struct slice){p, length};
}

struct slice made_code(struct making *g, unsigned length)
{
	return made_of(g, "ABCDEFGHJKLMNPQRSTUVWYZ23456789", 31, length);
}

struct slice made_digits(struct making *g, unsigned length)
{
	struct slice s = made_of(g, "0123456789", 10, length);
	char first = (char)('1' + draw_below(&g->d, 9));
	return arena_printf(g->a, "%c%.*s", first, (int)(length - 1), s.p);
}

struct slice made_country(struct making *g)
{
	static const char *const countries[] = {"KEN", "PRT", "IDN", "ZAF", "UTO",
						"GBD", "XXA", "UNO", "DEU"};
	return slice_of(ONE_OF(g, countries));
}

struct slice made_port(struct making *g)
{
	static const char *const ports[] = {"NBO", "LIS", "OPO", "MBA", "FNC", "GRU", "MAD", "BCN"};
	return slice_of(ONE_OF(g, ports));
}

struct slice made_carrier(struct making *g)
{
	static const char *const carriers[] = {"Z9", "QQ", "9Z", "Q5", "ZED"};
	return slice_of(ONE_OF(g, carriers));
}

struct slice made_telephone(struct making *g)
{
	static const char *const forms[] = {"254 700 ", "+351 21 ", "999", "(351) 21-"};
	const char *form = ONE_OF(g, forms);
	return arena_printf(g->a, "%s%.*s", form, 7, made_digits(g, 7).p);
}

struct slice made_email(struct making *g)
{
	static const char *const starts[] = {"", "a.", "x_"};
	const char *start = ONE_OF(g, starts);
	struct slice name = made_code(g, 5);
	return arena_printf(g->a, "%s%.*s@MAIL.EXAMPLE", start, SLICE_ARG(name));
}

/* ---- Times ---- */

struct date made_date(struct making *g, unsigned before, unsigned after)
{
	int32_t days = date_days(g->m->prepared_at.date) - (int32_t)before;
	return date_from_days(days + (int32_t)draw_below(&g->d, before + after + 1));
}

struct local_time made_time(struct making *g, unsigned after)
{
	struct local_time t = {.date = made_date(g, 0, after), .hour = -1};
	if (made_chance(g, 15))
		return t;
	t.hour = (int8_t)draw_below(&g->d, 24);
	t.minute = (int8_t)draw_below(&g->d, 60);
	return t;
}

struct slice made_instant(struct making *g)
{
	char day[DATE_TEXT];
	date_write(made_date(g, 900, 0), day);
	unsigned form = draw_below(&g->d, 3);
	unsigned minutes = draw_below(&g->d, 1440);
	if (form == 0)
		return arena_copy(g->a, slice_of(day));
	struct slice at = arena_printf(g->a, "%sT%02u:%02u", day, minutes / 60, minutes % 60);
	return form == 1 ? arena_printf(g->a, "%.*sZ", SLICE_ARG(at))
			 : arena_printf(g->a, "%.*s:%02uZ", SLICE_ARG(at), minutes % 60);
}

struct slice made_ssr_date(struct making *g, struct date d, bool long_year)
{
	static const char *const months[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
					     "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
	return long_year
		       ? arena_printf(g->a, "%02d%s%04d", d.day, months[d.month - 1], d.year)
		       : arena_printf(g->a, "%02d%s%02d", d.day, months[d.month - 1], d.year % 100);
}

/* ---- What all messages have ---- */

void made_envelope(struct making *g, enum message_type type)
{
	struct message *m = g->m;
	*m = (struct message){.type = type, .declared = {-1, -1, -1, -1}};
	m->una = draw_una(&g->d);
	m->prepared_at = (struct local_time){{2026, 3, 11}, 3, 56};
	m->prepared_at.date.year = (int16_t)(1990 + draw_below(&g->d, 50));
	m->test = made_chance(g, 10);
	m->sender = made_maybe(g, made_carrier(g));
	m->interchange_ref = made_code(g, 8);
	if (type == MESSAGE_PNRGOV_XML)
		return;
	m->recipient = made_maybe(g, SLICE("PTPIU"));
	m->message_ref = made_code(g, 3);
	m->business_ref = made_maybe(g, made_text(g));
	if (made_chance(g, 20)) {
		m->part = 1 + (int)draw_below(&g->d, 3);
		m->last_part = made_chance(g, 50);
	}
}

struct traveller *made_traveller(struct making *g)
{
	unsigned index = g->m->travellers.count;
	struct traveller *t = LIST_ADD(&g->m->travellers, g->a, struct traveller);
	t->index = index;
	t->bag_count = -1;
	t->bag_weight_tenths = -1;
	t->infant_of = -1;
	t->booking = -1;
	t->family = made_name(g);
	t->given = made_maybe(g, made_given(g));
	if (slice_present(t->given))
		t->title = made_maybe(g, made_title(g));
	return t;
}

static bool has_tag(const struct traveller *t, struct slice tag)
{
	LIST_EACH(const struct bag_tag, b, &t->bag_tags)
	{
		if (slice_eq(b->tag, tag))
			return true;
	}
	return false;
}

/* Runs of consecutive tags, and single ones. */
void made_bag_tags(struct making *g, struct traveller *t)
{
	unsigned runs = draw_below(&g->d, 4);
	bool letters = made_chance(g, 50);
	for (unsigned i = 0; i < runs; i++) {
		unsigned long serial = 100000UL + draw_below(&g->d, 899000);
		unsigned count = 1 + draw_below(&g->d, 3);
		for (unsigned k = 0; k < count; k++) {
			struct slice tag =
				arena_printf(g->a, "%s%lu", letters ? "Z9" : "0777", serial + k);
			struct bag_tag *b = has_tag(t, tag)
						    ? NULL
						    : LIST_ADD(&t->bag_tags, g->a, struct bag_tag);
			if (b)
				b->tag = tag;
		}
	}
}

/* Tags that go on from each other, with their airline or without. */
void made_bag_entries(struct making *g, struct traveller *t)
{
	bool letters = made_chance(g, 50);
	unsigned long serial = 100000UL + draw_below(&g->d, 100000);
	for (unsigned i = draw_below(&g->d, 4); i > 0; i--) {
		struct bag_entry *entry = LIST_ADD(&t->bag_entries, g->a, struct bag_entry);
		entry->count = 1 + draw_below(&g->d, 3);
		entry->carrier = letters ? SLICE("Z9") : (struct slice){NULL, 0};
		entry->to = made_maybe(g, made_port(g));
		entry->carrier_number = made_maybe(g, SLICE("777"));
		entry->indicator = made_maybe(g, SLICE("1"));
		entry->characteristic = made_maybe(g, SLICE("H"));
		entry->request = made_maybe(g, SLICE("BIKE"));
		entry->measure = made_maybe(g, SLICE("17"));
		entry->unit = made_maybe(g, SLICE("700"));
		entry->text = made_maybe(g, made_text(g));
		serial += 10;
		for (unsigned n = 0; n < entry->count; n++) {
			struct bag_tag *b = LIST_ADD(&t->bag_tags, g->a, struct bag_tag);
			b->tag = arena_printf(g->a, "%s%lu", letters ? "Z9" : "0777", serial++);
			if (n == 0)
				entry->tag = b->tag;
		}
	}
	if (made_chance(g, 60))
		t->bag_count = (int)draw_below(&g->d, 5);
	if (made_chance(g, 60))
		t->bag_weight_tenths = (int)draw_below(&g->d, 900);
	if (made_chance(g, 20)) {
		t->bag_pool = made_chance(g, 50) ? SLICE("head") : SLICE("member");
		t->bag_pool_ticket = made_maybe(g, made_digits(g, 13));
	}
}
