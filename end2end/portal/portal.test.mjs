/**
 * The traveller's space with scripts: focus, languages, colours, own account.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm, visit } from '../support/browser.mjs';
import { here } from '../support/file.mjs';
import { Mouse } from '../support/hands.mjs';
import { awaitMail } from '../support/mail.mjs';
import { arrive } from '../support/paying.mjs';
import { assertRefused } from '../support/refusal.mjs';
import { PASSWORD, staffOf, traveller } from '../support/stage.mjs';
import { Wire } from '../support/wire.mjs';

let staff;
let person;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house);
        person = await traveller(house, staff);
    },
});

test('a page that opens in the browser takes the focus to its heading and changes the title', async () => {
    const { page, context, complaints } = await at.window({ session: person.own.session });
    await visit(page, '/');
    await page.evaluate(() => { window.sameDocument = true; });
    await new Mouse(page).follow('Voir le voyage');
    await arrive(page, 'Pérou, les Andes à pied');
    assert.equal(await page.evaluate(() => window.sameDocument), true, 'the page was loaded anew');
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
    assert.match(await page.title(), /^Pérou, les Andes à pied — /);
    await page.goBack();
    await arrive(page, /^Bonjour/);
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
    calm(complaints, 'navigation');
    await context.close();
});

test('the skip link leads past the navigation', async () => {
    const { page, context } = await at.window({ session: person.own.session });
    await visit(page, '/');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MAIN');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), true);
    await context.close();
});

test('another language and other colours come at once, stay, and lead back to the same page', async () => {
    const { page, context, complaints } = await at.window({ session: person.own.session });
    const hand = new Mouse(page);
    await visit(page, `/trips/${person.trip}/payments`);
    await hand.press('English');
    await arrive(page, 'Payments');
    assert.equal(new URL(page.url()).pathname, `/trips/${person.trip}/payments`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByText('Left to pay: €4,000.00 of €4,000.00').waitFor();
    await hand.press('Français');
    await arrive(page, 'Paiements');
    calm(complaints, 'language');
    await context.close();
});

test('a wrong password and an unknown address read the same', async () => {
    const said = [];
    for (const email of [person.client.email, 'personne@example.org']) {
        const { page, context } = await at.window();
        const hand = new Mouse(page);
        await visit(page, '/sign-in');
        await hand.type('Adresse e-mail', email);
        await hand.type('Mot de passe', 'pas le bon');
        await hand.press('Se connecter');
        const summary = page.locator('.ui-error-summary');
        await summary.waitFor();
        said.push(await summary.innerText());
        assert.equal(await hand.field('Adresse e-mail').inputValue(), email, 'the address is kept');
        assert.equal(await hand.field('Mot de passe').first().inputValue(), '', 'the password is not');
        await context.close();
    }
    assert.equal(said[0], said[1]);
});

test('who is not signed in is sent to sign in, and comes back to where they wanted to go', async () => {
    const { page, context, complaints } = await at.window();
    const hand = new Mouse(page);
    await visit(page, `/trips/${person.trip}/payments`);
    await arrive(page, 'Accéder à mon voyage');
    await hand.type('Adresse e-mail', person.client.email);
    await hand.type('Mot de passe', PASSWORD);
    await hand.press('Se connecter');
    await arrive(page, 'Paiements');
    calm(complaints, 'sign-in');
    await context.close();
});

test('a forgotten password: a link by mail, the same answer for an unknown address', async () => {
    const { page, context, complaints } = await at.window();
    const hand = new Mouse(page);
    for (const email of ['personne@example.org', person.client.email]) {
        await visit(page, '/forgotten');
        await hand.type('Adresse e-mail', email);
        await hand.press('Envoyer le lien');
        await arrive(page, 'Regardez votre boîte aux lettres');
    }
    const mail = await awaitMail(at.house, person.client.email, ({ subject }) => subject === 'Choisir un nouveau mot de passe');
    await visit(page, mail.links[0]);
    await arrive(page, 'Choisissez un nouveau mot de passe');
    calm(complaints, 'forgotten');
    await context.close();
});

test('an address that is none is refused at its field', async () => {
    const { page, context } = await at.window();
    const hand = new Mouse(page);
    await visit(page, '/forgotten');
    await hand.type('Adresse e-mail', 'pas une adresse');
    await hand.press('Envoyer le lien');
    await assertRefused(page, { label: 'Adresse e-mail', says: /^Écrivez une adresse e-mail complète/ }, true);
    assert.equal(await hand.field('Adresse e-mail').inputValue(), 'pas une adresse');
    await context.close();
});

test('another device can be signed out from the account page', async () => {
    const other = await new Wire(at.house.url).signIn({ email: person.client.email, password: PASSWORD }, 'portal');
    const { page, context, complaints } = await at.window({ session: person.own.session });
    await visit(page, '/account');
    await page.getByText('Cet appareil').first().waitFor();
    const buttons = page.getByRole('button', { name: /^Déconnecter/ });
    for (let left = await buttons.count(); left > 0; left = await buttons.count()) {
        await buttons.first().click();
        await page.getByText('L’appareil est déconnecté.').waitFor();
        await page.waitForFunction((count) => document.querySelectorAll('form[action$="do=end_session"]').length < count, left);
    }
    assert.equal((await other.send('GET', '/account')).status, 303, 'the other device is sent to sign in');
    assert.equal((await person.own.send('GET', '/account')).status, 200, 'this one stays');
    calm(complaints, 'account');
    await context.close();
});

test('another amount: too much is refused with the limits, less is taken as it is', async () => {
    const { page, context } = await at.window({ session: person.own.session });
    const hand = new Mouse(page);
    await visit(page, `/trips/${person.trip}/pay`);
    await hand.tick('Un autre montant');
    await hand.type('Autre montant', '4 000,01');
    await hand.press('Continuer');
    await assertRefused(page, { label: 'Autre montant', says: /^Vous pouvez payer de 50,00\s€ à 4\s000,00\s€/ }, true);
    await hand.type('Autre montant', '75,5');
    await hand.press('Continuer');
    await arrive(page, 'Comment voulez-vous payer ?');
    await hand.follow('Continuer');
    await arrive(page, 'Vérifiez avant de payer');
    await hand.button(/^Payer 75,50\s€/).waitFor();
    await context.close();
});

test('the mails of the demo can be read, with their links', async () => {
    const { page, context, complaints } = await at.window({ session: person.own.session });
    await visit(page, '/');
    await new Mouse(page).follow('Lire les e-mails de démonstration');
    await page.getByRole('heading', { level: 1, name: 'Boîte aux lettres de la démonstration' }).waitFor();
    await page.getByText(person.client.email).first().waitFor();
    assert.ok(await page.getByRole('link', { name: /\/link\// }).count() > 0);
    calm(complaints, 'mail drop');
    await context.close();
});
