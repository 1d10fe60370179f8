/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/lists.h"

#include "api/operator.h"
#include "base/file.h"
#include "cli/commands.h"
#include "net/http_client.h"

#include <stdio.h>
#include <string.h>

#define WORK_MEMORY ((size_t)16 << 30)
#define CHANGES_SHOWN 50
#define PATH_TEXT_MAX ((size_t)8000)
#define MAPPING_BYTES_MAX ((size_t)1 << 16)

static bool parse_format(const char *text, enum list_format *out)
{
	*out = list_format_named(slice_of(text));
	return !text || *out != LIST_FORMAT_UNKNOWN;
}

static bool parse_kind(const char *text, enum list_kind *out)
{
	*out = text && strcmp(text, "documents") == 0 ? LIST_DOCUMENTS : LIST_PERSONS;
	return !text || strcmp(text, list_kind_name(*out)) == 0;
}

static bool parse_severity(const char *text, enum list_severity *out)
{
	*out = LIST_MEDIUM;
	for (int s = LIST_LOW; text && s <= LIST_HIGH; s++) {
		*out = (enum list_severity)s;
		if (strcmp(text, list_severity_name(*out)) == 0)
			return true;
	}
	return !text;
}

/* Ids and names of fields only: list entries are personal data. */
static void print_change(const struct list_change *c)
{
	const struct list_entry *entry = c->after ? c->after : c->before;
	printf("%-8s %.*s", list_change_name(c->kind), SLICE_ARG(entry->id));
	const char *sep = ": ";
	for (int f = 0; c->kind == LIST_CHANGED && f < LIST_FIELD_COUNT; f++) {
		if (c->fields & 1u << f) {
			printf("%s%s", sep, list_field_name((enum list_field)f));
			sep = ", ";
		}
	}
	putchar('\n');
}

static void print_changes(const struct list_changes *changes)
{
	unsigned shown = 0;
	LIST_EACH(const struct list_change, c, &changes->list)
	{
		if (shown++ == CHANGES_SHOWN) {
			printf("... and %u more\n", changes->list.count - CHANGES_SHOWN);
			return;
		}
		print_change(c);
	}
}

static void print_findings(const finding_list *findings)
{
	LIST_EACH(const struct finding, f, findings)
	say_list_finding(f);
}

static void print_json(const struct list_import *ask, const struct list_imported *r)
{
	struct buf b;
	struct json j;
	const struct list_changes *c = &r->changes;
	buf_init(&b, (size_t)1 << 20);
	json_init(&j, &b);
	json_object(&j);
	json_put(&j, "list", ask->name);
	json_put_i64(&j, "version", r->version);
	json_put_bool(&j, "preview", ask->preview);
	json_put_str(&j, "format", list_format_name(r->format));
	json_put_i64(&j, "added", c->added);
	json_put_i64(&j, "changed", c->changed);
	json_put_i64(&j, "removed", c->removed);
	json_put_i64(&j, "unchanged", c->unchanged);
	json_put_i64(&j, "hits_new", r->hits_new);
	json_put_i64(&j, "hits_withdrawn", r->hits_withdrawn);
	json_put_i64(&j, "findings", r->findings.count);
	json_object_end(&j);
	printf("%.*s\n", (int)b.n, b.p);
	buf_release(&b);
}

static void print_text(const struct list_import *ask, const struct list_imported *r)
{
	const struct list_changes *c = &r->changes;
	print_changes(c);
	if (r->name_only)
		printf("%u entries have a name alone: low identifiability, a match with one stays "
		       "undetermined (R-251)\n",
		       r->name_only);
	printf("%.*s, version %lld%s: %u added, %u changed, %u removed, %u unchanged; %u findings\n",
	       SLICE_ARG(ask->name), (long long)r->version, ask->preview ? " (preview)" : "",
	       c->added, c->changed, c->removed, c->unchanged, r->findings.count);
	if (!ask->preview)
		printf("%u new hits, %u withdrawn\n", r->hits_new, r->hits_withdrawn);
}

static int import(struct unit *u, const struct list_import *ask, bool as_json)
{
	struct list_imported result = {0};
	struct err e;
	struct actor by = actor_system();
	struct arena *a = arena_new(WORK_MEMORY);
	enum rc rc = a ? lists_import(u, &by, ask, a, &result, &e)
		       : err_set(&e, RC_NOMEM, "no memory for the watchlist");
	print_findings(&result.findings);
	if (rc == RC_OK && as_json)
		print_json(ask, &result);
	else if (rc == RC_OK)
		print_text(ask, &result);
	arena_free(a);
	return rc == RC_OK ? EXIT_DONE : say_failure(&e);
}

