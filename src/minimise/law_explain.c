/* SPDX-License-Identifier: Apache-2.0
 *
 * What a profile permits, in sentences.
 */
#include "minimise/law.h"

static void say_roles(struct buf *out, unsigned bits, const char *nobody)
{
	bool any = false;
	for (unsigned r = 0; r < ACTOR_ROLE_COUNT; r++) {
		if (!(bits & 1u << r))
			continue;
		buf_printf(out, "%s%s", any ? " or " : "", actor_role_name((enum actor_role)r));
		any = true;
	}
	if (!any)
		buf_text(out, nobody);
}

static void say_purposes(const struct law *law, struct buf *out)
{
	buf_printf(out, "Personal data may be read for %u purposes and no other (R-002, R-004):\n",
		   law->purposes.count);
	LIST_EACH(const struct law_purpose, p, &law->purposes)
	{
		buf_printf(out, "  %.*s: %.*s (%.*s), by ", SLICE_ARG(p->name), SLICE_ARG(p->title),
			   SLICE_ARG(p->article));
		say_roles(out, p->roles, "nobody");
		buf_text(out, p->needs_offence ? "; each use names an offence.\n" : ".\n");
	}
}

static void say_items(struct buf *out, const law_items *items)
{
	LIST_EACH(const struct law_item, i, items)
	buf_printf(out, "  %.*s: %.*s\n", SLICE_ARG(i->name), SLICE_ARG(i->title));
}

static void say_offences(const struct law *law, struct buf *out)
{
	buf_printf(out, "An offence is one of these %u", law->offences.count);
	if (law->offence_penalty_years)
		buf_printf(out, ", where the law threatens at least %u years",
			   law->offence_penalty_years);
	buf_text(out, " (R-002):\n");
	say_items(out, &law->offences);
	if (law->air_link)
		buf_text(out,
			 "Each use confirms that the offence is linked, at least indirectly, with "
			 "the carriage of passengers by air (R-003).\n");
	buf_printf(out, "Data go to these %u authorities and to nobody else (R-005):\n",
		   law->authorities.count);
	say_items(out, &law->authorities);
}

static unsigned headings(uint32_t bits)
{
	unsigned count = 0;
	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static void say_elements(const struct law *law, struct buf *out)
{
	buf_printf(out, "%u of the 19 headings of passenger data are kept (R-014).\n",
		   headings(law->headings));
	buf_text(out, law->remarks_all
			      ? "General remarks stay, without their sensitive words (R-015).\n"
			      : "General remarks are erased, save those about unaccompanied minors "
				"(R-015).\n");
	buf_printf(out,
		   "%u service codes and %u words that reveal sensitive data are erased before "
		   "anything is kept (R-016).\n",
		   law->codes.count, law->words.count);
	buf_text(out,
		 law->vital_interests
			 ? "Sensitive data may be used in exceptional, immediate circumstances "
			   "to protect a life, and are deleted then (R-017).\n"
			 : "Sensitive data are never used (R-017).\n");
}

static void say_age(struct buf *out, const char *what, unsigned months, const char *rule)
{
	if (months)
		buf_printf(out, "%s %u months after transfer (%s).\n", what, months, rule);
	else
		buf_printf(out, "%s at no age (%s).\n", what, rule);
}

static void say_ages(const struct law *law, struct buf *out)
{
	say_age(out, "What identifies a person is masked", law->mask_months, "R-110");
	say_age(out, "Everything is deleted", law->delete_months, "R-115");
	if (law->delete_unlinked_months)
		buf_printf(
			out,
			"Without objective evidence of a link with a risk, everything is deleted "
			"%u months after transfer (R-115).\n",
			law->delete_unlinked_months);
	if (law->log_months)
		buf_printf(out,
			   "Records of the audit trail are kept for %u months, and leave it then "
			   "(R-150).\n",
			   law->log_months);
	else
		buf_text(out, "Records of the audit trail are kept for ever (R-150).\n");
}

static void say_approvals(const struct law *law, struct buf *out)
{
	static const char *const acts[LAW_ACT_COUNT] = {
		[LAW_UNMASK] = "To unmask a record (R-112)",
		[LAW_LATER_USE] = "To use data after the assessment before travel (R-092)",
		[LAW_PROFILE_CHANGE] = "To change this profile (R-172)",
		[LAW_SECOND_REVIEW] = "To act on a decision with high impact (R-074)",
		[LAW_RULE_ACTIVATION] = "To activate a rule (R-054)",
		[LAW_EXTRA_TRANSFER] = "To ask a carrier for an extra transfer (R-012)",
	};
	for (unsigned act = 0; act < LAW_ACT_COUNT; act++) {
		if (law->approvers[act] == 0) {
			buf_printf(out, "%s nobody else must agree.\n", acts[act]);
			continue;
		}
		buf_printf(out, "%s the ", acts[act]);
		say_roles(out, law->approvers[act], "");
		buf_text(out, " must agree, and never the one who asks.\n");
	}
	buf_text(out, law->second_factor ? "Everybody signs in with two factors (R-172).\n"
					 : "People may sign in with a password alone (R-172).\n");
}

static void say_flights(const struct law *law, struct date today, struct buf *out)
{
	const struct law_flights *f = &law->flights;
	char day[DATE_TEXT] = "";
	if (!f->territory.first) {
		buf_text(out, "Every flight is taken in (R-019).\n");
		return;
	}
	buf_printf(out, "Flights between the %u States of the territory ", f->territory.count);
	struct date end = f->within == LAW_WITHIN_ALL ? f->threat_until : f->review_by;
	if (f->within == LAW_WITHIN_NONE) {
		buf_text(out, "are not taken in (R-019).\n");
		return;
	}
	date_write(end, day);
	if (f->within == LAW_WITHIN_ALL)
		buf_printf(out, "are all taken in until %s, under the threat decision %.*s", day,
			   SLICE_ARG(f->threat_decision));
	else
		buf_printf(
			out,
			"are taken in on %u routes and ports until the review due on %s, after the "
			"assessment %.*s",
			f->selected.count, day, SLICE_ARG(f->assessment));
	buf_printf(out, "%s (R-019).\n",
		   date_cmp(today, end) > 0 ? "; that day has passed: none is taken in any more"
					    : "");
}

void law_explain(const struct law *law, struct date today, struct buf *out)
{
	buf_printf(out, "%.*s: %.*s.\n", SLICE_ARG(law->name), SLICE_ARG(law->title));
	buf_printf(out, "The legal basis is: %.*s (R-001).\n", SLICE_ARG(law->basis));
	say_purposes(law, out);
	say_offences(law, out);
	say_elements(law, out);
	say_ages(law, out);
	say_approvals(law, out);
	say_flights(law, today, out);
	if (law->differences.first)
		buf_printf(out, "%u differences from icao-base are filed:\n",
			   law->differences.count);
	say_items(out, &law->differences);
}
