// SPDX-License-Identifier: Apache-2.0
// One's own account: the second factor, and where one is signed in.

import { Button } from 'react-aria-components/Button';
import { remove } from '../api/client';
import type { SignedIn } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { useSession } from '../session';
import { announce } from '../ui/announce';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { useSending } from '../ui/form';
import { Answer, ErrorNotice, Fact, Facts, Notice, Page, Section } from '../ui/page';
import { NewFactor } from './new-factor';

/** Where an account is signed in; `onEnd` where one session can be ended. */
export function useSessionColumns(onEnd?: (row: SignedIn) => void): Column<SignedIn>[] {
	const t = useT();
	return [
		{
			id: 'from',
			header: t('account.from'),
			head: true,
			cell: (s) => (s.from ? <Code mono>{s.from}</Code> : <None />),
		},
		{ id: 'since', header: t('account.since'), cell: (s) => <Instant text={s.created_at} /> },
		{ id: 'seen', header: t('account.seen'), cell: (s) => <Instant text={s.last_seen_at} /> },
		{ id: 'ends', header: t('account.ends'), cell: (s) => <Instant text={s.expires_at} /> },
		{
			id: 'change',
			header: <span className="visually-hidden">{t('users.change')}</span>,
			cell: (s) => {
				if (s.current) return <span className="quiet">{t('account.this')}</span>;
				if (!onEnd) return null;
				return (
					<Button
						className="button small"
						aria-label={`${t('account.end')}: ${s.from ?? s.id}`}
						onPress={() => onEnd(s)}
					>
						{t('account.end')}
					</Button>
				);
			},
		},
	];
}

function Sessions() {
	const t = useT();
	const read = useRead<{ sessions: SignedIn[] }>('/sessions');
	const { error, send } = useSending();
	const end = (row: SignedIn) =>
		send(async () => {
			await remove(`/sessions/${row.id}`);
			announce(t('account.ended'));
			read.reload();
		});
	const columns = useSessionColumns(end);
	return (
		<Section title={t('account.sessions')}>
			{error && <ErrorNotice error={error} />}
			<Answer read={read}>
				{({ sessions }) => (
					<DataTable
						label={t('account.sessions')}
						columns={columns}
						rows={sessions}
						keyOf={(s) => s.id}
						empty={<p>{t('value.none')}</p>}
					/>
				)}
			</Answer>
		</Section>
	);
}

export function AccountPage() {
	const t = useT();
	const { session } = useSession();
	if (!session) return null;
	const { user, second_factor: factor } = session;
	return (
		<Page title={t('account.title')}>
			<Facts>
				<Fact label={t('field.person')}>
					<bdi>{user.name}</bdi>
				</Fact>
				<Fact label={t('field.login')}>
					<Code>{user.user}</Code>
				</Fact>
				<Fact label={t('audit.role')}>{t(`role.${user.role}`)}</Fact>
			</Facts>
			<Section title={t('factor.title')}>
				{factor === 'set' ? (
					<Notice tone="good">{t('factor.set')}</Notice>
				) : (
					<>
						<p>{t('factor.offered')}</p>
						<NewFactor />
					</>
				)}
			</Section>
			<Sessions />
		</Page>
	);
}
