/* SPDX-License-Identifier: Apache-2.0 */
#include "review/source.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "decode/decode.h"

#include <string.h>

#define TEXT_MAX ((size_t)8 << 20)

enum showing { LEFT_OUT, TAG_ONLY, SHOWN };

struct source { /* one source while it is built */
	struct arena *a;
	struct source_view *out;
	const struct message *m;
	const struct traveller *t;
	const struct booking *b; /* NULL in API messages */
	segment_texts segments;
	bool *shown; /* by segment number */
	unsigned last_number;
	bool people_began;             /* PAXLST: the header is over */
	const struct traveller *group; /* PNRGOV: whose TIF group is open; NULL = the booking's */
	struct buf text;
	size_t units; /* UTF-16 code units in `text` */
};

/* ---- what a segment speaks of ---- */

static bool in_place(const struct place *p, const struct segment_text *s)
{
	return s->offset >= p->offset && s->offset < p->offset + p->length;
}

static bool marked(const struct source_mark *first, unsigned segment)
{
	for (const struct source_mark *mark = first; mark; mark = mark->next) {
		if (mark->segment == segment)
			return true;
	}
	return false;
}

static bool one_of(const char *tag, const char *const *tags)
{
	for (; *tags; tags++) {
		if (strcmp(tag, *tags) == 0)
			return true;
	}
	return false;
}

/* The traveller of the same booking, other than the one shown, that a segment is marked for. */
static const struct traveller *companion_of(const struct source *s, unsigned segment)
{
	LIST_EACH(const struct traveller, t, &s->m->travellers)
	{
		if (t != s->t && t->booking == s->t->booking && marked(t->marks.first, segment))
			return t;
	}
	return NULL;
}

enum named { NAMES_NOBODY, NAMES_OTHERS, NAMES_MINE };

/* Whom a segment of a booking names: special services, contacts, payments ... */
static enum named named_in(const struct source *s, unsigned segment)
{
	enum named named = NAMES_NOBODY;
	int own = (int)s->t->index;
#define LOOK(type, list) \
	LIST_EACH(const struct type, x, &s->b->list) \
	{ \
		if (x->place.segment != segment || x->traveller < 0) \
			continue; \
		if (x->traveller == own) \
			return NAMES_MINE; \
		named = NAMES_OTHERS; \
	}
	LOOK(service_request, service_requests)
	LOOK(contact, contacts)
	LOOK(address, addresses)
	LOOK(payment, payments)
	LOOK(fare, fares)
#undef LOOK
	return named;
}

/* ---- API: one group of segments a traveller ---- */

static bool begins_people(const struct segment_text *seg)
{
	return strcmp(seg->tag, "NAD") == 0 &&
	       !(seg->text.n > 6 && memcmp(seg->text.p + 4, "MS", 2) == 0);
}

/* The reporting party (NAD+MS, COM) is staff of the carrier and not shown. */
static enum showing api_showing(struct source *s, const struct segment_text *seg, bool *mine)
{
	static const char *const header[] = {"UNB", "UNH", "BGM", "RFF", "DTM", "TDT", "LOC", NULL};
	static const char *const own[] = {"NAD", "ATT", "DTM", "MEA", "GEI", "FTX", "LOC", "COM",
					  "EMP", "NAT", "RFF", "DOC", "CPI", "QTY", NULL};
	static const char *const trailer[] = {"CNT", "UNT", NULL};
	s->people_began = s->people_began || begins_people(seg);
	*mine = in_place(&s->t->place, seg) && one_of(seg->tag, own);
	if (*mine || one_of(seg->tag, trailer))
		return SHOWN;
	return !s->people_began && one_of(seg->tag, header) ? SHOWN : LEFT_OUT;
}

/* ---- PNR: bookings, with groups of travellers within ---- */

static void follow_group(struct source *s, const struct segment_text *seg)
{
	static const char *const ends[] = {"SRC", "TVL", "ABI", "MSG", "EQN", "TRI", NULL};
	if (strcmp(seg->tag, "TIF") == 0)
		s->group = marked(s->t->marks.first, seg->number) ? s->t
								  : companion_of(s, seg->number);
	else if (one_of(seg->tag, ends))
		s->group = NULL;
}

static enum showing booking_showing(struct source *s, const struct segment_text *seg, bool *mine)
{
	bool own = marked(s->t->marks.first, seg->number);
	bool shared = marked(s->b->marks.first, seg->number);
	const struct traveller *other = companion_of(s, seg->number);
	enum named named = named_in(s, seg->number);
	follow_group(s, seg);
	*mine = own || named == NAMES_MINE || (s->group == s->t && !other && named == NAMES_NOBODY);
	if (*mine)
		return SHOWN;
	if (named == NAMES_OTHERS || (other && !shared))
		return TAG_ONLY;
	return s->group && s->group != s->t && !shared ? TAG_ONLY : SHOWN;
}

static enum showing pnr_showing(struct source *s, const struct segment_text *seg, bool *mine)
{
	static const char *const header[] = {"UNB", "UNH", "MSG", "ORG", "TVL", "EQN", NULL};
	size_t first = s->m->bookings.first->place.offset;
	*mine = false;
	if (in_place(&s->b->place, seg))
		return booking_showing(s, seg, mine);
	if (strcmp(seg->tag, "UNT") == 0)
		return SHOWN;
	return seg->offset < first && one_of(seg->tag, header) ? SHOWN : LEFT_OUT;
}

/* ---- writing ---- */

static size_t utf16_units(struct slice s)
{
	size_t units = 0;
	for (size_t i = 0, width = 1; i < s.n; i += width)
		units += utf8_read(slice_range(s, i, s.n), &width) >= 0x10000 ? 2 : 1;
	return units;
}

