// SPDX-License-Identifier: Apache-2.0
// The law of the unit: what the profile in force permits, and how it is changed by two offices.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import {
	LAW_ACTS,
	type LawItem,
	type Profile,
	type ProfilePage,
	type ProfileVersion,
	type Role,
} from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT } from '../i18n';
import { useMay } from '../session';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Icon } from '../ui/icon';
import { Answer, Fact, Facts, Notice, Page, Section } from '../ui/page';
import { DecideSheet, ProposeSheet, VersionSheet } from './law-sheets';

function useRoles(): (roles: readonly Role[]) => string {
	const t = useT();
	return (roles) => roles.map((role) => t(`role.${role}`)).join(', ');
}

function Items({ items }: { items: readonly LawItem[] }) {
	return (
		<ul className="plain">
			{items.map(({ name, title }) => (
				<li key={name}>
					<bdi>{title}</bdi> <span className="quiet mono">{name}</span>
				</li>
			))}
		</ul>
	);
}

function Purposes({ profile }: { profile: Profile }) {
	const t = useT();
	const roles = useRoles();
	const columns: Column<Profile['purposes'][number]>[] = [
		{
			id: 'purpose',
			header: t('task.purpose'),
			head: true,
			cell: (p) => <bdi className="strong">{p.title}</bdi>,
		},
		{ id: 'article', header: t('law.article'), cell: (p) => <bdi>{p.article}</bdi> },
		{ id: 'roles', header: t('law.roles'), cell: (p) => roles(p.roles) },
		{
			id: 'offence',
			header: t('task.offence'),
			cell: (p) => t(p.offence ? 'law.required' : 'law.not-required'),
		},
	];
	return (
		<Section title={t('law.purposes')}>
			<DataTable
				label={t('law.purposes')}
				columns={columns}
				rows={profile.purposes}
				keyOf={(p) => p.name}
				empty={<p>{t('value.none')}</p>}
			/>
		</Section>
	);
}

function Ages({ profile }: { profile: Profile }) {
	const t = useT();
	const age = (n: number) => (n ? t('law.months', { n }) : t('law.never'));
	return (
		<Section title={t('law.data')}>
			<Facts>
				<Fact label={t('law.headings')}>
					<Code>{profile.headings.length}</Code> / <Code>19</Code>
				</Fact>
				<Fact label={t('law.remarks')}>
					{t(profile.remarks ? 'law.remarks-all' : 'law.remarks-minors')}
				</Fact>
				<Fact label={t('law.sensitive')}>
					{t('law.sensitive-counts', {
						codes: profile.sensitive_codes,
						words: profile.sensitive_words,
					})}
				</Fact>
				<Fact label={t('law.vital')}>
					{t(profile.vital_interests ? 'law.vital-exceptional' : 'law.never')}
				</Fact>
				<Fact label={t('law.mask')}>{age(profile.mask_months)}</Fact>
				<Fact label={t('law.delete')}>{age(profile.delete_months)}</Fact>
				<Fact label={t('law.delete-unlinked')}>{age(profile.delete_unlinked_months)}</Fact>
				<Fact label={t('law.delete-log')}>{age(profile.delete_log_months)}</Fact>
			</Facts>
		</Section>
	);
}

function Approvals({ profile }: { profile: Profile }) {
	const t = useT();
	const roles = useRoles();
	return (
		<Section title={t('law.approvals')}>
			<Facts>
				{LAW_ACTS.map((act) => (
					<Fact key={act} label={t(`law-act.${act}`)}>
						{roles(profile.approvals[act]) || t('law.nobody')}
					</Fact>
				))}
				<Fact label={t('factor.title')}>
					{t(profile.second_factor ? 'law.required' : 'law.not-required')}
				</Fact>
			</Facts>
		</Section>
	);
}

function Flights({ profile }: { profile: Profile }) {
	const t = useT();
	const { day } = useFormats();
	const { flights } = profile;
	if (flights.territory.length === 0)
		return (
			<Section title={t('law.flights')}>
				<p>{t('law.flights-every')}</p>
			</Section>
		);
	const until = flights.within === 'all' ? flights.threat_until : flights.review_by;
	return (
		<Section title={t('law.flights')}>
			<p>{t('law.flights-text', { n: flights.territory.length })}</p>
			<Facts>
				<Fact label={t('law.within')}>{t(`law-within.${flights.within}`)}</Fact>
				{flights.selected.length > 0 && (
					<Fact label={t('law.selected')}>
						<Code>{flights.selected.join(' ')}</Code>
					</Fact>
				)}
				{until && <Fact label={t('law.until')}>{day(until)}</Fact>}
				<Fact label={t('law.ground')}>
					{flights.threat_decision ?? flights.assessment ?? <None />}
				</Fact>
			</Facts>
		</Section>
	);
}

