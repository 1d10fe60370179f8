// SPDX-License-Identifier: Apache-2.0
// How far stored travellers have met a list, and having all of them compared once more.

import { Button } from 'react-aria-components/Button';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import { act, remove } from '../api/client';
import type { Rescreening, Watchlist } from '../api/types';
import { useFormats, useT, useTerm } from '../i18n';
import { announce } from '../ui/announce';
import { Instant, None } from '../ui/code';
import { useSending } from '../ui/form';
import { ErrorNotice } from '../ui/page';

function Progress({ of, label }: { of: Rescreening; label: string }) {
	const t = useT();
	const { number } = useFormats();
	const all = of.total ?? 0;
	const done = of.done ?? 0;
	const text = t('rescreening.progress', {
		done: number(done),
		all: number(all),
		of: of.of ?? 'entries',
	});
	return (
		<ProgressBar
			className="progress"
			aria-label={label}
			value={done}
			maxValue={all || 1}
			valueLabel={text}
		>
			{({ percentage }) => (
				<>
					<span className="progress-track">
						<span className="progress-done" style={{ inlineSize: `${percentage ?? 0}%` }} />
					</span>
					<span className="quiet">{text}</span>
				</>
			)}
		</ProgressBar>
	);
}

function State({ of, label }: { of: Rescreening | undefined; label: string }) {
	const t = useT();
	const term = useTerm();
	if (!of?.state) return <None />;
	return (
		<>
			<span>
				{term('rescreening-state', of.state)}
				{of.ended_at && (
					<>
						{' · '}
						<Instant text={of.ended_at} />
					</>
				)}
			</span>
			{of.state === 'running' && <Progress of={of} label={label} />}
			<span className="quiet">{t('rescreening.hits', { n: of.hits ?? 0 })}</span>
		</>
	);
}

interface StoredProps {
	list: Watchlist;
	write: boolean;
	onChanged: () => void;
}

/** The cell of a list: state, and the button that changes it. */
export function Stored({ list, write, onChanged }: StoredProps) {
	const t = useT();
	const { sending, error, send } = useSending();
	const running = list.rescreening?.state === 'running';
	const path = `/watchlists/${encodeURIComponent(list.name)}/rescreening`;
	const press = () =>
		send(async () => {
			if (running) await remove(path);
			else await act(path);
			announce(t(running ? 'rescreening.stopped' : 'rescreening.asked', { name: list.name }));
			onChanged();
		});
	const label = t(running ? 'rescreening.stop-named' : 'rescreening.ask-named', {
		name: list.name,
	});
	return (
		<span className="stack">
			<State of={list.rescreening} label={t('rescreening.label', { name: list.name })} />
			{write && (
				<span>
					<Button className="button small" aria-label={label} isDisabled={sending} onPress={press}>
						{t(running ? 'rescreening.stop' : 'rescreening.ask')}
					</Button>
				</span>
			)}
			{error && <ErrorNotice error={error} />}
		</span>
	);
}
