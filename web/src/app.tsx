// SPDX-License-Identifier: Apache-2.0
// Which page, for whom.

import type { ReactNode } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Permission } from './api/types';
import { useT } from './i18n';
import { PLACES } from './nav';
import { AuditPage } from './pages/audit';
import { FlightPage } from './pages/flight';
import { FlightsPage } from './pages/flights';
import { HitPage } from './pages/hit';
import { HitsPage } from './pages/hits';
import { KeysPage } from './pages/keys';
import { ListsPage } from './pages/lists';
import { MessagesPage } from './pages/messages';
import { NotFoundPage, NotPermittedPage } from './pages/not-found';
import { SetupPage } from './pages/setup';
import { SignInPage } from './pages/sign-in';
import { TravellerPage } from './pages/traveller';
import { UsersPage } from './pages/users';
import { useMay, useSession } from './session';
import { Shell } from './shell';
import { Announcer } from './ui/announce';
import { ErrorNotice, Loading } from './ui/page';

function Guarded({ needs, children }: { needs: Permission; children: ReactNode }) {
	const may = useMay();
	return may(needs) ? children : <NotPermittedPage />;
}

function Home() {
	const may = useMay();
	const first = PLACES.find((place) => may(place.needs));
	return first ? <Redirect to={first.path} replace /> : <NotPermittedPage />;
}

function Pages() {
	return (
		<Switch>
			<Route path="/">
				<Home />
			</Route>
			<Route path="/flights">
				<Guarded needs="flights.read">
					<FlightsPage />
				</Guarded>
			</Route>
			<Route path="/flights/:id">
				{({ id }) => (
					<Guarded needs="flights.read">
						<FlightPage key={id} id={id} />
					</Guarded>
				)}
			</Route>
			<Route path="/travellers/:id">
				{({ id }) => (
					<Guarded needs="travellers.read">
						<TravellerPage key={id} id={id} />
					</Guarded>
				)}
			</Route>
			<Route path="/hits">
				<Guarded needs="hits.read">
					<HitsPage />
				</Guarded>
			</Route>
			<Route path="/hits/:id">
				{({ id }) => (
					<Guarded needs="hits.read">
						<HitPage key={id} id={id} />
					</Guarded>
				)}
			</Route>
			<Route path="/lists">
				<Guarded needs="lists.read">
					<ListsPage />
				</Guarded>
			</Route>
			<Route path="/messages">
				<Guarded needs="messages.read">
					<MessagesPage />
				</Guarded>
			</Route>
			<Route path="/audit">
				<Guarded needs="audit.read">
					<AuditPage />
				</Guarded>
			</Route>
			<Route path="/users">
				<Guarded needs="users.manage">
					<UsersPage />
				</Guarded>
			</Route>
			<Route path="/keys">
				<Guarded needs="keys.manage">
					<KeysPage />
				</Guarded>
			</Route>
			<Route>
				<NotFoundPage />
			</Route>
		</Switch>
	);
}

function Opening() {
	const { error, retry } = useSession();
	const t = useT();
	return (
		<main id="main" className="opening">
			<h1 className="visually-hidden">{t('app.name')}</h1>
			{error ? <ErrorNotice error={error} retry={retry} /> : <Loading />}
		</main>
	);
}

function Stage() {
	const { unit, session } = useSession();
	if (!unit || session === undefined) return <Opening />;
	if (unit.needs_setup) return <SetupPage />;
	if (session === null) return <SignInPage />;
	return (
		<Shell session={session}>
			<Pages />
		</Shell>
	);
}

export function App() {
	return (
		<>
			<Stage />
			<Announcer />
		</>
	);
}
