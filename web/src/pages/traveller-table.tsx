// SPDX-License-Identifier: Apache-2.0
import { Link } from 'wouter';
import type { Traveller } from '../api/types';
import { useFormats, useT, useTerm } from '../i18n';
import { fullName } from '../lib/values';
import { Code, HitCount, Name, None, Sources } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';

export function Documents({ traveller }: { traveller: Traveller }) {
	if (traveller.documents.length === 0) return <None />;
	return (
		<span className="stack">
			{traveller.documents.map((document) => (
				<Code key={`${document.issuer} ${document.number}`} mono>
					{[document.type, document.issuer, document.number].filter(Boolean).join(' ')}
				</Code>
			))}
		</span>
	);
}

function coded(value: string | undefined) {
	return value ? <Code>{value}</Code> : <None />;
}

function useColumns(): Column<Traveller>[] {
	const t = useT();
	const term = useTerm();
	const columns: Column<Traveller>[] = [
		{
			id: 'name',
			header: t('field.name'),
			head: true,
			cell: (p) => (
				<Link href={`/travellers/${p.id}`} className="row-link strong" data-row-link>
					<Name>{fullName(p)}</Name>
				</Link>
			),
		},
		{
			id: 'hits',
			header: t('flights.hits'),
			cell: (p) => <HitCount open={p.hits_open} all={p.hits} />,
		},
		{ id: 'birth', header: t('field.birth_date'), cell: (p) => coded(p.birth_date) },
		{ id: 'sex', header: t('field.sex'), cell: (p) => (p.sex ? term('sex', p.sex) : <None />) },
		{ id: 'nationality', header: t('field.nationality'), cell: (p) => coded(p.nationality) },
		{ id: 'documents', header: t('field.documents'), cell: (p) => <Documents traveller={p} /> },
		{ id: 'kind', header: t('field.kind'), cell: (p) => term('kind', p.role ?? p.kind) },
		{ id: 'locator', header: t('field.locator'), cell: (p) => coded(p.locator) },
		{ id: 'seat', header: t('field.seat'), cell: (p) => coded(p.seat) },
		{ id: 'sources', header: t('flights.data'), cell: (p) => <Sources sources={p.sources} /> },
		{
			id: 'status',
			header: t('flights.status'),
			cell: (p) => (
				<span className="status" data-status={p.status}>
					{term('traveller-status', p.status)}
				</span>
			),
		},
	];
	return columns;
}

interface TravellerTableProps {
	label: string;
	travellers: readonly Traveller[];
	empty: string;
}

export function TravellerTable({ label, travellers, empty }: TravellerTableProps) {
	const { number } = useFormats();
	return (
		<DataTable
			label={`${label} (${number(travellers.length)})`}
			columns={useColumns()}
			rows={travellers}
			keyOf={(p) => p.id}
			mark={(p) => (p.hits_open ? 'hits' : p.status)}
			empty={<p>{empty}</p>}
		/>
	);
}
