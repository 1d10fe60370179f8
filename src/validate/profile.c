/* SPDX-License-Identifier: Apache-2.0
 *
 * A profile from its text: lines `key = value`, [sections], comments with #; a
 * line that begins with a blank goes on with the value before. What is not known
 * is an error with its line, so that a misspelled rule can not be silently off.
 */
#include "validate/profile.h"

#define BASES_MAX 4 /* profiles based on one another */

enum section {
	SECTION_TOP,
	SECTION_MESSAGES,
	SECTION_FUNCTIONS,
	SECTION_REQUIRED,
	SECTION_LIMITS,
	SECTION_SEVERITY,
};

struct reading {
	const char *name;
	unsigned line;
	struct arena *a;
	struct err *e;
	struct validate_profile *p;
	enum section section;
	struct required *required; /* the section's */
	struct slice key;          /* the last one; absent: no value to go on with */
	unsigned bases;
};

static enum rc read_text(struct reading *r, struct slice text);

static enum rc wrong(const struct reading *r, const char *what, struct slice word,
		     const char *expected)
{
	return err_set(r->e, RC_INVALID, "%.200s:%u: %s \"%.*s\"; %s", r->name, r->line, what,
		       (int)(word.n < 60 ? word.n : 60), word.p ? word.p : "", expected);
}

bool words_have(const word_list *words, struct slice text)
{
	LIST_EACH(const struct word, w, words)
	{
		if (slice_eq(w->text, text))
			return true;
	}
	return false;
}

/* The next word of a value, without the blanks around it. */
static bool next_word(struct slice *rest, struct slice *word)
{
	size_t n = 0;
	*rest = slice_trim(*rest);
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	*word = slice_range(*rest, 0, n);
	*rest = slice_range(*rest, n, rest->n);
	return n > 0;
}

static enum rc add_words(struct reading *r, word_list *to, struct slice value, bool more)
{
	struct slice word;
	if (!more)
		*to = (word_list){0};
	while (next_word(&value, &word)) {
		struct word *w = LIST_ADD(to, r->a, struct word);
		if (!w)
			return err_set(r->e, RC_NOMEM, "no memory to read a profile");
		w->text = arena_copy(r->a, word);
	}
	return RC_OK;
}

static bool type_named(struct slice name, enum message_type *out)
{
	for (int t = MESSAGE_PAXLST; t < MESSAGE_TYPES; t++) {
		*out = (enum message_type)t;
		if (slice_is(name, message_type_name(*out)))
			return true;
	}
	return false;
}

#define TYPES_EXPECTED "a type is PAXLST, PNRGOV, PNRGOV-XML, CUSRES, ACKRES, GOVREQ or CONTRL"

static bool function_known(struct slice name)
{
	for (int f = FUNCTION_PASSENGERS; f <= FUNCTION_OTHER; f++) {
		if (slice_is(name, message_function_name((enum message_function)f)))
			return true;
	}
	return false;
}

#define FUNCTIONS_EXPECTED "docs/decode.md lists the functions"

static enum rc functions_known(struct reading *r, struct slice value)
{
	struct slice word;
	while (next_word(&value, &word)) {
		if (!function_known(word))
			return wrong(r, "there is no function", word, FUNCTIONS_EXPECTED);
	}
	return RC_OK;
}

/* ---- Keys above the first section ---- */

static enum rc read_severity(struct reading *r, struct slice value, enum severity *out)
{
	for (int s = SEVERITY_INFO; s <= SEVERITY_ERROR; s++) {
		*out = (enum severity)s;
		if (slice_is(value, severity_name(*out)))
			return RC_OK;
	}
	return wrong(r, "there is no severity", value, "it is error, warning or info");
}

static enum rc read_switch(struct reading *r, struct slice value, bool *out)
{
	*out = slice_is(value, "yes");
	return *out || slice_is(value, "no") ? RC_OK
					     : wrong(r, "not a switch:", value, "it is yes or no");
}

static const struct embedded *file_of(struct slice name)
{
	for (const struct embedded *f = profile_files; f->name; f++) {
		struct slice file = slice_of(f->name);
		if (slice_eq(slice_range(file, 0, slice_find(file, '.', 0)), name))
			return f;
	}
	return NULL;
}

static enum rc read_base(struct reading *r, struct slice value)
{
	const struct embedded *file = file_of(value);
	if (!file || r->bases == 0)
		return wrong(r, "it can not be based on", value,
			     "based-on names a profile of the program");
	struct reading base = {
		.name = file->name, .a = r->a, .e = r->e, .p = r->p, .bases = r->bases - 1};
	return read_text(&base, (struct slice){(const char *)file->bytes, file->n});
}

