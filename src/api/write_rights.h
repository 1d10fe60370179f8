/* SPDX-License-Identifier: Apache-2.0
 *
 * api/write_rights.h - requests of the people concerned as the JSON objects of docs/api.md.
 * Private to api/.
 */
#ifndef API_WRITE_RIGHTS_H
#define API_WRITE_RIGHTS_H

#include "api/write_oversight.h"
#include "model/view_rights.h"

/* Each writes one object. */
void write_rights_request(struct json *j, const struct rights_request_view *r);
void write_rights_found(struct json *j, const struct rights_found_view *f);

#endif
