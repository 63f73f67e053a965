/**
 * What a traveller sees when a payment does not go as planned. Whatever happens, there is one capture at the bank and one receipt.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bankOf, paymentIn } from './support/bank.mjs';
import { calm, visit } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { Mouse } from './support/hands.mjs';
import { CARD, arrive, choose, toBank, toCheck, useCard } from './support/paying.mjs';
import { anotherTrip, staffOf, traveller } from './support/stage.mjs';
import { fieldsOf } from './support/wire.mjs';

let staff;
let person;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house);
        person = await traveller(house, staff);
    },
});

/** A trip to pay for and a window of its traveller; ends with one capture and one receipt, else the test fails. */
function payment(name, story) {
    test(name, async () => {
        const bank = bankOf(at.house);
        const trip = await anotherTrip(staff, person.client);
        const before = await bank.totals();
        const window = await at.window({ session: person.own.session });
        await story({ trip, bank, before, ...window, hand: new Mouse(window.page) });
        calm(window.complaints, name);
        const after = await bank.totals();
        assert.equal(after.captures - before.captures, 1, 'captures at the bank');
        const page = await receiptPage(trip);
        assert.equal(new Set(page.match(/\/receipts\/\w+/g)).size, 1, 'receipts');
        await window.context.close();
    });
}

/** The payments page once the receipt is there: jobs make receipts, and their news comes by the event stream. */
async function receiptPage(trip) {
    const { page, context } = await at.window({ session: person.own.session });
    await visit(page, `/trips/${trip}/payments`);
    await page.locator('a[href^="/receipts/"]').first().waitFor();
    const html = await page.content();
    await context.close();
    return html;
}

payment('four declined cards lead to a page that says so and offers to start again', async ({ trip, hand, page }) => {
    await toCheck(hand, trip);
    await toBank(hand, at.house.bank);
    for (const card of [CARD.noFunds, CARD.lost, CARD.noFunds]) {
        await useCard(hand, card);
        await page.getByRole('alert').waitFor();
    }
    await useCard(hand, CARD.noFunds);
    await hand.follow('Revenir chez le marchand');
    await arrive(page, 'Le paiement n’a pas été accepté');
    await page.getByText('Rien n’a été prélevé.').waitFor();
    await hand.follow('Recommencer le paiement');
    await choose(hand);
    await toBank(hand, at.house.bank);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
});

payment('one declined card, then another on the same page of the bank', async ({ trip, hand, page }) => {
    await toCheck(hand, trip);
    await toBank(hand, at.house.bank);
    await useCard(hand, CARD.noFunds);
    await page.getByRole('alert').waitFor();
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
});

payment('a refused 3-D Secure check is a decline: nothing is taken, another try works', async ({ trip, hand, page }) => {
    await toCheck(hand, trip);
    await toBank(hand, at.house.bank);
    await useCard(hand, CARD.threeDs);
    await page.waitForURL('**/3ds');
    await hand.press('Refuser');
    await page.getByRole('alert').waitFor();
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
});

payment('an abandoned payment says that nothing was taken and can be made again', async ({ trip, hand, page }) => {
    await toCheck(hand, trip);
    await toBank(hand, at.house.bank);
    await hand.press('Annuler et revenir chez le marchand');
    await arrive(page, 'Le paiement n’a pas été fait');
    await page.getByText('Rien n’a été prélevé.').waitFor();
    await hand.follow('Recommencer le paiement');
    await choose(hand);
    await toBank(hand, at.house.bank);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
});

payment('a silent bank: we are checking, do not pay a second time; then paid, without a reload', async ({ trip, hand, page, bank }) => {
    await toCheck(hand, trip);
    const id = await toBank(hand, at.house.bank);
    await bank.behave(id, { notify: 'never', fetch: 'error' });
    await useCard(hand, CARD.ok);
    await arrive(page, 'Nous vérifions votre paiement');
    await page.getByText('Ne payez pas une seconde fois.').waitFor();
    const result = page.url();

    await visit(page, `/trips/${trip}`);
    await page.getByText('Un paiement est en cours').first().waitFor();
    assert.equal(await page.getByRole('link', { name: /^Payer/ }).count(), 0, 'a second payment is offered');

    await visit(page, result);
    await page.evaluate(() => { window.sameDocument = true; });
    await bank.behave(id, { fetch: 'normal' });
    await page.getByRole('heading', { level: 1, name: /^Paiement reçu/ }).waitFor({ timeout: 30_000 });
    assert.equal(await page.evaluate(() => window.sameDocument), true, 'the page was loaded again');
});

