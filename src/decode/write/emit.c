/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/write/emit.h"

#include "base/utf8.h"
#include "decode/edifact/look.h"

#include <assert.h>
#include <stdio.h>

/* ---- Text ---- */

/* The reader mends a lost release character: a terminator, or what word
 * processors make of one, ends a segment where only a tag follows it. `rest`
 * is what follows one in a text. */
static bool is_mistakable(struct slice rest)
{
	rest = slice_trim(rest);
	if (rest.n != 3)
		return false;
	const unsigned char *p = (const unsigned char *)rest.p;
	return edi_tag_known(EDI_TAG(p[0], p[1], p[2]));
}

/* The last byte of a terminator, of U+2019, or of anything that ends like it. */
static bool ends_segments(const struct emit *w, char c)
{
	return c == w->syntax.terminator || (unsigned char)c == 0x92 || (unsigned char)c == 0x99;
}

static bool separates(const struct emit *w, char c)
{
	const struct edi_syntax *x = &w->syntax;
	return c == x->component || c == x->element || c == x->terminator ||
	       (x->release != ' ' && c == x->release) ||
	       (x->repetition != ' ' && c == x->repetition);
}

static void put_char(struct emit *w, char c)
{
	bool separator = separates(w, c);
	if (separator && w->syntax.release != ' ')
		buf_char(w->out, w->syntax.release);
	w->lossy |= separator && w->syntax.release == ' ';
	bool control = (unsigned char)c < ' ';
	buf_char(w->out, control || (separator && w->syntax.release == ' ') ? ' ' : c);
}

/* Text without anything that means something else. */
static bool is_plain(const struct emit *w, struct slice text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if ((unsigned char)c < ' ' || (unsigned char)c >= 0x80 || separates(w, c))
			return false;
	}
	return true;
}

static void put_text(struct emit *w, struct slice text)
{
	if (is_plain(w, text)) {
		buf_add(w->out, text);
		return;
	}
	bool guarded = false; /* a letter behind the last apostrophe is to be released */
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (guarded && ascii_upper(c)) {
			buf_char(w->out, w->syntax.release);
			guarded = false;
		}
		put_char(w, c);
		if (ends_segments(w, c) && w->syntax.release != ' ')
			guarded = is_mistakable(slice_range(text, i + 1, text.n));
	}
}

/* ---- Segments ---- */

static void end_segment(struct emit *w)
{
	buf_char(w->out, w->syntax.terminator);
	w->elements = 0;
	w->components = 0;
}

static void begin_segment(struct emit *w, const char *tag)
{
	buf_text(w->out, tag);
	w->segments++;
	w->only_filler = true;
}

void emit_segment(struct emit *w, const char *tag)
{
	assert(w->segments > 0);
	end_segment(w);
	begin_segment(w, tag);
}

/* The reader takes a segment that holds nothing but this letter for an erased one. */
static bool is_filler(struct slice text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != 'X')
			return false;
	}
	return true;
}

static void add(struct emit *w, struct slice text)
{
	text = slice_trim(text);
	if (text.n == 0)
		return;
	bool filler = w->only_filler && is_filler(text) && w->syntax.release != ' ';
	w->only_filler = false;
	for (; w->elements > 0; w->elements--)
		buf_char(w->out, w->syntax.element);
	for (; w->components > 0; w->components--)
		buf_char(w->out, w->syntax.component);
	if (filler)
		buf_char(w->out, w->syntax.release);
	put_text(w, text);
}

void emit_element(struct emit *w, struct slice text)
{
	w->elements++;
	w->components = 0;
	add(w, text);
}

void emit_component(struct emit *w, struct slice text)
{
	w->components++;
	add(w, text);
}

static void add_count(struct emit *w, unsigned count)
{
	char digits[16];
	int n = snprintf(digits, sizeof digits, "%u", count);
	emit_element(w, (struct slice){digits, (size_t)n});
}

/* ---- Interchange ---- */

static struct edi_syntax syntax_of(struct slice una)
{
	if (una.n != 9)
		return syntax_default;
	const char *p = una.p + 3;
	return (struct edi_syntax){p[0], p[1], p[2], p[3], p[4], p[5]};
}

/* S004: YYMMDD, HHMM. */
static void put_time(struct emit *w, struct local_time t)
{
	char text[8] = "";
	if (date_present(t.date))
		(void)snprintf(text, sizeof text, "%02u%02u%02u", (unsigned)t.date.year % 100u,
			       (unsigned)t.date.month % 100u, (unsigned)t.date.day % 100u);
	emit_element(w, slice_of(text));
	if (!date_present(t.date) || t.hour < 0)
		return;
	(void)snprintf(text, sizeof text, "%02u%02u", (unsigned)t.hour % 100u,
		       (unsigned)t.minute % 100u);
	emit_component(w, slice_of(text));
}

#define LEVEL "UNOA" /* until all is written */

void emit_interchange(struct emit *w, struct buf *out, const struct message *m)
{
	*w = (struct emit){.out = out, .syntax = syntax_of(m->una), .start = out->n};
	const struct edi_syntax *x = &w->syntax;
	w->padis = m->type == MESSAGE_PNRGOV || m->type == MESSAGE_ACKRES ||
		   m->type == MESSAGE_GOVREQ || m->type == MESSAGE_CONTRL;
	w->interchange_ref = m->interchange_ref;
	const char una[] = {x->component, x->element,    x->decimal,
			    x->release,   x->repetition, x->terminator};
	buf_text(out, "UNA");
	buf_add(out, (struct slice){una, sizeof una});
	buf_text(out, "UNB");
	w->level = out->n + 1;
	emit_element(w, SLICE(LEVEL));
	emit_component(w, w->padis ? SLICE("1") : SLICE("4"));
	emit_element(w, m->sender);
	emit_element(w, m->recipient);
	put_time(w, m->prepared_at);
	emit_element(w, m->interchange_ref);
	for (int i = 0; i < 5; i++) /* 0022, 0026, 0029, 0031, 0032 */
		emit_element(w, (struct slice){0});
	emit_element(w, m->test ? SLICE("1") : (struct slice){0});
	end_segment(w);
}

