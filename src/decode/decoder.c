/* SPDX-License-Identifier: Apache-2.0
 *
 * The envelope (UNB, UNG, UNH and their ends), and which reader takes what is
 * inside. Findings between two messages are told with the one before.
 */
#include "decode/decode.h"
#include "decode/parts.h"
#include "decode/reader.h"
#include "decode/values.h"
#include "decode/xml/xml.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ENVELOPE_BYTES_MAX ((size_t)64 << 10)

/* What a UNB says of the messages behind it. */
struct envelope {
	bool open;
	struct place place;
	struct slice sender, recipient, reference;
	struct local_time prepared_at;
	bool test;
	uint64_t messages, groups;
};

struct group_envelope {
	bool open;
	struct slice reference;
	uint64_t messages;
};

struct decoder {
	struct slice input;
	struct date today;
	struct arena *own; /* texts of the envelope, which several messages share */
	struct envelope interchange;
	struct group_envelope group;
	struct part_list parts;
	bool any; /* some message was given */
	const struct typeb *frames;
	size_t told_to; /* findings of frames before this are told */
	bool is_xml;
	struct xml_input xml;
	struct message lost; /* where a message goes for which there was no memory */
	/* Large, the last one, and edi_init makes it what it must be. */
	struct edi_reader r;
};

struct decoder *decoder_new(struct slice input, const struct decode_options *options)
{
	struct decoder *d = malloc(sizeof *d);
	if (!d)
		return NULL;
	memset(d, 0, offsetof(struct decoder, r));
	d->own = arena_new(ENVELOPE_BYTES_MAX);
	if (!d->own) {
		free(d);
		return NULL;
	}
	d->input = input;
	d->today = options->today;
	d->frames = options->frames;
	edi_init(&d->r, input, d->own, &d->lost.findings);
	d->is_xml = xml_is_input(input);
	return d;
}

void decoder_free(struct decoder *d)
{
	if (!d)
		return;
	arena_free(d->own);
	explicit_bzero(d, offsetof(struct decoder, r)); /* behind it are places, no text */
	free(d);
}

/* ---- UNB, UNG ---- */

/* A text that outlives the message. */
static struct slice keep(struct decoder *d, unsigned element, unsigned component)
{
	return arena_copy(d->own, edi_text(&d->r, element, component));
}

static struct local_time prepared_at(struct decoder *d)
{
	struct local_time t = {.hour = -1};
	struct slice date = edi_text(&d->r, 3, 0);
	int8_t second;
	enum date_result result = date_read_ymd(date, CENTURY_NEAREST, d->today, &t.date);
	bool no_time = !time_read(edi_text(&d->r, 3, 1), &t.hour, &t.minute, &second);
	if (result != DATE_READ || no_time)
		edi_finding(&d->r, SEVERITY_WARNING, "preparation-time-wrong",
			    "UNB does not say when the interchange was prepared");
	return t;
}

static void read_unb(struct decoder *d)
{
	arena_reset(d->own);
	d->group = (struct group_envelope){0};
	d->interchange = (struct envelope){.open = true, .place = edi_place(&d->r.segment)};
	struct envelope *x = &d->interchange;
	x->sender = keep(d, 1, 0);
	x->recipient = keep(d, 2, 0);
	x->prepared_at = prepared_at(d);
	x->reference = keep(d, 4, 0);
	struct slice test = edi_text(&d->r, 10, 0);
	x->test = slice_present(test) && !slice_is(test, "0");
}

static void read_ung(struct decoder *d)
{
	d->group = (struct group_envelope){.open = true, .reference = keep(d, 4, 0)};
	d->interchange.groups++;
}

/* ---- UNT, UNE, UNZ ---- */

