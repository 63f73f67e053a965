/**
 * Every page of both sides: once plain, once hydrated, in both languages, light and dark, on a phone and on a desk.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './support/axe.mjs';
import { calm, listen, openWindow, overflow, setCookie, visit } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { places } from './support/places.mjs';
import { routesOf } from './support/routes.mjs';

let all;
const at = here({ async prepare({ house, browser }) { all = await places(house, browser); } });

const AGENCY = 'Altaïr Voyages';

/** Opens each place of a side in turn; says which of them failed and how, all at once. */
async function each(side, look, visitPlace) {
    const failed = [];
    const windows = new Map();
    for (const place of all[side]) {
        const whose = place.session ?? 'nobody';
        if (!windows.has(whose)) windows.set(whose, await openWindow(at.browser, at.house.url, { ...look, session: place.session }));
        const { context } = windows.get(whose);
        const page = await context.newPage();
        const complaints = listen(page, look.scripts);
        try {
            await visitPlace(page, place, complaints);
        } catch (error) {
            failed.push(`${place.path}: ${error.message}`);
        }
        await page.close();
    }
    for (const { context } of windows.values()) await context.close();
    assert.ok(failed.length === 0, `${failed.length} of ${all[side].length} pages:\n${failed.join('\n\n')}`);
}

/** What holds for every page, whether scripts run or not. */
async function assertWhole(page, answer, place, locale) {
    assert.equal(answer.status(), place.status ?? 200, 'status');
    assert.equal(new URL(page.url()).pathname, place.path.split('?')[0], 'address');
    assert.equal(await page.locator('html').getAttribute('lang'), locale, 'language');
    assert.equal(await page.locator('h1').count(), 1, 'one H1');
    assert.ok((await page.locator('h1').innerText()).trim(), 'the H1 says something');
    const title = await page.title();
    assert.match(title, new RegExp(`^.+ — (.+ — )*${AGENCY}$`), 'title');
    assert.equal(await page.locator('main').count(), 1, 'one main part');
    const first = page.locator('a').first();
    assert.match(await first.innerText(), /Aller au contenu|Skip to content/, 'the first link skips to the content');
    assert.equal(await page.locator(await first.getAttribute('href')).count(), 1, 'the skip link has a target');
    const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id));
    assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), [], 'ids that stand twice');
    const body = await page.locator('body').innerText();
    assert.doesNotMatch(body, /\bundefined\b|\bNaN\b|\{\w+\}/, 'a text with a hole');
}

for (const side of ['portal', 'office']) {
    test(`${side}: no page is forgotten here`, async () => {
        const routes = await routesOf(side);
        assert.ok(routes.length > 5);
        assert.deepEqual(routes.filter((route) => !all[side].some((place) => place.route === route)), []);
    });

    for (const locale of ['fr', 'en']) {
        test(`${side}: every page is whole without scripts, in ${locale}`, () => each(side, { scripts: false, locale }, async (page, place, complaints) => {
            const answer = await page.goto(place.path);
            await assertWhole(page, answer, place, locale);
            calm(complaints, 'complaints', { refused: place.status });
        }));

        test(`${side}: every page hydrates without a complaint, in ${locale}`, () => each(side, { locale }, async (page, place, complaints) => {
            const answer = await page.goto(place.path);
            const served = await page.title();
            await page.locator('html[data-hydrated=true]').waitFor({ state: 'attached' });
            await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); }));
            await assertWhole(page, answer, place, locale);
            assert.equal(await page.title(), served, 'scripts keep the title');
            calm(complaints, 'complaints', { refused: place.status });
        }));
    }

    for (const width of [390, 1280]) {
        for (const dark of [false, true]) {
            test(`${side}: axe finds nothing, ${dark ? 'dark' : 'light'}, ${width} px`, () => each(side, { width, dark }, async (page, place) => {
                await visit(page, place.path);
                assert.deepEqual(await violations(page), []);
            }));
        }
    }

    test(`${side}: nothing scrolls sideways at 320 px`, () => each(side, { width: 320 }, async (page, place) => {
        await visit(page, place.path);
        assert.deepEqual(await overflow(page), []);
    }));

    test(`${side}: every target is large enough`, () => each(side, { width: 390 }, async (page, place) => {
        await visit(page, place.path);
        // WCAG 2.5.8: 24 px, but for links inside a sentence; the portal promises 44 px for buttons.
        const least = side === 'portal' ? 44 : 24;
        const small = await page.locator('button:not([aria-hidden]):visible, a.pf-v6-c-button:visible, summary:visible, select:visible, input:not([type=radio], [type=checkbox], [type=hidden]):visible').evaluateAll((targets, wanted) => targets
            .map((target) => [target, (target.closest('.pf-v6-c-form-control') ?? target).getBoundingClientRect()])
            .filter(([target, { width, height }]) => width > 1 && (height < (target.classList.contains('pf-m-link') ? 24 : wanted) - 0.5 || width < 24))
            .map(([target, { width, height }]) => `${target.outerHTML.slice(0, 90)} ${Math.round(width)}×${Math.round(height)}`), least);
        assert.deepEqual(small, []);
    }));

    test(`${side}: the chosen colours win over the device’s`, async () => {
        const place = all[side].find(({ session, path }) => session && ['/', '/office'].includes(path));
        const background = async (look, theme) => {
            const { page, context } = await at.window({ ...look, session: place.session });
            await setCookie(context, at.house.url, 'theme', theme);
            await visit(page, place.path);
            const colour = await page.evaluate(() => [document.body, document.documentElement, document.querySelector('main')].map((element) => getComputedStyle(element).backgroundColor + getComputedStyle(element).color).join());
            assert.deepEqual(await violations(page), [], `${theme} on a ${look.dark ? 'dark' : 'light'} device`);
            await context.close();
            return colour;
        };
        const light = await background({ dark: false }, 'light');
        const dark = await background({ dark: true }, 'dark');
        assert.notEqual(light, dark);
        assert.equal(await background({ dark: true }, 'light'), light);
        assert.equal(await background({ dark: false }, 'dark'), dark);
        assert.equal(await background({ dark: true }, 'auto'), dark);
    });
}
