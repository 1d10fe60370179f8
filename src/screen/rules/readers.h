/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/rules/readers.h - how each field of the table is read from the model. Private to
 * screen/.
 */
#ifndef SCREEN_RULES_READERS_H
#define SCREEN_RULES_READERS_H

#include "screen/rules/value.h"

/* Named after their field. `object` is the item that a list gave, else NULL. */
#define READER(name) struct value name(const struct reading *r, const void *object)

READER(read_flight_carrier);
READER(read_flight_number);
READER(read_flight_operating_carrier);
READER(read_flight_from);
READER(read_flight_to);
READER(read_flight_from_state);
READER(read_flight_to_state);
READER(read_flight_direction);
READER(read_flight_departs);
READER(read_flight_arrives);
READER(read_flight_departure_hour);
READER(read_flight_departure_weekday);
READER(read_flight_stops);
READER(read_flight_legs);
READER(read_leg_from);
READER(read_leg_to);
READER(read_leg_from_state);
READER(read_leg_to_state);
READER(read_leg_border);

READER(read_traveller_kind);
READER(read_traveller_role);
READER(read_traveller_sex);
READER(read_traveller_age);
READER(read_traveller_nationality);
READER(read_traveller_birth_state);
READER(read_traveller_residence);
READER(read_traveller_embarks);
READER(read_traveller_disembarks);
READER(read_traveller_in_transit);
READER(read_traveller_boarded);
READER(read_traveller_checked_in);
READER(read_traveller_documents);
READER(read_document_type);
READER(read_document_issuer);
READER(read_document_expires);
READER(read_document_issued);
READER(read_document_valid_days);
READER(read_traveller_seats);
READER(read_seat_seat);
READER(read_seat_cabin);
READER(read_seat_source);
READER(read_traveller_bag_count);
READER(read_traveller_bag_weight);
READER(read_traveller_bag_pool);
READER(read_traveller_bags);
READER(read_bag_to);
READER(read_bag_carrier);
READER(read_bag_count);
READER(read_traveller_tickets);
READER(read_ticket_carrier);
READER(read_ticket_sold_in);
READER(read_ticket_restriction);
READER(read_ticket_issued);
READER(read_traveller_loyalty);
READER(read_loyalty_carrier);
READER(read_loyalty_tier);

READER(read_booking_carrier);
READER(read_booking_created);
READER(read_booking_changed);
READER(read_booking_ticketed);
READER(read_booking_days_before);
READER(read_booking_at_check_in);
READER(read_booking_cancelled);
READER(read_booking_split);
READER(read_booking_party_size);
READER(read_booking_travellers);
READER(read_booking_agency_name);
READER(read_booking_agency_iata);
READER(read_booking_agency_city);
READER(read_booking_agency_state);
READER(read_booking_agency_kind);
READER(read_booking_segments);
READER(read_segment_carrier);
READER(read_segment_number);
READER(read_segment_operating_carrier);
READER(read_segment_from);
READER(read_segment_to);
READER(read_segment_from_state);
READER(read_segment_to_state);
READER(read_segment_class);
READER(read_segment_state);
READER(read_segment_day);
READER(read_booking_origin);
READER(read_booking_destination);
READER(read_booking_route);
READER(read_booking_one_way);
READER(read_booking_open_jaw);
READER(read_booking_trip_days);
READER(read_booking_payments);
READER(read_payment_form);
READER(read_payment_card_vendor);
READER(read_payment_currency);
READER(read_payment_amount);
READER(read_booking_fare);
READER(read_booking_fare_currency);
READER(read_booking_changes);
READER(read_booking_change_actions);
READER(read_booking_phone_codes);
READER(read_booking_email_domains);
READER(read_booking_address_states);

/* ---- shared by the readers ---- */

struct value value_of_day(struct date d);
/* "2026-03-11T02:01Z", or a date, as the model has instants in texts. */
struct value value_instant(struct slice s);
struct value value_state_of(struct slice port);
/* A list of the `count` items of the model that `next` walks from `first`. */
struct value value_items(const struct reading *r, const void *first, unsigned count,
			 size_t next_offset);
#define VALUE_ITEMS(r, list, type) \
	value_items((r), (list)->first, (list)->count, offsetof(type, next))

#endif
