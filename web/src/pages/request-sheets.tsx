// SPDX-License-Identifier: Apache-2.0
// What is done with a request: decided, answered within its bounds, reviewed by somebody independent.

import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { type ApiError, act, post } from '../api/client';
import type { AuthorityRequest, Recipients, RequestFind } from '../api/share';
import { useRead } from '../api/use-read';
import { useT, useTerm } from '../i18n';
import { announce } from '../ui/announce';
import { Code, Name } from '../ui/code';
import { Checks, Choice, Field, SendForm, Sheet, useSending } from '../ui/form';
import { NoteSheet } from '../ui/note-form';
import { Answer, ErrorNotice, Loading, Notice } from '../ui/page';
import { PackageFields, usePackage } from './package-form';

export type Act = 'decide' | 'answer' | 'review';

interface Props {
	request: AuthorityRequest;
	now: string;
	onClose: () => void;
	onDone: () => void;
}

const DECISIONS = ['accept', 'refuse'] as const;

function DecideSheet({ request, onClose, onDone }: Props) {
	const t = useT();
	const term = useTerm();
	const asked = request.fields.split(' ');
	const [decision, setDecision] = useState<(typeof DECISIONS)[number]>('accept');
	const [form, setForm] = useState({
		reason: '',
		from: request.from,
		to: request.to,
		fields: asked,
	});
	const { sending, error, send } = useSending();
	const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
	const accept = decision === 'accept';
	const submit = () =>
		send(async () => {
			const { reason, from, to, fields } = form;
			const narrower = { from, to, fields: fields.join(' ') };
			await post(`/requests/${request.id}/decision`, {
				accept,
				reason,
				...(accept && narrower),
			});
			announce(t('share.done'));
			onDone();
			onClose();
		});
	return (
		<Sheet title={`${t('request-act.decide')}: ${request.number}`} onClose={onClose} wide>
			<SendForm
				action={t('rights.decide')}
				sending={sending}
				error={error}
				disabled={accept && form.fields.length === 0}
				onCancel={onClose}
				onSubmit={submit}
			>
				<Choice
					label={t('share.decision')}
					value={decision}
					onChange={setDecision}
					options={DECISIONS.map((id) => ({ id, label: t(`request-decision.${id}`) }))}
				/>
				{accept && (
					<>
						<p className="hint">{t('share.narrow-hint')}</p>
						<Field
							label={t('share.from')}
							value={form.from}
							onChange={(from) => set({ from })}
							latin
						/>
						<Field label={t('share.to')} value={form.to} onChange={(to) => set({ to })} latin />
						<Checks
							legend={t('share.fields')}
							options={asked.map((id) => ({ id, label: term('share-field', id) }))}
							chosen={form.fields}
							onChange={(fields) => set({ fields })}
						/>
					</>
				)}
				<Field
					label={t('decide.reason')}
					value={form.reason}
					onChange={(reason) => set({ reason })}
					maxLength={4000}
				/>
			</SendForm>
		</Sheet>
	);
}

/** Somebody who was found, or nobody. */
type Chosen = RequestFind | 'none';

function Found({
	found,
	onChoose,
}: {
	found: readonly RequestFind[];
	onChoose: (c: Chosen) => void;
}) {
	const t = useT();
	return (
		<>
			<p>{t('share.found', { n: found.length })}</p>
			<ul className="plain">
				{found.map((one) => (
					<li key={one.traveller}>
						<Button className="button" onPress={() => onChoose(one)}>
							<Name>{[one.given, one.family].filter(Boolean).join(' ')}</Name>{' '}
							<Code>
								{[one.birth_date, `${one.carrier}${one.number}`, one.departs.slice(0, 10)]
									.filter(Boolean)
									.join(' · ')}
							</Code>
							{one.later && <span className="quiet"> {t('share.is-later')}</span>}
						</Button>
					</li>
				))}
			</ul>
			<Button className="button" onPress={() => onChoose('none')}>
				{t('share.answer-none')}
			</Button>
		</>
	);
}

function AnswerForm(props: Props & { choices: Recipients; one: RequestFind }) {
	const { request, now, onClose, onDone, choices, one } = props;
	const t = useT();
	const asked = usePackage(choices, now, request.fields);
	const { sending, error, send } = useSending();
	return (
		<SendForm
			action={t('share.send-answer')}
			sending={sending}
			error={error}
			disabled={asked.form.fields.length === 0}
			onCancel={onClose}
			onSubmit={() =>
				send(async () => {
					await post(`/requests/${request.id}/answer`, {
						traveller: one.traveller,
						...asked.body,
					});
					announce(t('share.made-sent'));
					onDone();
					onClose();
				})
			}
		>
			<p>
				<Name>{[one.given, one.family].filter(Boolean).join(' ')}</Name>
			</p>
			{one.later && <Notice tone="info">{t('share.later-answer')}</Notice>}
			<PackageFields {...asked} />
		</SendForm>
	);
}

/** The search has the request's own bounds, and is on record. */
function useSearch(id: string) {
	const [found, setFound] = useState<RequestFind[]>();
	const [error, setError] = useState<ApiError>();
	useEffect(() => {
		let current = true;
		act<{ found: RequestFind[] }>(`/requests/${id}/search`)
			.then((answer) => current && setFound(answer.found))
			.catch((cause: unknown) => current && setError(cause as ApiError));
		return () => {
			current = false;
		};
	}, [id]);
	return { found, error };
}

function AnswerSheet(props: Props) {
	const { request, onClose, onDone } = props;
	const t = useT();
	const { found, error } = useSearch(request.id);
	const choices = useRead<Recipients>('/recipients');
	const [chosen, setChosen] = useState<Chosen>();
	if (chosen === 'none')
		return (
			<NoteSheet
				title={`${t('share.answer-none')}: ${request.number}`}
				noteLabel={t('share.answer-note')}
				action={t('share.close-request')}
				onClose={onClose}
				onSend={async (answer) => {
					await post(`/requests/${request.id}/closure`, { answer });
					announce(t('share.done'));
					onDone();
				}}
			/>
		);
	return (
		<Sheet title={`${t('request-act.answer')}: ${request.number}`} onClose={onClose} wide>
			{error && <ErrorNotice error={error} />}
			{!found && !error && <Loading />}
			{found && !chosen && <Found found={found} onChoose={setChosen} />}
			{chosen && (
				<Answer read={choices}>
					{(data) => <AnswerForm {...props} choices={data} one={chosen} />}
				</Answer>
			)}
		</Sheet>
	);
}

const REVIEWS = ['approve', 'refuse'] as const;

function ReviewSheet({ request, onClose, onDone }: Props) {
	const t = useT();
	return (
		<NoteSheet
			title={`${t('request-act.review')}: ${request.number}`}
			choice={{
				label: t('share.decision'),
				options: REVIEWS.map((id) => ({ id, label: t(`later-use.${id}`) })),
				first: 'approve' as (typeof REVIEWS)[number],
			}}
			noteLabel={t('decide.reason')}
			action={t('rights.decide')}
			onClose={onClose}
			onSend={async (reason, chosen) => {
				await post(`/requests/${request.id}/later-use`, { approve: chosen === 'approve', reason });
				announce(t('share.done'));
				onDone();
			}}
		/>
	);
}

export function ActSheet({ act: chosen, ...props }: Props & { act: Act }) {
	if (chosen === 'decide') return <DecideSheet {...props} />;
	return chosen === 'answer' ? <AnswerSheet {...props} /> : <ReviewSheet {...props} />;
}
