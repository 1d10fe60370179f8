// SPDX-License-Identifier: Apache-2.0
// The traveller and the list's entry side by side, field by field.

import type { ComparedField, ComparedWords } from '../api/types';
import { useFormats, usePhrase, useT, useTerm } from '../i18n';
import { noteParts, wordCounts } from '../lib/notes';
import { None } from '../ui/code';
import { Icon } from '../ui/icon';

function Phrase({ text }: { text: string }) {
	const t = useT();
	const phrase = usePhrase();
	const counts = wordCounts(text);
	if (counts) return t('note.words-met', counts);
	const known = phrase('note', text);
	if (known !== text) return known;
	const status = /^list: (.*)$/.exec(text)?.[1];
	if (status) {
		return (
			<>
				{t('note.list-status')} <bdi>{status}</bdi>
			</>
		);
	}
	return <bdi lang="en">{text}</bdi>;
}

/** `without`: the words stand in a table of their own. */
function Note({ note, without }: { note: string; without: boolean }) {
	return (
		<ul className="note">
			{noteParts(note)
				.filter((part) => !without || !part.words)
				.map((part) => (
					<li key={`${part.words} ${part.phrases.join()}`}>
						{part.words && (
							<>
								<bdi>{part.words}</bdi>:{' '}
							</>
						)}
						{part.phrases.map((phrase, index) => (
							<span key={phrase}>
								{index > 0 && ' · '}
								<Phrase text={phrase} />
							</span>
						))}
					</li>
				))}
		</ul>
	);
}

function Value({ field, value }: { field: string; value: string | undefined }) {
	const term = useTerm();
	if (!value) return <None />;
	if (field === 'sex') return term('sex', value);
	const values = value.split('; ');
	return (
		<span className="stack">
			{values.map((one) => (
				<bdi key={one} className={field === 'document' ? 'mono' : undefined}>
					{one}
				</bdi>
			))}
		</span>
	);
}

/** Word by word: why the names met, and what each word weighs. */
function Words({ words }: { words: readonly ComparedWords[] }) {
	const t = useT();
	const term = useTerm();
	const { percent } = useFormats();
	return (
		<table className="words">
			<thead>
				<tr>
					<th scope="col">{t('hits.traveller')}</th>
					<th scope="col">{t('hits.entry')}</th>
					<th scope="col">{t('words.rule')}</th>
					<th scope="col">{t('words.similarity')}</th>
					<th scope="col">{t('words.weight')}</th>
				</tr>
			</thead>
			<tbody>
				{words.map((w) => (
					<tr key={`${w.traveller} ${w.entry}`}>
						<td>{w.traveller ? <bdi>{w.traveller}</bdi> : <None />}</td>
						<td>{w.entry ? <bdi>{w.entry}</bdi> : <None />}</td>
						<td>
							{w.rule ? term('rule', w.rule) : t('words.none')}
							{w.together && ` · ${t('note.written-together')}`}
						</td>
						<td className="number">{percent(w.similarity)}</td>
						<td className="number">{t('words.of-name', { share: percent(w.weight) })}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function IfAgreed({ then }: { then: NonNullable<ComparedField['if_agreed']> }) {
	const t = useT();
	const term = useTerm();
	const { percent } = useFormats();
	return (
		<p className="note">
			{t('hit.if-agreed', { outcome: term('screening', then.outcome), score: percent(then.score) })}
		</p>
	);
}

export function VerdictWord({ verdict }: { verdict: ComparedField['verdict'] }) {
	const t = useT();
	return (
		<span className="verdict" data-verdict={verdict}>
			<Icon name={verdict} />
			{t(`verdict.${verdict}`)}
		</span>
	);
}

export function Comparison({ fields }: { fields: readonly ComparedField[] }) {
	const t = useT();
	const term = useTerm();
	return (
		<section className="table-scroll" aria-label={t('hit.compared')}>
			<table className="compare">
				<thead>
					<tr>
						<th scope="col">{t('hit.field')}</th>
						<th scope="col">{t('hits.traveller')}</th>
						<th scope="col">{t('hit.verdict')}</th>
						<th scope="col">{t('hits.entry')}</th>
					</tr>
				</thead>
				<tbody>
					{fields.map((row) => (
						<tr key={row.field} data-verdict={row.verdict}>
							<th scope="row">{term('field', row.field)}</th>
							<td className="compare-value">
								<Value field={row.field} value={row.traveller} />
							</td>
							<td>
								<VerdictWord verdict={row.verdict} />
								{row.note && <Note note={row.note} without={row.words !== undefined} />}
								{row.if_agreed && <IfAgreed then={row.if_agreed} />}
							</td>
							<td className="compare-value">
								<Value field={row.field} value={row.entry} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{fields.map((row) => row.words && <Words key={row.field} words={row.words} />)}
		</section>
	);
}
