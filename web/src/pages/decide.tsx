// SPDX-License-Identifier: Apache-2.0
// A person decides: outcome, reason, done. Everything by keyboard.

import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { post } from '../api/client';
import type { Checklist } from '../api/oversight';
import type { ComparedField, Decision, Hit } from '../api/types';
import { useT } from '../i18n';
import { useShortcuts } from '../lib/keys';
import { Instant, Key, OutcomeWord } from '../ui/code';
import { useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { ErrorNotice, Notice } from '../ui/page';
import { Criteria, CriteriaAnswered, firstAnswers, firstRuleAnswers } from './checklist';

const OUTCOMES = ['confirmed', 'rejected', 'undetermined'] as const;
type Outcome = (typeof OUTCOMES)[number];
const ICONS = { confirmed: 'check', rejected: 'cross', undetermined: 'question' } as const;

/** As the unit counts: characters that are not blank. */
export const REASON_LEAST = 10;

export function reasonLength(reason: string): number {
	return [...reason.replace(/\s/gu, '')].length;
}

function leaveField(): void {
	document.querySelector<HTMLElement>('main h1')?.focus();
}

interface OutcomesProps {
	value: Outcome | null;
	onChange: (outcome: Outcome) => void;
	onRule: boolean;
}

function Outcomes({ value, onChange, onRule }: OutcomesProps) {
	const t = useT();
	return (
		<RadioGroup
			className="outcomes"
			value={value}
			onChange={(chosen) => onChange(chosen as Outcome)}
			isRequired
		>
			<Label>{t(onRule ? 'decide.rule-outcome' : 'decide.outcome')}</Label>
			{OUTCOMES.map((outcome, index) => (
				<Radio key={outcome} value={outcome} className="outcome-choice" data-outcome={outcome}>
					<Icon name={ICONS[outcome]} />
					<span>
						<span className="outcome-word">{t(`decision.${outcome}`)}</span>
						<span className="hint">
							{t(onRule ? `decide.rule-means-${outcome}` : `decide.means-${outcome}`)}
						</span>
					</span>
					<Key>{index + 1}</Key>
				</Radio>
			))}
		</RadioGroup>
	);
}

interface ReasonProps {
	value: string;
	onChange: (reason: string) => void;
	area: RefObject<HTMLTextAreaElement | null>;
	missing: boolean;
}

function Reason({ value, onChange, area, missing }: ReasonProps) {
	const t = useT();
	const length = reasonLength(value);
	return (
		<TextField className="field" value={value} onChange={onChange} isInvalid={missing} isRequired>
			<Label>
				{t('decide.reason')} <Key>R</Key>
			</Label>
			<TextArea ref={area} className="input" rows={4} dir="auto" maxLength={4000} />
			<Text slot="description" className={missing ? 'field-error' : 'hint'}>
				{length < REASON_LEAST
					? t('decide.reason-more', { n: REASON_LEAST - length })
					: t('decide.reason-enough')}
			</Text>
		</TextField>
	);
}

interface DecideProps {
	hit: Hit;
	fields: readonly ComparedField[];
	onDecided: (decided: Hit) => void;
	onConflict: () => void;
}

export function Decide({ hit, fields, onDecided, onConflict }: DecideProps) {
	const t = useT();
	const onRule = hit.method === 'rule';
	const [outcome, setOutcome] = useState<Outcome | null>(null);
	const [reason, setReason] = useState('');
	const [tried, setTried] = useState(false);
	const [checklist, setChecklist] = useState(() =>
		onRule ? firstRuleAnswers() : firstAnswers(fields),
	);
	const area = useRef<HTMLTextAreaElement>(null);
	const { sending, error, send } = useSending();

	const choose = (chosen: Outcome) => () => {
		setOutcome(chosen);
		area.current?.focus();
	};
	useShortcuts({
		1: choose('confirmed'),
		2: choose('rejected'),
		3: choose('undetermined'),
		r: () => area.current?.focus(),
	});

	const submit = () => {
		setTried(true);
		if (sending || !outcome) return;
		if (reasonLength(reason) < REASON_LEAST) {
			area.current?.focus();
			return;
		}
		send(async () => {
			onDecided(
				await post<Hit>(`/hits/${hit.id}/decision`, {
					outcome,
					reason: reason.trim(),
					checklist,
				}),
			);
		});
	};

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			submit();
		} else if (event.key === 'Escape') {
			leaveField();
		}
	};

	return (
		<form
			className="decide"
			aria-label={t('decide.title')}
			noValidate
			onKeyDown={onKeyDown}
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<h2>{t('decide.title')}</h2>
			<Outcomes value={outcome} onChange={setOutcome} onRule={onRule} />
			{tried && !outcome && (
				<p className="field-error" role="alert">
					{t('decide.outcome-missing')}
				</p>
			)}
			<Criteria answers={checklist} onChange={setChecklist} />
			<Reason
				value={reason}
				onChange={setReason}
				area={area}
				missing={tried && reasonLength(reason) < REASON_LEAST}
			/>
			{error && <ErrorNotice error={error} retry={error.status === 409 ? onConflict : undefined} />}
			<Button type="submit" className="button primary wide" data-pending={sending || undefined}>
				{t('decide.action')}
				<Key>Ctrl Enter</Key>
			</Button>
			<p className="hint">{t('decide.audited')}</p>
		</form>
	);
}

interface DecisionMadeProps {
	decision: Decision;
	checklist?: Checklist | undefined;
}

export function DecisionMade({ decision, checklist }: DecisionMadeProps) {
	const t = useT();
	return (
		<div className="decision">
			<p className="decision-head">
				<OutcomeWord group="decision" outcome={decision.outcome} />
				<span className="quiet">
					<bdi>{decision.by}</bdi> · <Instant text={decision.at} />
				</span>
			</p>
			<blockquote dir="auto">{decision.reason}</blockquote>
			{decision.carried_over && <p className="hint">{t('decide.carried-over')}</p>}
			<CriteriaAnswered checklist={checklist} />
		</div>
	);
}

export function NoDecision({ hit }: { hit: Hit }) {
	const t = useT();
	if (hit.state === 'withdrawn') return <Notice tone="info">{t('hit.withdrawn')}</Notice>;
	return <Notice tone="info">{t('decide.not-yours')}</Notice>;
}
