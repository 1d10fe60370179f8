// SPDX-License-Identifier: Apache-2.0
// The next twelve hours as a runway: a picture of what the table below says in words.

import type { CSSProperties } from 'react';
import type { Flight } from '../api/types';
import { useFormats, useT } from '../i18n';
import { useTick } from '../lib/clock';
import { HORIZON_HOURS, horizon } from '../lib/horizon';
import { flightCode } from '../lib/values';

const HOURS = Array.from({ length: HORIZON_HOURS / 2 + 1 }, (_, i) => i * 2);

function place(at: number, level = 0): CSSProperties {
	return { '--at': at, '--level': level } as CSSProperties;
}

export function Horizon({ flights }: { flights: readonly Flight[] }) {
	const t = useT();
	const { number } = useFormats();
	const minute = useTick((now) => Math.floor(now / 60_000));
	const marks = horizon(flights, minute * 60_000);
	const open = marks.reduce((sum, mark) => sum + (mark.flight.hits_open ?? 0), 0);
	const label = t('horizon.label', { flights: marks.length, hits: open, hours: HORIZON_HOURS });
	return (
		<figure className="horizon">
			<figcaption>{label}</figcaption>
			<div className="horizon-line" aria-hidden="true">
				{HOURS.map((hour) => (
					<span key={hour} className="horizon-hour" style={place(hour / HORIZON_HOURS)}>
						{hour === 0 ? t('horizon.now') : t('horizon.hours', { n: number(hour) })}
					</span>
				))}
				{marks.map(({ flight, at, level }) => (
					<span
						key={flight.id}
						className="horizon-flight"
						data-direction={flight.direction}
						data-hits={flight.hits_open ? true : undefined}
						title={flightCode(flight)}
						style={place(at, level)}
					/>
				))}
			</div>
		</figure>
	);
}
