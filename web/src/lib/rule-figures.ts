// SPDX-License-Identifier: Apache-2.0
// Which groups a rule would hit more often than others.

import type { Share } from '../api/rules';

const TWICE = 2;

/** Hit twice as often as all others or more, and large enough to tell. */
export function standsOut(share: Share): boolean {
	return !share.few && share.ratio !== undefined && share.ratio >= TWICE;
}

/** What stands out first; groups too small to tell last. */
export function byRatio(shares: readonly Share[]): Share[] {
	const weight = (share: Share) => (share.few ? -1 : (share.ratio ?? Number.POSITIVE_INFINITY));
	return shares.toSorted((a, b) => weight(b) - weight(a) || b.hits - a.hits);
}
