/**
 * A page of another origin tries to act in the name of somebody who is signed in here: by forms, by fetch, by pictures, against every server function.
 */

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { bankOf } from './support/bank.mjs';
import { here } from './support/file.mjs';
import { mails } from './support/mail.mjs';
import { serverFunctions } from './support/routes.mjs';
import { freshAddress, staffOf, traveller } from './support/stage.mjs';

const TITLE = 'Un voyage que personne d’autre ne touche';

let staff;
let person;
let functions;
let stranger;

const at = here({
    async prepare({ house }) {
        staff = await staffOf(house, 'administrator');
        person = await traveller(house, staff, { title: TITLE });
        functions = await serverFunctions();
    },
});

before(async () => {
    stranger = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!DOCTYPE html><title>Gagnez un voyage</title>'));
    await new Promise((done) => { stranger.listen(0, '127.0.0.1', done); });
});
after(() => stranger.close());

/** Arguments that would do something, were they believed. */
function tempting() {
    const { trip, client } = person;
    return {
        sign_out: { side: 'office' },
        set_language: { locale: 'en', back: '/' },
        set_theme: { theme: 'dark', back: '/' },
        move_trip: { trip, version: '2', wanted: 'cancel' },
        reset_schedule: { trip, version: '2' },
        invite_client: { client: client.id },
        request_link: { side: 'portal', email: client.email },
        create_client: { 'draft[given_name]': 'Eve', 'draft[family_name]': 'Ailleurs', 'draft[email]': freshAddress('eve'), 'draft[kind]': 'person', 'draft[language]': 'fr', 'draft[twins_seen]': 'true' },
        invite_staff: { 'draft[given_name]': 'Eve', 'draft[family_name]': 'Ailleurs', 'draft[email]': freshAddress('eve'), 'draft[role]': 'administrator', 'draft[language]': 'fr' },
        start_payment: { trip, 'draft[choice]': 'next', 'draft[amount]': '', left: '4000.00 EUR' },
        choose_amount: { trip, 'draft[choice]': 'next', 'draft[amount]': '' },
        choose_way: { trip, 'draft[choice]': 'next', 'draft[amount]': '', left: '4000.00 EUR' },
        begin_totp: { side: 'office' },
    };
}

/** Everything that a forged request could have changed. */
async function state() {
    const { house } = at;
    const main = (html) => html.replace(/^.*?<main/s, '').replace(/<\/main>.*$/s, '').replace(/nonce="[^"]*"|since=\d+/g, '');
    const pages = [`/office/trips/${person.trip}`, '/office/clients', '/office/staff', '/office/trips', '/office/account'];
    const seen = await Promise.all(pages.map(async (page) => main((await staff.get(page)).text).replace(/ (à|at) \d\d:\d\d/g, '')));
    const own = main((await person.own.get(`/trips/${person.trip}/payments`)).text);
    return { seen, own, mails: (await mails(house)).length, payments: (await bankOf(house).totals()).payments };
}

/** Runs in the stranger's page: every way of reaching one address. */
async function attack({ target, fields }) {
    const body = new URLSearchParams(fields);
    const quiet = (promise) => promise.then(() => {}, () => {});
    const frame = document.body.appendChild(Object.assign(document.createElement('iframe'), { name: `frame${Math.random()}` }));
    const loaded = new Promise((done) => { frame.onload = done; });
    const form = document.body.appendChild(Object.assign(document.createElement('form'), { method: 'post', action: target, target: frame.name }));
    for (const [name, value] of body) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
    HTMLFormElement.prototype.submit.call(form);
    const picture = new Image();
    const shown = new Promise((done) => { picture.onload = done; picture.onerror = done; });
    picture.src = `${target}${target.includes('?') ? '&' : '?'}${body}`;
    await Promise.all([
        loaded,
        shown,
        quiet(fetch(target, { method: 'POST', credentials: 'include', mode: 'no-cors', body })),
        quiet(fetch(target, { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) })),
        quiet(fetch(picture.src, { credentials: 'include', mode: 'no-cors' })),
    ]);
    frame.remove();
    form.remove();
}

for (const [what, host] of [['another site', 'localhost'], ['another port of this machine', '127.0.0.1']]) {
    for (const who of ['an administrator', 'a traveller']) {
        test(`${what} can do nothing in the name of ${who}`, async () => {
            const session = who === 'a traveller' ? person.own.session : staff.session;
            const before = await state();
            const refused = () => at.house.log().split('refused: cross-site request').length - 1;
            const refusedBefore = refused();
            const { page, context } = await at.window({ session });
            const answers = [];
            context.on('response', (answer) => {
                if (answer.url().startsWith(at.house.url)) answers.push({ method: answer.request().method(), url: answer.url(), status: answer.status() });
            });
            const cookies = async () => (await context.cookies()).map(({ name, value }) => `${name}=${value}`).sort();
            const had = await cookies();
            await page.goto(`http://${host}:${stranger.address().port}/`);
            const wanted = tempting();
            for (const { name } of functions) {
                for (const target of [`${at.house.url}/api/${name}`, `${at.house.url}/?do=${name}`]) {
                    await page.evaluate(attack, { target, fields: wanted[name] ?? {} });
                }
            }
            // A form and a fetch for each of two addresses; the browser hides some answers from the page, the log has them all.
            const refusals = refused() - refusedBefore;
            assert.ok(refusals >= functions.length * 4, `${refusals} posts were refused`);
            assert.deepEqual(answers.filter(({ method, status }) => method === 'POST' && status !== 403), [], 'posts that were not refused');
            const changing = new Set(functions.filter(({ reads }) => !reads).map(({ name }) => `/api/${name}`));
            const gets = answers.filter(({ method, url }) => method === 'GET' && changing.has(new URL(url).pathname));
            assert.deepEqual(gets.filter(({ status }) => status < 400), [], 'changes that answer a GET');
            assert.deepEqual(await cookies(), had, 'cookies');
            await context.close();
            assert.deepEqual(await state(), before);
        });
    }
}

test('the same arguments from our own page do work: the attack was a real one', async () => {
    const before = await state();
    const answer = await staff.post('/office/clients/new', 'create_client', Object.entries(tempting().create_client));
    assert.equal(answer.status, 303);
    assert.notDeepEqual(await state(), before);
});
