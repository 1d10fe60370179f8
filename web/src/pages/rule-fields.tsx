// SPDX-License-Identifier: Apache-2.0
// Fields of the sheet that writes a rule, with what is wrong below each.

import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import type { RuleFault } from '../api/rules';
import { useT, useTerm } from '../i18n';
import { Code } from '../ui/code';

/** What is wrong, in the reader's language where the catalogue has it; with its place and its rule. */
export function Faults({ faults }: { faults: readonly RuleFault[] }) {
	const t = useT();
	const term = useTerm();
	if (faults.length === 0) return null;
	return (
		<ul className="rule-faults">
			{faults.map((fault) => {
				const known = term('rule-fault', fault.code);
				return (
					<li key={`${fault.code} ${fault.line} ${fault.column} ${fault.text}`}>
						{fault.line && fault.column ? (
							<Code mono>{t('rules.place', { line: fault.line, column: fault.column })}</Code>
						) : null}{' '}
						{known === fault.code ? (
							<span lang="en" dir="ltr">
								{fault.text}
								{fault.expected && ` (${fault.expected})`}
							</span>
						) : (
							known
						)}
						{fault.rule && <span className="quiet"> {fault.rule}</span>}
					</li>
				);
			})}
		</ul>
	);
}

interface TextProps {
	label: string;
	value: string;
	onChange: (value: string) => void;
	hint?: string;
	faults: readonly RuleFault[];
}

export function LineField({ label, value, onChange, faults }: TextProps) {
	return (
		<TextField className="field" value={value} onChange={onChange}>
			<Label>{label}</Label>
			<Input className="input" dir="auto" maxLength={160} />
			<Faults faults={faults} />
		</TextField>
	);
}

export function LongField({ label, value, onChange, hint, faults }: TextProps) {
	return (
		<TextField className="field" value={value} onChange={onChange}>
			<Label>{label}</Label>
			<TextArea className="input" rows={2} dir="auto" maxLength={4000} />
			{hint && <span className="hint">{hint}</span>}
			<Faults faults={faults} />
		</TextField>
	);
}

export function DayField({ label, value, onChange, faults }: TextProps) {
	return (
		<TextField className="field" value={value} onChange={onChange}>
			<Label>{label}</Label>
			<Input className="input" type="date" dir="ltr" />
			<Faults faults={faults} />
		</TextField>
	);
}

interface NumberProps {
	label: string;
	value: number;
	onChange: (value: number) => void;
	least: number;
	most: number;
	faults?: readonly RuleFault[];
}

export function NumberField({ label, value, onChange, least, most, faults = [] }: NumberProps) {
	return (
		<TextField
			className="field"
			value={String(value)}
			onChange={(text) => {
				const number = Number(text);
				if (Number.isInteger(number)) onChange(Math.min(most, Math.max(least, number)));
			}}
		>
			<Label>{label}</Label>
			<Input className="input" type="number" dir="ltr" min={least} max={most} />
			<Faults faults={faults} />
		</TextField>
	);
}

export function FieldRow({ children }: { children: ReactNode }) {
	return <div className="field-row">{children}</div>;
}
