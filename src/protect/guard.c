/* SPDX-License-Identifier: Apache-2.0 */
#include "protect/guard.h"

#include <pthread.h>
#include <stdlib.h>

#define SLOTS 4096 /* power of two */
#define PROBES 16
#define HASHING_MAX 2

struct counter {
	uint64_t key; /* 0 = free */
	int64_t since_at;
	unsigned failures;
};

struct sign_in_guard {
	pthread_mutex_t lock;
	pthread_cond_t hashed;
	unsigned hashing;
	char nobody[PASSWORD_HASH_MAX]; /* hash of a password that nobody knows */
	struct counter counters[SLOTS];
};

struct sign_in_guard *sign_in_guard_new(void)
{
	struct sign_in_guard *g = calloc(1, sizeof *g);
	if (!g)
		return NULL;
	char secret[HEX_TEXT(32)];
	unsigned char bytes[32];
	random_bytes(bytes, sizeof bytes);
	hex_write(bytes, sizeof bytes, secret);
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->hashed, NULL);
	enum rc rc = password_hash(slice_of(secret), g->nobody, NULL);
	wipe_secret(secret, sizeof secret);
	if (rc == RC_OK)
		return g;
	sign_in_guard_free(g);
	return NULL;
}

void sign_in_guard_free(struct sign_in_guard *g)
{
	if (!g)
		return;
	pthread_cond_destroy(&g->hashed);
	pthread_mutex_destroy(&g->lock);
	free(g);
}

static uint64_t key_of(char kind, struct slice name)
{
	uint64_t key = hash_short(name) ^ (uint64_t)(unsigned char)kind << 56;
	return key ? key : 1;
}

static bool over(const struct counter *c, int64_t now_at)
{
	return c->key == 0 || now_at - c->since_at >= SIGN_IN_WINDOW_US;
}

/* The counter of `key`; where there is none, that one of its places which is
 * missed least: free or over, else with the fewest failures. */
static struct counter *counter_of(struct sign_in_guard *g, uint64_t key, int64_t now_at)
{
	struct counter *least = NULL;
	for (unsigned i = 0; i < PROBES; i++) {
		struct counter *c = &g->counters[(key + i) & (SLOTS - 1)];
		if (over(c, now_at))
			c->failures = 0;
		if (c->key == key && c->failures > 0)
			return c;
		if (!least || c->failures < least->failures)
			least = c;
	}
	*least = (struct counter){.key = key, .since_at = now_at};
	return least;
}

static int64_t seconds_to_wait(const struct counter *c, unsigned limit, int64_t now_at)
{
	if (c->failures < limit)
		return 0;
	return (c->since_at + SIGN_IN_WINDOW_US - now_at + SECOND_US - 1) / SECOND_US;
}

int64_t guard_enter(struct sign_in_guard *g, const struct sign_in_try *t, int64_t now_at)
{
	pthread_mutex_lock(&g->lock);
	struct counter *login = counter_of(g, key_of('l', t->login), now_at);
	int64_t wait = seconds_to_wait(login, SIGN_IN_FAILURES_LOGIN, now_at);
	if (wait == 0)
		login->failures++;
	if (wait == 0 && slice_present(t->peer)) {
		struct counter *peer = counter_of(g, key_of('p', t->peer), now_at);
		wait = seconds_to_wait(peer, SIGN_IN_FAILURES_PEER, now_at);
		if (wait == 0)
			peer->failures++;
		else
			login->failures--; /* was not tried */
	}
	pthread_mutex_unlock(&g->lock);
	return wait;
}

static void uncount(struct counter *c)
{
	if (c->failures > 0)
		c->failures--;
}

static void peer_uncount(struct sign_in_guard *g, const struct sign_in_try *t, int64_t now_at)
{
	if (slice_present(t->peer))
		uncount(counter_of(g, key_of('p', t->peer), now_at));
}

void guard_succeeded(struct sign_in_guard *g, const struct sign_in_try *t, int64_t now_at)
{
	pthread_mutex_lock(&g->lock);
	counter_of(g, key_of('l', t->login), now_at)->failures = 0;
	peer_uncount(g, t, now_at);
	pthread_mutex_unlock(&g->lock);
}

void guard_undo(struct sign_in_guard *g, const struct sign_in_try *t, int64_t now_at)
{
	pthread_mutex_lock(&g->lock);
	uncount(counter_of(g, key_of('l', t->login), now_at));
	peer_uncount(g, t, now_at);
	pthread_mutex_unlock(&g->lock);
}

bool guard_password_matches(struct sign_in_guard *g, struct slice password, const char *hash)
{
	pthread_mutex_lock(&g->lock);
	while (g->hashing >= HASHING_MAX)
		pthread_cond_wait(&g->hashed, &g->lock);
	g->hashing++;
	pthread_mutex_unlock(&g->lock);
	bool matches = password_matches(password, hash ? hash : g->nobody);
	pthread_mutex_lock(&g->lock);
	g->hashing--;
	pthread_cond_signal(&g->hashed);
	pthread_mutex_unlock(&g->lock);
	return matches && hash;
}
