// SPDX-License-Identifier: Apache-2.0
// A match with INTERPOL data is verified with its source before it is confirmed.

import { useState } from 'react';
import { post } from '../api/client';
import type { BureauCheck } from '../api/oversight';
import { useT } from '../i18n';
import { Countdown, Instant } from '../ui/code';
import { Field, Segmented, SendForm, useSending } from '../ui/form';
import { Notice, Section } from '../ui/page';

interface BureauProps {
	hit: string;
	check: BureauCheck;
	/** the reader may record */
	may: boolean;
	onChanged: () => void;
}

function Ask({ hit, onChanged }: { hit: string; onChanged: () => void }) {
	const t = useT();
	const [reference, setReference] = useState('');
	const { sending, error, send } = useSending();
	return (
		<SendForm
			action={t('bureau.ask')}
			sending={sending}
			error={error}
			onSubmit={() =>
				send(async () => {
					await post(`/hits/${hit}/bureau-question`, { reference });
					onChanged();
				})
			}
		>
			<Field
				label={t('bureau.reference')}
				value={reference}
				onChange={setReference}
				maxLength={120}
			/>
		</SendForm>
	);
}

function AnswerForm({ hit, onChanged }: { hit: string; onChanged: () => void }) {
	const t = useT();
	const [answer, setAnswer] = useState<'confirmed' | 'not-confirmed'>('not-confirmed');
	const [reference, setReference] = useState('');
	const { sending, error, send } = useSending();
	return (
		<SendForm
			action={t('bureau.record')}
			sending={sending}
			error={error}
			onSubmit={() =>
				send(async () => {
					await post(`/hits/${hit}/bureau-answer`, { answer, reference });
					onChanged();
				})
			}
		>
			<Segmented
				label={t('bureau.answer')}
				value={answer}
				onChange={setAnswer}
				options={[
					{ id: 'not-confirmed', label: t('bureau.not-confirmed') },
					{ id: 'confirmed', label: t('bureau.confirmed') },
				]}
			/>
			<Field
				label={t('bureau.answer-reference')}
				value={reference}
				onChange={setReference}
				maxLength={120}
			/>
		</SendForm>
	);
}

export function Bureau({ hit, check, may, onChanged }: BureauProps) {
	const t = useT();
	return (
		<Section title={t('bureau.title')}>
			{check.answer ? (
				<Notice
					tone={check.answer === 'confirmed' ? 'good' : 'warning'}
					title={t(`bureau.${check.answer}`)}
				>
					<bdi>{check.answer_reference}</bdi> · <bdi>{check.answered_by}</bdi> ·{' '}
					<Instant text={check.answered_at} />
				</Notice>
			) : (
				<Notice tone="info">{t('bureau.text')}</Notice>
			)}
			{check.asked_at && !check.answer && (
				<p>
					{t('bureau.asked')} <Instant text={check.asked_at} /> · <bdi>{check.reference}</bdi> ·{' '}
					{t('bureau.due')} <Countdown deadline={check.due_at} />
				</p>
			)}
			{may && !check.asked_at && <Ask hit={hit} onChanged={onChanged} />}
			{may && check.asked_at && !check.answer && <AnswerForm hit={hit} onChanged={onChanged} />}
		</Section>
	);
}
