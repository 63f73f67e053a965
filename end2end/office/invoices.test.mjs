/**
 * Invoices: staff look at one, issue it and take a part of it back; the traveller finds both.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm, visit } from '../support/browser.mjs';
import { here } from '../support/file.mjs';
import { Mouse } from '../support/hands.mjs';
import { arrive } from '../support/paying.mjs';
import { moveTrip, staffOf, traveller } from '../support/stage.mjs';

let accountant;
let seller;

const at = here({
    async prepare({ house }) {
        seller = await staffOf(house, 'administrator');
        accountant = await staffOf(house, 'accountant');
    },
});

/** From the trip's page to an invoice and a credit note; the traveller then finds both. */
async function invoice(scripts) {
    const person = await traveller(at.house, seller);
    await moveTrip(seller, person.trip, 'confirm');
    const open = (page, path) => (scripts ? visit(page, path) : page.goto(path));
    const { page, context, complaints } = await at.window({ session: accountant.session, scripts });
    const hand = new Mouse(page);
    await open(page, `/office/trips/${person.trip}`);
    await hand.follow(/^Facturer 4\s000,00\s€ à /);
    await arrive(page, 'Émettre une facture', scripts);
    await page.getByText(/^Voyage à forfait du/).first().waitFor();
    await hand.press('Émettre une facture');
    await page.getByText('La facture est émise.').waitFor();
    await hand.follow(/^Faire un avoir sur FR-F-/);
    await arrive(page, 'Faire un avoir', scripts);
    assert.equal(await hand.field('Montant').inputValue(), '4000,00');
    // What is wrong is said at its field, and what was typed stays.
    await hand.type('Montant', '4000,01');
    await hand.type('Motif, imprimé sur l’avoir', 'Une excursion de moins');
    await hand.press('Faire un avoir');
    await page.getByText(/jusqu’à 4\s000,00\s€/).first().waitFor();
    assert.equal(await hand.field('Motif, imprimé sur l’avoir').inputValue(), 'Une excursion de moins');
    await hand.type('Montant', '150');
    await hand.press('Faire un avoir');
    await page.getByText('L’avoir est émis.').waitFor();
    await page.getByText('−150,00 €').first().waitFor();
    if (scripts) calm(complaints, 'invoices', { refused: true });
    await context.close();

    const own = await at.window({ session: person.own.session, scripts });
    await open(own.page, `/trips/${person.trip}/payments`);
    const links = own.page.getByRole('link', { name: /^(Facture|Avoir) FR-F-\d{4}-\d{6}/ });
    await links.first().waitFor();
    assert.equal(await links.count(), 2);
    for (const link of await links.all()) {
        const answer = await own.context.request.get(await link.getAttribute('href'));
        assert.match(answer.headers()['content-type'], /^application\/pdf/);
    }
    if (scripts) calm(own.complaints, 'invoices seen');
    await own.context.close();
}

test('staff issue an invoice and a credit note by mouse, and the traveller finds both', () => invoice(true));

test('the same without scripts', () => invoice(false));
