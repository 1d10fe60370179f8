/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/demo.h"

#include "base/file.h"
#include "base/log.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "flow/demo.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LOOK_EVERY_SECONDS 3

struct demo_thread {
	struct demo *demo;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping; /* guarded by lock */
};

/* ---- making it ---- */

static enum rc write_sign_in(const char *folder, const char *password, struct err *e)
{
	char path[PATH_MAX], text[400];
	int n = snprintf(path, sizeof path, "%s/sign-in.txt", folder);
	if (n < 0 || n >= (int)sizeof path)
		return err_set(e, RC_INVALID, "the path of the data folder is too long");
	snprintf(text, sizeof text,
		 "user      analyst (or administrator, carrier-liaison, targeter, supervisor,\n"
		 "          requests-desk, dpo, approving-authority, requesting-authority,\n"
		 "          frontline-officer, supervisory-authority, auditor, remote-support)\n"
		 "password  %s\n",
		 password);
	return file_write(path, slice_of(text), 0600, e);
}

static enum rc take_in(const char *folder, struct err *e)
{
	struct unit *u = NULL;
	struct demo *d = NULL;
	struct demo_progress done = {.more = true};
	struct progress p;
	progress_start(&p);
	enum rc rc = unit_open(folder, UNIT_SERVE, NULL, &u, e);
	if (rc == RC_OK)
		rc = demo_open(u, &d, e);
	while (rc == RC_OK && done.more) {
		rc = demo_feed(d, &done, e);
		progress_show(&p, 0, 0, done.travellers, "travellers");
	}
	progress_end(&p);
	demo_close(d);
	unit_close(u);
	if (rc == RC_OK)
		printf("%llu messages of invented carriers taken in: %llu travellers, %llu hits, %.1f s.\n",
		       (unsigned long long)done.messages, (unsigned long long)done.travellers,
		       (unsigned long long)done.hits, progress_seconds(&p));
	return rc;
}

int demo_init(const char *folder, const char *profile)
{
	char password[DEMO_PASSWORD];
	struct err e;
	enum rc rc = demo_create(folder, profile, password, &e);
	if (rc == RC_OK)
		rc = write_sign_in(folder, password, &e);
	if (rc == RC_OK)
		printf("The unit of the fictitious State of Utopia is made in %s.\n", folder);
	if (rc == RC_OK)
		rc = take_in(folder, &e);
	if (rc != RC_OK)
		return say_failure(&e);
	printf("Sign in as \"analyst\" (or another role) with the password %s;\nit stands in "
	       "%s/sign-in.txt too.\n",
	       password, folder);
	return EXIT_DONE;
}

/* ---- sending on ---- */

static bool wait_for_stop(struct demo_thread *t, bool more)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LOOK_EVERY_SECONDS;
	pthread_mutex_lock(&t->lock);
	if (!t->stopping && !more)
		pthread_cond_timedwait(&t->wake, &t->lock, &until);
	bool stopping = t->stopping;
	pthread_mutex_unlock(&t->lock);
	return stopping;
}

static void *run(void *context)
{
	struct demo_thread *t = context;
	struct demo_progress done = {0};
	struct err e;
	while (!wait_for_stop(t, done.more)) {
		if (demo_feed(t->demo, &done, &e) == RC_OK)
			continue;
		log_event(LOG_ERROR, "demonstration-failed", LF_ERR(&e));
		done.more = false;
	}
	return NULL;
}

enum rc demo_thread_start(struct unit *u, struct demo_thread **out, struct err *e)
{
	struct demo_thread *t = calloc(1, sizeof *t);
	if (!t)
		return err_set(e, RC_NOMEM, "no memory for the demonstration");
	enum rc rc = demo_open(u, &t->demo, e);
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->wake, NULL);
	if (rc == RC_OK && pthread_create(&t->thread, NULL, run, t) != 0)
		rc = err_set(e, RC_IO, "cannot start a thread for the demonstration");
	if (rc != RC_OK) {
		demo_close(t->demo);
		free(t);
		return rc;
	}
	*out = t;
	return RC_OK;
}

void demo_thread_stop(struct demo_thread *t)
{
	if (!t)
		return;
	pthread_mutex_lock(&t->lock);
	t->stopping = true;
	pthread_cond_signal(&t->wake);
	pthread_mutex_unlock(&t->lock);
	pthread_join(t->thread, NULL);
	demo_close(t->demo);
	pthread_cond_destroy(&t->wake);
	pthread_mutex_destroy(&t->lock);
	free(t);
}
