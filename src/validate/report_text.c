/* SPDX-License-Identifier: Apache-2.0
 *
 * The report for people: 96 characters wide, so that it can be mailed and printed.
 */
#include "validate/report.h"

#include "base/utf8.h"

#include <inttypes.h>

#define WIDTH 96
#define PLACES_MAX 5 /* of one code, where not all are asked for */
#define LABEL 10     /* width of "Expected" and its kind */

/* ---- Colours and wrapping ---- */

#define BOLD "1"
#define DIM "2"
#define RED "1;31"
#define GREEN "1;32"
#define YELLOW "1;33"
#define CYAN "1;36"

static void paint(struct validate_report *r, const char *colour, const char *text)
{
	if (r->options.colour)
		buf_printf(r->out, "\033[%sm%s\033[0m", colour, text);
	else
		buf_text(r->out, text);
}

static const char *colour_of(enum severity s)
{
	static const char *const colours[] = {CYAN, YELLOW, RED};
	return colours[s];
}

static size_t characters(struct slice s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static void blanks(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_char(out, ' ');
}

/* Words of `text` from column `at` on; further lines begin at `indent`. Ends the line. */
static void wrap(struct buf *out, size_t at, size_t indent, struct slice text)
{
	struct slice word;
	bool first = true;
	while (slice_cut(&text, ' ', &word)) {
		size_t width = characters(word);
		if (!first && at + 1 + width > WIDTH) {
			buf_char(out, '\n');
			blanks(out, indent);
			at = indent;
		} else if (!first) {
			buf_char(out, ' ');
			at++;
		}
		buf_add(out, word);
		at += width;
		first = false;
	}
	buf_char(out, '\n');
}

static void labelled(struct validate_report *r, const char *label, const char *text)
{
	blanks(r->out, 2);
	paint(r, DIM, label);
	blanks(r->out, LABEL - strlen(label));
	wrap(r->out, 2 + LABEL, 2 + LABEL, slice_of(text));
}

/* ---- What the message is ---- */

/* Values of the message, which may hold anything. */
static void add_value(struct buf *out, struct slice s)
{
	size_t width;
	for (; s.n > 0; s = slice_range(s, width, s.n)) {
		uint32_t c = utf8_read(s, &width);
		bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
		buf_add(out, control ? SLICE(".") : slice_range(s, 0, width));
	}
}

static void add_sentence(struct buf *out, const char *before, struct slice value)
{
	if (!slice_present(value))
		return;
	buf_text(out, before);
	add_value(out, value);
}

static void add_flights(struct buf *out, const struct message *m)
{
	char time[LOCAL_TIME_TEXT];
	LIST_EACH(const struct flight, f, &m->flights)
	{
		buf_text(out, "  flight ");
		add_value(out, f->carrier);
		add_value(out, f->number);
		add_value(out, f->suffix);
		add_sentence(out, " ", f->vessel);
		LIST_EACH(const struct leg, l, &f->legs)
		{
			add_sentence(out, ", ", l->from);
			add_sentence(out, " to ", l->to);
			if (!local_time_present(l->departs))
				continue;
			local_time_write(l->departs, time);
			buf_printf(out, " on %s", time);
		}
		buf_char(out, '\n');
	}
}

static void add_number(struct buf *out, const char **before, uint64_t n, const char *one,
		       const char *many)
{
	if (n == 0)
		return;
	buf_printf(out, "%s%" PRIu64 " %s", *before, n, n == 1 ? one : many);
	*before = ", ";
}

static void add_severities(struct buf *out, const struct severity_counts *c)
{
	const char *before = "";
	add_number(out, &before, c->of[SEVERITY_ERROR], "error", "errors");
	add_number(out, &before, c->of[SEVERITY_WARNING], "warning", "warnings");
	add_number(out, &before, c->of[SEVERITY_INFO], "info", "info");
	buf_text(out, *before ? "" : "no findings");
}

static void add_contents(struct buf *out, const struct message *m)
{
	const char *before = "  ";
	add_number(out, &before, m->bookings.count, "booking", "bookings");
	add_number(out, &before, m->travellers.count, "traveller", "travellers");
	if (m->declared.segments > 0)
		add_number(out, &before, (uint64_t)m->declared.segments, "segment by UNT",
			   "segments by UNT");
	if (*before == ',')
		buf_char(out, '\n');
}

static void add_envelope(struct buf *out, const struct message *m)
{
	char time[LOCAL_TIME_TEXT];
	size_t before = out->n;
	add_sentence(out, "  from ", m->sender);
	add_sentence(out, before == out->n ? "  to " : " to ", m->recipient);
	if (local_time_present(m->prepared_at)) {
		local_time_write(m->prepared_at, time);
		buf_printf(out, "%sprepared %s", before == out->n ? "  " : ", ", time);
	}
	add_sentence(out, before == out->n ? "  interchange " : ", interchange ",
		     m->interchange_ref);
	add_sentence(out, before == out->n ? "  message " : ", message ", m->message_ref);
	if (out->n > before)
		buf_char(out, '\n');
}

static void add_head(struct validate_report *r, const struct reported *x)
{
	struct buf *out = r->out;
	const struct message *m = x->m;
	if (r->messages > 1)
		buf_char(out, '\n');
	paint(r, BOLD, x->in->name);
	buf_printf(out, ", message %u: ", x->in->messages);
	paint(r, BOLD,
	      m->type == MESSAGE_UNKNOWN ? "no message that can be read"
					 : message_type_name(m->type));
	add_sentence(out, " ", m->version);
	add_sentence(out, ", ", slice_of(message_function_name(m->function)));
	buf_char(out, '\n');
	add_envelope(out, m);
	add_flights(out, m);
	add_contents(out, m);
	buf_text(out, "  ");
	paint(r, x->conforms ? GREEN : RED, x->conforms ? "CONFORMS" : "DOES NOT CONFORM");
	buf_text(out, ": ");
	add_severities(out, &x->counts);
	buf_char(out, '\n');
}

/* ---- Findings ---- */

/* Bytes of the first `n` characters. */
static size_t bytes_of(struct slice s, size_t n)
{
	size_t i = 0;
	for (; i < s.n && n > 0; n--) {
		for (i++; i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80;)
			i++;
	}
	return i;
}

/* The part of a text that fits, with what is meant in it. */
static struct slice window(struct spot *s, size_t width)
{
	size_t all = characters(s->text), from = 0;
	if (all <= width)
		return s->text;
	if (s->from > width * 2 / 3)
		from = s->from - width / 3;
	if (from + width > all)
		from = all - width;
	s->from -= from;
	s->to = s->to - from < width ? s->to - from : width;
	struct slice rest = slice_range(s->text, bytes_of(s->text, from), s->text.n);
	return slice_range(rest, 0, bytes_of(rest, width));
}

#define SOURCE_INDENT 6
#define CUT "..."

static void add_carets(struct validate_report *r, const struct spot *s, enum severity severity)
{
	char carets[WIDTH + 1];
	size_t n = s->to > s->from ? s->to - s->from : 1;
	n = n < WIDTH ? n : WIDTH;
	memset(carets, '^', n);
	carets[n] = '\0';
	blanks(r->out, s->from);
	paint(r, colour_of(severity), carets);
	buf_char(r->out, '\n');
}

static void add_source(struct validate_report *r, const struct reported *x, const struct finding *f)
{
	struct spot s = spot_find(x->in, x->m, f, x->a);
	struct slice shown = window(&s, WIDTH - SOURCE_INDENT - 2 * strlen(CUT));
	if (!slice_present(s.text))
		return;
	bool cut = shown.p != s.text.p;
	blanks(r->out, SOURCE_INDENT);
	buf_text(r->out, cut ? CUT : "");
	buf_add(r->out, shown);
	buf_text(r->out, shown.p + shown.n < s.text.p + s.text.n ? CUT : "");
	buf_char(r->out, '\n');
	blanks(r->out, SOURCE_INDENT + (cut ? strlen(CUT) : 0));
	add_carets(r, &s, f->severity);
}

static void add_place(struct validate_report *r, const struct reported *x,
		      const struct reported_finding *rf)
{
	size_t start = r->out->n;
	bool xml = x->m->type == MESSAGE_PNRGOV_XML;
	blanks(r->out, 4);
	if (rf->f->segment && !xml)
		buf_printf(r->out, "segment %u, line %zu, column %zu, byte %zu: ", rf->f->segment,
			   rf->line, rf->column, rf->f->offset);
	else
		buf_printf(r->out, "line %zu, column %zu, byte %zu: ", rf->line, rf->column,
			   rf->f->offset);
	wrap(r->out, r->out->n - start, 4, rf->f->text);
	add_source(r, x, rf->f);
}

static void add_explanation(struct validate_report *r, const struct finding *f)
{
	const struct finding_row *row = finding_row_find(f->code);
	buf_char(r->out, '\n');
	paint(r, colour_of(f->severity),
	      f->severity == SEVERITY_ERROR     ? "ERROR"
	      : f->severity == SEVERITY_WARNING ? "WARNING"
						: "INFO");
	buf_char(r->out, ' ');
	paint(r, BOLD, f->code);
	buf_text(r->out, "\n  ");
	wrap(r->out, 2, 2, slice_of(row->wrong));
	labelled(r, "Expected", row->expected);
	labelled(r, "To do", row->remedy);
	labelled(r, "See", row->clause);
}

static size_t group_end(const struct reported *x, size_t from)
{
	const struct finding *first = x->findings[from].f;
	size_t end = from + 1;
	while (end < x->count && x->findings[end].f->severity == first->severity &&
	       strcmp(x->findings[end].f->code, first->code) == 0)
		end++;
	return end;
}

static void add_group(struct validate_report *r, const struct reported *x, size_t from, size_t end)
{
	size_t shown = r->options.all || end - from <= PLACES_MAX ? end - from : PLACES_MAX;
	add_explanation(r, x->findings[from].f);
	for (size_t i = from; i < from + shown; i++)
		add_place(r, x, &x->findings[i]);
	if (from + shown < end)
		buf_printf(r->out, "    and %zu more places (--all shows them)\n",
			   end - from - shown);
}

void text_message(struct validate_report *r, struct reported *x)
{
	size_t end;
	add_head(r, x);
	for (size_t i = 0; i < x->count; i = end) {
		end = group_end(x, i);
		add_group(r, x, i, end);
	}
}

/* ---- Summary ---- */

static void add_codes(struct validate_report *r)
{
	for (int s = SEVERITY_ERROR; s >= SEVERITY_INFO; s--) {
		for (size_t i = 0; i < finding_table_count; i++) {
			if (r->codes[i].of[s] == 0)
				continue;
			buf_printf(r->out, "  %6" PRIu64 "  ", r->codes[i].of[s]);
			paint(r, colour_of((enum severity)s),
			      s == SEVERITY_ERROR     ? "ERROR  "
			      : s == SEVERITY_WARNING ? "WARNING"
						      : "INFO   ");
			buf_printf(r->out, "  %s\n", finding_table[i].code);
		}
	}
}

void text_summary(struct validate_report *r)
{
	bool conforms = validate_report_conforms(r);
	if (r->messages > 0)
		buf_char(r->out, '\n');
	paint(r, BOLD, "Summary");
	buf_printf(r->out, ", profile %s", r->p->name);
	add_sentence(r->out, ": ", r->p->title);
	buf_char(r->out, '\n');
	if (slice_present(r->p->notice)) {
		buf_text(r->out, "  ");
		wrap(r->out, 2, 2, r->p->notice);
	}
	buf_printf(r->out, "  %" PRIu64 " %s, %" PRIu64 " of them %s; ", r->messages,
		   r->messages == 1 ? "message" : "messages", r->conforming,
		   r->conforming == 1 ? "conforms" : "conform");
	add_severities(r->out, &r->total);
	buf_char(r->out, '\n');
	add_codes(r);
	buf_text(r->out, "  ");
	paint(r, conforms ? GREEN : RED, conforms ? "CONFORMS" : "DOES NOT CONFORM");
	buf_printf(r->out, " (%s)\n",
		   r->p->fails_at == SEVERITY_ERROR     ? "errors count"
		   : r->p->fails_at == SEVERITY_WARNING ? "errors and warnings count"
							: "every finding counts");
}
