// SPDX-License-Identifier: Apache-2.0
// The forms of the page Transfers.

import { type ReactNode, useState } from 'react';
import { post, put } from '../api/client';
import { useT } from '../i18n';
import { Field, SendForm, Sheet, useSending } from '../ui/form';

interface SheetProps {
	onClose: () => void;
	onDone: () => void;
}

interface FormSheetProps extends SheetProps {
	title: string;
	text?: string;
	send: () => Promise<unknown>;
	children: ReactNode;
}

function FormSheet({ title, text, send: work, children, onClose, onDone }: FormSheetProps) {
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			await work();
			onDone();
			onClose();
		});
	return (
		<Sheet title={title} onClose={onClose}>
			{text && <p>{text}</p>}
			<SendForm onSubmit={submit} sending={sending} error={error} action={title} onCancel={onClose}>
				{children}
			</SendForm>
		</Sheet>
	);
}

/** Texts by name, and what a field needs for one of them. */
function useTexts<Name extends string>(names: readonly Name[]) {
	const empty = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>;
	const [texts, setTexts] = useState(empty);
	const field = (name: Name) => ({
		value: texts[name],
		onChange: (value: string) => setTexts((before) => ({ ...before, [name]: value })),
		autoComplete: 'off',
	});
	return { texts, field };
}

function capitals(text: string): string {
	return text.trim().toUpperCase();
}

export function ThreatSheet(props: SheetProps) {
	const t = useT();
	const { texts, field } = useTexts([
		'carrier',
		'number',
		'origin',
		'destination',
		'from',
		'until',
		'threat',
		'reference',
	]);
	const send = () =>
		post('/threats', {
			...texts,
			carrier: capitals(texts.carrier),
			number: capitals(texts.number),
			origin: capitals(texts.origin),
			destination: capitals(texts.destination),
		});
	return (
		<FormSheet
			title={t('transfers.new-threat')}
			text={t('transfers.threat-hint')}
			send={send}
			{...props}
		>
			<Field label={t('messages.carrier')} latin required={false} autoFocus {...field('carrier')} />
			<Field label={t('transfers.number')} latin required={false} {...field('number')} />
			<Field label={t('transfers.origin')} latin required={false} {...field('origin')} />
			<Field label={t('transfers.destination')} latin required={false} {...field('destination')} />
			<Field
				label={t('transfers.from')}
				hint={t('transfers.instant-hint')}
				latin
				{...field('from')}
			/>
			<Field
				label={t('transfers.until')}
				hint={t('transfers.instant-hint')}
				latin
				{...field('until')}
			/>
			<Field label={t('transfers.threat')} minLength={20} {...field('threat')} />
			<Field label={t('transfers.reference')} {...field('reference')} />
		</FormSheet>
	);
}

export function OutageSheet(props: SheetProps) {
	const t = useT();
	const { texts, field } = useTexts(['carrier', 'from', 'until', 'evidence']);
	const send = () => {
		const { carrier, from, until, evidence } = texts;
		return post('/outages', { carrier: capitals(carrier), from, until, evidence });
	};
	return (
		<FormSheet title={t('transfers.new-outage')} send={send} {...props}>
			<Field
				label={t('messages.carrier')}
				hint={t('transfers.unit-hint')}
				latin
				required={false}
				autoFocus
				{...field('carrier')}
			/>
			<Field
				label={t('transfers.from')}
				hint={t('transfers.instant-hint')}
				latin
				{...field('from')}
			/>
			<Field
				label={t('transfers.until')}
				hint={t('transfers.open-hint')}
				latin
				required={false}
				{...field('until')}
			/>
			<Field label={t('transfers.evidence')} minLength={10} {...field('evidence')} />
		</FormSheet>
	);
}

export function ContactSheet(props: SheetProps) {
	const t = useT();
	const { texts, field } = useTexts(['carrier', 'name', 'telephone', 'email']);
	const send = () => {
		const { carrier, ...contact } = texts;
		return put(`/carriers/${encodeURIComponent(capitals(carrier))}/contact`, contact);
	};
	return (
		<FormSheet title={t('transfers.set-contact')} send={send} {...props}>
			<Field label={t('messages.carrier')} latin autoFocus maxLength={3} {...field('carrier')} />
			<Field label={t('transfers.contact-name')} {...field('name')} />
			<Field label={t('transfers.telephone')} latin required={false} {...field('telephone')} />
			<Field label={t('transfers.email')} latin required={false} {...field('email')} />
		</FormSheet>
	);
}
