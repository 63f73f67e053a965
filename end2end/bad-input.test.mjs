/**
 * What people get wrong, and what they must not get away with: a sentence at the field or a plain page, what was typed is kept, nothing is written by halves.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm } from './support/browser.mjs';
import { here } from './support/file.mjs';
import { Mouse } from './support/hands.mjs';
import { awaitMail } from './support/mail.mjs';
import { arrive } from './support/paying.mjs';
import { assertRefused } from './support/refusal.mjs';
import { PASSWORD, createClient, createTrip, day, moveTrip, staffOf, traveller } from './support/stage.mjs';
import { fieldsOf } from './support/wire.mjs';

let staff;
let client;
let person;
let stranger;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house);
        client = await createClient(staff, { given: 'Basile', family: 'Erreurs' });
        person = await traveller(house, staff);
        stranger = await traveller(house, staff, { title: 'Le voyage d’un autre' });
    },
});

/** How many trips there are. */
async function trips() {
    const { text } = await staff.get('/office/trips?per=10');
    return /\d+\s–\s\d+\ssur\s([\d\s]+)/.exec(text.replace(/<!--.*?-->/g, ''))?.[1];
}

/** The same story with and without scripts. */
function both(name, story) {
    for (const scripts of [true, false]) test(`${name}, ${scripts ? 'with' : 'without'} scripts`, () => story(scripts));
}

/** A trip form filled in rightly but for `wrong`, sent; then everything typed must still be there. */
async function sendTrip(scripts, wrong, refusal) {
    const before = await trips();
    assert.ok(before, 'the list says how many trips there are');
    const { page, context, complaints } = await at.window({ scripts, session: staff.session });
    const hand = new Mouse(page);
    await page.goto(`/office/trips/new?client=${client.id}`);
    await arrive(page, 'Nouveau voyage', scripts);
    const typed = {
        Titre: 'Chine, la Grande Muraille', Départ: day(90), Retour: day(100), 'Prénom, ligne 1': 'Basile', 'Nom de famille, ligne 1': 'Erreurs',
        'Libellé, ligne 1': 'Marche', 'Coût, ligne 1': '800', 'Prix, ligne 1': '1234,50', 'Notes pour l’équipe': 'Aime le thé & les « détours »', ...wrong,
    };
    await hand.select('Destination', 'Chine');
    for (const [label, text] of Object.entries(typed)) await hand.type(label, text);
    await hand.press('Enregistrer');
    await assertRefused(page, refusal, scripts);
    for (const [label, text] of Object.entries(typed)) assert.equal(await hand.field(label).first().inputValue(), text, label);
    assert.equal(await hand.field('Destination').first().inputValue(), 'china');
    assert.equal(await trips(), before, 'nothing was written');

    // Put right, the same form goes through.
    for (const [label, text] of Object.entries({ Titre: 'Chine, la Grande Muraille', Départ: day(90), Retour: day(100), 'Prix, ligne 1': '1234,50' })) await hand.type(label, text);
    await hand.press('Enregistrer');
    await arrive(page, 'Chine, la Grande Muraille', scripts);
    calm(complaints, 'trip form', { refused: true });
    await context.close();
}

both('a trip that ends before it starts', (scripts) => sendTrip(scripts, { Retour: day(80) }, { label: 'Retour', says: /^La fin \(.+\) est avant le début/ }));

both('a title of 400 characters', (scripts) => sendTrip(scripts, { Titre: 'é'.repeat(400) }, { label: 'Titre', says: /compte 400 caractères ; il peut en compter 200/ }));

both('an amount that is none', (scripts) => sendTrip(scripts, { 'Prix, ligne 1': '1.234,5x' }, { label: 'Prix, ligne 1', says: /^Écrivez un montant en chiffres/ }));

both('a date that is none', (scripts) => sendTrip(scripts, { Départ: '31/02/2027' }, { label: 'Départ', says: /^Écrivez une date/ }));

