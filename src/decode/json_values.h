/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/json_values.h - what the writers of messages, travellers and bookings
 * (json.c, json_traveller.c, json_booking.c) share: values that are left out
 * where they are absent.
 */
#ifndef DECODE_JSON_VALUES_H
#define DECODE_JSON_VALUES_H

#include "decode/decode.h"

static inline void put_date(struct json *j, const char *key, struct date d)
{
	if (!date_present(d))
		return;
	char text[DATE_TEXT];
	date_write(d, text);
	json_put_str(j, key, text);
}

static inline void put_local(struct json *j, const char *key, struct local_time t)
{
	if (!local_time_present(t))
		return;
	char text[LOCAL_TIME_TEXT];
	local_time_write(t, text);
	json_put_str(j, key, text);
}

static inline void put_index(struct json *j, const char *key, int index)
{
	if (index >= 0)
		json_put_i64(j, key, index);
}

static inline void put_count(struct json *j, const char *key, int64_t count)
{
	if (count >= 0)
		json_put_i64(j, key, count);
}

static inline void put_tristate(struct json *j, const char *key, enum tristate t)
{
	if (t != UNKNOWN)
		json_put_bool(j, key, t == YES);
}

static inline void open_list(struct json *j, const char *key)
{
	json_key(j, key);
	json_array(j);
}

static inline void put_true(struct json *j, const char *key, bool value)
{
	if (value)
		json_put_bool(j, key, true);
}

/* Lists, left out where they are empty. */
void write_addresses(struct json *j, const struct address *first);
void write_contacts(struct json *j, const struct contact *first);
/* Left out where it says nothing. */
void write_agency(struct json *j, const char *key, const struct agency *a);

#endif
