// SPDX-License-Identifier: Apache-2.0
// What came in: structure, state and counts.

import { useState } from 'react';
import { query } from '../api/client';
import type { MessagesPage as Answered } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { Segmented } from '../ui/form';
import { Answer, Page } from '../ui/page';
import { MessageTable } from './message-table';

const STATES = ['all', 'stored', 'quarantined', 'test'] as const;
const SHOWN = 200;

export function MessagesPage() {
	const t = useT();
	const [state, setState] = useState<(typeof STATES)[number]>('all');
	const asked = query({ state: state === 'all' ? undefined : state, limit: SHOWN });
	const read = useRead<Answered>(`/messages${asked}`, ['flights']);
	return (
		<Page title={t('nav.messages')}>
			<p className="lead">{t('messages.text')}</p>
			<search className="filters" aria-label={t('messages.state')}>
				<Segmented
					label={t('messages.state')}
					value={state}
					onChange={setState}
					options={STATES.map((id) => ({ id, label: t(`message-state.${id}`) }))}
				/>
			</search>
			<Answer read={read}>
				{({ messages }) => (
					<>
						<MessageTable messages={messages} label={t('nav.messages')} />
						{messages.length === SHOWN && (
							<p className="quiet">{t('messages.newest', { n: SHOWN })}</p>
						)}
					</>
				)}
			</Answer>
		</Page>
	);
}
