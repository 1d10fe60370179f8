// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { falseRate } from '../api/rules';
import { daysLeft } from '../pages/rule-words';
import { emptyText, faultsOf, insertAt, textOf } from './rule-text';

test('a version is written on from what it says, and its numbers stay behind', () => {
	const text = textOf({
		...emptyText('criteria'),
		version: 3,
		state: 'active',
		indicators: [
			{ number: 1, side: 'incriminating', title: 'a', expression: 'b', evidence: 'c', source: 'd' },
		],
		written_by: 'Tariq',
		written_at: '2026-03-11T04:00:00Z',
		reviews: { open: 0, confirmed: 0, rejected: 0, undetermined: 0 },
	});
	expect(text.indicators).toEqual([
		{
			side: 'incriminating',
			title: 'a',
			expression: 'b',
			evidence: 'c',
			source: 'd',
			evidence_on: '',
		},
	]);
	expect('version' in text).toBe(false);
});

test('a fault stands at its own member of its own indicator', () => {
	const fault = { member: 'evidence', indicator: 2, code: 'evidence-missing', text: '' };
	expect(faultsOf([fault], 2, 'evidence')).toEqual([fault]);
	expect(faultsOf([fault], 1, 'evidence')).toEqual([]);
	expect(faultsOf([fault], 2, 'title')).toEqual([]);
});

test('a field is put where the cursor is', () => {
	expect(insertAt('', 'traveller.age', 0, 0)).toBe('traveller.age');
	expect(insertAt('a && ', 'b', 5, 5)).toBe('a && b');
	expect(insertAt('a &&', 'b', 4, 4)).toBe('a && b');
	expect(insertAt('has(x)', 'y', 4, 5)).toBe('has(y)');
});

test('a review of today is not over before the day is', () => {
	expect(daysLeft('2026-03-11', '2026-03-11T00:00:00Z')).toBe(0);
	expect(daysLeft('2026-03-11', '2026-03-11T23:59:59Z')).toBe(0);
	expect(daysLeft('2026-03-11', '2026-03-12T00:00:00Z')).toBe(-1);
	expect(daysLeft('2026-03-21', '2026-03-11T12:00:00Z')).toBe(10);
});

test('what could not be determined counts neither way', () => {
	expect(falseRate({ open: 3, confirmed: 1, rejected: 3, undetermined: 5 })).toBe(0.75);
	expect(falseRate({ open: 3, confirmed: 0, rejected: 0, undetermined: 5 })).toBeUndefined();
});
