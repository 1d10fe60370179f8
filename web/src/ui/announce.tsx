// SPDX-License-Identifier: Apache-2.0
// Changes said aloud to people who do not see them.

import { useSyncExternalStore } from 'react';

let said = '';
const listeners = new Set<() => void>();

/** Says `text` politely; the same text again is said again. */
export function announce(text: string): void {
	said = said === text ? `${text}\u00a0` : text;
	for (const listener of listeners) listener();
}

export function Announcer() {
	const text = useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => said,
	);
	return (
		<div className="visually-hidden" role="status" aria-live="polite">
			{text}
		</div>
	);
}
