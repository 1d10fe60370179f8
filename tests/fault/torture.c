/* SPDX-License-Identifier: Apache-2.0
 *
 * tests/fault/torture.c - each allocation, statement, file call and thread fails in turn:
 *
 *   torture GOLDEN-FOLDER [ROUNDS [NAME]]
 *
 * For each act (one message of each kind taken in, a list, a decision, sealing, erasure, a
 * copy ...) and each kind of fault: the act on a fresh copy of a unit, with the n-th point
 * failing, alone or with all after it. Either it is done, or it is refused with a sentence
 * and nothing of it is there; the unit is whole, and does it when asked again, without being
 * opened anew. ROUNDS of each are tried, evenly spread (0: every point; default 6); NAME is a
 * part of "ACT, KIND" ("sealing, memory"). A crash, a hang and, under the sanitizer, a leak are failures too.
 */
#include "fault.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "flow/backup.h"
#include "flow/check.h"
#include "flow/ingest.h"
#include "flow/lists.h"
#include "flow/retention.h"
#include "flow/test_lists.h"
#include "review/test_unit.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define HANG_SECONDS 120 /* for one round; the sanitizer on a busy machine included */
#define COMPLAINTS_MAX 5 /* printed of one act and kind */
#define MESSAGE_MAX ((size_t)1 << 20)
#define SEALED_AT "2026-09-11T04:00:00Z"
#define ERASED_AT "2031-09-12T04:00:00Z"

struct scene;

struct act {
	const char *name;
	void (*prepare)(struct scene *s); /* the unit before; may be NULL */
	enum rc (*run)(struct scene *s, struct err *e);
	const char *at;                 /* when it is done; NULL: TEST_NOW */
	const char *file;               /* of the golden folder */
	void (*prove)(struct scene *s); /* of what was done, without faults; may be NULL */
	bool closed;                    /* it opens the unit itself */
	bool in_steps;  /* several transactions: what is committed stays, the next one goes on */
	bool after_all; /* what follows the commit may fail, and is said, though all is done */
};

struct scene {
	const struct act *act;
	struct test_unit *t;
	const char *golden;
	char base[96], backups[96], keys[96], other[96];
	struct buf message;
	int64_t hit;
	struct content before, after;
};

/* Where a child is, for who finds it dead; and what it counted. */
struct place {
	long point, points, rounds, done, refused;
};

static struct place *place;

/* ---- acts ---- */

static const struct test_person people[] = {{"ZZTESTER", "ANNA", "850314", "ZQ1234567"},
					    {"QUIBBLE", "ZELDA", "900101", "ZQ7654321"},
					    {0}};

#define ROWS "W1,Anna Zztester,1985-03-14,ZQ1234567,UTO\nW2,Olga Nemo,1970-01-01,ZQ7777777,UTO\n"
#define FLIGHT \
	"TDT+20+Z9418+++Z9'LOC+125+NBO'DTM+189:2603110555:201'LOC+87+LIS'DTM+232:" \
	"2603111320:201'"
#define ENVELOPE(unh_to_unt) "UNB+UNOA:4+Z9+UTPIU+260310:1000+REF'" unh_to_unt "UNZ+1+REF'"
#define API \
	"UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'" FLIGHT \
	"NAD+FL+++ZZTESTER:ANNA'ATT+2++F'DTM+329:850314'RFF+AVF:AAAAAA'UNT+9+1'"
#define PNR \
	"UNH+1+PNRGOV:13:1:IA'MSG+:22'ORG+Z9:NBO'TVL+110326:0555:110326:1320+NBO+LIS+Z9+" \
	"418'EQN+1'SRC'RCI+Z9:AAAAAA'TIF+ZZTESTER+ANNAMRS:A:1'" \
	"TVL+110326:0555:110326:1320+NBO+LIS+Z9+418:Y'RPI+1+HK'UNT+9+1'"

static void listed(struct scene *s)
{
	test_unit_list(s->t, "Wanted", LIST_HIGH, ROWS);
}

static void on_board(struct scene *s)
{
	test_unit_api(s->t, "418", "2603110555", "2603111320", people);
}

