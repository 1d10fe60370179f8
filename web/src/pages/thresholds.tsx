// SPDX-License-Identifier: Apache-2.0
// What other thresholds of a list would have saved and lost, and setting one.

import { useState } from 'react';
import { post } from '../api/client';
import type { ThresholdStep, ThresholdsPage, Watchlist } from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { announce } from '../ui/announce';
import { Code } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Choice, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Answer } from '../ui/page';

function pathOf(list: Watchlist, last: string): string {
	return `/watchlists/${encodeURIComponent(list.name)}/${last}`;
}

function Steps({ page, chosen }: { page: ThresholdsPage; chosen: number }) {
	const t = useT();
	const { number, percent } = useFormats();
	const columns: Column<ThresholdStep>[] = [
		{
			id: 'threshold',
			header: t('thresholds.to'),
			head: true,
			cell: (s) => (
				<span className={s.threshold === chosen ? 'strong' : undefined}>
					{percent(s.threshold / 1000)}
				</span>
			),
		},
		{ id: 'saves', header: t('thresholds.saves'), number: true, cell: (s) => number(s.saves) },
		{ id: 'loses', header: t('thresholds.loses'), number: true, cell: (s) => number(s.loses) },
		{ id: 'open', header: t('thresholds.open'), number: true, cell: (s) => number(s.open) },
	];
	return (
		<DataTable
			label={t('thresholds.title', { name: page.list })}
			columns={columns}
			rows={page.steps}
			keyOf={(s) => String(s.threshold)}
			empty={<p>{t('thresholds.none')}</p>}
		/>
	);
}

/** "Raise to 55 %: saves 12 reviews, loses 0 confirmed hits of the last year." */
function Consequence({ page, chosen }: { page: ThresholdsPage; chosen: number }) {
	const t = useT();
	const { percent } = useFormats();
	const step = page.steps.find((s) => s.threshold === chosen);
	const to = percent(chosen / 1000);
	return (
		<p className="lead" aria-live="polite">
			{step
				? t('thresholds.consequence', { to, saves: step.saves, loses: step.loses })
				: t('thresholds.all-hits')}
		</p>
	);
}

interface ThresholdSheetProps {
	list: Watchlist;
	write: boolean;
	onClose: () => void;
	onSet: () => void;
}

export function ThresholdSheet({ list, write, onClose, onSet }: ThresholdSheetProps) {
	const t = useT();
	const read = useRead<ThresholdsPage>(pathOf(list, 'thresholds'), ['lists', 'hits']);
	return (
		<Sheet title={t('thresholds.title', { name: list.name })} onClose={onClose} wide>
			<Answer read={read}>
				{(page) => (
					<>
						<p>
							{t('thresholds.text', { reviews: page.reviews, confirmed: page.confirmed })}{' '}
							<Code>{page.since.slice(0, 10)}</Code>
						</p>
						{write ? (
							<ThresholdForm list={list} page={page} onClose={onClose} onSet={onSet} />
						) : (
							<Steps page={page} chosen={page.threshold} />
						)}
					</>
				)}
			</Answer>
		</Sheet>
	);
}

interface ThresholdFormProps {
	list: Watchlist;
	page: ThresholdsPage;
	onClose: () => void;
	onSet: () => void;
}

function ThresholdForm({ list, page, onClose, onSet }: ThresholdFormProps) {
	const t = useT();
	const { percent } = useFormats();
	const [chosen, setChosen] = useState(String(page.threshold));
	const [reason, setReason] = useState('');
	const { sending, error, send } = useSending();
	const steps = [...new Set([0, page.threshold, ...page.steps.map((s) => s.threshold)])];
	const submit = () =>
		send(async () => {
			await post(pathOf(list, 'threshold'), { threshold: chosen, reason });
			announce(t('thresholds.done', { name: list.name, to: percent(Number(chosen) / 1000) }));
			onSet();
			onClose();
		});
	return (
		<SendForm
			onSubmit={submit}
			sending={sending}
			error={error}
			action={t('thresholds.action')}
			disabled={!reason.trim() || chosen === String(page.threshold)}
			onCancel={onClose}
		>
			<Choice
				label={t('thresholds.least')}
				value={chosen}
				onChange={setChosen}
				options={steps
					.sort((a, b) => a - b)
					.map((s) => ({ id: String(s), label: percent(s / 1000) }))}
			/>
			<Consequence page={page} chosen={Number(chosen)} />
			<Field label={t('decide.reason')} value={reason} onChange={setReason} maxLength={1000} />
			<Steps page={page} chosen={Number(chosen)} />
		</SendForm>
	);
}
