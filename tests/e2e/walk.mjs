// SPDX-License-Identifier: Apache-2.0
// The whole walk: from signing in to a decision, as the people of a unit do it.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	ask,
	axe,
	beginTask,
	complaints,
	openBrowser,
	overflow,
	settled,
	signIn,
	totp,
	visitor,
} from './browser.mjs';
import { list, PERSONS, paxlst } from './message.mjs';

const { PIU_URL: UNIT, PIU_PASSWORD: PASSWORD, PIU_SCREENSHOTS: PICTURES } = process.env;
const { PIU_EMPTY_URL: EMPTY, PIU_SETUP_CODE: SETUP_CODE } = process.env;
const CARRIER = 'Z9';
const NUMBER = String(7000 + Math.floor(Math.random() * 900));
const LIST = 'Browser walk';
const REASON = 'Invented person: birth date and document differ.';

let failed = 0;
let page;

async function step(name, work) {
	try {
		await work();
		console.log(`ok - ${name}`);
	} catch (error) {
		failed++;
		console.log(`not ok - ${name}`);
		console.error(`${name}: ${error.stack}`);
		const picture = join(mkdtempSync(join(tmpdir(), 'piu-e2e-failed-')), 'page.png');
		await page?.screenshot({ path: picture }).catch(() => {});
		console.error(`the page at that moment: ${picture}`);
	}
}

async function picture(name) {
	if (!PICTURES) return;
	mkdirSync(PICTURES, { recursive: true });
	await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

const go = async (path) => {
	await page.goto(UNIT + path);
	await settled(page);
};
const heading = () => page.locator('main h1').innerText();
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');

/** The pages of a role fulfil what every page must. */
async function fulfils(paths) {
	for (const path of paths) {
		await go(path);
		assert.deepEqual(await axe(page), [], `axe on ${path}`);
		assert.equal(await overflow(page), 0, `${path} is wider than the window`);
	}
}

/** So many days from now, YYYY-MM-DD. */
function day(days) {
	return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

const browser = await openBrowser();

// ---- a new unit ----

if (EMPTY) {
	await step('the first visitor of a new unit makes its administrator', async () => {
		page = await visitor(browser);
		await page.goto(EMPTY);
		assert.deepEqual(await axe(page), []);
		const fill = async (code) => {
			await page.getByLabel('One-time code').fill(code);
			await page.getByLabel('User name').fill('first.admin');
			await page.getByLabel('Name', { exact: true }).fill('Prudence Firsthand');
			await page.getByLabel('Password', { exact: true }).fill('plum-violin-harbour-82');
			await page.getByLabel('Password again').fill('plum-violin-harbour-82');
			await page.keyboard.press('Enter');
		};
		await fill('wrongwrongwr');
		await page.getByRole('alert').getByText('The one-time code is wrong').waitFor();
		await fill(SETUP_CODE);
	});

	await step('a real unit opens only behind a second factor', async () => {
		await page.getByRole('heading', { name: 'Second factor' }).waitFor();
		assert.equal((await ask(page, '/users')).body.code, 'second-factor-missing');
		assert.deepEqual(await axe(page), []);
		await page.getByRole('button', { name: 'Set it up' }).click();
		const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
		await page.getByLabel('Code', { exact: true }).fill('000000');
		await page.keyboard.press('Enter');
		await page.getByRole('alert').getByText('The code is wrong').waitFor();
		await page.getByLabel('Code', { exact: true }).fill(totp(secret));
		await page.keyboard.press('Enter');
		await page.getByText('Recovery codes').waitFor();
		assert.deepEqual(await axe(page), []);
		const recovery = await page.locator('.recovery li').allInnerTexts();
		assert.equal(recovery.length, 10);
		await page.getByRole('button', { name: 'I have stored them' }).click();
		await page.waitForSelector('.shell');
		await page.getByRole('button', { name: 'Sign out' }).click();
		await page.getByLabel('User name').fill('first.admin');
		await page.locator('input[type=password]').fill('plum-violin-harbour-82');
		await page.keyboard.press('Enter');
		await page.getByLabel('Code', { exact: true }).fill(recovery[0]);
		await page.keyboard.press('Enter');
		await page.waitForSelector('.shell');
		assert.equal(await page.getByText('Exercise unit.').count(), 0, 'a real unit says it is none');
		await page.getByRole('link', { name: 'Users' }).click();
		await page.getByText('Prudence Firsthand').nth(1).waitFor();
		await page.context().close();
	});
}

// ---- preparing: a carrier, and a list ----

let key;

await step('an administrator sees users and keys, and no flight', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'administrator', PASSWORD);
	const places = await page
		.getByRole('navigation', { name: 'Main' })
		.getByRole('link')
		.allInnerTexts();
	assert.deepEqual(places, [
		'Messages',
		'Keeping and erasing',
		'Users',
		'Carrier keys',
		'Support from outside',
		'Law',
	]);
	await fulfils(['/messages', '/users', '/law', '/account', '/support', '/keys']);
});

