/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys of a profile, section by section.
 */
#include "minimise/law_read.h"
#include "model/country.h"

#define NUMBER_MAX 1200
#define NAME_MAX_BYTES 40

typedef void law_setter(struct law_reading *r, struct slice value);

static bool next_word(struct slice *rest, struct slice *word)
{
	size_t n = 0;
	*rest = slice_trim(*rest);
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	*word = slice_range(*rest, 0, n);
	*rest = slice_range(*rest, n, rest->n);
	return n > 0;
}

static void wrong(struct law_reading *r, struct slice value, const char *expected)
{
	law_fault_add(r, r->line, NULL, "\"%.*s\" is not right here: %s",
		      SLICE_ARG(slice_range(value, 0, 60)), expected);
}

static struct slice text_of(struct law_reading *r, struct slice value, const char *what,
			    const char *rule)
{
	if (!slice_present(value))
		law_fault_add(r, r->line, rule, "this is empty: write %s", what);
	return arena_copy(r->a, value);
}

static bool choose(struct law_reading *r, struct slice value, const char *yes, const char *no)
{
	if (!slice_is(value, yes) && !slice_is(value, no))
		law_fault_add(r, r->line, NULL, "\"%.*s\" is neither %s nor %s",
			      SLICE_ARG(slice_range(value, 0, 40)), yes, no);
	return slice_is(value, yes);
}

static unsigned number(struct law_reading *r, struct slice value, const char *expected)
{
	uint64_t n = 0;
	if (!slice_u64(value, &n) || n > NUMBER_MAX)
		wrong(r, value, expected);
	return n <= NUMBER_MAX ? (unsigned)n : 0;
}

static struct date date(struct law_reading *r, struct slice value)
{
	struct date d = {0};
	if (!date_parse(value, &d))
		wrong(r, value, "a date is YYYY-MM-DD");
	return d;
}

static void add_word(struct law_reading *r, law_words *to, struct slice word)
{
	struct law_word *w = LIST_ADD(to, r->a, struct law_word);
	if (w)
		w->text = arena_copy(r->a, word);
}

static bool capital(struct slice word)
{
	bool good = word.n >= 2 && word.n <= 30 && ascii_upper(word.p[0]);
	for (size_t i = 0; good && i < word.n; i++)
		good = ascii_upper(word.p[i]) || ascii_digit(word.p[i]);
	return good;
}

static void capitals(struct law_reading *r, law_words *to, struct slice value, const char *expected)
{
	struct slice word;
	while (next_word(&value, &word)) {
		if (!capital(word))
			wrong(r, word, expected);
		else if (!law_words_have(to, word))
			add_word(r, to, word);
	}
}

static unsigned roles(struct law_reading *r, struct slice value)
{
	struct slice word;
	unsigned bits = 0;
	while (next_word(&value, &word)) {
		enum actor_role role;
		if (actor_role_parse(word, &role))
			bits |= 1u << role;
		else
			wrong(r, word, "it is not a role; docs/roles.md lists them");
	}
	return bits;
}

/* ---- top ---- */

static void set_name(struct law_reading *r, struct slice v)
{
	bool good = slice_present(v) && v.n <= NAME_MAX_BYTES;
	for (size_t i = 0; good && i < v.n; i++)
		good = ascii_lower(v.p[i]) || ascii_digit(v.p[i]) || v.p[i] == '-';
	if (!good)
		wrong(r, v, "a name is up to 40 small letters, digits and hyphens");
	r->out->name = arena_copy(r->a, v);
}

static void set_title(struct law_reading *r, struct slice v)
{
	r->out->title = text_of(r, v, "what the law is called", "R-001");
}

static void set_basis(struct law_reading *r, struct slice v)
{
	r->out->basis = text_of(r, v, "the law and its articles", "R-001");
}

static void set_second_factor(struct law_reading *r, struct slice v)
{
	r->out->second_factor = choose(r, v, "required", "offered");
}

static void set_penalty(struct law_reading *r, struct slice v)
{
	r->out->offence_penalty_years = number(r, v, "a number of years; 0 for any penalty");
}

