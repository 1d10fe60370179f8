// SPDX-License-Identifier: Apache-2.0
// The frame around every page: which unit, who, where to, in which language and light.

import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link, useLocation } from 'wouter';
import { useLiveState } from './api/live';
import type { Session, Unit } from './api/types';
import { LANGUAGES, type Language, useFormats, useLanguage, useT } from './i18n';
import { useTick } from './lib/clock';
import { setSingleKeys, useShortcuts, useSingleKeys } from './lib/keys';
import { PLACES } from './nav';
import { useMay, useSession } from './session';
import { TaskBar } from './task';
import { setTheme, THEMES, useTheme } from './theme';
import { Code, Key } from './ui/code';
import { Choice, Sheet, useSending } from './ui/form';
import { Icon, Mark } from './ui/icon';

/** Says what must not be mistaken: nobody in this unit is real. */
export function FictitiousBanner({ unit }: { unit: Unit }) {
	const t = useT();
	if (!unit.fictitious) return null;
	return (
		<aside className="banner" aria-label={t('banner.label')}>
			<p>
				<Icon name="warning" />
				<strong>{t('banner.title')}</strong> {t('banner.text')}
			</p>
		</aside>
	);
}

export function LanguageChoice() {
	const t = useT();
	const { language, setLanguage } = useLanguage();
	const options = (Object.keys(LANGUAGES) as Language[]).map((id) => ({
		id,
		label: LANGUAGES[id],
	}));
	return (
		<Choice
			compact
			label={t('app.language')}
			value={language}
			onChange={setLanguage}
			options={options}
		/>
	);
}

export function ThemeChoice() {
	const t = useT();
	const options = THEMES.map((id) => ({ id, label: t(`theme.${id}`) }));
	return (
		<Choice
			compact
			label={t('app.theme')}
			value={useTheme()}
			onChange={setTheme}
			options={options}
		/>
	);
}

function LiveWord() {
	const t = useT();
	const state = useLiveState();
	const key = state === 'live' ? 'live.on' : 'live.connecting';
	return (
		<span className="live" data-state={state} role="status">
			<span className="live-dot" aria-hidden="true" />
			{t(key)}
		</span>
	);
}

function UnitClock() {
	const t = useT();
	const { day } = useFormats();
	const minute = useTick((now) => new Date(now).toISOString().slice(0, 16));
	return (
		<time className="unit-clock" dateTime={`${minute}Z`} title={t('app.clock')}>
			<Code>{minute.slice(11)}</Code> <bdi className="unit-clock-zone">UTC</bdi>{' '}
			<bdi className="unit-clock-day">{day(minute.slice(0, 10))}</bdi>
		</time>
	);
}

function Account({ session }: { session: Session }) {
	const t = useT();
	const { signOut } = useSession();
	const { sending, error, send } = useSending();
	return (
		<div className="account">
			<p>
				<bdi className="account-name">{session.user.name}</bdi>
				<span className="account-role">{t(`role.${session.user.role}`)}</span>
				<Link href="/account">{t('account.link')}</Link>
			</p>
			<Button
				className="button quiet-button"
				data-pending={sending || undefined}
				onPress={() => send(signOut)}
			>
				<Icon name="out" />
				{t('action.sign-out')}
			</Button>
			{error && <p role="alert">{t('error.offline')}</p>}
		</div>
	);
}

function Navigation() {
	const t = useT();
	const may = useMay();
	const [location] = useLocation();
	return (
		<nav className="nav" aria-label={t('nav.label')}>
			<ul>
				{PLACES.filter((place) => may(place.needs)).map((place) => (
					<li key={place.path}>
						<Link
							href={place.path}
							aria-current={location === place.path ? 'page' : undefined}
							data-within={location.startsWith(place.path) || undefined}
						>
							<Icon name={place.icon} />
							{t(place.title)}
						</Link>
					</li>
				))}
			</ul>
		</nav>
	);
}

const HELP = [
	['?', 'keys.help'],
	['/', 'keys.search'],
	['↓ J', 'keys.down'],
	['↑ K', 'keys.up'],
	['Enter', 'keys.open'],
	['1 2 3', 'keys.outcome'],
	['R', 'keys.reason'],
	['Ctrl Enter', 'keys.submit'],
	['Esc', 'keys.leave'],
] as const;

function KeysHelp({ onClose }: { onClose: () => void }) {
	const t = useT();
	const on = useSingleKeys();
	return (
		<Sheet title={t('keys.title')} onClose={onClose}>
			<dl className="keys-list">
				{HELP.map(([keys, text]) => (
					<div key={keys}>
						<dt dir="ltr">
							{keys.split(' ').map((key) => (
								<Key key={key}>{key}</Key>
							))}
						</dt>
						<dd>{t(text)}</dd>
					</div>
				))}
			</dl>
			<label className="check">
				<input
					type="checkbox"
					checked={on}
					onChange={(event) => setSingleKeys(event.target.checked)}
				/>
				{t('keys.single')}
			</label>
			<div className="buttons">
				<Button className="button primary" onPress={onClose}>
					{t('action.close')}
				</Button>
			</div>
		</Sheet>
	);
}

function HelpButton() {
	const t = useT();
	const [open, setOpen] = useState(false);
	useShortcuts({ '?': () => setOpen(true) });
	return (
		<>
			<Button className="button quiet-button" onPress={() => setOpen(true)}>
				<Icon name="help" />
				{t('keys.button')}
			</Button>
			{open && <KeysHelp onClose={() => setOpen(false)} />}
		</>
	);
}

export function Shell({ session, children }: { session: Session; children: ReactNode }) {
	const t = useT();
	const { unit } = useSession();
	return (
		<div className="shell">
			<a className="skip" href="#main">
				{t('app.skip')}
			</a>
			<header className="top">
				<Link href="/" className="brand">
					<Mark />
					<span>
						<bdi className="brand-unit">{unit?.name ?? t('app.name')}</bdi>
						<span className="brand-product">{t('app.name')}</span>
					</span>
				</Link>
				<div className="top-tools">
					<LiveWord />
					<UnitClock />
					<LanguageChoice />
					<ThemeChoice />
				</div>
			</header>
			<div className="heads">
				{unit && <FictitiousBanner unit={unit} />}
				<TaskBar session={session} />
			</div>
			<div className="side">
				<Navigation />
				<footer className="side-foot">
					<HelpButton />
					<Account session={session} />
				</footer>
			</div>
			{children}
		</div>
	);
}
