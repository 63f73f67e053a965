/**
 * How a refused form must look, with and without scripts.
 */

import assert from 'node:assert/strict';

/**
 * The summary stands first and has the focus, the title says so, the same sentence stands at the field, the summary's link leads there.
 * @param {import('playwright-core').Page} page
 * @param {{ label: string, says: string | RegExp }} wanted
 * @param {boolean} scripts
 */
export async function assertRefused(page, { label, says }, scripts) {
    const summary = page.locator('.ui-error-summary');
    await summary.waitFor();
    assert.match(await page.title(), /^Erreur\s?: /);
    assert.equal(await summary.evaluate((element) => element === document.activeElement), true, 'the summary has the focus');
    const field = page.getByLabel(label, { exact: true }).first();
    assert.equal(await field.getAttribute('aria-invalid'), 'true', `${label} is marked`);
    const described = (await field.getAttribute('aria-describedby') ?? '').split(' ');
    const inline = (await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).innerText()))).join(' ');
    const link = summary.getByRole('link', { name: says }).first();
    const sentence = (await link.innerText()).trim();
    assert.ok(inline.includes(sentence), `“${sentence}” stands at the field: ${inline}`);
    if (scripts) {
        await link.click();
        assert.equal(await field.evaluate((element) => element === document.activeElement), true, 'the link leads to the field');
    } else {
        assert.equal(await link.getAttribute('href'), `#${await field.getAttribute('id')}`);
    }
}
