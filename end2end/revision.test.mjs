/**
 * A new price of a sold trip: staff look at it and explain it, the client reads the mail, compares and answers. Once by keyboard, once without scripts on a phone.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './support/axe.mjs';
import { bankOf } from './support/bank.mjs';
import { calm, overflow, visit } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { Keyboard, Mouse } from './support/hands.mjs';
import { awaitMail } from './support/mail.mjs';
import { arrive } from './support/paying.mjs';
import { moveTrip, staffOf, traveller } from './support/stage.mjs';

const REASON = 'Le kérosène coûte 350 € de plus par personne depuis le 1er mars.';

let staff;
let bank;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house, 'administrator');
        bank = bankOf(house);
    },
});

/** A sold trip of 4 000 € of which the deposit of 1 200 € was paid. */
async function sold() {
    const person = await traveller(at.house, staff);
    await moveTrip(staff, person.trip, 'confirm');
    await bank.behave('next', { pay: 'auto_capture' });
    const answer = await person.own.post(`/trips/${person.trip}/pay/check?choice=next&left=4000.00+EUR`, 'start_payment', [
        ['trip', person.trip], ['draft[choice]', 'next'], ['draft[amount]', ''], ['left', '4000.00 EUR'],
    ]);
    assert.equal(answer.status, 303, answer.text.slice(0, 400));
    for (let tries = 0; tries < 100; tries += 1) {
        const page = await staff.get(`/office/trips/${person.trip}`);
        if (page.text.includes(`/office/trips/${person.trip}/refund?`)) return person;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the payment was not booked');
}

/** Staff raise the price to 4 700 €: looked at, refused without an explanation, explained, proposed. */
async function propose(person, scripts) {
    const { page, context, complaints } = await at.window({ session: staff.session, scripts });
    const hand = new Mouse(page);
    const path = `/office/trips/${person.trip}/edit`;
    await (scripts ? visit(page, path) : page.goto(path));
    await page.locator('[name="draft[services][0][price]"]').fill('4700');
    await hand.press('Enregistrer');
    await page.getByRole('heading', { name: 'Avant d’enregistrer' }).waitFor();
    const change = page.locator('#change');
    for (const said of [/4\s000,00/, /4\s700,00/, /\+700,00\s€ \(\+17,50\s%\)/, /2\s800,00/, /3\s500,00/]) {
        assert.match(await change.innerText(), said);
    }
    if (scripts) {
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'comparison', 'the comparison is what comes next');
        await assertAccessible(page, 'comparison');
        assert.deepEqual(await overflow(page), []);
    }
    await hand.press('Confirmer ce changement');
    await page.locator('.ui-error-summary').waitFor();
    await page.getByRole('heading', { name: 'Avant d’enregistrer' }).waitFor();
    await hand.tick('Coût du transport des passagers (carburant, énergie)');
    await hand.type('Calcul du nouveau prix', REASON);
    await hand.press('Confirmer ce changement');
    await page.getByText('Nouveau prix proposé au client.').waitFor();
    await page.getByText('En attente de réponse').first().waitFor();
    await page.getByText(REASON).first().waitFor();
    if (scripts) calm(complaints, 'propose', { refused: true });
    await context.close();
}

/** The page that the mail leads to. */
async function asked(person) {
    const mail = await awaitMail(at.house, person.client.email, (one) => /accord\s*est\s*nécessaire/.test(one.subject));
    assert.ok(mail.text.includes(REASON) && /2\s800,00/.test(mail.text) && /3\s500,00/.test(mail.text), mail.text);
    return new URL(mail.links.find((address) => address.endsWith('/revision'))).pathname;
}

test('from the staff edit to the mail to a yes, by keyboard', async () => {
    const person = await sold();
    await propose(person, true);
    const path = await asked(person);
    const { page, context, complaints } = await at.window({ session: person.own.session });
    await visit(page, `/trips/${person.trip}`);
    const hand = new Keyboard(page);
    await hand.follow('Comparer et répondre');
    await arrive(page, 'Votre accord sur un nouveau prix');
    assert.equal(new URL(page.url()).pathname, path);
    await assertAccessible(page, 'answer');
    assert.deepEqual(await overflow(page), []);
    for (const said of [/4\s700,00/, /\+17,50\s%/, /Si vous acceptez/, /Réponse avant la fin du/]) assert.match(await page.locator('main').innerText(), said);
    await hand.press(/^J’accepte le prix de 4\s700,00/);
    await arrive(page, 'Vous avez accepté le nouveau prix');
    await page.getByRole('link', { name: 'Voir mes paiements' }).click();
    await page.getByText(/3\s500,00/).first().waitFor();
    calm(complaints, 'yes');
    await context.close();
    const told = await awaitMail(at.house, person.client.email, (one) => /a\s*changé/.test(one.subject));
    assert.match(told.text, /4\s700,00/);
    const office = await staff.get(`/office/trips/${person.trip}`);
    assert.match(office.text, /Acceptée/);
});

test('a no without scripts on a phone: cancelled without fees, and the refund is asked for', async () => {
    const person = await sold();
    await propose(person, false);
    const path = await asked(person);
    const { page, context } = await at.window({ session: person.own.session, scripts: false, width: 390 });
    const hand = new Mouse(page);
    await page.goto(path);
    await arrive(page, 'Votre accord sur un nouveau prix', false);
    assert.deepEqual(await overflow(page), []);
    assert.match(await page.locator('main').innerText(), /Les 1\s200,00\s€ que vous avez payés vous sont rendus au plus tard le/);
    await hand.press('Je refuse et j’annule mon voyage');
    await page.locator('.ui-error-summary').waitFor();
    assert.match((await staff.get(`/office/trips/${person.trip}`)).text, /En attente de réponse/, 'one click ends nothing');
    await hand.tick('J’ai compris : mon voyage sera annulé.');
    await hand.press('Je refuse et j’annule mon voyage');
    await arrive(page, 'Vous avez refusé le nouveau prix', false);
    await page.getByText(/Nous vous rendons 1\s200,00\s€/).waitFor();
    await context.close();
    const ended = await awaitMail(at.house, person.client.email, (one) => /annulé\s*sans\s*frais/.test(one.subject));
    assert.match(ended.text, /1\s200,00/);
    const refunds = await staff.get('/office/refunds');
    assert.ok(refunds.text.includes('À rendre après un refus de prix') && refunds.text.includes(`/office/trips/${person.trip}/refund`));
});
