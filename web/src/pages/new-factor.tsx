// SPDX-License-Identifier: Apache-2.0
// A second factor: a secret for the device, a code of it, and codes for when it is lost.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { get, post } from '../api/client';
import type { Session } from '../api/types';
import { useT } from '../i18n';
import { useSession } from '../session';
import { Code } from '../ui/code';
import { Field, SendForm, useSending } from '../ui/form';
import { ErrorNotice, Notice } from '../ui/page';
import { Entrance } from './entrance';

interface Secret {
	secret: string;
	uri: string;
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
	const t = useT();
	return (
		<>
			<Notice tone="warning" title={t('factor.recovery')}>
				{t('factor.recovery-text')}
			</Notice>
			<ul className="recovery">
				{codes.map((code) => (
					<li key={code}>
						<Code mono>{code}</Code>
					</li>
				))}
			</ul>
			<div className="buttons">
				<Button className="button primary" onPress={onDone}>
					{t('factor.stored')}
				</Button>
			</div>
		</>
	);
}

function Confirm({ made, onCodes }: { made: Secret; onCodes: (codes: string[]) => void }) {
	const t = useT();
	const [code, setCode] = useState('');
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			const answer = await post<{ recovery_codes: string[] }>(
				'/session/second-factor/confirmation',
				{ code },
			);
			onCodes(answer.recovery_codes);
		});
	return (
		<SendForm onSubmit={submit} sending={sending} error={error} action={t('factor.confirm')}>
			<p>{t('factor.secret-text')}</p>
			<p className="secret">
				<Code mono>{made.secret.match(/.{1,4}/g)?.join(' ') ?? ''}</Code>
			</p>
			<p>
				<a href={made.uri}>{t('factor.open-app')}</a>
			</p>
			<Field
				label={t('factor.code')}
				value={code}
				onChange={setCode}
				autoComplete="one-time-code"
				latin
				maxLength={6}
			/>
		</SendForm>
	);
}

/** The three steps; the session is read anew at their end. */
export function NewFactor() {
	const t = useT();
	const { signedIn } = useSession();
	const [made, setMade] = useState<Secret>();
	const [codes, setCodes] = useState<string[]>();
	const { sending, error, send } = useSending();
	const begin = () => send(async () => setMade(await post<Secret>('/session/second-factor')));
	const done = () => send(async () => signedIn(await get<Session>('/session')));
	if (codes) return <RecoveryCodes codes={codes} onDone={done} />;
	if (made) return <Confirm made={made} onCodes={setCodes} />;
	return (
		<>
			{error && <ErrorNotice error={error} />}
			<div className="buttons">
				<Button className="button primary" data-pending={sending || undefined} onPress={begin}>
					{t('factor.begin')}
				</Button>
			</div>
		</>
	);
}

/** Where the law asks for one: nothing else is open before. */
export function NewFactorPage() {
	const t = useT();
	const { signOut } = useSession();
	const { send } = useSending();
	return (
		<Entrance title={t('factor.title')}>
			<p className="lead">{t('factor.required')}</p>
			<NewFactor />
			<p>
				<Button className="button quiet-button" onPress={() => send(signOut)}>
					{t('action.sign-out')}
				</Button>
			</p>
		</Entrance>
	);
}