static void listed_and_on_board(struct scene *s)
{
	listed(s);
	on_board(s);
	s->hit = test_unit_hit(s->t, "ZZTESTER", "418");
}

static void for_years(struct scene *s)
{
	test_unit_law(s->t, "icao-base");
	test_unit_at(s->t, TEST_NOW);
	listed_and_on_board(s);
	test_unit_ingest(s->t, ENVELOPE(PNR));
}

static enum rc retain(struct scene *s, struct err *e)
{
	struct actor system = actor_system();
	struct retention_report r;
	return retention_run(s->t->u, &system, true, &r, e);
}

static void sealed(struct scene *s)
{
	for_years(s);
	test_unit_at(s->t, SEALED_AT);
	assert_int_equal(retain(s, &s->t->e), RC_OK);
}

static enum rc take_bytes(struct scene *s, const char *text, size_t n, struct err *e)
{
	static const struct ingest_source from = {.channel = "https"};
	struct ingest_result result;
	s->message.n = 0;
	buf_add(&s->message, (struct slice){text, n});
	return ingest_input(s->t->u, &from, s->message.p, n, s->t->a, &result, e);
}

static enum rc take_text(struct scene *s, const char *text, struct err *e)
{
	return take_bytes(s, text, strlen(text), e);
}

static enum rc take_api(struct scene *s, struct err *e)
{
	return take_text(s, ENVELOPE(API), e);
}

static enum rc take_pnr(struct scene *s, struct err *e)
{
	return take_text(s, ENVELOPE(PNR), e);
}

static enum rc take_test(struct scene *s, struct err *e)
{
	return take_text(s, "UNB+UNOA:4+Z9+UTPIU+260310:1000+REF++APIS++++1'" API "UNZ+1+REF'", e);
}

static enum rc take_rubbish(struct scene *s, struct err *e)
{
	return take_text(s, "this is no message UNZ'", e);
}

static enum rc take_file(struct scene *s, struct err *e)
{
	char path[PATH_MAX];
	struct buf b;
	snprintf(path, sizeof path, "%s/%s", s->golden, s->act->file);
	buf_init(&b, MESSAGE_MAX);
	enum rc rc = file_read(path, &b, e);
	if (rc == RC_OK)
		rc = take_bytes(s, b.p, b.n, e);
	buf_release(&b);
	return rc;
}

static enum rc import(struct scene *s, const char *rows, struct err *e)
{
	struct actor system = actor_system();
	struct list_imported result;
	char csv[400];
	snprintf(csv, sizeof csv, "id,name,birth_date,document_number,document_issuer\n%s", rows);
	struct list_import ask = {.name = SLICE("Wanted"),
				  .severity = LIST_HIGH,
				  .basis = test_list_basis(unit_now(s->t->u), LIST_PERSONS),
				  .bytes = slice_of(csv)};
	return lists_import(s->t->u, &system, &ask, s->t->a, &result, e);
}

static enum rc import_new(struct scene *s, struct err *e)
{
	return import(s, ROWS, e);
}

static enum rc import_change(struct scene *s, struct err *e)
{
	return import(s, "W2,Olga Nemo,1970-01-02,ZQ7777777,UTO\nW3,Zelda Quibble,1990-01-01,,\n",
		      e);
}

static enum rc new_day(struct scene *s, struct err *e)
{
	return lists_new_day(s->t->u, e);
}

static enum rc decide(struct scene *s, struct err *e)
{
	struct hit_view out;
	struct decide_question q = {.outcome = SLICE("rejected"),
				    .reason = SLICE("The birth place differs, says the test."),
				    .checklist = test_checklist()};
	enum rc rc = review_decide(s->t->u, &s->t->analyst, s->hit, &q, s->t->a, &out, e);
	/* Asked again after it was done: decided once only. */
	return rc == RC_CONFLICT && e->code[0] ? RC_OK : rc;
}

static enum rc open_unit(struct scene *s, struct err *e)
{
	struct clock clock = {.fixed_at = s->t->now_at};
	return unit_open(s->t->folder, UNIT_SERVE, &clock, &s->t->u, e);
}

