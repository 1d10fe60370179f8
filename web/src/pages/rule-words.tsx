// SPDX-License-Identifier: Apache-2.0
// Words about rules that several pages use.

import type { Reviews, RuleState, RuleVersion } from '../api/rules';
import { falseRate } from '../api/rules';
import { useFormats, useT } from '../i18n';
import { None } from '../ui/code';
import { Icon, type IconName } from '../ui/icon';

const STATES: Record<RuleState, { icon: IconName; tone: string }> = {
	draft: { icon: 'trail', tone: 'quiet' },
	submitted: { icon: 'clock', tone: 'warning' },
	refused: { icon: 'cross', tone: 'quiet' },
	active: { icon: 'check', tone: 'good' },
	stopped: { icon: 'error', tone: 'quiet' },
	suspended: { icon: 'warning', tone: 'error' },
	expired: { icon: 'clock', tone: 'error' },
	replaced: { icon: 'change', tone: 'quiet' },
};

export function RuleStateWord({ state }: { state: RuleState }) {
	const t = useT();
	const { icon, tone } = STATES[state];
	return (
		<span className="badge rule-state" data-tone={tone}>
			<Icon name={icon} />
			{t(`rule-state.${state}`)}
		</span>
	);
}

const DAY = 86_400_000;

/** Whole days from now to the end of `day` (UTC). */
export function daysLeft(day: string, now: string): number {
	return Math.ceil((Date.parse(`${day}T00:00:00Z`) + DAY - Date.parse(now)) / DAY) - 1;
}

/** How long the version has until its review; what is near stands out. */
export function ReviewLeft({ version, now }: { version: RuleVersion; now: string }) {
	const t = useT();
	const { day } = useFormats();
	if (!version.review_on) return <None />;
	const left = daysLeft(version.review_on, now);
	const urgency = left < 0 ? 'passed' : left <= 14 ? 'soon' : 'calm';
	return (
		<span className="rule-left" data-urgency={urgency} title={version.review_on}>
			{left < 0 ? t('rules.review-passed') : t('rules.review-left', { n: left })}
			<span className="quiet"> {day(version.review_on)}</span>
		</span>
	);
}

export function ReviewCounts({ reviews }: { reviews: Reviews }) {
	const t = useT();
	const { percent } = useFormats();
	const rate = falseRate(reviews);
	return (
		<span className="stack">
			<span>
				{t('rules.counts', {
					reviewed: reviews.confirmed + reviews.rejected + reviews.undetermined,
					confirmed: reviews.confirmed,
					rejected: reviews.rejected,
				})}
			</span>
			<span className="quiet">
				{rate === undefined ? t('rules.no-rate') : t('rules.false-rate', { rate: percent(rate) })}
			</span>
		</span>
	);
}
