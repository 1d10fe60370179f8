// SPDX-License-Identifier: Apache-2.0
// A carrier's message about a flight that arrives in two hours, with two invented persons.

const HOUR = 3_600_000;

export const PERSONS = [
	{
		family: 'QUENCHLEIGH',
		given: 'MARIGOLD',
		sex: 'F',
		birth: '1971-04-09',
		document: 'QZ0041971',
	},
	{ family: 'THISTLEWICK', given: 'BARNABY', sex: 'M', birth: '1966-11-23', document: 'QZ0041966' },
];

/** YYMMDDHHMM, YYMMDD. */
const stamp = (ms) => new Date(ms).toISOString().replace(/\D/g, '').slice(2, 12);

function person(p, index) {
	return [
		`NAD+FL+++${p.family}:${p.given}`,
		`ATT+2++${p.sex}`,
		`DTM+329:${p.birth.replace(/-/g, '').slice(2)}`,
		'LOC+178+ACC',
		'LOC+179+SID',
		'NAT+2+UTO',
		`RFF+SEA:02${index}C`,
		`DOC+P:110:111+${p.document}`,
		'DTM+36:351231',
		'LOC+91+UTO',
	];
}

/** From Accra (UTC) to Sal (an hour behind). */
export function paxlst(carrier, number, now) {
	const sent = stamp(now);
	const segments = [
		'BGM+745',
		`RFF+TN:${carrier}${number}${sent}:::1`,
		'NAD+MS+++EXAMPLE DESK',
		`TDT+20+${carrier}${number}+++${carrier}`,
		'LOC+125+ACC',
		`DTM+189:${stamp(now - 2 * HOUR)}:201`,
		'LOC+87+SID',
		`DTM+232:${stamp(now + HOUR)}:201`,
		...PERSONS.flatMap(person),
		`CNT+42:${PERSONS.length}`,
	];
	const head = `UNA:+.? 'UNB+UNOA:4+${carrier}APIS:ZZ+UTOPIU:ZZ+${sent.slice(0, 6)}:${sent.slice(6)}`;
	return [
		`${head}+E2E${sent}++APIS`,
		'UNH+1+PAXLST:D:12B:UN:IATA',
		...segments,
		`UNT+${segments.length + 2}+1`,
		`UNZ+1+E2E${sent}`,
		'',
	].join("'");
}

/** A list on which both stand. */
export function list() {
	const rows = PERSONS.map(
		(p, i) => `E2E-${i + 1};${p.given} ${p.family};${p.birth};${p.sex};UTO;${p.document};P;UTO`,
	);
	return [
		'id;name;birth_date;sex;nationality;document_number;document_type;document_issuer',
		...rows,
		'',
	].join('\n');
}