/* A count of the envelope; a finding where it is not what was found. */
static void check_count(struct decoder *d, uint64_t found, const char *what)
{
	uint64_t claimed;
	const char *tag = d->r.segment.tag;
	if (!slice_u64(edi_text(&d->r, 0, 0), &claimed))
		edi_finding(&d->r, SEVERITY_WARNING, "count-wrong", "%s holds no number", tag);
	else if (claimed != found)
		edi_finding(&d->r, SEVERITY_WARNING, "message-count-mismatch",
			    "%s says %" PRIu64 " %s, there are %" PRIu64, tag, claimed, what,
			    found);
}

static void check_reference(struct decoder *d, struct slice reference)
{
	if (slice_eq(edi_text(&d->r, 1, 0), reference))
		return;
	edi_finding(&d->r, SEVERITY_WARNING, "reference-mismatch",
		    "the reference in %s is not the one with which it began", d->r.segment.tag);
}

static void read_unt(struct decoder *d, struct message *m)
{
	uint64_t claimed;
	unsigned found = d->r.segment.number;
	if (!slice_u64(edi_text(&d->r, 0, 0), &claimed)) {
		edi_finding(&d->r, SEVERITY_WARNING, "count-wrong", "UNT holds no number");
	} else {
		if (claimed <= INT64_MAX)
			m->declared.segments = (int64_t)claimed;
		if (claimed != found)
			edi_finding(&d->r, SEVERITY_WARNING, "segment-count-mismatch",
				    "UNT says %" PRIu64 " segments, the message has %u", claimed,
				    found);
	}
	check_reference(d, m->message_ref);
}

static void read_une(struct decoder *d)
{
	if (d->group.open) {
		check_count(d, d->group.messages, "messages");
		check_reference(d, d->group.reference);
	}
	d->group = (struct group_envelope){0};
}

static void read_unz(struct decoder *d)
{
	struct envelope *x = &d->interchange;
	if (x->open) {
		bool groups = x->groups > 0;
		check_count(d, groups ? x->groups : x->messages, groups ? "groups" : "messages");
		check_reference(d, x->reference);
	}
	*x = (struct envelope){0};
	d->group = (struct group_envelope){0};
}

/* ---- Messages ---- */

static struct message *message_start(struct decoder *d, struct arena *a)
{
	struct message *m = ARENA_NEW(a, struct message);
	if (!m) {
		m = &d->lost;
		*m = (struct message){0};
	}
	m->declared = (struct declared){-1, -1, -1, -1};
	m->prepared_at.hour = -1;
	d->r.arena = a;
	d->r.findings = &m->findings;
	return m;
}

static struct slice una_text(const struct decoder *d, struct arena *a)
{
	const struct edi_syntax *x = &d->r.syntax;
	const char una[] = {'U',        'N',        'A',           x->component, x->element,
			    x->decimal, x->release, x->repetition, x->terminator};
	return arena_copy(a, (struct slice){una, sizeof una});
}

static void take_envelope(struct decoder *d, struct message *m)
{
	struct arena *a = d->r.arena;
	struct envelope *x = &d->interchange;
	m->una = una_text(d, a);
	m->envelope = x->place;
	m->sender = arena_copy(a, x->sender);
	m->recipient = arena_copy(a, x->recipient);
	m->prepared_at = x->prepared_at;
	if (!x->open)
		m->prepared_at.hour = -1;
	m->interchange_ref = arena_copy(a, x->reference);
	m->test = x->test;
	x->messages++;
	d->group.messages++;
	d->any = true;
	if (!x->open)
		edi_finding(&d->r, SEVERITY_WARNING, "envelope-missing",
			    "the message stands in no interchange (UNB)");
}

static const struct {
	enum message_type type;
	void (*read)(struct edi_reader *r, struct message *m, const struct message_context *ctx);
} types[] = {
	{MESSAGE_PAXLST, paxlst_read}, {MESSAGE_CUSRES, cusres_read}, {MESSAGE_PNRGOV, pnrgov_read},
	{MESSAGE_ACKRES, ackres_read}, {MESSAGE_GOVREQ, govreq_read}, {MESSAGE_CONTRL, contrl_read},
};
#define TYPES (sizeof types / sizeof types[0])