static enum rc set_top(struct reading *r, struct slice key, struct slice value, bool more)
{
	struct validate_profile *p = r->p;
	if (slice_is(key, "senders"))
		return add_words(r, &p->senders, value, more);
	if (slice_is(key, "document-types"))
		return add_words(r, &p->document_types, value, more);
	if (more)
		return wrong(r, "a line goes on with", key, "only lists go on in the next line");
	if (slice_is(key, "based-on"))
		return read_base(r, value);
	if (slice_is(key, "fails-at"))
		return read_severity(r, value, &p->fails_at);
	if (slice_is(key, "names-of-zone"))
		return read_switch(r, value, &p->names_of_zone);
	if (slice_is(key, "documents-valid"))
		return read_switch(r, value, &p->documents_valid);
	struct slice copy = arena_copy(r->a, value);
	if (slice_is(key, "title"))
		p->title = copy;
	else if (slice_is(key, "notice"))
		p->notice = copy;
	else
		return wrong(r, "there is no key", key,
			     "keys are title, notice, based-on, fails-at, senders, document-types, "
			     "names-of-zone and documents-valid");
	return RC_OK;
}

/* ---- Sections ---- */

static enum rc set_message(struct reading *r, struct slice key, struct slice value, bool more)
{
	enum message_type type;
	if (!type_named(key, &type))
		return wrong(r, "there is no message type", key, TYPES_EXPECTED);
	r->p->accepted[type].listed = true;
	r->p->types_listed = true;
	return add_words(r, &r->p->accepted[type].versions,
			 slice_is(value, "any") ? (struct slice){0} : value, more);
}

static enum rc set_function(struct reading *r, struct slice key, struct slice value, bool more)
{
	enum message_type type;
	if (!type_named(key, &type))
		return wrong(r, "there is no message type", key, TYPES_EXPECTED);
	enum rc rc = functions_known(r, value);
	return rc == RC_OK ? add_words(r, &r->p->accepted[type].functions, value, more) : rc;
}

static const struct {
	const char *name;
	enum scope scope;
} records[RECORDS] = {
	[RECORD_MESSAGE] = {"message", SCOPE_MESSAGE},
	[RECORD_FLIGHT] = {"flight", SCOPE_FLIGHT},
	[RECORD_LEG] = {"leg", SCOPE_LEG},
	[RECORD_BOOKING] = {"booking", SCOPE_BOOKING},
	[RECORD_SEGMENT] = {"segment", SCOPE_SEGMENT},
	[RECORD_TRAVELLER] = {"traveller", SCOPE_TRAVELLER},
	[RECORD_INFANT] = {"infant", SCOPE_TRAVELLER},
};

static const char *record_name(int record)
{
	return record < RECORD_KIND
		       ? records[record].name
		       : traveller_kind_name((enum traveller_kind)(record - RECORD_KIND));
}

static int record_named(struct slice name)
{
	for (int i = 0; i < RECORDS; i++) {
		if (slice_is(name, record_name(i)))
			return i;
	}
	return -1;
}

static enum rc set_required(struct reading *r, struct slice key, struct slice value, bool more)
{
	struct slice word;
	int record = record_named(key);
	if (record < 0)
		return wrong(r, "there is no record", key,
			     "records are message, flight, leg, booking, segment, traveller, "
			     "infant, passenger, crew, transit, transit-crew, not-on-board, other");
	if (!more)
		memset(&r->required->of[record], 0, sizeof r->required->of[record]);
	enum scope scope = record < RECORD_KIND ? records[record].scope : SCOPE_TRAVELLER;
	while (next_word(&value, &word)) {
		const struct element *element = element_find(scope, word);
		if (!element)
			return wrong(r, "there is no element", word,
				     "docs/validate.md lists the elements of each record");
		struct requirement *q =
			LIST_ADD(&r->required->of[record], r->a, struct requirement);
		if (!q)
			return err_set(r->e, RC_NOMEM, "no memory to read a profile");
		q->element = element;
	}
	return RC_OK;
}

static enum rc set_limit(struct reading *r, struct slice key, struct slice value, bool more)
{
	int64_t *limit = slice_is(key, "travellers")    ? &r->p->travellers_max
			 : slice_is(key, "bookings")    ? &r->p->bookings_max
			 : slice_is(key, "name-length") ? &r->p->name_length_max
			 : slice_is(key, "bytes")       ? &r->p->bytes_max
							: NULL;
	uint64_t number;
	if (!limit)
		return wrong(r, "there is no limit", key,
			     "limits are travellers, bookings, name-length and bytes");
	if (more || !slice_u64(value, &number) || number > INT64_MAX)
		return wrong(r, "not a number:", value, "it is a whole number; 0 is no limit");
	*limit = (int64_t)number;
	return RC_OK;
}

static enum rc set_judgement(struct reading *r, struct slice key, struct slice value, bool more)
{
	static const char *const words[] = {NULL, "info", "warning", "error", "ignore"};
	for (size_t i = 0; i < finding_table_count; i++) {
		if (!slice_is(key, finding_table[i].code))
			continue;
		for (unsigned char j = JUDGE_INFO; !more && j <= JUDGE_IGNORE; j++) {
			if (!slice_is(value, words[j]))
				continue;
			r->p->judgement[i] = j;
			return RC_OK;
		}
		return wrong(r, "there is no severity", value,
			     "it is error, warning, info or ignore");
	}
	return wrong(r, "there is no finding", key, "docs/findings.md lists them");
}

