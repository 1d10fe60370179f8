/* SPDX-License-Identifier: Apache-2.0
 *
 * A package: facts, put together once, and written as JSON for machines and as PDF for people.
 */
#include "paper/paper.h"
#include "protect/data_key.h"
#include "share/parts.h"
#include "share/words.h"

#include <stdio.h>

#define FORM_MAX ((size_t)16 << 20)
#define FORMAT "openpiu-package-1"

enum section { ABOUT, PERSON, MATCH, SECTIONS };

struct fact {
	enum section section;
	const char *key;
	enum share_word word;
	struct slice value;
	bool is_json; /* `value` is JSON that the unit wrote itself */
	struct fact *next;
};

struct package {
	struct disclosing *d;
	struct arena *a;
	enum share_language language;
	LIST(struct fact) facts;
};

static void add(struct package *p, enum section s, const char *key, enum share_word w,
		struct slice value)
{
	if (!slice_present(value))
		return;
	struct fact *f = LIST_ADD(&p->facts, p->a, struct fact);
	if (f)
		*f = (struct fact){.section = s, .key = key, .word = w, .value = value};
}

static struct slice day_of(struct package *p, int64_t at)
{
	char text[DATE_TEXT];
	date_write(date_of_instant(at), text);
	return arena_copy(p->a, slice_of(text));
}

static struct slice title_of(const law_items *items, struct slice name)
{
	const struct law_item *item = law_item_find(items, name);
	return item ? item->title : name;
}

/* ---- about the package (R-093) ---- */

static void add_about(struct package *p)
{
	const struct disclosing *d = p->d;
	const struct disclosure_view *v = &d->row.view;
	const struct law *law = unit_law(d->w.u);
	const struct law_purpose *purpose = law_purpose_find(law, v->purpose);
	char at[INSTANT_TEXT];
	instant_write(v->made_at, at);
	add(p, ABOUT, "serial", SHARE_SERIAL, v->number);
	add(p, ABOUT, "from", SHARE_FROM, slice_of(unit_about(d->w.u)->name));
	add(p, ABOUT, "made_at", SHARE_MADE, arena_copy(p->a, slice_of(at)));
	add(p, ABOUT, "authority", SHARE_AUTHORITY, title_of(&law->authorities, v->authority));
	add(p, ABOUT, "officer", SHARE_OFFICER, d->officer.name);
	add(p, ABOUT, "purpose", SHARE_PURPOSE, purpose ? purpose->title : v->purpose);
	add(p, ABOUT, "offence", SHARE_OFFENCE, title_of(&law->offences, v->offence));
	add(p, ABOUT, "case", SHARE_CASE, v->case_reference);
	add(p, ABOUT, "request", SHARE_REQUEST,
	    d->request ? d->request->number : (struct slice){0});
	add(p, ABOUT, "caveat", SHARE_CAVEAT, v->caveat);
	add(p, ABOUT, "feedback_by", SHARE_FEEDBACK_BY, day_of(p, v->feedback_due_at - 1));
	add(p, ABOUT, "expires", SHARE_ERASE_BY, day_of(p, v->expires_at - 1));
	add(p, ABOUT, "for_state", SHARE_FOR_STATE, v->transfer_state);
	add(p, ABOUT, "agreement", SHARE_AGREEMENT, v->transfer_basis);
}

/* ---- the fields that were chosen (R-090) ---- */

static bool chosen(const struct package *p, const char *field)
{
	return share_fields_have(p->d->row.view.fields, slice_of(field));
}

