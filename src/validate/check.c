/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "validate/profile.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

struct checking {
	struct message *m;
	const struct validate_profile *p;
	const struct typeb *frames;
	struct arena *a;
	const struct required *required; /* for this message; or NULL */
};

/* A finding of the profile; `place` as the decoder saw it. */
#define found(c, severity, code, place, ...) \
	finding_add(&(c)->m->findings, (c)->a, (severity), (code), (place).segment, \
		    original((c), (place)), __VA_ARGS__)

static size_t original(const struct checking *c, struct place place)
{
	bool framed = c->frames && c->frames->frames.count > 0;
	return framed ? typeb_original(c->frames, place.offset) : place.offset;
}

/* Of UNH, or the root element. */
static struct place head(const struct message *m)
{
	return (struct place){1, m->place.offset, m->place.length};
}

/* ---- Elements ---- */

const struct element *element_find(enum scope scope, struct slice name)
{
	for (const struct element *x = element_table; x->name; x++) {
		if (x->scope == scope && slice_is(name, x->name))
			return x;
	}
	return NULL;
}

const struct document *traveller_document(const struct traveller *t)
{
	LIST_EACH(const struct document, d, &t->documents)
	{
		if (!slice_starts(d->type, "V"))
			return d;
	}
	return t->documents.first;
}

static const char *belongs_to(const struct checking *c, const struct element *x)
{
	return c->m->type == MESSAGE_PAXLST       ? x->paxlst
	       : c->m->type == MESSAGE_PNRGOV_XML ? x->xml
						  : x->pnrgov;
}

/* `whose`: "passenger 3", for the text. */
static void check_record(struct checking *c, enum record record, const void *value,
			 struct place place, const char *whose)
{
	LIST_EACH(const struct requirement, q, &c->required->of[record])
	{
		const struct element *x = q->element;
		struct slice whole = slice_of(x->whole);
		if (x->present(value) ||
		    (whole.n && !element_find(x->scope, whole)->present(value)))
			continue;
		const char *where = belongs_to(c, x);
		unsigned count = c->m->findings.count;
		found(c, SEVERITY_ERROR, "required-missing", place, "%s has no %s%s%s%s", whose,
		      x->title, where ? " (" : "", where ? where : "", where ? ")" : "");
		if (c->m->findings.count > count)
			c->m->findings.last->element = x->name;
	}
}

#define WHOSE_TEXT 64

static void check_flights(struct checking *c)
{
	char whose[WHOSE_TEXT];
	unsigned flight = 0;
	LIST_EACH(const struct flight, f, &c->m->flights)
	{
		unsigned leg = 0;
		snprintf(whose, sizeof whose, "flight %u", ++flight);
		check_record(c, RECORD_FLIGHT, f, f->place, whose);
		LIST_EACH(const struct leg, l, &f->legs)
		{
			snprintf(whose, sizeof whose, "leg %u of flight %u", ++leg, flight);
			check_record(c, RECORD_LEG, l, l->place, whose);
		}
	}
}

static void check_bookings(struct checking *c)
{
	char whose[WHOSE_TEXT];
	LIST_EACH(const struct booking, b, &c->m->bookings)
	{
		unsigned segment = 0;
		if (b->cancelled)
			continue;
		snprintf(whose, sizeof whose, "booking %u", b->index + 1);
		check_record(c, RECORD_BOOKING, b, b->place, whose);
		LIST_EACH(const struct segment, s, &b->segments)
		{
			snprintf(whose, sizeof whose, "flight %u of the itinerary of booking %u",
				 ++segment, b->index + 1);
			if (!slice_present(s->kind))
				check_record(c, RECORD_SEGMENT, s, s->place, whose);
		}
	}
}

static enum record record_of(const struct checking *c, const struct traveller *t)
{
	bool infant = t->role == ROLE_INFANT && c->required->of[RECORD_INFANT].count > 0;
	return infant ? RECORD_INFANT : (enum record)(RECORD_KIND + (int)t->kind);
}

/* "passenger 3", "traveller 2 of booking 1": counted as the message has them. */
static void whose_is(const struct checking *c, const struct traveller *t, unsigned in_booking,
		     char whose[WHOSE_TEXT])
{
	static const char *const kinds[] = {
		"passenger",       "crew member", "passenger in transit",
		"crew in transit", "traveller",   "traveller"};
	if (t->booking >= 0)
		snprintf(whose, WHOSE_TEXT, "traveller %u of booking %d", in_booking,
			 t->booking + 1);
	else
		snprintf(whose, WHOSE_TEXT, "%s %u",
			 c->m->bookings.count ? "traveller" : kinds[t->kind], t->index + 1);
}

/* ---- What is there, but not as the programme wants it ---- */

static bool is_of_zone(struct slice name)
{
	for (size_t i = 0; i < name.n; i++) {
		char ch = name.p[i];
		if (!ascii_alpha(ch) && ch != '-' && ch != '\'' && ch != ' ')
			return false;
	}
	return true;
}

static size_t characters(struct slice s)
{
	size_t n = 0, width;
	for (; s.n > 0; s = slice_range(s, width, s.n), n++)
		utf8_read(s, &width);
	return n;
}

static void check_name(struct checking *c, struct slice name, struct place place, const char *whose,
		       const char *which)
{
	int64_t most = c->p->name_length_max;
	if (c->p->names_of_zone && !is_of_zone(name))
		found(c, SEVERITY_WARNING, "name-characters", place,
		      "the %s name of %s holds characters other than A to Z, hyphen, apostrophe and "
		      "blank",
		      which, whose);
	if (most > 0 && characters(name) > (uint64_t)most)
		found(c, SEVERITY_ERROR, "limit-exceeded", place,
		      "the %s name of %s has %zu characters; the programme takes %" PRId64, which,
		      whose, characters(name), most);
}

