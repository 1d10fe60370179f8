/* SPDX-License-Identifier: Apache-2.0
 *
 * Two messages, member by member: a table for each record of the model.
 */
#include "decode/write/write.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum member_kind {
	MEMBER_TEXT,   /* struct slice */
	MEMBER_NAME,   /* static C string, may be NULL */
	MEMBER_NUMBER, /* of `size` bytes */
	MEMBER_TIME,   /* struct local_time; without a date it says nothing */
	MEMBER_RECORD, /* a struct within */
	MEMBER_LIST,
};

struct record;

struct member {
	const char *name;
	enum member_kind kind;
	size_t offset, size;
	const struct record *record;
};

struct record {
	const struct member *members; /* ends with a name of NULL */
	size_t next;                  /* where an item of a list has the next one */
};

#define TEXT(type, member) \
	{ \
#member, MEMBER_TEXT, offsetof(type, member), 0, NULL \
	}
#define NAME(type, member) \
	{ \
#member, MEMBER_NAME, offsetof(type, member), 0, NULL \
	}
#define NUMBER(type, member) \
	{ \
#member, MEMBER_NUMBER, offsetof(type, member), sizeof(((type *)0)->member), NULL \
	}
#define TIME(type, member) \
	{ \
#member, MEMBER_TIME, offsetof(type, member), 0, NULL \
	}
#define RECORD(type, member, record) \
	{ \
#member, MEMBER_RECORD, offsetof(type, member), 0, &(record) \
	}
#define ITEMS(type, member, record) \
	{ \
#member, MEMBER_LIST, offsetof(type, member), 0, &(record) \
	}
#define END \
	{ \
		NULL, MEMBER_TEXT, 0, 0, NULL \
	}

/* ---- What travellers and bookings share ---- */

static const struct member address_members[] = {
	TEXT(struct address, use),         TEXT(struct address, street),
	TEXT(struct address, city),        TEXT(struct address, region),
	TEXT(struct address, postcode),    TEXT(struct address, country),
	NUMBER(struct address, traveller), END};
static const struct record address_record = {address_members, offsetof(struct address, next)};

static const struct member contact_members[] = {
	TEXT(struct contact, type), TEXT(struct contact, value), TEXT(struct contact, use),
	NUMBER(struct contact, traveller), END};
static const struct record contact_record = {contact_members, offsetof(struct contact, next)};

static const struct member agency_members[] = {TEXT(struct agency, name),
					       TEXT(struct agency, iata),
					       TEXT(struct agency, city),
					       TEXT(struct agency, country),
					       TEXT(struct agency, agent),
					       TEXT(struct agency, system),
					       TEXT(struct agency, sign),
					       TEXT(struct agency, office),
					       TEXT(struct agency, currency),
					       TEXT(struct agency, language),
					       END};
static const struct record agency_record = {agency_members, 0};

/* ---- Flights ---- */

static const struct member leg_members[] = {TEXT(struct leg, from),     TEXT(struct leg, to),
					    TIME(struct leg, departs),  TIME(struct leg, arrives),
					    NUMBER(struct leg, border), END};
static const struct record leg_record = {leg_members, offsetof(struct leg, next)};

static const struct member flight_members[] = {TEXT(struct flight, carrier),
					       TEXT(struct flight, number),
					       TEXT(struct flight, suffix),
					       TEXT(struct flight, operating_carrier),
					       TEXT(struct flight, operating_number),
					       TEXT(struct flight, vessel),
					       TEXT(struct flight, vessel_number),
					       TEXT(struct flight, vessel_flag),
					       TEXT(struct flight, mode),
					       NUMBER(struct flight, overflight),
					       ITEMS(struct flight, legs, leg_record),
					       END};
static const struct record flight_record = {flight_members, offsetof(struct flight, next)};

/* ---- Travellers ---- */

static const struct member document_members[] = {TEXT(struct document, type),
						 TEXT(struct document, number),
						 TEXT(struct document, issuer),
						 NUMBER(struct document, expires),
						 NUMBER(struct document, issued),
						 TEXT(struct document, issued_at),
						 TEXT(struct document, holder_family),
						 TEXT(struct document, holder_given),
						 END};
