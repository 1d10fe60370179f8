/* SPDX-License-Identifier: Apache-2.0 */
#include "screen/document.h"

#include "screen/country.h"

#include <string.h>

/* Numbers shorter than this are shared by many documents. */
#define NUMBER_TELLS_MIN 5

static bool contains_nocase(struct slice s, const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; i + n <= s.n; i++)
		if (slice_is_nocase(slice_range(s, i, i + n), text))
			return true;
	return false;
}

char document_type(struct slice type)
{
	static const struct {
		const char *word;
		char type;
	} words[] = {{"passport", 'P'}, {"passeport", 'P'}, {"pasaporte", 'P'},
		     {"visa", 'V'},     {"identi", 'I'},    {"tazkira", 'I'},
		     {"id card", 'I'},  {"travel", 'T'},    {"laissez", 'T'}};
	type = slice_trim(type);
	if (type.n == 1 || type.n == 2) {
		char c = ascii_to_upper(type.p[0]);
		return c == 'A' || c == 'C' ? 'I' : ascii_alpha(c) ? c : 0;
	}
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (contains_nocase(type, words[i].word))
			return words[i].type;
	return 0;
}

void document_key_make(struct slice type, struct slice number, struct slice issuer,
		       struct document_key *out)
{
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < number.n && out->length < DOCUMENT_NUMBER_MAX; i++) {
		char c = ascii_to_upper(number.p[i]);
		if (!ascii_alpha(c) && !ascii_digit(c))
			continue;
		out->strict[out->length] = c;
		out->folded[out->length++] = c == 'O' ? '0' : c == 'I' ? '1' : c;
	}
	out->type = document_type(type);
	struct slice code = country_code(issuer);
	out->issuer = slice_present(code) ? code : slice_trim(issuer);
}

static bool issuers_equal(struct slice a, struct slice b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_to_upper(a.p[i]) != ascii_to_upper(b.p[i]))
			return false;
	return true;
}

static enum document_issuer issuer_relation(struct slice a, struct slice b)
{
	if (!slice_present(a) || !slice_present(b))
		return ISSUER_ABSENT;
	return issuers_equal(a, b) ? ISSUER_AGREES : ISSUER_DIFFERS;
}

/* Each doubt costs a step: letters folded, no issuer to compare, another type. */
static enum document_agreement agreement_of(const struct document_comparison *c, unsigned length)
{
	if (c->issuer == ISSUER_DIFFERS)
		return DOCUMENT_NOTHING;
	if (length < NUMBER_TELLS_MIN && (c->issuer != ISSUER_AGREES || !c->type_agrees))
		return DOCUMENT_NOTHING;
	static const enum document_agreement by_doubts[] = {DOCUMENT_SAME, DOCUMENT_NEARLY,
							    DOCUMENT_POSSIBLE, DOCUMENT_NOTHING};
	return by_doubts[c->folded + (c->issuer == ISSUER_ABSENT) + c->type_differs];
}

struct document_comparison document_compare(const struct document_key *a,
					    const struct document_key *b)
{
	struct document_comparison c = {
		.folded = memcmp(a->strict, b->strict, sizeof a->strict) != 0,
		.issuer = issuer_relation(a->issuer, b->issuer),
		.type_agrees = a->type && a->type == b->type,
		.type_differs = a->type && b->type && a->type != b->type,
	};
	c.agreement = agreement_of(&c, a->length);
	return c;
}
