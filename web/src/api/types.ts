// SPDX-License-Identifier: Apache-2.0
// The words of the unit's HTTP interface, as its OpenAPI document states them.

import type { BureauCheck, Checklist, Opinion, Redress } from './oversight';

export type Permission =
	| 'flights.read'
	| 'travellers.read'
	| 'hits.read'
	| 'hits.decide'
	| 'lists.read'
	| 'lists.write'
	| 'lists.assign'
	| 'messages.read'
	| 'audit.read'
	| 'users.manage'
	| 'keys.manage'
	| 'rights.manage'
	| 'profile.read'
	| 'profile.propose'
	| 'profile.approve'
	| 'unmask.ask'
	| 'unmask.decide'
	| 'unmask.review'
	| 'support.consent'
	| 'support.read'
	| 'retention.read';

export const ROLES = [
	'administrator',
	'carrier-liaison',
	'analyst',
	'targeter',
	'supervisor',
	'requests-desk',
	'dpo',
	'approving-authority',
	'requesting-authority',
	'frontline-officer',
	'remote-support',
	'supervisory-authority',
	'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export interface Unit {
	name: string;
	state: string;
	country: string;
	fictitious: boolean;
	needs_setup: boolean;
	profile: string;
	version: string;
	now: string;
}

export interface Session {
	user: { id: string; user: string; name: string; role: Role };
	csrf: string;
	expires_at: string;
	/** missing: the law asks for one that the account does not have yet */
	second_factor: 'set' | 'missing' | 'offered';
	may: Permission[];
	/** what of it needs a task */
	task_for: Permission[];
	task?: Task;
}

/** For what somebody works: asked once, on record with each act. */
export interface Task {
	id: string;
	purpose: string;
	offence?: string;
	justification: string;
	case: string;
	ends_at: string;
}

/** Where somebody is signed in. */
export interface SignedIn {
	id: string;
	from?: string;
	created_at: string;
	last_seen_at: string;
	expires_at: string;
	current: boolean;
}

export interface LawItem {
	name: string;
	title: string;
}

export const LAW_ACTS = [
	'unmask',
	'later-use',
	'profile-change',
	'second-review',
	'rule-activation',
	'extra-transfer',
] as const;

export interface Profile extends LawItem {
	law: string;
	second_factor: boolean;
	offence_penalty_years: number;
	air_link: boolean;
	purposes: (LawItem & { article: string; roles: Role[]; offence: boolean })[];
	offences: LawItem[];
	authorities: LawItem[];
	headings: number[];
	remarks: boolean;
	sensitive_codes: number;
	sensitive_words: number;
	vital_interests: boolean;
	/** 0: never */
	mask_months: number;
	delete_months: number;
	delete_unlinked_months: number;
	delete_log_months: number;
	approvals: Record<(typeof LAW_ACTS)[number], Role[]>;
	flights: {
		territory: string[];
		within: 'all' | 'selected' | 'none';
		threat_decision?: string;
		threat_until?: string;
		selected: string[];
		assessment?: string;
		review_by?: string;
	};
	differences: LawItem[];
}

export interface ProfilePage {
	legal_basis: string;
	profile: Profile;
	explanation: string[];
}

export interface ProfileVersion {
	id: string;
	state: 'proposed' | 'in-force' | 'replaced' | 'refused';
	name: string;
	reason: string;
	proposed_by?: string;
	proposed_at: string;
	decided_by?: string;
	decision_reason?: string;
	decided_at?: string;
	content?: string;
}

export interface ProfileCheck {
	faults: { line?: number; text: string; rule?: string }[];
	explanation?: string[];
}

export type Direction = 'inbound' | 'outbound' | 'domestic' | 'unknown';
export type SourceKind = 'api' | 'pnr';

export interface Flight {
	id: string;
	carrier: string;
	number: string;
	suffix?: string;
	from: string;
	to: string;
	departs?: string;
	arrives?: string;
	departs_at?: string;
	arrives_at?: string;
	direction: Direction;
	deadline_at?: string;
	status: 'scheduled' | 'closed' | 'cancelled';
	travellers: number;
	crew: number;
	bookings: number;
	messages: number;
	/** only for who may read hits */
	hits_open?: number;
	hits?: number;
	sources: SourceKind[];
}

