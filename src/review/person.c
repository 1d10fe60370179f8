/* SPDX-License-Identifier: Apache-2.0 */
#include "review/person.h"

#include <string.h>

void person_identify(const unsigned char key[HASH_BYTES], const struct traveller_view *t,
		     struct person_hashes *out)
{
	struct identity_document documents[IDENTITIES_MAX];
	struct identity who = {.family = t->family,
			       .given = t->given,
			       .middle = t->middle,
			       .documents = documents};
	if (!date_parse(t->birth_date, &who.birth_date))
		who.birth_date = (struct date){0};
	LIST_EACH(const struct document_view, d, &t->documents)
	{
		if (who.document_count == IDENTITIES_MAX)
			break;
		documents[who.document_count++] = (struct identity_document){
			.type = d->type, .number = d->number, .issuer = d->issuer};
	}
	out->count = identity_hashes(key, &who, out->hashes);
}

bool person_same(const struct person_hashes *x, const struct person_hashes *y)
{
	for (unsigned i = 0; i < x->count; i++) {
		for (unsigned k = 0; k < y->count; k++) {
			if (memcmp(x->hashes[i], y->hashes[k], HASH_BYTES) == 0)
				return true;
		}
	}
	return false;
}
