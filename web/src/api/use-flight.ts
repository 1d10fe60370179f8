// SPDX-License-Identifier: Apache-2.0
// Following one flight. Each reading of travellers goes on record, so their pages are read
// again only when the flight they belong to has changed, which reading its counts tells.

import type { Flight, FlightPage } from './types';
import { type Read, useOnChange, useRead } from './use-read';

/** Everything whose change means that travellers or hits have changed. */
export function flightState(flight: Flight): string {
	const { status, messages, travellers, crew, bookings, hits, hits_open: open } = flight;
	return JSON.stringify([status, messages, travellers, crew, bookings, hits, open]);
}

/** The flight, live; `reread` is called when it has changed. */
export function useFlight(id: string, reread?: () => void): Read<FlightPage> {
	const read = useRead<FlightPage>(`/flights/${id}`, ['flights', 'hits']);
	useOnChange(read.data && flightState(read.data.flight), () => reread?.());
	return read;
}
