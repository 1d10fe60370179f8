/* SPDX-License-Identifier: Apache-2.0
 *
 * Every decision looks ahead by a bounded number of bytes, or over a run of
 * blanks that is then passed for good, so that the whole walk is linear.
 */
#include "decode/edifact/charset.h"
#include "decode/edifact/look.h"

#include <assert.h>
#include <string.h>

static const char outside_text[] = "text outside of interchanges was passed over";
static const char unreadable_text[] =
	"no segment tag stands here; passed over up to the next segment";

void edi_note(struct edi_reader *r, enum severity severity, const char *code, size_t at,
	      const char *text)
{
	finding_add(r->findings, r->arena, severity, code, r->number, at, "%s", text);
}

void edi_init(struct edi_reader *r, struct slice input, struct arena *a, finding_list *findings)
{
	assert(input.n <= EDI_INPUT_MAX);
	memset(r, 0, offsetof(struct edi_reader, window));
	r->way = scan_best();
	r->input = input;
	r->segment.bytes = input.p;
	r->arena = a;
	r->findings = findings;
	r->outside = true;
	r->ascii = true;
	syntax_set(r, syntax_default);
}

/* ---- Outside interchanges ---- */

static bool has_text(struct slice s)
{
	if (slice_starts(s, "\xef\xbb\xbf"))
		s = slice_range(s, 3, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] > ' ' && s.p[i] != 0x7f)
			return true;
	}
	return false;
}

/* Passes over text up to the next service segment; false when there is none. */
static bool enter(struct edi_reader *r)
{
	size_t at = r->at;
	while (at < r->input.n && !look_begins(r, at)) {
		at = slice_find(r->input, 'U', at + 1);
		if (at == SIZE_MAX)
			at = r->input.n;
	}
	if (has_text(slice_range(r->input, r->at, at)))
		edi_note(r, SEVERITY_INFO, "text-outside-interchange", r->at, outside_text);
	r->at = at;
	r->outside = at >= r->input.n;
	return !r->outside;
}

/* ---- Segments ---- */

static void segment_begin(struct edi_reader *r, size_t at, uint32_t code)
{
	struct edi_segment *s = &r->segment;
	const char tag[4] = {(char)(code >> 16 & 0xff), (char)(code >> 8 & 0xff),
			     (char)(code & 0xff), '\0'};
	memcpy(s->tag, tag, sizeof tag);
	s->code = code;
	s->offset = at;
	s->bytes = r->input.p;
	s->elements = 0;
	s->plain = true;
	s->first = r->first;
	s->mark = r->mark;
	r->first[0] = 0;
}

/* Components of the segment while it is split. */
struct split {
	unsigned count; /* of components */
	bool full;      /* one of the limits is reached: no more are taken */
};

/* A component begins at `at`, and with it perhaps an element. */
static void split_add(struct edi_reader *r, struct split *split, size_t at, bool element)
{
	struct edi_segment *s = &r->segment;
	if (split->full)
		return;
	if (split->count == EDI_COMPONENTS_MAX || (element && s->elements == EDI_ELEMENTS_MAX)) {
		split->full = true;
		r->mark[split->count] = (uint32_t)at;
		edi_note(r, SEVERITY_ERROR, "segment-too-long", s->offset,
			 "the segment has more elements than are read; the rest was left out");
		return;
	}
	if (element)
		r->first[s->elements++] = (uint16_t)split->count;
	r->mark[split->count++] = (uint32_t)at;
}

/* After a release character at `at`: where to go on. A terminator that the
 * release would make text, with a segment behind it, is one all the same. */
static size_t released_end(struct edi_reader *r, size_t at)
{
	size_t next = look_blanks_end(r, at + 1);
	if (next > at + 1 && r->kind[look_byte(r, at + 1)] != SCAN_BREAK)
		next = at + 1; /* a released blank or control character */
	r->segment.plain = false;
	bool ends = look_kind(r, next, SCAN_TERMINATOR) && look_known_tag_behind(r, next + 1);
	if (next < r->input.n && !ends)
		return next + 1;
	edi_note(r, SEVERITY_WARNING, "release-dangling", at,
		 "a release character stands before the end of the segment");
	return next;
}

/* Whether the segment ends at the line break at `at` although it has no
 * terminator; if not, `*next` is where to go on. */
static bool ends_at_break(struct edi_reader *r, size_t at, size_t *next)
{
	*next = look_blanks_end(r, at);
	r->segment.plain = false;
	unsigned char before = r->kind[look_byte(r, at - 1)];
	if (before == SCAN_ELEMENT || before == SCAN_COMPONENT || !look_known_tag(r, *next))
		return false;
	edi_note(r, SEVERITY_WARNING, "terminator-lost", at,
		 "the segment ends with its line, without a terminator");
	return true;
}

