// SPDX-License-Identifier: Apache-2.0
// The first visit to a new unit: its administrator.

import { useState } from 'react';
import { post } from '../api/client';
import type { Session } from '../api/types';
import { useT } from '../i18n';
import { useSession } from '../session';
import { Field, SendForm, useSending } from '../ui/form';
import { Entrance } from './entrance';

const EMPTY = { code: '', user: '', name: '', password: '', again: '' };

export const PASSWORD_LEAST = 12;

export function SetupPage() {
	const t = useT();
	const { signedIn } = useSession();
	const [form, setForm] = useState(EMPTY);
	const { sending, error, send } = useSending();
	const set = (name: keyof typeof EMPTY) => ({
		value: form[name],
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
	});

	const submit = () =>
		send(async () => {
			const { code, user, name, password } = form;
			signedIn(await post<Session>('/setup', { code: code.trim(), user, name, password }));
		});

	return (
		<Entrance title={t('setup.title')}>
			<p className="lead">{t('setup.text')}</p>
			<SendForm onSubmit={submit} sending={sending} error={error} action={t('setup.action')}>
				<Field
					label={t('setup.code')}
					hint={t('setup.code-hint')}
					autoComplete="one-time-code"
					autoFocus
					latin
					{...set('code')}
				/>
				<Field
					label={t('field.login')}
					hint={t('field.login-hint')}
					autoComplete="username"
					latin
					maxLength={32}
					{...set('user')}
				/>
				<Field label={t('field.person')} autoComplete="name" maxLength={120} {...set('name')} />
				<Field
					label={t('field.password')}
					hint={t('field.password-hint', { n: PASSWORD_LEAST })}
					type="password"
					autoComplete="new-password"
					latin
					minLength={PASSWORD_LEAST}
					{...set('password')}
				/>
				<Field
					label={t('field.password-again')}
					type="password"
					autoComplete="new-password"
					latin
					validate={(value) => (value === form.password ? null : t('field.password-differs'))}
					{...set('again')}
				/>
			</SendForm>
		</Entrance>
	);
}
