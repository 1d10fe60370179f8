// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import ar from './ar.json';
import en from './en.json';
import { type Part, parse } from './format';

const CATALOGUES: Record<string, Record<string, string>> = { ar, en };
const LANGUAGES = Object.keys(CATALOGUES);
const KEYS = Object.keys(en);

function placeholders(parts: readonly Part[]): string[] {
	return parts.flatMap((part) => {
		if (typeof part === 'string') return [];
		if (!('choice' in part)) return part.argument === '#' ? [] : [part.argument];
		return [part.argument, ...Object.values(part.cases).flatMap(placeholders)];
	});
}

function plurals(parts: readonly Part[]): string[][] {
	return parts.flatMap((part) =>
		typeof part !== 'string' && 'choice' in part && part.choice === 'plural'
			? [Object.keys(part.cases)]
			: [],
	);
}

test.each(LANGUAGES)('%s has every key and no other', (language) => {
	expect(Object.keys(CATALOGUES[language] ?? {}).sort()).toEqual([...KEYS].sort());
});

test.each(LANGUAGES)('%s leaves no text empty', (language) => {
	const empty = Object.entries(CATALOGUES[language] ?? {}).filter(([, text]) => !text.trim());
	expect(empty).toEqual([]);
});

test.each(LANGUAGES)('%s uses the placeholders of English in every text', (language) => {
	const names = (text: string) => [...new Set(placeholders(parse(text)))].sort();
	const other = KEYS.filter((key) => {
		const mine = names(CATALOGUES[language]?.[key] ?? '');
		return mine.join() !== names((en as Record<string, string>)[key] ?? '').join();
	});
	expect(other).toEqual([]);
});

test.each(LANGUAGES)(
	'%s has all its plural categories wherever something is counted',
	(language) => {
		const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
		const missing = KEYS.filter((key) =>
			plurals(parse(CATALOGUES[language]?.[key] ?? '')).some((cases) =>
				needed.some((category) => !cases.includes(category)),
			),
		);
		expect(missing).toEqual([]);
	},
);

test('Arabic is not English left over', () => {
	const SAME = new Set(['app.name', 'app.version', 'countdown.left']);
	const same = KEYS.filter(
		(key) => !SAME.has(key) && CATALOGUES.ar?.[key] === CATALOGUES.en?.[key],
	);
	expect(same).toEqual([]);
});