static enum rc init_unit(struct scene *s, struct err *e)
{
	static const struct unit_plan plan = {.name = "Unit",
					      .state = "Utopia",
					      .country = "UTO",
					      .profile = "eu-strict",
					      .legal_basis = "Invented Act, article 1"};
	enum rc rc = unit_create(s->other, &plan, e);
	/* Asked again after it was done. */
	return rc == RC_CONFLICT && strcmp(e->code, "unit-exists") == 0 ? RC_OK : rc;
}

static void prove_unit(struct scene *s)
{
	struct unit *u = NULL;
	struct err e;
	struct check_report r;
	assert_int_equal(unit_open(s->other, UNIT_SERVE, NULL, &u, &e), RC_OK);
	assert_int_equal(check_unit(u, &r, &e), RC_OK);
	assert_int_equal(r.faults, 0);
	unit_close(u);
}

/* Each copy has a name of its own, by the second. */
static enum rc copy(struct scene *s, struct err *e)
{
	struct backup_made made;
	const struct backup_plan plan = {.folder = s->backups, .keys = s->keys};
	s->t->now_at += SECOND_US;
	unit_set_now(s->t->u, s->t->now_at);
	enum rc rc = backup_note(s->t->u, e);
	return rc == RC_OK ? backup_make(s->t->u, &plan, &made, e) : rc;
}

static void copied(struct scene *s)
{
	for_years(s);
	assert_int_equal(copy(s, &s->t->e), RC_OK);
}

static enum rc restore(struct scene *s, struct err *e)
{
	char backup[160];
	struct restored out;
	const struct clock now = {.fixed_at = s->t->now_at};
	snprintf(backup, sizeof backup, "%s/piu-20260311T040001Z", s->backups);
	const struct restore_plan plan = {
		.backup = backup, .keys = s->keys, .folder = s->other, .now = &now};
	enum rc rc = restore_run(&plan, &out, e);
	if (rc == RC_OK && out.check.faults)
		fail_msg("%s", out.check.fault[0]);
	return rc == RC_CONFLICT && e->code[0] ? RC_OK : rc;
}

static const struct act acts[] = {
	{"take-in-api", .prepare = listed, .run = take_api},
	{"take-in-pnr", .prepare = listed_and_on_board, .run = take_pnr},
	{"take-in-test", .run = take_test},
	{"take-in-rubbish", .run = take_rubbish},
	{"take-in-xml", .run = take_file, .file = "xml/one-booking.xml"},
	{"take-in-several", .run = take_file, .file = "xml/several.xml"},
	{"list-new", .prepare = on_board, .run = import_new},
	{"list-change", .prepare = listed_and_on_board, .run = import_change},
	{"new-day", .prepare = listed_and_on_board, .run = new_day, .at = "2026-03-11T05:00:00Z"},
	{"decision", .prepare = listed_and_on_board, .run = decide, .after_all = true},
	{"sealing", .prepare = for_years, .run = retain, .at = SEALED_AT, .in_steps = true},
	{"erasure-unlinked", .prepare = on_board, .run = retain, .at = SEALED_AT, .in_steps = true},
	{"erasure", .prepare = sealed, .run = retain, .at = ERASED_AT, .in_steps = true},
	{"copy", .prepare = for_years, .run = copy, .after_all = true},
	{"restore", .prepare = copied, .run = restore, .after_all = true},
	{"open", .prepare = listed_and_on_board, .run = open_unit, .closed = true},
	{"init", .run = init_unit, .prove = prove_unit, .after_all = true},
};

/* ---- a unit like the one before ---- */

static void shell(const char *fmt, ...) PRINTF(1, 2);

static void shell(const char *fmt, ...)
{
	char command[800];
	va_list args;
	va_start(args, fmt);
	vsnprintf(command, sizeof command, fmt, args);
	va_end(args);
	assert_int_equal(system(command), 0);
}

static void set_names(struct scene *s)
{
	snprintf(s->base, sizeof s->base, "%s.base", s->t->folder);
	snprintf(s->backups, sizeof s->backups, "%s.backups", s->t->folder);
	snprintf(s->keys, sizeof s->keys, "%s.keys", s->t->folder);
	snprintf(s->other, sizeof s->other, "%s.other", s->t->folder);
}

