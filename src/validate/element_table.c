/* SPDX-License-Identifier: Apache-2.0
 *
 * What a profile can require, and where a carrier puts it. Segments and data elements:
 * WCO/IATA/ICAO PAXLST guide; IATA PADIS PNRGOV guide; IATA PNRGOV XML guide.
 */
#include "validate/profile.h"

/* clang-format off */
#define HAS(type, name, test) \
	static bool type##_##name(const void *record) \
	{ \
		const struct type *x = record; \
		return (test); \
	}
#define TEXT(type, name) HAS(type, name, slice_present(x->name))
#define SOME(type, name) HAS(type, name, x->name.count > 0)
#define DATE(type, name) HAS(type, name, date_present(x->name))
#define TIME(type, name) HAS(type, name, local_time_present(x->name))
#define OF_DOCUMENT(name, test) \
	static bool document_##name(const void *record) \
	{ \
		const struct document *x = traveller_document(record); \
		return x && (test); \
	}

TEXT(message, sender)
TEXT(message, recipient)
TIME(message, prepared_at)
TEXT(message, interchange_ref)
TEXT(message, message_ref)
TEXT(message, business_ref)
TEXT(message, version)
HAS(message, function, x->function != FUNCTION_NONE)
HAS(message, reporter, slice_present(x->reporter.name))
HAS(message, reporter_contact, slice_present(x->reporter.telephone) || slice_present(x->reporter.email) ||
				       slice_present(x->reporter.fax))
SOME(message, flights)
SOME(message, travellers)
SOME(message, bookings)
HAS(message, declared_passengers, x->declared.passengers >= 0)
HAS(message, declared_crew, x->declared.crew >= 0)
HAS(message, declared_bookings, x->declared.bookings >= 0)
HAS(message, declared_segments, x->declared.segments >= 0)
TEXT(flight, carrier)
TEXT(flight, number)
SOME(flight, legs)
TEXT(leg, from)
TEXT(leg, to)
TIME(leg, departs)
TIME(leg, arrives)
TEXT(booking, locator)
TEXT(booking, carrier)
TEXT(booking, created_at)
TEXT(booking, changed_at)
TEXT(booking, ticketed_at)
HAS(booking, agency, slice_present(x->agency.name) || slice_present(x->agency.iata) ||
			     slice_present(x->agency.system) || slice_present(x->agency.agent) ||
			     slice_present(x->agency.sign))
SOME(booking, segments)
SOME(booking, payments)
SOME(booking, contacts)
TEXT(segment, carrier)
TEXT(segment, number)
TEXT(segment, from)
TEXT(segment, to)
TIME(segment, departs)
TIME(segment, arrives)
TEXT(segment, status)
TEXT(traveller, family)
TEXT(traveller, given)
TEXT(traveller, sex)
DATE(traveller, birth_date)
HAS(traveller, birth_place, slice_present(x->birth_country) || slice_present(x->birth_city))
TEXT(traveller, nationality)
TEXT(traveller, residence)
TEXT(traveller, embark)
TEXT(traveller, disembark)
TEXT(traveller, first_port)
TEXT(traveller, reference)
TEXT(traveller, locator)
TEXT(traveller, crew_status)
HAS(traveller, verified, x->verified != UNKNOWN)
SOME(traveller, addresses)
SOME(traveller, contacts)
SOME(traveller, documents)
SOME(traveller, seats)
SOME(traveller, tickets)
HAS(traveller, bags, x->bag_count >= 0)
OF_DOCUMENT(type, slice_present(x->type))
OF_DOCUMENT(number, slice_present(x->number))
OF_DOCUMENT(issuer, slice_present(x->issuer))
OF_DOCUMENT(expires, date_present(x->expires))

#define M SCOPE_MESSAGE
#define F SCOPE_FLIGHT
#define L SCOPE_LEG
#define B SCOPE_BOOKING
#define S SCOPE_SEGMENT
#define T SCOPE_TRAVELLER

