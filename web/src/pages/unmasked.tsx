// SPDX-License-Identifier: Apache-2.0
// The opened record, and asking for one.

import { useState } from 'react';
import { post } from '../api/client';
import type { JsonObject, Traveller, Unmask, UnmaskedRecord } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { isObject } from '../lib/values';
import { useMay } from '../session';
import { announce } from '../ui/announce';
import { Code, Instant } from '../ui/code';
import { Choice, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Answer, Notice, Section } from '../ui/page';

const GROUPS = ['identity', 'api', 'pnr', 'booking', 'hits'] as const;

/** Values of an object as rows, inner ones as JSON. */
function Members({ value }: { value: JsonObject }) {
	return (
		<dl className="details">
			{Object.entries(value).map(([name, one]) => (
				<div key={name}>
					<dt>
						<Code>{name}</Code>
					</dt>
					<dd>
						<bdi>{typeof one === 'object' ? JSON.stringify(one) : String(one)}</bdi>
					</dd>
				</div>
			))}
		</dl>
	);
}

export function RecordSheet({ request, onClose }: { request: Unmask; onClose: () => void }) {
	const t = useT();
	const read = useRead<UnmaskedRecord>(`/unmask/${request.id}/record`);
	return (
		<Sheet title={request.pseudonym} onClose={onClose} wide>
			<Answer read={read}>
				{({ record }) => (
					<>
						<Notice tone="warning">
							<p>
								{t('masked.open-until')} <Instant text={request.ends_at} />
							</p>
						</Notice>
						{record.parts.map((part) =>
							GROUPS.filter((group) => part[group] !== undefined).map((group) => (
								<Section
									key={`${String(part.transferred_at)} ${group}`}
									title={t(`masked.group.${group}`)}
								>
									{isObject(part[group]) ? (
										<Members value={part[group]} />
									) : (
										<pre dir="ltr">{JSON.stringify(part[group], null, 1)}</pre>
									)}
								</Section>
							)),
						)}
					</>
				)}
			</Answer>
		</Sheet>
	);
}

const EMPTY = { legal_basis: '', case: '', reason: '' };

function AskSheet({ traveller, onClose }: { traveller: Traveller; onClose: () => void }) {
	const t = useT();
	const [fields, setFields] = useState('identity');
	const [form, setForm] = useState(EMPTY);
	const { sending, error, send } = useSending();
	const set = (name: keyof typeof EMPTY) => ({
		value: form[name],
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
		autoComplete: 'off',
	});
	const submit = () =>
		send(async () => {
			await post<Unmask>('/unmask', { traveller: traveller.id, fields, ...form });
			announce(t('masked.said.asked'));
			onClose();
		});
	return (
		<Sheet title={t('masked.ask')} onClose={onClose}>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t('masked.ask')}
				onCancel={onClose}
			>
				<Choice
					label={t('masked.fields')}
					value={fields}
					onChange={setFields}
					options={[
						{ id: 'identity', label: t('masked.group.identity') },
						{ id: 'identity hits', label: t('masked.ask-hits') },
						{ id: 'identity api pnr booking hits', label: t('masked.ask-all') },
					]}
				/>
				<Field
					label={t('masked.legal-basis')}
					hint={t('masked.legal-basis-hint')}
					autoFocus
					{...set('legal_basis')}
				/>
				<Field label={t('masked.case')} {...set('case')} />
				<Field label={t('masked.reason')} {...set('reason')} />
			</SendForm>
		</Sheet>
	);
}

/** Above everything that would have shown who it is. */
export function MaskedNotice({ traveller }: { traveller: Traveller }) {
	const t = useT();
	const may = useMay();
	const [asking, setAsking] = useState(false);
	if (!traveller.masked_at) return null;
	return (
		<>
			<Notice tone="info" title={t('masked.title')}>
				<p>
					{t('masked.since')} <Instant text={traveller.masked_at} /> (R-110).{' '}
					{t('masked.since-text')}
				</p>
				{may('unmask.ask') && (
					<button type="button" className="button primary" onClick={() => setAsking(true)}>
						{t('masked.ask')}
					</button>
				)}
			</Notice>
			{asking && <AskSheet traveller={traveller} onClose={() => setAsking(false)} />}
		</>
	);
}
