// SPDX-License-Identifier: Apache-2.0
// The trail: who did what, when and why; and whether it is whole.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { act, query } from '../api/client';
import type { AuditPage as Answered, AuditRecord } from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, usePhrase, useT, useTerm } from '../i18n';
import { asText } from '../lib/values';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Sheet, useSending } from '../ui/form';
import { Answer, ErrorNotice, Notice, Page } from '../ui/page';

const SHOWN = 100;

function Detail({ record }: { record: AuditRecord }) {
	const entries = Object.entries(record.detail ?? {});
	if (entries.length === 0) return <None />;
	return (
		<span className="pairs" dir="ltr">
			{entries.map(([name, value]) => (
				<span key={name} className="pair">
					<span className="pair-name">{name}</span>{' '}
					<bdi>{asText(value) ?? JSON.stringify(value)}</bdi>
				</span>
			))}
		</span>
	);
}

function useColumns(): Column<AuditRecord>[] {
	const t = useT();
	const term = useTerm();
	const phrase = usePhrase();
	return [
		{
			id: 'seq',
			header: t('audit.seq'),
			number: true,
			head: true,
			cell: (r) => <Code>{r.seq}</Code>,
		},
		{ id: 'at', header: t('audit.at'), cell: (r) => <Instant text={r.at} /> },
		{
			id: 'actor',
			header: t('audit.actor'),
			cell: (r) => (
				<span className="stack">
					<bdi className="strong">{r.actor}</bdi>
					{r.role && <span className="quiet">{term('role', r.role)}</span>}
				</span>
			),
		},
		{
			id: 'act',
			header: t('audit.act'),
			cell: (r) => (
				<span className="stack">
					<span>{term('act', r.act)}</span>
					{term('act', r.act) !== r.act && <span className="quiet mono">{r.act}</span>}
				</span>
			),
		},
		{
			id: 'object',
			header: t('audit.object'),
			cell: (r) => (r.object ? <Code mono>{r.object}</Code> : <None />),
		},
		{
			id: 'purpose',
			header: t('audit.purpose'),
			cell: (r) => (r.purpose ? phrase('purpose', r.purpose) : <None />),
		},
		{ id: 'detail', header: t('audit.detail'), cell: (r) => <Detail record={r} /> },
	];
}

function Whole({ page }: { page: Answered }) {
	const t = useT();
	const { number } = useFormats();
	if (page.verified)
		return (
			<Notice tone="good" title={t('audit.whole')}>
				{t('audit.whole-text')}{' '}
				{t('audit.proved', { checkpoints: page.checkpoints, seq: number(page.proved) })}
			</Notice>
		);
	return (
		<Notice tone="error" alert title={t('audit.broken', { seq: number(page.broken_seq ?? 0) })}>
			<p>{t('audit.broken-text')}</p>
			{page.reason && (
				<p className="quiet" lang="en" dir="ltr">
					{page.reason}
				</p>
			)}
		</Notice>
	);
}

function Records({
	page,
	onOlder,
	onNewest,
}: {
	page: Answered;
	onOlder: (before: number) => void;
	onNewest: (() => void) | undefined;
}) {
	const t = useT();
	const last = page.records.at(-1);
	return (
		<>
			<Whole page={page} />
			<DataTable
				label={t('nav.audit')}
				columns={useColumns()}
				rows={page.records}
				keyOf={(r) => String(r.seq)}
				mark={(r) => (r.seq === page.broken_seq ? 'broken' : undefined)}
				empty={<p>{t('audit.none')}</p>}
			/>
			<div className="buttons">
				{onNewest && (
					<Button className="button" onPress={onNewest}>
						{t('audit.newest')}
					</Button>
				)}
				{last && last.seq > 1 && page.records.length === SHOWN && (
					<Button className="button" onPress={() => onOlder(last.seq)}>
						{t('audit.older')}
					</Button>
				)}
			</div>
		</>
	);
}

interface Checkpoint {
	number: number;
	record: number;
	public_key: string;
}

/** Signs the trail as it stands; what is shown should be noted outside the unit. */
function Sign({ onSigned }: { onSigned: () => void }) {
	const t = useT();
	const [made, setMade] = useState<Checkpoint>();
	const { sending, error, send } = useSending();
	const sign = () =>
		send(async () => {
			setMade(await act<Checkpoint>('/audit/checkpoint'));
			onSigned();
		});
	return (
		<>
			<Button className="button" data-pending={sending || undefined} onPress={sign}>
				{t('audit.sign')}
			</Button>
			{error && <ErrorNotice error={error} />}
			{made && (
				<Sheet title={t('audit.signed')} onClose={() => setMade(undefined)}>
					<p>{t('audit.signed-text', { n: made.number, seq: made.record })}</p>
					<p>
						<Code mono>{made.public_key}</Code>
					</p>
				</Sheet>
			)}
		</>
	);
}

export function AuditPage() {
	const t = useT();
	const [before, setBefore] = useState<number>();
	const read = useRead<Answered>(`/audit${query({ before, limit: SHOWN })}`);
	return (
		<Page
			title={t('nav.audit')}
			actions={
				<>
					<Button className="button" onPress={read.reload}>
						{t('audit.again')}
					</Button>
					<Sign onSigned={read.reload} />
					<a className="button" href="/api/v1/audit/export" download>
						{t('audit.export')}
					</a>
				</>
			}
		>
			<p className="lead">{t('audit.text')}</p>
			<Answer read={read}>
				{(page) => (
					<Records
						page={page}
						onOlder={setBefore}
						onNewest={before === undefined ? undefined : () => setBefore(undefined)}
					/>
				)}
			</Answer>
		</Page>
	);
}