static const struct record document_record = {document_members, offsetof(struct document, next)};

static const struct member seat_members[] = {TEXT(struct seat, seat),
					     TEXT(struct seat, from),
					     TEXT(struct seat, to),
					     TEXT(struct seat, cabin),
					     TEXT(struct seat, characteristics),
					     NAME(struct seat, source),
					     END};
static const struct record seat_record = {seat_members, offsetof(struct seat, next)};

static const struct member bag_tag_members[] = {TEXT(struct bag_tag, tag), END};
static const struct record bag_tag_record = {bag_tag_members, offsetof(struct bag_tag, next)};

static const struct member frequent_flyer_members[] = {TEXT(struct frequent_flyer, carrier),
						       TEXT(struct frequent_flyer, number),
						       TEXT(struct frequent_flyer, tier), END};
static const struct record frequent_flyer_record = {frequent_flyer_members,
						    offsetof(struct frequent_flyer, next)};

static const struct member ticket_members[] = {
	TEXT(struct ticket, number),      TEXT(struct ticket, type),
	TEXT(struct ticket, coupon),      TEXT(struct ticket, issued_at),
	TEXT(struct ticket, restriction), TEXT(struct ticket, deadline),
	TEXT(struct ticket, carrier),     TEXT(struct ticket, carrier_number),
	TEXT(struct ticket, sold_in),     END};
static const struct record ticket_record = {ticket_members, offsetof(struct ticket, next)};

static const struct member bag_entry_members[] = {TEXT(struct bag_entry, carrier),
						  TEXT(struct bag_entry, tag),
						  TEXT(struct bag_entry, to),
						  NUMBER(struct bag_entry, count),
						  TEXT(struct bag_entry, carrier_number),
						  TEXT(struct bag_entry, indicator),
						  TEXT(struct bag_entry, characteristic),
						  TEXT(struct bag_entry, request),
						  TEXT(struct bag_entry, measure),
						  TEXT(struct bag_entry, unit),
						  TEXT(struct bag_entry, text),
						  END};
static const struct record bag_entry_record = {bag_entry_members, offsetof(struct bag_entry, next)};

static const struct member check_in_members[] = {TEXT(struct check_in, at),
						 TEXT(struct check_in, number),
						 TEXT(struct check_in, from),
						 TEXT(struct check_in, to),
						 TEXT(struct check_in, text),
						 RECORD(struct check_in, by, agency_record),
						 END};
static const struct record check_in_record = {check_in_members, offsetof(struct check_in, next)};

static const struct member fare_basis_members[] = {TEXT(struct fare_basis, code), END};
static const struct record fare_basis_record = {fare_basis_members,
						offsetof(struct fare_basis, next)};

static const struct member fare_info_members[] = {TEXT(struct fare_info, type),
						  TEXT(struct fare_info, age),
						  TEXT(struct fare_info, discount_type),
						  TEXT(struct fare_info, discount_percent),
						  TEXT(struct fare_info, discount_class),
						  TEXT(struct fare_info, country),
						  TEXT(struct fare_info, designator),
						  ITEMS(struct fare_info, basis, fare_basis_record),
						  END};
static const struct record fare_info_record = {fare_info_members, offsetof(struct fare_info, next)};

static const struct member reference_members[] = {TEXT(struct reference, type),
						  TEXT(struct reference, value), END};
static const struct record reference_record = {reference_members, offsetof(struct reference, next)};

static const struct member other_members[] = {TEXT(struct other_value, segment),
					      TEXT(struct other_value, code),
					      TEXT(struct other_value, value), END};
static const struct record other_record = {other_members, offsetof(struct other_value, next)};

