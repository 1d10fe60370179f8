// SPDX-License-Identifier: Apache-2.0
// Reasoned requests of authorities: the desk decides and answers them, an authority sees its own,
// the reviewer of later use those that ask for it.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { RequestsPage as Answered, AuthorityRequest } from '../api/share';
import { useRead } from '../api/use-read';
import { useT, useTerm } from '../i18n';
import { useMay } from '../session';
import { Code, Countdown, Instant, Name } from '../ui/code';
import { type Column, DataTable, RowKeys } from '../ui/data-table';
import { Icon } from '../ui/icon';
import { Answer, Page } from '../ui/page';
import { NewRequest } from './request-new';
import { type Act, ActSheet } from './request-sheets';

function useActs(): (r: AuthorityRequest) => Act[] {
	const may = useMay();
	return (r) => {
		const acts: Act[] = [];
		if (r.state === 'filed' && may('requests.decide')) acts.push('decide');
		if ((r.state === 'accepted' || r.state === 'answered') && may('disclosures.make'))
			acts.push('answer');
		if (r.approval === 'asked' && may('later-use.decide')) acts.push('review');
		return acts;
	};
}

/** Whom or what is asked for. */
function Subject({ r }: { r: AuthorityRequest }) {
	const person = [r.given, r.family].filter(Boolean).join(' ');
	return (
		<span className="stack">
			{person && <Name>{person}</Name>}
			{r.birth_date && <Code>{r.birth_date}</Code>}
			{r.document && <Code mono>{r.document}</Code>}
			{r.flight && <Code mono>{r.flight}</Code>}
			<Code>{`${r.from} – ${r.to}`}</Code>
		</span>
	);
}

function LaterUse({ r }: { r: AuthorityRequest }) {
	const t = useT();
	if (!r.approval) return null;
	return (
		<span className="stack">
			<strong>{t(`approval.${r.approval}`)}</strong>
			{r.circumstances && <bdi className="quiet">{r.circumstances}</bdi>}
			{r.evidence && <bdi className="quiet">{r.evidence}</bdi>}
			{r.approval === 'asked' && r.approval_due_at && (
				<span>
					{t('share.review-due')} <Countdown deadline={r.approval_due_at} />
				</span>
			)}
			{r.approval_reason && <bdi className="quiet">{r.approval_reason}</bdi>}
		</span>
	);
}

function State({ r }: { r: AuthorityRequest }) {
	const t = useT();
	const open = r.state === 'filed' || r.state === 'accepted';
	return (
		<span className="stack">
			<span className="status" data-status={r.state}>
				{t(`request-state.${r.state}`)}
			</span>
			{open && <Countdown deadline={r.due_at} />}
			{r.cut && (
				<span className="quiet">
					{t('share.cut')} <bdi>{r.cut}</bdi>
				</span>
			)}
			{(r.answer ?? r.reason) && <bdi className="quiet">{r.answer ?? r.reason}</bdi>}
		</span>
	);
}

function useColumns(onAct: (a: Act, r: AuthorityRequest) => void): Column<AuthorityRequest>[] {
	const t = useT();
	const term = useTerm();
	const acts = useActs();
	return [
		{
			id: 'number',
			header: t('rights.number'),
			head: true,
			cell: (r) => (
				<span className="stack">
					<Code mono>{r.number}</Code>
					{r.urgency === 'urgent' && <strong>{t('urgency.urgent')}</strong>}
				</span>
			),
		},
		{ id: 'state', header: t('flights.status'), cell: (r) => <State r={r} /> },
		{
			id: 'who',
			header: t('share.officer'),
			cell: (r) => (
				<span className="stack">
					<bdi>{r.officer}</bdi>
					<bdi className="quiet">{r.authority.title}</bdi>
					<Instant text={r.filed_at} />
				</span>
			),
		},
		{ id: 'subject', header: t('share.subject'), cell: (r) => <Subject r={r} /> },
		{
			id: 'grounds',
			header: t('share.grounds'),
			cell: (r) => (
				<span className="stack">
					<bdi>{r.grounds}</bdi>
					<bdi className="quiet">
						{r.case} · {r.offence}
					</bdi>
					<span className="quiet">
						{r.fields
							.split(' ')
							.map((f) => term('share-field', f))
							.join(', ')}
					</span>
				</span>
			),
		},
		{ id: 'later', header: t('share.later-use'), cell: (r) => <LaterUse r={r} /> },
		{
			id: 'acts',
			header: <span className="visually-hidden">{t('share.acts')}</span>,
			cell: (r) => (
				<span className="buttons">
					{acts(r).map((one) => (
						<Button key={one} className="button small" onPress={() => onAct(one, r)}>
							{t(`request-act.${one}`)}
						</Button>
					))}
				</span>
			),
		},
	];
}

function Table({ page, reload }: { page: Answered; reload: () => void }) {
	const t = useT();
	const [open, setOpen] = useState<{ act: Act; r: AuthorityRequest }>();
	const columns = useColumns((act, r) => setOpen({ act, r }));
	return (
		<RowKeys>
			<DataTable
				label={t('nav.requests')}
				columns={columns}
				rows={page.requests}
				keyOf={(r) => r.id}
				empty={<p>{t('share.no-requests')}</p>}
			/>
			{open && (
				<ActSheet
					act={open.act}
					request={open.r}
					now={page.now}
					onClose={() => setOpen(undefined)}
					onDone={reload}
				/>
			)}
		</RowKeys>
	);
}

function leadOf(may: ReturnType<typeof useMay>) {
	if (may('packages.receive')) return 'share.own-requests-text' as const;
	return may('later-use.decide')
		? ('share.review-text' as const)
		: ('share.requests-text' as const);
}

export function RequestsPage() {
	const t = useT();
	const may = useMay();
	const read = useRead<Answered>('/requests', ['hits']);
	const [adding, setAdding] = useState(false);
	return (
		<Page
			title={t('nav.requests')}
			actions={
				may('requests.file') && (
					<Button className="button primary" onPress={() => setAdding(true)}>
						<Icon name="plus" />
						{t('share.new-request')}
					</Button>
				)
			}
		>
			<p className="lead">{t(leadOf(may))}</p>
			<Answer read={read}>
				{(page) => (
					<>
						<Table page={page} reload={read.reload} />
						{adding && (
							<NewRequest now={page.now} onClose={() => setAdding(false)} onDone={read.reload} />
						)}
					</>
				)}
			</Answer>
		</Page>
	);
}
