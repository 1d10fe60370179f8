// SPDX-License-Identifier: Apache-2.0
// What every page has: a title in the window, a heading that takes the focus, errors in plain words.

import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components/Button';
import type { ApiError } from '../api/client';
import { T, useLanguage, useT } from '../i18n';
import { useSession } from '../session';
import { Icon, type IconName } from './icon';

/** False until the first page was shown: opening the application moves no focus. */
let moved = false;

interface PageProps {
	/** for the window; also the heading where there is no other */
	title: string;
	heading?: ReactNode;
	/** false while the title is not known yet */
	ready?: boolean;
	above?: ReactNode;
	actions?: ReactNode;
	className?: string;
	children: ReactNode;
}

export function Page(props: PageProps) {
	const { title, heading = title, ready = true, above, actions, className, children } = props;
	const { unit } = useSession();
	const ref = useRef<HTMLHeadingElement>(null);

	useEffect(() => {
		if (ready) document.title = `${title} · ${unit?.name ?? 'OpenPIU'}`;
	}, [title, ready, unit]);

	useEffect(() => {
		if (!ready) return;
		if (moved) ref.current?.focus();
		moved = true;
	}, [ready]);

	return (
		<main id="main" tabIndex={-1} className={className ? `page ${className}` : 'page'}>
			{above}
			<div className="page-head">
				<h1 ref={ref} tabIndex={-1}>
					{heading}
				</h1>
				{actions && <div className="page-actions">{actions}</div>}
			</div>
			{children}
		</main>
	);
}

type Tone = 'info' | 'warning' | 'error' | 'good';

const TONE_ICONS: Record<Tone, IconName> = {
	info: 'info',
	warning: 'warning',
	error: 'error',
	good: 'check',
};

interface NoticeProps {
	tone: Tone;
	title?: ReactNode;
	children?: ReactNode;
	alert?: boolean;
}

export function Notice({ tone, title, children, alert = false }: NoticeProps) {
	return (
		<div className="notice" data-tone={tone} role={alert ? 'alert' : undefined}>
			<Icon name={TONE_ICONS[tone]} />
			<div>
				{title && <p className="notice-title">{title}</p>}
				{children}
			</div>
		</div>
	);
}

/** What went wrong, and what to do, in the reader's language; the unit's own words below. */
export function ErrorNotice({ error, retry }: { error: ApiError; retry?: () => void }) {
	const t = useT();
	const { catalogue, language } = useLanguage();
	const known = (catalogue as Record<string, string>)[`error.${error.code}`];
	const own = known ?? catalogue[error.status >= 500 ? 'error.server' : 'error.other'];
	const minutes = Math.ceil((error.retryAfter ?? 60) / 60);
	return (
		<Notice tone="error" alert title={known ? undefined : t('error.title')}>
			<p>{known ? t(`error.${error.code}` as 'error.server', { minutes }) : own}</p>
			{error.detail && (!known || language === 'en') && (
				<p className="quiet" lang="en" dir="ltr">
					{error.detail}
				</p>
			)}
			{error.rule && (
				<p className="quiet">
					<T k="error.rule" values={{ rule: <bdi key="rule">{error.rule}</bdi> }} />
				</p>
			)}
			{retry && (
				<Button className="button small" onPress={retry}>
					{t('action.retry')}
				</Button>
			)}
		</Notice>
	);
}

export function Loading() {
	const t = useT();
	return (
		<p className="loading" role="status">
			<span aria-hidden="true" className="loading-line" />
			{t('value.loading')}
		</p>
	);
}

interface AnswerProps<T> {
	read: { data: T | undefined; error: ApiError | undefined; reload: () => void };
	children: (data: T) => ReactNode;
}

/** The three states of something read: on its way, failed, there (and perhaps failing to renew). */
export function Answer<T>({ read, children }: AnswerProps<T>) {
	return (
		<>
			{read.error && <ErrorNotice error={read.error} retry={read.reload} />}
			{read.data === undefined ? !read.error && <Loading /> : children(read.data)}
		</>
	);
}

/** A titled part of a page. */
export function Section(props: { title: ReactNode; side?: ReactNode; children: ReactNode }) {
	return (
		<section className="section">
			<div className="section-head">
				<h2>{props.title}</h2>
				{props.side}
			</div>
			{props.children}
		</section>
	);
}

/** Facts in a row: a word and its value. */
export function Facts({ children }: { children: ReactNode }) {
	return <dl className="facts">{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
	return (
		<div className="fact">
			<dt>{label}</dt>
			<dd>{children}</dd>
		</div>
	);
}