static void prepare(struct scene *s)
{
	void *state = NULL;
	assert_int_equal(test_unit_make(&state), 0);
	s->t = state;
	set_names(s);
	buf_init(&s->message, MESSAGE_MAX);
	if (s->act->prepare)
		s->act->prepare(s);
	unit_close(s->t->u);
	s->t->u = NULL;
	shell("cp -r %s %s && mkdir %s.save && for f in backups keys; do "
	      "if [ -d %s.$f ]; then cp -r %s.$f %s.save/$f; fi; done",
	      s->t->folder, s->base, s->t->folder, s->t->folder, s->t->folder, s->t->folder);
	if (s->act->at)
		assert_true(instant_parse(slice_of(s->act->at), &s->t->now_at));
}

static void begin_round(struct scene *s)
{
	const char *folder = s->t->folder;
	shell("rm -rf %s %s %s %s && cp -r %s %s && cd %s.save && for f in *; do if [ -d $f ]; then "
	      "cp -r $f %s.$f; fi; done",
	      folder, s->backups, s->keys, s->other, s->base, folder, folder, folder);
	arena_reset(s->t->a);
	buf_text(&s->message, "x"); /* has memory when the fault comes */
	if (!s->act->closed)
		assert_int_equal(open_unit(s, &s->t->e), RC_OK);
}

static void end_round(struct scene *s)
{
	unit_close(s->t->u);
	s->t->u = NULL;
}

static void clean(struct scene *s)
{
	shell("rm -rf %s %s.*", s->t->folder, s->t->folder);
	buf_release(&s->message);
	arena_free(s->t->a);
	free(s->t);
}

/* ---- judging ---- */

/* Audit records aside: what was tried in vain may be written there, too. */
static bool same_content(const struct content *a, const struct content *b)
{
	for (size_t i = 0; i < CONTENT_KINDS; i++)
		if (strcmp(a->kinds[i].kind, "audit records") != 0 &&
		    a->kinds[i].count != b->kinds[i].count)
			return false;
	return memcmp(a->digest, b->digest, sizeof a->digest) == 0;
}

/* What is wrong with the unit as it is; NULL: nothing. */
static const char *look(struct scene *s, struct content *out, struct err *e)
{
	static char text[300];
	struct check_report r;
	if (check_unit(s->t->u, &r, e) != RC_OK) {
		snprintf(text, sizeof text, "the unit can not be checked: %.200s", e->text);
		return text;
	}
	*out = r.content;
	if (r.faults == 0)
		return NULL;
	snprintf(text, sizeof text, "the check finds: %.200s", r.fault[0]);
	return text;
}

static const char *judge_refusal(struct scene *s, enum rc rc, const struct err *e)
{
	struct content now;
	struct err later;
	if (e->rc != rc)
		return "what is returned and what is said differ";
	if (strlen(e->text) < 10)
		return "it failed without a sentence";
	if (!s->t->u)
		return NULL;
	const char *wrong = look(s, &now, &later);
	bool known = s->act->in_steps || same_content(&now, &s->before) ||
		     (s->act->after_all && same_content(&now, &s->after));
	if (!wrong && !known)
		return same_content(&now, &s->after) ? "it is done, and said to have failed"
						     : "a part of it is there";
	return wrong;
}

/* Whether it is wholly done. */
static const char *judge_done(struct scene *s)
{
	static char text[300];
	struct content now;
	struct err e;
	const char *wrong = look(s, &now, &e);
	if (s->act->prove)
		s->act->prove(s);
	if (wrong || same_content(&now, &s->after))
		return wrong;
	snprintf(text, sizeof text, "it is not what it is without a fault");
	for (size_t i = 0; i < CONTENT_KINDS; i++) {
		size_t n = strlen(text);
		if (now.kinds[i].count != s->after.kinds[i].count)
			snprintf(text + n, sizeof text - n, ", %lld %s for %lld",
				 (long long)now.kinds[i].count, now.kinds[i].kind,
				 (long long)s->after.kinds[i].count);
	}
	return text;
}

