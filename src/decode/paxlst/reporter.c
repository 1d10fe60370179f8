/* SPDX-License-Identifier: Apache-2.0 */
#include "decode/paxlst/list.h"

void header_rff(struct list *l)
{
	struct slice reference = list_text(l, 0, 1);
	if (list_qualifier(l, "TN") && slice_present(reference))
		l->m->business_ref = reference;
}

void reporter_nad(struct list *l)
{
	struct reporter *to = &l->m->reporter;
	l->group = LIST_REPORTER;
	struct slice name = list_text(l, 3, 0);
	for (unsigned c = 1; c < edi_components(&l->r->segment, 3); c++) {
		struct slice more = list_text(l, 3, c);
		if (slice_present(more))
			name = arena_printf(l->r->arena, "%.*s %.*s", SLICE_ARG(name),
					    SLICE_ARG(more));
	}
	if (!slice_present(name))
		name = list_either(l, 2, 0, 1, 0); /* free text, or an agreed identification */
	to->name = slice_trim(name);
}

/* COM 3155. */
static struct slice contact_type(struct slice code)
{
	if (slice_is_nocase(code, "TE") || slice_is_nocase(code, "AL"))
		return SLICE("telephone");
	if (slice_is_nocase(code, "FX"))
		return SLICE("fax");
	if (slice_is_nocase(code, "EM"))
		return SLICE("email");
	return SLICE("other");
}

bool contact_read(struct list *l, unsigned element, struct slice *type, struct slice *value)
{
	*value = list_text(l, element, 0);
	if (!slice_present(*value))
		return false;
	*type = contact_type(list_text(l, element, 1));
	if (slice_is(*type, "email"))
		*value = email_plain(l->r->arena, *value);
	/* "+351..." whose plus was not released looks like an empty element. */
	bool plus_lost = element > 0 && ascii_digit(value->p[0]) &&
			 edi_components(&l->r->segment, element - 1) == 1 &&
			 !slice_present(edi_raw(&l->r->segment, element - 1, 0));
	if (plus_lost)
		*value = arena_printf(l->r->arena, "+%.*s", SLICE_ARG(*value));
	return true;
}

static void keep_first(struct slice *to, struct slice value)
{
	if (!slice_present(*to))
		*to = value;
}

void reporter_com(struct list *l)
{
	reporter_contacts(l, 0);
}

void reporter_contacts(struct list *l, unsigned element)
{
	struct reporter *to = &l->m->reporter;
	for (unsigned e = element; e < l->r->segment.elements; e++) {
		struct slice type;
		struct slice value;
		if (!contact_read(l, e, &type, &value))
			continue;
		if (slice_is(type, "telephone"))
			keep_first(&to->telephone, value);
		else if (slice_is(type, "fax"))
			keep_first(&to->fax, value);
		else if (slice_is(type, "email"))
			keep_first(&to->email, value);
	}
}

/* A list in several parts claims its whole number in each of them. */
static bool is_part(const struct message *m)
{
	return m->part > 1 || (m->part == 1 && !m->last_part);
}

void list_cnt(struct list *l)
{
	uint64_t claimed;
	bool crew = list_qualifier(l, "41");
	if (!crew && !list_qualifier(l, "42"))
		return;
	/* CNT+42:3; some send CNT+42+3. */
	if (!slice_u64(list_either(l, 0, 1, 1, 0), &claimed) || claimed > INT64_MAX) {
		edi_finding(l->r, SEVERITY_WARNING, "count-wrong", "CNT holds no number");
		return;
	}
	*(crew ? &l->m->declared.crew : &l->m->declared.passengers) = (int64_t)claimed;
	uint64_t found = crew ? l->crew : l->passengers;
	if (claimed == found || claimed == l->crew + l->passengers || is_part(l->m))
		return;
	edi_finding(l->r, SEVERITY_WARNING, "traveller-count-mismatch",
		    "CNT says %llu %s, the message has %llu", (unsigned long long)claimed,
		    crew ? "crew" : "passengers", (unsigned long long)found);
}
