// SPDX-License-Identifier: Apache-2.0
// Why a traveller's record is kept longer: objective evidence, and holds of cases.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { post, remove } from '../api/client';
import type { KeepingPage } from '../api/register';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { useMay } from '../session';
import { announce } from '../ui/announce';
import { Instant } from '../ui/code';
import { Field, SendForm, Sheet, useSending } from '../ui/form';
import { Answer, ErrorNotice, Section } from '../ui/page';

interface FormProps {
	traveller: string;
	onClose: () => void;
	onDone: () => void;
}

function useForm<T extends Record<string, string>>(empty: T) {
	const [form, setForm] = useState(empty);
	const field = (name: keyof T) => ({
		value: form[name] ?? '',
		onChange: (value: string) => setForm((f) => ({ ...f, [name]: value })),
		autoComplete: 'off',
	});
	return { form, field };
}

function EvidenceSheet({ traveller, onClose, onDone }: FormProps) {
	const t = useT();
	const { form, field } = useForm({ grounds: '', case: '' });
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			await post(`/travellers/${traveller}/evidence`, form);
			announce(t('kept.said'));
			onDone();
			onClose();
		});
	return (
		<Sheet title={t('kept.add-evidence')} onClose={onClose}>
			<p className="hint">{t('kept.evidence-text')}</p>
			<SendForm
				action={t('kept.add-evidence')}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={submit}
			>
				<Field label={t('kept.grounds')} autoFocus maxLength={2000} {...field('grounds')} />
				<Field label={t('masked.case')} maxLength={60} {...field('case')} />
			</SendForm>
		</Sheet>
	);
}

function HoldSheet({ traveller, onClose, onDone }: FormProps) {
	const t = useT();
	const { form, field } = useForm({ owner: '', case: '', until: '' });
	const { sending, error, send } = useSending();
	const submit = () =>
		send(async () => {
			const { until, ...rest } = form;
			await post(`/travellers/${traveller}/holds`, { ...rest, ends_at: `${until}T23:59:59Z` });
			announce(t('kept.said'));
			onDone();
			onClose();
		});
	return (
		<Sheet title={t('kept.add-hold')} onClose={onClose}>
			<p className="hint">{t('kept.hold-text')}</p>
			<SendForm
				action={t('kept.add-hold')}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={submit}
			>
				<Field label={t('kept.owner')} autoFocus maxLength={60} {...field('owner')} />
				<Field label={t('masked.case')} maxLength={60} {...field('case')} />
				<Field label={t('kept.until')} hint={t('rights.day-hint')} latin {...field('until')} />
			</SendForm>
		</Sheet>
	);
}

function Kept({ page, onChanged }: { page: KeepingPage; onChanged: () => void }) {
	const t = useT();
	const may = useMay();
	const { error, send } = useSending();
	const end = (id: string) =>
		send(async () => {
			await remove(`/holds/${id}`);
			onChanged();
		});
	if (page.evidence.length + page.holds.length === 0) return <p>{t('kept.none')}</p>;
	return (
		<>
			{error && <ErrorNotice error={error} />}
			<ul className="kept">
				{page.evidence.map((e) => (
					<li key={e.id}>
						<span className="strong">{t('kept.evidence')}</span> <bdi>{e.grounds}</bdi> ·{' '}
						<bdi>{e.case}</bdi>{' '}
						<span className="quiet">
							<bdi>{e.by}</bdi> <Instant text={e.at} />
						</span>
					</li>
				))}
				{page.holds.map((h) => (
					<li key={h.id}>
						<span className="strong">{t('kept.hold')}</span> <bdi>{h.owner}</bdi> ·{' '}
						<bdi>{h.case}</bdi> {t('kept.until')} <Instant text={h.ends_at} />{' '}
						{may('unmask.ask') && (
							<Button
								className="button small"
								aria-label={`${t('kept.end-hold')}: ${h.case}`}
								onPress={() => end(h.id)}
							>
								{t('kept.end-hold')}
							</Button>
						)}
					</li>
				))}
			</ul>
		</>
	);
}

export function KeptLonger({ traveller }: { traveller: string }) {
	const t = useT();
	const may = useMay();
	const read = useRead<KeepingPage>(`/travellers/${traveller}/keeping`);
	const [adding, setAdding] = useState<'evidence' | 'hold'>();
	const sheet = { traveller, onClose: () => setAdding(undefined), onDone: read.reload };
	return (
		<Section
			title={t('kept.title')}
			side={
				<span className="buttons">
					{may('hits.decide') && (
						<Button className="button" onPress={() => setAdding('evidence')}>
							{t('kept.add-evidence')}
						</Button>
					)}
					{may('unmask.ask') && (
						<Button className="button" onPress={() => setAdding('hold')}>
							{t('kept.add-hold')}
						</Button>
					)}
				</span>
			}
		>
			<Answer read={read}>{(page) => <Kept page={page} onChanged={read.reload} />}</Answer>
			{adding === 'evidence' && <EvidenceSheet {...sheet} />}
			{adding === 'hold' && <HoldSheet {...sheet} />}
		</Section>
	);
}
