/**
 * Both sides without scripts: what a browser can do with links and forms alone.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { here } from '../support/file.mjs';
import { Mouse } from '../support/hands.mjs';
import { arrive } from '../support/paying.mjs';
import { assertRefused } from '../support/refusal.mjs';
import { totp } from '../support/totp.mjs';
import { PASSWORD, accountOf, createClient, createTrip, staffOf, traveller } from '../support/stage.mjs';

let staff;
let client;
let person;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house);
        client = await createClient(staff, { given: 'Basile', family: 'Sansscript' });
        person = await traveller(house, staff);
    },
});

async function open(path, session) {
    const window = await at.window({ scripts: false, session });
    await window.page.goto(path);
    return { ...window, hand: new Mouse(window.page) };
}

test('signing in, being asked for it on the way, signing out', async () => {
    const { page, context, hand } = await open(`/trips/${person.trip}`);
    await arrive(page, 'Accéder à mon voyage', false);
    await hand.type('Adresse e-mail', person.client.email);
    await hand.type('Mot de passe', 'pas le bon');
    await hand.press('Se connecter');
    await page.locator('.ui-error-summary').getByText('L’adresse e-mail et le mot de passe ne correspondent pas.').waitFor();
    assert.equal(await hand.field('Adresse e-mail').inputValue(), person.client.email);
    await hand.type('Mot de passe', PASSWORD);
    await hand.press('Se connecter');
    await arrive(page, 'Pérou, les Andes à pied', false);
    await hand.press('Se déconnecter');
    await arrive(page, 'Accéder à mon voyage', false);
    await page.goto(`/trips/${person.trip}`);
    await arrive(page, 'Accéder à mon voyage', false);
    await context.close();
});

test('language and colours change by forms and lead back', async () => {
    const { page, context, hand } = await open('/account', person.own.session);
    await hand.press('English');
    await arrive(page, 'My account', false);
    assert.equal(new URL(page.url()).pathname, '/account');
    await hand.press('Dark');
    await page.locator('html.pf-v6-theme-dark').waitFor();
    await hand.press('Français');
    await arrive(page, 'Mon compte', false);
    await context.close();
});

test('the list of trips: search, a folded filter, sorting and pages by links alone', async () => {
    const { page, context, hand } = await open('/office/trips', staff.session);
    await hand.type('Dossier, titre, client', 'a');
    await hand.press('Rechercher');
    assert.match(page.url(), /[?&]q=a\b/);
    await page.getByRole('columnheader').getByRole('link', { name: /Départ/ }).click();
    assert.match(page.url(), /sort=starts_on/);
    assert.match(page.url(), /q=a\b/);
    await page.locator('summary', { hasText: 'Filtres' }).click();
    await hand.select('État', 'Proposé');
    await hand.press('Rechercher');
    assert.match(page.url(), /state=proposed/);
    for (const row of await page.locator('tbody tr').allInnerTexts()) assert.match(row, /Proposé/);
    await page.getByRole('link', { name: /^Retirer le filtre/ }).first().click();
    await context.close();
});

test('rows are added, moved and removed by the server, and keep what was typed', async () => {
    const { page, context, hand } = await open(`/office/trips/new?client=${client.id}`, staff.session);
    await hand.type('Titre', 'Trois lignes');
    await hand.type('Libellé, ligne 1', 'Vol');
    await hand.type('Libellé, ligne 3', 'Bateau');
    await hand.press('Ajouter une prestation');
    await hand.field('Libellé, ligne 4').waitFor();
    assert.equal(await hand.field('Titre').first().inputValue(), 'Trois lignes');
    const services = page.locator('#services');
    await services.getByRole('button', { name: 'Monter, prestation 3' }).click();
    assert.equal(await hand.field('Libellé, ligne 2').first().inputValue(), 'Bateau');
    await services.getByRole('button', { name: 'Retirer, prestation 1' }).click();
    assert.equal(await hand.field('Libellé, ligne 1').first().inputValue(), 'Bateau');
    assert.equal(await page.locator('.ui-error-summary').count(), 0, 'nothing was wrong');
    await context.close();
});

test('a client is found by a few letters and a button', async () => {
    const { page, context, hand } = await open('/office/trips/new', staff.session);
    await hand.type('Nom, e-mail ou ville du client', 'Sansscript');
    await page.getByRole('button', { name: 'Rechercher' }).first().click();
    await page.getByLabel(/Basile Sansscript/).first().check();
    await hand.press('Enregistrer');
    await assertRefused(page, { label: 'Titre', says: 'Ce champ est nécessaire.' }, false);
    assert.equal(await page.getByLabel(/Basile Sansscript/).first().isChecked(), true);
    await context.close();
});

test('giving a trip up: the question opens by a link, and the answer is a form', async () => {
    const trip = await createTrip(staff, { client: client.id, title: 'À annuler' });
    const { page, context } = await open(`/office/trips/${trip}`, staff.session);
    await page.getByText('Annuler le voyage', { exact: true }).first().click();
    await page.getByText('Annuler ce voyage ?').waitFor();
    await page.getByRole('button', { name: 'Annuler le voyage' }).last().click();
    await page.getByText('L’état du voyage a changé.').waitFor();
    await context.close();
});

test('an edit that met a newer version shows both values', async () => {
    const trip = await createTrip(staff, { client: client.id, title: 'À deux' });
    const { page, context, hand } = await open(`/office/trips/${trip}/edit`, staff.session);
    await staff.fill(`/office/trips/${trip}/edit`, 'update_trip', { 'draft[title]': 'À deux, par l’autre' });
    await hand.type('Titre', 'À deux, par moi');
    await hand.press('Enregistrer');
    await page.getByText(/Vous avez écrit «\sÀ deux, par moi\s»/).first().waitFor();
    await hand.press('Garder ma saisie');
    await arrive(page, 'À deux, par moi', false);
    await context.close();
});

test('a one-time code, once set up, is asked at sign-in; the password alone opens nothing', async () => {
    const { page, context, hand } = await open('/office/account', (await staffOf(at.house, 'accountant')).session);
    await hand.press('Mettre en place');
    const secret = (await page.locator('main').innerText()).match(/\b[A-Z2-7]{16,}\b/)[0];
    await hand.type('Code à 6 chiffres', totp(secret));
    await hand.press('Activer le code');
    await page.getByText('Un code vous sera demandé à la prochaine connexion.').waitFor();
    await hand.press('Se déconnecter');

    const { email, password } = accountOf(at.house, 'accountant');
    await page.goto('/office/clients');
    await arrive(page, 'Espace de l’agence', false);
    await hand.type('Adresse e-mail', email);
    await hand.type('Mot de passe', password);
    await hand.press('Se connecter');
    await arrive(page, 'Votre code à usage unique', false);
    const asked = page.url();
    await page.goto('/office/trips');
    await arrive(page, 'Espace de l’agence', false);
    await page.goto(asked);
    await hand.type('Code à 6 chiffres', '000000');
    await hand.press('Continuer');
    await page.locator('.ui-error-summary').getByText(/^Ce code n’est pas le bon/).waitFor();
    // The code that switched it on was used: only a later one opens the door.
    await hand.type('Code à 6 chiffres', totp(secret, 1));
    await hand.press('Continuer');
    await arrive(page, /^Clients/, false);
    await context.close();
});
