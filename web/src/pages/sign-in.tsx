// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { Link } from 'wouter';
import { post } from '../api/client';
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
	const { sending, error, send } = useSending();

	const submit = () =>
		send(async () => signedIn(await post<Session>('/session', { user, password })));

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
			</SendForm>
			<p>
				<Link href="/notice">{t('notice.title')}</Link>
			</p>
		</Entrance>
	);
}
