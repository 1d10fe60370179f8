// SPDX-License-Identifier: Apache-2.0
// Going along the queue of open hits.

interface Queued {
	id: string;
}

export interface Place {
	/** from 1; 0 = not in the queue */
	position: number;
	count: number;
	next: string | undefined;
	previous: string | undefined;
}

/** Where `id` stands; what is not in the queue is followed by its first. */
export function placeIn(queue: readonly Queued[], id: string): Place {
	const at = queue.findIndex((hit) => hit.id === id);
	return {
		position: at + 1,
		count: queue.length,
		next: queue[at + 1]?.id,
		previous: at > 0 ? queue[at - 1]?.id : undefined,
	};
}

/** After deciding `id`: the nearest one after it that is still open, else the most urgent one open. */
export function nextAfter(
	before: readonly Queued[],
	now: readonly Queued[],
	id: string,
): string | undefined {
	const open = new Set(now.map((hit) => hit.id).filter((other) => other !== id));
	const at = before.findIndex((hit) => hit.id === id);
	const after = at < 0 ? [] : before.slice(at + 1);
	return after.find((hit) => open.has(hit.id))?.id ?? [...open][0];
}
