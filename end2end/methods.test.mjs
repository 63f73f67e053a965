/**
 * Every way to pay, on a phone: by keyboard alone and without scripts, then each of the results that a bank's page can end with.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { bankOf, paymentIn } from './support/bank.mjs';
import { calm, overflow } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { ADDRESS_BANKS, FORM_BANKS } from './support/forms.mjs';
import { Keyboard, Mouse } from './support/hands.mjs';
import { CARD, arrive, choose, toBank, toCheck, useCard } from './support/paying.mjs';
import { anotherTrip, payLink, staffOf, traveller } from './support/stage.mjs';

const PHONE = { width: 390 };

/** A house with a client in it, and a phone to pay with. */
function street(env) {
    const found = here({
        env,
        async prepare(at) {
            at.staff = await staffOf(at.house);
            at.person = await traveller(at.house, at.staff);
        },
    });
    found.trip = (facts) => anotherTrip(found.staff, found.person.client, facts);
    found.phone = (look = {}) => found.window({ ...PHONE, session: found.person.own.session, ...look });
    return found;
}

/** The page fits the phone and breaks no rule. */
async function fits(page, where) {
    assert.deepEqual(await overflow(page), [], where);
    await assertAccessible(page, where);
}

/** From the page that says no to the bank's page again: by its button, or from the start where the order has ended. */
async function toAnotherTry(hand, bank) {
    const same = hand.page.getByRole('link', { name: /^(Essayer une autre carte|Reprendre sur la page de la banque)$/ });
    if (await same.count()) {
        await Promise.all([hand.page.waitForURL(`${bank}/pay/**`), same.click()]);
        return;
    }
    await hand.follow('Recommencer le paiement');
    await choose(hand);
    await toBank(hand, bank);
}

for (const [name, env] of Object.entries({ ...ADDRESS_BANKS, ...FORM_BANKS })) {
    describe(name, () => {
        const at = street(env);

        test('by keyboard alone, without scripts', async () => {
            const trip = await at.trip();
            const { page, complaints, context } = await at.phone({ scripts: false });
            const hand = new Keyboard(page);
            await page.goto(`/trips/${trip}/pay`);
            await choose(hand, false);
            await hand.press(/^Payer/);
            if (name in FORM_BANKS) {
                await arrive(page, 'Vous allez sur la page de la banque', false);
                await hand.press('Continuer vers la banque');
            }
            await page.waitForURL(`${at.house.bank}/pay/**`);
            const payment = paymentIn(page.url());
            await useCard(hand, CARD.threeDs);
            await page.waitForURL('**/3ds');
            await hand.press('Confirmer');
            await arrive(page, /^Paiement reçu/, false);
            assert.equal((await bankOf(at.house).payment(payment)).captures.length, 1);
            calm(complaints, 'the way without scripts');
            await context.close();
        });

        /** A payment that ends somehow, and what can be done then. */
        function result(title, story, next = async () => {}) {
            test(`result: ${title}`, async () => {
                const trip = await at.trip();
                const { page, complaints, context } = await at.phone();
                const hand = new Mouse(page);
                await toCheck(hand, trip);
                const payment = await toBank(hand, at.house.bank);
                await story({ trip, payment, hand, page, bank: bankOf(at.house) });
                await arrive(page, title);
                await fits(page, String(title));
                await next({ hand, page });
                calm(complaints, String(title));
                await context.close();
            });
        }

        async function anotherTry({ hand, page }) {
            await toAnotherTry(hand, at.house.bank);
            await useCard(hand, CARD.ok);
            await arrive(page, /^Paiement reçu/);
        }

        result(/^Paiement reçu/, async ({ hand, page }) => {
            // Refused once, then paid on the same page of the bank.
            await useCard(hand, CARD.noFunds);
            await page.getByRole('alert').waitFor();
            await useCard(hand, CARD.ok);
        });

        result('Le paiement n’a pas été accepté', async ({ hand, page }) => {
            for (const card of [CARD.noFunds, CARD.lost, CARD.noFunds]) {
                await useCard(hand, card);
                await page.getByRole('alert').waitFor();
            }
            await useCard(hand, CARD.noFunds);
            await hand.follow('Revenir chez le marchand');
        }, async (left) => {
            // Only a bank that can be asked, and whose page is closed, lets us say that nothing was taken.
            assert.equal(await left.page.getByText('Rien n’a été prélevé.').count(), ['monetico', 'up2pay'].includes(name) ? 0 : 1);
            await anotherTry(left);
        });

        result('Le paiement n’a pas été fait', ({ hand }) => hand.press('Annuler et revenir chez le marchand'), anotherTry);

        // A bank that is reached by a form tells nothing of a check that nobody has answered yet.
        if (name in ADDRESS_BANKS) {
            result('Votre paiement est en cours', async ({ trip, hand, page }) => {
                await useCard(hand, CARD.threeDs);
                await page.waitForURL('**/3ds');
                // Back to the trip without an answer.
                await page.goto(`/trips/${trip}`);
                await hand.follow('Suivre ce paiement');
            });
        }

        result('Nous vérifions votre paiement', async ({ hand, payment, bank }) => {
            const { reference } = await bank.payment(payment);
            for (const scope of [payment, reference]) await bank.behave(scope, { notify: 'never', fetch: 'error' });
            await useCard(hand, CARD.ok);
        });
    });
}

