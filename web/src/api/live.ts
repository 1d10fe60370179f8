// SPDX-License-Identifier: Apache-2.0
// Live changes: one EventSource for the whole application. The unit sends counters
// that grow; whoever shows something re-reads it when its counter moved.

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { get } from './client';

export type Topic = 'flights' | 'hits' | 'lists';
export type LiveState = 'off' | 'connecting' | 'live';

const DEBOUNCE_MS = 1000;
const RETRY_MS = 5000;
const TOPICS: Topic[] = ['flights', 'hits', 'lists'];

type Counters = Partial<Record<Topic, number>>;

let source: EventSource | undefined;
let state: LiveState = 'off';
let counters: Counters | undefined;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let flushTimer: ReturnType<typeof setTimeout> | undefined;
const changed = new Set<Topic>();
const listeners = new Map<() => void, readonly Topic[]>();
const stateListeners = new Set<() => void>();

function setState(next: LiveState): void {
	if (state === next) return;
	state = next;
	for (const listener of stateListeners) listener();
}

/** The topics whose counter differs from the last one seen. */
export function changedTopics(before: Counters | undefined, now: Counters): Topic[] {
	if (!before) return [];
	return TOPICS.filter((topic) => now[topic] !== undefined && now[topic] !== before[topic]);
}

function flush(): void {
	flushTimer = undefined;
	if (document.hidden || changed.size === 0) return;
	const topics = new Set(changed);
	changed.clear();
	for (const [listener, wanted] of [...listeners]) {
		if (wanted.some((topic) => topics.has(topic))) listener();
	}
}

function note(topics: readonly Topic[]): void {
	for (const topic of topics) changed.add(topic);
	if (changed.size > 0 && flushTimer === undefined) flushTimer = setTimeout(flush, DEBOUNCE_MS);
}

function receive(event: MessageEvent<string>): void {
	try {
		const now = JSON.parse(event.data) as Counters;
		note(changedTopics(counters, now));
		counters = now;
	} catch {
		note(TOPICS);
	}
}

function open(): void {
	let interrupted = false;
	const stream = new EventSource('/api/v1/events');
	source = stream;
	stream.addEventListener('change', receive);
	stream.onopen = () => {
		setState('live');
		if (interrupted) note(TOPICS);
		interrupted = false;
	};
	stream.onerror = () => {
		interrupted = true;
		setState('connecting');
		if (stream.readyState !== EventSource.CLOSED) return;
		retryTimer = setTimeout(() => {
			// A session that is over answers 401 and ends the session for the application too.
			get('/session').catch(() => {});
			if (source === stream) open();
		}, RETRY_MS);
	};
}

export function startLive(): void {
	stopLive();
	setState('connecting');
	open();
	document.addEventListener('visibilitychange', flush);
}

export function stopLive(): void {
	source?.close();
	source = undefined;
	counters = undefined;
	clearTimeout(retryTimer);
	document.removeEventListener('visibilitychange', flush);
	setState('off');
}

/** Calls `reread` when one of the topics changed. */
export function useLive(topics: readonly Topic[], reread: () => void): void {
	const latest = useRef(reread);
	latest.current = reread;
	const key = topics.join(' ');
	useEffect(() => {
		if (!key) return;
		const listener = () => latest.current();
		listeners.set(listener, key.split(' ') as Topic[]);
		return () => {
			listeners.delete(listener);
		};
	}, [key]);
}

export function useLiveState(): LiveState {
	return useSyncExternalStore(
		(listener) => {
			stateListeners.add(listener);
			return () => stateListeners.delete(listener);
		},
		() => state,
	);
}