export interface Leg {
	from: string;
	to: string;
	departs?: string;
	arrives?: string;
}

export interface MessageRow {
	id: string;
	type: string;
	function?: string;
	sender?: string;
	reference?: string;
	prepared_at?: string;
	received_at: string;
	state?: string;
	carrier?: string;
	travellers?: number;
	findings?: number;
	removed?: number;
}

export interface TravelDocument {
	type?: string;
	number: string;
	issuer?: string;
	expires?: string;
	/** of a listed document: lost, stolen ... */
	status?: string;
}

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export interface Traveller {
	id: string;
	kind: string;
	role?: string;
	/** absent where the record is masked */
	family?: string;
	given?: string;
	middle?: string;
	title?: string;
	sex?: string;
	birth_date?: string;
	nationality?: string;
	residence?: string;
	embark?: string;
	disembark?: string;
	locator?: string;
	seat?: string;
	documents: TravelDocument[];
	sources: SourceKind[];
	status: string;
	hits_open?: number;
	hits?: number;
	masked_at?: string;
	pseudonym?: string;
	detail?: JsonObject;
	pnr_detail?: JsonObject;
}

export interface Finding {
	severity: 'info' | 'warning' | 'error';
	code: string;
	segment?: number;
	line?: number;
	text: string;
}

export interface SourceSegment {
	number: number;
	start: number;
	end: number;
	tag: string;
	mine: boolean;
}

export interface SourceField {
	path: string;
	segment: number;
}

export interface Source {
	message: MessageRow;
	source: SourceKind;
	text: string;
	segments: SourceSegment[];
	fields: SourceField[];
	removed: { code: string; count: number; why: string }[];
	findings: Finding[];
}

export interface Decision {
	outcome: 'confirmed' | 'rejected' | 'undetermined';
	reason: string;
	by: string;
	at: string;
	carried_over: boolean;
}

export type Severity = 'high' | 'medium' | 'low';

export interface Hit {
	id: string;
	state: 'open' | 'decided' | 'withdrawn';
	severity: Severity;
	outcome: 'match' | 'possible' | 'undetermined';
	score: number;
	method: 'document' | 'name';
	list: { id: string; name: string; version: number };
	/** an entry of a list of documents has no name */
	entry: { id: string; name?: string };
	traveller: {
		id: string;
		family?: string;
		given?: string;
		birth_date?: string;
		masked_at?: string;
		pseudonym?: string;
	};
	flight: {
		id: string;
		carrier: string;
		number: string;
		from: string;
		to: string;
		direction: Direction;
		deadline_at?: string;
	};
	created_at: string;
	decision?: Decision;
}

/** Words of two names that met, or one that met none. */
export interface ComparedWords {
	traveller?: string;
	entry?: string;
	rule?: string;
	together?: boolean;
	similarity: number;
	weight: number;
}

export interface ComparedField {
	field: string;
	traveller?: string;
	entry?: string;
	verdict: 'agreed' | 'differed' | 'absent' | 'partial';
	note?: string;
	words?: ComparedWords[];
	if_agreed?: { outcome: 'match' | 'possible' | 'undetermined'; score: number };
}

export interface Entry {
	id: string;
	list?: string;
	names: {
		name: string;
		quality?: string;
		script?: string;
		family?: string;
		given?: string;
		patronymic?: string;
	}[];
	birth_dates?: string[];
	sex?: string;
	nationalities?: string[];
	documents?: TravelDocument[];
	places_of_birth?: string[];
	addresses?: string[];
	measure?: string;
	handling?: string;
	reason?: string;
	listed_on?: string;
	valid_from?: string;
	expires?: string;
	source?: string;
}

export interface Watchlist {
	id: string;
	name: string;
	kind: string;
	source?: string;
	version: number;
	entries: number;
	updated_at?: string;
	severity: Severity;
	/** that see its hits, separated by blanks; left out: every desk */
	desks?: string;
	/** thousandths: matches with a lower score are no hits */
	threshold: number;
}

/** If this had been the threshold. */
export interface ThresholdStep {
	threshold: number;
	saves: number;
	loses: number;
	open: number;
}

export interface ThresholdsPage {
	list: string;
	threshold: number;
	since: string;
	reviews: number;
	confirmed: number;
	steps: ThresholdStep[];
}

