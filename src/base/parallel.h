/* SPDX-License-Identifier: Apache-2.0
 *
 * base/parallel.h - one piece of work in several parts, on several cores.
 */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#define PARALLEL_MAX 16

/* How many parts are worth making: the cores that are in use, at most PARALLEL_MAX. */
unsigned parallel_cores(void);

/* Calls job(context, part) for each part from 0 to `parts` - 1 (at most PARALLEL_MAX), each
 * on a thread of its own, and returns when all are done. A part for which there is
 * no thread is done by the caller. */
void parallel_run(unsigned parts, void (*job)(void *context, unsigned part), void *context);

#endif
