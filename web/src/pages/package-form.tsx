// SPDX-License-Identifier: Apache-2.0
// What every package is asked for: fields, handling, language, feedback and end.

import { useState } from 'react';
import { dayAfter, type Recipients } from '../api/share';
import { useT, useTerm } from '../i18n';
import { Checks, Choice, Field } from '../ui/form';

const LANGUAGES = ['en', 'ar'] as const;
const FEEDBACK_DAYS = 7;
const EXPIRY_DAYS = 60;

/** What is asked for, as the interface takes it. */
export function usePackage(choices: Recipients, now: string, within?: string) {
	const offered = choices.fields.filter((f) => !within || within.split(' ').includes(f.name));
	const [form, setForm] = useState({
		fields: offered.filter((f) => within || f.usual).map((f) => f.name),
		caveat: '',
		language: document.documentElement.lang === 'ar' ? ('ar' as const) : ('en' as const),
		feedback_on: dayAfter(now, FEEDBACK_DAYS),
		expires_on: dayAfter(now, EXPIRY_DAYS),
	});
	const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
	return { offered, form, set, body: { ...form, fields: form.fields.join(' ') } };
}

export function PackageFields({ offered, form, set }: ReturnType<typeof usePackage>) {
	const t = useT();
	const term = useTerm();
	return (
		<>
			<Checks
				legend={t('share.fields')}
				hint={t('share.fields-hint')}
				options={offered.map((f) => ({ id: f.name, label: term('share-field', f.name) }))}
				chosen={form.fields}
				onChange={(fields) => set({ fields })}
			/>
			<Field
				label={t('share.caveat')}
				hint={t('share.caveat-hint')}
				value={form.caveat}
				onChange={(caveat) => set({ caveat })}
				minLength={10}
				maxLength={400}
				autoComplete="off"
			/>
			<Choice
				label={t('share.language')}
				value={form.language}
				onChange={(language) => set({ language })}
				options={LANGUAGES.map((id) => ({ id, label: t(`share-language.${id}`) }))}
			/>
			<Field
				label={t('share.feedback-on')}
				hint={t('rights.day-hint')}
				value={form.feedback_on}
				onChange={(feedback_on) => set({ feedback_on })}
				latin
			/>
			<Field
				label={t('share.expires-on')}
				hint={t('rights.day-hint')}
				value={form.expires_on}
				onChange={(expires_on) => set({ expires_on })}
				latin
			/>
		</>
	);
}
