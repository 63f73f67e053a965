/**
 * Money backwards: staff refund by mouse and without scripts, a credit is applied, the traveller sees what goes back to them.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bankOf } from '../support/bank.mjs';
import { calm, visit } from '../support/browser.mjs';
import { here } from '../support/file.mjs';
import { Mouse } from '../support/hands.mjs';
import { arrive } from '../support/paying.mjs';
import { staffOf, traveller } from '../support/stage.mjs';

let accountant;
let seller;
let bank;

const at = here({
    async prepare({ house }) {
        seller = await staffOf(house, 'administrator');
        accountant = await staffOf(house, 'accountant');
        bank = bankOf(house);
    },
});

/** A trip of 4 000 € of which the deposit of 1 200 € was paid. */
async function paid() {
    const person = await traveller(at.house, seller);
    await bank.behave('next', { pay: 'auto_capture' });
    const answer = await person.own.post(`/trips/${person.trip}/pay/check?choice=next&left=4000.00+EUR`, 'start_payment', [
        ['trip', person.trip], ['draft[choice]', 'next'], ['draft[amount]', ''], ['left', '4000.00 EUR'],
    ]);
    assert.equal(answer.status, 303, answer.text.slice(0, 400));
    // The trip's page shows the payment once it is booked.
    for (let tries = 0; tries < 100; tries += 1) {
        const page = await accountant.get(`/office/trips/${person.trip}`);
        if (page.text.includes(`/office/trips/${person.trip}/refund?`)) return person;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the payment was not booked');
}

/** From the trip's page to the form and back; the traveller then reads about it. */
async function refund(scripts) {
    const person = await paid();
    const { page, context, complaints } = await at.window({ session: accountant.session, scripts });
    const hand = new Mouse(page);
    await visit(page, `/office/trips/${person.trip}`);
    await hand.follow('Rembourser…');
    await arrive(page, 'Rembourser', scripts);
    assert.equal(await hand.field('Montant').inputValue(), '1200,00');
    // What is wrong is said at its field, and what was typed stays.
    await hand.type('Montant', '1200,01');
    await hand.type('Ce que lira le client', 'Avec nos regrets');
    await hand.press('Demander le remboursement');
    await page.getByText('Il faut plus de zéro et au plus 1 200,00 €.').first().waitFor();
    assert.equal(await hand.field('Montant').inputValue(), '1200,01');
    assert.equal(await hand.field('Ce que lira le client').inputValue(), 'Avec nos regrets');
    await hand.type('Montant', '300');
    await hand.type('Motif, pour l’équipe', 'Excursion annulée');
    await hand.press('Demander le remboursement');
    await page.getByText('Le remboursement est demandé.').waitFor();
    await page.getByText('Excursion annulée').first().waitFor();
    calm(complaints, 'refund', { refused: true });
    await context.close();

    const own = await at.window({ session: person.own.session, scripts });
    const seen = own.page.getByText('Rendu là d’où il venait');
    for (let tries = 0; tries < 50; tries += 1) {
        await visit(own.page, `/trips/${person.trip}/payments`);
        if (await seen.count()) break;
        await own.page.waitForTimeout(200);
    }
    await seen.waitFor();
    await own.page.getByText('Remboursement de 300,00 €').waitFor();
    await own.page.getByText('Avec nos regrets').waitFor();
    calm(own.complaints, 'refund seen');
    await own.context.close();

    const list = await at.window({ session: accountant.session, scripts });
    await visit(list.page, '/office/refunds');
    await list.page.getByText('Rendu à temps').first().waitFor();
    await list.context.close();
}

test('staff refund by mouse, and the traveller sees it', () => refund(true));

test('the same without scripts', () => refund(false));
