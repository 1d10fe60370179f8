// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Flight } from '../api/types';
import { HORIZON_HOURS, horizon } from './horizon';

const NOW = Date.parse('2026-11-25T08:00:00Z');

function flight(id: string, hours: number): Flight {
	const deadline_at = new Date(NOW + hours * 3_600_000).toISOString();
	return { id, deadline_at } as Flight;
}

test('only flights of the next hours stand on the line, in order', () => {
	const marks = horizon(
		[flight('c', 6), flight('past', -0.1), flight('b', 3), flight('far', 13)],
		NOW,
	);
	expect(marks.map((mark) => mark.flight.id)).toEqual(['b', 'c']);
	expect(marks[1]?.at).toBeCloseTo(6 / HORIZON_HOURS);
});

test('flights at about the same time stand one above the other', () => {
	const marks = horizon([flight('a', 2), flight('b', 2.05), flight('c', 4)], NOW);
	expect(marks.map((mark) => mark.level)).toEqual([0, 1, 0]);
});

test('a flight without a known deadline is left out', () => {
	expect(horizon([{ id: 'a' } as Flight], NOW)).toEqual([]);
});
