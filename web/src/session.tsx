// SPDX-License-Identifier: Apache-2.0
// Who is signed in at which unit, and what that person may do.

import {
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useMemo,
	useRef,
	useState,
} from 'react';
import { ApiError, get, onSessionEnd, onTaskEnd, remove, setCsrf } from './api/client';
import { startLive, stopLive } from './api/live';
import type { Permission, Session, Unit } from './api/types';
import { syncClock } from './lib/clock';

interface State {
	unit: Unit | undefined;
	/** null: nobody is signed in; undefined: not known yet */
	session: Session | null | undefined;
	/** why nobody is signed in any more */
	ended: 'expired' | 'signed-out' | undefined;
	error: ApiError | undefined;
}

interface Actions {
	/** somebody signed in, or the session of who is signed in has changed */
	signedIn: (session: Session) => void;
	/** the session is on no task any more */
	offTask: () => void;
	signOut: () => Promise<void>;
	retry: () => void;
}

const Context = createContext<(State & Actions) | null>(null);

const UNKNOWN: State = { unit: undefined, session: undefined, ended: undefined, error: undefined };

async function readSession(unit: Unit): Promise<Session | null> {
	if (unit.needs_setup) return null;
	try {
		return await get<Session>('/session');
	} catch (cause) {
		if (cause instanceof ApiError && cause.status === 401) return null;
		throw cause;
	}
}

async function readState(): Promise<State> {
	try {
		const unit = await get<Unit>('/unit');
		syncClock(unit);
		return { ...UNKNOWN, unit, session: await readSession(unit) };
	} catch (cause) {
		return { ...UNKNOWN, error: cause instanceof ApiError ? cause : new ApiError(0, {}) };
	}
}

function begin(session: Session): void {
	setCsrf(session.csrf);
	startLive();
}

function finish(): void {
	setCsrf('');
	stopLive();
}

export function SessionProvider({ children }: { children: ReactNode }) {
	const [state, setState] = useState<State>(UNKNOWN);
	const signedIn = useRef(false);

	const enter = useCallback((session: Session) => {
		signedIn.current = true;
		begin(session);
		setState((s) => ({
			...s,
			session,
			ended: undefined,
			unit: s.unit && { ...s.unit, needs_setup: false },
		}));
	}, []);

	const leave = useCallback((ended: State['ended']) => {
		if (!signedIn.current) return;
		signedIn.current = false;
		finish();
		setState((s) => ({ ...s, session: null, ended }));
	}, []);

	const offTask = useCallback(() => {
		setState((s) => {
			if (!s.session?.task) return s;
			const { task: _, ...session } = s.session;
			return { ...s, session };
		});
	}, []);

	const load = useCallback(async () => {
		const read = await readState();
		if (read.session) {
			signedIn.current = true;
			begin(read.session);
		}
		setState(read);
	}, []);

	useEffect(() => {
		onSessionEnd(() => leave('expired'));
		onTaskEnd(offTask);
		load();
		return finish;
	}, [leave, load, offTask]);

	const signOut = useCallback(async () => {
		await remove('/session');
		leave('signed-out');
	}, [leave]);

	const value = useMemo(
		() => ({ ...state, signedIn: enter, offTask, signOut, retry: load }),
		[state, enter, offTask, signOut, load],
	);
	return <Context value={value}>{children}</Context>;
}

export function useSession(): State & Actions {
	const value = useContext(Context);
	if (!value) throw new Error('no SessionProvider above');
	return value;
}

/** Whether the signed-in person may do `permission`; the unit decides again on every call. */
/** Whether one has the permission, or one of several. */
export function useMay(): (needs: Permission | readonly Permission[]) => boolean {
	const { session } = useSession();
	return useCallback(
		(needs) => [needs].flat().some((permission) => session?.may.includes(permission)),
		[session],
	);
}