await step('a carrier key is shown once', async () => {
	await page.getByRole('button', { name: 'New key' }).click();
	await page.getByRole('dialog').getByRole('textbox').fill(CARRIER.toLowerCase());
	await page.keyboard.press('Enter');
	key = await page.locator('.secret').innerText();
	assert.match(key, /^piu_/);
	assert.deepEqual(await axe(page), []);
	await page.getByRole('button', { name: 'I have stored it' }).click();
	assert.equal(await page.getByText(key).count(), 0);
	await page.getByRole('cell', { name: 'In force' }).first().waitFor();
	await page.context().close();
});

await step('a targeter previews a list, then imports it', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'targeter', PASSWORD);
	await page.getByRole('link', { name: 'Watchlists' }).click();
	await page.getByRole('button', { name: 'New list' }).click();
	await page.getByLabel('List', { exact: true }).fill(LIST);
	await page.getByLabel('Legal basis').fill('Invented Act, article 7');
	await page.getByLabel('Owner (authority)').fill('Invented Ministry');
	await page.getByLabel('Date of its data').fill(day(0));
	await page.getByLabel('Ends on').fill(day(200));
	await page
		.locator('input[type=file]')
		.setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list()) });
	await page.getByRole('button', { name: 'Show what would change' }).click();
	await page.getByRole('heading', { name: 'What would change' }).waitFor();
	assert.equal(await page.locator('.preview tbody tr').count(), PERSONS.length);
	assert.deepEqual(await axe(page), []);
	assert.equal(await page.locator('.page').getByText(LIST).count(), 0, 'a preview changes nothing');
	await page.getByRole('button', { name: 'Import now' }).click();
	await page.locator('.page').getByText(LIST).waitFor();
	await page.context().close();
});

// ---- an analyst's shift ----

await step('a wrong password is refused in plain words', async () => {
	page = await visitor(browser);
	await page.goto(UNIT);
	await page.waitForSelector('input[type=password]');
	assert.deepEqual(await axe(page), []);
	await picture('sign-in');
	await page.keyboard.type('analyst');
	await page.keyboard.press('Tab');
	await page.keyboard.type('not the password');
	await page.keyboard.press('Enter');
	await page.getByRole('alert').getByText('User name or password is wrong').waitFor();
});

await step('an analyst signs in by keyboard, and is told that the unit is fictitious', async () => {
	await page.locator('input[type=password]').focus();
	await page.keyboard.press('Control+A');
	await page.keyboard.type(PASSWORD);
	await page.keyboard.press('Enter');
	await page.waitForSelector('.shell');
	await page.getByText('Exercise unit.').waitFor();
	const places = await page
		.getByRole('navigation', { name: 'Main' })
		.getByRole('link')
		.allInnerTexts();
	assert.deepEqual(places, [
		'Flights',
		'Hits',
		'Requests',
		'Disclosures',
		'Masked records',
		'Watchlists',
		'Transfers',
		'Law',
	]);
});

await step(
	'hits are shown only to who has said for what, and what was said stays in sight',
	async () => {
		assert.equal((await ask(page, '/hits')).body.code, 'no-task');
		await go('/hits');
		assert.equal(await heading(), 'For what do you work?');
		assert.deepEqual(await axe(page), []);
		await picture('task');
		await page.getByRole('button', { name: 'Begin a task' }).first().focus();
		await beginTask(page);
		assert.equal(await heading(), 'Hits');
		const bar = await page.getByRole('region', { name: 'Your task' }).innerText();
		assert.match(bar, /Assessment of travellers before arrival or departure/);
		assert.match(bar, /UT 26\/418/);
		await go('/flights');
	},
);

await step('the board is full, and its countdowns run', async () => {
	await page.waitForSelector('tbody tr:nth-child(10)');
	await page.waitForFunction(() => document.querySelector('.live')?.dataset.state === 'live');
	const clock = page.locator('tbody .countdown').nth(2);
	const before = await clock.innerText();
	await page.waitForTimeout(2100);
	assert.notEqual(await clock.innerText(), before);
	await picture('flights');
	await go('/hits');
	await picture('hits');
	await go('/flights');
});

await step('what a carrier sends now appears by itself, with its hits', async () => {
	const answer = await fetch(`${UNIT}/api/v1/messages`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/edifact' },
		body: paxlst(CARRIER, NUMBER, Date.now()),
	});
	assert.equal(answer.status, 200, await answer.text());
	const row = page.getByRole('row').filter({ hasText: `${CARRIER} ${NUMBER}` });
	await row.waitFor();
	assert.match(await row.innerText(), /2 open/);
	assert.match(await row.innerText(), /Inbound/);
});

