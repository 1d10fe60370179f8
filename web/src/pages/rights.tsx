// SPDX-License-Identifier: Apache-2.0
// Requests of the people concerned: the data protection officer's own register.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link, useLocation } from 'wouter';
import { post, remove } from '../api/client';
import {
	type RightsPage as Answered,
	CHANNELS,
	type Channel,
	type Redress,
	RIGHTS_KINDS,
	type RightsKind,
	type RightsRequest,
} from '../api/oversight';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { Code, Countdown, Instant, Name, None } from '../ui/code';
import { type Column, DataTable, RowKeys } from '../ui/data-table';
import { Choice, Confirm, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { Answer, Page, Section } from '../ui/page';

const EMPTY = {
	kind: 'access' as RightsKind,
	channel: 'letter' as Channel,
	family: '',
	given: '',
	birth_date: '',
	document_type: '',
	document_number: '',
	document_issuer: '',
	address: '',
	wish: '',
	received_on: '',
};

type TextField = Exclude<keyof typeof EMPTY, 'kind' | 'channel'>;

function NewRequest({ today, onClose }: { today: string; onClose: () => void }) {
	const t = useT();
	const [, navigate] = useLocation();
	const [form, setForm] = useState({ ...EMPTY, received_on: today });
	const { sending, error, send } = useSending();
	const text = (name: TextField) => ({
		label: t(`rights.${name}`),
		value: form[name],
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
	});
	return (
		<Sheet title={t('rights.new')} onClose={onClose} wide>
			<SendForm
				action={t('rights.receive')}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={() =>
					send(async () => {
						const made = await post<RightsRequest>('/rights', form);
						navigate(`/rights/${made.id}`);
					})
				}
			>
				<Choice
					label={t('rights.kind')}
					value={form.kind}
					onChange={(kind) => setForm((f) => ({ ...f, kind }))}
					options={RIGHTS_KINDS.map((id) => ({ id, label: t(`rights-kind.${id}`) }))}
				/>
				<Choice
					label={t('rights.channel')}
					value={form.channel}
					onChange={(channel) => setForm((f) => ({ ...f, channel }))}
					options={CHANNELS.map((id) => ({ id, label: t(`channel.${id}`) }))}
				/>
				<Field {...text('family')} autoFocus />
				<Field {...text('given')} required={false} />
				<Field {...text('birth_date')} required={false} hint={t('rights.day-hint')} latin />
				<Field {...text('document_number')} required={false} latin />
				<Field {...text('document_issuer')} required={false} hint={t('rights.issuer-hint')} latin />
				<Field {...text('address')} />
				<Field {...text('wish')} required={false} />
				<Field {...text('received_on')} hint={t('rights.day-hint')} latin />
			</SendForm>
		</Sheet>
	);
}

function useColumns(): Column<RightsRequest>[] {
	const t = useT();
	return [
		{
			id: 'number',
			header: t('rights.number'),
			head: true,
			cell: (r) => (
				<Link href={`/rights/${r.id}`}>
					<Code>{r.number}</Code>
				</Link>
			),
		},
		{ id: 'kind', header: t('rights.kind'), cell: (r) => t(`rights-kind.${r.kind}`) },
		{
			id: 'person',
			header: t('rights.applicant'),
			cell: (r) => <Name>{[r.given, r.family].filter(Boolean).join(' ')}</Name>,
		},
		{
			id: 'state',
			header: t('rights.state'),
			cell: (r) => (
				<span className="status" data-status={r.state}>
					{r.decision ? t(`rights-decision.${r.decision}`) : t(`rights-state.${r.state}`)}
				</span>
			),
		},
		{
			id: 'due',
			header: t('rights.due'),
			cell: (r) => (r.state === 'decided' ? <None /> : <Countdown deadline={r.due_at} />),
		},
		{
			id: 'received',
			header: t('rights.received_on'),
			cell: (r) => <Instant text={r.received_at} />,
		},
	];
}

function RedressTable({ all, onEnded }: { all: readonly Redress[]; onEnded: () => void }) {
	const t = useT();
	const [ending, setEnding] = useState<Redress>();
	const columns: Column<Redress>[] = [
		{
			id: 'number',
			header: t('rights.number'),
			head: true,
			cell: (r) => <Code>{r.number}</Code>,
		},
		{ id: 'note', header: t('rights.note'), cell: (r) => <bdi>{r.note}</bdi> },
		{ id: 'made', header: t('rights.made'), cell: (r) => <Instant text={r.made_at} /> },
		{
			id: 'end',
			header: <span className="visually-hidden">{t('rights.end')}</span>,
			cell: (r) =>
				r.ended_at ? (
					<span className="quiet">
						{t('rights.ended')} <Instant text={r.ended_at} />
					</span>
				) : (
					<Button className="button small" onPress={() => setEnding(r)}>
						{t('rights.end')}
					</Button>
				),
		},
	];
	return (
		<Section title={t('rights.redress')}>
			<DataTable
				label={t('rights.redress')}
				columns={columns}
				rows={all}
				keyOf={(r) => r.id}
				empty={<p>{t('rights.no-redress')}</p>}
			/>
			{ending && (
				<Confirm
					title={t('rights.end-title', { n: ending.number })}
					text={t('rights.end-text')}
					action={t('rights.end')}
					danger
					onClose={() => setEnding(undefined)}
					onConfirm={async () => {
						await remove(`/redress/${ending.id}`);
						onEnded();
					}}
				/>
			)}
		</Section>
	);
}

export function RightsPage() {
	const t = useT();
	const read = useRead<Answered>('/rights');
	const columns = useColumns();
	const [adding, setAdding] = useState(false);
	return (
		<Page
			title={t('nav.rights')}
			actions={
				<Button className="button primary" onPress={() => setAdding(true)}>
					<Icon name="plus" />
					{t('rights.new')}
				</Button>
			}
		>
			<p className="lead">{t('rights.text')}</p>
			<p>
				<Link href="/notice">{t('notice.title')}</Link>
			</p>
			<Answer read={read}>
				{(page) => (
					<RowKeys>
						<DataTable
							label={t('nav.rights')}
							columns={columns}
							rows={page.requests}
							keyOf={(r) => r.id}
							empty={<p>{t('rights.none')}</p>}
						/>
						<RedressTable all={page.redress} onEnded={read.reload} />
						{adding && (
							<NewRequest today={page.now.slice(0, 10)} onClose={() => setAdding(false)} />
						)}
					</RowKeys>
				)}
			</Answer>
		</Page>
	);
}
