// SPDX-License-Identifier: Apache-2.0
// How long what is kept, what was deleted for good, and what was never stored.

import { useState } from 'react';
import { query } from '../api/client';
import type { Minimised, MinimisedPage, RetentionPage } from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Segmented } from '../ui/form';
import { Answer, Fact, Facts, Notice, Page, Section } from '../ui/page';

const DAY_MS = 86_400_000;
const SPANS = { today: 0, week: 6, month: 29 } as const;
type Span = keyof typeof SPANS;

function useColumns(): Column<Minimised>[] {
	const t = useT();
	const { number } = useFormats();
	return [
		{ id: 'code', header: t('keeping.code'), head: true, cell: (m) => <Code>{m.code}</Code> },
		{
			id: 'why',
			header: t('keeping.why'),
			cell: (m) => t(`keeping.why.${m.why}` as 'keeping.why.sensitive'),
		},
		{ id: 'carrier', header: t('keeping.carrier'), cell: (m) => <Code>{m.carrier}</Code> },
		{ id: 'count', header: t('keeping.count'), number: true, cell: (m) => number(m.count) },
	];
}

function NeverStored({ now }: { now: string }) {
	const t = useT();
	const { number } = useFormats();
	const [span, setSpan] = useState<Span>('today');
	const to = now.slice(0, 10);
	const from = new Date(Date.parse(now) - SPANS[span] * DAY_MS).toISOString().slice(0, 10);
	const read = useRead<MinimisedPage>(`/minimised${query({ from, to })}`, ['flights']);
	const columns = useColumns();
	return (
		<Section title={t('keeping.never')}>
			<Segmented
				label={t('keeping.span')}
				value={span}
				onChange={setSpan}
				options={(Object.keys(SPANS) as Span[]).map((id) => ({
					id,
					label: t(`keeping.span.${id}`),
				}))}
			/>
			<Answer read={read}>
				{(page) => (
					<>
						<p className="lead">{t('keeping.never-total', { n: number(page.total) })}</p>
						<DataTable
							label={t('keeping.never')}
							columns={columns}
							rows={page.removed}
							keyOf={(m) => `${m.carrier} ${m.code}`}
							empty={<p>{t('keeping.never-none')}</p>}
						/>
					</>
				)}
			</Answer>
		</Section>
	);
}

function months(n: number, t: ReturnType<typeof useT>) {
	return n === 0 ? <None /> : t('keeping.months', { n });
}

function Clock({ page }: { page: RetentionPage }) {
	const t = useT();
	const { number } = useFormats();
	return (
		<Section title={t('keeping.clock')}>
			{page.overdue > 0 && (
				<Notice tone="error" alert>
					<p>{t('keeping.overdue', { n: number(page.overdue) })}</p>
				</Notice>
			)}
			<Facts>
				<Fact label={t('keeping.mask')}>{months(page.mask_months, t)}</Fact>
				<Fact label={t('keeping.delete-unlinked')}>{months(page.delete_unlinked_months, t)}</Fact>
				<Fact label={t('keeping.delete')}>{months(page.delete_months, t)}</Fact>
				<Fact label={t('keeping.clear')}>{number(page.travellers_clear)}</Fact>
				<Fact label={t('keeping.masked')}>{number(page.travellers_masked)}</Fact>
				<Fact label={t('keeping.on-hold')}>{number(page.on_hold)}</Fact>
				<Fact label={t('keeping.next')}>
					{page.next_mask_at ? <Instant text={page.next_mask_at} /> : <None />}
				</Fact>
			</Facts>
		</Section>
	);
}

function Certificates({ page }: { page: RetentionPage }) {
	const t = useT();
	return (
		<Section title={t('keeping.certificates')}>
			<DataTable
				label={t('keeping.certificates')}
				columns={[
					{
						id: 'at',
						header: t('keeping.issued'),
						head: true,
						cell: (c) => <Instant text={c.issued_at} />,
					},
					{
						id: 'content',
						header: t('keeping.certificate'),
						cell: (c) => <Code mono>{JSON.stringify(c.content)}</Code>,
					},
				]}
				rows={page.certificates}
				keyOf={(c) => c.id}
				empty={<p>{t('keeping.no-certificates')}</p>}
			/>
		</Section>
	);
}

export function KeepingPage() {
	const t = useT();
	const read = useRead<RetentionPage>('/retention', ['flights']);
	return (
		<Page title={t('nav.keeping')}>
			<Answer read={read}>
				{(page) => (
					<>
						<Clock page={page} />
						<Certificates page={page} />
						<NeverStored now={page.now} />
					</>
				)}
			</Answer>
		</Page>
	);
}