static const struct member traveller_members[] = {
	NUMBER(struct traveller, index),
	NUMBER(struct traveller, kind),
	NUMBER(struct traveller, role),
	TEXT(struct traveller, family),
	TEXT(struct traveller, given),
	TEXT(struct traveller, middle),
	TEXT(struct traveller, title),
	TEXT(struct traveller, sex),
	NUMBER(struct traveller, birth_date),
	TEXT(struct traveller, birth_country),
	TEXT(struct traveller, birth_city),
	TEXT(struct traveller, birth_region),
	TEXT(struct traveller, nationality),
	TEXT(struct traveller, residence),
	TEXT(struct traveller, embark),
	TEXT(struct traveller, disembark),
	TEXT(struct traveller, first_port),
	TEXT(struct traveller, reference),
	TEXT(struct traveller, locator),
	TEXT(struct traveller, crew_status),
	TEXT(struct traveller, rank),
	NUMBER(struct traveller, verified),
	NUMBER(struct traveller, boarded),
	ITEMS(struct traveller, addresses, address_record),
	ITEMS(struct traveller, contacts, contact_record),
	ITEMS(struct traveller, documents, document_record),
	ITEMS(struct traveller, seats, seat_record),
	NUMBER(struct traveller, bag_count),
	NUMBER(struct traveller, bag_weight_tenths),
	ITEMS(struct traveller, bag_tags, bag_tag_record),
	ITEMS(struct traveller, bag_entries, bag_entry_record),
	TEXT(struct traveller, bag_pool),
	TEXT(struct traveller, bag_pool_ticket),
	ITEMS(struct traveller, frequent_flyer, frequent_flyer_record),
	ITEMS(struct traveller, tickets, ticket_record),
	ITEMS(struct traveller, fare_info, fare_info_record),
	ITEMS(struct traveller, check_ins, check_in_record),
	ITEMS(struct traveller, references, reference_record),
	ITEMS(struct traveller, others, other_record),
	NUMBER(struct traveller, infant_of),
	NUMBER(struct traveller, booking),
	END};
static const struct record traveller_record = {traveller_members, offsetof(struct traveller, next)};

/* ---- Bookings ---- */

static const struct member locator_members[] = {TEXT(struct locator, carrier),
						TEXT(struct locator, locator), END};
static const struct record locator_record = {locator_members, offsetof(struct locator, next)};

static const struct member segment_members[] = {TEXT(struct segment, carrier),
						TEXT(struct segment, number),
						TEXT(struct segment, suffix),
						TEXT(struct segment, from),
						TEXT(struct segment, to),
						TIME(struct segment, departs),
						TIME(struct segment, arrives),
						TEXT(struct segment, booking_class),
						TEXT(struct segment, status),
						NUMBER(struct segment, state),
						NUMBER(struct segment, seats),
						TEXT(struct segment, operating_class),
						TEXT(struct segment, aircraft),
						TEXT(struct segment, stops),
						TEXT(struct segment, operating_carrier),
						TEXT(struct segment, operating_number),
						TEXT(struct segment, kind),
						TEXT(struct segment, name),
						END};
static const struct record segment_record = {segment_members, offsetof(struct segment, next)};

static const struct member payment_members[] = {TEXT(struct payment, form),
						TEXT(struct payment, amount),
						TEXT(struct payment, currency),
						TEXT(struct payment, card_vendor),
						TEXT(struct payment, card),
						TEXT(struct payment, expires),
						TEXT(struct payment, payer),
						TEXT(struct payment, approval),
						TEXT(struct payment, details),
						TEXT(struct payment, ticket),
						NUMBER(struct payment, original),
						NUMBER(struct payment, traveller),
						END};
static const struct record payment_record = {payment_members, offsetof(struct payment, next)};

static const struct member fare_members[] = {
	TEXT(struct fare, amount),      TEXT(struct fare, currency),      TEXT(struct fare, kind),
	TEXT(struct fare, base_amount), TEXT(struct fare, base_currency), TEXT(struct fare, word),
	TEXT(struct fare, ticket),      NUMBER(struct fare, traveller),   END};
static const struct record fare_record = {fare_members, offsetof(struct fare, next)};

static const struct member tax_members[] = {TEXT(struct tax, amount),
					    TEXT(struct tax, currency),
					    TEXT(struct tax, country),
					    TEXT(struct tax, code),
					    TEXT(struct tax, ticket),
					    NUMBER(struct tax, traveller),
					    END};
static const struct record tax_record = {tax_members, offsetof(struct tax, next)};

