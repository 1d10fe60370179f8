// SPDX-License-Identifier: Apache-2.0
// The traveller and the list's entry side by side, field by field.

import type { ComparedField } from '../api/types';
import { usePhrase, useT, useTerm } from '../i18n';
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

function Note({ note }: { note: string }) {
	return (
		<ul className="note">
			{noteParts(note).map((part) => (
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
								{row.note && <Note note={row.note} />}
							</td>
							<td className="compare-value">
								<Value field={row.field} value={row.entry} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
