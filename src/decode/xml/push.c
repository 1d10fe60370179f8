/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/xml/tree.h"

#include <inttypes.h>
#include <string.h>

#define RECORD_MEMORY ((size_t)256 << 20)

/* ---- the head of the push ---- */

static void prepared_read(struct xml_reading *x, struct slice stamp)
{
	struct message *m = x->p.m;
	if (slice_present(stamp))
		m->prepared_at = xml_local_time(
			x, slice_ends(stamp, "Z") ? slice_range(stamp, 0, stamp.n - 1) : stamp);
	if (!local_time_present(m->prepared_at)) {
		m->prepared_at.hour = -1;
		edi_finding(x->p.r, SEVERITY_WARNING, "preparation-time-wrong",
			    "TimeStamp does not say when the document was prepared");
	} else {
		x->p.date = m->prepared_at.date;
	}
}

/* "13.1" as "13:1", as in EDIFACT. */
static struct slice version_of(struct xml_reading *x, struct slice version)
{
	size_t dot = slice_find(version, '.', 0);
	if (dot == SIZE_MAX)
		return version;
	return arena_printf(x->p.r->arena, "%.*s:%.*s", (int)dot, version.p,
			    (int)(version.n - dot - 1), version.p + dot + 1);
}

static void root_read(struct xml_reading *x, const struct xml_node *n)
{
	struct message *m = x->p.m;
	xml_at(x, n);
	m->type = MESSAGE_PNRGOV_XML;
	m->function = FUNCTION_FULL;
	m->version = version_of(x, xml_value(x, n, "Version"));
	m->interchange_ref = xml_number(x, n, "TransactionIdentifier");
	struct slice target = xml_value(x, n, "Target");
	m->test = slice_is_nocase(target, "Test");
	prepared_read(x, xml_value(x, n, "TimeStamp"));
}

static void list_read(struct xml_reading *x, const struct xml_node *n)
{
	uint64_t count;
	struct slice claimed = xml_value(x, n, "NumberOfPnrs");
	xml_at(x, n);
	if (slice_u64(claimed, &count) && count <= UINT32_MAX)
		x->p.m->declared.bookings = (int64_t)count;
	else if (slice_present(claimed))
		edi_finding(x->p.r, SEVERITY_WARNING, "count-wrong",
			    "the number of bookings is not a number");
}

static void originator_read(struct xml_reading *x, const struct xml_node *n)
{
	struct message *m = x->p.m;
	m->sender = xml_value(x, n, "AirlineCode");
	x->p.pusher = m->sender;
	m->originator.system = xml_value(x, n, "SystemCode");
	if (!slice_present(m->sender))
		m->sender = m->originator.system;
	struct slice contact = xml_value(x, n, "AirlineContactInfo");
	if (slice_find(contact, '@', 0) == SIZE_MAX)
		m->reporter.telephone = contact;
	else
		m->reporter.email = contact;
}

static void flight_leg_read(struct xml_reading *x, const struct xml_node *n)
{
	struct pnr *p = &x->p;
	struct slice carrier = xml_value(x, n, "CarrierCode");
	struct flight_code code = flight_split(xml_value(x, n, "FlightNumber"), carrier);
	struct flight *last = p->m->flights.last;
	bool goes_on = last && slice_eq(last->carrier, code.carrier) &&
		       slice_eq(last->number, code.number) && slice_eq(last->suffix, code.suffix);
	struct flight *f = goes_on ? last : LIST_ADD(&p->m->flights, p->r->arena, struct flight);
	if (!f || !pnr_room(p, f->legs.count, PNR_RECORDS_MAX))
		return;
	struct leg *leg = LIST_ADD(&f->legs, p->r->arena, struct leg);
	if (!leg)
		return;
	f->carrier = code.carrier;
	f->number = code.number;
	f->suffix = code.suffix;
	leg->place = pnr_place(p);
	if (!goes_on)
		f->place = leg->place;
	leg->from = xml_child_value(x, n, "DepartureAirport", "LocationCode");
	leg->to = xml_child_value(x, n, "ArrivalAirport", "LocationCode");
	leg->departs = xml_local_time(x, xml_value(x, n, "DepartureDateTime"));
	leg->arrives = xml_local_time(x, xml_value(x, n, "ArrivalDateTime"));
	leg->border = true;
	p->operating = p->marketing = code.carrier;
}

static void push_ended(struct xml_reading *x)
{
	struct message *m = x->p.m;
	if (m->flights.count == 0)
		edi_finding(x->p.r, SEVERITY_ERROR, "flight-missing",
			    "FlightLeg is missing: no flight is known");
	if (m->declared.bookings >= 0 && m->declared.bookings != (int64_t)m->bookings.count)
		edi_finding(x->p.r, SEVERITY_WARNING, "booking-count-mismatch",
			    "PNRs says that there are %" PRId64 " bookings, the document has %u",
			    m->declared.bookings, m->bookings.count);
}

/* ---- the tree of a record ---- */

static struct xml_node *node_add(struct xml_reading *x, struct slice name,
				 const struct xml_attribute *attributes, unsigned count,
				 struct place place)
{
	struct xml_node *n = ARENA_NEW(x->work, struct xml_node);
	if (!n)
		return NULL;
	n->name = arena_copy(x->work, name);
	n->place = place;
	for (unsigned i = 0; i < count; i++) {
		struct xml_value *v = LIST_ADD(&n->attributes, x->work, struct xml_value);
		if (!v)
			break;
		v->name = arena_copy(x->work, attributes[i].name);
		v->value = arena_copy(x->work, attributes[i].value);
	}
	return n;
}

