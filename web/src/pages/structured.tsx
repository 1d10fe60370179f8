// SPDX-License-Identifier: Apache-2.0
// A traveller and a booking in words, each member able to show where it was read.

import type { ReactNode } from 'react';
import type { Json, JsonObject, SourceKind, Traveller } from '../api/types';
import { useT, useTerm } from '../i18n';
import { asText, isObject } from '../lib/values';
import { useFieldLight } from './light';

interface MemberProps {
	label: string;
	paths: readonly string[];
	only?: SourceKind | undefined;
	children: ReactNode;
}

/** One member: its word, and its value that lights the segments it came from. */
export function Member({ label, paths, only, children }: MemberProps) {
	const { lit, traced, button } = useFieldLight(paths, only);
	return (
		<div className="member" data-lit={lit || undefined}>
			<dt>{label}</dt>
			<dd>
				{traced ? (
					<button type="button" className="member-value" {...button}>
						{children}
					</button>
				) : (
					<span className="member-value">{children}</span>
				)}
			</dd>
		</div>
	);
}

/** Members whose values are words of ours, not the carrier's. */
const WORDS: ReadonlySet<string> = new Set(['use', 'type', 'source']);

/** Members that mean something only within the message. */
export const INNER: ReadonlySet<string> = new Set([
	'id',
	'traveller',
	'booking',
	'infant_of',
	'reference',
]);

function Pairs({ value }: { value: JsonObject }) {
	const term = useTerm();
	const entries = Object.entries(value).filter(([name]) => !INNER.has(name));
	return (
		<span className="pairs">
			{entries.map(([name, inner]) => (
				<span key={name} className="pair">
					<span className="pair-name">{term('field', name)}</span>{' '}
					{WORDS.has(name) && typeof inner === 'string' ? (
						<bdi>{term('word', inner)}</bdi>
					) : (
						<JsonValue value={inner} />
					)}
				</span>
			))}
		</span>
	);
}

function JsonValue({ value }: { value: Json }): ReactNode {
	const t = useT();
	if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
	if (isObject(value)) return <Pairs value={value} />;
	if (Array.isArray(value)) {
		return (
			<span className="stack">
				{value.map((one) => (
					<JsonValue key={JSON.stringify(one)} value={one} />
				))}
			</span>
		);
	}
	return <bdi>{asText(value)}</bdi>;
}

interface JsonMembersProps {
	value: JsonObject;
	/** "" for the traveller's own members, "booking." for the booking's */
	prefix: string;
	only?: SourceKind | undefined;
	leaveOut?: readonly string[];
}

/** All members of an object, each list's items as members of their own. */
export function JsonMembers({ value, prefix, only, leaveOut = [] }: JsonMembersProps) {
	const term = useTerm();
	const members = Object.entries(value).filter(
		([name]) => !INNER.has(name) && !leaveOut.includes(name),
	);
	return members.map(([name, inner]) => {
		const path = prefix + name;
		const label = term('field', name);
		if (!Array.isArray(inner)) {
			return (
				<Member key={path} label={label} paths={[path]} only={only}>
					<JsonValue value={inner} />
				</Member>
			);
		}
		return inner.map((item, index) => (
			<Member
				key={`${path} ${JSON.stringify(item)}`}
				label={inner.length > 1 ? `${label} ${index + 1}` : label}
				paths={[`${path}.${index}`]}
				only={only}
			>
				<JsonValue value={item} />
			</Member>
		));
	});
}

const NAMES = ['family', 'given', 'middle', 'title'] as const;
const PLAIN = [
	'birth_date',
	'nationality',
	'residence',
	'embark',
	'disembark',
	'locator',
	'seat',
] as const;

/** What every traveller has. */
export function TravellerMembers({ traveller }: { traveller: Traveller }) {
	const t = useT();
	const term = useTerm();
	return (
		<dl className="members">
			{NAMES.map((name) => {
				const value = traveller[name];
				return (
					value && (
						<Member key={name} label={t(`field.${name}`)} paths={[name]}>
							<bdi className="strong">{value}</bdi>
						</Member>
					)
				);
			})}
			{traveller.sex && (
				<Member label={t('field.sex')} paths={['sex']}>
					{term('sex', traveller.sex)}
				</Member>
			)}
			{PLAIN.map((name) => {
				const value = traveller[name];
				return (
					value && (
						<Member
							key={name}
							label={t(`field.${name}`)}
							paths={name === 'seat' ? ['seats'] : [name]}
						>
							<bdi dir="ltr">{value}</bdi>
						</Member>
					)
				);
			})}
			{traveller.documents.map((document, index) => (
				<Member
					key={`${document.issuer} ${document.number}`}
					label={t('field.document')}
					paths={[`documents.${index}`]}
				>
					<bdi dir="ltr" className="mono">
						{[document.type, document.issuer, document.number].filter(Boolean).join(' ')}
					</bdi>
					{document.expires && (
						<span className="pair">
							<span className="pair-name">{t('field.expires')}</span>{' '}
							<bdi dir="ltr">{document.expires}</bdi>
						</span>
					)}
				</Member>
			))}
		</dl>
	);
}
