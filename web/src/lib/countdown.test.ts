// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { timeLeft, urgencyOf } from './countdown';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('under a day the clock shows hours, minutes and seconds', () => {
	expect(timeLeft(HOUR + 5 * MINUTE + 9_000)).toEqual({ days: 0, clock: '1:05:09' });
	expect(timeLeft(0)).toEqual({ days: 0, clock: '0:00:00' });
});

test('from a day on it shows days, hours and minutes', () => {
	expect(timeLeft(24 * HOUR)).toEqual({ days: 1, clock: '00:00' });
	expect(timeLeft(53 * HOUR + 10 * MINUTE + 59_000)).toEqual({ days: 2, clock: '05:10' });
});

test('time that has passed is counted too', () => {
	expect(timeLeft(-90_000)).toEqual({ days: 0, clock: '0:01:30' });
});

test.each([
	[-1, 'passed'],
	[0, 'passed'],
	[1, 'critical'],
	[30 * MINUTE - 1, 'critical'],
	[30 * MINUTE, 'soon'],
	[2 * HOUR, 'today'],
	[24 * HOUR - 1, 'today'],
	[24 * HOUR, 'later'],
])('%d ms before the deadline is %s', (left, urgency) => {
	expect(urgencyOf(left)).toBe(urgency);
});