static void add_identity(struct package *p, const struct traveller_view *t)
{
	if (chosen(p, "name")) {
		add(p, PERSON, "family", SHARE_FAMILY, t->family);
		add(p, PERSON, "given", SHARE_GIVEN,
		    slice_trim(arena_printf(p->a, "%.*s %.*s", SLICE_ARG(t->given),
					    SLICE_ARG(t->middle))));
	}
	if (chosen(p, "birth-date"))
		add(p, PERSON, "birth_date", SHARE_BIRTH_DATE, t->birth_date);
	if (chosen(p, "sex"))
		add(p, PERSON, "sex", SHARE_SEX, t->sex);
	if (chosen(p, "nationality"))
		add(p, PERSON, "nationality", SHARE_NATIONALITY, t->nationality);
	struct slice all = {0};
	LIST_EACH(const struct document_view, doc, &t->documents)
	{
		all = arena_printf(p->a, "%.*s%s%.*s %.*s %.*s", SLICE_ARG(all), all.n ? "\n" : "",
				   SLICE_ARG(doc->type), SLICE_ARG(doc->issuer),
				   SLICE_ARG(doc->number));
	}
	if (chosen(p, "document"))
		add(p, PERSON, "document", SHARE_DOCUMENT, all);
}

static void add_journey(struct package *p, const struct traveller_page *person)
{
	const struct flight_view *f = &person->flight;
	if (chosen(p, "flight")) {
		add(p, PERSON, "flight", SHARE_FLIGHT,
		    arena_printf(p->a, "%.*s%.*s", SLICE_ARG(f->carrier), SLICE_ARG(f->number)));
		add(p, PERSON, "route", SHARE_ROUTE,
		    arena_printf(p->a, "%.*s-%.*s", SLICE_ARG(f->from), SLICE_ARG(f->to)));
		add(p, PERSON, "departs", SHARE_DEPARTS, f->departs);
	}
	if (chosen(p, "seat"))
		add(p, PERSON, "seat", SHARE_SEAT, person->traveller.seat);
	if (chosen(p, "locator"))
		add(p, PERSON, "locator", SHARE_LOCATOR, person->traveller.locator);
}

static enum rc add_booking(struct package *p, const struct traveller_page *person, struct err *e)
{
	static const struct {
		const char *field;
		enum booking_part part;
		enum share_word word;
	} parts[] = {{"contact", BOOKING_CONTACTS, SHARE_CONTACT},
		     {"payment", BOOKING_PAYMENTS, SHARE_PAYMENT},
		     {"itinerary", BOOKING_ITINERARY, SHARE_ITINERARY}};
	enum rc rc = RC_OK;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && rc == RC_OK; i++) {
		struct slice text = {0};
		if (!chosen(p, parts[i].field))
			continue;
		rc = booking_part_read(p->d->w.db, parts[i].part, person->traveller.id, p->a, &text,
				       e);
		add(p, PERSON, parts[i].field, parts[i].word, text);
	}
	struct slice names = {0};
	LIST_EACH(const struct traveller_view, t, &person->companions)
	{
		names = arena_printf(p->a, "%.*s%s%.*s %.*s", SLICE_ARG(names), names.n ? "\n" : "",
				     SLICE_ARG(t->given), SLICE_ARG(t->family));
	}
	if (chosen(p, "companions"))
		add(p, PERSON, "companions", SHARE_COMPANIONS, names);
	return rc;
}

/* ---- the match: what agreed and what differed, without values ---- */

/* In JSON a quotation mark within a text is escaped: this is the beginning of a member. */
static struct slice text_after(struct slice *rest, struct slice member)
{
	const char *at = rest->n ? memmem(rest->p, rest->n, member.p, member.n) : NULL;
	if (!at)
		return (struct slice){0};
	struct slice from = slice_range(*rest, (size_t)(at - rest->p) + member.n, rest->n);
	struct slice value = slice_range(from, 0, slice_find(from, '"', 0));
	*rest = slice_range(from, value.n, from.n);
	return value;
}

static struct slice compared(struct package *p, struct slice fields_json)
{
	struct slice field, out = {0};
	while ((field = text_after(&fields_json, SLICE("\"field\":\""))).n) {
		struct slice verdict = text_after(&fields_json, SLICE("\"verdict\":\""));
		out = arena_printf(p->a, "%.*s%s%.*s: %.*s", SLICE_ARG(out), out.n ? "\n" : "",
				   SLICE_ARG(field), SLICE_ARG(verdict));
	}
	return out;
}

