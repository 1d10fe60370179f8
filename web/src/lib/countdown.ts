// SPDX-License-Identifier: Apache-2.0
// Time left until the instant that matters for a flight.

export type Urgency = 'passed' | 'critical' | 'soon' | 'today' | 'later';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** critical: under 30 minutes; soon: under 2 hours; today: under 24 hours. */
export function urgencyOf(left: number): Urgency {
	if (left <= 0) return 'passed';
	if (left < 30 * MINUTE) return 'critical';
	if (left < 2 * HOUR) return 'soon';
	if (left < DAY) return 'today';
	return 'later';
}

const two = (n: number): string => String(n).padStart(2, '0');

export interface TimeLeft {
	days: number;
	clock: string;
}

/** Under a day to the second, "1:05:09"; from a day on to the minute, days and "05:10". */
export function timeLeft(left: number): TimeLeft {
	const ms = Math.abs(left);
	const days = Math.floor(ms / DAY);
	const hours = Math.floor((ms % DAY) / HOUR);
	const minutes = Math.floor((ms % HOUR) / MINUTE);
	if (days > 0) return { days, clock: `${two(hours)}:${two(minutes)}` };
	return { days, clock: `${hours}:${two(minutes)}:${two(Math.floor((ms % MINUTE) / 1000))}` };
}
