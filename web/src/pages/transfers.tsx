// SPDX-License-Identifier: Apache-2.0
// What carriers sent by the clock, what is told to them, threat decisions and outages.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { post } from '../api/client';
import type {
	TransfersPage as Answered,
	CarrierNotice,
	Outage,
	PushCount,
	Threat,
} from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT, useTerm } from '../i18n';
import { useMay } from '../session';
import { Code, Instant, None, Route } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Icon } from '../ui/icon';
import { NoteSheet } from '../ui/note-form';
import { Answer, Page, Section } from '../ui/page';
import { ContactSheet, OutageSheet, ThreatSheet } from './transfer-sheets';

type Open =
	| { what: 'threat' }
	| { what: 'outage' }
	| { what: 'contact' }
	| { what: 'decide'; threat: Threat }
	| { what: 'end'; outage: Outage }
	| { what: 'penalty'; notice: CarrierNotice };

interface Acts {
	onOpen: (open: Open) => void;
}

function NoticeState({ notice }: { notice: CarrierNotice }) {
	const t = useT();
	if (notice.outage) return <>{t('transfers.in-outage')}</>;
	if (notice.penalty_at)
		return (
			<span className="stack">
				<bdi>{t('transfers.proposed-by', { name: notice.penalty_by ?? '' })}</bdi>
				<bdi className="quiet">{notice.penalty_reason}</bdi>
			</span>
		);
	return <None />;
}

function useNoticeColumns({ onOpen }: Acts): Column<CarrierNotice>[] {
	const t = useT();
	const term = useTerm();
	const manage = useMay()('transfers.manage');
	return [
		{
			id: 'carrier',
			header: t('messages.carrier'),
			head: true,
			cell: (n) => <Code>{n.carrier}</Code>,
		},
		{
			id: 'flight',
			header: t('flights.flight'),
			cell: (n) =>
				n.number && n.flight ? (
					<span className="stack">
						<Link href={`/flights/${n.flight}`}>
							<Code>{`${n.carrier} ${n.number}`}</Code>
						</Link>
						{n.origin && n.destination && <Route from={n.origin} to={n.destination} />}
					</span>
				) : (
					<None />
				),
		},
		{ id: 'kind', header: t('transfers.what'), cell: (n) => term('notice', n.kind) },
		{ id: 'deadline', header: t('transfers.deadline'), cell: (n) => <Instant text={n.deadline} /> },
		{ id: 'made', header: t('transfers.told'), cell: (n) => <Instant text={n.made_at} /> },
		{
			id: 'contact',
			header: t('transfers.contact'),
			cell: (n) => (n.contact ? <bdi>{n.contact}</bdi> : <None />),
		},
		{
			id: 'fetched',
			header: t('transfers.fetched'),
			cell: (n) => (n.fetched_at ? <Instant text={n.fetched_at} /> : t('transfers.not-fetched')),
		},
		{ id: 'state', header: t('transfers.penalty'), cell: (n) => <NoticeState notice={n} /> },
		{
			id: 'propose',
			header: <span className="visually-hidden">{t('transfers.propose-penalty')}</span>,
			cell: (n) =>
				manage &&
				!n.outage &&
				!n.penalty_at && (
					<Button className="button small" onPress={() => onOpen({ what: 'penalty', notice: n })}>
						{t('transfers.propose-penalty')}
					</Button>
				),
		},
	];
}

function ThreatPlace({ threat }: { threat: Threat }) {
	return (
		<span className="stack">
			{threat.carrier && <Code>{`${threat.carrier} ${threat.number ?? ''}`}</Code>}
			{threat.origin && threat.destination && (
				<Route from={threat.origin} to={threat.destination} />
			)}
		</span>
	);
}

