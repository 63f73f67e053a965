/**
 * What the tests of one file share: a house and a browser, opened before the first test and closed after the last.
 */

import { after, before } from 'node:test';
import { openBrowser, openWindow } from './browser.mjs';
import { checkBooks, openHouse } from './house.mjs';

/**
 * @param {{ env?: Parameters<typeof openHouse>[0]['env'], prepare?: (here: Here) => Promise<void> }} [wishes]
 * @typedef {object} Here
 * @property {import('./house.mjs').House} house
 * @property {import('playwright-core').Browser} browser
 * @property {(look?: import('./browser.mjs').Look) => ReturnType<typeof openWindow>} window Opens a window; it is closed with the file.
 */
export function here({ env, prepare } = {}) {
    const found = { window: (look) => openWindow(found.browser, found.house.url, look) };
    before(async () => {
        // Both are kept whatever becomes of the other, so that both are closed.
        await all([openHouse({ env }).then((house) => { found.house = house; }), openBrowser().then((browser) => { found.browser = browser; })]);
        await prepare?.(found);
    });
    after(async () => {
        await found.browser?.close();
        try {
            // Whatever the tests did, no cent may be lost.
            if (found.house) await checkBooks(found.house);
        } finally {
            await found.house?.close();
        }
    });
    return found;
}

/** Waits for all of them, then fails if one did. */
async function all(promises) {
    for (const { reason } of await Promise.allSettled(promises)) {
        if (reason) throw reason;
    }
}
