/**
 * The banks that are reached by a posted form, with scripts and by a button. Of Monetico and Up2Pay the signed notification alone says what became of it.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankOf } from './support/bank.mjs';
import { calm } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { FORM_BANKS } from './support/forms.mjs';
import { Mouse } from './support/hands.mjs';
import { CARD, arrive, choose, toBank, toCheck, useCard } from './support/paying.mjs';
import { anotherTrip, staffOf, traveller } from './support/stage.mjs';

/** From the page that says no to the bank's page again: by its button, or from the start where the order has ended. */
async function toAnotherTry(hand, trip, bank) {
    const again = hand.page.getByRole('link', { name: /^(Essayer une autre carte|Reprendre sur la page de la banque)$/ });
    if (await again.count()) {
        await Promise.all([hand.page.waitForURL(`${bank}/pay/**`), again.click()]);
        return;
    }
    await toCheck(hand, trip);
    await toBank(hand, bank);
}

for (const [name, env] of Object.entries(FORM_BANKS)) {
    describe(name, () => {
        let staff;
        let person;

        const at = here({
            env,
            async prepare({ house }) {
                staff = await staffOf(house);
                person = await traveller(house, staff);
            },
        });

        test('with scripts: refused, then paid on the same page', async () => {
            const trip = await anotherTrip(staff, person.client);
            const { page, complaints, context } = await at.window({ session: person.own.session });
            const hand = new Mouse(page);
            await toCheck(hand, trip);
            await toBank(hand, at.house.bank);
            await useCard(hand, CARD.noFunds);
            await page.getByRole('alert').waitFor();
            await useCard(hand, CARD.ok);
            await arrive(page, /^Paiement reçu/);
            calm(complaints, 'the way to the bank and back');
            await context.close();
        });

        test('refused and back: the page says so, and another try is paid', async () => {
            const trip = await anotherTrip(staff, person.client);
            const { page, complaints, context } = await at.window({ session: person.own.session });
            const hand = new Mouse(page);
            await toCheck(hand, trip);
            await toBank(hand, at.house.bank);
            await useCard(hand, CARD.noFunds);
            await page.getByRole('alert').waitFor();
            await hand.press('Annuler et revenir chez le marchand');
            await arrive(page, /^Le paiement n’a pas été (accepté|fait)/);
            // Where the bank can be asked, it says that nothing was taken; nobody else can know.
            const nothing = await page.getByText('Rien n’a été prélevé.').count();
            assert.equal(nothing > 0, name === 'lyra');
            await toAnotherTry(hand, trip, at.house.bank);
            await useCard(hand, CARD.ok);
            await arrive(page, /^Paiement reçu/);
            calm(complaints, 'a refusal and another try');
            await context.close();
        });

        test('without scripts: a button leads there, and the result comes by itself', async () => {
            const trip = await anotherTrip(staff, person.client);
            const before = await bankOf(at.house).totals();
            const { page, complaints, context } = await at.window({ session: person.own.session, scripts: false });
            const hand = new Mouse(page);
            await page.goto(`/trips/${trip}/pay`);
            await choose(hand, false);
            await hand.press(/^Payer/);
            await arrive(page, 'Vous allez sur la page de la banque', false);
            await Promise.all([page.waitForURL(`${at.house.bank}/pay/**`), hand.press('Continuer vers la banque')]);
            await useCard(hand, CARD.threeDs);
            await hand.press('Confirmer');
            await arrive(page, /^Paiement reçu/, false);
            assert.equal((await bankOf(at.house).totals()).captures - before.captures, 1);
            calm(complaints, 'the way without scripts');
            await context.close();
        });
    });
}
