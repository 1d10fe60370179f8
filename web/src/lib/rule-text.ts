// SPDX-License-Identifier: Apache-2.0
// A rule while it is written: texts for all of it, days as texts.

import type { IndicatorText, RuleFault, RuleText, RuleVersion, Side } from '../api/rules';

export function emptyIndicator(side: Side): IndicatorText {
	return { side, title: '', expression: '', evidence: '', source: '', evidence_on: '' };
}

export function emptyText(purpose: string): RuleText {
	return {
		title: '',
		purpose,
		offence: '',
		necessity: '',
		authorities: '',
		needs: 0,
		severity: 'medium',
		starts_on: '',
		ends_on: '',
		review_on: '',
		false_percent: 90,
		least_reviews: 20,
		indicators: [emptyIndicator('incriminating'), emptyIndicator('exonerating')],
	};
}

/** What a version says, for writing the next one. */
export function textOf(version: RuleVersion): RuleText {
	return {
		title: version.title,
		purpose: version.purpose,
		offence: version.offence ?? '',
		necessity: version.necessity,
		authorities: version.authorities,
		needs: version.needs,
		severity: version.severity,
		starts_on: version.starts_on ?? '',
		ends_on: version.ends_on ?? '',
		review_on: version.review_on ?? '',
		false_percent: version.false_percent,
		least_reviews: version.least_reviews,
		indicators: (version.indicators ?? []).map(({ number: _, ...indicator }) => ({
			...indicator,
			evidence_on: indicator.evidence_on ?? '',
		})),
	};
}

/** Faults of one member; `indicator` 0: of the rule itself. */
export function faultsOf(
	faults: readonly RuleFault[],
	indicator: number,
	...members: readonly string[]
): RuleFault[] {
	return faults.filter(
		(fault) => (fault.indicator ?? 0) === indicator && members.includes(fault.member),
	);
}

/** `text` with `inserted` in place of what is selected, a blank between words. */
export function insertAt(text: string, inserted: string, start: number, end: number): string {
	const before = text.slice(0, start);
	const after = text.slice(end);
	const left = before && !/[\s(]$/.test(before) ? ' ' : '';
	return `${before}${left}${inserted}${after}`;
}