await step('search and direction narrow the board', async () => {
	await page.keyboard.press('/');
	await page.keyboard.type(`${CARRIER}${NUMBER}`);
	await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
	await page.getByRole('radio', { name: 'Outbound' }).click();
	await page.getByText('No flight around now matches').waitFor();
	await page.getByRole('radio', { name: 'All' }).click();
	await page.waitForSelector('tbody tr');
});

await step('a flight is opened by keyboard and shows its travellers and messages', async () => {
	await page.locator('main h1').focus();
	await page.keyboard.press('j');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/flights\/\d+$/);
	await settled(page);
	assert.match(await heading(), new RegExp(`${CARRIER} ${NUMBER}`));
	assert.equal(await focused(), await page.locator('main h1').evaluate((h) => h.textContent));
	const names = await page.locator('[data-column=name] a').allInnerTexts();
	assert.deepEqual(names.sort(), PERSONS.map((p) => `${p.family}, ${p.given}`).sort());
	await page.getByRole('heading', { name: 'Messages' }).waitFor();
	assert.deepEqual(await axe(page), []);
});

/** Somebody of the demonstration who stands in an API and in a PNR message. */
async function joined() {
	const { body } = await ask(page, '/hits');
	for (const hit of body.hits) {
		const answer = await ask(page, `/travellers/${hit.traveller.id}`);
		if (answer.body.sources.length > 1 && answer.body.joins.length) return hit.traveller.id;
	}
	throw new Error('nobody is joined');
}

let somebody;

await step('a traveller stands beside the messages, each lighting the other', async () => {
	somebody = await joined();
	await go(`/travellers/${somebody}`);
	const member = page.locator('.member', { hasText: 'Birth date' }).locator('button');
	await member.focus();
	const lit = page.locator('.segments li[data-lit]');
	const born = (await member.innerText()).replace(/\D/g, '');
	assert.ok((await lit.count()) > 0, 'the birth date lights no segment');
	assert.match((await lit.allInnerTexts()).join(' '), new RegExp(born.slice(2)));
	await page.locator('main h1').focus();
	assert.equal(await lit.count(), 0);
	await page.locator('.segments button').filter({ hasText: 'DTM+329' }).first().focus();
	const members = page.locator('.member[data-lit] dt');
	assert.deepEqual(await members.allInnerTexts(), ['Birth date']);
	await page.keyboard.press('Enter');
	await page.locator('main h1').focus();
	assert.equal(await members.count(), 1, 'a mark that was pressed stays');
	await page.getByText('Joined:').waitFor();
	assert.deepEqual(await axe(page), []);
	await picture('traveller');
});

await step('the queue has the most urgent hit on top', async () => {
	await go('/hits');
	const deadlines = await page
		.locator('tbody .countdown')
		.evaluateAll((all) => all.map((one) => Date.parse(one.dateTime)));
	const coming = deadlines.filter((at) => at > Date.now());
	assert.deepEqual(
		coming,
		[...coming].sort((a, b) => a - b),
	);
	assert.deepEqual(deadlines.slice(0, coming.length), coming, 'one that passed stands before');
	assert.deepEqual(await axe(page), []);
});

/** Goes down the queue by keyboard to the hit of `name`. */
async function openHit(name) {
	await page.locator('main h1').focus();
	const rows = await page.locator('tbody tr').count();
	for (let n = 0; n < rows && !(await focused()).includes(name); n++)
		await page.keyboard.press('j');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/hits\/\d+$/);
	await settled(page);
}

const hitOf = async (family) => {
	const { body } = await ask(page, '/hits');
	return body.hits.find((hit) => hit.traveller.family === family)?.id;
};

await step('a hit says field by field what agreed, in words and not by colour alone', async () => {
	await openHit(PERSONS[0].family);
	const row = page.locator('.compare tr', { hasText: 'Birth date' });
	assert.match(await row.innerText(), /1971-04-09[\s\S]*Agrees[\s\S]*1971-04-09/);
	assert.equal(await row.locator('.verdict svg').count(), 1);
	assert.deepEqual(await axe(page), []);
});

await step('a reason that is too short is refused before anything is sent', async () => {
	await page.keyboard.press('2');
	await page.keyboard.type('no');
	await page.keyboard.press('Control+Enter');
	await page.getByText('8 more characters needed').waitFor();
	assert.ok(await hitOf(PERSONS[0].family), 'the hit is decided');
	await page.keyboard.press('Escape');
});

await step('a hit is decided by keyboard only, and the next one opens', async () => {
	const here = page.url();
	const { body } = await ask(page, '/hits?limit=500');
	const at = body.hits.findIndex((hit) => here.endsWith(hit.id));
	await page.keyboard.press('r');
	await page.keyboard.press('Control+A');
	await page.keyboard.type(REASON);
	await page.keyboard.press('Control+Enter');
	await page.waitForURL((url) => url.href !== here);
	await settled(page);
	const next = body.hits[at + 1] ?? body.hits[0];
	assert.ok(page.url().endsWith(`/hits/${next.id}`), 'the next in the queue is open');
	assert.equal(await hitOf(PERSONS[0].family), undefined);
	assert.match(await page.locator('[aria-live=polite]').innerText(), /Rejected/);
	assert.equal(await focused(), await page.locator('main h1').evaluate((h) => h.textContent));
});

