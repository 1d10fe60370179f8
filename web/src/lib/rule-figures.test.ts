// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Share } from '../api/rules';
import { byRatio, standsOut } from './rule-figures';

const share = (group: string, ratio: number, few = false): Share => ({
	group,
	travellers: 100,
	hits: 5,
	ratio,
	few,
});

test('twice as often stands out, and a group too small to tell does not', () => {
	//
	expect(standsOut(share('UTO', 2))).toBe(true);
	expect(standsOut(share('UTO', 1.999))).toBe(false);
	expect(standsOut(share('UTO', 9, true))).toBe(false);
});

test('what is hit most often stands first, what is too small to tell last', () => {
	const order = byRatio([share('a', 0.9), share('b', 9, true), share('c', 3)]);
	expect(order.map(({ group }) => group)).toEqual(['c', 'a', 'b']);
});
