// SPDX-License-Identifier: Apache-2.0
// Keys with which carriers hand in their messages.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post, remove } from '../api/client';
import type { CarrierKeysPage as Answered, CarrierKey, NewCarrierKey } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { announce } from '../ui/announce';
import { Code, Instant } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Confirm, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Icon } from '../ui/icon';
import { Answer, Notice, Page } from '../ui/page';

function useColumns(onRevoke: (key: CarrierKey) => void): Column<CarrierKey>[] {
	const t = useT();
	return [
		{
			id: 'carrier',
			header: t('messages.carrier'),
			head: true,
			cell: (k) => <Code>{k.carrier}</Code>,
		},
		{ id: 'made', header: t('keys-page.made'), cell: (k) => <Instant text={k.created_at} /> },
		{
			id: 'state',
			header: t('users.state'),
			cell: (k) => (
				<span className="status" data-status={k.revoked_at ? 'inactive' : 'active'}>
					{t(k.revoked_at ? 'keys-page.revoked' : 'keys-page.in-force')}
				</span>
			),
		},
		{
			id: 'revoked',
			header: t('keys-page.revoked-at'),
			cell: (k) => <Instant text={k.revoked_at} />,
		},
		{
			id: 'change',
			header: <span className="visually-hidden">{t('users.change')}</span>,
			cell: (k) =>
				!k.revoked_at && (
					<Button
						className="button small"
						aria-label={`${t('keys-page.revoke')}: ${k.carrier}`}
						onPress={() => onRevoke(k)}
					>
						{t('keys-page.revoke')}
					</Button>
				),
		},
	];
}

function ShownOnce({ made, onClose }: { made: NewCarrierKey; onClose: () => void }) {
	const t = useT();
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(made.key);
			announce(t('keys-page.copied'));
		} catch {
			announce(t('keys-page.copy-failed'));
		}
	};
	return (
		<>
			<Notice tone="warning" title={t('keys-page.once')}>
				{t('keys-page.once-text', { carrier: made.carrier })}
			</Notice>
			<p className="secret">
				<Code mono>{made.key}</Code>
			</p>
			<div className="buttons">
				<Button className="button primary" onPress={copy}>
					{t('keys-page.copy')}
				</Button>
				<Button className="button" onPress={onClose}>
					{t('keys-page.stored')}
				</Button>
			</div>
		</>
	);
}

function NewKey({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
	const t = useT();
	const [carrier, setCarrier] = useState('');
	const [made, setMade] = useState<NewCarrierKey>();
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			setMade(
				await post<NewCarrierKey>('/carrier-keys', { carrier: carrier.trim().toUpperCase() }),
			);
			onMade();
		});
	return (
		<Sheet title={t('keys-page.new')} onClose={onClose} alert={made !== undefined}>
			{made ? (
				<ShownOnce made={made} onClose={onClose} />
			) : (
				<SendForm
					onSubmit={submit}
					sending={sending}
					error={error}
					action={t('keys-page.make')}
					onCancel={onClose}
				>
					<Field
						label={t('messages.carrier')}
						hint={t('keys-page.carrier-hint')}
						value={carrier}
						onChange={setCarrier}
						autoComplete="off"
						autoFocus
						latin
						maxLength={3}
					/>
				</SendForm>
			)}
		</Sheet>
	);
}

function KeyTable({
	keys,
	onRevoke,
}: {
	keys: readonly CarrierKey[];
	onRevoke: (key: CarrierKey) => void;
}) {
	const t = useT();
	return (
		<DataTable
			label={t('nav.keys')}
			columns={useColumns(onRevoke)}
			rows={keys}
			keyOf={(k) => k.id}
			mark={(k) => (k.revoked_at ? 'inactive' : undefined)}
			empty={<p>{t('keys-page.none')}</p>}
		/>
	);
}

export function KeysPage() {
	const t = useT();
	const read = useRead<Answered>('/carrier-keys');
	const [adding, setAdding] = useState(false);
	const [revoking, setRevoking] = useState<CarrierKey>();
	return (
		<Page
			title={t('nav.keys')}
			actions={
				<Button className="button primary" onPress={() => setAdding(true)}>
					<Icon name="plus" />
					{t('keys-page.new')}
				</Button>
			}
		>
			<p className="lead">{t('keys-page.text')}</p>
			<Answer read={read}>{({ keys }) => <KeyTable keys={keys} onRevoke={setRevoking} />}</Answer>
			{adding && <NewKey onClose={() => setAdding(false)} onMade={read.reload} />}
			{revoking && (
				<Confirm
					title={t('keys-page.revoke-title', { carrier: revoking.carrier })}
					text={t('keys-page.revoke-text')}
					action={t('keys-page.revoke')}
					danger
					onClose={() => setRevoking(undefined)}
					onConfirm={async () => {
						await remove(`/carrier-keys/${revoking.id}`);
						read.reload();
					}}
				/>
			)}
		</Page>
	);
}