await step('J and K go along the queue', async () => {
	const here = page.url();
	await page.keyboard.press('j');
	await page.waitForURL((url) => url.href !== here);
	await settled(page);
	await page.keyboard.press('k');
	await page.waitForURL(here);
});

await step('a decided hit shows who decided it, when and why', async () => {
	await go('/hits');
	await page.getByRole('radio', { name: 'Decided' }).click();
	await page.getByRole('link', { name: PERSONS[0].family }).first().click();
	await page.locator('.decision').getByText(REASON).waitFor();
	assert.equal(await page.locator('.decide').count(), 0);
});

await step('the keyboard help lists the keys', async () => {
	await page.locator('main h1').focus();
	await page.keyboard.press('?');
	await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
	assert.deepEqual(await axe(page), []);
	await page.keyboard.press('Escape');
	await page.getByRole('dialog').waitFor({ state: 'detached' });
});

await step('what a role may not do is refused by the page and by the unit', async () => {
	assert.equal((await ask(page, '/audit')).status, 403);
	await go('/audit');
	assert.equal(await heading(), 'Not permitted');
	assert.deepEqual(await axe(page), []);
	await go('/nowhere');
	assert.equal(await heading(), 'Nothing here');
});

// ---- how it looks ----

async function someHit() {
	const { body } = await ask(page, '/hits');
	const named = body.hits.filter((hit) => hit.method === 'name');
	return (named.find((hit) => hit.outcome === 'possible') ?? named[0] ?? body.hits[0]).id;
}

let hit;
let flight;

await step('a picture of a hit, and of the dark side', async () => {
	hit = await someHit();
	flight = (await ask(page, `/hits/${hit}`)).body.flight.id;
	await go(`/hits/${hit}`);
	await picture('hit');
	await page.getByRole('button', { name: 'Appearance' }).click();
	await page.getByRole('option', { name: 'Dark' }).click();
	assert.equal(
		await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
		'dark',
	);
	await page.locator('main h1').focus();
	await picture('hit-dark');
});

const analystPages = () => [
	'/flights',
	`/flights/${flight}`,
	`/travellers/${somebody}`,
	'/hits',
	`/hits/${hit}`,
	'/lists',
	'/transfers',
];

await step('every page of an analyst fulfils WCAG in the dark', () => fulfils(analystPages()));

await step('an analyst signs out, and the pages are closed', async () => {
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.getByText('You are signed out.').waitFor();
	await page.goto(`${UNIT}/hits`);
	await page.waitForSelector('input[type=password]');
	await page.context().close();
});

await step('a threat is proposed by one and approved by another', async () => {
	//
	page = await visitor(browser);
	await signIn(page, UNIT, 'analyst', PASSWORD);
	await go('/transfers');
	await page.getByRole('button', { name: 'Propose a threat decision' }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel('Carrier', { exact: true }).fill('z9');
	await sheet.getByLabel('Flight number').fill('418');
	await sheet.getByLabel('From', { exact: true }).fill(`${day(1)}T00:00:00Z`);
	await sheet.getByLabel('Until', { exact: true }).fill(`${day(3)}T00:00:00Z`);
	await sheet.getByLabel('Threat').fill('An invented warning about this very flight.');
	await sheet.getByLabel('On file under').fill('UT 26/7');
	assert.deepEqual(await axe(page), []);
	await sheet.getByRole('button', { name: 'Propose a threat decision' }).click();
	await page.getByText('proposed', { exact: true }).waitFor();
	assert.equal(await page.getByRole('button', { name: 'Decide' }).count(), 0);
	await page.context().close();
	page = await visitor(browser);
	await signIn(page, UNIT, 'supervisor', PASSWORD);
	await go('/transfers');
	await page.getByRole('button', { name: 'Decide' }).click();
	await page.getByRole('dialog').getByRole('button', { name: /Threat/ }).click();
	await page.getByRole('option', { name: 'Approve' }).click();
	await page.getByRole('dialog').getByLabel('Reason').fill('The warning is specific.');
	await page.getByRole('dialog').getByRole('button', { name: 'Decide' }).click();
	await page.getByText('approved', { exact: true }).waitFor();
	await page.getByRole('button', { name: 'Register an outage' }).click();
	await page.getByRole('dialog').getByLabel('From', { exact: true }).fill(`${day(0)}T00:00:00Z`);
	await page.getByRole('dialog').getByLabel('Evidence').fill('Ticket 7 of the invented network');
	await page.getByRole('dialog').getByRole('button', { name: 'Register an outage' }).click();
	await page.getByText("the unit's own").waitFor();
	assert.deepEqual(await axe(page), []);
	await picture('transfers');
	await page.context().close();
});

await step('a targeter sees what a threshold would save and lose, and sets it', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'targeter', PASSWORD);
	await page.getByRole('link', { name: 'Watchlists' }).click();
	await page
		.getByRole('button', { name: /Least score of a hit/ })
		.first()
		.click();
	const sheet = page.getByRole('dialog');
	await sheet.getByText('Every match is a hit.').waitFor();
	assert.equal(await sheet.locator('tbody tr').count(), 20);
	assert.equal(await sheet.getByRole('button', { name: 'Set', exact: true }).isDisabled(), true);
	await sheet.getByRole('button', { name: /Least score/ }).click();
	await page.getByRole('option', { name: '5%', exact: true }).click();
	await sheet
		.getByText(/^At 5%: reviews saved \d+, confirmed hits of the last year lost \d+\.$/)
		.waitFor();
	await sheet.getByLabel('Reason').fill('Tried with everybody watching.');
	assert.deepEqual(await axe(page), []);
	await picture('thresholds');
	await sheet.getByRole('button', { name: 'Set', exact: true }).click();
	await page
		.locator('.page')
		.getByRole('button', { name: /Least score of a hit/ })
		.getByText('5%')
		.waitFor();
	await page.context().close();
});

