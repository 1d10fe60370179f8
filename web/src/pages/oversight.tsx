// SPDX-License-Identifier: Apache-2.0
// The data protection officer's workbench: what to ask about, what to look at, what to prove.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { post } from '../api/client';
import {
	type OversightPage as Answered,
	LOOKUP_RESULTS,
	NOTICE_STATES,
	type OddLookup,
	SAMPLE_RESULTS,
	type Sample,
	type SampleItem,
	type Statistic,
	type UseNotice,
} from '../api/oversight';
import { useRead } from '../api/use-read';
import { useFormats, useT, useTerm } from '../i18n';
import { Code, Instant, None, OutcomeWord } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Field, SendForm, Sheet, useSending } from '../ui/form';
import { NoteSheet } from '../ui/note-form';
import { Answer, Fact, Facts, Notice, Page, Section } from '../ui/page';
import { CriteriaAnswered } from './checklist';
import { Shared } from './third-countries';

function Settle({ label, onPress }: { label: string; onPress: () => void }) {
	return (
		<Button className="button small" onPress={onPress}>
			{label}
		</Button>
	);
}

function Result({ word, note }: { word: string; note: string | undefined }) {
	return (
		<span className="stack">
			<span>{word}</span>
			{note && <bdi className="quiet">{note}</bdi>}
		</span>
	);
}

/* ---- odd look-ups ---- */

function Lookups({ rows, onChanged }: { rows: readonly OddLookup[]; onChanged: () => void }) {
	const t = useT();
	const term = useTerm();
	const [open, setOpen] = useState<OddLookup>();
	const columns: Column<OddLookup>[] = [
		{
			id: 'sign',
			header: t('oversight.sign'),
			head: true,
			cell: (o) => (
				<span className="stack">
					<span className="strong">{t(`sign.${o.sign}`)}</span>
					{o.sign === 'mass' && (
						<span className="quiet">{t('oversight.count', { n: o.count })}</span>
					)}
				</span>
			),
		},
		{ id: 'actor', header: t('audit.actor'), cell: (o) => <bdi>{o.actor}</bdi> },
		{ id: 'at', header: t('audit.at'), cell: (o) => <Instant text={o.at} /> },
		{
			id: 'record',
			header: t('oversight.record'),
			cell: (o) => (
				<Code mono>
					{o.record} · {o.object}
				</Code>
			),
		},
		{
			id: 'result',
			header: t('oversight.result'),
			cell: (o) =>
				o.result ? (
					<Result word={term('lookup-result', o.result)} note={o.note} />
				) : (
					<Settle label={t('oversight.settle')} onPress={() => setOpen(o)} />
				),
		},
	];
	return (
		<Section title={t('oversight.lookups')}>
			<p className="hint">{t('oversight.lookups-text')}</p>
			<DataTable
				label={t('oversight.lookups')}
				columns={columns}
				rows={rows}
				keyOf={(o) => o.id}
				empty={<p>{t('oversight.no-lookups')}</p>}
			/>
			{open && (
				<NoteSheet
					title={t(`sign.${open.sign}`)}
					action={t('oversight.settle')}
					noteLabel={t('oversight.note')}
					choice={{
						label: t('oversight.result'),
						first: 'asked',
						options: LOOKUP_RESULTS.map((id) => ({ id, label: t(`lookup-result.${id}`) })),
					}}
					onSend={async (note, result) => {
						await post(`/oversight/lookups/${open.id}`, { result, note });
						onChanged();
					}}
					onClose={() => setOpen(undefined)}
				/>
			)}
		</Section>
	);
}

/* ---- samples ---- */

function DrawSheet({
	today,
	onDrawn,
	onClose,
}: {
	today: string;
	onDrawn: () => void;
	onClose: () => void;
}) {
	const t = useT();
	const [form, setForm] = useState({ from: `${today.slice(0, 8)}01`, to: today, seed: '' });
	const { sending, error, send } = useSending();
	const field = (name: keyof typeof form) => ({
		value: form[name],
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
	});
	return (
		<Sheet title={t('oversight.draw')} onClose={onClose}>
			<SendForm
				action={t('oversight.draw')}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={() =>
					send(async () => {
						await post('/oversight/samples', form);
						onDrawn();
						onClose();
					})
				}
			>
				<Field label={t('oversight.from')} hint={t('rights.day-hint')} latin {...field('from')} />
				<Field label={t('oversight.to')} hint={t('rights.day-hint')} latin {...field('to')} />
				<Field
					label={t('oversight.seed')}
					hint={t('oversight.seed-hint')}
					required={false}
					latin
					{...field('seed')}
				/>
			</SendForm>
		</Sheet>
	);
}

