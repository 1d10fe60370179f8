// SPDX-License-Identifier: Apache-2.0
// What lights what: a member of the structured view and the segments that filled it.

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { Source, SourceKind } from '../api/types';
import { isTraced, type Light, lightsField, lightsSegment } from '../lib/segments';

interface Lights {
	sources: readonly Source[];
	light: Light | undefined;
	pinned: Light | undefined;
	look: (light: Light | undefined) => void;
	pin: (light: Light) => void;
}

const Context = createContext<Lights>({
	sources: [],
	light: undefined,
	pinned: undefined,
	look: () => {},
	pin: () => {},
});

function same(a: Light | undefined, b: Light): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

export function LightProvider({
	sources,
	children,
}: {
	sources: readonly Source[];
	children: ReactNode;
}) {
	const [looked, look] = useState<Light>();
	const [pinned, setPinned] = useState<Light>();
	const pin = useCallback(
		(light: Light) => setPinned((p) => (same(p, light) ? undefined : light)),
		[],
	);
	const value = useMemo(
		() => ({ sources, light: looked ?? pinned, pinned, look, pin }),
		[sources, looked, pinned, pin],
	);
	return <Context value={value}>{children}</Context>;
}

/** What a button needs to light `light` while it is looked at, and to keep it when pressed. */
function handlers(lights: Lights, light: Light) {
	return {
		'aria-pressed': same(lights.pinned, light),
		onMouseEnter: () => lights.look(light),
		onMouseLeave: () => lights.look(undefined),
		onFocus: () => lights.look(light),
		onBlur: () => lights.look(undefined),
		onClick: () => lights.pin(light),
	};
}

export function useFieldLight(paths: readonly string[], only: SourceKind | undefined) {
	const lights = useContext(Context);
	const { light, sources } = lights;
	return {
		lit: light !== undefined && lightsField(light, sources, paths, only),
		traced: isTraced(sources, paths, only),
		button: handlers(lights, { of: 'fields', paths, only }),
	};
}

export function useSegmentLight(source: number, segment: number) {
	const lights = useContext(Context);
	const { light, sources } = lights;
	return {
		lit: light !== undefined && lightsSegment(light, sources, source, segment),
		traced: sources[source]?.fields.some((field) => field.segment === segment) ?? false,
		button: handlers(lights, { of: 'segment', source, segment }),
	};
}

/** The light that a member of the structured view has set, for scrolling the message to it. */
export function useLight(): Light | undefined {
	return useContext(Context).light;
}
