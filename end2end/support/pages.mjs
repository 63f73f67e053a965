/**
 * What holds for every page of a side: once plain, once hydrated, in both languages, light and dark, on a phone and on a desk.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './axe.mjs';
import { calm, listen, openWindow, overflow, setCookie, visit } from './browser.mjs';
import { here } from './file.mjs';
import { places } from './places.mjs';
import { routesOf } from './routes.mjs';

const AGENCY = 'Altaïr Voyages';

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

/**
 * Buttons and fields that a finger or an unsteady hand would miss.
 *
 * WCAG 2.5.8: 24 px, but for links inside a sentence; the portal promises 44 px for buttons.
 */
function tooSmall(page, least) {
    const targets = page.locator('button:not([aria-hidden]):visible, a.pf-v6-c-button:visible, summary:visible, select:visible, input:not([type=radio], [type=checkbox], [type=hidden]):visible');
    return targets.evaluateAll((found, wanted) => found
        .map((target) => [target, (target.closest('.pf-v6-c-form-control') ?? target).getBoundingClientRect()])
        .filter(([target, { width, height }]) => width > 1 && (height < (target.classList.contains('pf-m-link') ? 24 : wanted) - 0.5 || width < 24))
        .map(([target, { width, height }]) => `${target.outerHTML.slice(0, 90)} ${Math.round(width)}×${Math.round(height)}`), least);
}

/**
 * The tests of every page of a side.
 * @param {'portal' | 'office'} side
 */
export function everyPage(side) {
    let all;
    const at = here({ async prepare({ house, browser }) { all = (await places(house, browser))[side]; } });

    /** Opens each place in turn; says which of them failed and how, all at once. */
    async function each(look, visitPlace) {
        const failed = [];
        const windows = new Map();
        for (const place of all) {
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
        assert.ok(failed.length === 0, `${failed.length} of ${all.length} pages:\n${failed.join('\n\n')}`);
    }

    test(`${side}: no page is forgotten here`, async () => {
        const routes = await routesOf(side);
        assert.ok(routes.length > 5);
        assert.deepEqual(routes.filter((route) => !all.some((place) => place.route === route)), []);
    });

    for (const locale of ['fr', 'en']) {
        test(`${side}: every page is whole without scripts, in ${locale}`, () => each({ scripts: false, locale }, async (page, place, complaints) => {
            const answer = await page.goto(place.path);
            await assertWhole(page, answer, place, locale);
            calm(complaints, 'complaints', { refused: place.status });
        }));

        test(`${side}: every page hydrates without a complaint, in ${locale}`, () => each({ locale }, async (page, place, complaints) => {
            const answer = await page.goto(place.path);
            const served = await page.title();
            await page.locator('html[data-hydrated=true]').waitFor({ state: 'attached' });
            await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); }));
            await assertWhole(page, answer, place, locale);
            assert.equal(await page.title(), served, 'scripts keep the title');
            calm(complaints, 'complaints', { refused: place.status });
        }));
    }

    // A page is drawn by style sheets alone whatever the window and the device, so one visit shows them all.
    test(`${side}: every page fits: axe finds nothing, light and dark, 390 and 1280 px; targets are large; nothing sticks out at 320 px`, () => each({ width: 390 }, async (page, place) => {
        await visit(page, place.path);
        assert.deepEqual(await tooSmall(page, side === 'portal' ? 44 : 24), [], 'small targets');
        for (const width of [390, 1280]) {
            await page.setViewportSize({ width, height: 900 });
            for (const colorScheme of ['light', 'dark']) {
                await page.emulateMedia({ colorScheme });
                assert.deepEqual(await violations(page), [], `axe, ${colorScheme}, ${width} px`);
            }
        }
        await page.setViewportSize({ width: 320, height: 900 });
        assert.deepEqual(await overflow(page), [], 'sideways at 320 px');
    }));

    test(`${side}: the chosen colours win over the device’s`, async () => {
        const place = all.find(({ session, path }) => session && ['/', '/office'].includes(path));
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
