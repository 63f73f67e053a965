/**
 * Chromium, and the windows that people of the tests look through.
 *
 * Whatever a page complains about on its console is remembered; `calm` fails a test over it.
 */

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const FLAGS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** How long anything may take that a person waits for. */
const PATIENCE = 15_000;

/** @returns {Promise<import('playwright-core').Browser>} */
export function openBrowser() {
    return chromium.launch({ executablePath: process.env.ALTIPORT_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/**
 * @typedef {object} Look How somebody looks at the site.
 * @property {boolean} [scripts] Whether scripts run.
 * @property {number} [width] Of the window, in pixels.
 * @property {boolean} [dark] Whether the device is set to dark.
 * @property {'fr' | 'en'} [locale]
 * @property {string} [session] Token of somebody who is signed in already.
 */

/**
 * A window of its own: no cookie is shared with another.
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin
 * @param {Look} [look]
 */
export async function openWindow(browser, origin, { scripts = true, width = 1280, dark = false, locale = 'fr', session } = {}) {
    const context = await browser.newContext({
        baseURL: origin,
        javaScriptEnabled: scripts,
        viewport: { width, height: width < 600 ? 844 : 900 },
        colorScheme: dark ? 'dark' : 'light',
        locale,
        reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE);
    await setCookie(context, origin, 'lang', locale);
    if (session) await setCookie(context, origin, '__Host-session', session);
    const page = await context.newPage();
    return { context, page, complaints: listen(page, scripts) };
}

/**
 * Sets a cookie as the site would.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} origin
 */
export function setCookie(context, origin, name, value) {
    // Chromium takes secure cookies of the loopback address for plain pages too, but only over https when they are set by hand.
    return context.addCookies([{ name, value, url: origin.replace('http:', 'https:'), secure: true, sameSite: 'Lax', httpOnly: name.startsWith('__Host-') }]);
}

/**
 * What the page complains about from now on.
 * @param {import('playwright-core').Page} page
 * @param {boolean} [scripts] whether they run
 * @returns {string[]}
 */
export function listen(page, scripts = true) {
    const complaints = [];
    // What scripts would have used is fetched early for nothing where they do not run.
    const idle = (text) => !scripts && /was preloaded using link preload but not used/.test(text);
    page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !idle(message.text())) complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    return complaints;
}

/**
 * Fails over complaints. A refused page (404, 422) is logged by the browser itself: such lines are no complaint of the page when `refused`.
 * @param {string[]} complaints
 * @param {string} where
 * @param {{ refused?: boolean }} [more]
 */
export function calm(complaints, where, { refused = false } = {}) {
    const left = complaints.filter((line) => !(refused && /the server responded with a status of 4\d\d/.test(line)));
    complaints.length = 0;
    assert.deepEqual(left, [], where);
}

/**
 * Goes to an address and waits until scripts have taken over.
 * @param {import('playwright-core').Page} page
 */
export async function visit(page, path) {
    const answer = await page.goto(path);
    await hydrated(page);
    return answer;
}

/** @param {import('playwright-core').Page} page */
export function hydrated(page) {
    return page.locator('html[data-hydrated=true]').waitFor({ state: 'attached' });
}

/**
 * Whether anything makes the page scroll sideways; names what sticks out.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export function overflow(page) {
    return page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        const inner = (element) => {
            for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
                if (getComputedStyle(up).overflowX !== 'visible') return true;
            }
            return false;
        };
        const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > room + 1 && !inner(element));
        return [`${document.documentElement.scrollWidth} px in ${room}`, ...wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className} ${Math.round(element.getBoundingClientRect().right)}`)];
    });
}
