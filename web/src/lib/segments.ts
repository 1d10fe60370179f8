// SPDX-License-Identifier: Apache-2.0
// The raw text of a source, cut into lines: one for each segment that is shown in full,
// one for a run of segments of which only the tag may be known.

import type { Source, SourceField, SourceKind, SourceSegment } from '../api/types';

export interface SegmentLine {
	kind: 'segment';
	segment: SourceSegment;
	text: string;
}

export interface HiddenLine {
	kind: 'hidden';
	first: number;
	last: number;
	tags: string[];
}

export type SourceLine = SegmentLine | HiddenLine;

/** A segment is hidden where nothing but its tag (and a terminator) is left of it. */
export function isHidden(segment: SourceSegment, text: string): boolean {
	return !segment.mine && text.replace(/[^\p{L}\p{N}]+$/u, '').trim() === segment.tag;
}

export function sourceLines(source: Pick<Source, 'text' | 'segments'>): SourceLine[] {
	const lines: SourceLine[] = [];
	for (const segment of source.segments) {
		const text = source.text.slice(segment.start, segment.end).trim();
		const previous = lines.at(-1);
		if (!isHidden(segment, text)) {
			lines.push({ kind: 'segment', segment, text });
		} else if (previous?.kind === 'hidden') {
			previous.last = segment.number;
			previous.tags.push(segment.tag);
		} else {
			const { number, tag } = segment;
			lines.push({ kind: 'hidden', first: number, last: number, tags: [tag] });
		}
	}
	return lines;
}

/** Whether two paths speak of the same member, or one holds the other: "documents" and "documents.0". */
export function pathsMeet(a: string, b: string): boolean {
	return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** The numbers of the segments that filled any of `paths`. */
export function segmentsOf(fields: readonly SourceField[], paths: readonly string[]): number[] {
	const numbers = fields
		.filter((field) => paths.some((path) => pathsMeet(field.path, path)))
		.map((field) => field.segment);
	return [...new Set(numbers)];
}

/** The paths that segment `number` filled. */
export function pathsOf(fields: readonly SourceField[], number: number): string[] {
	return fields.filter((field) => field.segment === number).map((field) => field.path);
}

/** What is looked at: members of the structured view, or one segment of one source. */
export type Light =
	| { of: 'fields'; paths: readonly string[]; only: SourceKind | undefined }
	| { of: 'segment'; source: number; segment: number };

interface Lightable {
	source: SourceKind;
	fields: readonly SourceField[];
}

/** Whether segment `number` of source `index` is to be lit. */
export function lightsSegment(
	light: Light,
	sources: readonly Lightable[],
	index: number,
	number: number,
): boolean {
	if (light.of === 'segment') return light.source === index && light.segment === number;
	const source = sources[index];
	if (!source || (light.only && light.only !== source.source)) return false;
	return segmentsOf(source.fields, light.paths).includes(number);
}

/** Whether the member at `paths`, told by sources of kind `only`, is to be lit. */
export function lightsField(
	light: Light,
	sources: readonly Lightable[],
	paths: readonly string[],
	only: SourceKind | undefined,
): boolean {
	if (light.of === 'fields') {
		return light.only === only && light.paths.join() === paths.join();
	}
	const source = sources[light.source];
	if (!source || (only && only !== source.source)) return false;
	const filled = pathsOf(source.fields, light.segment);
	return filled.some((path) => paths.some((other) => pathsMeet(path, other)));
}

/** Whether any source says where the member at `paths` came from. */
export function isTraced(
	sources: readonly Lightable[],
	paths: readonly string[],
	only: SourceKind | undefined,
): boolean {
	return sources.some(
		(source) => (!only || only === source.source) && segmentsOf(source.fields, paths).length > 0,
	);
}
