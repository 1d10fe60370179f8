// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { format, formatParts, parse } from './format';

test('values stand where their names were', () => {
	expect(format('{n} of {all}', { n: 2, all: 1400 }, 'en')).toBe('2 of 1,400');
});

test('each plural category finds its case, not only the first', () => {
	const message = '{n, plural, =0 {none} one {# hit} other {# hits}}';
	expect(format(message, { n: 0 }, 'en')).toBe('none');
	expect(format(message, { n: 1 }, 'en')).toBe('1 hit');
	expect(format(message, { n: 7 }, 'en')).toBe('7 hits');
});

test('Arabic has six categories, and Latin digits', () => {
	const message = '{n, plural, zero {a} one {b} two {c} few {d #} many {e #} other {f #}}';
	const said = [0, 1, 2, 3, 11, 100].map((n) => format(message, { n }, 'ar'));
	expect(said).toEqual(['a', 'b', 'c', 'd 3', 'e 11', 'f 100']);
});

test('choices by word, and text before and after', () => {
	const message = 'a {x, select, yes {very} other {not}} b';
	expect(format(message, { x: 'yes' }, 'en')).toBe('a very b');
	expect(format(message, { x: 'no' }, 'en')).toBe('a not b');
});

test('values that are no numbers stay what they are', () => {
	const value = { element: true };
	expect(formatParts<unknown>('x {v} y', { v: value }, 'en')).toEqual(['x ', value, ' y']);
});

test('a message that can not be read is refused', () => {
	expect(() => parse('{n, plural, one {x}')).toThrow();
	expect(() => parse('{n, date, short {x}}')).toThrow();
});
