// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { beyond, flightCode, fullName, line, localTime } from './values';

test('a record shows what is not known yet, and what it says otherwise', () => {
	const known = { family: 'QUIBBLE', given: 'ZELDA', documents: [{ number: 'ZQ1' }] };
	const record = { family: 'QUIBBLE', given: 'Z', documents: [{ number: 'ZQ1' }], boarded: true };
	expect(beyond(record, known)).toEqual({ given: 'Z', boarded: true });
});

test('names and codes are written as the trade writes them', () => {
	expect(fullName({ family: 'QUIBBLE', given: 'ZELDA', middle: 'MAY' })).toBe('QUIBBLE, ZELDA MAY');
	expect(fullName({ family: 'QUIBBLE' })).toBe('QUIBBLE');
	expect(flightCode({ carrier: 'Z9', number: '418', suffix: 'A' })).toBe('Z9 418A');
});

test('a local time is cut out of its day, and a day alone has none', () => {
	expect(localTime('2026-03-11T05:55')).toBe('05:55');
	expect(localTime('2026-03-11')).toBeUndefined();
});

test('a line leaves out what is absent', () => {
	expect(line({ a: 'x', b: '', c: 3 }, ['a', 'b', 'c', 'd'])).toBe('x 3');
});
