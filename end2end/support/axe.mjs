/**
 * Automatic accessibility checks: axe-core, the WCAG 2.0 to 2.2 rules of levels A and AA.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const SOURCE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/**
 * What breaks a rule on the page as it stands, one line each.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
    // Colours are judged where they end, not half-way through a transition.
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
    if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(SOURCE);
    const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), TAGS);
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')}`));
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} where what the page is, for the message
 */
export async function assertAccessible(page, where) {
    assert.deepEqual(await violations(page), [], where);
}