static void node_append(struct xml_node *parent, struct xml_node *n)
{
	n->parent = parent;
	n->level = parent->level + 1;
	parent->element_since = true;
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
}

/* The roots of envelopes, of the push, and of the list of bookings are no records. */
static bool is_container(struct xml_reading *x, const struct xml_node *n)
{
	if (x->push == 0 && slice_is(n->name, "IATA_PNRGOV_NotifRQ")) {
		x->push = x->depth;
		x->seen = true;
		root_read(x, n);
		return true;
	}
	if (x->push == 0)
		return true;
	if (x->list == 0 && x->depth == x->push + 1 && slice_is(n->name, "PNRs")) {
		x->list = x->depth;
		list_read(x, n);
		return true;
	}
	return false;
}

static void on_start(void *to, struct slice name, const struct xml_attribute *attributes,
		     unsigned count, struct place place)
{
	struct xml_reading *x = to;
	x->depth++;
	if (x->node && ++x->elements > XML_RECORD_ELEMENTS_MAX) {
		x->overfull = true; /* told when the record ends; its end tags still count */
		return;
	}
	struct xml_node *n = node_add(x, name, attributes, count, place);
	if (!n) {
		x->overfull = true;
		return;
	}
	if (x->node) {
		node_append(x->node, n);
		x->node = n;
		return;
	}
	if (is_container(x, n)) {
		arena_reset(x->work);
		return;
	}
	x->record_depth = x->depth;
	x->elements = 1;
	x->node = n;
}

/* The text is moved only when its room has doubled. */
static char *text_room(struct xml_reading *x, struct xml_node *n, size_t more)
{
	if (n->text.n + more <= n->text_room)
		return (char *)(uintptr_t)n->text.p; /* the arena's, and this node's alone */
	size_t room = 2 * (n->text.n + more);
	char *p = arena_alloc(x->work, room);
	if (!p)
		return NULL;
	if (n->text.n > 0)
		memcpy(p, n->text.p, n->text.n);
	n->text.p = p;
	n->text_room = room;
	return p;
}

static void on_text(void *to, struct slice text)
{
	struct xml_reading *x = to;
	struct xml_node *n = x->node;
	if (!n || x->depth > x->record_depth + n->level || n->text.n >= XML_TEXT_MAX)
		return;
	if (text.n > XML_TEXT_MAX - n->text.n)
		text.n = XML_TEXT_MAX - n->text.n;
	char *p = text_room(x, n, text.n + 1);
	if (!p)
		return;
	if (n->element_since && n->text.n > 0)
		p[n->text.n++] = ' ';
	n->element_since = false;
	memcpy(p + n->text.n, text.p, text.n);
	n->text.n += text.n;
}

static void record_read(struct xml_reading *x, const struct xml_node *n)
{
	xml_at(x, n);
	if (slice_is(n->name, "PNR")) {
		xml_booking(x, n);
	} else if (slice_is(n->name, "Originator")) {
		originator_read(x, n);
	} else if (slice_is(n->name, "FlightLeg")) {
		flight_leg_read(x, n);
	} else {
		xml_pass_over(x, n);
	}
}

static void record_ended(struct xml_reading *x, struct xml_node *n)
{
	if (x->overfull) {
		xml_at(x, n);
		edi_finding(x->p.r, SEVERITY_ERROR, "records-limit",
			    "an element holds more than %d others; the rest is left out",
			    XML_RECORD_ELEMENTS_MAX);
	}
	record_read(x, n);
	x->overfull = false;
	x->node = NULL;
	arena_reset(x->work);
}

static void on_end(void *to, size_t offset)
{
	struct xml_reading *x = to;
	struct xml_node *n = x->node;
	unsigned depth = x->depth--;
	if (n && depth > x->record_depth + n->level)
		return; /* it was left out */
	if (n) {
		n->place.length = (uint32_t)(offset - n->place.offset);
		if (n->parent)
			x->node = n->parent;
		else
			record_ended(x, n);
		return;
	}
	if (depth == x->list)
		x->list = 0;
	if (depth != x->push)
		return;
	x->push = 0;
	push_ended(x);
}

static void on_finding(void *to, enum severity severity, const char *code, unsigned segment,
		       size_t offset, const char *text)
{
	struct xml_reading *x = to;
	finding_add(x->p.r->findings, x->p.r->arena, severity, code, segment, offset, "%s", text);
}

/* ---- one document ---- */

static void nothing_read(struct xml_reading *x, enum xml_result result)
{
	struct message *m = x->p.m;
	m->unreadable = true;
	m->type = MESSAGE_UNKNOWN;
	if (result == XML_READ)
		finding_add(x->p.r->findings, x->p.r->arena, SEVERITY_ERROR, "message-type-unknown",
			    1, m->place.offset,
			    "the document is no PNRGOV push (IATA_PNRGOV_NotifRQ); documents of "
			    "other kinds are not read here");
}

enum rc xml_next(struct edi_reader *r, struct xml_input *in, struct message *m, struct date today)
{
	struct xml_reading x = {.p = {.r = r, .m = m, .date = today}};
	const struct xml_sink sink = {&x, on_start, on_text, on_end, on_finding};
	x.work = arena_new(RECORD_MEMORY);
	if (!x.work)
		return RC_NOMEM;
	map_init(&x.unknown, r->arena);
	memcpy(r->segment.tag, "XML", sizeof r->segment.tag);
	enum xml_result result = xml_parse(r->input, in, &sink, &m->place);
	arena_free(x.work);
	if (result == XML_NONE || result == XML_NO_MEMORY)
		return result == XML_NONE ? RC_END : RC_NOMEM;
	if (!x.seen || result == XML_REFUSED)
		nothing_read(&x, result);
	return RC_OK;
}
