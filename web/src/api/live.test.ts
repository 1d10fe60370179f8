// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { changedTopics } from './live';

test('the first counters change nothing: everything was read just now', () => {
	expect(changedTopics(undefined, { flights: 7, hits: 2, lists: 1 })).toEqual([]);
});

test('counters that moved name their topics', () => {
	const before = { flights: 7, hits: 2, lists: 1 };
	expect(changedTopics(before, { flights: 8, hits: 2, lists: 1 })).toEqual(['flights']);
	expect(changedTopics(before, { flights: 1, hits: 0, lists: 1 })).toEqual(['flights', 'hits']);
});

test('a counter that is not told has not changed', () => {
	expect(changedTopics({ flights: 7, hits: 2 }, { flights: 7 })).toEqual([]);
});