/* Who keeps the message's directory: 0051, 0057. */
static void put_agency(struct emit *w, enum message_type type)
{
	bool industry = type == MESSAGE_PAXLST || type == MESSAGE_CUSRES;
	emit_component(w, industry || type == MESSAGE_CONTRL ? SLICE("UN") : SLICE("IA"));
	if (industry)
		emit_component(w, SLICE("IATA"));
}

/* S010 */
static void put_part(struct emit *w, const struct message *m)
{
	char number[16];
	if (m->part <= 0)
		return;
	int n = snprintf(number, sizeof number, "%02d", m->part);
	emit_element(w, (struct slice){number, (size_t)n});
	if (m->last_part)
		emit_component(w, SLICE("F"));
	else if (m->part == 1)
		emit_component(w, SLICE("C"));
}

/* The colon between version and release: one that stands in either of them (released, in
 * a damaged header) leaves something on both sides too. */
static size_t version_end(struct slice version)
{
	size_t colon = version.n > 1 ? slice_find(version, ':', 1) : SIZE_MAX;
	return colon != SIZE_MAX && colon + 1 < version.n ? colon : SIZE_MAX;
}

void emit_message(struct emit *w, const struct message *m, struct slice access_ref)
{
	assert(w->segments == 0);
	size_t colon = version_end(m->version);
	w->message_ref = m->message_ref;
	w->messages++;
	begin_segment(w, "UNH");
	emit_element(w, m->message_ref);
	emit_element(w, slice_of(message_type_name(m->type)));
	emit_component(w, slice_range(m->version, 0, colon));
	emit_component(w, colon == SIZE_MAX ? (struct slice){0}
					    : slice_range(m->version, colon + 1, m->version.n));
	put_agency(w, m->type);
	emit_element(w, access_ref);
	put_part(w, m);
}

void emit_message_end(struct emit *w)
{
	emit_segment(w, "UNT");
	add_count(w, w->segments);
	emit_element(w, w->message_ref);
	end_segment(w);
	w->segments = 0;
}

/* ---- The syntax level ---- */

enum level { LEVEL_A, LEVEL_B, LEVEL_C, LEVEL_W };

static enum level level_of_ascii(char c)
{
	if (ascii_lower(c) || (unsigned char)c < ' ') /* information separators */
		return LEVEL_B;
	bool narrow = ascii_upper(c) || ascii_digit(c) ||
		      slice_find(SLICE(" .,-()/='+:?!\"%&*;<>"), c, 0) != SIZE_MAX;
	return narrow ? LEVEL_A : LEVEL_C;
}

/* ISO 8859-1 where no reader could take it for UTF-8, or for Windows-1252. */
static enum level level_of_other(uint32_t c, uint32_t before)
{
	bool looks_utf8 = before >= 0xc2 && before <= 0xf4 && c < 0xc0;
	return c >= 0xa0 && c <= 0xff && !looks_utf8 ? LEVEL_C : LEVEL_W;
}

/* The narrowest level that holds `text`; `*ascii` says that it is ASCII. */
static enum level level_of(struct slice text, bool *ascii)
{
	enum level level = LEVEL_A;
	uint32_t before = 0;
	*ascii = true;
	for (size_t i = 0, width = 1; i < text.n; i += width) {
		uint32_t c = (unsigned char)text.p[i];
		width = 1;
		if (c >= 0x80)
			c = utf8_read(slice_range(text, i, text.n), &width);
		enum level needed = c < 0x80 ? level_of_ascii((char)c) : level_of_other(c, before);
		*ascii &= c < 0x80;
		level = needed > level ? needed : level;
		before = c;
	}
	return level;
}

/* UTF-8 to ISO 8859-1, which is shorter, in its place. */
static void narrow(struct buf *out, size_t start)
{
	size_t to = start;
	for (size_t i = start, width; i < out->n; i += width) {
		uint32_t c = utf8_read((struct slice){out->p + i, out->n - i}, &width);
		out->p[to++] = (char)c;
	}
	memset(out->p + to, 0, out->n - to);
	out->n = to;
}

static void set_level(struct emit *w)
{
	static const char *const names[] = {"UNOA", "UNOB", "UNOC", "UNOW"};
	struct buf *out = w->out;
	bool ascii;
	enum level level = level_of(slice_range(buf_slice(out), w->level, out->n), &ascii);
	bool iata = w->padis && ascii;
	memcpy(out->p + w->level, iata ? "IATA" : names[level], sizeof LEVEL - 1);
	if (!iata) /* behind the level and a separator */
		out->p[w->level + sizeof LEVEL] = '4';
	if (level == LEVEL_C)
		narrow(out, w->start);
}

void emit_interchange_end(struct emit *w)
{
	assert(w->segments == 0);
	buf_text(w->out, "UNZ");
	add_count(w, w->messages);
	emit_element(w, w->interchange_ref);
	end_segment(w);
	if (!buf_failed(w->out))
		set_level(w);
}
