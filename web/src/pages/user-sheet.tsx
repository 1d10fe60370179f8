// SPDX-License-Identifier: Apache-2.0
// What an administrator does with somebody's account: desk, sessions, a lost second factor.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { patch, post, remove } from '../api/client';
import type { SignedIn, User } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { announce } from '../ui/announce';
import { DataTable } from '../ui/data-table';
import { Field, SendForm, Sheet, useSending } from '../ui/form';
import { Answer, ErrorNotice, Section } from '../ui/page';
import { useSessionColumns } from './account';

interface Props {
	user: User;
	onClose: () => void;
	onChanged: () => void;
}

function Desk({ user, onChanged }: Omit<Props, 'onClose'>) {
	const t = useT();
	const [desk, setDesk] = useState(user.desk ?? '');
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			await patch<User>(`/users/${user.id}`, { desk });
			announce(t('users.saved'));
			onChanged();
		});
	return (
		<SendForm onSubmit={submit} sending={sending} error={error} action={t('users.save-desk')}>
			<Field
				label={t('users.desk')}
				hint={t('users.desk-hint')}
				value={desk}
				onChange={setDesk}
				autoComplete="off"
				required={false}
				latin
				maxLength={40}
			/>
		</SendForm>
	);
}

const NO_HOURS = { from: '', to: '' };

/** Look-ups outside of them are told to the data protection officer. */
function Duty({ user }: { user: User }) {
	const t = useT();
	const [hours, setHours] = useState(NO_HOURS);
	const { sending, error, send } = useSending();
	const field = (name: keyof typeof NO_HOURS) => ({
		value: hours[name],
		onChange: (value: string) => setHours((h) => ({ ...h, [name]: value })),
		autoComplete: 'off',
		required: false,
		latin: true,
		maxLength: 5,
	});
	const submit = () =>
		send(async () => {
			await post(`/users/${user.id}/duty`, hours);
			announce(t('users.saved'));
		});
	return (
		<Section title={t('users.duty')}>
			<p className="hint">{t('users.duty-text')}</p>
			<SendForm onSubmit={submit} sending={sending} error={error} action={t('users.duty-save')}>
				<Field label={t('users.duty-from')} {...field('from')} />
				<Field label={t('users.duty-to')} {...field('to')} />
			</SendForm>
		</Section>
	);
}

function Sessions({ user }: { user: User }) {
	const t = useT();
	const read = useRead<{ sessions: SignedIn[] }>(`/users/${user.id}/sessions`);
	const columns = useSessionColumns();
	const { error, send } = useSending();
	const end = () =>
		send(async () => {
			await remove(`/users/${user.id}/sessions`);
			announce(t('users.saved'));
			read.reload();
		});
	return (
		<Section title={t('users.sessions')}>
			{error && <ErrorNotice error={error} />}
			<Answer read={read}>
				{({ sessions }) => (
					<>
						<DataTable
							label={t('users.sessions')}
							columns={columns}
							rows={sessions}
							keyOf={(s) => s.id}
							empty={<p>{t('users.no-sessions')}</p>}
						/>
						{sessions.length > 0 && (
							<div className="buttons">
								<Button className="button" onPress={end}>
									{t('users.end-sessions')}
								</Button>
							</div>
						)}
					</>
				)}
			</Answer>
		</Section>
	);
}

function Factor({ user, onClose, onChanged }: Props) {
	const t = useT();
	const { error, send } = useSending();
	const reset = () =>
		send(async () => {
			await remove(`/users/${user.id}/second-factor`);
			announce(t('users.saved'));
			onChanged();
			onClose();
		});
	if (!user.second_factor) return null;
	return (
		<Section title={t('users.factor')}>
			<p>{t('users.reset-text')}</p>
			{error && <ErrorNotice error={error} />}
			<div className="buttons">
				<Button className="button danger" onPress={reset}>
					{t('users.reset-factor')}
				</Button>
			</div>
		</Section>
	);
}

export function UserSheet(props: Props) {
	const t = useT();
	const { user, onClose, onChanged } = props;
	return (
		<Sheet title={t('users.details-of', { name: user.name })} onClose={onClose} wide>
			<Desk user={user} onChanged={onChanged} />
			<Duty user={user} />
			<Sessions user={user} />
			<Factor {...props} />
			<div className="buttons">
				<Button className="button primary" onPress={onClose}>
					{t('action.close')}
				</Button>
			</div>
		</Sheet>
	);
}
