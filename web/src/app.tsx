// SPDX-License-Identifier: Apache-2.0
// Which page, for whom.

import type { ReactNode } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useT } from './i18n';
import { type Needs, PLACES } from './nav';
import { AccountPage } from './pages/account';
import { AuditPage } from './pages/audit';
import { BreachesPage } from './pages/breaches';
import { FlightPage } from './pages/flight';
import { FlightsPage } from './pages/flights';
import { HitPage } from './pages/hit';
import { HitsPage } from './pages/hits';
import { KeepingPage } from './pages/keeping';
import { KeysPage } from './pages/keys';
import { LawPage } from './pages/law';
import { ListsPage } from './pages/lists';
import { MaskedPage } from './pages/masked';
import { MessagesPage } from './pages/messages';
import { NewFactorPage } from './pages/new-factor';
import { NotFoundPage, NotPermittedPage } from './pages/not-found';
import { NoticePage } from './pages/notice';
import { OversightPage } from './pages/oversight';
import { RegisterPage } from './pages/register';
import { RightsPage } from './pages/rights';
import { RightsRequestPage } from './pages/rights-request';
import { SetupPage } from './pages/setup';
import { SignInPage } from './pages/sign-in';
import { SupportPage } from './pages/support';
import { TravellerPage } from './pages/traveller';
import { UsersPage } from './pages/users';
import { useMay, useSession } from './session';
import { Shell } from './shell';
import { TaskGate } from './task';
import { Announcer } from './ui/announce';
import { ErrorNotice, Loading } from './ui/page';

function Guarded({ needs, children }: { needs: Needs; children: ReactNode }) {
	const may = useMay();
	return may(needs) ? <TaskGate needs={needs}>{children}</TaskGate> : <NotPermittedPage />;
}

function Home() {
	const may = useMay();
	const first = PLACES.find((place) => may(place.needs));
	return first ? <Redirect to={first.path} replace /> : <NotPermittedPage />;
}

interface Way {
	path: string;
	needs: Needs;
	page: (id: string) => ReactNode;
}

/** A page of one thing is made anew for another thing. */
const WAYS: readonly Way[] = [
	{ path: '/flights', needs: 'flights.read', page: () => <FlightsPage /> },
	{ path: '/flights/:id', needs: 'flights.read', page: (id) => <FlightPage key={id} id={id} /> },
	{
		path: '/travellers/:id',
		needs: 'travellers.read',
		page: (id) => <TravellerPage key={id} id={id} />,
	},
	{ path: '/hits', needs: 'hits.read', page: () => <HitsPage /> },
	{ path: '/hits/:id', needs: 'hits.read', page: (id) => <HitPage key={id} id={id} /> },
	{
		path: '/masked',
		needs: ['unmask.ask', 'unmask.decide', 'unmask.review'],
		page: () => <MaskedPage />,
	},
	{ path: '/keeping', needs: 'retention.read', page: () => <KeepingPage /> },
	{ path: '/lists', needs: 'lists.read', page: () => <ListsPage /> },
	{ path: '/messages', needs: 'messages.read', page: () => <MessagesPage /> },
	{ path: '/audit', needs: 'audit.read', page: () => <AuditPage /> },
	{ path: '/oversight', needs: 'audit.read', page: () => <OversightPage /> },
	{ path: '/register', needs: 'audit.read', page: () => <RegisterPage /> },
	{ path: '/breaches', needs: 'audit.read', page: () => <BreachesPage /> },
	{
		path: '/support',
		needs: ['support.consent', 'support.read', 'audit.read'],
		page: () => <SupportPage />,
	},
	{ path: '/rights', needs: 'rights.manage', page: () => <RightsPage /> },
	{
		path: '/rights/:id',
		needs: 'rights.manage',
		page: (id) => <RightsRequestPage key={id} id={id} />,
	},
	{ path: '/users', needs: 'users.manage', page: () => <UsersPage /> },
	{ path: '/keys', needs: 'keys.manage', page: () => <KeysPage /> },
	{ path: '/law', needs: 'profile.read', page: () => <LawPage /> },
];

function Pages() {
	return (
		<Switch>
			<Route path="/">
				<Home />
			</Route>
			{WAYS.map(({ path, needs, page }) => (
				<Route key={path} path={path}>
					{(found: { id?: string }) => <Guarded needs={needs}>{page(found.id ?? '')}</Guarded>}
				</Route>
			))}
			<Route path="/account">
				<AccountPage />
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
	const [path] = useLocation();
	if (!unit || session === undefined) return <Opening />;
	if (unit.needs_setup) return <SetupPage />;
	if (path === '/notice') return <NoticePage signedIn={session !== null} />;
	if (session === null) return <SignInPage />;
	if (session.second_factor === 'missing') return <NewFactorPage />;
	return (
		<Shell session={session}>
			<Pages key={session.task ? 'on-task' : 'off-task'} />
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
