/**
 * A trip that two people pay: the grandmother has no account. She opens the mail on her phone, without scripts, and pays her share by link.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from './support/file.mjs';
import { Mouse } from './support/hands.mjs';
import { awaitMail } from './support/mail.mjs';
import { CARD, arrive, toBank, useCard } from './support/paying.mjs';
import { freshAddress, staffOf, traveller } from './support/stage.mjs';

const GRANDMOTHER = freshAddress('mamie');

let staff;
let person;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house);
        person = await traveller(house, staff);
    },
});

/** Presses the buttons of the payers' page as a browser without scripts does, until everything is saved. */
test('staff share the price, look at both schedules, and save', async () => {
    const { page, context } = await at.window({ scripts: false, session: staff.session });
    const hand = new Mouse(page);
    await page.goto(`/office/trips/${person.trip}/payers`);
    await arrive(page, 'Qui paie quoi', false);
    await hand.press('Ajouter une personne sans compte');
    const field = (row, name) => page.locator(`[name="draft[payers][${row}][${name}]"]`);
    await field(1, 'name').fill('Mamie Simone');
    await field(1, 'email').fill(GRANDMOTHER);
    await field(0, 'amount').fill('3000');
    await field(1, 'amount').fill('999');
    await hand.press('Voir les nouveaux échéanciers');
    await page.locator('.ui-error-summary').getByText(/Les parts font/).waitFor();
    assert.equal(await field(1, 'name').inputValue(), 'Mamie Simone', 'what was typed stays');
    await field(1, 'amount').fill('1000');
    await hand.press('Voir les nouveaux échéanciers');
    await page.getByRole('heading', { name: 'Avant d’enregistrer' }).waitFor();
    await page.getByText('Ne payait pas').waitFor();
    await hand.press('Enregistrer');
    await page.getByText('Les parts et les échéanciers sont enregistrés.').waitFor();
    const card = page.locator('.pf-v6-c-card', { hasText: 'Mamie Simone' }).first();
    await card.getByRole('button', { name: 'Envoyer un lien de paiement' }).click();
    await page.getByText('Le lien part par e-mail.').waitFor();
    await context.close();
});

test('from the mail to the bank: one link, one button, no password; then the receipt', async () => {
    const mail = await awaitMail(at.house, GRANDMOTHER);
    assert.match(mail.subject, /300,00/);
    const link = mail.links.find((address) => address.includes('/pay/'));
    const { page, context } = await at.window({ scripts: false, width: 390, height: 844 });
    const hand = new Mouse(page);
    let clicks = 1; // the link in the mail
    await page.goto(new URL(link).pathname);
    await arrive(page, /^Payer 300,00/, false);
    const text = await page.locator('main').innerText();
    assert.doesNotMatch(text, /3\s?000|4\s?000|Odile|Circuit/, 'nothing of anybody else');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing sticks out');
    clicks += 1;
    await toBank(hand, at.house.bank);
    assert.ok(clicks <= 3, `${clicks} clicks from the mail to the bank`);
    assert.deepEqual((await context.cookies(at.house.url)).filter(({ name }) => name !== 'lang'), [], 'no cookie but the language is needed');
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/, false);
    const receipt = await page.getByRole('link', { name: 'Télécharger le reçu (PDF)' }).getAttribute('href');
    const answer = await fetch(new URL(receipt, at.house.url));
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    // The link of the mail says the same from now on.
    await page.goto(new URL(link).pathname);
    await arrive(page, /^Paiement reçu/, false);
    assert.equal(await page.getByRole('button', { name: /^Payer/ }).count(), 0);
    const thanks = await awaitMail(at.house, GRANDMOTHER, (one) => /reçu/.test(one.subject));
    assert.ok(thanks.links.some((address) => address.includes('/pay/')), 'her receipt needs no account');
    await context.close();
});

test('who contracted sees their share, and that others pay the rest', async () => {
    const { page, context } = await at.window({ scripts: false, session: person.own.session });
    await page.goto(`/trips/${person.trip}/payments`);
    await page.getByText(/D’autres personnes paient le reste du voyage/).first().waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /Simone/);
    await context.close();
});