both('instalments that miss the price by a cent', async (scripts) => {
    const trip = await createTrip(staff, { client: client.id });
    const { page, context, complaints } = await at.window({ scripts, session: staff.session });
    const hand = new Mouse(page);
    await page.goto(`/office/trips/${trip}/schedule`);
    await arrive(page, 'Échéancier', scripts);
    await hand.type('Montant, ligne 1', '1200,01');
    await hand.press('Enregistrer');
    const summary = page.locator('.ui-error-summary');
    await summary.getByText(/Les échéances font 4\s000,01\s€ et le prix est 4\s000,00\s€\s: il y a .?0,01\s€ d’écart/).waitFor();
    assert.match(await page.title(), /^Erreur/);
    assert.equal(await hand.field('Montant, ligne 1').inputValue(), '1200,01');
    assert.match((await staff.get(`/office/trips/${trip}`)).text.replaceAll('\u{a0}', ' '), /1 200,00 €/);

    await hand.type('Montant, ligne 1', '1 200,00');
    await hand.press('Enregistrer');
    await page.getByText('L’échéancier est enregistré.').waitFor();
    calm(complaints, 'schedule', { refused: true });
    await context.close();
});

both('the trip of somebody else is not found, on every page of it', async (scripts) => {
    const { page, context, complaints } = await at.window({ scripts, session: person.own.session });
    for (const path of ['', '/payments', '/pay', '/pay/method?choice=next', '/pay/check?choice=next']) {
        const answer = await page.goto(`/trips/${stranger.trip}${path}`);
        assert.equal(answer.status(), 404, path);
        await arrive(page, 'Page introuvable', scripts);
        assert.ok(!(await page.content()).includes('Le voyage d’un autre'), path);
    }
    calm(complaints, 'not found', { refused: true });
    await context.close();
});

test('the trip of somebody else cannot be paid, by form or by script', async () => {
    const fields = [['trip', stranger.trip], ['draft[choice]', 'next'], ['draft[amount]', ''], ['left', '4000.00 EUR']];
    for (const name of ['choose_amount', 'choose_way', 'start_payment']) {
        const page = await person.own.post(`/trips/${person.trip}/pay/check`, name, fields);
        assert.equal(page.status, 404, name);
        const call = await person.own.send('POST', `/api/${name}`, { body: new URLSearchParams(fields).toString() });
        assert.equal(call.status, 404, name);
    }
    const order = await person.own.get('/payments/order_00000000000000000000000000000000');
    assert.equal(order.status, 404);
});

test('a traveller has no way into the back office, and staff none into a traveller’s space', async () => {
    for (const path of ['/office', '/office/trips', `/office/trips/${person.trip}`, '/office/clients', '/office/staff', '/office/books']) {
        const answer = await person.own.send('GET', path);
        assert.ok([303, 404].includes(answer.status), `${path}: ${answer.status}`);
    }
    const answer = await staff.send('GET', `/trips/${person.trip}`);
    assert.ok([303, 404].includes(answer.status), `${answer.status}`);
});

test('a form that is sent again after signing out changes nothing', async () => {
    const own = await staffOf(at.house);
    const { text } = await own.get(`/office/trips/new?client=${client.id}`);
    const fields = new Map([...fieldsOf(text, 'create_trip'), ['draft[title]', 'Après la sortie'], ['draft[destinations][0]', 'china'], ['draft[client]', client.id]]);
    const session = own.session;
    assert.equal((await own.post('/office', 'sign_out', [['side', 'office']])).status, 303);
    assert.equal(own.session, undefined, 'the cookie is gone');
    own.cookies.set('__Host-session', session);
    const before = await trips();
    const answer = await own.post('/office/trips/new', 'create_trip', fields);
    assert.ok([303, 401].includes(answer.status), `${answer.status}`);
    assert.equal(await trips(), before);
    const call = await own.send('POST', '/api/create_trip', { body: new URLSearchParams([...fields]).toString() });
    assert.equal(call.status, 401);
    assert.equal(await trips(), before);
});