// ---- criteria ----

const RULES = ['Booked on the day itself', 'Cash, late, and no way back', 'A week away, decided in a day'];

await step('what is wrong with a rule stands at its place while it is written', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'targeter', PASSWORD);
	await page.getByRole('link', { name: 'Criteria' }).click();
	await page.getByRole('link', { name: RULES[0] }).waitFor();
	assert.deepEqual(await page.locator('tbody th a').allInnerTexts(), RULES);
	assert.deepEqual(await axe(page), []);
	await picture('rules');
	await page.getByRole('link', { name: RULES[0] }).click();
	await page.getByRole('button', { name: 'Write a new version' }).click();
	const sheet = page.getByRole('dialog');
	const first = sheet.getByRole('group', { name: 'Indicator 1' });
	await first.getByLabel('Expression').fill('booking.dayz == 0');
	await first.getByText('line 1, column 9').waitFor();
	await first.getByLabel('Expression').fill('');
	await first.getByText('Put in a field').click();
	await first.getByLabel('Search the fields').fill('days before');
	await first.getByRole('button', { name: 'booking.days_before' }).click();
	await first.getByLabel('Expression').press('End');
	await page.keyboard.type(' == 0');
	await first.getByLabel('Evidence', { exact: true }).fill('few');
	await first.getByText('Say on which evidence it rests').waitFor();
	await first.getByLabel('Evidence', { exact: true }).fill('Four of six forged passports of one week.');
	await sheet.getByText('It can be submitted.').waitFor();
	assert.deepEqual(await axe(page), []);
	await picture('rule-editor');
	await sheet.getByRole('button', { name: 'Keep as a draft' }).click();
	await sheet.waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Submit', exact: true }).click();
	await page.getByText('Waits for acceptance').first().waitFor();
	await page.context().close();
});

await step('a second person looks at the figures, accepts a rule, and stops it', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'supervisor', PASSWORD);
	await go('/rules');
	await page.getByRole('link', { name: RULES[2] }).click();
	await page.getByRole('heading', { name: 'By nationality' }).waitFor();
	assert.deepEqual(await axe(page), []);
	await picture('rule');
	await page.getByRole('button', { name: 'Accept or refuse' }).click();
	const sheet = page.getByRole('dialog');
	const accept = sheet.getByRole('button', { name: 'Accept: in force' });
	assert.equal(await accept.isDisabled(), true);
	await sheet.getByRole('checkbox').check();
	await sheet.getByLabel('Reason, also about the figures').fill('No group stands out that could tell.');
	assert.deepEqual(await axe(page), []);
	await accept.click();
	await sheet.waitFor({ state: 'detached', timeout: 60_000 });
	await page.getByText('In force').first().waitFor();
	await page.getByRole('button', { name: 'Stop', exact: true }).click();
	await page.getByRole('dialog').getByLabel('Reason').fill('The walk in the browser is over.');
	await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
	await page.getByText('Stopped').first().waitFor();
	await page.context().close();
});

await step('a hit on a rule says which indicators hold, and on which evidence they rest', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'analyst', PASSWORD);
	const { body } = await ask(page, '/hits?limit=500');
	const met = body.hits.find((one) => one.method === 'rule');
	assert.ok(met, 'the demonstration has a hit on a rule');
	await go(`/hits/${met.id}`);
	await page.getByText(RULES[1]).first().waitFor();
	assert.equal(await page.locator('.rule-met tbody tr').count(), 4);
	assert.equal(await page.locator('.rule-outcome[data-outcome=holds]').count(), 3);
	assert.deepEqual(await axe(page), []);
	await picture('hit-rule');
	await page.getByText('Nothing for the traveller overlooked').waitFor();
	await page.context().close();
});

