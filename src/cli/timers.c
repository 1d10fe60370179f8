/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/timers.h"

#include "base/log.h"
#include "flow/counters.h"
#include "flow/lists.h"
#include "flow/opened.h"
#include "flow/parts.h"
#include "flow/retention.h"
#include "flow/sealed_match.h"
#include "flow/trail.h"
#include "flow/transfers.h"
#include "flow/unit.h"
#include "review/rules.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define ROUND_SECONDS 5

struct timers {
	struct unit *unit;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool ending; /* guarded by lock, as is the next */
	uint64_t parts_wait_minutes;
	/* The thread's own: */
	struct clock_watch watch;
	bool leapt;
	int64_t minute; /* of the last look at what comes of age */
	int64_t day;    /* on which flights to come met the lists */
};

/* What was cut off by the end of the unit is no failure: the next start does it. */
static void say(const struct timers *t, const char *event, const struct err *e)
{
	if (!unit_is_stopping(t->unit))
		log_event(LOG_ERROR, event, LF_ERR(e));
}

static bool clock_leapt(struct timers *t)
{
	int64_t ahead_us = clock_watch_ahead(&t->watch, unit_now(t->unit), clock_boot());
	bool leapt = ahead_us > TIMERS_LEAP_US;
	if (leapt && !t->leapt)
		log_event(LOG_ERROR, "clock-leapt", LF_I64("seconds", ahead_us / SECOND_US));
	t->leapt = leapt;
	return leapt;
}

/* What comes of age is sealed or deleted within a minute. */
static void keep_retention(struct timers *t)
{
	struct err e;
	struct actor system = actor_system();
	struct retention_report done;
	unsigned hits;
	int64_t minute = unit_now(t->unit) / MINUTE_US;
	if (minute == t->minute || clock_leapt(t))
		return;
	t->minute = minute;
	opened_sweep(t->unit);
	if (retention_run(t->unit, &system, true, &done, &e) != RC_OK)
		say(t, "retention-failed", &e);
	if (sealed_match_lists(t->unit, &hits, &e) != RC_OK)
		say(t, "sealed-match-failed", &e);
}

/* List entries begin and end with days: the index is made anew for each. */
static void begin_day(struct timers *t)
{
	struct err e;
	int64_t day = unit_now(t->unit) / DAY_US;
	if (trail_sign_due(t->unit, &e) != RC_OK)
		say(t, "audit-checkpoint-failed", &e);
	if (index_keep_image(t->unit, &e) != RC_OK)
		say(t, "index-image-failed", &e);
	if (day == t->day)
		return;
	t->day = day;
	if (lists_new_day(t->unit, &e) != RC_OK)
		say(t, "new-day-failed", &e);
}

/* After a stop over midnight the day's lists are still to be met. */
static int64_t day_of_lists(struct unit *u)
{
	struct date day;
	struct err e;
	if (lists_day(u, &day, &e) == RC_OK)
		return date_present(day) ? date_days(day) : 0;
	log_event(LOG_ERROR, "new-day-failed", LF_ERR(&e));
	return 0;
}

static void tell_missing_parts(struct timers *t, uint64_t wait_minutes)
{
	struct err e;
	unsigned told;
	if (parts_overdue(t->unit, (int64_t)wait_minutes * MINUTE_US, &told, &e) != RC_OK)
		say(t, "parts-overdue-failed", &e);
}

/* A rule whose end or review has passed stops being in force. */
static void end_rules(struct timers *t)
{
	struct err e;
	unsigned expired;
	if (review_rules_expire(t->unit, &expired, &e) != RC_OK)
		say(t, "rules-expire-failed", &e);
}

/* A list that is too old leaves the comparison at once. */
static void watch_ages_of_lists(struct timers *t)
{
	struct err e;
	unsigned changed;
	if (lists_age(t->unit, &changed, &e) != RC_OK)
		say(t, "list-ages-failed", &e);
}

/* What a carrier did not push is told to it within minutes. */
static void tell_missing_pushes(struct timers *t)
{
	struct err e;
	unsigned made;
	if (transfers_overdue(t->unit, &made, &e) != RC_OK)
		say(t, "transfers-overdue-failed", &e);
}

static void go_round(struct timers *t, uint64_t wait_minutes)
{
	end_rules(t);
	keep_retention(t);
	watch_ages_of_lists(t);
	begin_day(t);
	keep_retention(t);
	tell_missing_parts(t, wait_minutes);
	tell_missing_pushes(t);
	unit_counters(t->unit)->timers_at = unit_now(t->unit);
}

static void *run(void *context)
{
	struct timers *t = context;
	pthread_mutex_lock(&t->lock);
	while (!t->ending) {
		struct timespec until;
		uint64_t wait_minutes = t->parts_wait_minutes;
		pthread_mutex_unlock(&t->lock);
		go_round(t, wait_minutes);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += ROUND_SECONDS;
		pthread_mutex_lock(&t->lock);
		if (!t->ending)
			pthread_cond_timedwait(&t->wake, &t->lock, &until);
	}
	pthread_mutex_unlock(&t->lock);
	return NULL;
}

static void release(struct timers *t)
{
	pthread_cond_destroy(&t->wake);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

enum rc timers_start(struct unit *u, uint64_t parts_wait_minutes, struct timers **out,
		     struct err *e)
{
	pthread_condattr_t steady;
	struct timers *t = calloc(1, sizeof *t);
	if (!t)
		return err_set(e, RC_NOMEM, "no memory for the timers");
	t->unit = u;
	t->parts_wait_minutes = parts_wait_minutes;
	t->day = day_of_lists(u);
	pthread_mutex_init(&t->lock, NULL);
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	pthread_cond_init(&t->wake, &steady);
	pthread_condattr_destroy(&steady);
	if (pthread_create(&t->thread, NULL, run, t) != 0) {
		release(t);
		return err_set(e, RC_NOMEM, "no thread left for the timers");
	}
	*out = t;
	return RC_OK;
}

void timers_set_parts_wait(struct timers *t, uint64_t minutes)
{
	pthread_mutex_lock(&t->lock);
	t->parts_wait_minutes = minutes;
	pthread_mutex_unlock(&t->lock);
}

void timers_stop(struct timers *t)
{
	if (!t)
		return;
	pthread_mutex_lock(&t->lock);
	t->ending = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->lock);
	pthread_join(t->thread, NULL);
	release(t);
}
