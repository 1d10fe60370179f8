// SPDX-License-Identifier: Apache-2.0
// The unit's watchlists, and loading a new state of one.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Watchlist, WatchlistsPage } from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT, useTerm } from '../i18n';
import { useMay } from '../session';
import { Code, Instant, SeverityWord } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Icon } from '../ui/icon';
import { Answer, Page } from '../ui/page';
import { DesksSheet } from './desks';
import { ImportSheet } from './import';
import { Stored } from './rescreening';
import { ThresholdSheet } from './thresholds';

interface Acts {
	write: boolean;
	onChanged: () => void;
	onThreshold: (list: Watchlist) => void;
	onImport: ((list: Watchlist) => void) | undefined;
	onAssign: ((list: Watchlist) => void) | undefined;
}

/** With that on which it rests. */
function ListName({ list }: { list: Watchlist }) {
	const t = useT();
	const term = useTerm();
	const { owner, source, subject, quality, dated_on, ends_on } = list;
	const facts = [
		owner,
		source !== owner && source,
		subject && term('list-subject', subject),
		quality && t('lists.quality', { grade: quality }),
		dated_on && t('lists.dated', { day: dated_on }),
		ends_on && t('lists.ends', { day: ends_on }),
	];
	return (
		<span className="stack">
			<bdi className="strong">{list.name}</bdi>
			{list.legal_basis && <bdi className="quiet">{list.legal_basis}</bdi>}
			<span className="quiet">{facts.filter(Boolean).join(' · ')}</span>
		</span>
	);
}

function useColumns({
	write,
	onChanged,
	onThreshold,
	onImport,
	onAssign,
}: Acts): Column<Watchlist>[] {
	const t = useT();
	const term = useTerm();
	const { number, percent } = useFormats();
	const columns: Column<Watchlist>[] = [
		{
			id: 'name',
			header: t('lists.name'),
			head: true,
			cell: (l) => <ListName list={l} />,
		},
		{ id: 'kind', header: t('lists.kind'), cell: (l) => term('list-kind', l.kind) },
		{
			id: 'severity',
			header: t('hits.severity'),
			cell: (l) => <SeverityWord severity={l.severity} />,
		},
		{ id: 'entries', header: t('lists.entries'), number: true, cell: (l) => number(l.entries) },
		{ id: 'version', header: t('lists.version'), number: true, cell: (l) => number(l.version) },
		{
			id: 'threshold',
			header: t('thresholds.least'),
			cell: (l) => (
				<Button
					className="button small"
					aria-label={`${percent(l.threshold / 1000)} · ${t('thresholds.title', { name: l.name })}`}
					onPress={() => onThreshold(l)}
				>
					{percent(l.threshold / 1000)}
				</Button>
			),
		},
		{
			id: 'updated',
			header: t('lists.updated'),
			cell: (l) => (
				<span className="stack">
					<Instant text={l.updated_at} />
					<span className="status" data-status={l.age === 'fresh' ? 'active' : 'quarantined'}>
						{t(`list-age.${l.age}`)}
					</span>
				</span>
			),
		},
		{
			id: 'stored',
			header: t('rescreening.title'),
			cell: (l) => <Stored list={l} write={write} onChanged={onChanged} />,
		},
		{
			id: 'desks',
			header: t('lists.desks'),
			cell: (l) => (l.desks ? <Code>{l.desks}</Code> : t('lists.every-desk')),
		},
	];
	if (onAssign)
		columns.push({
			id: 'assign',
			header: <span className="visually-hidden">{t('lists.assign')}</span>,
			cell: (l) => (
				<Button
					className="button small"
					aria-label={`${t('lists.assign')}: ${l.name}`}
					onPress={() => onAssign(l)}
				>
					{t('lists.assign')}
				</Button>
			),
		});
	if (!onImport) return columns;
	return [
		...columns,
		{
			id: 'import',
			header: <span className="visually-hidden">{t('lists.import')}</span>,
			cell: (l) => (
				<Button
					className="button small"
					aria-label={t('lists.update-named', { name: l.name })}
					onPress={() => onImport(l)}
				>
					<Icon name="file" />
					{t('lists.update')}
				</Button>
			),
		},
	];
}

export function ListsPage() {
	const t = useT();
	const may = useMay();
	const write = may('lists.write');
	const read = useRead<WatchlistsPage>('/watchlists', ['lists']);
	const [assigning, setAssigning] = useState<Watchlist>();
	const [importing, setImporting] = useState<Watchlist | 'new'>();
	const [weighing, setWeighing] = useState<Watchlist>();
	return (
		<Page
			title={t('nav.lists')}
			actions={
				write && (
					<Button className="button primary" onPress={() => setImporting('new')}>
						<Icon name="plus" />
						{t('lists.new')}
					</Button>
				)
			}
		>
			<p className="lead">{t('lists.text')}</p>
			<Answer read={read}>
				{({ lists }) => (
					<ListTable
						lists={lists}
						write={write}
						onChanged={read.reload}
						onThreshold={setWeighing}
						onImport={write ? setImporting : undefined}
						onAssign={may('lists.assign') ? setAssigning : undefined}
					/>
				)}
			</Answer>
			{assigning && (
				<DesksSheet
					list={assigning}
					onClose={() => setAssigning(undefined)}
					onAssigned={read.reload}
				/>
			)}
			{weighing && (
				<ThresholdSheet
					list={weighing}
					write={write}
					onClose={() => setWeighing(undefined)}
					onSet={read.reload}
				/>
			)}
			{importing && (
				<ImportSheet
					list={importing === 'new' ? undefined : importing}
					onClose={() => setImporting(undefined)}
					onImported={read.reload}
				/>
			)}
		</Page>
	);
}

function ListTable({ lists, ...acts }: Acts & { lists: readonly Watchlist[] }) {
	const t = useT();
	return (
		<DataTable
			label={t('nav.lists')}
			columns={useColumns(acts)}
			rows={lists}
			keyOf={(l) => l.id}
			empty={<p>{t('lists.none')}</p>}
		/>
	);
}
