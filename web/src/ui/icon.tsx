// SPDX-License-Identifier: Apache-2.0
// Icons drawn for this application: 16 by 16, one stroke, decoration only (words stand beside them).

const PATHS = {
	inbound: 'M2 13.5h12M2.5 4.5l1.5 3 8 3.2M7 8.6 5.5 3.5M4.5 7.6',
	outbound: 'M2 13.5h12M2 8.5l2 1.5 9-4.2M6.5 8.8 3.5 5.5M9.5 7.4 9 3',
	domestic: 'M2 13.5h12M2 8h11M9.5 4.5 13 8l-3.5 3.5',
	unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.2',
	search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.4 10.4 14 14',
	agreed: 'M2.5 8.5 6.5 12.5 13.5 4',
	partial: 'M2.5 6.5c2-2.5 3.6-2.5 5.5-.5s3.5 2 5.5-.5M2.5 11c2-2.5 3.6-2.5 5.5-.5s3.5 2 5.5-.5',
	differed: 'M2.5 6h11M2.5 10h11M11 2.5 5 13.5',
	absent: 'M3 8h2.5M8 8h.1M10.5 8H13',
	high: 'M3 13.5v-3M8 13.5v-7M13 13.5v-11',
	medium: 'M3 13.5v-3M8 13.5v-7M13 13.5v-.2',
	low: 'M3 13.5v-3M8 13.5v-.2M13 13.5v-.2',
	info: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 7.2v4M8 4.6v.2',
	warning: 'M8 2 14.5 13.5h-13zM8 6.5v3.4M8 11.6v.2',
	error: 'M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM8 4.8v3.8M8 10.9v.2',
	board: 'M2 3h12v10H2zM2 6.3h12M5.5 3v10',
	hit: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6',
	list: 'M5.5 4H14M5.5 8H14M5.5 12H14M2.2 4h.2M2.2 8h.2M2.2 12h.2',
	rule: 'M2 3h12l-4.5 5.5v4L6.5 14V8.5z',
	message: 'M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5',
	trail: 'M3 2.5h7.5L13 5v8.5H3zM5.5 7h5M5.5 10h5',
	oversight:
		'M1.5 8C3 5 5.2 3.5 8 3.5S13 5 14.5 8C13 11 10.8 12.5 8 12.5S3 11 1.5 8M8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4',
	rights: 'M8 2v11.5M4.5 13.5h7M2.5 4.5h11M4.5 4.5 2.5 9.5h4zM11.5 4.5l-2 5h4z',
	people:
		'M6 2.8a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6M1.8 13.5c.2-2.6 1.7-4 4.2-4s4 1.4 4.2 4M10.6 3.2a2.2 2.2 0 0 1 0 4M11.6 9.7c1.6.4 2.5 1.7 2.6 3.8',
	key: 'M5.2 6.3a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4M7.5 7.3 13.5 2M11 4.2l1.8 2',
	out: 'M6.5 2.5H3v11h3.5M7 8h7M11 5l3 3-3 3',
	help: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M6.3 6.3A1.8 1.8 0 1 1 8.6 8c-.5.2-.6.5-.6 1.1M8 11.3v.1',
	law: 'M8 2v11.5M4.5 13.5h7M3 4.5h10M3 4.5 1.2 9h3.6zM13 4.5 11.2 9h3.6z',
	clock: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 4.5V8l2.5 1.8',
	check: 'M2.5 8.5 6.5 12.5 13.5 4',
	cross: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
	question: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.2',
	plus: 'M8 3v10M3 8h10',
	minus: 'M3 8h10',
	change: 'M2.5 6h10l-3-3M13.5 10h-10l3 3',
	file: 'M8 10.5V2.5M5 5.5l3-3 3 3M2.5 10.5v3h11v-3',
	down: 'M4 6l4 4 4-4',
	erased: 'M2.5 10.5 9 4l4 4-5 5.5H5zM2 13.5h12',
} as const;

export type IconName = keyof typeof PATHS;

export function isIcon(name: string): name is IconName {
	return name in PATHS;
}

export function Icon({ name }: { name: IconName }) {
	return (
		<svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
			<path d={PATHS[name]} />
		</svg>
	);
}

/** The mark of OpenPIU: an aircraft over a runway. */
export function Mark() {
	return (
		<svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
			<rect className="mark-ground" width="32" height="32" rx="7" />
			<path className="mark-runway" d="M6 21.5h20" />
			<path
				className="mark-aircraft"
				d="M7 15.5 22.5 9.2a2.3 2.3 0 0 1 1.7 4.2L11.2 19 8.4 18.6 6.4 15.9z"
			/>
			<circle className="mark-light" cx="24" cy="25.5" r="2" />
		</svg>
	);
}
