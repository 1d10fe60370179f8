// SPDX-License-Identifier: Apache-2.0
// Chromium, and what every page of the application must fulfil.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The packages are those of the web application.
const need = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = need('playwright-core');
const AXE = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export function openBrowser() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: FLAGS,
	});
}

/** What the browser complained about; refusals that a step provokes are the unit's answers. */
export const complaints = [];

function isComplaint(text) {
	return !/the server responded with a status of 4\d\d/.test(text);
}

/** A new visitor. `width` 640 is a screen of 1280 at 200 %. */
export async function visitor(
	browser,
	{ language = 'en', theme = 'light', width = 1280, height = 860 } = {},
) {
	const context = await browser.newContext({ viewport: { width, height } });
	await context.addInitScript(
		([l, t]) => {
			localStorage.setItem('openpiu.language', l);
			localStorage.setItem('openpiu.theme', t);
		},
		[language, theme],
	);
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	page.on('console', (message) => {
		if (message.type() === 'error' && isComplaint(message.text())) complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(error.message));
	return page;
}

/** Breaches of WCAG 2.2 AA and of good practice that axe finds. Goes in through the
 * debugger: a script element would be refused by the page's policy. */
export async function axe(page) {
	// Not the moment before the application has drawn anything.
	await page.locator('main').first().waitFor();
	await page.locator('h1').first().waitFor();
	const debug = await page.context().newCDPSession(page);
	await debug.send('Runtime.evaluate', { expression: `${AXE};0` });
	const { result } = await debug.send('Runtime.evaluate', {
		expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
			.then((r) => JSON.stringify(r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', '))))`,
		awaitPromise: true,
		returnByValue: true,
	});
	await debug.detach();
	return JSON.parse(result.value);
}

/** How many pixels the page is wider than the window. */
export function overflow(page) {
	return page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
}

/** What the unit answers to the page's session. */
export function ask(page, path, method = 'GET', body = undefined, type = 'application/json') {
	return page.evaluate(
		async ([p, m, b, t]) => {
			const session = m === 'GET' ? undefined : await (await fetch('/api/v1/session')).json();
			const headers = m === 'GET' ? {} : { 'Content-Type': t, 'X-CSRF-Token': session.csrf };
			const answer = await fetch(`/api/v1${p}`, { method: m, headers, body: b });
			const text = await answer.text();
			return { status: answer.status, body: text ? JSON.parse(text) : undefined };
		},
		[path, method, body, type],
	);
}

/** On a task, where the role needs one. */
async function withTask(page) {
	const { body: session } = await ask(page, '/session');
	if (session.task_for.length === 0) return;
	const { body: law } = await ask(page, '/profile');
	const purpose = law.profile.purposes.find((one) => one.roles.includes(session.user.role));
	const task = {
		purpose: purpose.name,
		justification: 'As the walk in the browser says.',
		case: 'UT 26/418',
		...(purpose.offence && { offence: law.profile.offences[0].name, air_link: true }),
	};
	await ask(page, '/task', 'POST', JSON.stringify(task));
	await page.reload();
	await page.waitForSelector('.shell');
}

export async function signIn(page, address, user, password) {
	await page.goto(address);
	await page.getByLabel(/User name|اسم المستخدم/).fill(user);
	await page.locator('input[type=password]').fill(password);
	await page.keyboard.press('Enter');
	await page.waitForSelector('.shell');
	await withTask(page);
}

/** The code of an authenticator now (RFC 6238). */
export function totp(secret) {
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = [...secret].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
	const mac = createHmac('sha1', key).update(counter).digest();
	const code = (mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000;
	return String(code).padStart(6, '0');
}

/** Begins a task as the role's first purpose has it, by keyboard. */
export async function beginTask(page) {
	await page.getByRole('region', { name: 'Your task' }).getByRole('button').first().click();
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel('Why').waitFor();
	const link = sheet.getByRole('checkbox');
	if (await link.count()) await link.check();
	await sheet.getByLabel('Why').fill('As the walk in the browser says.');
	await sheet.getByLabel('Case').fill('UT 26/418');
	await page.keyboard.press('Enter');
	await sheet.waitFor({ state: 'detached' });
}

/** Until a page has what it reads: no line that says it is loading. */
export async function settled(page) {
	await page.waitForSelector('main h1');
	await page.waitForFunction(() => !document.querySelector('.loading'));
	await page.waitForTimeout(250);
}
