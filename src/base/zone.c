/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define NAME_MAX_CHARS 64

/* Opening an ICU calendar costs some 0.1 ms, so each thread keeps the last one. */
struct cached {
	char name[NAME_MAX_CHARS];
	UCalendar *calendar;
};

static pthread_key_t cache_key;
static pthread_once_t cache_once = PTHREAD_ONCE_INIT;

static void cache_free(void *p)
{
	struct cached *c = p;
	ucal_close(c->calendar);
	free(c);
}

static void cache_init(void)
{
	int failed = pthread_key_create(&cache_key, cache_free);
	assert(!failed);
}

static bool known_zone(const UChar *id)
{
	UChar canonical[NAME_MAX_CHARS];
	UErrorCode status = U_ZERO_ERROR;
	UBool is_system = 0;
	ucal_getCanonicalTimeZoneID(id, -1, canonical, NAME_MAX_CHARS, &is_system, &status);
	return U_SUCCESS(status) && is_system;
}

static UCalendar *open_calendar(const char *name)
{
	UChar id[NAME_MAX_CHARS];
	u_charsToUChars(name, id, (int32_t)strlen(name) + 1);
	if (!known_zone(id))
		return NULL;
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *c = ucal_open(id, -1, "en_US", UCAL_GREGORIAN, &status);
	return U_SUCCESS(status) ? c : NULL;
}

static UCalendar *calendar_for(const char *name)
{
	pthread_once(&cache_once, cache_init);
	struct cached *c = pthread_getspecific(cache_key);
	if (c && strcmp(c->name, name) == 0)
		return c->calendar;
	UCalendar *calendar = open_calendar(name);
	if (!calendar)
		return NULL;
	if (!c) {
		c = calloc(1, sizeof *c);
		if (!c) {
			ucal_close(calendar);
			return NULL;
		}
		pthread_setspecific(cache_key, c);
	} else {
		ucal_close(c->calendar);
	}
	memcpy(c->name, name, strlen(name) + 1);
	c->calendar = calendar;
	return calendar;
}

enum rc zone_instant(const char *name, struct local_time t, int64_t *at)
{
	if (!local_time_present(t) || strlen(name) >= NAME_MAX_CHARS)
		return RC_NOT_FOUND;
	UCalendar *c = calendar_for(name);
	if (!c)
		return RC_NOT_FOUND;
	UErrorCode status = U_ZERO_ERROR;
	ucal_clear(c);
	ucal_setDateTime(c, t.date.year, t.date.month - 1, t.date.day, t.hour < 0 ? 0 : t.hour,
			 t.minute, 0, &status);
	UDate ms = ucal_getMillis(c, &status);
	if (U_FAILURE(status))
		return RC_NOT_FOUND;
	*at = (int64_t)ms * 1000;
	return RC_OK;
}