static enum message_type type_named(struct slice name)
{
	for (size_t i = 0; i < TYPES; i++) {
		if (slice_is_nocase(name, message_type_name(types[i].type)))
			return types[i].type;
	}
	return MESSAGE_UNKNOWN;
}

/* The type that a damaged name is nearest to: at most two letters are others. */
static enum message_type type_nearly(struct slice name)
{
	enum message_type nearest = MESSAGE_UNKNOWN;
	unsigned least = 3;
	for (size_t i = 0; i < TYPES; i++) {
		unsigned wrong = 0;
		for (size_t k = 0; k < 6; k++)
			wrong += k >= name.n ||
				 ascii_to_upper(name.p[k]) != message_type_name(types[i].type)[k];
		if (wrong < least) {
			least = wrong;
			nearest = types[i].type;
		}
	}
	return nearest;
}

/* BGM begins a PAXLST, or a CUSRES. */
static enum message_type type_of_bgm(const struct edi_segment *s)
{
	struct slice code = edi_raw(s, 0, 0);
	bool answer = slice_is(code, "962") || slice_is(code, "132") || slice_is(code, "312");
	return answer ? MESSAGE_CUSRES : MESSAGE_PAXLST;
}

/* The type that only the first segment tells. */
static enum message_type type_of_first(const struct edi_segment *s)
{
	switch (s->code) {
	case EDI_TAG('B', 'G', 'M'):
		return type_of_bgm(s);
	case EDI_TAG('N', 'A', 'D'):
	case EDI_TAG('T', 'D', 'T'):
		return MESSAGE_PAXLST;
	case EDI_TAG('M', 'S', 'G'):
		return slice_is(edi_raw(s, 0, 1), "23") ? MESSAGE_ACKRES : MESSAGE_PNRGOV;
	case EDI_TAG('T', 'V', 'L'):
	case EDI_TAG('S', 'R', 'C'):
		return MESSAGE_PNRGOV;
	case EDI_TAG('U', 'C', 'I'):
		return MESSAGE_CONTRL;
	default:
		return MESSAGE_UNKNOWN;
	}
}

/* The type of a message whose UNH names none that is known. */
static enum message_type type_guessed(struct decoder *d, struct slice name)
{
	if (slice_present(name))
		return type_nearly(name);
	if (edi_next(&d->r) != RC_OK)
		return MESSAGE_UNKNOWN;
	edi_push_back(&d->r);
	return type_of_first(&d->r.segment);
}

/* S010: 01:C is the first of several, F the last one. */
static void read_part(struct decoder *d, struct message *m)
{
	struct slice number = edi_text(&d->r, 3, 0);
	struct slice flag = edi_text(&d->r, 3, 1);
	uint64_t part = 1;
	if (!slice_present(number) && !slice_present(flag))
		return;
	if (slice_present(number) && (!slice_u64(number, &part) || part < 1 || part > 9999)) {
		edi_finding(&d->r, SEVERITY_WARNING, "part-wrong",
			    "UNH does not say which part of several this is");
		return;
	}
	m->part = (int)part;
	m->last_part = slice_is_nocase(flag, "F");
}

static void read_unh(struct decoder *d, struct message *m)
{
	struct slice type = edi_text(&d->r, 1, 0);
	struct slice version = edi_text(&d->r, 1, 1);
	struct slice release = edi_text(&d->r, 1, 2);
	struct place here = edi_place(&d->r.segment);
	if (slice_present(version) && slice_present(release))
		version = arena_printf(d->r.arena, "%.*s:%.*s", SLICE_ARG(version),
				       SLICE_ARG(release));
	m->version = version;
	m->message_ref = edi_text(&d->r, 0, 0);
	m->business_ref = edi_text(&d->r, 2, 0);
	read_part(d, m);
	m->type = type_named(type);
	parts_take(&d->parts, &d->r, m);
	if (m->type != MESSAGE_UNKNOWN)
		return;
	m->type = type_guessed(d, type); /* UNH is no longer the current segment */
	if (m->type != MESSAGE_UNKNOWN)
		finding_add(d->r.findings, d->r.arena, SEVERITY_WARNING, "message-type-damaged",
			    here.segment, here.offset,
			    "UNH does not name a message type; it was read as %s",
			    message_type_name(m->type));
}

