/* SPDX-License-Identifier: Apache-2.0
 *
 * share/demo.h - in the demonstration State, what people of its offices have asked for and
 * sent: so that the pages show something on the first visit. All of it is invented.
 */
#ifndef SHARE_DEMO_H
#define SHARE_DEMO_H

#include "base/err.h"
#include "base/slice.h"

struct unit;

/* Signs in as the people of the demonstration (flow/demo.h), files requests and discloses one
 * confirmed hit. RC_OK too where no hit can be confirmed by one person. */
enum rc share_demo(struct unit *u, struct slice password, struct err *e) MUST_CHECK;

#endif
