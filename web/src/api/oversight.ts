// SPDX-License-Identifier: Apache-2.0
// Words of the interface for deciding, for the rights of the people concerned, and for oversight.

export const CRITERIA = [
	'name',
	'birth-date',
	'sex',
	'nationality',
	'document',
	'place-of-birth',
	'photograph',
] as const;
/** Of a hit on a rule. */
export const RULE_CRITERIA = [
	'indicators',
	'exonerating',
	'protected-grounds',
	'proportionate',
] as const;
export type Criterion = (typeof CRITERIA)[number] | (typeof RULE_CRITERIA)[number];

export const ANSWERS = ['agrees', 'differs', 'not-known'] as const;
export type CriterionAnswer = (typeof ANSWERS)[number];

export type Checklist = Partial<Record<Criterion, CriterionAnswer>>;

export interface Opinion {
	by: string;
	outcome: string;
	reason: string;
	at: string;
	checklist: Checklist;
}

/** Verification with the source through the national central bureau. */
export interface BureauCheck {
	asked_at?: string;
	due_at?: string;
	asked_by?: string;
	reference?: string;
	answer?: 'confirmed' | 'not-confirmed';
	answered_at?: string;
	answered_by?: string;
	answer_reference?: string;
}

export interface Redress {
	id: string;
	number: string;
	note: string;
	made_at: string;
	ended_at?: string;
}

export const RIGHTS_KINDS = [
	'access',
	'rectification',
	'erasure',
	'restriction',
	'redress',
] as const;
export type RightsKind = (typeof RIGHTS_KINDS)[number];
export const CHANNELS = ['letter', 'e-mail', 'portal', 'in-person'] as const;
export type Channel = (typeof CHANNELS)[number];
export const RIGHTS_DECISIONS = ['granted', 'partly', 'refused'] as const;
export type RightsDecision = (typeof RIGHTS_DECISIONS)[number];
export const FIELDS = ['family', 'given', 'middle', 'birth_date', 'sex', 'nationality'] as const;

export interface RightsRequest {
	id: string;
	number: string;
	kind: RightsKind;
	channel: Channel;
	family: string;
	given?: string;
	birth_date?: string;
	address: string;
	wish?: string;
	documents: { type?: string; number: string; issuer?: string }[];
	received_at: string;
	due_at: string;
	state: 'identity' | 'open' | 'decided';
	identity_how?: string;
	identity_by?: string;
	identity_at?: string;
	extended_why?: string;
	decision?: RightsDecision;
	reason?: string;
	decided_by?: string;
	decided_at?: string;
}

export interface RightsFound {
	traveller: string;
	family?: string;
	given?: string;
	middle?: string;
	birth_date?: string;
	nationality?: string;
	flight: string;
	carrier: string;
	number: string;
	from: string;
	to: string;
	departs?: string;
	score: number;
	method: string;
	state: 'found' | 'same' | 'other';
}

export interface RightsPage {
	requests: RightsRequest[];
	redress: Redress[];
	now: string;
}

export interface RightsRequestPage {
	request: RightsRequest;
	found: RightsFound[];
	now: string;
}

export const LOOKUP_RESULTS = ['in-order', 'asked', 'referred'] as const;
export const SAMPLE_RESULTS = ['in-order', 'objection'] as const;
export const NOTICE_STATES = ['sent', 'not-owed', 'waiting'] as const;

export interface OddLookup {
	id: string;
	record: number;
	sign: 'own-name' | 'colleague' | 'off-duty' | 'mass' | 'no-case';
	actor: string;
	object: string;
	at: string;
	count: number;
	result?: string;
	note?: string;
	looked_at?: string;
}

export interface SampleItem {
	ordinal: number;
	decision: string;
	hit?: string;
	outcome?: string;
	reason?: string;
	by?: string;
	decided_at?: string;
	checklist: Checklist;
	result?: string;
	note?: string;
}

export interface Sample {
	id: string;
	drawn_at: string;
	drawn_by: string;
	from_at: string;
	to_at: string;
	seed: string;
	population: number;
	items: SampleItem[];
}

export interface UseNotice {
	decision: string;
	hit: string;
	opened_at: string;
	review_at: string;
	state: 'waiting' | 'sent' | 'not-owed';
	reason?: string;
	by?: string;
	settled_at?: string;
}

export interface Statistic {
	year: number;
	name: string;
	amount: number;
}

export interface OversightPage {
	lookups: OddLookup[];
	sample?: Sample;
	notices: UseNotice[];
	statistics: Statistic[];
	trail: { records: number; checkpoints: number; proved: number; verified: boolean };
	now: string;
}

export interface PublicNotice {
	name: string;
	state: string;
	legal_basis: string;
	profile: string;
	statistics: Statistic[];
}
