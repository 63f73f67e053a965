/**
 * Prepares what a test begins with: clients, trips, people who are signed in. Everything goes through the site's own forms.
 */

import assert from 'node:assert/strict';
import { awaitMail } from './mail.mjs';
import { Wire } from './wire.mjs';

export const PASSWORD = 'orage moutarde violon 27';

/** A day this many days from now, as people type it. */
export function day(from) {
    const date = new Date(Date.now() + from * 86_400_000);
    return [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()].map((number) => String(number).padStart(2, '0')).join('/');
}

let counter = 0;

/** A mail address that nobody has yet. */
export function freshAddress(name = 'voyage') {
    counter += 1;
    return `${name}.${process.pid}.${counter}@example.org`;
}

/** The path that an answer leads to; fails when it leads nowhere. */
function led(answer, what) {
    assert.equal(answer.status, 303, `${what}: ${answer.status}\n${sentences(answer.text)}`);
    return new URL(answer.headers.location, answer.url);
}

/** What a page says about refused fields. */
export function sentences(html) {
    const summary = /ui-error-summary.*?<\/ul>/s.exec(html)?.[0] ?? html.slice(0, 2000);
    return summary.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

/**
 * Somebody of the demo's staff, signed in.
 * @param {import('./house.mjs').House} house
 * @param {string} [role]
 */
export async function staffOf(house, role = 'seller') {
    return new Wire(house.url).signIn(accountOf(house, role), 'office');
}

/**
 * An account of the demo.
 * @param {import('./house.mjs').House} house
 * @param {string} role administrator, manager, accountant, seller or traveller
 * @returns {{ email: string, password: string, name: string }}
 */
export function accountOf(house, role) {
    const account = house.guide.accounts.find((one) => one.role === role);
    assert.ok(account, `the demo has no ${role}: ${JSON.stringify(house.guide).slice(0, 400)}`);
    return account;
}

/**
 * @param {Wire} staff
 * @param {{ given?: string, family?: string, email?: string, language?: string }} [facts]
 * @returns {Promise<{ id: string, email: string }>}
 */
export async function createClient(staff, { given = 'Odile', family = `Garance${process.pid}x${counter}`, email = freshAddress(), language = 'fr' } = {}) {
    const answer = await staff.fill('/office/clients/new', 'create_client', {
        'draft[given_name]': given, 'draft[family_name]': family, 'draft[email]': email, 'draft[language]': language, 'draft[twins_seen]': 'true',
    });
    return { id: led(answer, 'create_client').pathname.split('/').pop(), email };
}

/**
 * @param {Wire} staff
 * @param {{ client: string, title?: string, price?: string, from?: number, to?: number, entity?: 'fr' | 'ch' }} facts
 * @returns {Promise<string>} its id
 */
export async function createTrip(staff, { client, title = 'Pérou, les Andes à pied', price = '4000', from = 120, to = 134, entity = 'fr' }) {
    const answer = await staff.fill(`/office/trips/new?client=${client}`, 'create_trip', {
        'draft[client]': client,
        'draft[entity]': entity,
        'draft[title]': title,
        'draft[destinations][0]': 'peru',
        'draft[starts_on]': day(from),
        'draft[ends_on]': day(to),
        'draft[services][0][label]': 'Circuit accompagné',
        'draft[services][0][cost]': '3000',
        'draft[services][0][cost_currency]': entity === 'ch' ? 'CHF' : 'EUR',
        'draft[services][0][price]': price,
        'draft[travellers][0][given_name]': 'Odile',
        'draft[travellers][0][family_name]': 'Garance',
    });
    return led(answer, 'create_trip').pathname.split('/').pop();
}

/** Moves a trip on: `propose`, `confirm`, `cancel`… */
export async function moveTrip(staff, trip, wanted) {
    const page = await staff.get(`/office/trips/${trip}`);
    const version = /name="version" value="(\d+)"/.exec(page.text)?.[1];
    assert.ok(version, `no move is offered on ${trip}`);
    led(await staff.post(`/office/trips/${trip}`, 'move_trip', [['trip', trip], ['version', version], ['wanted', wanted]]), wanted);
}

/**
 * Invites a client and opens their space with the link of the mail.
 * @param {import('./house.mjs').House} house
 * @param {Wire} staff
 * @param {{ id: string, email: string }} client
 * @returns {Promise<Wire>} the client's own browser
 */
export async function activate(house, staff, client) {
    led(await staff.post(`/office/clients/${client.id}`, 'invite_client', [['client', client.id]]), 'invite_client');
    const { links } = await awaitMail(house, client.email);
    const own = new Wire(house.url);
    led(await own.fill(new URL(links[0]).pathname, 'set_password', { password: PASSWORD }), 'set_password');
    return own;
}

/**
 * A client with a proposed trip, whose space is open.
 * @param {import('./house.mjs').House} house
 * @param {Wire} staff
 * @param {object} [facts] of the trip
 */
export async function traveller(house, staff, facts = {}) {
    const client = await createClient(staff);
    const trip = await createTrip(staff, { client: client.id, ...facts });
    await moveTrip(staff, trip, 'propose');
    return { client, trip, own: await activate(house, staff, client) };
}

/** Another proposed trip of the same client. */
export async function anotherTrip(staff, client, facts = {}) {
    const trip = await createTrip(staff, { client: client.id, ...facts });
    await moveTrip(staff, trip, 'propose');
    return trip;
}

/** The path of a link by which the payer of a trip pays without an account. */
export async function payLink(staff, trip) {
    const page = `/office/trips/${trip}/payers`;
    const payer = /payer_\w+/.exec((await staff.get(page)).text)[0];
    const made = await staff.post(page, 'make_pay_link', [['payer', payer]]);
    return `/pay/${led(made, 'make_pay_link').searchParams.get('link')}`;
}

/** Proposes another price for a sold trip, looked at and explained. */
export async function raise(staff, trip, price) {
    const page = `/office/trips/${trip}/edit`;
    const typed = { 'draft[services][0][price]': price };
    const looked = await staff.fill(page, 'update_trip', typed);
    const seen = /name="revision\[seen\]" value="(\w+)"/.exec(looked.text)?.[1];
    assert.ok(seen, `nothing to look at on ${trip}: ${looked.status}\n${sentences(looked.text)}`);
    const said = { 'revision[seen]': seen, 'revision[cause]': 'transport', 'revision[reason]': 'Kérosène' };
    led(await staff.fill(page, 'update_trip', { ...typed, ...said }), 'update_trip');
}
