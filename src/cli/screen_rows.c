/* SPDX-License-Identifier: Apache-2.0
 *
 * One thread reads rows in batches and prints results; the others screen. Batches
 * stand in a ring and are printed in the order in which they were read.
 */
#include "cli/progress.h"
#include "cli/screen_parts.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCH_ROWS 64
#define BATCH_BYTES ((size_t)1 << 30)
#define WORK_BYTES ((size_t)16 << 30)
#define THREADS_MAX 16
#define BATCHES_MAX (2 * THREADS_MAX)
#define FINDINGS_SAID_MAX 1000

enum batch_state { BATCH_FREE, BATCH_READ, BATCH_SCREENED };

struct batch {
	enum batch_state state;
	struct arena *arena;
	screen_rows rows;
	finding_list findings;
	struct buf out;
	uint64_t matches;
	bool failed;
};

struct crew {
	struct screen_work *work;
	pthread_mutex_t lock;   /* over the states, `taken` and `over` */
	pthread_cond_t changed; /* any of them */
	struct batch batches[BATCHES_MAX];
	unsigned batch_count;
	uint64_t read, taken, printed; /* batches */
	bool over;
	pthread_t threads[THREADS_MAX];
	unsigned thread_count;
	FILE *file;
	bool unreadable;
	uint64_t bytes, size;
	struct progress progress;
};

/* ---- screening ---- */

static void screen_batch(const struct screen_work *w, struct batch *b, struct arena *work)
{
	LIST_EACH(const struct screen_row, row, &b->rows)
	{
		arena_reset(work);
		b->matches += screen_row_write(w, row, work, &b->out);
		b->failed |= arena_failed(work);
	}
	b->failed |= buf_failed(&b->out);
}

/* The next batch that is read and not taken; NULL when there will be none. */
static struct batch *take(struct crew *c)
{
	struct batch *b = NULL;
	pthread_mutex_lock(&c->lock);
	while (!c->over && c->taken == c->read)
		pthread_cond_wait(&c->changed, &c->lock);
	if (c->taken < c->read)
		b = &c->batches[c->taken++ % c->batch_count];
	pthread_mutex_unlock(&c->lock);
	return b;
}

static void set_state(struct crew *c, struct batch *b, enum batch_state state)
{
	pthread_mutex_lock(&c->lock);
	b->state = state;
	c->read += state == BATCH_READ;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
}

static void *screening(void *context)
{
	struct crew *c = context;
	struct arena *work = arena_new(WORK_BYTES);
	for (struct batch *b = take(c); b; b = take(c)) {
		if (work)
			screen_batch(c->work, b, work);
		b->failed |= !work;
		set_state(c, b, BATCH_SCREENED);
	}
	arena_free(work);
	return NULL;
}

/* ---- reading and printing ---- */

static size_t read_bytes(void *context, char *to, size_t room)
{
	struct crew *c = context;
	size_t n = fread(to, 1, room, c->file);
	c->bytes += n;
	c->unreadable |= ferror(c->file) != 0;
	return n;
}

static void say_findings(struct crew *c, finding_list *findings)
{
	struct screen_work *w = c->work;
	if (w->findings < FINDINGS_SAID_MAX)
		screen_say_findings(w->path, findings);
	w->findings += findings->count;
	if (w->findings >= FINDINGS_SAID_MAX && w->findings - findings->count < FINDINGS_SAID_MAX)
		fprintf(stderr, "%s: further findings are only counted\n", w->path);
}

/* Prints the oldest batch when it is screened. */
static enum rc print_oldest(struct crew *c, struct err *e)
{
	struct batch *b = &c->batches[c->printed++ % c->batch_count];
	pthread_mutex_lock(&c->lock);
	while (b->state != BATCH_SCREENED)
		pthread_cond_wait(&c->changed, &c->lock);
	pthread_mutex_unlock(&c->lock);
	if (b->failed)
		return err_set(e, RC_NOMEM, "no memory for the matches of some travellers");
	say_findings(c, &b->findings);
	if (b->out.n && fwrite(b->out.p, 1, b->out.n, stdout) != b->out.n)
		return err_set(e, RC_IO, "cannot write to standard output");
	c->work->travellers += b->rows.count;
	c->work->matches += b->matches;
	progress_show(&c->progress, c->bytes, c->size, c->work->travellers, "travellers");
	set_state(c, b, BATCH_FREE);
	return RC_OK;
}

