// SPDX-License-Identifier: Apache-2.0
// The written criteria of a review: the same for every hit, each answered.

import type { Checklist, Criterion, CriterionAnswer } from '../api/oversight';
import { ANSWERS, CRITERIA } from '../api/oversight';
import type { ComparedField } from '../api/types';
import { useT } from '../i18n';
import { Segmented } from '../ui/form';

const VERDICTS: Record<ComparedField['verdict'], CriterionAnswer> = {
	agreed: 'agrees',
	partial: 'agrees',
	differed: 'differs',
	absent: 'not-known',
};

/** What the comparison found, to begin with; the reviewer corrects it. */
export function firstAnswers(fields: readonly ComparedField[]): Required<Checklist> {
	const answers = Object.fromEntries(CRITERIA.map((c) => [c, 'not-known'])) as Required<Checklist>;
	for (const field of fields) {
		const criterion = field.field.replaceAll('_', '-') as Criterion;
		if (CRITERIA.includes(criterion)) answers[criterion] = VERDICTS[field.verdict];
	}
	return answers;
}

interface CriteriaProps {
	answers: Required<Checklist>;
	onChange: (answers: Required<Checklist>) => void;
}

export function Criteria({ answers, onChange }: CriteriaProps) {
	const t = useT();
	const options = ANSWERS.map((id) => ({ id, label: t(`answer.${id}`) }));
	return (
		<fieldset className="criteria">
			<legend>{t('decide.criteria')}</legend>
			<p className="hint">{t('decide.criteria-text')}</p>
			{CRITERIA.map((criterion) => (
				<div key={criterion} className="criterion">
					<span aria-hidden="true">{t(`criterion.${criterion}`)}</span>
					<Segmented
						label={t(`criterion.${criterion}`)}
						value={answers[criterion]}
						onChange={(answer) => onChange({ ...answers, [criterion]: answer })}
						options={options}
					/>
				</div>
			))}
		</fieldset>
	);
}

export function CriteriaAnswered({ checklist }: { checklist: Checklist | undefined }) {
	const t = useT();
	const answered = CRITERIA.filter((criterion) => checklist?.[criterion]);
	if (!checklist || answered.length === 0) return null;
	return (
		<dl className="details criteria-answered">
			{answered.map((criterion) => (
				<div key={criterion}>
					<dt>{t(`criterion.${criterion}`)}</dt>
					<dd>{t(`answer.${checklist[criterion] ?? 'not-known'}`)}</dd>
				</div>
			))}
		</dl>
	);
}
