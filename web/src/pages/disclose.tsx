// SPDX-License-Identifier: Apache-2.0
// From a confirmed hit: disclose it to one officer, or overturn the confirmation.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { post } from '../api/client';
import { type Disclosure, type Recipients, TRANSFER_CHECKS } from '../api/share';
import type { HitPage as Answered } from '../api/types';
import { useRead } from '../api/use-read';
import { useT } from '../i18n';
import { unitNow } from '../lib/clock';
import { useMay } from '../session';
import { announce } from '../ui/announce';
import { Checks, Choice, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Answer, Notice, Section } from '../ui/page';
import { Criteria, firstAnswers } from './checklist';
import { PackageFields, usePackage } from './package-form';

function Transfer({
	form,
	set,
}: {
	form: TransferForm;
	set: (change: Partial<TransferForm>) => void;
}) {
	const t = useT();
	return (
		<>
			<Field
				label={t('share.transfer-state')}
				hint={t('share.transfer-hint')}
				value={form.transfer_state}
				onChange={(transfer_state) => set({ transfer_state })}
				required={false}
				latin
			/>
			{form.transfer_state && (
				<>
					<Field
						label={t('share.transfer-basis')}
						value={form.transfer_basis}
						onChange={(transfer_basis) => set({ transfer_basis })}
					/>
					<Checks
						legend={t('share.transfer-checks')}
						hint={t('share.transfer-checks-hint')}
						options={TRANSFER_CHECKS.map((id) => ({ id, label: t(`transfer.${id}`) }))}
						chosen={form.checks}
						onChange={(checks) => set({ checks })}
					/>
				</>
			)}
		</>
	);
}

interface TransferForm {
	transfer_state: string;
	transfer_basis: string;
	checks: string[];
}

interface DiscloseFormProps {
	hit: string;
	choices: Recipients;
	onClose: () => void;
	onDone: (made: Disclosure) => void;
}

function DiscloseForm({ hit, choices, onClose, onDone }: DiscloseFormProps) {
	const t = useT();
	const { sending, error, send } = useSending();
	const [officer, setOfficer] = useState(choices.recipients[0]?.user ?? '');
	const [abroad, setAbroad] = useState<TransferForm>({
		transfer_state: '',
		transfer_basis: '',
		checks: [],
	});
	const asked = usePackage(choices, new Date(unitNow()).toISOString());
	const title = (name: string) => choices.authorities.find((a) => a.name === name)?.title ?? name;
	if (choices.recipients.length === 0)
		return <Notice tone="warning">{t('share.no-recipients')}</Notice>;
	const { checks, ...transfer } = abroad;
	return (
		<SendForm
			action={t('share.disclose')}
			sending={sending}
			error={error}
			disabled={asked.form.fields.length === 0}
			onCancel={onClose}
			onSubmit={() =>
				send(async () => {
					onDone(
						await post<Disclosure>(`/hits/${hit}/disclosure`, {
							officer,
							...asked.body,
							...(transfer.transfer_state && { ...transfer, transfer_checks: checks.join(' ') }),
						}),
					);
				})
			}
		>
			<Choice
				label={t('share.officer')}
				value={officer}
				onChange={setOfficer}
				options={choices.recipients.map((r) => ({
					id: r.user,
					label: `${r.name} · ${title(r.authority)}`,
				}))}
			/>
			<PackageFields {...asked} />
			<Transfer form={abroad} set={(change) => setAbroad((before) => ({ ...before, ...change }))} />
		</SendForm>
	);
}

function DiscloseSheet(props: Omit<DiscloseFormProps, 'choices'>) {
	const t = useT();
	const read = useRead<Recipients>('/recipients');
	return (
		<Sheet title={t('share.disclose-title')} onClose={props.onClose} wide>
			<p>{t('share.disclose-text')}</p>
			<Answer read={read}>{(choices) => <DiscloseForm choices={choices} {...props} />}</Answer>
		</Sheet>
	);
}

const OVERTURNED = ['rejected', 'undetermined'] as const;

/** The confirmation does not stand: decided anew, and what was sent is recalled. */
function OverturnSheet(props: { page: Answered; onClose: () => void; onDone: () => void }) {
	const { page, onClose, onDone } = props;
	const t = useT();
	const { sending, error, send } = useSending();
	const [outcome, setOutcome] = useState<(typeof OVERTURNED)[number]>('rejected');
	const [reason, setReason] = useState('');
	const [checklist, setChecklist] = useState(() => firstAnswers(page.fields));
	return (
		<Sheet title={t('share.overturn-title')} onClose={onClose} wide>
			<p>{t('share.overturn-text')}</p>
			<SendForm
				action={t('share.overturn')}
				sending={sending}
				error={error}
				onCancel={onClose}
				onSubmit={() =>
					send(async () => {
						await post(`/hits/${page.hit.id}/decision`, {
							outcome,
							reason,
							checklist,
							overturn: true,
						});
						onDone();
					})
				}
			>
				<Choice
					label={t('decide.outcome')}
					value={outcome}
					onChange={setOutcome}
					options={OVERTURNED.map((id) => ({ id, label: t(`decision.${id}`) }))}
				/>
				<Criteria answers={checklist} onChange={setChecklist} />
				<Field label={t('decide.reason')} value={reason} onChange={setReason} maxLength={4000} />
			</SendForm>
		</Sheet>
	);
}

/** Beside a decision that confirmed the hit. */
export function Confirmed({ page, onChanged }: { page: Answered; onChanged: () => void }) {
	const t = useT();
	const may = useMay();
	const [open, setOpen] = useState<'disclose' | 'overturn'>();
	const [made, setMade] = useState<Disclosure>();
	if (page.hit.state !== 'decided' || page.hit.decision?.outcome !== 'confirmed') return null;
	const close = () => setOpen(undefined);
	return (
		<Section title={t('share.leaves')}>
			{made && (
				<Notice tone="good" title={t(`share.made-${made.state === 'sent' ? 'sent' : 'waiting'}`)}>
					<p>
						<Link href="/disclosures">{made.number}</Link>
					</p>
				</Notice>
			)}
			<div className="buttons">
				{may('disclosures.make') && !page.traveller.masked_at && (
					<Button className="button primary" onPress={() => setOpen('disclose')}>
						{t('share.disclose-title')}
					</Button>
				)}
				{may('hits.decide') && (
					<Button className="button" onPress={() => setOpen('overturn')}>
						{t('share.overturn')}
					</Button>
				)}
			</div>
			{open === 'disclose' && (
				<DiscloseSheet
					hit={page.hit.id}
					onClose={close}
					onDone={(done) => {
						announce(t(`share.made-${done.state === 'sent' ? 'sent' : 'waiting'}`));
						setMade(done);
						close();
					}}
				/>
			)}
			{open === 'overturn' && (
				<OverturnSheet
					page={page}
					onClose={close}
					onDone={() => {
						announce(t('share.overturned'));
						close();
						onChanged();
					}}
				/>
			)}
		</Section>
	);
}
