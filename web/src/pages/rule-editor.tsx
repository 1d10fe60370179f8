// SPDX-License-Identifier: Apache-2.0
// Writing a version of a rule: what is wrong stands at its place while it is written.

import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post } from '../api/client';
import type { IndicatorText, Rule, RuleFault, RuleField, RulePage, RuleText } from '../api/rules';
import type { Profile, ProfilePage } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { emptyIndicator, emptyText, faultsOf, textOf } from '../lib/rule-text';
import { announce } from '../ui/announce';
import { Choice, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { Answer, Notice } from '../ui/page';
import { DayField, Faults, FieldRow, LineField, LongField, NumberField } from './rule-fields';
import { IndicatorFields } from './rule-indicator';

const SEVERITIES = ['high', 'medium', 'low'] as const;
const CHECK_AFTER_MS = 400;

/** Faults of what is being written, a moment after the last key; undefined: not known yet. */
function useFaults(text: RuleText): RuleFault[] | undefined {
	const [faults, setFaults] = useState<RuleFault[]>();
	useEffect(() => {
		let current = true;
		const timer = setTimeout(() => {
			post<{ faults: RuleFault[] }>('/rules/check', text)
				.then((answer) => current && setFaults(answer.faults))
				.catch(() => current && setFaults(undefined));
		}, CHECK_AFTER_MS);
		return () => {
			current = false;
			clearTimeout(timer);
		};
	}, [text]);
	return faults;
}

interface PartProps {
	text: RuleText;
	change: (more: Partial<RuleText>) => void;
	faults: readonly RuleFault[];
}

function Authorities({ text, change, profile, faults }: PartProps & { profile: Profile }) {
	const t = useT();
	const named = text.authorities.split(' ').filter(Boolean);
	const set = (name: string, on: boolean) =>
		change({
			authorities: (on ? [...named, name] : named.filter((one) => one !== name)).join(' '),
		});
	return (
		<fieldset className="field checks">
			<legend>{t('rules.authorities')}</legend>
			{profile.authorities.map(({ name, title }) => (
				<label key={name} className="check">
					<input
						type="checkbox"
						checked={named.includes(name)}
						onChange={(event) => set(name, event.target.checked)}
					/>
					<bdi>{title}</bdi>
				</label>
			))}
			<Faults faults={faultsOf(faults, 0, 'authorities')} />
		</fieldset>
	);
}

function Purpose({ text, change, profile, faults }: PartProps & { profile: Profile }) {
	const t = useT();
	const purpose = profile.purposes.find((p) => p.name === text.purpose);
	return (
		<>
			<FieldRow>
				<Choice
					label={t('task.purpose')}
					value={text.purpose}
					onChange={(name) => change({ purpose: name })}
					options={profile.purposes.map((p) => ({ id: p.name, label: p.title }))}
				/>
				{purpose?.offence && (
					<Choice
						label={t('task.offence')}
						value={text.offence}
						onChange={(offence) => change({ offence })}
						options={profile.offences.map((o) => ({ id: o.name, label: o.title }))}
					/>
				)}
			</FieldRow>
			<Faults faults={faultsOf(faults, 0, 'purpose', 'offence')} />
			<LongField
				label={t('rules.necessity')}
				value={text.necessity}
				onChange={(necessity) => change({ necessity })}
				hint={t('rules.necessity-text')}
				faults={faultsOf(faults, 0, 'necessity')}
			/>
			<Authorities text={text} change={change} profile={profile} faults={faults} />
		</>
	);
}

const DAYS = ['starts_on', 'ends_on', 'review_on'] as const;

function Bounds({ text, change, faults }: PartProps) {
	const t = useT();
	return (
		<>
			<FieldRow>
				{DAYS.map((name) => (
					<DayField
						key={name}
						label={t(`rules.${name}`)}
						value={text[name]}
						onChange={(day) => change({ [name]: day })}
						faults={faultsOf(faults, 0, name)}
					/>
				))}
			</FieldRow>
			<FieldRow>
				<Choice
					label={t('hits.severity')}
					value={text.severity}
					onChange={(severity) => change({ severity })}
					options={SEVERITIES.map((id) => ({ id, label: t(`severity.${id}`) }))}
				/>
				<NumberField
					label={t('rules.false-percent')}
					value={text.false_percent}
					onChange={(false_percent) => change({ false_percent })}
					least={1}
					most={99}
				/>
				<NumberField
					label={t('rules.least-reviews')}
					value={text.least_reviews}
					onChange={(least_reviews) => change({ least_reviews })}
					least={1}
					most={1000}
				/>
			</FieldRow>
		</>
	);
}

function Indicators({
	text,
	change,
	faults,
	fields,
}: PartProps & { fields: readonly RuleField[] }) {
	const t = useT();
	const set = (indicators: IndicatorText[]) => change({ indicators });
	const incriminating = text.indicators.filter((i) => i.side === 'incriminating').length;
	return (
		<>
			{text.indicators.map((indicator, index) => (
				<IndicatorFields
					// biome-ignore lint/suspicious/noArrayIndexKey: an indicator is known by its number
					key={index}
					number={index + 1}
					indicator={indicator}
					onChange={(one) => set(text.indicators.with(index, one))}
					onRemove={() => set(text.indicators.toSpliced(index, 1))}
					fields={fields}
					faults={faults}
				/>
			))}
			<div className="buttons">
				<Button
					className="button"
					onPress={() => set([...text.indicators, emptyIndicator('incriminating')])}
				>
					<Icon name="plus" />
					{t('rules.add-indicator')}
				</Button>
			</div>
			<Faults faults={faultsOf(faults, 0, 'indicators')} />
			<NumberField
				label={t('rules.needs', { n: incriminating })}
				value={text.needs || incriminating}
				onChange={(needs) => change({ needs })}
				least={1}
				most={Math.max(1, incriminating)}
				faults={faultsOf(faults, 0, 'needs')}
			/>
		</>
	);
}

interface EditorProps {
	/** the rule of which a new version is written; none: a new rule */
	rule?: Rule;
	onClose: () => void;
	onWritten: (page: RulePage) => void;
}

function EditorForm(props: EditorProps & { profile: Profile; fields: readonly RuleField[] }) {
	const { rule, profile, fields, onClose, onWritten } = props;
	const t = useT();
	const [name, setName] = useState('');
	const [text, setText] = useState(() =>
		rule
			? textOf(rule.latest)
			: emptyText(profile.purposes.find((p) => p.roles.includes('targeter'))?.name ?? ''),
	);
	const { sending, error, send } = useSending();
	const faults = useFaults(text);
	const change = (more: Partial<RuleText>) => setText((before) => ({ ...before, ...more }));
	const part = { text, change, faults: faults ?? [] };
	const submit = () =>
		send(async () => {
			const page = rule
				? await post<RulePage>(`/rules/${rule.id}/versions`, text)
				: await post<RulePage>('/rules', { name, ...text });
			announce(t('rules.written'));
			onWritten(page);
			onClose();
		});
	return (
		<SendForm
			onSubmit={submit}
			sending={sending}
			error={error}
			action={t('rules.write')}
			onCancel={onClose}
		>
			{!rule && (
				<Field
					label={t('rules.name')}
					value={name}
					onChange={setName}
					hint={t('rules.name-text')}
					maxLength={60}
					autoComplete="off"
					latin
				/>
			)}
			<LineField
				label={t('rules.title')}
				value={text.title}
				onChange={(title) => change({ title })}
				faults={faultsOf(part.faults, 0, 'title')}
			/>
			<Purpose {...part} profile={profile} />
			<Bounds {...part} />
			<Indicators {...part} fields={fields} />
			{faults &&
				(faults.length > 0 ? (
					<Notice tone="warning">{t('rules.not-ready', { n: faults.length })}</Notice>
				) : (
					<Notice tone="good">{t('rules.ready')}</Notice>
				))}
		</SendForm>
	);
}

export function RuleEditor(props: EditorProps) {
	const t = useT();
	const profile = useRead<ProfilePage>('/profile');
	const fields = useRead<{ fields: RuleField[] }>('/rules/fields');
	return (
		<Sheet
			title={
				props.rule ? t('rules.new-version', { n: props.rule.latest.version + 1 }) : t('rules.new')
			}
			onClose={props.onClose}
			wide
		>
			<Answer read={profile}>
				{(law) => (
					<Answer read={fields}>
						{(table) => <EditorForm {...props} profile={law.profile} fields={table.fields} />}
					</Answer>
				)}
			</Answer>
		</Sheet>
	);
}
