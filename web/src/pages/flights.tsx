// SPDX-License-Identifier: Apache-2.0
// The board: every flight around now, ordered by the time left.

import { useDeferredValue, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { FlightsPage as Answer, Direction, Flight } from '../api/types';
import { usePages } from '../api/use-read';
import { type Translate, useT } from '../i18n';
import { useTick } from '../lib/clock';
import { useShortcuts } from '../lib/keys';
import { useMay } from '../session';
import {
	Countdown,
	DirectionWord,
	FlightAndRoute,
	HitCount,
	LocalTime,
	None,
	Sources,
} from '../ui/code';
import { type Column, DataTable, RowKeys } from '../ui/data-table';
import { More, Search, Segmented } from '../ui/form';
import { ErrorNotice, Loading, Page } from '../ui/page';
import { Horizon } from './horizon';

const DIRECTIONS = ['all', 'inbound', 'outbound', 'domestic'] as const;
type Filter = (typeof DIRECTIONS)[number];

export function FlightStatus({ status }: { status: Flight['status'] }) {
	const t = useT();
	return (
		<span className="status" data-status={status}>
			{t(`flight-status.${status}`)}
		</span>
	);
}

function flightColumns(t: Translate, hits: boolean): Column<Flight>[] {
	const columns: Column<Flight>[] = [
		{ id: 'left', header: t('flights.left'), cell: (f) => <Countdown deadline={f.deadline_at} /> },
		{
			id: 'flight',
			header: t('flights.flight'),
			head: true,
			cell: (f) => (
				<Link href={`/flights/${f.id}`} className="row-link strong" data-row-link>
					<FlightAndRoute flight={f} />
				</Link>
			),
		},
		{
			id: 'direction',
			header: t('flights.direction'),
			cell: (f) => <DirectionWord direction={f.direction} />,
		},
		{ id: 'departs', header: t('flights.departs'), cell: (f) => <LocalTime text={f.departs} /> },
		{ id: 'arrives', header: t('flights.arrives'), cell: (f) => <LocalTime text={f.arrives} /> },
		{
			id: 'hits',
			header: t('flights.hits'),
			cell: (f) => <HitCount open={f.hits_open} all={f.hits} />,
		},
		{ id: 'travellers', header: t('flights.travellers'), number: true, cell: (f) => f.travellers },
		{ id: 'crew', header: t('flights.crew'), number: true, cell: (f) => f.crew || <None /> },
		{
			id: 'bookings',
			header: t('flights.bookings'),
			number: true,
			cell: (f) => f.bookings || <None />,
		},
		{ id: 'sources', header: t('flights.data'), cell: (f) => <Sources sources={f.sources} /> },
		{ id: 'status', header: t('flights.status'), cell: (f) => <FlightStatus status={f.status} /> },
	];
	return hits ? columns : columns.filter((column) => column.id !== 'hits');
}

const TIMES = ['coming', 'passed'] as const;
type Time = (typeof TIMES)[number];
const STEP = 600_000;

/** Flights to come begin ten to twenty minutes ago, so that none disappears while it is looked at. */
function useFlights(time: Time, direction: Filter, q: string) {
	const since = useTick((now) => (Math.floor(now / STEP) - 1) * STEP);
	const turn = `${new Date(since).toISOString().slice(0, 19)}Z`;
	const asked: Record<string, string | undefined> = {
		from: time === 'coming' ? turn : undefined,
		to: time === 'passed' ? turn : undefined,
		direction: direction === 'all' ? undefined : (direction satisfies Direction),
		q: q.trim().replace(/\s+/g, '') || undefined,
	};
	return usePages<Answer>('/flights', asked, ['flights', 'hits']);
}

export function FlightsPage() {
	const t = useT();
	const may = useMay();
	const [time, setTime] = useState<Time>('coming');
	const [direction, setDirection] = useState<Filter>('all');
	const [typed, setTyped] = useState('');
	const search = useRef<HTMLInputElement>(null);
	const read = useFlights(time, direction, useDeferredValue(typed));
	const found = read.pages.flatMap((page) => page.flights);
	const flights = time === 'passed' ? found.reverse() : found;
	useShortcuts({ '/': () => search.current?.focus() });

	return (
		<Page title={t('nav.flights')}>
			{time === 'coming' && <Horizon flights={flights} />}
			<search className="filters" aria-label={t('flights.filter')}>
				<Segmented
					label={t('flights.time')}
					value={time}
					onChange={setTime}
					options={TIMES.map((id) => ({ id, label: t(`flights.${id}`) }))}
				/>
				<Segmented
					label={t('flights.direction')}
					value={direction}
					onChange={setDirection}
					options={DIRECTIONS.map((id) => ({ id, label: t(`direction.${id}`) }))}
				/>
				<Search
					label={t('flights.search')}
					value={typed}
					onChange={setTyped}
					inputRef={search}
					hint="/"
				/>
				<p className="filters-count" role="status">
					{!read.loading && t(read.more ? 'flights.first' : 'flights.count', { n: flights.length })}
				</p>
			</search>
			{read.error && <ErrorNotice error={read.error} retry={read.reload} />}
			{read.loading ? (
				<Loading />
			) : (
				<RowKeys>
					<DataTable
						label={t('nav.flights')}
						columns={flightColumns(t, may('hits.read'))}
						rows={flights}
						keyOf={(f) => f.id}
						mark={(f) => (f.hits_open ? 'hits' : f.status)}
						empty={<p>{t(typed || direction !== 'all' ? 'flights.none-found' : 'flights.none')}</p>}
					/>
				</RowKeys>
			)}
			{flights.length > 0 && <p className="hint">{t('flights.local')}</p>}
			<More more={read.more} busy={read.busy} />
		</Page>
	);
}