test('signed out in another tab: the form says so and keeps what was typed', async () => {
    const own = await staffOf(at.house);
    const { page, context } = await at.window({ session: own.session });
    const hand = new Mouse(page);
    await page.goto('/office/clients/new');
    await arrive(page, 'Nouveau client');
    await hand.type('Prénom', 'Basile');
    await hand.type('Nom de famille', 'Entre-deux');
    await own.post('/office', 'sign_out', [['side', 'office']]);
    await hand.press('Enregistrer');
    await page.locator('.ui-error-summary').getByText('Connectez-vous pour continuer.').waitFor();
    assert.equal(await hand.field('Nom de famille').inputValue(), 'Entre-deux');
    await context.close();
});

test('ten million bytes are refused with a plain page, and the house goes on', async () => {
    const body = `draft[notes]=${'x'.repeat(10_000_000)}`;
    const page = await staff.send('POST', '/office/trips/new?do=create_trip', { body });
    assert.equal(page.status, 413);
    assert.match(page.text, /Cet envoi est trop volumineux\./);
    const call = await staff.send('POST', '/api/create_trip', { body });
    assert.ok(call.status >= 400 && call.status < 500, `${call.status}`);
    assert.equal((await fetch(`${at.house.url}/readyz`)).status, 200);
});

test('ten million bytes typed into a form: a sentence, and the text stays', async () => {
    const { page, context } = await at.window({ session: staff.session });
    const hand = new Mouse(page);
    await page.goto(`/office/trips/new?client=${client.id}`);
    await arrive(page, 'Nouveau voyage');
    // So much text takes a browser its time.
    page.setDefaultTimeout(60_000);
    await hand.type('Notes pour l’équipe', 'x'.repeat(10_000_000));
    await hand.press('Enregistrer');
    await page.locator('.ui-error-summary').waitFor({ timeout: 60_000 });
    assert.equal((await hand.field('Notes pour l’équipe').inputValue()).length, 10_000_000);
    await context.close();
});

both('an invitation that was used is of no use again', async (scripts) => {
    const guest = await createClient(staff);
    const trip = await createTrip(staff, { client: guest.id });
    await moveTrip(staff, trip, 'propose');
    await staff.post(`/office/clients/${guest.id}`, 'invite_client', [['client', guest.id]]);
    const { links: [link] } = await awaitMail(at.house, guest.email);

    const first = await at.window({ scripts });
    const hand = new Mouse(first.page);
    await first.page.goto(link);
    await arrive(first.page, /^Bienvenue/, scripts);
    await hand.type('Créez votre mot de passe', 'court');
    await hand.press('Enregistrer et entrer');
    await assertRefused(first.page, { label: 'Créez votre mot de passe', says: /^Il faut au moins \d+ caractères/ }, scripts);
    assert.equal(await hand.field('Créez votre mot de passe').inputValue(), '', 'a password is never sent back');
    await hand.type('Créez votre mot de passe', PASSWORD);
    await hand.press('Enregistrer et entrer');
    await arrive(first.page, /^Bonjour/, scripts);

    const second = await at.window({ scripts });
    await second.page.goto(link);
    await arrive(second.page, 'Ce lien ne fonctionne plus', scripts);
    await second.page.getByText('Ce lien a déjà servi.').waitFor();
    await new Mouse(second.page).press('Envoyer un nouveau lien');
    await arrive(second.page, 'Regardez votre boîte aux lettres', scripts);
    const fresh = await awaitMail(at.house, guest.email, ({ links }) => links[0] !== link);
    assert.notEqual(fresh.links[0], link);
    for (const { complaints, context } of [first, second]) {
        calm(complaints, 'link', { refused: true });
        await context.close();
    }
});

test('a link that was never one is not found', async () => {
    const { page, context } = await at.window();
    const answer = await page.goto('/link/0123456789abcdef');
    assert.ok(answer.status() >= 400 && answer.status() < 500, `${answer.status()}`);
    await arrive(page, 'Ce lien ne fonctionne plus');
    await context.close();
});
