// SPDX-License-Identifier: Apache-2.0
// Reviewing one hit: everything needed to decide stands on one page.

import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { get } from '../api/client';
import type { HitPage as Answered, Decision, Entry, Hit, HitsPage, Traveller } from '../api/types';
import { useRead } from '../api/use-read';
import { useFormats, useT, useTerm } from '../i18n';
import { useShortcuts } from '../lib/keys';
import { nextAfter, type Place, placeIn } from '../lib/queue';
import { fullName } from '../lib/values';
import { useMay } from '../session';
import { announce } from '../ui/announce';
import {
	Code,
	Countdown,
	FlightCode,
	Key,
	Name,
	None,
	OutcomeWord,
	Route,
	SeverityWord,
} from '../ui/code';
import { Crumbs } from '../ui/crumbs';
import { Answer, Fact, Facts, Notice, Page, Section } from '../ui/page';
import { Bureau } from './bureau';
import { Comparison } from './compare';
import { Decide, DecisionMade, NoDecision } from './decide';
import { Confirmed } from './disclose';
import { deadlineLabel } from './flight';
import { FollowFlight } from './follow';
import { RuleMet } from './rule-met';
import { Documents } from './traveller-table';
import { MaskedNotice } from './unmasked';

const QUEUE = '/hits?state=open&limit=500';

function QueuePlace({ place }: { place: Place }) {
	const t = useT();
	return (
		<nav className="queue-place" aria-label={t('hit.queue')}>
			{place.previous ? (
				<Link href={`/hits/${place.previous}`} className="button small">
					{t('hit.previous')} <Key>K</Key>
				</Link>
			) : null}
			<span>
				{place.position > 0
					? t('hit.position', { n: place.position, all: place.count })
					: t('hits.count', { n: place.count })}
			</span>
			{place.next ? (
				<Link href={`/hits/${place.next}`} className="button small">
					{t('hit.next')} <Key>J</Key>
				</Link>
			) : null}
		</nav>
	);
}

function RuleOrList({ page }: { page: Answered }) {
	const may = useMay();
	const { list } = page.hit;
	if (!page.rule || !may('rules.read')) return <bdi>{list.name}</bdi>;
	return (
		<Link href={`/rules/${list.id}`}>
			<bdi>{list.name}</bdi>
		</Link>
	);
}

function HitFacts({ page }: { page: Answered }) {
	const t = useT();
	const term = useTerm();
	const { percent } = useFormats();
	const { hit, flight } = page;
	return (
		<Facts>
			<Fact label={t(deadlineLabel(flight))}>
				<Countdown deadline={flight.deadline_at} />
			</Fact>
			<Fact label={t('hits.severity')}>
				<SeverityWord severity={hit.severity} />
			</Fact>
			<Fact label={t('hits.screening')}>
				<OutcomeWord group="screening" outcome={hit.outcome} />
			</Fact>
			{!page.rule && <Fact label={t('hits.score')}>{percent(hit.score / 1000)}</Fact>}
			<Fact label={t('hit.method')}>{term('method', hit.method)}</Fact>
			<Fact label={t(page.rule ? 'rules.rule' : 'hit.list')}>
				<RuleOrList page={page} />{' '}
				<span className="quiet">{t('hits.version', { n: hit.list.version })}</span>
			</Fact>
			<Fact label={t('flights.flight')}>
				<Link href={`/flights/${flight.id}`}>
					<FlightCode flight={flight} />
				</Link>{' '}
				<Route from={flight.from} to={flight.to} />
			</Fact>
		</Facts>
	);
}

/** The list was older than it should be. */
export function ListAgeNotice({ hit }: { hit: Hit }) {
	const t = useT();
	if (hit.list.age === 'fresh') return null;
	return (
		<Notice tone="warning" title={t(`list-age.${hit.list.age}`)}>
			<p>
				{hit.list.dated_on
					? t('hit.list-dated', { name: hit.list.name, day: hit.list.dated_on })
					: t('hit.list-undated', { name: hit.list.name })}
			</p>
		</Notice>
	);
}