/* The name of an entry on a document is the document: it goes only where that was chosen. */
static bool names_document(const struct package *p, struct slice entry)
{
	LIST_EACH(const struct document_view, doc, &p->d->person->traveller.documents)
	{
		if (slice_present(doc->number) &&
		    memmem(entry.p, entry.n, doc->number.p, doc->number.n))
			return true;
	}
	return false;
}

static void add_match(struct package *p)
{
	const struct hit_page *h = p->d->hit;
	add(p, MATCH, "list", SHARE_LIST, h->hit.list.name);
	add(p, MATCH, "list_version", SHARE_VERSION,
	    arena_printf(p->a, "%lld", (long long)h->hit.list.version));
	add(p, MATCH, "source", SHARE_SOURCE, p->d->list_source);
	if (chosen(p, "document") || !names_document(p, h->hit.entry.id))
		add(p, MATCH, "entry", SHARE_ENTRY, h->hit.entry.id);
	add(p, MATCH, "confirmed_on", SHARE_CONFIRMED, day_of(p, h->hit.decision.at));
	add(p, MATCH, "compared", SHARE_COMPARED, compared(p, h->fields_json));
}

static enum rc gather(struct package *p, struct err *e)
{
	const struct traveller_page *person = p->d->person;
	enum rc rc = RC_OK;
	add_about(p);
	if (p->d->record_json.p) {
		add(p, PERSON, "record", SHARE_RECORD, p->d->record_json);
		if (p->facts.last)
			p->facts.last->is_json = true;
	} else {
		add_identity(p, &person->traveller);
		rc = add_booking(p, person, e);
	}
	add_journey(p, person);
	if (p->d->hit)
		add_match(p);
	return rc == RC_OK && arena_failed(p->a) ? err_set(e, RC_NOMEM, "no memory for a package")
						 : rc;
}

/* ---- both forms ---- */

static void write_json(const struct package *p, struct buf *out)
{
	static const char *const sections[] = {"about", "person", "match"};
	struct json j;
	json_init(&j, out);
	json_object(&j);
	json_put_str(&j, "format", FORMAT);
	json_put_str(&j, "use", share_word(SHARE_EN, SHARE_USE_ONLY));
	for (enum section s = ABOUT; s < SECTIONS; s++) {
		if (s == MATCH && !p->d->hit)
			continue;
		json_key(&j, sections[s]);
		json_object(&j);
		LIST_EACH(const struct fact, f, &p->facts)
		{
			if (f->section != s)
				continue;
			if (!f->is_json) {
				json_put(&j, f->key, f->value);
				continue;
			}
			json_key(&j, f->key);
			json_raw(&j, f->value);
		}
		json_object_end(&j);
	}
	json_object_end(&j);
}

/* Recipient, officer, purpose, end and serial number, across each page. */
static const char *mark_of(const struct package *p)
{
	const struct disclosure_view *v = &p->d->row.view;
	char day[DATE_TEXT];
	date_write(date_of_instant(v->expires_at - 1), day);
	return arena_cstr(p->a, arena_printf(p->a, "%.*s\n%.*s, %.*s\n%.*s, %.*s\n%s",
					     SLICE_ARG(v->number), SLICE_ARG(p->d->officer.name),
					     SLICE_ARG(v->authority), SLICE_ARG(v->purpose),
					     SLICE_ARG(v->case_reference), day));
}

static void write_facts(const struct package *p, struct paper *paper)
{
	static const enum share_word headings[] = {SHARE_PACKAGE, SHARE_PERSON, SHARE_MATCH};
	enum section s = SECTIONS;
	LIST_EACH(const struct fact, f, &p->facts)
	{
		if (f->section != s)
			paper_heading(paper, share_word(p->language, headings[f->section]));
		s = f->section;
		paper_fact(paper, share_word(p->language, f->word), f->value);
	}
}

