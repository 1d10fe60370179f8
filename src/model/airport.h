/* SPDX-License-Identifier: Apache-2.0
 *
 * model/airport.h - in which State and time zone a port lies.
 */
#ifndef MODEL_AIRPORT_H
#define MODEL_AIRPORT_H

#include "base/slice.h"

/* The State of an IATA location identifier (LIS) as ISO 3166-1 alpha-3; absent
 * where it is not known. Static memory. */
struct slice airport_country(struct slice port);

/* Its zone in the IANA time-zone database ("Europe/Lisbon"), or NULL. */
const char *airport_zone(struct slice port);

#endif
