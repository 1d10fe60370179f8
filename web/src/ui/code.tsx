// SPDX-License-Identifier: Apache-2.0
// Words of travel as they stand on the page: codes, names, routes, times.

import type { ReactNode } from 'react';
import type { Flight, Severity, SourceKind } from '../api/types';
import { type MessageKey, T, useFormats, useT, useTerm } from '../i18n';
import { useTick } from '../lib/clock';
import { timeLeft, urgencyOf } from '../lib/countdown';
import { flightCode, localTime } from '../lib/values';
import { Icon, type IconName } from './icon';

/** A code, number or name in Latin letters: reads left to right in every language. */
export function Code({ children, mono = false }: { children: ReactNode; mono?: boolean }) {
	return (
		<bdi dir="ltr" className={mono ? 'code mono' : 'code'}>
			{children}
		</bdi>
	);
}

/** A key of the keyboard, for those who see the page; the help lists them for everybody. */
export function Key({ children }: { children: ReactNode }) {
	return (
		<span className="key" aria-hidden="true">
			{children}
		</span>
	);
}

/** A name in whatever script it was sent. */
export function Name({ children }: { children: ReactNode }) {
	return <bdi className="name">{children}</bdi>;
}

type FlightNamed = Pick<Flight, 'carrier' | 'number' | 'suffix' | 'from' | 'to'>;

export function FlightCode({ flight }: { flight: Pick<Flight, 'carrier' | 'number' | 'suffix'> }) {
	return <Code>{flightCode(flight)}</Code>;
}

export function Route({ from, to }: { from: string; to: string }) {
	return (
		<Code>
			{from}
			<span aria-hidden="true" className="route-line" />
			<span className="visually-hidden"> – </span>
			{to}
		</Code>
	);
}

/** A flight and its route, the one above the other. */
export function FlightAndRoute({ flight }: { flight: FlightNamed }) {
	return (
		<span className="stack">
			<FlightCode flight={flight} />
			<span className="quiet route-below">
				<Route from={flight.from} to={flight.to} />
			</span>
		</span>
	);
}

export function DirectionWord({ direction }: { direction: Flight['direction'] }) {
	const t = useT();
	return (
		<span className="with-icon">
			<Icon name={direction} />
			{t(`direction.${direction}`)}
		</span>
	);
}

/** A local time of a flight, its day where that is not today. */
export function LocalTime({ text }: { text: string | undefined }) {
	const { day } = useFormats();
	const today = useTick((now) => new Date(now).toISOString().slice(0, 10));
	if (!text) return <None />;
	const date = text.slice(0, 10);
	return (
		<span className="nowrap local-time">
			<Code>{localTime(text) ?? ''}</Code>
			{date !== today && <span className="local-day"> {day(date)}</span>}
		</span>
	);
}

export function Instant({ text }: { text: string | undefined }) {
	const { instant } = useFormats();
	if (!text) return <None />;
	return (
		<time className="nowrap" dateTime={text}>
			{instant(text)}
		</time>
	);
}

/** An absent value: a dash to see, a word to hear. */
export function None() {
	const t = useT();
	return (
		<span className="quiet">
			<span aria-hidden="true">–</span>
			<span className="visually-hidden">{t('value.none')}</span>
		</span>
	);
}

/** The time left to `deadline`, ticking. */
export function Countdown({ deadline }: { deadline: string | undefined }) {
	const at = deadline ? Date.parse(deadline) : Number.NaN;
	const left = useTick((now) => (Number.isNaN(at) ? 0 : secondsOrMinutes(at - now)));
	const { instant } = useFormats();
	if (Number.isNaN(at)) return <None />;
	const { days, clock } = timeLeft(left);
	const key: MessageKey =
		left <= 0
			? days > 0
				? 'countdown.days-ago'
				: 'countdown.ago'
			: days > 0
				? 'countdown.days'
				: 'countdown.left';
	return (
		<time
			className="countdown"
			data-urgency={urgencyOf(left)}
			dateTime={deadline}
			title={instant(deadline)}
		>
			<T k={key} values={{ days, clock: <Code key="clock">{clock}</Code> }} />
		</time>
	);
}

/** From a day on, only whole minutes matter: fewer renderings of long tables. */
function secondsOrMinutes(left: number): number {
	return Math.abs(left) < 86_400_000 ? left : Math.floor(left / 60_000) * 60_000;
}

export function Sources({ sources }: { sources: readonly SourceKind[] }) {
	if (sources.length === 0) return <None />;
	return (
		<span className="chips">
			{sources.map((source) => (
				<SourceChip key={source} source={source} />
			))}
		</span>
	);
}

export function SourceChip({ source }: { source: SourceKind }) {
	return (
		<span className="chip" data-source={source}>
			<Code>{source.toUpperCase()}</Code>
		</span>
	);
}

export function SeverityWord({ severity }: { severity: Severity }) {
	const t = useT();
	return (
		<span className="badge" data-severity={severity}>
			<Icon name={severity} />
			{t(`severity.${severity}`)}
		</span>
	);
}

const OUTCOME_ICONS: Record<string, IconName> = {
	confirmed: 'check',
	rejected: 'cross',
	undetermined: 'question',
	match: 'hit',
	possible: 'partial',
};

/** An outcome of screening ("match") or of a decision ("confirmed"). */
export function OutcomeWord({ group, outcome }: { group: string; outcome: string }) {
	const term = useTerm();
	return (
		<span className="with-icon outcome" data-outcome={outcome}>
			<Icon name={OUTCOME_ICONS[outcome] ?? 'question'} />
			{term(group, outcome)}
		</span>
	);
}

/** Open hits stand out; none is quiet. */
export function HitCount({ open, all }: { open: number | undefined; all: number | undefined }) {
	const t = useT();
	const { number } = useFormats();
	if (open === undefined) return <None />;
	if (open > 0) {
		return (
			<span className="badge" data-severity="open">
				<Icon name="hit" />
				{t('hits.open-count', { n: open })}
			</span>
		);
	}
	return all ? (
		<span className="quiet">{t('hits.decided-count', { n: all })}</span>
	) : (
		<span className="quiet">{number(0)}</span>
	);
}
