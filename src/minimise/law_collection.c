/* SPDX-License-Identifier: Apache-2.0
 *
 * The sections [collection] and [lists] of a profile: what carriers send and when
 * and for how long a list is good.
 */
#include "minimise/law_read.h"

#define HEADING_BIT(n) (UINT32_C(1) << (n))
/* Without these no booking can be kept: every carrier has them. */
#define HEADINGS_EVERYBODY_HAS (HEADING_BIT(1) | HEADING_BIT(3) | HEADING_BIT(4) | HEADING_BIT(7))

static const char *const format_names[] = {"paxlst", "pnrgov", "pnrgov-xml", NULL};
static const char *const protocol_names[] = {"https", "drop-folder", "type-b",
					     "as4",   "ibm-mq",      NULL};

static bool is_one_of(struct slice word, const char *const *names)
{
	while (*names && !slice_is(word, *names))
		names++;
	return *names != NULL;
}

/* ---- [collection] ---- */

static bool read_version(struct slice text, unsigned *major, unsigned *minor)
{
	uint64_t high = 0, low = 0;
	size_t dot = slice_find(text, '.', 0);
	if (dot == SIZE_MAX || !slice_u64(slice_range(text, 0, dot), &high) ||
	    !slice_u64(slice_range(text, dot + 1, text.n), &low) || high > 999 || low > 999)
		return false;
	*major = (unsigned)high;
	*minor = (unsigned)low;
	return true;
}

static void add_format(struct law_reading *r, struct slice word)
{
	size_t colon = slice_find(word, ':', 0);
	struct slice name = slice_range(word, 0, colon == SIZE_MAX ? word.n : colon);
	unsigned major = 0, minor = 0;
	if (!is_one_of(name, format_names) ||
	    (colon != SIZE_MAX &&
	     !read_version(slice_range(word, colon + 1, word.n), &major, &minor))) {
		law_wrong(r, word,
			  "a format is paxlst, pnrgov or pnrgov-xml, with the oldest version: "
			  "pnrgov:11.1");
		return;
	}
	struct law_format *f = LIST_ADD(&r->out->collection.formats, r->a, struct law_format);
	if (!f)
		return;
	f->name = arena_copy(r->a, name);
	f->major = major;
	f->minor = minor;
}

void law_set_formats(struct law_reading *r, struct slice v)
{
	struct slice word;
	if (!slice_present(v))
		law_fault_add(r, r->line, "R-011", "name the formats that carriers may use");
	while (law_next_word(&v, &word))
		add_format(r, word);
}

void law_set_other_formats(struct law_reading *r, struct slice v)
{
	r->out->collection.refuses_others = law_choose(r, v, "refused", "taken");
}

void law_set_protocols(struct law_reading *r, struct slice v)
{
	struct slice word;
	if (!slice_present(v))
		law_fault_add(r, r->line, "R-011", "name the protocols that carriers may use");
	while (law_next_word(&v, &word)) {
		if (is_one_of(word, protocol_names))
			law_add_word(r, &r->out->collection.protocols, word);
		else
			law_wrong(r, word,
				  "a protocol is https, drop-folder, type-b, as4 or ibm-mq; the "
				  "unit logs in nowhere (R-010)");
	}
}

void law_set_first_transfer(struct law_reading *r, struct slice v)
{
	struct law_collection *c = &r->out->collection;
	struct slice from, to, until, unit, rest = v;
	uint64_t first = 0, last = 0;
	bool good = law_next_word(&rest, &from) && law_next_word(&rest, &to) &&
		    law_next_word(&rest, &until) && law_next_word(&rest, &unit) &&
		    !slice_present(rest) && slice_u64(from, &first) && slice_is(to, "to") &&
		    slice_u64(until, &last) && slice_is(unit, "hours") && first > last &&
		    first <= 336 && last > 0;
	if (!good) {
		law_wrong(r, v, "it is a span before departure: 48 to 24 hours");
		return;
	}
	c->first_hours = (unsigned)first;
	c->first_until_hours = (unsigned)last;
	if (first > 48 || last < 24)
		law_fault_add(r, r->line, "R-012",
			      "the first transfer lies between 48 and 24 hours before departure");
}

