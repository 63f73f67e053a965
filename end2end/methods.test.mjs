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

/** The page fits the phone and breaks no rule. */
async function fits(page, where) {
    assert.deepEqual(await overflow(page), [], where);
    await assertAccessible(page, where);
}

for (const [name, env] of Object.entries({ ...ADDRESS_BANKS, ...FORM_BANKS })) {
    describe(name, () => {
        let staff;
        let person;
        const byForm = name in FORM_BANKS;

        const at = here({
            env,
            async prepare({ house }) {
                staff = await staffOf(house);
                person = await traveller(house, staff);
            },
        });

        test('by keyboard alone, without scripts', async () => {
            const trip = await anotherTrip(staff, person.client);
            const { page, complaints, context } = await at.window({ ...PHONE, session: person.own.session, scripts: false });
            const hand = new Keyboard(page);
            await page.goto(`/trips/${trip}/pay`);
            await choose(hand, false);
            await hand.press(/^Payer/);
            if (byForm) {
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

        /** A payment that ends somehow, seen on a phone. */
        function result(title, story) {
            test(`result: ${title}`, async () => {
                const trip = await anotherTrip(staff, person.client);
                const { page, complaints, context } = await at.window({ ...PHONE, session: person.own.session });
                const hand = new Mouse(page);
                await toCheck(hand, trip);
                const payment = await toBank(hand, at.house.bank);
                await story({ trip, payment, hand, page, bank: bankOf(at.house) });
                await arrive(page, title);
                if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${String(title).replace(/\W/g, '')}.png`, fullPage: true });
                await fits(page, String(title));
                calm(complaints, String(title));
                await context.close();
            });
        }

        result(/^Paiement reçu/, ({ hand }) => useCard(hand, CARD.ok));

        result('Le paiement n’a pas été accepté', async ({ hand, page }) => {
            for (const card of [CARD.noFunds, CARD.lost, CARD.noFunds]) {
                await useCard(hand, card);
                await page.getByRole('alert').waitFor();
            }
            await useCard(hand, CARD.noFunds);
            await hand.follow('Revenir chez le marchand');
        });

        result('Le paiement n’a pas été fait', ({ hand }) => hand.press('Annuler et revenir chez le marchand'));

        result('Votre paiement est en cours', async ({ trip, hand, page }) => {
            await useCard(hand, CARD.threeDs);
            await page.waitForURL('**/3ds');
            // Back to the trip without an answer.
            await page.goto(`/trips/${trip}`);
            await hand.follow('Suivre ce paiement');
        });

        result('Nous vérifions votre paiement', async ({ hand, payment, bank }) => {
            const { reference } = await bank.payment(payment);
            for (const scope of [payment, reference]) await bank.behave(scope, { notify: 'never', fetch: 'error' });
            await useCard(hand, CARD.ok);
        });
    });
}

describe('without a card of one’s own account', () => {
    let staff;
    let person;

    const at = here({
        async prepare({ house }) {
            staff = await staffOf(house);
            person = await traveller(house, staff);
        },
    });

    test('by transfer, by keyboard alone, without scripts: account, amount, reference and the Swiss slip', async () => {
        const trip = await anotherTrip(staff, person.client, { entity: 'ch' });
        const { page, complaints, context } = await at.window({ ...PHONE, session: person.own.session, scripts: false });
        const hand = new Keyboard(page);
        await page.goto(`/trips/${trip}/pay`);
        await arrive(page, 'Combien voulez-vous payer ?', false);
        await hand.press('Continuer');
        await arrive(page, 'Comment voulez-vous payer ?', false);
        await hand.follow('Payer par virement');
        await arrive(page, 'Payer par virement', false);
        const text = await page.locator('main').innerText();
        for (const said of [/1\s200,00\sCHF/, /CH\d{2}( \w{1,4}){5}/, /\d{2}( \d{5}){5}|RF\d{2}/]) assert.match(text, said);
        await fits(page, 'transfer');
        const [download] = await Promise.all([page.waitForEvent('download'), hand.follow('Télécharger la QR-facture (PDF)')]);
        assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), '%PDF-');
        calm(complaints, 'the way to a transfer');
        await context.close();
    });

    test('by a link, by keyboard alone, without scripts and without an account', async () => {
        const trip = await anotherTrip(staff, person.client);
        const link = await payLink(staff, trip);
        const { page, complaints, context } = await at.window({ ...PHONE, scripts: false });
        const hand = new Keyboard(page);
        await page.goto(link);
        await arrive(page, /^Payer 1\s200,00/, false);
        await fits(page, 'link');
        await toBank(hand, at.house.bank);
        await useCard(hand, CARD.ok);
        await arrive(page, /^Paiement reçu/, false);
        calm(complaints, 'the way by a link');
        await context.close();
    });
});
