// SPDX-License-Identifier: Apache-2.0
// Loading a list: choose the file, see what would change, then change it.

import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { postFile, query } from '../api/client';
import type { ImportResult, Severity, Watchlist } from '../api/types';
import { useFormats, useT, useTerm } from '../i18n';
import { announce } from '../ui/announce';
import { Code } from '../ui/code';
import { DataTable } from '../ui/data-table';
import { Choice, Field, SendForm, Sheet, useSending } from '../ui/form';
import { Icon, type IconName } from '../ui/icon';
import { Findings } from './sources';

const KINDS = ['persons', 'documents'] as const;
const SEVERITIES = ['high', 'medium', 'low'] as const;

interface Plan {
	name: string;
	kind: (typeof KINDS)[number];
	severity: Severity;
	file: File | undefined;
	basis: Basis;
}

/** On what the list rests. */
interface Basis {
	legal_basis: string;
	owner: string;
	purposes: string;
	subject: string;
	quality: string;
	dated_on: string;
	ends_on: string;
}

const SUBJECTS = ['sought', 'under-alert'] as const;
const QUALITIES = ['A', 'B', 'C'] as const;

/** Of persons or of objects, as the kind of the list says. */
function subjectOf({ kind, basis }: Plan): string {
	return `${kind === 'documents' ? 'objects' : 'persons'}-${basis.subject}`;
}

function typeOf(file: File): string {
	if (/\.csv$/i.test(file.name)) return 'text/csv';
	if (/\.xml$/i.test(file.name)) return 'application/xml';
	return 'application/octet-stream';
}

function sendPlan(plan: Plan, file: File, preview: boolean): Promise<ImportResult> {
	const { kind, severity } = plan;
	const basis = { ...plan.basis, subject: subjectOf(plan) };
	const told = Object.fromEntries(
		Object.entries(basis).map(([name, text]) => [name, text.trim() || undefined]),
	);
	const asked = query({ preview: preview ? 'true' : undefined, kind, severity, ...told });
	const path = `/watchlists/${encodeURIComponent(plan.name.trim())}/import${asked}`;
	return postFile<ImportResult>(path, file, typeOf(file));
}

const CHANGES = ['added', 'changed', 'removed', 'unchanged'] as const;
const CHANGE_ICONS: Record<(typeof CHANGES)[number], IconName> = {
	added: 'plus',
	changed: 'change',
	removed: 'minus',
	unchanged: 'check',
};

function ChangeWord({ change }: { change: (typeof CHANGES)[number] }) {
	const t = useT();
	return (
		<span className="with-icon change" data-change={change}>
			<Icon name={CHANGE_ICONS[change]} />
			{t(`import.${change}`)}
		</span>
	);
}

function Counts({ result }: { result: ImportResult }) {
	const { number } = useFormats();
	return (
		<dl className="facts">
			{CHANGES.map((change) => (
				<div key={change} className="fact">
					<dt>
						<ChangeWord change={change} />
					</dt>
					<dd>{number(result[change])}</dd>
				</div>
			))}
		</dl>
	);
}

function Changes({ result }: { result: ImportResult }) {
	const t = useT();
	const term = useTerm();
	return (
		<DataTable
			label={t('import.changes')}
			rows={result.changes}
			keyOf={(change) => `${change.change} ${change.entry}`}
			empty={<p>{t('import.no-changes')}</p>}
			columns={[
				{ id: 'change', header: t('import.change'), cell: (c) => <ChangeWord change={c.change} /> },
				{
					id: 'entry',
					header: t('entry.id'),
					head: true,
					cell: (c) => <Code mono>{c.entry}</Code>,
				},
				{ id: 'name', header: t('field.name'), cell: (c) => <bdi>{c.name}</bdi> },
				{
					id: 'fields',
					header: t('import.fields'),
					cell: (c) => c.fields?.map((field) => term('field', field)).join(' · '),
				},
			]}
		/>
	);
}

function Preview({ result }: { result: ImportResult }) {
	const t = useT();
	const all = result.added + result.changed + result.removed;
	return (
		<div className="preview">
			<h3>{t('import.preview')}</h3>
			<Counts result={result} />
			{result.name_only > 0 && <p>{t('import.name-only', { n: result.name_only })}</p>}
			<Findings findings={result.findings} />
			<Changes result={result} />
			{all > result.changes.length && (
				<p className="quiet">{t('import.first-changes', { n: result.changes.length, all })}</p>
			)}
		</div>
	);
}

