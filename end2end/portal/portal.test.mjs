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

test('a link loads the next page whole, with its own title; back is back', async () => {
    const { page, context, complaints } = await at.window({ session: person.own.session });
    await visit(page, '/');
    await new Mouse(page).follow('Voir le voyage');
    await arrive(page, 'Pérou, les Andes à pied');
    assert.match(await page.title(), /^Pérou, les Andes à pied — /);
    await page.goBack();
    await arrive(page, /^Bonjour/);
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
    await page.getByText(/^Vous payez 75,50\s€ maintenant\s; il restera 3\s924,50\s€\.$/).waitFor();
    await hand.press('Continuer');
    await arrive(page, 'Comment voulez-vous payer ?');
    await hand.follow('Continuer');
    await arrive(page, 'Vérifiez avant de payer');
    await hand.button(/^Payer 75,50\s€/).waitFor();
    await context.close();
});

test('an open trip follows what the agency changes, and is drawn again for nothing else', async () => {
    const { page, context, complaints } = await at.window({ session: person.own.session });
    const path = `/trips/${person.trip}`;
    let drawn = 0;
    page.on('request', (request) => { drawn += new URL(request.url()).pathname === path ? 1 : 0; });
    const stream = page.waitForResponse((answer) => answer.url().includes(`/live${path}`));
    await visit(page, path);
    await stream;
    await staff.fill(`/office${path}/edit`, 'update_trip', { 'draft[title]': 'Pérou, autrement' });
    await page.getByRole('heading', { level: 1, name: 'Pérou, autrement' }).waitFor();
    assert.equal(drawn, 2, 'once by opening it, once by the change');
    await staff.fill(`/office${path}/edit`, 'update_trip', { 'draft[title]': 'Pérou, les Andes à pied' });
    await page.getByRole('heading', { level: 1, name: 'Pérou, les Andes à pied' }).waitFor();
    calm(complaints, 'live');
    await context.close();
});

test('the amount answers while it is typed, by the same rule as the server', async () => {
    const { page, context, complaints } = await at.window({ session: person.own.session });
    const hand = new Mouse(page);
    await visit(page, `/trips/${person.trip}/pay`);
    const answer = page.getByText(/^Vous payez/);
    await answer.filter({ hasText: /^Vous payez 1\s200,00\s€ maintenant\s; il restera 2\s800,00\s€\.$/ }).waitFor();
    await hand.tick('Un autre montant');
    await answer.waitFor({ state: 'detached' });
    await hand.type('Autre montant', '4 000,01');
    await page.getByText(/^Vous pouvez payer de 50,00\s€ à 4\s000,00\s€/).waitFor();
    assert.equal(await page.locator('.ui-error-summary').count(), 0, 'nothing was sent');
    await hand.type('Autre montant', '1500');
    await answer.filter({ hasText: /il restera 2\s500,00\s€/ }).waitFor();
    calm(complaints, 'amount');
    await context.close();
});

test('a form that gets no answer says so, keeps what was typed, and goes when the line is back', async () => {
    const { page, context } = await at.window();
    const hand = new Mouse(page);
    await visit(page, '/forgotten');
    await hand.type('Adresse e-mail', 'personne@example.org');
    await context.setOffline(true);
    await hand.press('Envoyer le lien');
    const alert = page.getByRole('alert').filter({ hasText: 'Pas de réponse.' });
    await alert.waitFor();
    assert.equal(await alert.evaluate((element) => element === document.activeElement), true, 'the alert has the focus');
    assert.equal(await hand.field('Adresse e-mail').inputValue(), 'personne@example.org');
    await context.setOffline(false);
    await hand.press('Envoyer le lien');
    await arrive(page, 'Regardez votre boîte aux lettres');
    await context.close();
});

test('a form that is on its way is busy, and is not sent again', async () => {
    const { page, context } = await at.window();
    const hand = new Mouse(page);
    let posts = 0;
    let letGo;
    const held = new Promise((resolve) => { letGo = resolve; });
    await page.route(/do=request_link/, async (route) => {
        posts += 1;
        await held;
        await route.continue();
    });
    await visit(page, '/forgotten');
    await hand.type('Adresse e-mail', 'personne@example.org');
    await hand.press('Envoyer le lien');
    await page.locator('form[aria-busy=true] button[aria-disabled=true] svg').waitFor();
    await page.getByRole('status').filter({ hasText: 'Patientez…' }).waitFor({ state: 'attached' });
    await hand.field('Adresse e-mail').press('Enter');
    letGo();
    await arrive(page, 'Regardez votre boîte aux lettres');
    assert.equal(posts, 1);
    await context.close();
});

test('a typed password can be shown and hidden, also after a refusal', async () => {
    const { page, context } = await at.window();
    const hand = new Mouse(page);
    await visit(page, '/sign-in');
    const field = page.locator('input[name*=password]');
    for (const round of ['first', 'refused']) {
        await hand.type('Mot de passe', 'pas le bon');
        await hand.press('Afficher');
        assert.equal(await field.getAttribute('type'), 'text', round);
        await hand.press('Masquer');
        assert.equal(await field.getAttribute('type'), 'password', round);
        if (round === 'first') {
            await hand.press('Se connecter');
            await page.locator('.ui-error-summary').waitFor();
        }
    }
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
