// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { keyName } from './keys';

test('a letter is the same with and without capitals', () => {
	expect(keyName({ key: 'J', code: 'KeyJ' })).toBe('j');
});

test('on a keyboard of another script the place of the key counts', () => {
	expect(keyName({ key: 'ت', code: 'KeyJ' })).toBe('j');
	expect(keyName({ key: '١', code: 'Digit1' })).toBe('1');
});

test('on a Latin keyboard of another layout the letter counts', () => {
	expect(keyName({ key: 'j', code: 'KeyC' })).toBe('j');
});

test('named keys keep their names', () => {
	expect(keyName({ key: 'ArrowDown', code: 'ArrowDown' })).toBe('ArrowDown');
});
