// SPDX-License-Identifier: Apache-2.0
// Support from outside: let in by two people, for a time, blind to data.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post, remove } from '../api/client';
import type { Consent, ConsentsPage } from '../api/register';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useMay, useSession } from '../session';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Field, SendForm, Sheet, useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { Answer, ErrorNotice, Page, Section } from '../ui/page';

const EMPTY = { user: '', reason: '', minutes: '60' };

function AskSheet({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
	const t = useT();
	const [form, setForm] = useState(EMPTY);
	const { sending, error, send } = useSending();
	const field = (name: keyof typeof EMPTY) => ({
		value: form[name],
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
		autoComplete: 'off',
	});
	const submit = () =>
		send(async () => {
			await post('/support/consents', { ...form, minutes: Number(form.minutes) });
			onMade();
			onClose();
		});
	return (
		<Sheet title={t('support.ask')} onClose={onClose}>
			<SendForm
				action={t('support.ask')}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={submit}
			>
				<Field
					label={t('support.user')}
					hint={t('support.user-hint')}
					latin
					autoFocus
					{...field('user')}
				/>
				<Field label={t('support.minutes')} latin {...field('minutes')} />
				<Field label={t('masked.reason')} {...field('reason')} />
			</SendForm>
		</Sheet>
	);
}

function useColumns(now: string, act: (work: () => Promise<unknown>) => void): Column<Consent>[] {
	const t = useT();
	const { number } = useFormats();
	const { session } = useSession();
	const may = useMay()('support.consent');
	const waits = (c: Consent) => !c.agreed_at && !c.ends_at;
	const runs = (c: Consent) => Boolean(c.agreed_at) && (c.ends_at ?? '') > now;
	return [
		{ id: 'user', header: t('support.user'), head: true, cell: (c) => <Code>{c.user}</Code> },
		{ id: 'reason', header: t('masked.reason'), cell: (c) => <bdi>{c.reason}</bdi> },
		{ id: 'minutes', header: t('support.minutes'), number: true, cell: (c) => number(c.minutes) },
		{
			id: 'asked',
			header: t('support.asked'),
			cell: (c) => (
				<span className="stack">
					<bdi>{c.asked_by}</bdi>
					<Instant text={c.asked_at} />
				</span>
			),
		},
		{
			id: 'agreed',
			header: t('support.agreed'),
			cell: (c) => (c.agreed_by ? <bdi>{c.agreed_by}</bdi> : <None />),
		},
		{ id: 'until', header: t('register.until'), cell: (c) => <Instant text={c.ends_at} /> },
		{
			id: 'act',
			header: <span className="visually-hidden">{t('masked.acts')}</span>,
			cell: (c) =>
				may && (
					<span className="buttons">
						{waits(c) && c.asked_by !== session?.user.user && (
							<Button
								className="button small"
								aria-label={`${t('support.agree')}: ${c.user}`}
								onPress={() => act(() => post(`/support/consents/${c.id}/agreement`))}
							>
								{t('support.agree')}
							</Button>
						)}
						{(waits(c) || runs(c)) && (
							<Button
								className="button small"
								aria-label={`${t('support.end')}: ${c.user}`}
								onPress={() => act(() => remove(`/support/consents/${c.id}`))}
							>
								{t('support.end')}
							</Button>
						)}
					</span>
				),
		},
	];
}

function Consents() {
	const t = useT();
	const read = useRead<ConsentsPage>('/support/consents');
	const { error, send } = useSending();
	const act = (work: () => Promise<unknown>) =>
		void send(async () => {
			await work();
			read.reload();
		});
	const columns = useColumns(read.data?.now ?? '', act);
	const [asking, setAsking] = useState(false);
	const may = useMay();
	return (
		<Section
			title={t('support.consents')}
			side={
				may('support.consent') && (
					<Button className="button" onPress={() => setAsking(true)}>
						<Icon name="plus" />
						{t('support.ask')}
					</Button>
				)
			}
		>
			{error && <ErrorNotice error={error} />}
			<Answer read={read}>
				{(page) => (
					<DataTable
						label={t('support.consents')}
						columns={columns}
						rows={page.consents}
						keyOf={(c) => c.id}
						empty={<p>{t('support.none')}</p>}
					/>
				)}
			</Answer>
			{asking && <AskSheet onClose={() => setAsking(false)} onMade={read.reload} />}
		</Section>
	);
}

export function SupportPage() {
	const t = useT();
	const may = useMay();
	return (
		<Page
			title={t('nav.support')}
			actions={
				may('support.read') && (
					<a className="button" href="/api/v1/support">
						{t('support.health')}
					</a>
				)
			}
		>
			<p className="lead">{t('support.text')}</p>
			{may(['support.consent', 'audit.read']) && <Consents />}
		</Page>
	);
}