static const struct member excess_members[] = {TEXT(struct excess_bags, rate),
					       TEXT(struct excess_bags, currency),
					       NUMBER(struct excess_bags, pieces),
					       NUMBER(struct excess_bags, weight_tenths),
					       TEXT(struct excess_bags, to),
					       NUMBER(struct excess_bags, traveller),
					       END};
static const struct record excess_record = {excess_members, offsetof(struct excess_bags, next)};

static const struct member service_request_members[] = {
	TEXT(struct service_request, code),
	TEXT(struct service_request, text),
	TEXT(struct service_request, carrier),
	TEXT(struct service_request, status),
	NUMBER(struct service_request, state),
	TEXT(struct service_request, quantity),
	TEXT(struct service_request, from),
	TEXT(struct service_request, to),
	TEXT(struct service_request, characteristics),
	NUMBER(struct service_request, traveller),
	END};
static const struct record service_request_record = {service_request_members,
						     offsetof(struct service_request, next)};

static const struct member remark_members[] = {TEXT(struct remark, text), END};
static const struct record remark_record = {remark_members, offsetof(struct remark, next)};

static const struct member history_members[] = {TEXT(struct history, at),
						TEXT(struct history, action),
						TEXT(struct history, segment),
						TEXT(struct history, text),
						RECORD(struct history, by, agency_record),
						END};
static const struct record history_record = {history_members, offsetof(struct history, next)};

static const struct member booking_members[] = {
	NUMBER(struct booking, index),
	TEXT(struct booking, locator),
	TEXT(struct booking, carrier),
	TEXT(struct booking, locator_type),
	ITEMS(struct booking, other_locators, locator_record),
	TEXT(struct booking, created_at),
	TEXT(struct booking, changed_at),
	TEXT(struct booking, ticketed_at),
	NUMBER(struct booking, cancelled),
	ITEMS(struct booking, split_from, locator_record),
	ITEMS(struct booking, split_to, locator_record),
	NUMBER(struct booking, split_travellers),
	NUMBER(struct booking, party_size),
	RECORD(struct booking, agency, agency_record),
	ITEMS(struct booking, segments, segment_record),
	ITEMS(struct booking, payments, payment_record),
	ITEMS(struct booking, fares, fare_record),
	ITEMS(struct booking, taxes, tax_record),
	ITEMS(struct booking, excess_bags, excess_record),
	ITEMS(struct booking, addresses, address_record),
	ITEMS(struct booking, contacts, contact_record),
	ITEMS(struct booking, service_requests, service_request_record),
	ITEMS(struct booking, remarks, remark_record),
	ITEMS(struct booking, history, history_record),
	END};
static const struct record booking_record = {booking_members, offsetof(struct booking, next)};

/* ---- The message ---- */

static const struct member reporter_members[] = {
	TEXT(struct reporter, name), TEXT(struct reporter, telephone), TEXT(struct reporter, fax),
	TEXT(struct reporter, email), END};
static const struct record reporter_record = {reporter_members, 0};

/* Not its segments: UNT's own. */
static const struct member declared_members[] = {NUMBER(struct declared, passengers),
						 NUMBER(struct declared, crew),
						 NUMBER(struct declared, bookings), END};
static const struct record declared_record = {declared_members, 0};

static const struct member removed_members[] = {
	TEXT(struct removed, code), NUMBER(struct removed, count), NAME(struct removed, why), END};
static const struct record removed_record = {removed_members, offsetof(struct removed, next)};

static const struct member message_members[] = {NUMBER(struct message, type),
						TEXT(struct message, version),
						NUMBER(struct message, function),
						TEXT(struct message, function_code),
						TEXT(struct message, sender),
						TEXT(struct message, recipient),
						TIME(struct message, prepared_at),
						TEXT(struct message, interchange_ref),
						TEXT(struct message, message_ref),
						TEXT(struct message, business_ref),
						NUMBER(struct message, part),
						NUMBER(struct message, last_part),
						NUMBER(struct message, test),
						RECORD(struct message, reporter, reporter_record),
						RECORD(struct message, originator, agency_record),
						TIME(struct message, filed_at),
						TEXT(struct message, filing_port),
						ITEMS(struct message, flights, flight_record),
						ITEMS(struct message, travellers, traveller_record),
						ITEMS(struct message, bookings, booking_record),
						RECORD(struct message, declared, declared_record),
						ITEMS(struct message, removed, removed_record),
						NUMBER(struct message, unreadable),
						END};
