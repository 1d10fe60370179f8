// SPDX-License-Identifier: Apache-2.0
// Criteria: which there are, where they stand, and how their hits are reviewed.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link, useLocation } from 'wouter';
import type { RulesPage as Answered, Rule } from '../api/rules';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useMay } from '../session';
import { Code, SeverityWord } from '../ui/code';
import { type Column, DataTable, RowKeys } from '../ui/data-table';
import { Icon } from '../ui/icon';
import { Answer, Page } from '../ui/page';
import { RuleEditor } from './rule-editor';
import { ReviewCounts, ReviewLeft, RuleStateWord } from './rule-words';

function useColumns(now: string): Column<Rule>[] {
	const t = useT();
	const { number } = useFormats();
	return [
		{
			id: 'title',
			header: t('rules.rule'),
			head: true,
			cell: (r) => (
				<span className="stack">
					<Link href={`/rules/${r.id}`} className="strong row-link">
						<bdi>{r.latest.title || r.name}</bdi>
					</Link>
					<span className="quiet">
						<Code mono>{r.name}</Code>
					</span>
				</span>
			),
		},
		{
			id: 'state',
			header: t('rules.state'),
			cell: (r) => (
				<span className="stack">
					<RuleStateWord state={r.latest.state} />
					<span className="quiet">
						{r.version_in_force && r.version_in_force !== r.latest.version
							? t('rules.other-in-force', { n: r.version_in_force, m: r.latest.version })
							: t('hits.version', { n: r.latest.version })}
					</span>
				</span>
			),
		},
		{
			id: 'severity',
			header: t('hits.severity'),
			cell: (r) => <SeverityWord severity={r.latest.severity} />,
		},
		{ id: 'owner', header: t('rules.owner'), cell: (r) => <bdi>{r.owner}</bdi> },
		{
			id: 'review',
			header: t('rules.review'),
			cell: (r) => <ReviewLeft version={r.latest} now={now} />,
		},
		{
			id: 'open',
			header: t('rules.open'),
			number: true,
			cell: (r) => number(r.latest.reviews.open),
		},
		{
			id: 'reviews',
			header: t('rules.reviews'),
			cell: (r) => <ReviewCounts reviews={r.latest.reviews} />,
		},
	];
}

function RuleTable({ page }: { page: Answered }) {
	const t = useT();
	return (
		<RowKeys>
			<DataTable
				label={t('nav.rules')}
				columns={useColumns(page.now)}
				rows={page.rules}
				keyOf={(r) => r.id}
				empty={<p>{t('rules.none')}</p>}
			/>
		</RowKeys>
	);
}

export function RulesPage() {
	const t = useT();
	const may = useMay();
	const [, navigate] = useLocation();
	const [writing, setWriting] = useState(false);
	const read = useRead<Answered>('/rules', ['hits']);
	return (
		<Page
			title={t('nav.rules')}
			actions={
				may('rules.write') && (
					<Button className="button primary" onPress={() => setWriting(true)}>
						<Icon name="plus" />
						{t('rules.new')}
					</Button>
				)
			}
		>
			<p className="lead">{t('rules.text')}</p>
			<Answer read={read}>{(page) => <RuleTable page={page} />}</Answer>
			{writing && (
				<RuleEditor
					onClose={() => setWriting(false)}
					onWritten={(page) => navigate(`/rules/${page.rule.id}`)}
				/>
			)}
		</Page>
	);
}
