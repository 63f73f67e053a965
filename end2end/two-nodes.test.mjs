/**
 * Two servers on one PostgreSQL database: what happens on one is seen on the other, and one may die.
 */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bankOf } from './support/bank.mjs';
import { openBrowser, openWindow, visit } from './support/browser.mjs';
import { Mouse } from './support/hands.mjs';
import { checkBooks, freePort, openHouse, start } from './support/house.mjs';
import { CARD, arrive, toBank, toCheck, useCard } from './support/paying.mjs';
import { openDatabase } from './support/postgres.mjs';
import { anotherTrip, staffOf, traveller } from './support/stage.mjs';

/** How soon the other node has to show it. */
const SOON = 2000;

let database;
let house;
let browser;
let second;
let staff;
let person;

before(async () => {
    database = await openDatabase();
    browser = await openBrowser();
    house = await openHouse({ env: { ALTIPORT_DATABASE: database.url } });
    const port = await freePort();
    const node = await start(['serve'], { ...house.env, ALTIPORT_LISTEN: `127.0.0.1:${port}` });
    second = { ...node, url: `http://127.0.0.1:${port}` };
    staff = await staffOf(house);
    person = await traveller(house, staff);
});

after(async () => {
    await browser?.close();
    try {
        if (house) await checkBooks(house);
    } finally {
        await second?.end();
        await house?.close();
        await database?.close();
    }
});

async function sellerOnSecond(trip) {
    const window = await openWindow(browser, second.url, { session: staff.session });
    await visit(window.page, `/office/trips/${trip}`);
    return window;
}

test('a session opened on one node is known on the other', async () => {
    const { page, context } = await openWindow(browser, second.url, { session: staff.session });
    await visit(page, '/office');
    await page.getByRole('heading', { level: 1, name: /^Bonjour/ }).waitFor();
    await context.close();
});

test('a payment on node A shows on the seller’s page open on node B within two seconds', async () => {
    const trip = await anotherTrip(staff, person.client);
    const office = await sellerOnSecond(trip);
    const portal = await openWindow(browser, house.url, { session: person.own.session });
    const hand = new Mouse(portal.page);
    await toCheck(hand, trip);
    await toBank(hand, house.bank);
    await hand.tick(CARD.ok);
    const news = office.page.getByText('Paiement reçu').first();
    assert.equal(await news.count(), 0);
    const paid = Date.now();
    await Promise.all([
        news.waitFor().then(() => assert.ok(Date.now() - paid <= SOON, `after ${Date.now() - paid} ms`)),
        hand.press(/^Payer/),
    ]);
    await arrive(portal.page, /^Paiement reçu/);
    await Promise.all([office.context.close(), portal.context.close()]);
});

test('the node that opened the payment dies: the other one settles it', async () => {
    const trip = await anotherTrip(staff, person.client);
    const office = await sellerOnSecond(trip);
    const portal = await openWindow(browser, house.url, { session: person.own.session });
    const hand = new Mouse(portal.page);
    await toCheck(hand, trip);
    const payment = await toBank(hand, house.bank);
    process.kill(house.pid, 'SIGKILL');
    await bankOf(house).act(payment, 'capture');
    await office.page.getByText('Paiement reçu').first().waitFor({ timeout: 150_000 });

    const survivor = await openWindow(browser, second.url, { session: person.own.session });
    await visit(survivor.page, `/trips/${trip}/payments`);
    await survivor.page.getByText(/^Payé le/).first().waitFor();
    assert.equal((await bankOf(house).payment(payment)).captures.length, 1);
    await Promise.all([office, portal, survivor].map(({ context }) => context.close()));
});
