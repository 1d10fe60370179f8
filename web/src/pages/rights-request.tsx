// SPDX-License-Identifier: Apache-2.0
// One request of a person, step by step: identity, search, who it is, decision, answer.

import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { act, post } from '../api/client';
import {
	type RightsRequestPage as Answered,
	FIELDS,
	RIGHTS_DECISIONS,
	type RightsFound,
	type RightsRequest,
} from '../api/oversight';
import { useRead } from '../api/use-read';
import { useFormats, useLanguage, useT, useTerm } from '../i18n';
import { announce } from '../ui/announce';
import { Code, Countdown, Instant, Name, None, Route } from '../ui/code';
import { Crumbs } from '../ui/crumbs';
import { type Column, DataTable } from '../ui/data-table';
import { Choice, Field, Segmented, useSending } from '../ui/form';
import { NoteSheet } from '../ui/note-form';
import { Answer, ErrorNotice, Fact, Facts, Notice, Page, Section } from '../ui/page';

function RequestFacts({ request }: { request: RightsRequest }) {
	const t = useT();
	return (
		<Facts>
			<Fact label={t('rights.kind')}>{t(`rights-kind.${request.kind}`)}</Fact>
			<Fact label={t('rights.state')}>
				{request.decision
					? t(`rights-decision.${request.decision}`)
					: t(`rights-state.${request.state}`)}
			</Fact>
			<Fact label={t('rights.due')}>
				{request.state === 'decided' ? <None /> : <Countdown deadline={request.due_at} />}
			</Fact>
			<Fact label={t('rights.received_on')}>
				<Instant text={request.received_at} />
			</Fact>
			<Fact label={t('rights.channel')}>{t(`channel.${request.channel}`)}</Fact>
		</Facts>
	);
}