static void put_text(struct source *s, struct slice text)
{
	buf_add(&s->text, text);
	s->units += utf16_units(text);
}

static void put_segment(struct source *s, const struct segment_text *seg, enum showing showing,
			bool mine)
{
	struct segment_view *v = LIST_ADD(&s->out->segments, s->a, struct segment_view);
	if (!v)
		return;
	if (v != s->out->segments.first)
		put_text(s, SLICE("\n"));
	v->number = seg->number;
	v->tag = arena_copy(s->a, slice_of(seg->tag));
	v->mine = mine;
	v->start = s->units;
	put_text(s, showing == SHOWN ? seg->text : v->tag);
	v->end = s->units;
	s->shown[seg->number] = s->shown[seg->number] || showing == SHOWN;
}

static void put_segments(struct source *s)
{
	LIST_EACH(const struct segment_text, seg, &s->segments)
	{
		bool mine = false;
		enum showing showing = s->b ? pnr_showing(s, seg, &mine)
					    : api_showing(s, seg, &mine);
		if (showing != LEFT_OUT)
			put_segment(s, seg, showing, mine);
	}
}

static void put_fields(struct source *s, const struct source_mark *first, const char *before)
{
	for (const struct source_mark *mark = first; mark; mark = mark->next) {
		if (mark->segment > s->last_number || !s->shown[mark->segment])
			continue;
		struct source_field *f = LIST_ADD(&s->out->fields, s->a, struct source_field);
		if (!f)
			return;
		f->path = arena_printf(s->a, "%s%s", before, mark->path);
		f->segment = mark->segment;
	}
}

static void put_findings(struct source *s, const finding_views *all)
{
	LIST_EACH(const struct finding_view, f, all)
	{
		bool concerns = f->segment == 0 ||
				(f->segment > 0 && f->segment <= (int64_t)s->last_number &&
				 s->shown[f->segment]);
		struct finding_view *copy =
			concerns ? LIST_ADD(&s->out->findings, s->a, struct finding_view) : NULL;
		if (!copy)
			continue;
		*copy = *f;
		copy->next = NULL;
	}
}

/* ---- reading again ---- */

static const struct traveller *traveller_at(const struct message *m, unsigned index)
{
	LIST_EACH(const struct traveller, t, &m->travellers)
	{
		if (t->index == index)
			return t;
	}
	return NULL;
}

static const struct booking *booking_of(const struct message *m, const struct traveller *t)
{
	LIST_EACH(const struct booking, b, &m->bookings)
	{
		if (t->booking == (int)b->index)
			return b;
	}
	return NULL;
}

static enum rc read_again(const struct message_source *stored, struct arena *a,
			  struct message **out, struct err *e)
{
	struct decode_options options = {.today = date_of_instant(stored->message.received_at)};
	struct decoder *d = decoder_new(stored->body, &options);
	enum rc rc = d ? decoder_next(d, a, out, e)
		       : err_set(e, RC_NOMEM, "no memory to read a message");
	decoder_free(d);
	if (rc == RC_END || (rc == RC_OK && (*out)->unreadable))
		rc = err_set(e, RC_CORRUPT,
			     "a stored message can not be read again: run 'piu check'");
	return rc;
}

static enum rc find_subject(struct source *s, unsigned index, struct err *e)
{
	s->t = traveller_at(s->m, index);
	s->b = s->t ? booking_of(s->m, s->t) : NULL;
	if (!s->t || (s->t->booking >= 0 && !s->b))
		return err_set(e, RC_CORRUPT,
			       "a stored message does not hold its traveller: run 'piu check'");
	LIST_EACH(const struct segment_text, seg, &s->segments)
	{
		if (seg->number > s->last_number)
			s->last_number = seg->number;
	}
	s->shown = arena_alloc(s->a, s->last_number + 1);
	return s->shown ? RC_OK : err_set(e, RC_NOMEM, "no memory to show a message");
}

static struct slice finish_json(struct source *s, struct buf *b)
{
	return buf_keep(b, "{}", s->a);
}

static void write_details(struct source *s, struct source_detail *out)
{
	struct buf b;
	struct json j;
	*out = (struct source_detail){0};
	buf_init(&b, TEXT_MAX);
	json_init(&j, &b);
	decode_write_traveller(s->t, &j);
	out->traveller = finish_json(s, &b);
	if (!s->b)
		return;
	buf_init(&b, TEXT_MAX);
	json_init(&j, &b);
	decode_write_booking(s->b, &j);
	out->booking = finish_json(s, &b);
}

static void compose(struct source *s, const struct message_source *stored)
{
	s->out->message = stored->message;
	s->out->source = s->b ? "pnr" : "api";
	s->out->removed_json = slice_present(stored->removed) ? stored->removed : SLICE("[]");
	put_segments(s);
	put_fields(s, s->t->marks.first, "");
	if (s->b)
		put_fields(s, s->b->marks.first, "booking.");
	put_findings(s, &stored->findings);
	s->out->text = arena_copy(s->a, buf_slice(&s->text));
}

enum rc source_build(const struct message_source *stored, unsigned index, struct arena *a,
		     struct source_view *out, struct source_detail *detail, struct err *e)
{
	struct source s = {.a = a, .out = out};
	struct message *m = NULL;
	enum rc rc = read_again(stored, a, &m, e);
	s.m = m;
	if (rc == RC_OK)
		rc = decode_segments(stored->body, a, &s.segments, e);
	if (rc == RC_OK)
		rc = find_subject(&s, index, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&s.text, TEXT_MAX);
	compose(&s, stored);
	write_details(&s, detail);
	if (buf_failed(&s.text) || arena_failed(a))
		rc = err_set(e, RC_NOMEM, "no memory to show a message");
	buf_release(&s.text);
	return rc;
}
