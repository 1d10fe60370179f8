// SPDX-License-Identifier: Apache-2.0
// Words of the interface for criteria ("rules").

import type { Severity } from './types';

export const SIDES = ['incriminating', 'exonerating'] as const;
export type Side = (typeof SIDES)[number];

/** As it is written; absent days are empty texts. */
export interface IndicatorText {
	side: Side;
	title: string;
	expression: string;
	evidence: string;
	source: string;
	evidence_on: string;
}

/** What a version of a rule says. */
export interface RuleText {
	title: string;
	purpose: string;
	offence: string;
	necessity: string;
	/** names of the legal profile, separated by blanks */
	authorities: string;
	/** incriminating indicators that must hold; 0: all */
	needs: number;
	severity: Severity;
	starts_on: string;
	ends_on: string;
	review_on: string;
	/** suspended above so many rejected of a hundred reviewed hits ... */
	false_percent: number;
	/** ... of at least so many reviews */
	least_reviews: number;
	indicators: IndicatorText[];
}

export interface Indicator extends Omit<IndicatorText, 'evidence_on'> {
	number: number;
	evidence_on?: string;
}

export type RuleState =
	| 'draft'
	| 'submitted'
	| 'refused'
	| 'active'
	| 'stopped'
	| 'suspended'
	| 'expired'
	| 'replaced';

export interface Reviews {
	open: number;
	confirmed: number;
	rejected: number;
	undetermined: number;
}

type Days = 'offence' | 'starts_on' | 'ends_on' | 'review_on';

export interface RuleVersion
	extends Omit<RuleText, Days | 'indicators'>,
		Partial<Pick<RuleText, Days>> {
	version: number;
	state: RuleState;
	indicators?: Indicator[];
	written_by: string;
	written_at: string;
	decided_by?: string;
	decision_reason?: string;
	decided_at?: string;
	decided_run?: string;
	reviews: Reviews;
}

export interface Rule {
	id: string;
	name: string;
	owner: string;
	created_at: string;
	version_in_force?: number;
	latest: RuleVersion;
}

export interface RulesPage {
	rules: Rule[];
	now: string;
}

export interface RuleEvent {
	version: number;
	state: RuleState;
	reason?: string;
	/** absent: the program */
	by?: string;
	at: string;
}

export interface RulePage {
	rule: Rule;
	versions: RuleVersion[];
	events: RuleEvent[];
	runs: RuleRun[];
	now: string;
}

/** One group beside all others. */
export interface Share {
	group: string;
	travellers: number;
	hits: number;
	/** how many times as often as all others; absent: nobody else is hit */
	ratio?: number;
	/** too few travellers to tell */
	few: boolean;
}

export const DIMENSIONS = ['nationality', 'sex', 'age', 'route'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface Figures {
	flights: number;
	travellers: number;
	hits: number;
	/** not all that is held was read */
	cut: boolean;
	shares: Record<Dimension, Share[]>;
}

/** A dry run with its figures. */
export interface RuleRun {
	id: string;
	version: number;
	by: string;
	at: string;
	travellers: number;
	hits: number;
	figures: Figures;
}

export interface RuleField {
	name: string;
	type: string;
	heading: number;
	/** the protected ground that it may stand for */
	proxy?: string;
	about: string;
}

export interface RuleFault {
	member: string;
	indicator?: number;
	line?: number;
	column?: number;
	code: string;
	rule?: string;
	text: string;
	expected?: string;
}

/** Of the reviewed hits, how many were rejected; undefined where none was confirmed or rejected. */
export function falseRate(reviews: Reviews): number | undefined {
	const reviewed = reviews.confirmed + reviews.rejected;
	return reviewed ? reviews.rejected / reviewed : undefined;
}
