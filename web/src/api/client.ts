// SPDX-License-Identifier: Apache-2.0
// One way to the unit: JSON over /api/v1, problems as ApiError.

const BASE = '/api/v1';

export class ApiError extends Error {
	readonly status: number;
	readonly code: string;
	readonly detail: string | undefined;
	readonly rule: string | undefined;
	readonly retryAfter: number | undefined;

	constructor(status: number, problem: Problem, retryAfter?: number) {
		super(problem.detail ?? problem.title ?? problem.code ?? `status ${status}`);
		this.status = status;
		this.code = problem.code ?? fallbackCode(status);
		this.detail = problem.detail;
		this.rule = problem.rule;
		this.retryAfter = retryAfter;
	}
}

interface Problem {
	title?: string;
	code?: string;
	detail?: string;
	rule?: string;
}

function fallbackCode(status: number): string {
	if (status === 0) return 'offline';
	if (status === 401) return 'session-ended';
	if (status === 403) return 'not-permitted';
	if (status === 404) return 'not-found';
	if (status === 429) return 'too-many-attempts';
	return 'server';
}

/** Refusals of a sign-in: nobody was signed in before. */
const SIGNING_IN = new Set(['sign-in-failed', 'second-factor-needed', 'second-factor-wrong']);

let csrf = '';
let sessionEnded: () => void = () => {};
let taskEnded: () => void = () => {};

/** The token that unsafe methods carry; empty when signed out. */
export function setCsrf(token: string): void {
	csrf = token;
}

/** Called whenever the unit answers that there is no session. */
export function onSessionEnd(listener: () => void): void {
	sessionEnded = listener;
}

/** Called whenever the unit answers that a task is needed and there is none (any more). */
export function onTaskEnd(listener: () => void): void {
	taskEnded = listener;
}

async function readProblem(response: Response): Promise<Problem> {
	try {
		const body: unknown = await response.json();
		return typeof body === 'object' && body !== null ? (body as Problem) : {};
	} catch {
		return {};
	}
}

async function send(path: string, init: RequestInit): Promise<Response> {
	try {
		return await fetch(BASE + path, { ...init, credentials: 'same-origin', cache: 'no-store' });
	} catch (cause) {
		if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
		throw new ApiError(0, {});
	}
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
	const response = await send(path, init);
	if (!response.ok) {
		const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
		const error = new ApiError(response.status, await readProblem(response), retryAfter);
		if (response.status === 401 && !SIGNING_IN.has(error.code)) sessionEnded();
		if (error.code === 'no-task') taskEnded();
		throw error;
	}
	if (response.status === 204) return undefined as T;
	return (await response.json()) as T;
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
	return request<T>(path, signal ? { signal } : {});
}

/** Without a body where there is nothing to say. */
export function post<T>(path: string, body?: unknown): Promise<T> {
	if (body === undefined)
		return request<T>(path, { method: 'POST', headers: { 'X-CSRF-Token': csrf } });
	return request<T>(path, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
		body: JSON.stringify(body),
	});
}

export function put(path: string, body: unknown): Promise<void> {
	return request<void>(path, {
		method: 'PUT',
		headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
		body: JSON.stringify(body),
	});
}

export function patch<T>(path: string, body: unknown): Promise<T> {
	return request<T>(path, {
		method: 'PATCH',
		headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
		body: JSON.stringify(body),
	});
}

export function postFile<T>(path: string, file: Blob, type: string): Promise<T> {
	return request<T>(path, {
		method: 'POST',
		headers: { 'Content-Type': type, 'X-CSRF-Token': csrf },
		body: file,
	});
}

export function remove(path: string): Promise<void> {
	return request<void>(path, { method: 'DELETE', headers: { 'X-CSRF-Token': csrf } });
}

/** "?a=1&b=2" without the absent ones. */
export function query(values: Record<string, string | number | undefined>): string {
	const parts = new URLSearchParams();
	for (const [name, value] of Object.entries(values)) {
		if (value !== undefined && value !== '') parts.set(name, String(value));
	}
	const text = parts.toString();
	return text ? `?${text}` : '';
}
