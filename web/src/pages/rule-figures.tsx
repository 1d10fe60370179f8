// SPDX-License-Identifier: Apache-2.0
// What a dry run measured: how many hits, and whether some groups are hit more often.

import { DIMENSIONS, type Dimension, type RuleRun, type Share } from '../api/rules';
import { T, useFormats, useT, useTerm } from '../i18n';
import { byRatio, standsOut } from '../lib/rule-figures';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Icon } from '../ui/icon';
import { Notice } from '../ui/page';

function GroupName({ dimension, share }: { dimension: Dimension; share: Share }) {
	const t = useT();
	const term = useTerm();
	if (share.group === 'not-known') return <span className="quiet">{t('figures.not-known')}</span>;
	if (dimension === 'sex') return <>{term('sex', share.group)}</>;
	return <Code>{share.group}</Code>;
}

function Ratio({ share }: { share: Share }) {
	const t = useT();
	const { number } = useFormats();
	if (share.few) return <span className="quiet">{t('figures.few')}</span>;
	if (share.ratio === undefined) return <None />;
	const out = standsOut(share);
	return (
		<span className={out ? 'with-icon figure-out' : undefined}>
			{out && <Icon name="warning" />}
			{t('figures.times', { n: number(Math.round(share.ratio * 100) / 100) })}
		</span>
	);
}

function useColumns(dimension: Dimension, most: number): Column<Share>[] {
	const t = useT();
	const { number, percent } = useFormats();
	const part = (share: Share) => (share.travellers ? share.hits / share.travellers : 0);
	return [
		{
			id: 'group',
			header: t('figures.group'),
			head: true,
			cell: (share) => <GroupName dimension={dimension} share={share} />,
		},
		{
			id: 'travellers',
			header: t('figures.travellers'),
			number: true,
			cell: (share) => number(share.travellers),
		},
		{ id: 'hits', header: t('figures.hits'), number: true, cell: (share) => number(share.hits) },
		{
			id: 'share',
			header: t('figures.share'),
			cell: (share) => (
				<span className="figure-share">
					<meter
						min={0}
						max={most || 1}
						value={part(share)}
						aria-label={`${t('figures.share')}: ${percent(part(share))}`}
					/>
					<span>{percent(part(share))}</span>
				</span>
			),
		},
		{ id: 'ratio', header: t('figures.ratio'), cell: (share) => <Ratio share={share} /> },
	];
}

function ByGroup({ dimension, shares }: { dimension: Dimension; shares: readonly Share[] }) {
	const t = useT();
	const hit = byRatio(shares.filter((share) => share.hits > 0));
	const most = Math.max(0, ...hit.map((share) => share.hits / share.travellers));
	const rest = shares.length - hit.length;
	return (
		<div className="figure">
			<h3>{t(`figures.${dimension}`)}</h3>
			<DataTable
				label={t(`figures.${dimension}`)}
				columns={useColumns(dimension, most)}
				rows={hit}
				keyOf={(share) => share.group}
				mark={(share) => (standsOut(share) ? 'out' : undefined)}
				empty={<p>{t('figures.nobody')}</p>}
			/>
			{rest > 0 && <p className="hint">{t('figures.all', { n: rest })}</p>}
		</div>
	);
}

export function Figures({ run }: { run: RuleRun }) {
	const t = useT();
	const { number, percent } = useFormats();
	const { figures } = run;
	return (
		<>
			<p>
				<T
					k="figures.summary"
					values={{
						when: <Instant key="when" text={run.at} />,
						travellers: number(figures.travellers),
						flights: number(figures.flights),
						hits: <strong key="hits">{number(figures.hits)}</strong>,
						share: percent(figures.travellers ? figures.hits / figures.travellers : 0),
					}}
				/>
			</p>
			{figures.cut && <Notice tone="info">{t('figures.cut')}</Notice>}
			<p className="hint">{t('figures.text')}</p>
			<div className="figures">
				{DIMENSIONS.map((dimension) => (
					<ByGroup key={dimension} dimension={dimension} shares={figures.shares[dimension]} />
				))}
			</div>
		</>
	);
}
