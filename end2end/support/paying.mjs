/**
 * The steps of a payment, as a traveller takes them.
 */

import { hydrated } from './browser.mjs';
import { paymentIn } from './bank.mjs';

/** The test bank's cards, by the words beside them. */
export const CARD = {
    ok: 'Carte acceptée',
    threeDs: 'Carte acceptée après vérification 3-D Secure',
    noFunds: 'Carte refusée : provision insuffisante',
    lost: 'Carte refusée : carte perdue',
};

/**
 * Waits for a page by its H1 and, where scripts run, until they have taken over.
 * @param {import('playwright-core').Page} page
 * @param {string | RegExp} title
 * @param {boolean} [scripts]
 */
export async function arrive(page, title, scripts = true) {
    await page.getByRole('heading', { level: 1, name: title, exact: typeof title === 'string' }).waitFor();
    if (scripts) await hydrated(page);
}

/**
 * From the trip page to the last step before the bank.
 * @param {import('./hands.mjs').Mouse | import('./hands.mjs').Keyboard} hand
 * @param {boolean} [scripts]
 */
export async function choose(hand, scripts = true) {
    await arrive(hand.page, 'Combien voulez-vous payer ?', scripts);
    await hand.press('Continuer');
    await arrive(hand.page, 'Comment voulez-vous payer ?', scripts);
    await hand.follow('Continuer');
    await arrive(hand.page, 'Vérifiez avant de payer', scripts);
}

/**
 * Goes to the first step of a trip's payment and on to the last one before the bank.
 * @param {import('./hands.mjs').Mouse} hand
 * @param {string} trip
 */
export async function toCheck(hand, trip) {
    await hand.page.goto(`/trips/${trip}/pay`);
    await choose(hand);
}

/**
 * Presses the button that pays, and waits for the bank's page.
 * @param {import('./hands.mjs').Mouse | import('./hands.mjs').Keyboard} hand
 * @param {string} bank
 * @returns {Promise<string>} the bank's id of the payment
 */
export async function toBank(hand, bank) {
    await Promise.all([hand.page.waitForURL(`${bank}/pay/**`), hand.press(/^Payer/)]);
    return paymentIn(hand.page.url());
}

/**
 * Pays with a card on the bank's page.
 * @param {import('./hands.mjs').Mouse | import('./hands.mjs').Keyboard} hand
 * @param {string} card one of [`CARD`]
 */
export async function useCard(hand, card) {
    await hand.tick(card);
    await hand.press(/^Payer/);
}