payment('a bank that never notifies: coming back is enough', async ({ trip, hand, page, bank }) => {
    await toCheck(hand, trip);
    await bank.behave(await toBank(hand, at.house.bank), { notify: 'never' });
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
});

payment('a bank that never notifies and a traveller who never comes back: the poller finds out', async ({ trip, hand, page, bank, context }) => {
    await toCheck(hand, trip);
    const id = await toBank(hand, at.house.bank);
    await bank.behave(id, { notify: 'never' });
    const watching = await context.newPage();
    await visit(watching, `/trips/${trip}`);
    await page.close();
    await bank.act(id, 'capture');
    await watching.getByText(/^Payé le/).first().waitFor({ timeout: 120_000 });
});

payment('fifty clicks on Pay make one payment', async ({ trip, hand, page, bank, before }) => {
    await toCheck(hand, trip);
    await Promise.all([
        page.waitForURL(`${at.house.bank}/pay/**`),
        hand.button(/^Payer/).evaluate((button) => { for (let click = 0; click < 50; click += 1) button.click(); }),
    ]);
    assert.equal((await bank.totals()).payments - before.payments, 1, 'payments opened');
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
});

payment('fifty posts at once, as without scripts, lead to one and the same page of the bank', async ({ trip, hand, page, bank, before }) => {
    await toCheck(hand, trip);
    const check = page.url().slice(at.house.url.length);
    const fields = fieldsOf((await person.own.get(check)).text, 'start_payment');
    const answers = await Promise.all(Array.from({ length: 50 }, () => person.own.post(check, 'start_payment', fields)));
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [303]);
    assert.equal(new Set(answers.map((answer) => answer.headers.location)).size, 1);
    assert.equal((await bank.totals()).payments - before.payments, 1, 'payments opened');
    await page.goto(answers[0].headers.location);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
});

payment('two tabs lead to the same payment, and the slower one is told', async ({ trip, hand, page, context }) => {
    const second = new Mouse(await context.newPage());
    await toCheck(hand, trip);
    await toCheck(second, trip);
    const [one, other] = [await toBank(hand, at.house.bank), await toBank(second, at.house.bank)];
    assert.equal(one, other);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
    await useCard(second, CARD.ok);
    await second.page.getByText('Ce paiement est déjà réglé.').waitFor();
    await second.follow('Revenir chez le marchand');
    await arrive(second.page, /^Paiement reçu/);
});

payment('a tab left open before paying cannot pay again afterwards', async ({ trip, hand, page, context, bank, before }) => {
    const stale = new Mouse(await context.newPage());
    await toCheck(stale, trip);
    await toCheck(hand, trip);
    await toBank(hand, at.house.bank);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
    await stale.press(/^Payer/);
    await arrive(stale.page, /^Déjà payé le/);
    assert.equal((await bank.totals()).payments - before.payments, 1, 'payments opened');
});

payment('reloading the bank’s page and the result changes nothing', async ({ trip, hand, page }) => {
    await toCheck(hand, trip);
    const id = await toBank(hand, at.house.bank);
    await page.reload();
    assert.equal(paymentIn(page.url()), id);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
    await page.reload();
    await arrive(page, /^Paiement reçu/);
});

payment('Back after paying says what was paid, and shows no form', async ({ trip, hand, page }) => {
    await toCheck(hand, trip);
    await toBank(hand, at.house.bank);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
    for (let steps = 0; !new URL(page.url()).pathname.endsWith('/pay/check'); steps += 1) {
        assert.ok(steps < 4, `Back led to ${page.url()}`);
        await page.goBack();
    }
    await arrive(page, /^Déjà payé le/);
    assert.equal(await hand.button(/^Payer/).count(), 0);
});
