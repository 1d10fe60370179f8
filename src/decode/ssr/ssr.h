/* SPDX-License-Identifier: Apache-2.0
 *
 * decode/ssr/ssr.h - the structured text of special service requests (SSR)
 * and other service information (OSI), IATA AIRIMP and PADIS.
 *
 * Pure functions on one text each. They find the fields and mend the usual
 * shifts (leading slash missing or doubled, a field lost, a name or a
 * traveller reference behind the last field); what a field means is the
 * caller's: dates, countries and sexes are as sent. Results are ranges of the
 * argument. False: the text is not of that form.
 */
#ifndef DECODE_SSR_SSR_H
#define DECODE_SSR_SSR_H

#include "base/slice.h"

struct ssr_name {
	struct slice family, given;
};

/* Takes a name of the form "-1SURNAME/GIVEN" off the end of `*text`. */
bool ssr_cut_name(struct slice *text, struct ssr_name *name);
/* Takes a traveller reference of the form " 1.1" off the end of `*text`. */
bool ssr_cut_reference(struct slice *text, struct slice *reference);

/* DOCS: /type/issuer/number/nationality/birth/sex/expiry/family/given/middle/H */
struct ssr_docs {
	struct slice type, issuer, number, nationality, birth, sex, expires;
	struct slice family, given, middle;
	struct slice reference; /* found behind the names */
	struct ssr_name person; /* found as "-1SURNAME/GIVEN" */
	bool holder;            /* H: holder of a document for several persons */
	bool repaired;          /* fields did not stand where the standard puts them */
};
bool ssr_docs_read(struct slice text, struct ssr_docs *out);

/* DOCO: /place of birth/type/number/place of issue/issue/valid for/I */
struct ssr_doco {
	struct slice birth_place, type, number, issued_at, issued, valid_for;
	struct slice reference;
	struct ssr_name person;
	bool infant;
	bool repaired;
};
bool ssr_doco_read(struct slice text, struct ssr_doco *out);

/* DOCA: /R, D or B/country/street/city/region/postcode/I */
struct ssr_doca {
	struct slice type, country, street, city, region, postcode;
	struct slice reference;
	struct ssr_name person;
	bool infant;
	bool repaired;
};
bool ssr_doca_read(struct slice text, struct ssr_doca *out);

/* CTCM, CTCE: the number or coded address, perhaps a language, perhaps a name.
 * False where nothing is left (CTCR REFUSED has no value either). */
struct ssr_contact {
	struct slice value, language;
	struct ssr_name person;
};
bool ssr_contact_read(struct slice text, struct ssr_contact *out);

/* FOID: two letters of kind (PP passport, NI identity card, CC payment card, ...) and number. */
struct ssr_foid {
	struct slice kind, number;
	struct ssr_name person;
};
bool ssr_foid_read(struct slice text, struct ssr_foid *out);

/* PSPT: number/issuer/birth/family/given/sex, in use before DOCS. */
struct ssr_pspt {
	struct slice number, issuer, birth, family, given, sex;
};
bool ssr_pspt_read(struct slice text, struct ssr_pspt *out);

/* TKNE, TKNA, TKNM: INF before an infant's, number, C, coupon. */
struct ssr_ticket {
	struct slice number, coupon;
	bool infant;
};
bool ssr_ticket_read(struct slice text, struct ssr_ticket *out);

/* INFT: SURNAME/GIVEN DDMMMYY; `given` still has its title. */
struct ssr_infant {
	struct slice family, given, birth;
};
bool ssr_infant_read(struct slice text, struct ssr_infant *out);

/* CHLD: DDMMMYY. The birth date as sent. */
bool ssr_child_read(struct slice text, struct slice *birth);

/* FQTV: carrier and number, perhaps -SURNAME/GIVEN. `carrier` is the SSR's own
 * airline, for a text that has only the number. */
struct ssr_frequent_flyer {
	struct slice carrier, number;
	struct ssr_name person;
};
bool ssr_frequent_flyer_read(struct slice text, struct slice carrier,
			     struct ssr_frequent_flyer *out);

/* SEAT, NSST, RQST ...: the next seat of a text such as "12A12BN"; cuts it off
 * `*text` (an N for no smoking is passed over). False when there is none. */
bool ssr_seat_cut(struct slice *text, struct slice *seat);

/* OSI "CTCM 254 700 000000": the letter behind CTC ('\0' for plain CTC) and
 * what follows. False for other OSI. */
bool ssr_osi_contact(struct slice text, char *kind, struct slice *value);
/* The telephone number in such a text ("NBO 254 20 0000009 TAMU TRAVEL"), or
 * the whole text where none is to be seen. */
struct slice ssr_telephone(struct slice text);

#endif