function useThreatColumns({ onOpen }: Acts): Column<Threat>[] {
	const t = useT();
	const term = useTerm();
	const decide = useMay()('threats.decide');
	return [
		{
			id: 'place',
			header: t('transfers.place'),
			head: true,
			cell: (h) => <ThreatPlace threat={h} />,
		},
		{ id: 'from', header: t('transfers.from'), cell: (h) => <Instant text={h.from} /> },
		{ id: 'until', header: t('transfers.until'), cell: (h) => <Instant text={h.until} /> },
		{
			id: 'threat',
			header: t('transfers.threat'),
			cell: (h) => <bdi className="prose">{h.threat}</bdi>,
		},
		{ id: 'reference', header: t('transfers.reference'), cell: (h) => <bdi>{h.reference}</bdi> },
		{
			id: 'state',
			header: t('users.state'),
			cell: (h) => (
				<span className="stack">
					<span className="status" data-status={h.state === 'approved' ? 'active' : h.state}>
						{term('threat', h.state)}
					</span>
					<bdi className="quiet">{h.decided_by ?? h.proposed_by}</bdi>
				</span>
			),
		},
		{
			id: 'decide',
			header: <span className="visually-hidden">{t('transfers.decide')}</span>,
			cell: (h) =>
				decide &&
				h.state === 'proposed' && (
					<Button className="button small" onPress={() => onOpen({ what: 'decide', threat: h })}>
						{t('transfers.decide')}
					</Button>
				),
		},
	];
}

function useOutageColumns({ onOpen }: Acts): Column<Outage>[] {
	const t = useT();
	const manage = useMay()('transfers.manage');
	return [
		{
			id: 'whose',
			header: t('transfers.whose'),
			head: true,
			cell: (o) => (o.carrier ? <Code>{o.carrier}</Code> : t('transfers.the-unit')),
		},
		{ id: 'from', header: t('transfers.from'), cell: (o) => <Instant text={o.from} /> },
		{
			id: 'until',
			header: t('transfers.until'),
			cell: (o) => (o.until ? <Instant text={o.until} /> : t('transfers.goes-on')),
		},
		{
			id: 'evidence',
			header: t('transfers.evidence'),
			cell: (o) => <bdi className="prose">{o.evidence}</bdi>,
		},
		{ id: 'by', header: t('transfers.entered-by'), cell: (o) => <bdi>{o.recorded_by}</bdi> },
		{
			id: 'end',
			header: <span className="visually-hidden">{t('transfers.end')}</span>,
			cell: (o) =>
				manage &&
				!o.until && (
					<Button className="button small" onPress={() => onOpen({ what: 'end', outage: o })}>
						{t('transfers.end')}
					</Button>
				),
		},
	];
}

function Notices({ rows, onOpen }: Acts & { rows: readonly CarrierNotice[] }) {
	const t = useT();
	return (
		<Section title={t('transfers.notices')}>
			<DataTable
				label={t('transfers.notices')}
				columns={useNoticeColumns({ onOpen })}
				rows={rows}
				keyOf={(n) => n.id}
				empty={<p>{t('transfers.no-notices')}</p>}
			/>
		</Section>
	);
}

function Threats({ rows, onOpen }: Acts & { rows: readonly Threat[] }) {
	const t = useT();
	return (
		<Section title={t('transfers.threats')}>
			<p className="quiet">{t('transfers.threats-text')}</p>
			<DataTable
				label={t('transfers.threats')}
				columns={useThreatColumns({ onOpen })}
				rows={rows}
				keyOf={(h) => h.id}
				empty={<p>{t('transfers.no-threats')}</p>}
			/>
		</Section>
	);
}

function Outages({ rows, onOpen }: Acts & { rows: readonly Outage[] }) {
	const t = useT();
	return (
		<Section title={t('transfers.outages')}>
			<p className="quiet">{t('transfers.outages-text')}</p>
			<DataTable
				label={t('transfers.outages')}
				columns={useOutageColumns({ onOpen })}
				rows={rows}
				keyOf={(o) => o.id}
				empty={<p>{t('transfers.no-outages')}</p>}
			/>
		</Section>
	);
}

