// SPDX-License-Identifier: Apache-2.0
// One rule: what it says and why, its dry runs, how its hits were reviewed, and what became of it.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post } from '../api/client';
import type { RulePage as Answered, Indicator, RuleEvent, RuleVersion } from '../api/rules';
import type { LawItem, ProfilePage } from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useMay } from '../session';
import { announce } from '../ui/announce';
import { Code, Instant, None, SeverityWord } from '../ui/code';
import { Crumbs } from '../ui/crumbs';
import { type Column, DataTable } from '../ui/data-table';
import { useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { Answer, ErrorNotice, Fact, Facts, Notice, Page, Section } from '../ui/page';
import { RuleDecideSheet, RuleStopSheet } from './rule-acts';
import { RuleEditor } from './rule-editor';
import { Figures } from './rule-figures';
import { ReviewCounts, ReviewLeft, RuleStateWord } from './rule-words';

export function IndicatorList({ indicators }: { indicators: readonly Indicator[] }) {
	const t = useT();
	const columns: Column<Indicator>[] = [
		{
			id: 'title',
			header: t('rules.plain-words'),
			head: true,
			cell: (i) => (
				<span className="stack">
					<bdi className="strong">{i.title}</bdi>
					<Code mono>{i.expression}</Code>
				</span>
			),
		},
		{
			id: 'side',
			header: t('rules.side'),
			cell: (i) => <SideWord side={i.side} />,
		},
		{
			id: 'evidence',
			header: t('rules.evidence'),
			cell: (i) => <Evidence indicator={i} />,
		},
	];
	return (
		<DataTable
			label={t('rules.indicators')}
			columns={columns}
			rows={indicators}
			keyOf={(i) => String(i.number)}
			empty={<p>{t('value.none')}</p>}
		/>
	);
}

export function SideWord({ side }: { side: Indicator['side'] }) {
	const t = useT();
	return (
		<span className="with-icon rule-side" data-side={side}>
			<Icon name={side === 'exonerating' ? 'minus' : 'plus'} />
			{t(`rule-side.${side}`)}
		</span>
	);
}

export function Evidence({ indicator }: { indicator: Indicator }) {
	const t = useT();
	if (!indicator.evidence) return <None />;
	return (
		<span className="stack">
			<bdi className="prose">{indicator.evidence}</bdi>
			<span className="quiet">
				<bdi>{indicator.source || t('value.none')}</bdi>
				{indicator.evidence_on && <Code> {indicator.evidence_on}</Code>}
			</span>
		</span>
	);
}

function VersionFacts({ version, now }: { version: RuleVersion; now: string }) {
	const t = useT();
	return (
		<Facts>
			<Fact label={t('rules.state')}>
				<RuleStateWord state={version.state} />
			</Fact>
			<Fact label={t('rules.review')}>
				<ReviewLeft version={version} now={now} />
			</Fact>
			<Fact label={t('rules.starts_on')}>
				{version.starts_on ? <Code>{version.starts_on}</Code> : <None />}
			</Fact>
			<Fact label={t('rules.ends_on')}>
				{version.ends_on ? <Code>{version.ends_on}</Code> : <None />}
			</Fact>
			<Fact label={t('hits.severity')}>
				<SeverityWord severity={version.severity} />
			</Fact>
			<Fact label={t('rules.reviews')}>
				<ReviewCounts reviews={version.reviews} />
			</Fact>
			<Fact label={t('rules.suspended-above')}>
				{t('rules.suspended-above-value', {
					percent: version.false_percent,
					n: version.least_reviews,
				})}
			</Fact>
			<Fact label={t('rules.written-by')}>
				<bdi>{version.written_by}</bdi>
			</Fact>
		</Facts>
	);
}

/** A name of the legal profile as its title; the name itself where the profile has it no more. */
function Title({ name, of }: { name: string; of: readonly LawItem[] | undefined }) {
	const known = of?.find((item) => item.name === name);
	return known ? <bdi>{known.title}</bdi> : <Code>{name}</Code>;
}

function Purpose({ version }: { version: RuleVersion }) {
	const t = useT();
	const profile = useRead<ProfilePage>('/profile').data?.profile;
	const needs = version.needs;
	return (
		<Section title={t('rules.what-for')}>
			<Facts>
				<Fact label={t('task.purpose')}>
					<Title name={version.purpose} of={profile?.purposes} />
				</Fact>
				{version.offence && (
					<Fact label={t('task.offence')}>
						<Title name={version.offence} of={profile?.offences} />
					</Fact>
				)}
				<Fact label={t('rules.authorities')}>
					<span className="stack">
						{version.authorities
							.split(' ')
							.filter(Boolean)
							.map((name) => (
								<Title key={name} name={name} of={profile?.authorities} />
							))}
					</span>
				</Fact>
				<Fact label={t('rules.hits-when')}>
					{needs ? t('rules.hits-when-some', { n: needs }) : t('rules.hits-when-all')}
				</Fact>
			</Facts>
			<p className="prose" dir="auto">
				{version.necessity}
			</p>
			{version.decision_reason && (
				<Notice tone={version.state === 'refused' ? 'warning' : 'good'} title={t('rules.decided')}>
					<p dir="auto">{version.decision_reason}</p>
					<p className="quiet">
						<bdi>{version.decided_by}</bdi> · <Instant text={version.decided_at} />
					</p>
				</Notice>
			)}
		</Section>
	);
}

function History({ events }: { events: readonly RuleEvent[] }) {
	const t = useT();
	const columns: Column<RuleEvent>[] = [
		{ id: 'at', header: t('rules.at'), cell: (v) => <Instant text={v.at} /> },
		{ id: 'version', header: t('lists.version'), number: true, cell: (v) => v.version },
		{ id: 'state', header: t('rules.state'), cell: (v) => <RuleStateWord state={v.state} /> },
		{
			id: 'by',
			header: t('rules.by'),
			cell: (v) => (v.by ? <bdi>{v.by}</bdi> : t('rules.by-program')),
		},
		{
			id: 'reason',
			header: t('decide.reason'),
			cell: (v) => (v.reason ? <bdi>{v.reason}</bdi> : <None />),
		},
	];
	return (
		<DataTable
			label={t('rules.history')}
			columns={columns}
			rows={events.toReversed()}
			keyOf={(v) => `${v.at} ${v.version} ${v.state}`}
			empty={<p>{t('value.none')}</p>}
		/>
	);
}

function Versions({ page }: { page: Answered }) {
	const t = useT();
	const { number } = useFormats();
	const columns: Column<RuleVersion>[] = [
		{ id: 'version', header: t('lists.version'), number: true, cell: (v) => v.version },
		{ id: 'state', header: t('rules.state'), cell: (v) => <RuleStateWord state={v.state} /> },
		{
			id: 'title',
			header: t('rules.title'),
			head: true,
			cell: (v) => <VersionText version={v} />,
		},
		{ id: 'by', header: t('rules.written-by'), cell: (v) => <bdi>{v.written_by}</bdi> },
		{ id: 'open', header: t('rules.open'), number: true, cell: (v) => number(v.reviews.open) },
		{
			id: 'reviews',
			header: t('rules.reviews'),
			cell: (v) => <ReviewCounts reviews={v.reviews} />,
		},
	];
	return (
		<DataTable
			label={t('rules.versions')}
			columns={columns}
			rows={page.versions}
			keyOf={(v) => String(v.version)}
			empty={<p>{t('value.none')}</p>}
		/>
	);
}

function VersionText({ version }: { version: RuleVersion }) {
	return (
		<details>
			<summary>
				<bdi>{version.title}</bdi>
			</summary>
			<IndicatorList indicators={version.indicators ?? []} />
		</details>
	);
}

type Act = 'write' | 'decide' | 'stop';

function Acts({ page, reload }: { page: Answered; reload: () => void }) {
	const t = useT();
	const may = useMay();
	const [act, setAct] = useState<Act>();
	const { sending, error, send } = useSending();
	const { rule } = page;
	const { version, state } = rule.latest;
	const step = (path: string, done: string) => () =>
		send(async () => {
			await post<Answered>(`/rules/${rule.id}/${path}`, { version });
			announce(done);
			reload();
		});
	const pending = state === 'draft' || state === 'submitted';
	const close = () => setAct(undefined);
	return (
		<>
			<div className="buttons">
				{may('rules.write') && (
					<Button className="button" onPress={() => setAct('write')}>
						{t('rules.write-next')}
					</Button>
				)}
				{may('rules.write') && pending && (
					<Button
						className="button"
						data-pending={sending || undefined}
						onPress={step('dry-run', t('rules.tried'))}
					>
						{t('rules.try')}
					</Button>
				)}
				{may('rules.write') && state === 'draft' && (
					<Button
						className="button primary"
						data-pending={sending || undefined}
						onPress={step('submission', t('rules.submitted'))}
					>
						{t('rules.submit')}
					</Button>
				)}
				{may('rules.decide') && state === 'submitted' && (
					<Button className="button primary" onPress={() => setAct('decide')}>
						{t('rules.decide')}
					</Button>
				)}
				{may('rules.stop') && rule.version_in_force && (
					<Button className="button danger" onPress={() => setAct('stop')}>
						{t('rules.stop')}
					</Button>
				)}
			</div>
			{error && <ErrorNotice error={error} />}
			{act === 'write' && <RuleEditor rule={rule} onClose={close} onWritten={reload} />}
			{act === 'decide' && <RuleDecideSheet page={page} onClose={close} onDone={reload} />}
			{act === 'stop' && <RuleStopSheet rule={rule} onClose={close} onDone={reload} />}
		</>
	);
}

function Whole({ page, reload }: { page: Answered; reload: () => void }) {
	const t = useT();
	const latest = page.rule.latest;
	const run = page.runs.find((one) => one.version === latest.version);
	return (
		<>
			<VersionFacts version={latest} now={page.now} />
			<Acts page={page} reload={reload} />
			<Purpose version={latest} />
			<Section title={t('rules.indicators')}>
				<IndicatorList indicators={latest.indicators ?? []} />
			</Section>
			<Section title={t('rules.dry-run')}>
				{run ? <Figures run={run} /> : <p className="quiet">{t('rules.not-tried')}</p>}
			</Section>
			<Section title={t('rules.versions')}>
				<Versions page={page} />
			</Section>
			<Section title={t('rules.history')}>
				<History events={page.events} />
			</Section>
		</>
	);
}

export function RulePage({ id }: { id: string }) {
	const t = useT();
	const read = useRead<Answered>(`/rules/${id}`, ['hits']);
	const title = read.data?.rule.latest.title || read.data?.rule.name || t('rules.rule');
	return (
		<Page
			title={title}
			heading={<bdi>{title}</bdi>}
			ready={Boolean(read.data || read.error)}
			above={<Crumbs to={[{ href: '/rules', label: t('nav.rules') }]} />}
		>
			<Answer read={read}>{(page) => <Whole page={page} reload={read.reload} />}</Answer>
		</Page>
	);
}
