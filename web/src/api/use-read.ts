// SPDX-License-Identifier: Apache-2.0
// Reading for a page: what is shown stays while it is read again.

import { useCallback, useEffect, useRef, useState } from 'react';
import { syncClock } from '../lib/clock';
import { ApiError, get, query } from './client';
import { type Topic, useLive } from './live';

export interface Read<T> {
	data: T | undefined;
	error: ApiError | undefined;
	loading: boolean;
	reload: () => void;
}

function asApiError(cause: unknown): ApiError {
	return cause instanceof ApiError ? cause : new ApiError(0, {});
}

interface Kept<T> {
	path: string;
	data?: T;
	error?: ApiError;
}

/** Reads `path`, and again whenever one of `topics` changes. */
export function useRead<T>(path: string, topics: readonly Topic[] = []): Read<T> {
	const [kept, setKept] = useState<Kept<T>>({ path });
	const [turn, setTurn] = useState(0);
	const reload = useCallback(() => setTurn((n) => n + 1), []);
	useLive(topics, reload);

	// biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for reading again
	useEffect(() => {
		const controller = new AbortController();
		get<T>(path, controller.signal)
			.then((data) => {
				syncClock(data);
				setKept({ path, data });
			})
			.catch((cause: unknown) => {
				if (controller.signal.aborted) return;
				setKept((before) => ({ path, data: before.data, error: asApiError(cause) }));
			});
		return () => controller.abort();
	}, [path, turn]);

	const current = kept.path === path;
	return {
		data: current ? kept.data : undefined,
		error: current ? kept.error : undefined,
		loading: !current || (kept.data === undefined && kept.error === undefined),
		reload,
	};
}

/** Calls `act` when `value` changes from one known value to another. */
export function useOnChange(value: string | undefined, act: () => void): void {
	const before = useRef(value);
	const latest = useRef(act);
	latest.current = act;
	useEffect(() => {
		if (value === undefined) return;
		if (before.current !== undefined && before.current !== value) latest.current();
		before.current = value;
	}, [value]);
}

interface Page {
	next?: string;
}

export interface Pages<P> extends Omit<Read<P[]>, 'data'> {
	pages: P[];
	more: (() => void) | undefined;
	busy: boolean;
}

async function readPages<P extends Page>(
	path: string,
	values: Record<string, string | undefined>,
	count: number,
	signal: AbortSignal,
): Promise<P[]> {
	const pages: P[] = [];
	let cursor: string | undefined;
	for (let n = 0; n < count; n++) {
		const page = await get<P>(path + query({ ...values, limit: 100, cursor }), signal);
		pages.push(page);
		cursor = page.next;
		if (!cursor) break;
	}
	return pages;
}

/** Reads a paged list; `more` reads one page further, a live change all shown ones again. */
export function usePages<P extends Page>(
	path: string,
	values: Record<string, string | undefined>,
	topics: readonly Topic[],
): Pages<P> {
	const key = path + query(values);
	const [shown, setShown] = useState<{ key: string; pages: P[] }>({ key: '', pages: [] });
	const [error, setError] = useState<ApiError>();
	const [want, setWant] = useState({ key, count: 1, turn: 0 });
	const [busy, setBusy] = useState(false);
	const latest = useRef(values);
	latest.current = values;
	const count = want.key === key ? want.count : 1;
	const reload = useCallback(() => setWant((w) => ({ ...w, turn: w.turn + 1 })), []);
	useLive(topics, reload);

	// biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for reading again; `key` stands for the values
	useEffect(() => {
		const controller = new AbortController();
		setBusy(true);
		readPages<P>(path, latest.current, count, controller.signal)
			.then((pages) => {
				syncClock(pages[0]);
				setShown({ key, pages });
				setError(undefined);
				setBusy(false);
			})
			.catch((cause: unknown) => {
				if (controller.signal.aborted) return;
				setError(asApiError(cause));
				setBusy(false);
			});
		return () => controller.abort();
	}, [path, key, count, want.turn]);

	const next = shown.key === key && shown.pages.at(-1)?.next;
	return {
		pages: shown.pages,
		error,
		loading: shown.key === '' && !error,
		busy,
		reload,
		more: next ? () => setWant((w) => ({ key, count: count + 1, turn: w.turn })) : undefined,
	};
}
