// SPDX-License-Identifier: Apache-2.0
// A second person accepts a rule with its figures; anybody who may stops one at once.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post } from '../api/client';
import type { Rule, RulePage } from '../api/rules';
import { useT } from '../i18n';
import { announce } from '../ui/announce';
import { Field, SendForm, Sheet, useSending } from '../ui/form';
import { Notice } from '../ui/page';
import { Figures } from './rule-figures';

interface DecideProps {
	page: RulePage;
	onClose: () => void;
	onDone: () => void;
}

export function RuleDecideSheet({ page, onClose, onDone }: DecideProps) {
	const t = useT();
	const { rule, runs } = page;
	const { version } = rule.latest;
	const run = runs.find((one) => one.version === version);
	const [reason, setReason] = useState('');
	const [looked, setLooked] = useState(false);
	const { sending, error, send } = useSending();
	const decide = (accept: boolean) =>
		send(async () => {
			await post<RulePage>(`/rules/${rule.id}/decision`, {
				version,
				accept,
				reason,
				...(accept && run && { run: run.id, figures_accepted: looked }),
			});
			announce(t(accept ? 'rules.accepted' : 'rules.refused'));
			onDone();
			onClose();
		});
	return (
		<Sheet title={t('rules.decide-title', { n: version })} onClose={onClose} wide>
			{run ? <Figures run={run} /> : <Notice tone="warning">{t('rules.not-tried-yet')}</Notice>}
			<SendForm
				onSubmit={() => decide(true)}
				sending={sending}
				error={error}
				action={t('rules.accept')}
				disabled={!run || !looked}
				onCancel={onClose}
			>
				<label className="check">
					<input
						type="checkbox"
						checked={looked}
						onChange={(event) => setLooked(event.target.checked)}
					/>
					{t('rules.figures-accepted')}
				</label>
				<Field
					label={t('rules.decision-reason')}
					value={reason}
					onChange={setReason}
					autoComplete="off"
					minLength={10}
					maxLength={4000}
				/>
				<div className="buttons">
					<Button className="button danger" onPress={() => decide(false)}>
						{t('rules.refuse')}
					</Button>
				</div>
			</SendForm>
		</Sheet>
	);
}

interface StopProps {
	rule: Rule;
	onClose: () => void;
	onDone: () => void;
}

export function RuleStopSheet({ rule, onClose, onDone }: StopProps) {
	const t = useT();
	const [reason, setReason] = useState('');
	const { sending, error, send } = useSending();
	const stop = () =>
		send(async () => {
			await post<RulePage>(`/rules/${rule.id}/stop`, { reason });
			announce(t('rules.stopped'));
			onDone();
			onClose();
		});
	return (
		<Sheet title={t('rules.stop-title')} onClose={onClose}>
			<SendForm
				onSubmit={stop}
				sending={sending}
				error={error}
				action={t('rules.stop')}
				onCancel={onClose}
			>
				<p>{t('rules.stop-text')}</p>
				<Field
					label={t('decide.reason')}
					value={reason}
					onChange={setReason}
					autoComplete="off"
					minLength={10}
					maxLength={4000}
					autoFocus
				/>
			</SendForm>
		</Sheet>
	);
}
