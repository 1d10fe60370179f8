// SPDX-License-Identifier: Apache-2.0
// The unit explains in fixed English phrases; here they become keys of the catalogue.
// "alias; ZORRA / ZORA: another spelling" has three phrases, one of them about two words.

export interface NotePart {
	/** "ZORRA / ZORA": the words compared */
	words: string | undefined;
	phrases: string[];
}

const OF_WORDS = /^(\d+) of (\d+) words of the listed name are met$/;

/** "day and month exchanged" is "day-and-month-exchanged". */
export function slug(phrase: string): string {
	return phrase
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
}

export function noteParts(note: string): NotePart[] {
	return note.split(/;\s+(?!1 January|none agrees)/).map((part) => {
		const pair = /^(\S+ \/ \S+): (.*)$/.exec(part);
		if (!pair) return { words: undefined, phrases: [part] };
		return { words: pair[1], phrases: (pair[2] ?? '').split(', ').filter(Boolean) };
	});
}

/** The two counts of "1 of 3 words of the listed name are met". */
export function wordCounts(phrase: string): { n: number; all: number } | undefined {
	const found = OF_WORDS.exec(phrase);
	return found ? { n: Number(found[1]), all: Number(found[2]) } : undefined;
}