/* RC_END when the file has no more rows; what was read before is in the batch. */
static enum rc read_batch(struct crew *c, struct travellers *t, struct batch *b, struct err *e)
{
	enum rc rc = RC_OK;
	arena_reset(b->arena);
	buf_clear(&b->out);
	b->rows = (screen_rows){0};
	b->findings = (finding_list){0};
	b->matches = 0;
	while (rc == RC_OK && b->rows.count < BATCH_ROWS)
		rc = travellers_next(t, b->arena, &b->rows, &b->findings, e);
	if (c->unreadable)
		return err_set(e, RC_IO, "cannot read %s to its end", c->work->path);
	return rc;
}

static enum rc screen_all(struct crew *c, struct travellers *t, struct err *e)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK) {
		if (c->read - c->printed == c->batch_count)
			rc = print_oldest(c, e);
		struct batch *b = &c->batches[c->read % c->batch_count];
		if (rc == RC_OK)
			rc = read_batch(c, t, b, e);
		if (rc == RC_OK || rc == RC_END)
			set_state(c, b, BATCH_READ);
	}
	if (rc == RC_END)
		rc = RC_OK;
	while (rc == RC_OK && c->printed < c->read)
		rc = print_oldest(c, e);
	return rc;
}

static enum rc open_and_screen(struct crew *c, struct err *e)
{
	struct travellers *t;
	struct err why;
	finding_list findings = {0};
	struct arena *a = arena_new(BATCH_BYTES);
	if (!a)
		return err_set(e, RC_NOMEM, "no memory to read travellers");
	enum rc rc =
		travellers_open((struct travellers_input){read_bytes, c}, a, &findings, &t, &why);
	say_findings(c, &findings);
	if (c->unreadable)
		rc = err_set(e, RC_IO, "cannot read %s", c->work->path);
	else if (rc != RC_OK)
		err_set(e, rc, "%s: %s", c->work->path, why.text);
	else
		rc = screen_all(c, t, e);
	travellers_free(t);
	arena_free(a);
	return rc;
}

/* ---- the crew ---- */

static unsigned cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

static enum rc crew_start(struct crew *c, struct err *e)
{
	unsigned wanted = cores();
	for (c->batch_count = 0; c->batch_count < 2 * wanted; c->batch_count++) {
		struct batch *b = &c->batches[c->batch_count];
		buf_init(&b->out, BATCH_BYTES);
		b->arena = arena_new(BATCH_BYTES);
		if (!b->arena)
			return err_set(e, RC_NOMEM, "no memory to screen travellers");
	}
	while (c->thread_count < wanted &&
	       pthread_create(&c->threads[c->thread_count], NULL, screening, c) == 0)
		c->thread_count++;
	return c->thread_count ? RC_OK : err_set(e, RC_IO, "cannot start a thread");
}

static void crew_end(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->over = true;
	c->taken = c->read; /* after a failure, what nobody took is not screened */
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	for (unsigned i = 0; i < c->thread_count; i++)
		pthread_join(c->threads[i], NULL);
	for (unsigned i = 0; i < c->batch_count; i++) {
		buf_release(&c->batches[i].out);
		arena_free(c->batches[i].arena);
	}
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
}

static enum rc open_file(struct crew *c, struct err *e)
{
	const char *path = c->work->path;
	struct stat st;
	c->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	if (!c->file)
		return err_set(e, RC_NOT_FOUND, "cannot open %s: %s", path, strerror(errno));
	if (fstat(fileno(c->file), &st) == 0 && S_ISREG(st.st_mode))
		c->size = (uint64_t)st.st_size;
	return RC_OK;
}

enum rc screen_run(struct screen_work *w, struct err *e)
{
	struct crew c = {.work = w};
	pthread_mutex_init(&c.lock, NULL);
	pthread_cond_init(&c.changed, NULL);
	progress_start(&c.progress);
	enum rc rc = open_file(&c, e);
	if (rc == RC_OK)
		rc = crew_start(&c, e);
	if (rc == RC_OK)
		rc = open_and_screen(&c, e);
	crew_end(&c);
	progress_end(&c.progress);
	if (c.file && c.file != stdin)
		fclose(c.file);
	if (rc == RC_OK && fflush(stdout) != 0)
		rc = err_set(e, RC_IO, "cannot write to standard output");
	return rc;
}
