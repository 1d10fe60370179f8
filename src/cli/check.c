/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/check.h"

#include "base/buf.h"
#include "base/file.h"
#include "cli/commands.h"
#include "flow/trail.h"

#include <stdio.h>

#define JSON_MAX ((size_t)1 << 20)
#define EXPORT_MAX ((size_t)2 << 30)

static int print_json(const struct buf *b)
{
	printf("%.*s\n", (int)b->n, b->p);
	return buf_failed(b) ? EXIT_REFUSED : EXIT_DONE;
}

static void check_json(const struct check_report *r, const char *digest)
{
	struct buf b;
	struct json j;
	buf_init(&b, JSON_MAX);
	json_init(&j, &b);
	json_object(&j);
	json_key(&j, "counts");
	json_object(&j);
	for (size_t i = 0; i < CONTENT_KINDS; i++)
		json_put_i64(&j, r->content.kinds[i].kind, r->content.kinds[i].count);
	json_object_end(&j);
	json_put_str(&j, "digest", digest);
	json_put_i64(&j, "faults", r->faults);
	json_key(&j, "fault");
	json_array(&j);
	for (unsigned i = 0; i < r->faults && i < CHECK_FAULTS_MAX; i++)
		json_text(&j, slice_of(r->fault[i]));
	json_array_end(&j);
	json_object_end(&j);
	print_json(&b);
	buf_release(&b);
}

static void check_text(const struct check_report *r, const char *digest)
{
	for (size_t i = 0; i < CONTENT_KINDS; i++)
		printf("%12lld  %s\n", (long long)r->content.kinds[i].count,
		       r->content.kinds[i].kind);
	printf("digest %s\n", digest);
	for (unsigned i = 0; i < r->faults && i < CHECK_FAULTS_MAX; i++)
		printf("wrong: %s\n", r->fault[i]);
	if (r->faults > CHECK_FAULTS_MAX)
		printf("wrong: and %u more\n", r->faults - CHECK_FAULTS_MAX);
	if (r->faults == 0)
		printf("nothing is wrong\n");
}

void check_print(const struct check_report *r, bool as_json)
{
	char digest[HEX_TEXT(HASH_BYTES)];
	hex_write(r->content.digest, HASH_BYTES, digest);
	if (as_json)
		check_json(r, digest);
	else
		check_text(r, digest);
}

int command_check(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct check_report report;
	struct unit *u;
	struct err e;
	int status;
	if (!open_unit_alone(c, argc, argv, UNIT_LOOK, &common, &u, &status))
		return status;
	enum rc rc = check_unit(u, &report, &e);
	unit_close(u);
	if (rc != RC_OK)
		return say_failure(&e);
	check_print(&report, common.json);
	return report.faults ? EXIT_REFUSED : EXIT_DONE;
}

static void audit_json(const struct audit_report *r, const char *head)
{
	struct buf b;
	struct json j;
	buf_init(&b, JSON_MAX);
	json_init(&j, &b);
	json_object(&j);
	json_put_i64(&j, "records", r->records);
	json_put_str(&j, "head", head);
	json_put_i64(&j, "checkpoints", r->checkpoints);
	json_put_i64(&j, "proved", r->proved);
	json_put_bool(&j, "verified", r->broken_seq == 0);
	if (r->broken_seq) {
		json_put_i64(&j, "broken_seq", r->broken_seq);
		json_put_str(&j, "reason", r->reason);
	}
	json_object_end(&j);
	print_json(&b);
	buf_release(&b);
}

static int print_audit(const struct audit_report *r, bool as_json)
{
	char head[HEX_TEXT(sizeof r->head)];
	hex_write(r->head, sizeof r->head, head);
	if (as_json)
		audit_json(r, head);
	else if (r->broken_seq)
		printf("broken at record %lld: %s\n", (long long)r->broken_seq, r->reason);
	else
		printf("%lld records, unbroken; last hash %s\n"
		       "%lld checkpoints; signatures prove records up to %lld\n",
		       (long long)r->records, head, (long long)r->checkpoints,
		       (long long)r->proved);
	return r->broken_seq ? EXIT_REFUSED : EXIT_DONE;
}

static enum rc verify_unit(const struct common *common, struct audit_report *out, struct err *e)
{
	struct unit *u;
	enum rc rc = unit_open(options_data(common), UNIT_LOOK, NULL, &u, e);
	if (rc != RC_OK)
		return rc;
	rc = trail_verify(u, out, e);
	unit_close(u);
	return rc;
}

int command_audit_verify(const struct command *c, int argc, char **argv)
{
	const char *from = NULL, *public_key = NULL, *noted = NULL;
	struct common common = {0};
	struct audit_report report;
	struct err e;
	int count, status;
	const struct option_row options[] = {
		{"from", "FILE", &from, NULL,
		 "a copy of a unit's piu.db, or an export, instead of the unit"},
		{"public-key", "KEY", &public_key, NULL,
		 "with --from: the unit's keys/audit.pub, or its 64 digits"},
		{"checkpoints", "FILE", &noted, NULL,
		 "with --from: checkpoints that were noted elsewhere"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "audit verify takes no arguments");
	if (!from && (public_key || noted))
		return usage_error(c, "--public-key and --checkpoints go with --from");
	enum rc rc = from ? trail_verify_file(from, public_key, noted, &report, &e)
			  : verify_unit(&common, &report, &e);
	return rc == RC_OK ? print_audit(&report, common.json) : say_failure(&e);
}

int command_audit_export(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct unit *u;
	struct buf out;
	struct err e;
	int count, status;
	if (!options_read(c, NULL, &common, argc, argv, &count, &status))
		return status;
	if (count != 1)
		return usage_error(c, "audit export takes one argument, the file to write");
	if (!call_unit(&common, "POST", "/api/v1/audit/exports", (struct slice){0}) ||
	    !open_unit(&common, UNIT_LOOK, &u))
		return EXIT_REFUSED;
	buf_init(&out, EXPORT_MAX);
	enum rc rc = trail_export(u, &out, &e);
	if (rc == RC_OK)
		rc = file_write(argv[0], buf_slice(&out), 0600, &e);
	buf_release(&out);
	unit_close(u);
	return rc == RC_OK ? EXIT_DONE : say_failure(&e);
}
