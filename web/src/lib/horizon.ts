// SPDX-License-Identifier: Apache-2.0
// The flights of the next hours on one line, by the time left.

import type { Flight } from '../api/types';

export const HORIZON_HOURS = 12;
const HOUR = 3_600_000;

export interface Mark {
	flight: Flight;
	/** 0 is now, 1 the end of the line */
	at: number;
	/** height of the stack of flights at about the same time, from 0 */
	level: number;
}

const SAME_PLACE = 0.012;
const LEVELS = 4;

/** Flights whose deadline lies on the line, those at about the same time one above the other. */
export function horizon(flights: readonly Flight[], now: number): Mark[] {
	const marks: Mark[] = [];
	const onLine = flights
		.map((flight) => ({
			flight,
			at: (Date.parse(flight.deadline_at ?? '') - now) / (HORIZON_HOURS * HOUR),
		}))
		.filter(({ at }) => at >= 0 && at <= 1)
		.sort((a, b) => a.at - b.at);
	for (const { flight, at } of onLine) {
		const before = marks.at(-1);
		const close = before && at - before.at < SAME_PLACE;
		marks.push({ flight, at, level: close ? (before.level + 1) % LEVELS : 0 });
	}
	return marks;
}
