/**
 * The whole way, from an empty form in the back office to a receipt in the traveller's hands: by mouse, without scripts, by keyboard alone.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { bankOf } from './support/bank.mjs';
import { calm } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { Keyboard, Mouse } from './support/hands.mjs';
import { awaitMail } from './support/mail.mjs';
import { CARD, arrive, choose, toBank, useCard } from './support/paying.mjs';
import { PASSWORD, accountOf, day, freshAddress } from './support/stage.mjs';

const at = here();

/** How soon an open page has to show what happened elsewhere. */
const SOON = 2000;

const TITLE = 'Pérou, les Andes à pied';

/** The seller signs in, writes down a client and a trip, proposes it and invites. */
async function sell(hand, scripts, client) {
    const { page } = hand;
    const account = accountOf(at.house, 'seller');
    await page.goto('/office/sign-in');
    await arrive(page, 'Espace de l’agence', scripts);
    await hand.type('Adresse e-mail', account.email);
    await hand.type('Mot de passe', account.password);
    await hand.press('Se connecter');
    await arrive(page, /^Bonjour/, scripts);

    await hand.follow('Nouveau client');
    await arrive(page, 'Nouveau client', scripts);
    await hand.type('Prénom', client.given);
    await hand.type('Nom de famille', client.family);
    await hand.type('Adresse e-mail', client.email);
    await hand.press('Enregistrer');
    await arrive(page, `${client.given} ${client.family}`, scripts);

    await hand.follow('Nouveau voyage');
    await arrive(page, 'Nouveau voyage', scripts);
    await hand.type('Titre', TITLE);
    await hand.select('Destination', 'Pérou');
    await hand.type('Départ', day(120));
    await hand.type('Retour', day(134));
    await hand.type('Prénom, ligne 1', client.given);
    await hand.type('Nom de famille, ligne 1', client.family);
    await hand.type('Libellé, ligne 1', 'Circuit accompagné');
    await hand.type('Coût, ligne 1', '3 000');
    await hand.type('Prix, ligne 1', '4 000,00');
    await hand.press('Enregistrer');
    await arrive(page, TITLE, scripts);
    await page.getByText('Le voyage est créé.').waitFor();

    await hand.press('Proposer au client');
    await page.getByText('L’état du voyage a changé.').waitFor();
    await hand.press('Inviter le client');
    await page.getByText('L’invitation est partie par e-mail.').waitFor();
}

/** The traveller opens their space with the link of the mail and goes to the trip. */
async function open(hand, scripts, client) {
    const { page } = hand;
    const { links } = await awaitMail(at.house, client.email);
    await page.goto(links[0]);
    await arrive(page, new RegExp(`^Bienvenue, ${client.given}`), scripts);
    await hand.type('Créez votre mot de passe', PASSWORD);
    await hand.press('Enregistrer et entrer');
    await arrive(page, /^Bonjour/, scripts);
    await hand.follow('Voir le voyage');
    await arrive(page, TITLE, scripts);
    await page.getByText('À faire maintenant : régler l’acompte').waitFor();
}

/** The traveller pays the deposit, the bank asks for a confirmation, the page says that it is paid. Gives the bank's payment. */
async function pay(hand, scripts) {
    const { page } = hand;
    await hand.follow(/^Payer/);
    await choose(hand, scripts);
    const payment = await toBank(hand, at.house.bank);
    await useCard(hand, CARD.threeDs);
    await page.waitForURL('**/3ds');
    await hand.press('Confirmer');
    await arrive(page, /^Paiement reçu\s: 1\s200,00\s€$/, scripts);
    return payment;
}

/** The receipt is a PDF of some substance. */
async function fetchReceipt(hand) {
    const link = hand.link(/^Télécharger le reçu/);
    // A receipt is made by a job: where scripts run it appears by itself.
    for (let looks = 0; looks < 10 && !await link.count(); looks += 1) await hand.page.reload();
    const [download] = await Promise.all([hand.page.waitForEvent('download'), hand.follow(/^Télécharger le reçu/)]);
    const pdf = await readFile(await download.path());
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    assert.ok(pdf.length > 5000, `${pdf.length} bytes`);
    assert.match(download.suggestedFilename(), /\.pdf$/);
}

const ways = [
    { name: 'by mouse', Hand: Mouse, scripts: true, who: ['Odile', 'Garance'] },
    { name: 'without scripts', Hand: Mouse, scripts: false, who: ['Firmin', 'Lecharpentier'] },
    { name: 'by keyboard alone', Hand: Keyboard, scripts: true, who: ['Zoé', 'Quintefeuille'] },
    { name: 'by keyboard alone, without scripts', Hand: Keyboard, scripts: false, who: ['Ursule', 'Montbazon'] },
];

for (const { name, Hand, scripts, who: [given, family] } of ways) {
    test(`from the seller's form to the traveller's receipt, ${name}`, async () => {
        const client = { given, family, email: freshAddress(family.toLowerCase()) };
        const office = await at.window({ scripts });
        const portal = await at.window({ scripts, width: 390 });
        const [seller, traveller] = [new Hand(office.page), new Hand(portal.page)];
        const before = await bankOf(at.house).totals();

        await sell(seller, scripts, client);
        await open(traveller, scripts, client);

        const news = office.page.getByText('Paiement reçu').first();
        assert.equal(await news.count(), 0, 'the seller’s page says so before anybody paid');
        let confirmed = 0;
        portal.page.on('request', (request) => {
            if (request.method() === 'POST' && request.url().endsWith('/3ds')) confirmed = Date.now();
        });
        const told = scripts ? news.waitFor({ timeout: 60_000 }).then(() => Date.now()) : null;
        const payment = await pay(traveller, scripts);
        if (told) {
            const late = await told - confirmed;
            assert.ok(late <= SOON, `the seller’s open page showed the payment after ${late} ms`);
        } else {
            await office.page.reload();
            await news.waitFor();
        }
        await fetchReceipt(traveller);

        const { captures, state } = await bankOf(at.house).payment(payment);
        assert.deepEqual([state, captures.length, captures[0].amount], ['captured', 1, 120_000]);
        const after = await bankOf(at.house).totals();
        assert.equal(after.captures - before.captures, 1);

        await traveller.follow('Retour au voyage');
        await arrive(portal.page, TITLE, scripts);
        await portal.page.getByText(/^Payé le/).first().waitFor();
        calm(office.complaints, 'office');
        calm(portal.complaints, 'portal');
        await office.context.close();
        await portal.context.close();
    });
}
