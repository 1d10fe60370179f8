// SPDX-License-Identifier: Apache-2.0
import { useFlight } from '../api/use-flight';

/** Shows nothing; calls `onChange` when the flight has changed. */
export function FollowFlight({ id, onChange }: { id: string; onChange: () => void }) {
	useFlight(id, onChange);
	return null;
}
