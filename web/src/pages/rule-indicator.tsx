// SPDX-License-Identifier: Apache-2.0
// One indicator while it is written: its words, its expression with a picker of fields, its evidence.

import { useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import type { IndicatorText, RuleFault, RuleField } from '../api/rules';
import { SIDES } from '../api/rules';
import { useT } from '../i18n';
import { faultsOf, insertAt } from '../lib/rule-text';
import { Code } from '../ui/code';
import { Segmented } from '../ui/form';
import { DayField, Faults, FieldRow, LineField, LongField } from './rule-fields';

const SHOWN = 8;

function matching(fields: readonly RuleField[], wanted: string): RuleField[] {
	const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
	return fields.filter(({ name, about }) => {
		const text = `${name} ${about}`.toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

interface PickerProps {
	fields: readonly RuleField[];
	onPick: (field: RuleField) => void;
}

/** Everything that a rule may name; what is not here can not be named. */
function FieldPicker({ fields, onPick }: PickerProps) {
	const t = useT();
	const [wanted, setWanted] = useState('');
	const found = useMemo(() => matching(fields, wanted), [fields, wanted]);
	return (
		<details className="field-picker">
			<summary>{t('rules.pick')}</summary>
			<input
				className="input"
				type="search"
				aria-label={t('rules.pick-search')}
				placeholder={t('rules.pick-search')}
				value={wanted}
				onChange={(event) => setWanted(event.target.value)}
			/>
			<ul className="plain">
				{found.slice(0, wanted ? found.length : SHOWN).map((field) => (
					<li key={field.name}>
						<Button className="button small" onPress={() => onPick(field)}>
							<Code mono>{field.name}</Code>
						</Button>{' '}
						<span className="quiet" lang="en" dir="ltr">
							{field.type} · {field.about}
						</span>
						{field.proxy && (
							<span className="chip rule-proxy">{t('rules.proxy', { ground: field.proxy })}</span>
						)}
					</li>
				))}
			</ul>
			{!wanted && found.length > SHOWN && (
				<p className="hint">{t('rules.pick-more', { n: found.length - SHOWN })}</p>
			)}
		</details>
	);
}

interface ExpressionProps {
	label: string;
	value: string;
	onChange: (value: string) => void;
	fields: readonly RuleField[];
	faults: readonly RuleFault[];
}

function ExpressionField({ label, value, onChange, fields, faults }: ExpressionProps) {
	const area = useRef<HTMLTextAreaElement>(null);
	const pick = (field: RuleField) => {
		const at = area.current;
		onChange(
			insertAt(
				value,
				field.name,
				at?.selectionStart ?? value.length,
				at?.selectionEnd ?? value.length,
			),
		);
		at?.focus();
	};
	return (
		<>
			<TextField className="field" value={value} onChange={onChange}>
				<Label>{label}</Label>
				<TextArea
					ref={area}
					className="input mono"
					rows={2}
					dir="ltr"
					spellCheck={false}
					maxLength={2048}
				/>
				<Faults faults={faults} />
			</TextField>
			<FieldPicker fields={fields} onPick={pick} />
		</>
	);
}

interface IndicatorProps {
	/** from 1 */
	number: number;
	indicator: IndicatorText;
	onChange: (indicator: IndicatorText) => void;
	onRemove: () => void;
	fields: readonly RuleField[];
	faults: readonly RuleFault[];
}

export function IndicatorFields(props: IndicatorProps) {
	const { number, indicator, onChange, onRemove, fields, faults } = props;
	const t = useT();
	const of = (...members: string[]) => faultsOf(faults, number, ...members);
	const set = (more: Partial<IndicatorText>) => onChange({ ...indicator, ...more });
	return (
		<fieldset className="indicator" data-side={indicator.side}>
			<legend>{t('rules.indicator', { n: number })}</legend>
			<div className="indicator-head">
				<Segmented
					label={t('rules.side')}
					value={indicator.side}
					onChange={(side) => set({ side })}
					options={SIDES.map((id) => ({ id, label: t(`rule-side.${id}`) }))}
				/>
				<Button
					className="button small"
					aria-label={t('rules.remove-indicator', { n: number })}
					onPress={onRemove}
				>
					{t('rules.remove')}
				</Button>
			</div>
			<LineField
				label={t('rules.plain-words')}
				value={indicator.title}
				onChange={(title) => set({ title })}
				faults={of('title')}
			/>
			<ExpressionField
				label={t('rules.expression')}
				value={indicator.expression}
				onChange={(expression) => set({ expression })}
				fields={fields}
				faults={of('expression')}
			/>
			<LongField
				label={t('rules.evidence')}
				value={indicator.evidence}
				onChange={(evidence) => set({ evidence })}
				faults={of('evidence')}
			/>
			<FieldRow>
				<LineField
					label={t('rules.source')}
					value={indicator.source}
					onChange={(source) => set({ source })}
					faults={of('source')}
				/>
				<DayField
					label={t('rules.evidence-on')}
					value={indicator.evidence_on}
					onChange={(evidence_on) => set({ evidence_on })}
					faults={of('evidence_on')}
				/>
			</FieldRow>
		</fieldset>
	);
}
