// SPDX-License-Identifier: Apache-2.0
// The part of ICU MessageFormat that the catalogues use:
// "{name}", "{n, plural, one {# hit} other {# hits}}" and "{x, select, a {..} other {..}}".

interface Argument {
	argument: string;
}

interface Choice {
	choice: 'plural' | 'select';
	argument: string;
	cases: Record<string, Part[]>;
}

export type Part = string | Argument | Choice;

class Reader {
	private at = 0;
	private readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	/** Parts up to the closing brace, or the end. `#` stands for the number only within a plural. */
	parts(inPlural: boolean): Part[] {
		const parts: Part[] = [];
		let plain = '';
		const keep = () => {
			if (plain) parts.push(plain);
			plain = '';
		};
		for (; this.at < this.text.length && this.text[this.at] !== '}'; ) {
			const c = this.text[this.at];
			if (c === '{') {
				keep();
				parts.push(this.argument());
			} else if (c === '#' && inPlural) {
				keep();
				parts.push({ argument: '#' });
				this.at++;
			} else {
				plain += c;
				this.at++;
			}
		}
		keep();
		return parts;
	}

	private word(): string {
		const match = /^[\s,]*([^\s,{}]*)[\s,]*/.exec(this.text.slice(this.at));
		this.at += match?.[0].length ?? 0;
		return match?.[1] ?? '';
	}

	private blanks(): void {
		while (/\s/.test(this.text[this.at] ?? '')) this.at++;
	}

	private expect(brace: '{' | '}'): void {
		if (this.text[this.at] !== brace) throw new Error(`"${brace}" expected: ${this.text}`);
		this.at++;
	}

	private argument(): Argument | Choice {
		this.expect('{');
		const argument = this.word();
		if (this.text[this.at] === '}') {
			this.at++;
			return { argument };
		}
		const choice = this.word();
		if (choice !== 'plural' && choice !== 'select') throw new Error(`unknown form: ${this.text}`);
		const cases: Record<string, Part[]> = {};
		while (this.at < this.text.length && this.text[this.at] !== '}') {
			const name = this.word();
			this.expect('{');
			cases[name] = this.parts(choice === 'plural');
			this.expect('}');
			this.blanks();
		}
		this.expect('}');
		return { choice, argument, cases };
	}
}

const parsed = new Map<string, Part[]>();

export function parse(message: string): Part[] {
	let parts = parsed.get(message);
	if (!parts) {
		parts = new Reader(message).parts(false);
		parsed.set(message, parts);
	}
	return parts;
}

/** Latin digits in every language: flight numbers and counts must read the same for all. */
export function digits(language: string): string {
	return `${language}-u-nu-latn`;
}

function pick(choice: Choice, value: unknown, language: string): Part[] {
	const exact = choice.cases[choice.choice === 'plural' ? `=${String(value)}` : String(value)];
	if (exact) return exact;
	const category =
		choice.choice === 'plural' ? new Intl.PluralRules(language).select(Number(value)) : 'other';
	return choice.cases[category] ?? choice.cases.other ?? [];
}

function fill<T>(
	parts: Part[],
	values: Record<string, T>,
	language: string,
	number: T | undefined,
): (string | T)[] {
	return parts.flatMap((part): (string | T)[] => {
		if (typeof part === 'string') return [part];
		if ('choice' in part) {
			const value = values[part.argument];
			return fill(pick(part, value, language), values, language, value);
		}
		const value = part.argument === '#' ? number : values[part.argument];
		if (value === undefined) return [];
		return typeof value === 'number'
			? [new Intl.NumberFormat(digits(language)).format(value)]
			: [value];
	});
}

/** The message in pieces: text, and the values that are not numbers as they are. */
export function formatParts<T>(
	message: string,
	values: Record<string, T>,
	language: string,
): (string | T)[] {
	return fill(parse(message), values, language, undefined);
}

export function format(
	message: string,
	values: Record<string, string | number>,
	language: string,
): string {
	return formatParts(message, values, language).join('');
}