static struct date day_of_travel(const struct message *m)
{
	const struct flight *f;
	const struct leg *leg = message_border_leg(m, &f);
	return leg ? leg->departs.date : (struct date){0};
}

static void check_documents(struct checking *c, const struct traveller *t, const char *whose)
{
	const struct document *d = traveller_document(t);
	struct date day = day_of_travel(c->m);
	bool accepted = c->p->document_types.count == 0 || !d;
	LIST_EACH(const struct document, other, &t->documents)
	{
		accepted |= words_have(&c->p->document_types, other->type);
	}
	if (!accepted)
		found(c, SEVERITY_ERROR, "document-type-not-accepted", d->place,
		      "%s has no document of a type that the programme accepts", whose);
	if (c->p->documents_valid && d && date_present(d->expires) && date_present(day) &&
	    date_cmp(d->expires, day) < 0)
		found(c, SEVERITY_ERROR, "document-expired", d->place,
		      "the travel document of %s expires before the day of the flight", whose);
}

static void check_travellers(struct checking *c)
{
	char whose[WHOSE_TEXT];
	unsigned in_booking = 0;
	int booking = -1;
	LIST_EACH(const struct traveller, t, &c->m->travellers)
	{
		in_booking = t->booking == booking ? in_booking + 1 : 1;
		booking = t->booking;
		whose_is(c, t, in_booking, whose);
		if (c->required) {
			check_record(c, RECORD_TRAVELLER, t, t->place, whose);
			check_record(c, record_of(c, t), t, t->place, whose);
		}
		check_name(c, t->family, t->place, whose, "family");
		check_name(c, t->given, t->place, whose, "given");
		check_name(c, t->middle, t->place, whose, "middle");
		check_documents(c, t, whose);
	}
}

/* ---- The message as a whole ---- */

static void check_limit(struct checking *c, int64_t most, size_t count, const char *what)
{
	if (most > 0 && count > (uint64_t)most)
		found(c, SEVERITY_ERROR, "limit-exceeded", head(c->m),
		      "the message has %zu %s; the programme takes %" PRId64 " at once", count,
		      what, most);
}

/* False where nothing else can be asked of the message. */
static bool check_accepted(struct checking *c)
{
	const struct message *m = c->m;
	const struct accepted *accepted = &c->p->accepted[m->type];
	const char *function = message_function_name(m->function);
	if (c->p->types_listed && !accepted->listed) {
		found(c, SEVERITY_ERROR, "type-not-accepted", head(m),
		      "the programme does not take %s messages", message_type_name(m->type));
		return false;
	}
	if (accepted->versions.count > 0 && !words_have(&accepted->versions, m->version))
		found(c, SEVERITY_ERROR, "version-not-accepted", head(m),
		      "the programme does not take this version of %s", message_type_name(m->type));
	if (c->p->senders.count > 0 && !words_have(&c->p->senders, m->sender))
		found(c, SEVERITY_ERROR, "sender-not-accepted",
		      m->envelope.length ? m->envelope : head(m),
		      "the sender in UNB is none that the profile lists");
	if (accepted->functions.count == 0 || !function ||
	    words_have(&accepted->functions, slice_of(function)))
		return true;
	found(c, SEVERITY_ERROR, "function-not-accepted", head(m),
	      "the programme does not take %s messages of the function \"%s\"",
	      message_type_name(m->type), function);
	return true;
}

/* The section that names the function, else the one that names none. */
static const struct required *required_of(const struct validate_profile *p, const struct message *m)
{
	const struct required *general = NULL;
	struct slice function = slice_of(message_function_name(m->function));
	LIST_EACH(const struct required, q, &p->required)
	{
		if (q->type != m->type)
			continue;
		if (q->functions.count == 0)
			general = q;
		else if (words_have(&q->functions, function))
			return q;
	}
	return general;
}

static void check_message(struct checking *c)
{
	const struct message *m = c->m;
	if (m->unreadable || !check_accepted(c))
		return;
	c->required = required_of(c->p, m);
	check_limit(c, c->p->travellers_max, m->travellers.count, "travellers");
	check_limit(c, c->p->bookings_max, m->bookings.count, "bookings");
	check_limit(c, c->p->bytes_max, m->place.length, "bytes");
	if (c->required) {
		check_record(c, RECORD_MESSAGE, m, head(m), "the message");
		check_flights(c);
		check_bookings(c);
	}
	check_travellers(c);
}

/* ---- Judgement ---- */

static void judge(struct message *m, const struct validate_profile *p)
{
	finding_list kept = {0};
	struct finding *next;
	assert(finding_table_count <= FINDING_ROWS_MAX);
	for (struct finding *f = m->findings.first; f; f = next) {
		next = f->next;
		f->next = NULL;
		unsigned char j = p->judgement[finding_row_find(f->code) - finding_table];
		if (j == JUDGE_IGNORE)
			continue;
		if (j != JUDGE_AS_GIVEN)
			f->severity = (enum severity)(j - JUDGE_INFO);
		if (kept.last)
			kept.last->next = f;
		else
			kept.first = f;
		kept.last = f;
		kept.count++;
	}
	m->findings = kept;
}

void validate_check(struct message *m, const struct validate_profile *p, const struct typeb *frames,
		    struct arena *a)
{
	struct checking c = {.m = m, .p = p, .frames = frames, .a = a};
	check_message(&c);
	judge(m, p);
}
