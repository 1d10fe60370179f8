// SPDX-License-Identifier: Apache-2.0
// The register of requests and transfers, and what the officer is told of third
// countries.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post } from '../api/client';
import type { Register, ThirdCountry } from '../api/share';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useMay } from '../session';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { NoteSheet } from '../ui/note-form';
import { Answer, Fact, Facts, Section } from '../ui/page';

function useColumns(onSee: (one: ThirdCountry) => void): Column<ThirdCountry>[] {
	const t = useT();
	const may = useMay();
	return [
		{ id: 'at', header: t('share.sent'), head: true, cell: (c) => <Instant text={c.at} /> },
		{ id: 'country', header: t('share.transfer-state'), cell: (c) => <Code>{c.country}</Code> },
		{
			id: 'result',
			header: t('oversight.result'),
			cell: (c) => t(`transfer-result.${c.result}`),
		},
		{ id: 'by', header: t('share.by'), cell: (c) => <bdi>{c.by}</bdi> },
		{
			id: 'number',
			header: t('share.serial'),
			cell: (c) => (c.number ? <Code mono>{c.number}</Code> : <None />),
		},
		{
			id: 'seen',
			header: t('oversight.note'),
			cell: (c) => {
				if (c.seen_at) return <bdi>{c.note}</bdi>;
				return may('rights.manage') ? (
					<Button className="button small" onPress={() => onSee(c)}>
						{t('oversight.settle')}
					</Button>
				) : (
					<None />
				);
			},
		},
	];
}

function Transfers({ rows, onChanged }: { rows: readonly ThirdCountry[]; onChanged: () => void }) {
	const t = useT();
	const [open, setOpen] = useState<ThirdCountry>();
	const columns = useColumns(setOpen);
	return (
		<>
			<DataTable
				label={t('oversight.transfers')}
				columns={columns}
				rows={rows}
				keyOf={(c) => c.id}
				empty={<p>{t('share.no-transfers')}</p>}
			/>
			{open && (
				<NoteSheet
					title={t('oversight.transfers')}
					noteLabel={t('oversight.note')}
					action={t('oversight.settle')}
					onClose={() => setOpen(undefined)}
					onSend={async (note) => {
						await post(`/third-countries/${open.id}`, { note });
						onChanged();
					}}
				/>
			)}
		</>
	);
}

/** On the officer's workbench. */
export function Shared() {
	const t = useT();
	const { number } = useFormats();
	const read = useRead<Register>('/disclosures/register');
	return (
		<Section
			title={t('oversight.transfers')}
			side={
				<a className="button small" href="/api/v1/disclosures/register/export" download>
					{t('share.register-export')}
				</a>
			}
		>
			<Answer read={read}>
				{(page) => (
					<>
						<Facts>
							<Fact label={t('nav.requests')}>{number(page.requests.length)}</Fact>
							<Fact label={t('nav.disclosures')}>{number(page.disclosures.length)}</Fact>
							<Fact label={t('share.before-review-count')}>
								{number(page.disclosures.filter((d) => d.before_review).length)}
							</Fact>
						</Facts>
						<Transfers rows={page.third_countries} onChanged={read.reload} />
					</>
				)}
			</Answer>
		</Section>
	);
}