describe('several ways', () => {
    const at = street((bank) => ({
        ...ADDRESS_BANKS.stripe(bank),
        ALTIPORT_PAYMENTS__WAYS: '[{gateway="sandbox",method="card"},{gateway="stripe",method="twint"}]',
    }));

    test('a refused card, then the same amount by TWINT without typing anything', async () => {
        const trip = await at.trip({ entity: 'ch' });
        const { page, complaints, context } = await at.phone();
        const hand = new Mouse(page);
        await page.goto(`/trips/${trip}/pay`);
        await arrive(page, 'Combien voulez-vous payer ?');
        await hand.press('Continuer');
        await arrive(page, 'Comment voulez-vous payer ?');
        await fits(page, 'the ways');
        await hand.press('Continuer');
        await arrive(page, 'Vérifiez avant de payer');
        await toBank(hand, at.house.bank);
        await useCard(hand, CARD.noFunds);
        await page.getByRole('alert').waitFor();
        await hand.press('Annuler et revenir chez le marchand');
        await arrive(page, /^Le paiement n’a pas été/);
        await fits(page, 'refused');
        await Promise.all([page.waitForURL(`${at.house.bank}/pay/**`), hand.press(/^Payer par\s: TWINT$/)]);
        await page.getByText(/1\s200,00\sCHF/).first().waitFor();
        await useCard(hand, CARD.ok);
        await arrive(page, /^Paiement reçu\s: 1\s200,00\sCHF$/);
        calm(complaints, 'from one way to another');
        await context.close();
    });
});

describe('without a card of one’s own account', () => {
    const at = street();

    test('by transfer, by keyboard alone, without scripts: account, amount, reference and the Swiss slip', async () => {
        const trip = await at.trip({ entity: 'ch' });
        const { page, complaints, context } = await at.phone({ scripts: false });
        const hand = new Keyboard(page);
        await page.goto(`/trips/${trip}/pay`);
        await arrive(page, 'Combien voulez-vous payer ?', false);
        await hand.press('Continuer');
        await arrive(page, 'Comment voulez-vous payer ?', false);
        await hand.follow('Payer par virement');
        await arrive(page, 'Payer par virement', false);
        const text = await page.locator('main').innerText();
        for (const said of [/1\s200,00\sCHF/, /CH\d{2}( \w{1,4}){5}/, /\d{2}( \d{5}){5}|RF\d{2}/]) assert.match(text, said);
        assert.deepEqual(await overflow(page), [], 'transfer');
        const [download] = await Promise.all([page.waitForEvent('download'), hand.follow('Télécharger la QR-facture (PDF)')]);
        assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), '%PDF-');
        calm(complaints, 'the way to a transfer');
        await context.close();
    });

    test('by a link, by keyboard alone, without scripts and without an account', async () => {
        const link = await payLink(at.staff, await at.trip());
        const { page, complaints, context } = await at.phone({ scripts: false, session: undefined });
        const hand = new Keyboard(page);
        await page.goto(link);
        await arrive(page, /^Payer 1\s200,00/, false);
        assert.deepEqual(await overflow(page), [], 'link');
        await toBank(hand, at.house.bank);
        await useCard(hand, CARD.ok);
        await arrive(page, /^Paiement reçu/, false);
        calm(complaints, 'the way by a link');
        await context.close();
    });
});