/* The same for bytes that are not ASCII and for control characters. */
static bool ends_at_quote(struct edi_reader *r, size_t at, size_t *next)
{
	size_t width = look_quote(r, at);
	r->segment.plain = false;
	*next = at + (width ? width : 1);
	if (width > 0 && look_known_tag_behind(r, *next)) {
		edi_note(r, SEVERITY_WARNING, "terminator-replaced", at,
			 "a typographic apostrophe stands in the place of the terminator");
		return true;
	}
	if (look_byte(r, at) < ' ' && !r->control_noted) {
		r->control_noted = true;
		edi_note(r, SEVERITY_WARNING, "control-character", at,
			 "control characters inside segments were left out");
	}
	return false;
}

static bool ends_at_header(struct edi_reader *r, size_t at, size_t *end)
{
	if (at < r->segment.offset + 7 || r->input.p[at - 3] != 'U' || !look_glued_header(r, at))
		return false;
	*end = at - 3;
	edi_note(r, SEVERITY_WARNING, "terminator-lost", *end,
		 "the segment breaks off where the next header begins");
	return true;
}

/* Separators of a block may be added without a look at the limits: none is near. */
static bool has_room(const struct edi_segment *s, const struct split *split)
{
	return split->count + SCAN_BLOCK <= EDI_COMPONENTS_MAX &&
	       s->elements + SCAN_BLOCK <= EDI_ELEMENTS_MAX && !split->full;
}

/* The separators among `events` of the block at `block`, up to the first event
 * that is none, or that may be a glued header: its place, or SIZE_MAX. */
static size_t split_block(struct edi_reader *r, struct split *split, size_t block, uint64_t events)
{
	struct edi_segment *s = &r->segment;
	bool room = has_room(s, split);
	for (; events; events &= events - 1) {
		size_t at = block + (unsigned)__builtin_ctzll(events);
		unsigned char kind = r->kind[look_byte(r, at)];
		bool separates = kind == SCAN_ELEMENT || kind == SCAN_COMPONENT;
		if (!separates || (at >= s->offset + 7 && r->input.p[at - 3] == 'U'))
			return at;
		if (!room) {
			split_add(r, split, at + 1, kind == SCAN_ELEMENT);
			continue;
		}
		/* Written in any case, counted where it is one: no branch. */
		r->first[s->elements] = (uint16_t)split->count;
		s->elements += kind == SCAN_ELEMENT;
		r->mark[split->count++] = (uint32_t)(at + 1);
	}
	return SIZE_MAX;
}

/* The first event from `at` on that split_block leaves to others; the
 * separators before it are added. The end of the input: none. */
static size_t split_plain(struct edi_reader *r, struct split *split, size_t at)
{
	while (at < r->input.n) {
		size_t block = at - at % SCAN_BLOCK;
		size_t stop = split_block(r, split, block, scan_events(r, at));
		if (stop != SIZE_MAX)
			return stop;
		at = block + SCAN_BLOCK;
	}
	return r->input.n;
}

/* Splits the text from `at` (behind the tag) to the segment's end. */
static size_t split_to_end(struct edi_reader *r, struct split *split, size_t at, size_t *end)
{
	for (;;) {
		at = split_plain(r, split, at);
		*end = at;
		if (at >= r->input.n) {
			edi_note(r, SEVERITY_WARNING, "terminator-missing", r->segment.offset,
				 "the input ends inside this segment");
			return at;
		}
		size_t next = at + 1;
		switch ((enum scan_kind)r->kind[look_byte(r, at)]) {
		case SCAN_TERMINATOR:
			return next;
		case SCAN_ELEMENT:
		case SCAN_COMPONENT:
			if (ends_at_header(r, at, end))
				return *end;
			split_add(r, split, next, r->kind[look_byte(r, at)] == SCAN_ELEMENT);
			break;
		case SCAN_RELEASE:
			next = released_end(r, at);
			break;
		case SCAN_BREAK:
			if (ends_at_break(r, at, &next))
				return next;
			break;
		case SCAN_OTHER:
			if (ends_at_quote(r, at, &next))
				return next;
			break;
		case SCAN_TEXT:
			break;
		}
		at = next;
	}
}

static void segment_split(struct edi_reader *r, size_t body)
{
	struct edi_segment *s = &r->segment;
	struct split split = {0};
	size_t end;
	r->at = split_to_end(r, &split, body, &end);
	if (!split.full)
		r->mark[split.count] = (uint32_t)(end + 1);
	r->first[s->elements] = (uint16_t)split.count;
	s->length = r->at - s->offset;
}

/* A known tag inside what could not be read, from which reading can go on. */
static size_t resume_at(const struct edi_reader *r, size_t from, size_t to)
{
	for (size_t at = from + 1; at < to; at++) {
		char before = r->input.p[at - 1];
		if (ascii_upper(r->input.p[at]) && !ascii_alpha(before) && !ascii_digit(before) &&
		    r->kind[(unsigned char)before] != SCAN_ELEMENT &&
		    r->kind[(unsigned char)before] != SCAN_COMPONENT && look_known_tag(r, at))
			return at;
	}
	return to;
}

/* Passes over text at `at` that begins with no tag. */
static void pass_unreadable(struct edi_reader *r, size_t at)
{
	unsigned of_message = r->number > 0;
	r->number += of_message;
	segment_begin(r, at, 0);
	segment_split(r, at);
	size_t resume = resume_at(r, at, r->at);
	if (resume < r->at)
		r->number -= of_message;
	r->at = resume;
	r->gaps++;
	edi_note(r, SEVERITY_ERROR, "segment-unreadable", at, unreadable_text);
}

