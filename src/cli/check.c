/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/check.h"

#include "base/buf.h"
#include "cli/commands.h"

#include <stdio.h>

#define JSON_MAX ((size_t)1 << 20)

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
	int count, status;
	if (!options_read(c, NULL, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "check takes no arguments");
	if (!open_unit(&common, UNIT_LOOK, &u))
		return EXIT_REFUSED;
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
		printf("%lld records, unbroken; last hash %s\n", (long long)r->records, head);
	return r->broken_seq ? EXIT_REFUSED : EXIT_DONE;
}

static bool verify_unit(const struct common *common, struct audit_report *out, struct err *e)
{
	struct unit *u;
	if (unit_open(options_data(common), UNIT_LOOK, NULL, &u, e) != RC_OK)
		return false;
	enum rc rc = check_audit(u, out, e);
	unit_close(u);
	return rc == RC_OK;
}

int command_audit_verify(const struct command *c, int argc, char **argv)
{
	const char *from = NULL;
	struct common common = {0};
	struct audit_report report;
	struct err e;
	int count, status;
	const struct option_row options[] = {
		{"from", "FILE", &from, NULL, "a copy of a unit's piu.db, instead of the unit"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count > 0)
		return usage_error(c, "audit verify takes no arguments");
	bool read = from ? check_audit_file(from, &report, &e) == RC_OK
			 : verify_unit(&common, &report, &e);
	return read ? print_audit(&report, common.json) : say_failure(&e);
}
