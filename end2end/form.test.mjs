/**
 * A bank that is reached by a posted form: it goes by itself where scripts run, and never twice by the Back button.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { calm } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { FORM_BANKS } from './support/forms.mjs';
import { Mouse } from './support/hands.mjs';
import { CARD, arrive, toBank, toCheck, useCard } from './support/paying.mjs';
import { anotherTrip, staffOf, traveller } from './support/stage.mjs';

let staff;
let person;

const at = here({
    env: FORM_BANKS.lyra,
    async prepare({ house }) {
        staff = await staffOf(house);
        person = await traveller(house, staff);
    },
});

test('with scripts the form goes by itself, and leaves no trace in the history', async () => {
    const trip = await anotherTrip(staff, person.client);
    const { page, complaints, context } = await at.window({ session: person.own.session });
    const hand = new Mouse(page);
    await toCheck(hand, trip);
    const first = await toBank(hand, at.house.bank);
    // Back leads to the last step of ours, and its button to the bank again, by a form of its own.
    await page.goBack();
    await arrive(page, 'Vérifiez avant de payer');
    assert.notEqual(await toBank(hand, at.house.bank), first);
    await useCard(hand, CARD.noFunds);
    await page.getByRole('alert').waitFor();
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
    calm(complaints, 'the way to the bank and back');
    await context.close();
});

test('whoever comes back to the form is led to the payment, not to the bank again', async () => {
    const trip = await anotherTrip(staff, person.client);
    const { page, complaints, context } = await at.window({ session: person.own.session });
    // A browser that was too slow to send it by itself: its reader pressed the button.
    await page.addInitScript(() => { HTMLFormElement.prototype.submit = () => {}; });
    const hand = new Mouse(page);
    await toCheck(hand, trip);
    await hand.press(/^Payer/);
    await arrive(page, 'Vous allez sur la page de la banque', false);
    for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await assertAccessible(page, `${width} px`);
    }
    await Promise.all([page.waitForURL(`${at.house.bank}/pay/**`), hand.press('Continuer vers la banque')]);
    await page.goBack();
    await arrive(page, 'Le paiement n’a pas été fait');
    await Promise.all([page.waitForURL(/\/bank$/), hand.follow('Reprendre sur la page de la banque')]);
    calm(complaints, 'the way back to the form');
    await context.close();
});