/* A message whose UNH cannot be read begins with the current segment. */
static bool begin_without_unh(struct decoder *d, struct message *m)
{
	m->type = type_of_first(&d->r.segment);
	if (m->type == MESSAGE_UNKNOWN)
		return false;
	d->r.number = 2; /* UNH was the first */
	d->r.segment.number = 2;
	edi_finding(&d->r, SEVERITY_ERROR, "header-missing",
		    "the message has no UNH that can be read; it was read as %s",
		    message_type_name(m->type));
	edi_push_back(&d->r);
	return true;
}

static void read_body(struct decoder *d, struct message *m)
{
	const struct message_context ctx = {date_present(m->prepared_at.date) ? m->prepared_at.date
									      : d->today};
	for (size_t i = 0; i < TYPES; i++) {
		if (types[i].type == m->type) {
			types[i].read(&d->r, m, &ctx);
			return;
		}
	}
	m->unreadable = true;
	edi_finding(&d->r, SEVERITY_ERROR, "message-type-unknown",
		    "messages of this type are not read here");
	while (reader_next(&d->r))
		;
}

static void trailer_missing(struct decoder *d, struct message *m)
{
	finding_add(d->r.findings, d->r.arena, SEVERITY_WARNING, "trailer-missing", 0,
		    m->place.offset + m->place.length, "the message has no UNT");
}

/* Up to the next message: UNT, and the ends of group and interchange. */
static void read_end(struct decoder *d, struct message *m)
{
	bool ended = false;
	while (edi_next(&d->r) == RC_OK) {
		uint32_t code = d->r.segment.code;
		size_t end = d->r.segment.offset;
		if (code == EDI_TAG('U', 'N', 'T') && !ended) {
			read_unt(d, m);
			end += d->r.segment.length;
		}
		if (!ended)
			m->place.length = (uint32_t)(end - m->place.offset);
		if (!ended && code != EDI_TAG('U', 'N', 'T'))
			trailer_missing(d, m);
		ended = true;
		if (code == EDI_TAG('U', 'N', 'E')) {
			read_une(d);
		} else if (code == EDI_TAG('U', 'N', 'Z')) {
			read_unz(d);
		} else if (code != EDI_TAG('U', 'N', 'T')) {
			edi_push_back(&d->r);
			return;
		}
	}
	if (!ended) {
		m->place.length = (uint32_t)(d->input.n - m->place.offset);
		trailer_missing(d, m);
	}
	parts_end(&d->parts, &d->r, m->place.offset);
}

/* An interchange that ends without a message is one unreadable message. */
static bool empty_interchange(struct decoder *d, struct message *m)
{
	if (!d->interchange.open || d->interchange.messages > 0)
		return false;
	take_envelope(d, m);
	m->unreadable = true;
	m->place = place_make(0, m->envelope.offset, d->r.at - m->envelope.offset);
	edi_finding(&d->r, SEVERITY_ERROR, "interchange-empty",
		    "the interchange holds no message that can be read");
	return true;
}

static bool is_blank(struct slice s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\r' && s.p[i] != '\n')
			return false;
	}
	return true;
}

/* The end of the input; true when there is still something to tell. */
static bool at_end(struct decoder *d, struct message *m)
{
	if (empty_interchange(d, m)) {
		d->interchange = (struct envelope){0};
		return true;
	}
	if (d->any || is_blank(d->input))
		return false;
	d->any = true;
	m->unreadable = true;
	m->una = una_text(d, d->r.arena);
	m->place = place_make(0, 0, d->input.n);
	finding_add(d->r.findings, d->r.arena, SEVERITY_ERROR, "no-message", 0, 0,
		    "the input holds no message that can be read");
	return true;
}

