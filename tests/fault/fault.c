/* SPDX-License-Identifier: Apache-2.0 */
#include "fault.h"

#include <errno.h>
#include <execinfo.h>
#include <expat.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int armed = -1; /* a fault_kind; -1: nothing fails */
static atomic_long left;      /* points until one fails */
static atomic_long passed;
static atomic_bool stays;

const char *fault_name(enum fault_kind kind)
{
	static const char *const names[FAULT_KINDS] = {"memory", "engine", "statement",
						       "disc",   "full",   "thread"};
	return names[kind];
}

void fault_arm(enum fault_kind kind, long nth, bool stay)
{
	left = nth;
	passed = 0;
	stays = stay;
	armed = (int)kind;
}

long fault_disarm(void)
{
	armed = -1;
	return passed;
}

/* For addr2line. */
static void say_where(void)
{
	void *frames[16];
	dprintf(STDERR_FILENO, "# %s %ld at\n", fault_name((enum fault_kind)armed), (long)passed);
	backtrace_symbols_fd(frames, backtrace(frames, 16), STDERR_FILENO);
}

/* Whether this point, of that kind, is one that fails. */
static bool fails(enum fault_kind kind)
{
	if (armed != (int)kind)
		return false;
	passed++;
	long now = --left;
	if (now == 0 && getenv("FAULT_WHERE"))
		say_where();
	return now == 0 || (now < 0 && stays);
}

static bool no_disc(bool needs_room)
{
	return fails(FAULT_DISC) || (needs_room && fails(FAULT_FULL));
}

/* errno of what failed just now. */
static int disc_error(void)
{
	return armed == FAULT_FULL ? ENOSPC : EIO;
}

/* ---- the program's memory ---- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t n);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t n);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);

void *__wrap_malloc(size_t n)
{
	return fails(FAULT_MEMORY) ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t n)
{
	return fails(FAULT_MEMORY) ? NULL : __real_calloc(count, n);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails(FAULT_MEMORY) ? NULL : __real_realloc(p, n);
}

char *__wrap_strdup(const char *s)
{
	return fails(FAULT_MEMORY) ? NULL : __real_strdup(s);
}

char *__wrap_strndup(const char *s, size_t n)
{
	return fails(FAULT_MEMORY) ? NULL : __real_strndup(s, n);
}

/* ---- expat's memory ---- */

XML_Parser __wrap_XML_ParserCreate(const XML_Char *charset);

XML_Parser __wrap_XML_ParserCreate(const XML_Char *charset)
{
	static const XML_Memory_Handling_Suite suite = {__wrap_malloc, __wrap_realloc, free};
	return XML_ParserCreate_MM(charset, &suite, NULL);
}

/* ---- threads ---- */

typedef void *thread_fn(void *);
int __real_pthread_create(pthread_t *t, const pthread_attr_t *a, thread_fn *run, void *context);
int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *a, thread_fn *run, void *context);

int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *a, thread_fn *run, void *context)
{
	return fails(FAULT_THREAD) ? EAGAIN : __real_pthread_create(t, a, run, context);
}

/* ---- the program's files ---- */

ssize_t __real_write(int fd, const void *p, size_t n);
int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_mkdir(const char *path, mode_t mode);
int __real_open(const char *path, int flags, ...);
ssize_t __wrap_write(int fd, const void *p, size_t n);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_open(const char *path, int flags, ...);

static int refuse(void)
{
	errno = disc_error();
	return -1;
}

ssize_t __wrap_write(int fd, const void *p, size_t n)
{
	return no_disc(true) ? refuse() : __real_write(fd, p, n);
}

int __wrap_fsync(int fd)
{
	return no_disc(true) ? refuse() : __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
	return no_disc(true) ? refuse() : __real_rename(from, to);
}

int __wrap_unlink(const char *path)
{
	return no_disc(false) ? refuse() : __real_unlink(path);
}

int __wrap_mkdir(const char *path, mode_t mode)
{
	return no_disc(true) ? refuse() : __real_mkdir(path, mode);
}

int __wrap_open(const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	int mode = flags & O_CREAT ? va_arg(more, int) : 0;
	va_end(more);
	return no_disc(flags & O_CREAT) ? refuse() : __real_open(path, flags, mode);
}

/* ---- statements ---- */

int __real_sqlite3_step(sqlite3_stmt *q);
int __real_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
			void *context, char **message);
int __real_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags,
			      sqlite3_stmt **out, const char **tail);
int __wrap_sqlite3_step(sqlite3_stmt *q);
int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
			void *context, char **message);
int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags,
			      sqlite3_stmt **out, const char **tail);

int __wrap_sqlite3_step(sqlite3_stmt *q)
{
	return fails(FAULT_STATEMENT) ? SQLITE_IOERR : __real_sqlite3_step(q);
}