function useSampleColumns(onSettle: (item: SampleItem) => void): Column<SampleItem>[] {
	const t = useT();
	const term = useTerm();
	return [
		{ id: 'n', header: t('audit.seq'), number: true, head: true, cell: (i) => i.ordinal },
		{
			id: 'outcome',
			header: t('oversight.decision'),
			cell: (i) => (
				<span className="stack">
					{i.outcome ? <OutcomeWord group="decision" outcome={i.outcome} /> : <None />}
					{i.hit && <Link href={`/hits/${i.hit}`}>{t('hits.hit')}</Link>}
					<span className="quiet">
						<bdi>{i.by}</bdi> · <Instant text={i.decided_at} />
					</span>
				</span>
			),
		},
		{
			id: 'reason',
			header: t('decide.reason'),
			cell: (i) => (
				<>
					<bdi className="prose">{i.reason}</bdi>
					<CriteriaAnswered checklist={i.checklist} />
				</>
			),
		},
		{
			id: 'result',
			header: t('oversight.result'),
			cell: (i) =>
				i.result ? (
					<Result word={term('sample-result', i.result)} note={i.note} />
				) : (
					<Settle label={t('oversight.settle')} onPress={() => onSettle(i)} />
				),
		},
	];
}

interface SamplesProps {
	sample: Sample | undefined;
	today: string;
	onChanged: () => void;
}

function Samples({ sample, today, onChanged }: SamplesProps) {
	const t = useT();
	const [drawing, setDrawing] = useState(false);
	const [open, setOpen] = useState<SampleItem>();
	const columns = useSampleColumns(setOpen);
	return (
		<Section
			title={t('oversight.sample')}
			side={
				<Button className="button" onPress={() => setDrawing(true)}>
					{t('oversight.draw')}
				</Button>
			}
		>
			{sample && (
				<p className="hint">
					{t('oversight.drawn', { n: sample.items.length, all: sample.population })}{' '}
					<Instant text={sample.drawn_at} /> · {t('oversight.seed')} <Code mono>{sample.seed}</Code>
				</p>
			)}
			<DataTable
				label={t('oversight.sample')}
				columns={columns}
				rows={sample?.items ?? []}
				keyOf={(i) => i.decision}
				empty={<p>{t('oversight.no-sample')}</p>}
			/>
			{drawing && <DrawSheet today={today} onDrawn={onChanged} onClose={() => setDrawing(false)} />}
			{open && sample && (
				<NoteSheet
					title={t('oversight.decision')}
					action={t('oversight.settle')}
					noteLabel={t('oversight.note')}
					choice={{
						label: t('oversight.result'),
						first: 'in-order',
						options: SAMPLE_RESULTS.map((id) => ({ id, label: t(`sample-result.${id}`) })),
					}}
					onSend={async (note, result) => {
						await post(`/oversight/samples/${sample.id}`, {
							decision: open.decision,
							result,
							note,
						});
						onChanged();
					}}
					onClose={() => setOpen(undefined)}
				/>
			)}
		</Section>
	);
}

/* ---- notices to people whose data were used ---- */

