/* SPDX-License-Identifier: Apache-2.0
 *
 * api/write.h - views as the JSON objects of docs/api.md. Private to api/.
 *
 * Each writes one object; lists are written with WRITE_LIST.
 */
#ifndef API_WRITE_H
#define API_WRITE_H

#include "base/buf.h"
#include "model/finding.h"
#include "model/view.h"

#include <inttypes.h>

/* "key": [ ... ] of the elements of `list`, by `write`(j, element). */
#define WRITE_LIST(j, key, type, list, write) \
	do { \
		json_key((j), (key)); \
		json_array(j); \
		LIST_EACH(type, item_, list) \
		write((j), item_); \
		json_array_end(j); \
	} while (0)

void write_id(struct json *j, const char *key, int64_t id); /* as decimal text */
void write_at(struct json *j, const char *key, int64_t at);
void write_at_opt(struct json *j, const char *key, int64_t at);       /* 0: left out */
void write_day_opt(struct json *j, const char *key, struct date day); /* absent: left out */
/* Complete JSON; left out when absent. */
void write_raw_opt(struct json *j, const char *key, struct slice raw);

void write_flight(struct json *j, const struct flight_view *f);
void write_leg(struct json *j, const struct leg_view *l);
void write_message(struct json *j, const struct message_view *m);
void write_traveller(struct json *j, const struct traveller_view *t);
void write_source(struct json *j, const struct source_view *s);
void write_join(struct json *j, const struct join_view *v);
void write_hit(struct json *j, const struct hit_view *h);
void write_decision(struct json *j, const struct decision_view *d);
/* An empty object where there was none. */
void write_rescreening(struct json *j, const struct rescreening_view *r);
void write_watchlist(struct json *j, const struct watchlist_view *w);
/* The members of an object that is begun. */
void write_thresholds(struct json *j, const struct thresholds_page *page);
void write_watchlist_version(struct json *j, const struct watchlist_version_view *v);
void write_audit(struct json *j, const struct audit_view *a);
void write_account(struct json *j, const struct account_view *a);
void write_session_row(struct json *j, const struct session_view *s);
void write_carrier_key(struct json *j, const struct carrier_key_view *k);
/* A finding as the reader made it; its place is called `place`: "segment" or "line". */
void write_finding(struct json *j, const struct finding *f, const char *place);

#endif
