// SPDX-License-Identifier: Apache-2.0
// What was sent: to whom, acknowledged, feedback due, recalled. An authority sees its own packages.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { act, post } from '../api/client';
import {
	type DisclosuresPage as Answered,
	type Disclosure,
	dayAfter,
	FEEDBACKS,
} from '../api/share';
import { useRead } from '../api/use-read';
import { useFormats, useT, useTerm } from '../i18n';
import { useMay, useSession } from '../session';
import { announce } from '../ui/announce';
import { Code, Countdown, Instant } from '../ui/code';
import { type Column, DataTable, RowKeys } from '../ui/data-table';
import { Confirm } from '../ui/form';
import { NoteSheet } from '../ui/note-form';
import { Answer, Fact, Facts, Notice, Page } from '../ui/page';

type Act = 'send' | 'drop' | 'recall' | 'acknowledge' | 'feedback' | 'recall-seen';

function useActs(): (d: Disclosure) => Act[] {
	const may = useMay();
	const { session } = useSession();
	return (d) => {
		const acts: Act[] = [];
		const own = may('packages.receive') && d.officer === session?.user.name;
		if (d.state === 'waiting' && may('disclosures.make')) acts.push('send', 'drop');
		if (d.state === 'sent' && may('disclosures.make')) acts.push('recall');
		if (d.state === 'sent' && own && d.fetched_at && !d.acknowledged_at) acts.push('acknowledge');
		if (d.state === 'sent' && own && d.fetched_at && !d.feedback) acts.push('feedback');
		if (d.recall && !d.recall.seen_at && may('packages.receive')) acts.push('recall-seen');
		return acts;
	};
}

/** How things stand with one of them, in words. */
function State({ d, now }: { d: Disclosure; now: string }) {
	const t = useT();
	const term = useTerm();
	const late = d.recall ? !d.recall.seen_at && d.recall.due_at <= now : false;
	return (
		<span className="stack">
			<span className="status" data-status={d.state}>
				{t(`disclosure-state.${d.state}`)}
			</span>
			{d.recall && <span className="quiet">{term('recall-cause', d.recall.cause)}</span>}
			{d.recall?.note && <bdi className="quiet">{d.recall.note}</bdi>}
			{d.recall && (
				<span className="quiet">
					{d.recall.seen_at ? (
						<>
							{t('share.recall-seen')} <bdi>{d.recall.seen_by}</bdi>{' '}
							<Instant text={d.recall.seen_at} />
						</>
					) : (
						t(late ? 'share.recall-overdue' : 'share.recall-unseen')
					)}
				</span>
			)}
			{d.before_review && <span className="quiet">{t('share.before-review')}</span>}
		</span>
	);
}

function Receipt({ d, now }: { d: Disclosure; now: string }) {
	const t = useT();
	if (d.feedback)
		return (
			<span className="stack">
				<strong>{t(`feedback.${d.feedback}`)}</strong>
				{d.feedback_note && <bdi className="quiet">{d.feedback_note}</bdi>}
			</span>
		);
	const overdue = d.state === 'sent' && d.feedback_due_at <= now;
	return (
		<span className="stack">
			<span className="quiet">
				{d.acknowledged_at ? t('share.acknowledged') : t('share.not-acknowledged')}
			</span>
			{d.state === 'sent' && (
				<span>
					{t(overdue ? 'share.feedback-overdue' : 'share.feedback-due')}{' '}
					{!overdue && <Countdown deadline={d.feedback_due_at} />}
				</span>
			)}
		</span>
	);
}

/** The files, for the officer who is named. */
function Files({ d }: { d: Disclosure }) {
	const t = useT();
	const { session } = useSession();
	const may = useMay();
	if (d.state !== 'sent' || !d.package || !may('packages.receive')) return null;
	if (d.officer !== session?.user.name)
		return <span className="quiet">{t('share.not-yours')}</span>;
	const address = `/api/v1/disclosures/${d.id}/package`;
	return (
		<span className="buttons">
			<a className="button small" href={`${address}.pdf`} download>
				PDF
			</a>
			<a className="button small" href={`${address}.json`} download>
				JSON
			</a>
		</span>
	);
}