function Row({ label, children }: { label: string; children: ReactNode }) {
	if (children === undefined || children === null || children === false) return null;
	return (
		<div>
			<dt>{label}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function list(values: readonly string[] | undefined) {
	if (!values?.length) return undefined;
	return (
		<span className="stack">
			{values.map((value) => (
				<bdi key={value}>{value}</bdi>
			))}
		</span>
	);
}

function EntryNames({ names }: { names: Entry['names'] }) {
	const term = useTerm();
	return (
		<ul className="plain">
			{names.map((one) => (
				<li key={one.name}>
					<Name>{one.name}</Name>
					{one.quality && <span className="quiet"> {term('quality', one.quality)}</span>}
				</li>
			))}
		</ul>
	);
}

function EntryDetail({ entry }: { entry: Entry }) {
	const t = useT();
	const term = useTerm();
	const documents = entry.documents?.map((document) =>
		[document.type, document.issuer, document.number, document.status].filter(Boolean).join(' '),
	);
	return (
		<dl className="details">
			<Row label={t('entry.id')}>
				<Code mono>{entry.id}</Code>
			</Row>
			<Row label={t('entry.names')}>
				{entry.names?.length ? <EntryNames names={entry.names} /> : undefined}
			</Row>
			<Row label={t('field.birth_date')}>{list(entry.birth_dates)}</Row>
			<Row label={t('field.sex')}>{entry.sex && term('sex', entry.sex)}</Row>
			<Row label={t('field.nationality')}>{list(entry.nationalities)}</Row>
			<Row label={t('field.documents')}>{list(documents)}</Row>
			<Row label={t('field.place_of_birth')}>{list(entry.places_of_birth)}</Row>
			<Row label={t('field.addresses')}>{list(entry.addresses)}</Row>
			<Row label={t('entry.measure')}>
				{entry.measure && <strong dir="auto">{entry.measure}</strong>}
			</Row>
			<Row label={t('entry.handling')}>
				{entry.handling && <strong dir="auto">{entry.handling}</strong>}
			</Row>
			<Row label={t('entry.reason')}>
				{entry.reason && <bdi className="prose">{entry.reason}</bdi>}
			</Row>
			<Row label={t('entry.listed_on')}>{entry.listed_on && <Code>{entry.listed_on}</Code>}</Row>
			<Row label={t('field.valid_from')}>{entry.valid_from && <Code>{entry.valid_from}</Code>}</Row>
			<Row label={t('field.expires')}>{entry.expires && <Code>{entry.expires}</Code>}</Row>
			<Row label={t('entry.source')}>{entry.source && <bdi>{entry.source}</bdi>}</Row>
		</dl>
	);
}

function TravellerDetail({ traveller }: { traveller: Traveller }) {
	const t = useT();
	const term = useTerm();
	const may = useMay();
	const name = <Name>{fullName(traveller)}</Name>;
	return (
		<dl className="details">
			<Row label={t('field.name')}>
				{may('travellers.read') ? <Link href={`/travellers/${traveller.id}`}>{name}</Link> : name}
			</Row>
			<Row label={t('field.birth_date')}>
				{traveller.birth_date ? <Code>{traveller.birth_date}</Code> : <None />}
			</Row>
			<Row label={t('field.sex')}>{traveller.sex ? term('sex', traveller.sex) : <None />}</Row>
			<Row label={t('field.nationality')}>
				{traveller.nationality ? <Code>{traveller.nationality}</Code> : <None />}
			</Row>
			<Row label={t('field.documents')}>
				<Documents traveller={traveller} />
			</Row>
			<Row label={t('field.kind')}>{term('kind', traveller.role ?? traveller.kind)}</Row>
			<Row label={t('field.locator')}>{traveller.locator && <Code>{traveller.locator}</Code>}</Row>
			<Row label={t('field.seat')}>{traveller.seat && <Code>{traveller.seat}</Code>}</Row>
			<Row label={t('flights.status')}>{term('traveller-status', traveller.status)}</Row>
		</dl>
	);
}

function Earlier({ decisions }: { decisions: readonly Decision[] }) {
	const t = useT();
	return (
		<Section title={t('hit.earlier')}>
			{decisions.length === 0 && <p className="quiet">{t('hit.no-earlier')}</p>}
			{decisions.map((decision) => (
				<DecisionMade key={`${decision.at} ${decision.by}`} decision={decision} />
			))}
		</Section>
	);
}

/** What else counts: a redress number, the source's own word, a first reviewer. */
function BeforeDeciding({ page, onChanged }: { page: Answered; onChanged: () => void }) {
	const t = useT();
	const may = useMay();
	const { first_opinion: first, bureau, hit } = page;
	const open = hit.state === 'open';
	return (
		<>
			{page.redress.map((redress) => (
				<Notice key={redress.id} tone="warning" title={t('hit.redress', { n: redress.number })}>
					<p>{t('hit.redress-text')}</p>
					<p dir="auto">{redress.note}</p>
				</Notice>
			))}
			{bureau && (
				<Bureau
					hit={hit.id}
					check={bureau}
					may={open && may('hits.decide')}
					onChanged={onChanged}
				/>
			)}
			{first && (
				<Section title={t('hit.first-reviewer')}>
					<DecisionMade
						decision={{ ...first, carried_over: false } as Decision}
						checklist={first.checklist}
					/>
				</Section>
			)}
			{open && page.second_review && (
				<Notice tone="info">{t(first ? 'hit.second-now' : 'hit.second-review')}</Notice>
			)}
		</>
	);
}

interface ReviewProps {
	page: Answered;
	onDecided: (hit: Hit) => void;
	onConflict: () => void;
}

function Review({ page, onDecided, onConflict }: ReviewProps) {
	const t = useT();
	const may = useMay();
	const { hit } = page;
	const open = hit.state === 'open';
	return (
		<div className="review">
			{page.rule ? (
				<Section title={t('rules.met')}>
					<RuleMet rule={page.rule} fields={page.fields} />
				</Section>
			) : page.traveller.masked_at ? (
				<MaskedNotice traveller={page.traveller} />
			) : (
				<Section title={t('hit.compared')}>
					<Comparison fields={page.fields} />
				</Section>
			)}
			<aside className="review-side" aria-label={t('decide.title')}>
				{hit.decision && (
					<Section title={t('hit.decided')}>
						<DecisionMade decision={hit.decision} checklist={page.checklist} />
					</Section>
				)}
				<Confirmed page={page} onChanged={onConflict} />
				<BeforeDeciding page={page} onChanged={onConflict} />
				{open && may('hits.decide') ? (
					<Decide hit={hit} fields={page.fields} onDecided={onDecided} onConflict={onConflict} />
				) : (
					!hit.decision && <NoDecision hit={hit} />
				)}
				<Earlier decisions={page.earlier} />
			</aside>
			<div className="halves">
				<Section title={t('hits.traveller')}>
					<TravellerDetail traveller={page.traveller} />
				</Section>
				{page.entry && (
					<Section title={t('hits.entry')}>
						<EntryDetail entry={page.entry} />
					</Section>
				)}
			</div>
		</div>
	);
}

export function HitPage({ id }: { id: string }) {
	const t = useT();
	const term = useTerm();
	const [, navigate] = useLocation();
	const read = useRead<Answered>(`/hits/${id}`);
	const queue = useRead<HitsPage>(QUEUE);
	const hits = queue.data?.hits ?? [];
	const place = placeIn(hits, id);
	const name = read.data ? fullName(read.data.hit.traveller) : t('hits.hit');

	const go = (to: string | undefined) => () => {
		if (to) navigate(`/hits/${to}`);
		else announce(t('hit.no-further'));
	};
	useShortcuts({ j: go(place.next), k: go(place.previous) });

	const decided = async (hit: Hit) => {
		if (hit.state === 'open') {
			announce(t('decide.first-done'));
			read.reload();
			return;
		}
		const outcome = hit.decision ? term('decision', hit.decision.outcome) : '';
		announce(t('decide.done', { outcome }));
		const now = await get<HitsPage>(QUEUE).catch(() => undefined);
		const next = nextAfter(hits, now?.hits ?? [], id);
		navigate(next ? `/hits/${next}` : '/hits');
	};

	return (
		<Page
			title={name}
			heading={<Name>{name}</Name>}
			ready={Boolean(read.data || read.error)}
			above={<Crumbs to={[{ href: '/hits', label: t('nav.hits') }]} />}
			actions={queue.data && <QueuePlace place={place} />}
		>
			<Answer read={read}>
				{(page) => (
					<>
						<FollowFlight id={page.flight.id} onChange={read.reload} />
						<ListAgeNotice hit={page.hit} />
						<HitFacts page={page} />
						<Review page={page} onDecided={decided} onConflict={read.reload} />
					</>
				)}
			</Answer>
		</Page>
	);
}
