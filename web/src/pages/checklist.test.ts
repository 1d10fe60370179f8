// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { CRITERIA, RULE_CRITERIA } from '../api/oversight';
import { firstAnswers, firstRuleAnswers } from './checklist';

test('every criterion has an answer to begin with', () => {
	//
	const answers = firstAnswers([]);
	expect(Object.keys(answers).sort()).toEqual([...CRITERIA].sort());
	expect(new Set(Object.values(answers))).toEqual(new Set(['not-known']));
});

test('a hit on a rule has its own criteria, and none is answered by the program', () => {
	//
	const answers = firstRuleAnswers();
	expect(Object.keys(answers).sort()).toEqual([...RULE_CRITERIA].sort());
	expect(new Set(Object.values(answers))).toEqual(new Set(['not-known']));
});

test('the comparison fills in what it compared, and nothing else', () => {
	//
	const answers = firstAnswers([
		{ field: 'birth_date', verdict: 'differed' },
		{ field: 'document', verdict: 'agreed' },
		{ field: 'name', verdict: 'partial' },
		{ field: 'sex', verdict: 'absent' },
		{ field: 'redress', verdict: 'differed' },
	]);
	expect(answers['birth-date']).toBe('differs');
	expect(answers.document).toBe('agrees');
	expect(answers.name).toBe('agrees');
	expect(answers.sex).toBe('not-known');
	expect(answers.photograph).toBe('not-known');
	expect(Object.keys(answers)).not.toContain('redress');
});
