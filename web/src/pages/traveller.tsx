// SPDX-License-Identifier: Apache-2.0
// One traveller: what is known beside the messages that say so.

import { Link } from 'wouter';
import type {
	TravellerPage as Answered,
	Hit,
	JsonObject,
	SourceKind,
	Traveller,
} from '../api/types';
import { useRead } from '../api/use-read';
import { usePhrase, useT, useTerm } from '../i18n';
import { beyond, flightCode, fullName } from '../lib/values';
import {
	Code,
	Countdown,
	FlightCode,
	HitCount,
	Name,
	OutcomeWord,
	Route,
	SeverityWord,
	SourceChip,
	Sources as SourceChips,
} from '../ui/code';
import { Crumbs } from '../ui/crumbs';
import { Answer, Fact, Facts, Page, Section } from '../ui/page';
import { deadlineLabel } from './flight';
import { FollowFlight } from './follow';
import { KeptLonger } from './kept-longer';
import { LightProvider } from './light';
import { Sources } from './sources';
import { INNER, JsonMembers, TravellerMembers } from './structured';
import { TravellerTable } from './traveller-table';
import { MaskedNotice } from './unmasked';

function TravellerFacts({ page }: { page: Answered }) {
	const t = useT();
	const term = useTerm();
	const { traveller, flight } = page;
	return (
		<Facts>
			<Fact label={t('flights.flight')}>
				<Link href={`/flights/${flight.id}`}>
					<FlightCode flight={flight} />
				</Link>{' '}
				<Route from={flight.from} to={flight.to} />
			</Fact>
			<Fact label={t(deadlineLabel(flight))}>
				<Countdown deadline={flight.deadline_at} />
			</Fact>
			<Fact label={t('field.kind')}>{term('kind', traveller.role ?? traveller.kind)}</Fact>
			<Fact label={t('flights.status')}>{term('traveller-status', traveller.status)}</Fact>
			<Fact label={t('flights.data')}>
				<SourceChips sources={traveller.sources} />
			</Fact>
			{traveller.hits_open !== undefined && (
				<Fact label={t('flights.hits')}>
					<HitCount open={traveller.hits_open} all={traveller.hits} />
				</Fact>
			)}
		</Facts>
	);
}

function HitLinks({ hits }: { hits: readonly Hit[] }) {
	const t = useT();
	if (hits.length === 0) return null;
	return (
		<Section title={t('traveller.hits')}>
			<ul className="hit-links">
				{hits.map((hit) => (
					<li key={hit.id} data-state={hit.state}>
						<SeverityWord severity={hit.severity} />
						<Link href={`/hits/${hit.id}`} className="strong">
							<Name>{hit.entry.name || hit.entry.id}</Name>
						</Link>
						<span className="quiet">
							<bdi>{hit.list.name}</bdi>
						</span>
						{hit.decision ? (
							<OutcomeWord group="decision" outcome={hit.decision.outcome} />
						) : (
							<OutcomeWord group="screening" outcome={hit.outcome} />
						)}
					</li>
				))}
			</ul>
		</Section>
	);
}

function Joins({ joins }: { joins: Answered['joins'] }) {
	const t = useT();
	const phrase = usePhrase();
	return joins.map((join) => (
		<p key={`${join.with} ${join.reason}`} className="join">
			<SourceChip source="api" />
			<span className="join-line" aria-hidden="true" />
			<SourceChip source="pnr" />
			<span>
				{t('traveller.joined')} <strong>{phrase('join', join.reason)}</strong>
			</span>
		</p>
	));
}

function Known({ page }: { page: Answered }) {
	const t = useT();
	const { traveller, booking } = page;
	const cancelled = booking?.cancelled === true;
	return (
		<div className="known">
			<Section title={t('traveller.known')}>
				<p className="hint">{t('traveller.light-hint')}</p>
				<Joins joins={page.joins} />
				<TravellerMembers traveller={traveller} />
			</Section>
			<Detail traveller={traveller} />
			{booking && (
				<Section title={t('traveller.booking')}>
					<dl className="members">
						<JsonMembers
							value={booking}
							prefix="booking."
							only="pnr"
							leaveOut={cancelled ? [] : ['cancelled']}
						/>
					</dl>
				</Section>
			)}
		</div>
	);
}

function More({ title, record, only }: { title: string; record: JsonObject; only: SourceKind }) {
	const members = Object.keys(record).filter((name) => !INNER.has(name));
	if (members.length === 0) return null;
	return (
		<Section title={title}>
			<dl className="members">
				<JsonMembers value={record} prefix="" only={only} />
			</dl>
		</Section>
	);
}

/** What the records say beyond what stands above, or otherwise. */
function Detail({ traveller }: { traveller: Traveller }) {
	const t = useT();
	const { detail = {}, pnr_detail: pnr } = traveller;
	const known = { ...traveller };
	const first = pnr ? 'api' : (traveller.sources[0] ?? 'api');
	return (
		<>
			<More title={t(`traveller.in-${first}`)} record={beyond(detail, known)} only={first} />
			{pnr && (
				<More
					title={t('traveller.in-pnr')}
					record={beyond(pnr, { ...detail, ...known })}
					only="pnr"
				/>
			)}
		</>
	);
}

function Companions({ companions }: { companions: readonly Traveller[] }) {
	const t = useT();
	if (companions.length === 0) return null;
	return (
		<Section title={t('traveller.companions')}>
			<TravellerTable label={t('traveller.companions')} travellers={companions} empty="" />
		</Section>
	);
}

export function TravellerPage({ id }: { id: string }) {
	const t = useT();
	const read = useRead<Answered>(`/travellers/${id}`);
	const page = read.data;
	const name = page ? fullName(page.traveller) : t('hits.traveller');
	const flight = page?.flight;
	return (
		<Page
			title={name}
			heading={<Name>{name}</Name>}
			ready={Boolean(page || read.error)}
			above={
				<Crumbs
					to={[
						{ href: '/flights', label: t('nav.flights') },
						...(flight
							? [{ href: `/flights/${flight.id}`, label: <Code>{flightCode(flight)}</Code> }]
							: []),
					]}
				/>
			}
		>
			<Answer read={read}>
				{(data) => (
					<LightProvider sources={data.sources}>
						<FollowFlight id={data.flight.id} onChange={read.reload} />
						<MaskedNotice traveller={data.traveller} />
						<TravellerFacts page={data} />
						<HitLinks hits={data.hits} />
						{!data.traveller.masked_at && (
							<div className="beside">
								<Known page={data} />
								<section className="raw">
									<h2>{t('sources.title')}</h2>
									<Sources sources={data.sources} />
								</section>
							</div>
						)}
						<KeptLonger traveller={id} />
						<Companions companions={data.companions} />
					</LightProvider>
				)}
			</Answer>
		</Page>
	);
}
