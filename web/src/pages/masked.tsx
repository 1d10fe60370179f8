// SPDX-License-Identifier: Apache-2.0
// Masked records: found by process, shown to one person for one case and one day.

import { type ComponentProps, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { post, query } from '../api/client';
import type { SealedFound, Unmask, UnmaskPage } from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useMay, useSession } from '../session';
import { announce } from '../ui/announce';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Choice, Field, Segmented, SendForm, Sheet, useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { Answer, Page } from '../ui/page';
import { RecordSheet } from './unmasked';

const STATES = ['all', 'asked', 'approved', 'refused', 'review'] as const;
type State = (typeof STATES)[number];

/** What one may do with a request now. */
type Act = 'decide' | 'open' | 'read' | 'review';

function useActs(): (request: Unmask, now: string) => Act[] {
	const may = useMay();
	const { session } = useSession();
	return (request, now) => {
		const acts: Act[] = [];
		const mine = request.requester === session?.user.id;
		const running = request.state === 'approved' && (request.ends_at ?? '') > now;
		if (request.state === 'asked' && may('unmask.decide') && !mine) acts.push('decide');
		if (mine && running) acts.push(request.open ? 'read' : 'open');
		if (request.state === 'approved' && !request.reviewed_at && may('unmask.review'))
			acts.push('review');
		return acts;
	};
}

function useColumns(now: string, onAct: (act: Act, request: Unmask) => void): Column<Unmask>[] {
	const t = useT();
	const acts = useActs();
	return [
		{
			id: 'pseudonym',
			header: t('masked.pseudonym'),
			head: true,
			cell: (r) => (
				<Link href={`/travellers/${r.traveller}`} className="strong">
					<Code mono>{r.pseudonym}</Code>
				</Link>
			),
		},
		{ id: 'state', header: t('flights.status'), cell: (r) => t(`masked.state.${r.state}`) },
		{ id: 'case', header: t('masked.case'), cell: (r) => <bdi>{r.case}</bdi> },
		{ id: 'basis', header: t('masked.legal-basis'), cell: (r) => <bdi>{r.legal_basis}</bdi> },
		{ id: 'reason', header: t('masked.reason'), cell: (r) => <bdi>{r.reason}</bdi> },
		{ id: 'fields', header: t('masked.fields'), cell: (r) => <Code>{r.fields}</Code> },
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
			cell: (r) =>
				r.decided_by ? (
					<span className="stack">
						<bdi>{r.decided_by}</bdi>
						{r.ends_at && <Instant text={r.ends_at} />}
					</span>
				) : (
					<None />
				),
		},
		{
			id: 'review',
			header: t('masked.review'),
			cell: (r) =>
				r.review_result ? (
					t(`masked.result.${r.review_result}` as 'masked.result.lawful')
				) : (
					<None />
				),
		},
		{
			id: 'act',
			header: <span className="visually-hidden">{t('masked.acts')}</span>,
			cell: (r) =>
				acts(r, now).map((act) => (
					<Button
						key={act}
						className="button small"
						aria-label={`${t(`masked.act.${act}`)}: ${r.pseudonym}`}
						onPress={() => onAct(act, r)}
					>
						{t(`masked.act.${act}`)}
					</Button>
				)),
		},
	];
}

interface ActSheet {
	request: Unmask;
	onClose: () => void;
	onDone: () => void;
}

/** A share of the vault's key: typed, never shown. */
function ShareField(props: ComponentProps<typeof Field>) {
	return <Field type="password" autoComplete="off" latin {...props} />;
}

function Decide({ request, onClose, onDone }: ActSheet) {
	const t = useT();
	const [answer, setAnswer] = useState<'approval' | 'refusal'>('approval');
	const [reason, setReason] = useState('');
	const [share, setShare] = useState('');
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			const body = answer === 'approval' ? { reason, share } : { reason };
			await post<Unmask>(`/unmask/${request.id}/${answer}`, body);
			announce(t(`masked.said.${answer}`));
			onDone();
			onClose();
		});
	return (
		<Sheet title={t('masked.act.decide')} onClose={onClose}>
			<p>
				<bdi>{request.reason}</bdi>
			</p>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t('masked.send')}
				onCancel={onClose}
			>
				<Choice
					label={t('masked.answer')}
					value={answer}
					onChange={setAnswer}
					options={[
						{ id: 'approval', label: t('masked.answer.approval') },
						{ id: 'refusal', label: t('masked.answer.refusal') },
					]}
				/>
				<Field label={t('masked.reason')} value={reason} onChange={setReason} autoFocus />
				{answer === 'approval' && (
					<ShareField
						label={t('masked.share')}
						hint={t('masked.share-hint')}
						value={share}
						onChange={setShare}
						required={false}
					/>
				)}
			</SendForm>
		</Sheet>
	);
}

function Open({ request, onClose, onDone }: ActSheet) {
	const t = useT();
	const [share, setShare] = useState('');
	const [second, setSecond] = useState('');
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			await post<Unmask>(`/unmask/${request.id}/opening`, { share, second_share: second });
			onDone();
			onClose();
		});
	return (
		<Sheet title={t('masked.act.open')} onClose={onClose}>
			<p>{t('masked.open-text')}</p>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t('masked.act.open')}
				onCancel={onClose}
			>
				<ShareField label={t('masked.share')} value={share} onChange={setShare} autoFocus />
				<ShareField
					label={t('masked.second-share')}
					hint={t('masked.second-share-hint')}
					value={second}
					onChange={setSecond}
					required={false}
				/>
			</SendForm>
		</Sheet>
	);
}