/* What was told of that on which the list rests, as it was written. */
struct basis_words {
	const char *legal_basis, *owner, *purposes, *subject, *quality, *dated_on, *ends_on;
	const char *fresh_days, *used_days;
};

/* The process that serves the unit does it. */
static int hand_over(const char *folder, const struct list_import *ask, const struct basis_words *w,
		     bool as_json)
{
	struct err e;
	struct operator_imported r;
	struct operator_import o = {.list = ask->name,
				    .source = ask->source,
				    .file_name = ask->file_name,
				    .bytes = ask->bytes,
				    .kind = list_kind_name(ask->kind),
				    .severity = list_severity_name(ask->severity),
				    .format = list_format_name(ask->format),
				    .preview = ask->preview,
				    .more = {{"legal_basis", slice_of(w->legal_basis)},
					     {"owner", slice_of(w->owner)},
					     {"purposes", slice_of(w->purposes)},
					     {"subject", slice_of(w->subject)},
					     {"quality", slice_of(w->quality)},
					     {"dated_on", slice_of(w->dated_on)},
					     {"ends_on", slice_of(w->ends_on)},
					     {"fresh_days", slice_of(w->fresh_days)},
					     {"used_days", slice_of(w->used_days)}}};
	if (operator_import(folder, &o, &r, &e) != RC_OK)
		return say_failure(&e);
	printf(as_json ? "{\"list\":\"%.*s\",\"version\":%lld,\"added\":%llu,\"changed\":%llu,"
			 "\"removed\":%llu,\"unchanged\":%llu,\"findings\":%llu}\n"
		       : "%.*s, version %lld: %llu added, %llu changed, %llu removed, %llu unchanged; "
			 "%llu findings\n",
	       SLICE_ARG(ask->name), (long long)r.version, (unsigned long long)r.added,
	       (unsigned long long)r.changed, (unsigned long long)r.removed,
	       (unsigned long long)r.unchanged, (unsigned long long)r.findings);
	return EXIT_DONE;
}

static int import_here(const struct common *common, const struct list_import *ask)
{
	struct unit *u;
	if (!open_unit(common, ask->preview ? UNIT_LOOK : UNIT_SERVE, &u))
		return EXIT_REFUSED;
	int status = import(u, ask, common->json);
	unit_close(u);
	return status;
}

/* The mapping becomes the head of the list, each line marked (screen/lists.h), so that
 * it goes where the list goes. */
static bool read_mapping(const char *path, struct buf *out, struct err *e)
{
	struct buf text;
	struct slice line;
	buf_init(&text, MAPPING_BYTES_MAX);
	bool read = file_read(path, &text, e) == RC_OK;
	struct slice rest = buf_slice(&text);
	while (read && slice_cut(&rest, '\n', &line))
		buf_printf(out, "#: %.*s\n", SLICE_ARG(line));
	buf_release(&text);
	return read;
}

