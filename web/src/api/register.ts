// SPDX-License-Identifier: Apache-2.0
// Words of the interface for the register, places, breaches, and support from outside.

import type { Role } from './types';

export interface StaffChange {
	record: number;
	at: string;
	act: string;
	by: string;
}

export interface Staff {
	id: string;
	user: string;
	name: string;
	staff_number: string;
	role: Role;
	duty: string;
	desk?: string;
	active: boolean;
	created_at: string;
	ends_at?: string;
	last_sign_in_at?: string;
	access: string[];
	changes: StaffChange[];
}

export interface RegisteredRequest {
	id: string;
	kind: 'unmask';
	case: string;
	legal_basis: string;
	state: 'asked' | 'approved' | 'refused';
	requested_by: string;
	requested_at: string;
	decided_by?: string;
	decided_at?: string;
}

export interface DeclaredPlace {
	id: string;
	name: string;
	address: string;
	state: string;
	reason: string;
	bound: boolean;
	here: boolean;
	declared_by?: string;
	declared_at: string;
	confirmed_by?: string;
	confirmed_at?: string;
	ended_at?: string;
}

export interface RegisterPage {
	staff: Staff[];
	requests: RegisteredRequest[];
	places: DeclaredPlace[];
	now: string;
}

export const BREACH_STEPS = [
	'measure',
	'assessed',
	'authority-told',
	'people-told',
	'closed',
] as const;
export type BreachStepKind = (typeof BREACH_STEPS)[number];
export const BREACH_RISKS = ['none', 'risk', 'high'] as const;
export type BreachRisk = (typeof BREACH_RISKS)[number];

export interface BreachStep {
	kind: BreachStepKind;
	text: string;
	by: string;
	at: string;
}

export interface Breach {
	id: string;
	number: string;
	what: string;
	categories: string;
	people?: number;
	happened_at: string;
	known_at: string;
	due_at: string;
	overdue: boolean;
	risk?: BreachRisk;
	authority_told_at?: string;
	people_told_at?: string;
	closed_at?: string;
	recorded_by: string;
	steps: BreachStep[];
}

export interface BreachesPage {
	breaches: Breach[];
	now: string;
}

export interface Consent {
	id: string;
	user: string;
	reason: string;
	minutes: number;
	asked_by: string;
	asked_at: string;
	agreed_by?: string;
	agreed_at?: string;
	ends_at?: string;
}

export interface ConsentsPage {
	consents: Consent[];
	now: string;
}

export interface KeepingPage {
	evidence: { id: string; at: string; grounds: string; case: string; by: string }[];
	holds: {
		id: string;
		owner: string;
		case: string;
		begun_at: string;
		ends_at: string;
		by: string;
	}[];
}