function Review({ request, onClose, onDone }: ActSheet) {
	const t = useT();
	const [result, setResult] = useState<'lawful' | 'unlawful'>('lawful');
	const [note, setNote] = useState('');
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			await post<Unmask>(`/unmask/${request.id}/review`, { result, note });
			announce(t('masked.said.review'));
			onDone();
			onClose();
		});
	return (
		<Sheet title={t('masked.act.review')} onClose={onClose}>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t('masked.send')}
				onCancel={onClose}
			>
				<Choice
					label={t('masked.review')}
					value={result}
					onChange={setResult}
					options={[
						{ id: 'lawful', label: t('masked.result.lawful') },
						{ id: 'unlawful', label: t('masked.result.unlawful') },
					]}
				/>
				<Field label={t('masked.reason')} value={note} onChange={setNote} autoFocus />
			</SendForm>
		</Sheet>
	);
}

const NOTHING = { name: '', birth_date: '', document: '', issuer: '', case: '', reason: '' };

function SearchByProcess({ onClose }: { onClose: () => void }) {
	const t = useT();
	const { number } = useFormats();
	const [asked, setAsked] = useState(NOTHING);
	const [found, setFound] = useState<SealedFound>();
	const { sending, error, send } = useSending();
	const set = (name: keyof typeof NOTHING) => ({
		value: asked[name],
		onChange: (value: string) => setAsked((a) => ({ ...a, [name]: value })),
		autoComplete: 'off',
	});
	return (
		<Sheet title={t('masked.search')} onClose={onClose}>
			<p className="hint">{t('masked.search-text')}</p>
			<SendForm
				onSubmit={() => send(async () => setFound(await post('/sealed/search', asked)))}
				sending={sending}
				error={error}
				action={t('masked.search')}
				onCancel={onClose}
			>
				<Field label={t('field.name')} required={false} {...set('name')} />
				<Field
					label={t('field.birth_date')}
					hint="YYYY-MM-DD"
					required={false}
					latin
					{...set('birth_date')}
				/>
				<Field label={t('masked.document')} required={false} latin {...set('document')} />
				<Field label={t('masked.issuer')} required={false} latin {...set('issuer')} />
				<Field label={t('masked.case')} {...set('case')} />
				<Field label={t('masked.reason')} {...set('reason')} />
			</SendForm>
			{found && (
				<div role="status">
					<p className="strong">{t('masked.found', { n: number(found.count) })}</p>
					<ul className="hit-links">
						{found.found.map((one) => (
							<li key={one.traveller}>
								<Link href={`/travellers/${one.traveller}`} className="strong">
									<Code mono>{one.pseudonym}</Code>
								</Link>
								<Code>{`${one.flight.carrier} ${one.flight.number}`}</Code>
								<span className="quiet">{t(`masked.method.${one.method}`)}</span>
							</li>
						))}
					</ul>
				</div>
			)}
		</Sheet>
	);
}

function Requests({ page, reload }: { page: UnmaskPage; reload: () => void }) {
	const t = useT();
	const [doing, setDoing] = useState<{ act: Act; request: Unmask }>();
	const columns = useColumns(page.now, (act, request) => setDoing({ act, request }));
	const sheet = doing && {
		request: doing.request,
		onClose: () => setDoing(undefined),
		onDone: reload,
	};
	return (
		<>
			<DataTable
				label={t('masked.requests')}
				columns={columns}
				rows={page.requests}
				keyOf={(r) => r.id}
				empty={<p>{t('masked.none')}</p>}
			/>
			{sheet && doing.act === 'decide' && <Decide {...sheet} />}
			{sheet && doing.act === 'open' && <Open {...sheet} />}
			{sheet && doing.act === 'review' && <Review {...sheet} />}
			{sheet && doing.act === 'read' && (
				<RecordSheet request={doing.request} onClose={sheet.onClose} />
			)}
		</>
	);
}

export function MaskedPage() {
	const t = useT();
	const may = useMay();
	const [searching, setSearching] = useState(false);
	const [state, setState] = useState<State>('all');
	const read = useRead<UnmaskPage>(
		`/unmask${query({ state: state === 'all' ? undefined : state })}`,
		['hits'],
	);
	return (
		<Page
			title={t('nav.masked')}
			actions={
				(may('unmask.ask') || may('unmask.review')) && (
					<Button className="button primary" onPress={() => setSearching(true)}>
						<Icon name="search" />
						{t('masked.search')}
					</Button>
				)
			}
		>
			<p className="lead">{t('masked.text')}</p>
			<Segmented
				label={t('flights.status')}
				value={state}
				onChange={setState}
				options={STATES.map((id) => ({ id, label: t(`masked.state.${id}`) }))}
			/>
			<Answer read={read}>{(page) => <Requests page={page} reload={read.reload} />}</Answer>
			{searching && <SearchByProcess onClose={() => setSearching(false)} />}
		</Page>
	);
}
