// SPDX-License-Identifier: Apache-2.0
// The register: who may do what and how that changed, requests, and where data are processed.

import { Link } from 'wouter';
import type {
	RegisterPage as Answered,
	DeclaredPlace,
	RegisteredRequest,
	Staff,
} from '../api/register';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Answer, Notice, Page, Section } from '../ui/page';

function Changes({ staff }: { staff: Staff }) {
	const t = useT();
	const { number } = useFormats();
	return (
		<details>
			<summary>{t('register.changes-count', { n: number(staff.changes.length) })}</summary>
			<ul>
				{staff.changes.map((c) => (
					<li key={c.record}>
						<Instant text={c.at} /> <Code mono>{c.act}</Code> <bdi className="quiet">{c.by}</bdi>
					</li>
				))}
			</ul>
			<p className="hint">
				<Code>{staff.access.join(' ')}</Code>
			</p>
		</details>
	);
}

function StaffTable({ staff }: { staff: readonly Staff[] }) {
	const t = useT();
	const columns: Column<Staff>[] = [
		{
			id: 'name',
			header: t('field.person'),
			head: true,
			cell: (s) => (
				<span className="stack">
					<bdi className="strong">{s.name}</bdi>
					<Code>{s.user}</Code>
				</span>
			),
		},
		{ id: 'staff', header: t('users.staff'), cell: (s) => <Code>{s.staff_number}</Code> },
		{ id: 'role', header: t('audit.role'), cell: (s) => t(`role.${s.role}`) },
		{
			id: 'desk',
			header: t('users.desk'),
			cell: (s) => (s.desk ? <Code>{s.desk}</Code> : <None />),
		},
		{
			id: 'state',
			header: t('users.state'),
			cell: (s) => (
				<span className="status" data-status={s.active ? 'active' : 'inactive'}>
					{t(s.active ? 'users.active' : 'users.inactive')}
				</span>
			),
		},
		{ id: 'since', header: t('register.since'), cell: (s) => <Instant text={s.created_at} /> },
		{ id: 'until', header: t('register.until'), cell: (s) => <Instant text={s.ends_at} /> },
		{ id: 'changes', header: t('register.changes'), cell: (s) => <Changes staff={s} /> },
	];
	return (
		<DataTable
			label={t('register.staff')}
			columns={columns}
			rows={staff}
			keyOf={(s) => s.id}
			mark={(s) => (s.active ? undefined : 'inactive')}
			empty={<p>{t('users.none')}</p>}
		/>
	);
}

function Requests({ rows }: { rows: readonly RegisteredRequest[] }) {
	const t = useT();
	const columns: Column<RegisteredRequest>[] = [
		{ id: 'case', header: t('masked.case'), head: true, cell: (r) => <bdi>{r.case}</bdi> },
		{ id: 'kind', header: t('register.kind'), cell: () => t('register.kind-unmask') },
		{ id: 'basis', header: t('masked.legal-basis'), cell: (r) => <bdi>{r.legal_basis}</bdi> },
		{ id: 'state', header: t('flights.status'), cell: (r) => t(`masked.state.${r.state}`) },
		{
			id: 'by',
			header: t('masked.requester'),
			cell: (r) => (
				<span className="stack">
					<bdi>{r.requested_by}</bdi>
					<Instant text={r.requested_at} />
				</span>
			),
		},
		{
			id: 'decided',
			header: t('masked.approver'),
			cell: (r) => (r.decided_by ? <bdi>{r.decided_by}</bdi> : <None />),
		},
	];
	return (
		<DataTable
			label={t('register.requests')}
			columns={columns}
			rows={rows}
			keyOf={(r) => r.id}
			empty={<p>{t('masked.none')}</p>}
		/>
	);
}

function placeState(place: DeclaredPlace) {
	if (place.ended_at) return 'ended';
	return place.confirmed_at ? 'in-force' : 'waiting';
}

function Places({ rows }: { rows: readonly DeclaredPlace[] }) {
	const t = useT();
	const columns: Column<DeclaredPlace>[] = [
		{
			id: 'name',
			header: t('register.place'),
			head: true,
			cell: (p) => (
				<span className="stack">
					<bdi className="strong">{p.name}</bdi>
					<bdi className="quiet">{[p.address, p.state].filter(Boolean).join(', ')}</bdi>
				</span>
			),
		},
		{
			id: 'state',
			header: t('flights.status'),
			cell: (p) => t(`register.place-${placeState(p)}`),
		},
		{
			id: 'bound',
			header: t('register.machine'),
			cell: (p) =>
				t(p.here ? 'register.here' : p.bound ? 'register.elsewhere' : 'register.unbound'),
		},
		{
			id: 'declared',
			header: t('register.declared'),
			cell: (p) => (
				<span className="stack">
					{p.declared_by ? <bdi>{p.declared_by}</bdi> : t('register.at-setup')}
					<Instant text={p.declared_at} />
				</span>
			),
		},
		{
			id: 'confirmed',
			header: t('register.confirmed'),
			cell: (p) => (p.confirmed_by ? <bdi>{p.confirmed_by}</bdi> : <None />),
		},
	];
	const unbound = rows.some((p) => !p.bound && p.confirmed_at && !p.ended_at);
	return (
		<Section title={t('register.places')}>
			<p className="hint">{t('register.places-text')}</p>
			{unbound && (
				<Notice tone="warning">
					<p>{t('register.unbound-text')}</p>
				</Notice>
			)}
			<DataTable
				label={t('register.places')}
				columns={columns}
				rows={rows}
				keyOf={(p) => p.id}
				empty={<p>{t('register.no-places')}</p>}
			/>
		</Section>
	);
}

export function RegisterPage() {
	const t = useT();
	const read = useRead<Answered>('/register');
	return (
		<Page
			title={t('nav.register')}
			actions={
				<>
					<a className="button" href="/api/v1/register/export" download>
						{t('register.csv')}
					</a>
					<a className="button" href="/api/v1/register" download="register.json">
						{t('register.json')}
					</a>
				</>
			}
		>
			<p className="lead">{t('register.text')}</p>
			<p>
				<Link href="/breaches">{t('nav.breaches')}</Link> ·{' '}
				<Link href="/support">{t('nav.support')}</Link>
			</p>
			<Answer read={read}>
				{(page) => (
					<>
						<Section title={t('register.staff')}>
							<StaffTable staff={page.staff} />
						</Section>
						<Section title={t('register.requests')}>
							<Requests rows={page.requests} />
						</Section>
						<Places rows={page.places} />
					</>
				)}
			</Answer>
		</Page>
	);
}
