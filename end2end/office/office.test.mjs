/**
 * The back office with scripts: lists, the editor, conflicts, the schedule, staff.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm, visit } from '../support/browser.mjs';
import { here } from '../support/file.mjs';
import { Mouse } from '../support/hands.mjs';
import { awaitMail } from '../support/mail.mjs';
import { arrive } from '../support/paying.mjs';
import { PASSWORD, createClient, createTrip, freshAddress, staffOf } from '../support/stage.mjs';
import { Wire } from '../support/wire.mjs';

let staff;
let client;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house, 'administrator');
        client = await createClient(staff, { given: 'Basile', family: 'Bureau' });
    },
});

async function open(path, session = staff.session) {
    const window = await at.window({ session });
    await visit(window.page, path);
    return { ...window, hand: new Mouse(window.page) };
}

test('a list is its address: search, order and page survive a new tab', async () => {
    const { page, context, hand, complaints } = await open('/office/trips');
    await hand.type('Dossier, titre, client', 'a');
    await hand.press('Rechercher');
    await page.waitForURL(/[?&]q=a\b/);
    await page.getByRole('columnheader').getByRole('link', { name: /Départ/ }).click();
    await page.waitForURL(/sort=starts_on/);
    await page.locator('th[aria-sort=ascending]').waitFor();
    const rows = () => page.locator('tbody tr').allInnerTexts();
    const shown = await rows();
    assert.ok(shown.length > 1, 'the demo has trips');
    const other = await context.newPage();
    await visit(other, page.url());
    assert.deepEqual(await other.locator('tbody tr').allInnerTexts(), shown);
    assert.equal(await new Mouse(other).field('Dossier, titre, client').inputValue(), 'a');
    calm(complaints, 'list');
    await context.close();
});

test('a search without a match says so and offers the way back', async () => {
    const { page, context } = await open('/office/trips?q=rien-de-tel');
    await page.getByText('Aucun voyage ne correspond à cette recherche').waitFor();
    await page.getByRole('link', { name: 'Effacer les filtres' }).first().click();
    await page.locator('tbody tr').first().waitFor();
    assert.equal(new URL(page.url()).search, '');
    await context.close();
});

test('the sums follow what is typed, rows come and go, and what was typed stays', async () => {
    const { page, context, hand, complaints } = await open(`/office/trips/new?client=${client.id}`);
    await hand.type('Titre', 'Deux lignes');
    await hand.type('Libellé, ligne 1', 'Vol');
    await hand.type('Coût, ligne 1', '300');
    await hand.type('Prix, ligne 1', '400');
    await page.getByText(/^400,00\s€$/).first().waitFor();
    await hand.press('Ajouter une prestation');
    await hand.field('Libellé, ligne 4').waitFor();
    await hand.press('Retirer, prestation 4');
    await hand.field('Libellé, ligne 4').waitFor({ state: 'detached' });
    assert.equal(await hand.field('Libellé, ligne 1').first().inputValue(), 'Vol');
    await page.locator('#services').getByRole('button', { name: 'Descendre, prestation 1' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('input[name="draft[services][1][label]"]')].some((input) => input.value === 'Vol'));
    assert.equal(await hand.field('Titre').first().inputValue(), 'Deux lignes');
    calm(complaints, 'editor');
    await context.close();
});

test('Ctrl+Enter saves from any field', async () => {
    const { page, context, hand } = await open(`/office/trips/new?client=${client.id}`);
    await hand.type('Titre', 'Au clavier');
    await hand.select('Destination', 'Japon');
    await hand.field('Notes pour l’équipe').press('Control+Enter');
    await arrive(page, 'Au clavier');
    await context.close();
});

test('two people change one trip: the slower one sees both values and decides', async () => {
    const trip = await createTrip(staff, { client: client.id, title: 'À deux' });
    const { page, context, hand } = await open(`/office/trips/${trip}/edit`);
    const answer = await staff.fill(`/office/trips/${trip}/edit`, 'update_trip', { 'draft[title]': 'À deux, par l’autre' });
    assert.equal(answer.status, 303);
    await hand.type('Titre', 'À deux, par moi');
    await hand.press('Enregistrer');
    await page.getByText(/Vous avez écrit «\sÀ deux, par moi\s»\. La valeur enregistrée est «\sÀ deux, par l’autre\s»/).first().waitFor();
    assert.equal(await hand.field('Titre').first().inputValue(), 'À deux, par moi');
    await hand.press('Garder ma saisie');
    await arrive(page, 'À deux, par moi');
    await context.close();
});

test('an open trip page follows what a colleague does', async () => {
    const trip = await createTrip(staff, { client: client.id, title: 'Vu de loin' });
    const { page, context, complaints } = await at.window({ session: staff.session });
    const stream = page.waitForResponse((answer) => answer.url().includes(`/live/trips/${trip}`));
    await visit(page, `/office/trips/${trip}`);
    await stream;
    await page.evaluate(() => { window.sameDocument = true; });
    await staff.fill(`/office/trips/${trip}/edit`, 'update_trip', { 'draft[title]': 'Vu de près' });
    await page.getByRole('heading', { level: 1, name: 'Vu de près', exact: true }).waitFor({ timeout: 2000 });
    assert.equal(await page.evaluate(() => window.sameDocument), true);
    calm(complaints, 'live');
    await context.close();
});

test('giving a trip up is asked twice, and Escape means no', async () => {
    const trip = await createTrip(staff, { client: client.id, title: 'À annuler' });
    const { page, context, hand } = await open(`/office/trips/${trip}`);
    const opener = page.getByText('Annuler le voyage', { exact: true }).first();
    await opener.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // What a colleague does meanwhile is on other screens, and here once the question is closed.
    const other = await open(`/office/trips/${trip}`);
    await staff.fill(`/office/trips/${trip}/edit`, 'update_trip', { 'draft[title]': 'À annuler bientôt' });
    await other.page.getByRole('heading', { level: 1, name: 'À annuler bientôt', exact: true }).waitFor();
    await other.context.close();
    assert.equal(await dialog.isVisible(), true, 'the question stays');
    assert.equal(await page.getByRole('heading', { level: 1, name: 'À annuler', exact: true, includeHidden: true }).count(), 1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1, name: 'À annuler bientôt', exact: true }).waitFor();
    assert.match((await staff.get(`/office/trips/${trip}`)).text, /Brouillon/);
    await opener.click();
    await dialog.getByRole('button', { name: 'Annuler le voyage' }).click();
    await page.getByText('L’état du voyage a changé.').waitFor();
    await context.close();
});

test('a client who looks like another is shown before saving', async () => {
    const { page, context, hand } = await open('/office/clients/new');
    await hand.type('Prénom', 'Basile');
    await hand.type('Nom de famille', 'Bureau');
    await hand.type('Adresse e-mail', client.email);
    await page.getByText('Ce client existe peut-être déjà').first().waitFor();
    await page.getByRole('link', { name: /Basile Bureau/ }).first().waitFor();
    await hand.press('Enregistrer');
    await page.locator('.ui-error-summary').waitFor();
    await hand.tick('J’ai vérifié : c’est un autre client');
    await hand.press('Enregistrer');
    await page.getByText('Le client est créé.').waitFor();
    await context.close();
});

test('a member of staff is invited, enters, is cut off, and has lost every right at once', async () => {
    const email = freshAddress('collegue');
    const { page, context, hand, complaints } = await open('/office/staff/new');
    await hand.type('Prénom', 'Inès');
    await hand.type('Nom de famille', 'Nouvelle');
    await hand.type('Adresse e-mail', email);
    await hand.press('Envoyer l’invitation');
    await page.getByText('L’invitation est partie par e-mail.').waitFor();

    const guest = await at.window();
    const own = new Mouse(guest.page);
    await visit(guest.page, (await awaitMail(at.house, email)).links[0]);
    await own.type('Créez votre mot de passe', PASSWORD);
    await own.press('Enregistrer et entrer');
    await arrive(guest.page, /^Bonjour Inès/);

    const member = await new Wire(at.house.url).signIn({ email, password: PASSWORD }, 'office');
    await hand.link(/Inès Nouvelle/).or(page.getByRole('heading', { level: 1, name: /Inès Nouvelle/ })).first().waitFor();
    if (await hand.link(/Inès Nouvelle/).count()) await hand.follow(/Inès Nouvelle/);
    await arrive(page, /Inès Nouvelle/);
    await hand.press('Couper l’accès');
    await page.getByText('L’accès est coupé.').first().waitFor();
    assert.ok([303, 404].includes((await member.send('GET', '/office/trips')).status));
    calm(complaints, 'staff');
    await context.close();
    await guest.context.close();
});

test('each role sees what it may: the books are for those who keep them', async () => {
    const seller = await staffOf(at.house, 'seller');
    assert.ok(!(await seller.get('/office')).text.includes('/office/books'));
    assert.equal((await seller.send('GET', '/office/books')).status, 404);
    assert.equal((await seller.send('GET', '/office/staff/new')).status, 404);
    const accountant = await staffOf(at.house, 'accountant');
    const { page, context } = await open('/office/books', accountant.session);
    await page.getByText('Les comptes sont justes').waitFor();
    await context.close();
});