static enum rc (*const setters[])(struct reading *, struct slice, struct slice, bool) = {
	[SECTION_TOP] = set_top,
	[SECTION_MESSAGES] = set_message,
	[SECTION_FUNCTIONS] = set_function,
	[SECTION_REQUIRED] = set_required,
	[SECTION_LIMITS] = set_limit,
	[SECTION_SEVERITY] = set_judgement,
};

static bool words_equal(const word_list *a, const word_list *b)
{
	LIST_EACH(const struct word, w, a)
	{
		if (!words_have(b, w->text))
			return false;
	}
	return a->count == b->count;
}

/* [required TYPE FUNCTION...]: a section that is there is gone on with. */
static enum rc begin_required(struct reading *r, struct slice rest)
{
	struct slice name;
	enum message_type type;
	word_list functions = {0};
	if (!next_word(&rest, &name) || !type_named(name, &type))
		return wrong(r, "required of which message type?", name, TYPES_EXPECTED);
	enum rc rc = functions_known(r, rest);
	if (rc == RC_OK)
		rc = add_words(r, &functions, rest, false);
	if (rc != RC_OK)
		return rc;
	r->section = SECTION_REQUIRED;
	LIST_EACH(struct required, q, &r->p->required)
	{
		r->required = q;
		if (q->type == type && words_equal(&q->functions, &functions))
			return RC_OK;
	}
	r->required = LIST_ADD(&r->p->required, r->a, struct required);
	if (!r->required)
		return err_set(r->e, RC_NOMEM, "no memory to read a profile");
	r->required->type = type;
	r->required->functions = functions;
	return RC_OK;
}

static enum rc begin_section(struct reading *r, struct slice line)
{
	static const struct {
		const char *name;
		enum section section;
	} sections[] = {
		{"messages", SECTION_MESSAGES},
		{"functions", SECTION_FUNCTIONS},
		{"limits", SECTION_LIMITS},
		{"severity", SECTION_SEVERITY},
	};
	struct slice name = {NULL, 0}, rest = slice_range(line, 1, line.n - 1);
	if (!slice_ends(line, "]"))
		return wrong(r, "a section has no end:", line, "write [name]");
	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		r->section = sections[i].section;
		if (!slice_is(slice_trim(rest), sections[i].name))
			continue;
		if (r->section == SECTION_MESSAGES)
			memset(r->p->accepted, 0, sizeof r->p->accepted);
		return RC_OK;
	}
	if (next_word(&rest, &name) && slice_is(name, "required"))
		return begin_required(r, rest);
	return wrong(r, "there is no section", name,
		     "sections are messages, functions, required TYPE, limits and severity");
}

static enum rc read_line(struct reading *r, struct slice line)
{
	struct slice text = slice_trim(line);
	bool goes_on = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
	if (text.n == 0 || text.p[0] == '#')
		return RC_OK;
	if (goes_on && slice_present(r->key))
		return setters[r->section](r, r->key, text, true);
	r->key = (struct slice){NULL, 0};
	if (text.p[0] == '[')
		return begin_section(r, text);
	size_t equals = slice_find(text, '=', 0);
	if (equals == SIZE_MAX)
		return wrong(r, "no key and value:", text, "expected `key = value`");
	struct slice value = slice_trim(slice_range(text, equals + 1, text.n));
	r->key = slice_trim(slice_range(text, 0, equals));
	return setters[r->section](r, r->key, value, false);
}

static enum rc read_text(struct reading *r, struct slice text)
{
	struct slice line;
	enum rc rc = RC_OK;
	while (rc == RC_OK && slice_cut(&text, '\n', &line)) {
		r->line++;
		rc = read_line(r, line);
	}
	return rc;
}

enum rc validate_profile_read(struct slice text, const char *name, struct arena *a,
			      const struct validate_profile **out, struct err *e)
{
	struct validate_profile *p = ARENA_NEW(a, struct validate_profile);
	if (!p)
		return err_set(e, RC_NOMEM, "no memory to read a profile");
	p->name = name;
	p->fails_at = SEVERITY_ERROR;
	struct reading r = {.name = name, .a = a, .e = e, .p = p, .bases = BASES_MAX};
	*out = p;
	return read_text(&r, text);
}

enum rc validate_profile_find(const char *name, struct arena *a,
			      const struct validate_profile **out, struct err *e)
{
	const struct embedded *file = file_of(slice_of(name));
	if (!file)
		return err_set(e, RC_NOT_FOUND, "there is no profile \"%.60s\"", name);
	return validate_profile_read((struct slice){(const char *)file->bytes, file->n}, name, a,
				     out, e);
}

const char *validate_profile_names(struct arena *a)
{
	struct slice names = {"", 0};
	for (const struct embedded *f = profile_files; f->name; f++) {
		struct slice file = slice_of(f->name);
		struct slice name = slice_range(file, 0, slice_find(file, '.', 0));
		names = arena_printf(a, "%.*s%s%.*s", SLICE_ARG(names), names.n ? ", " : "",
				     SLICE_ARG(name));
	}
	return arena_cstr(a, names);
}