enum found { FOUND_NOTHING, FOUND_MESSAGE, FOUND_UNREADABLE };

static enum found outside_message(struct decoder *d, struct message *m)
{
	switch (d->r.segment.code) {
	case EDI_TAG('U', 'N', 'A'):
		break;
	case EDI_TAG('U', 'N', 'B'):
		if (empty_interchange(d, m)) {
			edi_push_back(&d->r);
			return FOUND_UNREADABLE;
		}
		read_unb(d);
		break;
	case EDI_TAG('U', 'N', 'G'):
		read_ung(d);
		break;
	case EDI_TAG('U', 'N', 'H'):
		take_envelope(d, m);
		read_unh(d, m);
		return FOUND_MESSAGE;
	case EDI_TAG('U', 'N', 'E'):
		read_une(d);
		break;
	case EDI_TAG('U', 'N', 'Z'): {
		bool empty = empty_interchange(d, m);
		read_unz(d);
		return empty ? FOUND_UNREADABLE : FOUND_NOTHING;
	}
	default:
		if (begin_without_unh(d, m)) {
			take_envelope(d, m);
			return FOUND_MESSAGE;
		}
		edi_finding(&d->r, SEVERITY_WARNING, "segment-outside-message",
			    "%s stands outside of messages and was not read", d->r.segment.tag);
		break;
	}
	return FOUND_NOTHING;
}

/* What was wrong with the Type B messages that this message came in. */
static void tell_frames(struct decoder *d, struct message *m)
{
	size_t to = d->r.at < d->input.n ? (size_t)m->place.offset + m->place.length : SIZE_MAX;
	LIST_EACH(struct finding, f, &m->findings)
	{
		f->offset = typeb_original(d->frames, f->offset);
	}
	LIST_EACH(const struct finding, f, &d->frames->findings)
	{
		if (f->offset >= d->told_to && f->offset < to)
			finding_add(&m->findings, d->r.arena, f->severity, f->code, 0,
				    typeb_original(d->frames, f->offset), "%.*s",
				    SLICE_ARG(f->text));
	}
	d->told_to = to;
}

static enum rc given(struct decoder *d, struct arena *a, struct message *m, struct message **out,
		     struct err *e)
{
	if (d->frames && d->frames->frames.count > 0)
		tell_frames(d, m);
	d->r.arena = d->own;
	d->r.findings = &d->lost.findings;
	d->lost.findings = (finding_list){0};
	if (arena_failed(a))
		return err_set(e, RC_NOMEM, "the message needs more memory than one may use");
	*out = m;
	return RC_OK;
}

enum rc decoder_next(struct decoder *d, struct arena *a, struct message **out, struct err *e)
{
	struct message *m = message_start(d, a);
	enum rc rc = d->is_xml ? xml_next(&d->r, &d->xml, m, d->today) : RC_END;
	if (rc == RC_OK)
		return given(d, a, m, out, e);
	if (rc == RC_NOMEM)
		return err_set(e, rc, "no memory to read a message");
	while (!d->is_xml && edi_next(&d->r) == RC_OK) {
		struct place here = edi_place(&d->r.segment);
		switch (outside_message(d, m)) {
		case FOUND_NOTHING:
			break;
		case FOUND_UNREADABLE:
			return given(d, a, m, out, e);
		case FOUND_MESSAGE:
			m->place = place_make(1, here.offset, here.length);
			read_body(d, m);
			read_end(d, m);
			return given(d, a, m, out, e);
		}
	}
	if (!d->is_xml && at_end(d, m))
		return given(d, a, m, out, e);
	d->r.arena = d->own;
	d->r.findings = &d->lost.findings;
	return RC_END;
}
