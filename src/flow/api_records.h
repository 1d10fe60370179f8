/* SPDX-License-Identifier: Apache-2.0
 *
 * flow/api_records.h - what the PAXLST messages of a flight say of each
 * person, message by message. Private to flow/.
 */
#ifndef FLOW_API_RECORDS_H
#define FLOW_API_RECORDS_H

#include "base/map.h"
#include "flow/truth.h"

struct api_record {
	struct slice natural_key;
	const struct traveller *traveller; /* the latest that was sent */
	const struct truth_message *from;
	enum truth_status status;
	bool crew;
	bool in_close_list; /* while one close-out message is applied */
	bool joined;
	struct api_record *next;
};

struct api_records {
	struct arena *arena;
	LIST(struct api_record) all;
	struct map by_reference, by_document, by_locator_name, by_name_birth;
	struct map by_natural_key;
	struct slice close_sender,
		close_reference; /* of the close-out whose parts are being read */
	enum message_function close_function;
	struct map occurrences; /* of one base of natural keys in the message being applied */
};

/* Starts without any record. */
void api_records_init(struct api_records *r, struct arena *a);

/* Applies one PAXLST message (WCO/IATA/ICAO PAXLST guide, BGM functions). */
void api_records_apply(struct api_records *r, const struct truth_message *from);

/* Letters and digits of one or two name parts, upper case; for comparing. */
struct slice fold_name(struct arena *a, struct slice first, struct slice second);
/* Key of a travel document: folded number and issuer; absent without number. */
struct slice travel_document_key(struct arena *a, const struct document *d);
bool is_travel_document(const struct document *d); /* identifies its holder: not a visa */

#endif