static const char *run_round(struct scene *s, enum fault_kind kind, long nth, bool stay)
{
	static char text[500];
	struct err e = {0};
	place->point = nth;
	place->rounds++;
	alarm(HANG_SECONDS);
	begin_round(s);
	fault_arm(kind, nth, stay);
	enum rc rc = s->act->run(s, &e);
	(void)fault_disarm();
	const char *wrong = rc == RC_OK ? judge_done(s) : judge_refusal(s, rc, &e);
	place->done += rc == RC_OK;
	place->refused += rc != RC_OK;
	if (!wrong && rc != RC_OK) {
		struct err again = {0};
		arena_reset(s->t->a);
		if (s->act->run(s, &again) == RC_OK)
			wrong = judge_done(s);
		else
			wrong = "it can not be done afterwards";
		if (wrong && again.text[0]) {
			snprintf(text, sizeof text, "%s: %.200s [first: %.150s]", wrong, again.text,
				 e.text);
			wrong = text;
		}
	} else if (wrong && rc != RC_OK) {
		snprintf(text, sizeof text, "%s [said: %.200s]", wrong, e.text);
		wrong = text;
	}
	end_round(s);
	alarm(0);
	return wrong;
}

/* ---- all rounds of one act and kind, in a process of their own ---- */

static void measure(struct scene *s, enum fault_kind kind)
{
	struct err e = {0};
	begin_round(s);
	if (s->act->closed)
		assert_int_equal(open_unit(s, &e), RC_OK);
	const char *wrong = look(s, &s->before, &e);
	if (s->act->closed)
		end_round(s);
	fault_arm(kind, LONG_MAX, false);
	enum rc rc = wrong ? RC_OK : s->act->run(s, &e);
	place->points = fault_disarm();
	if (!wrong && rc == RC_OK)
		wrong = look(s, &s->after, &e);
	if (wrong || rc != RC_OK)
		fail_msg("without any fault: %s", wrong ? wrong : e.text);
	end_round(s);
}

static int rounds_of(const struct act *act, enum fault_kind kind, const char *golden, long most)
{
	struct scene s = {.act = act, .golden = golden};
	unsigned complaints = 0;
	prepare(&s);
	measure(&s, kind);
	long points = place->points;
	long count = most == 0 || points < most ? points : most;
	for (long i = 0; i < count; i++) {
		long nth = 1 + i * points / count;
		for (int stay = 0; stay < 2; stay++) {
			const char *wrong = run_round(&s, kind, nth, stay);
			if (wrong && ++complaints <= COMPLAINTS_MAX)
				printf("# %s, %s %ld%s: %s\n", act->name, fault_name(kind), nth,
				       stay ? " and all after it" : "", wrong);
		}
	}
	clean(&s);
	return complaints ? 1 : 0;
}

static bool try_act(const struct act *act, enum fault_kind kind, const char *golden, long most)
{
	int status = 0;
	*place = (struct place){0};
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		fault_start();
		exit(rounds_of(act, kind, golden, most));
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return false;
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (WIFSIGNALED(status))
		printf("# %s, %s %ld: ended by signal %d (%s)\n", act->name, fault_name(kind),
		       place->point, WTERMSIG(status), strsignal(WTERMSIG(status)));
	printf("%s - %s, %s: %ld of %ld points, %ld rounds: %ld done, %ld refused and done "
	       "afterwards\n",
	       good ? "ok" : "not ok", act->name, fault_name(kind), place->rounds / 2,
	       place->points, place->rounds, place->done, place->refused);
	return good;
}

static bool is_asked(const struct act *act, enum fault_kind kind, const char *part)
{
	char name[80];
	snprintf(name, sizeof name, "%s, %s", act->name, fault_name(kind));
	return strstr(name, part) != NULL;
}

int main(int argc, char **argv)
{
	long most = argc > 2 ? atol(argv[2]) : 6;
	const char *part = argc > 3 ? argv[3] : "";
	bool good = true;
	if (argc < 2)
		return 2;
	place = mmap(NULL, sizeof *place, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	if (place == MAP_FAILED)
		return 2;
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		for (enum fault_kind kind = 0; kind < FAULT_KINDS; kind++)
			if (is_asked(&acts[i], kind, part))
				good = try_act(&acts[i], kind, argv[1], most) && good;
	return good ? 0 : 1;
}
