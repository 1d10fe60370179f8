/* SPDX-License-Identifier: Apache-2.0
 *
 * api/write_transfers.h - carriers' transfers as the JSON objects of docs/api.md.
 * Private to api/.
 */
#ifndef API_WRITE_TRANSFERS_H
#define API_WRITE_TRANSFERS_H

#include "api/write.h"
#include "model/view_transfers.h"

void write_threat(struct json *j, const struct threat_view *t);
void write_carrier_notice(struct json *j, const struct notice_view *n);
/* Without what is only for the unit: penalties, and who is told. */
void write_notice_for_carrier(struct json *j, const struct notice_view *n);
void write_outage(struct json *j, const struct outage_view *o);
void write_contact(struct json *j, const struct contact_view *c);
void write_push_count(struct json *j, const struct push_count *p);

#endif
