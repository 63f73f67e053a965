/**
 * Takes the pictures of the README: main pages on a desk and on a phone, light and dark, as WebP of at most 200 kB each.
 *
 * `npm run pictures` writes them into `pictures/`. Chromium does the compressing, so nothing else needs to be installed.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser, openWindow, visit } from './support/browser.mjs';
import { openHouse } from './support/house.mjs';
import { accountOf } from './support/stage.mjs';
import { Wire } from './support/wire.mjs';

const FOLDER = fileURLToPath(new URL('pictures/', import.meta.url));
const MOST = 200_000;

/** A PNG as WebP of at most [`MOST`] bytes: the best quality that fits. */
async function compress(page, png) {
    for (const quality of [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]) {
        const data = await page.evaluate(async ({ source, quality }) => {
            const picture = Object.assign(new Image(), { src: `data:image/png;base64,${source}` });
            await picture.decode();
            const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
            canvas.getContext('2d').drawImage(picture, 0, 0);
            return canvas.toDataURL('image/webp', quality).split(',')[1];
        }, { source: png.toString('base64'), quality });
        const webp = Buffer.from(data, 'base64');
        if (webp.length <= MOST) return webp;
    }
    throw new Error(`a picture of ${png.length} bytes cannot be made small enough`);
}

const [house, browser] = await Promise.all([openHouse(), openBrowser()]);
try {
    const client = await new Wire(house.url).signIn(accountOf(house, 'traveller'), 'portal');
    const staff = await new Wire(house.url).signIn(accountOf(house, 'manager'), 'office');
    const trip = /\/trips\/trip_\w+/.exec((await client.get('/')).text)[0];
    const shots = [
        ['sign-in', '/sign-in'],
        ['my-trips', '/', client],
        ['trip', trip, client],
        ['payments', `${trip}/payments`, client],
        ['pay', `${trip}/pay`, client],
        ['office', '/office', staff],
        ['office-trips', '/office/trips', staff],
        ['office-trip', `/office${trip}`, staff],
        ['office-edit', `/office${trip}/edit`, staff],
    ];
    await mkdir(FOLDER, { recursive: true });
    const darkroom = await browser.newPage();
    for (const width of [1280, 390]) {
        for (const dark of [false, true]) {
            for (const [name, path, whose] of shots) {
                const { page, context } = await openWindow(browser, house.url, { width, dark, locale: 'en', session: whose?.session });
                await visit(page, path);
                await page.evaluate(() => Promise.all([document.fonts.ready, ...[...document.images].filter((image) => image.loading !== 'lazy').map((image) => image.decode().catch(() => {}))]));
                const webp = await compress(darkroom, await page.screenshot());
                await writeFile(join(FOLDER, `${name}-${width}-${dark ? 'dark' : 'light'}.webp`), webp);
                await context.close();
            }
        }
    }
} finally {
    await browser.close();
    await house.close();
}
