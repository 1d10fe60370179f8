/* SPDX-License-Identifier: Apache-2.0
 *
 * What a profile asks of carriers, in sentences: for its explanation, and as the sheet
 * that every carrier is given.
 */
#include "minimise/law_read.h"

static void say_words(struct buf *out, const law_words *words)
{
	LIST_EACH(const struct law_word, w, words)
	buf_printf(out, "%s%.*s", w == words->first ? "" : ", ", SLICE_ARG(w->text));
}

static void say_headings(struct buf *out, uint32_t bits)
{
	bool any = false;
	for (unsigned n = 1; n <= LAW_HEADINGS; n++) {
		if (!(bits & UINT32_C(1) << n))
			continue;
		buf_printf(out, "%s%u", any ? ", " : "", n);
		any = true;
	}
	if (!any)
		buf_text(out, "none");
}

static void say_formats(const struct law_collection *c, struct buf *out)
{
	buf_text(out, "Carriers use ");
	law_formats_write(c, out);
	buf_text(out, ", by ");
	say_words(out, &c->protocols);
	buf_text(out, c->refuses_others
			      ? "; anything else is refused, and the answer says so (R-011).\n"
			      : "; anything else is taken, with a finding that says so (R-011).\n");
}

static void say_transfers(const struct law_collection *c, struct buf *out)
{
	buf_printf(out,
		   "PNR data are pushed once between %u and %u hours before departure, and once "
		   "when the flight is closed, at most %u minutes after departure%s (R-012).\n",
		   c->first_hours, c->first_until_hours, c->closing_minutes,
		   c->closing_updates ? "; the second may say only what changed" : "");
	buf_text(out, c->further_free
			      ? "Further pushes are taken as they come.\n"
			      : "There is no third scheduled push (R-013); a further full push "
				"needs a recorded threat that is specific and actual (R-012).\n");
	buf_printf(out,
		   "What is missing is told to the carrier %u minutes after it was due "
		   "(R-211).\n",
		   c->notice_minutes);
}

void law_say_collection(const struct law *law, struct buf *out)
{
	say_formats(&law->collection, out);
	say_transfers(&law->collection, out);
	buf_text(out, "The unit never logs in to a carrier's system: carriers push (R-010).\n");
	buf_text(out, "Mandatory headings: ");
	say_headings(out, law->collection.mandatory);
	buf_text(out, "; everything else only as far as carriers have it (R-018).\n");
}

void law_say_lists(const struct law *law, struct buf *out)
{
	const struct law_lists *l = &law->lists;
	buf_printf(out,
		   "Lists are marked when they are older than %u days, leave the comparison when "
		   "they are older than %u days (R-031), and end within %u months of their date "
		   "(R-250).\n",
		   l->fresh_days, l->used_days, l->ends_months);
}

static void sheet_elements(const struct law *law, struct buf *out)
{
	buf_text(out, "\n## Data\n\n"
		      "Send these headings, only as far as you have them already in your normal "
		      "course of business (R-018). Collect nothing for this purpose, and filter "
		      "nothing out: what may not be kept is erased by the unit on receipt.\n\n");
	for (unsigned n = 1; n <= LAW_HEADINGS; n++) {
		bool permitted = law->headings & UINT32_C(1) << n;
		bool mandatory = law->collection.mandatory & UINT32_C(1) << n;
		buf_printf(out, "- %u. %s%s\n", n, law_heading_name(n),
			   mandatory    ? " (a push without it is not complete)"
			   : !permitted ? " (not wanted: it is erased on receipt)"
					: "");
	}
}

void law_carrier_sheet(const struct law *law, struct buf *out)
{
	buf_printf(out, "# Passenger data: what carriers send\n\n%.*s\n\nLegal basis: %.*s.\n",
		   SLICE_ARG(law->title), SLICE_ARG(law->basis));
	buf_text(out, "\n## How\n\n");
	say_formats(&law->collection, out);
	buf_text(out, "The unit never asks for access to your systems, and holds no password of "
		      "yours (R-010).\n");
	buf_text(out, "\n## When\n\n");
	say_transfers(&law->collection, out);
	sheet_elements(law, out);
	buf_text(
		out,
		"\n## Answers\n\n"
		"Every message is answered, with what was found in it and where. Notices of "
		"what is missing, late or defective wait for you at GET /api/v1/notices, "
		"with the key that you send messages with. A message that is marked as a test "
		"(UNB 0035) is answered like any other and kept apart. An outage, yours or the unit's, "
		"is entered in the register of outages: for what could not be avoided "
		"nothing is proposed (R-212). Penalties are proposed by people only.\n");
}
