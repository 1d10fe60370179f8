// SPDX-License-Identifier: Apache-2.0
// The queue: what must be looked at next stands on top, and nothing leaves it unread.

import { useState } from 'react';
import { Link } from 'wouter';
import type { HitsPage as Answered, Hit } from '../api/types';
import { usePages } from '../api/use-read';
import { type Translate, useFormats, useT } from '../i18n';
import { fullName } from '../lib/values';
import {
	Code,
	Countdown,
	DirectionWord,
	FlightAndRoute,
	Instant,
	Name,
	OutcomeWord,
	SeverityWord,
} from '../ui/code';
import { type Column, DataTable, RowKeys } from '../ui/data-table';
import { More, Segmented } from '../ui/form';
import { ErrorNotice, Fact, Facts, Loading, Page } from '../ui/page';

const STATES = ['open', 'decided', 'withdrawn'] as const;
type State = (typeof STATES)[number];

function hitColumns(t: Translate, score: (n: number) => string): Column<Hit>[] {
	return [
		{
			id: 'left',
			header: t('flights.left'),
			cell: (h) => <Countdown deadline={h.flight.deadline_at} />,
		},
		{
			id: 'severity',
			header: t('hits.severity'),
			cell: (h) => <SeverityWord severity={h.severity} />,
		},
		{
			id: 'traveller',
			header: t('hits.traveller'),
			head: true,
			cell: (h) => (
				<span className="stack">
					<Link href={`/hits/${h.id}`} className="row-link strong" data-row-link>
						<Name>{fullName(h.traveller)}</Name>
					</Link>
					<span className="quiet">
						{h.traveller.birth_date ? (
							<Code>{h.traveller.birth_date}</Code>
						) : (
							t('hits.no-birth-date')
						)}
					</span>
				</span>
			),
		},
		{
			id: 'entry',
			header: t('hits.entry'),
			cell: (h) => (
				<span className="stack">
					<Name>{h.entry.name || h.entry.id}</Name>
					<span className="quiet">
						<bdi>{h.list.name}</bdi> · {t('hits.version', { n: h.list.version })}
					</span>
				</span>
			),
		},
		{
			id: 'outcome',
			header: t('hits.screening'),
			cell: (h) => (
				<span className="stack">
					<OutcomeWord group="screening" outcome={h.outcome} />
					<span className="quiet">
						{h.method === 'rule' ? t('method.rule') : `${t('hits.score')} ${score(h.score / 1000)}`}
					</span>
				</span>
			),
		},
		{
			id: 'flight',
			header: t('flights.flight'),
			cell: (h) => <FlightAndRoute flight={h.flight} />,
		},
		{
			id: 'direction',
			header: t('flights.direction'),
			cell: (h) => <DirectionWord direction={h.flight.direction} />,
		},
	];
}

function decisionColumns(t: Translate): Column<Hit>[] {
	return [
		{
			id: 'decision',
			header: t('hits.decision'),
			cell: (h) => h.decision && <OutcomeWord group="decision" outcome={h.decision.outcome} />,
		},
		{ id: 'by', header: t('hits.by'), cell: (h) => <bdi>{h.decision?.by}</bdi> },
		{ id: 'at', header: t('hits.at'), cell: (h) => <Instant text={h.decision?.at} /> },
	];
}

function columnsFor(state: State, t: Translate, score: (n: number) => string): Column<Hit>[] {
	const columns = hitColumns(t, score);
	if (state !== 'decided') return columns;
	const keep = new Set(['severity', 'traveller', 'entry', 'flight']);
	return [...columns.filter((column) => keep.has(column.id)), ...decisionColumns(t)];
}

/** Cases of the queue that a glance must tell apart. */
function HitCounts({
	hits,
	counts,
}: {
	hits: readonly Hit[];
	counts: Answered['counts'] | undefined;
}) {
	const t = useT();
	const { number } = useFormats();
	const high = hits.filter((hit) => hit.state === 'open' && hit.severity === 'high').length;
	const first = hits.find((hit) => hit.state === 'open');
	if (!counts) return null;
	return (
		<Facts>
			<Fact label={t('hits.open')}>{number(counts.open)}</Fact>
			<Fact label={t('hits.open-high')}>{number(high)}</Fact>
			<Fact label={t('hits.first')}>
				<Countdown deadline={first?.flight.deadline_at} />
			</Fact>
			<Fact label={t('hits.decided-today')}>{number(counts.decided_today)}</Fact>
		</Facts>
	);
}

export function HitsPage() {
	const t = useT();
	const { percent } = useFormats();
	const [state, setState] = useState<State>('open');
	const read = usePages<Answered>('/hits', { state }, ['hits']);
	const hits = read.pages.flatMap((page) => page.hits);
	const counts = read.pages[0]?.counts;
	return (
		<Page title={t('nav.hits')}>
			{state === 'open' && <HitCounts hits={hits} counts={counts} />}
			<search className="filters" aria-label={t('hits.state')}>
				<Segmented
					label={t('hits.state')}
					value={state}
					onChange={setState}
					options={STATES.map((id) => ({ id, label: t(`hits.state-${id}`) }))}
				/>
				<p className="filters-count" role="status">
					{counts && t('hits.count', { n: counts.open })}
				</p>
			</search>
			{read.error && <ErrorNotice error={read.error} retry={read.reload} />}
			{read.loading ? (
				<Loading />
			) : (
				<RowKeys>
					<DataTable
						label={t(`hits.state-${state}`)}
						columns={columnsFor(state, t, percent)}
						rows={hits}
						keyOf={(h) => h.id}
						mark={(h) => (h.state === 'open' ? `severity-${h.severity}` : h.state)}
						empty={<p>{t(state === 'open' ? 'hits.none-open' : 'hits.none')}</p>}
					/>
				</RowKeys>
			)}
			<More more={read.more} busy={read.busy} />
		</Page>
	);
}
