// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { REASON_LEAST, reasonLength } from './decide';

test('blanks do not make a reason long', () => {
	expect(reasonLength('  a \n b\u00a0 ')).toBe(2);
	expect(reasonLength('          ')).toBeLessThan(REASON_LEAST);
});

test('a letter outside the basic plane is one character', () => {
	expect(reasonLength('𐐷𐐷')).toBe(2);
});
