// SPDX-License-Identifier: Apache-2.0
// Breaches of personal data: what happened, the clock of 72 hours, and what was done.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post } from '../api/client';
import {
	type BreachesPage as Answered,
	BREACH_RISKS,
	BREACH_STEPS,
	type Breach,
	type BreachRisk,
} from '../api/register';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useMay } from '../session';
import { Countdown, Instant } from '../ui/code';
import { Choice, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { NoteSheet } from '../ui/note-form';
import { Answer, Fact, Facts, Notice, Page, Section } from '../ui/page';

const EMPTY = { what: '', categories: '', people: '', happened_at: '', known_at: '' };

function NewBreach({
	now,
	onClose,
	onMade,
}: {
	now: string;
	onClose: () => void;
	onMade: () => void;
}) {
	const t = useT();
	const [form, setForm] = useState({ ...EMPTY, happened_at: now, known_at: now });
	const { sending, error, send } = useSending();
	const field = (name: keyof typeof EMPTY) => ({
		value: form[name],
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
	});
	const submit = () =>
		send(async () => {
			const { people, ...rest } = form;
			await post('/breaches', people ? { ...rest, people: Number(people) } : rest);
			onMade();
			onClose();
		});
	return (
		<Sheet title={t('breach.new')} onClose={onClose}>
			<SendForm
				action={t('breach.record')}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={submit}
			>
				<Field label={t('breach.what')} autoFocus maxLength={4000} {...field('what')} />
				<Field label={t('breach.categories')} maxLength={4000} {...field('categories')} />
				<Field label={t('breach.people')} required={false} latin {...field('people')} />
				<Field
					label={t('breach.happened')}
					hint={t('breach.instant-hint')}
					latin
					{...field('happened_at')}
				/>
				<Field
					label={t('breach.known')}
					hint={t('breach.instant-hint')}
					latin
					{...field('known_at')}
				/>
			</SendForm>
		</Sheet>
	);
}

/** The text of a notice, to be copied: what the law asks to be said. */
function Letter({ breach, to }: { breach: Breach; to: 'authority' | 'people' }) {
	const t = useT();
	const { number, instant } = useFormats();
	return (
		<details>
			<summary>{t(`breach.letter-${to}`)}</summary>
			<p className="prose">
				{t(`breach.letter-${to}-text`, {
					number: breach.number,
					what: breach.what,
					categories: breach.categories,
					people: breach.people === undefined ? '?' : number(breach.people),
					happened: instant(breach.happened_at),
					known: instant(breach.known_at),
				})}
			</p>
		</details>
	);
}

function Steps({ breach }: { breach: Breach }) {
	const t = useT();
	return (
		<ol>
			{breach.steps.map((step) => (
				<li key={`${step.at} ${step.kind}`}>
					<span className="strong">{t(`breach.step.${step.kind}`)}</span> <Instant text={step.at} />{' '}
					<bdi className="quiet">{step.by}</bdi>
					<br />
					<bdi className="prose">{step.text}</bdi>
				</li>
			))}
		</ol>
	);
}

function AddStep({
	breach,
	onClose,
	onDone,
}: {
	breach: Breach;
	onClose: () => void;
	onDone: () => void;
}) {
	const t = useT();
	const [risk, setRisk] = useState<BreachRisk>('risk');
	return (
		<NoteSheet
			title={`${t('breach.add')}: ${breach.number}`}
			action={t('breach.add')}
			noteLabel={t('breach.step-text')}
			choice={{
				label: t('breach.step'),
				first: breach.risk ? 'measure' : 'assessed',
				options: BREACH_STEPS.map((id) => ({ id, label: t(`breach.step.${id}`) })),
			}}
			extra={(kind) =>
				kind === 'assessed' && (
					<Choice
						label={t('breach.risk')}
						value={risk}
						onChange={setRisk}
						options={BREACH_RISKS.map((id) => ({ id, label: t(`breach.risk.${id}`) }))}
					/>
				)
			}
			onSend={async (text, kind) => {
				await post(`/breaches/${breach.id}/steps`, {
					kind,
					text,
					...(kind === 'assessed' && { risk }),
				});
				onDone();
			}}
			onClose={onClose}
		/>
	);
}

function OneBreach({ breach, onStep }: { breach: Breach; onStep: (() => void) | undefined }) {
	const t = useT();
	const { number } = useFormats();
	const waiting = !breach.closed_at && !breach.authority_told_at && breach.risk !== 'none';
	return (
		<Section
			title={breach.number}
			side={
				onStep &&
				!breach.closed_at && (
					<Button
						className="button"
						aria-label={`${t('breach.add')}: ${breach.number}`}
						onPress={onStep}
					>
						{t('breach.add')}
					</Button>
				)
			}
		>
			{breach.overdue && (
				<Notice tone="error" alert>
					<p>{t('breach.overdue')}</p>
				</Notice>
			)}
			<p className="prose">
				<bdi>{breach.what}</bdi>
			</p>
			<Facts>
				<Fact label={t('breach.due')}>
					{waiting ? (
						<>
							<Countdown deadline={breach.due_at} /> <Instant text={breach.due_at} />
						</>
					) : (
						<Instant text={breach.authority_told_at ?? breach.due_at} />
					)}
				</Fact>
				<Fact label={t('breach.risk')}>
					{t(breach.risk ? `breach.risk.${breach.risk}` : 'breach.not-assessed')}
				</Fact>
				<Fact label={t('breach.categories')}>
					<bdi>{breach.categories}</bdi>
				</Fact>
				<Fact label={t('breach.people')}>
					{breach.people === undefined ? '?' : number(breach.people)}
				</Fact>
				<Fact label={t('breach.known')}>
					<Instant text={breach.known_at} />
				</Fact>
				<Fact label={t('flights.status')}>
					{breach.closed_at ? <Instant text={breach.closed_at} /> : t('breach.open')}
				</Fact>
			</Facts>
			<Steps breach={breach} />
			<Letter breach={breach} to="authority" />
			{breach.risk === 'high' && <Letter breach={breach} to="people" />}
		</Section>
	);
}

export function BreachesPage() {
	const t = useT();
	const mine = useMay()('rights.manage');
	const read = useRead<Answered>('/breaches');
	const [adding, setAdding] = useState(false);
	const [open, setOpen] = useState<Breach>();
	return (
		<Page
			title={t('nav.breaches')}
			actions={
				mine && (
					<Button className="button primary" onPress={() => setAdding(true)}>
						<Icon name="plus" />
						{t('breach.new')}
					</Button>
				)
			}
		>
			<p className="lead">{t('breach.text')}</p>
			<Answer read={read}>
				{(page) => (
					<>
						{page.breaches.length === 0 && <p>{t('breach.none')}</p>}
						{page.breaches.map((breach) => (
							<OneBreach
								key={breach.id}
								breach={breach}
								onStep={mine ? () => setOpen(breach) : undefined}
							/>
						))}
						{adding && (
							<NewBreach now={page.now} onClose={() => setAdding(false)} onMade={read.reload} />
						)}
					</>
				)}
			</Answer>
			{open && <AddStep breach={open} onClose={() => setOpen(undefined)} onDone={read.reload} />}
		</Page>
	);
}
