// SPDX-License-Identifier: Apache-2.0
// Small readings of the unit's values.

import type { Flight, Json, JsonObject, Traveller } from '../api/types';

export function flightCode(flight: Pick<Flight, 'carrier' | 'number' | 'suffix'>): string {
	return `${flight.carrier} ${flight.number}${flight.suffix ?? ''}`;
}

type Named = Pick<Traveller, 'family' | 'given' | 'middle' | 'pseudonym'>;

/** "ODHIAMBO, GRACE AKINYI"; of a masked record its pseudonym. */
export function fullName(person: Named): string {
	const given = [person.given, person.middle].filter(Boolean).join(' ');
	const family = person.family ?? person.pseudonym ?? '';
	return given ? `${family}, ${given}` : family;
}

/** "2026-03-11T05:55" as "05:55". */
export function localTime(text: string | undefined): string | undefined {
	return text?.slice(11, 16) || undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list that may be missing. */
export function objects(value: Json | undefined): JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A value as text, where it is one; absent otherwise. */
export function asText(value: Json | undefined): string | undefined {
	if (typeof value === 'string') return value || undefined;
	if (typeof value === 'number') return String(value);
	return undefined;
}

/** The given members as one line, absent ones left out. */
export function line(object: JsonObject, names: readonly string[], between = ' '): string {
	return names
		.map((name) => asText(object[name]))
		.filter(Boolean)
		.join(between);
}

/** The members of `record` that `known` does not have, or has otherwise. */
export function beyond(
	record: JsonObject,
	known: { readonly [name: string]: unknown },
): JsonObject {
	const more = Object.entries(record).filter(
		([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]),
	);
	return Object.fromEntries(more);
}
