/* SPDX-License-Identifier: Apache-2.0
 *
 * base/zone.h - local times to instants by the IANA time-zone database (ICU).
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/clock.h"
#include "base/err.h"

/* The instant of local time `t` in zone `name` ("Africa/Nairobi"). A local
 * time that a clock change skips or repeats is taken by the offset before the
 * change. RC_NOT_FOUND for an unknown zone. Thread-safe; zones are cached. */
enum rc zone_instant(const char *name, struct local_time t, int64_t *at) MUST_CHECK;

#endif