static void segment_number(struct edi_reader *r)
{
	if (r->segment.code == EDI_TAG('U', 'N', 'H')) {
		r->number = 1;
		r->charset_noted = false;
		r->control_noted = false;
	} else if (r->number > 0) {
		r->number++;
	}
	r->segment.number = r->number;
}

static bool una_read(struct edi_reader *r, size_t at)
{
	size_t end = una_apply(r, at);
	if (end == 0)
		return false;
	r->number = 0;
	segment_begin(r, at, EDI_TAG('U', 'N', 'A'));
	r->segment.number = 0;
	r->mark[0] = 0;
	r->segment.length = end - at;
	r->at = end;
	r->una_before = true;
	return true;
}

/* Reads the segment at `at`; false when no tag stands there. */
static bool segment_read(struct edi_reader *r, size_t at)
{
	if (una_read(r, at))
		return true;
	size_t end;
	uint32_t code = look_tag(r, at, &end);
	if (code == EDI_TAG('U', 'N', 'B'))
		syntax_restart(r, end);
	size_t body = code ? look_body(r, end) : 0;
	if (body == 0)
		return false;
	r->una_before = false;
	if (tag_is_service(code) || r->segment.code == EDI_TAG('U', 'N', 'T'))
		r->number = 0;
	segment_begin(r, at, code);
	segment_number(r);
	segment_split(r, body);
	return true;
}

/* What the segment just read changes for the next ones. */
static void after_segment(struct edi_reader *r)
{
	if (r->segment.code == EDI_TAG('U', 'N', 'Z'))
		r->outside = true;
	if (r->segment.code != EDI_TAG('U', 'N', 'B'))
		return;
	r->charset = charset_named(slice_trim(edi_raw(&r->segment, 0, 0)), &r->ascii);
	struct slice version = slice_trim(edi_raw(&r->segment, 0, 1));
	r->repeats = r->syntax.repetition != ' ' && slice_cmp(version, SLICE("4")) >= 0;
	scan_prepare(r);
}

/* Behind the end of a message or group stands another segment, or anything:
 * then passes over text up to the next known one. */
static void pass_between(struct edi_reader *r)
{
	uint32_t last = r->segment.code;
	size_t end;
	if ((last != EDI_TAG('U', 'N', 'T') && last != EDI_TAG('U', 'N', 'E')) ||
	    (look_tag(r, r->at, &end) != 0 && look_body(r, end) != 0))
		return;
	size_t at = resume_at(r, r->at, r->input.n);
	r->number = 0;
	if (at >= r->input.n || tag_is_service(look_tag(r, at, &end)))
		edi_note(r, SEVERITY_INFO, "text-outside-interchange", r->at, outside_text);
	else
		edi_note(r, SEVERITY_ERROR, "segment-unreadable", r->at, unreadable_text);
	r->at = at;
	r->gaps++;
}

/* ---- Segments of the index: most of all ---- */

static bool may_be_usual(const struct edi_reader *r)
{
	uint32_t last = r->segment.code;
	return !r->outside && !r->una_before && last != EDI_TAG('U', 'N', 'T') &&
	       last != EDI_TAG('U', 'N', 'E');
}

/* Passes over what the index has of segments that were read without it. */
static void index_follow(struct edi_reader *r)
{
	struct edi_index *x = &r->index;
	while (x->next < x->segments && x->stop[x->next] <= r->at)
		x->begin = x->end[x->next++] + 1U;
	/* Only where some way lies behind the last one: a segment may be long, or its
	 * terminator be none. */
	if (x->next == x->segments && r->at < r->input.n &&
	    (x->from == SIZE_MAX || r->at - x->from >= EDI_WINDOW / 4))
		scan_index(r, r->at);
	if (x->next < x->segments && x->odd < r->at)
		x->odd = scan_odd(r, r->at);
}

/* Any segment. */
static enum rc next_any(struct edi_reader *r)
{
	for (;;) {
		if (r->outside && !enter(r))
			return RC_END;
		while (r->at < r->input.n &&
		       (look_blank(r, r->at) || look_kind(r, r->at, SCAN_TERMINATOR)))
			r->at++;
		if (r->at < r->input.n)
			pass_between(r);
		if (r->at >= r->input.n)
			return RC_END;
		if (may_be_usual(r)) {
			index_follow(r);
			if (edi_next_usual(r))
				return RC_OK;
		}
		if (segment_read(r, r->at)) {
			after_segment(r);
			return RC_OK;
		}
		pass_unreadable(r, r->at);
	}
}

enum rc edi_next_slow(struct edi_reader *r)
{
	if (r->again) {
		r->again = false;
	} else if (next_any(r) != RC_OK) {
		r->usual = false;
		return RC_END;
	}
	r->usual = may_be_usual(r);
	return RC_OK;
}

void edi_push_back(struct edi_reader *r)
{
	r->again = true;
	r->usual = false;
}