await step('in Arabic criteria run from right to left', async () => {
	page = await visitor(browser, { language: 'ar' });
	await signIn(page, UNIT, 'targeter', PASSWORD);
	await go('/rules');
	const ways = await page
		.locator('tbody th a')
		.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
	await fulfils(['/rules', ...ways]);
	await page.context().close();
});

await step(
	'every page of an analyst fulfils WCAG at 200 %, without scrolling sideways',
	async () => {
		page = await visitor(browser, { width: 640, height: 430 });
		await signIn(page, UNIT, 'analyst', PASSWORD);
		await fulfils(analystPages());
		await page.context().close();
	},
);

await step('in Arabic every page runs from right to left, and none scrolls sideways', async () => {
	page = await visitor(browser, { language: 'ar' });
	await signIn(page, UNIT, 'analyst', PASSWORD);
	const root = await page.evaluate(() => [
		document.documentElement.lang,
		document.documentElement.dir,
	]);
	assert.deepEqual(root, ['ar', 'rtl']);
	await fulfils(analystPages());
	await go('/flights');
	const text = await page.locator('main').innerText();
	assert.doesNotMatch(text, /[\u0660-\u0669\u06f0-\u06f9]/, 'digits are Latin');
	const nav = await page.locator('.nav').boundingBox();
	const main = await page.locator('main').boundingBox();
	assert.ok(nav.x > main.x, 'the navigation stands at the right');
	const code = page.locator('tbody [data-column=flight] bdi').first();
	assert.equal(await code.getAttribute('dir'), 'ltr');
	await picture('flights-arabic');
	await go(`/hits/${hit}`);
	await picture('hit-arabic');
	await page.context().close();
});

await step('the language can be changed without losing the place', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'analyst', PASSWORD);
	await go(`/hits/${hit}`);
	await page.getByRole('button', { name: 'Language' }).click();
	await page.getByRole('option', { name: 'العربية' }).click();
	await page.waitForFunction(() => document.documentElement.dir === 'rtl');
	assert.ok(page.url().endsWith(`/hits/${hit}`));
	await page.context().close();
});

// ---- the law ----

await step('the law is proposed by one office and refused by another', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'supervisor', PASSWORD);
	await go('/lists');
	await page.getByRole('button', { name: `Set desks: ${LIST}` }).click();
	await page.getByRole('dialog').getByLabel('Desks', { exact: true }).fill('walk-desk');
	assert.deepEqual(await axe(page), []);
	await page.keyboard.press('Enter');
	await page
		.getByRole('cell', { name: 'walk-desk' })
		.or(page.getByText('every desk'))
		.first()
		.waitFor();
	const seen = (await ask(page, '/watchlists')).body.lists.map((one) => one.name);
	assert.ok(!seen.includes(LIST), 'who gave a list to another desk does not see it any more');
	await go('/law');
	await page.getByText('27', { exact: false }).first().waitFor();
	const text = (await ask(page, '/profile/versions/1')).body.content;
	await page.getByRole('button', { name: 'Propose a profile' }).click();
	const sheet = page.getByRole('dialog');
	const fill = async (content) => {
		await sheet.getByLabel('Text of the profile').fill(content);
		await sheet.getByRole('button', { name: 'Check the text' }).click();
	};
	await fill(text.replace('delete-after = 60', 'delete-after = 600'));
	await sheet.getByText('weaker than icao-base').waitFor();
	assert.ok(await sheet.getByRole('button', { name: 'Propose', exact: true }).isDisabled());
	await fill(text.replace('mask-after = 6 months', 'mask-after = 5 months'));
	await sheet.getByText('is masked 5 months after transfer (R-110)').waitFor();
	assert.deepEqual(await axe(page), []);
	await sheet.getByLabel('Reason').fill('Shorter, as the walk in the browser says.');
	await sheet.getByRole('button', { name: 'Propose', exact: true }).click();
	await sheet.waitFor({ state: 'detached' });
	await page.context().close();

	page = await visitor(browser);
	await signIn(page, UNIT, 'approving-authority', PASSWORD);
	await fulfils(['/law']);
	await page.getByRole('button', { name: 'Open: 2' }).click();
	await page.getByLabel('Reason of the decision').fill('The walk in the browser refuses it.');
	assert.deepEqual(await axe(page), []);
	await page.getByRole('button', { name: 'Refuse' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByRole('cell', { name: 'Refused' }).waitFor();
	await picture('law');
	await page.context().close();
});

await step('in Arabic the law and the account run from right to left', async () => {
	page = await visitor(browser, { language: 'ar' });
	await signIn(page, UNIT, 'supervisor', PASSWORD);
	await fulfils(['/law', '/account']);
	await page.context().close();
});

