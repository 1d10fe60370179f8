// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { SourceField, SourceSegment } from '../api/types';
import {
	isTraced,
	lightsField,
	lightsSegment,
	pathsMeet,
	pathsOf,
	segmentsOf,
	sourceLines,
} from './segments';

/** A source of the given segments; those of others have only their tag left. */
function source(texts: readonly string[], mine: ReadonlySet<number>) {
	let text = '';
	const segments: SourceSegment[] = texts.map((one, index) => {
		const start = text.length;
		text += `${one}\n`;
		const number = index + 1;
		const tag = one.slice(0, 3);
		return { number, start, end: start + one.length, tag, mine: mine.has(number) };
	});
	return { text, segments };
}

test('a run of segments of others becomes one line, and shows no more than its tags', () => {
	const lines = sourceLines(
		source(["UNH+1'", "NAD'", "ATT'", "NAD+FL+++QUIBBLE:ZELDA'", "NAD'"], new Set([1, 4])),
	);
	expect(lines.map((line) => line.kind)).toEqual(['segment', 'hidden', 'segment', 'hidden']);
	expect(lines[1]).toEqual({ kind: 'hidden', first: 2, last: 3, tags: ['NAD', 'ATT'] });
	expect(lines[2]).toMatchObject({ text: "NAD+FL+++QUIBBLE:ZELDA'" });
});

test('a segment of this traveller is shown even if only its tag is left', () => {
	const lines = sourceLines(source(["SRC'"], new Set([1])));
	expect(lines[0]).toMatchObject({ kind: 'segment', text: "SRC'" });
});

test('offsets count UTF-16 code units', () => {
	const [line] = sourceLines(source(["NAD+FL+++𐐷ؤ'"], new Set([1])));
	expect(line).toMatchObject({ text: "NAD+FL+++𐐷ؤ'" });
});

test('paths meet when equal or when one holds the other', () => {
	expect(pathsMeet('documents', 'documents.0')).toBe(true);
	expect(pathsMeet('documents.0', 'documents')).toBe(true);
	expect(pathsMeet('documents.1', 'documents.10')).toBe(false);
	expect(pathsMeet('family', 'given')).toBe(false);
});

const FIELDS: SourceField[] = [
	{ path: 'family', segment: 4 },
	{ path: 'given', segment: 4 },
	{ path: 'documents.0', segment: 7 },
	{ path: 'documents.0', segment: 8 },
];
const API = { source: 'api', fields: FIELDS } as const;
const PNR = { source: 'pnr', fields: [{ path: 'family', segment: 12 }] } as const;

test('a member leads to each of its segments once, and a segment to its members', () => {
	expect(segmentsOf(FIELDS, ['family', 'given'])).toEqual([4]);
	expect(segmentsOf(FIELDS, ['documents'])).toEqual([7, 8]);
	expect(pathsOf(FIELDS, 4)).toEqual(['family', 'given']);
});

test('a member lights its segments in every source, or only in the kind it belongs to', () => {
	const both = { of: 'fields', paths: ['family'], only: undefined } as const;
	expect(lightsSegment(both, [API, PNR], 0, 4)).toBe(true);
	expect(lightsSegment(both, [API, PNR], 1, 12)).toBe(true);
	expect(lightsSegment(both, [API, PNR], 0, 7)).toBe(false);
	const pnr = { of: 'fields', paths: ['family'], only: 'pnr' } as const;
	expect(lightsSegment(pnr, [API, PNR], 0, 4)).toBe(false);
	expect(lightsSegment(pnr, [API, PNR], 1, 12)).toBe(true);
});

test('a segment lights the members it filled, and the same number elsewhere does not', () => {
	const light = { of: 'segment', source: 0, segment: 4 } as const;
	expect(lightsField(light, [API, PNR], ['given'], undefined)).toBe(true);
	expect(lightsField(light, [API, PNR], ['documents.0'], undefined)).toBe(false);
	expect(lightsField(light, [API, PNR], ['given'], 'pnr')).toBe(false);
	expect(lightsSegment(light, [API, PNR], 1, 4)).toBe(false);
	expect(lightsField({ ...light, source: 5 }, [API, PNR], ['given'], undefined)).toBe(false);
});

test('only members that some source filled can be traced', () => {
	expect(isTraced([API, PNR], ['given'], undefined)).toBe(true);
	expect(isTraced([API, PNR], ['given'], 'pnr')).toBe(false);
	expect(isTraced([API, PNR], ['residence'], undefined)).toBe(false);
});