static void set_air_link(struct law_reading *r, struct slice v)
{
	r->out->air_link = choose(r, v, "required", "none");
}

/* ---- [purpose NAME] ---- */

static void set_purpose_title(struct law_reading *r, struct slice v)
{
	if (r->purpose)
		r->purpose->title = text_of(r, v, "what the purpose is, in words", "R-002");
}

static void set_article(struct law_reading *r, struct slice v)
{
	if (r->purpose)
		r->purpose->article = text_of(r, v, "the article of the law", "R-001");
}

static void set_roles(struct law_reading *r, struct slice v)
{
	const unsigned never = 1u << ACTOR_ADMINISTRATOR | 1u << ACTOR_CARRIER_LIAISON |
			       1u << ACTOR_APPROVING_AUTHORITY;
	unsigned bits = roles(r, v);
	if (bits & never)
		law_fault_add(r, r->line, "R-172",
			      "administrator, carrier-liaison and approving-authority read no "
			      "passenger data: no purpose is theirs");
	if (bits == 0)
		law_fault_add(r, r->line, "R-004", "name at least one role that has this purpose");
	if (r->purpose)
		r->purpose->roles = bits;
}

static void set_needs_offence(struct law_reading *r, struct slice v)
{
	bool needed = choose(r, v, "required", "none");
	if (r->purpose)
		r->purpose->needs_offence = needed;
}

/* ---- [elements] and [sensitive] ---- */

static void set_headings(struct law_reading *r, struct slice v)
{
	struct slice word;
	while (next_word(&v, &word)) {
		uint64_t n = 0;
		if (!slice_u64(word, &n) || n < 1 || n > LAW_HEADINGS)
			wrong(r, word, "headings are 1 to 19, as in Annex I (R-014)");
		else
			r->out->headings |= UINT32_C(1) << n;
	}
}

static void set_remarks(struct law_reading *r, struct slice v)
{
	r->out->remarks_all = choose(r, v, "all", "unaccompanied-minors");
}

static void set_services(struct law_reading *r, struct slice v)
{
	capitals(r, &r->out->services, v, "a service code is capital letters");
}

static void set_codes(struct law_reading *r, struct slice v)
{
	capitals(r, &r->out->codes, v, "a service code is capital letters");
}

static void set_words(struct law_reading *r, struct slice v)
{
	capitals(r, &r->out->words, v, "a word is capital letters");
}

static void set_vital(struct law_reading *r, struct slice v)
{
	r->out->vital_interests = choose(r, v, "exceptional", "never");
}

/* ---- [ages] ---- */

static unsigned months(struct law_reading *r, struct slice v)
{
	struct slice count, unit;
	if (slice_is(v, "never"))
		return 0;
	struct slice rest = v;
	if (!next_word(&rest, &count) || !next_word(&rest, &unit) || !slice_is(unit, "months") ||
	    slice_present(rest) || number(r, count, "a number of months") == 0) {
		wrong(r, v, "an age is a number of months, such as 6 months, or never");
		return 0;
	}
	return number(r, count, "a number of months");
}

static void set_mask(struct law_reading *r, struct slice v)
{
	r->out->mask_months = months(r, v);
}

static void set_delete(struct law_reading *r, struct slice v)
{
	r->out->delete_months = months(r, v);
}

static void set_delete_unlinked(struct law_reading *r, struct slice v)
{
	r->out->delete_unlinked_months = months(r, v);
}

static void set_delete_log(struct law_reading *r, struct slice v)
{
	r->out->log_months = months(r, v);
}

/* ---- [approvals] ---- */

static void set_approval(struct law_reading *r, enum law_act act, struct slice v)
{
	r->out->approvers[act] = slice_is(v, "none") ? 0 : roles(r, v);
	if (!slice_present(v))
		wrong(r, v, "name the role that must agree, or none");
}