// ---- those who watch ----

await step('a carrier liaison sees flights and messages, no traveller and no hit', async () => {
	page = await visitor(browser);
	await signIn(page, UNIT, 'carrier-liaison', PASSWORD);
	await fulfils(['/flights', '/messages', `/flights/${flight}`]);
	await page.getByText('Your role sees the flight and its messages').waitFor();
	assert.equal(await page.getByRole('columnheader', { name: 'Hits' }).count(), 0);
	assert.equal((await ask(page, `/flights/${flight}/travellers`)).status, 403);
	await page.context().close();
});

await step(
	'a data protection officer reads the trail, whole, with the decision in it',
	async () => {
		page = await visitor(browser);
		await signIn(page, UNIT, 'dpo', PASSWORD);
		await go('/audit');
		await page.getByText('The chain is whole.').waitFor();
		const { body } = await ask(page, '/audit?limit=500');
		const decided = body.records.find((record) => record.act === 'hit.decided');
		assert.equal(decided?.actor, 'analyst');
		assert.ok(body.records.some((record) => record.act === 'traveller.read'));
		assert.doesNotMatch(JSON.stringify(body.records), new RegExp(PERSONS[0].family));
		await picture('audit');
		await fulfils(['/audit', '/messages', '/lists', `/hits/${hit}`]);
		assert.equal(await page.locator('.decide').count(), 0, 'who watches does not decide');
		await page.context().close();
	},
);

