// SPDX-License-Identifier: Apache-2.0
// A hit on a rule: which of its indicators hold, which do not, and on which evidence they rest.

import type { Indicator, RuleVersion } from '../api/rules';
import type { ComparedField } from '../api/types';
import { useT } from '../i18n';
import { Code, None } from '../ui/code';
import { Icon, type IconName } from '../ui/icon';
import { Evidence, SideWord } from './rule';

const OUTCOMES: Record<string, IconName> = { holds: 'check', fails: 'cross', unknown: 'question' };

function OutcomeOf({ found }: { found: ComparedField | undefined }) {
	const t = useT();
	const outcome = found?.outcome ?? 'unknown';
	return (
		<span className="stack">
			<span className="with-icon rule-outcome" data-outcome={outcome}>
				<Icon name={OUTCOMES[outcome] ?? 'question'} />
				{t(`rule-outcome.${outcome}`)}
			</span>
			{found?.absent && (
				<span className="quiet">
					{t('rules.not-known')} <Code mono>{found.absent}</Code>
				</span>
			)}
			{found?.why && (
				<span className="quiet" lang="en">
					{found.why}
				</span>
			)}
		</span>
	);
}

function Seen({ found }: { found: ComparedField | undefined }) {
	if (!found?.seen?.length) return <None />;
	return (
		<span className="stack">
			{found.seen.map(({ name, value }) => (
				<span key={name}>
					<Code mono>{name}</Code> {value === undefined ? <None /> : <Code mono>= {value}</Code>}
				</span>
			))}
		</span>
	);
}

interface MetProps {
	rule: RuleVersion;
	fields: readonly ComparedField[];
}

export function RuleMet({ rule, fields }: MetProps) {
	const t = useT();
	const found = (indicator: Indicator) =>
		fields.find((field) => field.field === 'indicator' && field.number === indicator.number);
	return (
		<>
			<p className="strong">
				<bdi>{rule.title}</bdi>
			</p>
			<p className="prose" dir="auto">
				{rule.necessity}
			</p>
			<section className="table-scroll" aria-label={t('rules.indicators')}>
				<table className="table rule-met">
					<thead>
						<tr>
							<th scope="col">{t('rules.indicators')}</th>
							<th scope="col">{t('rules.seen')}</th>
						</tr>
					</thead>
					<tbody>
						{(rule.indicators ?? []).map((indicator) => (
							<tr key={indicator.number} data-outcome={found(indicator)?.outcome}>
								<th scope="row">
									<span className="stack">
										<bdi className="strong">{indicator.title}</bdi>
										<SideWord side={indicator.side} />
										<Evidence indicator={indicator} />
									</span>
								</th>
								<td>
									<span className="stack">
										<OutcomeOf found={found(indicator)} />
										<Seen found={found(indicator)} />
									</span>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</section>
		</>
	);
}
