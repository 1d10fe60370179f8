// SPDX-License-Identifier: Apache-2.0
// One flight: its times, its travellers, the messages that told of it.

import { useRef, useState } from 'react';
import type { Flight, Leg, Traveller, TravellersPage } from '../api/types';
import { flightState, useFlight } from '../api/use-flight';
import { useOnChange, useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useShortcuts } from '../lib/keys';
import { flightCode, fullName } from '../lib/values';
import { useMay } from '../session';
import {
	Countdown,
	DirectionWord,
	FlightCode,
	HitCount,
	LocalTime,
	Route,
	Sources,
} from '../ui/code';
import { Crumbs } from '../ui/crumbs';
import { RowKeys } from '../ui/data-table';
import { Search, Segmented } from '../ui/form';
import { Answer, Fact, Facts, Notice, Page, Section } from '../ui/page';
import { FlightStatus } from './flights';
import { MessageTable } from './message-table';
import { TravellerTable } from './traveller-table';

export function deadlineLabel(
	flight: Pick<Flight, 'direction'>,
): 'flights.to-arrival' | 'flights.to-departure' {
	return flight.direction === 'inbound' ? 'flights.to-arrival' : 'flights.to-departure';
}

function FlightFacts({ flight }: { flight: Flight }) {
	const t = useT();
	const { number } = useFormats();
	return (
		<Facts>
			<Fact label={t(deadlineLabel(flight))}>
				<Countdown deadline={flight.deadline_at} />
			</Fact>
			<Fact label={t('flights.direction')}>
				<DirectionWord direction={flight.direction} />
			</Fact>
			<Fact label={t('flights.departs')}>
				<LocalTime text={flight.departs} />
			</Fact>
			<Fact label={t('flights.arrives')}>
				<LocalTime text={flight.arrives} />
			</Fact>
			<Fact label={t('flights.travellers')}>{number(flight.travellers)}</Fact>
			<Fact label={t('flights.crew')}>{number(flight.crew)}</Fact>
			<Fact label={t('flights.bookings')}>{number(flight.bookings)}</Fact>
			{flight.hits_open !== undefined && (
				<Fact label={t('flights.hits')}>
					<HitCount open={flight.hits_open} all={flight.hits} />
				</Fact>
			)}
			<Fact label={t('flights.data')}>
				<Sources sources={flight.sources} />
			</Fact>
			<Fact label={t('flights.status')}>
				<FlightStatus status={flight.status} />
			</Fact>
		</Facts>
	);
}

function Legs({ legs }: { legs: readonly Leg[] }) {
	const t = useT();
	if (legs.length < 2) return null;
	return (
		<Section title={t('flight.legs')}>
			<ol className="legs">
				{legs.map((leg) => (
					<li key={`${leg.from} ${leg.to} ${leg.departs}`}>
						<Route from={leg.from} to={leg.to} /> <LocalTime text={leg.departs} />
						<span className="quiet"> {t('flight.until')} </span>
						<LocalTime text={leg.arrives} />
					</li>
				))}
			</ol>
		</Section>
	);
}

const SHOWN = ['all', 'hits', 'crew'] as const;
type Shown = (typeof SHOWN)[number];

function isShown(traveller: Traveller, shown: Shown, words: readonly string[]): boolean {
	if (shown === 'hits' && !traveller.hits) return false;
	if (shown === 'crew' && !traveller.kind.includes('crew')) return false;
	const numbers = traveller.documents.map((document) => document.number);
	const text = [fullName(traveller), traveller.locator, traveller.seat, ...numbers]
		.join(' ')
		.toUpperCase();
	return words.every((word) => text.includes(word));
}

function Travellers({ flightId, state }: { flightId: string; state: string | undefined }) {
	const t = useT();
	const read = useRead<TravellersPage>(`/flights/${flightId}/travellers`);
	useOnChange(state, read.reload);
	const [shown, setShown] = useState<Shown>('all');
	const [typed, setTyped] = useState('');
	const search = useRef<HTMLInputElement>(null);
	useShortcuts({ '/': () => search.current?.focus() });
	const words = typed.toUpperCase().split(/\s+/).filter(Boolean);
	const found = (read.data?.travellers ?? []).filter((one) => isShown(one, shown, words));
	return (
		<Section title={t('flight.travellers')}>
			<search className="filters" aria-label={t('flight.filter')}>
				<Segmented
					label={t('flight.filter')}
					value={shown}
					onChange={setShown}
					options={SHOWN.map((id) => ({ id, label: t(`flight.show-${id}`) }))}
				/>
				<Search
					label={t('flight.search')}
					value={typed}
					onChange={setTyped}
					inputRef={search}
					hint="/"
				/>
				<p className="filters-count" role="status">
					{read.data && t('flight.count', { n: found.length, all: read.data.travellers.length })}
				</p>
			</search>
			<Answer read={read}>
				{() => (
					<RowKeys>
						<TravellerTable
							label={t('flight.travellers')}
							travellers={found}
							empty={t('flight.nobody')}
						/>
					</RowKeys>
				)}
			</Answer>
		</Section>
	);
}

export function FlightPage({ id }: { id: string }) {
	const t = useT();
	const may = useMay();
	const read = useFlight(id);
	const flight = read.data?.flight;
	return (
		<Page
			title={flight ? `${flightCode(flight)} ${flight.from}–${flight.to}` : t('flights.flight')}
			heading={
				flight && (
					<>
						<FlightCode flight={flight} /> <Route from={flight.from} to={flight.to} />
					</>
				)
			}
			ready={Boolean(flight || read.error)}
			above={<Crumbs to={[{ href: '/flights', label: t('nav.flights') }]} />}
		>
			<Answer read={read}>
				{(page) => (
					<>
						<FlightFacts flight={page.flight} />
						<Legs legs={page.legs} />
					</>
				)}
			</Answer>
			{may('travellers.read') ? (
				<Travellers flightId={id} state={flight && flightState(flight)} />
			) : (
				<Notice tone="info">{t('flight.no-travellers')}</Notice>
			)}
			{read.data && (
				<Section title={t('flight.messages')}>
					<MessageTable messages={read.data.messages} label={t('flight.messages')} />
				</Section>
			)}
		</Page>
	);
}
