// SPDX-License-Identifier: Apache-2.0
// The unit's clock: one ticking second for everything that counts down.

import { useSyncExternalStore } from 'react';

let offset = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** The unit's time now, in milliseconds since 1970. */
export function unitNow(): number {
	return Date.now() + offset;
}

/** Takes the unit's time from an answer that carries `now`. */
export function syncClock(answer: unknown): void {
	if (typeof answer !== 'object' || answer === null || !('now' in answer)) return;
	const instant = Date.parse(String(answer.now));
	if (!Number.isNaN(instant)) offset = instant - Date.now();
}

function tick(): void {
	if (document.hidden) return;
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	timer ??= setInterval(tick, 1000);
	return () => {
		listeners.delete(listener);
		if (listeners.size === 0) {
			clearInterval(timer);
			timer = undefined;
		}
	};
}

/** What `read` says of the unit's time; renders only when that changes. */
export function useTick<T extends string | number>(read: (now: number) => T): T {
	return useSyncExternalStore(subscribe, () => read(Math.floor(unitNow() / 1000) * 1000));
}
