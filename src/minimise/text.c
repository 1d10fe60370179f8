/* SPDX-License-Identifier: Apache-2.0 */
#include "minimise/scan.h"

/* A statement is a text, or the part of one that a word such as OSI begins. */
enum head { HEAD_NONE, HEAD_SSR, HEAD_OSI, HEAD_REMARK };

struct statement {
	size_t from, to;
	enum head head;
	struct slice code;   /* of an SSR: the first word behind it */
	bool contact, minor; /* CTC.., UMNR */
};

#define CONTACT_WORDS 3 /* CTCT stands among the first words: "YY CTCT NBO ..." */

static bool is_one_of(struct slice s, const char *const *words)
{
	for (; *words; words++) {
		if (slice_is_nocase(s, *words))
			return true;
	}
	return false;
}

bool service_is_minor(struct slice code)
{
	static const char *const codes[] = {"UMNR", "YPTA", NULL};
	return is_one_of(code, codes);
}

const char *const structured_services[] = {
	"CHLD", "CTCE", "CTCM", "CTCR", "DOCA", "DOCO", "DOCS", "FOID", "FQTR", "FQTS",
	"FQTU", "FQTV", "GRPF", "INFT", "NSSA", "NSSB", "NSST", "NSSW", "PCTC", "PSPT",
	"RLOC", "RQST", "SEAT", "TKNA", "TKNE", "TKNM", "TKNO", NULL,
};

bool service_is_structured(const struct scan *s, struct slice code)
{
	return word_index_find(&s->structured, code) != NULL;
}

bool service_is_permitted(const struct scan *s, struct slice code)
{
	return !s->profile->permitted_services || word_index_find(&s->permitted, code);
}

static enum head head_of(struct slice word)
{
	static const char *const remarks[] = {"RM", "RMK", "RMKS", "REMARK", "REMARKS", NULL};
	if (slice_is_nocase(word, "SSR"))
		return HEAD_SSR;
	if (slice_is_nocase(word, "OSI"))
		return HEAD_OSI;
	return is_one_of(word, remarks) ? HEAD_REMARK : HEAD_NONE;
}

const char *text_code_of(const struct scan *s, struct slice word)
{
	const char *code = word_index_find(&s->codes, word);
	if (!code && word.n > 3 && slice_is_nocase(slice_range(word, 0, 3), "SSR"))
		code = word_index_find(&s->codes, slice_range(word, 3, word.n));
	return code;
}

const char *text_find_code(const struct scan *s, size_t from, size_t to, size_t *at)
{
	size_t start;
	for (size_t i = from; view_word(&s->view, &i, to, &start);) {
		const char *code = text_code_of(s, view_slice(&s->view, start, i));
		if (code) {
			*at = start;
			return code;
		}
	}
	return NULL;
}

/* Reads the statement that begins at `from`. */
static struct statement statement_read(const struct scan *s, size_t from, size_t to)
{
	struct statement st = {.from = from, .to = to};
	size_t start;
	unsigned words = 0;
	for (size_t i = from; view_word(&s->view, &i, to, &start); words++) {
		struct slice word = view_slice(&s->view, start, i);
		enum head head = head_of(word);
		if (head != HEAD_NONE && words > 0) {
			st.to = start;
			break;
		}
		if (head != HEAD_NONE)
			st.head = head;
		if (words == 1 && st.head == HEAD_SSR)
			st.code = word;
		bool contact = slice_starts(word, "CTC") && word.n <= 4;
		st.contact |= contact && words < CONTACT_WORDS;
		st.minor |= service_is_minor(word);
	}
	return st;
}

/* Notes each code and word of the statement; erases it alone if `single`. */
static bool note_words(struct scan *s, const struct statement *st, bool codes, bool single)
{
	bool any = false;
	size_t start;
	for (size_t i = st->from; view_word(&s->view, &i, st->to, &start);) {
		struct slice word = view_slice(&s->view, start, i);
		const char *found = codes ? text_code_of(s, word) : NULL;
		if (!found && word_index_find(&s->words, word))
			found = ERASED_WORD;
		if (!found)
			continue;
		scan_note(s, start, found, "sensitive");
		any = true;
		if (single)
			view_erase(&s->view, start, i);
	}
	return any;
}

static bool is_general_remark(const struct scan *s, const struct statement *st, enum text_kind kind)
{
	if (!s->profile->permitted_services || st->minor || st->contact)
		return false;
	switch (st->head) {
	case HEAD_SSR:
		return !service_is_permitted(s, st->code);
	case HEAD_OSI:
	case HEAD_REMARK:
		return true;
	case HEAD_NONE:
		break;
	}
	return kind == TEXT_REMARK;
}

static bool is_empty(const struct scan *s, const struct statement *st)
{
	for (size_t i = st->from; i < st->to; i++) {
		char c = s->view.text[i];
		if (c != ' ' && c != VIEW_COMPONENT && c != VIEW_ELEMENT)
			return false;
	}
	return true;
}

static void statement_scan(struct scan *s, const struct statement *st, enum text_kind kind)
{
	if (st->head == HEAD_SSR && service_is_structured(s, st->code))
		return;
	bool names = kind == TEXT_NAMES || st->contact || st->minor;
	bool sensitive = note_words(s, st, !names, names);
	if (sensitive && !names) {
		view_erase(&s->view, st->from, st->to);
		return;
	}
	if (is_general_remark(s, st, kind) && !is_empty(s, st)) {
		scan_note(s, st->from, ERASED_REMARK, ERASED_REMARK);
		view_erase(&s->view, st->from, st->to);
	}
}

void text_scan(struct scan *s, size_t from, size_t to, enum text_kind kind)
{
	while (from < to) {
		struct statement st = statement_read(s, from, to);
		statement_scan(s, &st, kind);
		from = st.to;
	}
}
