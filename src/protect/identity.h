/* SPDX-License-Identifier: Apache-2.0
 *
 * protect/identity.h - keyed hashes by which the person of a decision is known
 * again, on another flight or in a later push, without keeping names.
 *
 * Pure. One hash for each travel document that identifies its holder (number
 * and issuer), and one for family and given names with birth date. A name
 * alone identifies nobody; neither does a visa.
 */
#ifndef PROTECT_IDENTITY_H
#define PROTECT_IDENTITY_H

#include "base/clock.h"
#include "base/crypto.h"

#define IDENTITIES_MAX 16 /* of one person */

struct identity_document {
	struct slice type, number, issuer;
};

struct identity {
	struct slice family, given, middle;
	struct date birth_date; /* year 0 = not known */
	const struct identity_document *documents;
	unsigned document_count;
};

/* Writes up to IDENTITIES_MAX different hashes and gives their number. Letter
 * case, blanks and punctuation make no difference. `key` is unit_key(). */
unsigned identity_hashes(const unsigned char key[HASH_BYTES], const struct identity *who,
			 unsigned char out[IDENTITIES_MAX][HASH_BYTES]);

#endif