void law_set_closing_transfer(struct law_reading *r, struct slice v)
{
	r->out->collection.closing_minutes = law_count_of(r, v, "minutes");
	if (r->out->collection.closing_minutes == 0)
		law_fault_add(r, r->line, "R-012",
			      "say how many minutes after departure the push at closure is late");
}

void law_set_closing_content(struct law_reading *r, struct slice v)
{
	r->out->collection.closing_updates = law_choose(r, v, "updates-suffice", "full");
}

void law_set_further_transfers(struct law_reading *r, struct slice v)
{
	r->out->collection.further_free = law_choose(r, v, "free", "threat-decision");
}

void law_set_notice_after(struct law_reading *r, struct slice v)
{
	r->out->collection.notice_minutes = law_count_of(r, v, "minutes");
	if (r->out->collection.notice_minutes == 0)
		law_fault_add(r, r->line, "R-211",
			      "a carrier is told what is missing: say after how many minutes");
}

void law_set_mandatory(struct law_reading *r, struct slice v)
{
	struct slice word;
	if (slice_is(v, "none"))
		return;
	while (law_next_word(&v, &word)) {
		uint64_t n = 0;
		if (!slice_u64(word, &n) || n < 1 || n > LAW_HEADINGS)
			law_wrong(r, word, "headings are 1 to 19, as in Annex I, or none");
		else
			r->out->collection.mandatory |= HEADING_BIT(n);
	}
}

/* ---- [lists] ---- */

void law_set_fresh(struct law_reading *r, struct slice v)
{
	r->out->lists.fresh_days = law_count_of(r, v, "days");
}

void law_set_used(struct law_reading *r, struct slice v)
{
	r->out->lists.used_days = law_count_of(r, v, "days");
}

void law_set_ends(struct law_reading *r, struct slice v)
{
	r->out->lists.ends_months = law_count_of(r, v, "months");
}

/* ---- what a profile does not say ---- */

void law_defaults(struct law_reading *r)
{
	r->out->collection = (struct law_collection){.first_hours = 48,
						     .first_until_hours = 24,
						     .closing_minutes = 60,
						     .closing_updates = true,
						     .notice_minutes = 5};
	r->out->lists = (struct law_lists){.fresh_days = 31, .used_days = 92, .ends_months = 12};
}

/* Commission Implementing Decision (EU) 2017/759, article 1, for formats. */
void law_defaults_after(struct law_reading *r)
{
	static const char *const formats[] = {"paxlst", "pnrgov:11.1", "pnrgov-xml:13.1"};
	struct law_collection *c = &r->out->collection;
	for (size_t i = 0; !r->section_line[LAW_COLLECTION] && i < 3; i++)
		add_format(r, slice_of(formats[i]));
	for (size_t i = 0; !r->section_line[LAW_COLLECTION] && protocol_names[i]; i++)
		law_add_word(r, &c->protocols, slice_of(protocol_names[i]));
}

/* ---- what does not fit together ---- */

void law_check_collection(struct law_reading *r)
{
	const struct law_collection *c = &r->out->collection;
	const struct law_lists *l = &r->out->lists;
	unsigned line = r->section_line[LAW_COLLECTION];
	if (!c->formats.first || !c->protocols.first)
		law_fault_add(r, line, "R-011",
			      "[collection] needs formats and protocols: what may carriers use?");
	if (c->mandatory & ~HEADINGS_EVERYBODY_HAS)
		law_fault_add(
			r, line, "R-018",
			"carriers are asked for no more than they have in their normal course "
			"of business: only headings 1, 3, 4 and 7 may be mandatory");
	if (c->mandatory & ~r->out->headings)
		law_fault_add(r, line, "R-018",
			      "a heading that is not permitted can not be mandatory");
	if (l->fresh_days == 0 || l->used_days == 0 || l->used_days < l->fresh_days)
		law_fault_add(r, r->section_line[LAW_LISTS], "R-031",
			      "a list is marked when it is older than fresh-for, and not used when "
			      "it is older than used-for, which is not less");
	if (l->ends_months == 0)
		law_fault_add(r, r->section_line[LAW_LISTS], "R-250",
			      "every list has an end: say within how many months");
}