function Row({ label, children }: { label: string; children: ReactNode }) {
	if (!children) return null;
	return (
		<div>
			<dt>{label}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function Applicant({ request }: { request: RightsRequest }) {
	const t = useT();
	const documents = request.documents.map((d) => [d.issuer, d.number].filter(Boolean).join(' '));
	return (
		<Section title={t('rights.applicant')}>
			<dl className="details">
				<Row label={t('field.name')}>
					<Name>{[request.given, request.family].filter(Boolean).join(' ')}</Name>
				</Row>
				<Row label={t('field.birth_date')}>
					{request.birth_date && <Code>{request.birth_date}</Code>}
				</Row>
				<Row label={t('field.documents')}>
					{documents.length > 0 && <Code>{documents.join(', ')}</Code>}
				</Row>
				<Row label={t('rights.address')}>
					<bdi>{request.address}</bdi>
				</Row>
				<Row label={t('rights.wish')}>{request.wish && <bdi>{request.wish}</bdi>}</Row>
				<Row label={t('rights.identity')}>
					{request.identity_how && (
						<span className="stack">
							<bdi>{request.identity_how}</bdi>
							<span className="quiet">
								<bdi>{request.identity_by}</bdi> · <Instant text={request.identity_at} />
							</span>
						</span>
					)}
				</Row>
				<Row label={t('rights.extended')}>
					{request.extended_why && <bdi>{request.extended_why}</bdi>}
				</Row>
				<Row label={t('rights.reason')}>
					{request.reason && (
						<span className="stack">
							<bdi>{request.reason}</bdi>
							<span className="quiet">
								<bdi>{request.decided_by}</bdi> · <Instant text={request.decided_at} />
							</span>
						</span>
					)}
				</Row>
			</dl>
		</Section>
	);
}

interface StepProps {
	request: RightsRequest;
	onChanged: () => void;
}

function useFoundColumns({ request, onChanged }: StepProps): Column<RightsFound>[] {
	const t = useT();
	const term = useTerm();
	const { percent } = useFormats();
	const { send, error } = useSending();
	const mark = (found: RightsFound, state: string) =>
		send(async () => {
			await post(`/rights/${request.id}/found`, { traveller: found.traveller, state });
			onChanged();
		});
	return [
		{
			id: 'name',
			header: t('field.name'),
			head: true,
			cell: (f) => (
				<Link href={`/travellers/${f.traveller}`}>
					<Name>{[f.given, f.middle, f.family].filter(Boolean).join(' ')}</Name>
				</Link>
			),
		},
		{
			id: 'birth',
			header: t('field.birth_date'),
			cell: (f) => (f.birth_date ? <Code>{f.birth_date}</Code> : <None />),
		},
		{
			id: 'flight',
			header: t('flights.flight'),
			cell: (f) => (
				<span className="stack">
					<Code>
						{f.carrier}
						{f.number}
					</Code>
					<Route from={f.from} to={f.to} />
				</span>
			),
		},
		{
			id: 'score',
			header: t('hits.score'),
			number: true,
			cell: (f) => (
				<span className="stack">
					<span>{percent(f.score / 1000)}</span>
					<span className="quiet">{term('method', f.method)}</span>
				</span>
			),
		},
		{
			id: 'who',
			header: t('rights.who'),
			cell: (f) =>
				request.state === 'decided' ? (
					t(`rights-found.${f.state}`)
				) : (
					<>
						<Segmented
							label={t('rights.who')}
							value={f.state}
							onChange={(state) => state !== 'found' && mark(f, state)}
							options={(['found', 'same', 'other'] as const).map((id) => ({
								id,
								label: t(`rights-found.${id}`),
							}))}
						/>
						{error && <ErrorNotice error={error} />}
					</>
				),
		},
	];
}

function Found({ page, onChanged }: { page: Answered; onChanged: () => void }) {
	const t = useT();
	const { request } = page;
	const { sending, error, send } = useSending();
	const search = () =>
		send(async () => {
			const { found } = await act<{ found: number }>(`/rights/${request.id}/search`);
			announce(t('rights.found-count', { n: found }));
			onChanged();
		});
	return (
		<Section
			title={t('rights.found')}
			side={
				request.state === 'open' && (
					<Button className="button" data-pending={sending || undefined} onPress={search}>
						{t('rights.search')}
					</Button>
				)
			}
		>
			<p className="hint">{t('rights.search-text')}</p>
			{error && <ErrorNotice error={error} />}
			<DataTable
				label={t('rights.found')}
				columns={useFoundColumns({ request, onChanged })}
				rows={page.found}
				keyOf={(f) => f.traveller}
				empty={<p>{t('rights.nobody')}</p>}
			/>
		</Section>
	);
}

function DecideSheet({ request, onChanged, onClose }: StepProps & { onClose: () => void }) {
	const t = useT();
	const [field, setField] = useState<(typeof FIELDS)[number]>('family');
	const [content, setContent] = useState('');
	const puts = request.kind === 'rectification';
	return (
		<NoteSheet
			title={t('rights.decide')}
			action={t('rights.decide')}
			noteLabel={t('rights.reason')}
			choice={{
				label: t('rights.decision'),
				first: 'granted',
				options: RIGHTS_DECISIONS.map((id) => ({ id, label: t(`rights-decision.${id}`) })),
			}}
			extra={(decision) => (
				<>
					<p className="hint">{t(`rights-means.${request.kind}`)}</p>
					{puts && decision !== 'refused' && (
						<>
							<Choice
								label={t('rights.field')}
								value={field}
								onChange={setField}
								options={FIELDS.map((id) => ({ id, label: t(`field.${id}`) }))}
							/>
							<Field label={t('rights.content')} value={content} onChange={setContent} />
						</>
					)}
				</>
			)}
			onSend={async (reason, decision) => {
				const put = puts ? { field, content } : { field: '', content: '' };
				await post(`/rights/${request.id}/decision`, { decision, reason, ...put });
				onChanged();
			}}
			onClose={onClose}
		/>
	);
}

type Open = 'identity' | 'extension' | 'decision';

function Steps({ request, onChanged }: StepProps) {
	const t = useT();
	const [open, setOpen] = useState<Open>();
	const close = () => setOpen(undefined);
	const text = (step: 'identity' | 'extension', body: 'how' | 'reason') => (
		<NoteSheet
			title={t(`rights.${step}-title`)}
			noteLabel={t(`rights.${step}-label`)}
			action={t(`rights.${step}-action`)}
			onSend={async (note) => {
				await post(`/rights/${request.id}/${step}`, { [body]: note });
				onChanged();
			}}
			onClose={close}
		/>
	);
	if (request.state === 'decided') return null;
	return (
		<div className="buttons">
			{request.state === 'identity' && (
				<Button className="button primary" onPress={() => setOpen('identity')}>
					{t('rights.identity-action')}
				</Button>
			)}
			{request.state === 'open' && (
				<Button className="button primary" onPress={() => setOpen('decision')}>
					{t('rights.decide')}
				</Button>
			)}
			{!request.extended_why && (
				<Button className="button" onPress={() => setOpen('extension')}>
					{t('rights.extension-action')}
				</Button>
			)}
			{open === 'identity' && text('identity', 'how')}
			{open === 'extension' && text('extension', 'reason')}
			{open === 'decision' && (
				<DecideSheet request={request} onChanged={onChanged} onClose={close} />
			)}
		</div>
	);
}

function Answers({ request }: { request: RightsRequest }) {
	const t = useT();
	const { language } = useLanguage();
	const href = (version: string) =>
		`/api/v1/rights/${request.id}/answer?version=${version}&language=${language === 'ar' ? 'ar' : 'en'}`;
	if (request.state === 'identity')
		return <Notice tone="info">{t('rights.identity-first')}</Notice>;
	return (
		<Section title={t('rights.answers')}>
			<p className="hint">{t('rights.answers-text')}</p>
			<div className="buttons">
				<a className="button" href={href('person')} download>
					{t('rights.for-person')}
				</a>
				<a className="button" href={href('court')} download>
					{t('rights.for-court')}
				</a>
			</div>
		</Section>
	);
}

export function RightsRequestPage({ id }: { id: string }) {
	const t = useT();
	const read = useRead<Answered>(`/rights/${id}`);
	const title = read.data?.request.number ?? t('nav.rights');
	return (
		<Page
			title={title}
			ready={Boolean(read.data || read.error)}
			above={<Crumbs to={[{ href: '/rights', label: t('nav.rights') }]} />}
		>
			<Answer read={read}>
				{(page) => (
					<>
						<RequestFacts request={page.request} />
						<Steps request={page.request} onChanged={read.reload} />
						<Applicant request={page.request} />
						{page.request.state !== 'identity' && <Found page={page} onChanged={read.reload} />}
						<Answers request={page.request} />
					</>
				)}
			</Answer>
		</Page>
	);
}