await step('the officer is shown what to ask about, and draws a sample of decisions', async () => {
	// R-154 R-156
	page = await visitor(browser);
	await signIn(page, UNIT, 'dpo', PASSWORD);
	await go('/oversight');
	await page.getByRole('heading', { name: 'Look-ups to ask about' }).waitFor();
	await page.getByRole('button', { name: 'Draw twenty' }).click();
	await page.getByRole('dialog', { name: 'Draw twenty' }).waitFor();
	assert.deepEqual(await axe(page), []);
	await page.getByRole('dialog').getByRole('button', { name: 'Draw twenty' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByText(REASON).first().waitFor();
	await picture('oversight');
	await fulfils(['/oversight']);
});

await step('a breach has a clock, and the register says who may do what', async () => {
	// R-152 R-170 R-171
	await go('/breaches');
	await page.getByRole('button', { name: 'New breach' }).click();
	await page.getByLabel('What happened, and what may follow').fill('A printed list was lost.');
	await page.getByLabel('Which people and which data').fill('Invented travellers: names.');
	assert.deepEqual(await axe(page), []);
	await page.getByRole('button', { name: 'Record it' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByRole('button', { name: /^Add a step/ }).click();
	await page.getByLabel('What was done, how and why').fill('It was found in the printer.');
	await page.getByRole('dialog').getByRole('button', { name: 'Add a step' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByText('It was found in the printer.').waitFor();
	await picture('breaches');
	await go('/register');
	await page.getByRole('heading', { name: 'Declared places' }).waitFor();
	await picture('register');
	await fulfils(['/breaches', '/register', '/support']);
});

await step('a person is answered, from the letter to the two versions of the answer', async () => {
	// R-190 R-191 R-193
	await go('/rights');
	await page.getByRole('button', { name: 'New request' }).click();
	await page.getByLabel('Family name').fill(PERSONS[0].family);
	await page.getByLabel('Birth date').fill('1971-04-09');
	await page.getByLabel('Address for the answer').fill('Invented Street 1, Utopia');
	assert.deepEqual(await axe(page), []);
	await page.getByRole('button', { name: 'Record the request' }).click();
	await page.waitForURL(/\/rights\/\d+$/);
	await settled(page);
	await page.getByText('check the identity first').waitFor();
	await page.getByRole('button', { name: 'Identity checked' }).click();
	await page.getByLabel('How was it checked?').fill('Certified copy of the passport.');
	await page.getByRole('dialog').getByRole('button', { name: 'Identity checked' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Search', exact: true }).click();
	await page.getByRole('radio', { name: 'the applicant' }).first().click();
	await settled(page);
	const file = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Answer for the person' }).click();
	assert.match((await file).suggestedFilename(), /\.pdf$/);
	await picture('rights');
	await fulfils(['/rights', new URL(page.url()).pathname]);
	await page.context().close();
});

await step('the notice is for everybody, in both directions of writing', async () => {
	//
	for (const language of ['en', 'ar']) {
		page = await visitor(browser, { language });
		await go('/notice');
		await page.locator('main dl').first().waitFor();
		assert.deepEqual(await axe(page), []);
		assert.ok((await overflow(page)) <= 0);
		await page.context().close();
	}
});

await step('the officer works from right to left too', async () => {
	page = await visitor(browser, { language: 'ar' });
	await signIn(page, UNIT, 'dpo', PASSWORD);
	await fulfils(['/oversight', '/rights', '/register', '/breaches', '/support']);
	await picture('oversight-arabic');
	await page.context().close();
});

// ---- what leaves the unit ----

await step('an analyst discloses a confirmed hit, and sees it on its way', async () => {
	// R-090 R-093
	page = await visitor(browser);
	await signIn(page, UNIT, 'analyst', PASSWORD);
	await go('/disclosures');
	await beginTask(page);
	await go('/disclosures');
	await page.getByRole('link', { name: 'D-' }).first().click();
	await page.getByRole('button', { name: 'Disclose' }).click();
	const sheet = page.getByRole('dialog', { name: 'Disclose' });
	await sheet.getByLabel('Handling').fill('Check the document; do not say why.');
	assert.deepEqual(await axe(page), []);
	await picture('disclose');
	await sheet.getByLabel('Handling').press('Enter');
	await sheet.waitFor({ state: 'detached' });
	await page.getByText('The package was sent.').first().waitFor();
	await fulfils(['/disclosures', '/requests']);
	await page.context().close();
});

await step('an authority asks, is told what is missing, and has no other page', async () => {
	//
	page = await visitor(browser);
	await signIn(page, UNIT, 'requesting-authority', PASSWORD);
	assert.equal(new URL(page.url()).pathname, '/requests');
	assert.deepEqual(await page.locator('.shell nav').first().getByRole('link').allInnerTexts(), [
		'Requests',
		'Disclosures',
		'Law',
	]);
	await page.getByRole('button', { name: 'New request' }).click();
	const sheet = page.getByRole('dialog', { name: 'New request' });
	await sheet.getByLabel('Case').fill('NP 26/0099');
	await sheet.getByLabel('Grounds').fill('A witness names this person.');
	await sheet.getByLabel('Family name').fill('Onlyfamily');
	await sheet.getByRole('button', { name: 'File', exact: true }).click();
	await sheet.getByRole('alert').getByText('whom or what is asked for').waitFor();
	assert.deepEqual(await axe(page), []);
	await sheet.getByLabel('Given names').fill('Invented');
	await sheet.getByRole('button', { name: 'File', exact: true }).click();
	await sheet.waitFor({ state: 'detached' });
	await page.getByText('INVENTED ONLYFAMILY').waitFor();
	for (const path of ['/flights', '/hits', '/messages', '/watchlists', '/audit'])
		assert.equal((await ask(page, path)).status, 403, path);
	await picture('requests');
	await fulfils(['/requests', '/disclosures']);
});

await step('the officer who is named gets the package and acknowledges it', async () => {
	// R-090 R-093
	await go('/disclosures');
	const file = page.waitForEvent('download');
	await page.getByRole('link', { name: 'PDF' }).first().click();
	assert.match((await file).suggestedFilename(), /^package-\d+\.pdf$/);
	await page.getByRole('button', { name: 'Acknowledge' }).first().click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Acknowledge' }).click();
	await page.getByRole('alertdialog').waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Give feedback' }).first().click();
	await page.getByRole('dialog').getByLabel('What came of it').fill('Met at the gate.');
	await page.getByRole('dialog').getByRole('button', { name: 'Give feedback' }).click();
	await page.getByText('Met at the gate.').waitFor();
	await page.context().close();
});

await step('the desk narrows a request, and a recall reaches the authority', async () => {
	// R-091 R-094
	page = await visitor(browser);
	await signIn(page, UNIT, 'requests-desk', PASSWORD);
	await go('/requests');
	await beginTask(page);
	await go('/requests');
	await page
		.getByRole('row', { name: 'ONLYFAMILY' })
		.getByRole('button', { name: 'Decide' })
		.click();
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel('birth date').uncheck();
	await sheet.getByLabel('Reason').fill('The birth date is not needed for this.');
	assert.deepEqual(await axe(page), []);
	await sheet.getByRole('button', { name: 'Decide' }).click();
	await sheet.waitFor({ state: 'detached' });
	await page.getByText('Narrowed from:').waitFor();
	await go('/disclosures');
	await page.getByRole('row', { name: 'Polly' }).getByRole('button', { name: 'Recall' }).click();
	await page.getByRole('dialog').getByLabel('What was wrong').fill('It belongs to another case.');
	await page.getByRole('dialog').getByRole('button', { name: 'Recall' }).click();
	await page.getByText('called back by the unit').first().waitFor();
	await picture('disclosures');
	await page.context().close();
	page = await visitor(browser, { language: 'ar' });
	await signIn(page, UNIT, 'requesting-authority', PASSWORD);
	await fulfils(['/requests', '/disclosures']);
	await page.getByText('استردت الوحدة حزمة.').waitFor();
	await page.context().close();
});

await step(
	'the browser had nothing to complain about, the policy of the pages included',
	async () => {
		assert.deepEqual(complaints, []);
	},
);

await browser.close();
process.exit(failed ? 1 : 0);