function useColumns(now: string, onAct: (a: Act, d: Disclosure) => void): Column<Disclosure>[] {
	const t = useT();
	const term = useTerm();
	const acts = useActs();
	const may = useMay();
	const words = (fields: string) => fields.split(' ').map((f) => term('share-field', f));
	return [
		{
			id: 'number',
			header: t('share.serial'),
			head: true,
			cell: (d) => (
				<span className="stack">
					{d.hit && may('hits.read') ? (
						<Link href={`/hits/${d.hit}`}>
							<Code mono>{d.number}</Code>
						</Link>
					) : (
						<Code mono>{d.number}</Code>
					)}
					{d.request_number && <Code>{d.request_number}</Code>}
				</span>
			),
		},
		{ id: 'state', header: t('flights.status'), cell: (d) => <State d={d} now={now} /> },
		{
			id: 'to',
			header: t('share.officer'),
			cell: (d) => (
				<span className="stack">
					<bdi>{d.officer}</bdi>
					<bdi className="quiet">{d.authority.title}</bdi>
					{d.transfer_state && <Code>{d.transfer_state}</Code>}
				</span>
			),
		},
		{
			id: 'case',
			header: t('task.case'),
			cell: (d) => (
				<span className="stack">
					<bdi>{d.case}</bdi>
					<span className="quiet">{words(d.fields).join(', ')}</span>
					<bdi className="quiet">{d.caveat}</bdi>
				</span>
			),
		},
		{
			id: 'sent',
			header: t('share.sent'),
			cell: (d) => (
				<span className="stack">
					<Instant text={d.sent_at ?? d.made_at} />
					<bdi className="quiet">{d.released_by ?? d.made_by}</bdi>
				</span>
			),
		},
		{ id: 'receipt', header: t('share.feedback'), cell: (d) => <Receipt d={d} now={now} /> },
		{
			id: 'expires',
			header: t('share.expires'),
			cell: (d) => <Code>{dayAfter(d.expires_at, -1)}</Code>,
		},
		{
			id: 'acts',
			header: <span className="visually-hidden">{t('share.acts')}</span>,
			cell: (d) => (
				<span className="buttons">
					<Files d={d} />
					{acts(d).map((one) => (
						<Button key={one} className="button small" onPress={() => onAct(one, d)}>
							{t(`share-act.${one}`)}
						</Button>
					))}
				</span>
			),
		},
	];
}

interface ActSheetProps {
	chosen: Act;
	d: Disclosure;
	onClose: () => void;
	onDone: () => void;
}

function ActSheet({ chosen, d, onClose, onDone }: ActSheetProps) {
	const t = useT();
	const at = `/disclosures/${d.id}`;
	const title = `${t(`share-act.${chosen}`)}: ${d.number}`;
	const done = () => {
		announce(t('share.done'));
		onDone();
	};
	if (chosen === 'recall')
		return (
			<NoteSheet
				title={title}
				noteLabel={t('share.recall-note')}
				action={t('share-act.recall')}
				onClose={onClose}
				onSend={async (note) => {
					await post(`${at}/recall`, { note });
					done();
				}}
			/>
		);
	if (chosen === 'feedback')
		return (
			<NoteSheet
				title={title}
				choice={{
					label: t('share.feedback'),
					options: FEEDBACKS.map((id) => ({ id, label: t(`feedback.${id}`) })),
					first: 'useful' as (typeof FEEDBACKS)[number],
				}}
				noteLabel={t('share.feedback-note')}
				action={t('share-act.feedback')}
				onClose={onClose}
				onSend={async (note, feedback) => {
					await post(`${at}/feedback`, { feedback, note });
					done();
				}}
			/>
		);
	const steps: Record<string, () => Promise<unknown>> = {
		send: () => post(`${at}/release`, { send: true }),
		drop: () => post(`${at}/release`, { send: false }),
		acknowledge: () => act(`${at}/acknowledgement`),
		'recall-seen': () => act(`${at}/recall-acknowledgement`),
	};
	return (
		<Confirm
			title={title}
			text={t(`share-act-text.${chosen}`)}
			action={t(`share-act.${chosen}`)}
			danger={chosen === 'drop'}
			onClose={onClose}
			onConfirm={async () => {
				await steps[chosen]?.();
				done();
			}}
		/>
	);
}

function Table({ page, reload }: { page: Answered; reload: () => void }) {
	const t = useT();
	const [open, setOpen] = useState<{ act: Act; d: Disclosure }>();
	const columns = useColumns(page.now, (chosen, d) => setOpen({ act: chosen, d }));
	return (
		<RowKeys>
			<DataTable
				label={t('nav.disclosures')}
				columns={columns}
				rows={page.disclosures}
				keyOf={(d) => d.id}
				empty={<p>{t('share.none')}</p>}
			/>
			{open && (
				<ActSheet chosen={open.act} d={open.d} onClose={() => setOpen(undefined)} onDone={reload} />
			)}
		</RowKeys>
	);
}

export function DisclosuresPage() {
	const t = useT();
	const may = useMay();
	const { number } = useFormats();
	const read = useRead<Answered>('/disclosures', ['hits']);
	const own = may('packages.receive');
	return (
		<Page title={t('nav.disclosures')}>
			<p className="lead">{t(own ? 'share.own-text' : 'share.text')}</p>
			<Answer read={read}>
				{(page) => (
					<>
						{own && page.unseen_recalls > 0 && (
							<Notice tone="warning" title={t('share.recalled-title')}>
								<p>{t('share.recalled-text')}</p>
							</Notice>
						)}
						<Facts>
							{!own && <Fact label={t('share.waiting')}>{number(page.waiting)}</Fact>}
							<Fact label={t('share.unseen-recalls')}>{number(page.unseen_recalls)}</Fact>
							<Fact label={t('share.overdue')}>{number(page.overdue)}</Fact>
						</Facts>
						<Table page={page} reload={read.reload} />
					</>
				)}
			</Answer>
		</Page>
	);
}
