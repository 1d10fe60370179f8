/* SPDX-License-Identifier: Apache-2.0
 *
 * simulate/world.h - private: the invented world. Carriers, travel agencies and
 * people do not exist; airports do. Utopia and its places are Thomas More's.
 */
#ifndef SIMULATE_WORLD_H
#define SIMULATE_WORLD_H

#include "simulate/simulate.h"

/* Names as they are sent: capitals, ASCII. Lists end with NULL. */
struct culture {
	const char *nationality; /* alpha-3 */
	const char *prefix;      /* of its passport numbers */
	const char *telephone;   /* country calling code */
	const char *const *families;
	const char *const *families_f; /* of women where they differ; or NULL */
	const char *const *male, *const *female;
	bool mononyms; /* some have a single name */
};

struct airport {
	const char *code;
	int8_t culture;   /* index of whoever lives there */
	int8_t offset;    /* hours east of UTC */
	bool summer_time; /* of the European Union: an hour more from March to October */
	int16_t minutes;  /* of flight from or to Utopia */
};

struct carrier {
	const char *name;
	const char *digits; /* of its tickets */
	const char *pnr_version, *api_version;
	bool una, group, line_breaks; /* habits: UNA, UNG, a line a segment */
};

struct sim_agency {
	const char *name, *city, *country, *iata;
};

extern const struct culture cultures[];
extern const unsigned culture_count; /* the first is Utopia's */
extern const struct airport homes[];
extern const unsigned home_count;
extern const struct airport abroad[];
extern const unsigned abroad_count;
extern const struct carrier carrier_habits[]; /* beside simulate_carriers() */
extern const unsigned carrier_count;
extern const struct sim_agency agencies[];
extern const unsigned agency_count;

/* People whom lists name; no other traveller has such a name. */
struct listed_name {
	const char *family, *given; /* as sent */
	const char *listed;         /* as the list has it, another spelling */
	const char *sex, *nationality;
};
extern const struct listed_name listed_names[]; /* travellers meet these */
extern const unsigned listed_name_count;
extern const struct listed_name transliterated_names[]; /* these too, spelled otherwise */
extern const unsigned transliterated_name_count;
extern const char *const false_names[]; /* under which lists know some; ends with NULL */
extern const char *const bystanders[];  /* entries that nobody meets; ends with NULL */

#endif