static void set_unmask(struct law_reading *r, struct slice v)
{
	const unsigned permitted = 1u << ACTOR_APPROVING_AUTHORITY | 1u << ACTOR_SUPERVISOR;
	set_approval(r, LAW_UNMASK, v);
	if (r->out->approvers[LAW_UNMASK] == 0 || (r->out->approvers[LAW_UNMASK] & ~permitted))
		law_fault_add(r, r->line, "R-112",
			      "unmasking is approved by the approving-authority, or where the law "
			      "says so by the supervisor, and never by who asks for it");
}

static void set_later_use(struct law_reading *r, struct slice v)
{
	set_approval(r, LAW_LATER_USE, v);
}

static void set_profile_change(struct law_reading *r, struct slice v)
{
	set_approval(r, LAW_PROFILE_CHANGE, v);
	if (r->out->approvers[LAW_PROFILE_CHANGE] != 1u << ACTOR_APPROVING_AUTHORITY)
		law_fault_add(r, r->line, "R-172",
			      "a change of the profile is approved by another office than proposes "
			      "it: write approving-authority");
}

static void set_second_review(struct law_reading *r, struct slice v)
{
	set_approval(r, LAW_SECOND_REVIEW, v);
}

static void set_rule_activation(struct law_reading *r, struct slice v)
{
	set_approval(r, LAW_RULE_ACTIVATION, v);
	if (r->out->approvers[LAW_RULE_ACTIVATION] != 1u << ACTOR_SUPERVISOR)
		law_fault_add(r, r->line, "R-054",
			      "who writes a rule does not activate it: write supervisor");
}

static void set_extra_transfer(struct law_reading *r, struct slice v)
{
	set_approval(r, LAW_EXTRA_TRANSFER, v);
}

/* ---- [flights] ---- */

static void set_territory(struct law_reading *r, struct slice v)
{
	struct slice word;
	if (slice_is(v, "none"))
		return;
	while (next_word(&v, &word)) {
		if (!slice_eq(country_read(word), word))
			wrong(r, word, "a State is an ISO 3166-1 alpha-3 code, such as PRT");
		else
			add_word(r, &r->out->flights.territory, word);
	}
}

static void set_within(struct law_reading *r, struct slice v)
{
	struct law_flights *f = &r->out->flights;
	if (slice_is(v, "all"))
		f->within = LAW_WITHIN_ALL;
	else if (slice_is(v, "selected"))
		f->within = LAW_WITHIN_SELECTED;
	else if (slice_is(v, "none"))
		f->within = LAW_WITHIN_NONE;
	else
		wrong(r, v, "it is all, selected or none");
}

static void set_threat_decision(struct law_reading *r, struct slice v)
{
	r->out->flights.threat_decision = text_of(r, v, "the reference of the decision", "R-019");
}

static void set_threat_until(struct law_reading *r, struct slice v)
{
	r->out->flights.threat_until = date(r, v);
}

static bool is_port(struct slice s)
{
	return s.n == 3 && ascii_upper(s.p[0]) && ascii_upper(s.p[1]) && ascii_upper(s.p[2]);
}

static void set_selected(struct law_reading *r, struct slice v)
{
	struct slice word;
	while (next_word(&v, &word)) {
		bool route = word.n == 7 && word.p[3] == '-' && is_port(slice_range(word, 0, 3)) &&
			     is_port(slice_range(word, 4, 7));
		if (route || is_port(word))
			add_word(r, &r->out->flights.selected, word);
		else
			wrong(r, word, "a selection is a port, LIS, or a route, LIS-CDG");
	}
}

static void set_assessment(struct law_reading *r, struct slice v)
{
	r->out->flights.assessment = text_of(r, v, "the reference of the assessment", "R-019");
}

static void set_review_by(struct law_reading *r, struct slice v)
{
	r->out->flights.review_by = date(r, v);
}

/* ---- the table ---- */

