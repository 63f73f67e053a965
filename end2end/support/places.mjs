/**
 * Every page of both sides, as somebody who may see it reaches it: the demo gives people and trips, one payment is made for the result page.
 */

import { openWindow } from './browser.mjs';
import { Mouse } from './hands.mjs';
import { awaitMail } from './mail.mjs';
import { CARD, arrive, toBank, toCheck, useCard } from './paying.mjs';
import { anotherTrip, createClient, day, moveTrip, payLink, raise, staffOf, traveller } from './stage.mjs';

/**
 * @typedef {object} Place
 * @property {string} route As the sources write it.
 * @property {string} path An address of it.
 * @property {string} [session] Whose.
 * @property {number} [status] When it is not 200.
 */

/**
 * @param {import('./house.mjs').House} house
 * @param {import('playwright-core').Browser} browser
 * @returns {Promise<{ portal: Place[], office: Place[] }>}
 */
export async function places(house, browser) {
    const staff = await staffOf(house, 'administrator');
    const person = await traveller(house, staff);
    const open = await anotherTrip(staff, person.client, { title: 'Andalousie, de Séville à Grenade', from: 20, to: 27 });
    const dearer = await anotherTrip(staff, person.client, { title: 'Toscane, de Sienne à Lucques' });
    await moveTrip(staff, dearer, 'confirm');
    await raise(staff, dearer, '4700');
    const [own, session] = [person.own.session, staff.session];

    const { page, context } = await openWindow(browser, house.url, { session: own });
    const hand = new Mouse(page);
    await toCheck(hand, person.trip);
    await toBank(hand, house.bank);
    await useCard(hand, CARD.ok);
    await arrive(page, /^Paiement reçu/);
    const result = new URL(page.url()).pathname;
    await context.close();

    const guest = await createClient(staff);
    await staff.post(`/office/clients/${guest.id}`, 'invite_client', [['client', guest.id]]);
    const link = new URL((await awaitMail(house, guest.email)).links[0]).pathname;
    const payers = `/office/trips/${person.trip}/payers`;
    const byLink = await payLink(staff, person.trip);
    const member = /\/office\/staff\/staff_\w+/.exec((await staff.get('/office/staff')).text)[0];

    // Of yesterday: a day has no hour, and stands before or after the card's payment of today by the time of day.
    await staff.fill(`/office/trips/${person.trip}/record`, 'record_payment', { 'draft[amount]': '10', 'draft[currency]': 'CHF', 'draft[received_on]': day(-1) });
    const cheque = /\/office\/trips\/trip_\w+\/recorded\/recorded_\w+/.exec((await staff.get(`/office/trips/${person.trip}`)).text)[0];

    const issued = (await staff.get('/office/invoices')).text;
    const invoice = /invoice_\w+/.exec(issued)[0];
    const invoiced = /\/office\/trips\/trip_\w+/.exec(issued)[0];

    const portal = [
        { route: '/', path: '/', session: own },
        { route: '/sign-in', path: '/sign-in' },
        { route: '/forgotten', path: '/forgotten' },
        { route: '/forgotten', path: '/forgotten?saved=sent' },
        { route: '/link/:token', path: link },
        { route: '/link/:token', path: '/link/00000000', status: 404 },
        { route: '/trips/:trip', path: `/trips/${person.trip}`, session: own },
        { route: '/trips/:trip', path: `/trips/${open}`, session: own },
        { route: '/trips/:trip/payments', path: `/trips/${person.trip}/payments`, session: own },
        { route: '/trips/:trip', path: `/trips/${dearer}`, session: own },
        { route: '/trips/:trip/revision', path: `/trips/${dearer}/revision`, session: own },
        { route: '/trips/:trip/pay', path: `/trips/${open}/pay`, session: own },
        { route: '/trips/:trip/pay/method', path: `/trips/${open}/pay/method?choice=next`, session: own },
        { route: '/trips/:trip/pay/check', path: `/trips/${open}/pay/check?choice=next`, session: own },
        { route: '/trips/:trip/pay/check', path: `/trips/${person.trip}/pay/check?choice=next&left=4000.00%20EUR`, session: own },
        { route: '/trips/:trip/transfer', path: `/trips/${open}/transfer`, session: own },
        { route: '/payments/:order', path: result, session: own },
        { route: '/pay/:token', path: byLink },
        { route: '/pay/:token', path: '/pay/00000000', status: 404 },
        { route: '/account', path: '/account', session: own },
        { route: '/accessibility', path: '/accessibility' },
        { route: '/credits', path: '/credits' },
        { route: 'none', path: '/nowhere', status: 404 },
    ];
    const trip = `/office/trips/${person.trip}`;
    const office = [
        { route: '/office/sign-in', path: '/office/sign-in' },
        { route: '/office/code', path: '/office/code' },
        { route: '/office/forgotten', path: '/office/forgotten' },
        { route: '/office/link/:token', path: '/office/link/00000000', status: 404 },
        { route: '/office', path: '/office', session },
        { route: '/office/trips', path: '/office/trips', session },
        { route: '/office/trips', path: '/office/trips?q=perou&state=proposed&sort=-starts_on', session },
        { route: '/office/trips', path: '/office/trips?q=rien-de-tel', session },
        { route: '/office/trips/new', path: `/office/trips/new?client=${person.client.id}`, session },
        { route: '/office/trips/:trip', path: trip, session },
        { route: '/office/trips/:trip', path: `/office/trips/${dearer}`, session },
        { route: '/office/trips/:trip/edit', path: `${trip}/edit`, session },
        { route: '/office/trips/:trip/schedule', path: `${trip}/schedule`, session },
        { route: '/office/trips/:trip/record', path: `${trip}/record`, session },
        { route: '/office/trips/:trip/recorded/:payment', path: cheque, session },
        { route: '/office/trips/:trip/payers', path: payers, session },
        { route: '/office/trips/:trip/handover', path: `${trip}/handover`, session },
        { route: '/office/clients', path: '/office/clients', session },
        { route: '/office/clients/new', path: '/office/clients/new', session },
        { route: '/office/clients/:client', path: `/office/clients/${person.client.id}`, session },
        { route: '/office/clients/:client/edit', path: `/office/clients/${person.client.id}/edit`, session },
        { route: '/office/clients/:client/erase', path: `/office/clients/${guest.id}/erase`, session },
        { route: '/office/clients/:client/erase', path: `/office/clients/${person.client.id}/erase`, session },
        { route: '/office/staff', path: '/office/staff', session },
        { route: '/office/staff/new', path: '/office/staff/new', session },
        { route: '/office/staff/:staff', path: member, session },
        { route: '/office/account', path: '/office/account', session },
        { route: '/office/statements', path: '/office/statements', session },
        { route: '/office/statements/:statement', path: '/office/statements/statement_00000000000000000000000000000000', session, status: 404 },
        { route: '/office/statements/:statement/columns', path: '/office/statements/statement_00000000000000000000000000000000/columns', session, status: 404 },
        { route: '/office/reconciliation', path: '/office/reconciliation', session },
        { route: '/office/reconciliation', path: '/office/reconciliation?state=open&currency=CHF', session },
        { route: '/office/reconciliation/:item', path: '/office/reconciliation/line_00000000000000000000000000000000', session, status: 404 },
        { route: '/office/funds', path: '/office/funds', session },
        { route: '/office/books', path: '/office/books', session },
        { route: '/office/payments', path: '/office/payments', session },
        { route: '/office/payments', path: '/office/payments?state=succeeded&sort=-amount', session },
        { route: '/office/gateways', path: '/office/gateways', session },
        { route: '/office/credits', path: '/office/credits', session },
        { route: '/office/refunds', path: '/office/refunds', session },
        { route: '/office/trips/:trip/refund', path: `${trip}/refund`, session },
        { route: '/office/trips/:trip', path: invoiced, session },
        { route: '/office/trips/:trip/invoice', path: `/office/trips/${dearer}/invoice`, session },
        { route: '/office/trips/:trip/credit-note', path: `${invoiced}/credit-note?invoice=${invoice}`, session },
        { route: '/office/invoices', path: '/office/invoices', session },
        { route: '/office/invoices', path: '/office/invoices?kind=credit_note&currency=CHF', session },
        { route: '/office/trips/:trip/apply', path: `${trip}/apply`, session },
        { route: 'none', path: '/office/nowhere', session, status: 404 },
    ];
    return { portal, office };
}