export interface ImportResult {
	list: string;
	version: number;
	preview: boolean;
	added: number;
	changed: number;
	removed: number;
	unchanged: number;
	changes: {
		change: 'added' | 'changed' | 'removed';
		entry: string;
		name?: string;
		fields?: string[];
	}[];
	findings: Finding[];
}

export interface AuditRecord {
	seq: number;
	at: string;
	actor: string;
	role?: string;
	act: string;
	object?: string;
	purpose?: string;
	detail?: JsonObject;
}

export interface User {
	id: string;
	user: string;
	name: string;
	role: Role;
	active: boolean;
	last_sign_in_at?: string;
	/** staff number: one human being */
	person: string;
	desk?: string;
	ends_at?: string;
	second_factor: boolean;
}

export interface FlightsPage {
	flights: Flight[];
	next?: string;
	now: string;
}

export interface FlightPage {
	flight: Flight;
	legs: Leg[];
	messages: MessageRow[];
}

export interface TravellersPage {
	flight: Flight;
	travellers: Traveller[];
}

export interface TravellerPage {
	traveller: Traveller;
	flight: Flight;
	booking?: JsonObject;
	companions: Traveller[];
	joins: { with: string; reason: string }[];
	sources: Source[];
	hits: Hit[];
}

export interface HitsPage {
	hits: Hit[];
	next?: string;
	now: string;
	counts: { open: number; decided_today: number };
}

export interface HitPage {
	hit: Hit;
	fields: ComparedField[];
	/** absent where the traveller is masked: the listed name would be his or hers */
	entry?: Entry;
	traveller: Traveller;
	flight: Flight;
	earlier: Decision[];
	/** of the decision */
	checklist?: Checklist;
	first_opinion?: Opinion;
	/** to confirm takes two reviewers */
	second_review: boolean;
	/** there for INTERPOL's data only */
	bureau?: BureauCheck;
	redress: Redress[];
}

export interface AuditPage {
	records: AuditRecord[];
	verified: boolean;
	broken_seq?: number;
	reason?: string;
	checkpoints: number;
	proved: number;
}

export interface WatchlistsPage {
	lists: Watchlist[];
}

export interface MessagesPage {
	messages: MessageRow[];
}

export interface UsersPage {
	users: User[];
}

export interface CarrierKey {
	id: string;
	carrier: string;
	created_at: string;
	revoked_at?: string;
}

export interface CarrierKeysPage {
	keys: CarrierKey[];
}

/** A key as it is shown once, when it is made. */
export interface NewCarrierKey {
	id: string;
	carrier: string;
	key: string;
}

/** A request to see a masked record. */
export interface Unmask {
	id: string;
	traveller: string;
	pseudonym: string;
	fields: string;
	legal_basis: string;
	case: string;
	reason: string;
	state: 'asked' | 'approved' | 'refused';
	open: boolean;
	requester: string;
	requested_by: string;
	requested_at: string;
	decided_by?: string;
	decided_at?: string;
	decision?: string;
	ends_at?: string;
	opened_at?: string;
	times_shown: number;
	reviewed_by?: string;
	reviewed_at?: string;
	review_result?: string;
	review_note?: string;
}

export interface UnmaskPage {
	requests: Unmask[];
	to_review: number;
	now: string;
}

export interface UnmaskedRecord {
	request: Unmask;
	record: { parts: JsonObject[] };
}

export interface SealedFound {
	count: number;
	found: {
		traveller: string;
		pseudonym: string;
		outcome: string;
		method: 'document' | 'name';
		score: number;
		masked_at: string;
		flight: { id: string; carrier: string; number: string; from: string; to: string };
	}[];
}

export interface Minimised {
	carrier: string;
	code: string;
	why: string;
	count: number;
}

export interface MinimisedPage {
	from: string;
	to: string;
	total: number;
	removed: Minimised[];
}

export interface RetentionPage {
	mask_months: number;
	delete_months: number;
	delete_unlinked_months: number;
	messages_clear: number;
	messages_masked: number;
	travellers_clear: number;
	travellers_masked: number;
	sealed_records: number;
	on_hold: number;
	overdue: number;
	next_mask_at?: string;
	certificates: { id: string; issued_at: string; content: JsonObject }[];
	now: string;
}
