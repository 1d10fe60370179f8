// SPDX-License-Identifier: Apache-2.0
// Need to know: at which desks the hits of a list are seen.

import { useState } from 'react';
import { put } from '../api/client';
import type { Watchlist } from '../api/types';
import { useT } from '../i18n';
import { announce } from '../ui/announce';
import { Field, SendForm, Sheet, useSending } from '../ui/form';

interface Props {
	list: Watchlist;
	onClose: () => void;
	onAssigned: () => void;
}

export function DesksSheet({ list, onClose, onAssigned }: Props) {
	const t = useT();
	const [desks, setDesks] = useState(list.desks ?? '');
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			await put(`/watchlists/${encodeURIComponent(list.name)}/desks`, { desks: desks.trim() });
			announce(t('users.saved'));
			onAssigned();
			onClose();
		});
	return (
		<Sheet title={t('lists.desks-of', { name: list.name })} onClose={onClose}>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t('lists.assign')}
				onCancel={onClose}
			>
				<Field
					label={t('lists.desks')}
					hint={t('lists.desks-hint')}
					value={desks}
					onChange={setDesks}
					autoComplete="off"
					autoFocus
					required={false}
					latin
				/>
			</SendForm>
		</Sheet>
	);
}