function InForce({ page }: { page: ProfilePage }) {
	const t = useT();
	const { profile } = page;
	return (
		<>
			<Facts>
				<Fact label={t('law.name')}>
					<bdi>{profile.title}</bdi>
				</Fact>
				<Fact label={t('law.law')}>
					<bdi>{profile.law}</bdi>
				</Fact>
				<Fact label={t('law.basis')}>
					{page.legal_basis ? <bdi>{page.legal_basis}</bdi> : t('law.no-basis')}
				</Fact>
			</Facts>
			<Purposes profile={profile} />
			<Section title={t('law.offences')}>
				{profile.air_link && <p>{t('law.air-link')}</p>}
				{profile.offence_penalty_years > 0 && (
					<p>{t('law.penalty', { n: profile.offence_penalty_years })}</p>
				)}
				<Items items={profile.offences} />
			</Section>
			<Section title={t('law.authorities')}>
				<Items items={profile.authorities} />
			</Section>
			<Ages profile={profile} />
			<Approvals profile={profile} />
			<Flights profile={profile} />
			{profile.differences.length > 0 && (
				<Section title={t('law.differences')}>
					<Items items={profile.differences} />
				</Section>
			)}
		</>
	);
}

function useVersionColumns(onOpen: (v: ProfileVersion) => void): Column<ProfileVersion>[] {
	const t = useT();
	return [
		{ id: 'version', header: t('law.version'), head: true, cell: (v) => <Code>{v.id}</Code> },
		{
			id: 'state',
			header: t('users.state'),
			cell: (v) => (
				<span className="status" data-status={v.state === 'in-force' ? 'active' : 'inactive'}>
					{t(`law-state.${v.state}`)}
				</span>
			),
		},
		{ id: 'name', header: t('law.name'), cell: (v) => <Code>{v.name}</Code> },
		{
			id: 'proposed',
			header: t('law.proposed'),
			cell: (v) => (
				<span className="stack">
					<bdi>{v.proposed_by ?? t('role.system')}</bdi>
					<Instant text={v.proposed_at} />
				</span>
			),
		},
		{
			id: 'decided',
			header: t('law.decided'),
			cell: (v) =>
				v.decided_at ? (
					<span className="stack">
						<bdi>{v.decided_by ?? t('role.system')}</bdi>
						<Instant text={v.decided_at} />
					</span>
				) : (
					<None />
				),
		},
		{
			id: 'open',
			header: <span className="visually-hidden">{t('users.change')}</span>,
			cell: (v) => (
				<Button
					className="button small"
					aria-label={`${t('law.open')}: ${v.id}`}
					onPress={() => onOpen(v)}
				>
					{t('law.open')}
				</Button>
			),
		},
	];
}

function Versions({ turn, onChanged }: { turn: number; onChanged: () => void }) {
	const t = useT();
	const may = useMay();
	const read = useRead<{ versions: ProfileVersion[] }>(`/profile/versions`);
	const [shown, setShown] = useState<ProfileVersion>();
	const columns = useVersionColumns(setShown);
	const done = () => {
		read.reload();
		onChanged();
	};
	const decides = shown?.state === 'proposed' && may('profile.approve');
	return (
		<Section title={t('law.versions')}>
			<p>{t('law.versions-text')}</p>
			<Answer read={read}>
				{({ versions }) => (
					<DataTable
						key={turn}
						label={t('law.versions')}
						columns={columns}
						rows={versions}
						keyOf={(v) => v.id}
						empty={<p>{t('value.none')}</p>}
					/>
				)}
			</Answer>
			{shown && decides && (
				<DecideSheet version={shown} onClose={() => setShown(undefined)} onDecided={done} />
			)}
			{shown && !decides && <VersionSheet version={shown} onClose={() => setShown(undefined)} />}
		</Section>
	);
}

export function LawPage() {
	const t = useT();
	const may = useMay();
	const read = useRead<ProfilePage>('/profile');
	const [proposing, setProposing] = useState(false);
	const [turn, setTurn] = useState(0);
	const propose = (
		<Button className="button primary" onPress={() => setProposing(true)}>
			<Icon name="plus" />
			{t('law.propose')}
		</Button>
	);
	return (
		<Page title={t('nav.law')} actions={may('profile.propose') && propose}>
			<p className="lead">{t('law.text')}</p>
			{read.data && !read.data.legal_basis && (
				<Notice tone="warning">{t('law.no-basis-text')}</Notice>
			)}
			<Answer read={read}>{(page) => <InForce page={page} />}</Answer>
			<Versions key={turn} turn={turn} onChanged={read.reload} />
			{proposing && (
				<ProposeSheet
					onClose={() => setProposing(false)}
					onProposed={() => setTurn((n) => n + 1)}
				/>
			)}
		</Page>
	);
}
