// SPDX-License-Identifier: Apache-2.0
// Light, dark, or as the device says.

import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORE = 'openpiu.theme';
const listeners = new Set<() => void>();
let theme: Theme = THEMES.find((known) => known === localStorage.getItem(STORE)) ?? 'system';

function apply(): void {
	if (theme === 'system') delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme;
}

apply();

export function setTheme(next: Theme): void {
	theme = next;
	localStorage.setItem(STORE, next);
	apply();
	for (const listener of listeners) listener();
}

export function useTheme(): Theme {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => theme,
	);
}
