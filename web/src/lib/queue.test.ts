// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nextAfter, placeIn } from './queue';

const queue = (...ids: string[]) => ids.map((id) => ({ id }));

test('a hit knows its place, and its neighbours', () => {
	expect(placeIn(queue('a', 'b', 'c'), 'b')).toEqual({
		position: 2,
		count: 3,
		next: 'c',
		previous: 'a',
	});
	expect(placeIn(queue('a', 'b'), 'b').next).toBeUndefined();
	expect(placeIn(queue('a', 'b'), 'a').previous).toBeUndefined();
});

test('a hit that is not in the queue is followed by the most urgent one', () => {
	expect(placeIn(queue('a', 'b'), 'z')).toEqual({
		position: 0,
		count: 2,
		next: 'a',
		previous: undefined,
	});
});

test('after a decision the next one still open follows', () => {
	expect(nextAfter(queue('a', 'b', 'c', 'd'), queue('a', 'd'), 'b')).toBe('d');
});

test('after the last one the most urgent one open follows, so that nothing is left unread', () => {
	expect(nextAfter(queue('a', 'b', 'c'), queue('new', 'a', 'b'), 'c')).toBe('new');
	expect(nextAfter([], queue('a'), 'z')).toBe('a');
});

test('the one just decided does not follow itself, and nothing follows the very last', () => {
	expect(nextAfter(queue('a'), queue('a'), 'a')).toBeUndefined();
	expect(nextAfter(queue('a'), [], 'a')).toBeUndefined();
});