function Pushes({ rows }: { rows: readonly PushCount[] }) {
	const t = useT();
	const term = useTerm();
	const { number } = useFormats();
	return (
		<Section title={t('transfers.pushes')}>
			<DataTable
				label={t('transfers.pushes')}
				columns={[
					{
						id: 'carrier',
						header: t('messages.carrier'),
						head: true,
						cell: (p) => <Code>{p.carrier}</Code>,
					},
					{ id: 'push', header: t('transfers.by-clock'), cell: (p) => term('push', p.push) },
					{
						id: 'count',
						header: t('transfers.messages'),
						number: true,
						cell: (p) => number(p.count),
					},
				]}
				rows={rows}
				keyOf={(p) => `${p.carrier} ${p.push}`}
				empty={<p>{t('transfers.no-pushes')}</p>}
			/>
		</Section>
	);
}

interface OpenSheetProps {
	open: Open;
	onClose: () => void;
	onDone: () => void;
}

function DecideSheet({
	threat,
	onClose,
	onDone,
}: { threat: Threat } & Omit<OpenSheetProps, 'open'>) {
	const t = useT();
	return (
		<NoteSheet
			title={t('transfers.decide')}
			choice={{
				label: t('transfers.threat'),
				first: 'refuse',
				options: [
					{ id: 'approve', label: t('transfers.approve') },
					{ id: 'refuse', label: t('transfers.refuse') },
				],
			}}
			noteLabel={t('transfers.reason')}
			action={t('transfers.decide')}
			onClose={onClose}
			onSend={async (reason, chosen) => {
				await post(`/threats/${threat.id}/decision`, { approve: chosen === 'approve', reason });
				onDone();
			}}
		/>
	);
}

function OpenSheet({ open, onClose, onDone }: OpenSheetProps) {
	const t = useT();
	switch (open.what) {
		case 'threat':
			return <ThreatSheet onClose={onClose} onDone={onDone} />;
		case 'outage':
			return <OutageSheet onClose={onClose} onDone={onDone} />;
		case 'contact':
			return <ContactSheet onClose={onClose} onDone={onDone} />;
		case 'decide':
			return <DecideSheet threat={open.threat} onClose={onClose} onDone={onDone} />;
		case 'end':
			return (
				<NoteSheet
					title={t('transfers.end')}
					noteLabel={t('transfers.until-utc')}
					action={t('transfers.end')}
					onClose={onClose}
					onSend={async (until) => {
						await post(`/outages/${open.outage.id}/end`, { until });
						onDone();
					}}
				/>
			);
		case 'penalty':
			return (
				<NoteSheet
					title={t('transfers.propose-penalty')}
					noteLabel={t('transfers.reason')}
					action={t('transfers.propose-penalty')}
					onClose={onClose}
					onSend={async (reason) => {
						await post(`/carrier-notices/${open.notice.id}/penalty`, { reason });
						onDone();
					}}
				/>
			);
	}
}

function Actions({ onOpen }: Acts) {
	const t = useT();
	const may = useMay();
	return (
		<>
			{may('threats.propose') && (
				<Button className="button primary" onPress={() => onOpen({ what: 'threat' })}>
					<Icon name="plus" />
					{t('transfers.new-threat')}
				</Button>
			)}
			{may('transfers.manage') && (
				<>
					<Button className="button" onPress={() => onOpen({ what: 'outage' })}>
						{t('transfers.new-outage')}
					</Button>
					<Button className="button" onPress={() => onOpen({ what: 'contact' })}>
						{t('transfers.set-contact')}
					</Button>
				</>
			)}
		</>
	);
}

export function TransfersPage() {
	const t = useT();
	const read = useRead<Answered>('/transfers', ['flights']);
	const [open, setOpen] = useState<Open>();
	return (
		<Page title={t('nav.transfers')} actions={<Actions onOpen={setOpen} />}>
			<p className="lead">{t('transfers.text')}</p>
			<Answer read={read}>
				{(page) => (
					<>
						<Notices rows={page.notices} onOpen={setOpen} />
						<Threats rows={page.threats} onOpen={setOpen} />
						<Outages rows={page.outages} onOpen={setOpen} />
						<Pushes rows={page.pushes} />
					</>
				)}
			</Answer>
			{open && <OpenSheet open={open} onClose={() => setOpen(undefined)} onDone={read.reload} />}
		</Page>
	);
}
