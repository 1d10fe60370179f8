// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { noteParts, slug, wordCounts } from './notes';

test('a note falls into phrases, those of two words with the words', () => {
	expect(noteParts('alias; ZORRA / ZORA: another spelling, written together')).toEqual([
		{ words: undefined, phrases: ['alias'] },
		{ words: 'ZORRA / ZORA', phrases: ['another spelling', 'written together'] },
	]);
});

test('phrases that hold a semicolon themselves stay whole', () => {
	const long = 'same year; 1 January often stands for a day that is not known';
	expect(noteParts(long)).toEqual([{ words: undefined, phrases: [long] }]);
	expect(noteParts('the first of several; none agrees')).toHaveLength(1);
});

test('a phrase becomes the end of a key', () => {
	expect(slug('agrees with O read as 0 and I as 1')).toBe('agrees-with-o-read-as-0-and-i-as-1');
});

test('counted words are read out of their phrase', () => {
	expect(wordCounts('2 of 3 words of the listed name are met')).toEqual({ n: 2, all: 3 });
	expect(wordCounts('alias')).toBeUndefined();
});
