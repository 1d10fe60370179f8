// SPDX-License-Identifier: Apache-2.0
// Words of the interface for what leaves the unit: requests of authorities, packages, recalls.

export interface NameTitle {
	name: string;
	title: string;
}

/** Who may be sent a package, and what it can hold. */
export interface Recipients {
	recipients: { user: string; name: string; authority: string }[];
	authorities: NameTitle[];
	offences: NameTitle[];
	later_use_review: boolean;
	fields: { name: string; heading: number; usual: boolean }[];
}

export interface AuthorityRequest {
	id: string;
	number: string;
	authority: NameTitle;
	officer: string;
	offence: string;
	case: string;
	grounds: string;
	urgency: 'routine' | 'urgent';
	from: string;
	to: string;
	family?: string;
	given?: string;
	birth_date?: string;
	document?: string;
	flight?: string;
	fields: string;
	circumstances?: string;
	evidence?: string;
	filed_by: string;
	filed_at: string;
	due_at: string;
	state: 'filed' | 'accepted' | 'refused' | 'answered';
	cut?: string;
	decided_by?: string;
	reason?: string;
	answered_at?: string;
	answer?: string;
	approval?: 'asked' | 'approved' | 'refused';
	approval_by?: string;
	approval_reason?: string;
	approval_due_at?: string;
}

export interface RequestsPage {
	requests: AuthorityRequest[];
	now: string;
}

export interface RequestFind {
	traveller: string;
	family?: string;
	given?: string;
	birth_date?: string;
	carrier: string;
	number: string;
	from: string;
	to: string;
	departs: string;
	later: boolean;
}

export interface Recall {
	cause: string;
	note?: string;
	by?: string;
	at: string;
	due_at: string;
	seen_by?: string;
	seen_at?: string;
}

export const FEEDBACKS = ['useful', 'not-useful', 'measures'] as const;

export interface Disclosure {
	id: string;
	number: string;
	request?: string;
	request_number?: string;
	hit?: string;
	authority: NameTitle;
	officer: string;
	fields: string;
	caveat: string;
	purpose: string;
	offence?: string;
	case: string;
	transfer_state?: string;
	made_by: string;
	made_at: string;
	state: 'waiting' | 'sent' | 'dropped' | 'recalled';
	released_by?: string;
	sent_at?: string;
	before_review: boolean;
	expires_at: string;
	package: boolean;
	fetched_at?: string;
	acknowledged_at?: string;
	feedback_due_at: string;
	feedback?: (typeof FEEDBACKS)[number];
	feedback_note?: string;
	recall?: Recall;
}

export interface DisclosuresPage {
	disclosures: Disclosure[];
	waiting: number;
	unseen_recalls: number;
	overdue: number;
	now: string;
}

export interface ThirdCountry {
	id: string;
	number?: string;
	country: string;
	authority: string;
	result: 'transferred' | 'refused';
	by: string;
	at: string;
	seen_at?: string;
	seen_by?: string;
	note?: string;
}

export interface Register {
	requests: AuthorityRequest[];
	disclosures: Disclosure[];
	third_countries: ThirdCountry[];
	now: string;
}

/** What must hold before data go to another State. */
export const TRANSFER_CHECKS = [
	'agreement',
	'essential-urgent',
	'onward-authorised',
	'comparable-protection',
	'no-death-penalty',
	'no-torture',
	'no-persecution',
] as const;

/** The day so many days after that of an instant of the unit. */
export function dayAfter(instant: string, days: number): string {
	return new Date(Date.parse(instant) + days * 86_400_000).toISOString().slice(0, 10);
}
