/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/lists/ofac.h - what the XML and the CSV form of the United States' list of
 * specially designated nationals (OFAC) have in common.
 */
#ifndef SCREEN_LISTS_OFAC_H
#define SCREEN_LISTS_OFAC_H

#include "screen/lists/values.h"

/* "15 Apr 1962", "Apr 1962", "1962", "circa 1962", "1960 to 1962"; else a finding. */
void ofac_birth_date(struct list_import *im, struct list_entry *entry, struct slice text,
		     unsigned line);
/* An identifier by the words of its kind: a sex, a document, or nothing of a person
 * who travels (an address of a purse, a telephone number ...). */
void ofac_identifier(struct list_import *im, struct list_entry *entry,
		     const struct list_document *d, unsigned line);
/* "Name parts": QUIBBLE, Zelda May. */
void ofac_name(struct list_import *im, struct list_entry *entry, struct slice last_first,
	       enum name_quality quality);

#endif