/* The file, behind its mapping if there is one. */
static bool read_input(const char *path, const char *mapping, struct buf *out, struct err *e)
{
	if (mapping && !read_mapping(mapping, out, e))
		return false;
	return file_read(path, out, e) == RC_OK;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

int command_watchlist_desks(const struct command *c, int argc, char **argv)
{
	struct common common = {0};
	struct buf path, body, desks;
	struct json j;
	int count, status;
	const struct option_row options[] = {{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count < 1)
		return usage_error(c, "which list, and which desks?");
	buf_init(&path, PATH_TEXT_MAX);
	buf_init(&body, MAPPING_BYTES_MAX);
	buf_init(&desks, MAPPING_BYTES_MAX);
	buf_text(&path, "/api/v1/watchlists/");
	http_escape(slice_of(argv[0]), &path);
	buf_text(&path, "/desks");
	buf_char(&path, '\0');
	for (int i = 1; i < count; i++)
		buf_printf(&desks, "%s%s", i > 1 ? " " : "", argv[i]);
	json_init(&j, &body);
	json_object(&j);
	json_put(&j, "desks", desks.n ? buf_slice(&desks) : SLICE(""));
	json_object_end(&j);
	bool done = !buf_failed(&path) && call_unit(&common, "PUT", path.p, buf_slice(&body));
	if (done)
		printf("%s: %s\n", argv[0],
		       count > 1 ? "seen at those desks only" : "seen at every desk");
	buf_release(&path);
	buf_release(&body);
	buf_release(&desks);
	return done ? EXIT_DONE : EXIT_REFUSED;
}

static bool read_days(const char *text, int64_t *out)
{
	uint64_t days = 0;
	bool good = !text || (slice_u64(slice_of(text), &days) && days > 0 && days < 10000);
	*out = (int64_t)days;
	return good;
}

static bool read_day(const char *text, struct date *out)
{
	return !text || date_parse(slice_of(text), out);
}

static bool read_basis(const struct basis_words *w, struct list_basis *out)
{
	out->legal_basis = slice_of(w->legal_basis);
	out->owner = slice_of(w->owner);
	out->purposes = slice_of(w->purposes);
	out->subject = slice_of(w->subject);
	out->quality = slice_of(w->quality);
	return read_day(w->dated_on, &out->dated_on) && read_day(w->ends_on, &out->ends_on) &&
	       read_days(w->fresh_days, &out->fresh_days) &&
	       read_days(w->used_days, &out->used_days);
}

/* The file goes to the process that serves the unit, or into the unit itself. */
static int import_file(const struct common *common, const char *path, const char *mapping,
		       const struct basis_words *words, struct list_import *ask)
{
	struct buf file;
	struct err e;
	int status;
	if (mapping)
		ask->format = LIST_FORMAT_CSV;
	buf_init(&file, LISTS_BYTES_MAX);
	bool read = read_input(path, mapping, &file, &e);
	ask->bytes = buf_slice(&file);
	if (!read)
		status = say_failure(&e);
	else if (!ask->preview && operator_is_served(options_data(common)))
		status = hand_over(options_data(common), ask, words, common->json);
	else
		status = import_here(common, ask);
	buf_release(&file);
	return status;
}

int command_watchlist_import(const struct command *c, int argc, char **argv)
{
	const char *format = NULL, *kind = NULL, *severity = NULL, *source = NULL;
	const char *mapping = NULL;
	struct basis_words basis = {0};
	struct list_import ask = {0};
	struct common common = {0};
	int count, status;
	const struct option_row options[] = {
		{"format", "F", &format, NULL, "csv, un-xml, ofac-xml ... (default: found out)"},
		{"mapping", "FILE", &mapping, NULL, "which column of a CSV file is what"},
		{"kind", "K", &kind, NULL, "persons (default) or documents"},
		{"severity", "S", &severity, NULL, "of its hits: low, medium (default), high"},
		{"source", "TEXT", &source, NULL, "where the list comes from"},
		{"legal-basis", "TEXT", &basis.legal_basis, NULL, "law under which it is kept"},
		{"owner", "TEXT", &basis.owner, NULL, "authority that keeps it"},
		{"purposes", "P", &basis.purposes, NULL, "of the legal profile, with blanks"},
		{"subject", "S", &basis.subject, NULL, "persons-sought, objects-under-alert ..."},
		{"quality", "Q", &basis.quality, NULL, "A, B or C (docs/watchlists.md)"},
		{"dated-on", "DAY", &basis.dated_on, NULL,
		 "of its data, where the file does not say"},
		{"ends-on", "DAY", &basis.ends_on, NULL, "from then on it is not used any more"},
		{"fresh-days", "N", &basis.fresh_days, NULL, "older is marked"},
		{"used-days", "N", &basis.used_days, NULL, "older is not used"},
		{"preview", NULL, NULL, &ask.preview, "say what would change; change nothing"},
		{0}};
	if (!options_read(c, options, &common, argc, argv, &count, &status))
		return status;
	if (count != 2)
		return usage_error(c, "which list, and which file?");
	if (!parse_format(format, &ask.format) || !parse_kind(kind, &ask.kind) ||
	    !parse_severity(severity, &ask.severity))
		return usage_error(c,
				   "a format, kind or severity is not one of those that there are");
	ask.name = slice_of(argv[0]);
	ask.source = slice_of(source);
	ask.file_name = slice_of(base_name(argv[1]));
	if (!read_basis(&basis, &ask.basis))
		return usage_error(c, "a day is YYYY-MM-DD, and days are a whole number");
	return import_file(&common, argv[1], mapping, &basis, &ask);
}