const struct element element_table[] = {
{"bookings", M, "booking", NULL, "SRC", "PNR", message_bookings, NULL},
{"business_ref", M, "transaction reference", "RFF+TN, or UNH 0068", "UNH 0068", "@TransactionIdentifier", message_business_ref, NULL},
{"declared.bookings", M, "count of bookings", NULL, "EQN", "@NumberOfPnrs", message_declared_bookings, NULL},
{"declared.crew", M, "count of crew", "CNT+41", NULL, NULL, message_declared_crew, NULL},
{"declared.passengers", M, "count of passengers", "CNT+42", NULL, NULL, message_declared_passengers, NULL},
{"declared.segments", M, "count of segments", "UNT", "UNT", NULL, message_declared_segments, NULL},
{"flights", M, "flight", "TDT", "TVL", "FlightLeg", message_flights, NULL},
{"function", M, "function", "BGM", "MSG", NULL, message_function, NULL},
{"interchange_ref", M, "interchange reference", "UNB 0020", "UNB 0020", NULL, message_interchange_ref, NULL},
{"message_ref", M, "message reference", "UNH 0062", "UNH 0062", NULL, message_message_ref, NULL},
{"prepared_at", M, "time of preparation", "UNB S004", "UNB S004", "@TimeStamp", message_prepared_at, NULL},
{"recipient", M, "recipient", "UNB S003", "UNB S003", NULL, message_recipient, NULL},
{"reporter", M, "reporting party", "NAD+MS", NULL, NULL, message_reporter, NULL},
{"reporter.contact", M, "telephone, fax or e-mail of the reporting party", "COM behind NAD+MS", NULL, NULL, message_reporter_contact, NULL},
{"sender", M, "sender", "UNB S002", "UNB S002", "Originator", message_sender, NULL},
{"travellers", M, "traveller", "NAD", "TIF", "Passenger", message_travellers, NULL},
{"version", M, "version", "UNH S009", "UNH S009", "@Version", message_version, NULL},

{"carrier", F, "carrier", "TDT C040, 8028", "TVL C306", "@CarrierCode", flight_carrier, NULL},
{"legs", F, "port", "LOC", "TVL C328", "DepartureAirport, ArrivalAirport", flight_legs, NULL},
{"number", F, "flight number", "TDT 8028", "TVL C308", "@FlightNumber", flight_number, NULL},

{"arrives", L, "time of arrival", "DTM+232", "TVL C310", "@ArrivalDateTime", leg_arrives, NULL},
{"departs", L, "time of departure", "DTM+189", "TVL C310", "@DepartureDateTime", leg_departs, NULL},
{"from", L, "port of departure", "LOC+125", "TVL C328", "DepartureAirport", leg_from, NULL},
{"to", L, "port of arrival", "LOC+87", "TVL C328", "ArrivalAirport", leg_to, NULL},

{"agency", B, "originator", NULL, "ORG", "POS", booking_agency, NULL},
{"carrier", B, "airline of its locator", NULL, "RCI 9906", "BookingRefID/CompanyName", booking_carrier, NULL},
{"changed_at", B, "time of the last change", NULL, "DAT+700", "@PNR_TransDate", booking_changed_at, NULL},
{"contacts", B, "contact", NULL, "SSR CTCM, CTCE; ADD; IFT", "ContactInfo", booking_contacts, NULL},
{"created_at", B, "time of creation", NULL, "RCI C330", "@PNR_CreationDate", booking_created_at, NULL},
{"locator", B, "record locator", NULL, "RCI 9956", "BookingRefID", booking_locator, NULL},
{"payments", B, "form of payment", NULL, "FOP", "PaymentInfo", booking_payments, NULL},
{"segments", B, "itinerary", NULL, "TVL (group 5)", "Flight", booking_segments, NULL},
{"ticketed_at", B, "date of ticket issue", NULL, "DAT+710", "@LastTktDate", booking_ticketed_at, NULL},

{"arrives", S, "time of arrival", NULL, "TVL C310", "@ArrivalDateTime", segment_arrives, NULL},
{"carrier", S, "carrier", NULL, "TVL C306", "MarketingAirline", segment_carrier, NULL},
{"departs", S, "time of departure", NULL, "TVL C310", "@DepartureDateTime", segment_departs, NULL},
{"from", S, "port of departure", NULL, "TVL C328", "DepartureAirport", segment_from, NULL},
{"number", S, "flight number", NULL, "TVL C308", "@FlightNumber", segment_number, NULL},
{"status", S, "status", NULL, "RPI 4405", "@Status", segment_status, NULL},
{"to", S, "port of arrival", NULL, "TVL C328", "ArrivalAirport", segment_to, NULL},

{"addresses", T, "address", "NAD C059", "SSR DOCA; ADD", "DOCA", traveller_addresses, NULL},
{"bags", T, "count of bags", "MEA+CT", "TBD", NULL, traveller_bags, NULL},
{"birth_date", T, "date of birth", "DTM+329", "SSR DOCS", "DOCS @DateOfBirth", traveller_birth_date, NULL},
{"birth_place", T, "place of birth", "LOC+180", "SSR DOCO", "DOCO @BirthLocation", traveller_birth_place, NULL},
{"contacts", T, "contact", "COM", "SSR CTCM, CTCE", NULL, traveller_contacts, NULL},
{"crew_status", T, "crew status", "EMP+1", NULL, NULL, traveller_crew_status, NULL},
{"disembark", T, "port of disembarkation", "LOC+179", NULL, NULL, traveller_disembark, NULL},
{"documents", T, "travel document", "DOC", "SSR DOCS", "DOC_SSR/DOCS", traveller_documents, NULL},
{"documents.expires", T, "date of expiry of the travel document", "DTM+36", "SSR DOCS", "DOCS @ExpiryDate", document_expires, "documents"},
{"documents.issuer", T, "issuing State of the travel document", "LOC+91", "SSR DOCS", "DOCS @IssuingLoc", document_issuer, "documents"},
{"documents.number", T, "number of the travel document", "DOC 1004", "SSR DOCS", "DOCS @TravelDocNbr", document_number, "documents"},
{"documents.type", T, "type of the travel document", "DOC 1001", "SSR DOCS", "DOCS @TravelDocType", document_type, "documents"},
{"embark", T, "port of embarkation", "LOC+178", NULL, NULL, traveller_embark, NULL},
{"family", T, "family name", "NAD C080", "TIF C322", "Surname", traveller_family, NULL},
{"first_port", T, "port of clearance", "LOC+22", NULL, NULL, traveller_first_port, NULL},
{"given", T, "given name", "NAD C080", "TIF C324", "GivenName", traveller_given, NULL},
{"locator", T, "record locator", "RFF+AVF", NULL, NULL, traveller_locator, NULL},
{"nationality", T, "nationality", "NAT+2", "SSR DOCS", "DOCS @PaxNationality", traveller_nationality, NULL},
{"reference", T, "passenger reference", "RFF+ABO", "TIF 9944, REF", "@RPH", traveller_reference, NULL},
{"residence", T, "country of residence", "LOC+174", "SSR DOCA", "DOCA @Country", traveller_residence, NULL},
{"seats", T, "seat", "RFF+SEA", "SSR SEAT, SSD", "SeatNumber", traveller_seats, NULL},
{"sex", T, "sex", "ATT+2", "SSR DOCS", "DOCS @Gender", traveller_sex, NULL},
{"tickets", T, "ticket", "RFF+YZY", "TKT", "TicketDocument", traveller_tickets, NULL},
{"verified", T, "statement whether the document was verified", "GEI+4", NULL, NULL, traveller_verified, NULL},
{NULL, M, NULL, NULL, NULL, NULL, NULL, NULL},
};
/* clang-format on */
