// SPDX-License-Identifier: Apache-2.0
// Who works here; one role each, so that duties stay apart.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { patch, post } from '../api/client';
import { type UsersPage as Answered, ROLES, type Role, type User } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { useSession } from '../session';
import { announce } from '../ui/announce';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Choice, Confirm, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { Answer, Page } from '../ui/page';
import { PASSWORD_LEAST } from './setup';
import { UserSheet } from './user-sheet';

/** Accounts of those who inspect have an end. */
const TIMED: ReadonlySet<Role> = new Set(['supervisory-authority', 'auditor', 'remote-support']);

function useColumns(
	own: string | undefined,
	onChange: (user: User) => void,
	onOpen: (user: User) => void,
): Column<User>[] {
	const t = useT();
	return [
		{
			id: 'name',
			header: t('field.person'),
			head: true,
			cell: (u) => <bdi className="strong">{u.name}</bdi>,
		},
		{ id: 'login', header: t('field.login'), cell: (u) => <Code>{u.user}</Code> },
		{ id: 'role', header: t('audit.role'), cell: (u) => t(`role.${u.role}`) },
		{
			id: 'active',
			header: t('users.state'),
			cell: (u) => (
				<span className="status" data-status={u.active ? 'active' : 'inactive'}>
					{t(u.active ? 'users.active' : 'users.inactive')}
				</span>
			),
		},
		{ id: 'staff', header: t('users.staff'), cell: (u) => <Code>{u.person}</Code> },
		{
			id: 'desk',
			header: t('users.desk'),
			cell: (u) => (u.desk ? <Code>{u.desk}</Code> : <None />),
		},
		{
			id: 'factor',
			header: t('users.factor'),
			cell: (u) => t(u.second_factor ? 'value.yes' : 'value.no'),
		},
		{
			id: 'last',
			header: t('users.last'),
			cell: (u) =>
				u.last_sign_in_at ? (
					<Instant text={u.last_sign_in_at} />
				) : (
					<span className="quiet">{t('users.never')}</span>
				),
		},
		{
			id: 'change',
			header: <span className="visually-hidden">{t('users.change')}</span>,
			cell: (u) =>
				u.id !== own && (
					<span className="buttons">
						<Button
							className="button small"
							aria-label={`${t('users.details')}: ${u.name}`}
							onPress={() => onOpen(u)}
						>
							{t('users.details')}
						</Button>
						<Button
							className="button small"
							aria-label={`${t(u.active ? 'users.stop' : 'users.start')}: ${u.name}`}
							onPress={() => onChange(u)}
						>
							{t(u.active ? 'users.stop' : 'users.start')}
						</Button>
					</span>
				),
		},
	];
}

const EMPTY = {
	user: '',
	name: '',
	password: '',
	role: 'analyst' as Role,
	person: '',
	desk: '',
	ends: '',
};

/** What is left empty is not said; an account ends with its last day. */
function asBody({ person, desk, ends, ...rest }: typeof EMPTY) {
	return {
		...rest,
		...(person && { person }),
		...(desk && { desk }),
		...(ends && { ends_at: `${ends}T23:59:59Z` }),
	};
}

function NewUser({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
	const t = useT();
	const [form, setForm] = useState(EMPTY);
	const { sending, error, send } = useSending();
	const set = (name: 'user' | 'name' | 'password' | 'person' | 'desk' | 'ends') => ({
		value: form[name],
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
	});
	const submit = () =>
		send(async () => {
			const made = await post<User>('/users', asBody(form));
			announce(t('users.made', { name: made.name }));
			onMade();
			onClose();
		});
	return (
		<Sheet title={t('users.new')} onClose={onClose}>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t('users.make')}
				onCancel={onClose}
			>
				<Field
					label={t('field.person')}
					autoComplete="off"
					autoFocus
					maxLength={120}
					{...set('name')}
				/>
				<Field
					label={t('field.login')}
					hint={t('field.login-hint')}
					autoComplete="off"
					latin
					maxLength={32}
					{...set('user')}
				/>
				<Choice
					label={t('audit.role')}
					value={form.role}
					onChange={(role) => setForm((f) => ({ ...f, role }))}
					options={ROLES.map((id) => ({ id, label: t(`role.${id}`) }))}
				/>
				<p className="hint">{t(`role-text.${form.role}`)}</p>
				<Field
					label={t('users.staff')}
					hint={t('users.staff-hint')}
					autoComplete="off"
					required={false}
					latin
					maxLength={32}
					{...set('person')}
				/>
				<Field
					label={t('users.desk')}
					hint={t('users.desk-hint')}
					autoComplete="off"
					required={false}
					latin
					maxLength={40}
					{...set('desk')}
				/>
				<Field
					label={t('users.ends')}
					hint={t('users.ends-hint')}
					autoComplete="off"
					required={TIMED.has(form.role)}
					latin
					maxLength={10}
					{...set('ends')}
				/>
				<Field
					label={t('users.first-password')}
					hint={t('field.password-hint', { n: PASSWORD_LEAST })}
					type="password"
					autoComplete="new-password"
					latin
					minLength={PASSWORD_LEAST}
					{...set('password')}
				/>
			</SendForm>
		</Sheet>
	);
}

function ChangeUser({
	user,
	onClose,
	onChanged,
}: {
	user: User;
	onClose: () => void;
	onChanged: () => void;
}) {
	const t = useT();
	return (
		<Confirm
			title={t(user.active ? 'users.stop-title' : 'users.start-title', { name: user.name })}
			text={t(user.active ? 'users.stop-text' : 'users.start-text')}
			action={t(user.active ? 'users.stop' : 'users.start')}
			danger={user.active}
			onClose={onClose}
			onConfirm={async () => {
				await patch<User>(`/users/${user.id}`, { active: !user.active });
				onChanged();
			}}
		/>
	);
}

interface TableProps {
	users: readonly User[];
	onChange: (user: User) => void;
	onOpen: (user: User) => void;
}

function UserTable({ users, onChange, onOpen }: TableProps) {
	const t = useT();
	const { session } = useSession();
	return (
		<DataTable
			label={t('nav.users')}
			columns={useColumns(session?.user.id, onChange, onOpen)}
			rows={users}
			keyOf={(u) => u.id}
			mark={(u) => (u.active ? undefined : 'inactive')}
			empty={<p>{t('users.none')}</p>}
		/>
	);
}

export function UsersPage() {
	const t = useT();
	const read = useRead<Answered>('/users');
	const [adding, setAdding] = useState(false);
	const [changing, setChanging] = useState<User>();
	const [open, setOpen] = useState<User>();
	return (
		<Page
			title={t('nav.users')}
			actions={
				<Button className="button primary" onPress={() => setAdding(true)}>
					<Icon name="plus" />
					{t('users.new')}
				</Button>
			}
		>
			<p className="lead">{t('users.text')}</p>
			<Answer read={read}>
				{({ users }) => <UserTable users={users} onChange={setChanging} onOpen={setOpen} />}
			</Answer>
			{adding && <NewUser onClose={() => setAdding(false)} onMade={read.reload} />}
			{open && <UserSheet user={open} onClose={() => setOpen(undefined)} onChanged={read.reload} />}
			{changing && (
				<ChangeUser
					user={changing}
					onClose={() => setChanging(undefined)}
					onChanged={read.reload}
				/>
			)}
		</Page>
	);
}
