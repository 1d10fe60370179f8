/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/typeb/typeb.h"

#include "decode/typeb/frame.h"

#include <stdlib.h>
#include <string.h>

#define OPEN_MAX 64 /* interchanges that wait for parts at one time */
#define ETX '\x03'

/* The parts of one interchange. */
struct group {
	struct typeb_frame **parts; /* in the order of the input, then in theirs */
	unsigned count, room;
	unsigned first; /* its place among the groups: that of its first frame */
	bool numbered;
	bool begins, ends;
	struct group *next;
};

struct joining {
	struct typeb *out;
	LIST(struct group) groups;
	struct group *open[OPEN_MAX];
	unsigned opened;
	struct arena *arena;
};

/* ---- the frames ---- */

static size_t first_line(struct slice input)
{
	size_t at = 0;
	while (at < input.n && (input.p[at] == ' ' || input.p[at] == '\r' || input.p[at] == '\n' ||
				input.p[at] == '\0'))
		at++;
	return at;
}

static void frame_end(struct typeb *t, struct slice input, struct typeb_frame *f, size_t end)
{
	bool long_line;
	f->end = end;
	frame_close(input, f, &long_line);
	if (long_line)
		finding_add(&t->findings, t->arena, SEVERITY_INFO, "frame-line-long", 0, f->offset,
			    "a line of the Type B message has more than %d characters",
			    TYPEB_LINE_MAX);
	if (f->addresses > TYPEB_ADDRESSES_MAX)
		finding_add(&t->findings, t->arena, SEVERITY_INFO, "frame-addresses-many", 0,
			    f->offset, "the Type B message has more than %d addresses",
			    TYPEB_ADDRESSES_MAX);
	if (f->identity.n == 0)
		finding_add(&t->findings, t->arena, SEVERITY_INFO, "frame-identity-missing", 0,
			    f->offset,
			    "the Type B message does not say when it was sent (DDHHMM behind the "
			    "origin)");
}

/* A frame begins a line, or stands behind its own mark. */
static size_t line_or_mark(struct slice input, size_t from)
{
	for (size_t i = from; i < input.n; i++) {
		if (input.p[i] == '\n' || input.p[i] == '\r')
			return i + 1;
		if (input.p[i] == '\x01' && i > from)
			return i;
	}
	return input.n;
}

/* False: the input does not begin with a frame, or there is no memory. */
static bool frames_find(struct typeb *t, struct slice input)
{
	struct typeb_frame found;
	size_t at = first_line(input);
	if (!frame_open(input, at, &found))
		return false;
	while (t->frames.count < TYPEB_FRAMES_MAX) {
		struct typeb_frame *f = LIST_ADD(&t->frames, t->arena, struct typeb_frame);
		if (!f)
			return false;
		*f = found;
		size_t next = f->body;
		while (next < input.n && !frame_open(input, next, &found))
			next = line_or_mark(input, next);
		frame_end(t, input, f, next < input.n ? next : input.n);
		if (next >= input.n)
			break;
	}
	return true;
}

/* ---- which belong together ---- */

static bool has_part(const struct group *g, unsigned part)
{
	for (unsigned i = 0; i < g->count; i++) {
		if (g->parts[i]->part == part)
			return true;
	}
	return false;
}

static bool is_complete(const struct group *g)
{
	return g->begins && g->ends;
}

/* The open group of the same origin into which the frame fits. */
static struct group *group_for(const struct joining *j, const struct typeb_frame *f)
{
	for (unsigned i = j->opened; i > 0; i--) {
		struct group *g = j->open[i - 1];
		if (!slice_eq(g->parts[0]->origin, f->origin) || g->numbered != (f->part > 0))
			continue;
		if ((f->begins && g->begins) || (f->ends && g->ends))
			continue;
		if (f->part > 0 ? !has_part(g, f->part) : !is_complete(g))
			return g;
	}
	return NULL;
}

static struct group *group_new(struct joining *j, const struct typeb_frame *f)
{
	struct group *g = LIST_ADD(&j->groups, j->arena, struct group);
	if (!g)
		return NULL;
	g->numbered = f->part > 0;
	if (j->opened == OPEN_MAX) {
		memmove(j->open, j->open + 1, (OPEN_MAX - 1) * sizeof j->open[0]);
		j->opened--;
	}
	j->open[j->opened++] = g;
	return g;
}