static enum rc write_pdf(const struct package *p, const char *hash, struct buf *out, struct err *e)
{
	const struct disclosure_view *v = &p->d->row.view;
	const struct paper_plan plan = {
		.title = share_word(p->language, SHARE_TITLE),
		.language = p->language == SHARE_AR ? "ar" : "en",
		.foot = arena_cstr(p->a,
				   arena_printf(p->a, "%.*s · %.16s", SLICE_ARG(v->number), hash)),
		.mark = mark_of(p)};
	if (arena_failed(p->a))
		return err_set(e, RC_NOMEM, "no memory for a package");
	struct paper *paper = paper_new(&plan);
	if (!paper)
		return err_set(e, RC_NOMEM, "no memory for a package");
	paper_text(paper, slice_of(share_word(p->language, SHARE_USE_ONLY)));
	write_facts(p, paper);
	paper_rule(paper);
	paper_text(paper, slice_of(share_word(p->language, SHARE_RECALL_TEXT)));
	enum rc rc = paper_end(paper, out, e);
	paper_free(paper);
	return rc;
}

/* ---- under the month's key ---- */

static struct slice about_of(const struct disclosure_view *v, bool pdf, char out[64])
{
	int n = snprintf(out, 64, "package %lld %s", (long long)v->id, pdf ? "pdf" : "json");
	return (struct slice){out, (size_t)n};
}

static enum rc keep(struct disclosing *d, const struct buf *json, const struct buf *pdf,
		    const unsigned char hash[HASH_BYTES], struct err *e)
{
	char month[MONTH_TEXT], about[64];
	unsigned char key[DATA_KEY_BYTES];
	struct buf sealed[2];
	buf_init(&sealed[0], FORM_MAX + 1024);
	buf_init(&sealed[1], FORM_MAX + 1024);
	data_key_month(d->w.now_at, month);
	enum rc rc = data_key_read(unit_folder(d->w.u), slice_of(month), true, key, e);
	if (rc == RC_OK)
		rc = data_seal(buf_slice(json), about_of(&d->row.view, false, about), key,
			       &sealed[0], e);
	if (rc == RC_OK)
		rc = data_seal(buf_slice(pdf), about_of(&d->row.view, true, about), key, &sealed[1],
			       e);
	if (rc == RC_OK)
		rc = package_insert(d->w.db, d->row.view.id, slice_of(month), buf_slice(&sealed[0]),
				    buf_slice(&sealed[1]),
				    (struct slice){(const char *)hash, HASH_BYTES}, e);
	wipe_secret(key, sizeof key);
	buf_release(&sealed[0]);
	buf_release(&sealed[1]);
	return rc;
}

enum rc package_make(struct disclosing *d, unsigned char hash[HASH_BYTES], struct err *e)
{
	struct package p = {.d = d,
			    .a = d->w.a,
			    .language = slice_is(d->row.view.language, "ar") ? SHARE_AR : SHARE_EN};
	char hex[HEX_TEXT(HASH_BYTES)] = "";
	struct buf json, pdf;
	buf_init(&json, FORM_MAX);
	buf_init(&pdf, FORM_MAX);
	enum rc rc = gather(&p, e);
	if (rc == RC_OK) {
		write_json(&p, &json);
		hash_bytes(buf_slice(&json), NULL, hash);
		hex_write(hash, HASH_BYTES, hex);
		rc = buf_failed(&json) ? err_set(e, RC_LIMIT, "the package is too large")
				       : write_pdf(&p, hex, &pdf, e);
	}
	if (rc == RC_OK)
		rc = keep(d, &json, &pdf, hash, e);
	buf_release(&json);
	buf_release(&pdf);
	return rc;
}

enum rc package_open(struct unit *u, const struct disclosure_view *v, const struct package_row *row,
		     bool pdf, struct buf *out, struct err *e)
{
	unsigned char key[DATA_KEY_BYTES];
	char about[64];
	enum rc rc = data_key_read(unit_folder(u), row->month, false, key, e);
	if (rc == RC_OK)
		rc = data_open(pdf ? row->pdf : row->json, about_of(v, pdf, about), key, out, e);
	wipe_secret(key, sizeof key);
	return rc;
}