int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
			void *context, char **message)
{
	return fails(FAULT_STATEMENT) ? SQLITE_IOERR
				      : __real_sqlite3_exec(db, sql, row, context, message);
}

int __wrap_sqlite3_prepare_v3(sqlite3 *db, const char *sql, int n, unsigned flags,
			      sqlite3_stmt **out, const char **tail)
{
	*out = NULL;
	return fails(FAULT_STATEMENT) ? SQLITE_IOERR
				      : __real_sqlite3_prepare_v3(db, sql, n, flags, out, tail);
}

/* ---- SQLite's memory ---- */

static sqlite3_mem_methods engine; /* its own */

static void *engine_malloc(int n)
{
	return fails(FAULT_ENGINE) ? NULL : engine.xMalloc(n);
}

static void *engine_realloc(void *p, int n)
{
	return fails(FAULT_ENGINE) ? NULL : engine.xRealloc(p, n);
}

/* ---- SQLite's files: the engine's own, and before some of their methods a point ---- */

struct shim {
	sqlite3_file base;
	sqlite3_io_methods methods;
	sqlite3_file real[]; /* of the engine's own */
};

static sqlite3_vfs *real_vfs;

static sqlite3_file *real_of(sqlite3_file *f)
{
	return ((struct shim *)f)->real;
}

static int full_or(int code)
{
	return armed == FAULT_FULL ? SQLITE_FULL : code;
}

static int shim_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int shim_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return no_disc(false) ? SQLITE_IOERR_READ
			      : real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int shim_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	return no_disc(true) ? full_or(SQLITE_IOERR_WRITE)
			     : real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 n)
{
	return no_disc(true) ? full_or(SQLITE_IOERR_TRUNCATE)
			     : real_of(f)->pMethods->xTruncate(real_of(f), n);
}

static int shim_sync(sqlite3_file *f, int flags)
{
	return no_disc(true) ? full_or(SQLITE_IOERR_FSYNC)
			     : real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *n)
{
	return no_disc(false) ? SQLITE_IOERR_FSTAT : real_of(f)->pMethods->xFileSize(real_of(f), n);
}

static int shim_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int shim_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int shim_reserved(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int shim_control(sqlite3_file *f, int op, void *p)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, p);
}

static int shim_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int shim_device(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int shim_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return no_disc(extend != 0)
		       ? full_or(SQLITE_IOERR_SHMMAP)
		       : real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}

static int shim_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void shim_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int shim_unmap(sqlite3_file *f, int away)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), away);
}

static const sqlite3_io_methods shims = {.iVersion = 2,
					 .xClose = shim_close,
					 .xRead = shim_read,
					 .xWrite = shim_write,
					 .xTruncate = shim_truncate,
					 .xSync = shim_sync,
					 .xFileSize = shim_size,
					 .xLock = shim_lock,
					 .xUnlock = shim_unlock,
					 .xCheckReservedLock = shim_reserved,
					 .xFileControl = shim_control,
					 .xSectorSize = shim_sector,
					 .xDeviceCharacteristics = shim_device,
					 .xShmMap = shim_map,
					 .xShmLock = shim_shm_lock,
					 .xShmBarrier = shim_barrier,
					 .xShmUnmap = shim_unmap};

static int vfs_open(sqlite3_vfs *v, const char *path, sqlite3_file *f, int flags, int *got)
{
	struct shim *s = (struct shim *)f;
	(void)v;
	f->pMethods = NULL;
	if (no_disc(flags & SQLITE_OPEN_CREATE))
		return SQLITE_CANTOPEN;
	int code = real_vfs->xOpen(real_vfs, path, s->real, flags, got);
	if (code != SQLITE_OK)
		return code;
	s->methods = shims;
	f->pMethods = &s->methods;
	return code;
}

static int vfs_delete(sqlite3_vfs *v, const char *path, int sync)
{
	(void)v;
	return no_disc(false) ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, path, sync);
}

static sqlite3_vfs vfs;

static void died(int number)
{
	say_where();
	signal(number, SIG_DFL);
	raise(number);
}

void fault_start(void)
{
	signal(SIGSEGV, died);
	signal(SIGABRT, died);
	sqlite3_mem_methods mine;
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &engine) != SQLITE_OK)
		abort();
	mine = engine;
	mine.xMalloc = engine_malloc;
	mine.xRealloc = engine_realloc;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &mine) != SQLITE_OK ||
	    sqlite3_initialize() != SQLITE_OK)
		abort();
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.pNext = NULL;
	vfs.zName = "fault";
	vfs.szOsFile = (int)sizeof(struct shim) + real_vfs->szOsFile;
	vfs.xOpen = vfs_open;
	vfs.xDelete = vfs_delete;
	if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
		abort();
}