static const struct {
	enum law_section section;
	bool needed;
	const char *key;
	law_setter *set;
} keys[] = {
	{LAW_TOP, true, "name", set_name},
	{LAW_TOP, true, "title", set_title},
	{LAW_TOP, true, "law", set_basis},
	{LAW_TOP, true, "second-factor", set_second_factor},
	{LAW_TOP, true, "offence-penalty-years", set_penalty},
	{LAW_TOP, true, "offence-air-link", set_air_link},
	{LAW_PURPOSE, false, "title", set_purpose_title},
	{LAW_PURPOSE, false, "article", set_article},
	{LAW_PURPOSE, false, "roles", set_roles},
	{LAW_PURPOSE, false, "offence", set_needs_offence},
	{LAW_ELEMENTS, true, "headings", set_headings},
	{LAW_ELEMENTS, true, "general-remarks", set_remarks},
	{LAW_ELEMENTS, false, "services", set_services},
	{LAW_SENSITIVE, true, "codes", set_codes},
	{LAW_SENSITIVE, true, "words", set_words},
	{LAW_SENSITIVE, true, "vital-interests", set_vital},
	{LAW_AGES, true, "mask-after", set_mask},
	{LAW_AGES, true, "delete-after", set_delete},
	{LAW_AGES, true, "delete-unlinked-after", set_delete_unlinked},
	{LAW_AGES, false, "delete-log-after", set_delete_log},
	{LAW_APPROVALS, true, "unmask", set_unmask},
	{LAW_APPROVALS, true, "later-use", set_later_use},
	{LAW_APPROVALS, true, "profile-change", set_profile_change},
	{LAW_APPROVALS, true, "second-review", set_second_review},
	{LAW_APPROVALS, true, "rule-activation", set_rule_activation},
	{LAW_APPROVALS, true, "extra-transfer", set_extra_transfer},
	{LAW_FLIGHTS, true, "territory", set_territory},
	{LAW_FLIGHTS, true, "within", set_within},
	{LAW_FLIGHTS, false, "threat-decision", set_threat_decision},
	{LAW_FLIGHTS, false, "threat-until", set_threat_until},
	{LAW_FLIGHTS, false, "selected", set_selected},
	{LAW_FLIGHTS, false, "assessment", set_assessment},
	{LAW_FLIGHTS, false, "review-by", set_review_by},
};

#define KEYS (sizeof keys / sizeof *keys)

static void add_item(struct law_reading *r, law_items *to, struct slice key, struct slice value,
		     const char *what)
{
	if (law_item_find(to, key))
		law_fault_add(r, r->line, NULL, "%.*s is there twice", SLICE_ARG(key));
	struct law_item *item = LIST_ADD(to, r->a, struct law_item);
	if (!item)
		return;
	item->name = arena_copy(r->a, key);
	item->title = text_of(r, value, what, NULL);
}

static bool take_item(struct law_reading *r, struct slice key, struct slice value)
{
	if (r->section == LAW_OFFENCES)
		add_item(r, &r->out->offences, key, value, "what the offence is called");
	else if (r->section == LAW_AUTHORITIES)
		add_item(r, &r->out->authorities, key, value, "what the authority is called");
	else if (r->section == LAW_DIFFERENCES)
		add_item(r, &r->out->differences, key, value,
			 "the reference of the filed difference and its date");
	else
		return false;
	return true;
}

void law_take(struct law_reading *r, struct slice key, struct slice value)
{
	if (take_item(r, key, value))
		return;
	for (size_t i = 0; i < KEYS; i++) {
		if (keys[i].section != r->section || !slice_is(key, keys[i].key))
			continue;
		if (r->seen & UINT64_C(1) << i && r->section != LAW_PURPOSE)
			law_fault_add(r, r->line, NULL, "%s is there twice", keys[i].key);
		r->seen |= UINT64_C(1) << i;
		keys[i].set(r, value);
		return;
	}
	law_fault_add(r, r->line, NULL,
		      "there is no key \"%.*s\" here; docs/profiles.md lists them",
		      SLICE_ARG(slice_range(key, 0, 40)));
}

void law_missing(struct law_reading *r)
{
	for (size_t i = 0; i < KEYS; i++) {
		if (keys[i].needed && !(r->seen & UINT64_C(1) << i))
			law_fault_add(r, r->section_line[keys[i].section], NULL,
				      "the key %s is missing here", keys[i].key);
	}
}
