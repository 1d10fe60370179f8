/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/screen_parts.h"
#include "screen/lists.h"

#include <stdio.h>

#define MEMORY_MAX ((size_t)16 << 30)

void screen_say_findings(const char *path, const finding_list *findings)
{
	LIST_EACH(const struct finding, f, findings)
	{
		fprintf(stderr, "%s: ", path);
		say_list_finding(f);
	}
}

static struct slice base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct slice name = slice_of(slash ? slash + 1 : path);
	size_t end = name.n;
	while (end > 1 && name.p[end - 1] != '.')
		end--;
	return end > 1 ? slice_range(name, 0, end - 1) : name;
}

enum rc screen_lists_name(const char *const *lists, struct screen_lists *out, const char **paths,
			  struct err *e)
{
	for (; *lists; lists++) {
		const char *equals = strchr(*lists, '=');
		const char *slash = strchr(*lists, '/');
		bool named = equals && equals > *lists && (!slash || slash > equals);
		const char *path = named ? equals + 1 : *lists;
		struct slice name = named ? (struct slice){*lists, (size_t)(equals - *lists)}
					  : base_name(path);
		if (strcmp(path, "-") == 0)
			return err_set(e, RC_INVALID, "a list is a file, not standard input");
		for (unsigned i = 0; i < out->count; i++)
			if (slice_eq(out->names[i], name))
				return err_set(e, RC_INVALID,
					       "two lists are called \"%.*s\": say NAME=FILE",
					       SLICE_ARG(name));
		paths[out->count] = path;
		out->names[out->count++] = name;
	}
	return RC_OK;
}

/* One file's entries, in the arena. */
static enum rc read_entries(struct slice bytes, struct arena *a, struct screen_list *list,
			    list_entries *entries, finding_list *findings, struct err *e)
{
	bool csv = lists_detect_format(bytes) == LIST_FORMAT_CSV;
	const struct list_file file = {.bytes = bytes,
				       .kind = csv ? lists_detect_kind(bytes) : LIST_PERSONS};
	struct list_reading reading = {.format = LIST_FORMAT_UNKNOWN};
	enum rc rc = lists_read(&file, a, &reading, e);
	list->kind = file.kind;
	*entries = reading.entries;
	*findings = reading.findings;
	return rc;
}

static enum rc read_list(const char *path, struct arena *a, struct screen_list *list,
			 list_entries *entries, struct err *e)
{
	struct buf file;
	finding_list findings = {0};
	buf_init(&file, LISTS_BYTES_MAX);
	enum rc rc = file_read(path, &file, e);
	if (rc == RC_OK) {
		struct err why;
		rc = read_entries(buf_slice(&file), a, list, entries, &findings, &why);
		screen_say_findings(path, &findings);
		if (rc == RC_OK && entries->count == 0)
			rc = err_set(&why, RC_INVALID, "no entry could be read");
		if (rc != RC_OK)
			err_set(e, rc, "the list %s can not be used: %s", path, why.text);
	}
	buf_release(&file);
	list->entries = entries;
	if (rc == RC_OK)
		fprintf(stderr, "%s: %u entries, %u findings\n", path, entries->count,
			findings.count);
	return rc;
}

enum rc screen_lists_read(const char *const *paths, struct screen_lists *out, struct err *e)
{
	struct screen_list lists[OPTION_VALUES_MAX] = {{.id = 0}};
	list_entries entries[OPTION_VALUES_MAX] = {{.count = 0}};
	struct arena *a = arena_new(MEMORY_MAX);
	enum rc rc = a ? RC_OK : err_set(e, RC_NOMEM, "no memory for the lists");
	for (unsigned i = 0; i < out->count && rc == RC_OK; i++) {
		lists[i].id = i + 1;
		rc = read_list(paths[i], a, &lists[i], &entries[i], e);
	}
	if (rc == RC_OK) {
		out->index = screen_index_new(lists, out->count);
		if (!out->index)
			rc = err_set(e, RC_NOMEM, "no memory for the index of the lists");
	}
	arena_free(a);
	return rc;
}