function BasisFields({ plan, onChange }: Omit<PlanFieldsProps, 'fixed'>) {
	const t = useT();
	const { basis } = plan;
	const field = (name: keyof Basis) => ({
		value: basis[name],
		onChange: (text: string) => onChange({ basis: { ...basis, [name]: text } }),
		autoComplete: 'off',
	});
	return (
		<>
			<Field
				label={t('import.legal-basis')}
				hint={t('import.legal-basis-hint')}
				{...field('legal_basis')}
			/>
			<Field label={t('import.owner')} {...field('owner')} />
			<Field
				label={t('import.purposes')}
				hint={t('import.purposes-hint')}
				latin
				{...field('purposes')}
			/>
			<Choice
				label={t('import.subject')}
				value={basis.subject}
				onChange={field('subject').onChange}
				options={SUBJECTS.map((id) => ({
					id,
					label: t(`list-subject.${plan.kind === 'documents' ? 'objects' : 'persons'}-${id}`),
				}))}
			/>
			<Choice
				label={t('import.quality')}
				value={basis.quality}
				onChange={field('quality').onChange}
				options={QUALITIES.map((id) => ({ id, label: t(`import.quality-${id}`) }))}
			/>
			<Field
				label={t('import.dated-on')}
				hint={t('import.dated-on-hint')}
				latin
				required={false}
				{...field('dated_on')}
			/>
			<Field
				label={t('import.ends-on')}
				hint={t('import.ends-on-hint')}
				latin
				{...field('ends_on')}
			/>
		</>
	);
}

interface PlanFieldsProps {
	plan: Plan;
	fixed: boolean;
	onChange: (change: Partial<Plan>) => void;
}

function PlanFields({ plan, fixed, onChange }: PlanFieldsProps) {
	const t = useT();
	return (
		<>
			{!fixed && (
				<>
					<Field
						label={t('lists.name')}
						hint={t('import.name-hint')}
						value={plan.name}
						onChange={(name) => onChange({ name })}
						maxLength={64}
						autoFocus
					/>
					<Choice
						label={t('lists.kind')}
						value={plan.kind}
						onChange={(kind) => onChange({ kind })}
						options={KINDS.map((id) => ({ id, label: t(`list-kind.${id}`) }))}
					/>
				</>
			)}
			<Choice
				label={t('import.severity')}
				value={plan.severity}
				onChange={(severity) => onChange({ severity })}
				options={SEVERITIES.map((id) => ({ id, label: t(`severity.${id}`) }))}
			/>
			<BasisFields plan={plan} onChange={onChange} />
			<div className="field">
				<span className="label" id="import-file">
					{t('import.file')}
				</span>
				<p className="file-choice">
					<FileTrigger
						acceptedFileTypes={['.csv', '.xml', 'text/csv', 'application/xml', 'text/xml']}
						onSelect={(files) => onChange({ file: files?.[0] })}
					>
						<Button className="button" aria-describedby="import-file">
							<Icon name="file" />
							{t('import.choose')}
						</Button>
					</FileTrigger>
					<bdi>{plan.file?.name ?? t('import.no-file')}</bdi>
				</p>
				<p className="hint">{t('import.file-hint')}</p>
			</div>
		</>
	);
}

interface ImportSheetProps {
	list: Watchlist | undefined;
	onClose: () => void;
	onImported: () => void;
}

function firstPlan(list: Watchlist | undefined): Plan {
	return {
		name: list?.name ?? '',
		kind: list?.kind === 'documents' ? 'documents' : 'persons',
		severity: list?.severity ?? 'medium',
		file: undefined,
		basis: {
			legal_basis: list?.legal_basis ?? '',
			owner: list?.owner ?? '',
			purposes: list?.purposes ?? 'pre-travel-assessment',
			subject: list?.subject?.replace(/^(persons|objects)-/, '') ?? 'sought',
			quality: list?.quality ?? 'B',
			dated_on: '',
			ends_on: list?.ends_on ?? '',
		},
	};
}

export function ImportSheet({ list, onClose, onImported }: ImportSheetProps) {
	const t = useT();
	const [plan, setPlan] = useState<Plan>(() => firstPlan(list));
	const [result, setResult] = useState<ImportResult>();
	const { sending, error, send } = useSending();

	const change = (values: Partial<Plan>) => {
		setPlan((before) => ({ ...before, ...values }));
		setResult(undefined);
	};
	const submit = () => {
		const { file } = plan;
		if (!file) return;
		send(async () => {
			const answer = await sendPlan(plan, file, result === undefined);
			if (answer.preview) {
				setResult(answer);
				return;
			}
			announce(t('import.done', { name: answer.list, n: answer.version }));
			onImported();
			onClose();
		});
	};

	return (
		<Sheet
			title={list ? t('lists.update-named', { name: list.name }) : t('lists.new')}
			onClose={onClose}
			wide
		>
			<SendForm
				onSubmit={submit}
				sending={sending}
				error={error}
				action={t(result ? 'import.action' : 'import.preview-action')}
				disabled={!plan.file}
				onCancel={onClose}
			>
				<PlanFields plan={plan} fixed={list !== undefined} onChange={change} />
				{result && <Preview result={result} />}
			</SendForm>
		</Sheet>
	);
}
