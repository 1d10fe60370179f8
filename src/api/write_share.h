/* SPDX-License-Identifier: Apache-2.0
 *
 * api/write_share.h - requests of authorities and what was disclosed, as JSON objects.
 * Private to api/.
 */
#ifndef API_WRITE_SHARE_H
#define API_WRITE_SHARE_H

#include "api/write.h"
#include "model/view_share.h"

/* Each writes one object of docs/api.md. */
void write_request(struct json *j, const struct request_view *r);
void write_request_find(struct json *j, const struct request_find *f);
void write_disclosure(struct json *j, const struct disclosure_view *v);
void write_third_country(struct json *j, const struct third_country_view *v);
void write_recipient(struct json *j, const struct recipient_view *v);

#endif
