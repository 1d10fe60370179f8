// SPDX-License-Identifier: Apache-2.0
// Messages by their structure: never what stands in them.

import type { MessageRow } from '../api/types';
import { useFormats, useT, useTerm } from '../i18n';
import { Code, Instant, None } from '../ui/code';
import { type Column, DataTable } from '../ui/data-table';
import { Icon } from '../ui/icon';

function MessageState({ state }: { state: string | undefined }) {
	const term = useTerm();
	if (!state) return <None />;
	return (
		<span className="status" data-status={state}>
			{term('message-state', state)}
		</span>
	);
}

function Findings({ count }: { count: number | undefined }) {
	const { number } = useFormats();
	if (!count) return <None />;
	return (
		<span className="with-icon" data-tone="warning">
			<Icon name="warning" />
			{number(count)}
		</span>
	);
}

function useColumns(): Column<MessageRow>[] {
	const t = useT();
	const term = useTerm();
	const { number } = useFormats();
	return [
		{
			id: 'received',
			header: t('messages.received'),
			head: true,
			cell: (m) => <Instant text={m.received_at} />,
		},
		{ id: 'type', header: t('messages.type'), cell: (m) => <Code>{m.type}</Code> },
		{
			id: 'function',
			header: t('messages.function'),
			cell: (m) => (m.function ? term('function', m.function) : <None />),
		},
		{
			id: 'sender',
			header: t('messages.sender'),
			cell: (m) => (m.sender ? <Code>{m.sender}</Code> : <None />),
		},
		{
			id: 'carrier',
			header: t('messages.carrier'),
			cell: (m) => (m.carrier ? <Code>{m.carrier}</Code> : <None />),
		},
		{
			id: 'reference',
			header: t('messages.reference'),
			cell: (m) => (m.reference ? <Code mono>{m.reference}</Code> : <None />),
		},
		{ id: 'state', header: t('messages.state'), cell: (m) => <MessageState state={m.state} /> },
		{
			id: 'travellers',
			header: t('flights.travellers'),
			number: true,
			cell: (m) => (m.travellers ? number(m.travellers) : <None />),
		},
		{
			id: 'findings',
			header: t('messages.findings'),
			number: true,
			cell: (m) => <Findings count={m.findings} />,
		},
		{
			id: 'removed',
			header: t('messages.removed'),
			number: true,
			cell: (m) => (m.removed ? number(m.removed) : <None />),
		},
	];
}

export function MessageTable({
	messages,
	label,
}: {
	messages: readonly MessageRow[];
	label: string;
}) {
	const t = useT();
	return (
		<DataTable
			label={label}
			columns={useColumns()}
			rows={messages}
			keyOf={(m) => m.id}
			mark={(m) => m.state}
			empty={<p>{t('messages.none')}</p>}
		/>
	);
}