function Notices({ rows, onChanged }: { rows: readonly UseNotice[]; onChanged: () => void }) {
	const t = useT();
	const [open, setOpen] = useState<UseNotice>();
	const [day, setDay] = useState('');
	const columns: Column<UseNotice>[] = [
		{
			id: 'hit',
			header: t('hits.hit'),
			head: true,
			cell: (n) => <Link href={`/hits/${n.hit}`}>{t('hits.hit')}</Link>,
		},
		{ id: 'opened', header: t('oversight.opened'), cell: (n) => <Instant text={n.opened_at} /> },
		{ id: 'review', header: t('oversight.review'), cell: (n) => <Instant text={n.review_at} /> },
		{
			id: 'state',
			header: t('rights.state'),
			cell: (n) => <Result word={t(`notice-state.${n.state}`)} note={n.reason} />,
		},
		{
			id: 'settle',
			header: <span className="visually-hidden">{t('oversight.settle')}</span>,
			cell: (n) =>
				n.state === 'waiting' && (
					<Settle label={t('oversight.settle')} onPress={() => setOpen(n)} />
				),
		},
	];
	return (
		<Section title={t('oversight.notices')}>
			<p className="hint">{t('oversight.notices-text')}</p>
			<DataTable
				label={t('oversight.notices')}
				columns={columns}
				rows={rows}
				keyOf={(n) => n.decision}
				empty={<p>{t('oversight.no-notices')}</p>}
			/>
			{open && (
				<NoteSheet
					title={t('oversight.notices')}
					action={t('oversight.settle')}
					noteLabel={t('rights.reason')}
					choice={{
						label: t('rights.state'),
						first: 'sent',
						options: NOTICE_STATES.map((id) => ({ id, label: t(`notice-state.${id}`) })),
					}}
					extra={(state) =>
						state === 'waiting' && (
							<Field
								label={t('oversight.review')}
								hint={t('rights.day-hint')}
								value={day}
								onChange={setDay}
								latin
							/>
						)
					}
					onSend={async (reason, state) => {
						const review_on = state === 'waiting' ? day : '';
						await post(`/use-notices/${open.decision}`, { state, review_on, reason });
						onChanged();
					}}
					onClose={() => setOpen(undefined)}
				/>
			)}
		</Section>
	);
}

/* ---- counts ---- */

export function Statistics({ rows }: { rows: readonly Statistic[] }) {
	const t = useT();
	const term = useTerm();
	const { number } = useFormats();
	const columns: Column<Statistic>[] = [
		{ id: 'year', header: t('oversight.year'), head: true, cell: (s) => <Code>{s.year}</Code> },
		{ id: 'name', header: t('oversight.counted'), cell: (s) => term('statistic', s.name) },
		{
			id: 'amount',
			header: t('oversight.amount'),
			number: true,
			cell: (s) => number(s.amount),
		},
	];
	return (
		<DataTable
			label={t('oversight.statistics')}
			columns={columns}
			rows={rows}
			keyOf={(s) => `${s.year} ${s.name}`}
			empty={<p>{t('oversight.no-statistics')}</p>}
		/>
	);
}

interface ToReview {
	to_review: number;
}

interface Keeping {
	overdue: number;
}

/** What is kept elsewhere: unmaskings that wait for the officer, and deletion that is late. */
function Elsewhere() {
	const t = useT();
	const { number } = useFormats();
	const unmask = useRead<ToReview>('/unmask?state=review');
	const keeping = useRead<Keeping>('/retention');
	return (
		<>
			<Fact label={t('oversight.unmask')}>
				<Link href="/masked">{unmask.data ? number(unmask.data.to_review) : '–'}</Link>
			</Fact>
			<Fact label={t('oversight.overdue')}>
				{keeping.data ? number(keeping.data.overdue) : '–'}
			</Fact>
		</>
	);
}

function Trail({ trail }: { trail: Answered['trail'] }) {
	const t = useT();
	const { number } = useFormats();
	return (
		<>
			<Facts>
				<Fact label={t('nav.audit')}>
					<Link href="/audit">{t(trail.verified ? 'audit.whole' : 'oversight.broken')}</Link>
				</Fact>
				<Fact label={t('oversight.records')}>{number(trail.records)}</Fact>
				<Fact label={t('oversight.checkpoints')}>{number(trail.checkpoints)}</Fact>
				<Fact label={t('oversight.proved')}>{number(trail.proved)}</Fact>
				<Elsewhere />
			</Facts>
			{!trail.verified && (
				<Notice tone="error" alert>
					{t('audit.broken-text')}
				</Notice>
			)}
		</>
	);
}

export function OversightPage() {
	const t = useT();
	const read = useRead<Answered>('/oversight');
	return (
		<Page
			title={t('nav.oversight')}
			actions={
				<a className="button" href="/api/v1/oversight/compliance" download>
					{t('oversight.pack')}
				</a>
			}
		>
			<p className="lead">{t('oversight.text')}</p>
			<Answer read={read}>
				{(page) => (
					<>
						<Trail trail={page.trail} />
						<Lookups rows={page.lookups} onChanged={read.reload} />
						<Samples sample={page.sample} today={page.now.slice(0, 10)} onChanged={read.reload} />
						<Shared />
						<Notices rows={page.notices} onChanged={read.reload} />
						<Section title={t('oversight.statistics')}>
							<Statistics rows={page.statistics} />
						</Section>
					</>
				)}
			</Answer>
		</Page>
	);
}