static void group_add(struct joining *j, struct group *g, struct typeb_frame *f)
{
	if (g->count == g->room) {
		unsigned room = g->room ? 2 * g->room : 4;
		struct typeb_frame **parts = arena_alloc(j->arena, room * sizeof *parts);
		if (!parts)
			return;
		if (g->count > 0)
			memcpy(parts, g->parts, g->count * sizeof *parts);
		g->parts = parts;
		g->room = room;
	}
	g->parts[g->count++] = f;
	g->begins |= f->begins;
	g->ends |= f->ends;
}

/* By part; what is not numbered: the beginning first, the end last, the rest
 * in the order in which it came. */
static int part_cmp(const void *left, const void *right)
{
	const struct typeb_frame *a = *(struct typeb_frame *const *)left;
	const struct typeb_frame *b = *(struct typeb_frame *const *)right;
	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	if (a->begins != b->begins)
		return a->begins ? -1 : 1;
	if (a->ends != b->ends)
		return a->ends ? 1 : -1;
	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static void group_frames(struct joining *j)
{
	LIST_EACH(struct typeb_frame, f, &j->out->frames)
	{
		bool alone = f->part == 0 && f->begins && f->ends;
		struct group *g = alone ? NULL : group_for(j, f);
		if (!g)
			g = group_new(j, f);
		if (g)
			group_add(j, g, f);
	}
	LIST_EACH(struct group, g, &j->groups)
	{
		if (g->count > 1)
			qsort(g->parts, g->count, sizeof(struct typeb_frame *), part_cmp);
	}
}

/* ---- the text ---- */

/* Line breaks in the place of what is not text. */
static void frame_write(struct slice input, const struct typeb_frame *f, size_t end, char *out)
{
	memset(out, '\n', end - f->offset);
	for (size_t i = f->body; i < f->end; i++)
		out[i - f->offset] = input.p[i] == ETX || input.p[i] == '\x02' ? '\n' : input.p[i];
}

static size_t frame_limit(const struct typeb_frame *f, size_t n)
{
	return f->next ? f->next->offset : n;
}

static char terminator_of(struct slice input, const struct group *g)
{
	struct slice text = slice_range(input, g->parts[0]->body, g->parts[0]->end);
	size_t una = slice_find(text, 'U', 0);
	struct slice head = una == SIZE_MAX ? (struct slice){NULL, 0}
					    : slice_range(text, una, una + 9);
	return head.n == 9 && slice_starts(head, "UNA") ? head.p[8] : '\'';
}

/* Segments that the gap has cut are taken out: their ends must not meet. */
static void cut_before(char *text, size_t from, size_t to, char terminator)
{
	while (to > from && text[to - 1] != terminator)
		text[--to] = '\n';
}

/* Nor may what belongs to nobody known be given to somebody: up to the next
 * traveller or booking, or the end of the message. */
static bool begins_anew(struct slice segment)
{
	static const char *const tags[] = {"NAD", "SRC", "CNT", "UNT", "UNE",
					   "UNZ", "UNA", "UNB", "UNG", "UNH"};
	char tag[3];
	size_t n = 0;
	for (size_t i = 0; i < segment.n && n < sizeof tag; i++) {
		if ((unsigned char)segment.p[i] > ' ')
			tag[n++] = segment.p[i];
	}
	for (size_t i = 0; n == sizeof tag && i < sizeof tags / sizeof tags[0]; i++) {
		if (memcmp(tag, tags[i], sizeof tag) == 0)
			return true;
	}
	return false;
}

static void cut_behind(char *text, size_t from, size_t to, char terminator)
{
	do {
		while (from < to && text[from] != terminator)
			text[from++] = '\n';
		if (from < to)
			text[from++] = '\n';
	} while (from < to && !begins_anew((struct slice){text + from, to - from}));
}

/* Reading begins at a service segment; a frame's header has more room than that. */
static void begin_at(char *header, char terminator)
{
	memcpy(header, "UNG+1", 5);
	header[5] = terminator;
}

static void note_gap(struct joining *j, size_t at, const char *which)
{
	finding_add(&j->out->findings, j->arena, SEVERITY_ERROR, "frame-part-missing", 0, at,
		    "%s of an interchange that was cut into several Type B messages is missing; "
		    "what there is was read, but for the rest of the traveller or booking behind "
		    "the gap; send all parts again",
		    which);
}

/* Part numbers that do not follow one another, a beginning or an end that is not there. */
static void check_parts(struct joining *j, const struct group *g, char *text, char terminator)
{
	const struct typeb_frame *first = g->parts[0];
	const struct typeb_frame *last = g->parts[g->count - 1];
	struct slice whole = {text + first->moved_to, first->end - first->offset};
	if (g->count == 1 && !g->numbered && slice_find(whole, terminator, 0) == SIZE_MAX)
		return; /* no EDIFACT: a text of another kind */
	bool cut = g->count > 1 || g->numbered || !g->begins;
	if (!g->begins && (first->part != 1)) {
		size_t body = first->moved_to + (first->body - first->offset);
		cut_behind(text, body, first->moved_to + (first->end - first->offset), terminator);
		begin_at(text + first->moved_to, terminator);
		note_gap(j, first->moved_to, "the first part");
	}
	for (unsigned i = 1; i < g->count && g->numbered; i++) {
		const struct typeb_frame *a = g->parts[i - 1], *b = g->parts[i];
		if (b->part == a->part + 1)
			continue;
		size_t b_body = b->moved_to + (b->body - b->offset);
		cut_before(text, a->moved_to + (a->body - a->offset),
			   a->moved_to + (a->end - a->offset), terminator);
		cut_behind(text, b_body, b->moved_to + (b->end - b->offset), terminator);
		note_gap(j, b->moved_to, "a part");
	}
	if (cut && !g->ends && !last->last_part) {
		cut_before(text, last->moved_to + (last->body - last->offset),
			   last->moved_to + (last->end - last->offset), terminator);
		note_gap(j, last->moved_to, "the last part");
	}
}

static bool text_write(struct joining *j, struct slice input, char *text)
{
	struct typeb *t = j->out;
	size_t at = t->frames.first->offset;
	unsigned placed = 0;
	t->placed = arena_alloc(j->arena, t->frames.count * sizeof(const struct typeb_frame *));
	if (!t->placed)
		return false;
	memset(text, '\n', at);
	LIST_EACH(struct group, g, &j->groups)
	{
		for (unsigned i = 0; i < g->count; i++) {
			struct typeb_frame *f = g->parts[i];
			size_t end = frame_limit(f, input.n);
			frame_write(input, f, end, text + at);
			f->moved_to = at;
			t->moved |= at != f->offset;
			t->placed[placed++] = f;
			at += end - f->offset;
		}
		check_parts(j, g, text, terminator_of(input, g));
	}
	return placed == t->frames.count;
}

static void keep_texts(struct typeb *t)
{
	LIST_EACH(struct typeb_frame, f, &t->frames)
	{
		f->priority = arena_copy(t->arena, f->priority);
		f->recipient = arena_copy(t->arena, f->recipient);
		f->origin = arena_copy(t->arena, f->origin);
		f->identity = arena_copy(t->arena, f->identity);
		f->smi = arena_copy(t->arena, f->smi);
	}
}

/* Findings of the frames were made before these were moved. */
static void findings_move(struct typeb *t, unsigned before)
{
	struct finding *f = t->findings.first;
	const struct typeb_frame *frame = t->frames.first;
	for (; f && before > 0; f = f->next, before--) {
		while (frame && frame->offset != f->offset)
			frame = frame->next;
		if (!frame)
			return;
		f->offset = frame->moved_to;
	}
}

enum rc typeb_unwrap(char *bytes, size_t n, struct arena *a, struct typeb *out, struct err *e)
{
	struct slice input = {bytes, n};
	*out = (struct typeb){.arena = a};
	struct joining j = {.out = out, .arena = a};
	if (!frames_find(out, input)) {
		out->frames.first = NULL;
		return arena_failed(a) ? err_set(e, RC_NOMEM, "no memory to unwrap an input")
				       : RC_OK;
	}
	unsigned noted = out->findings.count;
	group_frames(&j);
	keep_texts(out);
	char *text = malloc(n + 1);
	if (!text || arena_failed(a) || !text_write(&j, input, text) || arena_failed(a)) {
		free(text);
		return err_set(e, RC_NOMEM, "no memory to unwrap an input");
	}
	findings_move(out, noted);
	memcpy(bytes, text, n);
	explicit_bzero(text, n);
	free(text);
	return RC_OK;
}

size_t typeb_original(const struct typeb *t, size_t offset)
{
	size_t low = 0;
	size_t high = t->frames.count;
	if (!t->moved)
		return offset;
	while (low < high) { /* the last one that begins at or before it */
		size_t middle = low + (high - low) / 2;
		if (t->placed[middle]->moved_to <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return offset;
	const struct typeb_frame *f = t->placed[low - 1];
	return f->offset + (offset - f->moved_to);
}
