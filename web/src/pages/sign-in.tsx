// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { ApiError, post } from '../api/client';
import type { Session } from '../api/types';
import { useT } from '../i18n';
import { useSession } from '../session';
import { Field, SendForm, useSending } from '../ui/form';
import { Notice } from '../ui/page';
import { Entrance } from './entrance';

export function SignInPage() {
	const t = useT();
	const { signedIn, ended } = useSession();
	const [user, setUser] = useState('');
	const [password, setPassword] = useState('');
	const [code, setCode] = useState('');
	const [asked, setAsked] = useState(false);
	const { sending, error, send } = useSending();

	const submit = () =>
		send(async () => {
			try {
				signedIn(await post<Session>('/session', { user, password, ...(asked && { code }) }));
			} catch (cause) {
				if (!(cause instanceof ApiError && cause.code === 'second-factor-needed')) throw cause;
				setAsked(true);
			}
		});

	return (
		<Entrance title={t('sign-in.title')}>
			{ended && !error && (
				<Notice tone={ended === 'expired' ? 'warning' : 'good'}>
					<p>{t(ended === 'expired' ? 'sign-in.expired' : 'sign-in.signed-out')}</p>
				</Notice>
			)}
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t(sending ? 'sign-in.sending' : 'sign-in.action')}
			>
				<Field
					label={t('field.login')}
					value={user}
					onChange={setUser}
					autoComplete="username"
					autoFocus
					latin
				/>
				<Field
					label={t('field.password')}
					value={password}
					onChange={setPassword}
					type="password"
					autoComplete="current-password"
					latin
				/>
				{asked && (
					<Field
						label={t('factor.code')}
						hint={t('factor.code-hint')}
						value={code}
						onChange={setCode}
						autoComplete="one-time-code"
						autoFocus
						latin
						maxLength={20}
					/>
				)}
			</SendForm>
		</Entrance>
	);
}
