// SPDX-License-Identifier: Apache-2.0
// Filing a reasoned request; what is missing is said before it costs anybody time.

import { useState } from 'react';
import { post } from '../api/client';
import { type AuthorityRequest, dayAfter, type Recipients } from '../api/share';
import { useRead } from '../api/use-read';
import { useT, useTerm } from '../i18n';
import { useMay } from '../session';
import { announce } from '../ui/announce';
import { Checks, Choice, Field, LongField, SendForm, Sheet, useSending } from '../ui/form';
import { Answer, Notice } from '../ui/page';

const URGENCIES = ['routine', 'urgent'] as const;

function useForm(choices: Recipients, now: string) {
	const [form, setForm] = useState({
		officer: choices.recipients[0]?.user ?? '',
		offence: choices.offences[0]?.name ?? '',
		case: '',
		grounds: '',
		urgency: 'routine' as (typeof URGENCIES)[number],
		from: dayAfter(now, 0),
		to: dayAfter(now, 7),
		family: '',
		given: '',
		birth_date: '',
		document: '',
		flight: '',
		fields: choices.fields.filter((f) => f.usual).map((f) => f.name),
		circumstances: '',
		evidence: '',
	});
	const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
	const text = (
		name: 'case' | 'from' | 'to' | 'family' | 'given' | 'birth_date' | 'document' | 'flight',
	) => ({
		value: form[name],
		onChange: (value: string) => set({ [name]: value }),
		autoComplete: 'off',
	});
	const later = choices.later_use_review && form.from < dayAfter(now, 0);
	const { circumstances, evidence, ...rest } = form;
	const body = {
		...rest,
		fields: form.fields.join(' '),
		...(later && { circumstances, evidence }),
	};
	return { form, set, text, later, body };
}

type Filled = ReturnType<typeof useForm>;

function Whom({ text }: Pick<Filled, 'text'>) {
	const t = useT();
	return (
		<>
			<p className="hint">{t('share.subject-hint')}</p>
			<Field label={t('field.family')} {...text('family')} required={false} />
			<Field label={t('field.given')} {...text('given')} required={false} />
			<Field
				label={t('field.birth_date')}
				hint={t('rights.day-hint')}
				{...text('birth_date')}
				required={false}
				latin
			/>
			<Field label={t('share.document')} {...text('document')} required={false} latin />
			<Field
				label={t('flights.flight')}
				hint={t('share.flight-hint')}
				{...text('flight')}
				required={false}
				latin
			/>
			<Field label={t('share.from')} hint={t('rights.day-hint')} {...text('from')} latin />
			<Field label={t('share.to')} hint={t('rights.day-hint')} {...text('to')} latin />
		</>
	);
}

function Why({
	form,
	set,
	text,
	choices,
}: Pick<Filled, 'form' | 'set' | 'text'> & { choices: Recipients }) {
	const t = useT();
	const may = useMay();
	const titles = new Map(choices.authorities.map((a) => [a.name, a.title]));
	return (
		<>
			{!may('packages.receive') && (
				<Choice
					label={t('share.officer')}
					value={form.officer}
					onChange={(officer) => set({ officer })}
					options={choices.recipients.map((r) => ({
						id: r.user,
						label: `${r.name} · ${titles.get(r.authority) ?? r.authority}`,
					}))}
				/>
			)}
			<Choice
				label={t('task.offence')}
				value={form.offence}
				onChange={(offence) => set({ offence })}
				options={choices.offences.map((o) => ({ id: o.name, label: o.title }))}
			/>
			<Field label={t('task.case')} {...text('case')} minLength={3} maxLength={60} />
			<LongField
				label={t('share.grounds')}
				hint={t('share.grounds-hint')}
				value={form.grounds}
				onChange={(grounds) => set({ grounds })}
				maxLength={4000}
			/>
			<Choice
				label={t('share.urgency')}
				value={form.urgency}
				onChange={(urgency) => set({ urgency })}
				options={URGENCIES.map((id) => ({ id, label: t(`urgency.${id}`) }))}
			/>
		</>
	);
}

/** Use after the journey: new circumstances, objective evidence, a review by somebody independent. */
function Later({ form, set }: Pick<Filled, 'form' | 'set'>) {
	const t = useT();
	return (
		<>
			<Notice tone="info">{t('share.later-text')}</Notice>
			<LongField
				label={t('share.circumstances')}
				value={form.circumstances}
				onChange={(circumstances) => set({ circumstances })}
				maxLength={4000}
			/>
			<LongField
				label={t('share.evidence')}
				value={form.evidence}
				onChange={(evidence) => set({ evidence })}
				maxLength={4000}
			/>
		</>
	);
}

interface NewRequestProps {
	now: string;
	onClose: () => void;
	onDone: () => void;
}

function RequestForm({ choices, now, onClose, onDone }: NewRequestProps & { choices: Recipients }) {
	const t = useT();
	const term = useTerm();
	const may = useMay();
	const filled = useForm(choices, now);
	const { sending, error, send } = useSending();
	const [missing, setMissing] = useState<string[]>([]);
	const { officer, ...own } = filled.body;
	const body = may('packages.receive') ? own : { officer, ...own };
	const submit = () =>
		send(async () => {
			const checked = await post<{ missing: string }>('/requests/check', body);
			setMissing(checked.missing.split(' ').filter(Boolean));
			if (checked.missing) return;
			await post<AuthorityRequest>('/requests', body);
			announce(t('share.filed'));
			onDone();
			onClose();
		});
	return (
		<SendForm
			action={t('share.file')}
			sending={sending}
			error={error}
			onCancel={onClose}
			onSubmit={submit}
		>
			<Why choices={choices} {...filled} />
			<Whom {...filled} />
			<Checks
				legend={t('share.fields')}
				hint={t('share.fields-hint')}
				options={choices.fields.map((f) => ({ id: f.name, label: term('share-field', f.name) }))}
				chosen={filled.form.fields}
				onChange={(fields) => filled.set({ fields })}
			/>
			{filled.later && <Later {...filled} />}
			{missing.length > 0 && (
				<Notice tone="warning" alert title={t('share.missing')}>
					<ul>
						{missing.map((one) => (
							<li key={one}>{term('missing', one)}</li>
						))}
					</ul>
				</Notice>
			)}
		</SendForm>
	);
}

export function NewRequest(props: NewRequestProps) {
	const t = useT();
	const read = useRead<Recipients>('/recipients');
	return (
		<Sheet title={t('share.new-request')} onClose={props.onClose} wide>
			<Answer read={read}>{(choices) => <RequestForm choices={choices} {...props} />}</Answer>
		</Sheet>
	);
}
