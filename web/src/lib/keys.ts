// SPDX-License-Identifier: Apache-2.0
// Keyboard: single keys for the page, and moving along the rows of a table.

import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';

const STORE = 'openpiu.single-keys';
let singleKeys = globalThis.localStorage?.getItem(STORE) !== 'off';
const listeners = new Set<() => void>();

/** Single-key shortcuts can be switched off (WCAG 2.1.4): speech input types letters. */
export function setSingleKeys(on: boolean): void {
	singleKeys = on;
	localStorage.setItem(STORE, on ? 'on' : 'off');
	for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => singleKeys,
	);
}

/** True where a key belongs to the thing that has the focus: text fields, menus, dialogs. */
function isTaken(target: EventTarget | null): boolean {
	if (!(target instanceof Element)) return false;
	return (
		target.closest(
			'input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=tablist], [role=radiogroup], [role=listbox]',
		) !== null
	);
}

function isOurs(event: KeyboardEvent): boolean {
	if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
	if (isTaken(event.target) || document.querySelector('[role=dialog]')) return false;
	return singleKeys || event.key.length > 1;
}

/** The key as the shortcuts name it: "j" for J, and for the key of J on an Arabic or Russian keyboard. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code'>): string {
	if (event.key.length > 1) return event.key;
	const place = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1];
	const latin = /^[!-~]$/.test(event.key);
	return (latin || !place ? event.key : place).toLowerCase();
}

export type Shortcuts = Record<string, () => void>;

/** Runs `shortcuts[key]` for the page, where the key is not taken by what has the focus. */
export function useShortcuts(shortcuts: Shortcuts): void {
	const latest = useRef(shortcuts);
	latest.current = shortcuts;
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			const act = latest.current[keyName(event)];
			if (!act || !isOurs(event)) return;
			event.preventDefault();
			act();
		};
		document.addEventListener('keydown', listen);
		return () => document.removeEventListener('keydown', listen);
	}, []);
}

const ROW_LINK = '[data-row-link]';

function focusRow(table: HTMLElement, step: (at: number, count: number) => number): void {
	const links = [...table.querySelectorAll<HTMLElement>(ROW_LINK)];
	const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
	const next = Math.max(0, Math.min(links.length - 1, step(at, links.length)));
	links[next]?.focus();
	links[next]?.closest('tr')?.scrollIntoView({ block: 'nearest' });
}

/** Arrow keys, j and k, Home and End move the focus from row to row; Enter follows the link. */
export function useRowKeys(table: RefObject<HTMLElement | null>): void {
	const move = (step: (at: number, count: number) => number) => () => {
		if (table.current) focusRow(table.current, step);
	};
	const down = move((at) => at + 1);
	const up = move((at) => at - 1);
	useShortcuts({
		ArrowDown: down,
		j: down,
		ArrowUp: up,
		k: up,
		Home: move(() => 0),
		End: move((_at, count) => count - 1),
	});
}