static const struct record message_record = {message_members, 0};

/* ---- Comparing ---- */

#define DEPTH_MAX 8
#define PATH_MAX_BYTES 200

struct step {
	const char *name; /* NULL: an index */
	unsigned index;
};

struct comparing {
	struct arena *arena;
	unwritten_list *out;
	struct step path[DEPTH_MAX];
	unsigned depth;
};

static void tell(struct comparing *c)
{
	char path[PATH_MAX_BYTES];
	size_t n = 0;
	if (c->out->count >= UNWRITTEN_MAX)
		return;
	for (unsigned i = 0; i < c->depth && n < sizeof path; i++) {
		const struct step *s = &c->path[i];
		const char *dot = i > 0 ? "." : "";
		int more = s->name ? snprintf(path + n, sizeof path - n, "%s%s", dot, s->name)
				   : snprintf(path + n, sizeof path - n, "%s%u", dot, s->index);
		n += more > 0 ? (size_t)more : 0;
	}
	struct unwritten *u = LIST_ADD(c->out, c->arena, struct unwritten);
	if (u)
		u->path = arena_copy(c->arena, slice_of(path));
}

static bool same_time(const char *a, const char *b)
{
	struct local_time left, right;
	memcpy(&left, a, sizeof left);
	memcpy(&right, b, sizeof right);
	if (!local_time_present(left) || !local_time_present(right))
		return local_time_present(left) == local_time_present(right);
	return local_time_cmp(left, right) == 0;
}

static bool same_text(const char *a, const char *b)
{
	struct slice left, right;
	memcpy(&left, a, sizeof left);
	memcpy(&right, b, sizeof right);
	return slice_eq(left, right);
}

static const char *pointer_at(const char *p)
{
	const char *to;
	memcpy(&to, p, sizeof to);
	return to;
}

static bool same_name(const char *a, const char *b)
{
	return slice_eq(slice_of(pointer_at(a)), slice_of(pointer_at(b)));
}

static void compare_record(struct comparing *c, const char *a, const char *b,
			   const struct record *record);

/* `a` and `b` are the first items. */
static void compare_items(struct comparing *c, const char *a, const char *b,
			  const struct record *record)
{
	struct step *step = &c->path[c->depth++];
	*step = (struct step){NULL, 0};
	for (; a && b; step->index++) {
		compare_record(c, a, b, record);
		a = pointer_at(a + record->next);
		b = pointer_at(b + record->next);
	}
	for (const char *more = a ? a : b; more; more = pointer_at(more + record->next)) {
		tell(c);
		step->index++;
	}
	c->depth--;
}

static void compare_member(struct comparing *c, const char *a, const char *b,
			   const struct member *m)
{
	bool same = true;
	c->path[c->depth++] = (struct step){m->name, 0};
	switch (m->kind) {
	case MEMBER_TEXT:
		same = same_text(a, b);
		break;
	case MEMBER_NAME:
		same = same_name(a, b);
		break;
	case MEMBER_NUMBER:
		same = memcmp(a, b, m->size) == 0;
		break;
	case MEMBER_TIME:
		same = same_time(a, b);
		break;
	case MEMBER_RECORD:
		compare_record(c, a, b, m->record);
		break;
	case MEMBER_LIST: /* its first member is the first item */
		compare_items(c, pointer_at(a), pointer_at(b), m->record);
		break;
	}
	if (!same)
		tell(c);
	c->depth--;
}

static void compare_record(struct comparing *c, const char *a, const char *b,
			   const struct record *record)
{
	for (const struct member *m = record->members; m->name; m++)
		compare_member(c, a + m->offset, b + m->offset, m);
}

void message_compare(const struct message *a, const struct message *b, struct arena *arena,
		     unwritten_list *out)
{
	struct comparing c = {.arena = arena, .out = out};
	compare_record(&c, (const char *)a, (const char *)b, &message_record);
}
