/* SPDX-License-Identifier: Apache-2.0
 *
 * What of a profile does not fit together, and where it is weaker than what
 * every State keeps (R-001, R-002, R-005, R-019; ICAO Annex 9).
 */
#include "minimise/law_read.h"

#define MASK_MONTHS_MAX 24 /* ICAO Annex 9, recommended practice 9.33 */

static unsigned line_of(const struct law_reading *r, enum law_section section)
{
	return r->section_line[section];
}

static void check_purposes(struct law_reading *r)
{
	bool offence = false;
	LIST_EACH(const struct law_purpose, p, &r->out->purposes)
	{
		offence |= p->needs_offence;
		if (!p->title.p || !p->article.p || p->roles == 0)
			law_fault_add(r, 0, "R-002",
				      "the purpose %.*s needs title, article, roles and offence",
				      SLICE_ARG(p->name));
	}
	if (!r->out->purposes.first)
		law_fault_add(r, 0, "R-002",
			      "there is no purpose: without [purpose NAME] nothing may be read");
	if (offence && !r->out->offences.first)
		law_fault_add(r, line_of(r, LAW_OFFENCES), "R-002",
			      "a purpose needs an offence, and there is none under [offences]");
	if (!r->out->authorities.first)
		law_fault_add(r, line_of(r, LAW_AUTHORITIES), "R-005",
			      "write the competent authorities under [authorities]: data go to "
			      "nobody else");
}

static void check_elements(struct law_reading *r)
{
	if (!r->out->remarks_all && !r->out->services.first)
		law_fault_add(r, line_of(r, LAW_ELEMENTS), "R-015",
			      "where general remarks are erased, `services` says which service "
			      "requests stay");
	if (r->out->delete_months && r->out->mask_months >= r->out->delete_months)
		law_fault_add(r, line_of(r, LAW_AGES), "R-110",
			      "data are masked before they are deleted: mask-after must be less "
			      "than delete-after");
}

static void check_log(struct law_reading *r)
{
	if (r->out->log_months && r->out->log_months < LAW_LOG_MONTHS)
		law_fault_add(
			r, line_of(r, LAW_AGES), "R-150",
			"the audit trail is kept for five years: delete-log-after is at least "
			"%d months, or never",
			LAW_LOG_MONTHS);
}

static void check_flights(struct law_reading *r)
{
	const struct law_flights *f = &r->out->flights;
	unsigned line = line_of(r, LAW_FLIGHTS);
	if (!f->territory.first)
		return;
	if (f->within == LAW_WITHIN_ALL &&
	    (!slice_present(f->threat_decision) || !date_present(f->threat_until)))
		law_fault_add(r, line, "R-019",
			      "all flights within the territory are taken in only under a threat "
			      "decision with an end: write threat-decision and threat-until");
	if (f->within == LAW_WITHIN_SELECTED &&
	    (!f->selected.first || !slice_present(f->assessment) || !date_present(f->review_by)))
		law_fault_add(r, line, "R-019",
			      "selected flights need selected, the assessment behind them, and "
			      "review-by");
}

/* ---- weaker than icao-base ---- */

static const struct law_word *word_lacking(const law_words *base, const law_words *own)
{
	LIST_EACH(const struct law_word, w, base)
	{
		if (!law_words_have(own, w->text))
			return w;
	}
	return NULL;
}

static bool older(unsigned months, unsigned base)
{
	return months == 0 || months > base;
}

/* A purpose of those who work on cases and targets that names no offence. */
static const struct law_purpose *purpose_without_offence(const struct law *law)
{
	const unsigned working = 1u << ACTOR_ANALYST | 1u << ACTOR_SUPERVISOR |
				 1u << ACTOR_TARGETER | 1u << ACTOR_REQUESTS_DESK;
	LIST_EACH(const struct law_purpose, p, &law->purposes)
	{
		if ((p->roles & working) && !p->needs_offence)
			return p;
	}
	return NULL;
}

static const char *const weaknesses[] = {
	"sensitive-codes", "sensitive-words", "mask-after", "delete-after",
	"unmask",          "second-factor",   "purpose",    NULL};

static void weaker(struct law_reading *r, bool is, const char *name, enum law_section section,
		   const char *rule, const char *what)
{
	if (!is || law_item_find(&r->out->differences, slice_of(name)))
		return;
	law_fault_add(r, line_of(r, section), rule,
		      "weaker than icao-base: %s; file a difference with ICAO and write "
		      "`%s = REFERENCE` under [differences], or keep to it",
		      what, name);
}

static void compare(struct law_reading *r, const struct law *base)
{
	const struct law *own = r->out;
	weaker(r, word_lacking(&base->codes, &own->codes) != NULL, "sensitive-codes", LAW_SENSITIVE,
	       "R-016", "a service code that reveals sensitive data is not erased");
	weaker(r, word_lacking(&base->words, &own->words) != NULL, "sensitive-words", LAW_SENSITIVE,
	       "R-016", "a word that reveals sensitive data is not erased");
	weaker(r, older(own->mask_months, MASK_MONTHS_MAX), "mask-after", LAW_AGES, "R-110",
	       "data are masked later than two years after transfer");
	weaker(r, older(own->delete_months, base->delete_months), "delete-after", LAW_AGES, "R-115",
	       "data are deleted later than five years after transfer");
	weaker(r, (own->approvers[LAW_UNMASK] & ~base->approvers[LAW_UNMASK]) != 0, "unmask",
	       LAW_APPROVALS, "R-112", "unmasking is approved by another role");
	weaker(r, !own->second_factor, "second-factor", LAW_TOP, "R-172",
	       "people may sign in with a password alone");
	weaker(r, purpose_without_offence(own) != NULL, "purpose", LAW_TOP, "R-002",
	       "casework or targeting has a purpose that names no offence");
}

static void check_differences(struct law_reading *r)
{
	LIST_EACH(const struct law_item, d, &r->out->differences)
	{
		const char *const *w = weaknesses;
		while (*w && !slice_is(d->name, *w))
			w++;
		if (!*w)
			law_fault_add(r, line_of(r, LAW_DIFFERENCES), NULL,
				      "there is no difference \"%.*s\"; they are sensitive-codes, "
				      "sensitive-words, mask-after, delete-after, unmask, "
				      "second-factor and purpose",
				      SLICE_ARG(slice_range(d->name, 0, 40)));
	}
}

void law_check(struct law_reading *r)
{
	check_purposes(r);
	check_elements(r);
	check_log(r);
	check_flights(r);
	check_differences(r);
	if (r->base)
		compare(r, r->base);
}
