/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/retention.h"

#include "base/buf.h"
#include "base/clock.h"
#include "cli/commands.h"

#include <stdio.h>

#define JSON_MAX ((size_t)64 << 10)

static void print_count(int64_t count, const char *what)
{
	printf("%12lld  %s\n", (long long)count, what);
}

static void print_members(const char *const *names, const int64_t *counts, unsigned n)
{
	struct buf b;
	struct json j;
	buf_init(&b, JSON_MAX);
	json_init(&j, &b);
	json_object(&j);
	for (unsigned i = 0; i < n; i++)
		json_put_i64(&j, names[i], counts[i]);
	json_object_end(&j);
	printf("%.*s\n", SLICE_ARG(buf_slice(&b)));
	buf_release(&b);
}

static void print_report(const struct retention_report *r, bool as_json)
{
	static const char *const names[] = {"messages_masked",        "travellers_masked",
					    "travellers_deleted",     "records_deleted",
					    "messages_deleted",       "flights_deleted",
					    "keys_destroyed",         "journal_emptied",
					    "free_space_overwritten", "certificate"};
	static const char *const texts[] = {"messages sealed",    "travellers masked",
					    "travellers deleted", "sealed records deleted",
					    "messages deleted",   "flights deleted",
					    "data keys destroyed"};
	const int64_t counts[] = {r->messages_masked,    r->travellers_masked,
				  r->travellers_deleted, r->records_deleted,
				  r->messages_deleted,   r->flights_deleted,
				  r->keys_destroyed,     r->purged,
				  r->scrubbed,           r->certificate_id};
	if (as_json) {
		print_members(names, counts, sizeof counts / sizeof *counts);
		return;
	}
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		print_count(counts[i], texts[i]);
	if (r->certificate_id)
		printf("certificate %lld\n", (long long)r->certificate_id);
	if (!r->purged)
		printf("The journal could not be emptied: the database was being read. The next run "
		       "does it.\n");
}

int command_retention_run(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct retention_report report;
	struct actor system = actor_system();
	struct unit *u;
	struct err e;
	int status;
	if (!open_unit_alone(c, argc, argv, UNIT_SERVE, &common, &u, &status))
		return status;
	enum rc rc = retention_run(u, &system, false, &report, &e);
	unit_close(u);
	if (rc != RC_OK)
		return say_failure(&e);
	print_report(&report, common.json);
	return EXIT_DONE;
}

static void print_age(const char *what, unsigned months)
{
	if (months)
		printf("%s after %u months\n", what, months);
}

static void print_state(const struct retention_state *s)
{
	char at[INSTANT_TEXT];
	print_age("masked", s->mask_months);
	print_age("deleted without objective evidence", s->delete_unlinked_months);
	print_age("deleted", s->delete_months);
	print_count(s->messages_clear, "messages in the clear");
	print_count(s->messages_masked, "messages sealed or without their text");
	print_count(s->travellers_clear, "travellers in the clear");
	print_count(s->travellers_masked, "travellers masked");
	print_count(s->sealed_records, "sealed records");
	print_count(s->on_hold, "travellers on hold");
	print_count(s->data_keys, "data keys of months");
	print_count(s->certificates, "certificates of deletion");
	print_count(s->overdue, "messages that should be masked by now");
	if (s->next_mask_at) {
		instant_write(s->next_mask_at, at);
		printf("the next message comes of age at %s\n", at);
	}
}

int command_retention_status(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct retention_state s;
	struct unit *u;
	struct err e;
	int status;
	if (!open_unit_alone(c, argc, argv, UNIT_LOOK, &common, &u, &status))
		return status;
	enum rc rc = retention_status(u, &s, &e);
	unit_close(u);
	if (rc != RC_OK)
		return say_failure(&e);
	static const char *const names[] = {
		"messages_clear", "messages_masked", "travellers_clear", "travellers_masked",
		"sealed_records", "on_hold",         "certificates",     "overdue"};
	const int64_t counts[] = {s.messages_clear,    s.messages_masked, s.travellers_clear,
				  s.travellers_masked, s.sealed_records,  s.on_hold,
				  s.certificates,      s.overdue};
	if (common.json)
		print_members(names, counts, sizeof counts / sizeof *counts);
	else
		print_state(&s);
	return s.overdue ? EXIT_REFUSED : EXIT_DONE;
}
